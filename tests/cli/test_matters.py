"""`./run courts`, `utilities`, `flags`, `facilities`: what a story left in the books, in words and for machines."""

from pathlib import Path

import pytest

from tests.cli.test_verbs import ROOT, Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def after(office: Office, story: str) -> Office:
    """Given: the books as a story left them."""
    path = ROOT / "tests" / "stories" / f"{story}.yaml"
    assert office.run("story", str(path), "--keep", str(office.home)).exit_code == 0
    return office


def test_a_seal_is_told_with_its_court_its_case_and_who_is_next(office: Office) -> None:
    told = after(office, "J03-court-sealed").run("courts", "--as-of", "2020-03-01").stdout
    assert "（2018）示01执001号" in told
    assert "去函以后 27 天" in told
    assert told.splitlines()[-1] == "查封 1 处，法院允许处置 0 处，已解封 0 处，等答复 1 处"
    assert office.json("courts")["lifted"] == 1
    assert "已解封，不再限制拆除" in office.run("courts").stdout


def test_a_shortfall_is_told_by_class_and_day_and_what_is_not_recorded_stays_undetermined(
    office: Office,
) -> None:
    told = after(office, "J08-gas-shortfall").run("utilities", "--as-of", "2020-10-25").stdout
    assert told.startswith("气源：1 户有缺口，8 户待定")
    assert "2020-11-01 至 2020-11-30　居民缺 3.5 万立方米/日" in told
    assert "供应量还没有登记" in told
    found = office.json("utilities", "--as-of", "2020-10-25")["gas"]["firms"]["ding"]
    assert found["stretches"]["2020-11-01"]["residents"] == -35_000


def test_a_sign_of_life_is_told_with_the_entry_it_came_by(office: Office) -> None:
    told = after(office, "revival").run("flags").stdout
    found = office.json("flags")
    assert told.splitlines()[-1] == f"{len(found['flags'])} 条线索，{found['open']} 条待核查"
    assert found["flags"]


def test_what_was_shut_without_a_release_is_marked_so(office: Office) -> None:
    told = after(office, "gates").run("facilities").stdout
    assert "未放行先停" in told


def test_what_no_ledger_knows_is_told_beside_its_oven_and_on_the_way_to_acceptance(office: Office) -> None:
    told = after(office, "two-clocks").run("facilities").stdout
    assert all("台账没有" in line for line in told.splitlines() if "L07a" in line)
    assert "清单所列 4 座台账没有或未对应" in told
    accepting = office.run("acceptance").stdout
    assert "3号焦炉　台账没有：企业台账里没有这座设施；请登记设施并对应" in accepting
    found = office.json("acceptance")
    assert found["L07a"]["unentered"] == {"3号焦炉": "台账没有", "4号焦炉": "台账没有"}
