"""The same pages for the tools people would use instead: Markdown for MkDocs + Material and for Hugo.

Their input is made from the library before any clock runs, with links written out and headings in
the page's language, so that they are measured at what they do best. What a case page of ours says is
there as text; diagrams, facets and our search have no counterpart.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from benchmarks.articles import Article, articles
from benchmarks.synthetic import AS_OF
from replicase.diagnostics import LANGUAGES
from replicase.library import Library
from replicase.load import load
from replicase.pages.site import Site
from replicase.pages.voice import Voice
from replicase.read import read_library

CARDS = 60
"""Cases a list shows with their problem; the rest are links, as in our own lists."""


def write_mkdocs(library: Library, folder: Path) -> None:
    """Write a MkDocs project: `mkdocs.yml` with Material's search, `mkdocs-plain.yml` without."""
    for voice in _voices(library):
        start = folder / "docs" / ("en" if voice.language == "en" else ".")
        written = tuple(articles(voice, "{}.md".format))
        for page in written:
            text = f"---\ndescription: {json.dumps(page.description, ensure_ascii=False)}\n---\n\n"
            _write(start / "cases" / f"{page.id}.md", f"{text}# {page.title}\n\n{page.body}")
        cities = [f"- [{voice.city_name(city)}](cities/{city.slug}.md)" for city in library.cities]
        for city in library.cities:
            there = [page for page in written if page.city == city.slug]
            _write(
                start / "cities" / f"{city.slug}.md",
                f"# {voice.city_name(city)}\n\n{_listed(there, '../cases/')}\n",
            )
        inside = "\n".join(line.replace("cities/", "") for line in cities)
        _write(start / "cities" / "index.md", f"# {voice.say('cities.title')}\n\n{inside}\n")
        beside = "\n".join(line.replace("cities/", "../cities/") for line in cities)
        _write(
            start / "cases" / "index.md",
            f"# {voice.say('browse.title')}\n\n{_listed(written[:CARDS], '')}\n\n{beside}\n",
        )
        name = library.settings.name.best(voice.language)
        newest = _listed(written[:4], "cases/")
        places = "\n".join(cities)
        _write(start / "index.md", f"# {name}\n\n{newest}\n\n{places}\n")
    name = library.settings.name.zh
    _write(
        folder / "mkdocs.yml", _MKDOCS.format(name=name, plugins="\n  - search:\n      lang: zh")
    )
    _write(folder / "mkdocs-plain.yml", _MKDOCS.format(name=name, plugins=" []"))


def _listed(pages: Sequence[Article], folder: str) -> str:
    cards = [
        f"- [{page.title}]({folder}{page.id}.md)\n\n    {page.description}\n"
        for page in pages[:CARDS]
    ]
    return "\n".join(
        [*cards, *(f"- [{page.title}]({folder}{page.id}.md)" for page in pages[CARDS:])]
    )


# Cases and cities stay out of the navigation: inside it, MkDocs takes time by the square of them.
_MKDOCS = """\
site_name: {name}
theme:
  name: material
  language: zh
nav:
  - zh: [index.md, cases/index.md, cities/index.md]
  - en: [en/index.md, en/cases/index.md, en/cities/index.md]
not_in_nav: |
  /cases/*
  /cities/*
  /en/cases/*
  /en/cities/*
plugins:{plugins}
"""


def write_hugo(library: Library, folder: Path) -> None:
    """Write a Hugo project without a theme: layouts of our own, as plain as a site can be."""
    for voice in _voices(library):
        english = voice.language == "en"
        suffix = ".en.md" if english else ".md"
        start = "/en" if english else ""
        content = folder / "content"
        for page in articles(voice, f"{start}/cases/{{}}/".format):
            head = {
                "title": page.title,
                "description": page.description,
                "cities": [page.city],
            }
            _write(content / "cases" / f"{page.id}{suffix}", _matter(head) + page.body)
        titles = {
            "": library.settings.name.best(voice.language),
            "cases": voice.say("browse.title"),
            "cities": voice.say("cities.title"),
            **{f"cities/{city.slug}": voice.city_name(city) for city in library.cities},
        }
        for name, title in titles.items():
            _write(content / name / f"_index{suffix}", _matter({"title": title}))
    for name, layout in _LAYOUTS.items():
        _write(folder / "layouts" / f"{name}.html", layout)
    _write(folder / "static" / "site.css", _CSS)
    zh, en = (json.dumps(library.settings.name.best(v.language)) for v in _voices(library))
    _write(folder / "hugo.toml", _HUGO.format(zh=zh, en=en))


def _matter(fields: Mapping[str, object]) -> str:
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n\n"


_HUGO = """\
baseURL = "https://example.org/"
defaultContentLanguage = "zh"
disableDefaultLanguageRedirect = true
disableKinds = ["RSS"]

[taxonomies]
city = "cities"

[markup.goldmark.renderer]
unsafe = true

[languages.zh]
title = {zh}
weight = 1

[languages.en]
title = {en}
weight = 2
"""

_LAYOUTS = {
    "baseof": """\
<!doctype html>
<html lang="{{ .Site.Language.Name }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} - {{ .Site.Title }}</title>
{{ with .Description }}<meta name="description" content="{{ . }}">{{ end }}
<link rel="canonical" href="{{ .Permalink }}">
<link rel="stylesheet" href="/site.css">
</head>
<body>
<header>
<a href="{{ .Site.Home.RelPermalink }}">{{ .Site.Title }}</a>
<nav>{{ range slice "/cases" "/cities" }}{{ with $.Site.GetPage . }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}{{ end }}</nav>
{{ range .Translations }}<a hreflang="{{ .Language.Name }}" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
</header>
<main>{{ block "main" . }}{{ end }}</main>
<footer>{{ .Site.Title }}</footer>
</body>
</html>
""",
    "home": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>{{ range first 4 .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
<ul>{{ range .Site.Taxonomies.cities }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>
{{ end }}
""",
    "section": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>{{ range first 60 .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a><p>{{ .Description }}</p></li>{{ end }}</ul>
<ul>{{ range .Site.Taxonomies.cities }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>
{{ end }}
""",
    "taxonomy": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>{{ range .Data.Terms }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>
{{ end }}
""",
    "term": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>{{ range first 60 .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a><p>{{ .Description }}</p></li>{{ end }}</ul>
<ul>{{ range after 60 .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
{{ end }}
""",
    "page": """\
{{ define "main" }}
<p>{{ range .GetTerms "cities" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</p>
<h1>{{ .Title }}</h1>
<aside>{{ .TableOfContents }}</aside>
{{ .Content }}
{{ end }}
""",
}

_CSS = """\
body { margin: 0 auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.8 sans-serif; }
header { display: flex; gap: 1rem; border-bottom: 1px solid; }
table { border-collapse: collapse; }
th, td { border: 1px solid; padding: 0.25rem 0.5rem; text-align: left; }
"""


def _voices(library: Library) -> tuple[Voice, ...]:
    site = Site(as_of=date.fromisoformat(AS_OF))
    return tuple(Voice(library, site, language) for language in LANGUAGES)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def main() -> None:
    """Write the peers' input: `python -m benchmarks.peers --library A --mkdocs B --hugo C`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=main.__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--mkdocs", type=Path, required=True)
    parser.add_argument("--hugo", type=Path, required=True)
    given = parser.parse_args()
    inputs, _ = read_library(given.library)
    library, _ = load(inputs)
    write_mkdocs(library, given.mkdocs)
    write_hugo(library, given.hugo)


if __name__ == "__main__":
    main()
