"""One run measures all side by side: `python benchmarks/run.py --cases 100 1000 --runs 3`.

The same synthetic library becomes a site with each tool in turn (A B C A B C …), so that whatever
else the machine does is shared among them; of the runs the median counts. There is no timed test:
a number is worth what the machine it was taken on was worth at that moment.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __package__ in (None, ""):
    # Started as a file: the folder of the package is not on the path.
    sys.path.insert(0, str(ROOT))

from benchmarks.contenders import (  # noqa: E402
    OURS,
    PEER_KEYS,
    Again,
    Contender,
    Folders,
    agains,
    contenders,
)
from benchmarks.measure import Usage, measure  # noqa: E402
from benchmarks.pages import addresses  # noqa: E402
from benchmarks.report import Made, Report, Run, machine, write  # noqa: E402
from benchmarks.synthetic import NAME, SEED  # noqa: E402
from benchmarks.synthetic_case import AS_OF  # noqa: E402
from replicase.folders import CASE_FOLDER  # noqa: E402


class BenchmarkError(Exception):
    """Why there is no result."""


def main() -> int:
    """Measure, print the tables and write them to the results folder."""
    given = _arguments()
    for cases in given.cases:
        keep = given.keep / str(cases) if given.keep and len(given.cases) > 1 else given.keep
        try:
            with _workplace(keep) as work:
                report = run(work, cases, given.runs, given.seed, given.only)
                # Before the workplace is cleared away, which takes a while.
                print(write(report, given.results))
                say(f"written to {given.results}")
        except BenchmarkError as error:
            say(f"no result: {error}")
            return 1
    return 0


def run(
    work: Path, cases: int, runs: int, seed: int, only: Collection[str] | None = None
) -> Report:
    """Write the input of every tool, then let them take turns: our own, and its peers or `only` some."""
    if not hasattr(os, "wait4"):
        raise BenchmarkError(
            "this system does not tell what a process used; run it on Linux or macOS"
        )
    folders = Folders(work / "library", work / "mkdocs", work / "hugo", work / "eleventy")
    write_synthetic(folders.library, cases, seed)
    pages = _write_peers(folders, work / "ours")
    found = tuple(c for c in contenders(folders) if only is None or c.key == OURS or c.key in only)
    for contender in found:
        if contender.version is None:
            say(f"missing: {contender.name} is not installed and is not measured")
    there = [contender for contender in found if contender.version is not None]
    seen = agains(folders, work / "again" / "site")
    load = os.getloadavg()[0]
    measured: dict[str, list[Run]] = {contender.key: [] for contender in there}
    measured_again: dict[str, list[Usage]] = {}
    for turn in range(1, runs + 1):
        for contender in there:
            one = _once(contender, work, work / "out" / f"{contender.key}-{turn}", pages)
            measured[contender.key].append(one)
            say(f"[{turn}/{runs}] {contender.name}: {one.usage.wall_seconds:.1f} s")
        for again in seen:
            usage = _again(again, folders, work, turn)
            measured_again.setdefault(again.key, []).append(usage)
            say(f"[{turn}/{runs}] {again.name}: {usage.wall_seconds:.2f} s")
    return Report(
        cases=cases,
        runs=runs,
        seed=seed,
        library=made_in(folders.library / "cases", "*.yml"),
        machine=machine(load),
        contenders=found,
        measured={key: tuple(values) for key, values in measured.items()},
        again=tuple((again, tuple(measured_again[again.key])) for again in seen),
    )


def write_synthetic(folder: Path, cases: int, seed: int) -> None:
    """Write a library in a process of its own: what that needed is not in anybody's memory."""
    say(f"writing {cases} synthetic cases")
    _python(
        "benchmarks.synthetic",
        *("--cases", str(cases), "--seed", str(seed), "--folder", str(folder)),
    )


def _write_peers(folders: Folders, site: Path) -> int:
    """Build our site once and write its pages for the peers; says how many there are."""
    say("building the site the peers get the same pages of")
    _python(
        "replicase",
        "build",
        *("--root", str(folders.library), "--as-of", AS_OF, "--site", str(site)),
    )
    say("writing the same pages for the others")
    _python(
        "benchmarks.peers",
        *("--site", str(site), "--name", NAME.zh),
        *("--mkdocs", str(folders.mkdocs), "--hugo", str(folders.hugo)),
        *("--eleventy", str(folders.eleventy)),
    )
    return len(addresses(site))


