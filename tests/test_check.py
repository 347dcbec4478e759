"""The whole check, from files to reports: one mistake is told once, and no mistake ends it."""

from __future__ import annotations

import copy
import json as plain_json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libraries import AS_OF, MINIATURE, files_below, judged, miniature, placed
from replicase.check import check
from replicase.diagnostics import LANGUAGES, Diagnostic, Path, Severity, Span, in_order
from replicase.folders import ADOPTION_FOLDER, CASE_FOLDER, INDICATOR_FOLDER, VOCABULARY_FOLDER
from replicase.load import kind_of, load
from replicase.report import Summary, github, json, text
from replicase.source import Input
from test_reading import CASES, RECORDS, inside, real_words

often = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])

FILES = {given.file: given for given in files_below(MINIATURE)}
TREES = {
    file: yaml.load(given.data, Loader=yaml.CBaseLoader)
    for file, given in FILES.items()
    if kind_of(file) in ("case", "adoption")
}


def parts(node: Any, at: Path = ()) -> Iterator[Path]:
    """Every place of a tree but its root."""
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    for step, value in inner:
        yield (*at, step)
        if isinstance(value, (dict, list)):
            yield from parts(value, (*at, step))


def holder(tree: Any, at: Path) -> Any:
    for step in at[:-1]:
        tree = tree[step]
    return tree


def written(tree: Any) -> bytes:
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=1000).encode()


def told(file: str, data: bytes) -> tuple[Diagnostic, ...]:
    """What is said of the miniature library with one file changed."""
    return judged([*(given for given in FILES.values() if given.file != file), Input(file, data)])


# One mistake, one message

OTHERS: dict[str, Callable[[Any], Any]] = {
    "another text": lambda _: "zzz",
    "a number": lambda _: "7",
    "nothing": lambda _: "",
    "an empty list": lambda _: [],
    "a list of text": lambda _: ["zzz"],
    "a list of itself": lambda value: [value],
}
"""What may stand in the place of a value; many of them are right in many places."""

REFERRED_TO = ("components", "id")
"""An id that steps and adoptions use is wrong in each of them, once it is changed in one place."""

PLACES = [
    (file, at)
    for file, tree in TREES.items()
    for at in parts(tree)
    if (at[0], at[-1]) != REFERRED_TO
]


@often
@given(st.sampled_from(PLACES), st.sampled_from(sorted(OTHERS)))
def test_a_value_that_is_wrong_is_told_once(place: tuple[str, Path], other: str) -> None:
    file, at = place
    tree = copy.deepcopy(TREES[file])
    there = holder(tree, at)
    there[at[-1]] = OTHERS[other](there[at[-1]])
    said = [d for d in told(file, written(tree)) if d.severity > Severity.NOTE]
    assert len(said) <= 1, [(d.file, d.span.line, d.code, d.en) for d in said]


def test_without_a_change_nothing_is_told() -> None:
    for file, tree in TREES.items():
        assert [d for d in told(file, written(tree)) if d.severity > Severity.NOTE] == []


STORIES = {
    "a source is deleted": (
        "  - id: s1\n    title: 测试交通局总结\n    publisher: 测试交通局\n    type: official\n"
        "    url: https://alpha.example/report\n    accessed: 2025-01-01\n",
        "",
        "CASE301",
    ),
    "a source gets another id": ("  - id: s2\n", "  - id: s9\n", "CASE301"),
    "a source loses its id": ("  - id: s2\n    title", "  - title", "CASE111"),
    "an unknown field is misspelt": ("- field: contact", "- field: contakt", "CASE119"),
    "a step names no component": ("components: [c1]", "components: []", "CASE117"),
    "a step names another component": ("components: [c1]", "components: [c7]", "CASE403"),
    "a list is written as text": ("theme: [grassroots-service]", "theme: x", "CASE112"),
}


