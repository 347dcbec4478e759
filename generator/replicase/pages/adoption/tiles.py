"""The tile map: equal tiles in a loose likeness of the map, each with its number and its link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from replicase.model import Case, VocabularyTerm
from replicase.pages.voice import Voice

STEPS = 4
"""Shades of the map; the number is printed, so a shade only repeats it."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A city on the map."""

    name: str
    link: str
    """Empty where a choice of cases has none there."""
    count: int
    words: str
    """The count as it is read aloud."""
    step: int
    """Shade, 0 for a city without cases."""
    column: int
    row: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the legend."""

    shade: int
    words: str


@dataclass(frozen=True, slots=True)
class TileMap:
    """All tiles and the legend."""

    tiles: tuple[Tile, ...]
    legend: tuple[Step, ...]
    elsewhere: str
    """Cases that belong to no city; empty when there are none."""


def tile_map(voice: Voice, chosen: VocabularyTerm | None = None) -> TileMap:
    """Make the map of the library's cities; each tile leads to the page of its city."""
    library = voice.library
    counts = {city.id: len(library.cases_in(city)) for city in library.cities}
    links = {city.id: f"page:cities/{city.slug}/" for city in library.cities}
    return _map(voice, counts, links, len(library.cases), chosen)


def filed_map(voice: Voice, cases: Sequence[Case], filed: str) -> TileMap:
    """Make the map of some cases; a tile leads to those of its city, found by `filed` (`theme=x`)."""
    counts = Counter(city.id for case in cases if (city := voice.library.city_of(case.place)))
    links = {
        city.id: f"page:cases/?{filed}&city={city.slug}" if counts[city.id] else ""
        for city in voice.library.cities
    }
    return _map(voice, counts, links, len(cases), None)


def _map(
    voice: Voice,
    counts: Mapping[str, int],
    links: Mapping[str, str],
    every: int,
    chosen: VocabularyTerm | None,
) -> TileMap:
    cities = voice.library.cities
    bounds = _bounds(max((counts[city.id] for city in cities), default=0))
    tiles = tuple(
        Tile(
            name=voice.city_name(city),
            link=links[city.id],
            count=counts[city.id],
            words=voice.count("count.cases", counts[city.id]),
            step=_step(counts[city.id], bounds),
            column=city.tile[0] + 1,
            row=city.tile[1] + 1,
            chosen=city == chosen,
        )
        for city in cities
        if city.tile is not None
    )
    legend = tuple(
        Step(shade, _range(voice, low, high)) for shade, (low, high) in enumerate(bounds, 1)
    )
    others = every - sum(counts[city.id] for city in cities)
    elsewhere = voice.count("map.elsewhere", others) if others else ""
    return TileMap(
        tiles=tuple(sorted(tiles, key=lambda t: (t.row, t.column))),
        legend=legend,
        elsewhere=elsewhere,
    )


def _bounds(most: int) -> tuple[tuple[int, int], ...]:
    """The lowest and highest count of each shade: as many shades as there are counts, at most four."""
    if most <= STEPS:
        return tuple((n, n) for n in range(1, most + 1))
    ends = [-(-most * step // STEPS) for step in range(1, STEPS + 1)]
    return tuple(zip([1, *(end + 1 for end in ends[:-1])], ends, strict=True))


def _step(count: int, bounds: tuple[tuple[int, int], ...]) -> int:
    return next((shade for shade, (_, high) in enumerate(bounds, 1) if 0 < count <= high), 0)


def _range(voice: Voice, low: int, high: int) -> str:
    return str(low) if low == high else voice.say("map.range", low=low, high=high)
