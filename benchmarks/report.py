"""Measurements as a table, as a page in both languages and as JSON."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median

import msgspec

from benchmarks.contenders import OURS, Again, Contender
from benchmarks.measure import Usage

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Made:
    """What lies in a folder."""

    total_bytes: int
    files: int
    pages: int
    """HTML pages of a site, records of a library."""


@dataclass(frozen=True, slots=True)
class Run:
    """One site made by one tool."""

    usage: Usage
    made: Made


@dataclass(frozen=True, slots=True)
class Machine:
    """What the numbers were taken on."""

    system: str
    processor: str
    cores: int
    memory_bytes: int
    python: str
    load: float
    """Processes that ran besides, on average over the minute before."""
    measured_on: str

    @property
    def kind(self) -> tuple[object, ...]:
        """Tells machines apart on which the same work takes another time."""
        return self.processor, self.cores, self.python


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one run of the benchmark found."""

    cases: int
    runs: int
    seed: int
    library: Made
    machine: Machine
    contenders: tuple[Contender, ...]
    measured: Mapping[str, tuple[Run, ...]]
    """By the contender's key; those that are missing have none."""
    again: tuple[tuple[Again, tuple[Usage, ...]], ...] = ()
    """What our own tool needs for a library it has seen."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A column of the table."""

    key: str
    head: str
    of: Callable[[Run], float]
    shown: Callable[[float], str]


QUANTITIES = (
    Quantity("wall_seconds", "时间 / Wall", lambda r: r.usage.wall_seconds, "{:.2f} s".format),
    Quantity("cpu_seconds", "CPU", lambda r: r.usage.cpu_seconds, "{:.2f} s".format),
    Quantity(
        "peak_bytes",
        "内存峰值 / Peak memory",
        lambda r: r.usage.peak_bytes,
        lambda n: f"{n / MIB:.0f} MiB",
    ),
    Quantity(
        "total_bytes",
        "输出 / Output",
        lambda r: r.made.total_bytes,
        lambda n: f"{n / MIB:.1f} MiB",
    ),
    Quantity("pages", "网页 / Pages", lambda r: r.made.pages, "{:.0f}".format),
)


def _of_debian() -> bool:
    return sys.base_prefix == "/usr" and Path("/etc/debian_version").is_file()


def machine(load: float) -> Machine:
    """Describe the machine this runs on."""
    return Machine(
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        processor=_processor(),
        cores=len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1,
        memory_bytes=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        # Debian builds its own with what was measured of it; one built by hand is often slower.
        python=platform.python_version() + (" (Debian)" if _of_debian() else ""),
        load=round(load, 2),
        measured_on=datetime.now(UTC).date().isoformat(),
    )


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        for line in cpuinfo.read_text().splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or "unknown"


def medians(runs: Sequence[Run]) -> dict[str, float]:
    """The median of each quantity, by its key."""
    return {q.key: median(q.of(run) for run in runs) for q in QUANTITIES}


RESULTS = "results.json"


@dataclass(frozen=True, slots=True)
class Results:
    """What the file with the numbers holds: a report for each size of library, the smallest first."""

    version: int
    sizes: tuple[Report, ...]


def write(report: Report, folder: Path) -> str:
    """Write the numbers and their page; return the tables for the terminal.

    What was measured before of libraries of another size stays.
    """
    folder.mkdir(parents=True, exist_ok=True)
    others = [known for known in read(folder) if known.cases != report.cases]
    sizes = sorted([*others, _portable(report)], key=lambda known: known.cases)
    text = msgspec.json.format(msgspec.json.encode(Results(VERSION, tuple(sizes))), indent=2)
    (folder / RESULTS).write_bytes(text + b"\n")
    (folder / "README.md").write_text(_page(sizes), "utf-8")
    return f"{_measured(report)}\n\n{_ratios(report)}\n\n{_again(report)}\n\n{machine_in_words(report.machine)}"