@pytest.mark.parametrize("story", STORIES)
def test_what_follows_from_a_mistake_is_not_told(story: str) -> None:
    before, after, code = STORIES[story]
    right = FIXTURE.read_text("utf-8")
    assert before in right
    wrong = placed(right.replace(before, after).encode())
    said = judged([*miniature("settings", "vocabulary"), wrong])
    assert [d.code for d in said if d.severity > Severity.NOTE] == [code]


FIXTURE = MINIATURE.parent / "rules/CASE110-unknown-key/right.yml"


def test_a_copied_file_is_the_one_that_is_told() -> None:
    original = FILES["cases/practices/beta/beta-night-watch.yml"]
    for copied in (
        "cases/practices/beta/beta-copy.yml",
        "cases/practices/alpha/beta-night-watch.yml",
    ):
        said = judged([*FILES.values(), Input(copied, original.data)])
        wrong = [(d.file, d.code) for d in said if d.severity > Severity.NOTE]
        assert wrong == [(copied, "CASE401")]


# Files that are missing, or not what their place says


def told_of(files: dict[str, Input], *unreadable: str) -> list[tuple[str, str, str]]:
    """What is said of some files when others could not be read."""
    library, misread = load(files.values(), unreadable=unreadable)
    said = in_order((*misread, *check(library, AS_OF)))
    return [(d.file, d.code, d.en) for d in said if d.severity > Severity.NOTE]


WORDS = {file for file in FILES if file.startswith(f"{VOCABULARY_FOLDER}/")}


def test_an_empty_folder_of_vocabularies_is_told_once() -> None:
    left = {file: given for file, given in FILES.items() if file not in WORDS}
    assert told_of(left) == [
        (VOCABULARY_FOLDER, "CASE400", "the folder of vocabularies has no file")
    ]


def test_a_library_without_cases_is_told_once_though_adoptions_name_some() -> None:
    left = {file: given for file, given in FILES.items() if not file.startswith(CASE_FOLDER)}
    assert any(file.startswith(ADOPTION_FOLDER) for file in left)
    assert told_of(left) == [(CASE_FOLDER, "CASE400", "the library has no case")]


def test_each_vocabulary_that_is_missing_is_told() -> None:
    lost = f"{VOCABULARY_FOLDER}/theme.yml"
    left = {file: given for file, given in FILES.items() if file != lost}
    assert told_of(left) == [(lost, "CASE400", "the vocabulary file is missing")]


INDICATORS = {file for file in FILES if file.startswith(f"{INDICATOR_FOLDER}/")}


def test_a_library_without_indicators_is_told_once_though_cases_name_some() -> None:
    left = {file: given for file, given in FILES.items() if file not in INDICATORS}
    assert told_of(left) == [
        (INDICATOR_FOLDER, "CASE400", "the library has no scheme of indicators")
    ]
    assert told_of(left, *INDICATORS) == told_of(left, INDICATOR_FOLDER) == []


def test_of_a_scheme_with_a_mistake_only_the_mistake_is_told() -> None:
    (scheme,) = INDICATORS
    wrong = FILES[scheme].data.replace(b"code: layers.grid", b"code: layers grid")
    assert wrong != FILES[scheme].data
    assert [(file, code) for file, code, _ in told_of({**FILES, scheme: Input(scheme, wrong)})] == [
        (scheme, "CASE112")
    ]


def test_what_lies_in_a_folder_that_could_not_be_read_is_not_missing() -> None:
    left = {file: given for file, given in FILES.items() if file not in WORDS}
    assert told_of(left, VOCABULARY_FOLDER) == []
    assert told_of({}, "cases") == []


def test_a_vocabulary_with_a_misspelt_name_is_told_and_not_missed() -> None:
    right, wrong = f"{VOCABULARY_FOLDER}/theme.yml", f"{VOCABULARY_FOLDER}/themes.yml"
    renamed = {file: given for file, given in FILES.items() if file != right}
    renamed[wrong] = Input(wrong, FILES[right].data)
    (said,) = [d for d in judged(renamed.values()) if d.severity > Severity.NOTE]
    assert (said.file, said.code, said.hint_en) == (wrong, "CASE109", "did you mean `theme.yml`?")
    both = {**FILES, wrong: renamed[wrong]}
    assert [(file, code) for file, code, _ in told_of(both)] == [(wrong, "CASE109")]


