"""A case for programs that read pages: an article about a public service, and what it cites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from replicase.model import Case, Source
from replicase.model.case import Organisation
from replicase.pages.voice import HTML_LANGUAGES, Voice

PUBLIC_BODIES = frozenset(
    {"party", "government", "people-congress", "court", "procuratorate", "discipline-inspection"}
)
"""The kinds of organisation (vocabulary `organisation`) that are government bodies."""
_LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
"""Where a licence can be read; another is told by its name."""


def linked(voice: Voice, case: Case) -> Mapping[str, Any]:
    """What a case is about, in the vocabulary of schema.org; its addresses are added with the frame."""
    settings = voice.library.settings
    licence = (case.rights.text if case.rights else None) or settings.licences.text
    publisher = {"@type": "Organization", "name": settings.publisher.name.best(voice.language)}
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "identifier": case.id,
        "headline": voice.text(case.title).text,
        "inLanguage": HTML_LANGUAGES[voice.language],
        "datePublished": str(case.registered),
        "dateModified": str(max((c.date for c in case.changes), default=case.registered)),
        "license": _LICENCES.get(licence, licence),
        "publisher": publisher,
        "isPartOf": {"@type": "Dataset", "name": settings.name.best(voice.language)},
        "about": _service(voice, case),
        "citation": [_cited(source) for source in case.sources],
    }


def _service(voice: Voice, case: Case) -> dict[str, Any]:
    place = {
        "@type": "AdministrativeArea",
        "name": voice.place(case.place),
        "identifier": case.place.code,
    }
    return {
        "@type": "GovernmentService",
        "name": voice.text(case.title).text,
        "description": voice.text(case.summary.answer).text,
        "serviceType": [voice.label("theme", theme) for theme in case.facets.theme],
        "areaServed": place,
        "provider": _organisation(voice, case.lead),
    }


def _organisation(voice: Voice, lead: Organisation) -> dict[str, str]:
    kind = "GovernmentOrganization" if lead.type in PUBLIC_BODIES else "Organization"
    return {"@type": kind, "name": voice.text(lead.name).text}


def _cited(source: Source) -> dict[str, Any]:
    told: dict[str, Any] = {"@type": "CreativeWork", "name": source.title}
    told["publisher"] = {"@type": "Organization", "name": source.publisher}
    if source.url:
        told["url"] = source.url
    if source.published:
        told["datePublished"] = str(source.published)
    return told
