"""`replicase export`: documents and tables to take away, written into a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from replicase.cli.options import Asked, bar, library_options, say
from replicase.diagnostics import LANGUAGES, Language, Severity
from replicase.folders import CASES

if TYPE_CHECKING:
    from replicase.documents import Form, Kind, Task
    from replicase.library import Library
    from replicase.model import Case

_KINDS: tuple[Kind, ...] = ("brief", "case", "essay", "plan", "shortlist", "tables", "official")
_FORMS: tuple[Form, ...] = ("docx", "pdf", "xlsx", "csv")
SHOWN = 5
"""Names listed in a message; of more, the number is told."""


@click.command(short_help="导出 Word、PDF、Excel。 Export as Word, PDF and Excel.")
@click.argument("ids", metavar="[CASE]...", nargs=-1)
@click.option(
    "--what",
    "kinds",
    type=click.Choice(_KINDS),
    multiple=True,
    help="只要哪几种，可重复；缺省见下。 Only these kinds, may be given again; see below for what is made without it.",
)
@click.option(
    "--form",
    "forms",
    type=click.Choice(_FORMS),
    multiple=True,
    help="只要哪几种格式，可重复。 Only these forms, may be given again.",
)
@click.option(
    "--text",
    "languages",
    type=click.Choice(LANGUAGES),
    multiple=True,
    help="文件用哪种语言，可重复，缺省为库的全部语言。 Language of the documents; all of the library's by default.",
)
@click.option("--city", metavar="SLUG", help="只要一个市的，如 jinhua。 One city's, as jinhua.")
@click.option("--theme", metavar="ID", help="只要一个主题的（词表 theme）。 One theme's.")
@click.option("--method", metavar="ID", help="只要一种方法的（词表 method）。 One method's.")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("export"),
    show_default=True,
    help="写到哪个文件夹。 Folder to write into.",
)
@library_options(cache=True)
def export(
    asked: Asked,
    ids: tuple[str, ...],
    kinds: tuple[Kind, ...],
    forms: tuple[Form, ...],
    languages: tuple[Language, ...],
    city: str | None,
    theme: str | None,
    method: str | None,
    folder: Path,
) -> None:
    """把案例导出为 Word、PDF、Excel，可带走、送审、打印。 Export cases as Word, PDF and Excel.

    \b
    写了案例编号，就导出这几个案例的一页纸、全文、四段式文稿、照做方案和合在一起的候选案例；
    没有写，就导出全部案例和表格。没有改过的不重做。
    With ids of cases: brief, full case, essay, adoption plan of each, and a shortlist of them all.
    Without: every case and the tables. What has not changed is not made again.

    \b
    brief      一页纸，送上级看           one page for a superior               docx pdf
    case       案例全文                   the full case                         docx pdf
    essay      四段式文稿，不超过 3000 字  four parts, 3,000 characters at most  docx pdf
    plan       照做方案，逐项打勾         adoption plan, a checklist            docx pdf
    shortlist  几个案例并排               several cases side by side            docx pdf
    tables     案例、采用记录、补短板对照、可借鉴清单、字段说明
               cases, ledger, gap matrix, borrow list, fields                   xlsx csv
    official   事项清单、整改台账         list of items, rectification ledger   xlsx docx

    \b
    replicase export                                      全部 / everything
    replicase export jinhua-houchen-village-supervision   一个案例 / one case
    replicase export A B C --what shortlist --form docx   三个案例一份 Word / three cases in one
    replicase export --city jinhua --what tables          一个市的表格 / a city's tables
    replicase export --theme disputes --form pdf          一个主题的 PDF / a theme's as PDF
    replicase export --what official --text zh --to ~/台账   只要中文台账 / official tables in Chinese
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    from replicase import documents
    from replicase.inspection import inspect
    from replicase.pages.site import Site
    from replicase.read import public_address

    base, lang = asked.folder(), asked.lang
    target = folder.absolute()
    if target.resolve().is_relative_to(base / CASES):
        raise click.UsageError(
            f"{CASES}/ 里只放记录，请写到别处 / {CASES}/ holds records alone; write elsewhere"
        )
    day, workers = asked.day(base), asked.workers()
    docs = base / "docs"
    inspection = inspect(base, day, docs if docs.is_dir() else None, workers)
    if not inspection.publishable:
        errors = sum(d.severity is Severity.ERROR for d in inspection.diagnostics)
        asked.say(
            f"没有导出：案例库有 {errors} 个错误，运行 replicase check 查看",
            f"nothing exported: the library has {errors} errors; run replicase check to see them",
        )
        sys.exit(1)
    library = inspection.library
    cases = _cases(library, ids, city, theme, method)
    is_part = bool(ids or city or theme or method)
    wished = kinds or _usual(ids, is_part=is_part)
    is_of_places = not (ids or theme or method) or city is not None
    cities = tuple(c for c in library.cities if is_of_places and city in (None, c.slug))
    chosen = documents.Chosen(
        library, Site(as_of=day.date), cases, cities, address=public_address(base), root=base
    )
    spoken = languages or library.settings.languages
    wanted = list(documents.tasks(chosen, spoken, wished, forms or _FORMS))
    if not wanted:
        raise click.UsageError(
            f"这几种文件没有这几种格式：{', '.join(wished)} / {', '.join(forms)}，见 replicase export --help\n"
            "these documents are not made in these forms; see replicase export --help"
        )
    is_whole = _without_pdf(wanted, lang)
    if not wanted:
        sys.exit(1)
    _tell_untranslated(chosen, spoken, lang)
    with bar(lang, "导出", "exporting") as progress:
        done = documents.write(target, chosen.site, wanted, workers, asked.cache(base), progress)
    failed = [d for d in done if d.trouble]
    for found in failed[:SHOWN]:
        asked.say(
            f"写不了 {found.path}：{found.trouble}",
            f"cannot write {found.path}: {found.trouble}",
        )
    if len(failed) > SHOWN:
        more = len(failed) - SHOWN
        asked.say(f"另有 {more} 个也写不了", f"{more} others cannot be written either")
    made = [d for d in done if not d.trouble]
    kept = sum(d.kept for d in made)
    size = sum(d.size for d in made) / 1_000_000
    asked.say(
        f"已导出 {len(made)} 个文件到 {target}（{size:.1f} MB，其中 {kept} 个没有变化，沿用上次的）",
        f"exported {len(made)} files to {target} ({size:.1f} MB; {kept} of them unchanged since the last time)",
    )
    if failed or not is_whole:
        sys.exit(1)


