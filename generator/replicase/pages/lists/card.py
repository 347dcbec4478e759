"""The card of a case: where, what was wrong, what was done, and the same four facts in one order.

Cards stand on lists of cases and in search results, so they can be read down like a table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from replicase.model import Case, Result
from replicase.model.scalars import PartialDate
from replicase.pages.adoption.adopters import tally, told
from replicase.pages.grades import Mark, marks
from replicase.pages.voice import HTML_LANGUAGES, Said, Voice


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a card; what is not known is said, never left blank."""

    text: str = ""
    note: str = ""
    """Small print below: the years, whom to ask."""
    unknown: str = ""
    """Stands in place of `text` where nothing is published."""
    stop: str = ""
    """What stopped, in the colour that means nothing else."""


@dataclass(frozen=True, slots=True)
class Card:
    """A case on a list."""

    id: str
    address: str
    """From the site's root."""
    lang: str
    """The `lang` of title, problem and answer where it is not the page's, else empty."""
    place: str
    tag: str
    """What sort of record it is, where it is no ordinary practice."""
    title: Said
    problem: Said
    answer: Said
    effect: Fact
    cost: Fact
    needs: Fact
    adoption: Fact
    grades: tuple[Mark, Mark] = (Mark("", ""), Mark("", ""))
    """How strong the evidence is, and whether others could do it too."""

    def slots(self) -> dict[str, str]:
        """The texts of the card by the `data-field` they fill; empty ones are left out."""
        facts = {
            "effect": self.effect,
            "cost": self.cost,
            "needs": self.needs,
            "adoption": self.adoption,
        }
        filled = {
            "href": self.address,
            "lang": self.lang,
            "place": self.place,
            "tag": self.tag,
            "title": self.title.text,
            "problem": self.problem.text,
            "answer": self.answer.text,
        }
        for name, mark in zip(("effect", "replication"), self.grades, strict=True):
            filled |= {f"grade-{name}": mark.code, f"grade-{name}-words": mark.words}
        for name, fact in facts.items():
            filled |= {
                name: fact.text,
                f"{name}-note": fact.note,
                f"{name}-unknown": fact.unknown,
                f"{name}-stop": fact.stop,
            }
        return {name: text for name, text in filled.items() if text}


BLANK = Card("", "", "", "", "", Said(""), Said(""), Said(""), Fact(), Fact(), Fact(), Fact())
"""A card whose slots JavaScript fills."""


def card(voice: Voice, case: Case) -> Card:
    """Make the card of a case."""
    language = voice.page_language(case)
    return Card(
        id=case.id,
        address=voice.case_address(case),
        lang="" if language == voice.language else HTML_LANGUAGES[language],
        place=place_line(voice, case),
        tag=kind_tag(voice, case),
        title=voice.text(case.title),
        problem=voice.text(case.summary.problem),
        answer=voice.text(case.summary.answer),
        effect=effect(voice, case),
        cost=cost(voice, case),
        needs=_needs(voice, case),
        adoption=_adoption(voice, case),
        grades=marks(voice, case),
    )


def kind_tag(voice: Voice, case: Case) -> str:
    """What sort of record it is; nothing for a practice."""
    return "" if case.kind == "practice" else voice.say(f"kind.{case.kind}")


def place_line(voice: Voice, case: Case) -> str:
    """Place, level, year and state on one line."""
    parts = [voice.place(case.place)]
    if case.place.level:
        parts.append(voice.say(f"level_of.{case.place.level}"))
    parts.append(since(voice, case))
    return voice.say("mark.gap").join(parts)


def since(voice: Voice, case: Case) -> str:
    """When it began and whether it still runs: 2004 年起，在用."""
    # A year and its word stay in one line, in the narrow columns of a comparison too.
    began = span(voice, case, voice.year).replace(" ", "\N{NO-BREAK SPACE}")
    if case.ended is not None or case.operation is None:
        return began
    return voice.say("mark.and").join([began, voice.say(f"state.{case.operation.state}")])


