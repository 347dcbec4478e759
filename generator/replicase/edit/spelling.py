"""Which word a misspelt one was meant for, where that is certain."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping

from replicase.decode.forms import in_ascii
from replicase.decode.names import means


def spelling(given: str, options: Collection[str]) -> str | None:
    """The one option a misspelt word was meant for; None where another could be, or another word.

    It is far nearer than any other, begins with the same letter (`unofficial` is not `official`) and has
    the same digits (a code is never guessed).
    """
    plain = re.sub(r"[_\s]+", "-", in_ascii(given).strip().casefold())
    same = [option for option in options if option.casefold().replace("_", "-") == plain]
    if len(same) == 1:
        return same[0]
    near = sorted(_near(plain, options), reverse=True)
    if not near or near[0][0] < _ALIKE or (len(near) > 1 and near[1][0] > near[0][0] - _APART):
        return None
    option = near[0][1]
    return option if option[:1] == plain[:1] and _figures(option) == _figures(plain) else None


_ALIKE, _APART = 0.8, 0.15
"""How like its option a misspelt word is, and how much less like any other."""


_ONE_WORD = re.compile(r"[a-z0-9.-]{1,60}")
"""Two words with a comma between them are no misspelling of one."""
_LETTERS = 2
"""How many letters too many or too few a misspelt word has at most; more may be another word."""


def _near(given: str, options: Collection[str]) -> Iterator[tuple[float, str]]:
    """The options that are at all like a word, each with how much."""
    if not _ONE_WORD.fullmatch(given):
        return
    matcher = difflib.SequenceMatcher(b=given)
    for option in options:
        if abs(len(given) - len(option)) > _LETTERS:
            continue
        matcher.set_seq1(option)
        if _swapped(given, option):
            yield 0.95, option
        # Both bounds are quickly found; what lies below them cannot matter.
        elif min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _ALIKE - _APART:
            yield matcher.ratio(), option


def _swapped(a: str, b: str) -> bool:
    """Whether two letters beside each other have changed places."""
    if len(a) != len(b) or len(a) < 4:
        return False
    differ = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    i, j = differ
    return a[i] == b[j] and a[j] == b[i]


def _figures(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def term_meant(given: str, terms: Mapping[str, str]) -> str | None:
    """The term of a vocabulary a word stands for: by its id misspelt, or by its label."""
    labelled = [term for term, label in terms.items() if label and label == in_ascii(given).strip()]
    return labelled[0] if len(labelled) == 1 else spelling(given, terms)


def field_meant(given: str, fields: Mapping[str, str]) -> str | None:
    """The field a name stands for: by its own name misspelt, or by its meaning in Chinese."""
    same = [key for key, zh in fields.items() if means(given.strip(), zh)]
    if len(same) == 1:
        return same[0]
    return None if same else spelling(given, fields)
