"""Hostile words in Chromium: no script runs, nothing is asked of another host, no page is swallowed.

The site is built as if no check had looked, so every word that can be read at all is on its pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import Listener, Server, Site
from hostile.judge import spaced
from hostile.placing import NAME, Placed
from hostile.publishing import (
    other_records,
    published_unseen,
    rows_for_cases,
    twin,
    written,
)
from hostile.rows import Row

pytestmark = pytest.mark.browser

TRIPWIRE = """
  window.__scripts = [];
  for (const name of ['__hostile', '__hit', 'polluted'])
    Object.defineProperty(window, name, {set: value => window.__scripts.push(name), get() {}});
  for (const name of ['alert', 'confirm', 'prompt', 'open', 'print'])
    window[name] = () => { window.__scripts.push(name); };
"""
"""Whatever a payload would do first is noted instead."""

STATE = """() => ({
  ran: window.__scripts.concat(Object.keys(Object.prototype)),
  scripts: document.scripts.length,
  frames: window.length,
  handlers: [...document.querySelectorAll('*')].filter(
    e => [...e.attributes].some(a => a.name.startsWith('on') || a.name === 'srcdoc')).length,
  strange: document.querySelectorAll('object, embed, base, iframe, frame, main style').length,
  footer: document.querySelector('footer').innerText.trim().length > 20,
  landmarks: document.querySelectorAll('main, footer, header').length,
  title: document.querySelector('h1').innerText,
  text: document.querySelector('main').textContent,
})"""


@dataclass
class Tripwire:
    """A reader's window that remembers what a page did beyond being read."""

    page: Page
    base: str
    heard: list[str] = field(default_factory=list)
    arrivals: int = 0

    def __post_init__(self) -> None:
        self.page.add_init_script(TRIPWIRE)
        self.page.context.on("request", lambda request: self.asked(request.url))
        self.page.context.on("page", lambda page: self.heard.append(f"opens {page.url}"))
        self.page.on("dialog", lambda dialog: (self.heard.append("dialog"), dialog.dismiss()))
        self.page.on("console", lambda said: self.heard.append(f"console: {said.text}"))
        self.page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))
        self.page.on("framenavigated", lambda _: self.arrived())

    def asked(self, url: str) -> None:
        if not url.startswith(self.base):
            self.heard.append(f"asks for {url[:100]}")

    def arrived(self) -> None:
        self.arrivals += 1

    def state(self, url: str) -> dict[str, object]:
        """Open a page and look at it; nothing may have been heard."""
        self.heard.clear()
        self.arrivals = 0
        self.page.goto(url)
        found: dict[str, object] = self.page.evaluate(STATE)
        assert self.heard == [], url
        assert self.arrivals == 1, f"{url} sent the reader away"
        assert found["ran"] == [], url
        assert found["frames"] == 0, url
        assert found["handlers"] == found["strange"] == 0, url
        assert found["footer"], f"{url} was swallowed"
        return found


@dataclass(frozen=True)
class Hostile:
    """The site and the rows its cases are made of."""

    folder: Path
    rows: dict[str, tuple[Row, Placed]]

    def readable(self) -> list[str]:
        """The cases that have a page."""
        return [name for name in self.rows if (self.folder / "cases" / name).is_dir()]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    root = tmp_path_factory.mktemp("hostile")
    rows = rows_for_cases()
    del rows["h-li-035"]  # a link that leads nowhere ends a build by itself
    placed = [twin(), *(placed for _, placed in rows.values()), *other_records()]
    assert published_unseen(written(root / "library", placed), root / "site").pages
    return Hostile(root / "site", rows)


@pytest.fixture(scope="module", params=["server", "folder"])
def place(request: pytest.FixtureRequest, hostile: Hostile) -> Iterator[Site]:
    """Served without any header of protection, and opened by double click."""
    if request.param == "folder":
        yield Site(hostile.folder, hostile.folder.as_uri() + "/")
        return
    handler = partial(Server, directory=str(hostile.folder))
    with Listener(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Site(hostile.folder, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


@pytest.fixture
def tripwire(chromium: Browser, place: Site) -> Iterator[Tripwire]:
    # On the server as if pages stated no policy, so that they hold by themselves; in the folder with it.
    context = chromium.new_context(
        locale="zh-CN", reduced_motion="reduce", bypass_csp=not place.is_folder
    )
    context.set_default_timeout(10_000)
    yield Tripwire(context.new_page(), place.base)
    context.close()


def test_every_hostile_case_is_only_read(hostile: Hostile, place: Site, tripwire: Tripwire) -> None:
    names = hostile.readable()
    assert len(names) > 300
    model = tripwire.state(place.at("cases/h-twin/"))
    # From the folder a sample is enough: the files are the same.
    for index, name in enumerate(names if not place.is_folder else names[::6]):
        for language in ("", "en/") if index % 4 == 0 else ("",):
            if language and not (hostile.folder / language / "cases" / name).is_dir():
                continue
            found = tripwire.state(place.at(f"{language}cases/{name}/"))
            assert found["scripts"] == model["scripts"], name
            assert found["landmarks"] == model["landmarks"], name
            assert name in str(found["text"]), f"{name}: what stands last is not shown"
            row, placed = hostile.rows[name]
            if ("title", "zh") in placed.payloads and row.field == "text":
                _shown_as_it_is(row, placed, str(found["title"]), language)


def _shown_as_it_is(row: Row, placed: Placed, title: str, language: str) -> None:
    if (
        "title",
        language.removesuffix("/") or "zh",
    ) in placed.payloads and row.payload.isprintable():
        assert spaced(row.payload) in spaced(title), row.id


@pytest.mark.parametrize("address", ["", "cases/", "cities/", "cities/alpha/", f"cases/{NAME}/"])
@pytest.mark.parametrize("language", ["", "en/"])
def test_lists_of_hostile_cases_are_only_read(
    place: Site, tripwire: Tripwire, language: str, address: str
) -> None:
    found = tripwire.state(place.at(f"{language}{address}"))
    assert found["landmarks"]


SOUGHT = {
    "plaintext": "h-mu-022",
    "frameset": "h-mu-040",
    "ontoggle": "h-mu-036",
    "constructor": "h-te-022",
    "endraw": "h-te-013",
    "sourceMappingURL": "h-te-008",
}
"""A word of a payload -> a case that has it in its title."""


@pytest.mark.parametrize("word", SOUGHT)
def test_what_search_finds_is_shown_as_text(
    hostile: Hostile, place: Site, tripwire: Tripwire, word: str
) -> None:
    tripwire.state(place.at("cases/"))
    page = tripwire.page
    page.locator("#search-browse").fill(word)
    results = page.locator("#results")
    found = results.locator(f'[data-case="{SOUGHT[word]}"]')
    expect(found).to_be_visible()
    expect(results).not_to_have_attribute("aria-busy", "true")
    payload = hostile.rows[SOUGHT[word]][0].payload
    assert spaced(payload) in spaced(found.inner_text())
    assert page.evaluate("() => window.__scripts") == []
    assert tripwire.heard == []
    assert results.locator("script, iframe, object, plaintext, [onerror], [onload]").count() == 0
