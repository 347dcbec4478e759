"""What a rule's page tells: its own words, and the files it is tested with."""

from __future__ import annotations

import re
from html import unescape

import pytest
from click.testing import CliRunner

from libraries import AS_OF, HERE, ROOT, files_below
from replicase.cli import main
from replicase.codes import CODES
from replicase.diagnostics import LANGUAGES, Language, Rule
from replicase.load import load
from replicase.model.describe import fields_of
from replicase.model.schema import SCHEMAS
from replicase.pages import Page, Site, render
from replicase.pages.contribute.rules import EXAMPLES
from replicase.rulebook import address, areas, examples, find, told
from replicase.theme import words

WITH_FOLDERS = [rule for rule in CODES if rule.code < "CASE500"]


def rule(code: str) -> Rule:
    found = find(code)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    library, _ = load(files_below(HERE / "library"))
    return {page.address: page for page in render(library, Site(as_of=AS_OF))}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", CODES, ids=lambda rule: rule.code)
def test_every_rule_says_what_why_and_how_to_mend(one: Rule, language: Language) -> None:
    about = told(one, language)
    for part in (about.what, about.why, about.mend):
        assert part.endswith("." if language == "en" else "。"), part
        assert "\n" not in part
    said = "".join((about.what, about.more, about.why, about.mend))
    assert (len(re.findall(r"[\u4e00-\u9fff]", said)) > len(said) / 3) == (language == "zh"), said


def test_a_rule_that_does_not_tell_it_all_is_refused() -> None:
    silent = Rule(
        "CASE999", "silent", rule("113").severity, "规则", "A rule", "It asks.\n\n它要求。"
    )
    with pytest.raises(ValueError, match="CASE999 does not tell"):
        told(silent, "en")


def test_every_rule_is_in_one_area() -> None:
    assert [rule for area in areas() for rule in area.rules] == list(CODES)


@pytest.mark.parametrize("one", WITH_FOLDERS, ids=lambda rule: rule.code)
def test_every_rule_shows_a_mistake_what_is_said_and_the_same_mended(one: Rule) -> None:
    for example in examples(one):
        assert example.wrong
        assert example.right
        assert one.code in example.said["zh"]
        assert one.code in example.said["en"]
        assert "读了" not in example.said["zh"]
        assert sum(len(stretch.lines) for stretch in example.wrong) <= 50


def test_an_example_shows_the_lines_that_differ_and_their_neighbours() -> None:
    example = examples(rule("CASE113"))[0]
    (wrong,), (right,) = example.wrong, example.right
    assert [line.number for line in wrong.lines] == [16, 17, 18, 19, 20]
    assert [line.text for line in wrong.lines if line.differs] == ["  theme: [grassroot-services]"]
    assert [line.text for line in right.lines if line.differs] == ["  theme: [grassroots-service]"]


def test_a_file_that_one_side_lacks_is_shown_as_lacking() -> None:
    example = examples(rule("CASE109"))[0]
    assert example.right[0].file == example.wrong[0].file == "cases/notes/ideas.yml"
    assert example.wrong[0].lines
    assert not example.right[0].lines


@pytest.mark.parametrize("asked", ["CASE113", "case113", " 113", "not-in-vocabulary"])
def test_a_rule_is_found_as_people_type_it(asked: str) -> None:
    assert find(asked) is rule("CASE113")


# In the terminal.


def explain(*arguments: str) -> str:
    done = CliRunner(env={"LANG": "zh_CN.UTF-8", "LC_ALL": ""}).invoke(
        main, ["explain", *arguments]
    )
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", CODES, ids=lambda rule: rule.code)
def test_every_rule_is_explained(one: Rule, language: Language) -> None:
    said = explain(one.code, "--lang", language)
    assert said.startswith(f"{one.code} {one.name}  ")
    for word in ("why", "mend"):
        assert f"\n{words(language).say(f'rule.{word}')}\n" in said
    if one in WITH_FOLDERS:
        assert examples(one)[0].said[language].splitlines()[0] in said
    assert not re.search("(?m)^ *[，。；：、！？）”]", said), "a line begins with a mark"
    assert "\x1b" not in said


def test_explain_shows_one_example_or_all() -> None:
    assert explain("106").count("检查程序说") == 1
    count = len(list((HERE / "rules").glob("CASE102-*")))
    assert f"另有 {count - 1} 个例子，加 --all 列出" in explain("102")
    every = explain("102", "--all")
    assert every.count("检查程序说") == count
    assert "另有" not in every


def test_without_a_code_every_rule_is_a_line() -> None:
    said = explain()
    for one in CODES:
        assert re.search(rf"(?m)^  {one.code}  (错误|警告|提醒)    {re.escape(one.zh)}$", said)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("CASE1113", "CASE113"), ("date-ordre", "CASE201"), ("zzz", "without a code, all are listed")],
)
def test_an_unknown_code_is_asked_back(asked: str, meant: str) -> None:
    done = CliRunner().invoke(main, ["explain", asked])
    assert done.exit_code == 2
    assert meant in done.stderr


# On the site.


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_page_and_a_line_in_the_table(
    pages: dict[str, Page], language: Language
) -> None:
    start = "en/" if language == "en" else ""
    table = str(pages[f"{start}contribute/rules/"].body)
    for one in CODES:
        page = pages[start + address(one)]
        assert one.code in page.title
        assert f'href="page:{address(one)}"' in table
        told = min(len(examples(one)), EXAMPLES)
        assert str(page.body).count('class="example"') == told
        assert "`" not in page.description


def test_text_of_an_example_is_shown_and_not_obeyed(pages: dict[str, Page]) -> None:
    body = str(pages["contribute/rules/CASE306/"].body)
    assert "<script" not in body
    assert "&lt;" in body
    invisible = str(pages["contribute/rules/CASE105/"].body)
    assert "&lt;U+" in invisible


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_every_record_is_in_the_reference(
    pages: dict[str, Page], language: Language
) -> None:
    start = "en/" if language == "en" else ""
    found = {a: p for a, p in pages.items() if a.startswith(f"{start}contribute/fields/")}
    body = unescape("".join(str(page.body) for page in found.values()))
    for record in SCHEMAS.values():
        for field in fields_of(record).values():
            meaning = field.about.zh if language == "zh" else field.about.en
            assert f"<code>{field.key}</code>" in body
            assert meaning.split("`")[0] in body
    links = set(re.findall(r'href="page:(contribute/fields/[^"]*#[^"]+)"', body))
    parts = {
        f"{address.removeprefix(start)}#{anchor}"
        for address, page in found.items()
        for anchor in re.findall(r'class="part part--inner" id="([^"]+)"', str(page.body))
    }
    assert links == parts


def test_the_pages_by_hand_lead_to_rules_and_fields() -> None:
    for page in ("docs/contribute.md", "docs/en/contribute.md"):
        text = (ROOT / page).read_text("utf-8")
        assert "(page:contribute/rules/)" in text
        assert "(page:contribute/fields/)" in text
