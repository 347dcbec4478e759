"""`python -m replicase` and the command `replicase`."""

from __future__ import annotations

import gc
import os
import sys

# Loading makes much that stays; what a command needs of the collector it says itself.
gc.disable()
from replicase.cli import main  # noqa: E402

gc.enable()


def run() -> None:
    """Run the command and leave at once: taking millions of objects apart helps nobody."""
    try:
        main()
    except SystemExit as ended:
        if not isinstance(ended.code, int | None):
            raise
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (AttributeError, OSError, ValueError):
            raise ended from None  # nobody listens any more; Python knows how to end then
        os._exit(ended.code or 0)


if __name__ == "__main__":
    run()
