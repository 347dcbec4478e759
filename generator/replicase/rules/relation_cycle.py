"""Nothing follows from itself: what one case took the place of, or copied, does not do so in turn.

Why: of two cases that each replace the other, a reader cannot tell which one holds.
Mend: turn one of the relations round, or make it `parallel`.

先后关系不能绕成圈：取代、照搬了别的案例的，不会又被那个案例取代、照搬。
为什么：两个案例互相取代，读者不知道以哪个为准。
怎么改：把其中一个关系倒过来，或改成 `parallel`。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.briefs import CaseBrief
from replicase.diagnostics import Finding, Rule, Severity
from replicase.register import Register

RULE = Rule(
    "CASE422",
    "relation-cycle",
    Severity.ERROR,
    "取代、照搬的关系不绕成圈",
    "What replaces or copies others does not come back to itself",
)

_ONE_WAY = ("supersedes", "replicates", "adapts", "scales", "merges", "part-of")


def check(register: Register, as_of: date) -> Iterator[tuple[CaseBrief, Finding]]:
    """Yield the relation that closes a circle, once for each circle."""
    for relation in _ONE_WAY:
        ways = {
            case.id: tuple(
                named
                for how, named in case.related
                if how == relation and named and named != case.id
            )
            for case in register.cases
            if case.related
        }
        for circle in _circles({start: goals for start, goals in ways.items() if goals}):
            last, first = circle[-1], circle[0]
            closing = register.case(last)
            related = closing.related if closing else ()
            named = [n for n, told in enumerate(related) if told == (relation, first)]
            if closing is None or not named:
                continue  # of two files with one id, which another rule tells
            shown = " → ".join(f"`{name}`" for name in (*circle, first))
            yield (
                closing,
                Finding(
                    ("related", named[0], "case"),
                    f"`{relation}` 绕成了圈：{shown}",
                    f"`{relation}` comes back to itself: {shown}",
                    "把其中一个关系倒过来，或改成 `parallel`",
                    "turn one of the relations round, or make it `parallel`",
                ),
            )


def _circles(ways: dict[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Circles, each told once; a case in several is told in one of them."""
    done: set[str] = set()
    for start in sorted(ways):
        if start in done:
            continue
        # A stack of its own: a chain may be as long as the library.
        path, position, waiting = [start], {start: 0}, [iter(ways[start])]
        while waiting:
            step = next(waiting[-1], None)
            if step is None:
                waiting.pop()
                left = path.pop()
                del position[left]
                done.add(left)
            elif step in position:
                yield path[position[step] :]
            elif step not in done:
                position[step] = len(path)
                path.append(step)
                waiting.append(iter(ways.get(step, ())))
