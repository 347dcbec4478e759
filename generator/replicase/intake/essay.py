"""An essay of the usual four parts becomes the draft of a case; no paragraph of it is lost.

What fits a field goes there; every other paragraph is kept as a comment, under the name of the part
it stood in, for whoever works the draft out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Literal

import mammoth

from replicase.diagnostics import Path
from replicase.edit.draft import record_text
from replicase.edit.layout import formatted
from replicase.edit.propose import case_folder, case_id
from replicase.folders import CASE_FOLDER
from replicase.intake.package import LOCKED, MAX_FILE, Package, is_encrypted, is_zip, too_large
from replicase.intake.problems import Refused
from replicase.library import Library
from replicase.model import Case, VocabularyTerm
from replicase.report.text import printable
from replicase.source import MAX_BYTES, Input

Part = Literal["opening", "problem", "steps", "effects", "comment", "apart"]
PARTS: Mapping[Part, tuple[str, str]] = {
    "opening": ("开头", "Opening"),
    "problem": ("背景与起因", "Background"),
    "steps": ("做法与经过", "What was done"),
    "effects": ("成效与反响", "Effects"),
    "comment": ("探讨与评论", "Discussion"),
    "apart": ("脚注和其他", "Notes and others"),
}
_WORDS: tuple[tuple[Part, str], ...] = (
    ("steps", "做法|举措|措施|路径|怎么做|实践过程|主要过程|经过|实施过程"),
    ("problem", "背景|起因|由来|缘起|动因|存在问题|面临的?问题|现状|为什么"),
    ("effects", "成效|反响|效果|成果|影响|取得的?成绩"),
    ("comment", "探讨|评论|启示|思考|体会|建议|点评|展望|不足|经验|评析|讨论"),
)
_TOP = re.compile(r"^(?:第?[一二三四五六七八九十]{1,3}(?:[、．.，]|部分|章)\s*)")
_BELOW = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:[、．)）]|\.(?!\d))|[①-⑳])\s*"
)
_HEADING_LENGTH = 30
_SENTENCE = 160
_TITLE = 40
_WEAK = re.compile("不足|局限|困难|有待|尚未|尚需|仍然|短板|瓶颈|难以")
_MOST_ELEMENTS = 400_000


@dataclass(frozen=True)
class Block:
    """One paragraph, item or table of the essay."""

    text: str
    """As its reader sees it; a table has a line for each of its rows, cells parted by `|`."""
    kind: Literal["heading", "paragraph", "item", "table", "apart"] = "paragraph"
    """`apart` is what has no place in the order of the text: notes, fields, formulas."""
    level: int = 0


@dataclass(frozen=True)
class Essay:
    """What was read, and what was not."""

    blocks: tuple[Block, ...]
    pictures: int = 0
    comments: int = 0
    changes: int = 0


@dataclass
class Placed:
    """Where everything of an essay goes."""

    title: str = ""
    fields: dict[str, list[Block]] = field(default_factory=dict)
    """`problem` and `mechanism`, paragraphs each."""
    steps: list[tuple[str, list[Block]]] = field(default_factory=list)
    """What is done, and what the essay says of it below."""
    limits: list[Block] = field(default_factory=list)
    left: dict[Part, list[Block]] = field(default_factory=dict)
    """What no field takes, by its part."""
    found: list[Part] = field(default_factory=list)
    is_headed: bool = False
    """Whether its steps have headings of their own."""


# Reading


def read_essay(name: str, data: bytes) -> Essay:
    """The paragraphs of a Word document; raises Refused where it may not, or cannot, be read."""
    suffix = name[name.rfind(".") :].lower()
    if len(data) > MAX_FILE:
        raise too_large("文件太大", "the file is too large", f"{MAX_FILE >> 20} MB")
    if is_encrypted(data):
        raise LOCKED
    if suffix != ".docx" or not is_zip(data):
        raise Refused(
            "只收 .docx；在 Word 或 WPS 里打开，另存为“Word 文档（.docx）”再导入",
            "only .docx is taken; open it in Word, save it as a Word document (.docx) and import that",
        )
    package = Package(data)
    if any(part.lower().endswith("vbaproject.bin") for part in package.names):
        raise Refused(
            "文件里有宏，不收；另存为“Word 文档（.docx）”再导入",
            "the file holds macros and is not taken; save it as a Word document (.docx)",
        )
    counted = {"elements": 0, "ins": 0, "del": 0, "comment": 0}

    def count(tag: str, _: Mapping[str, str]) -> None:
        counted["elements"] += 1
        if counted["elements"] > _MOST_ELEMENTS:
            raise too_large("文档太长", "the document is too long", "400,000 个元素 / elements")
        if tag in counted:
            counted[tag] += 1

    written = _Written()
    for part in package.names:
        if part in _TEXTS:
            package.walk(part, count)
            package.walk(part, written.begin, written.end, written.text)
        elif part.endswith((".xml", ".rels")):
            package.walk(part, count)
        else:
            for _ in package.pieces(part):
                pass
    pictures: list[str] = []

    def no_picture(_: Any) -> list[Any]:
        pictures.append("")
        return []

    try:
        html = mammoth.convert_to_html(
            io.BytesIO(data),
            convert_image=no_picture,
            style_map="p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh",
        ).value
    except Exception as error:  # RecursionError and whatever a strange document brings about
        raise Refused(
            "读不了这份文档；在 Word 里打开，另存一份再导入",
            "the document cannot be read; open it in Word, save a copy and import that",
        ) from error
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    blocks = [*reader.blocks, *written.missing(reader.blocks)]
    return Essay(tuple(blocks), len(pictures), counted["comment"], counted["ins"] + counted["del"])


_TEXTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_BETWEEN = frozenset(["sym", "footnoteReference", "endnoteReference"])
"""Where mammoth writes signs of its own."""


class _Written:
    """Every paragraph as the document itself has it: what mammoth passes over is found by it."""

    def __init__(self) -> None:
        self._found: dict[str, None] = {}
        self._open: list[str] = []
        self._is_text = False

    def begin(self, tag: str, _: Mapping[str, str]) -> None:
        """An element begins."""
        if tag == "p":
            self._open.append("")
        elif tag == "t":
            self._is_text = True
        elif self._open and tag in _BETWEEN:
            self._close()
            self._open.append("")
        elif self._open and tag == "noBreakHyphen":
            self._open[-1] += "\u2011"
        elif self._open and tag == "softHyphen":
            self._open[-1] += "\u00ad"

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "p" and self._open:
            self._close()
        elif tag == "t":
            self._is_text = False

    def text(self, data: str) -> None:
        """What stands in it."""
        if self._is_text and self._open:
            self._open[-1] += data

    def _close(self) -> None:
        if text := " ".join(self._open.pop().split()):
            self._found.setdefault(text)

    def missing(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Paragraphs no block holds."""
        held = _squeezed("".join(block.text for block in blocks))
        if len(held) > MAX_BYTES:
            return  # more than a draft can be
        for text in self._found:
            if _squeezed(text) not in held:
                yield Block(text, "apart")


