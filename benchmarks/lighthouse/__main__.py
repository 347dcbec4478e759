"""Measure home, the list of cases, a case and a comparison; write `docs/benchmarks/lighthouse.md`."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import BinaryIO

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
REPORT = ROOT / "docs/benchmarks/lighthouse.md"
LIGHTHOUSE = Path(__file__).parent / "node_modules/.bin/lighthouse"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

CASE = "cases/jinhua-houchen-village-supervision/"
COMPARE = (
    "compare/?cases=jinhua-houchen-village-supervision,ningbo-xiangshan-villagers-talk,"
    "zhoushan-grid-management"
)
PAGES = {
    "": "首页 / Home",
    "cases/": "找案例 / Find cases",
    CASE: "案例 / A case",
    COMPARE: "比较三个案例 / Comparing three cases",
    "en/": "首页（英文） / Home, English",
    f"en/{CASE}": "案例（英文） / A case, English",
}
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 95}
TIMES = {
    "first-contentful-paint": "首次显示 / First contentful paint",
    "largest-contentful-paint": "主要内容 / Largest contentful paint",
    "total-blocking-time": "阻塞 / Total blocking time",
    "cumulative-layout-shift": "移位 / Layout shift",
    "total-byte-weight": "传输 / Transferred",
}
RUNS = 3
COMPRESSED = (".html", ".css", ".js", ".xml", ".json", ".svg")


class Host(SimpleHTTPRequestHandler):
    """Serves as a plain host does: text by gzip, over connections that stay open."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> BinaryIO | BytesIO | None:
        """Give a text compressed, anything else as it is."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        asks = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (asks and file.is_file() and file.suffix in COMPRESSED):
            return super().send_head()
        data = gzip.compress(file.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(file)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        return BytesIO(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@dataclass(frozen=True)
class Judged:
    """What Lighthouse says of a page: the median of its runs."""

    name: str
    scores: dict[str, int]
    times: dict[str, float]
    lacking: tuple[str, ...]
    """The audits that cost points in any run."""


def judge(name: str, url: str, chromium: str) -> Judged:
    runs = [run(url, chromium) for _ in range(RUNS)]
    return Judged(
        name,
        {
            category: round(
                100 * statistics.median(each["categories"][category]["score"] for each in runs)
            )
            for category in LEAST
        },
        {
            audit: statistics.median(each["audits"][audit]["numericValue"] for each in runs)
            for audit in TIMES
        },
        tuple(sorted({audit for each in runs for audit in lacking(each)})),
    )


def lacking(report: dict) -> Iterator[str]:  # type: ignore[type-arg]
    for category in LEAST:
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{audit['id']} ({audit.get('displayValue', audit['title'])})"


def run(url: str, chromium: str) -> dict:  # type: ignore[type-arg]
    # Lighthouse's own settings for a phone: Moto G Power, slow 4G and a processor four times slower.
    flags = "--headless=new --disable-gpu" + (" --no-sandbox" if os.getuid() == 0 else "")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "report.json")
        subprocess.run(
            [
                *(LIGHTHOUSE, url, "--quiet", "--no-enable-error-reporting"),
                *("--output=json", f"--output-path={out}", f"--chrome-flags={flags}"),
                f"--only-categories={','.join(LEAST)}",
            ],
            env={**os.environ, "CHROME_PATH": chromium},
            check=True,
            timeout=300,
        )
        found: dict = json.loads(out.read_text("utf-8"))  # type: ignore[type-arg]
    return found


def written(judged: list[Judged], version: str) -> str:
    def row(*cells: object) -> str:
        return f"| {' | '.join(map(str, cells))} |"

    times = [row("", *TIMES.values()), row("---", *["---:"] * len(TIMES))]
    for page in judged:
        fcp, lcp, tbt, cls, size = (page.times[audit] for audit in TIMES)
        shown = (f"{fcp / 1000:.1f} s", f"{lcp / 1000:.1f} s", f"{tbt:.0f} ms")
        times.append(row(page.name, *shown, f"{cls:.3f}", f"{size / 1000:.0f} kB"))
    scores = [
        row("", "性能 / Performance", "无障碍 / Accessibility", "规范 / Best practices"),
        row("---", *["---:"] * len(LEAST)),
        *(row(page.name, *page.scores.values()) for page in judged),
        row("至少 / At least", *LEAST.values()),
    ]
    parts = (
        "# Lighthouse",
        f"本页由 `make lighthouse` 写出，用 Lighthouse {version} 的手机设置：屏幕 412 × 823，"
        "慢速 4G（往返 150 毫秒，每秒 1.6 Mbit），处理器慢四倍；每页 "
        f"{RUNS} 次，取中位数。网站由本机的服务器送出，文字用 gzip 压缩。",
        f"Written by `make lighthouse`, with the phone settings of Lighthouse {version}: a screen of "
        "412 × 823, slow 4G (a round trip of 150 ms, 1.6 Mbit/s), a processor four times slower; "
        f"{RUNS} runs a page, medians. The site comes from a server on this machine that "
        "compresses text with gzip.",
        "\n".join(scores),
        "\n".join(times),
    )
    return "\n\n".join(parts) + "\n"


def main() -> None:
    chromium = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if chromium is None:
        sys.exit("没有 Chromium / there is no Chromium")
    package = LIGHTHOUSE.parents[1] / "lighthouse/package.json"
    version = json.loads(package.read_text("utf-8"))["version"]
    judged = []
    with hosted(SITE) as base:
        for address, name in PAGES.items():
            page = judge(name, base + address, chromium)
            judged.append(page)
            print(name, *(f"{k} {v}" for k, v in page.scores.items()), sep="  ", flush=True)
            for audit in page.lacking:
                print("   ", audit)
    REPORT.write_text(written(judged, version), "utf-8")
    print(REPORT.relative_to(ROOT))
    if any(page.scores[c] < least for page in judged for c, least in LEAST.items()):
        sys.exit("低于应有的分数 / below what it should be")


if __name__ == "__main__":
    main()