def test_a_field_named_in_chinese_is_told_once_wherever_it_is() -> None:
    right = FIXTURE.read_text("utf-8")
    for before, after, key in (
        ("\nstage: structured", "\n阶段: structured", "stage"),
        ("\ntitle: {zh", "\n标题: {zh", "title"),
        ("\nmechanism:", "\n为什么管用:", "mechanism"),
        ("    accessed: 2025-01-01\nreview", "    查阅日期: 2025-01-01\nreview", "accessed"),
        ("title: {zh: 车站", "title: {中文: 车站", "zh"),
        ("disclosure: {checked_by", "disclosure: {谁核对的", "checked_by"),
    ):
        assert before in right
        wrong = placed(right.replace(before, after, 1).encode())
        said = judged([*miniature("settings", "vocabulary"), wrong])
        found = [(d.code, d.hint_en) for d in said if d.severity > Severity.NOTE]
        assert found == [("CASE110", f"did you mean `{key}`?")], before


@pytest.mark.parametrize(
    ("before", "after", "hint"),
    [
        ("components: [c1]", "components: [c1，c2]", "separate the items with `, `"),
        ("components: [c1]", "components: [c1、c2]", "separate the items with `, `"),
        ("  source: s1\nstarted", "  source: s1，s2\nstarted", "write `[s1, s2]`"),
        ("theme: [grassroots-service]", "theme: [grassroots-services]", "did you mean"),
        ("code: 990100", "code: 990100，990200", "did you mean"),
    ],
)
def test_items_run_together_are_to_be_separated(before: str, after: str, hint: str) -> None:
    right = FIXTURE.read_text("utf-8")
    assert before in right
    wrong = placed(right.replace(before, after).encode())
    said = judged([*miniature("settings", "vocabulary"), wrong])
    (found,) = [d for d in said if d.severity > Severity.NOTE]
    assert found.hint_en.startswith(hint)


# What an editor is told


def places(text_before: str, text_after: str) -> tuple[Diagnostic, str, dict[str, Any]]:
    """The one finding in a changed record, its annotation and its JSON."""
    right = FIXTURE.read_text("utf-8")
    assert text_before in right
    wrong = placed(right.replace(text_before, text_after, 1).encode())
    said = judged([*miniature("settings", "vocabulary"), wrong])
    (found,) = [d for d in said if d.severity > Severity.NOTE]
    summary = Summary.of(1, [found])
    annotation = github.report([found], summary, "en").splitlines()[0]
    return found, annotation, plain_json.loads(json.report([found], summary))["diagnostics"][0]


TITLE = "    title: 雨伞三年\n"


@pytest.mark.parametrize(
    ("before", "after", "span", "shown"),
    [
        ("stage: structured", "阶段: structured", (4, 1, 4, 3), "line=4,col=1,endLine=4"),
        ("[grassroots-service]", "[a，b]", (18, 11, 18, 14), "line=18,col=11,endLine=18"),
        ("better: lower", "better: |\n      less\n      more\n\n", (49, 13, 51, 11), "line=49,col=13,endLine=51"),
        ("better: lower", "better: less\n      more", (49, 13, 50, 11), "line=49,col=13,endLine=50"),
        ("better: lower", "better: |\n      less", (49, 13, 50, 11), "line=49,col=13,endLine=50"),
        (TITLE, '    title: "雨伞三年\n', (68, 12, 68, 13), "line=68,col=12,endLine=68"),
        (
            "    zh: 2019 年有 40 人滑倒。[@s1]",
            "    zh: |\n      2019 年有 40 人滑倒。[@s1]\n\n      [a]: https://a.example/x",
            (25, 7, 25, 31),
            "line=25,col=7,endLine=25",
        ),
    ],
)  # fmt: skip
def test_an_editor_marks_what_is_wrong_and_no_more(
    before: str, after: str, span: tuple[int, ...], shown: str
) -> None:
    found, annotation, read = places(before, after)
    assert found.span == span
    assert f".yml,{shown},title={found.code} " in annotation
    assert [read[key] for key in ("line", "column", "end_line", "end_column")] == list(span)


