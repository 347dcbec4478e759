"""The page of a case: one screen that answers, then everything it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from replicase.diagnostics import Language
from replicase.exports.records import record_address
from replicase.model import Case
from replicase.pages import takeaway
from replicase.pages.adoption.adopters import tally, told
from replicase.pages.case import (
    adoption_table,
    lead,
    limits,
    pictures,
    provenance,
    timeline,
    workings,
)
from replicase.pages.case.adoption_table import AdoptionLine, Cell
from replicase.pages.case.citations import Citations, Cites, SourceLine, Statement
from replicase.pages.case.costs import CostLine, costs, systems
from replicase.pages.case.filing import Filed, filing, shelf
from replicase.pages.case.lead import Answer
from replicase.pages.case.limits import Remarked, Reviewed
from replicase.pages.case.linked import linked
from replicase.pages.case.pictures import Figure
from replicase.pages.case.provenance import Document, Person, RelatedLine, Stretch
from replicase.pages.case.record import history, improve, record_lines, replies
from replicase.pages.case.reference import Reference, address, qr, references
from replicase.pages.case.results import (
    Conflict,
    Dumbbell,
    Row,
    conflicts,
    dumbbells,
    noted_once,
    row,
)
from replicase.pages.case.spread import Spread, spread
from replicase.pages.case.subject import Passage, Subject, UnknownLine
from replicase.pages.case.timeline import Axis, Moment
from replicase.pages.case.workings import ComponentLine, Need, StepLine
from replicase.pages.grades import Explained, Mark, explained, marks
from replicase.pages.lists.card import ask, kind_tag
from replicase.pages.page import Heading, Page
from replicase.pages.takeaway import Offer
from replicase.pages.templates import fill
from replicase.pages.voice import Said, Voice
from replicase.theme import words

DRAWN = 2
"""Dumbbells in the first screen; the table has them all."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything on the page of a case."""

    id: str
    title: Said
    tag: str
    city: str
    city_link: str
    facts: tuple[str, ...]
    marks: tuple[Mark, Mark]
    facts_cites: Cites
    shelf: tuple[Filed, ...]
    """The themes and methods it is filed under."""
    untranslated: bool
    problem: Said
    answer: Said
    result: Statement
    caveat: str
    dumbbells: tuple[Dumbbell, ...]
    rail: tuple[Answer, ...]
    improve: str
    results: tuple[Row, ...]
    """The measures whose before and after are known."""
    figures: tuple[Row, ...]
    """Those known at one time, or at times that do not compare."""
    no_effect: UnknownLine | None
    conflicts: tuple[Conflict, ...]
    problem_text: Passage | None
    problem_figures: tuple[Row, ...]
    mechanism: Passage | None
    components: tuple[ComponentLine, ...]
    needs: tuple[Need, ...]
    needs_ask: str
    steps: tuple[StepLine, ...]
    moments: tuple[Moment, ...]
    axis: Axis | None
    pictures: tuple[Figure, ...]
    costs: tuple[CostLine, ...]
    context: tuple[Row, ...]
    systems: tuple[tuple[str, tuple[Said, ...]], ...]
    systems_cites: Cites
    adoptions: tuple[AdoptionLine, ...]
    adopted: str
    stopped: str
    spread: Spread | None
    strip: bool
    """Whether any adopter reported what it did with the components."""
    legend: tuple[Cell, ...]
    doubts: tuple[Said, ...]
    """Questions whether a part that adopters did without is core."""
    remarks: tuple[tuple[str, tuple[Remarked, ...]], ...]
    evaluations: tuple[Reviewed, ...]
    explained: Explained
    laws: tuple[Document, ...]
    chain: tuple[Stretch, ...]
    honours: tuple[tuple[str, Statement], ...]
    materials: tuple[tuple[str, Said, str, str], ...]
    related: tuple[RelatedLine, ...]
    replies: tuple[tuple[Said, str, Passage], ...]
    people: tuple[tuple[str, tuple[Person, ...]], ...]
    contact: tuple[Said, str, Cites] | None
    unknown: tuple[UnknownLine, ...]
    ask_first: Said | None
    """The lead unit, where some of these name nobody to ask."""
    sources: tuple[SourceLine, ...]
    bracketed: bool
    """Whether a title of a source is in our own words."""
    record: tuple[tuple[str, str], ...]
    references: tuple[Reference, ...]
    qr: Markup | None
    address: str
    """Of the page, whole; "" while the site has none."""
    history: tuple[tuple[str, Said], ...]
    filed: tuple[Filed, ...]
    file: str
    documents: tuple[Offer, ...] = ()
    """What can be taken away; empty where no documents were made."""


def case(voice: Voice, record: Case) -> Page:
    """Make the page of a case."""
    view = case_view(voice, record)
    sections = _sections(voice, view)
    return Page(
        address=voice.address(f"cases/{record.id}/"),
        language=voice.language,
        section="cases",
        title=view.title.text,
        description=f"{view.problem} {view.answer}",
        body=fill("case.html", voice, case=view, sections=sections),
        contents=sections,
        edit=voice.library.file_of(record.id),
        data=record_address(record),
        linked=linked(voice, record),
    )


