"""How complete and how lopsided the library is, by formulas anybody can check, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from replicase.coverage import Concentration, Coverage, Dimension, concentration, coverage
from replicase.pages.case.subject import field_name
from replicase.pages.page import Heading, Page
from replicase.pages.templates import fill
from replicase.pages.voice import Voice

SECTIONS = ("cannot", "holds", "concentration", "results", "adoptions", "unknown")
"""The sections of the page in order."""
HOLDS = ("city", "source", "theme", "lead", "kind", "stage")
"""The tables of what is here; those of claimants and triggers stand with results and adoptions."""
OFTEN = 3
"""Fields named that most cases do not know."""
NAMED = 6
"""Empty categories that a sentence names."""
HELP = {
    "city": "contribute/",
    "theme": "contribute/",
    "lead": "contribute/",
    "kind": "contribute/fields/#case",
    "stage": "method/#stages",
    "claimant": "contribute/fields/#case",
    "trigger": "contribute/fields/#adoption",
    "source": "contribute/fields/#case",
}
"""Where it says how to add to a category that nothing is in."""
LABELS = {"theme": "theme", "lead": "organisation"}
"""The vocabularies dimensions are named by."""
FORMULAS = (
    ("share", ""),
    (
        "herfindahl",
        "A. O. Hirschman, The Paternity of an Index, American Economic Review 54(5), 1964, 761–762; "
        "S. A. Rhoades, The Herfindahl–Hirschman Index, Federal Reserve Bulletin 79, 1993, 188–189",
    ),
    ("normalised", ""),
    ("by_chance", ""),
    ("more", ""),
    (
        "effective",
        "M. Laakso, R. Taagepera, “Effective” Number of Parties, "
        "Comparative Political Studies 12(1), 1979, 3–27",
    ),
    ("top", ""),
)
"""What is computed, and where it is from."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A line of a small table: a name and how many."""

    name: str
    n: int


@dataclass(frozen=True, slots=True)
class Category:
    """A line of a table of one dimension."""

    name: str
    n: int
    share: str
    help: str
    """The way to how one is added; empty where there are some."""
    cases: int | None = None
    """In how many cases; None where nobody asks."""


