"""What a record holds: frozen, typed values that know nothing of files, lines or pages."""

from replicase.model.adoption import Adoption
from replicase.model.case import Case
from replicase.model.evidence import Observation, Place, Result, Source
from replicase.model.settings import LibrarySettings
from replicase.model.vocabulary import Vocabulary, VocabularyTerm

__all__ = [
    "Adoption",
    "Case",
    "LibrarySettings",
    "Observation",
    "Place",
    "Result",
    "Source",
    "Vocabulary",
    "VocabularyTerm",
]
