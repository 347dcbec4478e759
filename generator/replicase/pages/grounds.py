"""What the pages of one case are made from: with the same grounds it is the same page.

They are the case itself, who took it over, and the cases related to it; everything else such a page
shows (words, lists, the day) is the same for all pages. A page that counts or ranks cases has no
grounds of its own: it is made from all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from replicase.cache import digest
from replicase.library import Entry, Library
from replicase.model import Adoption, Case


@dataclass(frozen=True)
class Grounds:
    """The grounds of the cases of one library."""

    library: Library

    def of(self, about: Iterable[tuple[str, Case]]) -> bytes:
        """Tell what is made from some cases, each under an id it has or had, from what it was."""
        return digest([(named, self._of(case)) for named, case in about])

    def practice(self, case: Case) -> bytes:
        """Tell a case and who took it over from what they were."""
        return digest(self._practice(case))

    def _of(self, case: Case) -> bytes:
        if (known := self._known.get(case.id)) is None:
            known = self._known[case.id] = digest(
                part for near in self.library.near(case) for part in self._practice(near)
            )
        return known

    def _practice(self, case: Case) -> Iterator[object]:
        """A case and its adoptions as they are written, with their pictures."""
        told = sorted(self.library.adoptions_told(case.id), key=lambda a: a.id)
        practices: tuple[Case | Adoption, ...] = (case, *told)
        for record in practices:
            yield self._written[type(record), record.id]
            for image, picture in self.library.pictures_of(record):
                yield image.file, repr(picture)

    @cached_property
    def _known(self) -> dict[str, bytes]:
        return {}

    @cached_property
    def _written(self) -> dict[tuple[type[Case | Adoption], str], bytes]:
        """Each record as its file has it."""
        entries: tuple[Entry[Case] | Entry[Adoption], ...] = (
            *self.library.case_entries,
            *self.library.adoption_entries,
        )
        return {
            (type(e.record), e.record.id): blake2b(
                f"{e.file}\n".encode() + e.content, digest_size=16
            ).digest()
            for e in entries
        }
