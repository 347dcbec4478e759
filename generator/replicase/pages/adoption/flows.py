"""Whose practices went where: origin cities by adopter cities, as a table and on the tile map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from replicase.pages.adoption.ledger import ENDED, Ledger
from replicase.pages.voice import Voice

SIDE, GAP = 84, 40
"""A tile and the room between two, in units of the drawing."""
DRAWN = 16
"""Arrows on the map; of more, those that stand for most. The table has all."""
LISTED = 8
"""Flows told in words beside the map."""
STRENGTHS = (2, 4, 10)
"""From how many adoptions an arrow is drawn thicker."""
CLEAR = 3
"""Room between a tile and an arrow."""
ASIDE = 15
"""How far from its arrow a number stands."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What went from one city to another."""

    going: int
    """In use, seen in use or under way."""
    ended: int
    """Given up or refused."""
    link: str
    adopter: str


@dataclass(frozen=True, slots=True)
class Row:
    """The practices of one origin."""

    origin: str
    link: str
    """Empty where nobody is on record."""
    cells: tuple[Cell, ...]
    going: int
    ended: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Origins by adopters."""

    adopters: tuple[tuple[str, str], ...]
    """Name and page of each column; the last, of places elsewhere, has no page."""
    rows: tuple[Row, ...]
    totals: tuple[tuple[int, int], ...]
    """What each adopter took up and what it gave up or refused."""
    going: int
    ended: int
    none: str
    """The origins nobody took anything over from; empty where there is none."""


@dataclass(frozen=True, slots=True)
class FlowTile:
    """A city, with how much left it and came to it."""

    x: int
    y: int
    name: str
    lines: tuple[str, ...]
    elsewhere: bool

    @property
    def middle(self) -> int:
        """Where its words are centred."""
        return self.x + SIDE // 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """Practices that went from one tile to another."""

    path: str
    strength: int
    """1 to 4."""
    ended: bool
    """Whether all of them were given up or refused."""
    n: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class FlowLine:
    """The same in words."""

    words: str
    link: str
    count: str


@dataclass(frozen=True, slots=True)
class FlowMap:
    """The drawing."""

    label: str
    width: int
    height: int
    tiles: tuple[FlowTile, ...]
    arrows: tuple[Arrow, ...]
    lines: tuple[FlowLine, ...]
    notes: tuple[str, ...]


Flow = tuple[str, str]
"""Ids of the origin's and the adopter's city; empty for elsewhere."""


@dataclass(frozen=True)
class Flows:
    """What went where, counted."""

    ledger: Ledger
    links: Mapping[Flow, str]
    going: Counter[Flow]
    ended: Counter[Flow]

    @classmethod
    def of(cls, ledger: Ledger, links: Mapping[Flow, str]) -> Flows:
        """Count the adoptions that count; `links` lead to those of each flow."""
        going: Counter[Flow] = Counter()
        ended: Counter[Flow] = Counter()
        for taking in ledger.counted:
            (ended if taking.kind in ENDED else going)[taking.origin, taking.adopter] += 1
        return cls(ledger, links, going, ended)

    @property
    def voice(self) -> Voice:
        """Who tells it."""
        return self.ledger.voice

    def name(self, city_id: str, *, adopts: bool) -> str:
        """What a city, or elsewhere, is called at either end."""
        term = self.voice.library.term("places", city_id) if city_id else None
        if term:
            return self.voice.city_name(term)
        return self.voice.say("ledger.elsewhere" if adopts else "ledger.no_city")

    def matrix(self) -> Matrix:
        """Set out the table."""
        cities = self.voice.library.cities
        ids = [*(city.id for city in cities), ""]
        origins = ids if "" in self.ledger.by_origin else ids[:-1]
        rows = tuple(self._row(origin, ids) for origin in origins)
        # Whose cases were taken over at home alone has a page and no numbers.
        none = [row.origin for row in rows if not row.going + row.ended]
        return Matrix(
            adopters=(
                *((self.voice.city_name(city), f"page:cities/{city.slug}/") for city in cities),
                (self.name("", adopts=True), ""),
            ),
            rows=rows,
            totals=tuple(
                (
                    sum(row.cells[column].going for row in rows),
                    sum(row.cells[column].ended for row in rows),
                )
                for column in range(len(ids))
            ),
            going=self.going.total(),
            ended=self.ended.total(),
            none=self.voice.say("ledger.no_origin", cities=self.voice.joined(none)) if none else "",
        )

    def _row(self, origin: str, ids: Sequence[str]) -> Row:
        cells = tuple(
            Cell(
                going=self.going[origin, adopter],
                ended=self.ended[origin, adopter],
                link=self.links.get((origin, adopter), ""),
                adopter=self.name(adopter, adopts=True),
            )
            for adopter in ids
        )
        return Row(
            origin=self.name(origin, adopts=False),
            link=origin_page(self.ledger, origin) if origin in self.ledger.by_origin else "",
            cells=cells,
            going=sum(cell.going for cell in cells),
            ended=sum(cell.ended for cell in cells),
        )

    def map(self) -> FlowMap | None:
        """Draw it; nothing where nothing that counts came from a city of the map."""
        voice = self.voice
        every = self.going + self.ended
        places = _places(self.ledger, every)
        shown = {flow: n for flow, n in every.items() if flow[0] and set(flow) <= places.keys()}
        if not shown:
            return None
        ordered = sorted(shown, key=lambda flow: (-shown[flow], flow))
        between = [flow for flow in ordered if flow[0] != flow[1]]
        lines = tuple(
            FlowLine(
                words=voice.say(
                    "ledger.flow",
                    origin=self.name(origin, adopts=False),
                    adopter=self.name(adopter, adopts=True),
                ),
                link=self.links.get((origin, adopter), ""),
                count=voice.count("ledger.times", shown[origin, adopter]),
            )
            for origin, adopter in ordered
        )
        left_out = every.total() - sum(shown.values())
        notes = [voice.say("ledger.map_note")]
        if len(between) > DRAWN:
            notes.append(voice.say("ledger.map_drawn", n=DRAWN, all=len(between)))
        if left_out:
            notes.append(voice.count("ledger.map_left_out", left_out))
        told = [f"{line.words} {line.count}" for line in lines[:LISTED]]
        return FlowMap(
            label=voice.say("ledger.map_label", flows=voice.joined(told)),
            width=max(x for x, _ in places.values()) + SIDE + 1,
            height=max(y for _, y in places.values()) + SIDE + 1,
            tiles=tuple(self._tiles(places, shown)),
            arrows=tuple(
                _arrow(places[flow[0]], places[flow[1]], shown[flow], ended=not self.going[flow])
                for flow in between[:DRAWN]
            ),
            lines=lines[:LISTED],
            notes=tuple(notes),
        )

    def _tiles(
        self, places: Mapping[str, tuple[int, int]], shown: Mapping[Flow, int]
    ) -> Iterator[FlowTile]:
        out: Counter[str] = Counter()
        came: Counter[str] = Counter()
        for (origin, adopter), n in shown.items():
            if origin != adopter:
                out[origin] += n
                came[adopter] += n
        for city_id, (x, y) in places.items():
            told = (
                ("out", out[city_id]),
                ("in", came[city_id]),
                ("inside", shown.get((city_id, city_id), 0)),
            )
            yield FlowTile(
                x=x,
                y=y,
                name=self.name(city_id, adopts=True),
                lines=tuple(self.voice.say(f"ledger.tile_{name}", n=n) for name, n in told if n),
                elsewhere=not city_id,
            )


def origin_page(ledger: Ledger, origin: str) -> str:
    """The page of what was taken over from one city."""
    term = ledger.voice.library.term("places", origin) if origin else None
    return f"page:adoption/{term.slug if term else 'elsewhere'}/"


def _places(ledger: Ledger, flows: Counter[Flow]) -> dict[str, tuple[int, int]]:
    """Where each city lies in the drawing; elsewhere lies where its arrows are shortest."""
    tiles = {city.id: city.tile for city in ledger.voice.library.cities if city.tile is not None}
    taken = set(tiles.values())
    across = max((x for x, _ in taken), default=0) + 1
    down = max((y for _, y in taken), default=0) + 1
    coming = [(tiles[o], n) for (o, a), n in flows.items() if not a and o in tiles]
    free = [(x, y) for y in range(down + 1) for x in range(across) if (x, y) not in taken]
    tiles[""] = min(
        free, key=lambda at: sum(n * hypot(x - at[0], y - at[1]) for (x, y), n in coming)
    )
    return {city: (1 + x * (SIDE + GAP), 1 + y * (SIDE + GAP)) for city, (x, y) in tiles.items()}


def _arrow(start: tuple[int, int], end: tuple[int, int], n: int, *, ended: bool) -> Arrow:
    """A curve from edge to edge, bent to the right of its way: there and back do not meet."""
    ax, ay = start[0] + SIDE / 2, start[1] + SIDE / 2
    bx, by = end[0] + SIDE / 2, end[1] + SIDE / 2
    cx, cy = (ax + bx) / 2 - (by - ay) * 0.13, (ay + by) / 2 + (bx - ax) * 0.13
    sx, sy = _edge(ax, ay, cx, cy)
    ex, ey = _edge(bx, by, cx, cy)
    beside = ASIDE / hypot(bx - ax, by - ay)
    return Arrow(
        path=f"M{sx:.0f} {sy:.0f}Q{cx:.0f} {cy:.0f} {ex:.0f} {ey:.0f}",
        strength=1 + sum(n >= least for least in STRENGTHS),
        ended=ended,
        n=n,
        x=round((sx + 2 * cx + ex) / 4 - (by - ay) * beside),
        y=round((sy + 2 * cy + ey) / 4 + (bx - ax) * beside),
    )


def _edge(x: float, y: float, to_x: float, to_y: float) -> tuple[float, float]:
    """Where the way from the middle of a tile to a point leaves the tile, a little outside."""
    dx, dy = to_x - x, to_y - y
    share = (SIDE / 2) / max(abs(dx), abs(dy)) + CLEAR / hypot(dx, dy)
    return x + dx * share, y + dy * share
