"""Each rule has a folder in `tests/rules`: a record that breaks it, what is said, and the record mended.

`wrong.yml` is `right.yml` with one thing changed. Where a rule looks at several files or at pictures,
`wrong/` and `right/` are folders laid over the settings and vocabulary of the miniature library,
hand-written pages under `docs/` and a `mkdocs.yml` among them. `wrong.txt` is the report in Chinese, then in English; `pytest --update`
accepts it, its diff is read in review.
"""

from __future__ import annotations

import ast
import difflib
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

from golden import Golden
from libraries import (
    HERE,
    ROOT,
    files_below,
    judged,
    miniature,
    pictures_below,
    placed,
    said_of_the_library,
)
from replicase import rules
from replicase.codes import CODES, TABLE, Code
from replicase.diagnostics import LANGUAGES, Diagnostic, Severity
from replicase.handwritten import check_links
from replicase.load import kind_of, load
from replicase.model.describe import STAGES
from replicase.pictures import kind_named
from replicase.read import SHELL, read_handwritten, read_shell
from replicase.register import Register
from replicase.report import Summary, text
from replicase.rules.passages import figure_in
from replicase.shell import check_shell
from replicase.source import Input

FOLDERS = sorted(path for path in (HERE / "rules").iterdir() if path.is_dir())
BY_CODE = {rule.code: rule for rule in CODES if rule.code < "CASE500"}
"""Every rule that is asked of files; what is asked of a finished site is tested with `verify`."""
WHOLE_FILE = (
    "CASE100-encoding",
    "CASE100-encoding-c",
    "CASE100-encoding-d",
    "CASE100-encoding-e",
    "CASE100-encoding-f",
    "CASE108-empty-file",
    "CASE108-empty-file-b",
    "CASE307-untranslated-b",
)
"""Where no single line is the mistake."""
NOT_RULES = ("cited", "entries", "measures", "numbers", "passages", "seen", "signs")
"""Modules of `rules` that help rules and are none."""


def code_of(folder: Path) -> str:
    return folder.name.split("-", 1)[0]


def inputs_of(folder: Path, side: str) -> tuple[Input, ...]:
    """The files of one side of a folder."""
    single = folder / f"{side}.yml"
    if single.is_file():
        return (placed(single.read_bytes()),)
    root = folder / side
    pages = read_handwritten(root, root / "docs")[0]
    shell = read_shell(root)
    return (*files_below(root), *pages, *pictures_below(root), *([shell] if shell else []))


def said_of(folder: Path, side: str) -> list[Diagnostic]:
    """What is said of the files of one side, and of nothing they are laid over."""
    own = inputs_of(folder, side)
    base = miniature("settings", "vocabulary")
    if len(own) == 1 and kind_of(own[0].file) != "case" and (folder / f"{side}.yml").is_file():
        base += miniature("case")
    names = {given.file for given in own}
    under = [given for given in base if given.file not in names]
    pages = [given for given in own if given.file.endswith(".md")]
    shells = [given for given in own if given.file == SHELL]
    pictures = [given for given in own if kind_named(given.file)]
    records = [*under, *(given for given in own if given not in (*pages, *shells, *pictures))]
    looked_for = None if (folder / f"{side}.yml").is_file() else pictures
    library = load(records)[0]
    said = [*judged(records, looked_for), *check_links(pages, Register.of(library))]
    said += [d for shell in shells for d in check_shell(shell, library)]
    return [d for d in said if d.file not in {given.file for given in under}]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_wrong_is_told_in_these_words(folder: Path, golden: Golden) -> None:
    code = code_of(folder)
    said = [d for d in said_of(folder, "wrong") if d.code == code or d.severity > Severity.NOTE]
    summary = Summary.of(len(inputs_of(folder, "wrong")), said)
    reports = [text.report(said, summary, language) for language in LANGUAGES]
    golden(folder / "wrong.txt", "\n".join(reports))
    assert {d.code for d in said} == {code}, "one mistake, one message"
    assert max(d.severity for d in said) == BY_CODE[code].severity


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_right_is_clean(folder: Path) -> None:
    least = min(Severity.WARNING, BY_CODE[code_of(folder)].severity)
    left = [
        (d.file, d.span, d.en)
        for d in said_of(folder, "right")
        if d.severity > Severity.NOTE or (d.code == code_of(folder) and d.severity == least)
    ]
    assert not left


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_wrong_is_right_with_one_thing_changed(folder: Path) -> None:
    wrong = {given.file: given.data for given in inputs_of(folder, "wrong")}
    right = {given.file: given.data for given in inputs_of(folder, "right")}
    assert wrong != right
    if folder.name in WHOLE_FILE:
        return
    changed = [file for file in wrong if kind_named(file) and wrong[file] != right.get(file)]
    assert len(changed) <= 1
    for file in (file for file in wrong.keys() & right.keys() if not kind_named(file)):
        matcher = difflib.SequenceMatcher(
            None, wrong[file].splitlines(), right[file].splitlines(), autojunk=False
        )
        assert sum(tag != "equal" for tag, *_ in matcher.get_opcodes()) <= 2


