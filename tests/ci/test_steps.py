"""The steps of continuous integration: each is run as a workflow runs it, on the miniature library."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from libraries import MINIATURE, ROOT
from replicase import starter
from sites import repository

CI = ROOT / "ci"
CASE = "cases/practices/alpha/alpha-shared-umbrellas.yml"
DAY = "2026-01-01"


def run(*words: str | Path, **given: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHON": sys.executable, "AS_OF": DAY, "LANGUAGE": "en", **given}
    return subprocess.run([str(word) for word in words], text=True, capture_output=True, env=env)


def proposal(folder: Path, *changes: tuple[str, str]) -> Path:
    """The miniature library with a case changed."""
    shutil.copytree(MINIATURE / "cases", folder / "cases")
    for old, new in changes:
        file = folder / CASE
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
    return folder


def checked(proposed: Path, tmp_path: Path) -> tuple[int, str, str]:
    summary = tmp_path / "summary.md"
    done = run(CI / "check", proposed, MINIATURE, GITHUB_STEP_SUMMARY=str(summary))
    return done.returncode, done.stdout, summary.read_text("utf-8") if summary.is_file() else ""


# The check and its summary


def test_a_proposal_that_changes_nothing_says_so(tmp_path: Path) -> None:
    code, said, summary = checked(proposal(tmp_path / "p"), tmp_path)
    assert code == 0
    assert "::" not in said, "notes of files nobody touched are no news"
    assert "No record is changed." in summary


def test_a_summary_tells_stages_and_grades_before_and_after(tmp_path: Path) -> None:
    proposed = proposal(tmp_path / "p", ("stage: structured", "stage: draft"))
    code, _, summary = checked(proposed, tmp_path)
    (row,) = [line for line in summary.splitlines() if line.startswith("| alpha-shared")]
    assert code == 0
    assert "| stage | structured → draft |" in row
    assert "its page is gone" in row


def test_a_grade_that_another_record_moves_is_told(tmp_path: Path) -> None:
    proposed = proposal(tmp_path / "p")
    shutil.rmtree(proposed / "cases/adoptions/gamma")
    code, _, summary = checked(proposed, tmp_path)
    assert code == 0
    assert "| gamma--alpha-shared-umbrellas | removed |" in summary
    assert f"- {CASE}: E0·R2 → E0·R0" in summary


def test_an_error_is_marked_on_its_line_and_fails(tmp_path: Path) -> None:
    proposed = proposal(tmp_path / "p", ("theme: [grassroots-service]", "theme: [umbrellas]"))
    code, said, summary = checked(proposed, tmp_path)
    assert code == 1
    assert f"::error file={CASE},line=" in said
    assert "errors: nothing is published" in summary
    assert "CASE113" in summary


def test_a_file_that_cannot_be_read_hides_nothing(tmp_path: Path) -> None:
    proposed = proposal(tmp_path / "p")
    (proposed / CASE).write_bytes(b"\tid: x\n")
    code, _, summary = checked(proposed, tmp_path)
    assert code == 1
    assert "cannot be read any more" in summary


def test_words_of_a_proposal_are_never_obeyed(tmp_path: Path) -> None:
    trick = "{zh: 甲市公交站的共享雨伞, en: '![x](https://evil.example/) | <b> @all ::error::no'}"
    proposed = proposal(tmp_path / "p")
    file = proposed / CASE
    text = re.sub(r"title:\n  zh: .*\n  en: .*\n", f"title: {trick}\n", file.read_text("utf-8"))
    file.write_text(text.replace("umbrellas\nkind", "umbrellas\nki|<i>nd"), "utf-8")
    (proposed / "cases/practices/alpha/@all<b>|x.yml").write_text("id: y\n")
    # Nor does its code run: Python finds no module of the proposal's, whose folder is not the step's.
    (proposed / "replicase.py").write_text("raise SystemExit(99)")
    code, said, summary = checked(proposed, tmp_path)
    assert code == 1
    assert not re.search(r"(?m)^::error::", said)
    for sign in ("<b>", "<i>", "@all", "](http"):
        assert sign not in summary


def test_pages_of_changed_records_are_named(tmp_path: Path) -> None:
    proposed = proposal(tmp_path / "p", ("started: {date: 2021-04", "started: {date: 2021-05"))
    done = run(sys.executable, CI / "summary", MINIATURE, proposed, "--files", "--as-of", DAY)
    assert done.stdout.split() == ["cases/alpha-shared-umbrellas/"]


# The preview


@pytest.mark.slow
def test_a_preview_has_the_proposed_page_and_keeps_search_engines_away(tmp_path: Path) -> None:
    base = repository(tmp_path / "base")
    proposed = proposal(tmp_path / "p", ("en: Shared umbrellas at", "en: Borrowed umbrellas at"))
    (proposed / "mkdocs.yml").write_text("hooks: [evil.py]")
    out = tmp_path / "out"
    words = (sys.executable, CI / "preview", base, proposed, out, "--as-of", DAY, "--no-pictures")
    done = run(*words)
    assert done.returncode == 0, done.stderr
    page = (out / "site/en/cases/alpha-shared-umbrellas/index.html").read_text("utf-8")
    assert "Borrowed umbrellas" in page
    assert all("noindex" in file.read_text("utf-8") for file in out.rglob("*.html"))
    assert "Disallow: /" in (out / "site/robots.txt").read_text("utf-8")


@pytest.mark.browser
def test_a_preview_pictures_what_changed(tmp_path: Path) -> None:
    base = repository(tmp_path / "base")
    proposed = proposal(tmp_path / "p", ("en: Shared umbrellas at", "en: Borrowed umbrellas at"))
    out = tmp_path / "out"
    done = run(sys.executable, CI / "preview", base, proposed, out, "--as-of", DAY)
    assert done.returncode == 0, done.stderr
    names = sorted(file.name for file in (out / "pictures").iterdir())
    start = "cases-alpha-shared-umbrellas"
    assert names == [f"{start}-1280.png", f"{start}-390.png"]


# Built twice


@pytest.mark.slow
def test_two_builds_are_equal(tmp_path: Path) -> None:
    root = repository(tmp_path / "library")
    done = run(CI / "deploy-compare", tmp_path / "site", "--as-of", DAY, ROOT=str(root))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site/index.html").is_file()


def test_two_builds_that_differ_are_not_published(tmp_path: Path) -> None:
    fake = tmp_path / "python"
    fake.write_text(
        '#!/bin/sh\nwhile [ "$1" != --site ]; do shift; done\n'
        'mkdir -p "$2" && echo "$PYTHONHASHSEED" >"$2/index.html"\n'
    )
    fake.chmod(0o755)
    done = run(CI / "deploy-compare", tmp_path / "site", PYTHON=str(fake))
    assert done.returncode == 1
    assert "two builds of the same library differ" in done.stderr
    assert not (tmp_path / "site").exists()


# Links


@pytest.fixture(scope="module")
def links() -> ModuleType:
    loader = SourceFileLoader("ci_links", str(CI / "links"))
    spec = importlib.util.spec_from_loader("ci_links", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    sys.modules["ci_links"] = module
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    loader.exec_module(module)
    sys.dont_write_bytecode = before
    return module


class Answers(BaseHTTPRequestHandler):
    """A server whose paths say what it answers."""

    def do_GET(self) -> None:
        status = int(self.path.strip("/").split("/")[0])
        self.send_response(status)
        if status == 302:
            self.send_header("Location", f"/{self.path.rsplit('/', 1)[-1]}")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("200", ""),
        ("302/200", ""),
        ("302/404", "gone"),
        ("410", "gone"),
        ("403", "refused"),
        ("500", "failing"),
        ("302/302", "failing"),
    ],
)
def test_an_answer_is_understood(path: str, kind: str, links: ModuleType, server: str) -> None:
    found = links.ask(f"{server}/{path}", lambda host, _: [host])
    assert found.kind == kind


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/", "http://localhost/", "http://169.254.169.254/latest", "http://[::1]/"],
)
def test_no_machine_near_by_is_asked(url: str, links: ModuleType) -> None:
    assert links.ask(url).kind == "forbidden"
    assert links.ask("file:///etc/passwd").kind == "forbidden"


def test_a_report_groups_by_what_is_wrong(links: ModuleType) -> None:
    cited = {"https://a.example/1": ["cases/a.yml"], "https://b.example/<b>": ["cases/b.yml"]}
    answers = {url: links.Answer("gone", "404") for url in cited}
    told = links.report(cited, answers, "en", 10)
    assert "### Gone (404, 410): 2" in told
    assert "<b>" not in told
    assert links.report(cited, dict.fromkeys(cited, links.Answer("")), "en", 10) == ""


def test_every_source_of_the_library_is_asked_for_once(links: ModuleType) -> None:
    found = links.addresses(MINIATURE)
    assert CASE in found["https://alpha.example/report"]


# The one issue

GH = """#!/bin/sh
case "$1 $2" in
  "issue list") [ -f "$STATE" ] && printf '7\\tLinks\\n'; exit 0 ;;
  *) echo "$*" ;;
