"""What the list of cases is filtered and sorted by, and what is shown of a case that was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from replicase.library import Library
from replicase.pages.lists.facets import FACETS, ORDERS, Facet
from replicase.pages.site import Site
from replicase.pages.voice import Voice
from replicase.search.index import BETWEEN, digit

CARDS_IN_A_SHARD = 16

Card = Mapping[str, str]
"""The fields of a case's card in one language, as plain text."""


def catalogue(library: Library, site: Site) -> dict[str, object]:
    """The ids of all cases in order, and what each is filtered and sorted by."""
    voice = Voice(library, site, library.settings.languages[0])  # values are alike in all
    return {
        "ids": BETWEEN.join(case.id for case in library.cases),
        "facets": {facet.name: _filed(voice, facet) for facet in FACETS},
        "orders": {
            name: "".join(digit(of(voice, case)) for case in library.cases) for name, of in ORDERS
        },
    }


def _filed(voice: Voice, facet: Facet) -> dict[str, object]:
    filed = [facet.of(voice, case) for case in voice.library.cases]
    values = sorted({value for of_case in filed for value in of_case})
    sign = {value: digit(position) for position, value in enumerate(values)}
    return {
        "values": values,
        "of": BETWEEN.join("".join([sign[value] for value in of_case]) for of_case in filed),
    }


def card_shards(library: Library, cards: Mapping[str, Card]) -> Iterator[dict[str, object]]:
    """The cards in the order of the cases, a few in each shard: names of fields, then rows."""
    rows = [cards[case.id] for case in library.cases]
    for first in range(0, len(rows), CARDS_IN_A_SHARD):
        some = rows[first : first + CARDS_IN_A_SHARD]
        fields = list(dict.fromkeys(name for card in some for name in card))
        yield {"fields": fields, "rows": [[card.get(name, "") for name in fields] for card in some]}
