"""What pages need to know beyond the library."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from replicase.history import Release


@dataclass(frozen=True, slots=True)
class Site:
    """One build of the site."""

    as_of: datetime.date
    """The date the site is built for: a fact is old or new by it, and nothing else reads a clock."""
    releases: tuple[Release, ...] = ()
    """What changed with each release of the library, newest first."""
    home: str = ""
    """The address of the site with '/' at its end; "" while it has none."""
    documents: Mapping[str, int] = field(default_factory=dict, hash=False)
    """The documents published with it: the size of each in bytes, by its address."""
