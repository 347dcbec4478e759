"""What git knows of a library; the only module that asks it."""

from __future__ import annotations

import subprocess
from pathlib import Path


class UnknownRevisionError(Exception):
    """Git knows no such revision here, or is not there."""


def said(root: Path, *words: str) -> str | None:
    """What git says, or None where it says no or is not there; it writes nothing either."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, no shell
            ["git", "--no-optional-locks", "-C", str(root), *words],  # noqa: S607
            capture_output=True,
            timeout=30,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None


def stored(root: Path, commit: str, folder: str) -> bytes | None:
    """A folder below `root` as a commit holds it, as a tar file; None where it holds none."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, a commit's own name, no shell
            ["git", "-C", str(root), "archive", "--format=tar", commit, "--", folder],  # noqa: S607
            capture_output=True,
            timeout=120,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def changed_since(root: Path, revision: str) -> frozenset[str]:
    """The files below `root` that differ from a revision, committed or not, new and deleted among them.

    What others changed behind the point where this work left the revision is not counted. Raises
    UnknownRevisionError.
    """
    # Behind --end-of-options a revision cannot be an option.
    commit = said(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        raise UnknownRevisionError(revision)
    left = said(root, "merge-base", commit, "HEAD") or commit
    differing = said(root, "diff", "--name-only", "-z", "--no-renames", "--relative", left, "--")
    new = said(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(file for file in f"{differing or ''}\0{new or ''}".split("\0") if file)
