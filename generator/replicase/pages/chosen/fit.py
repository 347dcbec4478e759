"""The fit check: what a case asks for, set against what a reader knows of a place.

What the reader types is judged in the browser and stays there. The page is the same for everybody;
`fit.js` fills it from the data made here, for the case in the address.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from replicase.library import Library
from replicase.model import Case
from replicase.model.case import Measure, Prerequisite
from replicase.pages.case import limits, workings
from replicase.pages.case.citations import NONE, Citations, Cite, Cites
from replicase.pages.case.costs import costs
from replicase.pages.case.subject import Subject
from replicase.pages.chosen.addressed import scripts, shards
from replicase.pages.chosen.comparison import Piece
from replicase.pages.grades import marks
from replicase.pages.lists.card import ask, kind_tag, place_line
from replicase.pages.page import Page, Planned
from replicase.pages.site import Site
from replicase.pages.templates import fill
from replicase.pages.voice import Said, Voice

LEVELS = ("must", "should", "helps")
OPS = {"<": "lt", "<=": "le", "=": "eq", ">=": "ge", ">": "gt"}
"""The comparisons, as their words are named."""
STATES = ("met", "gap", "unknown")
REPLIES = ("yes", "no", "unknown")
REASONS = (*REPLIES, "unanswered", "no_figure", "unreadable", "typed", "short", "over")
VERDICTS = ("nothing", "unanswered", "gap", "open", "should", "clear")
TROUBLES = ("range", "about", "hanzi", "grouping", "scaled", "unit", "long", "other")
"""What the script may come to say."""


@dataclass(frozen=True, slots=True)
class FitView:
    """What the page tells its script."""

    shards: int
    version: str
    """Keeps a browser from showing what it kept of an older site."""
    as_of: str
    """The day the library was made for, as a sheet of paper names it."""
    cases: str
    tests: str
    """How many cases have a condition that a figure can decide."""
    levels: tuple[tuple[str, str], ...]
    replies: tuple[tuple[str, str], ...]
    """The answers a reader may give."""
    sentences: tuple[tuple[str, str], ...]
    """What the script says, by the names of its attributes."""


def fit(voice: Voice) -> Page:
    """Make the page that sets a case against a place."""
    library = voice.library
    tested = sum(any(p.measure for p in case.prerequisites) for case in library.cases)
    view = FitView(
        shards=shards(library),
        version=voice.site.as_of.isoformat(),
        as_of=voice.day(voice.today),
        cases=voice.count("count.cases", len(library.cases)),
        tests=voice.count("fit.tests", tested) if tested else voice.say("fit.no_tests"),
        levels=tuple((level, voice.say(f"need.{level}")) for level in LEVELS),
        replies=tuple((reply, voice.say(f"fit.answer.{reply}")) for reply in REPLIES),
        sentences=_sentences(voice),
    )
    return Page(
        address=voice.address("fit/"),
        language=voice.language,
        section="fit",
        title=voice.say("fit.title"),
        description=voice.say("fit.description"),
        body=fill("fit.html", voice, fit=view),
    )


def _sentences(voice: Voice) -> tuple[tuple[str, str], ...]:
    return (
        *((f"state-{name}", voice.say(f"fit.state.{name}")) for name in STATES),
        *((f"count-{name}", voice.say(f"fit.counts.{name}")) for name in STATES),
        *((f"why-{name.replace('_', '-')}", voice.say(f"fit.why.{name}")) for name in REASONS),
        *((f"verdict-{name}", voice.say(f"fit.verdict.{name}")) for name in VERDICTS),
        *((f"trouble-{name}", voice.say(f"fit.trouble.{name}")) for name in TROUBLES),
    )


def fits(library: Library, site: Site) -> tuple[Planned, ...]:
    """The scripts `fit/…` with what each case asks for, still to be made."""
    return scripts("fit", library, site, sheet)


def sheet(voice: Voice, case: Case) -> dict[str, object]:
    """What is asked and told of a case; what it does not tell is left out."""
    subject = Subject(voice, case, Citations(voice, case, voice.library.adoptions_of(case)))
    title = voice.text(case.title)
    told: dict[str, object] = {
        "href": voice.case_address(case),
        "title": title.text,
        "lang": title.lang,
        "place": place_line(voice, case),
        "tag": kind_tag(voice, case),
        "problem": _piece(subject, voice.text(case.summary.problem)),
        "answer": _piece(subject, voice.text(case.summary.answer)),
        "grades": [f"{mark.code} {mark.words}" for mark in marks(voice, case)],
        "needs": [_need(subject, p) for p in _by_level(case.prerequisites)],
        "ask": "" if case.prerequisites else ask(voice, case, "prerequisites"),
        "parts": [_part(subject, line) for line in workings.components(subject)],
        "steps": _steps(subject),
        "costs": [*_costs(subject), _time(subject)],
        "context": _context(subject),
        "warnings": _warnings(subject),
    }
    return {name: value for name, value in told.items() if value}


def _piece(subject: Subject, said: Said, cites: Cites = NONE) -> object:
    """A text with its language and its sources on the page of the case; the editor is one of them."""
    own = (Cite(subject.voice.say("case.editor"), "source-editor"),) if cites.editor else ()
    return Piece(said.text, "", said.lang, (*cites.links, *own)).written()


def _by_level(prerequisites: Iterable[Prerequisite]) -> list[Prerequisite]:
    return sorted(prerequisites, key=lambda p: LEVELS.index(p.level))


def _need(subject: Subject, prerequisite: Prerequisite) -> dict[str, object]:
    """A condition to answer; `mark` changes with its wording, so that no answer outlives a question."""
    voice, text = subject.voice, prerequisite.text
    need: dict[str, object] = {
        "id": prerequisite.id,
        "mark": f"{crc32((text.zh or text.en or '').encode()):08x}",
        "level": prerequisite.level,
        "kind": voice.say(f"need_kind.{prerequisite.kind}"),
        "text": _piece(subject, voice.text(text), subject.cites(prerequisite.source)),
    }
    if prerequisite.substitute:
        need["substitute"] = _piece(subject, voice.text(prerequisite.substitute))
    if prerequisite.measure:
        need["measure"] = _measure(voice, prerequisite.measure)
    return need


def _measure(voice: Voice, measure: Measure) -> dict[str, object]:
    """A condition a figure decides. One figure serves all that ask for the same thing in the same unit."""
    unit = measure.unit
    value = voice.amount(measure.value, unit) if unit else voice.number(measure.value)
    names = [name for name in (unit.zh, unit.en) if name] if unit else []
    return {
        "figure": "/".join([measure.metric, *names[:1]]),
        "label": voice.label("metric", measure.metric),
        "unit": unit.best(voice.language) if unit else "",
        "units": list(dict.fromkeys(names)),
        "op": measure.op,
        "value": f"{measure.value:f}",
        "said": voice.say(f"fit.op.{OPS[measure.op]}", amount=value),
    }


def _part(subject: Subject, line: workings.ComponentLine) -> dict[str, object]:
    part: dict[str, object] = {
        "number": line.number,
        "name": _piece(subject, line.name, line.cites),
        "function": _piece(subject, line.function),
        "role": line.role,
    }
    if line.core:
        part["core"] = 1
    if line.why:
        part["why"] = _piece(subject, line.why)
    return part


def _steps(subject: Subject) -> list[dict[str, object]]:
    """The steps in order, each with the numbers of the parts it is about."""
    numbers = {c.id: number for number, c in enumerate(subject.case.components, 1)}
    lines = zip(subject.case.steps, workings.steps(subject), strict=True)
    return [
        {
            "action": _piece(subject, line.action, line.cites),
            "facts": list(line.facts),
            "parts": [numbers[c] for c in step.components if c in numbers],
        }
        for step, line in lines
    ]


def _costs(subject: Subject) -> list[dict[str, object]]:
    """What it cost where it was done; what nobody told has no value, but perhaps somebody to ask."""
    lines: list[dict[str, object]] = []
    for line in costs(subject):
        whom = subject.voice.say("unknown.ask", whom=line.ask) if line.ask else ""
        told: dict[str, object] = {"label": line.label, "ask": whom}
        if line.value:
            told["value"] = _piece(subject, line.value, line.cites)
        lines.append({name: value for name, value in told.items() if value})
    return lines


def _time(subject: Subject) -> dict[str, object]:
    voice, months = subject.voice, subject.case.first_result_months
    line: dict[str, object] = {"label": voice.say("rail.time")}
    if months:
        said = Said(voice.count("rail.months", months.months))
        line["value"] = _piece(subject, said, subject.cites(months.source))
    elif whom := ask(voice, subject.case, "first_result_months"):
        line["ask"] = whom
    return line


def _context(subject: Subject) -> list[object]:
    """Figures of the place where it was done, to see how unlike one's own it is."""
    voice = subject.voice
    lines = []
    for result in subject.case.context:
        if result.observations:
            name, last = voice.text(result.name), result.observations[-1]
            told = voice.say(
                "rail.figure",
                name=name,
                value=voice.observed(last, result.unit),
                at=voice.date(last.at),
            )
            lines.append(_piece(subject, Said(told, name.lang), subject.cites([last.source])))
    return lines


def _warnings(subject: Subject) -> list[dict[str, object]]:
    """Where it does not fit, and its limits, in the words of the case."""
    remarked = dict(limits.remarks(subject))
    labels = [subject.voice.say(f"remark.{name}") for name in ("unsuitable", "limit")]
    return [
        {"label": label, "said": [_piece(subject, r.said, r.cites) for r in remarked[label]]}
        for label in labels
        if label in remarked
    ]
