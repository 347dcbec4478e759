"""The sitemap lists every page once, and grows into several files."""

from __future__ import annotations

from pytest import MonkeyPatch

from replicase import sitemap as module
from replicase.sitemap import sitemap

HOME = "https://a.example/x"


def test_a_page_is_listed_with_its_other_language() -> None:
    (made,) = sitemap(HOME, ["", "en/", "cases/a&b/"])
    lines = made.data.decode().splitlines()
    assert made.path == "sitemap.xml"
    assert f"<url><loc>{HOME}/cases/a&amp;b/</loc></url>" in lines
    both = (
        f'<xhtml:link rel="alternate" hreflang="zh-CN" href="{HOME}/"/>'
        f'<xhtml:link rel="alternate" hreflang="en" href="{HOME}/en/"/>'
    )
    assert f"<url><loc>{HOME}/</loc>{both}</url>" in lines
    assert f"<url><loc>{HOME}/en/</loc>{both}</url>" in lines


def test_a_large_site_has_an_index(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    made = {output.path: output.data.decode() for output in sitemap(HOME, ["", "a/", "b/"])}
    assert sorted(made) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert made["sitemap.xml"].count("<sitemap>") == 2
    assert f"<loc>{HOME}/b/</loc>" in made["sitemap-2.xml"]


def test_a_site_without_pages_has_none() -> None:
    assert sitemap(HOME, []) == ()
