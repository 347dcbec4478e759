"""`replicase fix`: stories in `tests/edit/fix`, each a file before and after and what is said of it.

`pytest --update` writes `after.yml` and `said.txt`; both are read in review.
"""

from __future__ import annotations

import re
from pathlib import Path
from time import monotonic

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from golden import Golden
from libraries import HERE, MINIATURE, ROOT, files_below, miniature
from replicase.cli import main
from replicase.cli.rewrite import listed
from replicase.edit.fix import fix_files
from replicase.edit.spans import Rewritten, read
from replicase.edit.spelling import spelling
from replicase.source import Input
from sites import repository
from terminals import terminal

STORIES = sorted((HERE / "edit/fix").iterdir())
FILE = "cases/practices/alpha/example.yml"
LISTS = miniature("settings", "vocabulary")
CASES = [g.data.decode() for g in miniature("case")]


def fixed(data: bytes) -> Rewritten:
    done = fix_files((*LISTS, Input(FILE, data)), [FILE])
    return done[0] if done else Rewritten(FILE, data, data, ())


def fixed_text(text: str) -> str:
    return fixed(text.encode()).after.decode()


# Stories


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_a_story(story: Path, golden: Golden) -> None:
    before = (story / "before.yml").read_bytes()
    done = fixed(before)
    golden(story / "after.yml", done.after.decode())
    said = [listed(done, "zh"), listed(done, "en")] if done.changes else ["—"]
    golden(story / "said.txt", "\n\n".join(said) + "\n")


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_what_is_mended_once_is_mended(story: Path) -> None:
    done = fixed((story / "before.yml").read_bytes())
    assert fixed(done.after).after == done.after


@pytest.mark.parametrize("root", [ROOT, MINIATURE], ids=["real", "miniature"])
def test_nothing_in_a_library_that_is_in_order_is_touched(root: Path) -> None:
    inputs = files_below(root)
    assert fix_files(inputs, [given.file for given in inputs]) == ()


def test_every_mistake_of_the_rules_is_mended_right_or_left() -> None:
    mended = set()
    for folder in sorted((HERE / "rules").iterdir()):
        if not (folder / "wrong.yml").is_file():
            continue
        right = fixed((folder / "right.yml").read_bytes())
        assert not right.changes, folder.name
        done = fixed((folder / "wrong.yml").read_bytes())
        if done.after == (folder / "right.yml").read_bytes():
            mended.add(folder.name)
        elif done.changes:
            assert folder.name in FORM_ONLY
    assert mended == {
        "CASE100-encoding",
        "CASE100-encoding-b",
        "CASE102-syntax-ak",
        "CASE102-syntax-c",
        "CASE102-syntax-j",
        "CASE102-syntax-t",
        "CASE106-tab",
        "CASE107-full-width-colon",
        "CASE110-unknown-key",
        "CASE110-unknown-key-d",
        "CASE110-unknown-key-e",
        "CASE112-wrong-form-e",
        "CASE112-wrong-form-h",
        "CASE113-not-in-vocabulary",
        "CASE114-bad-date-c",
        "CASE114-bad-date-d",
        "CASE115-bad-address-s",
        "CASE119-not-unknowable-b",
    }


FORM_ONLY = ("CASE112-wrong-form-g", "CASE112-wrong-form-r", "CASE114-bad-date")
"""Mended as well, but their right version says something else."""


# Values


@pytest.mark.parametrize(
    ("given", "options", "meant"),
    [
        ("Goverment", ("government", "party"), "government"),
        ("in_use", ("in-use", "planned"), "in-use"),
        ("whta", ("what", "when", "why"), "what"),
        ("grassroot-service，基层", ("grassroots-service", "ecology"), None),
        ("grassroots-service-a-b", ("grassroots-service", "ecology"), None),
        ("grassroots service", ("grassroots-service", "ecology"), "grassroots-service"),
        ("unofficial", ("official", "media"), None),
        ("published", ("republished", "original"), None),
        ("330523", ("330522", "330521"), None),
        ("tourism", ("terrorism", "ecology"), None),
        ("reasons-a", ("reasons-b", "reasons-c"), None),
    ],
)
def test_a_word_is_corrected_only_where_no_other_is_near(
    given: str, options: tuple[str, ...], meant: str | None
) -> None:
    assert spelling(given, options) == meant


