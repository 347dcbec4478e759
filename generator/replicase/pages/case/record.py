"""How the record of a case came about, how to cite it, and where to mend it."""

from __future__ import annotations

from urllib.parse import quote

from replicase.model.case import Review
from replicase.pages.case.reference import last_change
from replicase.pages.case.subject import Passage, Subject
from replicase.pages.voice import Said


def replies(subject: Subject) -> tuple[tuple[Said, str, Passage], ...]:
    """What units concerned answered: by whom, when, in their own words."""
    voice = subject.voice
    return tuple(
        (voice.text(r.by), voice.day(r.date), subject.passage(r.text, f"reply{n}", r.source))
        for n, r in enumerate(subject.case.replies, 1)
    )


def history(subject: Subject) -> tuple[tuple[str, Said], ...]:
    """When it was registered, reviewed and changed, in the order of time."""
    voice, case = subject.voice, subject.case
    told = [(case.registered, Said(voice.say("record.registered")))]
    told += [(change.date, voice.text(change.what)) for change in case.changes]
    if case.review:
        told.append((case.review.date, Said(_reviewed(subject, case.review))))
    told.sort(key=lambda event: event[0])
    return tuple((voice.day(date), said) for date, said in told)


def _reviewed(subject: Subject, review: Review) -> str:
    """Who reviewed it; the editors are named by the kind of review already."""
    voice = subject.voice
    said = [voice.say(f"review.{review.kind}")]
    if review.by != voice.library.settings.publisher.name:
        said.append(voice.text(review.by).text)
    return voice.say("mark.and").join(said)


def record_lines(subject: Subject) -> tuple[tuple[str, str], ...]:
    """How the record came about and how far it is checked."""
    voice, case = subject.voice, subject.case
    lines = [
        (voice.say("record.id"), case.id),
        (voice.say("record.file"), voice.library.file_of(case.id)),
        (voice.say("record.stage"), voice.say(f"stage.{case.stage}")),
    ]
    if case.review:
        reviewed = [_reviewed(subject, case.review), voice.day(case.review.date)]
        lines.append((voice.say("record.review"), voice.say("mark.and").join(reviewed)))
        if case.review.due:
            lines.append((voice.say("record.due"), voice.day(case.review.due)))
    lines.append(
        (
            voice.say("record.disclosure"),
            voice.say("record.disclosed", date=voice.day(case.disclosure.date)),
        )
    )
    if translated := _translated(subject):
        lines.append((voice.say("record.translation"), translated))
    text = case.rights.text if case.rights else None
    lines.append((voice.say("record.licence"), text or voice.library.settings.licences.text))
    return tuple(lines)


def _translated(subject: Subject) -> str:
    """From which day the translation a reader of this page reads is, and whether it is behind."""
    voice, case = subject.voice, subject.case
    made = case.translated
    when = made and (made.zh if voice.language == "zh" else made.en)
    if not when:
        return ""
    said = voice.say("record.translated", date=voice.day(when))
    changed = last_change(case)
    if when.surely_before(changed):
        said += voice.say("record.behind", date=voice.day(changed))
    return said


def improve(subject: Subject) -> str:
    """Where the file is edited, or, without a repository, where the page says which file it is."""
    repository = subject.voice.library.settings.repository
    if not repository.url:
        return "#record"
    file = quote(subject.voice.library.file_of(subject.case.id))
    return f"{repository.url.rstrip('/')}/edit/{repository.branch}/{file}"
