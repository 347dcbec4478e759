"""Whoever brings something stands in a library."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites import repository


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The miniature library, as the folder one stands in."""
    repository(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path