# Encodings


CHINESE = CASES[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_an_encoding_that_is_certain_becomes_utf8(encoding: str) -> None:
    text = next(text for text in CASES if "渔" in text)
    assert fixed(text.encode(encoding)).after == text.encode()


@pytest.mark.parametrize("encoding", ["big5", "shift_jis", "latin-1", "euc_kr"])
def test_an_encoding_that_could_be_another_is_left(encoding: str) -> None:
    words = {
        "big5": "岛屿分散，漁民流動，基層服務薄弱",
        "shift_jis": "かなカナ漢字、漁村の夜",
        "latin-1": "café, Zürich, déjà vu, über, señor, façade, naïve, coöperate",
        "euc_kr": "한국어 시민 참여 예산",
    }[encoding]
    data = f"title: {words}\n".encode(encoding, "ignore")
    assert fixed(data).after == data


def test_utf8_with_a_broken_byte_is_not_taken_for_gbk() -> None:
    data = CASES[0].encode().replace("渔".encode(), b"\xe6\xb8", 1) + b"\xff"
    assert fixed(data).after == data


def test_windows_line_ends_go_and_nothing_else() -> None:
    text = CASES[0]
    assert fixed(text.replace("\n", "\r\n").encode()).after == text.encode()


# Properties


def _chinese_date(match: re.Match[str]) -> str:
    year, month, day = match[1], match[2], match[3]
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")


_DATE = re.compile(r"(?<=[a-z]: )(\d{4})-(\d\d)(?:-(\d\d))?(?=[,}\n])")
DAMAGES = {
    "dates": lambda text: _DATE.sub(_chinese_date, text),
    "slashes": lambda text: _DATE.sub(lambda m: m[0].replace("-", "/"), text),
    "spaces": lambda text: re.sub(r"(?<=[a-z0-9}])\n", "   \n", text),
    "colons": lambda text: re.sub(
        r"^( *)(title|place|kind|lead|type): ?", r"\1\2：", text, flags=re.MULTILINE
    ),
    "wide": lambda text: re.sub(
        r"(?<=value: )\d+", lambda m: "".join(chr(ord(d) + 0xFEE0) for d in m[0]), text
    ),
    "names": lambda text: text.replace("registered:", "registerd:").replace("facets:", "归类:"),
    "media": lambda text: text.replace("type: media", "type: Media"),
    "swapped": lambda text: re.sub(
        r"^(kind: \w+\n)(stage: \w+\n)", r"\2\1", text, flags=re.MULTILINE
    ),
    "crlf": lambda text: text.replace("\n", "\r\n"),
}


@settings(max_examples=40)
@given(st.sampled_from(CASES), st.lists(st.sampled_from(sorted(DAMAGES)), unique=True))
def test_what_was_damaged_is_as_it_was(text: str, damages: list[str]) -> None:
    broken = text
    for name in damages:
        broken = DAMAGES[name](broken)
    if {"dates", "slashes"} <= set(damages):
        return
    assert fixed_text(broken) == text


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                *"\n\n\n   \t-:[]{}#'\"|>,，：　",
                *(
                    "title: ",
                    "zh: ",
                    "en：",
                    "date: ",
                    "2021年3月",
                    "1,000",
                    "# 话\n",
                    "\n  ",
                    "\n- ",
                ),
                *(
                    "sources:\n  - ",
                    "id: s1",
                    "kind: practise",
                    "标题: 甲",
                    "stage: draft\n",
                    "\r\n",
                ),
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_mending_twice_is_mending_once(text: str) -> None:
    once = fixed_text(text)
    assert fixed_text(once) == once
    assert sorted(re.findall("话", once)) == sorted(re.findall("话", text))
    before = read(FILE, text)
    if before is not None:
        assert read(FILE, once) is not None


# Limits


@pytest.mark.parametrize(
    "text",
    [
        "title: a" + " " * 120_000 + "b\n",
        "milestones:\n" + "  - {what: a, date: 2021年3月}\n" * 3500,
        "".join(f"registerd{number}: x\n" for number in range(7000)),
        "facets:\n  theme: [" + "ecologi, " * 13_000 + "x]\n",
        "a:\n" + "\tb: 1\n" * 20_000,
        "# a\n" * 30_000 + "title: x   \n",
        "k" * 120_000 + "：x\n",
        "x: {" + "，id: a" * 12_000 + "}\n",
    ],
    ids=["spaces", "dates", "names", "terms", "tabs", "comments", "key", "commas"],
)
def test_a_file_at_the_limit_takes_no_minutes(text: str) -> None:
    began = monotonic()
    fixed(text.encode())
    assert monotonic() - began < 15, "seconds; a slow machine takes five"


# The command


WRONG = "cases/practices/beta/beta-night-watch.yml"


def run(*arguments: str, language: str = "zh_CN.UTF-8") -> Result:
    return terminal(language).invoke(main, list(arguments))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = repository(tmp_path)
    case = made / WRONG
    case.write_text(case.read_text().replace("registered: 2025-03-02", "registered: 2025年3月2日"))
    return made


def test_it_mends_and_says_what(root: Path) -> None:
    (root / WRONG).chmod(0o640)
    done = run("fix", "--root", str(root), "--as-of", "2026-11-22")
    assert done.exit_code == 0, done.output
    assert f"{WRONG}\n     6  日期 `2025年3月2日` 改为 `2025-03-02`\n" in done.stdout
    assert "改了 1 个，共 1 处" in done.stderr
    assert "registered: 2025-03-02" in (root / WRONG).read_text()
    assert (root / WRONG).stat().st_mode & 0o777 == 0o640
    assert [p.name for p in (root / WRONG).parent.iterdir() if p.suffix != ".yml"] == []
    again = run("fix", "--root", str(root), "--as-of", "2026-11-22")
    assert again.exit_code == 0
    assert "没有要改的" in again.stderr


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_looking_first_writes_nothing_and_exits_with_one(root: Path, option: str) -> None:
    before = (root / WRONG).read_bytes()
    done = run("fix", "--root", str(root), "--as-of", "2026-11-22", option)
    assert done.exit_code == 1
    assert "没有写" in done.stderr
    if option == "--diff":
        assert "-registered: 2025年3月2日\n+registered: 2025-03-02\n" in done.stdout
    assert (root / WRONG).read_bytes() == before


def test_paths_limit_what_is_mended(root: Path) -> None:
    done = run("fix", str(root / "cases/practices/alpha"), "--root", str(root))
    assert done.exit_code == 0
    assert "registered: 2025年" in (root / WRONG).read_text()


def test_what_is_left_is_told_and_is_no_failure(root: Path) -> None:
    with (root / WRONG).open("a") as file:
        file.write("mood: x\n")
    done = run("fix", "--root", str(root), "--as-of", "2026-11-22", language="en_GB.UTF-8")
    assert done.exit_code == 0
    assert "CASE110 there is no field `mood`" in done.stderr
    assert "left for you: 1 error and 0 warnings" in done.stderr


def test_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_bytes((root / WRONG).read_bytes())
    (root / WRONG).unlink()
    (root / WRONG).symlink_to(outside)
    assert run("fix", str(root / WRONG), "--root", str(root)).exit_code == 2
    run("fix", "--root", str(root), "--as-of", "2026-11-22")
    assert "2025年3月2日" in outside.read_text()


def test_a_file_changed_meanwhile_is_not_overwritten(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from replicase.cli import rewrite

    was = rewrite.replace_file

    def late(folder: Path, file: str, before: bytes, after: bytes) -> None:
        (folder / file).write_bytes(before + b"# mine\n")
        was(folder, file, before, after)

    monkeypatch.setattr(rewrite, "replace_file", late)
    done = run("fix", "--root", str(root), "--as-of", "2026-11-22")
    assert done.exit_code == 1
    assert "读过以后有人改了" in done.stderr
    assert (root / WRONG).read_bytes().endswith(b"# mine\n")
