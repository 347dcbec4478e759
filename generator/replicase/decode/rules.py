"""The rules of shape: what a field may be, whatever it says."""

from __future__ import annotations

from replicase.diagnostics import Rule, Severity

UNKNOWN_KEY = Rule(
    "CASE110", "unknown-key", Severity.ERROR, "字段名在格式之内", "Every key belongs to the format"
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
)
NOT_IN_LIST = Rule(
    "CASE113",
    "not-in-vocabulary",
    Severity.ERROR,
    "封闭列表的值取自词表",
    "A term is in its vocabulary",
)
BAD_DATE = Rule(
    "CASE114",
    "bad-date",
    Severity.ERROR,
    "日期写成年、年-月或年-月-日",
    "A date is a year, month or day",
)
BAD_URL = Rule(
    "CASE115",
    "bad-address",
    Severity.ERROR,
    "网址以 http 或 https 开头",
    "An address is http or https",
)
TOO_LONG = Rule(
    "CASE116",
    "too-long",
    Severity.ERROR,
    "文字不超过字段的长度",
    "A text fits the length of its field",
)
BLANK = Rule(
    "CASE117", "blank", Severity.ERROR, "写出的字段有内容", "A field that is there says something"
)
RULES = (UNKNOWN_KEY, MISSING, WRONG_FORM, NOT_IN_LIST, BAD_DATE, BAD_URL, TOO_LONG, BLANK)
