"""What a workbook may bring along: hidden rows, odd spellings, other programs' habits; and what is not opened at all."""

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.given import Desk, plan_of
from tests.sheets import ledgers
from tests.sheets.ledgers import DAY, FIRST, TODAY, code
from yajian.sheets.guarding import guard
from yajian.sheets.known import Asked, known
from yajian.sheets.layout import layout
from yajian.sheets.limited import look
from yajian.sheets.problems import Checked, Unreadable
from yajian.sheets.template import META, template
from yajian.workbooks import Cell


@pytest.fixture(scope="module")
def desk() -> Desk:
    return ledgers.books()


def looked(desk: Desk, file: Path, **asked: Any) -> Checked:
    made = ledgers.of(desk)
    return look(
        file, made, known(desk.plan, desk.programme, made), Asked(today=TODAY, **asked), name=file.name
    )


@pytest.fixture
def file(desk: Desk, tmp_path: Path) -> Path:
    return ledgers.good(ledgers.of(desk), tmp_path / "台账.xlsx")


def changed(file: Path, change: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)
    return file


def test_a_good_ledger_has_nothing_wrong_with_it(desk: Desk, file: Path) -> None:
    checked = looked(desk, file)
    assert (checked.problems, checked.notices) == ((), ())
    assert checked.sentence == "企业2行、焦炉3行全部核对无误；0行已导入"
    assert checked.as_of == "2019-10-31"


def test_hidden_rows_are_read_and_told(desk: Desk, file: Path) -> None:
    def hide(book: Any) -> None:
        book["焦炉"].row_dimensions[4].hidden = True
        book["焦炉"]["C4"] = "侧装"

    checked = looked(desk, changed(file, hide))
    assert checked.notices == ("“焦炉”有1行是隐藏行（第4行），已一并读入核对",)
    assert [one.cell for one in checked.problems] == ["焦炉!C4"]


def test_blanks_and_line_breaks_around_a_name_do_not_matter(desk: Desk, file: Path) -> None:
    def untidy(book: Any) -> None:
        book["企业"]["C3"] = " 示例焦化台账50有限公司\n"

    checked = looked(desk, changed(file, untidy))
    assert checked.clean
    assert checked.enterprises[0].name == "示例焦化台账50有限公司"


def test_a_name_in_full_width_brackets_is_the_same_name(desk: Desk, tmp_path: Path) -> None:
    made = ledgers.of(desk)
    name = plan_of("shifan-2019").enterprises["geng"].name  # type: ignore[index]
    rows = {
        "企业": {FIRST: ledgers.firm(60, 企业名称=name.replace("示例", "（示例）"))},
        "焦炉": {FIRST: {"企业代码": code(60), "炉号": "3号", "清单项": "L07a"}},
    }
    ledgers.write(tmp_path / "a.xlsx", rows, made)
    books = known(desk.plan, desk.programme, made)
    firms = tuple(
        type(one)(
            id=one.id, name=one.name, names=("示东市(示例)焦化庚有限公司",), code=one.code, county=one.county
        )
        if one.id == "geng"
        else one
        for one in books.firms
    )
    told = type(books)(firms=firms, parts=books.parts)
    assert look(tmp_path / "a.xlsx", made, told, Asked(today=TODAY)).clean


def test_a_day_kept_as_a_serial_number_is_read_and_told(desk: Desk, file: Path) -> None:
    def serial(book: Any) -> None:
        book["焦炉"]["M3"] = 43221
        book["焦炉"]["M3"].number_format = "General"

    checked = looked(desk, changed(file, serial))
    assert checked.clean
    assert checked.facilities[0].fields["coke_oven.stopped_on"] == "2018-05-01"
    assert checked.notices == ("“焦炉”M3：43221 是日期的序列值，已读作 2018-05-01",)


def test_a_code_typed_as_a_number_has_lost_digits(desk: Desk, file: Path) -> None:
    checked = looked(desk, changed(file, lambda book: book["企业"].__setitem__("B3", 91140882000000000)))
    told = {one.cell: one.finding for one in checked.problems}
    assert told["企业!B3"] == "统一社会信用代码是数字格式，后几位已丢失；请把这一列设为文本，重新填写"


