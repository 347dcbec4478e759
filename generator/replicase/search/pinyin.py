"""Chinese as it is typed in letters: `hezhangzhi` and `hzz` find 河长制."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from replicase.search.segment import fold, han_runs

FULL_MARK = "'"
"""Begins a key of whole syllables, and stands between them: `'he'zhang`."""
INITIALS_MARK = "-"
"""Begins a key of initials: `-hzz`."""
INITIALS = 4
"""Initials in one key; longer ones are looked up as overlapping keys."""

# Words of this field that the dictionary does not have and reads wrongly by single characters.
_READINGS = {
    "矛调": ["mao", "tiao"],
    "莲都": ["lian", "du"],
    "还款": ["huan", "kuan"],
    "长效": ["chang", "xiao"],
}
_OVERRIDDEN = re.compile(f"({'|'.join(_READINGS)})")
_SYLLABLE = re.compile("[a-z]+")


def spoken_keys(texts: Iterable[str]) -> set[str]:
    """The keys by which texts are found when they are typed as they sound."""
    found: set[str] = set()
    for text in texts:
        for run in han_runs(fold(text)):
            for syllables in _spoken(run):
                found.update(_keys(syllables))
    return found


def spoken_words(text: str) -> Iterator[str]:
    """The words of a Chinese text as they are typed in letters, each written together."""
    from pypinyin.seg import mmseg

    for run in han_runs(fold(text)):
        for part in _OVERRIDDEN.split(run):
            for word in (part,) if part in _READINGS else mmseg.seg.cut(part):
                yield "".join(filter(_SYLLABLE.fullmatch, _reading(word)))


def _spoken(run: str) -> Iterator[list[str]]:
    """The syllables of a run of Chinese; a character without a known reading ends a stretch."""
    from pypinyin.seg import mmseg  # its dictionaries take long to load, and a check needs none

    stretch: list[str] = []
    for part in _OVERRIDDEN.split(run):
        for word in (part,) if part in _READINGS else mmseg.seg.cut(part):
            for syllable in _reading(word):
                if _SYLLABLE.fullmatch(syllable):
                    stretch.append(syllable)
                else:
                    yield stretch
                    stretch = []
    yield stretch


@lru_cache(maxsize=1 << 16)
def _reading(word: str) -> list[str]:
    # Words come again and again in a library, and reading one is most of the work.
    from pypinyin import lazy_pinyin

    return _READINGS.get(word) or lazy_pinyin(word)


def _keys(syllables: list[str]) -> Iterator[str]:
    initials = "".join(syllable[0] for syllable in syllables)
    for at in range(len(syllables)):
        yield FULL_MARK + FULL_MARK.join(syllables[at : at + 2])
        few = initials[at : at + INITIALS]
        # One initial is the beginning of a syllable, which the key of whole syllables answers.
        if len(few) > 1:
            yield INITIALS_MARK + few
