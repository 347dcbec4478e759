"""The index is cut by Python, a query by the browser: both must cut alike."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.conftest import Open, Site
from replicase.search.segment import fold, runs
from sites import ROOT

pytestmark = pytest.mark.browser

AWKWARD = [
    "",
    "３６条、ＧＤＰ　１９００多万元",
    "“最多跑一次”改革（2016—2019 年）",
    "Ping’an Ping'an ’安’ it's citizens' 'quoted'",
    "Café naïve ÅNGSTRÖM ﬁnance №5 Ⅳ ½ x² ㈱ ㎡",
    "〇三〇年、人々、〆切、㐀𠀀龥豈",
    "a_b-c.d/e,f:g;h",
    "İstanbul ẞ ß Σας ǆ",
    "emoji 👩‍👩‍👧 between 河👍长",
    "ひらがな カタカナ 한국어 Кириллица ไทย हिन्दी",
    "河\u200b长 河\u00ad长 河\u3000长\n制",
    "e\u0301 n\u0303 가",
    "١٢٣ ১২৩ 二〇二四",
]


@pytest.fixture(scope="module")
def page(served: Site, look: Open) -> Page:
    return look(served, "cases/")


def cut_in_browser(page: Page, texts: list[str]) -> list[list[list[str]]]:
    found: list[list[list[str]]] = page.evaluate(
        "texts => texts.map(text => Replicase.runs(text).map(run => [run.kind, run.text]))", texts
    )
    return found


def cut_by_program(texts: list[str]) -> list[list[list[str]]]:
    return [[[run.kind, run.text] for run in runs(fold(text))] for text in texts]


@pytest.mark.parametrize("text", AWKWARD, ids=ascii)
def test_awkward_text_is_cut_alike(page: Page, text: str) -> None:
    assert cut_in_browser(page, [text]) == cut_by_program([text])


def test_the_whole_library_is_cut_alike(page: Page) -> None:
    files = sorted((ROOT / "cases").rglob("*.yml"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    assert len(lines) > 1000
    assert cut_in_browser(page, lines) == cut_by_program(lines)
