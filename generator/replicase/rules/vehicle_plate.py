"""No number plate.

A province's character, a letter and five signs, or six of a new-energy vehicle, with or without a dot;
masked ones (`浙A***45`) pass, and so do numbers of land, licences, models and products.
Why: with a plate, others can learn who was where, and when.
Mend: take it out; say what kind of vehicle it was if that matters.

不写车牌号。
省份简称、字母加五位（新能源车六位），中间有没有圆点都算。打了星号的（`浙A***45`）可以，地块、许可证、型号、产品的编号也可以。
为什么：凭车牌能查到谁在什么时候去过哪里。
怎么改：删去；确有必要的，写是什么车。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.patterns import rarely
from replicase.rules.entries import RecordEntry
from replicase.rules.seen import seen_texts

RULE = Rule("CASE321", "vehicle-plate", Severity.WARNING, "没有车牌号", "There is no number plate")

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SIGN = re.compile(
    f"[{_PROVINCES}WwＷｗ&](?:(?<![WwＷｗ&])[ \u3000]?[A-Za-zＡ-Ｚａ-ｚ]|[JjＪｊ]|(?<=&)#)"
)
# Behind each sign may stand what a reader does not see.
_LETTER = r"(?:[A-HJ-NP-Z]\0*)"
_DIGIT = r"(?:[0-9]\0*)"
_EITHER = r"(?:[A-HJ-NP-Z0-9]\0*)"
_PLATE = rarely(
    # A word such as 创新 is no province.
    rf"(?<![创全更最革翻刷])[{_PROVINCES}]\0*[ ]?{_LETTER}[ ]?[·•.\-]?[ ]?\0*"
    # A new-energy vehicle, small or large; any other, three digits in it at least; one with its use.
    rf"(?:[A-HJK]\0*{_EITHER}{_DIGIT}{{4}}|{_DIGIT}{{5}}[A-HJK]"
    rf"|(?=(?:[A-Z\0]*[0-9]){{3}}){_EITHER}{{5}}"
    rf"|(?=(?:[A-Z\0]*[0-9]){{2}}){_EITHER}{{4}}[挂学警港澳领试超])"
    r"(?![A-Z0-9*]|-[0-9]|号?(?:地块|项目|许可|文件|标段))"
    rf"|(?<![A-Z0-9])WJ[ ]?[{_PROVINCES}]?[ ]?[·•.\-]?[0-9]{{4}}[0-9TDSHBXJ](?![A-Z0-9])",
    re.IGNORECASE,
)
_CALLED_OTHERWISE = rarely(
    r"(?:型号|货号|规格|文号|批号|案号|证号|许可证|地块|项目|产品|设备|商品|标准|备案号?|(?<!车)(?<!牌)编号|(?<!牌)代码)[为是:：\s]*$"
)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield every plate."""
    for passage, seen in seen_texts(entry, _SIGN):
        for found in _PLATE.finditer(seen):
            if _CALLED_OTHERWISE.search(seen[max(0, found.start() - 12) : found.start()]):
                continue
            yield Finding(
                passage.at,
                "有车牌号",
                "a number plate stands here",
                "删去，或用星号遮住后几位；若是别的编号，在前面写明是什么编号",
                "delete it, or mask some of its signs; if it is no plate, say before it what it numbers",
                quote=passage.text[found.start() : found.end()],
            )
