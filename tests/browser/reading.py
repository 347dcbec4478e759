"""What of each case a reader may expect to find, read from the files of the library alone.

Nothing here uses the program: the files are plain YAML, and every answer is a plain search for
characters in text. Found by:

- everything the record says in words, in Chinese and in English, about the practice itself;
- titles and publishers of its sources, but not the library's remarks about them;
- the names and other names of what it is filed under, of the indicators it serves, and of the
  places it lies in up to the province;
- who took it up, and where that is;
- the other names of a thing the text names: 备案 is 登记 to this library's vocabulary.

Not by what the record says about itself: what is unknown, who reviewed it, how to reach whom.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pypinyin import lazy_pinyin

from sites import ROOT

ABOUT_THE_RECORD = {
    "unknown", "review", "disclosure", "contact", "changes", "withdrawn", "rights", "sources"
}  # fmt: skip
FILED_UNDER = ("theme", "risk", "governance", "layer", "method", "character", "event")

Yaml = dict[str, Any]
Where = Literal["title", "head", "text"]


def equal(text: str) -> str:
    """Full width and half, capitals and small letters, accents: one and the same to a reader."""
    apart = unicodedata.normalize("NFKD", text).lower()
    return "".join(c for c in apart if not unicodedata.combining(c)).replace("’", "'")


def initials(letters: list[str]) -> str:
    return "".join(syllable[0] for syllable in letters)


def spoken(name: str) -> list[str]:
    """The syllables of a name, as people of the field say it: 矛调 is máo tiáo."""
    parts = re.split("(矛调)", name)
    return [s for part in parts for s in (["mao", "tiao"] if part == "矛调" else lazy_pinyin(part))]


@dataclass(frozen=True)
class Case:
    """A case with everything it can be found by."""

    id: str
    titles: dict[str, str]
    kind: str
    city: str
    """The part of an address that names its city; nothing where it lies in none."""
    filed: dict[str, list[str]]
    cost_band: str
    began: str
    """The day, month or year as it is written; nothing where nobody knows."""
    state: str
    adoptions: int
    """How many are recorded."""
    written: dict[Where, str]
    """What stands in its title, in its head, in all of it: one text a line, made equal. The head is
    the title, problem and answer, and the names of what it is filed under and where it lies."""
    names: dict[Where, tuple[str, ...]]
    """Chinese names that people type as they sound: of the case, what it is filed under, its places,
    and its parts."""

    def says(self, word: str, where: Where = "text") -> bool:
        """Whether Chinese characters stand there, next to each other."""
        return equal(word) in self.written[where]

    def has_word(self, beginning: str, where: Where = "text") -> bool:
        """Whether a word of letters and digits begins so; Ping'an is Pingan."""
        words = re.findall(r"[a-z0-9]+", self.written[where].replace("'", ""))
        return any(word.startswith(equal(beginning).replace("'", "")) for word in words)

    def has_number(self, number: str, where: Where = "text") -> bool:
        """Whether a whole number stands there: 36 is not in 360."""
        pattern = rf"(?<![0-9]){equal(number)}(?![0-9])"
        return re.search(pattern, self.written[where]) is not None

    def sounds_like(self, typed: str, where: Where = "text") -> bool:
        """Whether a name is spoken so from one of its syllables on, in full or by initials."""
        for syllables in self.spoken(where):
            for at in range(len(syllables)):
                rest = syllables[at:]
                if "".join(rest).startswith(typed) or initials(rest).startswith(typed):
                    return True
        return False

    def sounds_like_or_has(self, typed: str, where: Where = "text") -> bool:
        """The same for letters, which may as well be the beginning of a word."""
        return self.sounds_like(typed, where) or self.has_word(typed, where)

    def spoken(self, where: Where) -> Iterator[list[str]]:
        """The syllables of each name, between one mark and the next."""
        for name in self.names[where]:
            for stretch in re.findall(r"[\u4e00-\u9fff]+", name):
                yield spoken(stretch)


