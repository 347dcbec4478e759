"""The same pages for the tools people would use instead: Markdown for MkDocs + Material, Hugo and Eleventy.

Their input is written from our finished site before any clock runs, with links as each tool wants
them: page for page the same text, and around it, where the layout is ours to write, the same page.
Drawings, facets and our search have no counterpart.
"""

from __future__ import annotations

import argparse
import json
import posixpath
from collections.abc import Iterable
from pathlib import Path

from benchmarks.around import CANONICAL, CONTENT, DESCRIPTION, OTHER, TITLE, Around, around
from benchmarks.pages import Article, articles, linked
from replicase.workers import Workers


def write_mkdocs(name: str, pages: Iterable[Article], folder: Path) -> None:
    """Write a MkDocs project: `mkdocs.yml` with Material's search, `mkdocs-plain.yml` without."""
    pages = tuple(pages)
    files = {page.address: _file(page, "index") for page in pages}
    for page in pages:
        file = files[page.address]

        def link(address: str, start: str = posixpath.dirname(file)) -> str:
            return posixpath.relpath(files[address], start or ".")

        head = f"description: {json.dumps(page.description, ensure_ascii=False)}"
        text = f"---\n{head}\n---\n\n# {page.title}\n\n{linked(page.body, link)}"
        _write(folder / "docs" / file, text)
    named = "\n".join(f"  - {files[address]}" for address in _NAMED if address in files)
    for project, plugins in (
        ("mkdocs.yml", "\n  - search:\n      lang: zh"),
        ("mkdocs-plain.yml", " []"),
    ):
        _write(folder / project, _MKDOCS.format(name=name, named=named, plugins=plugins))


def _file(page: Article, index: str, suffix: str = ".md") -> str:
    """The file of a page; one that may have others below it is the index of their folder."""
    if page.is_index:
        return f"{page.address}{index}{suffix}"
    return f"{page.address.rstrip('/')}{suffix}"


_NAMED = ("", "cases/", "cities/", "en/", "en/cases/", "en/cities/")
"""The pages of the navigation."""

# The rest stays out of the navigation: inside it, MkDocs takes time by the square of the pages.
_MKDOCS = """\
site_name: {name}
theme:
  name: material
  language: zh
nav:
{named}
not_in_nav: /**
markdown_extensions:
  - def_list
plugins:{plugins}
"""


def write_hugo(name: str, pages: Iterable[Article], layout: Around, folder: Path) -> None:
    """Write a Hugo project without a theme, whose layout is what stands around our pages."""
    for page in pages:
        english = page.address.startswith("en/")
        file = _file(page, "_index", ".en.md" if english else ".md").removeprefix("en/")
        body = linked(page.body, "/{}".format)
        _write(folder / "content" / file, _matter(page) + body)
    ours = layout.filled(
        {
            TITLE: "{{ .Title }} - {{ .Site.Title }}",
            DESCRIPTION: "{{ .Description }}",
            CANONICAL: "{{ .Permalink }}",
            OTHER: "{{ range .Translations }}{{ .RelPermalink }}{{ end }}",
            CONTENT: '{{ block "main" . }}{{ end }}',
        }
    )
    _write(folder / "layouts" / "baseof.html", ours.zh)
    _write(folder / "layouts" / "baseof.en.html", ours.en)
    _write(folder / "layouts" / "all.html", _HUGO_ALL)
    _write(folder / "hugo.toml", _HUGO.format(name=json.dumps(name, ensure_ascii=False)))


def write_eleventy(name: str, pages: Iterable[Article], layout: Around, folder: Path) -> None:
    """Write a project of Eleventy: the layout Hugo gets, each page at its own address."""
    for page in pages:
        english = page.address.startswith("en/")
        head = {
            "title": page.title,
            "description": page.description,
            "permalink": f"/{page.address}index.html",
            "layout": "en.njk" if english else "zh.njk",
            "other": f"/{page.address[3:]}" if english else f"/en/{page.address}",
        }
        matter = json.dumps(head, ensure_ascii=False)
        text = f"---json\n{matter}\n---\n\n{linked(page.body, '/{}'.format)}"
        _write(folder / "content" / page.address / "index.md", text)
    ours = layout.filled(
        {
            TITLE: f"{{{{ title }}}} - {name}",
            DESCRIPTION: "{{ description }}",
            CANONICAL: "https://example.org{{ page.url }}",
            OTHER: "{{ other }}",
            CONTENT: "<h1>{{ title }}</h1>{{ content | safe }}",
        }
    )
    _write(folder / "layouts" / "zh.njk", ours.zh)
    _write(folder / "layouts" / "en.njk", ours.en)
    _write(folder / "eleventy.config.mjs", _ELEVENTY)


# No template language in the text: it is prose, and a brace in it is a brace.
_ELEVENTY = """\
export default function () {
  return {
    markdownTemplateEngine: false,
    templateFormats: ["md"],
    dir: { includes: "../layouts", layouts: "../layouts" },
  };
}
"""


def _matter(page: Article) -> str:
    head = {"title": page.title, "description": page.description}
    return json.dumps(head, ensure_ascii=False, indent=2) + "\n\n"


_HUGO = """\
baseURL = "https://example.org/"
defaultContentLanguage = "zh"
disableDefaultLanguageRedirect = true
disablePathToLower = true
disableKinds = ["RSS", "taxonomy", "term"]

[markup.goldmark.renderer]
unsafe = true

[languages.zh]
title = {name}
weight = 1

[languages.en]
title = {name}
weight = 2
"""

_HUGO_ALL = """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<aside>{{ .TableOfContents }}</aside>
{{ .Content }}
{{ end }}
"""
"""Our pages have a list of their sections, too."""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def main() -> None:
    """Write the peers' input: `python -m benchmarks.peers --site A --mkdocs B --hugo C --eleventy D`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=main.__doc__)
    parser.add_argument("--site", type=Path, required=True, help="a finished site of ours")
    parser.add_argument("--name", required=True, help="what the site is called")
    parser.add_argument("--mkdocs", type=Path, required=True)
    parser.add_argument("--hugo", type=Path, required=True)
    parser.add_argument("--eleventy", type=Path, required=True)
    given = parser.parse_args()
    pages = tuple(articles(given.site, Workers.for_this_machine()))
    write_mkdocs(given.name, pages, given.mkdocs)
    layout = around(given.site)
    write_hugo(given.name, pages, layout, given.hugo)
    write_eleventy(given.name, pages, layout, given.eleventy)


if __name__ == "__main__":
    main()
