"""What a page tells programs in its head, how it is cited, and how paper leads back to it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from libraries import MINIATURE, files_below
from replicase.cli import main
from replicase.diagnostics import LANGUAGES
from replicase.library import Library
from replicase.load import load
from replicase.model.case import Change
from replicase.model.scalars import PartialDate
from replicase.model.text import Text
from replicase.output import inside_script
from replicase.pages import Site
from replicase.pages.case.page import case
from replicase.pages.head import head
from replicase.pages.voice import Voice
from replicase.shell import home_address
from replicase.source import Input
from replicase.verify import verify
from sites import files, repository

HOME = "https://library.example/zj/"
UMBRELLAS = "alpha-shared-umbrellas"
AS_OF = date(2026, 11, 22)


@cache
def library(root: Path = MINIATURE) -> Library:
    return load(files_below(root))[0]


def page(language: str = "zh", home: str = "", **update: object) -> Any:
    made = library()
    entries = tuple(
        replace(e, record=e.record.changed(update)) if e.record.id == UMBRELLAS else e
        for e in made.case_entries
    )
    made = replace(made, case_entries=entries)
    voice = Voice(made, Site(as_of=AS_OF, home=home), "en" if language == "en" else "zh")
    found = made.case(UMBRELLAS)
    assert found
    return case(voice, found)


def linked(html: str) -> dict[str, Any]:
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    found: dict[str, Any] = json.loads(data)
    return found


@pytest.mark.parametrize("home", ["", HOME])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_is_an_article_about_a_public_service(language: str, home: str) -> None:
    told = linked(head(page(language), "L", home, ()))
    assert told["@type"] == "Article"
    assert told["inLanguage"] == ("en" if language == "en" else "zh-CN")
    assert told["about"]["@type"] == "GovernmentService"
    assert told["about"]["provider"]["@type"] == "GovernmentOrganization"
    assert [cited["url"] for cited in told["citation"]] == [
        "https://alpha.example/report",
        "https://news.example/umbrellas",
    ]
    start = "en/" if language == "en" else ""
    assert told["url"] == (f"{HOME}{start}cases/{UMBRELLAS}/" if home else "./")
    assert told["encoding"]["contentUrl"].endswith(f"data/cases/{UMBRELLAS}.json")


def test_no_title_ends_the_script_or_an_attribute() -> None:
    hostile = '</script><script>alert(1)</script><!--" onload="x\u2028'
    html = head(page(title=Text(zh=hostile, en=hostile)), "L", HOME, ())
    assert html.count("<script") == html.count("</script>") == 1
    assert linked(html)["headline"] == hostile
    (title,) = re.findall(r'og:title" content="([^"]*)"', html)
    assert unescape(title) == hostile
    assert b"<" not in inside_script({"x": hostile})


def test_an_address_is_told_where_there_is_one() -> None:
    without, given = (head(page(), "L", home, ()) for home in ("", HOME))
    assert "og:url" not in without
    assert f'<meta property="og:url" content="{HOME}cases/{UMBRELLAS}/">' in given


@pytest.mark.parametrize(
    ("home", "cited"),
    [
        (
            HOME,
            "测试编辑部. 甲市公交站的共享雨伞[DB/OL]//测试案例库. （2025-03-01）[2026-11-22]. "
            f"{HOME}cases/{UMBRELLAS}/.",
        ),
        (
            "",
            "测试编辑部. 甲市公交站的共享雨伞[DB/OL]//测试案例库："
            f"{UMBRELLAS}. （2025-03-01）[2026-11-22].",
        ),
    ],
)
def test_a_case_is_cited_by_the_national_standard(home: str, cited: str) -> None:
    assert f'<p class="cite-form__text" id="cite-1">{cited}</p>' in str(page(home=home).body)


def test_bibtex_keeps_what_tex_would_take_for_commands() -> None:
    title = Text(zh="50% {伞} & #1_2 \\x", en="50% {umbrellas} & #1_2 \\x")
    html = str(page("en", HOME, title=title).body)
    (text,) = re.findall(r'<pre><code id="cite-2">(@misc.*?)</code></pre>', html, re.DOTALL)
    told = unescape(text)
    assert r"title = {{50\% \{umbrellas\} \& \#1\_2 \textbackslash{}x}}" in told
    assert f"url = {{{HOME}en/cases/{UMBRELLAS}/}}" in told
    without_escaped = re.sub(r"\\[{}]", "", told)
    assert without_escaped.count("{") == without_escaped.count("}")


def test_the_history_is_in_the_order_of_time() -> None:
    changes = (Change(date=PartialDate(2026, 1, 2), what=Text(zh="改了", en="Changed")),)
    html = str(page(changes=changes).body)
    told = re.findall(r"<p>(.*?)</p>", html[html.index('<div id="history">') :])
    assert told[:3] == [
        "2025 年 3 月 1 日 入库",
        "2025 年 3 月 1 日 编辑部审核",
        "2026 年 1 月 2 日 改了",
    ]


def test_paper_leads_to_the_page_where_it_has_an_address() -> None:
    assert "case-qr" not in str(page().body)
    html = str(page(home=HOME).body)
    (code,) = re.findall(r'<figure class="case-qr">(<svg.*?</svg>)', html)
    assert "style" not in code
    assert "http" not in code.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("site_url: https://x.example/a", "https://x.example/a/"),
        ("site_url: https://x.example/a/", "https://x.example/a/"),
        ("site_name: x", ""),
        ("site_url:", ""),
        ("site_url: !ENV HERE_IT_IS", "https://env.example/"),
        ("site_url: !ENV [NOT_HERE, HERE_IT_IS, 'https://d.example']", "https://env.example/"),
        ("site_url: !ENV [NOT_HERE, 'https://d.example']", "https://d.example/"),
        ("site_url: javascript:alert(1)", ""),
        ("site_url: [", ""),
    ],
)
def test_the_address_is_read_as_the_engine_reads_it(
    monkeypatch: pytest.MonkeyPatch, written: str, found: str
) -> None:
    monkeypatch.setenv("HERE_IT_IS", "https://env.example/")
    assert home_address(Input("mkdocs.yml", written.encode())) == found
    assert home_address(None) == ""


def test_both_ways_to_build_tell_the_same_and_the_site_is_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764547200")
    root = repository(tmp_path)
    shell = root / "mkdocs.yml"
    shell.write_text(f"site_url: {HOME}\n{shell.read_text()}")
    done = CliRunner().invoke(main, ["build", "--root", str(root), "--site", str(root / "one")])
    assert done.exit_code == 0, done.output
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(root / "two")],
        cwd=root,
        check=True,
    )
    one, two = files(root / "one"), files(root / "two")
    one.pop("sitemap.xml.gz", None)
    two.pop("sitemap.xml.gz", None)
    assert one == two
    assert not [
        d for d in verify(root / "one", []).diagnostics if "ld+json" in d.en or "JSON-LD" in d.en
    ]
    about = one["en/about/index.html"].decode()
    assert "feeds/all.xml" not in about
    home = one["index.html"].decode()
    assert '<link rel="alternate" type="application/atom+xml"' in home
    assert 'href="feeds/all.xml"' in home
