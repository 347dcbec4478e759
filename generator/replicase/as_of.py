"""The date a library is checked and built for; the only module that reads the clock."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from replicase.git import said


@dataclass(frozen=True, slots=True)
class AsOf:
    """A date, and where it came from."""

    date: date
    origin: Literal["option", "SOURCE_DATE_EPOCH", "commit", "changed", "clock"]
    """`changed`: today, since records were changed after the last commit."""


def as_of(root: Path, option: date | None = None) -> AsOf:
    """The option, else SOURCE_DATE_EPOCH, else the last commit's date, else today (all in UTC).

    Records that are not committed yet are of today: they may tell what came after the last commit.
    Raises ValueError when SOURCE_DATE_EPOCH is not a number of seconds.
    """
    if option is not None:
        return AsOf(option, "option")
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return AsOf(_day(epoch), "SOURCE_DATE_EPOCH")
    if (committed := _last_commit(root)) is None:
        return AsOf(_today(), "clock")
    if said(root, "status", "--porcelain", "--no-renames", "--", "cases"):
        return AsOf(max(_today(), committed), "changed")
    return AsOf(committed, "commit")


def _today() -> date:
    return datetime.now(UTC).date()


def today() -> date:
    """The day on which somebody writes a record: SOURCE_DATE_EPOCH, else the clock where they are.

    Raises ValueError when SOURCE_DATE_EPOCH is not a number of seconds.
    """
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return _day(epoch)
    return datetime.now(UTC).astimezone().date()


def begun_day() -> date:
    """The day for records a program writes: SOURCE_DATE_EPOCH, else UTC's, so that no check calls it future.

    Raises ValueError when SOURCE_DATE_EPOCH is not a number of seconds.
    """
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return _day(epoch)
    return _today()


def _day(epoch: str) -> date:
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch[:40]!r}") from None


def _last_commit(root: Path) -> date | None:
    seconds = said(root, "log", "-1", "--format=%ct")
    return _day(seconds) if seconds else None
