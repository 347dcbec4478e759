"""A picture that lies in the library is listed by its record.

Why: what no record lists is not shown, and nobody said what is on it or whose it is.
Mend: list it under `images` with its text and credit, or delete the file.

放在库里的图片都由记录列出。
为什么：没列出的不会显示，也没人说明画的是什么、是谁的。
怎么改：在 `images` 里列出，写上替代文字和来源；不用的就删掉。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.pictures import Picture
from replicase.register import Register

RULE = Rule(
    "CASE416",
    "unnamed-picture",
    Severity.WARNING,
    "库里的图片都有记录列出",
    "A picture in the library is listed by its record",
)


def check(register: Register, as_of: date) -> Iterator[tuple[Picture, Finding]]:
    """Yield pictures no record lists, unless it lists one that is not there and may mean this."""
    library = register.library
    if not library.pictures or not register.cases:
        return  # that there is no case at all is one mistake, and told
    owners = {practice.folder: practice for practice in register.practices}
    for picture in library.pictures.values():
        owner = owners.get(picture.folder)
        if owner is None:
            if f"{picture.folder}.yml" not in library.unread:
                yield picture, _orphan(picture)
            continue
        listed = owner.pictures
        lost = any(f"{picture.folder}/{name}" not in library.pictures for name in listed)
        if picture.name not in listed and not lost and owner.whole("images"):
            yield (
                picture,
                Finding(
                    (),
                    f"`{owner.file}` 没有列出这张图片",
                    f"`{owner.file}` does not list this picture",
                    "在 `images` 里列出，或删掉文件",
                    "list it under `images`, or delete the file",
                ),
            )


def _orphan(picture: Picture) -> Finding:
    return Finding(
        (),
        f"没有 `{picture.folder}.yml` 这个记录",
        f"there is no record `{picture.folder}.yml`",
        "把文件夹改成记录的文件名，或删掉图片",
        "name the folder like the file of its record, or delete the picture",
    )
