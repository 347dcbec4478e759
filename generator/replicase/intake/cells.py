"""What a cell of a spreadsheet says, as a person reads it."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from decimal import Decimal

from replicase.intake.reading import Cell


def plain_text(cell: Cell) -> str:
    """What a cell says, without blanks around it."""
    if isinstance(cell, str):
        text = unicodedata.normalize("NFC", cell.replace("_x000D_", "").replace("\r\n", "\n"))
        lines = [line.rstrip() for line in text.replace("\r", "\n").split("\n")]
        return "\n".join(lines).strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (int, float)):
        # A spreadsheet keeps fifteen digits; what follows them is noise.
        written = f"{Decimal(f'{cell:.15g}'):f}" if abs(cell) < 1e300 else str(cell)
        return written.rstrip("0").rstrip(".") if "." in written else written
    if isinstance(cell, datetime):
        midnight = not (cell.hour or cell.minute or cell.second)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def filled(cells: tuple[Cell, ...]) -> tuple[bool, ...]:
    """Say of each cell whether anything stands in it."""
    return tuple(bool(plain_text(cell)) for cell in cells)
