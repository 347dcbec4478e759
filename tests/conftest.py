"""Options every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="accept what the program says now")


class Golden:
    """Compares text with a file that was reviewed; with --update, writes it instead."""

    def __init__(self, *, update: bool) -> None:
        self.update = update

    def __call__(self, file: Path, said: str) -> None:
        if self.update:
            file.write_text(said, "utf-8")
        assert file.exists(), f"{file} is missing; run pytest --update and review it"
        assert said == file.read_text("utf-8")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(update=bool(request.config.getoption("--update")))
