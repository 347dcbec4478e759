"""A finished site judged from nothing but its files: what it says of itself in one place, it says in all.

This is for whoever gets a site without knowing who built it: a publisher before it goes to a server,
or a reviewer of a pull request. It is asked more than the build asks of itself, and takes longer.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from replicase.diagnostics import Diagnostic, in_order
from replicase.verify.addresses import missing
from replicase.verify.feeds import check_feeds
from replicase.verify.files import files_below
from replicase.verify.markup import check_markup
from replicase.verify.page import far_anchors, look, same_titles
from replicase.verify.rules import COUNTS, LARGE, TEXT, told
from replicase.workers import ALONE, Workers

LARGEST = 60_000
"""Bytes of a page: half a second on a slow line."""
LARGEST_SCRIPT = 1_000_000
"""Bytes of one script or style sheet."""
TEXTS = (".html", ".js", ".css", ".json", ".csv", ".xml", ".txt", ".svg", ".webmanifest")
OFFLINE = "offline.zip"
_DATA_SCRIPT = re.compile(r'Replicase\.data\("([^"]+)",(.*)\);\n', re.DOTALL)
_CASE_LINK = re.compile(r'href="(?:\.\./)+cases/([a-z0-9-]+)/"')
_CASE_PAGE = re.compile(r"cases/([^/]+)/index\.html")


def whole(site: Path, workers: Workers = ALONE) -> tuple[int, tuple[Diagnostic, ...]]:
    """Judge a finished folder; say how many files were read, and what is wrong."""
    files = frozenset(files_below(site))
    pages = sorted(name for name in files if name.endswith(".html"))
    texts = sorted(name for name in files if name.endswith(TEXTS))
    unreadable = tuple(chain.from_iterable(workers.each(partial(_unreadable, site), texts)))
    spoilt = {d.file for d in unreadable if "UTF-8" in d.en}
    pages = [name for name in pages if name not in spoilt]
    made_of = workers.each(partial(_made_of, site, {}), pages)
    seen = workers.each(partial(look, site, files, defaultdict(set)), pages)
    feeds = sorted(name for name in files if name.endswith(".xml") and name not in spoilt)
    listed = [_address(n) for n in pages if n.endswith("index.html") and not _leads_on(site, n)]
    return len(files), in_order(
        chain(
            unreadable,
            _large(site, files),
            check_feeds(site, feeds, files, listed),
            *made_of,
            *(page.diagnostics for page in seen),
            far_anchors(site, seen),
            same_titles(seen),
            missing({"index.html": "", "404.html": "404.html"}, files),
            _counts(site, files - spoilt),
            _offline(site, files),
        )
    )


def _address(name: str) -> str:
    return name.removesuffix("index.html")


def _read(site: Path, name: str) -> str:
    return (site / name).read_text("utf-8-sig")


def _leads_on(site: Path, name: str) -> bool:
    return 'http-equiv="refresh"' in _read(site, name)[:2_000]


def _unreadable(site: Path, name: str) -> tuple[Diagnostic, ...]:
    """What is no text, in a file of text."""
    try:
        text = (site / name).read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return (told(name, TEXT, "不是 UTF-8 文字", "is not UTF-8 text"),)
    found = text.find("\ufffd")
    if found >= 0:
        zh, en = "有读坏的字（U+FFFD）", "has a character that was lost (U+FFFD)"
        return (told(name, TEXT, zh, en, text, found),)
    if name.endswith(".json") or _DATA_SCRIPT.fullmatch(text):
        match = _DATA_SCRIPT.fullmatch(text)
        try:
            json.loads(match[2] if match else text)
        except (ValueError, RecursionError):
            return (told(name, TEXT, "数据读不出来", "its data does not parse"),)
    return ()


def _made_of(site: Path, sound: dict[str, str], name: str) -> tuple[Diagnostic, ...]:
    return tuple(check_markup(name, _read(site, name), sound))


def _large(site: Path, files: Iterable[str]) -> Iterator[Diagnostic]:
    for name in sorted(files):
        limit = LARGEST if name.endswith(".html") else LARGEST_SCRIPT
        if (
            name.endswith((".html", ".js", ".css"))
            and (size := (site / name).stat().st_size) > limit
        ):
            yield told(
                name,
                LARGE,
                f"有 {size:,} 字节，最多 {limit:,}",
                f"has {size:,} bytes, at most {limit:,} are right",
            )


def _data(site: Path, name: str) -> Any:
    """The value of a data script, None where it does not parse."""
    match = _DATA_SCRIPT.fullmatch(_read(site, name))
    try:
        return json.loads(match[2]) if match else None
    except ValueError:
        return None


def _counts(site: Path, files: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield where two places of the site count the same things otherwise."""
    catalogue = _data(site, name) if (name := "search/catalogue.js") in files else None
    if not isinstance(catalogue, dict):
        yield told(name, COUNTS, "没有检索用的案例目录", "there is no list of cases for the search")
        return
    cases = set(filter(None, str(catalogue.get("ids", "")).split(",")))
    yield from missing(
        {f"cases/{case}/index.html": f"cases/{case}/" for case in sorted(cases)}, files
    )
    yield from _same(
        name, cases, _directory(site, files), "案例目录（directory/）", "the directory of cases"
    )
    if (table := "data/grades.csv") in files:
        yield from _same(
            name, cases, {row.get("case", "") for row in _rows(site, table)}, table, table
        )
    index = _data(site, "search/index.js") if "search/index.js" in files else None
    if isinstance(index, dict) and index.get("documents") != len(cases):
        n = index.get("documents")
        yield told(
            "search/index.js",
            COUNTS,
            f"检索有 {n} 篇，案例有 {len(cases)} 个",
            f"the search has {n} documents, the library {len(cases)} cases",
        )
    for language in ("zh", "en"):
        shards = [n for n in files if n.startswith(f"search/cards-{language}-")]
        cards = sum(len((_data(site, n) or {}).get("rows", ())) for n in shards)
        if shards and cards != len(cases):
            yield told(
                f"search/cards-{language}-0.js",
                COUNTS,
                f"有 {cards} 张卡片，案例有 {len(cases)} 个",
                f"there are {cards} cards for {len(cases)} cases",
            )
    yield from _tables(site, files)


