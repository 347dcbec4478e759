"""What the program should say, in files that somebody has read."""

from __future__ import annotations

from pathlib import Path


class Golden:
    """Compares text with a file that was reviewed; with --update, writes it instead."""

    def __init__(self, *, update: bool) -> None:
        self.update = update

    def __call__(self, file: Path, said: str) -> None:
        if self.update:
            file.write_text(said, "utf-8")
        assert file.exists(), f"{file} is missing; run pytest --update and review it"
        assert said == file.read_text("utf-8")
