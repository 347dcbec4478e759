"""What the documents about a case say, in the order of its page: whole, on one page, as a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from replicase.documents import word
from replicase.documents.blocks import (
    Block,
    Document,
    Heading,
    Manner,
    PageBreak,
    Paragraph,
    Table,
    from_prose,
)
from replicase.model import Case
from replicase.pages.case.citations import Cites, SourceLine, Statement
from replicase.pages.case.page import CaseView, case_view
from replicase.pages.case.results import Row, Value
from replicase.pages.voice import Voice

BRIEF_ITEMS = 3
"""Items of a list on one page; of more the number is told."""
SCALES = (100, 95, 90, 85, 80, 75)
"""Sizes of letters a brief is tried in, in percent."""
ENDS = ("。", "！", "？", "；", ".", "!", "?", "”", "）")
"""How a sentence ends."""


@dataclass(frozen=True)
class Told:
    """A case as it is told in documents of one language."""

    voice: Voice
    case: Case
    view: CaseView
    site: str = ""
    """The address of the published site, where it is known."""

    @classmethod
    def of(cls, voice: Voice, case: Case, site: str = "") -> Told:
        """Gather what is told of a case."""
        return cls(voice, case, case_view(voice, case), site)

    @property
    def address(self) -> str:
        """Where the case is read on the site; without a site, its id."""
        return f"{self.site}{self.voice.case_address(self.case)}" if self.site else self.case.id

    @property
    def foot(self) -> str:
        """Where the document comes from and for which day it was made."""
        voice = self.voice
        return voice.say(
            "document.foot",
            library=voice.library.settings.name.best(voice.language),
            address=self.address,
            date=voice.site.as_of,
        )

    def cites(self, cites: Cites) -> str:
        """The sources of a statement: [s1][s4]."""
        labels = [cite.label for cite in cites.links]
        if cites.editor:
            labels.append(self.voice.say("case.editor"))
        return "".join(f"[{label}]" for label in labels)

    def said(self, statement: Statement) -> str:
        """A statement with its sources."""
        return f"{statement.said}{self.cites(statement.cites)}"

    def sentence(self, text: object, cites: Cites) -> str:
        """A text as a whole sentence, its sources behind the full stop."""
        told = str(text).rstrip()
        stop = self.voice.say("mark.stop").strip()
        return f"{told}{'' if told.endswith(ENDS) else stop}{self.cites(cites)}"

    def document(
        self, title: str, facts: Iterable[str], blocks: Iterable[Block], manner: Manner
    ) -> Document:
        """A document about the case."""
        voice = self.voice
        return Document(
            language=voice.language,
            title=title,
            facts=tuple(facts),
            blocks=tuple(blocks),
            manner=manner,
            author=voice.library.settings.publisher.name.best(voice.language),
            foot=self.foot,
        )

    @property
    def grades(self) -> str:
        """Both grades in words."""
        return self.voice.say("mark.gap").join(f"{m.code} {m.words}" for m in self.view.marks)


def whole(told: Told) -> Document:
    """Everything the page of the case has, but its pictures."""
    voice, view = told.voice, told.view
    facts = [voice.say("mark.gap").join(view.facts), told.grades]
    if view.tag:
        facts.insert(0, view.tag)
    if view.untranslated:
        facts.append(voice.say("case.untranslated"))
    return told.document(str(view.title), facts, _whole(told), "plain")


def _whole(told: Told) -> Iterator[Block]:
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


def lead(told: Told) -> Iterator[Block]:
    """Problem, answer and result."""
    say, view = told.voice.say, told.view
    result = " ".join(part for part in (told.said(view.result), view.caveat) if part)
    for name, text in (("problem", view.problem), ("answer", view.answer), ("result", result)):
        yield Paragraph(str(text), lead=f"{say(f'lead.{name}')}{say('mark.colon')}")


def fit(told: Told) -> Table:
    """Whether it fits another place, in six answers."""
    rows = []
    for answer in told.view.rail:
        lines = [told.said(fact) for fact in answer.facts]
        lines += [line for line in (answer.stop, answer.unknown, answer.note) if line]
        rows.append((answer.label, "\n".join(lines)))
    return Table(("", ""), (3, 9), tuple(rows), has_labels=True)


def values(told: Told, found: Iterable[Value], side: str = "") -> str:
    """Observed values, one below the other, with their years."""
    wrap = told.voice.say
    return "\n".join(
        wrap("document.dated", value=v.text, at=f"{side} {v.at}".strip()) for v in found
    )


def claims(told: Told, row: Row) -> str:
    """Who says so."""
    return "\n".join(f"{claim.claimant} {told.cites(claim.cites)}".strip() for claim in row.claims)


def results(told: Told) -> Iterator[Block]:
    """The tables of results; those that show no change stand apart."""
    say, view = told.voice.say, told.view
    if view.results:
        if view.figures:
            yield Heading(say("results.compared"), 2)
        yield compared(told, view.results)
        yield from notes(told, view.results)
    if view.figures:
        yield Heading(say("results.single"), 2)
        yield single(told, view.figures)
        yield from notes(told, view.figures)
    if not view.results and not view.figures:
        yield Paragraph(say("results.none"))
    if view.no_effect:
        yield Paragraph(say("results.no_effect", why=view.no_effect.why), "note")


def compared(told: Told, rows: Iterable[Row]) -> Table:
    """Before and after side by side."""
    say = told.voice.say
    heads = tuple(say(f"results.{name}") for name in ("metric", "before", "after", "change", "who"))
    return Table(
        heads,
        (4, 3, 3, 3, 3),
        tuple(
            (
                f"{row.name}\n{row.kind}",
                values(told, row.before),
                values(told, row.after),
                row.change,
                claims(told, row),
            )
            for row in rows
        ),
        has_labels=True,
    )


def single(told: Told, rows: Iterable[Row]) -> Table:
    """One value each."""
    say = told.voice.say
    return Table(
        tuple(say(f"results.{name}") for name in ("metric", "value", "who")),
        (6, 5, 3),
        tuple(
            (
                f"{row.name}\n{row.kind}",
                "\n".join(
                    part
                    for part in (
                        values(told, row.before, say("case.before")),
                        values(told, row.after),
                    )
                    if part
                ),
                claims(told, row),
            )
            for row in rows
        ),
        has_labels=True,
    )


def notes(told: Told, rows: Iterable[Row]) -> Iterator[Block]:
    """How measures are counted, below their table."""
    for row in rows:
        if row.notes:
            text = " ".join(told.said(note) for note in row.notes)
            name = "" if row.together else f"{row.name}{told.voice.say('mark.colon')}"
            yield Paragraph(f"{row.together}{name}{text}", "note")


def conflicts(told: Told) -> Iterator[Block]:
    """Claims that contradict each other, side by side."""
    say = told.voice.say
    for conflict in told.view.conflicts:
        yield Heading(conflict.title, 3)
        yield Table(
            (say("results.value"), say("document.publisher")),
            (5, 7),
            tuple(
                (
                    say("document.dated", value=c.value.text, at=c.value.at),
                    f"{c.publisher} {told.cites(c.value.cites)}".strip(),
                )
                for c in conflict.claims
            ),
        )
    yield Paragraph(say("conflict.note"), "note")


def background(told: Told) -> Iterator[Block]:
    """The problem and why the practice works."""
    say, view = told.voice.say, told.view
    if view.problem_text:
        yield Heading(say("problem.was"), 2)
        yield from from_prose(view.problem_text.html, told.cites(view.problem_text.cites))
    if view.problem_figures:
        yield Heading(say("problem.figures"), 2)
        yield single(told, view.problem_figures)
    if view.mechanism:
        yield Heading(say("problem.why"), 2)
        yield from from_prose(view.mechanism.html, told.cites(view.mechanism.cites))


def components(told: Told) -> Table:
    """The parts, numbered as in the table of adopters."""
    say = told.voice.say
    stop = say("mark.stop")
    return Table(
        ("", say("document.component"), say("document.function"), say("document.role")),
        (1, 4, 8, 2),
        tuple(
            (
                str(part.number),
                str(part.name),
                f"{part.function}{f'{stop}{part.why}' if part.why else ''}{told.cites(part.cites)}",
                part.role,
            )
            for part in told.view.components
        ),
    )


def needs(told: Told) -> Iterator[Block]:
    """What must be there first."""
    say, view = told.voice.say, told.view
    if not view.needs:
        yield Paragraph(f"{say('unknown.statement')} {view.needs_ask}".strip())
        return
    rows = []
    for need in view.needs:
        lines = [f"{need.text}{told.cites(need.cites)}"]
        if need.measure:
            lines.append(f"{say('needs.measure')}{say('mark.colon')}{need.measure}")
        if need.substitute:
            lines.append(f"{say('needs.substitute')}{say('mark.colon')}{need.substitute}")
        rows.append((need.level, need.kind, "\n".join(lines)))
    heads = (say("document.level"), say("document.sort"), say("document.condition"))
    yield Table(heads, (2, 2, 10), tuple(rows))


def course(told: Told) -> Iterator[Block]:
    """The steps, then what happened when."""
    say, view = told.voice.say, told.view
    for number, step in enumerate(view.steps, 1):
        facts = list(step.facts)
        if step.components:
            parts = say("mark.semicolon").join(step.components)
            facts.append(f"{say('step.components')}{say('mark.colon')}{parts}")
        yield Paragraph(f"{step.action}{told.cites(step.cites)}", lead=f"{number}. ")
        if facts:
            yield Paragraph(say("mark.gap").join(facts), "note")
    if view.moments:
        yield Heading(say("step.history"), 2)
        yield Table(
            (say("document.date"), say("document.event")),
            (3, 11),
            tuple(
                (
                    told.voice.day(m.at),
                    say("mark.colon").join([p for p in (m.label, str(m.what or "")) if p])
                    + told.cites(m.cites),
                )
                for m in view.moments
            ),
        )


def costs(told: Told) -> Iterator[Block]:
    """Costs, context and systems; what is not known is said."""
    say, view = told.voice.say, told.view
    rows = []
    for line in view.costs:
        value = f"{line.value}{told.cites(line.cites)}" if line.value else say("unknown.number")
        if line.ask:
            value += f"\n{say('unknown.ask', whom=line.ask)}"
        rows.append((line.label, value))
    rows += [
        (label, f"{say('mark.semicolon').join(map(str, said))}{told.cites(view.systems_cites)}")
        for label, said in view.systems
    ]
    yield Table(("", ""), (4, 8), tuple(rows), has_labels=True)
    if view.context:
        yield Heading(say("field.context"), 2)
        yield single(told, view.context)


def adoptions(told: Told) -> Iterator[Block]:
    """Who took it over: a table of parts kept, adapted and dropped, then what each told."""
    say, view = told.voice.say, told.view
    if not view.adoptions:
        yield Paragraph(say("adoption.none"))
        return
    yield strip(told)
    if view.strip:
        legend = (f"{cell.mark} {cell.words}" for cell in view.legend)
        yield Paragraph(say("mark.gap").join(legend), "note")
    for doubt in view.doubts:
        yield Paragraph(str(doubt), "note")
    for line in view.adoptions:
        if line.details:
            yield Heading(line.place, 3)
            for label, said in line.said:
                text = say("mark.semicolon").join(told.said(s) for s in said)
                yield Paragraph(text, "item", f"{label}{say('mark.colon')}")
            if line.reasons:
                why = "adoption.why_refused" if line.refused else "adoption.why_stopped"
                text = say("mark.semicolon").join(told.said(s) for s in line.reasons)
                yield Paragraph(text, "item", f"{say(why)}{say('mark.colon')}")
            if line.dropped_core:
                dropped = say("document.dropped_core", parts=line.dropped_core)
                yield Paragraph(dropped, "item")
            if line.results:
                yield single(told, line.results)
            for missing in line.unknown:
                yield Paragraph(f"{missing.why}", "item", f"{missing.what}{say('mark.colon')}")


def strip(told: Told) -> Table:
    """Adopters by components, one character a cell."""
    say, view = told.voice.say, told.view
    numbers = tuple(str(part.number) for part in view.components) if view.strip else ()
    rows = []
    for line in view.adoptions:
        place = line.place
        if line.within:
            place += f"\n{say('adoption.within')}"
        facts = say("mark.gap").join(line.facts) + told.cites(line.cites)
        cells = tuple(cell.mark for cell in line.cells) if view.strip else ()
        rows.append((f"{place}\n{facts}", *cells, f"{line.state}\n{line.date}".strip()))
    heads = (say("adoption.place"), *numbers, say("adoption.state"))
    return Table(heads, (max(6, 14 - 2 * len(numbers)) * 2, *(2,) * len(numbers), 6), tuple(rows))


def limits(told: Told) -> Iterator[Block]:
    """Risks and limits, each group by its label."""
    say = told.voice.say
    colon = say("mark.colon")
    for label, remarks in told.view.remarks:
        yield Heading(label, 2)
        for remark in remarks:
            more = "".join(
                f"{say('mark.semicolon')}{f'{name}{colon}' if name else ''}{text}"
                for name, text in remark.more
            )
            yield Paragraph(f"{remark.said}{more}{told.cites(remark.cites)}", "item")


def basis(told: Told) -> Iterator[Block]:
    """Laws, the way up, honours and materials."""
    say, view = told.voice.say, told.view
    if not (view.laws or view.chain or view.honours or view.materials):
        return
    yield Heading(say("section.basis"))
    if view.laws:
        yield Table(
            (say("document.law"), say("document.number"), say("document.issued")),
            (7, 4, 4),
            tuple(
                (
                    f"{law.title}{told.cites(law.cites)}" + (f"\n{law.scope}" if law.scope else ""),
                    law.number or say("unknown.document_number"),
                    say("mark.and").join(law.facts),
                )
                for law in view.laws
            ),
        )
    if view.chain:
        yield Heading(say("document.promotion"), 2)
        yield Table(
            (say("document.level_of"), say("document.instrument"), say("document.number")),
            (2, 8, 5),
            tuple(
                (
                    part.label,
                    "\n".join(
                        [
                            f"{part.title}{told.cites(part.cites)}",
                            *([str(part.scope)] if part.scope else []),
                            *([say("mark.and").join(part.facts)] if part.facts else []),
                        ]
                    ),
                    "—" if part.origin else part.number or say("unknown.document_number"),
                )
                for part in view.chain
            ),
        )
    for year, honour in view.honours:
        yield Paragraph(f"{year} {told.said(honour)}".strip(), "item", say("document.honour"))
    for sort, title, url, licence in view.materials:
        text = " ".join(part for part in (str(title), url, licence) if part)
        yield Paragraph(text, "item", f"{sort}{say('mark.colon')}")


def unknown(told: Told) -> Table:
    """What is not known, why, and whom to ask."""
    say = told.voice.say
    return Table(
        (say("document.what"), say("document.why"), say("unknown_line.ask")),
        (3, 8, 4),
        tuple(
            (u.what, str(u.why), str(u.ask or told.view.ask_first or "")) for u in told.view.unknown
        ),
    )


def sources(told: Told) -> Iterator[Block]:
    """The list of sources in full."""
    say, view = told.voice.say, told.view
    if not view.sources:
        return
    yield Heading(say("section.sources"))
    for source in view.sources:
        yield Paragraph(source_line(told, source), "note", f"[{source.label}] ")
    editor = f"[{say('case.editor')}] "
    yield Paragraph(say("source.editor"), "note", editor)


def source_line(told: Told, source: SourceLine) -> str:
    """A source in one line."""
    parts = [source.title, source.publisher, *source.facts, source.url or ""]
    return told.voice.say("mark.and").join(part for part in parts if part)


def brief(told: Told) -> Document:
    """One page for a superior: conflicts and limits are never cut, long lists are counted.

    Where it would run over, letters get smaller, then fewer results and adopters are listed.
    """
    voice, view = told.voice, told.view
    facts = [voice.say("mark.gap").join(view.facts), told.grades]
    made = told.document(str(view.title), facts, _brief(told), "page")
    for items in range(BRIEF_ITEMS, 0, -1):
        for scale in SCALES:
            made = replace(made, blocks=tuple(_brief(told, items)), scale=scale)
            if word.height(made) <= word.PAGE_HEIGHT:
                return made
    return made


def _brief(told: Told, most: int = BRIEF_ITEMS) -> Iterator[Block]:
    say, view = told.voice.say, told.view
    yield from lead(told)
    yield Heading(say("rail.title"))
    yield fit(told)
    rows = [*view.results, *view.figures]
    if rows:
        yield Heading(say("section.results"))
        shown = rows[:most]
        if any(row.compared for row in shown):
            yield compared(told, shown)
        else:
            yield single(told, shown)
        if len(rows) > len(shown):
            yield Paragraph(told.voice.count("document.more", len(rows) - len(shown)), "note")
    if view.components:
        core = [f"{p.number} {p.name}" for p in view.components if p.core]
        others = [f"{p.number} {p.name}" for p in view.components if not p.core]
        yield Heading(say("section.components"))
        for label, names in (("document.core_parts", core), ("document.other_parts", others)):
            if names:
                yield Paragraph(
                    say("mark.semicolon").join(names), "item", f"{say(label)}{say('mark.colon')}"
                )
    yield Heading(say("section.adoptions"))
    if view.adoptions:
        table = strip(told)
        short = table.rows[:most]
        yield Table(table.heads, table.shares, short)
        if len(table.rows) > len(short):
            left = len(table.rows) - len(short)
            yield Paragraph(told.voice.count("document.more", left), "note")
    else:
        yield Paragraph(say("adoption.none"))
    for conflict in view.conflicts:
        sides = say("mark.semicolon").join(
            f"{say('document.dated', value=c.value.text, at=c.value.at)}{told.cites(c.value.cites)}"
            for c in conflict.claims
        )
        yield Paragraph(sides, "item", f"{conflict.title}{say('mark.colon')}")
    if view.remarks:
        yield Heading(say("section.limits"))
        for label, remarks in view.remarks:
            said = [f"{r.said}{told.cites(r.cites)}" for r in remarks]
            yield Paragraph(
                say("mark.semicolon").join(t.rstrip("。.") for t in said),
                "item",
                f"{label}{say('mark.colon')}",
            )
    listed = [
        say("mark.and").join([s.publisher, *([d] if (d := _dated(s)) else [])])
        for s in view.sources
    ]
    labels = [s.label for s in view.sources]
    yield Paragraph(
        say("mark.semicolon").join(f"{a} {b}" for a, b in zip(labels, listed, strict=True)),
        "note",
        f"{say('section.sources')}{say('mark.colon')}",
    )


def _dated(source: SourceLine) -> str:
    return next((fact for fact in source.facts if fact[:2] in ("19", "20")), "")


def plan(told: Told) -> Document:
    """A plan to carry it out elsewhere: what to have first, parts to keep, steps, all to be ticked."""
    title = told.voice.say("document.plan.title", case=told.view.title)
    facts = (told.voice.say("document.plan.lead"),)
    return told.document(title, facts, _plan(told), "plain")


def _plan(told: Told) -> Iterator[Block]:
    say, view = told.voice.say, told.view
    for name, text in (("problem", view.problem), ("answer", view.answer)):
        yield Paragraph(str(text), lead=f"{say(f'lead.{name}')}{say('mark.colon')}")
    yield Heading(say("document.plan.needs"))
    if view.needs:
        yield Table(
            tuple(say(f"document.plan.{n}") for n in ("check", "condition", "here", "who")),
            (2, 8, 4, 3),
            tuple(
                (
                    f"□ {need.level}",
                    f"{need.text}{told.cites(need.cites)}"
                    + (
                        f"\n{say('needs.measure')}{say('mark.colon')}{need.measure}"
                        if need.measure
                        else ""
                    )
                    + (
                        f"\n{say('needs.substitute')}{say('mark.colon')}{need.substitute}"
                        if need.substitute
                        else ""
                    ),
                    "",
                    "",
                )
                for need in view.needs
            ),
        )
    else:
        yield from needs(told)
    if view.components:
        yield Heading(say("document.plan.components"))
        yield Table(
            tuple(say(f"document.plan.{n}") for n in ("part", "function", "choice", "why")),
            (4, 6, 4, 3),
            tuple(
                (
                    f"{part.number} {part.name}\n{part.role}",
                    f"{part.function}{told.cites(part.cites)}",
                    say("document.plan.choices"),
                    "",
                )
                for part in view.components
            ),
        )
        yield Paragraph(say("document.plan.core"), "note")
    if view.steps:
        yield Heading(say("document.plan.steps"))
        yield Table(
            tuple(say(f"document.plan.{n}") for n in ("step", "action", "who", "due")),
            (2, 9, 3, 3),
            tuple(
                (
                    f"□ {number}",
                    "\n".join([f"{step.action}{told.cites(step.cites)}", *step.facts]),
                    "",
                    "",
                )
                for number, step in enumerate(view.steps, 1)
            ),
        )
    if view.remarks:
        yield Heading(say("document.plan.risks"))
        yield from limits(told)
    yield Heading(say("document.plan.measures"))
    yield Table(
        tuple(say(f"document.plan.{n}") for n in ("metric", "there", "base", "target")),
        (5, 5, 3, 3),
        tuple(
            (str(row.name), values(told, row.after) or values(told, row.before), "", "")
            for row in (*view.results, *view.figures)
        )
        or (("", say("results.none"), "", ""),),
    )
    stopped = [line for line in view.adoptions if line.stopped]
    if stopped:
        yield Heading(say("document.plan.stopped"))
        for line in stopped:
            why = say("mark.semicolon").join(told.said(s) for s in line.reasons)
            yield Paragraph(why or line.state, "item", f"{line.place}{say('mark.colon')}")
    if view.contact:
        unit, contact, _ = view.contact
        yield Paragraph(
            f"{unit} {contact or ''}".strip(), lead=f"{say('people.contact')}{say('mark.colon')}"
        )
    yield from sources(told)


def shortlist(told: Sequence[Told]) -> Document:
    """Several cases: side by side in one table, then each on a page of its own."""
    first = told[0]
    voice, say = first.voice, first.voice.say
    labels: list[tuple[str, Callable[[Told], str]]] = [
        ("document.place", lambda t: say("mark.gap").join(t.view.facts)),
        ("lead.problem", lambda t: str(t.view.problem)),
        ("lead.answer", lambda t: str(t.view.answer)),
        ("lead.result", lambda t: f"{t.said(t.view.result)} {t.view.caveat}".strip()),
        ("document.grades", lambda t: "\n".join(f"{m.code} {m.words}" for m in t.view.marks)),
    ]
    blocks: list[Block] = []
    # More than four columns leave no room for a sentence.
    for start in range(0, len(told), 4):
        some = told[start : start + 4]
        rows = [(say(word), *(of(t) for t in some)) for word, of in labels]
        rails = [{a.label: a for a in t.view.rail} for t in some]
        for label in rails[0]:
            cells = []
            for t, rail in zip(some, rails, strict=True):
                a = rail[label]
                lines = [*(t.said(f) for f in a.facts), a.stop, a.unknown, a.note]
                cells.append("\n".join(line for line in lines if line))
            rows.append((label, *cells))
        heads = ("", *(str(t.view.title) for t in some))
        blocks.append(Table(heads, (2, *(4,) * len(some)), tuple(rows), has_labels=True))
    for t in told:
        blocks += [
            PageBreak(),
            Heading(str(t.view.title)),
            Paragraph(say("mark.gap").join(t.view.facts), "note"),
        ]
        blocks += _brief(t)
    document = first.document(
        say("document.shortlist.title"), (voice.count("count.cases", len(told)),), blocks, "page"
    )
    foot = say(
        "document.foot",
        library=voice.library.settings.name.best(voice.language),
        address=f"{first.site}{voice.address('shortlist/')}" if first.site else "",
        date=voice.site.as_of,
    )
    return Document(
        document.language,
        document.title,
        document.facts,
        document.blocks,
        "page",
        document.author,
        foot,
    )
