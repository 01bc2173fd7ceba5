"""导出: what the page shows is what the file holds, under the same filter, and nothing in it is worked out."""

import csv
import io
from urllib.parse import quote

import openpyxl
import pytest

from tests.web.asking import Answer, ask
from tests.web.test_inbox import NUMBER, pages  # noqa: F401  # an office with two numbers stated
from yajian.web.exporting import Table, response, tables
from yajian.web.headers import Wsgi

PAGE = """<h1>不在表里</h1><table class="table"><caption class="unseen">甲表</caption>
<thead><tr><th>企业</th><th class="num">万吨</th><th>办</th></tr></thead><tbody>
<tr><td>示例甲<br><span class="muted">曾用名：乙</span></td><td class="num">1,234.5 <details class="say">
<summary><svg><use href="x"/></svg></summary>整句</details></td><td><span class="acts-small"><a>去办</a></span></td></tr>
<tr><td><a class="cite">二①</a><a class="cite">三</a></td><td class="num">—</td><td></td></tr>
</tbody><tfoot><tr><td>合计</td><td class="num">-7</td><td></td></tr></tfoot></table>"""


def file(pages: Wsgi, path: str, query: str, how: str) -> Answer:  # noqa: F811
    found = ask(pages, path, QUERY_STRING=quote(f"{query}&export={how}", safe="=&"))
    assert found.status == 200
    return found


def test_a_table_is_read_as_people_see_it_without_what_is_there_to_press() -> None:
    [table] = tables(PAGE)
    assert table == Table(
        name="甲表",
        columns=["企业", "万吨"],
        rows=[["示例甲；曾用名：乙", 1234.5], ["二① 三", "—"], ["合计", -7]],
    )


@pytest.mark.parametrize(
    ("words", "cell"),
    [("1,152", 1152), ("0.000001", 0.000001), ("999,999.654321", 999_999.654321), ("900—1,440", "900—1,440")],
)
def test_an_amount_is_a_number_to_the_fen_and_a_range_stays_what_it_is(words: str, cell: object) -> None:
    page = f'<table><tr><th>甲</th></tr><tr><td class="num">{words}</td></tr></table>'
    assert tables(page)[0].rows == [[cell]]


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-乙", "@SUM(A1)", "=HYPERLINK(1)"])
def test_what_a_spreadsheet_would_work_out_is_text(cell: str) -> None:
    page = f"<table><tr><th>甲</th></tr><tr><td>{cell}</td></tr></table>"
    text = response(page, "csv", "表", ()).content.decode("utf-8-sig")
    assert text.splitlines()[1] == f"'{cell}"
    book = openpyxl.load_workbook(io.BytesIO(response(page, "xlsx", "表", ()).content))
    found = book.worksheets[0]["A2"]
    assert (found.value, found.data_type) == (cell, "s")


def test_a_number_stays_a_number_and_the_same_page_is_the_same_file() -> None:
    book = openpyxl.load_workbook(io.BytesIO(response(PAGE, "xlsx", "表", ()).content))
    assert [cell.value for cell in book["甲表"]["B"]] == ["万吨", 1234.5, "—", -7]
    assert response(PAGE, "xlsx", "表", ()).content == response(PAGE, "xlsx", "表", ()).content


def test_two_tables_of_one_name_are_two_sheets_under_names_excel_takes() -> None:
    twice = PAGE.replace("甲表", "甲/表：" + "很长" * 20) * 2
    book = openpyxl.load_workbook(io.BytesIO(response(twice, "xlsx", "表", (("依据", "文"),)).content))
    assert len(set(book.sheetnames)) == 3
    assert max(map(len, book.sheetnames)) <= 31
    assert book["说明"]["B2"].value == "文"


def test_the_file_holds_the_rows_of_the_filter_and_says_of_what_it_was_made(pages: Wsgi) -> None:  # noqa: F811
    answer = file(pages, "/statements", "standing=填报&county=shidong", "csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert quote("数据认定-2020-01-05-至第7条.csv") in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert answer.text.startswith("\ufeff")
    assert ["60万吨" in row[2] for row in rows[1:2]] == [True]
    assert not any("7万吨" in cell and "60万吨" not in cell for row in rows[1:2] for cell in row)
    about = {row[0]: row[1] for row in rows if len(row) == 2}
    assert about["页面"] == "/statements?standing=填报&county=shidong"
    assert about["登记簿"] == "至第 7 条"
    assert len(about["链头"]) == 64


def test_what_was_known_then_is_what_the_file_of_then_holds(pages: Wsgi) -> None:  # noqa: F811
    now, then = (
        file(pages, "/statements", "", "csv").text,
        file(pages, "/statements", "known_at=2020-01-04", "csv").text,
    )
    assert "7万吨（" not in then
    assert "至第 6 条" in then
    assert now != then


def test_a_list_in_pages_is_one_file(pages: Wsgi) -> None:  # noqa: F811
    shown = ask(pages, "/inbox", QUERY_STRING=quote("kind=待明确事项", safe="="))
    assert "第 2 页" in shown.text
    rows = list(csv.reader(io.StringIO(file(pages, "/inbox", "kind=待明确事项", "csv").text)))
    assert sum(row[0].startswith("待明确事项") for row in rows if row) > 50


@pytest.mark.parametrize(
    "path",
    [
        "/list",
        "/facilities",
        "/capacity",
        "/dossiers",
        "/duties",
        "/questions",
        "/survey",
        "/organs",
        "/inbox",
        "/as-of",
    ],
)
def test_every_list_leaves_in_both_forms_with_as_many_rows_as_are_shown(pages: Wsgi, path: str) -> None:  # noqa: F811
    shown = tables(ask(pages, path).text)
    found = ask(pages, path, QUERY_STRING="export=xlsx")
    assert found.status == 200
    assert "spreadsheetml" in found.headers["Content-Type"]
    text = file(pages, path, "", "csv").text
    for table in shown:
        assert path == "/inbox" or str(table.columns[0]) in text


def test_a_form_nobody_knows_is_the_page_itself(pages: Wsgi) -> None:  # noqa: F811
    assert "<html" in ask(pages, "/list", QUERY_STRING="export=pdf").text


def test_every_page_offers_print_and_export_under_its_own_filter(pages: Wsgi) -> None:  # noqa: F811
    page = ask(pages, "/statements", QUERY_STRING=quote("standing=填报&recorded=3", safe="=&")).text
    assert f'href="/statements?standing={quote("填报")}&amp;export=xlsx"' in page
    assert str(NUMBER) in page
