"""The directory: every case by its title, city after city, on pages that never grow.

It is the way to every case where there is no JavaScript, however large the library.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from replicase.model import Case
from replicase.pages.lists.listing import Group, line
from replicase.pages.page import Page
from replicase.pages.templates import fill
from replicase.pages.voice import Voice

LINES = 120
"""Cases on one page."""


@dataclass(frozen=True, slots=True)
class Step:
    """A link to a page of the directory."""

    label: str
    link: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything on one of its pages."""

    title: str
    lead: str
    cities: tuple[Step, ...]
    """The page on which the cases of each city begin."""
    groups: tuple[Group, ...]
    before: Step | None
    after: Step | None


@dataclass(frozen=True)
class Shelves:
    """The cases of a library in the order of the directory."""

    voice: Voice
    filed: tuple[tuple[str, Case], ...]
    """Each case with the name of its city."""

    @classmethod
    def of(cls, voice: Voice) -> Shelves:
        """Put the cases of each city together, those outside any at the end."""
        library = voice.library
        names = {city.id: voice.city_name(city) for city in library.cities}
        order = {city: place for place, city in enumerate(names)}
        elsewhere = voice.say("browse.elsewhere")
        placed = []
        for case in library.cases:
            city = library.city_of(case.place)
            key = city.id if city else ""
            placed.append((order.get(key, len(order)), names.get(key, elsewhere), case))
        placed.sort(key=lambda each: each[0])
        return cls(voice, tuple((name, case) for _, name, case in placed))

    @property
    def pages(self) -> int:
        """How many pages there are; one even where there is no case."""
        return max(1, -(-len(self.filed) // LINES))

    def page(self, number: int) -> Page:
        """Make one page, counted from 1."""
        voice = self.voice
        some = self.filed[(number - 1) * LINES : number * LINES]
        view = Directory(
            title=self._title(number),
            lead=voice.say("directory.lead", n=len(self.filed)),
            cities=tuple(self._cities({name for name, _ in some})) if self.pages > 1 else (),
            groups=tuple(
                Group(name, tuple(line(voice, case) for _, case in lying))
                for name, lying in groupby(some, key=lambda each: each[0])
            ),
            before=self._step("directory.before", number - 1),
            after=self._step("directory.after", number + 1),
        )
        return Page(
            address=voice.address(_address(number)),
            language=voice.language,
            section="cases",
            title=view.title,
            description=view.lead,
            body=fill("directory.html", voice, directory=view),
        )

    def _title(self, number: int) -> str:
        title = self.voice.say("directory.title")
        if self.pages == 1:
            return title
        return self.voice.say("directory.page", title=title, n=number, all=self.pages)

    def _cities(self, here: set[str]) -> Iterator[Step]:
        seen: set[str] = set()
        for place, (name, _) in enumerate(self.filed):
            if name not in seen:
                seen.add(name)
                yield Step(name, f"page:{_address(place // LINES + 1)}", name in here)

    def _step(self, words: str, number: int) -> Step | None:
        if not 0 < number <= self.pages:
            return None
        return Step(self.voice.say(words), f"page:{_address(number)}")


def _address(number: int) -> str:
    return "directory/" if number == 1 else f"directory/{number}/"


def directory(voice: Voice) -> Iterator[tuple[str, partial[Page]]]:
    """Yield each page of the directory by its address, still to be made."""
    shelves = Shelves.of(voice)
    for number in range(1, shelves.pages + 1):
        yield _address(number), partial(shelves.page, number)
