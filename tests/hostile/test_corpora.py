"""Payloads for browsers in every text there is, and odd strings: nothing becomes markup, nothing is lost.

Our own payloads always run. Other people's run where they lie beside the checkout; where they do not,
each of their tests says that it was skipped.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import pytest

from hostile import figures, judge
from hostile.corpora import (
    EVERY,
    FOLDER,
    SPOTS,
    batch,
    commonmark,
    is_readable,
    odd_strings,
    scripts,
    xss,
)
from hostile.placing import CASE_FILE, draft, finished, library, place_of
from hostile.running import SITE, errors, inspected, renamed
from replicase.exports.records import plain
from replicase.load import load
from replicase.pages import orders
from replicase.policy import ALONE
from replicase.prose import prose, removed
from replicase.verify.markup import check_markup

needs_theirs = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="no shared test data beside the checkout (REPLICASE_SHARED): only our own rows ran",
)
HEAD = f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{ALONE}">'
TOGETHER = 250
"""Cases in one library."""
KINDS = 15
"""Of what kinds our own are, at least."""


@dataclass(frozen=True)
class Whose:
    """A set of payloads."""

    name: str
    all: list[str]
    readable: list[str]
    """Those the reader lets pass; what it refuses reaches no page."""
    asked: int
    """Of so many pages one is read with html5lib, too."""


@pytest.fixture(
    scope="module",
    params=["our own", pytest.param("theirs", marks=[needs_theirs, pytest.mark.slow])],
)
def whose(request: pytest.FixtureRequest) -> Whose:
    ours = request.param == "our own"
    payloads = [each.payload for each in scripts()] if ours else xss()
    readable = [payload for payload in payloads if is_readable(payload)]
    return Whose(request.param, payloads, readable, 1 if EVERY else 4 if ours else 20)


def test_our_own_payloads_are_many_and_of_every_kind() -> None:
    """Without them nothing below would prove anything where no other data lies."""
    found = scripts()
    assert len(found) >= 450
    assert len({each.payload for each in found}) == len({each.id for each in found}) == len(found)
    kinds = Counter(each.kind for each in found)
    assert len(kinds) >= KINDS
    assert min(kinds.values()) >= 5


def test_no_payload_becomes_markup_in_markdown(whose: Whose) -> None:
    assert len(whose.all) >= 450
    for payload in whose.all:
        there = judge.body(str(prose(payload)))
        assert judge.added(there, judge.body("")) == [], payload
        assert judge.alive(there) == [], payload
        assert not any(isinstance(part, judge.Comment) for part in there), payload
    figures.say(f"{len(whose.all)} payloads ({whose.name}) in Markdown: 0 alive, read by html5lib")


@pytest.mark.slow
def test_no_payload_becomes_markup_in_any_text(whose: Whose) -> None:
    """Every payload in every text that has room for it. A page that keeps to the strict grammar is
    read alike by every parser; html5lib is asked of each fourth page of our own payloads whether that
    is so, and of each twentieth page of theirs (of all with REPLICASE_EVERY=1)."""
    readable = whose.readable
    placements = pages = read = 0
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
            if pages % whose.asked == 0:
                read += 1
                live = judge.alive(judge.body(body))
                assert [x for x in live if x != "<template>"] == [], order.address
    assert pages > len(readable)
    figures.say(
        f"{len(readable)} payloads ({whose.name}) in {len(SPOTS)} texts of a case: {placements} "
        f"placements on {pages} pages, {read} of them read by html5lib, 0 alive"
    )


@needs_theirs
@pytest.mark.slow
def test_odd_strings_come_back_unchanged_or_are_refused() -> None:
    """All of them side by side, a case each; what is refused says how to mend it."""
    placed = {}
    for number, text in enumerate(odd_strings()):
        target = draft()
        for spot in (("title", "zh"), ("title", "en")):
            target.put(spot, text)
        placed[f"o-{number}"] = text, renamed(finished(CASE_FILE, target), f"o-{number}")
    found, said = inspected([*library(), *(given.given for _, given in placed.values())])
    wrong: dict[str, list[str]] = {}
    for diagnostic in errors(said):
        assert diagnostic.hint_zh, diagnostic.en
        assert diagnostic.hint_en, diagnostic.en
        wrong.setdefault(diagnostic.file, []).append(diagnostic.code)
    fate: Counter[str] = Counter()
    for name, (text, given) in placed.items():
        if told := wrong.get(given.file):
            # Refused for itself: rules of two records, that two are alike, are CASE4xx.
            assert any(code < "CASE400" for code in told), (text, told)
            fate["refused"] += 1
        else:
            case = found.entry_of(name)
            assert case is not None
            assert case.record.title.zh == unicodedata.normalize("NFC", text), text
            fate["unchanged"] += 1
    assert fate.total() > 400
    assert fate["unchanged"] > 200
    figures.say(
        f"{fate.total()} odd strings: {fate['unchanged']} unchanged, {fate['refused']} refused"
    )


@needs_theirs
@pytest.mark.slow
def test_odd_strings_come_back_unchanged_from_every_text_or_are_refused_there() -> None:
    """What the reader lets pass, string n + k in text k of case n: the data files give it back as it
    was written, or a diagnostic stands on its line. A file with a
    part that has no right shape is not asked for its other texts."""
    readable = [text for text in odd_strings() if is_readable(text)]
    made = batch(readable, iter(range(len(readable))))
    found, said = inspected([*library(), *(placed.given for placed in made.placed.values())])
    refused = {(diagnostic.file, diagnostic.span.line) for diagnostic in errors(said)}
    misshapen = {d.file for d in errors(said) if d.code < "CASE200"}
    fate: Counter[str] = Counter()
    for name, placed in made.placed.items():
        case = found.entry_of(name)
        told = None if case is None else plain(case.record)
        for line, at in placed.lines.items():
            written = unicodedata.normalize("NFC", placed.payloads[at])
            if (placed.file, line) in refused:
                fate["refused"] += 1
            elif placed.file in misshapen:
                fate["beside one of no right shape"] += 1
            else:
                assert place_of(told, at) == written, (name, at)
                fate["unchanged"] += 1
    assert fate["unchanged"] > 10_000
    figures.say(
        f"{len(readable)} odd strings in {len(SPOTS)} texts of a case: {fate['unchanged']} "
        f"unchanged, {fate['refused']} refused, {fate['beside one of no right shape']} beside one of no right shape"
    )


@needs_theirs
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
