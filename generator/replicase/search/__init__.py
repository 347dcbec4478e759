"""Search: one static index for both languages, read by `theme/material/assets/search.js`.

Everything is a classic script in `search/` that calls `Replicase.data(name, value)`, so that it
loads from a folder as well; a value is JSON with `<`, U+2028 and U+2029 escaped.

`search/index`
    `documents`, the number of cases; `starts`, the first key of each shard, joined by commas;
    `simplified`, traditional characters, each before the simplified one that keys have instead;
    `cards`, how many cards a shard has; `version`, a hash of everything, for the browser's cache.
    A case is known by its number: its position in `Library.cases`.
`search/<n>`
    Shard n of the sorted keys (UTF-16 order), found by binary search in `starts`. An object from
    the head of a key (one Chinese character, or two letters and the mark before them) to two
    strings joined by commas: the rests of the keys, and for each the lists of its cases, written as
    `index` says: those that have it, then those in whose head and in whose title it is.
`search/catalogue`
    `ids` of the cases by number, joined by commas; `facets`, for each its `values` and, joined by
    commas, those of each case: a digit for each, its position; `orders`, for each a digit for each
    case, the larger the later. A digit is one character, as in lists.
`search/cards-<language>-<n>`
    `fields` and `rows`: what the card of a case shows, in one language.

Keys, from text that `segment.fold` made equal:

- `河长`: two neighbouring Chinese characters; `制`: one at the end of a run;
- `grid`: a word of letters and digits;
- `'he'zhang`, `'zhi`: two neighbouring syllables, one at the end of a run;
- `-hzz`: up to four initials, from every syllable on.

A query is folded and cut into runs in the same way, with simplified characters for traditional
ones, and every run must match. Spaces inside a word (`河 长 制`, `he zhang zhi`) are first taken for
slips; where nothing is found without them, they part words. A Chinese run is covered by the fewest
pieces of two characters or more so that all pairs inside a piece occur in the case: the pairs that
do not occur are the cuts, so the first and the last must, and of two neighbours one. A single
Chinese character is the beginning of a key. A word is the beginning of a word, of syllables or of
initials; a number before a Chinese character is a whole number. A piece counts 1 in the title, 2 in
the head, 3 elsewhere; cases that come to less are listed first, then those with more in the title,
then in the library's order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from replicase.cache import NOWHERE, Cache
from replicase.diagnostics import Language
from replicase.library import Library
from replicase.output import Output, script
from replicase.pages.site import Site
from replicase.search.catalogue import CARDS_IN_A_SHARD, Card, card_shards, catalogue
from replicase.search.index import BETWEEN, invert
from replicase.search.kept import postings_of

__all__ = ["build"]


def build(
    library: Library,
    site: Site,
    languages: Sequence[Language],
    cards: Mapping[Language, Mapping[str, Card]],
    cache: Cache = NOWHERE,
) -> tuple[Output, ...]:
    """Make the index of a library, and the cards of its cases by language and id.

    Of cases that a `cache` knows the texts are not read again.
    """
    inverted = invert(postings_of(library, cache), len(library.cases))
    outputs = [_script(str(n), shard.heads) for n, shard in enumerate(inverted.shards)]
    outputs.append(_script("catalogue", catalogue(library, site)))
    for language in languages:
        for n, some in enumerate(card_shards(library, cards[language])):
            outputs.append(_script(f"cards-{language}-{n}", some))
    manifest = {
        "documents": len(library.cases),
        "starts": BETWEEN.join(shard.start for shard in inverted.shards),
        "simplified": inverted.simplified,
        "cards": CARDS_IN_A_SHARD,
        "version": _version(outputs),
    }
    return (_script("index", manifest), *outputs)


def _script(name: str, value: object) -> Output:
    return script(f"search/{name}", value)


def _version(outputs: Sequence[Output]) -> str:
    total = hashlib.sha256()
    for output in outputs:
        total.update(output.data)
    return total.hexdigest()[:12]
