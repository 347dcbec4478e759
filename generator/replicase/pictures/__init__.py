"""Pictures beside records: judged by their structure, decoded within limits, published as pixels alone.

Nothing is decoded before its header was read and found small enough, and what is published is
written anew, so that no position, name or program travels along.
"""

from replicase.pictures.kinds import KINDS, kind_named
from replicase.pictures.look import Picture, look, portable, publish
from replicase.pictures.rules import MAX_BYTES, RULES

__all__ = ["KINDS", "MAX_BYTES", "RULES", "Picture", "kind_named", "look", "portable", "publish"]
