"""What is said of a page before it is made is true of the page."""

from __future__ import annotations

import pytest

from libraries import AS_OF, MINIATURE, ROOT, files_below
from replicase.load import load
from replicase.pages import Order, Site, forwards, orders
from replicase.pages.embedded import MOST, embed

LIBRARIES = {"real": ROOT, "miniature": MINIATURE}


def ordered(name: str) -> tuple[Order, ...]:
    library, _ = load(files_below(LIBRARIES[name]))
    return orders(library, Site(as_of=AS_OF))


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_page_is_as_it_was_ordered(name: str) -> None:
    for order in ordered(name):
        page = order.make()
        assert (page.address, page.language, page.section, bool(page.contents)) == (
            order.address,
            order.language,
            order.section,
            order.has_contents,
        )


@pytest.mark.parametrize("name", LIBRARIES)
def test_every_address_is_ordered_once(name: str) -> None:
    library, _ = load(files_below(LIBRARIES[name]))
    addresses = [order.address for order in ordered(name)]
    addresses += [forward.address for forward in forwards(library, Site(as_of=AS_OF))]
    assert len(addresses) == len(set(addresses))


def test_a_long_list_on_a_page_by_hand_shows_some_and_leads_to_all() -> None:
    library, _ = load(files_below(ROOT))
    theme = max(library.terms("theme"), key=lambda term: len(library.cases_filed("theme", term.id)))
    cases = library.cases_filed("theme", theme.id)
    assert len(cases) > MOST
    asked = f'<div class="embed" data-show="cases theme={theme.id}"></div>'
    shown = embed(asked, library, "zh", Site(as_of=AS_OF))
    assert shown.count("<article") == MOST
    assert f'href="page:cases/?theme={theme.id}">查看全部 {len(cases)} 个案例' in shown
