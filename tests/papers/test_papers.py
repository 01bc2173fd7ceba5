"""Our own papers: the same bytes again, and the numbers of the page and of nothing else."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from tests.core.test_closure import condition
from tests.core.test_survey import CAMPAIGN, opened, sheet_of
from tests.given import SCAN, Desk, adopt, adopted, recorded
from tests.papers.samples import HEAD, MOMENT, paper, parts_of, place, text_of
from yajian.core.decisions.closure import RecordCondition
from yajian.core.decisions.papers import Close, Draft, Number, Opine
from yajian.core.reports import papers as reports
from yajian.core.reports import wording
from yajian.core.reports.papers import Position, Subject, Unwritable, Written, write
from yajian.core.reports.progress import progress
from yajian.core.reports.register import capacity
from yajian.core.reports.releases import readiness
from yajian.core.reports.survey import survey
from yajian.core.rules import papers as rules
from yajian.core.rules.papers import STEPS
from yajian.core.words import CountyId, Digest, PaperId, PartId, Seq
from yajian.papers import check, fill, standard, workbook

SHIDONG = CountyId("shidong")
WITH_A_TEMPLATE = ("W03", "W04", "W06")


def file_of(written: Written) -> bytes:
    template = standard(written.content)
    assert template is not None
    return fill(template, written, MOMENT)


@pytest.mark.parametrize("name", WITH_A_TEMPLATE)
def test_our_templates_name_nothing_that_their_paper_does_not_say(name: str) -> None:
    written = paper(name)
    template = standard(written.content)
    assert template is not None
    fit = check(template, written)
    assert fit.unknown == ()
    assert {"标题", "发文单位", "数据说明"} - set(fit.used) <= {"标题"}


@pytest.mark.parametrize("name", WITH_A_TEMPLATE)
def test_the_same_place_in_the_books_gives_the_same_bytes(name: str) -> None:
    assert file_of(paper(name)) == file_of(paper(name))


def test_a_file_carries_the_moment_of_its_last_fact_and_no_trace_of_who_laid_it_out() -> None:
    parts = parts_of(file_of(paper("W06")))
    assert "docProps/thumbnail.jpeg" not in parts
    properties = parts["docProps/core.xml"].decode()
    assert properties.count("2020-03-01T01:00:00Z") == 2
    assert "python" not in properties
    assert HEAD.issuer in properties


@pytest.mark.parametrize("name", ["W02", "W03", "W06"])
def test_a_workbook_is_the_same_bytes_too(name: str) -> None:
    assert workbook(paper(name), MOMENT) == workbook(paper(name), MOMENT)


def test_every_paper_carries_its_day_and_its_place_in_the_books() -> None:
    for name in WITH_A_TEMPLATE:
        text = text_of(file_of(paper(name)))
        assert "数据截至2020年3月1日24时，据登记簿第1条至第4条（链头3f2a9c413f2a9c41）。" in text


# The numbers are the page's ----------------------------------------------------------------------


def shut(desk: Desk, part: str, facility: str) -> None:
    command = RecordCondition(part=PartId(part), facility=facility, condition=condition(desk, "shut"))
    recorded(desk.ask(command, evidence=(SCAN,)))


def dispatched(desk: Desk) -> Written:
    subject = Subject(template=desk.plan.templates["W06"], county=SHIDONG)
    return write(desk.plan, desk.programme, subject, place(desk)).headed(HEAD)


def test_the_dispatch_table_says_what_the_list_and_the_cockpit_say() -> None:
    desk = adopted()
    for facility in ("3号焦炉", "4号焦炉"):
        shut(desk, "L07a", facility)
    written, sheet = dispatched(desk), progress(desk.plan, desk.programme, date(2020, 3, 1))
    line = next(one for one in sheet.counties if one.county == SHIDONG)
    assert written.words["任务"] == wording.wan_t(line.task_t) == "224"
    assert written.words["列入清单"] == wording.wan_t(line.stages.listed_t)
    assert written.words["已关停"] == wording.wan_t(line.stages.shut_t) == "30"
    assert written.words["已拆除"] == wording.wan_t(line.stages.dismantled_t)
    rows = [
        dict(zip(written.tables["明细"].columns, row, strict=True)) for row in written.tables["明细"].rows
    ]
    parts = [one for one in sheet.parts if one.counts and one.part.county == SHIDONG]
    assert [(row["分项"], row["产能"], row["进度"]) for row in rows] == [
        (one.part.part, wording.wan_t(one.part.tonnes), one.judged.word) for one in parts
    ]
    assert all(row["较上期"] == "—" for row in rows)


def test_the_dispatch_table_tells_what_is_not_met_beside_a_day_that_stands() -> None:
    desk = adopted()
    sheet = progress(desk.plan, desk.programme, date(2020, 3, 1))
    written = dispatched(desk)
    rows = [
        dict(zip(written.tables["明细"].columns, row, strict=True)) for row in written.tables["明细"].rows
    ]
    parts = [one for one in sheet.parts if one.counts and one.part.county == SHIDONG]
    for row, one in zip(rows, parts, strict=True):
        found = readiness(desk.plan, desk.programme, sheet, one)
        assert found is not None
        assert row["条件"] == f"缺{found.lacks}条"
        assert row["时限"] == (one.part.due.isoformat() if one.part.due is not None else "未定")
    for facility in ("3号焦炉", "4号焦炉"):
        shut(desk, "L07a", facility)
    rows = [
        dict(zip(written.tables["明细"].columns, row, strict=True))
        for row in dispatched(desk).tables["明细"].rows
    ]
    assert {row["分项"]: row["条件"] for row in rows}["L07a"] == "—"


def test_a_plan_of_another_industry_has_its_own_paper_in_its_own_words() -> None:
    desk = Desk("demo-steel")
    desk.now = datetime(2030, 2, 1, tzinfo=UTC)
    issued = desk.base.programme.issued_on
    recorded(desk.ask(adopt(), effective=issued, evidence=(SCAN,)))
    [offer] = [one for one in reports.offers(desk.plan) if one.template.draws == "progress"]
    county = desk.plan.counties[0]
    subject = Subject(template=offer.template, county=CountyId(county.id))
    place = Position(as_of=date(2030, 2, 1), known=Seq(len(desk.history)), leaf="0" * 64, at=MOMENT)
    written = write(desk.plan, desk.programme, subject, place).headed(HEAD)
    text = text_of(file_of(written))
    assert f"{county.name}钢铁行业压减工作进度表" in text
    assert "示例钢铁甲有限公司" in text
    assert "焦" not in text.replace(HEAD.issuer, "").replace(HEAD.addressee, "")
    assert workbook(written, MOMENT)


def test_it_is_compared_with_what_the_county_last_handed_in() -> None:
    desk = adopted()
    draft = Draft(
        template="W06",
        title="进度表",
        issuer=HEAD.issuer,
        drafted_by="示例癸",
        county=SHIDONG,
        as_of=date(2020, 1, 3),
        known=Seq(4),
        file=Digest("c" * 64),
    )
    recorded(desk.ask(draft))
    for step in STEPS:
        recorded(desk.ask(Opine(paper=PaperId("2020-1"), step=step, name="示例", words="同意")))
    recorded(desk.ask(Number(paper=PaperId("2020-1"), code="示东工信字")))
    assert dispatched(desk).words["较上期"] == "—"  # what is not out yet has not been handed in
    close = Close(paper=PaperId("2020-1"), issued_on=desk.now.date(), signer="示例")
    recorded(desk.ask(close, evidence=(SCAN,)))
    assert dispatched(desk).words["较上期"] == "持平"
    for facility in ("3号焦炉", "4号焦炉"):
        shut(desk, "L07a", facility)
    assert dispatched(desk).words["较上期"] == "＋30"
    assert "上期为稿号2020-1，截至2020年1月3日" in dispatched(desk).words["上期"]


def test_the_years_task_is_the_lists_and_stands_there_in_capitals_as_well() -> None:
    desk = adopted()
    written = paper("W04", desk)
    line = next(
        one
        for one in survey(desk.plan, desk.programme, date(2020, 3, 1)).annual
        if (one.county, one.year) == (SHIDONG, 2020)
    )
    assert written.words["任务"] == wording.wan_t(line.asked_t) == "140"
    assert written.words["任务大写"] == "壹佰肆拾万吨"
    assert (
        "4,200万元（大写：人民币肆仟贰佰万元整）至6,720万元（大写：人民币陆仟柒佰贰拾万元整）"
        in written.lists["测算"][0]
    )
    assert "此为测算" in written.lists["测算"][0]
    assert written.lists["时限"] == ("2020年10月31日前（含当日），关停140万吨。",)


def test_a_county_without_a_listed_tonne_gets_a_task_of_none_and_no_money() -> None:
    written = paper("W04", county=CountyId("shizhong"))
    assert "没有到期的压减任务" in written.words["任务段"]
    assert written.lists["测算"] == ()


def test_the_capacity_table_is_the_book_and_names_what_is_not_in_it() -> None:
    desk = adopted()
    written = paper("W03", desk)
    assert written.tables["单元"].rows == ()
    assert "L02" in written.lists["尚未核定"][0]
    assert capacity(desk.plan, desk.programme, date(2020, 3, 1)).units == ()
    assert written.upward


def test_the_survey_sheet_lists_the_firms_and_then_what_the_county_returned() -> None:
    desk = opened()
    blank = paper("W01", desk, campaign=CAMPAIGN)
    assert blank.words["版次"] == "待填"
    assert len(blank.tables["企业"].rows) == 4
    recorded(desk.ask(sheet_of(desk, "shidong"), evidence=(SCAN,)))
    told = paper("W01", desk, campaign=CAMPAIGN)
    assert told.words["版次"] == "第1版"
    assert {row[3:5] for row in told.tables["企业"].rows} == {("2", "60")}


@pytest.mark.parametrize(
    ("name", "about", "says"),
    [
        ("W04", {"year": None}, "请填年度"),
        ("W06", {"county": None}, "请选县（市）"),
        ("W01", {"campaign": None}, "请先开展摸底"),
        ("W23", {}, "还不能由系统起草"),
    ],
)
def test_what_cannot_be_written_says_what_is_missing(name: str, about: dict[str, Any], says: str) -> None:
    with pytest.raises(Unwritable, match=says):
        paper(name, **about)


# What the office proposes, and the sheet that goes round ------------------------------------------


def test_names_are_proposed_in_full() -> None:
    desk = adopted()
    template = desk.plan.templates["W04"]
    assert reports.issuer(desk.plan, desk.programme, template, SHIDONG) == "示东市人民政府"
    assert reports.addressee(desk.plan) == "示范市焦化行业压减过剩产能专项工作领导小组办公室"
    drafted = [one.template.id for one in reports.offers(desk.plan) if one.asks]
    assert drafted == [
        "W01",
        "W02",
        "W03",
        "W04",
        "W05",
        "W06",
        "W07",
        "W08",
        "W09",
        "W10",
        "W11",
        "W12",
        "W13",
        "W14",
        "W15",
        "W16",
        "W17",
        "W18",
        "W19",
        "W20",
        "W21",
        "W31",
        "W32",
        "W33",
        "W34",
        "W35",
        "W36",
        "W37",
        "W38",
    ]


def test_the_review_sheet_has_a_line_for_each_of_the_four() -> None:
    desk = adopted()
    draft = Draft(
        template="W04",
        title="任务书",
        issuer=HEAD.issuer,
        drafted_by="示例癸",
        county=SHIDONG,
        year=2020,
        as_of=date(2020, 1, 3),
        known=Seq(1),
        file=Digest("c" * 64),
    )
    recorded(desk.ask(draft))
    recorded(desk.ask(Opine(paper=PaperId("2020-1"), step="经办", name="示例癸", words="请审阅")))
    found = rules.standing(desk.programme, PaperId("2020-1"))
    assert found is not None
    sheet = reports.review_sheet(desk.plan, found, place(desk))
    rows = sheet.tables["意见"].rows
    assert [row[0] for row in rows] == list(STEPS)
    assert rows[0][1:3] == ("请审阅", "示例癸")
    assert re.search(r"月　日$", rows[3][3])
    assert "示例癸" in text_of(file_of(msgspec.structs.replace(sheet, content=None)))


def test_a_day_reads_as_documents_write_it() -> None:
    assert wording.date_zh(date(2020, 10, 31)) == "2020年10月31日"
    assert wording.date_zh(date(2020, 1, 1) + timedelta(days=4)) == "2020年1月5日"
