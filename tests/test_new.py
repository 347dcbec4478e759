"""`replicase new`: interviews as they are held, and the files they end in."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from golden import Golden
from libraries import HERE, ROOT, files_below
from replicase.cli import command, main
from replicase.edit.fix import fix_files
from replicase.edit.layout import formatted
from replicase.edit.propose import case_id, free, place_slug, slug, terms_meant
from replicase.edit.quote import quoted
from replicase.edit.spans import read
from replicase.load import load
from replicase.read import read_library
from sites import repository

GOLDEN = HERE / "edit/new"
ENV = {"LC_ALL": "", "LC_MESSAGES": "", "SOURCE_DATE_EPOCH": "1760000000"}


def run(*arguments: str, answers: str | None = None, language: str = "zh_CN.UTF-8") -> Result:
    return CliRunner(env={"LANG": language, **ENV}).invoke(main, list(arguments), input=answers)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path)


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


CASE = (
    *("甲一区的雨鞋架：下雨天借鞋", "Boot racks of Alpha: shoes for rainy days"),
    "尝试（没成或停了）",
    *("没有这个地方", "甲一区"),
    *("下雨天旅客湿了鞋。", ""),
    *("车站放了可借的雨鞋。", ""),
    *("甲市测试交通局", ""),
    *("去年", "2021年3月"),
    *("4", "1，公共安全"),
    *("[雨鞋架的报道]", "甲市测试报", "3", "https://alpha.example/boots"),
    *("测试编辑部", ""),
)
ADOPTION = (
    *("alpha-umbrellas", "alpha-shared-umbrellas"),
    *("Gamma Test City", "gamma-second-unit"),
    *("third-party", "1", "abandoned"),
    *("no such reason", "Too few staff"),
    "",
    *("Umbrellas of Gamma", "Gamma Test News", "media", "gamma.example", "https://gamma.example/a"),
    "test-editors",
)


def interview(*arguments: str, answers: tuple[str, ...], language: str = "zh_CN.UTF-8") -> Result:
    return run("new", *arguments, answers="\n".join(answers) + "\n", language=language)


@pytest.mark.parametrize(
    ("name", "kind", "answers", "language"),
    [
        ("case", "case", CASE, "zh_CN.UTF-8"),
        ("adoption", "adoption", ADOPTION, "en_GB.UTF-8"),
    ],
)
def test_an_interview_ends_in_a_draft_that_passes(
    root: Path, golden: Golden, name: str, kind: str, answers: tuple[str, ...], language: str
) -> None:
    done = interview(kind, "--root", str(root), answers=answers, language=language)
    assert done.exit_code == 0, done.output
    golden(GOLDEN / f"{name}.txt", done.stderr)
    written = root / done.stdout.strip()
    golden(GOLDEN / f"{name}.yml", written.read_text("utf-8"))
    checked = run("check", str(written), "--root", str(root), "--as-of", "2026-11-22", "--strict")
    assert ": error" not in checked.output
    if kind == "case":
        assert checked.exit_code == 0, checked.output
    inputs, _ = read_library(root)
    assert fix_files(inputs, [done.stdout.strip()]) == ()
    (own,) = [g for g in inputs if g.file == done.stdout.strip()]
    tidy = formatted(own)
    assert tidy is not None
    assert tidy.after == own.data


@pytest.mark.parametrize("count", range(len(CASE)))
def test_who_leaves_at_any_question_leaves_nothing_behind(root: Path, count: int) -> None:
    before = files(root)
    done = run(
        *("new", "case", "--root", str(root)), answers="".join(f"{a}\n" for a in CASE[:count])
    )
    assert done.exit_code == 1
    assert "已取消，什么也没有写" in done.stderr
    assert files(root) == before


def test_an_interrupt_while_writing_leaves_nothing_behind(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from replicase.edit import store

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    before = files(root)
    monkeypatch.setattr(store.os, "link", interrupted)
    assert run("new", "case", "--root", str(root), *OPTIONS).exit_code == 1
    assert files(root) == before


OPTIONS = (
    "--no-input",
    *(
        "--title-zh",
        "雨鞋架",
        "--place",
        "980100",
        "--problem-zh",
        "湿鞋。",
        "--answer-zh",
        "借鞋。",
    ),
    *("--lead-zh", "丙市", "--started", "2021", "--theme", "ecology", "--source-title", "报道"),
    *("--source-publisher", "报", "--source-type", "media", "--checked-by", "test-editors"),
)


def test_options_answer_every_question(root: Path) -> None:
    done = run("new", "case", "--root", str(root), *OPTIONS)
    assert done.exit_code == 0, done.output
    assert done.stdout == "cases/practices/gamma-test/gamma-test-yuxie-jia.yml\n"
    again = run("new", "case", "--root", str(root), *OPTIONS)
    assert again.stdout == "cases/practices/gamma-test/gamma-test-yuxie-jia-2.yml\n"


def test_a_missing_or_wrong_option_is_misuse(root: Path) -> None:
    before = files(root)
    missing = run("new", "case", "--root", str(root), *OPTIONS[:-2])
    assert missing.exit_code == 2
    assert "缺少 --checked-by" in missing.stderr
    wrong = run("new", "case", "--root", str(root), *OPTIONS, "--started", "昨天")
    assert wrong.exit_code == 2
    assert "--started: `昨天` 不是日期" in wrong.stderr
    taken = run("new", "case", "--root", str(root), *OPTIONS, "--id", "beta-night-watch")
    assert taken.exit_code == 2
    assert "已经有了" in taken.stderr
    assert files(root) == before


def test_a_file_that_is_there_is_never_written_over(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = sys.modules["replicase.cli.new"]
    was = new.create_file

    def late(folder: Path, file: str, content: bytes) -> None:
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_text("mine")
        was(folder, file, content)

    monkeypatch.setattr(new, "create_file", late)
    done = run("new", "case", "--root", str(root), *OPTIONS)
    assert done.exit_code == 1
    assert "已经有这个文件" in done.stderr
    (mine,) = (root / "cases/practices/gamma-test").iterdir()
    assert mine.read_text() == "mine"


def test_what_the_checker_refuses_is_asked_again(root: Path) -> None:
    answers = list(CASE)
    answers[answers.index("甲市测试交通局")] = "<b>甲市</b>测试交通局"
    done = interview("case", "--root", str(root), answers=(*answers, "甲市测试交通局"))
    assert done.exit_code == 0, done.output
    assert "CASE306" in done.stderr
    assert "<b>" not in (root / done.stdout.strip()).read_text("utf-8")


def test_what_the_checker_refuses_in_an_option_is_not_written(root: Path) -> None:
    before = files(root)
    done = run(
        "new", "case", "--root", str(root), *OPTIONS, "--lead-zh", "<script>alert(1)</script>"
    )
    assert done.exit_code == 1
    assert "没有写" in done.stderr
    assert files(root) == before


HOSTILE = (
    "a: b #c \"d\" 'e'",
    "- x",
    "{a: [b], c}",
    "&a *b !c |d >e %f @g `h`",
    "true",
    "2021-03-05",
    "null",
    "\\n \\u202e",
    "：冒号，逗号",
    "...",
    "--- # x",
    "key：值",
)


@pytest.mark.parametrize("answer", HOSTILE)
def test_an_answer_stays_what_it_is(root: Path, answer: str) -> None:
    done = run(
        *("new", "case", "--root", str(root), *OPTIONS),
        *(f"--source-title={answer}", f"--source-publisher={answer}", "--id", "gamma-x"),
    )
    assert done.exit_code == 0, done.output
    document = read("x", (root / done.stdout.strip()).read_text("utf-8"))
    assert document is not None
    assert document.plain["sources"][0]["title"] == answer
    assert document.plain["sources"][0]["publisher"] == answer


@settings(max_examples=400)
@given(
    st.text(
        st.sampled_from([*" \n\t\r-:[]{}#'\"|>,ab1。\\&*!?%@`~=<.：，", "\x85", "é", "😀"]),
        max_size=12,
    )
)
def test_a_quoted_text_reads_as_itself(text: str) -> None:
    if text:
        for written, found in (
            (f"a: {quoted(text)}\n", lambda tree: tree["a"]),
            (f"a: [{quoted(text, in_brackets=True)}, b]\n", lambda tree: tree["a"][0]),
        ):
            document = read("x", written)
            if "\x85" in text or "\r" in text:
                assert document is None, "the reader refuses the character, however it is written"
            else:
                assert document is not None, written
                assert found(document.plain) == text


# Names


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("网格化管理", "wang-ge-hua-guan-li"),
        ("矛调中心", "maotiao-zhong-xin"),
        ("Lin'an District", "linan-district"),
        ("Übergang 36", "ubergang-36"),
        ("🙂", ""),
        ("一" * 90, "yi-yi-yi-yi-yi-yi"),
    ],
)
def test_words_become_an_id(text: str, written: str) -> None:
    assert slug(text) == written


def test_an_id_names_place_and_matter_and_is_free() -> None:
    library, _ = load(files_below(ROOT))
    (anji,) = terms_meant(library.terms("places"), "安吉")
    assert case_id(library, anji, "安吉县河长制：每段河有人管", "") == "huzhou-anji-he-zhang-zhi"
    assert (
        case_id(
            library, anji, "河长制", "The River Chief System in Anji: a leader for each stretch"
        )
        == "huzhou-anji-river-chief-system"
    )
    assert case_id(library, anji, "安吉", "") == "huzhou-anji-case"
    assert free("a", {"a", "a-2"}) == "a-3"


def test_a_place_is_found_by_what_people_call_it() -> None:
    library, _ = load(files_below(ROOT))
    places = library.terms("places")
    for name in ("330523", "安吉县", "安吉", "Anji", "ANJI county"):
        assert [term.id for term in terms_meant(places, name)] == ["330523"], name
    assert len(terms_meant(places, "南")) > 1
    assert terms_meant(places, "") == []
    (linan,) = terms_meant(places, "临安")
    assert place_slug(linan) == "linan"


def test_every_option_is_explained_in_both_languages() -> None:
    for kind in ("case", "adoption"):
        shown = run("new", kind, "--help").output
        assert "--no-input" in shown
        asked = command("new").commands[kind]
        for parameter in asked.params:
            assert isinstance(parameter, click.Option)
            assert parameter.help
            assert any("\u4e00" <= c <= "\u9fff" for c in parameter.help)
        assert "Ctrl-C" in shown
