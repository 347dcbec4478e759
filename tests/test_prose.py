"""What an author may write and what a reader then sees; what would be lost is told beforehand.

Hostile text has a suite of its own; here are the things authors do.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from replicase.paragraphs import plain_paragraphs
from replicase.prose import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_SCHEMES,
    ALLOWED_TAGS,
    SafeHTML,
    marked_up,
    prose,
    removed,
)

often = settings(max_examples=300)


def shown(text: str, *sources: str) -> str:
    return str(prose(text, sources)).strip()


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("一段。\n\n又一段。", "<p>一段。</p>\n<p>又一段。</p>"),
        ("- 一\n- 二", "<ul>\n<li>一</li>\n<li>二</li>\n</ul>"),
        ("3. 三\n4. 四", '<ol start="3">\n<li>三</li>\n<li>四</li>\n</ol>'),
        ("> 原话", "<blockquote>\n<p>原话</p>\n</blockquote>"),
        ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("```python\nx\n```", "<pre><code>x\n</code></pre>"),
        ("x < 5 且 y > 3，AT&T", "<p>x &lt; 5 且 y &gt; 3，AT&amp;T</p>"),
        ("网址 https://a.example/x 不变成链接", "<p>网址 https://a.example/x 不变成链接</p>"),
    ],
)
def test_markdown_is_shown_as_meant(written: str, html: str) -> None:
    assert shown(written) == html
    assert removed(written) == ()


def test_a_table_has_its_columns_aligned_without_a_style() -> None:
    html = shown("| 年 | 件 |\n|:--|--:|\n| 2020 | 12 |")
    assert '<th class="align-left">年</th>' in html
    assert '<td class="align-right">12</td>' in html
    assert "style" not in html


def test_headings_take_the_levels_below_the_page_and_ids_of_their_text() -> None:
    html = str(prose("# 一\n\n### 二\n\n# 三", name="context"))
    assert re.findall(r'<(h\d) id="([^"]+)">', html) == [
        ("h3", "s-context-1"),
        ("h5", "s-context-2"),
        ("h3", "s-context-3"),
    ]


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("**重点。**后面", "<strong>重点。</strong>后面"),
        ("按**《办法》**办", "按<strong>《办法》</strong>办"),
        ("说**“不”**字", "说<strong>“不”</strong>字"),
        ("**（一）组织**领导", "<strong>（一）组织</strong>领导"),
        ("中*文*字", "中<em>文</em>字"),
        ("长 3 * 宽 4，高 5 * 2", "长 3 * 宽 4，高 5 * 2"),
        ("中** 不**文", "中** 不**文"),
        ("名_不_变", "名_不_变"),
    ],
)
def test_emphasis_needs_no_space_beside_chinese(written: str, html: str) -> None:
    assert shown(written) == f"<p>{html}</p>"


# Citations


def test_a_citation_is_a_link_to_a_source_of_the_record_and_else_stays_text() -> None:
    link = '\u2060<a class="cite" href="#source-{0}">[{0}]</a>'
    assert shown("句。[@s1]", "s1") == f"<p>句。{link.format('s1')}</p>"
    assert shown("句。[@s1，@s2][@s9]", "s1", "s2") == (
        f"<p>句。{link.format('s1')}{link.format('s2')}[@s9]</p>"
    )
    assert shown("`[@s1]`", "s1") == "<p><code>[@s1]</code></p>"


def test_a_citation_stays_with_its_word() -> None:
    assert "word&nbsp;\u2060<a" in shown("word [@s1]", "s1")


# Links


@pytest.mark.parametrize(
    "address",
    ["https://a.example/x?y=1#z", "http://a.example", "mailto:office@a.example", "case:a-b"],
)
def test_these_addresses_are_links(address: str) -> None:
    assert f'href="{address}"' in shown(f"[见此]({address})")
    assert removed(f"[见此]({address})") == ()


@pytest.mark.parametrize(
    "address",
    ["page.md", "/etc/passwd", "../x", "#s-1", "javascript:alert(1)", "data:text/html,x", "ftp://a.example/"],
)  # fmt: skip
def test_other_addresses_are_text_and_are_told(address: str) -> None:
    assert "<a" not in shown(f"[见此]({address})")
    assert [piece.what for piece in removed(f"[见此]({address})")] == ["link"]


# What would be lost


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ("<b>粗</b>", [("html", "<b>"), ("html", "</b>")]),
        ("前<br/>后", [("html", "<br/>")]),
        ("<!-- 待查 -->", [("html", "<!-- 待查 -->")]),
        ("![图](a.png)", [("image", "a.png")]),
        ("![图](伞架.png)", [("image", "伞架.png")]),
        ("[见](总结.docx)", [("link", "总结.docx")]),
        ("[见](a%20b.docx)", [("link", "a%20b.docx")]),
        ("标题 {: .big}", [("syntax", "{: .big}")]),
        ('--8<-- "a.md"', [("syntax", '--8<-- "a.md"')]),
        ("比较 x<y>z，以及 a < b", []),
        ("集合 {1, 2} 和 `<b>`", []),
        ("见 [a]。\n\n[a]: https://a.example/x", []),
        ("[A]: https://a.example/x '题'\n\n见[文][a]", []),
        ("见。\n\n[a]: https://a.example/x", [("definition", "[a]: https://a.example/x")]),
        ("> [a]: https://a.example/x '题'", [("definition", "[a]: https://a.example/x '题'")]),
        ("`[a]`\n\n[a]: https://a.example/x", [("definition", "[a]: https://a.example/x")]),
        (
            "见[a]\n\n[a]: https://a.example/x\n[a]: https://a.example/y",
            [("definition", "[a]: https://a.example/y")],
        ),
        (
            "见[@s1]\n\n[@s1]: https://a.example/x",
            [("definition", "[@s1]: https://a.example/x")],
        ),
        ("[注]: 以下同", []),
    ],
)
def test_what_would_not_come_through_is_told(written: str, pieces: list[tuple[str, str]]) -> None:
    assert [(piece.what, piece.text) for piece in removed(written)] == pieces


class Seen(HTMLParser):
    """The text a reader sees, and the tags around it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


