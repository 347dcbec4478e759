"""What the checker objects to in a shape, mended where one thing alone can be meant."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from replicase.decode import Known
from replicase.decode.errors import OF_STRUCTURE, ShapeError
from replicase.decode.forms import form_of, in_ascii
from replicase.decode.names import fields_at
from replicase.decode.readers import reader_of
from replicase.diagnostics import Path, in_short
from replicase.edit.reading import number_said
from replicase.edit.spans import Change, Replacement, node_at, offsets_of, read, replaced
from replicase.edit.spelling import field_meant, spelling, term_meant
from replicase.model.describe import Record
from replicase.rules.unknowable import may_be_unknown
from replicase.source import Document, Scalar


@dataclass(frozen=True, slots=True)
class _Mending:
    """A replacement, and what it makes of the tree."""

    at: Path
    """Where the tree changes, by its names before the change."""
    change: Replacement
    made: Callable[[Any], None]
    """Changes a copy of the tree the same way."""
    after: Path
    """The place once it is changed; nothing may then be objected to there."""
    said: Change


def mended(document: Document, model: type[Record], known: Known) -> tuple[Document, list[Change]]:
    """The document with its mistakes of shape mended, as far as that is certain, and what changed."""
    changes: list[Change] = []
    for _ in range(4):  # under a name that was wrong there may be others
        found = list(_mendings(document, model, known))
        done, said = _all_or_each(document, model, known, found)
        if not said:
            break
        document = done
        changes += said
    return document, changes


AT_MOST = 100
"""Changes of a file that are tried one by one, when together they do not come out right."""


def _all_or_each(
    document: Document, model: type[Record], known: Known, found: list[_Mending]
) -> tuple[Document, list[Change]]:
    together = _made(document, model, known, found) if found else None
    if together is not None:
        return together, [mending.said for mending in found]
    said: list[Change] = []
    # From the end: a change moves only what stands behind it.
    for mending in sorted(found, key=lambda m: m.change.start, reverse=True)[:AT_MOST]:
        if (one := _made(document, model, known, [mending])) is not None:
            document = one
            said.insert(0, mending.said)
    return document, said


def _made(
    document: Document, model: type[Record], known: Known, mendings: list[_Mending]
) -> Document | None:
    """The document with changes made; None unless it is the old one but for them, and better."""
    after = read(document.file, replaced(document.text, (m.change for m in mendings)))
    expected = copy.deepcopy(document.plain)
    for mending in mendings:
        mending.made(expected)
    if after is None or after.plain != expected:
        return None
    left = {error.at: error.kind for error in _objections(after, model, known)}
    return None if any(_unfit(m, left.get(m.after)) for m in mendings) else after


def _unfit(mending: _Mending, objection: str | None) -> bool:
    """Whether what was made is no better; under its right name a value may still be mended itself."""
    if objection is None:
        return False
    renamed = mending.at != mending.after
    return not (renamed and objection not in OF_STRUCTURE)


def _objections(document: Document, model: type[Record], known: Known) -> list[ShapeError]:
    return list(reader_of(model).objections(document.plain, (), known))


def _mendings(document: Document, model: type[Record], known: Known) -> Iterator[_Mending]:
    seen: set[Path] = set()
    renamed: set[Path] = set()
    for error in _objections(document, model, known):
        if error.at in seen or not error.at:
            continue
        seen.add(error.at)
        if error.kind == "unknown_key":
            mending = _name(error, document, model, renamed)
        elif error.kind == "no_list":
            mending = _listed(error, document)
        else:
            mending = _value(error, document, known)
        if mending is not None:
            yield mending
    yield from _unknown_names(document, model)


def _name(
    error: ShapeError, document: Document, model: type[Record], renamed: set[Path]
) -> _Mending | None:
    """A name of no field: the field it was meant for, if that is free."""
    name = str(error.at[-1])
    holder = _part(document.plain, error.at[:-1])
    found = node_at(document.root, error.at)
    if found is None or found[0] is None or not isinstance(holder, dict):
        return None
    free = {
        f: zh
        for f, zh in fields_at(model, error.at[:-1]).items()
        if f not in holder and (*error.at[:-1], f) not in renamed
    }
    offsets = offsets_of(document.text)
    start, end = offsets.of(found[0].span)
    head, colon, rest = name.partition("：")
    # `{zh：甲}`: YAML takes all of it for a key.
    split = bool(colon and rest.strip() and holder[name] == "" and start + len(name) == end)
    field = field_meant(head if split else name, free) or (head if split and head in free else None)
    if field is None:
        return None
    renamed.add((*error.at[:-1], field))
    written = f"{field}: {rest.strip()}" if split else field

    def made(tree: Any) -> None:
        part = _part(tree, error.at[:-1])
        part[field] = rest.strip() if split else part[name]
        del part[name]

    return _Mending(
        error.at,
        Replacement(start, end, written),
        made,
        (*error.at[:-1], field),
        Change(
            found[0].span.line,
            f"字段 `{in_short(name)}` 改为 `{in_short(written)}`",
            f"field `{in_short(name)}` becomes `{in_short(written)}`",
        ),
    )


def _part(tree: Any, at: Path) -> Any:
    for step in at:
        tree = tree[step]
    return tree


_LABELS = {
    "no_date": ("日期", "date"),
    "no_truth": ("值", "value"),
    "no_term": ("词条", "term"),
    "no_option": ("值", "value"),
    "no_url": ("网址", "address"),
    "no_mark": ("编号", "id"),
}
_COMPARISONS = {"≥": ">=", "≤": "<=", "≧": ">=", "≦": "<=", "==": "=", "=>": ">=", "=<": "<="}


def _value(error: ShapeError, document: Document, known: Known) -> _Mending | None:
    """A value of the wrong form: the same one in the right form."""
    if not isinstance(error.given, str) or not error.given:
        return None
    form = _form(error, document, known)
    if form is None:
        return _run_together(error, document, known)
    if error.kind in ("no_integer", "no_number"):
        said = number_said(in_short(error.given), form)
    else:
        zh, en = _LABELS[error.kind]
        said = (
            f"{zh} `{in_short(error.given)}` 改为 `{in_short(form)}`",
            f"{en} `{in_short(error.given)}` becomes `{in_short(form)}`",
        )
    return _replaced_value(error.at, form, document, said)


def _form(error: ShapeError, document: Document, known: Known) -> str | None:
    given = str(error.given)
    match error.kind:
        case "no_term":
            return term_meant(given, known.terms[str(error.facts["vocabulary"])])
        case "no_option":
            options = error.options
            plain = _COMPARISONS.get(given, given)
            return plain if plain in options else spelling(given, options)
        case "no_mark":
            return _mark(given, document)
        case _:
            return form_of(error.kind, given)


def _mark(given: str, document: Document) -> str | None:
    """A reference in other letters than the id it means; an id itself is its author's."""
    plain = in_ascii(given).strip().lower()
    return plain if plain in _ids(document) else None


