"""The whole case as a document, in the order of its page."""

from __future__ import annotations

from collections.abc import Iterator

from replicase.documents.blocks import Block, Document, Heading, Paragraph, Table, from_prose
from replicase.documents.sections.adopters import adoptions
from replicase.documents.sections.backing import basis, limits, sources, unknown
from replicase.documents.sections.lead import fit, lead
from replicase.documents.sections.pictures import pictures
from replicase.documents.sections.practice import background, components, costs, course, needs
from replicase.documents.sections.results import conflicts, results
from replicase.documents.told import Told


def whole(told: Told) -> Document:
    """Everything the page of the case has."""
    voice, view = told.voice, told.view
    facts = [voice.say("mark.gap").join(view.facts), told.grades]
    if view.tag:
        facts.insert(0, view.tag)
    if view.untranslated:
        facts.append(voice.say("case.untranslated"))
    return told.document(str(view.title), facts, _sections(told), "plain")


def _sections(told: Told) -> Iterator[Block]:
    say, view = told.voice.say, told.view
    yield Heading(say("section.lead"))
    yield from lead(told)
    yield Heading(say("rail.title"), 2)
    yield fit(told)
    yield Heading(say("section.results"))
    yield from results(told)
    if view.conflicts:
        yield Heading(say("section.conflicts"))
        yield from conflicts(told)
    if view.problem_text or view.mechanism:
        yield Heading(say("section.problem"))
        yield from background(told)
    if view.components:
        yield Heading(say("section.components"))
        yield components(told)
    yield Heading(say("section.needs"))
    yield from needs(told)
    if view.steps or view.moments:
        yield Heading(say("section.steps"))
        yield from course(told)
    if view.pictures and (shown := tuple(pictures(told))):
        yield Heading(say("section.pictures"))
        yield from shown
    yield Heading(say("section.costs"))
    yield from costs(told)
    yield Heading(say("section.adoptions"))
    yield from adoptions(told)
    if view.remarks:
        yield Heading(say("section.limits"))
        yield from limits(told)
    if view.evaluations:
        yield Heading(say("section.evaluations"))
        for found in view.evaluations:
            who = say("mark.and").join(
                [part for part in (found.design, str(found.evaluator), found.independence) if part]
            )
            text = f"{say('mark.colon')}{found.finding}{told.cites(found.cites)}"
            yield Paragraph(text, "item", who)
    yield Heading(say("section.grades"))
    for why in view.explained.grades:
        yield Paragraph(" ".join(why.because), lead=f"{why.mark.code} {why.mark.words} ")
        if why.lifts:
            yield Paragraph(f"{why.next}{say('mark.semicolon').join(why.lifts)}", "note")
    yield Paragraph(f"{view.explained.completeness} {view.explained.freshness}".strip(), "note")
    yield from basis(told)
    yield Heading(say("section.people"))
    for label, people in view.people:
        for person in people:
            role = f"{say('mark.colon')}{person.role}" if person.role else ""
            yield Paragraph(
                f"{person.name}{role}{told.cites(person.cites)}",
                "item",
                f"{label}{say('mark.colon')}",
            )
    if view.contact:
        unit, line, cites = view.contact
        text = f"{unit} {line or ''}".strip() + told.cites(cites)
        yield Paragraph(text, "item", f"{say('people.contact')}{say('mark.colon')}")
    if view.replies:
        yield Heading(say("section.replies"))
        for by, when, passage in view.replies:
            yield Heading(f"{by}{say('mark.and')}{when}", 3)
            yield from from_prose(passage.html, told.cites(passage.cites))
    if view.related:
        yield Heading(say("section.related"))
        for other in view.related:
            lead_ = f"{other.relation}{say('mark.colon')}"
            yield Paragraph(f"{other.name}{told.cites(other.cites)}", "item", lead_)
    if view.unknown:
        yield Heading(say("section.unknown"))
        yield unknown(told)
    yield from sources(told)
    yield Heading(say("section.record"))
    (cited, *_) = view.references
    lines = (*view.record, (cited.name, cited.text))
    yield Table(("", ""), (3, 9), tuple(lines), has_labels=True)