def test_every_rule_has_a_folder_and_every_folder_a_rule() -> None:
    assert {code_of(folder) for folder in FOLDERS} == set(BY_CODE)
    for folder in FOLDERS:
        rule = BY_CODE[code_of(folder)]
        assert re.fullmatch(rf"{rule.code}-{rule.name}(-[b-z]|-[a-z]{{2}})?", folder.name)
        names = {path.name for path in folder.iterdir()}
        assert names in ({"wrong.yml", "right.yml", "wrong.txt"}, {"wrong", "right", "wrong.txt"})


def written_out(node: ast.expr) -> list[str]:
    """The patterns of the texts an expression can make, as far as they are written in it."""
    if isinstance(node, ast.IfExp):
        return written_out(node.body) + written_out(node.orelse)
    if isinstance(node, ast.Constant):
        return [re.escape(str(node.value))] if node.value else []
    if isinstance(node, ast.JoinedStr):
        return [
            "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*"
                for part in node.values
            )
        ]
    return []


def test_whatever_a_rule_can_say_is_said_in_a_folder() -> None:
    said = "\n".join((folder / "wrong.txt").read_text("utf-8") for folder in FOLDERS)
    unsaid = [
        f"{path.name}:{call.lineno} {pattern}"
        for path in sorted((ROOT / "generator/replicase/rules").glob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "Finding"
        for argument in call.args[1:]
        for pattern in written_out(argument)
        if not re.search(rf"(?m)(CASE\d+|提示：|hint:) ?{pattern}$", said)
    ]
    assert unsaid == []


def test_codes_are_given_once_and_all_are_in_the_table() -> None:
    written = [
        (str(call.args[0].value), str(call.args[1].value))
        for path in sorted((ROOT / "generator/replicase").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "Rule"
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[1], ast.Constant)
    ]
    assert sorted(written) == [(rule.code, rule.name) for rule in CODES]
    assert len({code for code, _ in written}) == len(written)
    assert len({name for _, name in written}) == len(written)


def test_the_table_of_codes_is_a_promise(golden: Golden) -> None:
    lines = [
        (line.rule.code, line.rule.name, line.rule.severity.word, line.subject, line.stage or "")
        for line in TABLE
    ]
    golden(HERE / "codes.txt", "".join(f"{' '.join(line).rstrip()}\n" for line in lines))
    for line in TABLE:
        assert re.search("[\u4e00-\u9fff]", line.rule.zh), line
        assert line.rule.en.isascii(), line


def at_stage(stage: str, inputs: tuple[Input, ...]) -> list[Input]:
    return [
        Input(given.file, re.sub(rb"(?m)^stage: \w+", f"stage: {stage}".encode(), given.data))
        for given in inputs
    ]


@pytest.mark.parametrize(
    "line", [line for line in TABLE if line.stage], ids=lambda line: line.rule.code
)
def test_a_rule_asks_from_the_stage_the_table_says(line: Code) -> None:
    folder = next(f for f in FOLDERS if code_of(f) == line.rule.code)
    assert line.stage is not None
    before = STAGES[STAGES.index(line.stage) - 1]
    base = miniature("settings", "vocabulary")
    for stage, is_told in ((before, False), (line.stage, True)):
        said = judged([*base, *at_stage(stage, inputs_of(folder, "wrong"))])
        assert (line.rule.code in {d.code for d in said}) is is_told, stage


def test_every_module_of_rules_is_listed_and_is_a_page() -> None:
    listed = {
        bound.check.__module__
        for bound in (
            *rules.RECORD_RULES,
            *rules.PRACTICE_RULES,
            *rules.CASE_RULES,
            *rules.ADOPTION_RULES,
            *rules.GAP_RULES,
            *rules.INDICATOR_RULES,
            *rules.LIBRARY_RULES,
        )
    }
    found = {f"{rules.__name__}.{module.name}" for module in pkgutil.iter_modules(rules.__path__)}
    assert listed == found - {f"{rules.__name__}.{name}" for name in NOT_RULES}
    for name in listed:
        page = importlib.import_module(name).__doc__ or ""
        assert all(part in page for part in ("Why: ", "Mend: ", "为什么：", "怎么改：")), name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_messages_are_short_phrases(folder: Path) -> None:
    for d in said_of(folder, "wrong"):
        assert re.search(r"[\u4e00-\u9fff]", d.zh), d.zh
        for said in (d.zh, d.en, d.hint_zh, d.hint_en):
            assert not said.endswith((".", "。")), said
            assert "\n" not in said
        assert bool(d.hint_zh) == bool(d.hint_en)


def test_the_miniature_library_has_no_errors_and_no_warnings() -> None:
    found = judged(files_below(HERE / "library"))
    assert [d for d in found if d.severity > Severity.NOTE] == []


def test_the_library_itself_has_no_errors() -> None:
    found = said_of_the_library()
    assert [(d.file, d.en) for d in found if d.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("滑倒的有 40 人", "40"),
        ("下降 12.5%", "12.5%"),
        ("达到９０％", "９０％"),
        ("百分之八十的住户", "百分之八十"),
        ("三百多人参加", "三百多"),
        ("十二个车站", "十二"),
        ("二〇二〇年", "二〇二〇年"),
        ("40 people", "40"),
        ("一个门办到底", ""),
        ("十分方便", ""),
        ("用 5G 网络", ""),
        ("NH3-N and COVID-19", ""),
        ("见来源[@s12]", ""),
        ("见 https://alpha.example/2020/40", ""),
        ("1. 先装伞架", ""),
    ],
)
def test_a_figure_is_what_a_reader_sees_as_one(sentence: str, figure: str) -> None:
    assert figure_in(sentence) == figure


