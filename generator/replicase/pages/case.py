"""The page of a case: one screen that answers, then everything it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from replicase.model import Adoption, Case
from replicase.model.adoption import Adaptation, Added
from replicase.model.case import Law, Organisation
from replicase.model.scalars import PartialDate
from replicase.model.text import Markdown
from replicase.pages.adopters import last_seen, standing, tally, told, told_date, within
from replicase.pages.card import Fact, ask, cost, kind_tag, principal
from replicase.pages.citations import Citations, Cites, SourceLine, Statement
from replicase.pages.page import Heading, Page
from replicase.pages.results import Conflict, Dumbbell, Row, conflicts, dumbbells, row
from replicase.pages.templates import fill
from replicase.pages.voice import Said, Voice
from replicase.prose import SafeHTML, prose

DRAWN = 2
"""Dumbbells in the first screen; the table has them all."""
RAIL_NEEDS = 2
"""Prerequisites in the rail, which must fit a laptop's screen."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A longer text, rendered."""

    html: SafeHTML
    lang: str
    cites: Cites = Cites()


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the rail 适合我吗: a question and what is known."""

    label: str
    facts: tuple[Said, ...]
    note: str = ""
    unknown: str = ""
    stop: str = ""


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """A part of the practice."""

    number: int
    name: Said
    function: Said
    role: str
    core: bool
    why: Said | None
    cites: Cites


@dataclass(frozen=True, slots=True)
class Need:
    """A prerequisite."""

    level: str
    kind: str
    text: Said
    measure: str
    substitute: Said | None
    cites: Cites


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the work."""

    action: Said
    facts: tuple[str, ...]
    components: tuple[str, ...]
    cites: Cites


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of the time line."""

    date: str
    what: Said
    cites: Cites


@dataclass(frozen=True, slots=True)
class CostLine:
    """A line of the table of costs."""

    label: str
    value: Said | None
    ask: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class Cell:
    """What an adopter did with one component."""

    kind: str
    """`kept`, `adapted`, `dropped` or `unreported`."""
    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class AdoptionLine:
    """Who took the case over."""

    anchor: str
    place: str
    unit: Said | None
    within: bool
    state: str
    date: str
    stopped: bool
    refused: bool
    facts: tuple[str, ...]
    cites: Cites
    cells: tuple[Cell, ...]
    """One for each component of the case."""
    said: tuple[tuple[str, tuple[Statement, ...]], ...]
    """What was changed, what was added, the lesson."""
    reasons: tuple[Statement, ...]
    dropped_core: str
    """Core components given up before it stopped; empty when none."""
    results: tuple[Row, ...]
    unknown: tuple[UnknownLine, ...]

    @property
    def details(self) -> bool:
        """Whether there is more to say than the line itself."""
        return bool(self.said or self.reasons or self.dropped_core or self.results or self.unknown)


@dataclass(frozen=True, slots=True)
class UnknownLine:
    """What is not known, why, and whom to ask."""

    what: str
    why: Said
    ask: Said | None


@dataclass(frozen=True, slots=True)
class Remarked:
    """A labelled statement below risks and limits."""

    label: str
    said: Said
    cites: Cites
    more: tuple[tuple[str, Said], ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An evaluation by somebody."""

    design: str
    evaluator: Said
    independence: str
    finding: Said
    cites: Cites


