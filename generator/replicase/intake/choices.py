"""The words a cell may choose from, as people read them and as the format writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from replicase.diagnostics import Language
from replicase.edit.propose import folded, words_of
from replicase.intake.tables import LIST, Column, Table, tables
from replicase.library import Library
from replicase.model.scalars import INDICATOR

_SEVERAL = re.compile("[;；,，、\n]")
_TRUTH = {"true": "是", "false": "否"}


@dataclass(frozen=True)
class Choices:
    """The closed list of one column: what the format writes -> what a cell shows."""

    name: str
    """The list's own name, the same for every column that chooses from it."""
    shown: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    """A word as it is compared -> all it can mean; an exact id means nothing else."""

    def means(self, text: str) -> tuple[str, ...]:
        """What a word in a cell can mean: by its id, its label, another word, or label and id."""
        if text in self.shown:
            return (text,)
        plain = folded(text)
        if found := self.words.get(plain):
            return found
        # A label that was changed since, with its id behind it.
        last = "" if _SEVERAL.search(text) else plain.rpartition(" ")[2]
        return (last,) if last in self.shown else ()


@dataclass(frozen=True)
class Words:
    """Every closed list of a library, in the language of a workbook."""

    library: Library
    language: Language

    def of(self, table: Table, column: Column) -> Choices | None:
        """What a column chooses from; None where anything may stand."""
        return self._all.get(f"{table.key}.{column.key}")

    @cached_property
    def _all(self) -> dict[str, Choices]:
        found: dict[str, Choices] = {}
        listed: dict[tuple[str, tuple[str, ...]], Choices] = {}
        for table in tables():
            for column in table.columns:
                name, terms = self._terms(table, column)
                if not terms:
                    continue
                # Lists of few words are known by their words: several columns may share one.
                mark = (name.partition(":")[0], tuple(terms))
                if mark not in listed:
                    listed[mark] = self._choices(name.rpartition(":")[2], terms)
                found[f"{table.key}.{column.key}"] = listed[mark]
        return found

    def _choices(self, name: str, terms: Mapping[str, tuple[str, tuple[str, ...]]]) -> Choices:
        shown = {
            own: f"{label} {own}" if label != own else own for own, (label, _) in terms.items()
        }
        words: dict[str, dict[str, None]] = {}
        for own, (label, others) in terms.items():
            for word in (own, label, *others):
                # A workbook in the other language shows the other label.
                for said in (word, f"{word} {own}"):
                    words.setdefault(folded(said), {})[own] = None
        by_id = {folded(own): (own,) for own in terms}
        return Choices(name, shown, {word: tuple(ids) for word, ids in words.items()} | by_id)

    def _terms(
        self, table: Table, column: Column
    ) -> tuple[str, dict[str, tuple[str, tuple[str, ...]]]]:
        """The list's name, and id -> label and further words."""
        if column.vocabulary == INDICATOR:
            items = [i for s in self.library.indicator_entries for i in s.record.walk()]
            return INDICATOR, {
                i.code: (i.title.best(self.language), (i.title.zh, i.title.en)) for i in items
            }
        if column.vocabulary:
            return column.vocabulary, {
                term.id: (term.label.best(self.language), tuple(words_of(term)))
                for term in self.library.terms(column.vocabulary)
            }
        if column.path == (LIST,):
            return f"list:{table.key}.list", {
                name: (label, (label,)) for name, label in self._lists(table)
            }
        if column.options:
            zh = self.language == "zh"
            return f"few:{table.key}.{column.key}", {
                option: (label if zh and label else option, (label,) if label else ())
                for option, label in column.options.items()
            }
        if column.is_truth:
            return "truth", {
                value: (word if self.language == "zh" else value, (word,))
                for value, word in _TRUTH.items()
            }
        return "", {}

    def _lists(self, table: Table) -> Iterator[tuple[str, str]]:
        said = table.by_key[LIST].help_zh if self.language == "zh" else table.by_key[LIST].help_en
        pieces = said.split("；" if self.language == "zh" else "; ")
        for name, piece in zip(table.lists, pieces, strict=True):
            yield name, piece.removeprefix(name).strip(" ()（）")
