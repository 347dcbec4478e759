"""A form on the web becomes the draft of a case: the form is made from the model, and read by it.

What the form holds is a stranger's. Only headings of ours part it, each counted once and in their
order; the names of files come from the library's own words, never from the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from replicase.decode.forms import address_form, date_form
from replicase.edit.draft import record_text
from replicase.edit.layout import formatted
from replicase.edit.propose import case_folder, case_id, place_slug, slug
from replicase.folders import CASE_FOLDER
from replicase.intake.choices import Choices, Words
from replicase.intake.problems import Refused
from replicase.intake.rows import put
from replicase.intake.tables import Column, Table, tables
from replicase.library import Library
from replicase.model import Case, VocabularyTerm
from replicase.model.scalars import PartialDate
from replicase.source import Input

FORM_FILE = ".github/ISSUE_TEMPLATE/case.yml"
"""Where the form lies in a repository."""

MAX_FORM = 64 * 1024

_Widget = Literal["input", "textarea", "dropdown"]


@dataclass(frozen=True)
class _Question:
    """One question of the form, and the fields its answer goes to."""

    table: str
    key: str
    widget: _Widget
    required: bool = True
    several: bool = False


_QUESTIONS = (
    _Question("case", "title.zh", "input"),
    _Question("case", "kind", "dropdown"),
    _Question("case", "place.code", "input"),
    _Question("case", "lead.name.zh", "input"),
    _Question("case", "started.date", "input", required=False),
    _Question("case", "facets.theme", "dropdown", several=True),
    _Question("case", "summary.problem.zh", "textarea"),
    _Question("case", "summary.answer.zh", "textarea"),
    _Question("case", "problem.text.zh", "textarea", required=False),
    _Question("step", "action.zh", "textarea", required=False),
    _Question("source", "title", "input"),
    _Question("source", "publisher", "input"),
    _Question("source", "type", "dropdown"),
    _Question("source", "url", "input", required=False),
    _Question("case", "disclosure.checked_by", "input"),
)
"""What a draft needs, in the order people tell it."""

_MORE = {
    ("step", "action.zh"): ("一行一步。", "One step to a line."),
    ("case", "place.code"): (
        "名称或代码，如 长兴、330522。",
        "A name or code, as Changxing or 330522.",
    ),
    ("case", "facets.theme"): ("选 1–3 个。", "Choose one to three."),
    ("case", "disclosure.checked_by"): (
        "代号，如 library-editors；由他核对过可以公开、没有秘密和个人信息。",
        "An id, as library-editors, of whoever checked that all is public, nothing secret, no personal data.",
    ),
}


_LABELS = {
    "place.code": ("在哪里", "Where"),
    "lead.name.zh": ("牵头单位", "Lead unit"),
    "started.date": ("何时开始", "When it began"),
    "facets.theme": ("主题", "Themes"),
    "action.zh": ("步骤", "Steps"),
    "disclosure.checked_by": ("谁核对过可以公开", "Who checked that it may be public"),
}
"""What people call a field where the model's own words say too little, or too much."""


def _column(question: _Question) -> tuple[Table, Column]:
    table = next(t for t in tables() if t.key == question.table)
    return table, table.by_key[question.key]


def _label(question: _Question) -> str:
    """What a question is called, in both languages; the form's text is parted by it."""
    table, column = _column(question)
    if question.key in _LABELS:
        return " / ".join(_LABELS[question.key])
    zh = column.zh.removesuffix("（中文）")
    en = column.en.removesuffix(" (Chinese)")
    if table.key != "case":
        zh, en = f"{table.zh} · {zh}", f"{table.en} · {en}"
    return f"{zh} / {en}"


# The form


def form_text(library: Library) -> str:
    """The form as GitHub reads it, made from the model and the vocabularies."""
    words = Words(library, "zh")
    lines = [
        "# 由 replicase template 从字段写出，不要手改 / written by replicase template, not by hand",
        f"name: {_quoted('登记一个案例 / Tell of a case')}",
        f"description: {_quoted('不会用 git 也能登记：填好提交，编辑部整理成草稿。 No git needed: fill in, submit, and the editors make a draft of it.')}",
        f"title: {_quoted('案例：')}",
        "body:",
        *_markdown(
            "只写公开材料里有的，不写身份证号、手机号等个人信息和内部文件的内容；查不到的留空。\n"
            "State what public material says; no personal data, nothing internal. Leave empty what is not known."
        ),
    ]
    for number, question in enumerate(_QUESTIONS, 1):
        table, column = _column(question)
        more_zh, more_en = _MORE.get((question.table, question.key), ("", ""))
        description = f"{column.help_zh}。{more_zh} {column.help_en}. {more_en}".strip()
        lines += [
            f"  - type: {question.widget}",
            f"    id: q{number:02}",
            "    attributes:",
            f"      label: {_quoted(_label(question))}",
            f"      description: {_quoted(description)}",
        ]
        choices = words.of(table, column)
        if question.widget == "dropdown" and choices is not None:
            if question.several:
                lines.append("      multiple: true")
            lines.append("      options:")
            lines += [f"        - {_quoted(shown)}" for shown in choices.shown.values()]
        lines += ["    validations:", f"      required: {str(question.required).lower()}"]
    return "\n".join(lines) + "\n"


def _markdown(text: str) -> Iterator[str]:
    yield "  - type: markdown"
    yield "    attributes:"
    yield f"      value: {_quoted(text)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


# What it brings


