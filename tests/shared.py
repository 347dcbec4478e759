"""Where other people's test data lies: beside the checkout, never in it; absent in an ordinary one."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("REPLICASE_SHARED", ROOT.parent / "shared"))
