"""Options every test may ask for."""

from __future__ import annotations

import pytest

from golden import Golden
from hostile import figures
from replicase import cache


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="accept what the program says now")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(figures)


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's cache is read or written by a test that does not speak of it."""
    monkeypatch.setenv(cache.ENVIRONMENT, "")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(update=bool(request.config.getoption("--update")))
