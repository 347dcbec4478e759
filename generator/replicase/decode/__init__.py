"""A `Document` becomes a typed record, or the words for what is wrong with its shape."""

from replicase.decode.errors import in_document
from replicase.decode.known import Known
from replicase.decode.names import field_at, misspells
from replicase.decode.rules import RULES
from replicase.decode.shape import Shaped, decode

__all__ = ["RULES", "Known", "Shaped", "decode", "field_at", "in_document", "misspells"]
