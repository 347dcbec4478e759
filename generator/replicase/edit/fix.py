"""What is safe is mended: one file after the other, until nothing is left to change."""

from __future__ import annotations

from collections.abc import Iterable

from replicase.decode import Known
from replicase.edit.ends import trimmed
from replicase.edit.fields import model_of
from replicase.edit.mistakes import mended
from replicase.edit.order import ordered
from replicase.edit.reading import decoded, readable
from replicase.edit.spans import Change, Rewritten, read
from replicase.load import kind_of, known_of, load
from replicase.model.describe import Record
from replicase.source import MAX_BYTES, Input

_ROUNDS = 4
KEPT_BY_EDITORS = ("settings", "vocabulary")
"""Kinds of files nobody contributes: their fields may stand in an order of their own."""


def fix_files(inputs: Iterable[Input], wanted: Iterable[str]) -> tuple[Rewritten, ...]:
    """Mend the wanted files of a library; only those that change are returned."""
    files = {given.file: given for given in inputs}
    chosen = [files[file] for file in sorted(set(wanted)) if file in files]
    # What terms there are must be read first, perhaps out of a file that needs mending itself.
    first = [given for given in chosen if kind_of(given.file) in KEPT_BY_EDITORS]
    lists = [given for given in files.values() if kind_of(given.file) in KEPT_BY_EDITORS]
    done = [fixed(given, Known()) for given in first]
    mended_lists = {f.file: Input(f.file, f.after) for f in done}
    library, _ = load(mended_lists.get(given.file, given) for given in lists)
    known = known_of(library.settings, library.vocabularies)
    done += [fixed(given, known) for given in chosen if given not in first]
    return tuple(f for f in sorted(done, key=lambda f: f.file) if f.after != f.before)


def fixed(given: Input, known: Known) -> Rewritten:
    """One file, mended as far as that is certain."""
    model = model_of(kind_of(given.file))
    decoding = decoded(given.data) if len(given.data) <= MAX_BYTES else None
    if model is None or decoding is None:
        return Rewritten(given.file, given.data, given.data, ())
    text, said = decoding
    changes = list(said)
    orders = kind_of(given.file) not in KEPT_BY_EDITORS
    for _ in range(_ROUNDS):
        after, more = _once(given.file, text, model, known, orders=orders)
        changes += more
        if after == text:
            break
        text = after
    data = text.encode("utf-8")
    if len(data) > MAX_BYTES:
        return Rewritten(given.file, given.data, given.data, ())
    return Rewritten(given.file, given.data, data, tuple(sorted(changes, key=lambda c: c.line)))


def _once(
    file: str, text: str, model: type[Record], known: Known, *, orders: bool
) -> tuple[str, list[Change]]:
    text, said = readable(file, text, model)
    changes = list(said)
    document = read(file, text)
    if document is None:
        return text, changes
    document, more = mended(document, model, known)
    changes += more
    document, more = trimmed(document)
    changes += more
    if orders:
        document, more = ordered(document, model)
        changes += more
    return document.text, changes


def with_fixes(inputs: Iterable[Input], fixes: Iterable[Rewritten]) -> tuple[Input, ...]:
    """The files of a library as they are once mended."""
    mended_files = {f.file: f.after for f in fixes}
    return tuple(Input(g.file, mended_files.get(g.file, g.data)) for g in inputs)
