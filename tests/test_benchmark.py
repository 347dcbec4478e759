"""The benchmark's synthetic library: repeatable, valid, as long as real cases, never in `cases/`."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from benchmarks.around import around
from benchmarks.contenders import OURS, PEER_KEYS, Folders, contenders
from benchmarks.measure import Usage, measure
from benchmarks.pages import addresses, articles
from benchmarks.peers import write_eleventy, write_hugo, write_mkdocs
from benchmarks.report import Made, Report, Run, machine, read, write
from benchmarks.synthetic import NAME, library
from benchmarks.synthetic import write as write_library
from benchmarks.synthetic_case import AS_OF
from benchmarks.words import QUALITIES, SENTENCES, SYLLABLES, THINGS, WORDS

from replicase.as_of import AsOf
from replicase.build import build
from replicase.check import check
from replicase.diagnostics import Severity
from replicase.folders import ADOPTION_FOLDER, CASE_FOLDER
from replicase.handwritten import check_links
from replicase.load import load
from replicase.read import read_handwritten, read_library
from replicase.register import Register
from replicase.rules.passages import figure_in
from replicase.source import Input
from replicase.workers import Workers
from sites import files

ROOT = Path(__file__).parent.parent
COUNT = 20


PROGRAMS = ["run", "checking", "preview", "taking", "browsing", "fuzz", "synthetic"]
"""Those `make bench`, `make browsing` and `make fuzz` run, and the one they call."""


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_benchmark_begins(name: str) -> None:
    command = [sys.executable, "-m", f"benchmarks.{name}", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "usage:" in done.stdout


@pytest.fixture(scope="module")
def inputs() -> tuple[Input, ...]:
    return tuple(library(ROOT, COUNT))


def cases(inputs: tuple[Input, ...]) -> list[Input]:
    return [given for given in inputs if given.file.startswith(CASE_FOLDER)]


def test_the_same_seed_gives_the_same_bytes(inputs: tuple[Input, ...]) -> None:
    assert tuple(library(ROOT, COUNT)) == inputs


def test_another_seed_gives_other_cases(inputs: tuple[Input, ...]) -> None:
    others = cases(tuple(library(ROOT, COUNT, seed=1)))
    assert [c.file for c in others] == [c.file for c in cases(inputs)]
    assert all(a.data != b.data for a, b in zip(others, cases(inputs), strict=True))


def test_a_case_does_not_hang_on_the_size_of_the_library(inputs: tuple[Input, ...]) -> None:
    assert set(library(ROOT, COUNT // 2)) < set(inputs)


def test_nothing_is_wrong_with_it(inputs: tuple[Input, ...]) -> None:
    made, misread = load(inputs)
    assert misread == ()
    assert len(made.cases) == COUNT
    assert made.adoptions
    found = check(made, date.fromisoformat(AS_OF))
    # No warnings either: thousands of them would be measured, and real cases have few.
    assert [d for d in found if d.severity is not Severity.NOTE] == []


def test_cases_are_as_long_as_real_ones(inputs: tuple[Input, ...]) -> None:
    sizes = [len(given.data) for given in cases(inputs)]
    assert 9 * 1024 <= sum(sizes) / len(sizes) <= 11 * 1024


def test_every_city_and_theme_has_cases() -> None:
    made, _ = load(library(ROOT, 40))
    assert all(made.cases_in(city) for city in made.cities)
    assert all(made.cases_filed("theme", theme.id) for theme in made.terms("theme"))


def test_titles_differ(inputs: tuple[Input, ...]) -> None:
    made, _ = load(inputs)
    assert len({case.title.zh for case in made.cases}) == COUNT
    assert len({case.title.en for case in made.cases}) == COUNT


def test_every_file_says_that_it_is_synthetic(inputs: tuple[Input, ...]) -> None:
    written = [g for g in inputs if g.file.startswith((CASE_FOLDER, ADOPTION_FOLDER))]
    assert all(given.data.decode().startswith("# 合成数据") for given in written)
    addresses = {a for g in written for a in re.findall(r"https?://([^/\"]+)", g.data.decode())}
    assert addresses == {"example.org"}
    assert load(inputs)[0].settings.name.zh == NAME.zh


def test_the_library_of_this_repository_holds_no_synthetic_case() -> None:
    assert not [path for path in (ROOT / "cases").rglob("*") if "synthetic" in path.name]


def test_no_word_comes_twice_and_none_is_a_figure() -> None:
    for words in (SYLLABLES, QUALITIES, THINGS):
        assert len({w.zh for w in words}) == len({w.en for w in words}) == len(words)
    for pairs in (*WORDS.values(), *SENTENCES.values()):
        assert not [pair for pair in pairs if any(figure_in(text) for text in pair)]


def test_a_whole_library_is_written(tmp_path: Path) -> None:
    write_library(tmp_path, ROOT, 3)
    inputs, unread = read_library(tmp_path)
    made, misread = load(inputs)
    assert (unread, misread, len(made.cases)) == ((), (), 3)
    assert f"site_name: {NAME.zh}" in (tmp_path / "mkdocs.yml").read_text("utf-8")
    pages, _ = read_handwritten(tmp_path, tmp_path / "docs")
    assert pages
    assert list(check_links(pages, Register.of(made))) == []


@pytest.mark.slow
def test_the_peers_get_what_our_pages_say(tmp_path: Path) -> None:
    write_library(tmp_path, ROOT, 8)
    site = tmp_path / "site"
    build(tmp_path, site, AsOf(date.fromisoformat(AS_OF), "option"), lambda _: None)
    pages = tuple(articles(site, Workers(1)))
    assert [page.address for page in pages] == list(addresses(site))
    write_mkdocs(NAME.zh, pages, tmp_path / "mkdocs")
    layout = around(site)
    write_hugo(NAME.zh, pages, layout, tmp_path / "hugo")
    write_eleventy(NAME.zh, pages, layout, tmp_path / "eleventy")
    docs, content = tmp_path / "mkdocs" / "docs", tmp_path / "hugo" / "content" / "cases"
    made, _ = load(read_library(tmp_path)[0])
    for case in made.cases:
        written = {
            "zh": (docs / "cases" / f"{case.id}.md").read_text("utf-8"),
            "en": (docs / "en" / "cases" / f"{case.id}.md").read_text("utf-8"),
        }
        for language, text in written.items():
            for part in case.components:
                assert part.function.best(language) in text  # type: ignore[arg-type]
            for source in case.sources:
                assert f'<a id="source-{source.id}"></a>' in text
            assert "page:" not in text
            suffix = ".en.md" if language == "en" else ".md"
            assert case.title.best(language) in (content / f"{case.id}{suffix}").read_text("utf-8")  # type: ignore[arg-type]
    # Around the text they have what we have: no peer is measured at pages of a third of the size.
    layouts = [
        *((tmp_path / "hugo/layouts").glob("baseof*.html")),
        *((tmp_path / "eleventy/layouts").glob("*.njk")),
    ]
    assert len(layouts) == 4
    for layout in layouts:
        text = layout.read_text("utf-8")
        assert len(text.encode()) > 6_000
        assert 'class="site-header"' in text
        assert 'href="/' in text
        assert '="../' not in text
        assert made.cases[0].title.zh not in text
        assert "-here" not in text
    for file in docs.rglob("*.md"):
        for link in re.findall(r"\]\(([^):#]+\.md)", file.read_text("utf-8")):
            assert (file.parent / link).is_file(), f"{file}: {link}"


def test_a_measurement_counts_the_children(tmp_path: Path) -> None:
    script = "x = bytearray(64 << 20); print(len(x))"
    python = contenders(Folders(tmp_path, tmp_path, tmp_path, tmp_path))[0].command[0]
    log = tmp_path / "log"
    used = measure(["/bin/sh", "-c", f"'{python}' -c '{script}'; exit 3"], tmp_path, log, {})
    assert used.exit_code == 3
    assert log.read_text() == f"{64 << 20}\n"
    assert used.peak_bytes > 64 << 20
    assert used.wall_seconds > 0


def test_a_missing_peer_is_named(tmp_path: Path) -> None:
    ours, *peers = contenders(Folders(tmp_path, tmp_path, tmp_path, tmp_path))
    found = (ours, *(replace(peer, version=None) for peer in peers))
    run = Run(Usage(0, 2.0, 1.5, 80 << 20), Made(1 << 20, 10, 7))
    report = Report(1, 1, 1, Made(10_000, 15, 15), machine(0.0), found, {OURS: (run,)})
    tables = write(report, tmp_path)
    assert [peer.key for peer in peers] == list(PEER_KEYS)
    for peer in peers:
        assert f"| {peer.name} | 没有安装 / missing |" in tables
    assert "没有安装 / missing" in (tmp_path / "README.md").read_text("utf-8")


def test_what_was_measured_of_another_size_stays(tmp_path: Path) -> None:
    (ours, *_) = contenders(Folders(tmp_path, tmp_path, tmp_path, tmp_path))

    def measured(cases: int, seconds: float, processor: str = "this one") -> Report:
        run = Run(Usage(0, seconds, 1.5, 80 << 20), Made(1 << 20, 10, 7))
        on = replace(machine(0.0), processor=processor)
        return Report(cases, 1, 1, Made(10, 1, 1), on, (ours,), {OURS: (run,)})

    for cases, seconds in ((1000, 6.0), (100, 2.0), (1000, 5.0)):
        write(measured(cases, seconds), tmp_path)
    page = (tmp_path / "README.md").read_text("utf-8")
    assert "| Replicase | 2.5 × |" in page
    assert "6.00 s" not in page
    assert [known.cases for known in read(tmp_path)] == [100, 1000]
    assert str(tmp_path) not in (tmp_path / "results.json").read_text("utf-8")
    # How it grows is not told from two machines of which one is slower.
    write(measured(1000, 5.0, "another"), tmp_path)
    page = (tmp_path / "README.md").read_text("utf-8")
    assert "| Replicase | — |" in page
    assert "5.00 s" in page


@pytest.mark.slow
def test_more_processes_make_the_same_site(tmp_path: Path) -> None:
    write_library(tmp_path, ROOT, 60)
    day = AsOf(date.fromisoformat(AS_OF), "option")
    for jobs in (1, 2):
        site = tmp_path / f"site-{jobs}"
        assert build(tmp_path, site, day, lambda _: None, Workers(jobs)).pages > 120
    assert files(tmp_path / "site-1") == files(tmp_path / "site-2")
