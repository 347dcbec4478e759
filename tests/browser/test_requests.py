"""What pages ask for, counted on the wire: nothing of another host, nothing that is not there.

Whatever a browser asks of any host but ours goes through a proxy that notes and refuses it: links
loaded ahead, fetch, XMLHttpRequest, sockets and workers too, which a page's own events do not all
tell of. What it asks of ours is noted by the server, with the answer.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import DESK, PHONE, TIMEOUT, Listener, Server, Site
from browser.places import KINDS, MISSING

pytestmark = pytest.mark.browser

ELSEWHERE = "elsewhere.example"
OF_THE_BROWSER = "content-autofill.googleapis.com:443"
"""Chromium itself asks there what the fields of a form are for; a page cannot stop it."""


@dataclass
class Wire:
    """What a browser asked for since it was last cleared."""

    outside: list[str] = field(default_factory=list)
    """Addresses, or host and port, of other hosts."""
    inside: list[tuple[str, int]] = field(default_factory=list)
    """Paths of ours, and the status of the answer."""

    def clear(self) -> None:
        self.outside.clear()
        self.inside.clear()

    def failed(self) -> list[tuple[str, int]]:
        return [(path, status) for path, status in self.inside if status >= 400]


class Refusal(BaseHTTPRequestHandler):
    """A proxy that lets nothing out."""

    def __init__(self, wire: Wire, *given: object) -> None:
        self.wire = wire
        super().__init__(*given)  # type: ignore[arg-type]

    def refuse(self) -> None:
        if self.path != OF_THE_BROWSER:
            self.wire.outside.append(self.path)
        self.send_error(HTTPStatus.FORBIDDEN)

    do_CONNECT = do_GET = do_HEAD = do_OPTIONS = do_POST = refuse  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class Noting(Server):
    """Our server, which notes what it was asked for."""

    def __init__(self, wire: Wire, *given: object, directory: str) -> None:
        self.wire = wire
        super().__init__(*given, directory=directory)  # type: ignore[arg-type]

    def send_response(self, code: int, message: str | None = None) -> None:
        self.wire.inside.append((self.path, int(code)))
        super().send_response(code, message)


@dataclass(frozen=True)
class Counted:
    """The site, served and counted, and the way to a proxy that refuses and counts all the rest."""

    site: Site
    wire: Wire
    proxy: str


@pytest.fixture(scope="module")
def counted(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counted]:
    wire = Wire()
    root = tmp_path_factory.mktemp("wire")
    shutil.copytree(folder, root, dirs_exist_ok=True)
    ours = partial(Noting, wire, directory=str(root))
    with (
        Listener(("127.0.0.1", 0), ours) as server,
        Listener(("127.0.0.1", 0), partial(Refusal, wire)) as proxy,
    ):
        for each in (server, proxy):
            Thread(target=each.serve_forever, daemon=True).start()
        site = Site(root, f"http://127.0.0.1:{server.server_port}/")
        yield Counted(site, wire, f"http://127.0.0.1:{proxy.server_port}")
        for each in (server, proxy):
            each.shutdown()


@pytest.fixture
def page(chromium: Browser, counted: Counted) -> Iterator[Page]:
    """A page in a window that has seen nothing yet: what it asks for is not kept from before."""
    # The proxy is of this window alone: what the browser asks on its own account is not the site's.
    context = chromium.new_context(
        locale="zh-CN",
        reduced_motion="reduce",
        proxy={"server": counted.proxy, "bypass": "127.0.0.1"},
    )
    context.set_default_timeout(TIMEOUT)
    counted.wire.clear()
    yield context.new_page()
    context.close()


def use(page: Page, width: int) -> None:
    """Do what a reader does on a page: go down it, look at a link, type into the box."""
    page.mouse.wheel(0, 20_000)
    page.locator("footer a").last.scroll_into_view_if_needed()
    page.locator("footer a").last.hover()
    if width == PHONE:
        page.locator(".menu summary").click()
        page.locator(".menu summary").click()
    page.locator('[data-action="dark"]').first.evaluate("button => button.click()")
    box = page.locator("input[type=search]:visible").first
    box.press_sequentially("村务 hezhang grid")
    if box.get_attribute("role") == "combobox":
        expect(box).to_have_attribute("aria-expanded", "true")
    else:
        expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(("language", "width"), [("", DESK), ("en/", PHONE)])
@pytest.mark.parametrize("kind", [*KINDS, MISSING])
def test_a_page_asks_nothing_of_others_and_finds_what_it_asks_of_us(
    page: Page, counted: Counted, kind: str, language: str, width: int
) -> None:
    address, wire = f"{language}{kind}", counted.wire
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(counted.site.at(address))
    use(page, width)
    assert wire.outside == []
    allowed = [(f"/{address}", 404)] if kind == MISSING else []
    assert wire.failed() == allowed
    asked = [path.partition("?")[0] for path, _ in wire.inside]
    assert f"/{address}" in asked
    # The box has asked for the index, so what scripts load is counted here as well.
    assert "/search/index.js" in asked


SPY = f"""
<!doctype html><link rel="preconnect" href="https://preconnect.{ELSEWHERE}">
<link rel="stylesheet" href="http://style.{ELSEWHERE}/"><img src="http://img.{ELSEWHERE}/">
<iframe src="http://frame.{ELSEWHERE}/"></iframe><script src="missing.js"></script>
<script>
  fetch("http://fetch.{ELSEWHERE}/").catch(() => 0);
  const request = new XMLHttpRequest();
  request.open("GET", "http://xhr.{ELSEWHERE}/");
  request.send();
  navigator.sendBeacon("http://beacon.{ELSEWHERE}/", "x");
  new WebSocket("wss://socket.{ELSEWHERE}/");
  new EventSource("http://events.{ELSEWHERE}/");
  new Worker("worker.js");
  navigator.serviceWorker.register("service.js");
</script>
"""
WAYS = ("style", "img", "frame", "fetch", "xhr", "beacon", "socket", "events", "worker", "service")


def test_whatever_way_a_page_takes_it_is_counted(page: Page, counted: Counted) -> None:
    """The count is awake: each way to another host is seen, and what is missing here."""
    wire = counted.wire
    (counted.site.folder / "spy.html").write_text(SPY)
    for name in ("worker", "service"):
        script = f'fetch("http://{name}.{ELSEWHERE}/").catch(() => 0);'
        (counted.site.folder / f"{name}.js").write_text(script)
    page.goto(counted.site.at("spy.html"), wait_until="networkidle")
    page.wait_for_timeout(500)
    for way in WAYS:
        assert any(f"{way}.{ELSEWHERE}" in asked for asked in wire.outside), way
    assert ("/missing.js", 404) in wire.failed()
