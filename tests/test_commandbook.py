"""The reference has every command, option, field and rule, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from libraries import AS_OF, MINIATURE, files_below
from replicase import commandbook
from replicase.cli import COMMANDS
from replicase.codes import CODES
from replicase.load import load
from replicase.model.describe import Record, fields_of, keys_of
from replicase.model.schema import SCHEMAS
from replicase.pages import Site, orders

HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    library, _ = load(files_below(MINIATURE))
    wanted = re.compile("(en/)?contribute/")
    made = [o for o in orders(library, Site(AS_OF)) if wanted.match(o.address)]
    return {order.address: str(order.make().body) for order in made}


@pytest.mark.parametrize("start", ["", "en/"])
def test_every_command_and_option_has_its_place(start: str, pages: dict[str, str]) -> None:
    assert commandbook.names() == COMMANDS
    listed = pages[f"{start}contribute/commands/"]
    for name in COMMANDS:
        assert f"<code>replicase {name}</code>" in listed
    for command in commandbook.every():
        page = pages[f"{start}contribute/commands/{command.path[0]}/"]
        assert command.name in page
        for option in command.options:
            for name in option.names:
                assert f"<code>{name}</code>" in page, f"{command.name} {name}"


@pytest.mark.parametrize("start", ["", "en/"])
def test_every_rule_and_field_has_its_place(start: str, pages: dict[str, str]) -> None:
    for rule in CODES:
        assert f"{start}contribute/rules/{rule.code}/" in pages
    fields = "".join(
        html for address, html in pages.items() if address.startswith(f"{start}contribute/fields/")
    )
    models: set[type[Record]] = set()
    for model in SCHEMAS.values():
        with_parts(model, models)
    walked = {key for model in models for _, key in keys_of(model)}
    assert len(walked) > 150, "the walk stopped at the surface"
    for key in walked:
        assert f"<code>{key}</code>" in fields, key


def with_parts(model: type[Record], found: set[type[Record]]) -> None:
    """Gather a record and the parts in it, however deep."""
    if model in found:
        return
    found.add(model)
    for field in fields_of(model).values():
        for part in records_in(field.kind):
            with_parts(part, found)


def records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for inner in get_args(annotation):
        yield from records_in(inner)


def test_every_sentence_is_in_both_languages() -> None:
    for command in commandbook.every():
        for said in [command.about, *(option.about for option in command.options)]:
            assert HAN.search(said.zh), f"{command.name}: {said.zh}"
            assert said.en and not HAN.search(said.en), f"{command.name}: {said.en}"
