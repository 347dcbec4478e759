"""A Chinese font of this machine, looked for by the names of files: nothing is asked of any server."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from replicase.source import Input

FAMILIES: tuple[tuple[str, str], ...] = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf"),
    ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf"),
    ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"),
    ("SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf"),
    ("SourceHanSansCN-Regular.otf", "SourceHanSansCN-Bold.otf"),
    ("SourceHanSans.ttc", "SourceHanSans.ttc"),
    ("msyh.ttc", "msyhbd.ttc"),
    ("msyh.ttf", "msyhbd.ttf"),
    ("PingFang.ttc", "PingFang.ttc"),
    ("Hiragino Sans GB.ttc", "Hiragino Sans GB.ttc"),
    ("wqy-microhei.ttc", "wqy-microhei.ttc"),
    ("wqy-zenhei.ttc", "wqy-zenhei.ttc"),
    ("DroidSansFallbackFull.ttf", "DroidSansFallbackFull.ttf"),
    ("simhei.ttf", "simhei.ttf"),
    ("simsun.ttc", "simsun.ttc"),
)
"""Files of the fonts that have every common Chinese character: regular and bold; the first that is there."""
MISSING = (
    "没有画分享卡片：这台机器没有能用的中文字体（如 Noto Sans CJK、思源黑体、微软雅黑、苹方）；"
    "Debian/Ubuntu 装 fonts-noto-cjk；网页照做，只是不带 og:image",
    "no social cards were drawn: this machine has no Chinese font that can be used (as Noto Sans CJK, Source Han Sans, "
    "Microsoft YaHei, PingFang); on Debian or Ubuntu install fonts-noto-cjk; the pages are there, "
    "without og:image",
)
"""What is said where there is no font, in both languages."""
MOST_FILES = 20_000
"""Files looked at below the folders of fonts."""
PLUGIN, SETTING = "replicase", "social_cards"


@dataclass(frozen=True, slots=True)
class Typeface:
    """The files letters are drawn from."""

    regular: str
    bold: str

    @property
    def told(self) -> tuple[object, ...]:
        """Tells it from another font, or another version of it."""
        return tuple(
            part
            for file in (self.regular, self.bold)
            for status in [os.stat(file)]  # noqa: PTH116
            for part in (file, status.st_size, status.st_mtime_ns)
        )


def typeface() -> Typeface | None:
    """The first font of the list that is on this machine; None where none is."""
    there: dict[str, str] = {}
    for number, (folder, name) in enumerate(_files()):
        if number >= MOST_FILES:
            break
        there.setdefault(name.lower(), os.path.join(folder, name))  # noqa: PTH118
    for regular, bold in FAMILIES:
        if found := there.get(regular.lower()):
            return Typeface(found, there.get(bold.lower(), found))
    return None


def _files() -> Iterator[tuple[str, str]]:
    for folder in folders():
        for where, below, names in os.walk(folder):
            below.sort()
            for name in sorted(names):
                yield where, name


def folders() -> tuple[Path, ...]:
    """Where fonts lie on a system of this kind, the user's own first."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - never raises
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        own = [Path(local, "Microsoft/Windows/Fonts")] if local else []
        return (*own, Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts"))
    if sys.platform == "darwin":
        return home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")
    shared = os.environ.get("XDG_DATA_DIRS", "") or "/usr/local/share:/usr/share"
    own = Path(os.environ.get("XDG_DATA_HOME", "") or home / ".local/share")
    return (
        own / "fonts",
        home / ".fonts",
        *(Path(part, "fonts") for part in shared.split(":") if os.path.isabs(part)),  # noqa: PTH117
    )


def wanted(shell: Input | None) -> bool:
    """Whether `mkdocs.yml` asks for social cards: `plugins: [replicase: {social_cards: true}]`.

    The file is looked at as text, since it names functions of Python that only MkDocs may call.
    """
    try:
        root = yaml.compose(shell.data.decode("utf-8"), yaml.SafeLoader) if shell else None
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError):
        return False
    options = _value(_plugin(_value(root, "plugins")), PLUGIN)
    asked = _value(options, SETTING)
    return isinstance(asked, yaml.ScalarNode) and asked.value.lower() in ("true", "yes", "on")


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _plugin(node: yaml.Node | None) -> yaml.Node | None:
    """The mapping that names our plugin: an item of the list, or all of it."""
    if not isinstance(node, yaml.SequenceNode):
        return node
    return next((item for item in node.value if _value(item, PLUGIN) is not None), None)
