"""Ledgers as counties send them: a good one, and the one with forty errors. All firms are invented."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from tests.given import Desk, adopted, letter
from yajian.core.decisions import statements
from yajian.core.decisions.dossier import EnterEnterprise, EnterFacility, EnterSite
from yajian.core.rules.credit_code import check_character
from yajian.core.words import CountyId, Digest, DocumentNo, EnterpriseId, FacilityId, Seq, SiteId
from yajian.sheets.layout import Layout, layout
from yajian.sheets.template import template

DAY = date(2019, 10, 31)  # what the numbers are of
TODAY = date(2020, 3, 18)
PAPER = DocumentNo("示东工信〔2020〕3号")
FIRST = 3  # the first row of data


def code(number: int) -> str:
    """A well-formed credit code of an invented firm."""
    first = f"9114088{number:02}MA0EXAMP"[:17].ljust(17, "0")
    return first + check_character(first)


def firm(number: int, county: str = "示东市", **more: Any) -> dict[str, Any]:
    return {
        "序号": number,
        "统一社会信用代码": code(number),
        "企业名称": f"示例焦化台账{number}有限公司",
        "所属县（市）": county,
        "数据截至": DAY,
        **more,
    }


def write(path: Path, rows: Mapping[str, Mapping[int, Mapping[str, Any]]], of: Layout) -> Any:
    """The template filled by hand: by sheet, row and header; a header may leave its unit out."""
    with path.open("wb") as out:
        template(out, of)
    book = openpyxl.load_workbook(path)
    for name, lines in rows.items():
        page = book[name]
        places = {str(cell.value).split("(")[0]: place for place, cell in enumerate(page[2], 1)}
        for row, line in lines.items():
            for header, value in line.items():
                page.cell(row, places[header], value)
    book.save(path)
    return book


def books() -> Desk:
    """Given: the plan adopted, the letter that came with the ledger, and one oven of which a number is settled."""
    desk = adopted()
    assert isinstance(desk.ask(letter(PAPER), evidence=(Digest("a" * 64),)), tuple)
    owner = EnterpriseId("firm")
    for command in (
        EnterEnterprise(
            enterprise=owner, name="示例焦化台账3有限公司", county=CountyId("shidong"), credit_code=code(3)
        ),
        EnterSite(site=SiteId("site"), enterprise=owner, name="厂区", county=CountyId("shidong")),
        EnterFacility(
            facility=FacilityId("oven"), facility_type="coke_oven", name="31号焦炉", site=SiteId("site")
        ),
        statements.Report(
            subject="facility:oven",
            field="lot.filed_capacity",
            value="54",
            said_by="示例焦化台账3有限公司",
            document=PAPER,
        ),
    ):
        said = isinstance(command, statements.Report)  # entered for the firm, from its stamped sheet
        sheet = (Digest("a" * 64),) if said else ()
        told = desk.ask(command, effective=DAY if said else None, evidence=sheet)
        assert isinstance(told, tuple), told
    first = Seq(desk.history[-1].seq)
    for step in (
        statements.Verify(statement=first, finding="与备案文件相符"),
        statements.Determine(statement=first, decided_by=("示东市工信局", "示范市工信局"), document=PAPER),
    ):
        told = desk.ask(step, organ="示东市人民政府", evidence=(Digest("a" * 64),))
        assert isinstance(told, tuple), told
    return desk


def good(of: Layout, path: Path, firms: int = 2, ovens: int = 3) -> Path:
    """A ledger without a fault."""
    rows: dict[str, dict[int, dict[str, Any]]] = {"企业": {}, "焦炉": {}}
    for number in range(firms):
        rows["企业"][FIRST + number] = firm(50 + number, 厂址="工业园西区", 职工人数=286, 是否入园="是")
    for number in range(ovens):
        rows["焦炉"][FIRST + number] = {
            "企业代码": code(50 + number % firms),
            "炉号": f"{number + 1}号",
            "装煤方式": "捣固",
            "炭化室高度": 4.3,
            "孔数": 65,
            "备案产能": 54,
            "备案文号": f"示备〔2011〕{number + 1}号",
            "状态": "停产",
            "停产日期": date(2018, 5, 1),
            "附件号": f"附{number + 1}",
        }
    write(path, rows, of)
    return path


def forty(of: Layout, path: Path) -> Path:
    """The fixture of forty errors: twelve enterprises, eight of them bad; thirty-one rows of ovens, twenty-seven bad."""
    firms = {row: firm(row) for row in range(3, 15)}
    firms[4]["统一社会信用代码"] = "91140882MA0EXAMPL1"
    firms[5] |= {"统一社会信用代码": "91140882MA0EXAMPL", "距最近村庄居民的距离": "800米"}
    firms[6] |= {"统一社会信用代码": "91140882OA0EXAMPI1", "距最近村庄居民的距离": -20}
    firms[7] |= {"统一社会信用代码": code(3), "职工人数": "三百人"}
    firms[8] |= {"企业名称": None, "数据截至": "2019.10.31"}
    firms[9] |= {"所属县（市）": "示东", "数据截至": "2019年10月底"}
    firms[10] |= {"所属县（市）": "外县", "是否入园": "Y"}
    firms[11]["所在开发区"] = "示北经济技术开发区"
    ovens: dict[int, dict[str, Any]] = {
        row: {"企业代码": code(3), "炉号": f"{row}号", "装煤方式": "捣固"} for row in range(3, 34)
    }
    filed = {"备案文号": "示备〔2011〕5号"}
    ovens[3] |= {"备案产能": 10, **filed}
    ovens[4] |= {"备案产能": 12, **filed}
    ovens[5]["企业代码"] = "911408990000000000"
    ovens[6]["炉号"] = "3＃"
    ovens[3]["炉号"] = "1号"
    ovens[7]["炉号"] = "3号"
    ovens[8]["装煤方式"] = "侧装"
    ovens[9]["炭化室高度"] = 4300
    ovens[10]["炭化室高度"] = 43
    ovens[11]["孔数"] = "2×65"
    ovens[12] |= {"备案产能": "54万吨", **filed}
    ovens[13] |= {"备案产能": 540000, **filed}
    ovens[14] |= {"备案产能": "１２０", **filed}
    ovens[15]["备案产能"] = 60
    ovens[16] |= {"备案日期": date(2031, 5, 1)}
    ovens[17] |= {"建成产能": 0, "在产产能": 40}
    ovens[18] |= {"在产产能": 40, "状态": "在产", "停产日期": date(2019, 5, 1)}
    ovens[19] |= {"状态": "停产"}
    ovens[20] |= {"投产日期": date(2019, 6, 1), "状态": "停产", "停产日期": date(2019, 5, 1)}
    ovens[21]["熄焦方式"] = "干熄"
    ovens[22]["产能来源"] = "通过市场化交易取得"
    ovens[23]["是否法院查封"] = "是"
    ovens[24]["清单项"] = "L07"
    ovens[25]["清单项"] = "L03"
    ovens[28] = {"企业代码": "合计", "备案产能": 312}
    ovens[29] |= {"备案产能": "=F28*2", **filed}
    ovens[30]["附件号"] = "同上"
    ovens[31] |= {"备案产能": 60, **filed}
    book = write(path, {"企业": firms, "焦炉": ovens}, of)
    for column in "AB":
        book["焦炉"][f"{column}27"] = None
        book["焦炉"].merge_cells(f"{column}26:{column}27")
    book.save(path)
    return path


def corrected(of: Layout, path: Path) -> Path:
    """The same ledger as the county sends it again: everything put right but the number that it maintains, in F31."""
    book: Any = openpyxl.load_workbook(forty(of, path))
    firms, ovens = book["企业"], book["焦炉"]
    for row in (4, 5, 6, 7):
        firms[f"B{row}"] = code(row)
    for place, value in {
        "C8": "示例焦化台账8有限公司",
        "D9": "示东市",
        "D10": "示东市",
        "L5": 800,
        "L6": 20,
    }.items():
        firms[place] = value
    for place, value in {"M7": 300, "N8": DAY, "N9": DAY, "J10": "是", "K11": "其他"}.items():
        firms[place] = value
    for column in "AB":
        ovens.unmerge_cells(f"{column}26:{column}27")
    for cell in ovens[28]:  # the total
        cell.value = None
    right = {
        "A5": code(3),
        "B6": "6号",
        "B7": "7号",
        "C8": "捣固",
        "D9": 4.3,
        "D10": 4.3,
        "E11": 130,
        "F12": 54,
    }
    right |= {
        "F13": 54,
        "F14": 120,
        "G15": "示备〔2011〕5号",
        "H16": date(2011, 5, 1),
        "I17": 40,
        "L18": None,
    }
    right |= {"M19": date(2019, 5, 1), "K20": date(2008, 6, 1), "N21": "干熄焦", "P22": "示焦合〔2012〕7号"}
    right |= {"T23": "示东市人民法院", "U24": None, "U25": None, "A27": code(3), "B27": "27号", "F29": 30}
    right |= {"V30": "附30"}
    for place, value in right.items():
        ovens[place] = value
    book.save(path)
    return path


def of(desk: Desk) -> Layout:
    return layout(desk.plan)
