"""The rules of shape: what a field may be, whatever it says."""

from __future__ import annotations

from replicase.diagnostics import Rule, Severity

UNKNOWN_KEY = Rule(
    "CASE110",
    "unknown-key",
    Severity.ERROR,
    "字段名在格式之内",
    "Every key belongs to the format",
    """Every key is one the format knows, at the place where it stands.

    Why: a misspelt key would be passed over in silence, and what it says lost.
    Mend: take the name the hint proposes; if the field is right but elsewhere, move it or indent it
    as its neighbours are.

    每个字段名都在格式之内，也写在该写的位置。
    为什么：写错的字段名如果悄悄跳过，里面的内容就丢了。
    怎么改：照提示改名；名称没错、位置不对的，挪到该在的那一层，缩进与旁边的字段对齐。
    """,
)
MISSING = Rule(
    "CASE111",
    "missing",
    Severity.ERROR,
    "这一阶段要求的字段都有",
    "What the stage asks for is there",
)
WRONG_FORM = Rule(
    "CASE112",
    "wrong-form",
    Severity.ERROR,
    "值的形式与字段相符",
    "A value has the form of its field",
    """A value has the form of its field: a list, a mapping, a number, one line of text.

    Why: lists are counted, numbers compared and names shown on one line; each needs its form.
    Mend: write it as the message says; a list has one item a line, each after a hyphen.

    值的形式与字段相符：是列表、是分项、是数字，还是一行文字。
    为什么：列表要计数，数字要比较，名称只显示一行，形式不对就做不了。
    怎么改：照提示写；列表一行一项，前面加连字符。
    """,
)
NOT_IN_LIST = Rule(
    "CASE113",
    "not-in-vocabulary",
    Severity.ERROR,
    "封闭列表的值取自词表",
    "A term is in its vocabulary",
    """A term is one of its vocabulary.

    The vocabularies lie in `cases/vocabulary/`: places, themes, methods and others.
    Why: cases are found, counted and set beside each other by these terms; a word of one's own is
    found by nobody.
    Mend: choose the term the hint proposes or another of the list; a new term is proposed on its
    own, with the reason.

    取自词表的值，词表里要有。
    词表在 `cases/vocabulary/` 里，有地名、主题、方法等。
    为什么：案例靠这些词查找、统计、比较；自己造的词，谁也找不到。
    怎么改：用提示的词，或从词表里另选一个；确实要加新词的，单独提出，并说明为什么。
    """,
)
BAD_DATE = Rule(
    "CASE114",
    "bad-date",
    Severity.ERROR,
    "日期写成年、年-月或年-月-日",
    "A date is a year, month or day",
    """A date is a year, a month or a day of the calendar, as exact as its source.

    Why: dates are put in order and counted from, and a day that does not exist can be neither.
    Mend: write `2019`, `2019-06` or `2019-06-30`, and no more than the source says.

    日期写成年、年-月或年-月-日，日历上要有，精确到来源说的程度。
    为什么：日期要排先后、算间隔，不存在的日子排不了也算不了。
    怎么改：写成 `2019`、`2019-06` 或 `2019-06-30`；来源只说到年，就只写年。
    """,
)
BAD_URL = Rule(
    "CASE115",
    "bad-address",
    Severity.ERROR,
    "网址以 http 或 https 开头",
    "An address is http or https",
    """An address begins with http or https, and leads to a public site it names plainly.

    Why: nobody outside can open a file on an office's computer; a user name before the host, or a
    letter that passes for another, sends readers where they did not mean to go.
    Mend: copy the address from the browser with which the public finds the page.

    网址以 http 或 https 开头，通向公开的网站，并且如实写出它的名字。
    为什么：单位电脑上的文件、内网的地址外人打不开；主机名前的用户名、冒充别的字母的字母，会把读者带到别处。
    怎么改：用浏览器打开公众看到的那个页面，从地址栏里复制。
    """,
)
TOO_LONG = Rule(
    "CASE116",
    "too-long",
    Severity.ERROR,
    "文字不超过字段的长度",
    "A text fits the length of its field",
    """A text is no longer than its field allows.

    Why: titles, summaries and names stand in lists and on cards, where a long one hides the others.
    Mend: keep what matters most; explanations belong into the fields that take paragraphs, or into
    a note.

    文字不超过字段的长度。
    为什么：标题、摘要和名称排在列表和卡片里，一个太长，别的就看不到。
    怎么改：只留最要紧的；说明写进可以分段的字段，或写进备注。
    """,
)
BLANK = Rule(
    "CASE117",
    "blank",
    Severity.ERROR,
    "写出的字段有内容",
    "A field that is there says something",
    """A field that is there says something.

    Why: an empty value reads as "there is none", which is a statement; nobody checked it.
    Mend: fill it in, or delete the line; what is not known goes under `unknown`, with the reason.

    写出的字段要有内容。
    为什么：空着会被读成“没有”，而这是一个没有人核对过的说法。
    怎么改：写上内容，或删掉这一行；不知道的写进 `unknown`，并说明原因。
    """,
)
RULES = (UNKNOWN_KEY, MISSING, WRONG_FORM, NOT_IN_LIST, BAD_DATE, BAD_URL, TOO_LONG, BLANK)
