"""The files around the program say what is true: locks, commands, documents, workflow."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

import replicase
from replicase.cli import COMMANDS, command, main

ROOT = Path(__file__).parents[1]
LOCKS = sorted(ROOT.glob("requirements*.txt"))
GUIDES = ("README.md", "CONTRIBUTING.md", "docs/contribute.md", "docs/en/contribute.md")
PROMISED = (
    "site",
    "serve",
    "test",
    "check",
    "lint",
    "script",
    "screenshots",
    "bench",
    "lighthouse",
    "help",
)
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
ACTIONS = [*WORKFLOWS, ROOT / "action.yml"]
CASE = "cases/practices/zhoushan/zhoushan-grid-management.yml"
GAPS = "cases/gaps/jinhua.yml"


def text(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def pins(lock: Path) -> dict[str, set[str]]:
    """Name -> versions; a lock for every Python may hold two of one name."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([a-z0-9-]+)==([^ \\\n]+)", lock.read_text("utf-8"), re.MULTILINE
    ):
        found.setdefault(name, set()).add(version)
    return found


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))


def fences(markdown: str) -> list[str]:
    return re.findall(r"^```[a-z]*\n(.*?)^```$", markdown, re.MULTILINE | re.DOTALL)


# Locks


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_a_lock_hashes_everything_and_names_no_address(lock: Path) -> None:
    content = lock.read_text("utf-8")
    assert not re.search(
        r"https?:|file:|--[a-z-]*(index|find|trusted)|@ |/(opt|tmp|home)/", content
    )
    entries = re.split(
        r"^(?=\S)", re.sub(r"^\s*#.*\n", "", content, flags=re.MULTILINE), flags=re.MULTILINE
    )
    named = [entry for entry in entries if entry.strip()]
    assert named
    for entry in named:
        assert re.match(r"[a-z0-9-]+==", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_what_is_tested_is_what_is_installed() -> None:
    tested = pins(ROOT / "requirements-test.txt")
    for name, versions in pins(ROOT / "requirements.txt").items():
        assert tested.get(name) == versions, name


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    extras = project["project"]["optional-dependencies"]
    asked = {
        "requirements.txt": project["project"]["dependencies"]
        + project["dependency-groups"]["build"],
        "requirements-test.txt": extras["test"],
        "requirements-audit.txt": extras["audit"],
        "requirements-fuzz.txt": extras["fuzz"],
        "requirements-bench.txt": extras["bench"],
        "requirements-bench-source.txt": project["dependency-groups"]["bench-source"],
        "requirements-lock.txt": project["dependency-groups"]["lock"],
    }
    assert {lock.name for lock in LOCKS} == set(asked)
    for name, requirements in asked.items():
        locked = pins(ROOT / name)
        for requirement in requirements:
            wanted = re.match(r"[A-Za-z0-9_-]+", requirement)
            assert wanted
            assert wanted[0].lower().replace("_", "-") in locked, f"{name}: run `make lock`"


@pytest.mark.parametrize("folder", ["", "benchmarks/lighthouse/", "benchmarks/peers/"])
def test_an_npm_lock_names_no_address(folder: str) -> None:
    written = text(f"{folder}package-lock.json")
    lock, package = json.loads(written), json.loads(text(f"{folder}package.json"))
    assert package["private"] is True
    assert text(f"{folder}.npmrc") == text(".npmrc")
    assert '"resolved"' not in written
    # Where a package asks for money is no place to load it from.
    addresses = written.count("://")
    funding = [entry.get("funding", []) for entry in lock["packages"].values()]
    given = [one if isinstance(one, list) else [one] for one in funding]
    assert sum(len(some) for some in given) == addresses
    assert lock["packages"][""]["devDependencies"] == package["devDependencies"]
    for path, entry in lock["packages"].items():
        assert not path or entry["integrity"].startswith("sha512-"), path


# Commands


def test_the_makefile_has_the_promised_targets() -> None:
    missing = set(PROMISED) - targets()
    assert not missing
    for target in targets():
        assert re.search(rf"^{target}:.*## ", text("Makefile"), re.MULTILINE), (
            f"{target} has no help"
        )


def test_what_the_makefile_runs_exists() -> None:
    for module in re.findall(r"python -m ([a-z.]+)", text("Makefile")):
        folder = ROOT / module.replace(".", "/")
        known = module in ("pip", "pytest", "venv")
        assert known or folder.with_suffix(".py").is_file() or (folder / "__main__.py").is_file()


@pytest.mark.parametrize("guide", [*GUIDES, ".github/workflows/pages.yml", ".ci/run"])
def test_a_named_make_target_exists(guide: str) -> None:
    named = re.findall(r"(?:^|`|\n|run: )make ((?:[a-z]+ ?)+)", text(guide))
    known = targets()
    for words in named:
        assert set(words.split()) <= known, f"{guide}: make {words}"


@pytest.mark.parametrize("guide", [*GUIDES, "CHANGELOG.md", "Makefile", ".ci/run", "ci/check"])
def test_a_named_command_exists_with_its_options(guide: str) -> None:
    calls = re.findall(
        r"(?:`|/|-m )replicase ([a-z]+)((?: (?:--[a-z-]+|\"?[\w./<>$-]+\"?))*)", text(guide)
    )
    assert calls or guide.startswith("docs/")
    for name, rest in calls:
        assert name in COMMANDS, f"{guide}: replicase {name}"
        options = {o for p in command(name).params for o in p.opts + p.secondary_opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= options, f"{guide}: replicase {name}{rest}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme_and_has_help(name: str) -> None:
    assert command(name).help
    assert text("README.md").count(f"replicase {name}") >= 2, "once in each language"


# Documents


def pages(folder: str) -> set[str]:
    """Hand-written pages by their paths; those of the other language and of no site are left out."""
    start = ROOT / folder
    found = {p.relative_to(start).as_posix() for p in start.rglob("*.md")}
    return {name for name in found if not name.startswith(("en/", "benchmarks/", "security/"))}


def test_handwritten_pages_come_in_pairs() -> None:
    assert pages("docs") == pages("docs/en") != set()


@pytest.mark.parametrize("name", sorted(pages("docs")))
def test_a_pair_has_the_same_parts(name: str) -> None:
    zh, en = text(f"docs/{name}"), text(f"docs/en/{name}")
    for part in (r"^#+ ", r"^::: .*", r"\]\((?:case|page):[^)#]*", r"^\|", r"^```"):
        found = [re.findall(part, page, re.MULTILINE) for page in (zh, en)]
        if part == r"^\|":
            found = [[len(rows)] for rows in found]
        assert found[0] == found[1], part


def test_both_languages_of_the_readme_tell_of_the_same_commands() -> None:
    zh, en = text("README.md").split("\n## English\n")
    assert set(re.findall(r"`make[^`]*`", zh)) == set(re.findall(r"`make[^`]*`", en))
    assert len(re.findall(r"^\| `", zh, re.MULTILINE)) == len(
        re.findall(r"^\| `", en, re.MULTILINE)
    )


@pytest.mark.parametrize("guide", ["README.md", "docs/contribute.md", "docs/en/contribute.md"])
def test_excerpts_are_from_the_library(guide: str) -> None:
    files = [text(CASE), text(GAPS)]
    excerpts = [f for f in fences(text(guide)) if re.match(r"\s*(-|[a-z]+:)", f)]
    assert excerpts
    for excerpt in excerpts:
        assert any(excerpt in file for file in files), excerpt


@pytest.mark.parametrize(
    ("guide", "language"),
    [
        ("README.md", "zh"),
        ("README.md", "en"),
        ("docs/contribute.md", "zh"),
        ("docs/en/contribute.md", "en"),
    ],
)
def test_the_quoted_message_is_what_is_printed(guide: str, language: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "cases", tmp_path / "cases")
    file = tmp_path / CASE
    right = "theme: [grassroots-service]"
    assert right in file.read_text("utf-8")
    wrong = file.read_text("utf-8").replace(right, "theme: [grassroot-service]")
    file.write_text(wrong, "utf-8")
    done = CliRunner().invoke(
        main,
        ["check", "--root", str(tmp_path), "--as-of", "2026-11-22", "--lang", language],
    )
    assert done.exit_code == 1
    quoted = [f for f in fences(text(guide)) if f.startswith("cases/")]
    assert any(q in done.output for q in quoted), done.output


def test_files_named_in_the_guides_exist() -> None:
    named: set[str] = set()
    for guide in ("README.md", "CONTRIBUTING.md"):
        named |= set(re.findall(r"\]\(([^)#:]+)\)", text(guide)))
        named |= set(
            re.findall(r"`((?:generator|theme|docs|schema|cases|tests)/[\w./-]*)`", text(guide))
        )
    missing = sorted(name for name in named if not (ROOT / name).exists())
    assert not missing


def test_the_changelog_tells_of_this_version() -> None:
    assert f"\n## {replicase.__version__}\n" in text("CHANGELOG.md")


def test_the_shell_and_the_library_have_one_name() -> None:
    name = yaml.safe_load(text("cases/library.yml"))["name"]["zh"]
    assert f"\nsite_name: {name}\n" in text("mkdocs.yml")


# Workflow


@pytest.mark.parametrize("workflow", ACTIONS, ids=lambda p: p.name)
def test_actions_are_pinned(workflow: Path) -> None:
    uses = re.findall(r"uses: (.*)", workflow.read_text("utf-8"))
    assert uses
    for action in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda p: p.name)
def test_a_job_may_do_the_least(workflow: Path) -> None:
    content = workflow.read_text("utf-8")
    read = yaml.safe_load(content)
    assert read["permissions"] == {}
    assert "pull_request_target" not in content
    assert "secrets." not in content
    for name, job in read["jobs"].items():
        allowed = {
            "deploy": {"pages": "write", "id-token": "write"},
            # It runs the base's own script on a file, and no more.
            "report": {"contents": "read", "issues": "write"},
        }.get(name, {"contents": "read"})
        assert job["permissions"] == allowed, name
        assert job["timeout-minutes"] <= 30, name
        for step in job["steps"]:
            # Values from an event reach a shell through `env` only, never as text of the script.
            assert "${{" not in step.get("run", ""), name
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, name


@pytest.mark.parametrize("job", ["check", "preview"])
def test_a_proposal_is_judged_by_the_base(job: str) -> None:
    steps = yaml.safe_load(text(".github/workflows/pages.yml"))["jobs"][job]["steps"]
    base, proposed = (s["with"] for s in steps if s.get("uses", "").startswith("actions/checkout@"))
    assert base["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert "path" not in base
    assert proposed["path"].startswith("build/")
    assert proposed["sparse-checkout"] == "/cases/"


# Review


def test_every_file_has_an_owner_and_every_owner_a_file() -> None:
    lines = [line.split() for line in text(".github/CODEOWNERS").splitlines()]
    owned = [line for line in lines if line and not line[0].startswith("#")]
    assert owned[0][0] == "*"
    for pattern, *owners in owned:
        assert owners, pattern
        assert all(re.fullmatch(r"@[\w-]+(/[\w-]+)?", owner) for owner in owners), pattern
        assert pattern == "*" or (ROOT / pattern.strip("/")).exists(), pattern


def test_a_release_tells_what_it_is_built_on() -> None:
    """The list of parts in the wheel and the list of licences are those of the lock (`make audit`)."""
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    locked = set(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", lock, re.MULTILINE))
    assert len(locked) > 50
    told = json.loads((ROOT / "docs/security/sbom.cdx.json").read_text("utf-8"))
    assert {(part["name"], part["version"]) for part in told["components"]} == locked
    for part in told["components"]:
        (where,) = part["externalReferences"]
        assert all(one["content"] in lock for one in where["hashes"]), part["name"]
    licences = (ROOT / "docs/security/licences.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z0-9][a-z0-9._-]*) \| (\S+) \| (.+) \|$", licences, re.MULTILINE)
    assert {(name, version) for name, version, _ in rows} == locked
    assert not [name for name, _, licence in rows if licence.strip() in ("", "?")]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["sbom-files"] == ["docs/security/sbom.cdx.json"]
