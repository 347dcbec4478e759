"""A new record as its author gets it: what a draft needs, and above each field what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from replicase.decode import field_at
from replicase.decode.names import fields_at, options_of
from replicase.diagnostics import Language, Path
from replicase.edit.fields import term_list
from replicase.edit.quote import may_be_block, quoted
from replicase.model.describe import Record, RecordField, keys_of

Answers = Mapping[str, Any]
"""A tree as the file has it: text, lists and mappings by the names of fields."""


def record_text(
    model: type[Record],
    answers: Answers,
    language: Language,
    head: Sequence[str] = (),
    remarks: Mapping[Path, str] | None = None,
    *,
    explained: bool = True,
    notes: Mapping[Path, Sequence[str]] | None = None,
) -> str:
    """The file of a record, with its fields in order and, if `explained`, what they mean as comments.

    `remarks` stand behind single values, `notes` as comments above fields and items.
    """
    lines = [*(f"# {line}" for line in head), *([""] if head else [])]
    nested = False
    for number, key in enumerate(key for _, key in keys_of(model) if key in answers):
        before, nested = nested, isinstance(answers[key], dict | list)
        if number and (nested or before):
            lines.append("")
        writing = _Writing(model, language, remarks or {}, notes or {}, explained)
        lines += writing.field((key,), answers[key], "")
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Writing:
    """How a record is written: of which model, explained in which language."""

    model: type[Record]
    language: Language
    remarks: Mapping[Path, str]
    notes: Mapping[Path, Sequence[str]]
    explained: bool

    def field(self, at: Path, value: Any, indent: str) -> Iterator[str]:
        """A field below what it means."""
        field = field_at(self.model, at)
        yield from (f"{indent}# {note}".rstrip() for note in self.notes.get(at, ()))
        if self.explained and field is not None and isinstance(at[-1], str):
            yield f"{indent}# {_taught(field, self.language)}"
        name = at[-1]
        if isinstance(value, str) and may_be_block(value):
            yield f"{indent}{name}: |" + ("" if value.endswith("\n") else "-")
            lines = value.removesuffix("\n").split("\n")
            yield from (f"{indent}  {line}" if line else "" for line in lines)
        elif isinstance(value, str):
            remark = f"   # {self.remarks[at]}" if at in self.remarks else ""
            yield f"{indent}{name}: {_scalar(field, value)}{remark}"
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            yield f"{indent}{name}: [{', '.join(quoted(item, in_brackets=True) for item in value)}]"
        elif isinstance(value, list):
            yield f"{indent}{name}:"
            for index, item in enumerate(value):
                inner = list(self.fields((*at, index), item, indent + "    "))
                notes = self.notes.get((*at, index), ())
                yield from (f"{indent}  # {note}".rstrip() for note in notes)
                # Comments stand above the dash, so that the item begins with a field.
                first = next(n for n, line in enumerate(inner) if line.lstrip()[0] != "#")
                yield from (f"{indent}  {line.lstrip()}" for line in inner[:first])
                yield f"{indent}  - {inner[first].lstrip()}"
                yield from inner[first + 1 :]
        else:
            yield f"{indent}{name}:"
            yield from self.fields(at, value, indent + "  ")

    def fields(self, at: Path, value: Mapping[str, Any], indent: str) -> Iterator[str]:
        """The fields of a part, in order."""
        # The components of an adoption are named by the case.
        for name in fields_at(self.model, at) or value:
            if name in value:
                yield from self.field((*at, name), value[name], indent)


def _scalar(field: RecordField | None, value: str) -> str:
    return quoted(value, is_text=field is None or (field.kind is str and not term_list(field)))


def _taught(field: RecordField, language: Language) -> str:
    """What a field means, and what may stand there."""
    meaning = field.about.zh if language == "zh" else field.about.en
    options = options_of(field)
    vocabulary = term_list(field)
    if options:
        return (
            f"{meaning}（{' | '.join(options)}）"
            if language == "zh"
            else f"{meaning} ({' | '.join(options)})"
        )
    if vocabulary and f"cases/vocabulary/{vocabulary}.yml" not in meaning:
        file = f"cases/vocabulary/{vocabulary}.yml"
        return f"{meaning}；见 {file}" if language == "zh" else f"{meaning}; see {file}"
    return meaning