def test_a_span_that_ends_before_a_line_does_not_reach_it() -> None:
    found, _, _ = places("stage: structured", "阶段: structured")
    to_the_end = replace(found, span=Span(4, 1, 6, 1))
    (annotation, _) = github.report([to_the_end], Summary.of(1, [])).splitlines()
    assert ".yml,line=4,col=1,endLine=5,title=" in annotation


# Whatever is in a file


@cache
def trees() -> tuple[tuple[Input, Any], ...]:
    """Every record of the library itself and of the miniature one, as a tree."""
    found = [*RECORDS, *miniature("case", "adoption")]
    return tuple((given, yaml.load(given.data, Loader=yaml.CBaseLoader)) for given in found)


ANYTHING = st.sampled_from(
    ("", "zzz", "null", "true", "-1", "1e999", "9" * 30, "2019-13", "editor", "s1", "[@s1]", "<b>", " ",
     "https://a.example/", "机密★5年", "中" * 500, [], {}, [[]], [""], {"zh": ""}, {"zh": [], "en": {}}, {"id": "s1"})
)  # fmt: skip


@st.composite
def rearranged(draw: st.DrawFn) -> Input:
    """A real record with parts deleted, moved, repeated or of another kind, or cut off in the middle."""
    given, tree = draw(st.sampled_from(trees()))
    tree = copy.deepcopy(tree)
    for _ in range(draw(st.integers(1, 4))):
        places = list(parts(tree))
        if not places:
            break
        one, other = draw(st.sampled_from(places)), draw(st.sampled_from(places))
        a, b = holder(tree, one), holder(tree, other)
        change = draw(st.sampled_from(("delete", "replace", "move", "repeat", "rename")))
        if change == "delete":
            del a[one[-1]]
        elif change == "replace":
            a[one[-1]] = copy.deepcopy(draw(ANYTHING))
        elif change == "move":
            a[one[-1]] = copy.deepcopy(b[other[-1]])
        elif change == "repeat" and isinstance(a, list):
            a.append(copy.deepcopy(a[one[-1]]))
        elif change == "rename" and isinstance(a, dict):
            a[draw(st.sampled_from(("zh", "id", "source", "stage", "x y", "标题")))] = a.pop(
                one[-1]
            )
    data = written(tree)
    if draw(st.integers(0, 4)) == 0:
        data = data[: draw(st.integers(0, len(data)))]
    return Input(given.file, data)


@often
@given(rearranged())
def test_a_rearranged_record_ends_no_check_and_no_report(record: Input) -> None:
    words = real_words() if record.file in {r.file for r in RECORDS} else ()
    around = [*words, CASES[0]] if words else list(FILES.values())
    said = judged([*(given for given in around if given.file != record.file), record])
    summary = Summary.of(len(around), said)
    for d in said:
        assert d.zh.strip()
        assert d.en.strip()
        assert bool(d.hint_zh) == bool(d.hint_en)
        assert d.file != record.file or inside(d, record.data)
    for language in LANGUAGES:
        assert text.report(said, summary, language)
        assert len(github.report(said, summary, language).splitlines()) == len(said) + 1
        assert github.step_summary(said, summary, language)
    read = plain_json.loads(json.report(said, summary))
    assert len(read["diagnostics"]) == len(said)


def test_a_record_put_together_again_is_taken_apart_the_same() -> None:
    library, _ = load(FILES.values())
    entries = (*library.case_entries, *library.adoption_entries)
    apart = [(entry.parts, entry.wording) for entry in entries]
    assert check(library, AS_OF) == check(library, AS_OF)
    for entry in entries:
        entry.put_together()
    assert [(entry.parts, entry.wording) for entry in entries] == apart
