"""How a change is said, in both languages; names of fields, stages and states are those of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable

from replicase.diagnostics import LANGUAGES
from replicase.grades import Condition, Wording
from replicase.model import Case
from replicase.model.describe import fields_of
from replicase.theme import words

AND = Wording("；", "; ")
COLON = Wording("：", ": ")
LISTED = Wording("、", ", ")
QUOTED = Wording("{id}《{title}》", '{id} "{title}"')
MOST_NAMED = 6
"""Things named one by one; of more it is said how many there are."""
MORE = Wording("{names}等 {n} 项", "{names} and others, {n} in all")

TEMPLATES: dict[str, Wording] = {
    "added": Wording(
        "新入库，效果 {effect}，复制 {replication}",
        "added, with effect {effect} and replication {replication}",
    ),
    "removed": Wording("不再公开", "no longer published"),
    "withdrawn": Wording("已撤回：{reason}", "withdrawn: {reason}"),
    "renamed": Wording("编号改了，原为 {former}", "given another id; it was {former}"),
    "effect-raised": Wording(
        "效果等级由 {before} 升为 {after}{because}",
        "effect raised from {before} to {after}{because}",
    ),
    "effect-lowered": Wording(
        "效果等级由 {before} 降为 {after}{because}",
        "effect lowered from {before} to {after}{because}",
    ),
    "replication-raised": Wording(
        "复制等级由 {before} 升为 {after}{because}",
        "replication raised from {before} to {after}{because}",
    ),
    "replication-lowered": Wording(
        "复制等级由 {before} 降为 {after}{because}",
        "replication lowered from {before} to {after}{because}",
    ),
    "stage": Wording("阶段由“{before}”到“{after}”", 'stage from "{before}" to "{after}"'),
    "title": Wording("标题改了，原为“{before}”", 'title changed; it was "{before}"'),
    "sources-withdrawn": Wording("来源撤下：{sources}", "sources withdrawn: {sources}"),
    "sources-added": Wording("新增来源：{sources}", "sources added: {sources}"),
    "result-added": Wording("新增结果“{result}”", 'result added: "{result}"'),
    "result-gone": Wording("删去结果“{result}”", 'result removed: "{result}"'),
    "value": Wording(
        "“{result}”（{at}）由 {before} 改为 {after}，单位：{unit}",
        '"{result}" of {at} corrected from {before} to {after} {unit}',
    ),
    "adoption-added": Wording(
        "新增采用记录：{place}（{after}）", "adoption added: {place} ({after})"
    ),
    "adoption-removed": Wording(
        "删去采用记录：{place}（{after}）", "adoption removed: {place} ({after})"
    ),
    "adoption-changed": Wording(
        "{place}的采用由“{before}”变为“{after}”", '{place}: from "{before}" to "{after}"'
    ),
    "adoption-confidence": Wording(
        "{place}的采用可信到 {now}，原为 {before}",
        "{place}: can be relied on as far as {now}, before as far as {before}",
    ),
    "stated": Wording("{date} 的修改：{said}", "change of {date}: {said}"),
    "fields": Wording("改了：{fields}", "changed: {fields}"),
    "gap-added": Wording("新列问题：{issue}（{after}）", "problem added: {issue} ({after})"),
    "gap-removed": Wording("不再列出：{issue}", "no longer listed: {issue}"),
    "gap-changed": Wording(
        "{issue}：由“{before}”变为“{after}”", '{issue}: from "{before}" to "{after}"'
    ),
    # Why a grade moved.
    "source-withdrawn": Wording("来源 {sources}撤下", "source {sources} withdrawn"),
    "source-added": Wording("新增来源 {sources}", "source {sources} added"),
    "result-withdrawn": Wording("结果“{result}”删去", 'result "{result}" removed'),
    "met": Wording("现在{asks}", "now {asks}"),
    "not-met": Wording("不再满足“{asks}”", 'no longer met: "{asks}"'),
    "weak": Wording("现在{asks}", "now {asks}"),
    "not-weak": Wording("不再有这一弱点：{asks}", "no longer so: {asks}"),
}


def named(names: Iterable[Wording]) -> Wording:
    """Several things in one sentence, the first of them by name."""
    found = tuple(names)

    def said(language: str) -> str:
        listed: str = getattr(LISTED, language).join(
            getattr(name, language) for name in found[:MOST_NAMED]
        )
        if len(found) <= MOST_NAMED:
            return listed
        more: str = getattr(MORE, language).format(names=listed, n=len(found))
        return more

    return Wording(said("zh"), said("en"))


def condition_changed(condition: Condition, *, met: bool, weakness: bool) -> Wording:
    """A demand of a grade that is met now or no more, or a weakness that came or went."""
    template = TEMPLATES[
        ("not-weak" if met else "weak") if weakness else ("met" if met else "not-met")
    ]
    return Wording(
        template.zh.format(asks=condition.asks.zh), template.en.format(asks=condition.asks.en)
    )


def _short(text: str) -> str:
    """What a field is called, without what is said of it."""
    return re.split("[，；：,;:]", text)[0]


_FIELDS = {
    field.key: Wording(_short(field.about.zh), _short(field.about.en))
    for field in fields_of(Case).values()
}


def field_names(keys: Iterable[str]) -> Wording:
    """What some fields of a case are called; one of another format by its own name."""
    return named(_FIELDS.get(key, Wording(key, key)) for key in keys)


def _word(path: str, fallback: str) -> Wording:
    """A word of the site; of another version's data there may be none."""
    section, _, name = path.partition(".")
    return Wording(*(words(lang)[section].get(name, fallback) for lang in LANGUAGES))


def stage_name(stage: str) -> Wording:
    """What a stage is called."""
    return _word(f"how.stage_{stage}", stage)


def gap_status(status: str) -> Wording:
    """What the status of something found wanting is called."""
    return _word(f"gap_status.{status}", status)


def adoption_standing(standing: str) -> Wording:
    """Where an adoption stands."""
    return _word(f"standing.{standing}", standing)
