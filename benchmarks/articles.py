"""What a case page of ours says, as the Markdown another tool would be given.

It is there as text, with headings in the page's language and links as the tool writes them;
diagrams have no counterpart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.synthetic import AS_OF
from replicase.model import Adoption, Case, Result, Source
from replicase.model.evidence import EDITOR
from replicase.model.text import Text
from replicase.pages.grades import trusted
from replicase.pages.voice import Voice

LinkTo = Callable[[str], str]
"""The address of a case by its id, as a tool writes it in Markdown."""

_CITATION = re.compile(r"\[@([a-z][a-z0-9-]*)\]")


@dataclass(frozen=True, slots=True)
class Article:
    """The page of a case: its title, and the rest of it as Markdown."""

    id: str
    title: str
    description: str
    city: str
    body: str


def articles(voice: Voice, link: LinkTo) -> Iterator[Article]:
    """Yield the page of every case, in the language of the voice."""
    for case in voice.library.cases:
        city = voice.library.city_of(case.place)
        yield Article(
            id=case.id,
            title=voice.text(case.title).text,
            description=voice.text(case.summary.problem).text,
            city=city.slug or "" if city else "",
            body="\n\n".join(_Writer(voice, case).parts(link)) + "\n",
        )


class _Writer:
    """Writes the page of one case, in the order and with the headings of our own page."""

    def __init__(self, voice: Voice, case: Case) -> None:
        self.voice = voice
        self.say = voice.say
        self.case = case

    def parts(self, link: LinkTo) -> Iterator[str]:
        """Yield the blocks of Markdown."""
        say, case = self.say, self.case
        yield " · ".join(self._facts())
        yield f"**{say('lead.problem')}** {self._text(case.summary.problem)}"
        yield f"**{say('lead.answer')}** {self._text(case.summary.answer)}"
        yield from self._lead()
        yield from self._section("results", self._results(case.results))
        yield from self._section("problem", self._problem())
        yield from self._section("components", self._components())
        yield from self._section("needs", self._needs())
        yield from self._section("steps", self._steps())
        yield from self._section("costs", self._costs())
        yield from self._section("adoptions", self._adoptions())
        yield from self._section("limits", self._limits())
        yield from self._section("basis", self._basis())
        yield from self._section("people", self._people())
        yield from self._section("related", self._related(link))
        yield from self._section("unknown", self._unknown())
        yield from self._section("sources", self._sources())
        yield from self._section("record", self._record())

    def _section(self, name: str, blocks: Iterable[str]) -> Iterator[str]:
        blocks = tuple(blocks)
        if blocks:
            yield f"## {self.say(f'section.{name}')}"
            yield from blocks

    def _text(self, text: Text | None) -> str:
        return "" if text is None else self.voice.text(text).text

    def _cites(self, sources: Iterable[str]) -> str:
        return "".join(
            f" ({self.say('case.editor')})" if source == EDITOR else f" [[{source}]](#{source})"
            for source in sources
        )

    def _facts(self) -> Iterator[str]:
        voice, case = self.voice, self.case
        yield voice.place(case.place)
        yield self.say("card.since", date=voice.day(case.started.date))
        if case.operation:
            yield self.say(f"state.{case.operation.state}")
        yield from (voice.label("theme", theme) for theme in case.facets.theme)
        yield from (voice.label("method", method) for method in case.facets.method)

    def _lead(self) -> Iterator[str]:
        """The result first, as our own page puts it."""
        effects = [result for result in self.case.results if result.dimension == "effect"]
        for result in (effects or list(self.case.results))[:1]:
            last = result.observations[-1]
            said = self.say(
                "lead.figure",
                name=self._text(result.name),
                value=self.voice.observed(last, result.unit),
                at=self.voice.day(last.at),
            )
            yield f"**{self.say('lead.result')}** {said}{self._cites([last.source])}"

    def _results(self, results: Sequence[Result]) -> Iterator[str]:
        if results:
            yield _table(
                [self.say(f"results.{c}") for c in ("metric", "before", "after", "change", "who")],
                (self._row(result) for result in results),
            )

    def _row(self, result: Result) -> list[str]:
        voice = self.voice
        name = f"{self._text(result.name)} ({self.say(f'dimension.{result.dimension}')})"
        if result.definition:
            name += f" {self._text(result.definition)}"
        if result.break_:
            name += f" {self._text(result.break_.why)}"
        shown = (*result.before, *result.after)
        for other in (o for o in result.observations if o not in shown):
            told = voice.observed(other, result.unit)
            name += f" {self.say('results.other_time', at=voice.date(other.at), value=told)}"
            name += self._cites([other.source])
        before, after = (
            " / ".join(f"{voice.observed(o, result.unit)} ({voice.date(o.at)})" for o in side)
            for side in (result.before, result.after)
        )
        who = "; ".join(
            dict.fromkeys(
                self.say(f"claimant.{o.claimant}") + self._cites([o.source]) for o in shown
            )
        )
        return [name, before, after, voice.change(result), who]

    def _problem(self) -> Iterator[str]:
        case = self.case
        if case.problem:
            yield _CITATION.sub(r" [[\1]](#\1)", self._text(case.problem.text)).strip()
        if case.mechanism:
            yield f"### {self.say('problem.why')}"
            yield self._text(case.mechanism.text) + self._cites(case.mechanism.source)

    def _components(self) -> Iterator[str]:
        yield from _list(
            f"**{self._text(part.name)}** ({self.say(f'role.{part.role}')}): "
            f"{self._text(part.function)} {self._text(part.why_core)}{self._cites(part.source)}"
            for part in self.case.components
        )

    def _needs(self) -> Iterator[str]:
        yield from _list(
            f"{self.say(f'need.{need.level}')}, {self.say(f'need_kind.{need.kind}')}: "
            f"{self._text(need.text)} {self._text(need.substitute)}{self._cites(need.source)}"
            for need in self.case.prerequisites
        )
        if not self.case.prerequisites:
            yield self.say("unknown.statement")

    def _steps(self) -> Iterator[str]:
        names = {part.id: self._text(part.name) for part in self.case.components}
        yield from _list(
            (
                f"{self._text(step.action)} {self._text(step.who)} {self._text(step.output)} "
                f"({', '.join(names[part] for part in step.components)}){self._cites(step.source)}"
                for step in self.case.steps
            ),
            "1.",
        )
        if self.case.milestones:
            yield f"### {self.say('step.history')}"
            yield from _list(
                f"{self.voice.day(m.date)} {self._text(m.what)}{self._cites(m.source)}"
                for m in self.case.milestones
            )

    def _costs(self) -> Iterator[str]:
        costs = self.case.costs
        rows = [
            [self.say(f"cost_line.{line}"), self.say("unknown.number"), ""]
            for line in ("setup", "running", "staff")
        ]
        if costs and costs.setup:
            rows[0][1] = (
                f"{costs.setup.amount:,f} {costs.setup.currency} ({costs.setup.price_year})"
                f"{self._cites(costs.setup.source)}"
            )
            rows.append([self.say("cost_line.who_pays"), self._text(costs.who_pays), ""])
        yield _table([self.say(f"cost_line.{c}") for c in ("item", "number", "whom")], rows)

    def _adoptions(self) -> Iterator[str]:
        adoptions = self.voice.library.adoptions_of(self.case)
        if not adoptions:
            yield self.say("adoption.none")
        for adoption in adoptions:
            yield f"### {self.voice.place(adoption.place)}"
            yield from _list(self._adoption(adoption))

    def _adoption(self, adoption: Adoption) -> Iterator[str]:
        names = {part.id: self._text(part.name) for part in self.case.components}
        yield trusted(self.voice, adoption)
        yield self.say(f"trigger.{adoption.trigger}")
        if adoption.started:
            yield self.say("adoption.since", date=self.voice.day(adoption.started.date))
        if adoption.ended:
            yield self.say("adoption.until", date=self.voice.day(adoption.ended.date))
        yield from (
            f"{self.voice.label('reason', reason.reason)}: {self._text(reason.text)}"
            for reason in adoption.reasons
        )
        yield from (
            f"{names[c]}: {self.say(f'cell.{did}')}" for c, did in adoption.components.items()
        )
        yield from (self._text(change.what) for change in adoption.adaptations)
        if adoption.lesson:
            yield self._text(adoption.lesson)
        yield from (self._source(source) for source in adoption.sources)

    def _limits(self) -> Iterator[str]:
        case = self.case
        yield from _list(
            [
                *(
                    f"{self.say('remark.risk')}: {self._text(r.risk)} {self._text(r.mitigation)}"
                    f"{self._cites(r.source)}"
                    for r in case.risks
                ),
                *(
                    f"{self.say('remark.limit')}: {self._text(remark.text)}{self._cites(remark.source)}"
                    for remark in case.limits
                ),
                *(
                    f"{self.say('remark.unsuitable')}: {self._text(remark.text)}"
                    f"{self._cites(remark.source)}"
                    for remark in case.unsuitable_when
                ),
            ]
        )

    def _basis(self) -> Iterator[str]:
        case = self.case
        yield from _list(
            [
                *(
                    f"{self._text(law.title)} {law.date or ''}{self._cites(law.source)}"
                    for law in case.legal_basis
                ),
                *(f"{self._text(h.what)}{self._cites(h.source)}" for h in case.recognition),
            ]
        )

    def _people(self) -> Iterator[str]:
        case = self.case
        yield from _list(
            f"{self._text(unit.name)}{self._cites(unit.source)}"
            for unit in (case.lead, *case.partners)
        )
        if case.contact:
            yield f"{self.say('people.contact')}: {self._text(case.contact.unit)}"

    def _related(self, link: LinkTo) -> Iterator[str]:
        found = ((r.relation, self.voice.library.case(r.case or "")) for r in self.case.related)
        yield from _list(
            f"{self.say(f'relation.{relation}')}: [{self._text(case.title)}]({link(case.id)})"
            for relation, case in found
            if case
        )

    def _unknown(self) -> Iterator[str]:
        yield from _list(
            f"{unknown.field}: {self._text(unknown.why)} {self._text(unknown.ask)}"
            for unknown in self.case.unknown
        )

    def _sources(self) -> Iterator[str]:
        yield from _list(
            (f'<a id="{s.id}"></a>{self._source(s)}' for s in self.case.sources),
            "1.",
        )

    def _source(self, source: Source) -> str:
        title = f"[{source.title}]({source.url})" if source.url else source.title
        accessed = self.say("source.accessed", date=source.accessed)
        kind = self.say(f"source.{source.type}")
        return f"{title}, {source.publisher}, {kind}, {source.published or ''}, {accessed}"

    def _record(self) -> Iterator[str]:
        case, settings = self.case, self.voice.library.settings
        lines = {
            "record.id": case.id,
            "record.stage": self.say(f"stage.{case.stage}"),
            "record.disclosure": self.say("record.disclosed", date=case.disclosure.date),
            "record.licence": settings.licences.text,
            "record.cite": self.say(
                "record.citation",
                publisher=self._text(settings.publisher.name),
                title=self._text(case.title),
                library=self._text(settings.name),
                date=case.registered,
                read=AS_OF,
                id=case.id,
            ),
            "record.registered": str(case.registered),
        }
        if case.review:
            kind = self.say(f"review.{case.review.kind}")
            lines["record.review"] = f"{kind} {self._text(case.review.by)} {case.review.date}"
        yield from _list(f"{self.say(name)}: {said}" for name, said in lines.items())


def _list(items: Iterable[str], mark: str = "-") -> Iterator[str]:
    lines = [f"{mark} {' '.join(item.split())}" for item in items]
    if lines:
        yield "\n".join(lines)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
