"""The workbook that goes back: the clerk's own, each fault where it stands, and as a list with links."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.given import Desk
from tests.sheets import ledgers
from tests.sheets.ledgers import TODAY
from tests.sheets.test_forty_errors import FORTY
from yajian.sheets import marking
from yajian.sheets.importing import pasted
from yajian.sheets.known import Asked, known
from yajian.sheets.limited import look, marked
from yajian.sheets.marking import error_workbook
from yajian.sheets.problems import Checked, Count, Problem, Unreadable

RED, GREEN = "00FBE3DF", "00E3F1E4"


@pytest.fixture(scope="module")
def desk() -> Desk:
    return ledgers.books()


@pytest.fixture(scope="module")
def file(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ledgers.forty(ledgers.of(desk), tmp_path_factory.mktemp("forty") / "台账.xlsx")


def back(desk: Desk, file: Path, *accepted: str) -> Any:
    made = ledgers.of(desk)
    books = known(desk.plan, desk.programme, made)
    asked = Asked(today=TODAY, said_by="示东市工信局", accepted=frozenset(accepted))
    out = BytesIO()
    assert marked(file, made, books, asked, look(file, made, books, asked), out)
    out.seek(0)
    return openpyxl.load_workbook(out)


@pytest.fixture(scope="module")
def returned(desk: Desk, file: Path) -> Any:
    return back(desk, file, "焦炉!F12")


def test_it_is_the_same_workbook_in_the_same_order(returned: Any, file: Path) -> None:
    sent = openpyxl.load_workbook(file)
    assert returned.sheetnames == ["问题清单", *sent.sheetnames]
    for name in ("企业", "焦炉"):
        for row in sent[name].iter_rows(min_row=3):
            for cell in row:
                if f"{name}!{cell.coordinate}" != "焦炉!F12":
                    assert returned[name][cell.coordinate].value == cell.value
        kept = len(returned[name].data_validations.dataValidation)
        assert kept == len(sent[name].data_validations.dataValidation) > 0


@pytest.mark.parametrize("place", [place for place in FORTY if place != "焦炉!F12"])
def test_the_cell_is_red_and_says_why(returned: Any, place: str) -> None:
    sheet, _, cell = place.partition("!")
    there = returned[sheet][cell]
    assert there.fill.fgColor.rgb == RED
    assert there.comment.text == FORTY[place]


def test_the_last_column_says_it_row_by_row(returned: Any) -> None:
    page = returned["企业"]
    assert page.cell(2, page.max_column).value == "问题"
    assert page.cell(5, page.max_column).value == (
        "统一社会信用代码：信用代码应为18位，现17位；距最近村庄居民的距离：填数字，单位已在表头（800）"
    )
    assert page.cell(3, page.max_column).value is None


def test_the_list_names_place_value_problem_and_remedy_with_a_link(returned: Any) -> None:
    page = returned["问题清单"]
    assert page["A1"].value == "企业12行中8行、焦炉31行中26行有问题，共39处；0行已导入"
    heads = [cell.value for cell in page[2]]
    assert heads == ["序号", "表", "行", "列", "原值", "问题", "应为", "条文", "可以采用的修正"]
    lines = {(row[1].value, row[3].value, row[2].value): row for row in page.iter_rows(min_row=3)}
    line = lines["焦炉", "G 备案文号", 15]
    assert [cell.value for cell in line[4:8]] == [
        None,
        "填了备案产能须填备案文号（S5.3.3a）",
        None,
        "S5.3.3a",
    ]
    assert line[3].hyperlink.location == "'焦炉'!G15"
    assert lines["企业", "D 所属县（市）", 9][8].value == "示东市"
    assert lines["焦炉", "D 炭化室高度", 9][8].value == "4.30（须确认）"


def test_an_offer_that_was_taken_stands_corrected_and_says_what_was_there(returned: Any) -> None:
    cell = returned["焦炉"]["F12"]
    assert (cell.value, cell.fill.fgColor.rgb) == (54.0, GREEN)
    assert cell.comment.text == "已按采用的修正改为 54.00，原为 54万吨"


def test_the_marked_workbook_can_be_corrected_and_sent_again(
    desk: Desk, returned: Any, tmp_path: Path
) -> None:
    returned["焦炉"]["C8"] = "捣固"
    returned.save(tmp_path / "again.xlsx")
    again = back(desk, tmp_path / "again.xlsx")
    assert again.sheetnames.count("问题清单") == 1
    assert [cell.value for cell in again["焦炉"][2]].count("问题") == 1
    cell = again["焦炉"]["C8"]
    assert cell.comment is None
    assert cell.fill.fgColor.rgb != RED
    assert "焦炉31行中25行" in again["问题清单"]["A1"].value


def test_what_a_cell_held_never_becomes_a_formula_in_the_list(desk: Desk, tmp_path: Path) -> None:
    file = ledgers.good(ledgers.of(desk), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(file)
    book["焦炉"]["C3"] = "+HYPERLINK(1)"
    book.save(file)
    cell = back(desk, file)["问题清单"]["E3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("+HYPERLINK(1)", "s", True)


def test_of_a_very_large_ledger_only_the_list_goes_back(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yajian.sheets.limited.LARGE", 20)
    made = ledgers.of(desk)
    books = known(desk.plan, desk.programme, made)
    asked = Asked(today=TODAY, said_by="示东市工信局")
    out = BytesIO()
    assert not marked(file, made, books, asked, look(file, made, books, asked), out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["问题清单"]
    assert book["问题清单"].max_row == 2 + 40
    assert marking.LARGE == 5000


def test_the_list_alone_is_safe_to_open_too() -> None:
    problem = Problem(sheet="焦炉", row=9, column="B", label="炉号", value="=1+1", finding="炉号重复")
    out = BytesIO()
    error_workbook(out, Checked(counts=(Count(sheet="焦炉", rows=1, bad=1),), problems=(problem,)))
    cell = openpyxl.load_workbook(out)["问题清单"]["E3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


# Pasting -----------------------------------------------------------------------------------------

FIRM = f"1\t{ledgers.code(60)}\t示例焦化台账60有限公司\t示东市\t西街"


def paste(desk: Desk, path: Path, firms: str, ovens: str = "") -> Checked:
    made = ledgers.of(desk)
    with path.open("wb") as out:
        pasted(out, made, {"enterprise": firms, "coke_oven": ovens})
    books = known(desk.plan, desk.programme, made)
    return look(path, made, books, Asked(today=TODAY))


def test_cells_pasted_from_wps_are_looked_at_like_a_file(desk: Desk, tmp_path: Path) -> None:
    ovens = f"{ledgers.code(60)}\t1号\t捣固\t4.3\t65\t54万吨\t示备〔2011〕5号\n"
    checked = paste(desk, tmp_path / "a.xlsx", FIRM, ovens)
    assert checked.enterprises[0].address == "西街"
    assert [(one.cell, one.fix) for one in checked.problems] == [("焦炉!F3", "54.00")]


def test_headers_pasted_along_say_the_order(desk: Desk, tmp_path: Path) -> None:
    text = f"企业名称\t统一社会信用代码\t所属县（市）\n示例焦化台账60有限公司\t{ledgers.code(60)}\t示东市\n"
    assert paste(desk, tmp_path / "a.xlsx", text).clean


def test_a_cell_with_a_line_break_is_one_cell(desk: Desk, tmp_path: Path) -> None:
    checked = paste(desk, tmp_path / "a.xlsx", FIRM.replace("西街", '"西街\n8号"'))
    assert checked.enterprises[0].address == "西街 8号"


@pytest.mark.parametrize(("text", "words"), [("", "没有粘贴任何一行"), ("\t".join("x" * 40), "粘贴了40格")])
def test_a_paste_that_cannot_be_told_apart_is_said_so(
    desk: Desk, tmp_path: Path, text: str, words: str
) -> None:
    with pytest.raises(Unreadable, match=words):
        paste(desk, tmp_path / "a.xlsx", text)
