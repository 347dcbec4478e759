"""What a reader waits for and loads in a large library: `python -m benchmarks.browsing`.

A synthetic library becomes a site as its keepers build it; Chromium then opens it from a server on
this machine that packs what it sends. Limits are for reading, not for passing: a number is worth what
the machine it was taken on was worth at that moment.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any, ClassVar

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.report import Machine, machine
from benchmarks.synthetic import SEED
from benchmarks.synthetic_case import AS_OF

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUERIES = (
    *("矛盾纠纷", "垃圾分类积分", "网格化管理", "杭州调解", "河長制", "志愿者"),
    *("ljfl", "hangzhou", "wanggehua", "mediation", "village rules"),
)
"""As people type them, in words of the vocabulary; one is in traditional characters."""
TURNS = 5
CLICKS = 8
KB = 1000
SETTLED = """(act) => new Promise(resolve => {
    const results = document.getElementById("results");
    const began = performance.now();
    const see = () => {
        if (results.getAttribute("aria-busy") !== "false") return;
        watch.disconnect();
        // Until it is painted nobody has seen it.
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
    };
    const watch = new MutationObserver(see);
    watch.observe(results, {attributes: true});
    act.query === undefined
        ? document.querySelectorAll("#browse-form input[type=checkbox]")[act.box].click()
        : type(document.getElementById("search-browse"), act.query);
    function type(box, query) {
        box.value = query;
        box.dispatchEvent(new Event("input", {bubbles: true}));
    }
})"""
"""Do something, and tell after how many milliseconds the list shows the answer."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    zh: str
    en: str
    found: float
    limit: float
    unit: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The figure, its limit, and whether it keeps it."""
        kept = "✓" if self.found <= self.limit else "✗"
        return (
            f"{self.zh} / {self.en}",
            f"{self.found:,.0f} {self.unit}",
            f"{self.limit:,.0f} {self.unit}",
            kept,
        )


class Packed(SimpleHTTPRequestHandler):
    """Serves a folder as a web server does that packs text, and counts what it sends."""

    protocol_version = "HTTP/1.1"
    """A web server keeps a connection open; without that each file costs a new one, and a thread."""
    wbufsize = -1
    disable_nagle_algorithm = True
    sent: ClassVar[dict[str, int]] = {}

    def do_GET(self) -> None:
        """Answer with the file, packed."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        data = _packed(path)
        self.sent[self.path] = len(data)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The site behind a server; yields its address."""
    for file in (site / "search").iterdir():
        _packed(file)  # a web server has them packed already
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Packed, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def on_disk(site: Path) -> Iterator[Figure]:
    """What lies in the site."""
    pages = [path.stat().st_size for path in site.rglob("*.html")]
    yield Figure("最大的网页", "Largest page", max(pages) / KB, 60, "kB")
    search = site / "search"
    index = [p for p in search.iterdir() if p.stem == "index" or p.stem.isdigit()]
    size = sum(path.stat().st_size for path in index) / KB
    yield Figure("检索索引", "Search index", size, 10_000, "kB")
    packed = len(gzip.compress((search / "catalogue.js").read_bytes(), 6))
    yield Figure("筛选数据（压缩后）", "Data of the facets, packed", packed / KB, 300, "kB")


def in_browser(browser: Browser, base: str) -> Iterator[Figure]:
    """What a reader loads and waits for."""
    first = 0
    waits, sizes = [], []
    for query in QUERIES:
        with _page(browser) as page:
            sent = _opened(page, base, "")
            first = max(first, sum(sent.values()))
            Packed.sent.clear()
            page.locator("#search-home").fill(query)
            page.locator("[role=option]").first.wait_for()
            page.wait_for_load_state("networkidle")
            sizes.append(sum(Packed.sent.values()))
        waits.append(median(_waited(browser, base, query) for _ in range(TURNS)))
    yield Figure("首页连同所载", "Home page and all it loads", first / KB, 200, "kB")
    yield Figure("首次检索的流量", "Sent for a first query", max(sizes) / KB, 64, "kB")
    yield Figure("检索的答复（中位数）", "Answer to a query, median", median(waits), 150, "ms")
    yield Figure(
        "检索的答复（最慢的词）", "Answer to a query, slowest query", max(waits), 150, "ms"
    )
    began, clicks = [], []
    for turn in range(TURNS):
        with _page(browser) as page:
            _opened(page, base, "cases/")
            first_click, *more = (
                page.evaluate(SETTLED, {"box": turn + box}) for box in range(CLICKS)
            )
            began.append(first_click)
            clicks += more
    yield Figure(
        "第一次点筛选（中位数）", "First click on a facet, median", median(began), 100, "ms"
    )
    yield Figure("再点筛选（中位数）", "Further clicks, median", median(clicks), 100, "ms")
    yield Figure("再点筛选（最慢）", "Further clicks, slowest", max(clicks), 100, "ms")


def _waited(browser: Browser, base: str, query: str) -> float:
    """How long a reader with a new browser waits for the answer to a query, in ms."""
    with _page(browser) as page:
        _opened(page, base, "cases/")
        waited: float = page.evaluate(SETTLED, {"query": query})
        return waited


@contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    """A reader who has nothing of the site yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    yield context.new_page()
    context.close()


