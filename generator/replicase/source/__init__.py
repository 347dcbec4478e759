"""Strict YAML: bytes of a file become a `Document`, a tree of text with the place of every part.

libyaml's events are consumed one by one, so a limit of size, depth or nodes stops the reading before
the damage; nothing is resolved, constructed or guessed.
"""

from replicase.source.document import Document, Input, parse
from replicase.source.nodes import Mapping, Node, Scalar, Sequence
from replicase.source.refusal import MAX_BYTES, MAX_DEPTH, MAX_NODES, RULES, UNREADABLE

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "RULES",
    "UNREADABLE",
    "Document",
    "Input",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "parse",
]
