"""How the record of a case came about, how to cite it, and where to mend it."""

from __future__ import annotations

from urllib.parse import quote

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
    """When it was registered and what changed since."""
    voice, case = subject.voice, subject.case
    return (
        (voice.day(case.registered), Said(voice.say("record.registered"))),
        *((voice.day(c.date), voice.text(c.what)) for c in case.changes),
    )


def record_lines(subject: Subject) -> tuple[tuple[str, str], ...]:
    """How the record came about and how far it is checked."""
    voice, case = subject.voice, subject.case
    lines = [
        (voice.say("record.id"), case.id),
        (voice.say("record.file"), voice.library.file_of(case.id)),
        (voice.say("record.stage"), voice.say(f"stage.{case.stage}")),
    ]
    if case.review:
        reviewed = [voice.say(f"review.{case.review.kind}"), voice.day(case.review.date)]
        # The editors are named by the kind of review already.
        if case.review.by != voice.library.settings.publisher.name:
            reviewed.insert(1, voice.text(case.review.by).text)
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
    changed = max((c.date for c in case.changes), default=case.registered)
    if when.surely_before(changed):
        said += voice.say("record.behind", date=voice.day(changed))
    return said


def citation(subject: Subject) -> str:
    """How to cite the page: GB/T 7714."""
    settings = subject.voice.library.settings
    changed = max((c.date for c in subject.case.changes), default=subject.case.registered)
    return subject.voice.say(
        "record.citation",
        publisher=settings.publisher.name.best(subject.voice.language),
        title=subject.voice.text(subject.case.title),
        library=settings.name.best(subject.voice.language),
        date=changed,
        read=subject.voice.today,
        id=subject.case.id,
    )


def improve(subject: Subject) -> str:
    """Where the file is edited, or, without a repository, where the page says which file it is."""
    repository = subject.voice.library.settings.repository
    if not repository.url:
        return "#record"
    file = quote(subject.voice.library.file_of(subject.case.id))
    return f"{repository.url.rstrip('/')}/edit/{repository.branch}/{file}"
