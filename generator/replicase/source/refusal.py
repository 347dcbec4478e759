"""Why a file cannot be read: the limits, the rules of reading, and how one of them is broken."""

from __future__ import annotations

from dataclasses import dataclass

from replicase.diagnostics import Rule, Severity, Span

MAX_BYTES = 128 * 1024
MAX_DEPTH = 8
"""Levels of lists and mappings inside each other."""
MAX_NODES = 20_000

ENCODING = Rule(
    "CASE100",
    "encoding",
    Severity.ERROR,
    "文件用 UTF-8 编码，不带 BOM",
    "A file is UTF-8 without a BOM",
)
LIMIT = Rule(
    "CASE101",
    "limits",
    Severity.ERROR,
    f"文件不超过 {MAX_BYTES // 1024} KB、{MAX_DEPTH} 层、{MAX_NODES} 个节点",
    f"A file has at most {MAX_BYTES // 1024} KB, {MAX_DEPTH} levels and {MAX_NODES} nodes",
)
SYNTAX = Rule("CASE102", "syntax", Severity.ERROR, "文件是有效的 YAML", "A file is valid YAML")
DUPLICATE = Rule(
    "CASE103", "duplicate-key", Severity.ERROR, "同一层没有重复的字段", "A mapping names a key once"
)
FEATURE = Rule(
    "CASE104",
    "yaml-feature",
    Severity.ERROR,
    "不使用锚点、别名、标签、指令和多文档",
    "No anchors, aliases, tags, directives or second documents",
)
CHARACTER = Rule(
    "CASE105",
    "invisible-character",
    Severity.ERROR,
    "没有控制字符、不可见字符和改变文字方向的字符",
    "No control, invisible or direction-changing characters",
)
TAB = Rule("CASE106", "tab", Severity.ERROR, "缩进用空格，不用制表符", "Spaces indent, tabs do not")
COLON = Rule(
    "CASE107",
    "full-width-colon",
    Severity.ERROR,
    "字段名后用半角冒号",
    "A key ends in an ASCII colon",
)
EMPTY = Rule("CASE108", "empty-file", Severity.ERROR, "文件里有字段", "A file holds fields")
UNREADABLE = Rule(
    "CASE109",
    "unreadable-file",
    Severity.ERROR,
    "库里只有普通的 .yml 文件和图片，名称只用小写字母、数字和连字符",
    "A library holds regular .yml files and pictures, named in small letters, digits and hyphens",
)
RULES = (ENCODING, LIMIT, SYNTAX, DUPLICATE, FEATURE, CHARACTER, TAB, COLON, EMPTY, UNREADABLE)


@dataclass(frozen=True, slots=True)
class Refusal(Exception):  # noqa: N818 - it is a finding, not a failure
    """Why a file cannot be read; raised by the reader and caught by `parse`."""

    rule: Rule
    span: Span
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""
