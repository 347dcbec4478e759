"""`replicase fmt`: stories in `tests/edit/fmt`, a file before and after; content and comments stay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from golden import Golden
from libraries import HERE, MINIATURE, ROOT, files_below, miniature
from replicase.cli import main
from replicase.edit.layout import format_files, formatted
from replicase.edit.spans import read
from replicase.source import Input
from sites import repository
from terminals import terminal

STORIES = sorted((HERE / "edit/fmt").iterdir())
FILE = "cases/practices/alpha/example.yml"
RECORDS = [g for g in (*miniature("case", "adoption"), *files_below(ROOT)) if b"sources:" in g.data]


def tidy(text: str, file: str = FILE) -> str:
    done = formatted(Input(file, text.encode()))
    return done.after.decode() if done else text


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_a_story(story: Path, golden: Golden) -> None:
    golden(story / "after.yml", tidy((story / "before.yml").read_text("utf-8")))


@pytest.mark.parametrize("root", [ROOT, MINIATURE], ids=["real", "miniature"])
def test_a_tidy_library_stays_as_it_is(root: Path) -> None:
    inputs = files_below(root)
    assert format_files(inputs, [given.file for given in inputs]) == ((), ())


LOOSER = {
    "deeper": lambda text: re.sub("^( +)", r"\1   ", text, flags=re.MULTILINE),
    "colons": lambda text: re.sub(
        r"^( *[a-z_]+:) (?=[\w{\[\"])", r"\1   ", text, flags=re.MULTILINE
    ),
    "braces": lambda text: re.sub(
        r"\{(zh|at|code|date)(.*)\}$", r"{ \1\2 }", text, flags=re.MULTILINE
    ),
    "dashes": lambda text: re.sub(r"^( *)- (?=\{)", r"\1-    ", text, flags=re.MULTILINE),
    "blanks": lambda text: re.sub(r"\n\n(?=[a-z])", "\n\n\n\n", text),
    "end": lambda text: text + "\n\n",
    "swapped": lambda text: re.sub(
        r"^(id: .*\n)((?:kind|case): .*\n)", r"\2\1", text, flags=re.MULTILINE
    ),
    "crlf": lambda text: text.replace("\n", "\r\n"),
}


@settings(max_examples=60)
@given(st.sampled_from(RECORDS), st.lists(st.sampled_from(sorted(LOOSER)), unique=True))
def test_what_was_loosened_is_as_it_was(record: Input, ways: list[str]) -> None:
    text = loose = record.data.decode()
    for way in sorted(ways):
        loose = LOOSER[way](loose)
    assert tidy(loose, record.file) == text


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                *"\n\n\n   -:[]{}#'\"|>,a",
                *(
                    "a: ",
                    "b: ",
                    "\n  ",
                    "\n    ",
                    "\n- ",
                    "\n  - ",
                    "# 话\n",
                    "|\n   x\n",
                    "{a: b}",
                    "[a, b]",
                ),
                *(
                    " # 话\n",
                    "title:\n  zh: 甲\n",
                    "id: x\n",
                    "- - a\n",
                    "? ",
                    '"a\n  b"',
                    "|+\n  x\n\n",
                ),
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_content_and_comments_stay_and_twice_is_once(text: str) -> None:
    before = read(FILE, text)
    once = tidy(text)
    if before is None:
        assert once == text
        return
    after = read(FILE, once)
    assert after is not None
    assert after.plain == before.plain
    assert sorted(re.sub(r"\s", "", once)) == sorted(re.sub(r"\s", "", text))
    assert tidy(once) == once


# The command


def run(*arguments: str) -> Result:
    return terminal().invoke(main, list(arguments))


def test_it_asks_first_and_then_tidies(tmp_path: Path) -> None:
    root = repository(tmp_path)
    case = root / "cases/practices/beta/beta-night-watch.yml"
    before = case.read_text()
    case.write_text(before.replace("kind: ", "kind:   "))
    for option in ("--check", "--diff"):
        asked = run("fmt", "--root", str(root), option)
        assert asked.exit_code == 1
        assert "会整理 1 个；没有写" in asked.stderr
    assert "kind:   " in case.read_text()
    done = run("fmt", "--root", str(root), str(case))
    assert done.exit_code == 0, done.output
    assert case.read_text() == before
    assert run("fmt", "--root", str(root), "--check").exit_code == 0


def test_a_file_that_cannot_be_read_is_told_and_left(tmp_path: Path) -> None:
    root = repository(tmp_path)
    case = root / "cases/practices/beta/beta-night-watch.yml"
    case.write_text("title: [\n")
    done = run("fmt", "--root", str(root))
    assert done.exit_code == 1
    assert "beta-night-watch.yml: 读不通，没有动" in done.stderr
    assert case.read_text() == "title: [\n"
