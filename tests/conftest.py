"""Options every test may ask for."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from golden import Golden
from hostile import figures
from replicase import cache, published
from sites import repository

# A machine at work on something else is no fault of what is tested.
settings.register_profile("patient", settings.default, deadline=None)
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="accept what the program says now")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(figures)


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's cache is read or written by a test that does not speak of it."""
    monkeypatch.setenv(cache.ENVIRONMENT, "")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The miniature library as a repository one may change and build."""
    return repository(tmp_path / "library")


@pytest.fixture
def kept(root: Path, tmp_path: Path) -> cache.Cache:
    """The cache of that library."""
    return cache.Cache.of(root, tmp_path / "cache")


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file lay there long before anybody looked: nobody waits for that."""
    monkeypatch.setattr(published, "is_settled", lambda *_: True)


NOBODY = 65534


@pytest.fixture
def ones_own(tmp_path: Path) -> Iterator[Path]:
    """A folder of an ordinary user, as whom the test goes on where root, who may do anything, runs it."""
    if os.geteuid() != 0:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="replicase-") as folder:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        try:
            yield Path(folder)
        finally:
            os.seteuid(0)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(update=bool(request.config.getoption("--update")))
