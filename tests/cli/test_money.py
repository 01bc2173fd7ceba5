"""`./run money` as it is typed: each table in words, and for machines."""

from pathlib import Path

import pytest

from tests.cli.test_verbs import Office
from yajian.core.reports.money import TABLES


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_the_quotas_of_a_fresh_office_are_ranges_and_the_whole_is_the_plans_own(office: Office) -> None:
    found = office.json("money", "quotas", "--as-of", "2020-03-01")
    assert (found["table"], found["as_of"]) == ("quotas", "2020-03-01")
    assert {row["amount_fen"] for row in found["rows"]} == {None}
    whole = found["whole"]
    assert (whole["low_fen"], whole["high_fen"]) == (9_750_000_000, 15_600_000_000)
    assert (whole["planned_low_fen"], whole["planned_high_fen"]) == (9_750_000_000, 15_600_000_000)
    told = office.run("money", "quotas").stdout
    assert "合计：额度 0 万元；测算 9,750—15,600 万元；方案测算 9,750—15,600 万元，不是承诺" in told


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_told_under_its_title(office: Office, name: str) -> None:
    assert office.run("money", name).stdout.startswith(TABLES[name].title)


def test_a_table_nobody_knows_is_refused_with_those_there_are(office: Office) -> None:
    answer = office.run("money", "everything")
    assert answer.exit_code == 2
    assert "quotas" in answer.output
