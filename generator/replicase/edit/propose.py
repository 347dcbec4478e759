"""What a new record may be called, where it belongs, and which place or term somebody means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from replicase.diagnostics import Language
from replicase.folders import WINDOWS_DEVICES
from replicase.library import Library
from replicase.model import VocabularyTerm
from replicase.search.pinyin import spoken_words

_WORDS, _SYLLABLES = 4, 6
_LONGEST = 40
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "one",
        "or",
        "s",
        "that",
        "the",
        "their",
        "to",
        "who",
        "with",
    ]
)
_DIVISION = re.compile(r"(?:省|市|区|县|自治县|自治州|地区|盟|旗)$")
_DIVISION_EN = re.compile(
    r"\b(?:city|county|district|province|prefecture|autonomous|new area)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"[：:，,。；;、！!？?（(]|——")


def slug(text: str) -> str:
    """A text as part of an id: words in small letters and hyphens, Chinese as it sounds."""
    found: list[str] = []
    most = _SYLLABLES if re.search(r"[\u3400-\u9fff]", text) else _WORDS
    for part in re.findall(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+", text):
        if "\u3400" <= part[0] <= "\u9fff":
            found += spoken_words(part)
        else:
            plain = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode().lower()
            found += re.findall("[a-z0-9]+", re.sub(r"(?<=\w)['’](?=\w)", "", plain))
    kept: list[str] = []
    for word in filter(None, found):
        if len(kept) == most or len("-".join([*kept, word])) > _LONGEST:
            break
        kept.append(word)
    return "-".join(kept)


def place_slug(place: VocabularyTerm) -> str:
    """The name of a place in ids: its name in addresses, or its English name without its rank."""
    return place.slug or slug(_DIVISION_EN.sub("", place.label.en)) or slug(place.label.zh)


def case_folder(library: Library, place: VocabularyTerm) -> str:
    """The folder of the city a place lies in."""
    city = library.term("places", place.id[:4] + "00") or place
    return place_slug(city)


def case_id(library: Library, place: VocabularyTerm, title_zh: str, title_en: str) -> str:
    """An id for a case: its place, then the words of its title; no other record has it."""
    folder, own = case_folder(library, place), place_slug(place)
    where = own if f"{own}-".startswith(f"{folder}-") else f"{folder}-{own}"
    names = {*where.split("-"), *_names_of(library, place)}
    if title_en:
        words = re.findall(r"[A-Za-z0-9]+", re.sub(r"['’]s?\b", "", _CLAUSE.split(title_en)[0]))
        what = slug(
            " ".join(w for w in words if w.lower() not in _SMALL and w.lower() not in names)
        )
    else:
        clause = _CLAUSE.split(title_zh)[0]
        for name in sorted(names, key=len, reverse=True):
            clause = clause.replace(name, "")
        what = slug(clause)
    return free("-".join(filter(None, (where, what or "case"))), taken_ids(library))


def _names_of(library: Library, place: VocabularyTerm) -> Iterator[str]:
    """What a place and the city above it are called in a title."""
    for term in (place, library.term("places", place.id[:4] + "00")):
        if term is not None:
            yield from (term.label.zh, _DIVISION.sub("", term.label.zh))
            yield from term.aliases.zh
            yield from _DIVISION_EN.sub("", term.label.en).lower().split()


def taken_ids(library: Library) -> frozenset[str]:
    """Every id and former id of a case, and the names of files that could not be read."""
    ids = {case.record.id for case in library.case_entries}
    ids |= {alias for case in library.case_entries for alias in case.record.aliases}
    ids |= {adoption.record.id for adoption in library.adoption_entries}
    return frozenset(ids | {_stem(file) for file in library.unread} | WINDOWS_DEVICES)


def _stem(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".yml")


def free(wanted: str, taken: Collection[str]) -> str:
    """The id itself, or with the first number nobody has."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def terms_meant(terms: Iterable[VocabularyTerm], given: str) -> list[VocabularyTerm]:
    """The terms somebody means by an id, a label or another word; those that begin so, if none is it."""
    listed = list(terms)
    plain = folded(given)
    if not plain:
        return []
    exact = [term for term in listed if plain in map(folded, words_of(term))]
    if exact:
        by_id = [term for term in exact if folded(term.id) == plain]
        return by_id or exact
    return [term for term in listed if any(folded(w).startswith(plain) for w in words_of(term))]


def words_of(term: VocabularyTerm) -> Iterator[str]:
    """Every word that means a term: its id, its labels with and without their rank, its aliases."""
    yield term.id
    yield from filter(None, (term.label.zh, term.label.en, term.slug))
    yield _DIVISION_EN.sub("", term.label.en)
    yield _DIVISION.sub("", term.label.zh)
    yield from (*term.aliases.zh, *term.aliases.en)


def folded(text: str) -> str:
    """A word as it is compared: full-width signs, capitals and blanks at its ends do not count."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def term_name(term: VocabularyTerm, language: Language) -> str:
    """A term as it is shown to who chooses: its label and id."""
    return f"{term.label.best(language)} {term.id}"
