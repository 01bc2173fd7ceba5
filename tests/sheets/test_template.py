"""The template: drawn from the plan file, for coke ovens as for blast furnaces, and safe to open."""

from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from click.testing import CliRunner

from tests.given import adopted, plan_of
from yajian.core.decisions.dossier import EnterEnterprise, EnterSite
from yajian.core.rules.roles.sight import Sight
from yajian.core.words import CountyId, EnterpriseId, SiteId
from yajian.main import main
from yajian.sheets.exporting import ledger_rows
from yajian.sheets.layout import Layout, layout
from yajian.sheets.template import Rows, template


def made(plan: str, rows: Rows | None = None) -> Any:
    return opened(layout(plan_of(plan)), rows)


def opened(of: Layout, rows: Rows | None = None) -> Any:
    out = BytesIO()
    template(out, of, rows)
    out.seek(0)
    return openpyxl.load_workbook(out)


def header(book: Any, sheet: str) -> list[str]:
    return [cell.value for cell in book[sheet][2]]


def test_a_coking_plan_asks_for_ovens_in_the_ledgers_order() -> None:
    book = made("shifan-2019")
    assert book.sheetnames == ["说明", "企业", "焦炉", "字典", "_meta"]
    assert header(book, "企业")[1:4] == ["统一社会信用代码", "企业名称", "所属县（市）"]
    assert header(book, "焦炉")[:6] == [
        "企业代码",
        "炉号",
        "装煤方式",
        "炭化室高度(米)",
        "孔数",
        "备案产能(万吨)",
    ]
    assert header(book, "焦炉")[20:] == ["清单项", "附件号"]


def test_a_steel_plan_asks_for_blast_furnaces_without_a_line_of_code() -> None:
    book = made("demo-steel")
    assert "高炉" in book.sheetnames
    assert "有效容积(立方米)" in header(book, "高炉")


def test_a_type_that_names_no_columns_shows_all_its_fields_and_its_condition() -> None:
    plan = plan_of("demo-steel")
    kind = msgspec.structs.replace(plan.facility_types["blast_furnace"], ledger=())
    bare = msgspec.structs.replace(plan, facility_types={"blast_furnace": kind})
    labels = [column.label for column in layout(bare).facilities[0].columns]
    assert labels == ["企业代码", "炉号", "有效容积", "是否承担居民供热", "状态", "附件号"]


def test_the_hidden_sheets_say_whose_template_it_is() -> None:
    book = made("shifan-2019")
    assert book["字典"].sheet_state == "hidden"
    assert book["_meta"].sheet_state == "veryHidden"
    meta = {row[0].value: row[1].value for row in book["_meta"].iter_rows()}
    assert meta == {"programme": plan_of("shifan-2019").programme.id, "revision": "1", "template": "1"}


def test_choices_come_from_the_dictionary_and_limits_from_the_plan() -> None:
    book = made("shifan-2019")
    rules = {str(rule.sqref).split(":")[0]: rule for rule in book["焦炉"].data_validations.dataValidation}
    charging = rules["C3"]
    place = charging.formula1.split("!")[1].replace("$", "")
    assert [cell[0].value for cell in book["字典"][place]] == ["捣固", "顶装", "热回收", "其他"]
    assert (float(rules["D3"].formula1), float(rules["D3"].formula2)) == (1, 9)


def test_the_guide_names_every_column_with_its_clause() -> None:
    book = made("shifan-2019")
    lines = [[cell.value for cell in row] for row in book["说明"].iter_rows(min_row=10)]
    assert ["焦炉", "备案文号", None, None, None, "S5.3.3a"] in lines


def test_one_plan_makes_one_file() -> None:
    first, second = BytesIO(), BytesIO()
    template(first, layout(plan_of("shifan-2019")))
    template(second, layout(plan_of("shifan-2019")))
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("text", ["=1+1", "+86 359", "-1", "@SUM(A1)", "\t=1"])
def test_what_a_spreadsheet_would_take_for_a_formula_goes_out_as_marked_text(text: str) -> None:
    book = opened(layout(plan_of("shifan-2019")), {"enterprise": [{"name": text}]})
    cell = book["企业"]["C3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_the_ledger_goes_out_as_recorded() -> None:
    desk = adopted()
    desk.ask(
        EnterEnterprise(
            enterprise=EnterpriseId("firm"),
            name="示例焦化酉有限公司",
            county=CountyId("shidong"),
            credit_code="91140882MA0EXAMPLR",
        )
    )
    desk.ask(
        EnterSite(
            site=SiteId("s"),
            enterprise=EnterpriseId("firm"),
            name="厂区",
            county=CountyId("shidong"),
            address="西街",
        )
    )
    of = layout(desk.plan)
    book = opened(of, ledger_rows(desk.plan, desk.programme, of))
    rows = [[cell.value for cell in row[:5]] for row in book["企业"].iter_rows(min_row=3)]
    assert [10, "91140882MA0EXAMPLR", "示例焦化酉有限公司", "示东市", "西街"] in rows
    assert len(rows) == len(desk.plan.enterprises) + 1


def test_a_county_is_given_its_own_ledger_only() -> None:
    desk = adopted()
    rows = ledger_rows(desk.plan, desk.programme, layout(desk.plan), Sight(county=CountyId("shixi")))
    assert {row["county"] for row in rows["enterprise"]} == {"示西县"}


def test_the_verbs_write_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YAJIAN_HOME", str(tmp_path / "data"))
    for verb in ("template", "export"):
        out = tmp_path / f"{verb}.xlsx"
        told = CliRunner().invoke(main, ["sheets", verb, str(out)])
        assert told.exit_code == 0, told.output
        assert "焦炉" in openpyxl.load_workbook(out).sheetnames
    told = CliRunner().invoke(main, ["sheets", "template", str(tmp_path / "x.xls")])
    assert ".xlsx" in told.output
    assert told.exit_code == 2