def with_answer(answer: str) -> list[str]:
    """The codes said of a clean record whose answer is this sentence."""
    right = (HERE / "rules/CASE304-claim-without-figure/right.yml").read_text("utf-8")
    changed = right.replace("车站放公用雨伞。", f'"{answer}"')
    assert changed != right
    base = miniature("settings", "vocabulary")
    return [d.code for d in judged([*base, placed(changed.encode())]) if d.severity > Severity.NOTE]


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ("滑倒的人大幅减少", ["CASE304"]),
        ("2023 年以来滑倒的人显著下降", ["CASE304"]),
        ("滑倒的人显著下降，从 40 人到 12 人", []),
        ("滑倒的 1500 人显著减少", []),
        ("报道说“成效显著”", []),
        ("办法全国领先", ["CASE304"]),
        ("群众满意率达到100%", ["CASE304"]),
        ("满意率 98%，比上年提高", []),
        ("雨伞明显标上编号", []),
        ("伞架高度 < 1 米", []),
        ("在<正文>里说明", []),
        ("<img src=x>", ["CASE306"]),
        ("**秘密**不写", []),
        ("机密★5年", ["CASE312"]),
        ("电话 138 0013 8000", ["CASE311"]),
        ("电话 138****8000", []),
        ("电话１３８００１３８０００", ["CASE311"]),
        ("编号 11010519491231002X", ["CASE310"]),
        ("编号 11010519491231002x", ["CASE310"]),
        ("编号 110105194912310021", ["CASE310"]),
        ("编号 110105194913310029", []),
        ("编号 1101**********002X", []),
        ("滑倒的人下降 85%", ["CASE230"]),
        ("三年来滑倒的人减少了 85%", ["CASE230"]),
        ("滑倒的人由 40 降到 12，下降 70%", []),
        ("2019 年至 2023 年滑倒的人下降 70%", []),
        ("2020 年至 2023 年滑倒的人下降 40%", []),
        ("滑倒的人同比下降 85%", []),
        ("滑倒的人下降约 68%", []),
        ("滑倒的人下降 65%以上", []),
        ("滑倒的人下降到 85%", []),
        ("老人中滑倒的人下降 85%", []),
        ("滑倒的人的投诉下降 85%", []),
        ("Since 2019 people who slipped fell by 85 per cent", ["CASE230"]),
        ("Complaints of people who slipped fell by 85%", []),
        ("People who slipped fell to 85%", []),
    ],
)
def test_texts_are_judged_without_false_alarm(answer: str, codes: list[str]) -> None:
    assert with_answer(answer) == codes