def test_a_code_in_small_or_full_width_letters_is_offered_rightly_spelt(desk: Desk, file: Path) -> None:
    small = code(50).lower()
    checked = looked(desk, changed(file, lambda book: book["企业"].__setitem__("B3", small)))
    assert [(one.cell, one.offer, one.fix) for one in checked.problems] == [("企业!B3", "fix", code(50))]


def test_the_order_of_sheets_and_of_columns_does_not_matter(desk: Desk, file: Path) -> None:
    def shuffle(book: Any) -> None:
        book.move_sheet("焦炉", -1)
        page = book["焦炉"]
        for row in page.iter_rows(min_row=2, max_row=5):
            first, second = row[2], row[3]
            first.value, second.value = second.value, first.value

    checked = looked(desk, changed(file, shuffle))
    assert checked.clean
    assert checked.facilities[0].fields["coke_oven.chamber_height"] == "4.3"


def test_columns_nobody_asked_for_are_left_aside_and_told(desk: Desk, file: Path) -> None:
    checked = looked(desk, changed(file, lambda book: book["焦炉"].__setitem__("W2", "车间主任")))
    assert checked.clean
    assert checked.notices == ("“焦炉”里模板没有的列未读：车间主任",)


def test_a_column_that_must_be_there_is_missed_once(desk: Desk, file: Path) -> None:
    checked = looked(desk, changed(file, lambda book: book["焦炉"].delete_cols(2)))
    assert [one.finding for one in checked.problems] == ["缺“炉号”这一列"]


def test_a_first_column_left_empty_moves_no_cell(desk: Desk, file: Path) -> None:
    def clear(book: Any) -> None:
        page = book["企业"]
        for row in range(1, 6):
            page.cell(row, 1).value = None
        page["C4"] = None

    assert [one.cell for one in looked(desk, changed(file, clear)).problems] == ["企业!C4"]


def test_a_ledger_of_two_days_is_no_ledger(desk: Desk, file: Path) -> None:
    checked = looked(desk, changed(file, lambda book: book["企业"].__setitem__("N4", date(2019, 9, 30))))
    assert [one.finding for one in checked.problems] == [
        "与第3行的截至日 2019-10-31 不同；一份台账只有一个截至日"
    ]


def test_a_county_is_told_which_rows_are_not_its_own(desk: Desk, file: Path) -> None:
    checked = looked(
        desk, changed(file, lambda book: book["企业"].__setitem__("D4", "示西县")), county="示东市"
    )
    assert [(one.cell, one.finding) for one in checked.problems] == [
        ("企业!D4", "不是示东市的企业，请由示西县导入")
    ]


def test_who_the_books_know_otherwise_is_told(desk: Desk, file: Path) -> None:
    def otherwise(book: Any) -> None:
        book["企业"]["B3"], book["企业"]["D3"] = code(3), "示西县"
        book["企业"]["C4"] = "示例焦化台账3有限公司"

    told = {one.cell: one.finding for one in looked(desk, changed(file, otherwise)).problems}
    assert told["企业!C3"] == "这个代码在台账中是“示例焦化台账3有限公司”，更名另有登记"
    assert told["企业!D3"] == "台账中这户企业属示东市"
    assert told["企业!B4"] == f"台账中这户企业的代码是 {code(3)}"


def test_a_part_of_the_list_that_is_another_enterprises_is_told(desk: Desk, file: Path) -> None:
    def parts(book: Any) -> None:
        book["焦炉"]["U3"], book["焦炉"]["U4"] = "L02", "L99"

    told = {one.cell: one.finding for one in looked(desk, changed(file, parts)).problems}
    assert told["焦炉!U3"] == "清单项属示例焦化乙有限公司"
    assert told["焦炉!U4"] == "清单中没有“L99”，请照压减清单填写"


def test_a_total_that_adds_up_is_still_no_row(desk: Desk, file: Path) -> None:
    def total(book: Any) -> None:
        book["焦炉"]["A6"], book["焦炉"]["F6"] = "合 计", 162

    told = looked(desk, changed(file, total))
    assert [(one.cell, one.finding) for one in told.problems] == [("焦炉!A6", "合计行请删除，系统自行合计")]


def test_a_template_without_its_mark_is_read_by_its_headers(desk: Desk, file: Path) -> None:
    checked = looked(desk, changed(file, lambda book: book.remove(book[META])))
    assert checked.clean
    assert checked.notices == ("文件里没有模板标记，按列名识别",)


