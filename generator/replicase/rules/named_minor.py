"""No minor is named.

A full name with an age under 18 or with a school and a class in brackets behind it. 张某, 小王 and a name
marked 化名 pass.
Why: the law keeps a minor's name out of reports about disputes, harm and offences.
Mend: write 张某 or another name and mark it 化名; leave the school out.

不写未成年人的姓名。
姓名后面括注不满 18 岁，或学校、年级。写“张某”“小王”，或注明化名的可以。
为什么：涉及纠纷、伤害、违法的报道，法律要求不披露未成年人姓名。
怎么改：写“张某”，或换个名字并注明化名；不写学校。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.model.text import narrow
from replicase.patterns import rarely
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import passages

RULE = Rule("CASE324", "named-minor", Severity.WARNING, "没有未成年人的姓名", "No minor is named")

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶贺顾毛郝龚邵万钱严洪武莫孔汤俞项楼"
_MINOR = rarely(
    rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}[（(](?![^）)]*化名)(?=[^）)]{{0,40}}"
    r"(?:(?<![0-9])(?:1[0-7]|[1-9])\s?(?:周)?岁(?!以|及|至|或)|(?:小学|初中|中学|高中|学校|幼儿园)[^）)]{0,6}(?:年级|[0-9一二三四五六七八九]班|[大中小]班)))"
    r"[^）)]{1,60}[）)]"
)
_SIGN = re.compile("[（(][^）)]{0,40}(?:岁|年级|班)")


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield minors with their names."""
    for passage in passages(entry, _SIGN, ("岁", "年级", "班")):
        for found in _MINOR.finditer(narrow(passage.text)):
            if "某" in found[0].split("（")[0].split("(")[0]:
                continue
            yield Finding(
                passage.at,
                "写了未成年人的姓名",
                "a minor is named here",
                "写成“某某”，或换个名字并注明“化名”；不写学校",
                "write 某某, or another name marked 化名, and leave the school out",
                quote=passage.text[found.start() : found.end()],
            )
