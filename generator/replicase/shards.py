"""Which of a few scripts holds the data of a case, told by the id of the case alone.

A page that gets ids in its address needs neither a list of all ids (half a megabyte at 10,000
cases) nor a file for each case (10,000 of them, and a lost request for an id that was mistyped):
an id that is not in its shard is not in the library. `compare.js` counts as this module does.
"""

from __future__ import annotations

PER_SHARD = 8
"""Cases in a shard, at most on average: three of them are some 60 KB, 20 KB packed."""
_MODULUS = 65_521
_FACTOR = 31


def how_many(ids: int) -> int:
    """Shards for a number of ids; a power of two, so that a new case seldom moves the others."""
    shards = 1
    while shards * PER_SHARD < ids:
        shards *= 2
    return shards


def shard_of(case_id: str, shards: int) -> int:
    """The number of the shard an id is in."""
    total = 0
    for character in case_id:
        total = (total * _FACTOR + ord(character)) % _MODULUS
    return total % shards