def _directory(site: Path, files: Iterable[str]) -> set[str]:
    return {
        case
        for name in files
        if name.startswith("directory/") and name.endswith("index.html")
        for case in _CASE_LINK.findall(_read(site, name))
    }


def _same(name: str, cases: set[str], other: set[str], zh: str, en: str) -> Iterator[Diagnostic]:
    if cases != other:
        odd = min(cases ^ other)
        yield told(
            name,
            COUNTS,
            f"有 {len(cases)} 个案例，{zh} 有 {len(other)} 个，{odd} 只在一处",
            f"there are {len(cases)} cases, but {len(other)} in {en}; {odd} is in one of them only",
        )


def _rows(site: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_read(site, name), newline="")))


def _tables(site: Path, files: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield tables whose two forms have not as many rows."""
    for name in sorted(n for n in files if n.startswith("data/") and n.endswith(".csv")):
        twin = name.replace(".csv", ".json")
        if twin not in files:
            continue
        try:
            rows = json.loads(_read(site, twin)).get("rows", ())
        except (ValueError, AttributeError):
            continue  # told of already
        if len(rows) != (found := len(_rows(site, name))):
            yield told(
                name,
                COUNTS,
                f"有 {found} 行，{twin} 有 {len(rows)} 行",
                f"has {found} rows, {twin} has {len(rows)}",
            )


def _offline(site: Path, files: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the offline edition."""
    if OFFLINE not in files:
        return
    try:
        with ZipFile(site / OFFLINE) as packed:
            spoilt = packed.testzip()
            names = [name.partition("/")[2] for name in packed.namelist()]
    except (BadZipFile, OSError, EOFError):
        yield told(OFFLINE, TEXT, "压缩文件读不出来", "cannot be unpacked")
        return
    if spoilt:
        yield told(OFFLINE, TEXT, f"里面的 {spoilt} 坏了", f"{spoilt} in it is damaged")
    theirs = {name for name in names if name.endswith("index.html")}
    ours = {name for name in files if name.endswith("index.html")}
    if theirs != ours:
        yield told(
            OFFLINE,
            COUNTS,
            f"离线版有 {len(theirs)} 个页面，网站有 {len(ours)} 个；{min(theirs ^ ours)} 只在一处",
            f"has {len(theirs)} pages, the site {len(ours)}; {min(theirs ^ ours)} is in one of them only",
        )
