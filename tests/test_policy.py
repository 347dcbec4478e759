"""Every page says what it may load: files of its own site. No script and no style stands in a page."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from hostile import judge
from replicase import policy
from replicase.as_of import AsOf
from replicase.build import build
from replicase.cli import command
from sites import later

DAY = AsOf(date(2026, 11, 22), "option")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; form-action 'self'; base-uri 'none'"
)
_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = later(tmp_path_factory.mktemp("policy"))
    assert build(root, root / "site", DAY, lambda _: None, offline=True).pages
    return root / "site"


def test_no_inline_script_or_style_is_known() -> None:
    """Whoever adds one changes this line, and says why."""
    assert (policy.INLINE_SCRIPTS, policy.INLINE_STYLES) == ((), ())
    assert policy.content_security_policy() == POLICY


@pytest.mark.parametrize("sign", ["unsafe", "*", "http:", "https:"])
def test_the_policy_has_no_way_round_it(sign: str) -> None:
    for in_folder in (False, True):
        assert sign not in policy.content_security_policy(in_folder=in_folder, as_header=True)


def test_a_hash_is_written_as_browsers_count_it() -> None:
    # The example of the specification.
    assert policy.hash_of("alert('Hello, world.');") == (
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    )


def test_every_page_bears_the_policy_before_it_loads_anything(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 60
    alone = 0
    for page in pages:
        html = page.read_text("utf-8")
        (written,) = _META.findall(html)
        found = unescape(written)
        alone += found == policy.ALONE
        assert found in (POLICY, policy.ALONE), page
        before, _, _ = html.partition(written)
        assert "<link" not in before, page
        assert "<script" not in before, page
    assert alone == 2  # a former address in each language


def test_no_page_has_code_of_its_own(site: Path) -> None:
    for page in site.rglob("*.html"):
        for part in judge.parts(page.read_text("utf-8")):
            if isinstance(part, judge.Element):
                given = dict(part.attributes)
                assert not [key for key in given if key == "style" or key.startswith("on")], page
                assert not part.name.endswith(" style"), page
                kept = "src" in given or given.get("type") == "application/ld+json"
                assert kept or not part.name.endswith(" script"), page


@pytest.mark.parametrize("server", policy.WRITTEN)
def test_the_headers_are_printed_for_each_server(server: str) -> None:
    said = CliRunner().invoke(command("headers"), ["--for", server])
    assert said.exit_code == 0
    for name, value in policy.headers().items():
        assert name in said.output
        assert value in said.output
    assert f"{POLICY}; frame-ancestors 'self'" in said.output