class Shelf:
    """The library's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vocabulary: dict[str, dict[str, Yaml]] = {}
        for file in sorted((folder / "vocabulary").glob("*.yml")):
            terms = load(file)["terms"]
            self.vocabulary[file.stem] = {str(term["id"]): term for term in terms}
        self.indicators = {
            str(indicator["code"]): indicator
            for file in sorted((folder / "indicators").glob("*.yml"))
            for indicator in below(load(file))
        }
        self.adoptions = [load(file) for file in sorted((folder / "adoptions").rglob("*.yml"))]

    def cases(self) -> list[Case]:
        files = sorted((self.folder / "practices").rglob("*.yml"))
        return [self.case(load(file)) for file in files]

    def case(self, record: Yaml) -> Case:
        facets = record.get("facets", {})
        filed = [self.vocabulary[name][i] for name in FILED_UNDER for i in facets.get(name, [])]
        places = list(self.places(record["place"]))
        lines = [text for key in set(record) - ABOUT_THE_RECORD for text in texts(record[key])]
        lines += [str(law.get("number", "")) for law in record.get("legal_basis", [])]
        for source in record.get("sources", []):
            lines += [source["title"], source["publisher"]]
        lines += list(self.other_names_of_what_it_names("\n".join(lines)))
        title = list(texts(record["title"]))
        head = [*title, *texts([record["summary"], record["place"]])]
        head += [name for term in filed + places for name in names_of(term)]
        lines += head
        for indicator in record.get("indicators_served", []):
            lines += names_of(self.indicators[indicator])
        for adoption in self.adoptions:
            if adoption["case"] == record["id"]:
                lines += self.who_took_it_up(adoption)

        named = [record["title"]["zh"]]
        around = [name for term in filed + places for name in chinese_names_of(term)]
        if "name" in record["place"]:
            around.append(record["place"]["name"]["zh"])
        parts = [part["name"]["zh"] for part in record.get("components", [])]
        return Case(
            id=record["id"],
            titles=record["title"],
            kind=record["kind"],
            city=next((place["slug"] for place in places if place["level"] == "city"), ""),
            filed={name: facets.get(name, []) for name in FILED_UNDER},
            cost_band=record.get("costs", {}).get("band", ""),
            began=str(record.get("started", {}).get("date", "")),
            state=record.get("operation", {}).get("state", ""),
            adoptions=sum(adoption["case"] == record["id"] for adoption in self.adoptions),
            written={
                "title": equal("\n".join(title)),
                "head": equal("\n".join(head)),
                "text": equal("\n".join(lines)),
            },
            names={
                "title": tuple(named),
                "head": (*named, *around),
                "text": (*named, *around, *parts),
            },
        )

    def places(self, place: Yaml) -> Iterator[Yaml]:
        """The place and those around it."""
        code = str(place["code"])
        while code in self.vocabulary["places"]:
            term = self.vocabulary["places"][code]
            yield term
            code = str(term.get("parent", ""))

    def who_took_it_up(self, adoption: Yaml) -> list[str]:
        said = [*texts(adoption["place"].get("name")), *texts(adoption.get("unit"))]
        return said + [name for place in self.places(adoption["place"]) for name in names_of(place)]

    def other_names_of_what_it_names(self, text: str) -> Iterator[str]:
        for vocabulary in FILED_UNDER:
            for term in self.vocabulary[vocabulary].values():
                chinese = [name for name in chinese_names_of(term) if len(name) > 1]
                if any(equal(name) in equal(text) for name in chinese):
                    yield from names_of(term)


def words(language: str) -> Yaml:
    """What the interface says in a language: words may be bettered without touching a test."""
    return load(ROOT / f"theme/words/{language}.yml")


def load(file: Path) -> Yaml:
    found: Yaml = yaml.safe_load(file.read_text("utf-8"))
    return found


def below(group: Yaml) -> Iterator[Yaml]:
    """Every indicator of a scheme or a group."""
    for item in group.get("items", []):
        yield item
        yield from below(item)


def names_of(term: Yaml) -> list[str]:
    """What a vocabulary, or a scheme of indicators, calls a thing, in both languages."""
    aliases = term.get("aliases", {})
    names = term.get("label") or term["title"]
    return [*names.values(), *aliases.get("zh", []), *aliases.get("en", [])]


def chinese_names_of(term: Yaml) -> list[str]:
    """What a vocabulary calls a thing in Chinese."""
    return [term["label"]["zh"], *term.get("aliases", {}).get("zh", [])]


def texts(value: object) -> Iterator[str]:
    """Every text in two languages within a part of a record, without its marks of citation."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key in ("zh", "en") and isinstance(part, str):
                yield re.sub(r"\[@[^\]]*\]", "", part)
            else:
                yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
