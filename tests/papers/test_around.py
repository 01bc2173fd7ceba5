"""Papers about what surrounds a stop say what the pages of each area say."""

import msgspec
import pytest

from tests.core import test_courts as sealing
from tests.core import test_workers as settling
from tests.core import test_workplans as planning
from tests.given import LETTER, SCAN, Desk, adopted, answer, recorded, with_letter
from tests.papers.samples import MOMENT, text_of
from tests.papers.subjects import about_part, around, position, template_for, written
from yajian.core.decisions.workplans import RecordExpertReview
from yajian.core.facts.papers import About
from yajian.core.reports import risks, wording, workers, workplans
from yajian.core.reports.papers import Subject, Unwritable, Written, write
from yajian.core.reports.progress import progress
from yajian.core.words import CountyId, EnterpriseId, OrganId, QuestionId
from yajian.papers import fill, fitting, workbook


def paper(draws: str) -> tuple[Desk, Written]:
    desk, about = around()[draws]
    return desk, written(desk, draws, about)


def rows(one: Written, table: str) -> list[dict[str, str]]:
    found = one.tables[table]
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def text(one: Written) -> str:
    template = fitting(one)
    assert template is not None
    return text_of(fill(template, one, MOMENT))


@pytest.mark.parametrize("draws", ["pledge", "work_plan", "plan_review", "resettlement"])
def test_a_paper_about_an_enterprise_names_it(draws: str) -> None:
    with pytest.raises(Unwritable, match="请选企业"):
        written(adopted(), draws, About())


def test_a_pledge_lists_what_the_list_has_with_its_days_and_its_sum_in_words() -> None:
    desk, one = paper("pledge")
    sheet = progress(desk.plan, desk.programme, desk.now.date())
    firm = planning.part(desk).enterprise
    mine = [line for line in sheet.parts if line.counts and line.part.enterprise == firm]
    assert [(row["分项"], row["产能"]) for row in rows(one, "明细")] == [
        (line.part.part, wording.wan_t(line.part.tonnes)) for line in mine
    ]
    assert f"{wording.wan_t(sum(line.part.tonnes for line in mine))}万吨（大写：" in text(one)
    assert [row["单位"] for row in rows(one, "签字")] == ["县（市）", "企业"]


def test_a_firm_on_no_list_has_nothing_to_pledge() -> None:
    with pytest.raises(Unwritable, match="没有责任书可签"):
        written(adopted(), "pledge", About(enterprise=EnterpriseId("nobody")))


def test_a_title_that_names_the_firm_is_not_given_its_name_twice() -> None:
    desk = with_letter()
    firm = planning.part(desk)
    recorded(planning.submit(desk, title=f"{firm.enterprise_name}停炉工作方案"))
    one = written(desk, "work_plan", About(enterprise=firm.enterprise))
    assert one.title == f"{firm.enterprise_name}停炉工作方案"


def test_a_work_plan_is_the_version_in_force_section_by_section() -> None:
    desk, one = paper("work_plan")
    firm = workplans.sheet(desk.plan, desk.programme, desk.now.date()).firm(planning.part(desk).enterprise)
    assert firm is not None
    assert firm.current is not None
    fact = firm.current.value
    assert [(row["标题"], row["内容"]) for row in rows(one, "章节")] == [
        (each.heading, each.text) for each in fact.sections
    ]
    assert [row["停炉日期"] for row in rows(one, "安排")] == [
        each.shutdown_on.isoformat() if each.shutdown_on else "—" for each in fact.steps
    ]
    assert all(each.text in text(one) for each in fact.sections)


def test_a_review_says_what_that_body_said_of_that_version() -> None:
    _, one = paper("plan_review")
    assert "同意。停炉步骤可行，加强煤气监测。" in text(one)
    assert "只对第1版有效" in text(one)


def test_a_review_is_written_before_it_is_entered_and_leaves_room_for_what_is_said() -> None:
    desk, about = around()["plan_review"]
    other = msgspec.structs.replace(about, reviewer=OrganId("city_ecology"))
    said = text(written(desk, "plan_review", other))
    assert "（同意／退回；退回的写明哪里不行、怎样改）" in said
    assert "审查人：（签字）" in said


def test_without_a_plan_there_is_nothing_to_review_or_to_send() -> None:
    firm = planning.part(adopted()).enterprise
    with pytest.raises(Unwritable, match="还没有提交"):
        written(adopted(), "plan_review", About(enterprise=firm))


def test_the_first_plan_is_written_with_the_ovens_of_the_list_and_room_for_the_days() -> None:
    desk = adopted()
    listed = planning.part(desk)
    one = written(desk, "work_plan", About(enterprise=listed.enterprise))
    mine = [part for part in desk.parts() if part.enterprise == listed.enterprise]
    assert [(row["分项"], row["设施"]) for row in rows(one, "安排")] == [
        (part.part, oven) for part in mine for oven in part.facilities or ("整个分项",)
    ]
    assert {row["停炉日期"] for row in rows(one, "安排")} == {""}
    assert "编制本方案（第1版）" in text(one)


def test_a_further_plan_is_written_from_the_one_in_force_and_is_the_next() -> None:
    _, one = paper("work_plan")
    assert "在第1版（" in text(one)
    assert "编制本方案（第2版）" in text(one)


def test_a_firm_on_no_list_has_nothing_to_plan() -> None:
    with pytest.raises(Unwritable, match="没有要安排的设施"):
        written(adopted(), "work_plan", About(enterprise=EnterpriseId("nobody")))


