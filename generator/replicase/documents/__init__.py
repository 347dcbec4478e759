"""Documents to take away: a case, several, or the whole library, for Word, as PDF and for Excel.

What is wanted is told first (`kinds`), then what each document says is put together (`whole`, `brief`,
`essay`, `plan`, `shortlist`, `sheets`), set in a form (`word`, `pdf`, `workbook`) and written
(`writing`). Whatever says the same in the same form is not made again: it is kept in the cache of
whoever runs the command, under everything that decides its bytes.
"""

from __future__ import annotations

from replicase.documents.kinds import Chosen, Form, Kind, Task, tasks
from replicase.documents.writing import Done, write

__all__ = ["Chosen", "Done", "Form", "Kind", "Task", "tasks", "write"]