def _opened(page: Page, base: str, address: str) -> dict[str, int]:
    Packed.sent.clear()
    page.goto(base + address)
    page.wait_for_load_state("networkidle")
    return dict(Packed.sent)


def made(work: Path, cases: int, seed: int) -> Path:
    """Write a library and build its site."""
    library, site = work / "library", work / "site"
    _python(
        "benchmarks.synthetic",
        *("--cases", str(cases), "--seed", str(seed), "--folder", str(library)),
    )
    _python("replicase", "build", "--root", str(library), "--as-of", AS_OF, "--site", str(site))
    return site


def _python(module: str, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, check=True, stdout=sys.stderr
    )


def page_of(figures: list[Figure], cases: int, on: Machine) -> str:
    """The figures as a page in both languages."""
    rows = [" | ".join(("", *figure.cells, "")).strip() for figure in figures]
    table = "\n".join(("| | 实测 / Found | 上限 / Limit | |", "| --- | ---: | ---: | --- |", *rows))
    return f"""\
# 大库里的检索和浏览 / Search and browsing in a large library

由 `make browsing` 写出：{cases} 个合成案例的网站，从本机服务器取，文件压缩后传送。

Written by `make browsing`: the site of {cases} synthetic cases, from a server on the same machine \
that packs what it sends.

{table}

{on.processor}, {on.cores} 核 / cores, {on.memory_bytes / 2**30:.0f} GiB, {on.system}; \
{on.measured_on}; 开始时的负载 / load at the start {on.load}

- 检索在 Chromium 里从词给出（如输入法或剪贴板所给）算到画出结果；每个词在新打开的浏览器里查 {TURNS} 次，取中位数。\
一个字母一个字母地键入，另有停顿 30 毫秒。 A query is timed in Chromium from a word given as by an input \
method or the clipboard to results painted; {TURNS} times, each in a browser that has nothing yet, of \
which the median counts. Letter by letter there is a pause of 30 ms besides.
- 词 / Queries: {"、".join(QUERIES)}
- 没有计时的测试：别人的机器不是这一台。 No test is timed: other machines are not this one.
"""


def main() -> int:
    """Measure, print the page and write it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.browsing", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000, help="cases in the library")
    parser.add_argument("--seed", type=int, default=SEED, help="what the cases are drawn from")
    parser.add_argument("--site", type=Path, help="a site of so many cases that is built already")
    parser.add_argument("--results", type=Path, default=ROOT / "docs/benchmarks/browsing.md")
    given = parser.parse_args()
    program = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if program is None:
        print("no result: Chromium is not installed", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="replicase-browsing-") as name:
        site = given.site or made(Path(name), given.cases, given.seed)
        on = machine(os.getloadavg()[0])
        with sync_playwright() as playwright, served(site) as base:
            # Chromium's sandbox cannot be set up by root.
            browser = playwright.chromium.launch(
                executable_path=program, chromium_sandbox=os.getuid() != 0
            )
            figures = [*on_disk(site), *in_browser(browser, base)]
            browser.close()
    text = page_of(figures, given.cases, on)
    given.results.write_text(text, "utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
