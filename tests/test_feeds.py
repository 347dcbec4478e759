"""The feeds: valid by the rules of RFC 4287, with ids that stay, short, and of real changes only."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urljoin

import pytest
from benchmarks.synthetic import library as synthetic
from lxml import etree

from libraries import HERE, MINIATURE, ROOT, files_below
from replicase.library import Library
from replicase.load import load
from replicase.model.case import Change
from replicase.model.scalars import PartialDate
from replicase.model.text import Text
from replicase.pages import Site, orders
from replicase.pages.feeds import MOST, Feed, feed_file, feeds, feeds_of_pages

AS_OF = date(2026, 11, 22)
ATOM = "{http://www.w3.org/2005/Atom}"
HOME = "https://library.example/governance/"


@cache
def library(which: str) -> Library:
    if which == "real":
        return load(files_below(ROOT))[0]
    if which == "many":
        return load(synthetic(ROOT, 400))[0]
    over = {g.file: g for g in (*files_below(MINIATURE), *files_below(HERE / "library/spread"))}
    return load(over.values())[0]


def every(made: Library, home: str = "") -> dict[str, Any]:
    """Each feed by its address, parsed."""
    found = feeds(made, Site(as_of=AS_OF))
    return {f.address: etree.fromstring(feed_file(f, home).data) for f in found}


def one(at: Any, name: str) -> str:
    """The text of an element that has to be there exactly once."""
    (found,) = at.findall(ATOM + name)
    return str(found.text)


def valid(feed: Any, base: str) -> None:
    """What RFC 4287 asks of a feed with entries of text (sections 4.1.1, 4.1.2, 4.2)."""
    assert feed.tag == f"{ATOM}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang")
    one(feed, "title")
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    (own,) = feed.xpath("a:link[@rel='self']/@href", namespaces={"a": ATOM[1:-1]})
    assert urljoin(base, own) == base
    entries = feed.findall(f"{ATOM}entry")
    for at in (feed, *entries):
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one(at, "id"))
        assert datetime.fromisoformat(one(at, "updated")).tzinfo is not None
        assert one(at, "title").strip()
        ways = at.xpath("a:link[@rel='alternate']", namespaces={"a": ATOM[1:-1]})
        assert len({(way.get("type"), way.get("hreflang")) for way in ways}) == len(ways) == 1
    ids = [one(at, "id") for at in (feed, *entries)]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        assert one(entry, "summary").strip()
        assert entry.find(f"{ATOM}summary").get("type") is None
        assert all(c.get("term") for c in entry.findall(f"{ATOM}category"))
    moments = [one(entry, "updated") for entry in entries]
    assert moments == sorted(moments, reverse=True)
    if moments:
        assert one(feed, "updated") == moments[0]
    allowed = {"id", "title", "subtitle", "updated", "author", "rights", "generator", "link"}
    assert {child.tag[len(ATOM) :] for child in feed} <= allowed | {"entry"}


@pytest.mark.parametrize("which", ["real", "spread", "many"])
@pytest.mark.parametrize("home", ["", HOME])
def test_every_feed_is_valid_and_short(which: str, home: str) -> None:
    found = every(library(which), home)
    assert {"feeds/all.xml", "en/feeds/all.xml", "feeds/adoptions.xml", "feeds/gaps.xml"} <= set(
        found
    )
    for address, feed in found.items():
        valid(feed, (home or "https://elsewhere.example/") + address)
        assert len(feed.findall(f"{ATOM}entry")) <= MOST
    if which == "many":
        assert len(found["feeds/all.xml"].findall(f"{ATOM}entry")) == MOST


def test_ids_stay_when_the_site_gets_an_address() -> None:
    def ids(home: str) -> set[str]:
        return {
            found.text
            for feed in every(library("spread"), home).values()
            for found in feed.iter(f"{ATOM}id")
        }

    assert ids("") == ids(HOME) == ids("https://moved.example/")


def test_links_lead_to_pages_there_are() -> None:
    made = library("spread")
    pages = {order.address for order in orders(made, Site(as_of=AS_OF))}
    for address, feed in every(made).items():
        for link in feed.iter(f"{ATOM}link"):
            way = urljoin(f"https://x/{address}", link.get("href")).removeprefix("https://x/")
            assert way.partition("#")[0] in pages | {address}, way


def test_nothing_but_the_records_changes_a_feed() -> None:
    made = library("spread")
    later = {f.address: f for f in feeds(made, Site(as_of=date(2027, 5, 1)))}
    for feed in feeds(made, Site(as_of=AS_OF)):
        if feed.address.removeprefix("en/") != "feeds/adoptions.xml":
            assert feed_file(feed, "").data == feed_file(later[feed.address], "").data


def test_a_change_is_one_new_entry_in_its_city_and_themes() -> None:
    before = library("spread")
    entry = before.case_entries[0]
    change = Change(date=PartialDate(2026, 11, 20), what=Text(zh="更正了一个数", en="A number"))
    changed = entry.record.changed({"changes": (*entry.record.changes, change)})
    after = replace(before, case_entries=(replace(entry, record=changed), *before.case_entries[1:]))
    city = before.city_of(changed.place)
    assert city
    new = {}
    for address, feed in every(after).items():
        had = {found.text for found in every(before)[address].iter(f"{ATOM}id")}
        told = [e for e in feed.findall(f"{ATOM}entry") if one(e, "id") not in had]
        if told:
            new[address] = [one(e, "summary") for e in told]
    zh = {
        "feeds/all.xml",
        f"feeds/cities/{city.slug}.xml",
        *(f"feeds/themes/{theme}.xml" for theme in changed.facets.theme),
    }
    assert set(new) == zh | {f"en/{address}" for address in zh}
    for address, told in new.items():
        assert told == ["A number" if address.startswith("en/") else "更正了一个数"]


def test_a_text_of_a_stranger_stays_text() -> None:
    before = library("spread")
    entry = before.case_entries[0]
    hostile = "]]><script>alert(1)</script>&amp;\x0b\ufffe<!--"
    record = entry.record.changed({"title": Text(zh=hostile, en=hostile)})
    after = replace(before, case_entries=(replace(entry, record=record), *before.case_entries[1:]))
    titles = {t.text for feed in every(after).values() for t in feed.iter(f"{ATOM}title")}
    assert "]]><script>alert(1)</script>&amp;<!--" in titles
    tags = {e.tag for feed in every(after).values() for e in feed.iter()}
    assert f"{ATOM}script" not in tags


def test_a_page_has_the_feed_that_tells_the_same() -> None:
    made = feeds_of_pages(feeds(library("spread"), Site(as_of=AS_OF)))

    def of(page: str) -> list[str]:
        found: tuple[Feed, ...] = made[page]
        return [feed.address for feed in found]

    assert of("") == ["feeds/all.xml"]
    assert of("en/") == ["en/feeds/all.xml"]
    assert of("new/") == ["feeds/all.xml", "feeds/adoptions.xml", "feeds/gaps.xml"]
    assert of("cities/alpha/") == ["feeds/cities/alpha.xml"]
    assert of("en/gaps/alpha/") == ["en/feeds/gaps.xml"]


def test_without_cases_there_is_no_feed() -> None:
    none = replace(library("spread"), case_entries=(), adoption_entries=())
    assert feeds(none, Site(as_of=AS_OF)) == ()
