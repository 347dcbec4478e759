"""The real library, built once, and a browser whose reader complains of whatever goes wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO, Protocol

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    Error,
    Page,
    expect,
    sync_playwright,
)

from sites import ROOT, repository

DAY = "2026-11-22"
AXE = ROOT / "node_modules/axe-core/axe.min.js"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
BROWSER_ADDS = (
    "没有 Chromium，浏览器测试都跳过：页面的显示、检索、键盘操作、无障碍和有无外部请求没有检验；"
    "Debian 上可装：apt-get install chromium / "
    "no Chromium, so every browser test is skipped: how pages look, search, the keyboard, "
    "accessibility and outside requests are not tested; on Debian: apt-get install chromium"
)
AXE_ADDS = (
    "没有 node_modules，不检验无障碍；先运行 npm ci / "
    "no node_modules, so accessibility is not tested; run npm ci first"
)
PHONE = 390
DESK = 1280
TIMEOUT = 10_000
"""Milliseconds after which something that should be there is missing."""


def lacking(sentence: str) -> None:
    """Skip, and say what is not tested; where everything must be tested, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        lacking(BROWSER_ADDS)
    with sync_playwright() as playwright:
        expect.set_options(timeout=TIMEOUT)
        # Chromium's sandbox cannot be set up by root.
        browser = playwright.chromium.launch(
            executable_path=found, chromium_sandbox=os.getuid() != 0
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which judges accessibility."""
    if not AXE.is_file():
        lacking(AXE_ADDS)
    return AXE.read_text("utf-8")


def build(root: Path, site: Path, *more: str) -> Path:
    """Publish a library as its keepers do; return the folder."""
    command = [sys.executable, "-m", "replicase", "build", "--as-of", DAY, "--site", str(site)]
    command += more
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return site


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real library."""
    return build(ROOT, tmp_path_factory.mktemp("browser") / "site")


class Listener(ThreadingHTTPServer):
    """Lets a browser knock as often as it likes: a knock too many costs it a second, then two, …"""

    request_queue_size = 128


class Server(SimpleHTTPRequestHandler):
    """Answers as a small web server does: an address without a page gets 404.html."""

    protocol_version = "HTTP/1.1"
    # Head and body are sent apart: otherwise the body waits 40 ms until the head is acknowledged.
    disable_nagle_algorithm = True

    def send_head(self) -> BinaryIO | None:
        if Path(self.translate_path(self.path)).exists():
            return super().send_head()
        page = Path(self.directory) / "404.html"
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(page.stat().st_size))
        self.end_headers()
        return page.open("rb")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@dataclass(frozen=True)
class Site:
    """The folder as a browser meets it: behind a server, or opened by double click."""

    folder: Path
    base: str

    @property
    def is_folder(self) -> bool:
        return self.base.startswith("file:")

    def at(self, address: str) -> str:
        """`cases/?q=x` as the address to open."""
        if not self.is_folder:
            return self.base + address
        path, _, rest = address.partition("?")
        file = f"{path}index.html" if path == "" or path.endswith("/") else path
        return self.base + file + (f"?{rest}" if rest else "")


