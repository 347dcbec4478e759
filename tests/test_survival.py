"""Whatever befalls a build, the published folder is the complete old site or the complete new one.

Every try changes the library, runs `replicase build` as its keeper does, and lets something happen to
it; then the folder is compared, file by file, with the two sites it may be.
"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from hostile import figures
from replicase.cli.build import stoppable
from replicase.publish import previous
from replicase.spare import spare
from sites import repository

pytestmark = pytest.mark.slow

CASE = "cases/practices/alpha/alpha-shared-umbrellas.yml"
KILLS = int(os.environ.get("REPLICASE_KILLS", "50"))
AS_ROOT = os.geteuid() == 0


def manifest(site: Path) -> str:
    """One hash of every file's name and bytes."""
    told = hashlib.sha256()
    for path in sorted(site.rglob("*")):
        if path.is_file():
            told.update(path.relative_to(site).as_posix().encode() + b"\0")
            told.update(hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest()


def command(site: Path, *more: str) -> list[str]:
    day = ["--as-of", "2026-11-22", "--lang", "en"]
    return [sys.executable, "-m", "replicase", "build", "--site", str(site), *day, *more]


def run(
    root: Path,
    site: Path,
    *more: str,
    env: dict[str, str] | None = None,
    preexec: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(site, *more),
        cwd=root,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=preexec,
    )


def beside(site: Path) -> list[str]:
    """What lies beside a site that should not."""
    kept = {site.name, f".{site.name}.lock", previous(site).name, spare(site).name, "library"}
    return sorted(p.name for p in site.parent.iterdir() if p.name not in kept)


class Two:
    """A published site and what the next build of its library makes of it."""

    def __init__(self, folder: Path) -> None:
        self.root = repository(folder / "library")
        self.site = folder / "site"
        assert run(self.root, self.site).returncode == 0
        self.old = manifest(self.site)
        case = self.root / CASE
        case.write_text(
            case.read_text().replace("Shared umbrellas", "Umbrellas that are shared", 1)
        )
        shutil.copytree(folder, folder.with_name(f"{folder.name}-new"))
        new = folder.with_name(f"{folder.name}-new")
        done = run(new / "library", new / "site")
        assert done.returncode == 0, done.stderr
        self.new = manifest(new / "site")
        assert self.old != self.new

    def is_old(self) -> bool:
        return manifest(self.site) == self.old

    def is_whole(self) -> bool:
        return manifest(self.site) in (self.old, self.new)

    def next_run_is_well(self) -> None:
        done = run(self.root, self.site)
        assert done.returncode == 0, done.stderr
        assert manifest(self.site) == self.new
        assert beside(self.site) == []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Two:
    return Two(tmp_path_factory.mktemp("survival") / "a")


@pytest.fixture
def two(made: Two, tmp_path: Path) -> Two:
    """A copy of the two, to spoil."""
    folder = tmp_path / "a"
    shutil.copytree(made.site.parent, folder)
    copy = object.__new__(Two)
    copy.root, copy.site, copy.old, copy.new = (
        folder / "library",
        folder / "site",
        made.old,
        made.new,
    )
    return copy


def told(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """The build ended with a code, in plain words and without a traceback."""
    said = done.stdout + done.stderr
    assert done.returncode == code, said
    assert "Traceback" not in said, said
    for word in words:
        assert word in said, said


# Ended from outside


def test_killed_at_any_moment_the_site_is_whole(two: Two) -> None:
    began = time.monotonic()
    assert run(two.root, two.site).returncode == 0
    takes = time.monotonic() - began
    moments = random.Random(20261127)
    seen = {"old": 0, "new": 0}
    case = two.root / CASE
    texts = [
        case.read_text().replace("that are shared", word, 1) for word in ("of all", "we share")
    ]
    sites: list[str] = []
    for text in texts:
        case.write_text(text)
        assert run(two.root, two.site).returncode == 0
        sites.append(manifest(two.site))
    everything = {*sites, two.old, two.new}
    cache = {**os.environ, "REPLICASE_CACHE": str(two.site.parent / "library/cache")}
    for number in range(KILLS):
        before = manifest(two.site)
        case.write_text(texts[0] if before == sites[1] else texts[1])
        build = subprocess.Popen(
            command(two.site),
            cwd=two.root,
            # Half of them take from the published site, file by file, what has not changed.
            env=cache if number % 2 else None,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert build.stderr
        # Every third of them late; every ninth once the folders have changed places, when the old
        # site becomes the release before.
        if number % 3:
            time.sleep(moments.uniform(0, takes))
        else:
            while "publishing" not in (line := build.stderr.readline()):
                assert line, "it ended before it published"
            old = two.site.stat().st_ino
            while number % 9 == 0 and build.poll() is None and two.site.stat().st_ino == old:
                pass
            time.sleep(moments.uniform(0, 0.01 if number % 9 == 0 else 0.1))
        with suppress(ProcessLookupError):
            os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        after = manifest(two.site)
        assert after in sites, f"torn at try {number}"
        assert manifest(previous(two.site)) in everything, f"the release before: torn at {number}"
        seen["old" if after == before else "new"] += 1
    assert run(two.root, two.site).returncode == 0
    assert beside(two.site) == []
    last, kept = manifest(two.site), manifest(previous(two.site))
    assert kept in sites
    figures.say(
        f"killed {KILLS} times: {seen['old']} left the old site, {seen['new']} the new, 0 torn"
    )
    assert seen["old"] > KILLS // 4
    assert seen["new"] > 0
    # Whatever was killed, the release before comes back, and once more.
    for expected in (kept, last):
        rollback = [sys.executable, "-m", "replicase", "rollback", "--site", str(two.site)]
        assert subprocess.run(rollback, cwd=two.root, check=False).returncode == 0
        assert manifest(two.site) == expected


def test_killed_with_documents_the_site_is_whole(two: Two) -> None:
    """Word, PDF and Excel are made beside the site, then moved into it."""
    alone = run(two.root, two.site, "--documents")
    assert alone.returncode == 0, alone.stdout + alone.stderr
    whole = manifest(two.site)
    case = two.root / CASE
    case.write_text(case.read_text().replace("that are shared", "of all", 1))
    moments = random.Random(7)
    for step in ("checking", "making Word", "making pages", "publishing"):
        build = subprocess.Popen(
            command(two.site, "--documents"),
            cwd=two.root,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert build.stderr
        while step not in (line := build.stderr.readline()):
            assert line, f"it ended before {step}"
        time.sleep(moments.uniform(0, 0.05))
        with suppress(ProcessLookupError):
            os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        if step != "publishing":
            assert manifest(two.site) == whole, step
    assert run(two.root, two.site, "--documents").returncode == 0
    assert beside(two.site) == []
    assert manifest(previous(two.site)) == whole
    assert list(two.site.rglob("*.docx"))


def test_stopped_where_python_passes_nothing_on_it_says_no_more(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A signal may come within a destructor, out of which nothing is raised."""

    class Going:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    with stoppable() as stopped:
        Going()
    assert stopped == [signal.SIGINT]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_politely_it_clears_up_behind_itself(two: Two, sign: int, code: int) -> None:
    build = subprocess.Popen(command(two.site), cwd=two.root, stderr=subprocess.PIPE, text=True)
    assert build.stderr
    for line in build.stderr:
        if "making pages" in line:
            break
    build.send_signal(sign)
    said = build.communicate(timeout=60)[1]
    assert build.returncode == code, said
    assert "Traceback" not in said
    assert "stopped" in said
    assert two.is_old()
    assert beside(two.site) == []


def test_two_builds_at_once_make_one_site(two: Two) -> None:
    builds = [
        subprocess.Popen(command(two.site), cwd=two.root, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [build.communicate(timeout=120)[1] for build in builds]
    codes = sorted(build.returncode for build in builds)
    assert codes in ([0, 0], [0, 1]), said
    if codes == [0, 1]:
        assert any("another build is writing" in words for words in said)
    assert manifest(two.site) == two.new
    assert beside(two.site) == []


# What the system refuses


def test_a_file_that_may_not_grow_leaves_the_old_site(two: Two) -> None:
    def little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    told(run(two.root, two.site, preexec=little), 1, "not published", "File too large")
    assert two.is_old()
    assert beside(two.site) == []
    two.next_run_is_well()


@pytest.fixture
def small_disk(two: Two, tmp_path: Path) -> Iterator[Two]:
    """The site on a disk with room for it, and for little more."""
    if not AS_ROOT:
        pytest.skip("only root makes a small disk; the test of files that may not grow did run")
    disk = tmp_path / "disk"
    disk.mkdir()
    size = sum(-(-p.stat().st_size // 4096) * 4096 for p in two.site.rglob("*"))
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={int(size * 1.3)}", "tmpfs", str(disk)], check=False
    )
    if done.returncode:
        pytest.skip("no disk may be mounted here; the test of files that may not grow did run")
    shutil.copytree(two.site, disk / "site")
    two.site = disk / "site"
    yield two
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_leaves_the_old_site(small_disk: Two) -> None:
    told(
        run(small_disk.root, small_disk.site),
        1,
        "not published",
        "No space left",
        "free some space",
    )
    assert small_disk.is_old()
    assert beside(small_disk.site) == []


def test_a_target_that_may_only_be_read_is_told(two: Two, tmp_path: Path) -> None:
    if not AS_ROOT:
        two.site.parent.chmod(0o555)
        done = run(two.root, two.site)
        two.site.parent.chmod(0o755)
    else:
        disk = tmp_path / "disk"
        disk.mkdir()
        mounted = ["mount", "--bind", str(two.site.parent), str(disk)]
        if subprocess.run(mounted, check=False).returncode:
            pytest.skip("root may write anywhere, and nothing may be mounted here")
        subprocess.run(["mount", "-o", "remount,ro,bind", str(disk)], check=True)
        done = run(two.root, disk / "site")
        subprocess.run(["umount", "-l", str(disk)], check=True)
    told(done, 1, "not published: cannot write", "name another folder")
    assert two.is_old()


# What goes wrong inside


@pytest.mark.parametrize(
    "mistake", ["{{ nothing.at.all }}{% endblock %}", "{% if %}{% endblock %}"]
)
def test_a_template_with_a_mistake_is_named_and_the_old_site_stays(two: Two, mistake: str) -> None:
    custom = two.root / "theme"
    custom.mkdir()
    start = '{% extends "base.html" %}\n{% block container %}\n'
    (custom / "main.html").write_text(start + mistake)
    config = two.root / "mkdocs.yml"
    config.write_text(config.read_text().replace("font: false}", "font: false, custom_dir: theme}"))
    done = run(two.root, two.site)
    told(done, 1, "not published: the template", "main.html:3 has a mistake", "build again")
    assert two.is_old()
    assert beside(two.site) == []
    config.write_text(config.read_text().replace(", custom_dir: theme", ""))
    two.next_run_is_well()


def test_when_mkdocs_raises_the_old_site_stays(two: Two) -> None:
    hook = two.root / "hook.py"
    hook.write_text("def on_post_page(output, **_):\n    raise RuntimeError('a hook fell')\n")
    config = two.root / "mkdocs.yml"
    config.write_text(config.read_text() + "hooks: [hook.py]\n")
    told(run(two.root, two.site), 3, "a hook fell", "REPLICASE_DEBUG=1")
    assert two.is_old()
    assert beside(two.site) == []
    config.write_text(config.read_text().replace("hooks: [hook.py]\n", ""))
    two.next_run_is_well()


def test_when_a_worker_is_killed_the_old_site_stays(two: Two) -> None:
    hook = two.root / "hook.py"
    hook.write_text(
        "import os, signal\nfrom replicase import writing\nparent = os.getpid()\nreal = writing._done\n"
        "def done(work):\n"
        "    if os.getpid() != parent: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return real(work)\n"
        "writing._done = done\n"
    )
    config = two.root / "mkdocs.yml"
    config.write_text(config.read_text() + "hooks: [hook.py]\n")
    told(run(two.root, two.site, "--jobs", "2"), 3, "short of memory", "--jobs 1")
    assert two.is_old()
    assert beside(two.site) == []


# Clocks and caches


@pytest.mark.parametrize("year", [1975, 2035])
def test_the_clock_does_not_matter(two: Two, year: int) -> None:
    """Records, site and cache of another time than now, as when a clock was set back."""
    moment = time.mktime((year, 1, 2, 3, 4, 5, 0, 0, 0))
    for folder in (two.root, two.site):
        for path in folder.rglob("*"):
            os.utime(path, (moment, moment))
    two.next_run_is_well()


def test_a_spoilt_cache_is_no_cache(two: Two, tmp_path: Path) -> None:
    cache = {"REPLICASE_CACHE": str(tmp_path / "cache")}
    assert run(two.root, two.site, env=cache).returncode == 0
    chance = random.Random(7)
    for _ in range(8):
        files = [p for p in (tmp_path / "cache").rglob("*") if p.is_file()]
        for file in files:
            data = bytearray(file.read_bytes())
            for _ in range(chance.choice((1, 50))):
                data[chance.randrange(len(data))] = chance.randrange(256)
            file.write_bytes(data[: chance.choice((len(data), len(data) // 2))])
        done = run(two.root, two.site, env=cache)
        told(done, 0, "published")
        assert manifest(two.site) == two.new
    assert not beside(two.site)
