"""What was found the last time is told again only where nothing that decides it has changed."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from libraries import MINIATURE
from replicase import inspection, judgements, shelves, verdict
from replicase.as_of import AsOf
from replicase.cache import ENVIRONMENT, NOWHERE, Cache, cache_folder, is_settled
from replicase.check import Judged

DAY = AsOf(date(2026, 1, 1), "option")
CASE = "cases/practices/beta/beta-night-watch.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    shutil.copytree(MINIATURE / "cases", folder / "cases")
    for path in folder.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


@pytest.fixture
def kept(root: Path, tmp_path: Path) -> Cache:
    return Cache.of(root, tmp_path / "cache")


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file lay there long before anybody looked: nobody waits for that."""
    monkeypatch.setattr(verdict, "is_settled", lambda *_: True)
    monkeypatch.setattr(judgements, "is_settled", lambda *_: True)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The records that are judged, as they are."""
    files: list[str] = []
    of = Judged.of

    def noted(understood: object, *given: object, keep: bool = False) -> Judged:
        files.append(str(understood.file))  # type: ignore[attr-defined]
        return of(understood, *given, keep=keep)  # type: ignore[arg-type]

    monkeypatch.setattr(Judged, "of", noted)
    return files


def found(root: Path, kept: Cache | None, day: AsOf = DAY) -> tuple[object, ...]:
    told = verdict.verdict(root, day, None, cache=kept)
    return told.files, told.diagnostics, [d.excerpt for d in told.diagnostics]


def change(root: Path, file: str = CASE) -> None:
    with (root / file).open("a") as written:
        written.write("kimd: x\n")


@pytest.mark.usefixtures("settled")
def test_a_library_that_is_as_it_was_is_not_read_again(
    root: Path, kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = found(root, kept)
    monkeypatch.setattr(inspection, "survey", lambda *_: pytest.fail("it was judged again"))
    assert found(root, kept) == first == found(root, kept)


@pytest.mark.usefixtures("settled")
def test_only_what_changed_is_judged_again(root: Path, kept: Cache, judged: list[str]) -> None:
    found(root, kept)
    everything = len(judged)
    judged.clear()
    change(root)
    assert found(root, kept) == found(root, None)
    assert judged[:1] == [CASE]
    assert len(judged) == 1 + everything  # the one, and all of it without a cache


@pytest.mark.usefixtures("settled")
def test_what_a_check_found_a_build_does_not_find_again(
    root: Path, kept: Cache, judged: list[str]
) -> None:
    told = found(root, kept)[1]
    judged.clear()
    change(root)
    changed = inspection.inspect(root, DAY, cache=kept)
    assert judged == [CASE]
    assert changed.diagnostics == inspection.inspect(root, DAY).diagnostics != told
    judged.clear()
    # And the other way round: the check knows what the build has found.
    assert found(root, kept)[1] == changed.diagnostics
    assert judged == []


@pytest.mark.usefixtures("settled")
def test_a_build_keeps_records_whole_though_it_judges_none(root: Path, kept: Cache) -> None:
    first = inspection.inspect(root, DAY, cache=kept)
    again = inspection.inspect(root, DAY, cache=kept)
    assert again.library.cases == first.library.cases
    assert [e.untranslated for e in again.library.case_entries] == [
        e.untranslated for e in first.library.case_entries
    ]


@pytest.mark.usefixtures("settled")
def test_a_file_that_was_only_touched_keeps_its_judgement(
    root: Path, kept: Cache, judged: list[str]
) -> None:
    first = found(root, kept)
    judged.clear()
    os.utime(root / CASE)
    assert found(root, kept) == first
    assert judged == []


def _write(file: str, before: str, after: str) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert before in text
        (root / file).write_text(text.replace(before, after, 1), "utf-8")

    return write


CHANGES = [
    pytest.param(change, id="case"),
    pytest.param(lambda root: (root / CASE).unlink(), id="gone"),
    pytest.param(
        lambda root: shutil.copy(root / CASE, root / "cases/practices/beta/another.yml"), id="copy"
    ),
    pytest.param(lambda root: (root / CASE).write_bytes(b"\xff\xfe"), id="unreadable"),
    pytest.param(lambda root: (root / "cases/practices/beta/note.txt").write_text("x"), id="stray"),
    pytest.param(lambda root: next((root / "cases").rglob("*.png")).unlink(), id="picture"),
    pytest.param(lambda root: (root / "cases/vocabulary/theme.yml").unlink(), id="list"),
    pytest.param(_write("cases/library.yml", "short_name:", "kurz: x\nshort_name:"), id="settings"),
    pytest.param(lambda root: (root / "mkdocs.yml").write_text("site_name: another\n"), id="shell"),
]


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("change", CHANGES)
def test_with_and_without_a_cache_the_same_is_found(
    root: Path, kept: Cache, change: Callable[[Path], object]
) -> None:
    before = found(root, kept)
    change(root)
    after = found(root, kept)
    assert after == found(root, None) != before
    assert found(root, kept) == after


def records(root: Path, kept: Cache) -> tuple[object, ...]:
    """Every record as a build has it, and all that is found."""
    told = inspection.inspect(root, DAY, cache=kept)
    library = told.library
    entries = (*library.case_entries, *library.adoption_entries, *library.gap_entries)
    sheets = [entry.document.plain for entry in library.gap_entries]
    return [(e.file, e.record, e.content, e.dropped) for e in entries], sheets, told.diagnostics


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("changed", CHANGES)
def test_with_and_without_a_cache_the_same_records_are_kept(
    root: Path, kept: Cache, changed: Callable[[Path], object]
) -> None:
    assert records(root, kept) == records(root, kept) == records(root, NOWHERE)
    changed(root)
    assert records(root, kept) == records(root, kept) == records(root, NOWHERE)


@pytest.mark.usefixtures("settled")
def test_of_records_that_stand_no_file_is_opened(
    root: Path, kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    read = inspection.read_record

    def noted(root: Path, file: str) -> object:
        opened.append(file)
        return read(root, file)

    monkeypatch.setattr(inspection, "read_record", noted)
    everything = records(root, kept)
    assert CASE in opened
    opened.clear()
    assert records(root, kept) == everything
    assert not any(file.startswith(("cases/practices", "cases/gaps")) for file in opened)


@pytest.mark.usefixtures("settled")
def test_records_are_kept_on_several_shelves_and_one_change_rewrites_one(
    root: Path, kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "_ON_A_SHELF", 2)
    first = found(root, kept)
    assert kept.folder is not None
    before = {path: path.read_bytes() for path in kept.folder.glob("*records*")}
    assert len(before) > 1
    change(root)
    assert found(root, kept) == found(root, None) != first
    assert sum(path.read_bytes() != was for path, was in before.items()) == 1


@pytest.mark.usefixtures("settled")
def test_another_day_is_another_question(root: Path, kept: Cache, judged: list[str]) -> None:
    found(root, kept)
    judged.clear()
    later = AsOf(date(2031, 1, 1), "option")
    assert found(root, kept, later) == found(root, None, later) != found(root, kept)
    assert judged


def test_a_file_that_was_changed_just_now_is_looked_at_again(
    root: Path, kept: Cache, judged: list[str]
) -> None:
    # Within one tick of the clock a file may change twice and keep size and time.
    text = (root / CASE).read_text("utf-8")
    (root / CASE).write_text(text, "utf-8")
    status = (root / CASE).stat()
    first = found(root, kept)
    judged.clear()
    (root / CASE).write_text(text.replace("structured", "structurde"), "utf-8")
    os.utime(root / CASE, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert found(root, kept) == found(root, None) != first


@pytest.mark.parametrize(
    ("changed", "settled"),
    [
        (10_000_000_000_123_456, True),  # 0.3 s ago, by a disk that tells less than a microsecond
        (10_000_000_290_123_456, False),
        (10_000_000_000_000_000, False),  # by one that tells whole seconds
        (9_999_998_000_000_000, True),
    ],
)
def test_how_long_a_file_must_have_lain_there(changed: int, settled: bool) -> None:
    assert is_settled((1, changed, changed, 1), 10_000_000_300_000_000) is settled


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("found", [found, records], ids=["check", "build"])
def test_a_damaged_cache_is_no_cache(
    root: Path, kept: Cache, found: Callable[[Path, Cache], tuple[object, ...]]
) -> None:
    first = found(root, kept)
    assert kept.folder is not None
    chance = random.Random(4711)
    for _ in range(40):
        for file in kept.folder.iterdir():
            data = bytearray(file.read_bytes())
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            file.write_bytes(data[: chance.choice([len(data), chance.randrange(len(data))])])
        assert found(root, kept) == first


@pytest.mark.usefixtures("settled")
def test_where_nothing_can_be_kept_the_check_goes_on(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert found(root, Cache.of(root, tmp_path / "file")) == found(root, None)


@pytest.mark.usefixtures("settled")
def test_two_libraries_do_not_share_what_is_kept(root: Path, kept: Cache, tmp_path: Path) -> None:
    other = Path(shutil.copytree(root, tmp_path / "other"))
    change(other)
    first = found(root, kept)
    assert found(other, Cache.of(other, kept.folder)) != first
    assert found(root, kept) == first


@pytest.mark.usefixtures("settled")
def test_what_nobody_has_asked_for_a_month_is_deleted(root: Path, kept: Cache) -> None:
    found(root, kept)
    assert kept.folder is not None
    old = kept.folder / "of-another.records"
    old.write_text("x")
    os.utime(old, (time.time() - 40 * 86_400,) * 2)
    change(root)
    found(root, kept)
    assert not old.exists()
    assert list(kept.folder.iterdir())


def test_a_cache_lies_with_the_person_and_not_in_the_library(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(ENVIRONMENT, "")
    assert cache_folder() is None
    monkeypatch.delenv(ENVIRONMENT)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "replicase"
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder() == tmp_path / "home/.cache/replicase"


def test_who_was_first_does_not_depend_on_how_folders_are_listed(root: Path) -> None:
    # `gamma-two/` comes before `gamma/` by path, and behind it in its folder.
    first = root / "cases/adoptions/gamma/gamma--alpha-shared-umbrellas.yml"
    second = root / "cases/adoptions/gamma-two/gamma-two--alpha-shared-umbrellas.yml"
    second.parent.mkdir()
    text = first.read_text("utf-8").replace("id: gamma--", "id: gamma-two--")
    second.write_text(text, "utf-8")
    surveyed = inspection.survey(root, DAY).diagnostics
    assert surveyed == inspection.inspect(root, DAY).diagnostics
    assert any(d.code == "CASE424" and first.samefile(root / d.file) for d in surveyed)