def _squeezed(text: str) -> str:
    return re.sub(r"[\s|]", "", text)


class _Reader(HTMLParser):
    """Takes mammoth's HTML apart into blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._text = ""
        self._kind: Literal["heading", "paragraph", "item"] = "paragraph"
        self._is_note = False
        self._level = 0
        self._items = 0
        self._rows: list[list[str]] | None = None
        self._tables = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li"):
            self.end_block()
            if tag[0] == "h":
                self._kind, self._level = "heading", int(tag[1])
            elif tag == "li":
                self._items += 1
                self._is_note |= (dict(attrs).get("id") or "").startswith(("footnote-", "endnote-"))
        elif tag == "table":
            self.end_block()
            self._tables += 1
            self._rows = self._rows if self._rows is not None else []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].append("")
        elif tag == "br":
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li"):
            self.end_block()
            if tag == "li":
                self._items -= 1
        elif tag == "table" and self._rows is not None:
            self._tables -= 1
            if not self._tables:
                rows = [row for row in self._rows if any(row)]
                self._rows = None
                if rows:
                    lines = "\n".join(" | ".join(row) for row in rows)
                    self.blocks.append(Block(lines, "table"))

    def handle_data(self, data: str) -> None:
        self._text += data

    def end_block(self) -> None:
        """What was read so far is a block, or part of a cell."""
        text = " ".join(self._text.split())
        self._text = ""
        if text and self._rows:
            row = self._rows[-1]
            if not row:
                row.append("")
            row[-1] = f"{row[-1]} {text}".strip()
        elif text:
            if self._is_note:  # notes stand at the end, each with a sign that leads back
                if note := text.removesuffix("↑").strip():
                    self.blocks.append(Block(note, "apart"))
            else:
                kind = "item" if self._items and self._kind == "paragraph" else self._kind
                self.blocks.append(Block(text, kind, self._level))
        self._kind, self._level = "paragraph", 0


# Placing


def part_of(block: Block) -> Part | None:
    """The part a block is the heading of."""
    if block.kind in ("item", "table", "apart") or len(block.text) > _HEADING_LENGTH:
        return None
    if _BELOW.match(block.text) or block.text[-1:] in "。；;！!":
        return None
    if block.kind != "heading" and not _TOP.match(block.text) and len(block.text) > 12:
        return None
    plain = _TOP.sub("", block.text)
    return next((part for part, words in _WORDS if re.search(words, plain)), None)


def place(essay: Essay) -> Placed:
    """Settle where each paragraph goes."""
    placed = Placed()
    part: Part = "opening"
    for number, block in enumerate(essay.blocks):
        named = part_of(block) if number else None
        if block.kind == "apart":
            placed.left.setdefault("apart", []).append(block)
        elif named is not None and named not in placed.found:
            placed.found.append(named)
            part = named
            # Its own words are kept: a heading may say more than the part's name.
            placed.left.setdefault(part, []).append(block)
        elif part == "opening" and not placed.title and _is_title(block):
            placed.title = block.text
        elif part == "problem":
            placed.fields.setdefault("problem", []).append(block)
        elif part == "steps":
            _step(placed, block)
        elif part == "comment" and _WEAK.search(block.text) and _fits(block):
            placed.limits.append(block)
        elif part == "comment":
            placed.fields.setdefault("mechanism", []).append(block)
        else:
            placed.left.setdefault(part, []).append(block)
    return placed


def _is_title(block: Block) -> bool:
    return block.kind in ("heading", "paragraph") and len(block.text) <= _TITLE


def _fits(block: Block) -> bool:
    return block.kind != "table" and len(block.text) <= _SENTENCE


def _step(placed: Placed, block: Block) -> None:
    is_heading = block.kind == "heading" or (
        _BELOW.match(block.text) is not None and len(block.text) <= _HEADING_LENGTH + 10
    )
    if _fits(block) and (is_heading or not placed.is_headed):
        # The number goes, since steps are numbered where they are shown.
        placed.steps.append((_BELOW.sub("", block.text) or block.text, []))
        placed.is_headed |= is_heading
    elif placed.steps:
        placed.steps[-1][1].append(block)
    else:
        placed.left.setdefault("steps", []).append(block)


def place_named(texts: Iterable[str], library: Library) -> VocabularyTerm | None:
    """The place a title or first lines name: the longest name, and of those the lowest."""
    for text in texts:
        best: dict[VocabularyTerm, int] = {}
        for term in library.terms("places"):
            names = (term.label.zh, re.sub("(?:省|市|区|县)$", "", term.label.zh), *term.aliases.zh)
            longest = max((len(n) for n in names if len(n) > 1 and n in text), default=0)
            if longest:
                best[term] = longest
        lowest = {t: n for t, n in best.items() if not any(_holds(t, other) for other in best)}
        top = [t for t, n in lowest.items() if n == max(lowest.values())]
        if len(top) == 1:
            return top[0]
    return None


def _holds(term: VocabularyTerm, other: VocabularyTerm) -> bool:
    area = term.id.rstrip("0")
    return term is not other and other.id.startswith(area + "0" * (len(area) % 2))


# Writing


@dataclass(frozen=True)
class Draft:
    """A draft as it will be written."""

    id: str
    file: str
    content: bytes


def draft_of(
    placed: Placed, where: VocabularyTerm, library: Library, day: str, own: str | None, name: str
) -> Draft:
    """The draft of a case, with what no field takes as comments at its end."""
    title = placed.title
    wanted = own or case_id(library, where, title, "")
    tree: dict[str, Any] = {
        "schema": "1",
        "id": wanted,
        "kind": "practice",
        "stage": "draft",
        "registered": day,
    }
    if title:
        tree["title"] = {"zh": title}
    tree["place"] = {"code": where.id}
    if text := _markdown(placed.fields.get("problem", [])):
        tree["problem"] = {"text": {"zh": text}}
    if text := _markdown(placed.fields.get("mechanism", [])):
        tree["mechanism"] = {"text": {"zh": text}}
    notes: dict[Path, list[str]] = {}
    if placed.steps:
        tree["steps"] = [{"action": {"zh": action}} for action, _ in placed.steps]
        for index, (_, below) in enumerate(placed.steps):
            if below:
                notes["steps", index] = ["原文：", *_comments(below)]
    if placed.limits:
        tree["limits"] = [{"text": {"zh": block.text}} for block in placed.limits]
    head = (
        f"草稿，由 replicase import 从 {printable(name)} 写出；# 后面是说明和放不进字段的原文",
        "还要补：summary、lead、started、facets、sources、disclosure；事实要有来源，见 docs/contribute.md",
    )
    text = record_text(Case, tree, "zh", head, {("place", "code"): where.label.zh}, notes=notes)
    text += "".join(f"{line}\n" for line in _unplaced(placed.left))
    file = f"{CASE_FOLDER}/{case_folder(library, where)}/{wanted}.yml"
    given = Input(file, text.encode("utf-8", "replace"))
    if len(given.data) > MAX_BYTES:
        raise too_large(
            "材料太长，写不进一个案例文件",
            "the essay is too long for one case",
            f"{MAX_BYTES >> 10} KB",
        )
    laid = formatted(given)
    return Draft(wanted, file, laid.after if laid is not None else given.data)


_SENT = {
    "opening": "开头的话：多半写进 summary",
    "problem": "背景与起因",
    "steps": "做法与经过：写进 steps",
    "effects": "成效与反响：数字写进 results，评价写进 evaluations，荣誉写进 recognition，都要来源",
    "comment": "探讨与评论",
    "apart": "脚注、域、公式等不在正文次序里的",
}


def _unplaced(left: Mapping[Part, list[Block]]) -> Iterator[str]:
    if any(left.values()):
        yield ""
        yield "# 以下是原文里没有放进字段的段落，写进字段后删去"
    for part, blocks in left.items():
        yield "#"
        yield f"# 【{_SENT[part]}】"
        yield from (f"# {line}" for line in _comments(blocks))


def _comments(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        for line in block.text.split("\n"):
            yield printable(line)


_SIGNS = re.compile(r"([\\`*_\[\]<>|~])")


def _escaped(text: str) -> str:
    """A text in which no sign means anything to Markdown."""
    plain = _SIGNS.sub(r"\\\1", text)
    return re.sub(r"^([#+=-])", r"\\\1", plain)


def _markdown(blocks: Iterable[Block]) -> str:
    pieces: list[str] = []
    before = ""
    for block in blocks:
        if block.kind == "table":
            rows = [[_escaped(cell) for cell in row.split(" | ")] for row in block.text.split("\n")]
            width = max(map(len, rows))
            rows = [row + [""] * (width - len(row)) for row in rows]
            lines = [f"| {' | '.join(row)} |".replace("  ", " ") for row in rows]
            lines.insert(1, f"|{' --- |' * width}")
            piece = "\n".join(lines)
        elif block.kind == "heading":
            piece = f"### {_escaped(block.text)}"
        else:
            piece = f"- {_escaped(block.text)}" if block.kind == "item" else _escaped(block.text)
        if pieces:
            pieces.append("\n" if block.kind == before == "item" else "\n\n")
        pieces.append(piece)
        before = block.kind
    return "".join(pieces) + "\n" if pieces else ""
