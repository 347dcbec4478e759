"""Another way of writing becomes the way of the format, where one thing alone can be meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping

from replicase.decode.names import means
from replicase.model.scalars import PartialDate

_NARROW = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")


def narrow(text: str) -> str:
    """Full-width signs as the ASCII ones they stand for; nothing else that looks like a figure."""
    return text.translate(_NARROW)


_IN_CHINESE = re.compile(
    r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月份?(?:\s*(\d{1,2})\s*[日号])?)?", re.ASCII
)
_IN_PARTS = re.compile(
    r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?:[ T]00:00(?::00(?:\.0+)?)?)?", re.ASCII
)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_SPREADSHEET = re.compile(r"\d{4}\.1", re.ASCII)
"""October, too, once a spreadsheet took it for a number."""

_DIGITS = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}
_CHINESE_YEAR = re.compile(f"^[{''.join(_DIGITS)}]{{4}}(?=年)")
_CHINESE_NUMBER = re.compile("(二|三)?(十)?([一二三四五六七八九])?(?=[月日号])")


def date_form(text: str) -> str | None:
    """A date as `2021`, `2021-03` or `2021-03-05`; None where it cannot be one date alone."""
    plain = _in_digits(narrow(text).translate(_DASHES).strip())
    if match := _IN_CHINESE.fullmatch(plain):
        parts: tuple[str | None, ...] = match.groups()
    elif (match := _IN_PARTS.fullmatch(plain)) and not _SPREADSHEET.fullmatch(plain):
        parts = (match[1], match[3], match[4])
    elif match := _RUN_TOGETHER.fullmatch(plain):
        parts = match.groups()
    else:
        return None
    written = "-".join(part.zfill(2) for part in parts if part)
    return written if PartialDate.read(written) else None


def _in_digits(text: str) -> str:
    """`二〇二一年十二月五日` in digits; other texts as they are."""
    year = _CHINESE_YEAR.match(text)
    if not year:
        return text
    digits = "".join(_DIGITS[sign] for sign in year[0])

    def number(match: re.Match[str]) -> str:
        tens, ten, ones = match.groups()
        if not ten:
            return match[0] if tens and ones else _DIGITS.get(tens or ones or "", match[0])
        return str(10 * int(_DIGITS[tens] if tens else 1) + int(_DIGITS[ones] if ones else 0))

    return digits + _CHINESE_NUMBER.sub(number, text[year.end() :])


_GROUPED = re.compile(
    r"-?[1-9]\d{0,2}(?:([,  \u2009\u202f'])\d{3})(?:\1\d{3})*(?:\.\d+)?", re.ASCII
)


def number_form(text: str) -> str | None:
    """A number in ASCII digits without separators of thousands; None where it is no plain number."""
    plain = narrow(text).strip().replace("−", "-").removeprefix("+")
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[^\d.-]", "", plain)
    if re.fullmatch(r"-?\.\d+", plain, re.ASCII):
        plain = plain.replace(".", "0.")
    return plain if re.fullmatch(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", plain, re.ASCII) else None


_TRUE = {
    "true": "true",
    "yes": "true",
    "是": "true",
    "false": "false",
    "no": "false",
    "否": "false",
}


def truth_form(text: str) -> str | None:
    """`true` or `false` for the words people write instead."""
    return _TRUE.get(narrow(text).strip().casefold())


_SCHEME = re.compile(r"\s*(https?)\s*:\s*//(?=\S+$)", re.IGNORECASE)


def address_form(text: str) -> str | None:
    """An address with its scheme in small ASCII letters; what follows the scheme is not touched."""
    # Only what stands before the host is narrowed: a path may hold any sign.
    head = re.match(r".{0,12}?[/／]{2}", text)
    if not head:
        return None
    match = _SCHEME.match(narrow(head[0]) + text[head.end() :].rstrip())
    return f"{match[1].lower()}://{text[head.end() :].strip()}" if match else None


def spelling(given: str, options: Collection[str]) -> str | None:
    """The one option a misspelt word was meant for; None where another could be, or another word.

    It is far nearer than any other, begins with the same letter (`unofficial` is not `official`) and has
    the same digits (a code is never guessed).
    """
    plain = re.sub(r"[_\s]+", "-", narrow(given).strip().casefold())
    same = [option for option in options if option.casefold().replace("_", "-") == plain]
    if len(same) == 1:
        return same[0]
    near = sorted(_near(plain, options), reverse=True)
    if not near or near[0][0] < _ALIKE or (len(near) > 1 and near[1][0] > near[0][0] - _APART):
        return None
    option = near[0][1]
    return option if option[:1] == plain[:1] and _figures(option) == _figures(plain) else None


_ALIKE, _APART = 0.8, 0.15
"""How like its option a misspelt word is, and how much less like any other."""


_ONE_WORD = re.compile(r"[a-z0-9.-]{1,60}")
"""Two words with a comma between them are no misspelling of one."""
_LETTERS = 2
"""How many letters too many or too few a misspelt word has at most; more may be another word."""


def _near(given: str, options: Collection[str]) -> Iterator[tuple[float, str]]:
    """The options that are at all like a word, each with how much."""
    if not _ONE_WORD.fullmatch(given):
        return
    matcher = difflib.SequenceMatcher(b=given)
    for option in options:
        if abs(len(given) - len(option)) > _LETTERS:
            continue
        matcher.set_seq1(option)
        if _swapped(given, option):
            yield 0.95, option
        # Both bounds are quickly found; what lies below them cannot matter.
        elif min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _ALIKE - _APART:
            yield matcher.ratio(), option


def _swapped(a: str, b: str) -> bool:
    """Whether two letters beside each other have changed places."""
    if len(a) != len(b) or len(a) < 4:
        return False
    differ = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    i, j = differ
    return a[i] == b[j] and a[j] == b[i]


def _figures(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def term_meant(given: str, terms: Mapping[str, str]) -> str | None:
    """The term of a vocabulary a word stands for: by its id misspelt, or by its label."""
    labelled = [term for term, label in terms.items() if label and label == narrow(given).strip()]
    return labelled[0] if len(labelled) == 1 else spelling(given, terms)


def field_meant(given: str, fields: Mapping[str, str]) -> str | None:
    """The field a name stands for: by its own name misspelt, or by its meaning in Chinese."""
    same = [key for key, zh in fields.items() if means(given.strip(), zh)]
    if len(same) == 1:
        return same[0]
    return None if same else spelling(given, fields)
