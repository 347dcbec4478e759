"""One synthetic case of the shape and length of a real one, with its adoptions, made from words."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import cycle
from random import Random
from typing import TypeVar

from benchmarks.layout import Fields, yaml_lines
from benchmarks.words import SENTENCES, SYLLABLES, WORDS, Pair
from replicase.folders import ADOPTION_FOLDER, CASE_FOLDER
from replicase.library import Library
from replicase.model import VocabularyTerm
from replicase.source import Input

MARK = "# 合成数据，只用于测速，不是事实 / Synthetic, for measuring speed only; nothing here is a fact\n"
AS_OF = "2026-11-22"
"""The day the cases are written for."""

T = TypeVar("T")


def case_id(number: int) -> str:
    """The id of a synthetic case, counted from 1."""
    return f"synthetic-{number:05}"


class _Voice:
    """Says things in both languages, as chance has it."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def word(self, kind: str) -> Fields:
        return _text(*self.chance.choice(WORDS[kind]))

    def say(self, kind: str) -> Fields:
        """A sentence of a kind, its gaps filled with the same words in both languages."""
        form = self.chance.choice(SENTENCES[kind])
        fillers: dict[str, list[Pair]] = {}
        zh: dict[str, str] = {}
        en: dict[str, str] = {}
        for gap in _gaps(form):
            base = gap.rstrip("2")
            if base not in fillers:
                fillers[base] = self.chance.sample(WORDS[base], 2)
            word = fillers[base][gap != base]
            zh[gap], en[gap] = word
        english = form.en.format_map(en)
        return _text(form.zh.format_map(zh), english[:1].upper() + english[1:])


@cache
def _gaps(form: Pair) -> tuple[str, ...]:
    named = (name for text in form for _, name, _, _ in string.Formatter().parse(text) if name)
    return tuple(dict.fromkeys(named))


def _text(zh: str, en: str) -> Fields:
    return {"zh": zh, "en": en}


def _town(number: int) -> Pair:
    """A name no other case has, of two syllables or more."""
    digits: list[Pair] = []
    while number or len(digits) < 2:
        number, digit = divmod(number, len(SYLLABLES))
        digits.append(SYLLABLES[digit])
    return Pair("".join(d.zh for d in digits), "-".join(d.en for d in digits).capitalize())


TOWNS = (
    ("town", "government", Pair("镇", "Town"), Pair("镇人民政府", "Town Government")),
    ("town", "party", Pair("乡", "Township"), Pair("乡党委", "Township Party Committee")),
    ("town", "community", Pair("街道", "Sub-district"), Pair("街道办事处", "Sub-district Office")),
    ("village", "village", Pair("村", "Village"), Pair("村村民委员会", "Village Committee")),
)
"""Level, kind of lead unit, and how the place and the unit are called."""

STATES = ("active", "active", "active", "institutionalised", "piloting", "merged", "paused")
CLAIMANTS = ("self", "self", "unstated", "statistics", "third-party", "academic", "upper-level")
SOURCE_TYPES = ("official", "media", "media", "academic", "statistics", "other")
REACH = ("reach", "implementation", "adoption", "maintenance")


