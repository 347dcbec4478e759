"""Other people's corpora in every text there is: nothing becomes markup, nothing that passes is lost."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest

from hostile import figures, judge
from hostile.corpora import FOLDER, SPOTS, batch, commonmark, is_readable, odd_strings, xss
from hostile.placing import CASE_FILE, NAME, draft, finished, library
from hostile.running import SITE, errors, inspected
from replicase.load import load
from replicase.pages import orders
from replicase.policy import ALONE
from replicase.prose import prose, removed
from replicase.verify.markup import check_markup

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not FOLDER.is_dir(),
        reason="no shared test data beside the checkout (REPLICASE_SHARED): only our own rows ran",
    ),
]
HEAD = f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{ALONE}">'
TOGETHER = 250
"""Cases in one library."""


@pytest.fixture(scope="module")
def readable() -> list[str]:
    return [payload for payload in xss() if is_readable(payload)]


def test_no_payload_becomes_markup_in_markdown() -> None:
    payloads = xss()
    assert len(payloads) > 5_000
    for payload in payloads:
        there = judge.body(str(prose(payload)))
        assert judge.added(there, judge.body("")) == [], payload
        assert judge.alive(there) == [], payload
        assert not any(isinstance(part, judge.Comment) for part in there), payload
    figures.say(f"{len(payloads)} payloads in Markdown: 0 alive, judged by html5lib")


def test_no_payload_becomes_markup_in_any_text(readable: list[str]) -> None:
    """Every payload in every text that has room for it; a page that keeps to the strict grammar is
    read alike by every parser, and html5lib is asked of each twentieth whether that is so."""
    placements = pages = 0
    for start in range(0, len(readable), TOGETHER):
        made = batch(readable, iter(range(start, min(start + TOGETHER, len(readable)))))
        placements += made.placements
        found, _ = load([*library(), *(placed.given for placed in made.placed.values())])
        sound: dict[str, str] = {}
        for order in orders(found, SITE):
            if "cases/x-" not in order.address:
                continue
            pages += 1
            body = str(order.make().body)
            wrong = list(check_markup(order.address, HEAD + body, sound))
            assert [d.en for d in wrong if d.code != "CASE522"] == [], order.address
            if pages % 20 == 0:
                live = judge.alive(judge.body(body))
                assert [x for x in live if x != "<template>"] == [], order.address
    assert pages > len(readable)
    figures.say(
        f"{len(readable)} payloads in {len(SPOTS)} texts of a case: "
        f"{placements} placements on {pages} pages, 0 alive"
    )


def test_odd_strings_come_back_unchanged_or_are_refused() -> None:
    fate: Counter[str] = Counter()
    for text in odd_strings():
        target = draft()
        for spot in (("title", "zh"), ("title", "en")):
            target.put(spot, text)
        placed = finished(CASE_FILE, target)
        given = [*(g for g in library() if g.file != CASE_FILE), placed.given]
        found, said = inspected(given)
        wrong = [d for d in errors(said) if d.file == CASE_FILE]
        case = found.entry_of(NAME)
        if wrong:
            fate["refused"] += 1
            assert all(d.hint_zh and d.hint_en for d in wrong), text
        else:
            assert case is not None
            assert case.record.title.zh == unicodedata.normalize("NFC", text), text
            fate["unchanged"] += 1
    assert fate.total() > 400
    figures.say(
        f"{fate.total()} odd strings: {fate['unchanged']} unchanged, {fate['refused']} refused"
    )


def test_commonmark_is_shown_without_loss_or_refused_by_rule() -> None:
    fate: Counter[str] = Counter()
    for written, html in commonmark():
        if removed(written) or not written.strip():
            fate["refused"] += 1
            continue
        shown = judge.text_of(judge.body(str(prose(written))))
        words = re.findall(r"\w+", judge.text_of(judge.body(html)))
        missing = Counter(words) - Counter(re.findall(r"\w+", shown))
        assert not missing, (written, shown)
        fate["shown"] += 1
    assert fate.total() > 600
    figures.say(
        f"{fate.total()} examples of CommonMark: {fate['shown']} shown whole, "
        f"{fate['refused']} refused by rule"
    )