def _python(module: str, *arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, check=False)
    if done.returncode:
        raise BenchmarkError(f"{module} ended with {done.returncode}")


def _once(contender: Contender, work: Path, out: Path, pages: int) -> Run:
    """Build the site once into a new folder; a site without all its pages is no result.

    What was built before stays until the end: a file system looks long for room among files that
    were deleted a moment ago, at the cost of whoever comes next.
    """
    site = out / "site"
    out.mkdir(parents=True)
    # What the one before wrote must not be flushed at the cost of this one.
    os.sync()
    log = work / f"{contender.key}.log"
    command = (*contender.command, str(site))
    # Nobody has anything from the run before: what our own build keeps goes elsewhere every time.
    usage = _measured(command, contender.folder or work, log, _environment(work, out.name))
    made = len(addresses(site))
    # Hugo makes a page of every folder besides.
    if made < pages:
        raise BenchmarkError(f"{contender.name} made {made} pages, not {pages}")
    return Run(usage, made_in(site, "*.html"))


def _again(again: Again, folders: Folders, work: Path, turn: int) -> Usage:
    """Look at the library again, or build its site again, after a case has changed or nothing has."""
    log, environment = work / f"{again.key}.log", _environment(work, "again")
    _measured(again.command, work, log, environment)  # so that just one thing has changed since
    if again.changes:
        case = sorted((folders.library / CASE_FOLDER).rglob("*.yml"))[turn]
        text = case.read_text("utf-8")
        case.write_text(_FIRST_WORD.sub(r"\1又", text, count=1), "utf-8")
    # A file that was changed a moment ago may change again: what is known of it counts later.
    time.sleep(SETTLED)
    os.sync()
    return _measured(again.command, work, log, environment)


SETTLED = 2.5
_FIRST_WORD = re.compile(r"^(title:\s*(?:\{?\s*zh:\s*)?)", re.MULTILINE)
"""What stands before the first word of a case's title."""


def _environment(work: Path, cache: str) -> dict[str, str]:
    return {
        "NO_MKDOCS_2_WARNING": "1",
        "HUGO_CACHEDIR": str(work / "hugo-cache"),
        "REPLICASE_CACHE": str(work / "caches" / cache),
        # As it is installed, whoever measures: compiled the first time.
        "PYTHONDONTWRITEBYTECODE": "",
    }


def _measured(
    command: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str]
) -> Usage:
    usage = measure(command, folder, log, environment)
    if usage.exit_code:
        told = log.read_text("utf-8", "replace")[-2000:]
        raise BenchmarkError(f"{' '.join(command)} ended with {usage.exit_code}:\n{told}")
    return usage


def made_in(folder: Path, pattern: str) -> Made:
    """Count what lies in a folder; pages are files whose name matches."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return Made(
        total_bytes=sum(path.stat().st_size for path in files),
        files=len(files),
        pages=sum(path.match(pattern) for path in files),
    )


@contextmanager
def _workplace(keep: Path | None) -> Iterator[Path]:
    """A new folder, or the one to keep, which must be empty: what lies there is not ours to delete."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="replicase-bench-") as name:
            yield Path(name)
        return
    folder = keep.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise BenchmarkError(f"{keep} is not empty")
    yield folder


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python benchmarks/run.py", description="Measure the build beside its peers."
    )
    parser.add_argument(
        "--cases",
        type=positive,
        nargs="+",
        metavar="N",
        default=[100, 1000],
        help="cases in the library, for one library or several, one after the other; with the slow "
        "peers 10000 takes an hour (default: 100 1000)",
    )
    parser.add_argument("--runs", type=positive, default=3, help="runs of each tool")
    parser.add_argument("--seed", type=int, default=SEED, help="what the cases are drawn from")
    parser.add_argument(
        "--only",
        nargs="*",
        metavar="PEER",
        choices=PEER_KEYS,
        help=f"measure these peers alone: {', '.join(PEER_KEYS)}; without one, ours alone",
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="leave inputs, logs and the last site in this empty folder",
    )
    parser.add_argument(
        "--results",
        type=Path,
        metavar="FOLDER",
        default=ROOT / "docs" / "benchmarks",
        help="where results.json and README.md go; what they hold of other sizes stays",
    )
    return parser.parse_args()


def positive(text: str) -> int:
    """Read a number of one or more from the command line."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def say(line: str) -> None:
    """Tell whoever waits, beside the result."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
