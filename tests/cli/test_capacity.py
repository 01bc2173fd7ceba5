"""`./run capacity` as it is typed: the book with what is missing, and one unit with all that moved."""

from pathlib import Path

import pytest

from tests.cli.test_verbs import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_filings_become_units_and_the_book_tells_them_with_what_is_missing(office: Office) -> None:
    paper = ["--number", "示备〔2011〕5号", "--enterprise", "geng", "--filed-on", "2011-05-01"]
    paper += ["--filed-t", "600000", "--issuer", "示范市经济委员会", "--attach", office.scan()]
    office.json("register", "enter-filing", *paper)
    unit = ["--unit", "庚-1", "--filing-no", "示备[2011]5号", "--filed-t", "600000", "--part", "L07a"]
    office.json("register", "open-unit", *unit)
    book = office.json("capacity")
    assert book["total"]["filed_t"] == 600_000
    assert book["baseline"]["answer"] == "待定"
    assert len(book["baseline"]["missing"]) == 8
    one = office.json("capacity", "庚-1")
    assert one["postings"][0]["to"] == "filed"
    assert one["tradable"] == "不符合"
    told = office.run("capacity").stdout
    assert "缺件　示例焦化甲有限公司：备案文件还没有登记" in told
    assert "1 个单元现状未核定" in told
    shown = office.run("capacity", "庚-1").stdout
    assert "压减的产能禁止用于交易" in shown
    assert "备案文件 → 备案　60 万吨" in shown
    nobody = office.run("capacity", "无此单元")
    assert nobody.exit_code == 1
    assert "没有产能单元 无此单元" in nobody.output
