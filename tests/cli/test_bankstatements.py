"""`./run bankstatements` as it is typed: a file taken in, all that is wrong with one, and the two sides told."""

from pathlib import Path

import pytest

from tests.cli.test_verbs import Office

FILES = Path(__file__).resolve().parents[1] / "stories" / "files"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def take_in(office: Office, name: str) -> list[str]:
    return ["bankstatements", "import-statement", str(FILES / name), "--account", "0019"]


def test_a_statement_is_taken_in_once_and_told_line_by_line(office: Office) -> None:
    facts = office.json(*take_in(office, "bank-2020-09.csv"))["facts"]
    assert (facts[0]["fact"]["fresh"], len(facts)) == (6, 7)
    again = office.run(*take_in(office, "bank-2020-09.csv"))
    assert "早已如此" in again.stdout
    assert "第10行是合计之类，没有当作流水" in again.stderr
    told = office.run("bankstatements").stdout
    assert "专户尾号 0019：2020-09-17—2020-09-28 共 6 笔" in told
    assert "流水没有对应" in told
    assert office.json("bankstatements")["counts"]["open"] == 6


def test_a_statement_with_a_fault_is_told_by_row_and_not_taken_in(office: Office) -> None:
    declined = office.run(*take_in(office, "bank-opened-in-a-spreadsheet.csv"))
    assert declined.exit_code == 1
    assert "第3行交易日期“2020-09-31”不是日期" in declined.stderr
    assert "3处读不了，一笔也没有导入" in declined.stderr
    other = office.run(*take_in(office, "letter-2.txt"))
    assert other.exit_code == 1
    assert "找不到流水的列名" in other.stderr
    assert "还没有导入银行流水" in office.run("bankstatements").stdout
