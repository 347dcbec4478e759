"""The pictures of a case and of those who took it over, each with its caption and who made it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from replicase.documents.blocks import Block, Picture
from replicase.documents.told import Told
from replicase.pages.case.pictures import Figure
from replicase.pictures import portable
from replicase.read import read_picture
from replicase.source import Input


def pictures(told: Told) -> Iterator[Block]:
    """Every picture that can still be read, decoded and written anew as for the site."""
    for figure in told.view.pictures:
        given = read_picture(told.root, figure.file)
        data = portable(given) if isinstance(given, Input) else None
        if data is not None:
            yield Picture(
                digest=blake2b(data, digest_size=16).hexdigest(),
                data=data,
                width=figure.width,
                height=figure.height,
                alt=figure.alt.text,
                caption=caption(told, figure),
            )


def caption(told: Told, figure: Figure) -> str:
    """What is to be seen, where it was taken over, and who made the picture."""
    say = told.voice.say
    said = (figure.adopter, f"{say('picture.credit')}{say('mark.colon')}{figure.credit}")
    parts = (str(figure.caption or ""), *said)
    return say("mark.gap").join(part for part in parts if part)
