"""Every core component is in a step.

Why: a place that follows the steps would end up without a part that makes it work.
Mend: add the component's id to `components` of the step that sets it up, or add that step.

每个核心组成部分都落在某个步骤里。
为什么：照着步骤做的地方，会缺掉让它管用的一部分。
怎么改：在设立它的步骤的 `components` 里写上编号，或补上这一步。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case

RULE = Rule(
    "CASE205",
    "core-in-no-step",
    Severity.ERROR,
    "核心组成部分都在步骤里",
    "Every core component is in a step",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield core components no step names."""
    case = entry.record
    if not (case.steps and entry.whole("steps")):
        return
    in_steps = {component for step in case.steps for component in step.components}
    ids = {component.id for component in case.components}
    if in_steps - ids or any(
        "components" in step.written and not step.components for step in case.steps
    ):
        return  # an id nobody knows, or an empty list, may mean one of these; other rules say so
    for index, component in enumerate(case.components):
        if component.role == "core" and component.id not in in_steps:
            yield Finding(
                ("components", index, "id"),
                f"核心组成部分 `{component.id}` 不在任何步骤里",
                f"the core component `{component.id}` is in no step",
                f"在设立它的步骤里写 `components: [{component.id}]`",
                f"write `components: [{component.id}]` in the step that sets it up",
            )
