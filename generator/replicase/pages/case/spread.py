"""Where a practice was taken up, on the tile map; the table of adopters below it tells the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from replicase.model import Adoption
from replicase.pages.adoption.adopters import standing, within
from replicase.pages.case.subject import Subject
from replicase.pages.voice import Voice

WIDTH, HEIGHT, GAP = 74, 58, 4
"""A tile and the room between two, in units of the drawing."""
NAMED = 12
"""Places off the map that are named; of more the number is told."""


@dataclass(frozen=True, slots=True)
class SpreadTile:
    """A city: whether it is the origin, and what others there did."""

    x: int
    y: int
    name: str
    kind: str
    """`origin`, `going`, `under_way`, `stopped`, `refused`, `within`, or empty where nothing is known."""
    lines: tuple[str, ...]
    """The same in words."""

    @property
    def middle(self) -> int:
        """Where its words are centred."""
        return self.x + WIDTH // 2


@dataclass(frozen=True, slots=True)
class Spread:
    """The map of adopters."""

    label: str
    width: int
    height: int
    tiles: tuple[SpreadTile, ...]
    elsewhere: str
    """The adopters that are not on the map; empty when all are."""


def spread(subject: Subject, adoptions: Sequence[Adoption]) -> Spread | None:
    """Draw where it was taken up; nothing where no adopter lies on the map beside the origin."""
    voice, library = subject.voice, subject.voice.library
    on_map = {city.id: city for city in library.cities if city.tile is not None}
    origin = library.city_of(subject.case.place)
    counts: Counter[tuple[str, str]] = Counter()
    elsewhere: list[str] = []
    for adoption in adoptions:
        city, kind = library.city_of(adoption.place), _kind(subject, adoption)
        if kind == "planned":
            continue
        if city is not None and city.id in on_map:
            counts[city.id, kind] += 1
        else:
            name = voice.place(adoption.place)
            tag = (
                "" if kind == "going" else voice.say("spread.tag", what=voice.say(f"spread.{kind}"))
            )
            elsewhere.append(f"{name}{tag}")
    if not any(origin is None or city != origin.id for city, _ in counts):
        return None
    tiles = []
    said = []
    for city in on_map.values():
        if city.tile is None:
            continue
        kinds = [
            k for k in ("going", "under_way", "stopped", "refused", "within") if counts[city.id, k]
        ]
        lines = [
            voice.say("spread.n", what=voice.say(f"spread.{k}"), n=counts[city.id, k])
            for k in kinds
        ]
        if origin is not None and city.id == origin.id:
            lines.insert(0, voice.say("spread.origin"))
            kinds.insert(0, "origin")
        name = voice.city_name(city)
        if lines:
            said.append(voice.say("spread.city", city=name, what=voice.joined(lines)))
        tiles.append(
            SpreadTile(
                x=1 + city.tile[0] * (WIDTH + GAP),
                y=1 + city.tile[1] * (HEIGHT + GAP),
                name=name,
                kind=kinds[0] if kinds else "",
                lines=tuple(lines),
            )
        )
    more = len(elsewhere) - NAMED
    if more > 0:
        elsewhere = [*elsewhere[:NAMED], voice.say("framework.more", n=more)]
    return Spread(
        label=voice.say("spread.label", cities=voice.say("mark.semicolon").join(said)),
        width=max(tile.x for tile in tiles) + WIDTH + 1,
        height=max(tile.y for tile in tiles) + HEIGHT + 1,
        tiles=tuple(tiles),
        elsewhere=_listed(voice, elsewhere),
    )


def _listed(voice: Voice, places: list[str]) -> str:
    return voice.say("spread.elsewhere", places=voice.joined(places)) if places else ""


def _kind(subject: Subject, adoption: Adoption) -> str:
    if within(subject.voice, subject.case, adoption):
        return "within"
    stands = standing(subject.voice, adoption)
    return stands if stands in ("planned", "under_way", "stopped", "refused") else "going"
