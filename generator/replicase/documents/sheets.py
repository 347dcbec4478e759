"""Tables for people, in the words of one language: the library, the ledger, the gaps, what fields mean.

The tables for programs, whose names are promises, are those of `replicase.exports`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from replicase.documents.blocks import Document
from replicase.documents.blocks import Table as TableBlock
from replicase.model import Case, VocabularyTerm
from replicase.model.scalars import PartialDate
from replicase.model.text import Text
from replicase.pages.adoption.ledger import Ledger
from replicase.pages.adoption.ledger import line as ledger_line
from replicase.pages.contribute.fields import described
from replicase.pages.framework.gaps import helping_elsewhere, open_by_indicator
from replicase.pages.framework.matrix import by_city
from replicase.pages.grades import best_step, marks
from replicase.pages.lists.card import card, since
from replicase.pages.voice import Voice

Kind = Literal["text", "number", "date", "link"]


class Link(NamedTuple):
    """A cell that leads somewhere."""

    text: str
    url: str


ON_PAPER = (0, 1, 2, 5, 6, 7, 8, 11)
"""Of 整改台账: problem, measure, responsible, due, state, and where it can be read."""

Cell = str | int | float | datetime.date | Link | None
"""None is not known: an empty cell."""


class Column(NamedTuple):
    """A column: its head and its width in characters."""

    head: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook, or a file of its own as CSV."""

    name: str
    """In the names of files."""
    title: str
    note: str
    """A sentence above the table; empty for none."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    on_paper: tuple[int, ...] = ()
    """The columns a printed page has room for; empty for all."""


def day(date: PartialDate | None) -> Cell:
    """A date as spreadsheets sort it where its day is known, else as it is known."""
    if date is None:
        return None
    if date.month is None or date.day is None:
        return str(date)
    return datetime.date(date.year, date.month, date.day)


def _text(voice: Voice, text: Text | None) -> str | None:
    return None if text is None else voice.text(text).text


def _columns(voice: Voice, sheet: str, *named: tuple[str, int]) -> tuple[Column, ...]:
    return tuple(Column(voice.say(f"workbook.{sheet}.{name}"), width) for name, width in named)


def cases(voice: Voice, chosen: Iterable[Case], site: str = "") -> Sheet:
    """A row for each case, as its card tells it."""
    rows = []
    for case in chosen:
        told, library = card(voice, case), voice.library
        city = library.city_of(case.place)
        effect, replication = marks(voice, case)
        named = {
            facet: voice.joined([voice.label(facet, t) for t in getattr(case.facets, facet)])
            for facet in ("theme", "method")
        }
        title: Cell = told.title.text
        if site:
            title = Link(told.title.text, f"{site}{told.address}")
        months = case.first_result_months
        rows.append(
            (
                case.id,
                title,
                voice.city_name(city) if city else None,
                voice.place(case.place),
                since(voice, case),
                told.problem.text,
                told.answer.text,
                named["theme"] or None,
                named["method"] or None,
                voice.say(f"kind.{case.kind}"),
                voice.say(f"stage.{case.stage}"),
                f"{effect.code} {effect.words}",
                f"{replication.code} {replication.words}",
                " ".join(p for p in (told.effect.text, told.effect.note) if p) or None,
                told.cost.text or None,
                voice.say("mark.semicolon").join(
                    voice.text(p.text).text for p in case.prerequisites if p.level == "must"
                )
                or None,
                months.months if months else None,
                told.adoption.text or None,
                told.adoption.stop or None,
                len(library.adoptions_of(case)),
                len(case.sources),
                voice.text(case.lead.name).text,
                day(case.started.date) if case.started else None,
                day(case.registered),
                day(max((c.date for c in case.changes), default=case.registered)),
            )
        )
    columns = _columns(
        voice,
        "cases",
        *(("id", 30), ("name", 32), ("city", 8), ("place", 22), ("state", 18), ("problem", 44)),
        *(("answer", 44), ("theme", 20), ("method", 20), ("kind", 8), ("stage", 10)),
        *(("effect", 14), ("replication", 14), ("result", 36), ("cost", 22), ("needs", 40)),
        *(("months", 10), ("going", 18), ("stopped", 14), ("adoptions", 10), ("sources", 8)),
        *(("lead", 24), ("started", 12), ("registered", 12), ("changed", 12)),
    )
    return _sheet(voice, "cases", columns, rows)


def _sheet(
    voice: Voice, name: str, columns: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]]
) -> Sheet:
    return Sheet(
        name,
        voice.say(f"workbook.{name}.title"),
        voice.say(f"workbook.{name}.note"),
        columns,
        tuple(rows),
    )


def ledger(voice: Voice, chosen: Iterable[Case]) -> Sheet:
    """A row for each adoption of the cases chosen, newest first."""
    shown = {case.id for case in chosen}
    rows = []
    for taking in Ledger.of(voice).takings:
        if taking.case.id not in shown:
            continue
        told, adoption = ledger_line(voice, taking), taking.adoption
        rows.append(
            (
                told.title.text,
                told.origin,
                told.place,
                told.unit.text if told.unit else None,
                told.state,
                day(adoption.started.date) if adoption.started else None,
                day(adoption.seen_in_use.date) if adoption.seen_in_use else None,
                day(adoption.ended.date) if adoption.ended else None,
                told.trusted,
                told.trigger,
                told.uncounted or None,
                voice.joined([voice.label("reason", r.reason) for r in adoption.reasons]) or None,
                voice.say("mark.semicolon").join(r.text for r in told.results) or None,
                _text(voice, adoption.lesson),
                adoption.id,
                _source([s.url for s in adoption.sources], [s.title for s in adoption.sources]),
            )
        )
    columns = _columns(
        voice,
        "ledger",
        *(
            ("case", 30),
            ("origin", 22),
            ("place", 22),
            ("unit", 22),
            ("state", 12),
            ("started", 12),
        ),
        *(("seen", 12), ("ended", 12), ("trusted", 22), ("trigger", 12), ("uncounted", 22)),
        *(("reasons", 22), ("results", 36), ("lesson", 36), ("id", 34), ("source", 36)),
    )
    return _sheet(voice, "ledger", columns, rows)


def _source(urls: Sequence[str | None], titles: Sequence[str]) -> Cell:
    for url, title in zip(urls, titles, strict=True):
        if url:
            return Link(title, url)
    return titles[0] if titles else None


def matrix(voice: Voice) -> Sheet:
    """Indicators down, cities across: how many cases, the best grade, and what is open."""
    library, rows = voice.library, []
    for indicator in dict.fromkeys(i for i in library.indicators if not i.items):
        sorted_in = by_city(voice, library.cases_serving(indicator.code))
        top = library.top_of(indicator.code)
        cells: list[Cell] = []
        for city in library.cities:
            found = sorted_in.get(city.id, [])
            told = str(len(found)) if found else ""
            if found:
                told += f" {best_step(voice, 'effect', found).code}"
            if still := library.open_gaps_under(indicator.code, city):
                told += f" {voice.say('matrix.open', n=still)}"
            cells.append(len(found) if told == str(len(found)) else told.strip() or 0)
        group = top[1].title if top else None
        rows.append(
            (
                indicator.code,
                voice.text(indicator.title).text,
                _text(voice, group),
                len(library.cases_serving(indicator.code)),
                *cells,
            )
        )
    columns = (
        *_columns(voice, "matrix", ("code", 10), ("indicator", 40), ("group", 24), ("all", 8)),
        *(Column(voice.city_name(city), 13) for city in library.cities),
    )
    return _sheet(voice, "matrix", columns, rows)


def borrow(voice: Voice, cities: Iterable[VocabularyTerm], site: str = "") -> Sheet:
    """What others do about what a city has open."""
    rows: list[tuple[Cell, ...]] = []
    for city in cities:
        for code, items in open_by_indicator(voice, voice.library.gaps_of(city)):
            indicator = voice.library.indicator(code)
            named = voice.text(indicator.title).text if indicator else code
            issues = voice.say("mark.semicolon").join(voice.text(i.issue).text for i in items)
            found = helping_elsewhere(voice, city, code)
            for case in found:
                told = card(voice, case)
                title: Cell = told.title.text
                if site:
                    title = Link(told.title.text, f"{site}{told.address}")
                rows.append(
                    (
                        voice.city_name(city),
                        named,
                        issues,
                        len(items),
                        title,
                        voice.place(case.place),
                        voice.grades(case).short,
                        told.effect.text or None,
                        told.needs.text or None,
                    )
                )
            if not found:
                rows.append((voice.city_name(city), named, issues, len(items), *(None,) * 5))
    columns = _columns(
        voice,
        "borrow",
        *(("city", 8), ("indicator", 30), ("issue", 50), ("open", 8), ("case", 32), ("place", 22)),
        *(("grades", 10), ("result", 36), ("check", 40)),
    )
    return _sheet(voice, "borrow", columns, rows)


def items(voice: Voice, chosen: Iterable[Case]) -> Sheet:
    """In the form of the national lists: 事项, 主要内容, 负责单位, 推广范围; blank where no record says."""
    rows = []
    for number, case in enumerate(chosen, 1):
        stop = voice.say("mark.stop")
        answer = voice.text(case.summary.answer).text
        core = [voice.text(c.name).text for c in case.components if c.role == "core"]
        content = answer
        if core:
            ended = answer if answer.endswith(stop.strip()) else f"{answer}{stop}"
            content = f"{ended.rstrip()} " if voice.language == "en" else ended
            content += voice.say("workbook.items.core", parts=voice.joined(core))
        units = [p.responsible_unit for p in case.promotion if p.responsible_unit]
        scopes = [p.scope for p in case.promotion if p.scope]
        rows.append(
            (
                number,
                voice.text(case.title).text,
                content,
                voice.joined([voice.text(u).text for u in units]) or None,
                voice.say("mark.semicolon").join(voice.text(s).text for s in scopes) or None,
            )
        )
    columns = _columns(
        voice, "items", ("number", 6), ("item", 30), ("content", 60), ("unit", 26), ("scope", 36)
    )
    return _sheet(voice, "items", columns, rows)


def rectification(voice: Voice, cities: Iterable[VocabularyTerm]) -> Sheet:
    """整改台账: what was found wanting and how it is put right, as far as the records have it."""
    rows: list[tuple[Cell, ...]] = []
    for city in cities:
        links = {s.id: s for s in voice.library.gap_sources(city)}
        for gap in voice.library.gaps_of(city):
            named = [links[s] for s in gap.source if s in links]
            rows.append(
                (
                    len(rows) + 1,
                    voice.city_name(city),
                    voice.text(gap.issue).text,
                    voice.say(f"found_by.{gap.found_by}"),
                    day(gap.found_on),
                    _text(voice, gap.measure),
                    _text(voice, gap.responsible),
                    day(gap.due),
                    voice.say(f"gap_status.{gap.status}"),
                    day(gap.closed_on),
                    _text(voice, gap.verified_by),
                    _source([s.url for s in named], [s.title for s in named]),
                )
            )
    columns = _columns(
        voice,
        "rectification",
        *(("number", 6), ("city", 8), ("issue", 50), ("found_by", 12), ("found_on", 12)),
        *(("measure", 44), ("responsible", 24), ("due", 12), ("status", 16), ("closed_on", 12)),
        *(("verified_by", 20), ("source", 36)),
    )
    return replace(_sheet(voice, "rectification", columns, rows), on_paper=ON_PAPER)


def codebook(voice: Voice) -> Sheet:
    """What every field of every record means, from the model."""
    rows = tuple((f.record, f.path, f.zh, f.en, f.form, f.asked) for f in described(voice))
    columns = _columns(
        voice,
        "codebook",
        *(("record", 14), ("field", 34), ("zh", 44), ("en", 44), ("form", 50), ("asked", 14)),
    )
    return _sheet(voice, "codebook", columns, rows)


def vocabulary(voice: Voice) -> Sheet:
    """The values of the closed lists a record chooses from; places are a table of their own."""
    rows = tuple(
        (name, term.id, term.label.zh or None, term.label.en or None)
        for name, found in sorted(voice.library.vocabularies.items())
        if name != "places"
        for term in found.terms
    )
    columns = _columns(voice, "vocabulary", ("list", 16), ("id", 28), ("zh", 32), ("en", 44))
    return _sheet(voice, "vocabulary", columns, rows)


def of_library(
    voice: Voice,
    chosen: Sequence[Case],
    cities: Sequence[VocabularyTerm],
    site: str = "",
) -> tuple[Sheet, ...]:
    """Every table of a set of cases and the cities it is asked for; the empty ones are left out.

    Without cities there is nothing of gaps in it.
    """
    made = (
        cases(voice, chosen, site),
        ledger(voice, chosen),
        *((matrix(voice),) if cities else ()),
        borrow(voice, cities, site),
        items(voice, chosen),
        rectification(voice, cities),
        codebook(voice),
        vocabulary(voice),
    )
    return tuple(sheet for sheet in made if sheet.rows)


def official(
    voice: Voice, chosen: Sequence[Case], cities: Sequence[VocabularyTerm]
) -> tuple[Sheet, ...]:
    """The two tables offices send each other."""
    made = (items(voice, chosen), rectification(voice, cities))
    return tuple(sheet for sheet in made if sheet.rows)


def as_document(voice: Voice, sheet: Sheet) -> Document:
    """A table as a document on pages that lie on their side."""
    settings = voice.library.settings
    name = settings.name.best(voice.language)
    shown = sheet.on_paper or tuple(range(len(sheet.columns)))
    return Document(
        language=voice.language,
        title=sheet.title,
        facts=(),
        blocks=(
            TableBlock(
                tuple(sheet.columns[n].head for n in shown),
                tuple(sheet.columns[n].width + 4 for n in shown),
                tuple(tuple(_shown(row[n]) for n in shown) for row in sheet.rows),
            ),
        ),
        manner="plain",
        author=settings.publisher.name.best(voice.language),
        foot=voice.say("document.foot", library=name, address="", date=voice.site.as_of),
        wide=True,
    )


def _shown(cell: Cell) -> str:
    if isinstance(cell, Link):
        return cell.text
    return "" if cell is None else str(cell)


def plain_rows(sheet: Sheet) -> Iterator[tuple[str | int, ...]]:
    """The table as CSV has it: heads, then rows; a link is its address behind its text."""
    yield tuple(column.head for column in sheet.columns)
    for row in sheet.rows:
        yield tuple(
            cell
            if isinstance(cell, int)
            else f"{cell.text} {cell.url}"
            if isinstance(cell, Link)
            else _shown(cell)
            for cell in row
        )
