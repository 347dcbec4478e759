"""Numbers that belong to a person, however they are written: identity, bank card, mobile."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from replicase.model.parts import Passage
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import passages
from replicase.rules.seen import HAN_DIGITS, as_seen

Kind = Literal["identity", "nearly-identity", "card", "mobile"]
"""`nearly-identity` has the place and the day of an identity number, but not its check digit."""


class Number(NamedTuple):
    """A number of a person, and where it stands in a text."""

    kind: Kind
    start: int
    end: int


def numbers(entry: RecordEntry, as_of: date, *kinds: Kind) -> Iterator[tuple[Passage, Kind, str]]:
    """Yield the numbers of some kinds in every text of a record, each in the words of its text."""
    for passage in passages(entry, _SIGN):
        if _SIGN.search(passage.text):
            for found in numbers_in(passage.text, as_of):
                if found.kind in kinds:
                    yield passage, found.kind, passage.text[found.start : found.end]


# Begins with a set of characters, which makes the search of texts without any a quick one.
_SIGN = re.compile(
    rf"[\d¹²³⁰-₉①-⓿❶-➓&{HAN_DIGITS}](?:"
    r"(?<=\d)[\d \t\n\xa0\u3000.·*_`~\\\-‐-―−－]{9}[^\n]?"
    rf"|(?<=[¹²³⁰-₉①-⓿❶-➓])|(?<=&)#?[0-9A-Za-z]{{2,32}};|(?<=[^\d&])[{HAN_DIGITS}]{{10}})"
)


# Groups of digits, and which of them make one number

# Three asterisks and more are a mask; one or two are emphasis.
_MARKS = r"(?:[\0`~\\]|(?<!\*)\*{1,2}(?!\*)|(?<!_)_{1,2}(?!_))*"
_GROUP = re.compile(rf"[0-9](?:{_MARKS}[0-9])*(?:{_MARKS}[Xx](?![0-9A-Za-z]))?")
_JOINT = re.compile(rf"{_MARKS}(?:[ \t]{{1,3}}|\n|[ ]?[-·][ ]?|\.){_MARKS}")


class _Group(NamedTuple):
    digits: str
    start: int
    end: int
    dotted: bool
    """Whether a full stop joins it to the one before."""


@lru_cache(maxsize=64)
def numbers_in(text: str, as_of: date) -> tuple[Number, ...]:
    """The numbers of persons in a text, in order; none lies in another."""
    return tuple(_found(text, as_of))


def _found(text: str, as_of: date) -> Iterator[Number]:
    seen = as_seen(text)
    blank = _ADDRESS.sub(lambda m: "/" * len(m[0]), seen)
    for run in _runs(seen):
        at = 0
        while at < len(run):
            for size in _sizes_of_numbers(run, at):
                window = run[at : at + size]
                kind = _kind(window, seen, blank, as_of)
                start, end = window[0].start, window[-1].end
                if kind is not None and _stands_free(seen, start, end):
                    yield Number(kind, start, end)
                    at += size
                    break
            else:
                at += 1


_SHORTEST, _LONGEST = 11, 19
_SHAPE = re.compile(
    # A mobile number, an identity number of today and of former days, a card.
    r"(?:(?:00)?86|0)?1[3-9][0-9]{9}|[1-8][0-9]{5}(?:18|19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}[0-9X]"
    r"|[1-8][0-9]{7}[01][0-9][0-3][0-9]{4}|(?:62|9558|60)[0-9]{12,17}|[2-6][0-9]{13,18}"
)


def _sizes_of_numbers(run: list[_Group], at: int) -> list[int]:
    """How many groups from one on may be one number together; the most first."""
    sizes: list[int] = []
    digits = ""
    for count, group in enumerate(run[at : at + _LONGEST], 1):
        digits += group.digits
        if len(digits) > _LONGEST:
            break
        if (
            len(digits) >= _SHORTEST
            and (count <= _FEW or (len(digits) == count and _alone(run, at, count)))
            and _SHAPE.fullmatch(digits)
        ):
            sizes.append(count)
    return sizes[::-1]


_FEW = 6
"""Groups a number is written in, unless each of its digits stands alone."""


def _alone(run: list[_Group], at: int, count: int) -> bool:
    """Whether digits that stand alone are no part of a longer row of such."""
    before, after = run[max(0, at - 1) : at], run[at + count : at + count + 1]
    return all(len(group.digits) > 1 for group in (*before, *after))


def _runs(seen: str) -> Iterator[list[_Group]]:
    """Groups of digits with nothing but a space or a hyphen between them."""
    run: list[_Group] = []
    for found in _GROUP.finditer(seen):
        digits = "".join(c for c in found[0].upper() if c in "0123456789X")
        between = seen[run[-1].end : found.start()] if run else ""
        joined = len(between) <= 12 and _JOINT.fullmatch(between) is not None
        if run and not joined:
            yield run
            run = []
        run.append(_Group(digits, found.start(), found.end(), joined and "." in between))
    if run:
        yield run


def _kind(window: Sequence[_Group], seen: str, blank: str, as_of: date) -> Kind | None:
    digits = "".join(group.digits for group in window)
    if "X" in digits[:-1]:
        return None
    start, end = window[0].start, window[-1].end
    sizes = tuple(len(group.digits) for group in window)
    dotted = any(group.dotted for group in window[1:])
    if not dotted:
        if len(digits) == 18 and _is_identity(digits, as_of):
            return "identity"
        if len(digits) == 15 and _is_old_identity(digits, seen[max(0, start - 20) : start]):
            return "identity"
    if "X" not in digits and "/" not in blank[start:end]:
        before = seen[max(0, start - 24) : start]
        if not dotted and _is_card(digits, sizes, before):
            return "card"
        if _is_mobile(digits, sizes, before, seen[end : end + 8]) and (
            not dotted or sizes in ((3, 4, 4), (2, 3, 4, 4))
        ):
            return "mobile"
    if sizes == (18,) and _has_place_and_day(digits, as_of):
        return "nearly-identity"
    return None


_ADDRESS = re.compile(r"https?://[^\s<>\"'）]+|\b10\.[0-9]{4,9}/\S+")
"""Addresses and DOIs hold long numbers that are nobody's."""
_LABEL = re.compile(
    r"(?:^|[^A-Za-z])(?:id|no|tel|phone|mobile|mob|cell|wx|vx|wechat|card)$", re.IGNORECASE
)


