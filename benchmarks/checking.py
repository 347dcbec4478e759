"""How long `replicase check` takes: `python -m benchmarks.checking --cases 10000 --runs 3`.

A synthetic library is checked without a cache, with one that is empty, with nothing changed since,
and with one case changed. Writes `check.md` and `check.json` into the folder of results.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.measure import Usage, measure
from benchmarks.report import MIB, Made, machine, machine_in_words, table
from benchmarks.run import BenchmarkError, made_in, positive, say, write_synthetic
from benchmarks.synthetic import SEED
from benchmarks.synthetic_case import AS_OF
from benchmarks.words import Pair

ROOT = Path(__file__).resolve().parent.parent
SETTLED_SECONDS = 2.5
COMMAND = ("-m", "replicase", "check", "--as-of", AS_OF, "--lang", "en")


@dataclass(frozen=True, slots=True)
class Question:
    """One way to ask for a check."""

    key: str
    name: Pair
    before: Callable[[], object]
    """What is done to the library or the cache first; it is not timed."""
    arguments: tuple[str, ...] = ()


def main() -> int:
    """Measure, print the table and write it to the results folder."""
    given = _arguments()
    try:
        with tempfile.TemporaryDirectory(prefix="replicase-bench-") as name:
            text, found = _run(Path(name), given.cases, given.runs)
    except BenchmarkError as error:
        say(f"no result: {error}")
        return 1
    given.results.mkdir(parents=True, exist_ok=True)
    (given.results / "check.md").write_text(text, "utf-8")
    written = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    (given.results / "check.json").write_text(written, "utf-8")
    print(text)
    return 0


def _run(work: Path, cases: int, runs: int) -> tuple[str, dict[str, object]]:
    library, cache, real = work / "library", work / "cache", work / "real"
    write_synthetic(library, cases, SEED)
    # Cases alone: adoptions are a seventh as long, and every record here is to be a long one.
    shutil.rmtree(library / "cases" / "adoptions")
    for name in ("cases", "docs"):
        shutil.copytree(ROOT / name, real / name)
    shutil.copy(ROOT / "mkdocs.yml", real)
    load = os.getloadavg()[0]
    records = made_in(library / "cases", "*.yml")
    _age(library)
    _age(real)
    changed, one = next(_case_files(library)), next(_case_files(real))

    here, there = ("--root", str(library)), ("--root", str(real), str(one))
    homes = {str(library): cache, str(real): work / "cache-of-the-real"}
    asked = [sys.executable, *COMMAND, *there]
    measure(asked, work, work / "log", {"REPLICASE_CACHE": str(homes[str(real)])})

    def forget() -> None:
        shutil.rmtree(cache, ignore_errors=True)

    def change(case: Path) -> None:
        with case.open("a") as file:
            file.write("# changed\n")
        _age(case)

    def settle() -> None:
        # What was written a moment ago is looked at once more before its result is kept.
        time.sleep(SETTLED_SECONDS)
        measure(asked, work, work / "log", {"REPLICASE_CACHE": str(homes[str(real)])})

    questions = (
        Question(
            "without",
            Pair("不用缓存", "without a cache"),
            lambda: None,
            (*here, "--no-cache"),
        ),
        Question(
            "first", Pair("第一次，写缓存", "for the first time, filling the cache"), forget, here
        ),
        Question("again", Pair("没有改动", "nothing changed"), lambda: None, here),
        Question(
            "changed", Pair("改了一个案例", "one case changed"), partial(change, changed), here
        ),
        Question(
            "edited",
            Pair("真实库里刚改过的一个文件", "a file of the real library just edited"),
            partial(change, one),
            there,
        ),
        Question(
            "one",
            Pair("同一个文件，没有再改", "the same file, not edited since"),
            settle,
            there,
        ),
    )
    found: dict[str, list[Usage]] = {question.key: [] for question in questions}
    for turn in range(1, runs + 1):
        for question in questions:
            question.before()
            os.sync()
            usage = measure(
                [sys.executable, *COMMAND, *question.arguments],
                work,
                work / "log",
                {"REPLICASE_CACHE": str(homes[question.arguments[1]])},
            )
            if usage.exit_code:
                told = (work / "log").read_text("utf-8", "replace")[-2000:]
                raise BenchmarkError(f"the check ended with {usage.exit_code}:\n{told}")
            found[question.key].append(usage)
            say(f"[{turn}/{runs}] {question.name.en}: {usage.wall_seconds:.2f} s")
    plain: dict[str, object] = {
        "version": 1,
        "cases": cases,
        "runs": runs,
        "seed": SEED,
        "library": asdict(records),
        "machine": asdict(machine(load)),
        "measured": {key: [asdict(usage) for usage in usages] for key, usages in found.items()},
    }
    count = made_in(real / "cases", "*.yml").pages
    return _page(cases, runs, records, questions, found, load, count), plain


def _case_files(root: Path) -> Iterator[Path]:
    return iter(sorted((root / "cases" / "practices").rglob("*.yml")))


def _age(place: Path) -> None:
    """Let files look as if nobody had just written them: those are looked at twice."""
    for path in (place, *place.rglob("*")) if place.is_dir() else (place,):
        os.utime(path, (1_700_000_000, 1_700_000_000))


def _page(
    cases: int,
    runs: int,
    records: Made,
    questions: tuple[Question, ...],
    found: dict[str, list[Usage]],
    load: float,
    real: int,
) -> str:
    rows = [
        [
            f"{question.name.zh} / {question.name.en}",
            f"{median(u.wall_seconds for u in found[question.key]):.2f} s",
            f"{median(u.cpu_seconds for u in found[question.key]):.2f} s",
            f"{median(u.largest_bytes for u in found[question.key]) / MIB:.0f} MiB",
        ]
        for question in questions
    ]
    head = ["", "时间 / Wall", "CPU", "最大的进程 / Largest process"]
    return f"""\
# 检查要多久 / How long a check takes

本页由 `make bench` 写出，数字在 [check.json](check.json)；案例是合成的，只用于测速。

Written by `make bench`; the numbers are in [check.json](check.json). The cases are synthetic.

{cases} 个案例，共 {records.total_bytes / MIB:.0f} MiB，没有采用记录（采用记录短得多）；每种问法 {runs} 次，轮流\
运行，取中位数。

{cases} cases, {records.total_bytes / MIB:.0f} MiB, without adoptions, which are much shorter; {runs} runs of each \
question, in turn; medians.

{table(head, rows)}

{machine_in_words(machine(load))}

最后两行检查的是仓库里的真实案例库（{real} 个文件），只列出一个文件的问题；文件之间有关系，所以整个库\
都要看，没有改过的用上次的结果。 The last two lines check the real library of this repository ({real} \
files), and show what concerns one file; as files are related all are looked at, those that have not \
changed by their last result.

```
.venv/bin/python -m benchmarks.checking --cases {cases} --runs {runs}
```
"""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.checking", description="Measure `replicase check`."
    )
    parser.add_argument("--cases", type=positive, default=10_000, help="cases in the library")
    parser.add_argument("--runs", type=positive, default=3, help="runs of each question")
    parser.add_argument(
        "--results",
        type=Path,
        metavar="FOLDER",
        default=ROOT / "docs" / "benchmarks",
        help="where check.md and check.json go",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