@dataclass(frozen=True, slots=True)
class Table:
    """How much there is of each category of a dimension."""

    name: str
    caption: str
    what: str
    counted: str
    lines: tuple[Category, ...]
    unsorted: str
    invitation: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConcentrationLine:
    """How unevenly one dimension is filled."""

    name: str
    filled: str
    herfindahl: str
    normalised: str
    by_chance: str
    effective: str
    top_one: str
    top_three: str
    means: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """How many adoptions have a status."""

    name: str
    elsewhere: int
    within: int


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything on the page."""

    cannot: tuple[str, ...]
    holds: tuple[Table, ...]
    concentration: tuple[ConcentrationLine, ...]
    formulas: tuple[tuple[str, str], ...]
    """Each with where it is from, which may be empty."""
    results: tuple[Tally, ...]
    claimants: Table
    adoptions_note: str
    adoptions: tuple[Adopted, ...]
    triggers: Table
    adoption_fields: tuple[Tally, ...]
    unknown: tuple[Tally, ...]


def audit(voice: Voice) -> Page:
    """Make the page."""
    there = len(voice.library.cases)
    counted = coverage(voice.library)
    cases = voice.count("count.cases", there)
    lead = voice.say("audit.lead", cases=cases) if there else voice.say("audit.nothing")
    view = _audit(voice, counted) if there else None
    return Page(
        address=voice.address("audit/"),
        language=voice.language,
        section="about",
        title=voice.say("audit.title"),
        description=lead,
        body=fill(
            "audit.html",
            voice,
            audit=view,
            lead=lead,
            how=voice.say("audit.how", date=voice.day(voice.today)),
        ),
        contents=tuple(Heading(name, voice.say(f"audit.{name}")) for name in SECTIONS)
        if view
        else (),
    )


def _audit(voice: Voice, counted: Coverage) -> Audit:
    claims = counted.claims
    return Audit(
        cannot=tuple(_cannot(voice, counted)),
        holds=tuple(_table(voice, counted.dimension(name)) for name in HOLDS),
        concentration=tuple(
            _line(voice, found)
            for dimension in counted.dimensions
            if (found := concentration(dimension))
        ),
        formulas=tuple((voice.say(f"audit.formula.{name}"), source) for name, source in FORMULAS),
        results=tuple(
            Tally(voice.say(f"audit.{name}"), n)
            for name, n in (
                ("cases_all", len(voice.library.cases)),
                ("with_figures", counted.with_figures),
                ("with_baseline", counted.with_baseline),
                ("comparable", counted.comparable),
                ("own_alone", claims.own_alone),
            )
        ),
        claimants=_table(voice, counted.dimension("claimant"), counted.cases_claimed),
        adoptions_note=voice.count("audit.adoptions_note", len(voice.library.adoptions)),
        adoptions=tuple(
            Adopted(voice.say(f"adoption_status.{a.status}"), a.elsewhere, a.within)
            for a in counted.adoptions
        )
        if voice.library.adoptions
        else (),
        triggers=_table(voice, counted.dimension("trigger")),
        adoption_fields=tuple(
            Tally(field_name(voice, field), n) for field, n in counted.adoption_fields
        ),
        unknown=tuple(Tally(field_name(voice, field), n) for field, n in counted.unknown),
    )


def category_name(voice: Voice, dimension: str, category: str) -> str:
    """What a category of a dimension is called."""
    if dimension == "city":
        term = voice.library.term("places", category)
        return voice.city_name(term) if term else category
    if dimension in LABELS:
        return voice.label(LABELS[dimension], category)
    if dimension == "stage":
        return voice.say(f"how.stage_{category}")
    return voice.say(f"{dimension}.{category}")


def _table(voice: Voice, found: Dimension, cases: dict[str, int] | None = None) -> Table:
    name, total = found.name, found.sorted_in
    return Table(
        name=name,
        caption=voice.say(f"audit.by.{name}"),
        what=voice.say(f"audit.one.{name}"),
        counted=voice.say(f"audit.counted.{found.of}", n=total),
        lines=tuple(
            Category(
                name=category_name(voice, name, category.of),
                n=category.n,
                share=percent(voice, category.n, total),
                help="" if category.n else f"page:{HELP[name]}",
                cases=None if cases is None else cases.get(category.of, 0),
            )
            for category in found.categories
        ),
        unsorted=voice.say(f"audit.unsorted.{name}", n=found.unsorted) if found.unsorted else "",
        invitation=voice.say(f"audit.invite.{name}"),
        note=voice.say("audit.filings_note") if found.of == "filings" else "",
    )


def _line(voice: Voice, found: Concentration) -> ConcentrationLine:
    dimension = found.dimension
    categories = len(dimension.categories)
    return ConcentrationLine(
        name=voice.say(f"audit.one.{dimension.name}"),
        filled=voice.say("audit.filled_of", n=categories - len(dimension.empty), all=categories),
        herfindahl=_rounded(found.herfindahl, "0.001"),
        normalised=_rounded(found.normalised, "0.001"),
        by_chance=_rounded(found.by_chance, "0.001"),
        effective=_rounded(found.effective, "0.1"),
        top_one=_percent(voice, found.share_of_top(1)),
        top_three=_percent(voice, found.share_of_top(3)),
        means=_means(voice, found),
    )


def _means(voice: Voice, found: Concentration) -> str:
    top = category_name(voice, found.dimension.name, found.top[0].of)
    if len(found.top) == 1:
        return voice.say("audit.means_all", top=top)
    way = "more" if found.beyond_chance else "chance"
    most = voice.say("audit.means_most", top=top)
    return voice.say("mark.semicolon").join((most, voice.say(f"audit.means_{way}")))


def _cannot(voice: Voice, counted: Coverage) -> Iterator[str]:
    """Yield what may not be concluded from the library, each with the numbers that say so."""
    say, every = voice.say, len(voice.library.cases)
    city = counted.dimension("city")
    if found := concentration(city):
        most = found.top[0]
        yield say("audit.cannot_best", most=category_name(voice, "city", most.of), n=most.n)
    for name, word in (("city", "place"), ("theme", "theme")):
        if empty := counted.dimension(name).empty:
            yield say(f"audit.cannot_{word}", names=_named(voice, name, empty))
    failed = next(kind.n for kind in counted.dimension("kind").categories if kind.of == "attempt")
    yield say(f"audit.cannot_fail{'' if failed else '_none'}", all=every, n=failed)
    claims = counted.claims
    if claims.values:
        yield say(
            "audit.cannot_claims",
            values=claims.values,
            own=percent(voice, claims.own, claims.values),
            nobody=percent(voice, claims.nobody, claims.values),
            above=percent(voice, claims.above, claims.values),
            outside=percent(voice, claims.outside, claims.values),
            cases=claims.cases,
            alone=claims.own_alone,
        )
    if counted.comparable < every:
        yield say("audit.cannot_change", all=every, n=counted.comparable)
    if (checked := counted.checked) < every:
        yield say("audit.cannot_checked", n=checked)
    if adoptions := len(voice.library.adoptions):
        unknown = next(t.n for t in counted.dimension("trigger").categories if t.of == "unknown")
        yield say("audit.cannot_spread", all=adoptions, n=unknown)
    if often := counted.unknown[:OFTEN]:
        fields = [
            say("audit.cannot_unknown_field", field=field_name(voice, f.of), n=f.n) for f in often
        ]
        yield say("audit.cannot_unknown", fields=voice.joined(fields), all=every)


def _named(voice: Voice, dimension: str, categories: Iterable[str]) -> str:
    names = [category_name(voice, dimension, category) for category in categories]
    if len(names) > NAMED:
        names = [*names[:NAMED], voice.say("framework.more", n=len(names) - NAMED)]
    return voice.joined(names)


def percent(voice: Voice, n: int, total: int) -> str:
    """A share in whole per cent, "below 1%" where it rounds to nothing; a dash of nothing."""
    return _percent(voice, Fraction(n, total)) if total else "—"


def _percent(voice: Voice, share: Fraction) -> str:
    whole = _rounded(share * 100, "1")
    if share and whole == "0":
        return voice.say("audit.below_one")
    if share < 1 and whole == "100":
        return voice.say("audit.above_99")
    return f"{whole}%"


def _rounded(value: Fraction, to: str) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.quantize(Decimal(to), rounding=ROUND_HALF_UP):f}"
