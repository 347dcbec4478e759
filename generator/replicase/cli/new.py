"""`replicase new`: asks for what a draft needs, and writes it."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from replicase.as_of import today
from replicase.check import read_and_check
from replicase.cli.ask import Interview
from replicase.cli.options import lang_option, library_root, root_option, say
from replicase.cli.questions import Draft, adoption_draft, case_draft
from replicase.diagnostics import Diagnostic, Language, Severity
from replicase.diagnostics import Path as Place
from replicase.edit.draft import record_text
from replicase.edit.store import NotWritten, create_file
from replicase.library import Library
from replicase.load import known_of, load
from replicase.model import Adoption, Case
from replicase.model.describe import Record
from replicase.model.scalars import PartialDate
from replicase.read import read_library
from replicase.report import Summary
from replicase.report import text as report
from replicase.source import Input


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
    _begin(Case, case_draft, root, lang, given, asks=not no_input)


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
    _begin(Adoption, adoption_draft, root, lang, given, asks=not no_input)


def _begin(
    model: type[Record],
    compose: Callable[[Interview, Library], Draft],
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
    compose: Callable[[Interview, Library], Draft],
    library: Library,
    inputs: tuple[Input, ...],
) -> Draft:
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
    inputs: tuple[Input, ...], draft: Draft, interview: Interview
) -> tuple[Diagnostic, ...]:
    data = _written(interview.model, draft, interview.language)
    others = tuple(given for given in inputs if given.file != draft.file)
    day = PartialDate.read(interview.given["date"])
    as_of = today() if day is None else datetime.date(*day.first_day)
    found = read_and_check((*others, Input(draft.file, data)), as_of)
    return tuple(d for d in found if d.file == draft.file and d.severity is Severity.ERROR)


def _written(model: type[Record], draft: Draft, language: Language) -> bytes:
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
