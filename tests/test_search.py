"""The index on disk: what a text is found by, and that whatever was written is found again.

How a query is answered from it is tested in the browser, where that happens.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replicase.model.text import Markdown
from replicase.search.document import Searchable, texts_in
from replicase.search.index import BETWEEN, NEARER, Inverted, Lists, Shard, head_of, invert
from replicase.search.pinyin import spoken_keys
from replicase.search.postings import Postings
from replicase.search.segment import fold, keys, runs
from replicase.search.traditional import Simplified

often = settings(max_examples=200)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("河长制", ["河长制"]),
        ("“最多跑一次”改革", ["最多跑一次", "改革"]),
        ("36条权力清单", ["36", "条权力清单"]),
        ("Ping'an Zhejiang, café", ["pingan", "zhejiang", "cafe"]),
        ("ＡＩ＋治理", ["ai", "治理"]),
        ("王阿姨 Ms Wang", ["王阿姨", "ms", "wang"]),
        ("。，、——", []),
    ],
)
def test_text_is_cut_where_a_reader_sees_an_end(text: str, cut: list[str]) -> None:
    assert [run.text for run in runs(fold(text))] == cut


def test_chinese_is_found_by_pairs_and_its_last_character() -> None:
    assert keys("河长制") == {"河长", "长制", "制"}
    assert keys("网") == {"网"}
    assert keys("长制度 制") == {"长制", "制度", "度"}, "制 is the beginning of a pair already"
    assert keys("grid 36条") == {"grid", "36", "条"}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("河长制", {"-hzz", "-zz", "'he'zhang", "'zhang'zhi", "'zhi"}),
        ("长兴县", {"-cxx", "'chang'xing"}),
        ("矛调中心", {"-mtzx", "'mao'tiao"}),
        ("莲都区", {"-ldq", "'lian'du"}),
        ("长效机制", {"-cxjz", "'chang'xiao"}),
        ("“枫桥经验”", {"-fqjy", "'jing'yan"}),
        ("最多跑一次", {"-zdpy", "-dpyc"}),
    ],
)
def test_a_name_is_found_as_it_sounds(name: str, typed: set[str]) -> None:
    assert typed <= spoken_keys([name])


def test_what_is_typed_for_one_name_is_not_typed_for_two() -> None:
    assert "-hzzf" not in spoken_keys(["河长制", "访谈"])
    assert "-hzzf" in spoken_keys(["河长制访谈"])
    assert spoken_keys(["grid 36"]) == set()


def test_marks_of_emphasis_and_citation_do_not_part_words() -> None:
    (text,) = texts_in(Markdown(zh="村**务**监[@s1]督，见[后陈](case:houchen)"))
    assert {"村务", "务监", "监督", "后陈"} <= keys(fold(text))
    assert "houchen" not in keys(fold(text))


# What is written is read again, as the format says


def cases_of(written: str) -> list[int]:
    """Read a list of numbers: six a character after `#`, else the distance to the next."""
    signs = [chr(c) for c in range(0x20, 0x80) if chr(c) not in '"\\<,!#']
    if written.startswith("#"):
        marks = [signs.index(sign) >> bit & 1 for sign in written[1:] for bit in range(6)]
        return [n for n, mark in enumerate(marks) if mark]
    steps = [
        signs.index(c) + 1
        if ord(c) < 0x80
        else len(signs) + 1 + ord(c) - 0x80 - (0x800 if ord(c) > 0xDFFF else 0)
        for c in written
    ]
    return [n - 1 for n in accumulate(steps)]


@often
@given(st.integers(1, 70_000), st.data())
def test_lists_of_cases_are_read_as_they_were_written(count: int, data: st.DataObject) -> None:
    numbers = sorted(data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=60)))
    head = sorted(data.draw(st.sets(st.sampled_from(numbers))))
    title = sorted(data.draw(st.sets(st.sampled_from(head)))) if head else []
    written = Lists(count).write(numbers, head, title)
    assert BETWEEN not in written
    parts = written.split(NEARER)
    said = [cases_of(parts[0])]
    for part in parts[1:]:
        said.append([said[-1][place] for place in cases_of(part)] if part else said[-1])
    assert said + [[]] * (3 - len(said)) == [numbers, head, title]


def found(shards: tuple[Shard, ...], key: str) -> list[int]:
    """The cases of a key: its shard by where each begins, then its head, then its rest."""
    order = [shard.start.encode("utf-16-be") for shard in shards]
    shard = shards[max(0, bisect_right(order, key.encode("utf-16-be")) - 1)]
    head = head_of(key)
    rests, lists = shard.heads.get(head, ("", ""))
    entries = dict(zip(rests.split(BETWEEN), lists.split(BETWEEN), strict=True))
    written = entries.get(key[len(head) :], "")
    return cases_of(written.partition(NEARER)[0]) if written else []


TEXTS = st.lists(
    st.text("河长制村务监督网格\U00020bb7ab1é ，", max_size=30), min_size=1, max_size=12
)


def inverted(documents: Iterable[Searchable]) -> Inverted:
    listed = list(documents)
    return invert(Postings.of(listed), len(listed))


@often
@given(TEXTS)
def test_every_text_with_a_pair_of_characters_is_found_by_it(texts: list[str]) -> None:
    folded = [fold(text) for text in texts]
    shards = inverted(Searchable(set(), set(), keys(text)) for text in folded).shards
    pairs = {a + b for text in folded for run in runs(text) for a, b in pairwise(run.text)}
    for pair in pairs:
        if all(run.kind == "han" for run in runs(pair)):
            with_it = [n for n, text in enumerate(folded) if pair in text]
            assert found(shards, pair) == with_it
    if shards:
        assert found(shards, "龘龘") == []


@often
@given(TEXTS, TEXTS, st.randoms(use_true_random=False))
def test_an_index_carried_over_is_the_one_made_anew(
    before: list[str], after: list[str], chance: random.Random
) -> None:
    stay = [text for text in dict.fromkeys(before) if chance.random() < 0.7]
    new = [text for text in dict.fromkeys(after) if text not in stay]
    # Those that stay keep their order; the others come between them.
    now = list(stay)
    for text in new:
        now.insert(chance.randint(0, len(now)), text)

    def document(text: str) -> Searchable:
        found = keys(fold(text))
        head = {key for key in found if "河" in key or "g" in key}
        return Searchable({key for key in head if "长" in key}, head, found)

    old = list(dict.fromkeys(before))
    carried = Postings.of(map(document, old)).carried(
        [now.index(text) if text in stay else -1 for text in old]
    )
    for text in new:
        carried.add(now.index(text), document(text))
    assert invert(carried, len(now)) == inverted(map(document, now))


def test_an_index_of_many_shards_finds_every_key_in_its_own() -> None:
    texts = [f"{chr(0x4E00 + n)}{chr(0x5E00 + n * 7 % 4000)}村 word{n}" for n in range(3000)]
    shards = inverted(Searchable(set(), set(), keys(text)) for text in texts).shards
    assert len(shards) > 3
    for n in range(0, 3000, 97):
        for key in (Simplified().fold(texts[n][:2]), f"word{n}"):
            assert n in found(shards, key)


def test_traditional_characters_are_filed_with_simplified_ones() -> None:
    texts = ["河长制", "河長製與治水", "村務"]
    index = inverted(Searchable(set(), keys(t[:2]), keys(t)) for t in texts)
    assert found(index.shards, "河长") == [0, 1]
    assert found(index.shards, "长制") == [0, 1]
    assert found(index.shards, "河長") == []
    assert found(index.shards, "村务") == [2]
    pairs = dict(zip(index.simplified[::2], index.simplified[1::2], strict=True))
    assert pairs["長"] == "长"
    assert pairs["務"] == "务"
    assert "網" not in pairs, "no key has 网, so no query needs to know"
    assert all(simple in "河长制与治水村务" for simple in pairs.values())


def test_only_traditional_forms_are_replaced() -> None:
    fold = Simplified().fold
    assert fold("後陳經驗、顯著、乾淨、臺州、裡裏") == "后陈经验、显著、干净、台州、里里"
    assert fold("后陈经验 36 grid") == "后陈经验 36 grid"
