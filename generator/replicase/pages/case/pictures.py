"""The pictures of a case and of those who took it over, and where the site keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from replicase.library import Library
from replicase.model import Adoption, Case
from replicase.model.evidence import Image
from replicase.pages.case.subject import Subject
from replicase.pages.voice import Said
from replicase.pictures import Picture


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as the page shows it; it has its size, so that nothing moves when it comes."""

    link: str
    file: str
    """In the repository."""
    alt: Said
    caption: Said | None
    credit: Said
    width: int
    height: int
    adopter: str
    """Where it was taken over, if it is an adopter's."""


def figures(subject: Subject) -> tuple[Figure, ...]:
    """The pictures of a case, then those of its adopters."""
    voice = subject.voice
    return tuple(
        Figure(
            link=f"asset:{address}",
            file=picture.file,
            alt=voice.text(image.alt),
            caption=voice.optional(image.caption),
            credit=voice.text(image.credit),
            width=picture.width,
            height=picture.height,
            adopter=voice.say("picture.adopter", place=voice.place(record.place))
            if isinstance(record, Adoption)
            else "",
        )
        for address, record, image, picture in _shown(voice.library, subject.case)
    )


def addresses(library: Library) -> tuple[tuple[str, str], ...]:
    """Every picture of the site: its address, and the file it is made from."""
    found = {
        address: picture.file
        for case in library.cases
        for address, _, _, picture in _shown(library, case)
    }
    return tuple(found.items())


def _shown(library: Library, case: Case) -> Iterator[tuple[str, Case | Adoption, Image, Picture]]:
    """Yield each picture of a page with its address, which lies below the page's own."""
    for image, picture in library.pictures_of(case):
        yield f"cases/{case.id}/{picture.name}", case, image, picture
    for adoption in library.adoptions_of(case):
        for image, picture in library.pictures_of(adoption):
            yield f"cases/{case.id}/{adoption.id}/{picture.name}", adoption, image, picture
