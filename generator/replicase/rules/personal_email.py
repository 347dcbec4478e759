"""No e-mail address of a person.

An address at a provider of private mailboxes (qq.com, 163.com, gmail.com …), or one made of a family name
and a given name. Addresses of offices (`…@hangzhou.gov.cn`) pass, and a unit's public mailbox at any
provider passes where it is called one: 公开邮箱、监督信箱、投诉邮箱 ….
Why: it belongs to a person, who will be written to for years, by machines above all.
Mend: give the mailbox of the unit; if it is one, say so before the address.

不写个人邮箱。
qq.com、163.com、gmail.com 等个人邮箱，或由姓和名组成的地址。单位的地址（`…@hangzhou.gov.cn`）可以；单位对外公布的邮箱用哪家的
都可以，前面写明是公开邮箱、监督信箱、投诉邮箱等就行。
为什么：邮箱是个人的，公开后会一直收到来信，尤其是垃圾邮件。
怎么改：换成单位的邮箱；本来就是的，在前面写明。
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

RULE = Rule(
    "CASE322",
    "personal-email",
    Severity.ERROR,
    "没有个人邮箱",
    "There is no e-mail address of a person",
)

_PROVIDERS = (
    r"(?:vip\.)?(?:qq|163|126|139|189|188|263|sina|sohu|21cn|tom|eyou|foxmail|aliyun|yeah)\.(?:com\.cn|com|cn|net)"
    r"|wo\.cn|(?:gmail|googlemail|icloud|me|mac|aol|zoho|msn|yandex|gmx|proton|protonmail)\.(?:com|ru|net|me|de)"
    r"|(?:outlook|hotmail|live|yahoo)\.(?:com\.[a-z]{2}|co\.[a-z]{2}|com|cn|[a-z]{2})|mail\.ru|naver\.com"
)
_AT = r"[ ]?(?:@|[(\[（【]at[)\]）】])\0*[ ]?"
_DOT = r"(?:\.|。|[ ]?[(\[]dot[)\]][ ]?)"
_NAME = r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}"
_PRIVATE = rarely(
    rf"{_NAME}(?:{_AT}|#)(?:{_PROVIDERS})(?![A-Za-z0-9-]|\.[A-Za-z0-9])".replace(r"\.", _DOT),
    re.IGNORECASE,
)
_SURNAMES = (
    "wang|li|zhang|liu|chen|yang|huang|zhao|wu|zhou|xu|sun|ma|zhu|hu|guo|he|lin|gao|luo|zheng|liang|xie"
    "|song|tang|han|feng|deng|cao|peng|zeng|xiao|tian|dong|pan|yuan|cai|jiang|yu|du|ye|cheng|wei|su|lv|lu"
    "|ding|ren|shen|yao|cui|zhong|tan|fan|wan|shi|jin|jia|xia|fu|zou|xiong|bai|meng|qin|qiu|hou|yin|xue"
    "|lei|long|shao|qian|tao|dai|gu|mao|hao|gong|wen|ouyang"
)
_SYLLABLE = r"(?:[bpmfdtnlgkhjqxzcsrwy]|zh|ch|sh)?[aeiouv]{1,3}(?:n|ng|r)?"
_OFFICE_WORDS = rarely(
    r"(?:info|news|office|public|service|admin|support|contact|mail|press|help|media|web|data|case|city|gov)"
    r"|(?:xin|fang|ban|ju|wei|zheng|fu|wu|jian|du|tou|su|re|xian)[._-](?:ban|ju|fang|xiang|wu|fu|su|gong|gong)",
    re.IGNORECASE,
)
_NAMED = rarely(
    rf"(?<![A-Za-z0-9._%+-])((?:{_SURNAMES})[._-](?:{_SYLLABLE}){{1,2}}|(?:{_SYLLABLE}){{1,2}}[._-](?:{_SURNAMES}))"
    rf"{_AT}([A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}})+)",
    re.IGNORECASE,
)
_OFFICE = rarely(r"(?:^|\.)(?:gov|edu|mil)(?:\.[a-z]{2})?$|\.org\.cn$", re.IGNORECASE)
_PUBLIC = rarely(
    r"(?:(?:公开|公共|公务|官方|单位|机关|监督|投诉|举报|信访|咨询|受理|反馈|征集|征求|意见|建议|服务|便民|热线|办公室?|投稿|接访"
    r"|政务|部门|窗口|主任|书记|局长|镇长|乡长|区长|市长|县长|院长|代表)[^，。；\n@]{0,8}(?:邮箱|信箱|邮件|e-?mail)"
    r"|\b(?:office|public|unit|official|complaints?|feedback|enquir(?:y|ies)|inquir(?:y|ies)|service)\b[^,.;\n@]{0,16}"
    r"(?:e-?mail|mailbox|mail|address))[^，。；\n@]{0,12}$",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"(?:\+?86)?1[3-9][0-9]{9}")
_SIGN = re.compile(
    r"[@＠#(\[（【&](?:(?<=[^\[]@)|(?<=＠)|(?<=#)(?:vip|[a-z1-9])|(?<=[(\[（【])[Aa][Tt]|(?<=&)#)"
)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield addresses of persons; one that is called a unit's own passes."""
    for passage, seen in seen_texts(entry, _SIGN):
        for found in _personal(seen):
            yield Finding(
                passage.at,
                "有个人邮箱",
                "the e-mail address of a person stands here",
                "换成单位的邮箱；单位对外公布的，在前面写明“公开邮箱”",
                "give the unit's mailbox; if this is one, write “public mailbox” before it",
                quote=passage.text[found.start() : found.end()],
            )


def _personal(seen: str) -> Iterator[re.Match[str]]:
    for found in _PRIVATE.finditer(seen):
        name = re.split(r"[@#(\[（【 ]", found[0], maxsplit=1)[0]
        before = seen[max(0, found.start() - 40) : found.start()]
        if _MOBILE.fullmatch(name) or not _PUBLIC.search(before):
            yield found
    for found in _NAMED.finditer(seen):
        if _PRIVATE.match(seen, found.start()) or _OFFICE.search(found[2]):
            continue
        if not _OFFICE_WORDS.match(found[1]):
            yield found
