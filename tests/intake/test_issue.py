"""A form on the web: in step with the model, and read as a stranger's text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from golden import Golden
from libraries import HERE, ROOT, files_below
from replicase.cli import main
from replicase.intake.issue import FORM_FILE, MAX_FORM, answers_of, form_draft, form_text
from replicase.intake.problems import Refused
from replicase.load import load
from replicase.source import Input, parse
from terminals import terminal

GOLDEN = HERE / "intake"


def run(*arguments: str, given: bytes | None = None) -> Result:
    return terminal().invoke(main, [*arguments], input=given)


REAL = load(files_below(ROOT))[0]
FORM: dict[str, Any] = yaml.safe_load(form_text(REAL))
QUESTIONS = [item for item in FORM["body"] if item["type"] != "markdown"]
ANSWERS = (
    *("借伞不押金", "实践 practice", "余杭区", "余杭区某办事大厅", "2021年3月"),
    *("基层服务 grassroots-service, 数字治理 digital-governance", "下雨天办事群众没有伞。"),
    *(
        "大厅放伞，登记就能借。",
        "甲\n\n乙",
        "- 放伞\n- 登记",
        "一份公告",
        "余杭区政府",
        "官方 official",
    ),
    *("HTTPS://example.org/a", "Library Editors"),
)
"""An invented case, answered as the form asks it."""


def body(answers: tuple[str, ...] = ANSWERS) -> str:
    labels = (question["attributes"]["label"] for question in QUESTIONS)
    return "\n\n".join(
        f"### {label}\n\n{a or '_No response_'}" for label, a in zip(labels, answers, strict=True)
    )


def test_the_form_is_in_step_with_the_model() -> None:
    assert (ROOT / FORM_FILE).read_text("utf-8") == form_text(REAL), (
        f"run replicase template {FORM_FILE}"
    )


def test_the_form_is_one_github_takes() -> None:
    labels = [question["attributes"]["label"] for question in QUESTIONS]
    assert len(set(labels)) == len(labels)
    assert FORM["name"]
    assert FORM["description"]
    for question in QUESTIONS:
        assert question["type"] in ("input", "textarea", "dropdown")
        if question["type"] == "dropdown":
            options = question["attributes"]["options"]
            assert len(set(options)) == len(options) > 1


def test_a_form_written_by_hand_is_left(root: Path) -> None:
    assert run("template", "case.yml").exit_code == 0
    assert run("template", "case.yml", "--check").exit_code == 0
    form = root / "case.yml"
    form.write_text(form.read_text("utf-8") + "\n", "utf-8")
    assert run("template", "case.yml", "--check").exit_code == 1
    assert run("template", "case.yml").exit_code == 0
    form.write_text("name: mine\n", "utf-8")
    assert run("template", "case.yml").exit_code == 1
    assert form.read_text("utf-8") == "name: mine\n"


def test_an_answered_form_becomes_a_draft(golden: Golden) -> None:
    draft = form_draft(body().encode(), REAL, "2026-01-01", None)
    golden(GOLDEN / "issue.txt", f"{draft.file}\n\n{draft.content.decode('utf-8')}")


def test_a_form_is_imported_from_a_file_or_a_pipe(root: Path) -> None:
    where = load(files_below(root))[0].terms("places")[0].id
    answers = (*ANSWERS[:2], where, *ANSWERS[3:])
    (root / "body.md").write_text(body(answers), "utf-8")
    day = ("--as-of", "2026-11-22")
    done = run("import", "issue", "body.md", "--id", "alpha-told", *day)
    assert list((root / "cases/practices").rglob("alpha-told.yml")), done.output
    done = run("import", "issue", "-", "--id", "alpha-piped", *day, given=body(answers).encode())
    assert list((root / "cases/practices").rglob("alpha-piped.yml")), done.output


@pytest.mark.parametrize("own", ["../a", "a/b", "A", "con", "a--b"])
def test_no_name_of_a_file_comes_from_outside(root: Path, own: str) -> None:
    (root / "body.md").write_text(body(), "utf-8")
    assert run("import", "issue", "body.md", "--id", own).exit_code == 2


def test_a_heading_inside_an_answer_is_a_text() -> None:
    title = QUESTIONS[0]["attributes"]["label"]
    smuggled = f"真的问题\n\n### {title}\n\n../../etc"
    answers = answers_of(body((*ANSWERS[:6], smuggled, *ANSWERS[7:])))
    assert answers["case.title.zh"] == ANSWERS[0]
    assert "../../etc" in answers["case.summary.problem.zh"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是本库表单"),
        (b"\xff\xfe\xff", "UTF-8"),
        (b"x" * (MAX_FORM + 1), "64 KB"),
        (body((*ANSWERS[:2], "../..", *ANSWERS[3:])).encode(), "地点认不出"),
    ],
)
def test_what_is_no_form_of_ours_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        form_draft(data, REAL, "2026-01-01", None)
    assert said in refusal.value.zh


@settings(max_examples=80)
@given(st.lists(st.text(max_size=80), min_size=len(ANSWERS), max_size=len(ANSWERS)))
def test_whatever_a_stranger_writes_stays_in_its_answer(texts: list[str]) -> None:
    answers = (*texts[:2], "330110", *texts[3:])
    try:
        draft = form_draft(body(answers).encode("utf-8", "replace"), REAL, "2026-01-01", None)
    except Refused:
        return
    assert draft.file.startswith("cases/practices/hangzhou/hangzhou-yuhang-")
    assert ".." not in draft.file
    document, refused = parse(Input(draft.file, draft.content))
    assert document is not None or refused
    if document is not None:
        assert set(document.plain) <= {
            *("schema", "id", "kind", "stage", "registered", "title", "summary", "place", "lead"),
            *("started", "facets", "problem", "steps", "sources", "disclosure"),
        }
        assert document.plain["place"] == {"code": "330110"}
        assert document.plain["stage"] == "draft"
