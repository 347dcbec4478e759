"""A case as a column of the table that compares cases: the same questions asked of every one.

The answers are taken from what the page of the case and its card show. What nobody has told is
said to be unknown, for a gap is something to compare as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from replicase.diagnostics import Language
from replicase.model import Adoption, Case
from replicase.pages.adoption.adopters import standing, tally, told, within
from replicase.pages.case import lead, limits, provenance
from replicase.pages.case.citations import NONE, Citations, Cite, Cites
from replicase.pages.case.costs import systems
from replicase.pages.case.results import conflicts, row
from replicase.pages.case.subject import Subject, field_name
from replicase.pages.grades import marks
from replicase.pages.lists.card import Fact, ask, cost, effect, kind_tag, place_line, principal
from replicase.pages.voice import Said, Voice

MOST = 4
"""Lines of one answer; what is more is counted, and told on the page of the case."""

SHORT: dict[Language, int] = {"zh": 5, "en": 16}
"""Characters a phone has room for beside an answer."""


class Piece(NamedTuple):
    """A line of an answer, as a browser draws it."""

    text: str
    look: str = ""
    """`grade`, `strong`, `note`, `unknown`, `stop`; empty for plain text."""
    lang: str = ""
    cites: tuple[Cite, ...] = ()
    """Label and anchor of its sources on the page of the case."""

    def written(self) -> object:
        """The line in the data: text alone, or a list that ends with what there is."""
        parts: list[object] = [self.text, self.look, self.lang, self.cites]
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        return self.text if len(parts) == 1 else parts


Answer = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What is compared of one case."""

    address: str
    """From the site's root."""
    title: Said
    short: str
    """Its place in a word or two, for a phone."""
    place: str
    tag: str
    answers: dict[str, Answer]
    """By the name of the row."""

    def written(self) -> dict[str, object]:
        """The column in the data."""
        return {
            "href": self.address,
            "title": self.title.text,
            "lang": self.title.lang,
            "short": self.short,
            "place": self.place,
            "tag": self.tag,
            "answers": {
                name: [piece.written() for piece in answer] for name, answer in self.answers.items()
            },
        }


def column(voice: Voice, case: Case) -> Column:
    """Ask a case every question of the table."""
    adoptions = voice.library.adoptions_of(case)
    subject = Subject(voice, case, Citations(voice, case, adoptions))
    going, stopped = _adopted(subject, adoptions)
    remarked = dict(limits.remarks(subject))
    beside = {found.label: found for found in lead.rail(subject, "", "")}

    def remarks(name: str) -> Answer:
        found = remarked.get(voice.say(f"remark.{name}"), ())
        return _lines(voice, (_said(subject, r.said, r.cites) for r in found))

    return Column(
        address=voice.case_address(case),
        title=voice.text(case.title),
        short=_short(voice, case),
        place=place_line(voice, case),
        tag=kind_tag(voice, case),
        answers={
            "problem": (_said(subject, voice.text(case.summary.problem)),),
            "answer": (_said(subject, voice.text(case.summary.answer)),),
            "theme": _themes(voice, case),
            "kind": (Piece(voice.say(f"kind.{case.kind}")),),
            "state": _state(subject),
            "grades": tuple(Piece(f"{m.code} {m.words}", "grade") for m in marks(voice, case)),
            "result": _result(subject),
            "reading": _reading(subject),
            "conflicts": _conflicts(subject),
            "evaluations": _evaluations(subject),
            "size": _rail(subject, beside[voice.say("rail.size")]),
            "needs": _needs(subject),
            "core": _core(subject),
            "systems": _systems(subject),
            "cost": _fact(cost(voice, case)),
            "time": _rail(subject, beside[voice.say("rail.time")]),
            "going": going,
            "stopped": stopped,
            "promotion": _promotion(subject),
            "risk": remarks("risk"),
            "limit": remarks("limit"),
            "unsuitable": remarks("unsuitable"),
            "unknown": _unknown(subject),
        },
    )