def span(voice: Voice, case: Case, written: Callable[[PartialDate], str]) -> str:
    """From when, and until when if it ended; a start nobody has told is said to be unknown."""
    start, end = case.started, case.ended
    if start is None:
        if end is None:
            return voice.say("card.since_unknown")
        return voice.say("card.ended", date=written(end.date))
    if end is not None:
        return voice.say("card.span", start=start.date, end=end.date)
    return voice.say("card.since", date=written(start.date))


def ask(voice: Voice, case: Case, *fields: str) -> str:
    """Whom to ask for something that is not known: "可问：牵头单位"; empty when nobody is named."""
    for unknown in case.unknown:
        if unknown.field in fields and unknown.ask is not None:
            return voice.say("unknown.ask", whom=voice.text(unknown.ask).text)
    return ""


def principal(case: Case) -> Result | None:
    """The result that speaks for a case: an effect that compares, an effect, or else its reach."""
    effects = [r for r in case.results if r.dimension == "effect"]
    ranked = [r for r in effects if r.compares] or effects or list(case.results)
    return ranked[0] if ranked else None


def effect(voice: Voice, case: Case) -> Fact:
    """What changed; a figure of reach is marked as no effect."""
    result = principal(case)
    if result is None or not result.observations:
        return Fact(
            unknown=voice.say("unknown.number"), note=ask(voice, case, "results.effect", "results")
        )
    name = voice.text(result.name).text
    after = result.after or result.observations
    if len({o.value for o in after}) > 1 or len({o.value for o in result.before}) > 1:
        return Fact(text=name, note=voice.say("card.conflict"))
    last = after[-1]
    value = voice.observed(last, result.unit)
    if result.compares:
        first = result.before[0]
        return Fact(
            text=voice.say(
                "card.before_after",
                name=name,
                before=voice.counted(first, result.unit),
                after=value,
            ),
            note=voice.say("card.years", before=first.at, after=last.at),
        )
    text = voice.say("card.figure", name=name, value=value)
    if result.dimension == "effect":
        return Fact(text=text, note=voice.say("card.one_time", at=voice.date(last.at)))
    return Fact(text=text, note=voice.say("card.no_effect", at=voice.date(last.at)))


def cost(voice: Voice, case: Case) -> Fact:
    """What it took in money and people."""
    costs = case.costs
    said: list[str] = []
    if costs is not None:
        bands = {b.id: b.label for b in voice.library.settings.cost_bands}
        for label, amount in (("running", costs.running), ("setup", costs.setup)):
            if amount is not None:
                said.append(voice.say(f"cost.{label}", amount=voice.money(amount)))
        if not said and costs.band in bands:
            said.append(voice.text(bands[costs.band]).text)
        if costs.staff_fte is not None:
            said.append(voice.say("cost.staff", n=voice.number(costs.staff_fte)))
    if not said:
        return Fact(unknown=voice.say("unknown.number"), note=ask(voice, case, "costs"))
    return Fact(text=voice.joined(said))


def _needs(voice: Voice, case: Case) -> Fact:
    must = [p for p in case.prerequisites if p.level == "must"] or list(case.prerequisites)
    if not must:
        return Fact(unknown=voice.say("unknown.statement"), note=ask(voice, case, "prerequisites"))
    first = voice.text(must[0].text)
    if first.lang:
        return Fact(text=voice.count("card.needs_count", len(must)))
    more = voice.count("card.more_needs", len(must) - 1) if len(must) > 1 else ""
    return Fact(text=first.text, note=more)


def _adoption(voice: Voice, case: Case) -> Fact:
    adoptions = voice.library.adoptions_of(case)
    counted = tally(voice, ((case, a) for a in adoptions))
    note = voice.count("adopters.within", counted.within) if counted.within else ""
    if not counted.outside and not counted.planned:
        return Fact(unknown=voice.say("adopters.none"), note=note)
    going, ended = told(voice, counted)
    return Fact(text=going, stop=ended, note=note)