def test_experts_find_lines_to_sign_and_afterwards_their_names() -> None:
    desk, one = paper("expert_opinion")
    assert {row["姓名"] for row in rows(one, "签字")} == {""}
    command = RecordExpertReview(
        part=planning.part(desk).part,
        title="停炉办法",
        experts={"示例专家一": "示例设计院", "示例专家二": "示例大学"},
        conclusion="可行",
        opinion="办法可行，注意煤气置换",
        document=LETTER,
    )
    recorded(desk.ask(command, evidence=(SCAN,)))
    one = written(desk, "expert_opinion", about_part(desk))
    assert [row["姓名"] for row in rows(one, "签字")] == ["示例专家一", "示例专家二"]
    assert "论证结论：可行" in text(one)
    assert "办法可行，注意煤气置换。" in text(one)


def test_a_risk_report_has_every_kind_assessed_and_names_what_is_not() -> None:
    desk, one = paper("risks")
    sheet = risks.sheet(desk.plan, desk.programme, desk.now.date())
    county = planning.part(desk).county
    line = next(each for each in sheet.lines if each.county == county and each.enterprise is None)
    done = [cell for cell in line.cells if cell.risk is not None]
    room = [cell for cell in line.cells if cell.required and cell.risk is None]
    assert [(row["种类"], row["状态"]) for row in rows(one, "风险")] == [
        (cell.kind.label, cell.judged.word) for cell in (*done, *room)
    ]
    assert f"已评估{len(done)}项" in text(one)
    assert line.missing
    assert f"还没有评估的：{'、'.join(line.missing)}。" in text(one)


def test_a_balance_of_gas_is_a_workbook_with_every_stretch_and_class_and_what_is_not_recorded() -> None:
    _, one = paper("supply_balance")
    said = rows(one, "平衡")
    assert {row["余缺"] for row in said if row["用户"].startswith("居民")} - {"待定"}
    assert any(row["余缺"] == "待定" and "没有登记" in row["用户"] for row in said)
    assert workbook(one, MOMENT) == workbook(one, MOMENT)
    assert fitting(one) is None


def test_a_plan_of_resettlement_counts_as_the_page_counts_and_names_nobody() -> None:
    desk, one = paper("resettlement")
    firm = workers.firm(desk.plan, desk.programme, settling.JIA, desk.now.date())
    printed = text(one)
    assert f"共{len(firm.crew.people)}人" in printed
    assert f"还没有去向{firm.crew.undecided}人" in printed
    assert desk.plan.resettlement is not None
    assert [row["人数"] for row in rows(one, "方式")] == [
        str(firm.crew.by(each.id)) for each in desk.plan.resettlement.methods
    ]
    assert not any(person.worker in printed for person in firm.crew.people)


def test_without_a_roster_nobody_can_say_how_many() -> None:
    with pytest.raises(Unwritable, match="名册"):
        written(adopted(), "resettlement", About(enterprise=settling.JIA))


def test_a_letter_asks_the_court_and_tells_what_was_said_before() -> None:
    desk, one = paper("court_letter")
    printed = text(one)
    assert sealing.CASE in printed
    assert "商请明确查封焦炉的处置办法" in printed
    assert wording.date_zh(sealing.PLANNED) in printed
    recorded(sealing.write(desk))
    again = text(written(desk, "court_letter", About(seal=sealing.number(desk))))
    assert "允许处置" in again


def test_a_letter_to_a_court_is_about_a_seal() -> None:
    with pytest.raises(Unwritable, match="请选查封登记"):
        written(adopted(), "court_letter", About())


# 设施调整 -----------------------------------------------------------------------------------------


def test_an_adjustment_has_the_list_of_today_every_condition_of_the_plan_and_room_for_the_change() -> None:
    desk, one = paper("adjustment")
    county = planning.part(desk).county
    mine = [part for part in desk.parts() if part.county == county]
    assert [(row["分项"], row["产能"]) for row in rows(one, "现状")] == [
        (part.part, wording.wan_t(part.tonnes)) for part in mine
    ]
    gate = next(gate for gate in desk.plan.gates.values() if gate.releases == "swap")
    said = rows(one, "条件")
    assert [row["条件"] for row in said] == [each.label for each in gate.conditions]
    assert said[0]["核对什么"] == "调整后示东市合计不少于224万吨"
    assert {row["结论"] for row in said} == {""}
    assert rows(one, "签字")[-1]["名称"] == "待明确"
    assert not "".join(one.lists["调整"]).strip()
    typed = written(desk, "adjustment", About(), remark="丁公司 60 万吨改为 70 万吨")
    assert typed.lists["调整"] == ("丁公司 60 万吨改为 70 万吨。",)


def test_an_answer_says_who_approves_it() -> None:
    desk = with_letter()
    [condition] = [
        each
        for gate in desk.plan.gates.values()
        for each in gate.conditions
        if gate.releases == "swap" and each.need == "approved_by"
    ]
    gate = next(gate.id for gate in desk.plan.gates.values() if gate.releases == "swap")
    settles = {f"gates.{gate}.conditions.{condition.id}.by": "city_gov"}
    recorded(desk.ask(answer(QuestionId("Q-SWAP"), settles=settles)))
    one = written(desk, "adjustment", About())
    assert rows(one, "签字")[-1]["名称"] == "示范市人民政府"
    assert "示范市人民政府的文件" in {row["核对什么"] for row in rows(one, "条件")}


def test_a_county_with_nothing_on_the_list_has_nothing_to_adjust() -> None:
    desk = adopted()
    subject = Subject(
        template=desk.plan.templates[template_for(desk, "adjustment")], county=CountyId("shizhong")
    )
    with pytest.raises(Unwritable, match="没有设施可调整"):
        write(desk.plan, desk.programme, subject, position(desk))