def _short(voice: Voice, case: Case) -> str:
    """The village or town it began in where that is a short name, else the county or city."""
    name = case.place.name.best(voice.language) if case.place.name else ""
    if name and len(name) <= SHORT[voice.language]:
        return name
    term = voice.library.term("places", case.place.code)
    if term is None:
        return name or case.place.code
    return term.label.best(voice.language) if term.level == "county" else voice.city_name(term)


def _said(subject: Subject, said: Said, cites: Cites = NONE, look: str = "") -> Piece:
    return Piece(said.text, look, said.lang, _links(subject.voice, cites))


def _links(voice: Voice, cites: Cites) -> tuple[Cite, ...]:
    """The sources behind a line; the editor's reading is one of them, as on the page."""
    own = (Cite(voice.say("case.editor"), "source-editor"),) if cites.editor else ()
    return (*cites.links, *own)


def _lines(voice: Voice, pieces: Iterable[Piece], unknown: str = "unknown.statement") -> Answer:
    """The first lines, and how many more there are; none is said to be unknown."""
    found = tuple(pieces)
    if not found:
        return (Piece(voice.say(unknown), "unknown"),)
    more = len(found) - MOST
    rest = (Piece(voice.count("card.more_needs", more), "note"),) if more > 0 else ()
    return (*found[:MOST], *rest)


def _fact(fact: Fact) -> Answer:
    pieces = (
        Piece(fact.text),
        Piece(fact.unknown, "unknown"),
        Piece(fact.stop, "stop"),
        Piece(fact.note, "note"),
    )
    return tuple(piece for piece in pieces if piece.text)


def _themes(voice: Voice, case: Case) -> Answer:
    return (Piece(voice.joined([voice.label("theme", theme) for theme in case.facets.theme])),)


def _state(subject: Subject) -> Answer:
    voice, operation = subject.voice, subject.case.operation
    if operation is None:
        whom = ask(voice, subject.case, "operation")
        return _fact(Fact(unknown=voice.say("unknown.statement"), note=whom))
    seen = operation.confirmed
    return _fact(
        Fact(
            text=voice.say(f"state.{operation.state}"),
            note=voice.say("adoption.seen", date=voice.day(seen)) if seen else "",
        )
    )


def _result(subject: Subject) -> Answer:
    """The result the card shows, with who said so."""
    voice, case = subject.voice, subject.case
    fact, found = effect(voice, case), principal(case)
    if fact.unknown or found is None:
        return _fact(fact)
    claims = row(voice, subject.citations, case.id, found).claims
    unstated = voice.say("claimant.unstated")
    named = dict.fromkeys(c.claimant for c in claims if c.claimant != unstated)
    who = voice.joined(list(named)) or voice.say("compare.no_claimant")
    cites = tuple(dict.fromkeys(link for c in claims for link in _links(voice, c.cites)))
    note = voice.say("mark.and").join(part for part in (fact.note, who) if part)
    return (Piece(fact.text, "strong"), Piece(note, "note", cites=cites))


def _reading(subject: Subject) -> Answer:
    """What the result can tell: the caveat of the case's page."""
    voice, found = subject.voice, principal(subject.case)
    told_, caveat = lead.result(subject)
    if found is None or not found.observations:
        return (Piece(told_.said.text, "unknown"),)
    if any(len({o.value for o in side}) > 1 for side in (found.before, found.after)):
        return (Piece(voice.say("card.conflict")),)
    if found.before and found.after and not found.compares:
        return (Piece(voice.say("change.broken")),)
    return (Piece(caveat or voice.say("design.comparison")),)