esac
"""


@pytest.mark.parametrize(
    ("told", "is_open", "does"),
    [
        ("x", False, "issue create --title Links"),
        ("x", True, "updated #7"),
        ("", True, "issue close 7"),
        ("", False, "nothing to report"),
    ],
)
def test_there_is_one_issue_while_there_is_something_to_tell(
    told: str, is_open: bool, does: str, tmp_path: Path
) -> None:
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    state = tmp_path / "open"
    if is_open:
        state.touch()
    (tmp_path / "report.md").write_text(told)
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = run(CI / "report-issue", tmp_path / "report.md", "Links", PATH=path, STATE=str(state))
    assert done.returncode == 0, done.stderr
    assert does in done.stdout


# For other libraries


def test_the_template_for_gitlab_runs_what_is_there() -> None:
    read = yaml.safe_load((CI / "gitlab.yml").read_text("utf-8"))
    scripts = [
        line
        for job in read.values()
        for part in ("before_script", "script", "after_script")
        for line in job.get(part, [])
    ]
    named = {name for line in scripts for name in re.findall(r"\bci/([a-z-]+)", line)}
    assert named == {"summary", "preview", "deploy-compare"}
    assert all(os.access(CI / name, os.X_OK) for name in named)


def test_the_hooks_run_commands_that_are_there() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["entry"] for hook in hooks] == ["replicase check", "replicase fmt --check"]


def test_the_workflow_of_a_new_library_passes_the_same_audit(tmp_path: Path) -> None:
    given = dict(starter.files("x", starter.provinces()[0], "2026-11-27"))
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    (folder / "pages.yml").write_bytes(given[".github/workflows/pages.yml"])
    zizmor = Path(sys.executable).parent / "zizmor"
    done = run(zizmor, "--offline", "--strict-collection", tmp_path)
    assert done.returncode == 0, done.stdout
    assert "No findings" in done.stdout + done.stderr