class CaseWriter:
    """Makes one case and its adoptions; what it draws hangs on the seed and the number alone."""

    def __init__(self, words: Library, number: int, seed: int) -> None:
        self.words = words
        self.number = number
        self.chance = Random(f"{seed}:{number}")  # the same text, the same numbers, on any machine
        self.voice = _Voice(self.chance)
        self.id = case_id(number)
        self.city = words.cities[number % len(words.cities)]
        self.theme = self._terms("theme")[number % len(self._terms("theme"))]
        self.town = _town(number)
        self.level, self.lead_type, self.suffix, self.lead = self.chance.choice(TOWNS)
        self.started = self.chance.randint(2003, 2019)
        self.ids = [f"s{n}" for n in range(1, self.chance.randint(4, 6) + 1)]
        self._citations = cycle(self.ids)

    def files(self) -> Iterator[Input]:
        """Yield the file of the case, then those of its adoptions."""
        case = self._case()
        yield _input(f"{CASE_FOLDER}/{self.city.slug}/{self.id}.yml", case)
        others = [city for city in self.words.cities if city.id != self.city.id]
        takers = self.chance.choices((0, 1, 2, 3), (80, 14, 4, 2))[0]
        for taker in self.chance.sample(others, takers):
            adoption = self._adoption(taker, [part["id"] for part in case["components"]])
            yield _input(f"{ADOPTION_FOLDER}/{taker.slug}/{adoption['id']}.yml", adoption)

    def _case(self) -> Fields:
        say, word, maybe = self.voice.say, self.voice.word, self.voice.maybe
        attempt = maybe(0.08)
        milestones = self._milestones()
        components = self._components()
        measures = self.chance.sample(WORDS["measure"], self.chance.randint(3, 4))
        results = [self._result(f"r{n}", name) for n, name in enumerate(measures, 1)]
        tool = word("tool")
        case: Fields = {
            "schema": 1,
            "id": self.id,
            "kind": "attempt" if attempt else "practice",
            "stage": "structured",
            "registered": AS_OF,
            "title": _text(
                f"{self.town.zh}{self.suffix.zh}：{tool['zh']}与{self.theme.label.zh}（合成）",
                f"{self.town.en} {self.suffix.en}: {tool['en']} (synthetic)",
            ),
            "summary": {"problem": say("problem"), "answer": say("answer")},
            "place": {
                "code": self._county(self.city).id,
                "as_of": "2022-10-31",
                "level": self.level,
                "name": self._named(self.suffix),
            },
            "lead": {
                "name": self._named(self.lead),
                "type": self.lead_type,
                "source": self._cite(),
            },
            "started": {"date": self.started, "source": self._one()},
        }
        if attempt:
            case["ended"] = {"date": 2024, "source": self._one()}
        case |= {
            "milestones": milestones,
            "operation": {
                "state": "ended" if attempt else self.chance.choice(STATES),
                "confirmed": f"2025-{self.chance.randint(1, 12):02}",
                "source": self._one(),
            },
            "facets": self._facets(),
            "indicators_served": self._indicators(),
            "problem": {"text": self._paragraphs()},
            "mechanism": {"text": say("mechanism"), "source": ["editor"]},
            "components": components,
        }
        unknown = {"results.effect"} if all(r["dimension"] != "effect" for r in results) else set()
        optional = {
            "prerequisites": self._prerequisites(),
            "risks": self._risks(),
            "costs": self._costs(),
            "contact": {"unit": self._named(self.lead), "source": self._cite()},
        }
        for name in ("prerequisites", "risks", "costs", "contact"):
            if maybe(0.5):
                case[name] = optional[name]
            else:
                unknown.add(name)
        case |= {
            "steps": self._steps([part["id"] for part in components]),
            "results": results,
            "limits": [{"text": say("limit"), "source": self._cite()}],
        }
        if maybe(0.3):
            case["unsuitable_when"] = [{"text": say("unsuitable"), "source": ["editor"]}]
        if maybe(0.6):
            case["legal_basis"] = [
                {"title": say("law"), "date": self.started - 1, "source": self._cite()}
            ]
        if maybe(0.4):
            case["recognition"] = [{"what": word("honour"), "source": self._cite()}]
        if self.number > 1 and maybe(0.3):
            other = case_id(self.chance.randrange(1, self.number))
            case["related"] = [{"relation": "parallel", "case": other}]
        if unknown:
            case["unknown"] = [
                {"field": name, "why": word("cause"), "ask": self._named(self.lead)}
                for name in sorted(unknown)
            ]
        return case | {
            "sources": [self._source(source) for source in self.ids],
            "review": {
                "kind": "editorial",
                "by": _text("合成数据生成器", "Writer of synthetic data"),
                "date": AS_OF,
            },
            "disclosure": {"checked_by": "synthetic-writer", "date": AS_OF},
        }

    def _adoption(self, taker: VocabularyTerm, components: list[str]) -> Fields:
        say = self.voice.say
        stopped = self.voice.maybe(0.2)
        started = self.chance.randint(self.started + 1, 2022)
        adoption: Fields = {
            "schema": 1,
            "id": f"{taker.slug}--{self.id}",
            "case": self.id,
            "place": {"code": taker.id, "as_of": "2022-10-31"},
            "declared_by": self.chance.choice(("adopter", "third-party")),
            "trigger": self.chance.choice(("voluntary", "mandated", "paired", "unknown")),
            "status": "abandoned" if stopped else "in-use",
            "started": {"date": started, "source": "s1"},
        }
        if stopped:
            adoption["ended"] = {"date": 2024, "source": "s1"}
            reason = self.chance.choice(self._terms("reason")).id
            adoption["reasons"] = [{"reason": reason, "text": say("limit"), "source": ["s1"]}]
        else:
            adoption["seen_in_use"] = {"date": 2025, "source": "s1"}
        return adoption | {
            "components": {
                part: self.chance.choice(("kept", "kept", "adapted", "dropped"))
                for part in components
            },
            "adaptations": [{"what": say("adaptation"), "when": started, "source": ["s1"]}],
            "lesson": say("lesson"),
            "unknown": [{"field": "results", "why": self.voice.word("cause")}],
            "sources": [self._source("s1", f"{taker.slug}/")],
            "disclosure": {"checked_by": "synthetic-writer", "date": AS_OF},
        }

    def _milestones(self) -> list[Fields]:
        later = sorted(self.chance.sample(range(self.started + 1, 2024), self.chance.randint(2, 4)))
        return [
            {"date": date, "what": self.voice.say("milestone"), "source": self._cite()}
            for date in (self.started, *later)
        ]

    def _paragraphs(self) -> Fields:
        sentences = [
            (self.voice.say("text"), next(self._citations))
            for _ in range(self.chance.randint(2, 4))
        ]
        return {
            language: "".join(f"{text[language]}[@{source}]\n\n" for text, source in sentences)
            for language in ("zh", "en")
        }

    def _components(self) -> list[Fields]:
        names = self.chance.sample(WORDS["tool"], self.chance.randint(3, 5))
        roles = ("core", "core", "adaptable", "optional", "adaptable")
        return [
            {
                "id": f"c{number}",
                "name": _text(*name),
                "function": self.voice.say("function"),
                "role": role,
                **({"why_core": self.voice.say("why_core")} if role == "core" else {}),
                "source": [*self._cite(), "editor"],
            }
            for number, (name, role) in enumerate(zip(names, roles, strict=False), 1)
        ]

    def _steps(self, components: list[str]) -> list[Fields]:
        """Steps that between them take in every component."""
        count = self.chance.randint(4, 6)
        steps: list[Fields] = []
        for number in range(count):
            taken = components[number::count] or [self.chance.choice(components)]
            step = {"action": self.voice.say("step")}
            if self.voice.maybe(0.4):
                step["who"] = self.voice.word("unit")
            if self.voice.maybe(0.3):
                step["output"] = self.voice.say("output")
            steps.append(step | {"components": taken, "source": self._cite()})
        return steps

    def _result(self, result_id: str, name: Pair) -> Fields:
        unit = self.voice.word("unit_of")
        start = self.chance.randint(20, 9000)
        result: Fields = {
            "id": result_id,
            "name": _text(*name),
            "dimension": "effect" if self.voice.maybe(0.4) else self.chance.choice(REACH),
            "unit": unit,
        }
        if self.voice.maybe(0.3):
            result["definition"] = self.voice.say("definition")
        better = self.chance.choice(("higher", "higher", "lower", "neither"))
        years = sorted(self.chance.sample(range(self.started, 2025), self.chance.randint(1, 3)))
        observations = [
            {
                "at": year,
                "value": max(1, round(start * self.chance.uniform(0.4, 2.2))),
                "source": self._one(),
                "claimant": self.chance.choice(CLAIMANTS),
            }
            for year in years
        ]
        if len(years) > 1 and self.voice.maybe(0.7):
            observations[0]["role"] = "baseline"
        elif self.voice.maybe(0.3):
            observations[-1]["precision"] = self.chance.choice(("about", "at-least"))
        result |= {"better": better, "observations": observations}
        if len(years) == 3 and self.voice.maybe(0.3):
            result["break"] = {"after": years[1], "why": self.voice.say("break")}
        return result

    def _prerequisites(self) -> list[Fields]:
        kinds = ("legal", "organisation", "staff", "funding", "technology", "data", "social")
        prerequisites: list[Fields] = []
        for number in range(1, self.chance.randint(1, 3) + 1):
            prerequisite: Fields = {
                "id": f"p{number}",
                "kind": self.chance.choice(kinds),
                "level": self.chance.choice(("must", "should", "helps")),
                "text": self.voice.say("prerequisite"),
            }
            if self.voice.maybe(0.3):
                prerequisite["substitute"] = self.voice.say("substitute")
            prerequisites.append(prerequisite | {"source": ["editor"]})
        return prerequisites

    def _risks(self) -> list[Fields]:
        return [
            {
                "risk": self.voice.word("danger"),
                "mitigation": self.voice.word("guard"),
                "source": self._cite(),
            }
            for _ in range(self.chance.randint(1, 2))
        ]

    def _costs(self) -> Fields:
        return {
            "band": self.chance.choice(self.words.settings.cost_bands).id,
            "setup": {
                "amount": self.chance.randint(1, 400) * 10000,
                "currency": "CNY",
                "price_year": self.started,
                "source": self._cite(),
            },
            "who_pays": self.voice.word("payer"),
        }

    def _source(self, source: str, folder: str = "") -> Fields:
        return {
            "id": source,
            "title": self.voice.say("headline")["zh"],
            "publisher": f"{self.voice.word('paper')['zh']}（合成）",
            "type": self.chance.choice(SOURCE_TYPES),
            "copy": self.chance.choice(("original", "original", "republished")),
            "url": f"https://example.org/synthetic/{self.number:05}/{folder}{source}",
            # After everything a case of this library tells.
            "published": f"2026-{self.chance.randint(1, 10):02}-15",
            "accessed": AS_OF,
            "language": "zh",
        }

    def _facets(self) -> Fields:
        themes = [self.theme.id]
        second = self.chance.choice(self._terms("theme")).id
        if second != themes[0] and self.voice.maybe(0.4):
            themes.append(second)
        facets: Fields = {
            "theme": themes,
            "risk": self._some("risk", 1, 2),
            "governance": self._some("governance", 1, 2),
            "layer": self._some("layer", 1, 1),
            "method": self._some("method", 1, 3),
        }
        if self.voice.maybe(0.4):
            facets["character"] = self._some("character", 1, 1)
        if self.voice.maybe(0.15):
            facets["event"] = self._some("event", 1, 1)
        return facets

    def _terms(self, vocabulary: str) -> Sequence[VocabularyTerm]:
        """The terms still in use."""
        return [term for term in self.words.terms(vocabulary) if term.valid_to is None]

    def _some(self, vocabulary: str, least: int, most: int) -> list[str]:
        count = self.chance.randint(least, most)
        return [term.id for term in self.chance.sample(self._terms(vocabulary), count)]

    def _indicators(self) -> list[str]:
        single = [indicator.code for indicator in self.words.indicators if not indicator.items]
        return self.chance.sample(single, self.chance.randint(1, 2))

    def _county(self, city: VocabularyTerm) -> VocabularyTerm:
        below = [place for place in self.words.terms("places") if place.parent == city.id]
        return self.chance.choice(below or [city])

    def _named(self, after: Pair) -> Fields:
        return _text(f"{self.town.zh}{after.zh}", f"{self.town.en} {after.en}")

    def _one(self) -> str:
        return next(self._citations)

    def _cite(self) -> list[str]:
        return [self._one()]


def _input(file: str, record: Fields) -> Input:
    return Input(file, (MARK + "\n".join(yaml_lines(record)) + "\n").encode())