# As WPS writes it --------------------------------------------------------------------------------


def repacked(file: Path, *changes: tuple[str, bytes, bytes], **added: bytes) -> Path:
    """The same workbook, passages of its parts changed: part, what stands there, what shall."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()} | added
    for name, was, now in changes:
        assert was in parts[name], (name, was)
        parts[name] = parts[name].replace(was, now)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file


def test_a_workbook_as_wps_writes_it_is_read(desk: Desk, file: Path) -> None:
    """Its custom properties, its parts addressed from the root, and numbers kept as text."""
    custom = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org'
        b'/officeDocument/2006/custom-properties"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" '
        b'name="KSOProductBuildVer"><vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'docPropsVTypes">2052-11.1.0.10314</vt:lpwstr></property></Properties>'
    )
    changed(file, lambda book: book["焦炉"].__setitem__("F3", "54"))
    with zipfile.ZipFile(file) as package:
        assert b'Target="/xl/worksheets/' in package.read("xl/_rels/workbook.xml.rels")
    assert looked(desk, repacked(file, **{"docProps/custom.xml": custom})).clean


def test_a_sheet_that_says_it_ends_in_its_first_cell_is_read_to_its_end(desk: Desk, file: Path) -> None:
    with zipfile.ZipFile(file) as package:
        told = re.search(rb'<dimension ref="[^"]+"', package.read("xl/worksheets/sheet3.xml"))
    assert told is not None
    checked = looked(desk, repacked(file, ("xl/worksheets/sheet3.xml", told[0], b'<dimension ref="A1"')))
    assert checked.clean
    assert len(checked.facilities) == 3


def test_a_name_with_its_reading_above_it_is_the_name_alone(desk: Desk, tmp_path: Path) -> None:
    """Words held apart from their cells, each with how it is spoken; a sheet with extensions of WPS at its end."""
    file, name = tmp_path / "台账.xlsx", "示例焦化台账50有限公司"
    row: dict[str, Cell] = {"code": ledgers.code(50), "name": name, "county": "示东市", "as_of": DAY}
    with file.open("wb") as out:
        template(out, ledgers.of(desk), {"enterprise": [row]})
    spoken = f'{name}</t><rPh sb="0" eb="2"><t>shi li</t></rPh><phoneticPr fontId="1" type="noConversion"/>'
    extended = (
        '<extLst><ext uri="{5A5607B6-5C8E-4E0C-A2C8-9A0B4B6E2C50}" '
        'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:x/></ext></extLst></worksheet>'
    )
    repacked(
        file,
        ("xl/sharedStrings.xml", f"{name}</t>".encode(), spoken.encode()),
        ("xl/worksheets/sheet2.xml", b"</worksheet>", extended.encode()),
    )
    checked = looked(desk, file)
    assert (checked.clean, checked.enterprises[0].name) == (True, name)


def test_a_picture_in_a_cell_is_told_and_is_no_word(desk: Desk, file: Path) -> None:
    picture = '=DISPIMG("ID_61A4C7AEBBCE4C2AB56FC63352E00CBD",1)'

    def pasted(book: Any) -> None:
        book["企业"]["E3"] = book["企业"]["O3"] = "图"

    changed(file, pasted)
    with zipfile.ZipFile(file) as package:
        page = package.read("xl/worksheets/sheet2.xml")
    cell = (
        b'<f>_xlfn.DISPIMG("ID_61A4C7AEBBCE4C2AB56FC63352E00CBD",1)</f><v>' + picture.encode() + b"</v></c>"
    )
    for place in (b"E3", b"O3"):
        page = re.sub(
            rb'<c r="%b"([^>]*) t="inlineStr">.*?</c>' % place, rb'<c r="%b"\1 t="str">' % place + cell, page
        )
    assert page.count(b"DISPIMG") == 4
    checked = looked(desk, repacked(file, **{"xl/worksheets/sheet2.xml": page}))
    [told] = checked.problems
    assert (told.cell, told.value) == ("企业!E3", picture)
    assert "嵌入的图片" in told.finding


@pytest.mark.parametrize("error", ["#REF!", "#NAME?", "#N/A", "#DIV/0!"])
def test_a_formula_that_failed_is_told_and_is_no_word(desk: Desk, file: Path, error: str) -> None:
    checked = looked(desk, changed(file, lambda book: book["企业"].__setitem__("E3", error)))
    assert [(one.cell, one.finding) for one in checked.problems] == [
        ("企业!E3", f"公式出错（{error}），请改成数值或文字")
    ]


# Not opened at all -------------------------------------------------------------------------------


def refused(path: Path, name: str = "") -> str:
    with pytest.raises(Unreadable) as told:
        guard(path, name or path.name)
    return str(told.value)


@pytest.mark.parametrize(
    ("name", "kind"), [("台账.xls", "老式 Excel（.xls）"), ("台账.et", "WPS 表格（.et）")]
)
def test_old_formats_are_refused_with_the_way_to_save_them(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048))
    told = refused(path)
    assert f"这是{kind}文件" in told
    assert "文件 → 另存为" in told
    assert "Microsoft Excel 文件（*.xlsx）" in told


def test_a_file_under_a_password_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    )
    assert "文件有打开密码" in refused(path)


def test_macros_are_refused_with_advice(file: Path) -> None:
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
    assert "文件带宏（.xlsm）。宏不会运行，也不收；" in refused(file)


def test_a_macro_format_without_macros_is_refused_too(file: Path) -> None:
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert "启用宏的格式" in refused(file)


def test_a_bomb_is_never_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "")
        package.writestr("xl/workbook.xml", "")
        package.writestr("xl/worksheets/sheet1.xml", bytes(40 * 1024 * 1024))
    assert path.stat().st_size < 100_000
    assert "远超一份台账应有的大小" in refused(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "文件是空的"), (b"a\tb\n", "这不是 Excel 工作簿"), (b"PK\x03\x04broken", "文件不完整")],
)
def test_what_is_no_workbook_is_said_to_be_none(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(content)
    assert words in refused(path)


@pytest.mark.parametrize(("part", "words"), [("mimetype", "ODS"), ("word/document.xml", "别的文档")])
def test_other_packages_are_told_apart(tmp_path: Path, part: str, words: str) -> None:
    path = tmp_path / "台账.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(part, "x")
    assert words in refused(path)


def test_another_programmes_template_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as out:
        template(out, layout(plan_of("demo-steel")))
    with pytest.raises(Unreadable, match="另一个方案的模板"):
        looked(desk, path)


def test_an_outgrown_template_is_refused(desk: Desk, file: Path) -> None:
    changed(file, lambda book: book[META].__setitem__("B3", "0"))
    with pytest.raises(Unreadable, match="模板的版本旧了"):
        looked(desk, file)


def test_a_workbook_without_our_sheets_is_refused(desk: Desk, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(Unreadable, match="没有“企业”、“焦炉”"):
        looked(desk, tmp_path / "a.xlsx")


def test_a_sheet_without_headers_is_refused(desk: Desk, file: Path) -> None:
    changed(file, lambda book: book["焦炉"].delete_rows(2))
    with pytest.raises(Unreadable, match="找不到列名"):
        looked(desk, file)


def test_a_sheet_that_would_take_more_than_its_share_of_memory_is_given_up(desk: Desk, file: Path) -> None:
    """One cell in the last corner makes a table of seventeen thousand million; the reader dies of it and nobody else."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    page = parts["xl/worksheets/sheet3.xml"]
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet3.xml"] = page.replace(b"</sheetData>", far)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    with pytest.raises(Unreadable, match="超出了限度"):
        looked(desk, file)


def test_an_evaluated_formula_is_its_value(desk: Desk, file: Path) -> None:
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    page = parts["xl/worksheets/sheet3.xml"]
    page = re.sub(rb'(<c r="F3"[^>]*>)<v>54</v>', rb"\1<f>27*2</f><v>54</v>", page)
    parts["xl/worksheets/sheet3.xml"] = page
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    checked = looked(desk, file)
    assert checked.clean
    assert checked.facilities[0].fields["lot.filed_capacity"] == "54"


def test_the_day_of_the_numbers_may_be_said_beside_the_file(desk: Desk, file: Path) -> None:
    def silent(book: Any) -> None:
        book["企业"]["N3"] = book["企业"]["N4"] = None

    assert looked(desk, changed(file, silent), as_of=DAY).as_of == "2019-10-31"
