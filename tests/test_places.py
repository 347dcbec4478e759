"""Whatever the site can show is looked at: no template of a page is without its pictures."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Template

from browser.places import FROM_MINIATURE, PICTURES
from libraries import ROOT, files_below
from replicase.load import load
from replicase.pages import Site, orders
from replicase.pages.templates import PageEnvironment
from replicase.theme import theme_folder
from sites import later

NO_PAGE = {
    "cards.html": "cards in a page written by hand",
    "cites.html": "marks of sources within a page",
    "entry.html": "sends its reader on at once",
    "moved.html": "sends its reader on at once",
}
"""Templates that no other one takes in, and that make no page one looks at -> what they make."""


def templates_of_pages() -> set[str]:
    """The templates of the theme that no other one takes in."""
    texts = {file.name: file.read_text() for file in (theme_folder() / "pages").glob("*.html")}
    taken_in = re.findall(r'{% (?:from|import|include|extends) "([^"]+)"', "".join(texts.values()))
    return texts.keys() - set(taken_in)


def filled(root: Path, addresses: set[str], monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The templates that are filled to make some pages of a library."""
    asked: set[str] = set()
    found = PageEnvironment.get_template

    def get_template(self: PageEnvironment, name: str, *parent: str, **more: object) -> Template:
        if not parent:
            asked.add(name)
        return found(self, name, *parent, **more)

    library, _ = load(files_below(root))
    made = {o.address: o for o in orders(library, Site(as_of=date(2026, 11, 22)))}
    monkeypatch.setattr(PageEnvironment, "get_template", get_template)
    for address in addresses & made.keys():
        made[address].make()
    return asked


def test_every_template_that_makes_a_page_has_its_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = {name: address.partition("?")[0] for name, address in PICTURES.items()}
    miniature = {addresses.pop(name) for name in FROM_MINIATURE}
    pictured = filled(ROOT, set(addresses.values()), monkeypatch)
    pictured |= filled(later(tmp_path), miniature, monkeypatch)
    assert templates_of_pages() - pictured - NO_PAGE.keys() == set()