VERSION = 2


def read(folder: Path) -> tuple[Report, ...]:
    """What was measured before; nothing where there is no such file, or one of another version."""
    try:
        return msgspec.json.decode((folder / RESULTS).read_bytes(), type=Results).sizes
    except (OSError, msgspec.MsgspecError):
        return ()


def _portable(report: Report) -> Report:
    """The report without the folders of this machine."""
    found = tuple(replace(c, command=(), folder=None) for c in report.contenders)
    again = tuple((replace(a, command=()), usages) for a, usages in report.again)
    return replace(report, contenders=found, again=again)


def _measured(report: Report) -> str:
    rows = []
    for contender in report.contenders:
        if runs := report.measured.get(contender.key):
            found = medians(runs)
            cells = [quantity.shown(found[quantity.key]) for quantity in QUANTITIES]
        else:
            cells = ["没有安装 / missing", *["—"] * (len(QUANTITIES) - 1)]
        rows.append([contender.name, *cells])
    return table(["", *(quantity.head for quantity in QUANTITIES)], rows)


def _ratios(report: Report) -> str:
    """Each peer against us: 2.0 means it takes twice as much."""
    compared = [quantity for quantity in QUANTITIES if quantity.key != "pages"]
    ours = medians(report.measured[OURS])
    rows = []
    for contender in report.contenders:
        runs = report.measured.get(contender.key)
        if runs and contender.key != OURS:
            found = medians(runs)
            cells = [f"{found[q.key] / ours[q.key]:.2f} ×" for q in compared]
            rows.append([contender.name, *cells])
    return table(["对手 ÷ Replicase / Peer ÷ Replicase", *(q.head for q in compared)], rows)


