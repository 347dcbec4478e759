"""What a practice costs, and the systems and data it works with."""

from __future__ import annotations

from dataclasses import dataclass

from replicase.pages.case.citations import NONE, Cites
from replicase.pages.case.subject import Subject
from replicase.pages.voice import Said, Voice


@dataclass(frozen=True, slots=True)
class CostLine:
    """A line of the table of costs."""

    label: str
    value: Said | None
    ask: str
    cites: Cites


def costs(subject: Subject) -> tuple[CostLine, ...]:
    """What is known of set-up, running cost and staff, then what is not, and whom to ask."""
    voice, told = subject.voice, subject.case.costs
    whom = next((u.ask for u in subject.unknown("costs") if u.ask), None)
    lines, missing = [], []
    for name in ("setup", "running"):
        amount = getattr(told, name) if told else None
        if amount is None:
            missing.append(voice.say(f"cost_line.{name}"))
            continue
        money = voice.money(amount)
        if amount.price_year:
            money = voice.say("cost.price_year", amount=money, year=amount.price_year)
        lines.append(_known(voice, name, Said(money), subject.cites(amount.source)))
    if told and told.staff_fte is not None:
        lines.append(
            _known(voice, "staff", Said(voice.say("cost.fte", n=voice.number(told.staff_fte))))
        )
    else:
        missing.append(voice.say("cost_line.staff"))
    if told:
        bands = {b.id: b.label for b in voice.library.settings.cost_bands}
        if told.band in bands:
            lines.append(_known(voice, "band", voice.text(bands[told.band])))
        if told.funding:
            funding = voice.joined([voice.text(f).text for f in told.funding])
            lines.append(_known(voice, "funding", Said(funding)))
        if told.who_pays:
            lines.append(_known(voice, "who_pays", voice.text(told.who_pays)))
        if told.not_counted:
            lines.append(_known(voice, "not_counted", voice.text(told.not_counted)))
    if missing:
        # One line for all of them: three times "no public figure" says no more.
        lines.append(CostLine(voice.joined(missing), None, whom.text if whom else "", NONE))
    return tuple(lines)


def _known(voice: Voice, name: str, said: Said, cites: Cites = NONE) -> CostLine:
    return CostLine(voice.say(f"cost_line.{name}"), said, "", cites)


def systems(subject: Subject) -> tuple[tuple[str, tuple[Said, ...]], ...]:
    """What it runs on and what data it handles; a line that is not told is left out."""
    voice, technology = subject.voice, subject.case.technology
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
