"""The page of an indicator: its cases city by city, and what is open; of a group, the gap matrix."""

from __future__ import annotations

from dataclasses import dataclass

from replicase.model import Case, Indicator
from replicase.pages.framework.matrix import Matrix, address_of, by_city, csv_address, matrix
from replicase.pages.grades import sort_key
from replicase.pages.lists.listing import Line, line
from replicase.pages.page import Page
from replicase.pages.templates import fill
from replicase.pages.voice import Said, Voice

NAMED = 16
"""Cases of one city on the page, the strongest evidence first; of more the number is told."""
NAMED_OF_GROUP = 5
"""The same on the page of a group, which has a matrix above them."""


@dataclass(frozen=True, slots=True)
class CityPart:
    """What a city has under the indicator."""

    id: str
    name: str
    count: str
    lines: tuple[Line, ...]
    more: str
    more_link: str
    open: str
    open_link: str


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """Everything on the page of an indicator."""

    title: Said
    code: str
    group: Said | None
    group_link: str
    aliases: str
    lead: str
    matrix: Matrix
    cities: tuple[CityPart, ...]
    csv: str


def indicator(voice: Voice, code: str) -> Page:
    """Make the page of an indicator or of a group."""
    library = voice.library
    found = library.indicator(code)
    if found is None:
        raise LookupError(code)
    top = library.top_of(code)
    group = top[1] if top and top[1].code != code else None
    cases = library.cases_serving(code)
    parts = tuple(part for part in found.walk() if not part.items)
    cities = _cities(voice, found, cases)
    aliases = found.aliases.zh if voice.language == "zh" else found.aliases.en
    view = IndicatorView(
        title=voice.text(found.title),
        code=code,
        group=voice.text(group.title) if group else None,
        group_link=f"page:{address_of(group.code)}" if group else "",
        aliases=voice.say("terms.also", words=voice.joined(list(aliases))) if aliases else "",
        lead=_lead(voice, found, cases),
        matrix=matrix(voice, parts if found.items else (found,), here=not found.items),
        cities=cities,
        csv=f"asset:{csv_address(voice)}",
    )
    return Page(
        address=voice.address(address_of(code)),
        language=voice.language,
        section="about",
        title=voice.say("matrix.title_of", title=view.title.text, code=code),
        description=f"{view.title.text}{voice.say('mark.colon')}{view.lead}",
        body=fill("indicator.html", voice, view=view),
    )


def _lead(voice: Voice, found: Indicator, cases: tuple[Case, ...]) -> str:
    """How many cases, in how many cities, and how many items are open."""
    library = voice.library
    still = sum(library.open_gaps_under(found.code, city) for city in library.cities)
    if not cases:
        told = voice.say("matrix.negative" if found.negative else "matrix.none")
    else:
        where = len(by_city(voice, cases).keys() - {""})
        told = voice.say("matrix.lead", cases=voice.count("count.cases", len(cases)), n=where)
    return voice.say("matrix.lead_open", told=told, n=still) if still else told


def _cities(voice: Voice, found: Indicator, cases: tuple[Case, ...]) -> tuple[CityPart, ...]:
    sorted_in = by_city(voice, cases)
    most = NAMED_OF_GROUP if found.items else NAMED
    parts = []
    for city in voice.library.cities:
        here = sorted_in.get(city.id, [])
        still = voice.library.open_gaps_under(found.code, city)
        if here or still:
            name = voice.city_name(city)
            link = f"page:gaps/{city.slug}/" if still else ""
            anchor = city.slug or city.id
            parts.append(_part(voice, anchor, name, _ranked(voice, here), still, link, most))
    if others := sorted_in.get(""):
        name, ranked = voice.say("browse.elsewhere"), _ranked(voice, others)
        parts.append(_part(voice, "elsewhere", name, ranked, 0, "", most))
    return tuple(parts)


def _ranked(voice: Voice, cases: list[Case]) -> list[Case]:
    return sorted(cases, key=lambda case: sort_key(voice, case))


def _part(
    voice: Voice, anchor: str, name: str, cases: list[Case], still: int, link: str, most: int
) -> CityPart:
    more = len(cases) - most
    city = "" if anchor == "elsewhere" else anchor
    return CityPart(
        id=anchor,
        name=name,
        count=voice.count("count.cases", len(cases)),
        lines=tuple(line(voice, case) for case in cases[:most]),
        more=voice.say("framework.more", n=more) if more > 0 else "",
        more_link=f"page:cities/{city}/" if city else "page:directory/",
        open=voice.say("matrix.open", n=still) if still else "",
        open_link=link,
    )
