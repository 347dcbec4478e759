"""How a case is cited: GB/T 7714-2025 for documents in Chinese, BibTeX for reference managers, a QR for paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

import segno
from markupsafe import Markup

from replicase.model import Case
from replicase.model.scalars import PartialDate
from replicase.pages.case.subject import Subject

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}%&#$_"},
}
_TO_ESCAPE = re.compile(r"[\\~^{}%&#$_]")


@dataclass(frozen=True, slots=True)
class Reference:
    """A form of citing a case."""

    name: str
    text: str
    is_code: bool


def references(subject: Subject) -> tuple[Reference, ...]:
    """The forms in which a case can be cited."""
    say = subject.voice.say
    return (
        Reference(say("reference.standard"), gb_t_7714(subject), is_code=False),
        Reference("BibTeX", bibtex(subject), is_code=True),
    )


def last_change(case: Case) -> PartialDate:
    """When the record was last changed, as it says itself."""
    return max((change.date for change in case.changes), default=case.registered)


def address(subject: Subject) -> str:
    """The whole address of the page of a case; "" while the site has none."""
    home = subject.voice.site.home
    return f"{home}{subject.voice.case_address(subject.case)}" if home else ""


def gb_t_7714(subject: Subject) -> str:
    """A case as a part of a database online: without an address, its id says which one.

    By the edition of 2025 every mark but `.` and `[ ]` has full width, in references of any language;
    the day of reading stays for what is on the web.
    """
    voice, settings = subject.voice, subject.voice.library.settings
    return voice.say(
        "reference.cited" if voice.site.home else "reference.cited_without_address",
        publisher=settings.publisher.name.best(voice.language),
        title=voice.text(subject.case.title),
        library=settings.name.best(voice.language),
        date=last_change(subject.case),
        read=voice.today,
        id=subject.case.id,
        address=address(subject),
    )


def bibtex(subject: Subject) -> str:
    """A case for BibTeX; braces around the publisher keep its name whole."""
    voice, case, settings = subject.voice, subject.case, subject.voice.library.settings
    changed = last_change(case)
    fields = {
        "author": f"{{{_escaped(settings.publisher.name.best(voice.language))}}}",
        "title": f"{{{_escaped(voice.text(case.title).text)}}}",
        "howpublished": _escaped(settings.name.best(voice.language)),
        "year": str(changed.year),
        "note": _escaped(voice.say("reference.note", id=case.id, date=changed, read=voice.today)),
    }
    if where := address(subject):
        fields |= {"url": where, "urldate": str(voice.today)}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{case.id},\n{lines}}}"


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda sign: _SPECIAL[sign[0]], text)


def qr(subject: Subject) -> Markup | None:
    """The address of the page as a picture a phone reads from paper; None while the site has none."""
    where = address(subject)
    if not where:
        return None
    # Any mask can be read; to weigh all eight takes as long as the rest of the page.
    code = segno.make(where, error="m", boost_error=False, micro=False, mask=0)
    # Made of numbers alone.
    return Markup(  # noqa: S704
        code.svg_inline(omitsize=True, svgclass=None, lineclass=None, border=2)
    )
