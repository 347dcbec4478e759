"""How the library works: what it asks, who looks, what unknown means, and what it cannot tell.

Whatever the model, the rules and the records say themselves is taken from them; the words around it
are in `theme/words/`, the order of the sections in `SECTIONS`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import get_args

from markupsafe import Markup

from replicase.codes import CODES
from replicase.coverage import coverage
from replicase.diagnostics import Rule, Severity
from replicase.model import Case, Source
from replicase.model.case import KNOWN_WHEN_VERIFIED, UNKNOWABLE, Review
from replicase.model.describe import STAGES, fields_of
from replicase.pages.adoption.adopters import FRESH_MONTHS
from replicase.pages.case.subject import field_name
from replicase.pages.contribute.coded import coded
from replicase.pages.grades import How, how
from replicase.pages.method.audit import Tally
from replicase.pages.page import Heading, Page
from replicase.pages.templates import fill
from replicase.pages.voice import Voice
from replicase.rulebook import address
from replicase.rules import (
    LISTS,
    bank_card,
    home_address,
    identity_number,
    internal_mark,
    mobile_number,
    named_minor,
    personal_email,
    secret_mark,
    travel_document,
    vehicle_plate,
)
from replicase.rules.entries import RecordRule

SECTIONS = (
    "way",
    "stages",
    "review",
    "sources",
    "unknown",
    "counting",
    "grades",
    "disclosure",
    "limits",
)
"""The sections of the page in order."""
PRIVACY = (
    identity_number.RULE,
    mobile_number.RULE,
    bank_card.RULE,
    travel_document.RULE,
    vehicle_plate.RULE,
    personal_email.RULE,
    home_address.RULE,
    named_minor.RULE,
    secret_mark.RULE,
    internal_mark.RULE,
)
"""The rules that keep secrets and persons out."""


@dataclass(frozen=True, slots=True)
class RuleLink:
    """A rule by what it asks."""

    code: str
    asks: Markup
    link: str
    severity: str


@dataclass(frozen=True, slots=True)
class StageLine:
    """What a stage asks for beside what the one before does."""

    name: str
    fields: tuple[str, ...]
    rules: tuple[RuleLink, ...]
    public: str
    """Yes or no."""
    cases: str


@dataclass(frozen=True, slots=True)
class Method:
    """Everything on the page."""

    lead: str
    steps: tuple[Markup, ...]
    stages: tuple[StageLine, ...]
    reviews: tuple[Tally, ...]
    review: str
    overdue: str
    sources: tuple[Tally, ...]
    republished: str
    claimants: tuple[Tally, ...]
    values: str
    unknowable: str
    must_know: str
    counting: tuple[str, ...]
    grades: How
    privacy: tuple[RuleLink, ...]
    limits: tuple[str, ...]


def method(voice: Voice) -> Page:
    """Make the page."""
    lead = voice.say("how.lead")
    return Page(
        address=voice.address("method/"),
        language=voice.language,
        section="about",
        title=voice.say("how.title"),
        description=lead,
        body=fill("method.html", voice, method=_view(voice, lead)),
        contents=tuple(Heading(name, voice.say(f"how.{name}")) for name in SECTIONS),
    )


def _view(voice: Voice, lead: str) -> Method:
    library, counted = voice.library, coverage(voice.library)
    sources = [source for case in library.cases for source in case.sources]
    types = Counter(source.type for source in sources)
    reviews = Counter(case.review.kind for case in library.cases if case.review)
    overdue = sum(
        bool(c.review and c.review.due and c.review.due.surely_before(voice.today))
        for c in library.cases
    )
    claimants = counted.dimension("claimant")
    return Method(
        lead=lead,
        steps=tuple(_steps(voice)),
        stages=tuple(_stages(voice)),
        reviews=tuple(
            Tally(voice.say(f"review.{kind}"), reviews[kind])
            for kind in get_args(fields_of(Review)["kind"].kind)
        ),
        review=voice.say("how.review_months", n=library.settings.review_months),
        overdue=voice.count("how.overdue", overdue) if overdue else voice.say("how.none_overdue"),
        sources=tuple(
            Tally(voice.say(f"source.{kind}"), types[kind])
            for kind in get_args(fields_of(Source)["type"].kind)
        ),
        republished=voice.count(
            "how.republished", sum(source.copy_ == "republished" for source in sources)
        ),
        claimants=tuple(
            Tally(voice.say(f"claimant.{name}"), n) for name, n in claimants.categories
        ),
        values=voice.count("audit.values", claimants.total),
        unknowable=voice.joined([field_name(voice, field) for field in UNKNOWABLE]),
        must_know=voice.joined([field_name(voice, field) for field in KNOWN_WHEN_VERIFIED]),
        counting=(
            voice.say("how.counting_within"),
            voice.say("how.counting_planned"),
            voice.say("how.counting_seen", n=FRESH_MONTHS),
            voice.say("how.counting_stopped"),
        ),
        grades=how(voice),
        privacy=tuple(_rule(voice, rule) for rule in PRIVACY),
        limits=(
            voice.say("how.limit_truth"),
            voice.say(
                "how.limit_figures",
                all=voice.count("count.cases", len(library.cases)),
                figures=counted.with_figures,
                baseline=counted.with_baseline,
                comparable=counted.comparable,
            ),
            voice.say("how.limit_review", n=reviews["unit"] + reviews["independent"]),
            voice.say("how.limit_found"),
            voice.say("how.limit_score"),
        ),
    )


def _steps(voice: Voice) -> Iterator[Markup]:
    """Yield the way of a record from a file to the site, and back again."""
    settings = voice.library.settings
    errors = sum(rule.severity is Severity.ERROR for rule in CODES)
    shown = voice.joined([_stage(voice, s) for s in STAGES if s in settings.stages_shown])
    for name, places in (
        ("written", {"n": len(fields_of(Case))}),
        ("checked", {"n": len(CODES), "errors": errors}),
        ("looked_at", {}),
        ("published", {"stages": shown}),
        ("kept", {"n": settings.review_months}),
    ):
        yield coded(voice.say(f"how.step_{name}", **places))


def _stage(voice: Voice, stage: str) -> str:
    return voice.say(f"how.stage_{stage}")


def _stages(voice: Voice) -> Iterator[StageLine]:
    """Yield each stage with the fields and the rules that begin there."""
    counts = Counter(case.stage for case in voice.library.cases)
    for stage in STAGES:
        fields = [field.about for field in fields_of(Case).values() if field.about.asked == stage]
        shown = stage in voice.library.settings.stages_shown
        beginning = {
            bound.rule
            for listed in LISTS
            for bound in listed
            if isinstance(bound, RecordRule) and bound.stage == stage
        }
        yield StageLine(
            name=_stage(voice, stage),
            fields=tuple(f.zh if voice.language == "zh" else f.en for f in fields),
            rules=tuple(_rule(voice, r) for r in sorted(beginning, key=attrgetter("code"))),
            public=voice.say("yes" if shown else "no"),
            # Those of a stage that is not published are nobody's business.
            cases=str(counts[stage]) if shown else "—",
        )


def _rule(voice: Voice, rule: Rule) -> RuleLink:
    return RuleLink(
        code=rule.code,
        asks=coded(rule.zh if voice.language == "zh" else rule.en),
        link=f"page:{address(rule)}",
        severity=voice.say(f"severity.{rule.severity.word}"),
    )
