"""What a record holds: frozen, typed values that know nothing of files, lines or pages."""

from replicase.model.adoption import Adoption
from replicase.model.case import Case
from replicase.model.evidence import Observation, Place, Result, Source
from replicase.model.gaps import Gap, GapList
from replicase.model.indicators import Indicator, IndicatorScheme
from replicase.model.settings import LibrarySettings
from replicase.model.vocabulary import Vocabulary, VocabularyTerm

__all__ = [
    "Adoption",
    "Case",
    "Gap",
    "GapList",
    "Indicator",
    "IndicatorScheme",
    "LibrarySettings",
    "Observation",
    "Place",
    "Result",
    "Source",
    "Vocabulary",
    "VocabularyTerm",
]
