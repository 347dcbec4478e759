"""One bad file changes no other page and hides no other file's problems (P2), byte for byte.

Whole sites are built with and without hostile cases and compared file by file. What a check refuses
changes nothing at all; what is let through, and what would come if no check had looked, changes only
files that name the case, and those that count or index all cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from hostile import figures
from hostile.placing import CASE_FILE, Placed, draft, finished, library, place
from hostile.publishing import published, published_unseen, refused, rows_for_cases, written
from hostile.rows import OWN
from hostile.running import errors, inspected, renamed
from replicase.source import Input
from sites import files

pytestmark = pytest.mark.slow

NAME = "h-one"
INDEX = re.compile(r"search/[^/]+\.js")
"""The index of all words: what is sought in it is found by number."""
COUNT = {
    "index.html",
    *("audit/", "cities/", "compare/", "data/", "fit/", "method/", "methods/", "shortlist/"),
    *("themes/", "framework/matrix.csv", "cities/alpha/", "cities/beta/", "framework/"),
    *(
        f"data/{table}.{form}"
        for table in ("concentration", "coverage")
        for form in ("csv", "json")
    ),
}
"""What counts all cases without naming each."""
SHARD = re.compile(r"(?:compare|fit)/(?:zh|en)-\d+-\d+\.js")
"""Cases in parts, as many as there are cases for."""


def counts(path: str) -> bool:
    plain = path.removeprefix("en/")
    return (
        plain in COUNT
        or plain.removesuffix("index.html") in COUNT
        or bool(INDEX.fullmatch(path) or SHARD.fullmatch(path))
    )


def names(path: str, data: bytes, ids: Iterable[str]) -> bool:
    return any(name in path or name.encode() in data for name in ids)


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site without any hostile case."""
    folder = tmp_path_factory.mktemp("without")
    assert published(written(folder / "library", []), folder / "site").pages
    return files(folder / "site")


def let_through() -> dict[str, Placed]:
    rows = rows_for_cases()
    wrong = refused(rows)
    return {name: placed for name, (_, placed) in rows.items() if name not in wrong}


def test_what_is_let_through_changes_only_what_names_or_counts_it(
    without: dict[str, bytes], tmp_path: Path
) -> None:
    odd = let_through()
    del odd["h-te-031"]  # the first of a library may stand where another stood: its own test
    assert len(odd) > 100
    done = published(written(tmp_path / "library", odd.values()), tmp_path / "site")
    assert done.pages >= len(odd)
    assert [d.en for d in done.site_diagnostics if d.code != "CASE505"] == []
    there = files(tmp_path / "site")
    _alike(without, there, odd, "let through")
    model = without["cases/alpha-hostile/index.html"].count(b"<script")
    for name in odd:
        assert there[f"cases/{name}/index.html"].count(b"<script") == model, name


def test_what_is_refused_would_change_only_what_names_or_counts_it(
    without: dict[str, bytes], tmp_path: Path
) -> None:
    """The pages of others hold by themselves, if every check were missing."""
    rows = rows_for_cases()
    del rows["h-li-035"]  # a link that leads nowhere ends a build by itself
    wrong = refused(rows)
    placed = [rows[name][1] for name in sorted(wrong)]
    assert len(placed) > 250
    assert published_unseen(written(tmp_path / "library", placed), tmp_path / "site").pages
    _alike(without, files(tmp_path / "site"), wrong, "refused, and built all the same")


def _alike(
    without: dict[str, bytes], there: dict[str, bytes], ids: Iterable[str], what: str
) -> None:
    ids = tuple(ids)
    assert [path for path in without.keys() - there.keys() if not SHARD.fullmatch(path)] == []
    changed = [path for path, data in without.items() if there.get(path) != data]
    strange = [p for p in changed if not names(p, there.get(p, b""), ids) and not counts(p)]
    assert strange == []
    new = [p for p in there.keys() - without.keys() if not names(p, there[p], ids)]
    assert [path for path in new if not counts(path)] == []
    same = len(without) - len(changed)
    assert same > len(without) // 2
    figures.say(
        f"{len(ids)} hostile cases, {what}: {same} of {len(without)} files of the site without them "
        f"are byte-identical, {len(changed)} name or count them"
    )


ONE_BY_ONE = ("h-mu-013", "h-te-022", "h-pr-003", "h-li-055", "h-ch-061", "h-pf-012", "h-gp-001")


def test_beside_a_harmless_twin_only_files_that_name_it_differ(tmp_path: Path) -> None:
    """One at a time, in the place of a harmless case: here even what counts stays as it was."""
    rows = rows_for_cases()
    twin = renamed(finished(CASE_FILE, draft()), NAME)
    root = written(tmp_path / "library", [twin])
    assert published(root, tmp_path / "site").pages
    harmless = files(tmp_path / "site")
    tried = 0
    for name in ONE_BY_ONE:
        if name not in rows:
            continue
        tried += 1
        row, _ = rows[name]
        (root / twin.file).write_bytes(renamed(place(row), NAME).data)
        assert published_unseen(root, tmp_path / "site").pages, name
        there = files(tmp_path / "site")
        assert there.keys() == harmless.keys(), name
        strange = [
            path
            for path, data in harmless.items()
            if there[path] != data
            and not names(path, there[path], [NAME])
            and not INDEX.fullmatch(path)
        ]
        assert strange == [], name
    assert tried > 4


# Other files' problems


SPOILT: dict[str, tuple[str, str]] = {
    "syntax": ("\ntitle:", "\ntitle: [\ntitle:"),
    "unknown-key": ("\nkind:", "\nkimd: x\nkind:"),
    "twice": ("\nregistered:", "\nregistered: 2025-03-01\nregistered:"),
    "identity": ("Spoilt", "Spoilt 110101199003071233"),
    "script": ("Spoilt", "Spoilt\u202e"),
    "reference": ("\nrelated:", "\nrelated:\n- {relation: alongside, case: nowhere}\nx-related:"),
}


def _wrong_elsewhere() -> list[Input]:
    """Files with mistakes of their own, of every stage: reading, fields, texts, references."""
    found = []
    for name, (before, after) in SPOILT.items():
        target = draft()
        target.put(("title", "zh"), f"另一件事 Spoilt {name}")
        target.put(("title", "en"), f"Spoilt {name}")
        placed = renamed(finished(CASE_FILE, target), f"w-{name}")
        data = placed.data.decode().replace(before, after, 1).encode()
        assert data != placed.data, name
        found.append(Input(placed.file, data))
    return found


def _told(inputs: Iterable[Input], but: Iterable[str] = ()) -> list[object]:
    but = frozenset(but)
    return [
        (d.file, d.span, d.code, d.zh, d.en, d.hint_zh, d.hint_en)
        for d in inspected(inputs)[1]
        if d.file not in but and not re.search(r"h-[a-z]{2}-\d", d.en)
    ]


def test_no_refused_file_hides_what_is_wrong_with_others() -> None:
    others = [*library(), *_wrong_elsewhere()]
    alone = _told(others)
    assert {f"cases/practices/alpha/w-{name}.yml" for name in SPOILT} <= {
        d.file for d in errors(inspected(others)[1])
    }
    hostile = [placed.given for _, placed in rows_for_cases().values()]
    for number, row in enumerate(r for r in OWN if r.field == "file"):
        hostile.append(Input(f"cases/practices/alpha/h-file-{number}.yml", place(row).data))
    assert len(hostile) > 450
    assert _told([*others, *hostile], [given.file for given in hostile]) == alone
    for given in hostile[::9]:
        assert _told([*others, given], [given.file]) == alone, given.file
