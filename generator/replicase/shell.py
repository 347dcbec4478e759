"""The shell of the site, `mkdocs.yml`, says of the library what `cases/library.yml` says.

It is composed into nodes and never constructed: tags in it make nothing here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import yaml

from replicase.diagnostics import Diagnostic, Rule, Severity, Span
from replicase.folders import SETTINGS_FILE
from replicase.library import Library
from replicase.source import Input

DISAGREES = Rule(
    "CASE425",
    "settings-disagree",
    Severity.WARNING,
    "`mkdocs.yml` 与 `cases/library.yml` 说法一致",
    "`mkdocs.yml` agrees with `cases/library.yml`",
    """`mkdocs.yml` says of the library what `cases/library.yml` says.

    Why: readers would be told two names or addresses, and not which one holds.
    Mend: correct one of the two; what the library is called stands in `cases/library.yml`.

    `mkdocs.yml` 说到本库的，与 `cases/library.yml` 一致。
    为什么：两处说法不同，读者不知道以哪个为准。
    怎么改：改正其中一处；本库的名称以 `cases/library.yml` 为准。
    """,
)
RULES = (DISAGREES,)

_BRANCH = re.compile(r"/?(?:-/)?(?:edit|blob|raw|src|tree)/(?P<branch>[^/]+)/")


def home_address(shell: Input | None) -> str:
    """The address of the site with '/' at its end; "" where the shell names none, or cannot be read.

    As MkDocs does, `!ENV NAME` and `!ENV [NAME, default]` are read from the environment.
    """
    try:
        root = yaml.compose(shell.data.decode("utf-8"), Loader=yaml.SafeLoader) if shell else None
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError):
        return ""
    _, node = _entry(root, "site_url")
    if node is None:
        return ""
    named = [item.value for item in _scalars(node)]
    if node.tag != "!ENV":
        found = node.value if isinstance(node, yaml.ScalarNode) else ""
        found = "" if node.tag == "tag:yaml.org,2002:null" else found
    else:
        default = named.pop() if isinstance(node, yaml.SequenceNode) and len(named) > 1 else ""
        found = next((os.environ[name] for name in named if name in os.environ), default)
    return f"{found.rstrip('/')}/" if found.startswith(("https://", "http://")) else ""


def check_shell(shell: Input, library: Library) -> Iterator[Diagnostic]:
    """Report what the two files say differently; one that cannot be read is MkDocs' to tell."""
    if not library.has_settings:
        return
    try:
        text = shell.data.decode("utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError):
        return
    lines = text.split("\n")
    for node, zh, en, hint_zh, hint_en in _disagreements(root, library):
        start, end = node.start_mark, node.end_mark
        line = lines[start.line] if start.line < len(lines) else ""
        stop = end.column if end.line == start.line else len(line)
        yield Diagnostic(
            file=shell.file,
            span=Span(start.line + 1, start.column + 1, start.line + 1, stop + 1),
            rule=DISAGREES,
            severity=DISAGREES.severity,
            zh=zh,
            en=en,
            hint_zh=hint_zh,
            hint_en=hint_en,
            excerpt=(line,),
        )


_Said = tuple[yaml.Node, str, str, str, str]


def _disagreements(root: yaml.Node | None, library: Library) -> Iterator[_Said]:
    settings = library.settings
    main = settings.languages[0] if settings.languages else "zh"
    name = _at(root, "site_name")
    if name is not None and name.value not in (settings.name.best(main), settings.name.zh):
        library_name = settings.name.best(main)
        yield (
            name,
            f"网站叫“{name.value}”，案例库叫“{library_name}”",
            f'the site is called "{name.value}", the library "{library_name}"',
            f"改成“{library_name}”，或改 `{SETTINGS_FILE}`",
            f'write "{library_name}", or change `{SETTINGS_FILE}`',
        )
    language = _at(root, "theme", "language")
    if language is not None and language.value.partition("-")[0].lower() != main:
        yield (
            language,
            f"界面语言是 `{language.value}`，案例库的主语言是 `{main}`",
            f"the theme speaks `{language.value}`, the library `{main}` first",
            f"改成 `language: {main}`，或改 `languages` 的次序",
            f"write `language: {main}`, or change the order of `languages`",
        )
    yield from _navigation(root, library)
    yield from _repository(root, library)


def _navigation(root: yaml.Node | None, library: Library) -> Iterator[_Said]:
    key, nav = _entry(root, "nav")
    if key is None or nav is None:
        return
    pages = [node for node in _scalars(nav) if node.value.endswith(".md")]
    english = [node for node in pages if node.value.startswith("en/")]
    speaks = "en" in library.settings.languages
    if english and not speaks:
        yield (
            english[0],
            "导航里有英文页面，案例库的 `languages` 里没有 `en`",
            "the navigation has English pages, but `languages` of the library has no `en`",
            f"从导航里删去，或在 `{SETTINGS_FILE}` 里加上 `en`",
            f"take them out, or add `en` in `{SETTINGS_FILE}`",
        )
    elif pages and speaks and not english:
        yield (
            key,
            "案例库有英文，导航里没有英文页面",
            "the library speaks English, but the navigation has no English page",
            "加上 `en/` 下的页面，如 `en/index.md`",
            "add the pages below `en/`, as `en/index.md`",
        )


def _repository(root: yaml.Node | None, library: Library) -> Iterator[_Said]:
    repository = library.settings.repository
    address = _at(root, "repo_url")
    if address is not None and _plain(address.value) != _plain(repository.url or ""):
        shown = f"`{repository.url}`" if repository.url else ""
        yield (
            address,
            f"仓库是 `{address.value}`，案例库{'写的是 ' + shown if shown else '没有写仓库网址'}",
            f"the repository is `{address.value}`, the library "
            f"{'says ' + shown if shown else 'names none'}",
            f"让它与 `{SETTINGS_FILE}` 的 `repository.url` 一致",
            f"make it agree with `repository.url` in `{SETTINGS_FILE}`",
        )
    edit = _at(root, "edit_uri")
    branch = _BRANCH.match(edit.value) if edit is not None else None
    if edit is not None and branch and branch["branch"] != repository.branch:
        yield (
            edit,
            f"编辑链接通向分支 `{branch['branch']}`，案例库写的是 `{repository.branch}`",
            f"pages are edited on the branch `{branch['branch']}`, the library says "
            f"`{repository.branch}`",
            f"让它与 `{SETTINGS_FILE}` 的 `repository.branch` 一致",
            f"make it agree with `repository.branch` in `{SETTINGS_FILE}`",
        )


def _plain(address: str) -> str:
    return address.rstrip("/").removesuffix(".git").casefold()


def _entry(node: yaml.Node | None, key: str) -> tuple[yaml.ScalarNode | None, yaml.Node | None]:
    """A key of a mapping and its value, None where there is no such thing."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if isinstance(name, yaml.ScalarNode) and name.value == key:
                return name, value
    return None, None


def _at(node: yaml.Node | None, *keys: str) -> yaml.ScalarNode | None:
    """The plain value below some keys, None where there is none."""
    for key in keys:
        _, node = _entry(node, key)
    written = isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str"
    return node if written and isinstance(node, yaml.ScalarNode) else None


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Every plain value of a list of pages, as deep as it goes."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value)