SIGNS = st.text("ab中。 \n*_`~[]()<>!#|-+=1.{}&;:/@\"'\\", max_size=60)


@often
@given(SIGNS)
@example("**a。**b [@a] <a>")
@example("| a |\n|---|\n| b | c |")
def test_only_what_is_allowed_comes_out(text: str) -> None:
    for tag, attributes in Seen(str(prose(text, ["a", "b"]))).tags:
        assert tag in ALLOWED_TAGS
        assert set(attributes) <= ALLOWED_ATTRIBUTES.get(tag, set())
        address = attributes.get("href") or "#"
        assert address.startswith("#source-") or address.split(":")[0] in ALLOWED_SCHEMES | {"#"}


# Signs with which nothing can be named apart and then left out: no `[a]: b`, no info of a fence.
WORDS = st.text("ab中文。， *_[]()<>!#-{}\n", max_size=60)


@often
@given(WORDS)
@example("<a")
@example("![a](b)")
@example("a <b >")
def test_no_word_is_lost_in_silence(text: str) -> None:
    if not removed(text):
        letters = [c for c in text if c.isalnum()]
        assert [c for c in unescape(Seen(str(prose(text))).text) if c.isalnum()] == letters


REFERENCES = st.lists(
    st.sampled_from(
        ["[a]: https://a.example/1", "[b]: https://a.example/2", "[@a]: https://a.example/3", "[a]",
         "[b]", "[@a]", "[文][b]", "[a][]", "> ", "- ", "\n", "\n\n", "\n\n", "文", "`", "    "]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@often
@given(REFERENCES)
@example("[a]: https://a.example/1\n[a]: https://a.example/1")
@example("```[a]: https://a.example/1")
def test_no_address_is_lost_in_silence(text: str) -> None:
    if not removed(text):
        html = str(prose(text, ["a"]))
        assert all(f"https://a.example/{n}" in html for n in "123" if f"/{n}" in text)


def test_nothing_else_makes_safe_html() -> None:
    with pytest.raises(TypeError):
        SafeHTML("<b>")


MARKS = [*"字。-#=|:*_~+!&\"'", "word", "[@s1]", "[@s9,@s1]", "[@s1", "]:x", "1.", "2)", "<b"]
SPACES = [" ", "  ", "\n", "\n\n", "\u3000", "\xa0", "\u2028", "\x85", "\ufeff"]
TEXTS = st.lists(st.sampled_from(MARKS + SPACES) | st.characters(), max_size=14).map("".join)


@settings(max_examples=1000)
@given(TEXTS)
@example("一\n二 [@s1]\n\n\n[@s1] 三  [@s9]\n")
@example("[@s1] [@s1]")
@example("一 \n二")
@example("　一\n二　")
@example("一\n===")
@example('="case:x')
def test_paragraphs_without_markdown_are_what_the_parser_makes_of_them(text: str) -> None:
    made = plain_paragraphs(text, frozenset(["s1"]))
    assert made is None or made == marked_up(text, frozenset(["s1"]), "text")


@given(st.text(alphabet="一二三，。 ", min_size=1).map(str.strip).filter(bool))
def test_plain_chinese_needs_no_parser(text: str) -> None:
    assert plain_paragraphs(f"{text}。[@s1]\n\n后一段 [@s1]。", frozenset(["s1"])) is not None
