"""What is written as in a document is known for what it means, and nothing else is guessed at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replicase.decode.slips import as_address, as_date, as_number
from replicase.model.scalars import PartialDate


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2021年3月", "2021-03"),
        ("2021年3月5日", "2021-03-05"),
        ("2021 年 3 月 5 日", "2021-03-05"),
        ("2021年", "2021"),
        ("2021.3.5", "2021-03-05"),
        ("2021/03/05", "2021-03-05"),
        ("2021–03–05", "2021-03-05"),
        ("２０２１-０３", "2021-03"),
        ("“2021-03-05”", "2021-03-05"),
        ("2021-3", "2021-03"),
        ("2021年2月30日", None),
        ("2021年13月", None),
        ("去年三月", None),
        ("20210305", None),
        ("2021年3月至5月", None),
    ],
)
def test_a_date_as_people_write_it(written: str, meant: str | None) -> None:
    assert as_date(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12,345", "12345"),
        ("12，345.6", "12345.6"),
        ("1,234,567", "1234567"),
        ("1.2万", "12000"),
        ("3 亿", "300000000"),
        ("１２", "12"),
        ("“36”", "36"),
        ("12,34", None),
        ("12人", None),
        ("36%", None),
        ("约 40", None),
        ("36", None),
    ],
)
def test_a_number_as_people_write_it(written: str, meant: str | None) -> None:
    assert as_number(written) == meant


def test_an_address_without_what_stands_around_it() -> None:
    assert as_address("“https://a.example/b”") == "https://a.example/b"
    assert as_address("<https://a.example/b>") == "https://a.example/b"
    assert as_address("a.example") is None
    assert as_address("https://a.example/b c") is None


@given(st.text(alphabet="0123456789年月日./-–,，万亿%“” ", max_size=14))
def test_what_is_meant_is_a_value_of_the_format(written: str) -> None:
    date, number = as_date(written), as_number(written)
    assert date is None or PartialDate.read(date)
    assert number is None or float(number) is not None
