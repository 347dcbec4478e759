"""Who took a case over, line by line: what each adopter kept, changed, learned, and why some stopped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from replicase.grades import fidelity
from replicase.model import Adoption
from replicase.model.adoption import Adaptation, Added
from replicase.pages.adoption.adopters import standing, told_dates, within
from replicase.pages.case.citations import Cites, Statement
from replicase.pages.case.results import Row, row
from replicase.pages.case.subject import Subject, UnknownLine, unknown_line
from replicase.pages.grades import trusted
from replicase.pages.voice import Said


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


def adoption_lines(subject: Subject, adoptions: Iterable[Adoption]) -> tuple[AdoptionLine, ...]:
    """The adopters, in the order of the library."""
    return tuple(_line(subject, number, a) for number, a in enumerate(adoptions, 1))


def legend(subject: Subject) -> tuple[Cell, ...]:
    """What the marks in the cells mean."""
    return tuple(_cell(subject, kept) for kept in ("kept", "adapted", "dropped", "unreported"))


def doubts(subject: Subject, adoptions: Sequence[Adoption]) -> tuple[Said, ...]:
    """Core parts that most adopters who succeeded dropped, each as a question."""
    voice, found = subject.voice, []
    for doubt in fidelity.doubts(subject.case, adoptions):
        name = voice.text(doubt.component.name)
        asked = voice.say(
            "adoption.is_it_core", name=name.text, told=doubt.told, dropped=doubt.dropped
        )
        found.append(Said(asked, name.lang))
    return tuple(found)


def _line(subject: Subject, number: int, adoption: Adoption) -> AdoptionLine:
    voice = subject.voice
    stands = standing(voice, adoption)
    at_home = within(voice, subject.case, adoption)
    date, *others = told_dates(voice, adoption) or ("",)
    facts = (
        *reversed(others),
        trusted(voice, adoption),
        voice.say(f"trigger.{adoption.trigger}"),
    )
    sources: list[str] = []
    for dated in (adoption.started, adoption.ended, adoption.seen_in_use):
        sources += dated.source if dated else ()
    cells = tuple(_cell(subject, adoption.components.get(c.id)) for c in subject.case.components)
    dropped = [
        voice.text(c.name).text
        for c in subject.case.components
        if c.role == "core" and adoption.components.get(c.id) == "dropped"
    ]
    return AdoptionLine(
        anchor=f"adoption-{number}",
        place=voice.place(adoption.place),
        unit=voice.optional(adoption.unit),
        within=at_home,
        state=voice.say(f"standing.{stands}"),
        date=date,
        stopped=stands in ("stopped", "refused"),
        refused=stands == "refused",
        facts=facts,
        cites=subject.citations.of(adoption.id, dict.fromkeys(sources)),
        cells=cells,
        said=_told_by(subject, adoption),
        reasons=tuple(
            Statement(
                voice.text(r.text) if r.text else Said(voice.label("reason", r.reason)),
                subject.citations.of(adoption.id, r.source),
            )
            for r in adoption.reasons
        ),
        dropped_core=voice.joined(dropped) if stands == "stopped" else "",
        results=tuple(row(voice, subject.citations, adoption.id, r) for r in adoption.results),
        unknown=tuple(unknown_line(voice, u) for u in adoption.unknown),
    )


def _told_by(subject: Subject, adoption: Adoption) -> tuple[tuple[str, tuple[Statement, ...]], ...]:
    """What an adopter changed, added and learned."""
    voice = subject.voice

    def statements(found: Iterable[Added]) -> tuple[Statement, ...]:
        return tuple(subject.citations.statement(adoption.id, f.what, f.source) for f in found)

    lines = (
        ("changed", tuple(_changed(subject, adoption, made) for made in adoption.adaptations)),
        ("added", statements(adoption.added)),
        ("costs", tuple(_costs(subject, adoption))),
        ("lesson", (Statement(voice.text(adoption.lesson)),) if adoption.lesson else ()),
    )
    return tuple((voice.say(f"adoption.{name}"), said) for name, said in lines if said)


def _changed(subject: Subject, adoption: Adoption, made: Adaptation) -> Statement:
    """What was changed, with when and why where they are told."""
    voice, what = subject.voice, subject.voice.text(made.what)
    details = [voice.date(made.when)] if made.when else []
    if made.planned is False:
        details.append(voice.say("adoption.unplanned"))
    if made.why:
        details.append(voice.say("adoption.because", why=voice.text(made.why)))
    told = voice.say("adoption.detail", what=what, details=voice.say("mark.and").join(details))
    said = Said(told, what.lang) if details else what
    return Statement(said, subject.citations.of(adoption.id, made.source))


def _costs(subject: Subject, adoption: Adoption) -> Iterator[Statement]:
    """Yield what it took the adopter, as far as that is known."""
    voice, costs = subject.voice, adoption.costs
    if costs is None:
        return
    for name, amount in (("setup", costs.setup), ("running", costs.running)):
        if amount is not None:
            money = voice.money(amount)
            if amount.price_year:
                money = voice.say("cost.price_year", amount=money, year=amount.price_year)
            said = Said(voice.say(f"cost.{name}", amount=money))
            yield Statement(said, subject.citations.of(adoption.id, amount.source))
    if costs.staff_fte is not None:
        yield Statement(Said(voice.say("cost.fte", n=voice.number(costs.staff_fte))))


def _cell(subject: Subject, kept: str | None) -> Cell:
    kind = kept or "unreported"
    return Cell(kind, subject.voice.say(f"cell_mark.{kind}"), subject.voice.say(f"cell.{kind}"))
