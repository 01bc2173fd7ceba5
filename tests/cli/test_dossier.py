"""The ledger at the command line: shown by any name, and a name beside the area's verbs is no verb."""

from pathlib import Path

import pytest

from tests.cli.test_verbs import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def renamed(office: Office) -> None:
    office.letter()
    words = [
        "--enterprise",
        "geng",
        "--name",
        "示东市示例新材料有限公司",
        "--document",
        "示政办函〔2020〕2号",
    ]
    assert office.json("dossier", "rename-enterprise", *words)["ok"] is True


def test_the_ledger_lists_everyone_and_adds_up(office: Office) -> None:
    ledger = office.json("dossier", "show")
    assert office.json("dossier") == ledger
    assert (len(ledger["enterprises"]), ledger["listed_t"], ledger["without_code"]) == (9, 3_250_000, 9)
    shown = office.run("dossier").stdout
    assert "示例焦化甲有限公司（jia）　列入 54 万吨" in shown
    assert "9 户未登记信用代码" in shown


def test_an_enterprise_is_shown_by_its_old_name_with_who_recorded_what_and_when(office: Office) -> None:
    renamed(office)
    dossier = office.json("dossier", "示东市示例焦化庚有限公司")
    assert (dossier["enterprise"], dossier["name"]) == ("geng", "示东市示例新材料有限公司")
    assert dossier["former_names"] == ["示东市示例焦化庚有限公司"]
    last = dossier["timeline"][-1]
    assert (last["what"], last["organ"], last["actor"]) == ("企业更名", "本机", "installer")
    assert last["recorded_at"].endswith("+08:00")
    assert office.json("dossier", "show", "geng") == dossier
    shown = office.run("dossier", "geng").stdout
    assert "更名为 示东市示例新材料有限公司" in shown
    assert "清单　　L07a　30 万吨　未录入" in shown


def test_what_several_answer_to_is_listed_and_what_nobody_answers_to_is_said(office: Office) -> None:
    assert len(office.json("dossier", "show", "示例焦化")["enterprises"]) == 9
    result = office.run("dossier", "天")
    assert result.exit_code == 1
    assert "没有“天”" in result.stderr


def test_the_recording_verbs_stand_beside_it(office: Office) -> None:
    result = office.run("dossier", "--help")
    assert "merge-enterprises" in result.stdout
    assert "show" in result.stdout
