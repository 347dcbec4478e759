"""Patterns few files call for: compiled when the first one does, so that a short run begins sooner."""

from __future__ import annotations

import re
from typing import Any, cast


def rarely(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns, for a pattern that is looked for only behind some sign of it."""
    return cast("re.Pattern[str]", _Rare(pattern, flags))


class _Rare:
    """Stands for a pattern until something is asked of it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._written = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(*self._written)
        # From now on nothing stands between the caller and the pattern.
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            self.__dict__[method] = getattr(compiled, method)
        return getattr(compiled, name)
