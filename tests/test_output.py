"""The files of the site that are not pages."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replicase.output import csv_file, inert, inside_script
from replicase.pages import feeds


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf"), (
        "Excel takes a file without the mark for another encoding"
    )
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_table_for_spreadsheets_keeps_what_it_is_given() -> None:
    output = csv_file("a/b.csv", [("地方", "次数"), ('乙市，"测试"', 3), ("two\nlines", 0)])
    assert output.path == "a/b.csv"
    assert read(output.data) == [["地方", "次数"], ['乙市，"测试"', "3"], ["two\nlines", "0"]]


@pytest.mark.parametrize(
    "begins", ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "\t=", "\r\n@"]
)
def test_no_text_of_a_table_is_a_formula(begins: str) -> None:
    (row,) = read(csv_file("x.csv", [(f"{begins}HYPERLINK(1)", -1, "a=b")]).data)
    assert row == [f"'{begins}HYPERLINK(1)", "-1", "a=b"], "a number of ours stays a number"


@pytest.mark.parametrize("digits", ["0330100", "00", "110101199003071233", " 1234567890123456 "])
def test_no_text_of_digits_is_a_number(digits: str) -> None:
    (row,) = read(csv_file("x.csv", [(digits, 110101199003071233, "330100", "0.5", "0")]).data)
    assert row == [f"'{digits}", "110101199003071233", "330100", "0.5", "0"]


CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=60)
SIGNS = st.text("=+-@＝＋－＠0123456789 \t\r\n\",;'a中", max_size=12)


@given(st.lists(st.lists(CELLS | SIGNS, min_size=2, max_size=4), min_size=1, max_size=4))
def test_any_text_comes_back_from_a_table_and_is_no_formula(rows: list[list[str]]) -> None:
    told = read(csv_file("x.csv", rows).data)
    for row, back in zip(rows, told, strict=True):
        for text, cell in zip(row, back, strict=True):
            assert cell in (text, f"'{text}")
            assert cell == inert(text)
            assert cell.lstrip()[:1] not in tuple("=+-@＝＋－＠")


TREES = st.recursive(
    CELLS | st.integers(-(2**53), 2**53) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(CELLS, inner, max_size=3),
    max_leaves=8,
)


@given(TREES)
def test_any_value_comes_back_from_a_script_and_ends_none(value: object) -> None:
    data = inside_script(value).decode()
    assert json.loads(data) == value
    assert not set("<\u2028\u2029") & set(data)


@given(CELLS)
def test_any_text_comes_back_from_a_feed(text: str) -> None:
    """But for what XML cannot hold at all; of a line's end every parser makes a line feed."""
    (back,) = ElementTree.fromstring(f"<a><b>{feeds._text(text)}</b></a>")
    kept = feeds._clean(text).replace("\r\n", "\n").replace("\r", "\n")
    assert (back.text or "") == kept
    assert len(back) == 0