def _conflicts(subject: Subject) -> Answer:
    voice, case = subject.voice, subject.case
    found = conflicts(voice, subject.citations, case.id, case.results, case.sources)
    if not found:
        return (Piece(voice.say("compare.no_conflict")),)
    return _lines(
        voice,
        (
            Piece(
                voice.say(
                    "compare.conflict",
                    title=c.title,
                    values=voice.joined([claim.value.text for claim in c.claims]),
                ),
                cites=tuple(
                    dict.fromkeys(x for claim in c.claims for x in _links(voice, claim.value.cites))
                ),
            )
            for c in found
        ),
    )


def _evaluations(subject: Subject) -> Answer:
    voice = subject.voice

    def pieces() -> Iterator[Piece]:
        for found in limits.evaluations(subject):
            facts = [found.design, found.evaluator.text, found.independence]
            said = voice.say("mark.and").join(fact for fact in facts if fact)
            yield Piece(said, cites=_links(voice, found.cites))

    return _lines(voice, pieces(), "compare.no_evaluation")


def _rail(subject: Subject, found: lead.Answer) -> Answer:
    """One of the answers beside the case's text."""
    said = tuple(_said(subject, fact.said, fact.cites) for fact in found.facts)
    return (*said, *_fact(Fact(unknown=found.unknown, note=found.note)))


def _needs(subject: Subject) -> Answer:
    voice, case = subject.voice, subject.case
    must = [_said(subject, voice.text(p.text)) for p in case.prerequisites if p.level == "must"]
    if not must:
        whom = ask(voice, case, "prerequisites")
        return _fact(Fact(unknown=voice.say("unknown.statement"), note=whom))
    return _lines(voice, must)


def _core(subject: Subject) -> Answer:
    voice = subject.voice
    core = [part for part in subject.case.components if part.role == "core"]
    return _lines(voice, (_said(subject, voice.text(part.name)) for part in core))


def _systems(subject: Subject) -> Answer:
    label = subject.voice.say("technology.systems")
    found = dict(systems(subject)).get(label, ())
    if not found:
        whom = ask(subject.voice, subject.case, "technology")
        return _fact(Fact(unknown=subject.voice.say("unknown.statement"), note=whom))
    return _lines(subject.voice, (_said(subject, said) for said in found))


def _adopted(subject: Subject, adoptions: Sequence[Adoption]) -> tuple[Answer, Answer]:
    """Who uses it, and who stopped or refused and why; those at home are told and not counted."""
    voice, case = subject.voice, subject.case
    counted = tally(voice, ((case, a) for a in adoptions))
    going, ended = told(voice, counted)
    at_home = voice.count("adopters.within", counted.within) if counted.within else ""
    unknown = "" if going else voice.say("adopters.none")
    used = _fact(Fact(text=going, unknown=unknown, note=at_home))
    if not ended:
        return used, (Piece(voice.say("compare.none_stopped"), "unknown"),)
    gone = [
        _why(voice, adoption)
        for adoption in adoptions
        if not within(voice, case, adoption) and standing(voice, adoption) in ("stopped", "refused")
    ]
    return used, (Piece(ended, "stop"), *_lines(voice, gone))


def _why(voice: Voice, adoption: Adoption) -> Piece:
    reasons = [voice.label("reason", r.reason) for r in adoption.reasons]
    why = voice.joined(reasons) or voice.say("compare.no_reason")
    return Piece(voice.say("mark.colon").join([voice.place(adoption.place), why]), "note")


def _promotion(subject: Subject) -> Answer:
    """Who asked others to follow, the highest level first."""
    voice = subject.voice
    pieces = [
        Piece(
            voice.say("mark.and").join([p.label, p.title, *p.facts]),
            cites=_links(voice, p.cites),
        )
        for p in provenance.chain(subject)
        if not p.origin
    ]
    return _lines(voice, reversed(pieces))


def _unknown(subject: Subject) -> Answer:
    voice = subject.voice
    found = list(dict.fromkeys(field_name(voice, u.field) for u in subject.case.unknown))
    return (Piece(voice.joined(found) if found else voice.say("compare.nothing_unknown")),)
