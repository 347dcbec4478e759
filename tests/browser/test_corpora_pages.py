"""Payloads for browsers in Chromium, each in Markdown and in plain texts: none runs, none asks, none swallows.

Our own are always opened; other people's where they lie beside the checkout. Each payload stands in
some texts of a case, and in every one of them with REPLICASE_EVERY=1.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from browser.conftest import Listener, Server, Site
from browser.test_hostile_pages import Tripwire
from hostile import figures
from hostile.corpora import EVERY, FOLDER, SPOTS, batch, is_readable, scripts, xss
from hostile.placing import NAME
from hostile.publishing import published_unseen, written
from replicase.prose import prose

pytestmark = pytest.mark.browser
needs_theirs = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="no shared test data beside the checkout (REPLICASE_SHARED): only our own rows ran",
)
TOGETHER = 60
"""Payloads in Markdown on one page."""
WITH, WITHOUT = "with the policy", "without it"
LAST = "the-last-words-of-this-page"


@dataclass(frozen=True)
class Made:
    """The site, and what stands where on it."""

    whose: str
    folder: Path
    texts: list[str]
    markdown: list[str]
    payloads: int


@pytest.fixture(scope="module")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("corpora")
    ours = request.param == "our own"
    payloads = [each.payload for each in scripts()] if ours else xss()
    readable = [payload for payload in payloads if is_readable(payload)]
    # So many cases that each payload stands in at least one text, and many in several; ours in more.
    step = 1 if EVERY else len(SPOTS) // (4 if ours else 2)
    cases = batch(readable, iter(range(math.ceil(len(readable) / step))), step)
    library = written(root / "library", cases.placed.values())
    assert published_unseen(library, root / "site").pages
    texts = [name for name in cases.placed if (root / "site/cases" / name).is_dir()]
    assert len(texts) == len(cases.placed)
    frame = (root / f"site/cases/{NAME}/index.html").read_text("utf-8")
    before, main, after = frame.rpartition("</main>")
    markdown = []
    for start in range(0, len(payloads), TOGETHER):
        name = f"m-{start}"
        shown = "".join(
            f"<section>{prose(p)}</section>" for p in payloads[start : start + TOGETHER]
        )
        page = root / "site/cases" / name / "index.html"
        page.parent.mkdir()
        page.write_text(f"{before}{shown}<p>{LAST}</p>{main}{after}", "utf-8", "surrogatepass")
        markdown.append(name)
    return Made(request.param, root / "site", texts, markdown, len(payloads))


@pytest.fixture(scope="module")
def place(made: Made) -> Iterator[Site]:
    handler = partial(Server, directory=str(made.folder))
    with Listener(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Site(made.folder, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


OPENED = [(whose, policy) for whose in ("our own", "theirs") for policy in (WITH, WITHOUT)]
"""Without the policy all that could run would; with it nothing is even refused, which ours show."""


@pytest.mark.parametrize(
    ("made", "policy"),
    [
        pytest.param(*pair, marks=[needs_theirs, pytest.mark.slow] if pair[0] == "theirs" else [])
        for pair in OPENED
        if pair != ("theirs", WITH) or EVERY
    ],
    indirect=["made"],
)
def test_no_payload_does_anything(chromium: Browser, made: Made, place: Site, policy: str) -> None:
    context = chromium.new_context(
        locale="zh-CN", reduced_motion="reduce", bypass_csp=policy == WITHOUT
    )
    tripwire = Tripwire(context.new_page(), place.base)
    for name in made.texts:
        for language in ("", "en/"):
            assert name in str(tripwire.state(place.at(f"{language}cases/{name}/"))["text"])
    for name in made.markdown:
        assert LAST in str(tripwire.state(place.at(f"cases/{name}/"))["text"]), name
    context.close()
    pages = 2 * len(made.texts) + len(made.markdown)
    figures.say(
        f"{made.payloads} payloads ({made.whose}), {pages} pages in Chromium {policy}: "
        "0 scripts, 0 requests, 0 swallowed"
    )
