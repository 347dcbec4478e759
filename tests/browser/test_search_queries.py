"""Every query finds all its cases and no others, in the list of cases, as the words are typed.

The right answer to each query is read from the case files (`reading`), by what a person means:

- Chinese words, written together or apart: cases whose text has every one of the words;
- a name out of a vocabulary, a place, an adopter: the same, since cases are read with those;
- letters: cases that have, for every word typed, a word that begins so;
- letters that are Chinese as it is spoken, in full or by initials: cases with a name that sounds so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from pypinyin import lazy_pinyin

from browser.conftest import Look, Open, Site, listed
from browser.reading import Case, Shelf, equal, initials
from browser.reading import words as interface
from sites import ROOT

pytestmark = pytest.mark.browser

CASES = Shelf(ROOT / "cases").cases()
BY_ID = {case.id: case for case in CASES}


@dataclass(frozen=True)
class Query:
    """What is typed, and what makes a case a right answer."""

    typed: str
    meant: Callable[[Case], bool]
    about: str

    @property
    def answers(self) -> set[str]:
        return {case.id for case in CASES if self.meant(case)}


def says(*words: str) -> Callable[[Case], bool]:
    return lambda case: all(case.says(word) for word in words)


def words(*beginnings: str) -> Callable[[Case], bool]:
    return lambda case: all(case.has_word(beginning) for beginning in beginnings)


def sounds(typed: str) -> Callable[[Case], bool]:
    return lambda case: case.sounds_like(typed) or case.has_word(typed)


def both(*parts: Callable[[Case], bool]) -> Callable[[Case], bool]:
    return lambda case: all(part(case) for part in parts)


QUERIES = [
    Query("网格服务团队", says("网格", "服务", "团队"), "three words, unspaced"),
    Query("民间借贷登记备案", says("民间", "借贷", "登记", "备案"), "four words, unspaced"),
    Query("基层治理数字化", says("基层", "治理", "数字化"), "words far apart, unspaced"),
    Query("权力清单流程图", says("权力", "清单", "流程图"), "two names, unspaced"),
    Query("协商抽签", says("协商", "抽签"), "the order of the text turned round"),
    Query("村干部信访", says("村干部", "信访"), "a problem, in two cases"),
    Query("征地 账目 公开", says("征地", "账目", "公开"), "with spaces"),
    Query("普陀　网格，服务", says("普陀", "网格", "服务"), "with Chinese spaces and commas"),
    Query("浙江", says("浙江"), "a province: everything in it"),
    Query("武义监督", says("武义", "监督"), "a county and a method, unspaced"),
    Query("无锡", says("无锡"), "a place that took a practice up"),
    Query("责任到人", says("责任到人"), "another name of a method"),
    Query("权责清单", says("权责清单"), "another name that stands in no case file"),
    Query("义工", says("义工"), "another name, also of cases that only speak of volunteers"),
    Query("小微权力", says("小微权力"), "another name of a theme"),
    Query("神经末梢", says("神经末梢"), "words from the title of a source"),
    Query("矛调中心", says("矛调", "中心"), "another name of a theme and a word, unspaced"),
    Query("最多跑一次", says("最多跑一次"), "a reform, also in other cases"),
    Query("三治融合", says("三治融合"), "a method of one town"),
    Query("新居民调解", says("新居民", "调解"), "whom and how, unspaced"),
    Query("垃圾分类积分", says("垃圾", "分类", "积分"), "what and how, unspaced"),
    Query("渔船纠纷调解", says("渔船", "纠纷", "调解"), "three words of the sea, unspaced"),
    Query("部门窗口", says("部门", "窗口"), "words of one sentence, unspaced"),
    Query("杭州数字平台", says("杭州", "数字平台"), "a city and a method, unspaced"),
    Query("清", says("清"), "a single character"),
    Query("３６条", both(says("条"), lambda c: c.has_number_before("36")), "full-width digits"),
    Query("hzz", sounds("hzz"), "initials of 河长制"),
    Query("wghgl", sounds("wghgl"), "five initials of 网格化管理"),
    Query("fqjy", sounds("fqjy"), "initials of 枫桥经验"),
    Query("ljfl", sounds("ljfl"), "initials of 垃圾分类"),
    Query("zdpyc", sounds("zdpyc"), "initials of 最多跑一次"),
    Query("jiankangma", sounds("jiankangma"), "pinyin of a thing of one case"),
    Query("CYSYS", sounds("cysys"), "initials in capitals"),
    Query("cunwu", sounds("cunwu"), "pinyin"),
    Query("xiaoweiquanli", sounds("xiaoweiquanli"), "pinyin of four syllables"),
    Query("cunwujiand", sounds("cunwujiand"), "pinyin whose last syllable is only begun"),
    Query("taizhou", sounds("taizhou"), "a city, as pinyin and in English"),
    Query("wanggehua 团队", both(sounds("wanggehua"), says("团队")), "pinyin and characters"),
    Query("river chief", words("river", "chief"), "two English words"),
    Query("Participatory Budgeting", words("participatory", "budgeting"), "English in capitals"),
    Query("ｖｉｌｌａｇｅ ｐｏｗｅｒ", words("village", "power"), "full-width letters"),
    Query("health code", words("health", "code"), "a thing of one case"),
    Query("waste sorting village", words("waste", "sorting", "village"), "three English words"),
    Query("online court", words("online", "court"), "English words that stand apart"),
    Query("deliberat", words("deliberat"), "an English word that is only begun"),
    Query("oversight", words("oversight"), "another English name of a method"),
    Query("citizens' budget", words("citizens", "budget"), "an apostrophe before a space"),
    Query("Ping’an", sounds("pingan"), "an apostrophe within a word, also pinyin"),
    Query("complaints 村", both(words("complaints"), says("村")), "English and Chinese together"),
]  # fmt: skip


def type_into(box: Locator, text: str) -> None:
    box.fill("")
    box.press_sequentially(text)


def judge(found: list[str], right: set[str]) -> None:
    assert right, "the question is no test: no case is a right answer"
    hits = [case for case in found if case in right]
    assert len(hits) / len(right) == 1.0, f"missed: {right - set(found)}"
    assert len(hits) / len(found) >= 0.98, f"wrong: {set(found) - right}"


def test_there_are_questions_of_every_kind() -> None:
    """A question that every case answers says little about precision; most are not such."""
    assert len(QUERIES) >= 20
    narrow = [query for query in QUERIES if len(query.answers) < len(CASES)]
    assert len(narrow) >= len(QUERIES) - 2


@pytest.fixture(scope="module", params=["zh", "en"])
def box(request: pytest.FixtureRequest, served: Site, look: Look) -> Locator:
    """The box on the list of cases, in which one query is typed after the other."""
    page = look(served, "cases/" if request.param == "zh" else "en/cases/")
    return page.locator("#search-browse")


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.typed)
def test_a_query_finds_its_cases_as_it_is_typed(box: Locator, query: Query) -> None:
    type_into(box, query.typed)
    judge(listed(box.page), query.answers)


@pytest.mark.parametrize("typed", ["网格服务团队", "hzz", "river chief"])
def test_the_same_is_found_in_a_folder(folder: Path, visit: Open, typed: str) -> None:
    query = next(query for query in QUERIES if query.typed == typed)
    page = visit(Site(folder, folder.as_uri() + "/"), "cases/")
    type_into(page.locator("#search-browse"), query.typed)
    judge(listed(page), query.answers)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_is_found_by_its_title_in_every_spelling(
    served: Site, look: Look, case: Case
) -> None:
    page = look(served, "cases/")
    stretch = max(equal(case.titles["zh"]).replace("：", ":").split(":"), key=len)
    spoken = max((lazy_pinyin(run) for run in han(stretch)), key=len)
    for typed in (*case.titles.values(), "".join(spoken), initials(spoken)):
        page.locator("#search-browse").fill(typed)
        found = listed(page)
        before = found[: found.index(case.id)]
        # 网格化管理 is a title, and to other cases the name of a method they are filed under.
        assert typed.isascii() or before == []
        assert all(BY_ID[other].sounds_like(typed) for other in before), typed


def han(text: str) -> list[str]:
    """The stretches of Chinese characters in a text."""
    return "".join(c if "\u4e00" <= c <= "\u9fff" else " " for c in text).split()


@pytest.mark.parametrize("word", ["管理", "参与"])
def test_what_has_the_word_in_title_or_filing_comes_first(
    served: Site, visit: Open, word: str
) -> None:
    page = visit(served, f"cases/?q={word}")
    in_head = [word in BY_ID[case].head for case in listed(page)]
    assert set(in_head) == {True, False}
    assert in_head == sorted(in_head, reverse=True)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("潜水艇", id="a word of no case"),
        pytest.param("识别文本", id="a remark of the library on a source"),
        pytest.param("网格潜水艇", id="one word of a case and one of none"),
        pytest.param("190万", id="a number that is only a part of 1900"),
        pytest.param("zzzzzz", id="letters that are no word and no pinyin"),
        pytest.param("submarine", id="an English word of no case"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_query_without_answers_is_told_so(
    served: Site, visit: Open, typed: str, language: str
) -> None:
    page = visit(served, "cases/" if language == "zh" else "en/cases/")
    type_into(page.locator("#search-browse"), typed)
    assert listed(page) == []
    expect(page.locator("#count")).to_have_text(interface(language)["browse"]["none"])
    # One click leads out of it.
    page.locator("#clear").click()
    assert sorted(listed(page)) == sorted(BY_ID)


@pytest.mark.parametrize("typed", ["", "   ", "，。！", "《》"])
def test_nothing_but_spaces_and_marks_leaves_the_whole_list(
    served: Site, visit: Open, typed: str
) -> None:
    page = visit(served, "cases/?q=hzz")
    type_into(page.locator("#search-browse"), typed)
    assert sorted(listed(page)) == sorted(BY_ID)


def test_found_words_are_marked(served: Site, visit: Open) -> None:
    page = visit(served, "cases/?q=河长")
    listed(page)
    marks = page.locator("#results mark").all_text_contents()
    assert "河长" in marks
    assert set(marks) == {"河长"}


def test_only_the_last_of_quickly_typed_queries_is_answered(served: Site, visit: Open) -> None:
    page = visit(served, "cases/")
    box = page.locator("#search-browse")
    for typed in ("监", "监督", "fqjy"):
        box.fill(typed)
    assert listed(page) == ["shaoxing-fengqiao-experience"]
    page.wait_for_timeout(300)
    assert listed(page) == ["shaoxing-fengqiao-experience"]
