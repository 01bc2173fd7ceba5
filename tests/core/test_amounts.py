"""大写: exact from the fen, and read back to the same fen by somebody who reads it differently."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yajian.core.reports.amounts import in_full, tonnes_in_full, yuan_in_full
from yajian.core.words import fen_of


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "人民币零元整"),
        (5, "人民币伍分"),
        (50, "人民币伍角整"),
        (100, "人民币壹元整"),
        (1_000, "人民币壹拾元整"),
        (1_001, "人民币壹拾元零壹分"),
        (168_032, "人民币壹仟陆佰捌拾元零叁角贰分"),
        (140_950, "人民币壹仟肆佰零玖元伍角"),
        (10_700_053, "人民币壹拾万柒仟元零伍角叁分"),
        (600_714, "人民币陆仟零柒元壹角肆分"),
        (10_000_000_000, "人民币壹亿元整"),
        (100_000_000_000_500, "人民币壹万亿零伍元整"),
        (1_560_000_000_000, "人民币壹佰伍拾陆亿元整"),
        (-250, "负人民币贰元伍角"),
    ],
)
def test_money_is_written_as_on_a_voucher(fen: int, words: str) -> None:
    assert yuan_in_full(fen) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (3_250_000, "叁佰贰拾伍万"),
        (1_000_001, "壹佰万零壹"),
        (1_001_000, "壹佰万壹仟"),
        (10_010_010, "壹仟零壹万零壹拾"),
        (100_000_010, "壹亿零壹拾"),
        (20_000_000_100, "贰佰亿零壹佰"),
    ],
)
def test_whole_numbers_in_capital_numerals(number: int, words: str) -> None:
    assert in_full(number) == words
    assert tonnes_in_full(number) == f"{words}吨"


def test_nothing_is_written_that_the_numerals_cannot_say() -> None:
    with pytest.raises(ValueError, match="more than"):
        in_full(10**16)
    assert in_full(-12) == "负壹拾贰"


@pytest.mark.parametrize(
    ("said", "fen"),
    [
        ("20520000", 2_052_000_000),
        ("20,520,000.00", 2_052_000_000),
        ("４，５００，０００．５", 450_000_050),
        (" 999 ", 99_900),
        ("1,000", 100_000),
        ("30,00", None),  # thirty where a comma is the point, three thousand where it is skipped
        ("4,500,00", None),
        ("4500,000", None),
        (",500", None),
        ("1,,000", None),
        ("1,000,", None),
        ("5.1,000", None),
        ("1.005", None),
        ("12,345,678,901,234", None),
        ("", None),
        ("三十", None),
    ],
)
def test_an_amount_is_read_as_it_is_written_or_not_at_all(said: str, fen: int | None) -> None:
    assert fen_of(said) == fen


PLACES = {"拾": 10, "佰": 100, "仟": 1_000}


def read(words: str) -> int:
    """Capital numerals read from left to right, by sections."""
    total = section = digit = 0
    for sign in words:
        if sign == "亿":
            total, section, digit = (total + section + digit) * 10**8, 0, 0
        elif sign == "万":
            total, section, digit = total + (section + digit) * 10_000, 0, 0
        elif sign in PLACES:
            section, digit = section + digit * PLACES[sign], 0
        else:
            digit = "零壹贰叁肆伍陆柒捌玖".index(sign)
    return total + section + digit


def read_money(words: str) -> int:
    found = re.fullmatch(r"人民币(?:(?P<yuan>[^元]+)元)?零?(?:(?P<jiao>.)角)?零?(?:(?P<fen>.)分)?整?", words)
    assert found is not None, words
    return read(found["yuan"] or "") * 100 + read(found["jiao"] or "") * 10 + read(found["fen"] or "")


@given(st.integers(0, 10**17) | st.integers(0, 10**6) | st.integers(0, 10**9).map(lambda n: n * 10**6))
def test_what_is_written_reads_back_to_the_same_fen(fen: int) -> None:
    assert read_money(yuan_in_full(fen)) == fen


@given(st.integers(0, 10**16 - 1))
def test_no_two_numbers_are_written_alike_and_no_zero_is_said_twice(number: int) -> None:
    words = in_full(number)
    assert read(words) == number
    assert "零零" not in words
    assert words == "零" or not words.endswith("零")
