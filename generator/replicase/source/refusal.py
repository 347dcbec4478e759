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
    """A file is UTF-8 text without a byte order mark.

    The message names the encoding a file looks like: GBK and UTF-16 are what editors on Windows
    write unasked.
    Why: read in another encoding, every Chinese character becomes a different one.
    Mend: in your editor choose "save as", and there UTF-8 (without BOM).

    文件是 UTF-8 文字，开头不带 BOM。
    提示里会说它像是哪种编码：Windows 上的编辑器常存成 GBK 或 UTF-16。
    为什么：换一种编码读，每个汉字都会变成别的字。
    怎么改：在编辑器里选“另存为”，编码选 UTF-8（不带 BOM）。
    """,
)
LIMIT = Rule(
    "CASE101",
    "limits",
    Severity.ERROR,
    f"文件不超过 {MAX_BYTES // 1024} KB、{MAX_DEPTH} 层、{MAX_NODES} 个节点",
    f"A file has at most {MAX_BYTES // 1024} KB, {MAX_DEPTH} levels and {MAX_NODES} nodes",
    """A file keeps within the limits of size, depth and number of entries.

    128 KB, eight levels of lists and mappings inside each other, 20,000 entries: more than a case
    needs.
    Why: files come from anybody, and one built to be endless must not stop the others.
    Mend: take out what does not belong in a case; attachments and long tables go to a public page
    that a source names.

    文件的大小、层数和项目数不超过上限。
    上限是 128 KB、嵌套 8 层、20000 项，写一个案例用不完。
    为什么：谁都可以提交文件，一个没完没了的文件不能拖住别人的。
    怎么改：去掉不属于案例的内容；附件和大表放到公开网页上，写成来源。
    """,
)
SYNTAX = Rule(
    "CASE102",
    "syntax",
    Severity.ERROR,
    "文件是有效的 YAML",
    "A file is valid YAML",
    """A file is YAML that every reader reads alike.

    Beyond the grammar of YAML this refuses what programs read differently: a comment mark without a
    space before it, a lone hyphen in brackets, a continued line that is not indented.
    Why: what one program reads as a comment and another as text says two things at once.
    Mend: look at the marked place; most often quotation marks around the whole text are enough, or
    two spaces at the start of the line.

    文件是有效的 YAML，谁读都一样。
    除了 YAML 的语法，各家程序读法不一的写法也不收：`#` 前没有空格、方括号里单独一个连字符、续行没有缩进。
    为什么：一个程序读成注释、另一个读成正文，就等于说了两样话。
    怎么改：看标出的位置；多半给整段文字加半角引号，或在行首补两个空格就好。
    """,
)
DUPLICATE = Rule(
    "CASE103",
    "duplicate-key",
    Severity.ERROR,
    "同一层没有重复的字段",
    "A mapping names a key once",
    """A key stands once at its place.

    Why: of two values a program takes one and drops the other, and does not say which.
    Mend: keep the right one and delete the other; where both are needed, they belong in one list.

    同一层里，一个字段只写一次。
    为什么：写了两次，程序只取一个、丢掉一个，而且不说是哪一个。
    怎么改：留下对的，删掉另一个；两个都要的，写成一个列表。
    """,
)
FEATURE = Rule(
    "CASE104",
    "yaml-feature",
    Severity.ERROR,
    "不使用锚点、别名、标签、指令、空值和多文档",
    "No anchors, aliases, tags, directives, nulls or second documents",
    """A file writes everything out: no anchors, aliases, tags, directives, nulls or second documents.

    Why: with them a few lines can stand for millions, and a reader of the file cannot see what it
    says.
    Mend: write the value itself; where a text begins with `&`, `*` or `!`, put quotation marks
    around it.

    文件里的内容都直接写出，不用锚点、别名、标签、指令和空值，也不分成几份文档。
    为什么：用了它们，几行字可以展开成几百万行，看文件的人也看不出写的是什么。
    怎么改：直接写出内容；文字以 `&`、`*`、`!` 开头的，加半角引号。
    """,
)
CHARACTER = Rule(
    "CASE105",
    "invisible-character",
    Severity.ERROR,
    "没有控制字符、不可见字符和改变文字方向的字符",
    "No control, invisible or direction-changing characters",
    """A file holds only characters that can be seen.

    Control characters, zero-width ones and those that turn the direction of writing are refused;
    spaces and line breaks are fine.
    Why: they show a reader something other than a program reads, hide words from search, and come
    along unnoticed when text is copied from web pages and office files.
    Mend: delete the character at the marked place; type the words around it again if it does not
    show.

    文件里只有看得见的字符。
    控制字符、零宽字符和改变文字方向的字符都不收；空格和换行没有关系。
    为什么：它们让人看到的和程序读到的不一样，也让搜索找不到字；从网页和办公文档里复制文字时，常常悄悄带进来。
    怎么改：删掉标出位置的字符；看不见的，把前后几个字重新输入。
    """,
)
TAB = Rule(
    "CASE106",
    "tab",
    Severity.ERROR,
    "缩进用空格，不用制表符",
    "Spaces indent, tabs do not",
    """Lines are indented with spaces.

    Why: a tab is as wide as each editor likes, so what belongs to what could not be told.
    Mend: put two spaces for each level; most editors can replace tabs in a whole file.

    行首缩进用空格。
    为什么：制表符有多宽，各个编辑器不一样，哪一行属于哪一项就分不清。
    怎么改：每一层两个空格；多数编辑器可以把整个文件的制表符换成空格。
    """,
)
COLON = Rule(
    "CASE107",
    "full-width-colon",
    Severity.ERROR,
    "字段名后用半角冒号",
    "A key ends in an ASCII colon",
    """The colon behind a key is the ASCII one, with a space after it.

    Why: a full-width colon is text to a program, so the line is no field at all.
    Mend: switch the keyboard to English and type `:` and a space.

    字段名后面用半角冒号，再空一格。
    为什么：全角冒号在程序看来只是文字，这一行就不成其为字段。
    怎么改：切换到英文输入法，输入 `:` 和一个空格。
    """,
)
EMPTY = Rule(
    "CASE108",
    "empty-file",
    Severity.ERROR,
    "文件里有字段",
    "A file holds fields",
    """A file holds fields.

    Why: an empty file, or one that is a list or a sentence, describes no case.
    Mend: begin with `schema: 1` and the fields of a draft; take another case as a pattern. A file
    made by mistake is deleted.

    文件里写着字段。
    为什么：空文件，或者只有一个列表、一句话的文件，说不出一个案例。
    怎么改：从 `schema: 1` 和草稿要求的字段写起，可以照着别的案例写；误建的文件删掉。
    """,
)
UNREADABLE = Rule(
    "CASE109",
    "unreadable-file",
    Severity.ERROR,
    "库里只有普通的 .yml 文件和图片，名称只用小写字母、数字和连字符",
    "A library holds regular .yml files and pictures, named in small letters, digits and hyphens",
    """A library holds regular `.yml` files and pictures, in their places, with names that work everywhere.

    Cases lie in `cases/practices/<city>/`, adoptions in `cases/adoptions/<adopter>/`, gaps in
    `cases/gaps/`, indicators in `cases/indicators/`; names are small letters, digits and hyphens. Links to other files and folders are not followed.
    Why: the name becomes an address, and has to be the same file on every system.
    Mend: rename or move the file; what is no record or picture does not belong below `cases/`.

    库里只有普通的 `.yml` 文件和图片，放在该放的地方，名称到哪里都能用。
    案例放在 `cases/practices/<城市>/`，采用记录放在 `cases/adoptions/<采用地>/`，问题放在 `cases/gaps/`，指标放在 `cases/indicators/`；名称只用小写字母、数字和连字符。指向别处的链接不读。
    为什么：文件名就是网址，在哪种系统上都要是同一个文件。
    怎么改：改名或移动文件；不是记录和图片的，不放在 `cases/` 里。
    """,
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
