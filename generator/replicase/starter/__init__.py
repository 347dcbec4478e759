"""A library of one's own, as it begins: settings, word lists, two invented examples, the shell of a site.

The files lie in `files/` as they are written, but for names between `@` signs and a `dot.` for a dot;
places are taken from the table of divisions.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from replicase import __version__
from replicase.model.schema import SCHEMAS
from replicase.model.schema import written as schema_written

_HERE = Path(__file__).parent
DEFAULT = "320000"
"""The province of a library whose founder names none."""
_ACROSS = 5
"""Tiles in a row of the map a library begins with."""


@dataclass(frozen=True, slots=True)
class Division:
    """A province or a city."""

    code: str
    zh: str
    en: str

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        plain = unicodedata.normalize("NFKD", self.en).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-")


@cache
def _divisions() -> tuple[Division, ...]:
    lines = (_HERE / "divisions.tsv").read_text("utf-8").splitlines()
    return tuple(Division(*line.split("\t")) for line in lines if not line.startswith("#"))


def provinces() -> tuple[Division, ...]:
    """The provinces that have cities below them, by code."""
    return tuple(division for division in _divisions() if division.code.endswith("0000"))


def province_named(name: str) -> Division | None:
    """The province of a code or name, in Chinese (with or without its ending) or English."""
    asked = name.strip().casefold()
    for province in provinces():
        short = re.sub("(省|壮族自治区|回族自治区|维吾尔自治区|自治区)$", "", province.zh)
        if asked in (province.code, province.zh, short, province.en.casefold(), province.slug):
            return province
    return None


def files(name: str, province: Division, day: str) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a new library, by its path from the library's root."""
    example = f"{province.code[:2]}9900"
    # A name stands between double quotes in YAML, where the signs of JSON mean the same.
    quoted = json.dumps(name, ensure_ascii=False)[1:-1]
    said = {
        "PROVINCE": province.en,
        "CODE": province.code,
        "EXAMPLE": example,
        "TODAY": day,
        "VERSION": __version__,
    }
    for file in sorted((_HERE / "files").rglob("*")):
        if file.is_file():
            text = file.read_text("utf-8")
            given = {**said, "NAME": quoted if file.suffix == ".yml" else name}
            text = re.sub("@([A-Z]+)@", lambda found: given[found[1]], text)  # noqa: B023 - used at once
            path = file.relative_to(_HERE / "files").as_posix()
            yield re.sub(r"(^|/)dot\.", r"\1.", path), text.encode()
    yield "cases/vocabulary/places.yml", _places(province, example).encode()
    for schema in SCHEMAS:
        yield f"schema/{schema}.schema.json", schema_written(schema).encode()
    yield "requirements.txt", _lock().read_bytes()


def _lock() -> Path:
    """The lock of all that this version needs: beside the files in a wheel, else the checkout's."""
    packaged = _HERE / "requirements.txt"
    return packaged if packaged.is_file() else _HERE.parents[2] / "requirements.txt"


def _places(province: Division, example: str) -> str:
    inside = [d for d in _divisions() if d.code[:2] == province.code[:2] and d != province]
    # Jilin is a city of Jilin.
    slug = province.slug
    if any(city.slug == slug for city in inside):
        slug = f"{slug}-province"
    lines = [
        "# Places: ids are GB/T 2260 codes (edition of 31 October 2022); tile is [column, row] on the map",
        "schema: 1",
        "id: places",
        "label: {en: Places}",
        "terms:",
        f"  - {{id: {province.code}, label: {{zh: {province.zh}, en: {_quoted(province.en)}}}, "
        f"level: province, slug: {slug}}}",
    ]
    for number, city in enumerate(inside):
        tile = f"[{number % _ACROSS}, {number // _ACROSS}]"
        lines.append(
            f"  - {{id: {city.code}, label: {{zh: {city.zh}, en: {_quoted(city.en)}}}, level: city, "
            f"parent: {province.code}, slug: {city.slug}, tile: {tile}}}"
        )
    tile = f"[{len(inside) % _ACROSS}, {len(inside) // _ACROSS}]"
    lines += [
        "  # INVENTED, for the two examples; delete it with them",
        f"  - {{id: {example}, label: {{en: Example City (invented)}}, level: city, "
        f"parent: {province.code}, slug: example-city, tile: {tile}}}",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return f'"{text}"' if "'" in text else text
