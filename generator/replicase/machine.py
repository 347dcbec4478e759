"""What a machine has of all that the program can make use of, and what to do about the rest."""

from __future__ import annotations

import ctypes.util
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

from replicase.cache import cache_folder
from replicase.diagnostics import Language


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked for."""

    zh: str
    en: str
    there: str
    """What was found, as its version; empty where it is missing."""
    is_needed: bool
    """Whether check and build cannot do without it."""
    use_zh: str
    """What it is for."""
    use_en: str
    do_zh: str
    """What to do where it is missing."""
    do_en: str

    def name(self, language: Language) -> str:
        """What it is called."""
        return self.zh if language == "zh" else self.en

    def remedy(self, language: Language) -> str:
        """What it is for, and what to do about it."""
        if language == "zh":
            return f"{self.use_zh}；{self.do_zh}"
        return f"{self.use_en}; {self.do_en}"


def look() -> Iterator[Finding]:
    """Look for everything, what is needed first."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding(
        "Python 3.11 或更新",
        "Python 3.11 or newer",
        version if sys.version_info >= (3, 11) else "",
        True,
        "运行程序",
        "runs the program",
        f"现在是 {version}，换一个新的",
        f"this is {version}; take a newer one",
    )
    missing = sorted(_missing_packages())
    yield Finding(
        "程序要用的包",
        "packages the program is built on",
        "" if missing else _count_of_packages(),
        True,
        f"缺 {', '.join(missing)}",
        f"missing: {', '.join(missing)}",
        "在仓库里运行 make site，或按 requirements.txt 安装",
        "run make site in the checkout, or install by requirements.txt",
    )
    yield Finding(
        "YAML 的 C 读取器",
        "C loader of YAML",
        _libyaml(),
        True,
        "读案例文件",
        "reads case files",
        "装 PyYAML 的二进制包：pip install --only-binary :all: --force-reinstall pyyaml",
        "install PyYAML's wheel: pip install --only-binary :all: --force-reinstall pyyaml",
    )
    yield Finding(
        "git",
        "git",
        _said("git", "--version"),
        False,
        "以提交的日期为准，只看改动（--since）",
        "dates a library by its commits, and tells what changed (--since)",
        "安装 git",
        "install git",
    )
    yield Finding(
        "可写的缓存文件夹",
        "a cache folder one can write to",
        _cache(),
        False,
        "没有改过的文件不必再查",
        "spares files that have not changed",
        "给本人写的权限，或用 REPLICASE_CACHE 指定另一个",
        "allow yourself to write there, or name another with REPLICASE_CACHE",
    )
    encoding = (sys.stdout.encoding or "") if sys.stdout is not None else ""
    yield Finding(
        "认得中文的终端编码",
        "a terminal in UTF-8",
        encoding if encoding.lower().replace("-", "") == "utf8" else "",
        False,
        "显示中文消息",
        "shows messages in Chinese",
        "设 PYTHONUTF8=1",
        "set PYTHONUTF8=1",
    )
    yield Finding(
        "中文字体",
        "a font for Chinese",
        _chinese_font(),
        False,
        "PDF 和截图里的汉字",
        "Chinese in PDF and in pictures of pages",
        "安装 fonts-noto-cjk（Debian）或思源黑体",
        "install fonts-noto-cjk (Debian) or Noto Sans CJK",
    )
    yield Finding(
        "Pango",
        "Pango",
        ctypes.util.find_library("pango-1.0") or "",
        False,
        "排 PDF",
        "sets PDF",
        "安装 libpango-1.0-0 和 libpangoft2-1.0-0（Debian），或 brew install pango",
        "install libpango-1.0-0 and libpangoft2-1.0-0 (Debian), or brew install pango",
    )
    yield Finding(
        "LibreOffice",
        "LibreOffice",
        _said(("soffice", "libreoffice"), "--version"),
        False,
        "把旧的 .doc、.xls 转成 .docx、.xlsx",
        "turns old .doc and .xls into .docx and .xlsx",
        "收到这类文件时再装",
        "install it once you are sent such files",
    )
    yield Finding(
        "Node.js 和 npm",
        "Node.js and npm",
        _said("node", "--version") if shutil.which("npm") else "",
        False,
        "开发时测试网页脚本（make script）",
        "for developers: tests the scripts of the site (make script)",
        "安装 Node.js 20 或更新",
        "install Node.js 20 or newer",
    )
    yield Finding(
        "Chromium",
        "Chromium",
        _named(("chromium", "chromium-browser", "google-chrome")),
        False,
        "开发时在浏览器里测试（make browser），截图",
        "for developers: tests in a browser (make browser), and pictures",
        "安装 chromium",
        "install chromium",
    )


def _missing_packages() -> Iterator[str]:
    for name in _required():
        try:
            importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield name


def _required() -> list[str]:
    """The packages the program names, without those of its extras."""
    try:
        asked = importlib.metadata.requires("replicase") or []
    except importlib.metadata.PackageNotFoundError:
        return ["replicase"]
    return [
        re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0] for line in asked if "extra" not in line
    ]


def _count_of_packages() -> str:
    return str(len(_required()))


def _libyaml() -> str:
    try:
        import yaml
    except ImportError:
        return ""
    return f"PyYAML {yaml.__version__}" if yaml.__with_libyaml__ else ""


def _named(names: tuple[str, ...]) -> str:
    return next((found for name in names if (found := shutil.which(name))), "")


def _said(names: str | tuple[str, ...], option: str) -> str:
    """The first line a program says of its version; empty where there is none that answers."""
    program = _named((names,) if isinstance(names, str) else names)
    if not program:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 - found on the path, with a fixed word
            [program, option],
            capture_output=True,
            timeout=20,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    lines = done.stdout.decode("utf-8", "replace").split("\n")
    return lines[0].strip() if done.returncode == 0 else ""


def _cache() -> str:
    place = cache_folder()
    if place is None:
        return ""
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place):
            return str(place)
    except OSError:
        return ""


def _chinese_font() -> str:
    if sys.platform in ("darwin", "win32"):
        return sys.platform  # both come with fonts for Chinese
    program = shutil.which("fc-list")
    if program is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 - found on the path, with fixed words
            [program, ":lang=zh", "family"], capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    families = sorted(filter(None, done.stdout.decode("utf-8", "replace").splitlines()))
    return families[0].split(",")[0] if families else ""
