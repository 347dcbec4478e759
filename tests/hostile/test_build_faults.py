"""What may befall a build, beside what `test_survival.py` lets happen to it; and who proves which fault.

Other people's rows of such faults (`../shared/hostile/build-faults.jsonl`) name a fault each; the
table below says which test lets it happen. A row without a test is an error here.
"""

from __future__ import annotations

import errno
import importlib
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from benchmarks.supply import verdict
from benchmarks.synthetic import library as synthetic

from hostile import figures
from hostile.corpora import EVERY
from hostile.theirs import FOLDER
from replicase import build as building
from replicase import read
from replicase.as_of import AsOf
from replicase.build import Built, build
from replicase.publish import PublishError
from sites import ROOT, files, repository

pytestmark = pytest.mark.slow

DAY = AsOf(date(2026, 11, 22), "option")
CASE = "cases/practices/beta/beta-night-watch.yml"

PROVED: dict[str, tuple[str, ...]] = {
    "B-001": ("test_survival.test_killed_at_any_moment_the_site_is_whole",),
    "B-002": (
        "test_survival.test_when_mkdocs_raises_the_old_site_stays",
        "test_survival.test_a_template_with_a_mistake_is_named_and_the_old_site_stays",
    ),
    "B-003": ("hostile.test_build_faults.test_a_warning_of_the_engine_publishes_nothing",),
    "B-007": ("hostile.test_build_faults.test_a_link_or_a_folder_of_others_is_never_written",),
    "B-008": (
        "hostile.test_build_faults.test_a_link_or_a_folder_of_others_is_never_written",
        "test_publish.test_a_folder_that_is_not_ours_is_never_replaced",
    ),
    "B-009": ("test_survival.test_stopped_politely_it_clears_up_behind_itself",),
    "B-010": (
        "test_survival.test_the_clock_does_not_matter",
        "test_same_bytes.test_built_otherwise_the_bytes_are_the_same",
        "test_same_bytes.test_the_order_of_files_on_the_disk_changes_nothing",
        "test_same_bytes.test_a_strict_mask_still_makes_files_others_may_read",
    ),
    "B-011": ("hostile.test_build_faults.test_without_any_network_the_same_is_built",),
    "B-013": ("hostile.test_build_faults.test_all_that_is_wrong_among_many_is_told_in_one_run",),
    "B-014": ("hostile.test_build_faults.test_a_library_without_a_case_is_not_published",),
    "B-016": (
        "test_verify.test_an_address_once_published_is_missed",
        "hostile.test_build_faults.test_an_address_that_would_be_lost_is_told",
    ),
    "B-017": (
        "hostile.test_build_faults.test_what_goes_while_it_is_read_leaves_the_old_site",
        "hostile.test_build_faults.test_a_disk_that_fails_is_told_with_the_file",
    ),
    "B-018": ("hostile.test_build_faults.test_little_memory_is_enough_or_told",),
    "B-019": ("hostile.test_build_faults.test_an_audit_nobody_answered_is_no_audit",),
}
"""Each of their faults -> the tests that let it happen."""


@pytest.mark.parametrize("name", sorted({name for names in PROVED.values() for name in names}))
def test_the_test_that_proves_a_fault_is_there(name: str) -> None:
    module, _, function = name.rpartition(".")
    assert callable(getattr(importlib.import_module(module), function))


@pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="no shared test data beside the checkout (REPLICASE_SHARED): only our own rows ran",
)
def test_each_of_their_faults_has_a_test() -> None:
    lines = (FOLDER / "build-faults.jsonl").read_text("ascii").splitlines()
    assert {json.loads(line)["id"] for line in lines if line.strip()} == PROVED.keys()


# A small library