def _stands_free(seen: str, start: int, end: int) -> bool:
    """Whether a number is no part of a longer word or figure."""
    if re.match(r"[0-9A-Za-z@]|\.[0-9]|\*{3}", seen[end : end + 3]):
        return False
    before = seen[max(0, start - 10) : start]
    if re.search(r"[0-9]\.$|\*{3}$", before):
        return False
    return not re.search(r"[0-9A-Za-z]$", before) or _LABEL.search(before) is not None


# GB 11643

_PROVINCES = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_CALLED_IDENTITY = re.compile(
    r"身份证|身份号|公民身份|证件号|\bID (?:card|number)|identity", re.IGNORECASE
)


def _is_identity(digits: str, as_of: date) -> bool:
    if not _has_place_and_day(digits, as_of):
        return False
    total = sum(int(d) * weight for d, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECK_DIGITS[total % 11] == digits[-1]


def _has_place_and_day(digits: str, as_of: date) -> bool:
    return _PROVINCES.match(digits) is not None and _is_birthday(digits[6:14], as_of)


def _is_old_identity(digits: str, before: str) -> bool:
    """Fifteen digits, as until 2013; they have no check digit, so only what is called one is one."""
    return (
        _PROVINCES.match(digits) is not None
        and digits.isdecimal()
        and _is_birthday(f"19{digits[6:12]}", date.max)
        and _CALLED_IDENTITY.search(before) is not None
    )


def _is_birthday(day: str, as_of: date) -> bool:
    if day[:2] not in ("18", "19", "20"):
        return False
    try:
        born = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return born.year >= 1880 and born <= as_of


# Bank cards

_UNIONPAY = re.compile(r"62[0-9]{14,17}|9558[0-9]{12,15}|60(?:1382|1428)[0-9]{10,13}")
_OTHER_ISSUER = re.compile(
    r"4[0-9]{15}|4(?:36742|21349|27)[0-9]{13,16}|5[1-5][0-9]{14}|2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}"
    r"|3[47][0-9]{13}|35(?:2[89]|[3-8][0-9])[0-9]{12}|3(?:0[0-5]|[68][0-9])[0-9]{11}|6(?:011|5[0-9]{2})[0-9]{12}"
)
_CALLED_CARD = re.compile(
    r"卡|账号|帐号|账户|帐户|收款|汇款|card|account|visa|master|iban", re.IGNORECASE
)
_CALLED_OTHERWISE = re.compile(
    r"(?:编号|编码|单号|案号|文号|代码|序号|流水号|序列号|批号|件号|备案号?|许可证号?|发票号?|合同号?"
    r"|订单号?|工单号?|受理号?|项目号?|标识码|条码|地块号?|ISBN|No\.?|SN)[为是:：#\s]*$",
    re.IGNORECASE,
)


def _is_card(digits: str, sizes: tuple[int, ...], before: str) -> bool:
    in_fours = len(sizes) > 1 and set(sizes[:-1]) == {4} and sizes[-1] <= 4
    in_one = len(sizes) == 1
    if not (in_fours or in_one or sizes[0] in (4, 6) or set(sizes) == {1}):
        return False
    unionpay = _UNIONPAY.fullmatch(digits) is not None
    if not unionpay and not _OTHER_ISSUER.fullmatch(digits):
        return False
    if not in_fours and not _CALLED_CARD.search(before):
        sure = in_one and unionpay and not _CALLED_OTHERWISE.search(before)
        return sure and _luhn(digits)
    return _luhn(digits)


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


# Mobile numbers

_MOBILE = re.compile(r"(?:(?:00)?86|0)?(1[3-9][0-9]{9})")
_MOBILE_SIZES = frozenset(
    (
        *((11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (5, 6), (6, 5), (4, 4, 3), (4, 3, 4)),
        *((5, 3, 3), (3, 4, 2, 2), (3, 2, 2, 2, 2), (1,) * 11),
    )
)
_AMOUNT = re.compile(
    r"\s?(?:[元万亿吨度斤米人户株头]|美元|公斤|千克|千瓦|立方|平方|公里|人次|kwh|yuan|%|％)",
    re.IGNORECASE,
)


def _is_mobile(digits: str, sizes: tuple[int, ...], before: str, after: str) -> bool:
    found = _MOBILE.fullmatch(digits)
    if not found:
        return False
    prefix = len(digits) - 11
    if prefix and sizes[0] == prefix:
        sizes = sizes[1:]
    elif prefix:
        sizes = (sizes[0] - prefix, *sizes[1:])
    if sizes not in _MOBILE_SIZES:
        return False
    if sizes != (11,):
        return True
    return not (
        _AMOUNT.match(after)
        or re.search(r"[¥$€]\s?$", before)
        or _CALLED_OTHERWISE.search(before) is not None
    )
