"""A tree becomes a record, or everything that is wrong with it is told; a record says what it says."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from libraries import MINIATURE, ROOT, files_below
from replicase.decode import Known
from replicase.decode.readers import WrongShapeError, reader_of
from replicase.edit.fix import fix_files, with_fixes
from replicase.load import kind_of, load
from replicase.model import Adoption, Case
from replicase.model.case import Operation, Translated
from replicase.model.describe import Record
from replicase.model.gaps import GapList
from replicase.model.indicators import IndicatorScheme
from replicase.model.parts import Parts
from replicase.model.scalars import PartialDate
from replicase.packed import Packed
from replicase.source import Input, parse

MODELS: dict[str, type[Record]] = {
    "case": Case,
    "adoption": Adoption,
    "gaps": GapList,
    "indicators": IndicatorScheme,
}
KNOWN = Known(terms={"theme": {"services": "服务"}, "reason": {"cost": "费用"}})


@cache
def trees() -> tuple[tuple[type[Record], dict[str, Any]], ...]:
    """The tree of every record of the miniature library."""
    found = []
    for file in files_below(MINIATURE):
        if (model := MODELS.get(kind_of(file.file) or "")) is not None:
            document, _ = parse(file)
            assert document is not None
            found.append((model, document.plain))
    assert {model for model, _ in found} == {*MODELS.values()}
    return tuple(found)


def places(tree: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of a tree."""
    yield at
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for step, value in () if isinstance(tree, str) else pairs:
        yield from places(value, (*at, step))


ANYTHING = st.recursive(
    st.sampled_from(
        ["", " ", "文", "a", "s1", "2024-02-30", "2024", "true", "1.5", "https://a.example"]
    )
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["zh", "en", "id", "name", "x"]) | st.text(max_size=3), inner
        )
    ),
    max_leaves=6,
)


@st.composite
def changed(draw: st.DrawFn) -> tuple[type[Record], Any]:
    """A real tree with up to three places taken out or holding anything else."""
    model, right = draw(st.sampled_from(trees()))
    tree = copy.deepcopy(right)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.sampled_from([place for place in places(tree) if place]))
        holder: Any = tree
        for step in at[:-1]:
            holder = holder[step]
        if draw(st.booleans()):
            holder[at[-1]] = draw(ANYTHING)
        else:
            del holder[at[-1]]
        if not tree:
            break
    return model, tree


@given(changed())
def test_a_tree_is_read_just_when_nothing_is_objected_to(case: tuple[type[Record], Any]) -> None:
    model, tree = case
    reader = reader_of(model)
    before = copy.deepcopy(tree)
    objections = list(reader.objections(tree, (), KNOWN))
    try:
        record = reader.read(tree, KNOWN)
    except WrongShapeError:
        assert objections
    else:
        assert objections == []
        assert reader.read(tree, KNOWN) == record
    assert tree == before


@given(changed())
def test_every_objection_stands_where_the_file_has_something(
    case: tuple[type[Record], Any],
) -> None:
    model, tree = case
    there = set(places(tree))
    for error in reader_of(model).objections(tree, (), KNOWN):
        assert (error.at[:-1] if error.kind == "missing" else error.at) in there
        assert error.kind != "missing" or error.at not in there


@given(ANYTHING)
def test_anything_at_all_is_read_or_objected_to(tree: Any) -> None:
    for model in MODELS.values():
        with pytest.raises(WrongShapeError):
            reader_of(model).read(tree, Known())
        assert list(reader_of(model).objections(tree, (), Known()))


FILES = {
    Case: "cases/practices/alpha/x.yml",
    Adoption: "cases/adoptions/gamma/x--y.yml",
    GapList: "cases/gaps/alpha.yml",
    IndicatorScheme: "cases/indicators/x-2024.yml",
}


