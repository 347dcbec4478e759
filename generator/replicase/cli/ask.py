"""Asking at the terminal: what an option gives is not asked, what does not fit is asked again."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import click

from replicase.decode import Known, decode
from replicase.decode.forms import date_form
from replicase.decode.rules import MISSING
from replicase.diagnostics import Language, Path
from replicase.edit.draft import record_text
from replicase.edit.propose import term_name, terms_meant
from replicase.model import VocabularyTerm
from replicase.model.describe import Record
from replicase.model.scalars import PartialDate
from replicase.report.text import printable
from replicase.source import Input, parse

T = TypeVar("T")


class Objection(Exception):  # noqa: N818 - it is an answer to an answer
    """Why an answer does not do, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


@dataclass
class Interview:
    """The answers of one person; a run of it asks only what is not answered yet."""

    model: type[Record]
    known: Known
    language: Language
    given: dict[str, str]
    """Name of an option -> its value; answers are added."""
    asks: bool
    """Whether anybody is there to ask; otherwise what is missing is misuse."""
    places: dict[Path, str] = field(default_factory=dict)
    """Place in the record -> the question whose answer stands there."""

    def say(self, zh: str, en: str) -> None:
        """Tell the person something, beside the output."""
        click.echo(printable(zh if self.language == "zh" else en), err=True)

    def ask(
        self,
        name: str,
        at: Path,
        words: tuple[str, str],
        read: Callable[[str], T],
        default: str | None = None,
    ) -> T:
        """The answer to a question; `default` is taken for an empty one, "" means it may be left out."""
        self.places[at] = name
        while True:
            from_option = name in self.given
            if not from_option:
                self._answer(name, words, default)
            try:
                return read(self.given[name])
            except Objection as objection:
                if not self.asks or (from_option and name not in self.asked):
                    raise click.UsageError(
                        f"--{name}: {printable(objection.zh)} / {printable(objection.en)}"
                    ) from None
                self.say(f"  {objection.zh}", f"  {objection.en}")
                del self.given[name]

    asked: set[str] = field(default_factory=set)
    """The questions that were put to a person."""

    def _answer(self, name: str, words: tuple[str, str], default: str | None) -> None:
        if not self.asks:
            if default is None:
                raise click.UsageError(
                    f"缺少 --{name}（{words[0]}）/ --{name} is missing ({words[1]})"
                )
            self.given[name] = default
            return
        self.asked.add(name)
        shown = words[0] if self.language == "zh" else words[1]
        answer = click.prompt(
            shown, default=default, show_default=bool(default), err=True, prompt_suffix=" > "
        )
        self.given[name] = unicodedata.normalize("NFC", str(answer)).strip()

    def fits(self, at: Path, value: Any) -> Any:
        """The value, if the format takes it at its place; raises Objection in the checker's words."""
        tree: Any = value
        for step in reversed(at):
            tree = {step: tree} if isinstance(step, str) else [tree]
        written = record_text(self.model, tree, self.language)
        document, refused = parse(Input("", written.encode("utf-8", "replace")))
        if document is None:
            raise Objection(refused[0].zh, refused[0].en)
        for rule, finding in decode(document, self.model, self.known).findings:
            if rule != MISSING and finding.at[: len(at)] == at:
                raise Objection(
                    "；".join(filter(None, (finding.zh, finding.hint_zh))),
                    "; ".join(filter(None, (finding.en, finding.hint_en))),
                )
        return value

    # Kinds of questions

    def word(self, name: str, at: Path, words: tuple[str, str], default: str | None = None) -> str:
        """A single value as it is written; empty only where it may be left out."""

        def read(answer: str) -> str:
            if not answer and default == "":
                return ""
            return str(self.fits(at, answer))

        return self.ask(name, at, words, read, default)

    def text(self, name: str, at: Path, words: tuple[str, str]) -> dict[str, str]:
        """A text in the person's language, and in the other one if they like."""
        first, second = ("zh", "en") if self.language == "zh" else ("en", "zh")
        names = {"zh": ("中文", "in Chinese"), "en": ("英文", "in English")}
        # Who gave it in the other language by an option need not give it again.
        may_miss = "" if self.given.get(f"{name}-{second}") else None
        own = self.word(
            f"{name}-{first}",
            (*at, first),
            (f"{words[0]}（{names[first][0]}）", f"{words[1]} ({names[first][1]})"),
            may_miss,
        )
        other = self.word(
            f"{name}-{second}",
            (*at, second),
            (
                f"{words[0]}（{names[second][0]}，可以以后补，直接回车）",
                f"{words[1]} ({names[second][1]}; may follow later, press Enter)",
            ),
            "",
        )
        both = {first: own, second: other}
        return {language: both[language] for language in ("zh", "en") if both[language]}

    def date(self, name: str, at: Path, words: tuple[str, str], default: str | None = None) -> str:
        """A date in any form that can mean one alone."""

        def read(answer: str) -> str:
            if not answer and default == "":
                return ""
            if PartialDate.read(answer) is None:
                answer = date_form(answer) or answer
            return str(self.fits(at, answer))

        return self.ask(name, at, words, read, default)

    def choice(
        self,
        name: str,
        at: Path,
        words: tuple[str, str],
        options: Mapping[str, str],
        default: str | None = None,
    ) -> str:
        """One of few: by its number, its name or its label in Chinese."""
        labelled_too = self.language == "zh"
        self._list(
            name, [f"{o} {label}".strip() if labelled_too else o for o, label in options.items()]
        )

        def read(answer: str) -> str:
            by_number = dict(zip(map(str, range(1, 1 + len(options))), options, strict=False))
            plain = by_number.get(answer, answer)
            labelled = [option for option, label in options.items() if label and label == plain]
            plain = labelled[0] if labelled else plain
            if plain not in options:
                raise Objection(
                    f"`{answer}` 不在里面；写 {'、'.join(options)}",
                    f"`{answer}` is none of {', '.join(options)}",
                )
            return plain

        return self.ask(name, at, words, read, default)

    def term(
        self, name: str, at: Path, words: tuple[str, str], terms: Sequence[VocabularyTerm]
    ) -> VocabularyTerm:
        """One term: by its id, its label in either language, or another word for it."""
        return self.ask(name, at, words, lambda answer: self._term(answer, terms))

    def terms(
        self,
        name: str,
        at: Path,
        words: tuple[str, str],
        terms: Sequence[VocabularyTerm],
        most: int,
    ) -> list[str]:
        """A few terms of a short list, which is shown."""
        self._list(name, [term_name(term, self.language) for term in terms])

        def read(answer: str) -> list[str]:
            parts = [part.strip() for part in _apart(answer)]
            found = dict.fromkeys(self._numbered(part, terms).id for part in parts if part)
            if not 0 < len(found) <= most:
                raise Objection(f"选 1 到 {most} 个", f"choose one to {most}")
            return list(found)

        return self.ask(name, at, words, read)

    def _list(self, name: str, lines: Sequence[str]) -> None:
        if self.asks and name not in self.given:
            for number, line in enumerate(lines, 1):
                click.echo(f"  {number:>2}  {printable(line)}", err=True)

    def _numbered(self, answer: str, terms: Sequence[VocabularyTerm]) -> VocabularyTerm:
        if answer.isdecimal() and 0 < int(answer) <= len(terms):
            return terms[int(answer) - 1]
        return self._term(answer, terms)

    def _term(self, answer: str, terms: Sequence[VocabularyTerm]) -> VocabularyTerm:
        found = terms_meant(terms, answer)
        if len(found) == 1:
            return found[0]
        if not found:
            raise Objection(
                f"词表里没有 `{answer}`，换个说法再试",
                f"the vocabulary has no `{answer}`; try another word",
            )
        few = found[:8]
        raise Objection(
            f"`{answer}` 有几个意思，写编号：{'、'.join(term_name(t, 'zh') for t in few)}",
            f"`{answer}` can mean several; write the id: {', '.join(term_name(t, 'en') for t in few)}",
        )


def _apart(answer: str) -> list[str]:
    return answer.translate(dict.fromkeys(map(ord, "，、;；"), ",")).split(",")