def _sections(voice: Voice, view: CaseView) -> tuple[Heading, ...]:
    """The sections the page has, in order; the template prints no other."""
    there = (
        ("lead", True),
        ("results", True),
        ("conflicts", bool(view.conflicts)),
        ("problem", bool(view.problem_text or view.mechanism)),
        ("components", bool(view.components)),
        ("needs", True),
        ("steps", bool(view.steps or view.moments)),
        ("pictures", bool(view.pictures)),
        ("costs", True),
        ("adoptions", True),
        ("limits", bool(view.remarks)),
        ("evaluations", bool(view.evaluations)),
        ("grades", True),
        ("basis", bool(view.laws or view.chain or view.honours or view.materials)),
        ("people", bool(view.people or view.contact)),
        ("replies", bool(view.replies)),
        ("related", bool(view.related)),
        ("unknown", bool(view.unknown)),
        ("sources", bool(view.sources)),
        ("filed", bool(view.filed)),
        ("record", True),
    )
    return tuple(_heading(voice.language, name) for name, is_there in there if is_there)


@cache
def _heading(language: Language, name: str) -> Heading:
    word = "filed.title" if name == "filed" else f"section.{name}"
    return Heading(name, words(language).say(word))


def case_view(voice: Voice, record: Case) -> CaseView:
    """Gather everything on the page, section by section."""
    adoptions = voice.library.adoptions_of(record)
    citations = Citations(voice, record, adoptions)
    subject = Subject(voice, record, citations)
    city = voice.library.city_of(record.place)
    going, ended = told(voice, tally(voice, ((record, a) for a in adoptions)))
    result, caveat = lead.result(subject)
    drawn = dumbbells(voice, citations, record.id, record.results)
    rows = [row(voice, citations, record.id, r) for r in record.results]
    problem, mechanism, contact = record.problem, record.mechanism, record.contact
    sources = tuple(citations.lines())
    moments = timeline.moments(subject, adoptions)
    unknown, filed = subject.unknown(), filing(subject)
    operation, technology = record.operation, record.technology
    return CaseView(
        id=record.id,
        title=voice.text(record.title),
        tag=kind_tag(voice, record),
        city=voice.city_name(city) if city else "",
        city_link=f"page:cities/{city.slug}/" if city in voice.library.cities and city else "",
        facts=lead.facts(subject),
        marks=marks(voice, record),
        facts_cites=subject.cites(operation.source if operation else ()),
        shelf=shelf(filed),
        untranslated=voice.untranslated(record),
        problem=voice.text(record.summary.problem),
        answer=voice.text(record.summary.answer),
        result=result,
        caveat=caveat,
        dumbbells=drawn[:DRAWN],
        rail=lead.rail(subject, going, ended),
        improve=improve(subject),
        results=noted_once(voice, (r for r in rows if r.compared)),
        figures=noted_once(voice, (r for r in rows if not r.compared)),
        no_effect=next(iter(subject.unknown("results.effect", "results")), None),
        conflicts=conflicts(voice, citations, record.id, record.results, record.sources),
        problem_text=subject.passage(problem.text, "problem") if problem else None,
        problem_figures=tuple(row(voice, citations, record.id, r) for r in problem.figures)
        if problem
        else (),
        mechanism=subject.passage(mechanism.text, "mechanism", mechanism.source)
        if mechanism
        else None,
        components=workings.components(subject),
        needs=workings.needs(subject),
        needs_ask=ask(voice, record, "prerequisites"),
        steps=workings.steps(subject),
        moments=moments,
        axis=timeline.axis(subject, moments),
        pictures=pictures.figures(subject),
        costs=costs(subject),
        context=tuple(row(voice, citations, record.id, r) for r in record.context),
        systems=systems(subject),
        systems_cites=subject.cites(technology.source if technology else ()),
        adoptions=adoption_table.adoption_lines(subject, adoptions),
        adopted=going,
        stopped=ended,
        spread=spread(subject, adoptions),
        strip=any(a.components for a in adoptions),
        legend=adoption_table.legend(subject),
        doubts=adoption_table.doubts(subject, adoptions),
        remarks=limits.remarks(subject),
        evaluations=limits.evaluations(subject),
        explained=explained(voice, record),
        laws=provenance.laws(subject),
        chain=provenance.chain(subject),
        honours=provenance.honours(subject),
        materials=provenance.materials(subject),
        related=provenance.related(subject),
        replies=replies(subject),
        people=provenance.people(subject),
        contact=(voice.text(contact.unit), contact.line or "", subject.cites(contact.source))
        if contact
        else None,
        unknown=unknown,
        ask_first=voice.text(record.lead.name)
        if any(line.ask is None for line in unknown)
        else None,
        sources=sources,
        bracketed=any(s.title.startswith("[") for s in sources),
        record=record_lines(subject),
        references=references(subject),
        qr=qr(subject),
        address=address(subject),
        history=history(subject),
        filed=filed,
        file=voice.library.file_of(record.id),
        documents=takeaway.of_case(voice, record),
    )
