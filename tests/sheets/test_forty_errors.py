"""The ledger with forty errors, cell by cell: all of them at once, each in words a clerk can act on."""

from pathlib import Path

import pytest

from tests.given import Desk
from tests.sheets import ledgers
from tests.sheets.ledgers import TODAY
from yajian.sheets.known import Asked, known
from yajian.sheets.limited import look
from yajian.sheets.problems import Checked

FORTY = {
    "企业!B4": "统一社会信用代码第18位校验错误（按前17位应为 R）",
    "企业!B5": "信用代码应为18位，现17位",
    "企业!B6": "信用代码不含 I、O、S、V、Z（第9位为 O）",
    "企业!B7": "与第3行重复",
    "企业!C8": "企业名称必填",
    "企业!D9": "请选“示东市”（建议修正）",
    "企业!D10": "不在本方案县（市）之内",
    "企业!L5": "填数字，单位已在表头（800）",
    "企业!L6": "距离不能为负",
    "企业!M7": "填数字",
    "企业!N8": "日期写作 2019-10-31",
    "企业!N9": "日期不具体，请填到日",
    "企业!J10": "选 是/否/不清楚",
    "企业!K11": "不在方案所列四个开发区；如属其他园区请选“其他”并附图",
    "焦炉!A5": "企业表中无此代码",
    "焦炉!B6": "建议 3号",
    "焦炉!B7": "同一企业炉号重复（见第6行）",
    "焦炉!C8": "选 捣固/顶装/热回收/其他",
    "焦炉!D9": "像毫米；应为 4.30 米（请确认）",
    "焦炉!D10": "超出 1–9 米",
    "焦炉!E11": "填孔数合计 130",
    "焦炉!F12": "填数字 54.00",
    "焦炉!F13": "单位疑为吨；应为 54.00 万吨（请确认）",
    "焦炉!F14": "建议 120",
    "焦炉!G15": "填了备案产能须填备案文号（S5.3.3a）",
    "焦炉!H16": "备案日期在未来",
    "焦炉!I17": "在产产能不能大于建成产能",
    "焦炉!J18": "状态“在产”不应有停产日期",
    "焦炉!L19": "停产须填日期",
    "焦炉!K20": "投产晚于停产",
    "焦炉!N21": "选 干熄焦/湿熄焦/干湿并用",
    "焦炉!O22": "48元标准须有交易合同号（S5.5.1b）",
    "焦炉!S23": "法院查封须填查封法院（S5.2.2）",
    "焦炉!U24": "清单项须到 L07a 或 L07b",
    "焦炉!U25": "清单项属示南县",
    "焦炉!A26": "合并单元格，无法判断第27行，请取消合并并逐行填写",
    "焦炉!A28": "合计行请删除，系统自行合计（合计 312 与各行之和 310 不符）",
    "焦炉!F29": "公式无结果，请粘贴为数值",
    "焦炉!V30": "附件号请逐行填写",
    "焦炉!F31": "与库中认定值 54 不同：将作为“填报”另存并转异议，不覆盖（请确认）",
}
FIXES = {
    "企业!D9": "示东市",
    "企业!L5": "800",
    "企业!N8": "2019-10-31",
    "焦炉!B6": "3号",
    "焦炉!F12": "54.00",
    "焦炉!F14": "120",
}
CONFIRMED = {"焦炉!D9": "4.30", "焦炉!F13": "54.00", "焦炉!F31": "60"}


@pytest.fixture(scope="module")
def desk() -> Desk:
    return ledgers.books()


@pytest.fixture(scope="module")
def file(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ledgers.forty(ledgers.of(desk), tmp_path_factory.mktemp("forty") / "台账.xlsx")


def looked(desk: Desk, file: Path, *accepted: str) -> Checked:
    made = ledgers.of(desk)
    asked = Asked(today=TODAY, said_by="示东市工信局", accepted=frozenset(accepted))
    return look(file, made, known(desk.plan, desk.programme, made), asked)


@pytest.fixture(scope="module")
def checked(desk: Desk, file: Path) -> Checked:
    return looked(desk, file)


def test_forty_errors_are_found_and_not_one_more(checked: Checked) -> None:
    assert sorted(one.cell for one in checked.problems) == sorted(FORTY)
    assert len(FORTY) == 40


@pytest.mark.parametrize("cell", FORTY)
def test_the_cell_is_told_what_is_wrong_with_it(checked: Checked, cell: str) -> None:
    assert {one.cell: one.finding for one in checked.problems}[cell] == FORTY[cell]


def test_the_county_reads_one_sentence(checked: Checked) -> None:
    assert checked.sentence == "企业12行中8行、焦炉31行中27行有问题，共40处；0行已导入"


def test_six_corrections_are_offered_and_none_is_made(checked: Checked) -> None:
    assert {one.cell: one.fix for one in checked.problems if one.offer == "fix"} == FIXES
    assert {one.cell: one.fix for one in checked.problems if one.offer == "confirm"} == CONFIRMED
    assert checked.taken == ()


def test_only_the_offer_named_is_taken(desk: Desk, file: Path) -> None:
    checked = looked(desk, file, "焦炉!F12", "企业!N8")
    assert [(one.cell, one.was, one.now) for one in checked.taken] == [
        ("企业!N8", "2019.10.31", "2019-10-31"),
        ("焦炉!F12", "54万吨", "54.00"),
    ]
    assert len(checked.problems) == 38


def test_a_guess_stands_once_a_person_confirms_it(desk: Desk, file: Path) -> None:
    checked = looked(desk, file, *CONFIRMED)
    lines = {line.row: line for line in checked.facilities}
    assert lines[9].fields["coke_oven.chamber_height"] == "4.3"
    assert lines[13].fields["lot.filed_capacity"] == "54"
    assert (lines[31].fields["lot.filed_capacity"], lines[31].confirmed) == ("60", ("lot.filed_capacity",))


def test_a_name_cannot_take_what_nobody_offered(desk: Desk, file: Path) -> None:
    assert len(looked(desk, file, "焦炉!C8", "焦炉!ZZ99", "企业!B4").problems) == 40


def test_the_rows_without_a_fault_are_ready(checked: Checked) -> None:
    assert [line.row for line in checked.enterprises] == [3, 12, 13, 14]
    assert [line.row for line in checked.facilities] == [3, 4, 32, 33]
