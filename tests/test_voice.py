"""What pages say in words: numbers and dates, what a figure shows, which cases come first."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from libraries import AS_OF, MINIATURE, files_below
from replicase.diagnostics import Language
from replicase.library import Library
from replicase.load import load
from replicase.model.text import Text
from replicase.pages import Site, orders
from replicase.pages.voice import Voice
from replicase.source import Input

ALPHA = "cases/practices/alpha/alpha-shared-umbrellas.yml"
PEOPLE = Text(zh="人", en="people")


def library(*changes: tuple[str, str], added: tuple[Input, ...] = ()) -> Library:
    """The miniature library, a text of its first case changed, and cases added."""
    files = {given.file: given for given in files_below(MINIATURE)}
    text = files[ALPHA].data.decode()
    for before, after in changes:
        assert text.count(before) == 1
        text = text.replace(before, after)
    files[ALPHA] = Input(ALPHA, text.encode())
    loaded, misread = load([*files.values(), *added])
    assert not misread
    return loaded


def page(library: Library, address: str) -> str:
    """The text of a page without its marks."""
    found = next(order for order in orders(library, Site(AS_OF)) if order.address == address)
    return re.sub(r"\s*<[^>]*>\s*", " ", str(found.make().body))


@pytest.mark.parametrize(
    ("language", "value", "unit", "said"),
    [
        ("zh", "9999", PEOPLE, "9999 人"),
        ("zh", "1150000", PEOPLE, "115 万人"),
        ("zh", "4519000", PEOPLE, "451.9 万人"),
        ("zh", "1234567", PEOPLE, "1234567 人"),
        ("zh", "42000", Text(zh="万元", en="10,000 yuan"), "42000 万元"),
        ("en", "42000", Text(zh="万元", en="10,000 yuan"), "42,000 × 10,000 yuan"),
        ("en", "42000000", Text(zh="千元", en="thousand yuan"), "42,000,000 thousand yuan"),
        ("en", "999999", PEOPLE, "999,999 people"),
        ("en", "1150000", PEOPLE, "1.15 million people"),
        ("en", "1234567", PEOPLE, "1,234,567 people"),
        ("en", "5000000000", PEOPLE, "5 billion people"),
        ("en", "-139467000000", PEOPLE, "-139.467 billion people"),
        ("en", "4.96", Text(zh="%", en="%"), "4.96%"),
    ],
)
def test_a_large_number_is_said_short_and_never_rounded(
    language: Language, value: str, unit: Text, said: str
) -> None:
    voice = Voice(library(), Site(AS_OF), language)
    assert voice.amount(Decimal(value), unit) == said


BASELINE = "      - {at: 2020, value: 40, role: baseline, source: s1, claimant: self}\n"
LATER = "      - {at: 2023, value: 12, source: s2, claimant: third-party}\n"


@pytest.mark.parametrize(
    ("changed", "zh", "en"),
    [
        (
            [(BASELINE, "")],
            "只有一个时点的数，没有实施前的数，看不出变化。",
            "One point in time and no figure from before, so no change can be seen.",
        ),
        (
            [(BASELINE, BASELINE.replace(" role: baseline,", ""))],
            "几个时点的数都在实施以后，没有实施前的数，看不出是不是它带来的变化。",
            "Figures from several dates, but none from before, so they do not show what it changed.",
        ),
        (
            [(LATER, LATER + "    break: {after: 2021, why: {zh: 另算, en: Counted anew}}\n")],
            "前后的数不可比，原因见下。",
            "The figures before and after cannot be compared, for the reason given below.",
        ),
    ],
    ids=["one time", "several times", "a break"],
)
def test_a_figure_that_shows_no_change_says_why(
    changed: list[tuple[str, str]], zh: str, en: str
) -> None:
    told = library(*changed)
    assert zh in page(told, "cases/alpha-shared-umbrellas/")
    assert en in page(told, "en/cases/alpha-shared-umbrellas/")


def test_when_it_was_last_seen_is_said_in_full_words() -> None:
    told = library(("confirmed: 2024-10", "confirmed: 2024-10-09"))
    assert "在用（见于 2024 年 10 月 9 日）" in page(told, "cases/alpha-shared-umbrellas/")
    assert "9 October 2024" in page(told, "en/cases/alpha-shared-umbrellas/")


def test_the_newest_cases_are_not_all_of_one_city() -> None:
    """Four are registered on the day of Beta's last; by name, Alpha's four would come first."""
    text = next(given.data for given in files_below(MINIATURE) if given.file == ALPHA).decode()
    text = text.replace("registered: 2025-03-01", "registered: 2025-03-03")
    added = tuple(
        Input(
            ALPHA.replace("shared-umbrellas", name),
            text.replace("alpha-shared-umbrellas", f"alpha-{name}")
            .replace("甲市公交站的共享雨伞", name)
            .encode(),
        )
        for name in ("apples", "books", "coats", "drums")
    )
    newest = page(library(added=added), "").partition("新入库")[2]
    shown = [name for name in ("apples", "会说话的垃圾桶", "books", "coats") if name in newest]
    assert shown == sorted(shown, key=newest.index)
    assert len(shown) == 4
    assert "drums" not in newest