@dataclass(frozen=True)
class FormDraft:
    """A draft as it will be written, and what was not understood, in both languages."""

    file: str
    content: bytes
    notes: tuple[tuple[str, str], ...]


def answers_of(body: str) -> dict[str, str]:
    """The answers of a form's text by the key of their question; a heading counts once, in order."""
    labels = [_label(question) for question in _QUESTIONS]
    numbers = {f"### {label}": number for number, label in enumerate(labels)}
    found: dict[int, list[str]] = {}
    current = -1
    for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        number = numbers.get(line.rstrip(), -1)
        # In an answer a heading of before is a text like any other.
        if number > current:
            current = number
            found[number] = []
        elif current >= 0:
            found[current].append(line.rstrip())
    answers: dict[str, str] = {}
    for number, lines in found.items():
        text = "\n".join(lines).strip()
        if text and text != "_No response_":
            question = _QUESTIONS[number]
            answers[f"{question.table}.{question.key}"] = text
    return answers


def form_draft(data: bytes, library: Library, day: str, own: str | None) -> FormDraft:
    """The draft a form's text becomes; raises Refused where it is none of ours."""
    if len(data) > MAX_FORM:
        raise Refused(
            f"内容超过 {MAX_FORM >> 10} KB，不收",
            f"it has more than {MAX_FORM >> 10} KB and is not taken",
        )
    try:
        answers = answers_of(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused("不是 UTF-8 文本", "it is no text in UTF-8") from error
    if len(answers) < 2:
        raise Refused(
            "不是本库表单的内容：没有找到表单里的问题",
            "this is not the text of our form: none of its questions was found",
        )
    notes: list[tuple[str, str]] = []
    words = Words(library, "zh")
    where = _place(answers.get("case.place.code", ""), words, library)
    tree: dict[str, Any] = {"schema": "1", "kind": "practice", "stage": "draft", "registered": day}
    source: dict[str, Any] = {"id": "s1"}
    for question in _QUESTIONS:
        given = answers.get(f"{question.table}.{question.key}")
        if given is None:
            continue
        table, column = _column(question)
        value = _value(question, column, words.of(table, column), given, notes)
        if question.table == "source":
            source[column.path[0]] = value
        elif question.table == "step":
            lines = (re.sub(r"^\s*(?:[-*]|\d+[.、])\s*", "", line) for line in given.split("\n"))
            tree["steps"] = [{"action": {"zh": line.strip()}} for line in lines if line.strip()]
        elif column.language:
            put(tree, (*column.path, column.language), value)
        else:
            put(tree, column.path, value)
    tree["place"] = {"code": where.id}
    if len(source) > 1:
        tree["sources"] = [source]
        for name in ("lead", "started"):
            if name in tree:
                tree[name]["source"] = ["s1"]
    # When it was checked is for the editor to write, who checks it once more.
    title = tree.get("title", {}).get("zh", "")
    wanted = own or case_id(library, where, title, "")
    tree["id"] = wanted
    head = (
        "草稿，由 replicase import 从表单写出；# 后面是说明，用不着的可以删",
        "内容是提交者写的，逐项对照来源再采用；核对过能否公开以后，写上 disclosure 的 date",
    )
    text = record_text(Case, tree, "zh", head, {("place", "code"): where.label.zh})
    file = f"{CASE_FOLDER}/{case_folder(library, where)}/{wanted}.yml"
    given_file = Input(file, text.encode("utf-8", "replace"))
    laid = formatted(given_file)
    return FormDraft(file, laid.after if laid is not None else given_file.data, tuple(notes))


def _value(
    question: _Question,
    column: Column,
    choices: Choices | None,
    given: str,
    notes: list[tuple[str, str]],
) -> Any:
    if choices is not None and question.several:
        found: list[str] = []
        # The web parts options by a comma, which a label may hold itself.
        for shown in _options(given, choices):
            meant = choices.means(shown)
            found += [meant[0] if len(meant) == 1 else shown]
        return list(dict.fromkeys(found))
    if choices is not None:
        meant = choices.means(given)
        return meant[0] if len(meant) == 1 else " ".join(given.split())
    if column.is_markdown:
        return given + "\n" if "\n" in given else given
    line = " ".join(given.split())
    if column.is_date and not PartialDate.read(line):
        return date_form(line) or line
    if column.is_address:
        return address_form(line) or line
    if column.key == "disclosure.checked_by":
        made = slug(line)
        if made != line:
            notes.append((f"“谁核对的”写成 `{made}`", f"`checked_by` was written as `{made}`"))
        return made or line
    return line


def _options(given: str, choices: Choices) -> Sequence[str]:
    pieces = [piece.strip() for piece in re.split(r"[,，、;；\n]", given) if piece.strip()]
    found: list[str] = []
    while pieces:
        for many in range(len(pieces), 0, -1):
            joined = ", ".join(pieces[:many])
            if many == 1 or choices.means(joined):
                found.append(joined)
                pieces = pieces[many:]
                break
    return found


def _place(given: str, words: Words, library: Library) -> VocabularyTerm:
    table = tables()[0]
    choices: Choices | None = words.of(table, table.by_key["place.code"])
    meant = choices.means(" ".join(given.split())) if choices is not None and given else ()
    term = library.term("places", meant[0]) if len(meant) == 1 else None
    if term is None or not place_slug(term):
        raise Refused(
            "地点认不出，或有几个意思；请提交者改成词表里的名称或代码，如 长兴、330522",
            "the place is not known, or can be several; ask for a name or code of the vocabulary, as 330522",
        )
    return term
