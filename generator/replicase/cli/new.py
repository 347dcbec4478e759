"""`replicase new`: asks for what a draft needs, and writes it."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click

from replicase.as_of import today
from replicase.check import check
from replicase.cli.ask import Interview, Objection
from replicase.cli.options import lang_option, library_root, root_option, say
from replicase.decode import field_at
from replicase.decode.names import options_of
from replicase.diagnostics import Diagnostic, Language, Severity
from replicase.diagnostics import Path as Place
from replicase.edit.draft import record_text
from replicase.edit.propose import case_folder, case_id, free, place_slug, slug, taken_ids
from replicase.edit.store import NotWritten, create_file
from replicase.library import ADOPTION_FOLDER, CASE_FOLDER, Library
from replicase.load import known_of, load
from replicase.model import Adoption, Case
from replicase.model.describe import Record, about
from replicase.model.scalars import PartialDate
from replicase.read import read_library
from replicase.report import Summary
from replicase.report import text as report
from replicase.source import Input

_THEMES = 3


@dataclass(frozen=True, slots=True)
class _Draft:
    """A record as it will be written."""

    id: str
    file: str
    answers: Mapping[str, Any]
    remarks: Mapping[Place, str]


def _option(name: str, zh: str, en: str, metavar: str = "TEXT") -> Callable[[Any], Any]:
    return click.option(f"--{name}", metavar=metavar, help=f"{zh}。 {en}.")


def _options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def add(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def _text_options(name: str, zh: str, en: str) -> tuple[Callable[[Any], Any], ...]:
    return (
        _option(f"{name}-zh", f"{zh}（中文）", f"{en}, in Chinese"),
        _option(f"{name}-en", f"{zh}（英文）", f"{en}, in English"),
    )


_common = _options(
    root_option,
    lang_option,
    click.option(
        "--no-input",
        is_flag=True,
        help="不提问；缺少的选项算用法错误。 Ask nothing; a missing option is misuse.",
    ),
    _option("source-title", "来源的标题", "Title of the source"),
    _option("source-publisher", "来源的发布者", "Publisher of the source"),
    _option("source-type", "来源的类型", "Kind of the source"),
    _option("source-url", "来源的网址", "Address of the source", "URL"),
    _option("checked-by", "谁核对过可以公开", "Who checked that it may be public", "ID"),
    _option("date", "今天的日期", "The date of today", "YYYY-MM-DD"),
)


@click.group(short_help="新建案例或采用记录。 Begin a case or an adoption.")
def new() -> None:
    """新建一份草稿：一项一项问，写成文件。 Begin a draft: asks one thing after the other, and writes it.

    \b
    replicase new case               登记一个案例 / record a case
    replicase new adoption           登记采用情况 / record an adoption
    replicase new case --lang en     用英文提问 / ask in English

    \b
    每个问题都有对应的选项，写了就不再问：
    each question has an option, and what an option gives is not asked:
    replicase new case --title-zh "长兴河长制" --place 长兴
    """  # noqa: D301 - click reads the backspace as "keep these lines"


@new.command()
@_options(
    *_text_options("title", "标题", "Title"),
    _option("kind", "类别", "Kind"),
    _option("place", "地点：名称或代码", "Place: a name or code", "PLACE"),
    *_text_options("problem", "一句话：原来哪里不对", "One sentence: what was wrong"),
    *_text_options("answer", "一句话：做了什么", "One sentence: what was done"),
    *_text_options("lead", "牵头单位", "Lead unit"),
    _option("started", "何时开始", "When it began", "DATE"),
    _option(
        "theme", "主题，1–3 个，用逗号隔开", "Themes, one to three, with commas between", "TERMS"
    ),
    _option("id", "编号，缺省按地点和标题", "Id, by place and title by default", "ID"),
)
@_common
def case(root: Path | None, lang: Language, *, no_input: bool, **given: str | None) -> None:
    """登记一个案例，从草稿开始。 Record a case, beginning with a draft.

    问草稿要的内容，提议编号，写到案例所在市的文件夹里；每个字段上面有说明。Ctrl-C 随时退出，什么也不留下。
    Asks what a draft needs, proposes an id and writes into the folder of the city, with what each
    field means above it. Ctrl-C leaves at any time, and nothing behind.
    """
    _begin(Case, _case, root, lang, given, asks=not no_input)


@new.command()
@_options(
    _option("case", "采用的案例：编号", "The case adopted: its id", "ID"),
    _option("place", "采用地：名称或代码", "The adopter's place: a name or code", "PLACE"),
    _option(
        "adopter",
        "采用地的文件夹名，缺省按地名",
        "The adopter's folder, by its place by default",
        "ID",
    ),
    _option("declared-by", "谁说的", "Who says so"),
    _option("trigger", "为何采用", "Why it was adopted"),
    _option("status", "状态", "Status"),
    _option("reason", "停用或未采纳的原因", "Why it stopped or was refused", "TERM"),
    _option("started", "何时开始，可以不写", "When it began; may be left out", "DATE"),
)
@_common
def adoption(root: Path | None, lang: Language, *, no_input: bool, **given: str | None) -> None:
    """登记一处采用情况，停用的也登记。 Record an adoption, and one that stopped as well.

    编号是“采用地--案例”，文件放在采用地的文件夹里。Ctrl-C 随时退出，什么也不留下。
    The id is `adopter--case`, and the file lies in the adopter's folder. Ctrl-C leaves at any time,
    and nothing behind.
    """
    _begin(Adoption, _adoption, root, lang, given, asks=not no_input)


def _begin(
    model: type[Record],
    compose: Callable[[Interview, Library], _Draft],
    root: Path | None,
    lang: Language,
    given: Mapping[str, str | None],
    *,
    asks: bool,
) -> None:
    folder = library_root(root)
    inputs, unread = read_library(folder)
    library, _ = load(inputs, unreadable=(d.file for d in unread))
    if not library.terms("places") or not library.terms("theme"):
        say(
            lang,
            "词表读不通，先运行 replicase check",
            "the vocabularies cannot be read; run replicase check first",
        )
        sys.exit(1)
    answers = {name.replace("_", "-"): value for name, value in given.items() if value is not None}
    answers.setdefault("date", str(today()))
    interview = Interview(
        model, known_of(library.settings, library.vocabularies), lang, answers, asks
    )
    try:
        draft = _settled(interview, compose, library, inputs)
        create_file(folder, draft.file, _written(model, draft, lang))
    except click.Abort:
        click.echo(err=True)
        say(lang, "已取消，什么也没有写", "cancelled, nothing was written")
        sys.exit(1)
    except NotWritten as refusal:
        say(lang, f"{draft.file}：{refusal.zh}", f"{draft.file} {refusal.en}")
        sys.exit(1)
    click.echo(draft.file)
    say(
        lang,
        f"写好了。还要写什么：replicase status {draft.id}；改过以后检查：replicase check {draft.file}",
        f"written. What is asked next: replicase status {draft.id}; after a change: replicase check {draft.file}",
    )


def _settled(
    interview: Interview,
    compose: Callable[[Interview, Library], _Draft],
    library: Library,
    inputs: tuple[Input, ...],
) -> _Draft:
    """A draft the checker has no error to say of; what it objects to is asked again."""
    while True:
        draft = compose(interview, library)
        wrong = _errors(inputs, draft, interview)
        if not wrong:
            return draft
        summary = Summary.of(1, wrong)
        click.echo(report.report(wrong, summary, interview.language), err=True)
        again = {_question(d.at, interview.places) for d in wrong} - {None}
        if not interview.asks or not again & interview.asked:
            interview.say("没有写", "nothing was written")
            sys.exit(1)
        for name in again:
            interview.given.pop(str(name), None)


def _question(at: Place, places: Mapping[Place, str]) -> str | None:
    above = [at[:steps] for steps in range(len(at), 0, -1)]
    return next((places[place] for place in above if place in places), None)


def _errors(
    inputs: tuple[Input, ...], draft: _Draft, interview: Interview
) -> tuple[Diagnostic, ...]:
    data = _written(interview.model, draft, interview.language)
    others = tuple(given for given in inputs if given.file != draft.file)
    library, misread = load((*others, Input(draft.file, data)))
    day = PartialDate.read(interview.given["date"])
    found = (*misread, *check(library, today() if day is None else datetime.date(*day.first_day)))
    return tuple(d for d in found if d.file == draft.file and d.severity is Severity.ERROR)


def _written(model: type[Record], draft: _Draft, language: Language) -> bytes:
    head = (
        (
            "草稿，由 replicase new 写出；# 后面是说明，用不着的可以删",
            f"检查：replicase check {draft.file}",
        )
        if language == "zh"
        else (
            "A draft written by replicase new; what follows a # explains, and may be deleted",
            f"Check it: replicase check {draft.file}",
        )
    )
    text = record_text(model, draft.answers, language, head, draft.remarks)
    return text.encode("utf-8", "replace")


def _allowed(model: type[Record], *at: str) -> Mapping[str, str]:
    """The values a field may have, each with its name in Chinese where the description lists them."""
    field = field_at(model, at)
    return options_of(field) if field else {}


def _meaning(model: type[Record], *at: str) -> tuple[str, str]:
    field = field_at(model, at)
    return (about(field).zh, about(field).en) if field else ("", "")


def _case(interview: Interview, library: Library) -> _Draft:
    ask, means = interview, partial(_meaning, Case)
    day = ask.date("date", ("registered",), means("registered"))
    title = ask.text("title", ("title",), means("title"))
    kinds = _allowed(Case, "kind")
    kind = ask.choice("kind", ("kind",), ("类别", "Kind"), kinds, "practice")
    place = ask.term(
        "place",
        ("place", "code"),
        ("在哪里：名称或代码，如 长兴、330522", "Where: a name or code, as Changxing or 330522"),
        library.terms("places"),
    )
    problem = ask.text("problem", ("summary", "problem"), means("summary", "problem"))
    answer = ask.text("answer", ("summary", "answer"), means("summary", "answer"))
    lead = ask.text("lead", ("lead", "name"), means("lead"))
    started = ask.date(
        "started",
        ("started", "date"),
        ("何时开始，如 2021、2021年3月", "When it began, as 2021 or 2021-03"),
    )
    theme = ask.terms(
        "theme",
        ("facets", "theme"),
        (
            "主题，1–3 个，写序号或名称，用逗号隔开",
            "Themes, one to three, numbers or names, with commas",
        ),
        library.terms("theme"),
        _THEMES,
    )
    source = _source(ask)
    disclosure = _disclosure(ask, day)
    taken = taken_ids(library)

    def unused(answer: str) -> str:
        if answer in taken:
            other = free(answer, taken)
            raise Objection(
                f"`{answer}` 已经有了，可用 `{other}`", f"`{answer}` is taken; `{other}` is free"
            )
        if "--" in answer:
            raise Objection("案例的编号里没有 `--`", "an id of a case holds no `--`")
        return str(ask.fits(("id",), answer))

    own = ask.ask(
        "id",
        ("id",),
        (
            "编号，即文件名和网址，以后不改",
            "Id: the file's name and the address, never changed later",
        ),
        unused,
        case_id(library, place, title.get("zh", ""), title.get("en", "")),
    )
    return _Draft(
        own,
        f"{CASE_FOLDER}/{case_folder(library, place)}/{own}.yml",
        {
            "schema": "1",
            "id": own,
            "kind": kind,
            "stage": "draft",
            "registered": day,
            "title": title,
            "summary": {"problem": problem, "answer": answer},
            "place": {"code": place.id},
            "lead": {"name": lead, "source": ["s1"]},
            "started": {"date": started, "source": ["s1"]},
            "facets": {"theme": theme},
            "sources": [source],
            "disclosure": disclosure,
        },
        {("place", "code"): place.label.best(ask.language)},
    )


def _adoption(interview: Interview, library: Library) -> _Draft:
    ask = interview
    day = ask.date("date", ("disclosure", "date"), ("今天的日期", "The date of today"))
    known = {entry.record.id: entry.record for entry in library.case_entries}

    def case_known(answer: str) -> str:
        if answer not in known:
            raise Objection(
                f"没有 `{answer}` 这个案例；编号见 replicase status",
                f"there is no case `{answer}`; replicase status lists the ids",
            )
        return answer

    adopted = ask.ask(
        "case",
        ("case",),
        ("采用的案例：编号，如 zhoushan-grid-management", "The case adopted: its id"),
        case_known,
    )
    place = ask.term(
        "place",
        ("place", "code"),
        ("采用地：名称或代码，如 无锡、320200", "The adopter's place: a name or code"),
        library.terms("places"),
    )
    taken = taken_ids(library)

    def adopter_free(answer: str) -> str:
        if f"{answer}--{adopted}" in taken:
            raise Objection(
                f"`{answer}--{adopted}` 已经有了；同一地的另一单位，在后面加上它的名称",
                f"`{answer}--{adopted}` is taken; for another unit of the place add its name",
            )
        if "--" in answer:
            raise Objection("采用地的名称里没有 `--`", "an adopter's name holds no `--`")
        return str(ask.fits(("id",), answer))

    adopter = ask.ask(
        "adopter",
        ("id",),
        ("采用地的文件夹名", "The adopter's folder"),
        adopter_free,
        place_slug(place),
    )
    choices = {
        name: ask.choice(name.replace("_", "-"), (name,), words, _allowed(Adoption, name))
        for name, words in _CHOICES.items()
    }
    answers: dict[str, Any] = {}
    if choices["status"] in ("abandoned", "rejected"):
        reason = ask.term(
            "reason",
            ("reasons", 0, "reason"),
            (
                "原因：" + "、".join(term.label.zh for term in library.terms("reason")),
                "Why: " + ", ".join(term.label.best("en") for term in library.terms("reason")),
            ),
            library.terms("reason"),
        )
        answers["reasons"] = [{"reason": reason.id, "source": ["s1"]}]
    started = ask.date(
        "started",
        ("started", "date"),
        ("何时开始，不知道就直接回车", "When it began; press Enter if it is not known"),
        "",
    )
    if started:
        answers["started"] = {"date": started, "source": ["s1"]}
    source = _source(ask)
    own = f"{adopter}--{adopted}"
    return _Draft(
        own,
        f"{ADOPTION_FOLDER}/{adopter}/{own}.yml",
        {
            "schema": "1",
            "id": own,
            "case": adopted,
            "place": {"code": place.id},
            **choices,
            **answers,
            "sources": [source],
            "disclosure": _disclosure(ask, day),
        },
        {("place", "code"): place.label.best(ask.language)},
    )


_CHOICES = {
    "declared_by": ("谁说的", "Who says so"),
    "trigger": ("为何采用", "Why it was adopted"),
    "status": ("现在的状态", "Its status now"),
}


def _source(ask: Interview) -> dict[str, str]:
    at: Place = ("sources", 0)
    title = ask.word(
        "source-title", (*at, "title"), ("一份公开材料的标题", "The title of a public document")
    )
    publisher = ask.word("source-publisher", (*at, "publisher"), ("它的发布者", "Its publisher"))
    kind = ask.choice(
        "source-type", (*at, "type"), ("它的类型", "Its kind"), _allowed(Case, "sources", "type")
    )
    url = ask.word(
        "source-url",
        (*at, "url"),
        ("它的网址，没有就直接回车", "Its address; press Enter if it has none"),
        "",
    )
    found = {"id": "s1", "title": title, "publisher": publisher, "type": kind}
    return found | ({"url": url} if url else {})


def _disclosure(ask: Interview, day: str) -> dict[str, str]:
    def read(answer: str) -> str:
        return str(ask.fits(("disclosure", "checked_by"), slug(answer) or answer))

    checked_by = ask.ask(
        "checked-by",
        ("disclosure", "checked_by"),
        (
            "谁核对过内容可以公开、没有秘密和个人信息（代号，如 library-editors）",
            "Who checked that all is public, nothing secret, no personal data (an id, as library-editors)",
        ),
        read,
    )
    return {"checked_by": checked_by, "date": day}