def _again(report: Report) -> str:
    """Ours on a library it has seen, beside the whole build of the quickest peer, which has no other."""
    peers = [
        (median(run.usage.wall_seconds for run in runs), contender.name)
        for contender in report.contenders
        if contender.key != OURS and (runs := report.measured.get(contender.key))
    ]
    quickest = min(peers, default=None)
    head = ["", "时间 / Wall", "CPU", "一个进程的内存 / Memory of a process"]
    rows = []
    for again, usages in report.again:
        wall = median(u.wall_seconds for u in usages)
        row = [
            again.name,
            f"{wall:.2f} s",
            f"{median(u.cpu_seconds for u in usages):.2f} s",
            f"{median(u.largest_bytes for u in usages) / MIB:.0f} MiB",
        ]
        if quickest is not None:
            row.append(f"{wall / quickest[0]:.2f} ×")
        rows.append(row)
    if quickest is not None:
        head.append(f"÷ {quickest[1]}")
    return table(head, rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; all columns but the first are numbers."""
    ruler = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, ruler, *rows))


def machine_in_words(machine: Machine) -> str:
    """The machine in one line."""
    return (
        f"{machine.processor}, {machine.cores} 核 / cores, "
        f"{machine.memory_bytes / MIB / 1024:.0f} GiB, {machine.system}, Python {machine.python}; "
        f"{machine.measured_on}; 开始时的负载 / load at the start {machine.load:.2f}"
    )


def _growth(reports: Sequence[Report]) -> str:
    """How many times longer each tool takes from one size to the next, both on a machine of one kind."""
    alike = [a.machine.kind == b.machine.kind for a, b in pairwise(reports)]
    walls = [
        {key: median(run.usage.wall_seconds for run in runs) for key, runs in r.measured.items()}
        for r in reports
    ]
    rows = []
    for contender in reports[-1].contenders:
        times = [known.get(contender.key) for known in walls]
        if any(times):
            steps = [
                f"{b / a:.1f} ×" if a and b and is_alike else "—"
                for (a, b), is_alike in zip(pairwise(times), alike, strict=True)
            ]
            rows.append([contender.name, *steps])
    heads = [f"{a.cases} → {b.cases}" for a, b in pairwise(reports)]
    return table(["时间 / Wall", *heads], rows)


def _size(report: Report) -> str:
    runs = f" {report.runs} 次" if report.runs > 1 else "一次"
    return f"""\
### {report.cases} 个案例 / cases

中文、英文各一页；每种工具{runs}，轮流运行，取中位数。 A page in Chinese and one in English each; \
{report.runs} run{"s" if report.runs > 1 else ""} of each tool, in turn; medians.

{_measured(report)}

{_ratios(report)}

大于 1 表示对手用得更多。 Above 1, the peer takes more.

再来一次，对着最快的对手从头做起（它没有别的做法）：

Once more, beside the quickest peer from nothing, which knows no other way:

{_again(report)}

{machine_in_words(report.machine)}
"""


def _page(reports: Sequence[Report]) -> str:
    largest = reports[-1]
    each = "\n".join(
        f"- **{c.name}** {c.version or '没有安装 / missing'}: {c.what.zh}。 {_sentence(c.what.en)}\n"
        f"  `{c.shown}`"
        for c in largest.contenders
    )
    seen = "\n".join(
        f"- **{a.name}**: {a.what.zh}。 {_sentence(a.what.en)}\n  `{a.shown}`"
        for a, _ in largest.again
    )
    library = largest.library
    average = library.total_bytes / largest.cases / 1024
    growth = (
        f"\n### 库变大时 / As a library grows\n\n{_growth(reports)}\n" if len(reports) > 1 else ""
    )
    sizes = "\n".join(map(_size, reversed(reports)))
    return f"""\
# 测速 / Benchmark

本页由 `make bench` 写出，数字在 [results.json](results.json)；案例是合成的，只用于测速。

Written by `make bench`; the numbers are in [results.json](results.json). The cases are synthetic.

## 结果 / Results

{sizes}{growth}
## 比的是什么 / What is compared

各工具的活并不一样多，比的是人们实际会用的命令。

The tools do not do the same amount of work; these are the commands people would use.

{each}

{largest.cases} 个案例的库有 {library.files} 个文件，平均每个案例 {average:.1f} KiB（含词表和采用记录）。对手的 Markdown \
事先由我们的成品逐页写出，不计时：文字、标题、列表、表格、链接都一样，图形、按钮和筛选没有；清单已经写好，链接已经是地址，\
只有六个页面进导航（都进了导航，MkDocs 的时间随页数的平方增长）。

The library of {largest.cases} cases has {library.files} files, {average:.1f} KiB a case with vocabularies and adoptions. The \
peers' Markdown is written beforehand from our finished pages, page for page, and not timed: the same \
text, headings, lists, tables and links, without drawings, buttons and facets. Lists are written out, \
links are addresses already, and six pages are in the navigation: with all of them there MkDocs would \
take time by their square.

{seen}

## 怎么量的 / How it is measured

- 每次都写进新文件夹，前一次写的先落盘，中途不删：刚删过文件的磁盘，新建文件要慢得多。 \
Each run fills a new folder; what the run before wrote is flushed first, and nothing is deleted in \
between, since a disk that has just deleted files is slow to make new ones.
- CPU 是全部进程的用户态和内核态时间之和。 CPU is user and system time of all processes.
- 内存每 50 毫秒把全部进程的常驻内存相加，取最大值；进程间共享的部分会重复计算。 Memory is the highest \
sum of the processes' resident memory, looked at every 50 ms; what they share counts once for each.
- 没有计时的测试：别人的机器不是这一台。 No test is timed: other machines are not this one.

## 再跑一次 / Run it again

```
make bench
.venv/bin/python benchmarks/run.py --cases 100 1000 10000
.venv/bin/python benchmarks/run.py --cases 10000 --only hugo eleventy
.venv/bin/python benchmarks/run.py --cases 50 --runs 1 --results build/bench --keep build/bench-input
```
"""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