@settings(deadline=None)
@given(changed())
def test_whatever_stands_in_a_file_it_is_judged_and_mended(
    case: tuple[type[Record], Any],
) -> None:
    model, tree = case
    given = Input(FILES[model], yaml.safe_dump(tree, allow_unicode=True).encode())
    for once in (given, *with_fixes([given], fix_files([given], [given.file]))):
        load([once])


def test_a_mapping_where_a_text_ends_is_left_as_it_is() -> None:
    """The mender puts fields in order, and found none it knew below a text."""
    given = Input(FILES[Case], "title: {zh: {en: 甲, zh: 乙}}\n".encode())
    assert with_fixes([given], fix_files([given], [given.file])) == (given,)


def test_a_list_where_the_name_of_an_unknown_field_belongs_is_left_as_it_is() -> None:
    """The mender looked names up among the others, and a list cannot be looked up."""
    given = Input(FILES[Case], b"unknown:\n  - {field: []}\n  - {field: costz}\n")
    (mended,) = with_fixes([given], fix_files([given], [given.file]))
    assert b"field: []" in mended.data
    assert b"field: costs" in mended.data


def test_what_is_written_is_told_from_what_would_hold_without_it() -> None:
    reader = reader_of(Operation)
    bare = reader.read({"state": "active"}, Known())
    full = reader.read({"state": "active", "source": []}, Known())
    assert (bare.written, full.written) == ({"state"}, {"state", "source"})
    assert bare == full
    assert not bare != full  # noqa: SIM202 - both operators are our own
    assert hash(bare) == hash(full)
    assert bare != reader.read({"state": "paused"}, Known())


def test_two_parts_of_other_kinds_are_never_the_same() -> None:
    assert Translated() != Operation(state="active")
    assert Translated() != ()


def test_a_changed_record_counts_the_change_as_written() -> None:
    record = reader_of(Operation).read({"state": "active"}, Known())
    later = record.changed({"confirmed": PartialDate(2024)})
    assert later.written == {"state", "confirmed"}
    assert (later.state, later.confirmed) == ("active", PartialDate(2024))
    assert record.confirmed is None
    with pytest.raises(AttributeError):
        record.state = "paused"


def test_a_record_goes_to_another_process_whole() -> None:
    library = load(files_below(MINIATURE))[0]
    for record in (*library.cases, *library.adoptions):
        there = pickle.loads(pickle.dumps(record))
        assert (there, there.written) == (record, record.written)


@pytest.mark.parametrize("folder", [MINIATURE, ROOT], ids=["miniature", "real"])
def test_a_packed_record_is_the_record(folder: Path) -> None:
    """Every part of it, with what was written and what was left out."""
    library = load(files_below(folder))[0]
    entries = (*library.case_entries, *library.adoption_entries, *library.gap_entries)
    assert entries
    for entry in entries:
        there = pickle.loads(pickle.dumps(Packed.of(entry))).entry(entry.file)
        assert (there.record, there.dropped) == (entry.record, entry.dropped)
        assert (there.content, there.untranslated) == (entry.content, entry.untranslated)
        for (at, one), (place, other) in zip(
            Parts.of(entry.record).records, Parts.of(there.record).records, strict=True
        ):
            assert (at, one, one.written) == (place, other, other.written)
            assert one.written is other.written


def test_the_words_of_a_kept_record_are_not_at_hand() -> None:
    library = load(files_below(MINIATURE))[0]
    entry = library.case_entries[0]
    kept = replace(Packed.of(entry), words="").entry(entry.file)
    with pytest.raises(LookupError, match=entry.file):
        _ = kept.document


def test_the_same_names_are_in_memory_once() -> None:
    """Each part holds which of its fields were written; there are few different sets of them."""
    library = load(files_below(MINIATURE))[0]
    parts = [part for case in library.case_entries for _, part in case.parts.records]
    found: dict[tuple[type[Record], frozenset[str]], frozenset[str]] = {}
    for part in parts:
        assert found.setdefault((type(part), part.written), part.written) is part.written
    assert len(found) < len(parts)
