"""The policy of the pages, as Chromium holds to it: nothing in a page runs, and all of ours works.

That search, lists, comparison and fit check work under it is what every other browser test sees: a
page that breaks its own policy is heard on the console.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from browser.conftest import Listener, Open, Server, Site, listed
from browser.reading import words
from replicase.policy import headers

pytestmark = pytest.mark.browser

HOUCHEN = "jinhua-houchen-village-supervision"

PLANTED = """<script>document.title = 'ran'</script>
<style>h1 { color: rgb(1, 2, 3) }</style>
<img src="x" onerror="document.title = 'ran'"><p style="color: rgb(1, 2, 3)" id="styled">x</p>
<script src="data:text/javascript,document.title='ran'"></script>
<iframe srcdoc="<script>parent.document.title = 'ran'</script>"></iframe>
<object data="x"></object><base href="https://elsewhere.example/">
"""
"""What a payload would bring into a page if every check before were missing."""


def planted(folder: Path) -> None:
    html = (folder / "cases/index.html").read_text("utf-8")
    (folder / "planted").mkdir(exist_ok=True)
    (folder / "planted/index.html").write_text(html.replace("<main", f"{PLANTED}<main", 1), "utf-8")


@pytest.mark.parametrize("obeyed", [True, False], ids=["with", "without"])
def test_what_is_planted_in_a_page_does_nothing(
    chromium: Browser, site: Site, obeyed: bool
) -> None:
    """Without the policy it would run: the test is awake."""
    planted(site.folder)
    context = chromium.new_context(bypass_csp=not obeyed)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text))
    page.goto(site.at("planted/"))
    page.wait_for_timeout(200)
    colour = page.locator("#styled").evaluate("e => getComputedStyle(e).color")
    assert (page.title() == "ran") != obeyed
    assert (colour == "rgb(1, 2, 3)") != obeyed
    if obeyed:
        told = " ".join(refused)
        for directive in ("script-src", "style-src", "frame-src", "object-src", "base-uri"):
            assert directive in told or directive.replace("frame", "default") in told, directive
    context.close()


class Strict(Server):
    """A server that sends the headers `replicase headers` prints."""

    def end_headers(self) -> None:
        for name, value in headers().items():
            self.send_header(name, value)
        super().end_headers()


@pytest.fixture
def strict(folder: Path) -> Iterator[Site]:
    with Listener(("127.0.0.1", 0), partial(Strict, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


def used(place: Site, visit: Open) -> None:
    """Search, filter, darken, enlarge, compare and check a case, as a reader does.

    Whatever the policy refuses is heard on the console, and ends the test.
    """
    page = visit(place, "cases/")
    assert page.locator('meta[http-equiv="Content-Security-Policy"]').count() == 1
    page.locator("#search-browse").fill("枫桥")
    expect(page.locator("#results [data-case]").first).to_be_visible()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    size = page.evaluate("getComputedStyle(document.querySelector('main')).fontSize")
    for name in ("dark", "large"):
        button = page.locator(f'[data-action="{name}"]').first
        button.evaluate("button => button.click()")
        expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != background
    assert page.evaluate("getComputedStyle(document.querySelector('main')).fontSize") != size
    page = visit(place, "cases/?theme=disputes")
    first, second = listed(page)[:2]
    for case in (first, second):
        page.locator(f'article[data-case="{case}"] [data-pick="compare"]').click()
    page = visit(place, f"compare/?cases={first},{second}")
    expect(page.locator("#compare-table .comparison__head")).to_have_count(2)
    page = visit(place, f"fit/?case={HOUCHEN}")
    answers = page.locator(".need")
    expect(answers.first).to_be_visible()
    answers.first.get_by_label(words("zh")["fit"]["answer"]["no"], exact=True).check()
    expect(answers.first.locator(".state")).to_have_text(words("zh")["fit"]["state"]["gap"])
    page = visit(place, "en/cases/?q=grid")
    expect(page.locator("#results [data-case]").first).to_be_visible()


def test_all_works_under_the_headers_too(strict: Site, visit: Open) -> None:
    with urlopen(strict.at("cases/")) as answer:
        assert "frame-ancestors" in answer.headers["Content-Security-Policy"]
    used(strict, visit)


def test_all_works_in_a_folder_and_on_a_server(site: Site, visit: Open) -> None:
    used(site, visit)
