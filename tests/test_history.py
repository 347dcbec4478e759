"""What changed between two states: told in words, with the reason a grade moved, and kept as a release."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from golden import Golden
from libraries import HERE
from replicase import published
from replicase.as_of import AsOf
from replicase.build import Built, build
from replicase.cache import Cache
from replicase.cli import main
from replicase.history import Release, Told, read_releases, release_file
from sites import files, repository
from terminals import terminal

CASE = "cases/practices/alpha/alpha-shared-umbrellas.yml"
ADOPTION = "cases/adoptions/gamma/gamma--alpha-shared-umbrellas.yml"
GAPS = "cases/gaps/alpha.yml"
Change = tuple[str, str, str]
"""A file, what stands there, what stands there afterwards."""

GRADED = (CASE, "  source: [editor]\n\ncomponents", "  source: [s2]\n\ncomponents")
"""By this the miniature case has E2."""
BASELINE = "      - {at: 2020, value: 40, role: baseline, source: s1, claimant: self}\n"
STORIES: dict[str, tuple[Change, ...]] = {
    "a-source-withdrawn": (
        (CASE, BASELINE, ""),
        (CASE, "title: 甲市测试交通局工作总结", "title: 甲市交通年鉴"),
        (CASE, "url: https://alpha.example/report", "url: https://alpha.example/yearbook"),
    ),
    "a-value-corrected": ((CASE, "at: 2023, value: 12,", "at: 2023, value: 14,"),),
    "sources-disagree": (
        (
            CASE,
            "      - {at: 2023, value: 12, source: s2, claimant: third-party}\n",
            "      - {at: 2023, value: 12, source: s2, claimant: third-party}\n"
            "      - {at: 2023, value: 30, source: s1, claimant: self}\n",
        ),
    ),
    "an-adopter-stopped": ((ADOPTION, "status: in-use", "status: abandoned"),),
    "a-stage-and-a-stated-change": (
        (CASE, "stage: structured", "stage: verified"),
        (
            CASE,
            "registered: 2025-03-01\n",
            "registered: 2025-03-01\nchanges:\n"
            "  - {date: 2025-05-02, what: {zh: 主办单位核实过了, en: The unit confirmed it}}\n",
        ),
    ),
    "a-case-withdrawn": (
        (
            "cases/practices/beta/beta-night-watch.yml",
            "stage: structured",
            "stage: withdrawn\nwithdrawn: {zh: 已不再这样做, en: It is done no more}",
        ),
    ),
    "put-right": ((GAPS, "status: open", "status: closed"),),
    "another-id": (
        (
            CASE,
            "id: alpha-shared-umbrellas\naliases: [alpha-umbrellas]",
            "id: alpha-borrowed-umbrellas\naliases: [alpha-umbrellas, alpha-shared-umbrellas]",
        ),
        (CASE, "function: {zh: 借伞和还伞的地方", "function: {zh: 借还雨伞的地方"),
    ),
    "nothing": (),
}


def run(*arguments: str) -> Result:
    return terminal().invoke(main, ["changes", *arguments])


def changed(root: Path, *changes: Change) -> None:
    for file, before, after in changes:
        text = (root / file).read_text("utf-8")
        assert text.count(before) >= 1, (file, before)
        (root / file).write_text(text.replace(before, after, 1), "utf-8")


@pytest.fixture
def two(tmp_path: Path) -> Callable[..., tuple[Path, Path]]:
    """Two folders of one library, the second changed."""

    def make(*changes: Change) -> tuple[Path, Path]:
        for name in ("old", "new"):
            (tmp_path / name).mkdir()
            changed(repository(tmp_path / name), GRADED)
        changed(tmp_path / "new", *changes)
        return tmp_path / "old", tmp_path / "new"

    return make


@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_told_in_both_languages(
    two: Callable[..., tuple[Path, Path]],
    story: str,
    golden: Golden,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1748736000")
    old, new = two(*STORIES[story])
    told = []
    for language in ("zh", "en"):
        done = run(str(old), str(new), "--root", str(new), "--lang", language)
        assert done.exit_code == (1 if STORIES[story] else 0), done.output
        told.append(done.stdout)
    golden(HERE / f"history/{story}.txt", "\n".join(told))


def test_a_source_that_moved_is_the_same_source(two: Callable[..., tuple[Path, Path]]) -> None:
    old, new = two((CASE, "url: https://alpha.example/report", "url: https://alpha.example/moved"))
    dated = terminal(SOURCE_DATE_EPOCH="1748736000")
    done = dated.invoke(main, ["changes", str(old), str(new), "--root", str(new)])
    assert done.exit_code == 0, done.output


def test_time_alone_lowers_a_grade_and_it_is_said(two: Callable[..., tuple[Path, Path]]) -> None:
    old, new = two()
    (old / "site").mkdir()
    done = _built(old, "2025-06-01")
    assert done.exit_code == 0, done.output
    told = run(
        *(str(old / "site"), str(new), "--root", str(new)),
        *("--as-of", "2027-06-01", "--lang", "en"),
    )
    assert told.exit_code == 1
    assert (
        "effect lowered from E2 to E1: now no source saw it in operation in the last 24 months"
        in told.stdout
    )


def _built(root: Path, day: str) -> Result:
    return terminal().invoke(
        main, ["build", "--root", str(root), "--as-of", day, "--site", str(root / "site")]
    )


def test_commits_folders_and_published_data_tell_the_same(
    two: Callable[..., tuple[Path, Path]],
) -> None:
    old, new = two(*STORIES["a-source-withdrawn"])
    assert _built(old, "2025-06-01").exit_code == 0
    day = ("--as-of", "2025-06-01", "--lang", "en")
    by_data = run(str(old / "site/data"), str(new), "--root", str(new), *day)
    git = ("git", "-C", str(old), "-c", "user.name=t", "-c", "user.email=t@t.example")
    dated = {
        "GIT_COMMITTER_DATE": "2025-06-01T00:00:00Z",
        "GIT_AUTHOR_DATE": "2025-06-01T00:00:00Z",
    }
    for words in (("init", "-q"), ("add", "cases"), ("commit", "-qm", "one")):
        subprocess.run([*git, *words], check=True, env={**dated, "PATH": "/usr/bin:/bin"})
    changed(old, *STORIES["a-source-withdrawn"])
    by_commit = run("HEAD", "--root", str(old), *day)
    assert by_commit.exit_code == by_data.exit_code == 1
    assert by_commit.stdout == by_data.stdout
    assert 'source s1 "甲市测试交通局工作总结" withdrawn' in by_data.stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no-such-commit", "没有 no-such-commit 这个提交"),
        ("--upload-pack=x", "No such option"),
        ("empty", "里没有 cases/，也没有 data/cases.json"),
        ("broken", "不是本库发布的数据"),
    ],
)
def test_what_cannot_be_compared_is_said(tmp_path: Path, name: str, said: str) -> None:
    root = repository(tmp_path)
    (root / "empty").mkdir()
    (root / "broken/cases").mkdir(parents=True)
    (root / "broken/cases.json").write_text('{"as_of": "2025-01-01"}')
    (root / "broken/cases/x.json").write_text('{"case": 1}')
    asked = str(root / name) if (root / name).is_dir() else name
    done = run(asked, "--root", str(root), "--as-of", "2025-06-01")
    assert done.exit_code == 2
    assert said in done.output


def test_a_release_is_kept_and_the_site_tells_of_it(
    two: Callable[..., tuple[Path, Path]],
) -> None:
    old, new = two(*STORIES["a-source-withdrawn"])
    asked = (str(old), str(new), "--root", str(new), "--as-of", "2025-06-01")
    # The folders have no commit to date them.
    kept = terminal(SOURCE_DATE_EPOCH="1748736000").invoke(main, ["changes", *asked, "--release"])
    assert kept.exit_code == 1, kept.output
    assert "写好了 releases/2025-06-01.json" in kept.stderr
    again = terminal(SOURCE_DATE_EPOCH="1748736000").invoke(main, ["changes", *asked, "--release"])
    assert again.exit_code == 2
    assert "已经有了" in again.output
    (release,), wrong = read_releases(new)
    assert wrong == ()
    # The one who builds reads it from the file, and asks no git.
    for name in ("site", "again"):
        done = terminal().invoke(
            main, ["build", "--root", str(old), "--as-of", "2025-06-01", "--site", str(old / name)]
        )
        assert done.exit_code == 0, done.output
        (old / "releases").mkdir(exist_ok=True)
        for file in (new / "releases").iterdir():
            (old / "releases" / file.name).write_bytes(file.read_bytes())
    told = json.loads((old / "again/data/changes.json").read_bytes())
    assert told["releases"][0]["changes"][0]["what"] == "effect-lowered"
    page = (old / "again/new/index.html").read_text("utf-8")
    assert release.changes[0].zh in page.replace("&#34;", '"')
    assert 'id="release-2025-06-01"' in page
    assert 'id="release-' not in (old / "site/new/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("2025-06-01.json", "<<<<<<< HEAD"),
        ("2025-06-01.json", '{"date":"2025-06-02","since":"2025-01-01","changes":[]}'),
        ("2025-06-01.json", '{"date":"2025-06-01","since":"2025-01-01","changes":[],"x":1}'),
        ("2025-06-01.json", "[" * 100_000),
    ],
)
def test_a_broken_release_is_told_and_everything_else_is_read(
    tmp_path: Path, name: str, text: str
) -> None:
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / name).write_text(text)
    (folder / "2025-05-01.json").write_text(
        '{"date":"2025-05-01","since":"2025-01-01","changes":[]}'
    )
    found, wrong = read_releases(tmp_path)
    assert [release.date for release in found] == ["2025-05-01"]
    (said,) = wrong
    assert said.startswith("releases/2025-06-01.json: ")


def test_a_broken_release_keeps_the_published_site(tmp_path: Path) -> None:
    root = repository(tmp_path)
    assert _built(root, "2025-06-01").exit_code == 0
    before = files(root / "site")
    (root / "releases").mkdir()
    (root / "releases/2025-06-01.json").write_text("{")
    done = _built(root, "2025-06-01")
    assert done.exit_code == 1
    assert "releases/2025-06-01.json" in done.output
    assert files(root / "site") == before


def test_a_new_release_makes_a_standing_site_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Otherwise a file changed a moment ago is taken for one that could change again unseen.
    monkeypatch.setattr(published, "is_settled", lambda *_: True)
    root = repository(tmp_path / "library")
    store = Cache.of(root, tmp_path / "cache")

    def built() -> Built:
        day = AsOf(date(2025, 6, 1), "option")
        return build(root, tmp_path / "site", day, lambda _: None, cache=store)

    assert not built().stood
    assert built().stood
    (root / "releases").mkdir()
    told = Told(
        "stage",
        "阶段由“已结构化”到“已核实”",
        'stage from "structured" to "verified"',
        "alpha-shared-umbrellas",
    )
    release = Release("2025-05-01", "2025-03-01", (told,))
    (root / "releases/2025-05-01.json").write_bytes(release_file(release))
    again = built()
    assert not again.stood
    assert again.pages, again.site_diagnostics
    page = (tmp_path / "site/new/index.html").read_text("utf-8")
    assert 'id="release-2025-05-01"' in page
    assert "阶段由“已结构化”到“已核实”" in page
    assert built().stood
