"""The files of the site that are not pages."""

from __future__ import annotations

import csv
import io

import pytest

from replicase.output import csv_file


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
