"""A value written as in a document has one form in the format, or none is guessed at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replicase.decode.forms import address_form, date_form, form_of, meant_by, number_form
from replicase.model.scalars import PartialDate


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("2021年", "2021"),
        ("2021年3月", "2021-03"),
        ("2021 年 3 月 5 日", "2021-03-05"),
        ("2021年3月5号", "2021-03-05"),
        ("２０２１／３／５", "2021-03-05"),
        ("2021.12", "2021-12"),
        ("2021-3", "2021-03"),
        ("2021—03—05", "2021-03-05"),
        ("2021-03-05 00:00:00", "2021-03-05"),
        ("20210305", "2021-03-05"),
        ("“2021-03-05”", "2021-03-05"),
        ("二〇二一年十月三十一日", "2021-10-31"),
        ("二零二一年二十月", None),
        ("2021.1", None),
        ("2021-13", None),
        ("2021年13月", None),
        ("2021年2月30日", None),
        ("2021年3月至5月", None),
        ("去年三月", None),
        ("5/3/2021", None),
        ("21年3月", None),
        ("2021-03-05 08:30", None),
        ("202103", None),
    ],
)
def test_a_date_has_one_form_or_none(given: str, written: str | None) -> None:
    assert date_form(given) == written


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("１２３", "123"),
        ("1,150,000", "1150000"),
        ("12，345.6", "12345.6"),
        ("1 150 000.5", "1150000.5"),
        ("1.2万", None),
        ("“36”", "36"),
        ("+5", "5"),
        ("−5", "-5"),
        (".5", "0.5"),
        ("0,500", None),
        ("1,15", None),
        ("1,150 000", None),
        ("10²", None),
        ("½", None),
        ("12人", None),
        ("36%", None),
        ("约 40", None),
        ("1e3", None),
    ],
)
def test_a_number_has_one_form_or_none(given: str, written: str | None) -> None:
    assert number_form(given) == written


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("“https://a.example/b”", "https://a.example/b"),
        ("<https://a.example/b>", "https://a.example/b"),
        ("HTTP：／／a.example/B", "http://a.example/B"),
        ("a.example", None),
        ("https://a.example/b c", None),
    ],
)
def test_an_address_has_one_form_or_none(given: str, written: str | None) -> None:
    assert address_form(given) == written


@pytest.mark.parametrize(
    ("given", "written"),
    [("1.2万", "12000"), ("3 亿", "300000000"), ("1.23456亿", "123456000"), ("12,345", "12345")],
)
def test_what_may_be_rounded_is_asked_about(given: str, written: str) -> None:
    assert meant_by("no_number", given) == written
    assert meant_by("no_integer", given) == written


def test_what_the_format_does_not_take_is_no_form() -> None:
    assert form_of("no_integer", "1.25") is None
    assert form_of("no_number", "1.2345678") is None
    assert form_of("no_url", "“https://a.example/{b}”") is None
    assert form_of("no_slug", "A b") is None


@given(st.text(alphabet="0123456789年月日./-–,，万亿%“” ", max_size=14))
def test_a_form_is_a_value_of_the_format(written: str) -> None:
    date, number = date_form(written), meant_by("no_number", written)
    assert date is None or PartialDate.read(date)
    assert number is None or float(number) is not None
