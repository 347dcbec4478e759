"""What data, feeds, cards and documents cost: `python -m benchmarks.taking --cases 10000`.

A synthetic library is built in one process as `replicase build` does, and the same files of data and
feeds are made once more by themselves; told is the CPU time of both. Cards and documents are drawn and
set for some of its cases, since nobody waits for all of them: they are made where they are asked for,
and kept. The table is printed, and written to a file with `--results`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.measure import measure
from benchmarks.report import machine, machine_in_words, table
from benchmarks.run import positive, write_synthetic
from benchmarks.synthetic import SEED
from benchmarks.synthetic_case import AS_OF
from replicase import documents, exports, history
from replicase.documents.pdf import CannotPrintError, ready
from replicase.grades import grades_of
from replicase.library import Library
from replicase.load import load
from replicase.pages.feeds import feed_file, feeds
from replicase.pages.site import Site
from replicase.read import read_library
from replicase.social.cards import Cards
from replicase.social.fonts import typeface

SHARE = 0.10
"""Of the build, what data and feeds may take."""
TRIED = 30
"""Cases whose cards and documents are made."""

Rows = list[tuple[str, str]]


def spent(work: Iterable[Callable[[], object]]) -> float:
    """Seconds of CPU this process needs for some work."""
    began = time.process_time()
    for make in work:
        make()
    return time.process_time() - began


def build_of(library: Path, work: Path) -> float:
    """Seconds of CPU of a first build, by one process."""
    command = [
        *(sys.executable, "-m", "replicase", "build", "--root", str(library), "--no-cache"),
        *("--as-of", AS_OF, "--jobs", "1", "--site", str(work / "site")),
    ]
    used = measure(command, work, work / "build.log", {**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    if used.exit_code:
        sys.exit((work / "build.log").read_text("utf-8", "replace"))
    return used.cpu_seconds


def data_and_feeds(library: Library, day: date) -> tuple[float, float]:
    """Seconds of CPU for everything below `data/`, and for the feeds."""
    for case in library.cases:
        # What a build knows of every case by then.
        grades_of(library, case, day)
        library.adoptions_of(case)
    data = spent(
        (
            *exports.files(library, day),
            *exports.schemas(library),
            *exports.records(library, day),
            *history.files(library, (), day),
        )
    )
    site = Site(as_of=day)
    made = spent(lambda feed=feed: feed_file(feed, "") for feed in feeds(library, site))  # type: ignore[misc]
    return data, made


def of_cases(library: Library, day: date) -> Rows:
    """What a card and each kind of document take, of some cases."""
    site, rows = Site(as_of=day), []
    if face := typeface():
        planned = [p for p in Cards(library, site, face).planned() if p.about][: TRIED * 2]
        times = [spent([card.make]) for card in planned]
        rows.append(("分享卡片 / Social card", _each(times)))
    chosen = documents.Chosen(library, site, library.cases[:TRIED], ())
    try:
        ready()
        forms: tuple[documents.Form, ...] = ("docx", "pdf")
    except CannotPrintError:
        forms = ("docx",)
    for kind in ("brief", "case", "essay", "plan"):
        for form in forms:
            wanted = list(documents.tasks(chosen, ("zh",), (kind,), (form,)))
            times = [spent([lambda task=task: task.content()[1]()]) for task in wanted]  # type: ignore[misc]
            rows.append((f"`{kind}.{form}`", _each(times)))
    return rows


def _each(times: list[float]) -> str:
    return f"{median(times) * 1000:.0f} ms; {max(times) * 1000:.0f} ms"


def page_of(cases: int, whole: float, data: float, made: float, each: Rows, load: float) -> str:
    """The figures as a page in both languages."""
    shares = table(
        ("CPU", "s", "÷"),
        [
            ("整个网站 / The whole site", f"{whole:.1f}", "100 %"),
            ("`data/`", f"{data:.1f}", f"{data / whole:.1%}"),
            ("`feeds/`", f"{made:.1f}", f"{made / whole:.1%}"),
        ],
    )
    verdict = "✓" if data + made <= SHARE * whole else "✗"
    return f"""\
# 数据、订阅、卡片和文件要多久 / What data, feeds, cards and documents take

由 `python -m benchmarks.taking --cases {cases}` 写出；案例是合成的，一个进程，不用缓存。

Written by `python -m benchmarks.taking --cases {cases}`; synthetic cases, one process, no cache.

## {cases:,} 个案例的网站 / A site of {cases:,} cases

{shares}

数据和订阅占 {(data + made) / whole:.1%}，上限 {SHARE:.0%} {verdict} ／ Data and feeds are {(data + made) / whole:.1%}; the limit is {SHARE:.0%} {verdict}

## 每个案例：中位数；最慢 / Each case: median; slowest

{table(("CPU", "中文一份 / One in Chinese"), each)}

只在要的时候做，没有改过的不重做。 Made where they are asked for, and not again while nothing has changed.

{machine_in_words(machine(load))}
"""


def main() -> int:
    """Measure, print the table, and write it where asked."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.taking", description="Measure data, feeds, cards, documents."
    )
    parser.add_argument("--cases", type=positive, default=10_000)
    parser.add_argument("--library", type=Path, help="a synthetic library that is there")
    parser.add_argument("--results", type=Path, help="a file to write the page to")
    given = parser.parse_args()
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="replicase-bench-") as name:
        work = Path(name)
        root = given.library or work / "library"
        if not given.library:
            write_synthetic(root, given.cases, SEED)
        whole = build_of(root, work)
        library, _ = load(read_library(root)[0])
        day = date.fromisoformat(AS_OF)
        data, made = data_and_feeds(library, day)
        each = of_cases(library, day)
    text = page_of(len(library.cases), whole, data, made, each, load_before)
    if given.results:
        given.results.write_text(text, "utf-8")
    print(text)
    return 0 if data + made <= SHARE * whole else 1


if __name__ == "__main__":
    sys.exit(main())