@pytest.fixture(scope="session")
def served(folder: Path) -> Iterator[Site]:
    with Listener(("127.0.0.1", 0), partial(Server, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


@pytest.fixture(params=["server", "folder"])
def site(request: pytest.FixtureRequest, folder: Path) -> Site:
    """The site in both the ways it is met."""
    if request.param == "folder":
        return Site(folder, folder.as_uri() + "/")
    served: Site = request.getfixturevalue("served")
    return served


@pytest.fixture(scope="session")
def miniature(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the miniature library, which has cases of more kinds, in a folder."""
    root = repository(tmp_path_factory.mktemp("miniature"))
    return Site(root / "site", build(root, root / "site").as_uri() + "/")


@dataclass
class Watch:
    """Hears whatever a page should not do."""

    origin: str
    heard: list[str] = field(default_factory=list)
    missing: str = ""
    """The one address that is meant to have no page."""

    def over(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.asked(request.url))
        context.on("page", self.over_page)

    def over_page(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.heard.append(f"{page.url}: {error}"))
        page.on("dialog", self.asked_by)
        page.on("console", lambda said: self.said(said.type, said.text, said.location["url"]))

    def asked_by(self, dialog: Dialog) -> None:
        self.heard.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def asked(self, url: str) -> None:
        if not url.startswith((self.origin, "data:", "blob:")):
            self.heard.append(f"asks for {url}")

    def said(self, kind: str, text: str, url: str) -> None:
        if kind == "error" and not (self.missing and url == self.missing):
            self.heard.append(f"console: {text} ({url})")


def listed(page: Page) -> list[str]:
    """The cases that the list shows once it has an answer, best first, all of them."""
    results, more = page.locator("#results"), page.locator("#more")
    cards = results.locator("[data-case]")
    expect(results).not_to_have_attribute("aria-busy", "true")
    while more.is_visible():
        shown = cards.count()
        more.click()
        expect(cards.nth(shown)).to_be_attached()
    found: list[str] = cards.evaluate_all("all => all.map(e => e.dataset.case)")
    assert len(found) == len(set(found))
    return found


class Open(Protocol):
    """Opens an address in a window of some width, light or dark, with or without scripts.

    A test that does more to its window than a reader could asks for its `own`.
    """

    def __call__(
        self,
        site: Site,
        address: str = "",
        *,
        width: int = DESK,
        dark: bool = False,
        scripts: bool = True,
        missing: bool = False,
        own: bool = False,
    ) -> Page: ...


QUIET_PLACE = "assets/images/favicon.png"
"""A file of the site in which no script runs."""


@dataclass
class Window:
    """A window of the browser; a test that is done with it leaves it as it found it."""

    context: BrowserContext
    page: Page
    watch: Watch
    site: Site

    def hears(self) -> list[str]:
        """What was heard of its pages until now."""
        with suppress(Error):
            self.page.evaluate("0")  # what the browser has to tell is told before it answers
        return list(self.watch.heard)

    def tidy(self) -> bool:
        """Forget what was opened, kept and allowed; False where that cannot be done."""
        try:
            for page in self.context.pages:
                if page is not self.page:
                    page.close()
            self.page.goto(self.site.base + QUIET_PLACE)
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            self.context.clear_cookies()
            self.context.clear_permissions()
            self.page.mouse.move(0, 0)
        except Error:
            self.context.close()
            return False
        return True


class Windows:
    """The windows of a browser. Opening one takes as long as five pages, so they are used again."""

    def __init__(self, chromium: Browser) -> None:
        self._chromium = chromium
        self._free: dict[object, list[Window]] = {}

    @contextmanager
    def reader(self) -> Iterator[Open]:
        """Open pages; afterwards nothing may have been heard of any of them."""
        used: list[tuple[object, Window]] = []

        def opened(
            site: Site, address: str = "", *, missing: bool = False, own: bool = False, **how: Any
        ) -> Page:
            kind = None if own else (site.base, *sorted(how.items()))
            free = self._free.get(kind)
            window = free.pop() if free else self._new(site, **how)
            used.append((kind, window))
            url = site.at(address)
            window.watch.heard.clear()
            window.watch.missing = url if missing else ""
            window.page.goto(url)
            return window.page

        yield opened
        heard = [said for _, window in used for said in window.hears()]
        for kind, window in used:
            if kind is None:
                window.context.close()
            elif window.tidy():
                self._free.setdefault(kind, []).append(window)
        assert heard == []

    def _new(
        self, site: Site, *, width: int = DESK, dark: bool = False, scripts: bool = True
    ) -> Window:
        context = self._chromium.new_context(
            viewport={"width": width, "height": 844 if width == PHONE else 800},
            has_touch=width == PHONE,
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            locale="zh-CN",
            reduced_motion="reduce",
        )
        context.set_default_timeout(TIMEOUT)
        watch = Watch(site.base)
        watch.over(context)
        return Window(context, context.new_page(), watch, site)


@pytest.fixture(scope="session")
def windows(chromium: Browser) -> Windows:
    """The windows all tests share."""
    return Windows(chromium)


@pytest.fixture
def visit(windows: Windows) -> Iterator[Open]:
    """Open pages for one test."""
    with windows.reader() as opened:
        yield opened


@pytest.fixture(scope="module")
def look(windows: Windows) -> Iterator[Open]:
    """Open pages of which nothing is kept: the tests of a file share windows, which is quicker."""
    with windows.reader() as opened:
        open_ones: dict[object, Page] = {}

        def looked(site: Site, address: str = "", **how: Any) -> Page:
            kind = (site.base, *sorted(how.items()))
            if kind in open_ones:
                open_ones[kind].goto(site.at(address))
            else:
                open_ones[kind] = opened(site, address, **how)
            return open_ones[kind]

        yield looked