def _usual(ids: tuple[str, ...], *, is_part: bool) -> tuple[Kind, ...]:
    """What is made where nobody said what."""
    of_a_case: tuple[Kind, ...] = ("brief", "case", "essay", "plan")
    if not is_part:
        return (*of_a_case, "tables", "official")
    if ids:
        return (*of_a_case, "shortlist") if len(ids) > 1 else of_a_case
    return (*of_a_case, "tables", "official")


def _cases(
    library: Library, ids: tuple[str, ...], city: str | None, theme: str | None, method: str | None
) -> tuple[Case, ...]:
    """The cases asked for, in the order they were named; raises click.UsageError for one unknown."""
    found = library.cases
    if ids:
        named = [(name, library.case(name)) for name in dict.fromkeys(ids)]
        unknown = [name for name, case in named if case is None]
        if unknown:
            raise click.UsageError(
                f"没有案例 {', '.join(unknown)}{_near(library, unknown[0])}\n"
                f"there is no case {', '.join(unknown)}{_near(library, unknown[0])}"
            )
        found = tuple(case for _, case in named if case is not None)
    if city is not None:
        place = next((c for c in library.cities if c.slug == city), None)
        if place is None:
            slugs = ", ".join(c.slug or "" for c in library.cities)
            raise click.UsageError(
                f"没有市 {city}，可用 {slugs}\nthere is no city {city}; choose of {slugs}"
            )
        there = {case.id for case in library.cases_in(place)}
        found = tuple(case for case in found if case.id in there)
    for facet, term in (("theme", theme), ("method", method)):
        if term is None:
            continue
        if library.term(facet, term) is None:
            known = ", ".join(t.id for t in library.terms(facet))
            raise click.UsageError(
                f"词表 {facet} 里没有 {term}，可用 {known}\nthere is no {facet} {term}; choose of {known}"
            )
        found = tuple(case for case in found if term in getattr(case.facets, facet))
    return found


def _near(library: Library, name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, [case.id for case in library.cases], n=1, cutoff=0.6)
    return f" → {near[0]}?" if near else ""


def _without_pdf(wanted: list[Task], lang: Language) -> bool:
    """Leave out what this machine cannot print, and say what is missing; everything else is made."""
    if all(task.form != "pdf" for task in wanted):
        return True
    from replicase.documents.pdf import CannotPrintError, ready

    try:
        ready()
    except CannotPrintError as error:
        say(lang, f"没有做 PDF：{error.zh}", f"no PDF was made: {error.en}")
        wanted[:] = [task for task in wanted if task.form != "pdf"]
        return False
    return True


def _tell_untranslated(chosen: object, languages: tuple[Language, ...], lang: Language) -> None:
    from replicase.documents import Chosen
    from replicase.pages.voice import Voice

    if not isinstance(chosen, Chosen):
        return
    for language in languages:
        voice = Voice(chosen.library, chosen.site, language)
        without = [case.id for case in chosen.cases if not voice.has_page(case)]
        if without:
            named = ", ".join(without[:SHOWN])
            more = f" … ({len(without)})" if len(without) > SHOWN else ""
            tongue_zh, tongue_en = ("英文", "English") if language == "en" else ("中文", "Chinese")
            say(
                lang,
                f"注意：没有{tongue_zh}标题和摘要，不做{tongue_zh}文件：{named}{more}",
                f"note: without title and summary in {tongue_en}, no {tongue_en} documents: {named}{more}",
            )
