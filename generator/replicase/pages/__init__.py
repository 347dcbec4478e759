"""`Library` → the pages made from it, in every language of the library.

A page is made once as a view (a frozen value: chosen, sorted, counted here) and printed by a
template of the same name in `theme/pages/`. A folder holds what makes one kind of page; what all of
them use lies beside this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from replicase import commandbook
from replicase.codes import CODES
from replicase.diagnostics import Language
from replicase.exports import FOLDER
from replicase.library import Library
from replicase.model import Case
from replicase.pages.adoption.page import adoption, tables
from replicase.pages.case.page import case
from replicase.pages.chosen.compare import compare, comparisons, shortlist
from replicase.pages.chosen.fit import fit, fits
from replicase.pages.contribute import commands
from replicase.pages.contribute.fields import field_parts, fields
from replicase.pages.contribute.rules import rule, rules
from replicase.pages.embedded import embed
from replicase.pages.framework.gaps import gaps
from replicase.pages.framework.indicator import indicator
from replicase.pages.framework.matrix import matrices
from replicase.pages.framework.page import framework
from replicase.pages.framework.self_assessment import ADDRESS, self_assessment, sheets
from replicase.pages.home import home
from replicase.pages.lists.attempts import any_stopped, attempts
from replicase.pages.lists.browse import browse
from replicase.pages.lists.card import card
from replicase.pages.lists.city import cities, city
from replicase.pages.lists.directory import directory
from replicase.pages.lists.terms import FOLDERS, term, terms, used
from replicase.pages.method.audit import audit
from replicase.pages.method.data import data
from replicase.pages.method.page import method
from replicase.pages.method.unknowns import unknowns
from replicase.pages.moved import Forward, forwards, withdrawn
from replicase.pages.new import new, year, years
from replicase.pages.page import About, Heading, Order, Page, Planned
from replicase.pages.site import Site
from replicase.pages.voice import Voice
from replicase.rulebook import address

__all__ = [
    "Forward",
    "Heading",
    "Order",
    "Page",
    "Planned",
    "Site",
    "comparisons",
    "embed",
    "fits",
    "forwards",
    "matrices",
    "more_links",
    "orders",
    "orders_of",
    "render",
    "search_cards",
    "sheets",
    "tables",
]


def orders(library: Library, site: Site) -> tuple[Order, ...]:
    """Every page that is made from the library; the languages of a case one after the other."""
    voices = [Voice(library, site, language) for language in library.settings.languages]
    found = [order for voice in voices for order in _lists(voice)]
    for record in library.cases:
        found += _of_case(voices, record)
    for record in library.withdrawn:
        path = f"cases/{record.id}/"
        found += [_order(voice, path, partial(withdrawn, voice, record)) for voice in voices]
    return tuple(found)


def orders_of(library: Library, site: Site, record: Case) -> tuple[Order, ...]:
    """The pages of one published case."""
    return tuple(_of_case([Voice(library, site, la) for la in library.settings.languages], record))


def _of_case(voices: Iterable[Voice], record: Case) -> Iterator[Order]:
    about = ((record.id, record),)
    for voice in voices:
        if voice.has_page(record):
            make, path = partial(case, voice, record), f"cases/{record.id}/"
            yield _order(voice, path, make, has_contents=True, about=about)


def _lists(voice: Voice) -> Iterator[Order]:
    yield _order(voice, "", partial(home, voice))
    yield _order(voice, "cases/", partial(browse, voice))
    yield _order(voice, "compare/", partial(compare, voice))
    yield _order(voice, "shortlist/", partial(shortlist, voice))
    yield _order(voice, "fit/", partial(fit, voice))
    for path, make in directory(voice):
        yield _order(voice, path, make, section="cases")
    yield _order(voice, "cities/", partial(cities, voice))
    for place in voice.library.cities:
        yield _order(voice, f"cities/{place.slug}/", partial(city, voice, place))
        # Also those without gaps: a link to the list of a city must not break when it is empty.
        yield _order(voice, f"gaps/{place.slug}/", partial(gaps, voice, place), section="cities")
    for facet, folder in FOLDERS.items():
        yield _order(voice, f"{folder}/", partial(terms, voice, facet), section="cases")
        # Also those without cases: an address that was published once stays.
        for filed in voice.library.terms(facet):
            make = partial(term, voice, facet, filed)
            yield _order(voice, f"{folder}/{filed.id}/", make, section="cases")
    for path, make in adoption(voice):
        yield _order(voice, path, make, section="cases")
    yield _order(voice, "attempts/", partial(attempts, voice), section="cases")
    yield _order(voice, "new/", partial(new, voice), section="cases")
    for told in years(voice):
        yield _order(voice, f"new/{told}/", partial(year, voice, told), section="cases")
    yield from _about_the_format(voice)
    # These belong to the hand-written page that says what the library is.
    yield _order(voice, "method/", partial(method, voice), section="about", has_contents=True)
    yield _order(voice, "audit/", partial(audit, voice), section="about", has_contents=True)
    yield _order(voice, "audit/unknown/", partial(unknowns, voice), section="about")
    yield _order(voice, FOLDER, partial(data, voice), section="about", has_contents=True)
    yield _order(voice, "framework/", partial(framework, voice), section="about", has_contents=True)
    yield _order(voice, ADDRESS, partial(self_assessment, voice))
    for code in dict.fromkeys(i.code for i in voice.library.indicators):
        yield _order(voice, f"framework/{code}/", partial(indicator, voice, code), section="about")


def _about_the_format(voice: Voice) -> Iterator[Order]:
    """Yield the pages on rules, fields and commands, which no case changes."""
    path = "contribute/rules/"
    yield _order(voice, path, partial(rules, voice), has_contents=True, about=())
    for asked in CODES:
        yield _order(voice, address(asked), partial(rule, voice, asked), about=())
    path = "contribute/fields/"
    yield _order(voice, path, partial(fields, voice), has_contents=True, about=())
    for path, parts in field_parts(voice):
        yield _order(voice, path, parts, has_contents=True, about=())
    yield _order(voice, commandbook.ROOT, partial(commands.command_list, voice), about=())
    for name in commandbook.names():
        make = partial(commands.command, voice, name)
        yield _order(voice, commandbook.address(name), make, about=())


def _order(
    voice: Voice,
    path: str,
    make: Callable[[], Page],
    *,
    section: str = "",
    has_contents: bool = False,
    about: About | None = None,
) -> Order:
    section = section or path.split("/")[0] or "home"
    return Order(voice.address(path), voice.language, section, make, has_contents, about)


def more_links(library: Library, site: Site, language: Language) -> tuple[tuple[str, str], ...]:
    """The pages beside the navigation that have something to tell: title and address of each.

    First those by which cases are found and tried, then what is new, then how far the library is to be trusted.
    """
    voice = Voice(library, site, language)
    links = (
        ("terms.themes", "themes/", bool(used(voice, "theme"))),
        ("terms.methods", "methods/", bool(used(voice, "method"))),
        ("fit.title", "fit/", bool(library.cases)),
        ("framework.title", "framework/", bool(library.indicators)),
        ("sheet.title", ADDRESS, bool(library.indicators)),
        ("ledger.title", "adoption/", bool(library.adoptions)),
        ("attempts.title", "attempts/", any_stopped(voice)),
        ("new.title", "new/", bool(library.cases)),
        ("how.title", "method/", True),
        ("audit.title", "audit/", bool(library.cases)),
        ("data.title", FOLDER, bool(library.cases)),
    )
    return tuple((voice.say(title), address) for title, address, there in links if there)


def render(library: Library, site: Site) -> tuple[Page, ...]:
    """Make every page, one after the other."""
    return tuple(order.make() for order in orders(library, site))


def search_cards(
    library: Library, site: Site
) -> Mapping[Language, Mapping[str, Mapping[str, str]]]:
    """The texts of every card, by language, case and `data-field` (see `theme/pages/browse.html`)."""
    cards: dict[Language, Mapping[str, Mapping[str, str]]] = {}
    for language in library.settings.languages:
        voice = Voice(library, site, language)
        cards[language] = {record.id: card(voice, record).slots() for record in library.cases}
    return cards