def _ids(document: Document) -> frozenset[str]:
    """The ids of the parts of a record."""
    return frozenset(
        item["id"]
        for part in document.plain.values()
        if isinstance(part, list)
        for item in part
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    ) | {"editor"}


def _replaced_value(
    at: Path, form: str, document: Document, said: tuple[str, str]
) -> _Mending | None:
    found = node_at(document.root, at)
    if found is None or not isinstance(found[1], Scalar):
        return None
    node, offsets = found[1], offsets_of(document.text)
    start, end = offsets.of(node.span)
    written = document.text[start:end]
    if "\n" in written or written[:1] in ("|", ">"):
        return None
    quote = written[0] if written[:1] in ("'", '"') else '"' if form[:1] in _NEED_QUOTES else ""

    def made(tree: Any) -> None:
        _part(tree, at[:-1])[at[-1]] = form

    return _Mending(
        at,
        Replacement(start, end, f"{quote}{form}{quote}"),
        made,
        at,
        Change(node.span.line, *said),
    )


_NEED_QUOTES = ("<", ">", "=")


def _run_together(error: ShapeError, document: Document, known: Known) -> _Mending | None:
    """Several items of a list written as one: `a, b` without brackets, or `[a，b]`."""
    given, items = str(error.given).strip(), error.run_together
    if not items:
        return None
    if error.kind == "no_term":
        terms = known.terms[str(error.facts["vocabulary"])]
        fits = all(item in terms for item in items)
    elif error.kind == "no_option":
        fits = all(item in error.options for item in items)
    else:
        fits = set(items) <= _ids(document)
    if not fits:
        return None
    found = node_at(document.root, error.at)
    if found is None or not isinstance(found[1], Scalar):
        return None
    start, end = offsets_of(document.text).of(found[1].span)
    inside = isinstance(error.at[-1], int)
    if "\n" in document.text[start:end] or (inside and not _in_brackets(error.at, document)):
        return None
    written = ", ".join(items)
    shown = f"[{written}]"

    def made(tree: Any) -> None:
        holder, last = _part(tree, error.at[:-1]), error.at[-1]
        if isinstance(last, int):
            holder[last : last + 1] = list(items)
        else:
            holder[last] = list(items)

    return _Mending(
        error.at,
        Replacement(start, end, written if inside else shown),
        made,
        error.at,
        Change(
            found[1].span.line,
            f"`{in_short(given)}` 分成 {len(items)} 项：`{in_short(shown)}`",
            f"`{in_short(given)}` becomes {len(items)} items: `{in_short(shown)}`",
        ),
    )


