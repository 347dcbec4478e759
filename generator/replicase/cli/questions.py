"""What `replicase new` asks of a case and of an adoption, and the draft the answers make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from replicase.cli.ask import Interview, Objection
from replicase.decode import field_at
from replicase.decode.names import options_of
from replicase.diagnostics import Path as Place
from replicase.edit.propose import case_folder, case_id, free, place_slug, slug, taken_ids
from replicase.folders import ADOPTION_FOLDER, CASE_FOLDER
from replicase.library import Library
from replicase.model import Adoption, Case
from replicase.model.describe import Record

_THEMES = 3
_CHOICES = {
    "declared_by": ("谁说的", "Who says so"),
    "trigger": ("为何采用", "Why it was adopted"),
    "status": ("现在的状态", "Its status now"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A record as it will be written."""

    id: str
    file: str
    answers: Mapping[str, Any]
    remarks: Mapping[Place, str]


def _allowed(model: type[Record], *at: str) -> Mapping[str, str]:
    """The values a field may have, each with its name in Chinese where the description lists them."""
    field = field_at(model, at)
    return options_of(field) if field else {}


def _meaning(model: type[Record], *at: str) -> tuple[str, str]:
    field = field_at(model, at)
    return (field.about.zh, field.about.en) if field else ("", "")


def case_draft(interview: Interview, library: Library) -> Draft:
    """Ask what the draft of a case needs; an answer that was given already is not asked again."""
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
    return Draft(
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


def adoption_draft(interview: Interview, library: Library) -> Draft:
    """Ask what an adoption needs, and the reason of one that stopped or was refused."""
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
    return Draft(
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
