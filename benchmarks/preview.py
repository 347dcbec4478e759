"""How long a preview takes: `python -m benchmarks.preview --cases 1000 10000`.

`replicase serve` is started on a synthetic library; measured are the seconds until it answers, until
it shows the page of a case, and its home page, and from saving a case until its page shows it. The
table is printed, and written to a file with `--results`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.report import machine, machine_in_words, table
from benchmarks.run import positive, write_synthetic
from benchmarks.synthetic import SEED
from benchmarks.synthetic_case import AS_OF

LONGEST = 180.0
SAVES = 7


@dataclass(frozen=True, slots=True)
class Started:
    """A preview that answers, and how long its beginning took."""

    url: str
    answers: float
    """Seconds from the command until it answers."""
    began: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one library; seconds."""

    cases: int
    answers: float
    """Until it answers at all."""
    case: float
    """Until the page of a case is shown."""
    home: float
    """Until the home page is, for which every file is read."""
    saved: float
    """From saving a case until its page shows it; median."""
    saved_slowest: float
    work: float
    """What the preview says it worked on that; median."""
    again: float
    """Until an unchanged page is sent once more; median."""


@contextmanager
def preview(root: Path, *arguments: str) -> Iterator[tuple[Started, list[str]]]:
    """Start `replicase serve` on a library; yields where it answers, and the lines it says."""
    began = time.monotonic()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "replicase", "serve", "--root", str(root), "--port", "0"),
            *("--as-of", AS_OF, "--lang", "en", *arguments),
        ],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said: list[str] = []
    url = ""
    try:
        for line in process.stderr:
            said.append(line.rstrip())
            if found := re.search(r"http://\S+", line):
                url = found[0]
                break
        if not url:
            raise RuntimeError("the preview ended: " + "\n".join(said))
        answers = time.monotonic() - began
        stderr = process.stderr
        threading.Thread(
            target=lambda: said.extend(line.rstrip() for line in stderr), daemon=True
        ).start()
        yield Started(url, answers, began), said
    finally:
        process.terminate()
        process.wait(20)


def until(url: str, is_there: Callable[[str], bool]) -> float:
    """Ask for a page until it shows something; returns when it did, by the monotonic clock."""
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=LONGEST) as answer:
                if is_there(answer.read().decode()):
                    return time.monotonic()
        except urllib.error.HTTPError as error:
            error.close()
        time.sleep(0.005)
    raise TimeoutError(f"{url} shows nothing new for {LONGEST} s")


def first_page(root: Path, case_id: str) -> tuple[float, float, float]:
    """Seconds until a preview of a library answers, shows a case, and shows its home page."""
    with preview(root) as (started, _):
        case = until(f"{started.url}cases/{case_id}/", lambda html: "<h1" in html)
        home = until(started.url, lambda html: "</html>" in html)
    return started.answers, case - started.began, home - started.began


def save_to_page(url: str, file: Path, mark: str) -> float:
    """Seconds from saving a case, its Chinese title changed, until its page shows that."""
    text = file.read_text("utf-8")
    changed, count = re.subn(
        r"(?m)^(title:.*?zh: *[\"']?)", rf"\g<1>{mark}", text, count=1, flags=re.DOTALL
    )
    if not count:
        raise ValueError(f"{file} has no title")
    began = time.monotonic()
    file.write_text(changed, "utf-8")
    return until(f"{url}cases/{file.stem}/", lambda html: mark in html) - began


def measured(root: Path, cases: int) -> Figures:
    """Measure one library."""
    files = sorted((root / "cases" / "practices").rglob("*.yml"))
    file = files[len(files) // 2]
    answers, case, home = first_page(root, files[3].stem)
    with preview(root) as (started, said):
        until(started.url, lambda html: "</html>" in html)
        until(f"{started.url}cases/{file.stem}/", lambda html: "</html>" in html)
        saved = []
        for turn in range(SAVES):
            time.sleep(1.0)  # as long as somebody looks at it at least
            saved.append(save_to_page(started.url, file, f"改{turn}稿"))
        time.sleep(1.0)
        again = []
        for _ in range(SAVES):
            began = time.monotonic()
            again.append(until(f"{started.url}cases/{file.stem}/", bool) - began)
        told = [float(m[1]) for line in said if (m := re.search(r"\.yml \(([\d.]+) s", line))]
    return Figures(
        cases, answers, case, home, median(saved), max(saved), median(told), median(again)
    )


def page_of(found: Sequence[Figures], load: float) -> str:
    """The figures as a page in both languages."""
    head = ["", *(f"{f.cases:,}" for f in found)]
    lines: tuple[tuple[str, Callable[[Figures], float]], ...] = (
        ("能打开 / Answers", lambda f: f.answers),
        ("显示一个案例 / First page of a case", lambda f: f.case),
        ("显示首页（读完全部）/ Home page, all read", lambda f: f.home),
        ("存盘到看见（中位数）/ Saved case is seen, median", lambda f: f.saved),
        ("存盘到看见（最慢）/ Saved case is seen, slowest", lambda f: f.saved_slowest),
        ("其中预览的计算 / Of that, work of the preview", lambda f: f.work),
        ("再取同一页 / The same page once more", lambda f: f.again),
    )
    rows = [[name, *(f"{of(f):.3f} s" for f in found)] for name, of in lines]
    return f"""\
# 预览要多久 / How long a preview takes

合成案例库；`replicase serve` 从命令开始算。 Synthetic cases; times from the command `replicase serve`.

{table(head, rows)}

{machine_in_words(machine(load))}
"""


def main() -> int:
    """Measure, print the table, and write it where asked."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.preview", description="Measure `replicase serve`."
    )
    parser.add_argument("--cases", type=positive, nargs="+", default=[1000, 10_000])
    parser.add_argument(
        "--library", type=Path, nargs="+", default=[], help="synthetic libraries that are there"
    )
    parser.add_argument("--results", type=Path, help="a file to write the page to")
    given = parser.parse_args()
    load = os.getloadavg()[0]
    found = []
    with tempfile.TemporaryDirectory(prefix="replicase-bench-") as name:
        libraries: list[Path] = []
        for number, there in enumerate(given.library):
            libraries.append(Path(name) / f"copy-{number}")
            for part in ("cases", "docs"):
                shutil.copytree(there / part, libraries[-1] / part)
            shutil.copy(there / "mkdocs.yml", libraries[-1])
        for cases in () if libraries else given.cases:
            libraries.append(Path(name) / str(cases))
            write_synthetic(libraries[-1], cases, SEED)
        for library in libraries:
            count = sum(1 for _ in (library / "cases" / "practices").rglob("*.yml"))
            found.append(measured(library, count))
    text = page_of(found, load)
    if given.results:
        given.results.write_text(text, "utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
