"""The library as it speaks in one language: words, names of places, dates, numbers, links."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup, escape

from replicase.diagnostics import Language
from replicase.grades import Grades, grades_of, months_since
from replicase.library import Library
from replicase.model import Case, Observation, Place, Result, VocabularyTerm
from replicase.model.evidence import Amount
from replicase.model.scalars import PartialDate
from replicase.model.text import Text
from replicase.pages.site import Site
from replicase.theme import Words, words

HTML_LANGUAGES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
"""What stands in `lang` attributes."""
LARGE: dict[Language, tuple[tuple[Decimal, str], ...]] = {
    "zh": ((Decimal(10**8), "亿"), (Decimal(10**4), "万")),
    "en": ((Decimal(10**9), "billion"), (Decimal(10**6), "million")),
}
"""The words that shorten a large number, the largest first."""
SCALED: dict[Language, re.Pattern[str]] = {
    "zh": re.compile("[万亿千百]"),
    "en": re.compile(r"[\d,]+\b|hundred|thousand|million|billion", re.IGNORECASE),
}
"""How a unit begins that already counts in such words."""
PLACES: dict[Language, int] = {"zh": 2, "en": 3}
"""Decimals a shortened number may have; one that needs more is written in full."""


class Said(NamedTuple):
    """Text as it is shown; it carries its language where that is not the page's."""

    text: str
    lang: str = ""
    """Value of the `lang` attribute; empty when the page's own holds."""

    def __html__(self) -> Markup:
        if not self.lang:
            return escape(self.text)
        return Markup('<span lang="{}">{}</span>').format(self.lang, self.text)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Voice:
    """A library read aloud in one language, on the date of a build."""

    library: Library
    site: Site
    language: Language

    @cached_property
    def words(self) -> Words:
        """The words of the interface."""
        return words(self.language)

    @cached_property
    def say(self) -> Callable[..., str]:
        """A word of the interface, its places filled: `say("date.year", year=2004)`."""
        return self.words.say

    def count(self, path: str, n: int) -> str:
        """A word that changes with number: `one` and `many` below the path."""
        return self.words.say(f"{path}.{'one' if n == 1 else 'many'}", n=n)

    def joined(self, parts: list[str]) -> str:
        """Items of one sentence: 、 in Chinese, a comma in English."""
        return self.say("mark.list").join(parts)

    def text(self, text: Text) -> Said:
        """A text of the library, in the other language where it is not translated."""
        if self.language == "zh":
            return Said(text.zh) if text.zh else Said(text.en, HTML_LANGUAGES["en"])
        return Said(text.en) if text.en else Said(text.zh, HTML_LANGUAGES["zh"])

    def optional(self, text: Text | None) -> Said | None:
        """The same for a text that may be absent."""
        return None if text is None else self.text(text)

    def foreign(self, language: Language) -> str:
        """The `lang` attribute of something written in a language; empty when it is the page's."""
        return "" if language == self.language else HTML_LANGUAGES[language]

    def label(self, vocabulary: str, term_id: str) -> str:
        """The name of a term; its id when the list does not have it."""
        term = self.library.term(vocabulary, term_id)
        return term.label.best(self.language) if term else term_id

    # Which pages there are, and the way to them.

    def has_page(self, case: Case) -> bool:
        """Whether a case has a page in this language: title and summary are written in it.

        In the library's first language every case has one.
        """
        return self.language == self.library.settings.languages[0] or all(
            text.has(self.language)
            for text in (case.title, case.summary.problem, case.summary.answer)
        )

    def page_language(self, case: Case) -> Language:
        """The language of the page a link to a case leads to."""
        return self.language if self.has_page(case) else self.library.settings.languages[0]

    def address(self, path: str) -> str:
        """The address of a page of this language, from the site's root."""
        return path if self.language == "zh" else f"en/{path}"

    def case_address(self, case: Case) -> str:
        """The address of a case, from the site's root."""
        start = "en/" if self.page_language(case) == "en" else ""
        return f"{start}cases/{case.id}/"

    def untranslated(self, case: Case) -> bool:
        """Whether any text of a case is not written in this language."""
        entry = self.library.entry_of(case.id)
        return entry is not None and self.language in entry.untranslated

    # Places.

    def city_name(self, city: VocabularyTerm) -> str:
        """The everyday name of a city or province: 杭州, Hangzhou."""
        if self.language == "zh" and city.aliases.zh:
            return city.aliases.zh[0]
        return city.label.best(self.language)

    def place(self, place: Place) -> str:
        """The full name of a place: 金华市武义县后陈村; Houchen Village, Wuyi County, Jinhua."""
        names: list[str] = []
        term = self.library.term("places", place.code)
        while term is not None:
            home = term.id in self.library.settings.provinces
            if not (home and names):
                names.append(term.label.best(self.language))
            term = self.library.term("places", term.parent) if term.parent and not home else None
        if place.name is not None:
            names.insert(0, place.name.best(self.language))
        if not names:
            names = [place.code]
        return "".join(reversed(names)) if self.language == "zh" else ", ".join(names)

    # Dates.

    def year(self, date: PartialDate) -> str:
        """The year alone: 2004 年, 2004."""
        return self.say("date.year", year=date.year)

    def date(self, date: PartialDate) -> str:
        """A date within a line: 2004 年, 2004-06; 2004 in English."""
        if date.month is None:
            return self.say("date.year", year=date.year)
        return str(date)

    def day(self, date: PartialDate) -> str:
        """A date in full words: 2004 年 6 月 18 日, 18 June 2004."""
        if date.month is None:
            return self.date(date)
        month = self.say(f"month.m{date.month}")
        if date.day is None:
            return self.say("date.month", year=date.year, month=month)
        return self.say("date.day", year=date.year, month=month, day=date.day)

    @property
    def today(self) -> PartialDate:
        """The date the site is built for."""
        day = self.site.as_of
        return PartialDate(day.year, day.month, day.day)

    def months_since(self, date: PartialDate) -> int:
        """Whole months between the latest day a date can mean and the date of the build."""
        return months_since(date, self.site.as_of)

    def grades(self, case: Case) -> Grades:
        """How strong the evidence of a case is, and whether others could do it too."""
        return grades_of(self.library, case, self.site.as_of)

    # Numbers.

    def number(self, value: Decimal, unit: Text | None = None) -> str:
        """A number as readers write it: 115 万, 451.9 万, 1.15 million; never rounded."""
        large, scaled, places = LARGE[self.language], SCALED[self.language], PLACES[self.language]
        # 42000 万元 must not become 4.2 万万元.
        if unit is None or not scaled.match(unit.best(self.language)):
            for size, name in large:
                if abs(value) < size:
                    continue
                short = (value / size).normalize()
                if -int(short.as_tuple().exponent) <= places:
                    return f"{short:f} {name}"
        return f"{value:f}" if self.language == "zh" else f"{value:,f}"

    def amount(self, value: Decimal, unit: Text) -> str:
        """A number with its unit: 4.96%, 115 万人, 1.15 million people."""
        number = self.number(value, unit)
        name = unit.best(self.language)
        if name[:1] in "%‰℃":
            return f"{number}{name}"
        if self.language == "en" and name[:1].isdigit():
            return f"{number} × {name}"
        if number[-1:] in "万亿":
            return f"{number}{name}"
        return f"{number} {name}"

    def money(self, amount: Amount) -> str:
        """A sum with its currency: 5 万元, 8000 元, 50,000 yuan."""
        number = self.number(amount.amount)
        currency = self.say(f"currency.{amount.currency or 'unstated'}")
        return number + (currency.lstrip() if number[-1:] in "万亿" else currency)

    def observed(self, observation: Observation, unit: Text) -> str:
        """An observed value in words: 至少 10 万元, about 300 people."""
        amount = self.amount(observation.value, unit)
        if observation.precision == "exact":
            return amount
        return self.say(f"precision.{observation.precision}", amount=amount)

    def counted(self, observation: Observation, unit: Text) -> str:
        """An observed value whose unit stands beside it; a sign such as % stays with the number."""
        if unit.best(self.language)[:1] in "%‰℃":
            return self.observed(observation, unit)
        number = self.number(observation.value, unit)
        if observation.precision == "exact":
            return number
        return self.say(f"precision.{observation.precision}", amount=number)

    def change(self, result: Result) -> str:
        """How a result changed, computed only where it may be; else why it is not."""
        if not result.compares:
            return self.say("change.broken" if result.break_ else "change.no_base")
        if len(result.before) > 1 or len(result.after) > 1:
            return self.say("change.conflict")
        before, after = result.before[0], result.after[0]
        difference = after.value - before.value
        if before.precision != "exact" or after.precision != "exact":
            way = "fell" if difference < 0 else "rose" if difference > 0 else "stayed"
            return self.say(f"change.{way}_rounded")
        if difference == 0:
            return self.say("change.same")
        way = "fall" if difference < 0 else "rise"
        if result.unit.best(self.language)[:1] in "%‰":
            points = "points" if result.unit.best(self.language)[:1] == "%" else "per_mille_points"
            return self.say(f"change.{way}_{points}", n=f"{abs(difference):f}")
        if before.value == 0:
            amount = self.amount(abs(difference), result.unit)
            return self.say(f"change.{way}_from_zero", n=amount)
        share = (abs(difference) / abs(before.value) * 100).quantize(
            Decimal("0.1"), rounding=ROUND_HALF_UP
        )
        return self.say(f"change.{way}", n=f"{share.normalize():f}")