def run(
    root: Path, *more: str, before: tuple[str, ...] = (), limit: int = 0
) -> subprocess.CompletedProcess[str]:
    """`replicase build`, in at most so many megabytes of address space where a limit is given."""

    def limited() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_AS, (limit * 2**20,) * 2)

    return subprocess.run(
        [
            *(*before, sys.executable, "-m", "replicase", "build"),
            *("--as-of", "2026-11-22", "--lang", "en", *more),
        ],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = repository(tmp_path_factory.mktemp("faults"))
    assert build(root, root / "site", DAY, lambda _: None).pages
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    """A copy of a published library in which a case has changed since."""
    folder = Path(shutil.copytree(published, tmp_path / "library"))
    case = folder / "cases/practices/alpha/alpha-shared-umbrellas.yml"
    case.write_text(case.read_text().replace("Shared umbrellas", "Our umbrellas", 1))
    return folder


@pytest.fixture(autouse=True)
def _stands(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever happens to a published library here, its site is as it was, and nothing lies beside."""
    if "root" not in request.fixturenames or "published" not in request.fixturenames:
        yield
        return
    root, before = request.getfixturevalue("root"), request.getfixturevalue("published")
    yield
    assert files(root / "site") == files(before / "site")
    beside = {path.name for path in root.iterdir() if path.name.startswith(".site.")}
    assert beside <= {".site.lock"}


def told(done: subprocess.CompletedProcess[str], *words: str, code: int = 1) -> None:
    said = done.stdout + done.stderr
    assert done.returncode == code, said
    assert "Traceback" not in said, said
    for word in words:
        assert word in said, said


def test_a_warning_of_the_engine_publishes_nothing(root: Path) -> None:
    (root / "docs/about.md").write_text("# x\n\n[y](nowhere.md)\n")
    told(run(root), "not published", "'about.md' contains a link 'nowhere.md'")


def test_a_link_or_a_folder_of_others_is_never_written(root: Path) -> None:
    (root / "to-root").symlink_to("/")
    (root / "to-library").symlink_to(root)
    told(run(root, "--site", "to-root"), "is a link to elsewhere", "name the folder it leads to")
    with pytest.raises(PublishError, match="is a link to elsewhere"):
        build(root, root / "to-library", DAY, lambda _: None)
    for folder in (Path("/"), root, root / "docs"):
        with pytest.raises(PublishError, match="did not make and will not replace"):
            build(root, folder, DAY, lambda _: None)
    assert (root / "docs/about.md").is_file()


def test_without_any_network_the_same_is_built(published: Path, tmp_path: Path) -> None:
    alone = ("unshare", "--net")
    if subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no network of one's own may be made here; the browser counts requests")
    told(run(published, "--site", str(tmp_path / "site"), before=alone), "published", code=0)
    assert files(tmp_path / "site") == files(published / "site")


def test_a_library_without_a_case_is_not_published(root: Path) -> None:
    for folder in ("practices", "adoptions"):
        shutil.rmtree(root / "cases" / folder)
    told(run(root), "CASE400", "the library has no case", "is untouched")


def test_an_address_that_would_be_lost_is_told(published: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(published, tmp_path / "lost"))
    (root / CASE).unlink()
    done = build(root, root / "site", DAY, lambda _: None)
    lost = [d for d in done.site_diagnostics if d.code == "CASE509"]
    assert "cases/beta-night-watch/index.html" in {d.file for d in lost}
    assert all("aliases" in d.hint_en for d in lost)


def _gone(*names: str) -> Callable[[Path], None]:
    def go(root: Path) -> None:
        for name in names:
            for path in sorted(root.glob(name)):
                path.unlink()

    return go


@pytest.mark.parametrize(
    "gone",
    [_gone("cases/**/*.jpg"), _gone("docs/about.md"), _gone("mkdocs.yml")],
    ids=["picture", "hand-written page", "shell"],
)
def test_what_goes_while_it_is_read_leaves_the_old_site(
    root: Path, published: Path, gone: Callable[[Path], None]
) -> None:
    def say(step: str) -> None:
        if step == "pages":
            gone(root)

    with pytest.raises((PublishError, OSError)) as refused:
        build(root, root / "site", DAY, say)
    assert str(refused.value)
    assert published.is_dir()


def test_a_disk_that_fails_is_told_with_the_file(
    root: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bytes_of = read._bytes

    def failing(path: str, most: int) -> bytes:
        if path.endswith(CASE):
            raise OSError(errno.EIO, os.strerror(errno.EIO), path)
        return bytes_of(path, most)

    monkeypatch.setattr(read, "_bytes", failing)
    done: Built = building.build(root, root / "site", DAY, lambda _: None)
    assert done.pages == 0
    (wrong,) = [d for d in done.diagnostics if d.file == CASE]
    assert "error" in wrong.en.lower()
    assert wrong.hint_en
    assert published.is_dir()


# A large library


def invented(root: Path, cases: int) -> Path:
    """A library of so many invented cases."""
    repository(root)
    shutil.rmtree(root / "cases")
    for language in ("docs", "docs/en"):
        (root / language / "about.md").write_text("# About\n")
    for given in synthetic(ROOT, cases):
        path = root / given.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(given.data)
    return root


def test_all_that_is_wrong_among_many_is_told_in_one_run(tmp_path: Path) -> None:
    large = invented(tmp_path / "library", 1_000)
    cases = sorted((large / "cases/practices").rglob("*.yml"))
    assert len(cases) >= 1_000
    spoilt = (cases[3], cases[500], cases[-1])
    spoilt[0].write_bytes(spoilt[0].read_bytes().replace(b"\ntitle:", b"\ntitel: x\ntitle:", 1))
    spoilt[1].write_bytes(b"title: [\n")
    spoilt[2].write_bytes(spoilt[2].read_bytes() + b"kimd: \xe2\x80\xae\n")
    done = run(large)
    told(done, "not published")
    assert not (large / "site").exists()
    for path in spoilt:
        assert f"{path.relative_to(large).as_posix()}:" in done.stdout, path


MEMORY = 512
"""Megabytes of address space, of which a good part is the libraries themselves."""


def test_little_memory_is_enough_or_told(tmp_path: Path) -> None:
    """Forty cases; a thousand with REPLICASE_EVERY=1, which take more than a minute."""
    count = 1_000 if EVERY else 40
    library = invented(tmp_path / "library", count)
    told(run(library, "--jobs", "1", limit=MEMORY), "published", code=0)
    figures.say(f"{count} cases built in {MEMORY} MB of address space")
    shutil.rmtree(library / "site")
    told(
        run(library, "--jobs", "1", limit=160),
        *("short of memory", "close other programs"),
        code=3,
    )
    assert not (library / "site").exists()


def test_an_audit_nobody_answered_is_no_audit(capsys: pytest.CaptureFixture[str]) -> None:
    unanswered = "ERROR:pip_audit._cli: Dependency not found on PyPI and could not be audited"
    assert verdict("pip-audit", 1, unanswered, r"Found \d+ known vuln") == 2
    assert "NOT AUDITED" in capsys.readouterr().out
    assert verdict("pip-audit", 1, "Found 2 known vulnerabilities", r"Found \d+ known vuln") == 1
    assert verdict("pip-audit", 0, "No known vulnerabilities", r"Found \d+ known vuln") == 0