@dataclass(frozen=True, slots=True)
class Document:
    """A law or decision it rests on, or one by which a higher level asks others to follow."""

    label: str
    title: Said
    facts: tuple[str, ...]
    number: str
    """文号; empty when it is not known."""
    url: str | None
    scope: Said | None
    cites: Cites


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """Another practice."""

    relation: str
    name: Said
    link: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything on the page of a case."""

    id: str
    title: Said
    tag: str
    city: str
    city_link: str
    facts: tuple[str, ...]
    untranslated: bool
    problem: Said
    answer: Said
    result: Statement
    caveat: str
    dumbbells: tuple[Dumbbell, ...]
    rail: tuple[Answer, ...]
    improve: str
    results: tuple[Row, ...]
    undrawn: bool
    """Whether some result has no dumbbell."""
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
    costs: tuple[CostLine, ...]
    context: tuple[Row, ...]
    systems: tuple[tuple[str, tuple[Said, ...]], ...]
    adoptions: tuple[AdoptionLine, ...]
    adopted: str
    stopped: str
    strip: bool
    """Whether any adopter reported what it did with the components."""
    legend: tuple[Cell, ...]
    remarks: tuple[Remarked, ...]
    evaluations: tuple[Reviewed, ...]
    laws: tuple[Document, ...]
    promotions: tuple[Document, ...]
    honours: tuple[tuple[str, Statement], ...]
    materials: tuple[tuple[str, Said, str, str], ...]
    related: tuple[RelatedLine, ...]
    replies: tuple[tuple[Said, str, Passage], ...]
    people: tuple[tuple[str, Said, str, Cites], ...]
    contact: tuple[Said, str] | None
    unknown: tuple[UnknownLine, ...]
    sources: tuple[SourceLine, ...]
    bracketed: bool
    """Whether a title of a source is in our own words."""
    record: tuple[tuple[str, str], ...]
    citation: str
    history: tuple[tuple[str, Said], ...]


def case(voice: Voice, record: Case) -> Page:
    """Make the page of a case."""
    view = _Maker(voice, record).view()
    return Page(
        address=voice.address(f"cases/{record.id}/"),
        language=voice.language,
        section="cases",
        title=view.title.text,
        description=f"{view.problem} {view.answer}",
        body=fill("case.html", voice, case=view, sections=_sections(voice, view)),
        contents=_sections(voice, view),
        edit=voice.library.file_of(record.id),
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
        ("costs", True),
        ("adoptions", True),
        ("limits", bool(view.remarks)),
        ("evaluations", bool(view.evaluations)),
        ("basis", bool(view.laws or view.promotions or view.honours or view.materials)),
        ("people", bool(view.people or view.contact)),
        ("replies", bool(view.replies)),
        ("related", bool(view.related)),
        ("unknown", bool(view.unknown)),
        ("sources", bool(view.sources)),
        ("record", True),
    )
    return tuple(
        Heading(name, voice.say(f"section.{name}")) for name, is_there in there if is_there
    )


class _Maker:
    """Gathers the view of one case; holds what every part of it needs."""

    def __init__(self, voice: Voice, record: Case) -> None:
        self.voice = voice
        self.case = record
        self.adoptions = voice.library.adoptions_of(record)
        self.citations = Citations(voice, record, self.adoptions)
        self.numbers = {c.id: n for n, c in enumerate(record.components, 1)}

    def view(self) -> CaseView:
        voice, case = self.voice, self.case
        city = voice.library.city_of(case.place)
        counted = tally(voice, ((case, a) for a in self.adoptions))
        going, ended = told(voice, counted)
        adoptions = tuple(self._adoption(n, a) for n, a in enumerate(self.adoptions, 1))
        result, caveat = self._result()
        drawn = dumbbells(voice, self.citations, case.id, case.results)
        sources = tuple(self.citations.lines())
        return CaseView(
            id=case.id,
            title=voice.text(case.title),
            tag=kind_tag(voice, case),
            city=voice.city_name(city) if city else "",
            city_link=f"page:cities/{city.slug}/" if city in voice.library.cities and city else "",
            facts=self._facts(),
            untranslated=voice.untranslated(case),
            problem=voice.text(case.summary.problem),
            answer=voice.text(case.summary.answer),
            result=result,
            caveat=caveat,
            dumbbells=drawn[:DRAWN],
            rail=self._rail(going, ended),
            improve=self._improve(),
            results=tuple(row(voice, self.citations, case.id, r) for r in case.results),
            undrawn=len(drawn) < len(case.results),
            no_effect=next((u for u in self._unknown("results.effect", "results")), None),
            conflicts=conflicts(voice, self.citations, case.id, case.results, case.sources),
            problem_text=self._passage(case.problem.text, "problem") if case.problem else None,
            problem_figures=tuple(
                row(voice, self.citations, case.id, r) for r in case.problem.figures
            )
            if case.problem
            else (),
            mechanism=self._passage(case.mechanism.text, "mechanism", case.mechanism.source)
            if case.mechanism
            else None,
            components=self._components(),
            needs=self._needs(),
            needs_ask=ask(voice, case, "prerequisites"),
            steps=self._steps(),
            moments=tuple(
                Moment(str(m.date), voice.text(m.what), self.citations.of(case.id, m.source))
                for m in sorted(case.milestones, key=lambda m: m.date)
            ),
            costs=self._costs(),
            context=tuple(row(voice, self.citations, case.id, r) for r in case.context),
            systems=self._systems(),
            adoptions=adoptions,
            adopted=going,
            stopped=ended,
            strip=any(a.components for a in self.adoptions),
            legend=tuple(self._cell(kept) for kept in ("kept", "adapted", "dropped", "unreported")),
            remarks=self._remarks(),
            evaluations=tuple(
                Reviewed(
                    design=voice.say(f"design.{e.design}"),
                    evaluator=voice.text(e.evaluator),
                    independence=""
                    if e.independent is None
                    else voice.say("evaluation.independent" if e.independent else "evaluation.own"),
                    finding=voice.text(e.finding),
                    cites=self.citations.of(case.id, e.source),
                )
                for e in case.evaluations
            ),
            laws=tuple(self._law(law) for law in case.legal_basis),
            promotions=self._promotions(),
            honours=tuple(
                (
                    voice.date(h.year) if h.year else "",
                    self.citations.statement(case.id, h.what, h.source),
                )
                for h in case.recognition
            ),
            materials=tuple(
                (voice.say(f"material.{m.type}"), voice.text(m.title), m.url, m.licence or "")
                for m in case.materials
            ),
            related=self._related(),
            replies=tuple(
                (voice.text(r.by), voice.day(r.date), self._passage(r.text, f"reply{n}", r.source))
                for n, r in enumerate(case.replies, 1)
            ),
            people=self._people(),
            contact=(voice.text(case.contact.unit), case.contact.line or "")
            if case.contact
            else None,
            unknown=tuple(self._unknown()),
            sources=sources,
            bracketed=any(s.title.startswith("[") for s in sources),
            record=self._record(),
            citation=self._citation(),
            history=(
                (str(case.registered), Said(voice.say("record.registered"))),
                *((str(c.date), voice.text(c.what)) for c in case.changes),
            ),
        )

    def _facts(self) -> tuple[str, ...]:
        """The line below the title."""
        voice, case = self.voice, self.case
        facts = [voice.place(case.place)]
        if case.ended:
            facts.append(voice.say("card.span", start=case.started.date, end=case.ended.date))
        else:
            facts.append(voice.say("card.since", date=voice.day(case.started.date)))
        if case.operation:
            state = voice.say(f"state.{case.operation.state}")
            if case.operation.confirmed:
                state = voice.say("case.confirmed", state=state, date=case.operation.confirmed)
            facts.append(state)
        return tuple(facts)

    def _passage(self, text: Markdown, name: str, sources: Iterable[str] = ()) -> Passage:
        said = self.voice.text(text)
        return Passage(
            prose(said.text, self.citations.ids, name),
            said.lang,
            self.citations.of(self.case.id, sources),
        )

    def _result(self) -> tuple[Statement, str]:
        """What came of it in one sentence, and how far that may be believed."""
        voice, case = self.voice, self.case
        result = principal(case)
        if result is None or not result.observations:
            return Statement(Said(voice.say("lead.no_result"))), ""
        name = voice.text(result.name)
        after = result.after or result.observations
        last = after[-1]
        value, at = voice.observed(last, result.unit), voice.day(last.at)
        sources = [o.source for o in (*result.before, *after)]
        cites = self.citations.of(case.id, sources)
        disputed = any(len({o.value for o in side}) > 1 for side in (result.before, after))
        if disputed:
            told_ = voice.say("lead.disputed", name=name)
            return Statement(Said(told_, name.lang), cites), ""
        if result.compares:
            first = result.before[0]
            told_ = voice.say(
                "lead.changed",
                name=name,
                before=voice.observed(first, result.unit),
                before_at=voice.day(first.at),
                after=value,
                after_at=at,
            )
            controlled = any(
                e.design in ("comparison", "quasi-experimental", "randomised")
                for e in case.evaluations
            )
            return Statement(Said(told_, name.lang), cites), (
                "" if controlled else voice.say("lead.no_control")
            )
        told_ = voice.say("lead.figure", name=name, value=value, at=at)
        caveat = "lead.one_time" if result.dimension == "effect" else "lead.no_effect"
        return Statement(Said(told_, name.lang), cites), voice.say(caveat)

    def _rail(self, going: str, ended: str) -> tuple[Answer, ...]:
        voice, case = self.voice, self.case
        size = [Said(voice.say(f"scale.{case.place.level}"))] if case.place.level else []
        size += [
            Said(
                voice.say(
                    "rail.figure",
                    name=voice.text(r.name),
                    value=voice.observed(r.observations[-1], r.unit),
                ),
                voice.text(r.name).lang,
            )
            for r in case.context[:1]
            if r.observations
        ]
        must = [p for p in case.prerequisites if p.level == "must"]
        more = len(must) - RAIL_NEEDS
        money = cost(voice, case)
        months = case.first_result_months
        unsuitable = tuple(voice.text(u.text) for u in case.unsuitable_when[:2])
        return (
            Answer(
                voice.say("rail.size"),
                tuple(size) or (Said(voice.place(case.place)),),
            ),
            Answer(
                voice.say("rail.needs"),
                tuple(voice.text(p.text) for p in must[:RAIL_NEEDS]),
                note=voice.count("card.more_needs", more) if more > 0 else "",
                unknown="" if must else voice.say("unknown.statement"),
            ),
            _answer(voice.say("rail.cost"), money),
            Answer(
                voice.say("rail.time"),
                (Said(voice.count("rail.months", months.months)),) if months else (),
                unknown="" if months else voice.say("unknown.number"),
            ),
            Answer(
                voice.say("rail.users"),
                (Said(going),) if going else (),
                unknown="" if going or ended else voice.say("adopters.none"),
                stop=ended,
            ),
            Answer(
                voice.say("rail.unsuitable"),
                unsuitable,
                unknown="" if unsuitable else voice.say("unknown.statement"),
            ),
        )

    def _improve(self) -> str:
        repository = self.voice.library.settings.repository
        if not repository.url:
            return ""
        file = quote(self.voice.library.file_of(self.case.id))
        return f"{repository.url.rstrip('/')}/edit/{repository.branch}/{file}"

    def _components(self) -> tuple[ComponentLine, ...]:
        return tuple(
            ComponentLine(
                number=number,
                name=self.voice.text(c.name),
                function=self.voice.text(c.function),
                role=self.voice.say(f"role.{c.role}"),
                core=c.role == "core",
                why=self.voice.optional(c.why_core),
                cites=self.citations.of(self.case.id, c.source),
            )
            for number, c in enumerate(self.case.components, 1)
        )

    def _needs(self) -> tuple[Need, ...]:
        voice = self.voice
        order = ("must", "should", "helps")
        needs = []
        for p in sorted(self.case.prerequisites, key=lambda p: order.index(p.level)):
            measure = ""
            if p.measure:
                unit = p.measure.unit
                value = (
                    voice.amount(p.measure.value, unit) if unit else voice.number(p.measure.value)
                )
                sign = {"<=": "≤", ">=": "≥"}.get(p.measure.op, p.measure.op)
                measure = f"{voice.label('metric', p.measure.metric)} {sign} {value}"
            needs.append(
                Need(
                    level=voice.say(f"need.{p.level}"),
                    kind=voice.say(f"need_kind.{p.kind}"),
                    text=voice.text(p.text),
                    measure=measure,
                    substitute=voice.optional(p.substitute),
                    cites=self.citations.of(self.case.id, p.source),
                )
            )
        return tuple(needs)

    def _steps(self) -> tuple[StepLine, ...]:
        voice = self.voice
        names = {c.id: voice.text(c.name).text for c in self.case.components}
        steps = []
        for step in self.case.steps:
            facts = []
            if step.who:
                facts.append(voice.say("step.who", who=voice.text(step.who)))
            if step.weeks is not None:
                facts.append(voice.count("step.weeks", step.weeks))
            if step.output:
                facts.append(voice.say("step.output", output=voice.text(step.output)))
            steps.append(
                StepLine(
                    action=voice.text(step.action),
                    facts=tuple(facts),
                    components=tuple(
                        f"{self.numbers[c]} {names[c]}" for c in step.components if c in names
                    ),
                    cites=self.citations.of(self.case.id, step.source),
                )
            )
        return tuple(steps)

    def _costs(self) -> tuple[CostLine, ...]:
        """Set-up, running cost and staff, each known or said to be unknown."""
        voice, costs = self.voice, self.case.costs
        whom = next((u.ask for u in self._unknown("costs") if u.ask), None)
        ask_whom = whom.text if whom else ""
        lines = []
        for name in ("setup", "running"):
            amount = getattr(costs, name) if costs else None
            value, cites = None, Cites()
            if amount is not None:
                unit = voice.say(f"currency.{amount.currency or 'unstated'}")
                money = f"{voice.number(amount.amount)}{unit}"
                if amount.price_year:
                    money = voice.say("cost.price_year", amount=money, year=amount.price_year)
                value, cites = Said(money), self.citations.of(self.case.id, amount.source)
            lines.append(
                CostLine(voice.say(f"cost_line.{name}"), value, "" if value else ask_whom, cites)
            )
        staff = costs.staff_fte if costs else None
        value = Said(voice.say("cost.fte", n=voice.number(staff))) if staff is not None else None
        lines.append(
            CostLine(voice.say("cost_line.staff"), value, "" if value else ask_whom, Cites())
        )
        if costs:
            bands = {b.id: b.label for b in voice.library.settings.cost_bands}
            if costs.band in bands:
                lines.append(_known(voice, "band", voice.text(bands[costs.band])))
            if costs.funding:
                funding = voice.joined([voice.text(f).text for f in costs.funding])
                lines.append(_known(voice, "funding", Said(funding)))
            if costs.who_pays:
                lines.append(_known(voice, "who_pays", voice.text(costs.who_pays)))
            if costs.not_counted:
                lines.append(_known(voice, "not_counted", voice.text(costs.not_counted)))
        return tuple(lines)

    def _systems(self) -> tuple[tuple[str, tuple[Said, ...]], ...]:
        voice, technology = self.voice, self.case.technology
        if technology is None:
            return ()
        yes_no = technology.personal_data
        lines = (
            ("systems", tuple(voice.text(s) for s in technology.systems)),
            ("data_in", tuple(voice.text(d) for d in technology.data_in)),
            ("lock_in", (voice.text(technology.lock_in),) if technology.lock_in else ()),
            (
                "open_alternative",
                (voice.text(technology.open_alternative),) if technology.open_alternative else (),
            ),
            (
                "personal_data",
                () if yes_no is None else (Said(voice.say("yes" if yes_no else "no")),),
            ),
        )
        return tuple((voice.say(f"technology.{name}"), said) for name, said in lines if said)

    def _adoption(self, number: int, adoption: Adoption) -> AdoptionLine:
        voice = self.voice
        stands = standing(voice, adoption)
        at_home = within(voice, self.case, adoption)
        seen = last_seen(adoption)
        facts = []
        if adoption.started:
            facts.append(voice.say("adoption.since", date=voice.day(adoption.started.date)))
        if adoption.ended:
            facts.append(voice.say("adoption.until", date=voice.day(adoption.ended.date)))
        if seen:
            facts.append(voice.say("adoption.seen", date=voice.day(seen)))
        facts.append(voice.say(f"declared.{adoption.declared_by}"))
        facts.append(voice.say(f"trigger.{adoption.trigger}"))
        sources: list[str] = []
        for dated in (adoption.started, adoption.ended, adoption.seen_in_use):
            sources += dated.source if dated else ()
        cells = tuple(self._cell(adoption.components.get(c.id)) for c in self.case.components)
        dropped = [
            voice.text(c.name).text
            for c in self.case.components
            if c.role == "core" and adoption.components.get(c.id) == "dropped"
        ]
        return AdoptionLine(
            anchor=f"adoption-{number}",
            place=voice.place(adoption.place),
            unit=voice.optional(adoption.unit),
            within=at_home,
            state=voice.say(f"standing.{stands}"),
            date=told_date(adoption),
            stopped=stands in ("stopped", "refused"),
            refused=stands == "refused",
            facts=tuple(facts),
            cites=self.citations.of(adoption.id, dict.fromkeys(sources)),
            cells=cells,
            said=self._told_by(adoption),
            reasons=tuple(
                Statement(
                    voice.text(r.text) if r.text else Said(voice.label("reason", r.reason)),
                    self.citations.of(adoption.id, r.source),
                )
                for r in adoption.reasons
            ),
            dropped_core=voice.joined(dropped) if stands == "stopped" else "",
            results=tuple(row(voice, self.citations, adoption.id, r) for r in adoption.results),
            unknown=tuple(
                UnknownLine(_field_name(voice, u.field), voice.text(u.why), voice.optional(u.ask))
                for u in adoption.unknown
            ),
        )

    def _told_by(self, adoption: Adoption) -> tuple[tuple[str, tuple[Statement, ...]], ...]:
        """What an adopter changed, added and learned."""
        voice = self.voice

        def statements(found: Iterable[Adaptation | Added]) -> tuple[Statement, ...]:
            return tuple(self.citations.statement(adoption.id, f.what, f.source) for f in found)

        lines = (
            ("changed", statements(adoption.adaptations)),
            ("added", statements(adoption.added)),
            ("lesson", (Statement(voice.text(adoption.lesson)),) if adoption.lesson else ()),
        )
        return tuple((voice.say(f"adoption.{name}"), said) for name, said in lines if said)

    def _cell(self, kept: str | None) -> Cell:
        kind = kept or "unreported"
        return Cell(kind, self.voice.say(f"cell_mark.{kind}"), self.voice.say(f"cell.{kind}"))

    def _remarks(self) -> tuple[Remarked, ...]:
        voice, case = self.voice, self.case
        remarks = []
        for risk in case.risks:
            more = []
            if risk.mitigation:
                more.append((voice.say("risk.mitigation"), voice.text(risk.mitigation)))
            if risk.happened is not None:
                word = "risk.has_happened" if risk.happened else "risk.has_not_happened"
                more.append(("", Said(voice.say(word))))
            remarks.append(
                Remarked(
                    voice.say("remark.risk"),
                    voice.text(risk.risk),
                    self.citations.of(case.id, risk.source),
                    tuple(more),
                )
            )
        for label, found in (
            ("limit", case.limits),
            ("unintended", case.unintended),
            ("unsuitable", case.unsuitable_when),
        ):
            remarks += (
                Remarked(
                    voice.say(f"remark.{label}"),
                    voice.text(remark.text),
                    self.citations.of(case.id, remark.source),
                )
                for remark in found
            )
        return tuple(remarks)

    def _law(self, law: Law) -> Document:
        voice = self.voice
        facts = []
        if law.issuer:
            facts.append(voice.text(law.issuer).text)
        if law.date:
            facts.append(str(law.date))
        if law.rank:
            facts.append(voice.text(law.rank).text)
        return Document(
            label="",
            title=voice.text(law.title),
            facts=tuple(facts),
            number=law.number or "",
            url=law.url,
            scope=voice.optional(law.authorisation),
            cites=self.citations.of(self.case.id, law.source),
        )

    def _promotions(self) -> tuple[Document, ...]:
        """How higher levels spread it, from the village upwards."""
        voice = self.voice
        order = ("village", "town", "county", "city", "province", "nation")
        made = []
        for p in sorted(self.case.promotion, key=lambda p: (order.index(p.level), _year(p.date))):
            facts = [voice.text(who).text for who in (p.issuer, p.responsible_unit) if who]
            if p.date:
                facts.append(str(p.date))
            made.append(
                Document(
                    label=voice.say(f"level.{p.level}"),
                    title=Said(voice.say(f"instrument.{p.instrument}")),
                    facts=tuple(facts),
                    number=p.number or "",
                    url=None,
                    scope=voice.optional(p.scope),
                    cites=self.citations.of(self.case.id, p.source),
                )
            )
        return tuple(made)

    def _related(self) -> tuple[RelatedLine, ...]:
        voice = self.voice
        lines = []
        for related in self.case.related:
            other = voice.library.case(related.case) if related.case else None
            if other is not None:
                name, link = voice.text(other.title), f"case:{other.id}"
            elif related.name is not None:
                name, link = voice.text(related.name), ""
            else:
                continue
            lines.append(
                RelatedLine(
                    voice.say(f"relation.{related.relation}"),
                    name,
                    link,
                    self.citations.of(self.case.id, related.source),
                )
            )
        return tuple(lines)

    def _people(self) -> tuple[tuple[str, Said, str, Cites], ...]:
        voice = self.voice

        def line(label: str, who: Organisation) -> tuple[str, Said, str, Cites]:
            told_ = [voice.text(t).text for t in (who.role, who.support) if t]
            return (
                voice.say(f"people.{label}"),
                voice.text(who.name),
                voice.joined(told_),
                self.citations.of(self.case.id, who.source),
            )

        return (line("lead", self.case.lead), *(line("partner", p) for p in self.case.partners))

    def _unknown(self, *fields: str) -> list[UnknownLine]:
        """What the record says is not known; all of it, or the entries of some fields."""
        voice = self.voice
        return [
            UnknownLine(_field_name(voice, u.field), voice.text(u.why), voice.optional(u.ask))
            for u in self.case.unknown
            if not fields or u.field in fields
        ]

    def _record(self) -> tuple[tuple[str, str], ...]:
        """How the record came about and how far it is checked."""
        voice, case = self.voice, self.case
        lines = [(voice.say("record.id"), case.id), (voice.say("record.stage"), self._stage())]
        if case.review:
            reviewed = voice.say(
                "record.reviewed_by",
                kind=voice.say(f"review.{case.review.kind}"),
                by=voice.text(case.review.by),
                date=case.review.date,
            )
            lines.append((voice.say("record.review"), reviewed))
            if case.review.due:
                lines.append((voice.say("record.due"), str(case.review.due)))
        lines.append(
            (
                voice.say("record.disclosure"),
                voice.say("record.disclosed", date=case.disclosure.date),
            )
        )
        text = case.rights.text if case.rights else None
        lines.append((voice.say("record.licence"), text or voice.library.settings.licences.text))
        return tuple(lines)

    def _stage(self) -> str:
        return self.voice.say(f"stage.{self.case.stage}")

    def _citation(self) -> str:
        """How to cite the page: GB/T 7714."""
        settings = self.voice.library.settings
        changed = max((c.date for c in self.case.changes), default=self.case.registered)
        return self.voice.say(
            "record.citation",
            publisher=settings.publisher.name.best(self.voice.language),
            title=self.voice.text(self.case.title),
            library=settings.name.best(self.voice.language),
            date=changed,
            read=self.voice.today,
            id=self.case.id,
        )


def _answer(label: str, fact: Fact) -> Answer:
    return Answer(label, (Said(fact.text),) if fact.text else (), fact.note, fact.unknown)


def _known(voice: Voice, name: str, said: Said) -> CostLine:
    return CostLine(voice.say(f"cost_line.{name}"), said, "", Cites())


def _year(date: PartialDate | None) -> PartialDate:
    return date or PartialDate(2999)


def _field_name(voice: Voice, field: str) -> str:
    """What a field is called on a page; its own name where there is no word for it."""
    named = voice.words.field
    key = field.replace(".", "_")
    return str(named.get(key) or named.get(key.partition("_")[0]) or field)