def _in_brackets(at: Path, document: Document) -> bool:
    holder = node_at(document.root, at[:-1])
    return holder is not None and offsets_of(document.text).written(holder[1])[:1] == "["


_WORD = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


def _listed(error: ShapeError, document: Document) -> _Mending | None:
    """One id where a list of them belongs."""
    given = error.given
    found = node_at(document.root, error.at)
    if (
        not isinstance(given, str)
        or not _WORD.fullmatch(given)
        or found is None
        or not isinstance(found[1], Scalar)
    ):
        return None
    start, end = offsets_of(document.text).of(found[1].span)

    def made(tree: Any) -> None:
        _part(tree, error.at[:-1])[error.at[-1]] = [given]

    return _Mending(
        error.at,
        Replacement(start, end, f"[{document.text[start:end]}]"),
        made,
        error.at,
        Change(
            found[1].span.line,
            f"`{in_short(given)}` 写成列表 `[{in_short(given)}]`",
            f"`{in_short(given)}` becomes a list, `[{in_short(given)}]`",
        ),
    )


def _unknown_names(document: Document, model: type[Record]) -> Iterator[_Mending]:
    """Names of fields under `unknown`, misspelt."""
    allowed = may_be_unknown(model)
    listed: Iterable[Any] = document.plain.get("unknown") or ()
    if not allowed or not isinstance(listed, list):
        return
    fields = fields_at(model, ())
    named = [item.get("field") for item in listed if isinstance(item, dict)]
    for index, item in enumerate(listed):
        given = item.get("field") if isinstance(item, dict) else None
        if not isinstance(given, str) or not given or given in allowed or given in fields:
            continue
        meant = field_meant(given, {name: fields.get(name, "") for name in allowed})
        if meant is None or meant in named or meant in document.plain:
            continue
        mending = _replaced_value(
            ("unknown", index, "field"),
            meant,
            document,
            (
                f"字段 `{in_short(given)}` 改为 `{meant}`",
                f"field `{in_short(given)}` becomes `{meant}`",
            ),
        )
        if mending is not None:
            yield mending
