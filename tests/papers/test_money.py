"""Papers about money say what the page of the money says, to the fen, and are not written before their turn."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from tests import steps
from tests.core import test_acceptance as closing
from tests.core import test_applications as applying
from tests.core import test_auditplans as auditing
from tests.core import test_clawbacks as taking_back
from tests.core import test_holds as holding
from tests.core import test_payments as paying
from tests.core import test_quota_anew as quota_anew
from tests.core import test_quotas as quoting
from tests.core.test_acceptance import accepted, part
from tests.core.test_applications import UNIT
from tests.given import LETTER, SCAN, Desk, adopt, adopted, answer, recorded
from tests.papers.samples import MOMENT, text_of
from tests.papers.subjects import CUT, approved, of_money, position, template_for, written
from yajian.core.decisions.dossier import RenameEnterprise
from yajian.core.decisions.holds import Place
from yajian.core.decisions.payments import File
from yajian.core.decisions.quotas import SendUp
from yajian.core.facts.papers import About
from yajian.core.facts.targets import PartListed
from yajian.core.reports import clawbacks, quotas, wording
from yajian.core.reports import papers as reports
from yajian.core.reports.amounts import yuan_in_full
from yajian.core.reports.money import Scope, quota
from yajian.core.reports.papers import Subject, Taken, Unwritable, Written, write
from yajian.core.words import Answer, EnterpriseId, OrganId, QuestionId, Seq
from yajian.papers import fill, fitting

PLAN, FIRST = About(audit_plan=1), About(quota_version=1)


def paper(draws: str) -> tuple[Desk, Written]:
    desk, about = of_money()[draws]
    return desk, written(desk, draws, about)


def rows(one: Written, table: str) -> list[dict[str, str]]:
    found = one.tables[table]
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def text(one: Written) -> str:
    template = fitting(one)
    assert template is not None
    return text_of(fill(template, one, MOMENT))


def firm(desk: Desk) -> About:
    return About(enterprise=part(desk).enterprise)


def page(desk: Desk) -> quotas.Sheet:
    return quotas.sheet(desk.plan, desk.programme, desk.now.date())


# 额度 ---------------------------------------------------------------------------------------------


def test_a_quota_table_is_the_pages_arithmetic_and_its_total_stands_there_in_capitals() -> None:
    desk, one = paper("quota_table")
    *units, total = rows(one, "额度")
    lines = [line for line in page(desk).lines if line.drawn_fen is not None]
    assert [(row["产能单元"], row["产能"], row["标准"], row["额度"]) for row in units] == [
        (line.unit, wording.wan_t(line.price.tonnes), "30", wording.wan_yuan(line.drawn_fen or 0))
        for line in lines
    ]
    amount = sum(line.drawn_fen or 0 for line in lines)
    assert total["额度"] == wording.wan_yuan(amount)
    assert f"（大写：{yuan_in_full(amount)}）" in one.words["汇总"]
    assert all(row["依据"].startswith("五(五)①；来源认定第") for row in units)


def test_what_has_no_quota_yet_stands_below_with_its_range_and_what_is_missing() -> None:
    desk, one = paper("quota_table")
    waiting = rows(one, "待定")
    [first] = [line for line in desk.parts() if line.part == waiting[0]["分项"]]
    low, high = (wording.wan_yuan(first.tonnes * rate) for rate in (3000, 4800))
    assert (waiting[0]["测算"], waiting[0]["待明确"]) == (f"{low}—{high}", "产能来源还没有认定")
    assert len(waiting) == len(desk.parts()) - 1
    envelope = next(each for each in desk.plan.compensation.envelope if each.scope == "all")
    said = f"{wording.wan_yuan(envelope.low_fen.value or 0)}—{wording.wan_yuan(envelope.high_fen.value or 0)}"
    assert said in one.lists["测算"][0]
    assert "不是承诺" in one.lists["测算"][0]


def test_a_unit_from_the_market_names_its_contract_and_its_own_rate() -> None:
    desk = quoting.drawn(origin=quoting.MARKET)
    [row, _] = rows(written(desk, "quota_table", FIRST), "额度")
    assert (row["标准"], "合同示交〔2015〕甲-1号" in row["依据"]) == ("48", True)


def test_a_part_whose_units_are_priced_apart_is_estimated_by_them_and_not_by_its_tonnes() -> None:
    desk = quoting.drawn()
    second = quoting.listed(desk, 1)
    quoting.unit(desk, second, "乙-1", second.tonnes, quoting.MARKET)
    [row] = [row for row in rows(written(desk, "quota_table", FIRST), "待定") if row["分项"] == second.part]
    assert row["测算"] == wording.wan_yuan(second.tonnes * 4800)


def bought_after_the_lock(desk: Desk, listed: PartListed, name: str) -> None:
    """Given: a part is one unit, and its contract was signed after it was listed: no rate is due to it."""
    quoting.unit(desk, listed, name, listed.tonnes, "")
    late = quoting.established(desk, name, quoting.MARKET, desk.now.date() - timedelta(days=1))
    recorded(desk.ask(late, evidence=(SCAN,)))


def test_a_unit_to_which_no_rate_is_due_is_in_no_estimate_as_on_the_page() -> None:
    desk = quoting.drawn()
    second = quoting.listed(desk, 1)
    bought_after_the_lock(desk, second, "乙-1")
    one = written(desk, "quota_table", FIRST)
    [row] = [row for row in rows(one, "待定") if row["分项"] == second.part]
    assert row["测算"] == "—"
    page = quota.table(Scope(plan=desk.plan, programme=desk.programme, as_of=desk.now.date()))
    [line] = [line for line in page.rows if line.unit == "乙-1"]
    assert (line.answer, line.low_fen) == (Answer.FAIL, None)
    assert page.whole is not None
    low, high = (wording.wan_yuan(fen) for fen in (page.whole.low_fen, page.whole.high_fen))
    assert f"全部测算{low}—{high}万元" in one.lists["测算"][0]


def test_a_part_some_of_which_has_no_unit_is_estimated_as_the_page_adds_it_up() -> None:
    desk = quoting.drawn()
    second = quoting.listed(desk, 1)
    quoting.unit(desk, second, "乙-1", second.tonnes - 10_000, quoting.MARKET)
    [row] = [row for row in rows(written(desk, "quota_table", FIRST), "待定") if row["分项"] == second.part]
    page = quota.table(Scope(plan=desk.plan, programme=desk.programme, as_of=desk.now.date()))
    lines = [line for line in page.rows if line.part == second.part]
    low, high = sum(one.low_fen or 0 for one in lines), sum(one.high_fen or 0 for one in lines)
    assert (len(lines), row["测算"]) == (2, f"{wording.wan_yuan(low)}—{wording.wan_yuan(high)}")


def test_a_firm_is_called_in_what_waits_as_it_is_called_on_the_day() -> None:
    desk = quoting.drawn()
    second = quoting.listed(desk, 1)
    named = RenameEnterprise(enterprise=second.enterprise, name="示例新材料有限公司", document=LETTER)
    recorded(desk.ask(named))
    [row] = [row for row in rows(written(desk, "quota_table", FIRST), "待定") if row["分项"] == second.part]
    assert row["企业"] == "示例新材料有限公司"


def test_a_letter_for_review_goes_up_once_a_version_is_approved_and_before_it_was_sent() -> None:
    _, one = paper("quota_letter")
    assert "54万吨×30元/吨＝1,620万元" in text(one)
    assert "请予审核，并函复意见" in text(one)
    with pytest.raises(Unwritable, match="还没有登记市政府批准"):
        written(quoting.drawn(), "quota_letter", FIRST)
    desk = approved()
    recorded(desk.ask(SendUp(version=1, document=steps.paper(desk, "quotas.send-up"))))
    with pytest.raises(Taken, match=r"已于.*报省（第\d+条，"):
        written(desk, "quota_letter", FIRST)


@pytest.mark.parametrize("draws", ["quota_table", "quota_letter"])
def test_quotas_are_of_a_version_there_is(draws: str) -> None:
    with pytest.raises(Unwritable, match="请选版次"):
        written(adopted(), draws, About())
    with pytest.raises(Unwritable, match="没有第1版"):
        written(adopted(), draws, FIRST)


# 申请、转报 ----------------------------------------------------------------------------------------


def test_an_application_asks_for_what_the_province_agreed_to_and_lists_what_proves_it() -> None:
    desk, one = paper("application")
    [line] = [line for line in page(desk).lines if line.unit == UNIT]
    assert line.quota_fen is not None
    assert (
        f"申请补偿资金{wording.wan_yuan(line.quota_fen)}万元（大写：{yuan_in_full(line.quota_fen)}）"
        in text(one)
    )
    [unit] = rows(one, "单元")
    assert (unit["产能单元"], unit["金额"]) == (UNIT, wording.wan_yuan(line.quota_fen))
    assert [row["材料"] for row in rows(one, "材料")] == ["验收意见书", "备案文件"]


def test_a_material_the_plan_asks_for_and_the_books_do_not_hold_is_asked_for() -> None:
    desk = applying.ready()
    gate = next(gate.id for gate in desk.plan.gates.values() if gate.releases == "application")
    materials = {f"gates.{gate}.conditions.C3.materials": ["备案文件", "银行开户证明"]}
    recorded(desk.ask(answer(QuestionId("Q-MATERIALS"), settles=materials)))
    said = rows(written(desk, "application", firm(desk)), "材料")
    assert [(row["材料"], row["文号"]) for row in said if row["文号"] == "请随附"] == [
        ("银行开户证明", "请随附")
    ]


def test_an_account_stands_on_it_by_its_tail_alone() -> None:
    desk = applying.ready()
    recorded(paying.enter(desk))
    printed = text(written(desk, "application", firm(desk)))
    assert "账号尾号2222" in printed
    assert "6222000011112222" not in printed


@pytest.mark.parametrize(
    ("desk", "says"),
    [
        (accepted, "没有省里审核同意的补偿额度"),
        (lambda: applying.agreed(closing.ready()), "验收合格"),
        (adopted, "没有列入清单的产能单元"),
    ],
)
def test_what_may_not_be_asked_for_is_told_unit_by_unit(desk: Any, says: str) -> None:
    books = desk()
    with pytest.raises(Unwritable, match=says):
        written(books, "application", firm(books))
    with pytest.raises(Unwritable, match="请选企业"):
        written(books, "application", About())


@pytest.mark.parametrize(
    ("desk", "says"),
    [
        (
            lambda: applying.applied()[0],
            rf"已有办理中的申请（第\d+条，{steps.number_of('applications.apply')}，待县转报）",
        ),
        (lambda: auditing.entitled()[0], r"已列支补偿（第\d+条），不再申请"),
    ],
)
def test_what_was_asked_for_is_no_want_and_is_told_by_its_entry(desk: Any, says: str) -> None:
    books = desk()
    with pytest.raises(Taken, match=says):
        written(books, "application", firm(books))


def test_a_county_passes_on_what_meets_every_condition_and_says_what_it_saw_of_each() -> None:
    desk, one = paper("county_forward")
    said = rows(one, "条件")
    gate = next(gate for gate in desk.plan.gates.values() if gate.releases == "application")
    assert [row["条件"] for row in said] == [
        each.label for each in gate.conditions if each.need != "via_county_office"
    ]
    assert {row["结论"] for row in said} == {"符合"}
    assert "同意转报，请审核。" in text(one)


@pytest.mark.parametrize(
    ("draws", "desk", "about"),
    [
        ("application", applying.ready, firm),
        ("county_forward", lambda: applying.applied()[0], lambda desk: About(application=paying.last(desk))),
        ("audit_plan", lambda: applying.forwarded()[0], lambda desk: About()),
        ("audit_plan", lambda: auditing.drawn()[0], lambda desk: PLAN),
    ],
)
def test_nothing_is_drafted_on_a_quota_that_is_to_be_reported_anew(draws: str, desk: Any, about: Any) -> None:
    books = desk()
    said = about(books)
    since = quota_anew.put_right(books)
    with pytest.raises(Unwritable, match=rf"额度须重报，.*（第{since}条）"):
        written(books, draws, said)


def test_a_county_passes_nothing_on_twice_and_nothing_that_lacks_a_condition() -> None:
    desk, application = applying.forwarded()
    with pytest.raises(
        Taken,
        match=rf"已转报（第{paying.last(desk)}条，{steps.number_of('applications.forward')}），不再出具",
    ):
        written(desk, "county_forward", About(application=application))
    with pytest.raises(Unwritable, match="请选申请"):
        written(desk, "county_forward", About(application=Seq(1)))
    desk, application = applying.applied()
    gate = next(gate.id for gate in desk.plan.gates.values() if gate.releases == "application")
    materials = {f"gates.{gate}.conditions.C3.materials": ["银行开户证明"]}
    recorded(desk.ask(answer(QuestionId("Q-MATERIALS"), settles=materials)))
    with pytest.raises(Unwritable, match="相应印证材料不符合"):
        written(desk, "county_forward", About(application=application))


# 审核计划、下达、备案 -------------------------------------------------------------------------------


def test_an_audit_plan_says_what_is_less_and_why_and_what_waits_for_whom() -> None:
    desk, one = paper("audit_plan")
    first, total = rows(one, "明细")
    assert (first["额度"], first["申请"], first["拟补偿"]) == ("900", "900", "800")
    assert total["拟补偿"] == "800"
    assert one.lists["核减"] == (f"{UNIT}核减100万元：{CUT.why}。",)
    recorded(placed(desk))
    [held] = written(desk, "audit_plan", PLAN).lists["暂缓"]
    assert "暂缓下达：税务正在核查，由市财政局明确或解除。" in held


def placed(desk: Desk) -> object:
    hold = Place(unit=UNIT, reason="税务正在核查", lifted_by=OrganId("city_finance"), document=LETTER)
    return desk.ask(hold)


def test_before_it_is_entered_it_gathers_everything_that_was_forwarded() -> None:
    desk, _ = applying.forwarded()
    first, _ = rows(written(desk, "audit_plan", About()), "明细")
    assert (first["产能单元"], first["拟补偿"]) == (UNIT, first["申请"])
    for books in (applying.applied()[0], auditing.drawn()[0]):
        with pytest.raises(Unwritable, match="没有已经县（市）转报"):
            written(books, "audit_plan", About())
    with pytest.raises(Unwritable, match="没有第1号审核计划"):
        written(desk, "audit_plan", PLAN)


def test_money_goes_out_by_level_in_figures_and_in_capitals_once_slips_say_how() -> None:
    desk, one = paper("disbursement")
    first, total = rows(one, "明细")
    assert [first[name] for name in ("省级", "市级", "县级", "合计")] == [
        "4,500,000.00",
        "4,500,000.00",
        "—",
        "9,000,000.00",
    ]
    assert (total["合计"], first["账户"]) == ("9,000,000.00", "尾号2222")
    assert one.lists["各级"] == tuple(
        f"{name}资金4,500,000.00元（大写：人民币肆佰伍拾万元整）。" for name in ("省级", "市级")
    )
    assert "人民币玖佰万元整" in text(one)
    assert page(desk).whole.entitled_fen == 900_000_000


def test_without_slips_and_shares_no_level_is_guessed() -> None:
    desk, _ = paying.ready()
    one = written(desk, "disbursement", PLAN)
    assert {rows(one, "明细")[0][name] for name in ("省级", "市级", "县级")} == {"待定"}
    assert "比例方案没有写明" in one.lists["各级"][0]


def test_shares_that_a_paper_states_are_reckoned_to_the_fen_and_leave_nothing_over() -> None:
    desk, _ = auditing.drawn(cuts={UNIT: msgspec.structs.replace(CUT, amount="8000000.01")})
    recorded(auditing.agree(desk))
    shares = {
        f"compensation.shares.{level}.share_permille": share
        for level, share in (("province", 333), ("city", 333), ("county", 334))
    }
    recorded(desk.ask(answer(QuestionId("Q-SHARES"), settles=shares)))
    first, _ = rows(written(desk, "disbursement", PLAN), "明细")
    assert [first[name] for name in ("省级", "市级", "县级", "合计")] == [
        "2,664,000.00",
        "2,664,000.00",
        "2,672,000.01",
        "8,000,000.01",
    ]


def test_what_is_held_is_not_in_it_and_says_who_lets_it_go() -> None:
    desk, _ = paying.ready()
    recorded(placed(desk))
    with pytest.raises(Unwritable, match="税务正在核查，由市财政局明确或解除"):
        written(desk, "disbursement", PLAN)
    with pytest.raises(Unwritable, match="待市政府同意，没有可下达的资金"):
        written(auditing.drawn()[0], "disbursement", PLAN)


def test_an_earlier_day_knows_of_no_slip_that_was_made_after_it() -> None:
    desk, account = paying.ready()
    before = desk.now.date()
    desk.now += timedelta(days=5)
    recorded(paying.prepare(desk, account))
    template = desk.plan.templates[template_for(desk, "disbursement")]
    place = msgspec.structs.replace(position(desk), as_of=before)
    one = write(desk.plan, desk.programme, Subject(template=template, about=PLAN), place)
    assert rows(one, "明细")[0]["省级"] == "待定"
    assert rows(written(desk, "disbursement", PLAN), "明细")[0]["省级"] == "4,500,000.00"


def test_whom_a_court_s_paper_names_stands_on_the_order_and_before_it_nothing_goes_out() -> None:
    desk, _ = holding.sealed()
    with pytest.raises(Unwritable, match="补偿对象还没有明确"):
        written(desk, "disbursement", PLAN)
    recorded(holding.determine(desk))
    said, *waits = written(desk, "disbursement", PLAN).lists["对象"]
    assert f"分项{part(desk).part}的补偿对象由（2018）示01执001号之九明确：" in said
    assert "示例" in said.partition("明确：")[2]
    assert waits == [f"{holding.BANK}的收款账户：还没有登记，待定。"]


def test_what_went_out_is_filed_with_both_organs_and_then_no_more() -> None:
    desk, payment = paying.paid()[0], paying.paid()[2]
    [first] = rows(written(desk, "payment_filing", PLAN), "明细")
    assert (first["金额"], first["其中"]) == ("9,000,000.00", "省级4,500,000.00；市级4,500,000.00")
    assert first["凭证"].startswith("财预拨〔2020〕1，")
    for organ in ("prov_iit", "prov_finance"):
        assert rows(written(desk, "payment_filing", PLAN), "明细")
        recorded(
            desk.ask(
                File(payments=(payment,), organ=OrganId(organ), document=steps.paper(desk, "payments.file"))
            )
        )
    with pytest.raises(Taken, match=rf"已下达的资金都已备案（第{paying.last(desk)}条"):
        written(desk, "payment_filing", PLAN)
    with pytest.raises(Unwritable, match="没有已下达、还没有备案的资金"):
        written(paying.checked()[0], "payment_filing", PLAN)


def test_an_order_to_pay_is_not_given_again_once_all_of_it_went_out() -> None:
    desk = paying.paid()[0]
    with pytest.raises(Taken, match=rf"已经全部下达（最后一笔第{paying.last(desk)}条，凭证财预拨〔2020〕1）"):
        written(desk, "disbursement", PLAN)


@pytest.mark.parametrize("draws", ["disbursement", "payment_filing"])
def test_money_goes_by_a_plan(draws: str) -> None:
    with pytest.raises(Unwritable, match="请选审核计划"):
        written(adopted(), draws, About())


# 收回 ---------------------------------------------------------------------------------------------


def test_an_opinion_has_every_reading_as_the_page_has_it_and_marks_none_that_no_paper_confirmed() -> None:
    desk, one = paper("clawback_opinion")
    sheet = clawbacks.sheet(desk.plan, desk.programme, desk.now.date())
    line = next(each for each in sheet.lines if each.recovery.county == part(desk).county)
    said = rows(one, "算法")
    assert [row["算法"] for row in said] == [each.label for each in line.recovery.readings]
    assert said[1]["金额"] == "4,200—6,720"
    assert [row["状态"] for row in said] == ["默认，未确认", "未确认", "未确认", "未确认"]
    assert "凭文件确认以前，不发收回通知" in text(one)
    recovery = line.recovery
    assert [row["产能单元"] for row in rows(one, "算式")] == [
        each.unit or f"{each.listed.part}（未登记产能单元）" for each in recovery.products
    ]
    assert [row["产能乘标准"] for row in said][1] == said[1]["金额"]  # no cap, and nothing is back
    assert [row["已下达"] for row in said] == ["900", "—", "900", "—"]
    assert "乘以标准" in text(one)
    assert [row["分项"] for row in rows(one, "未完成")] == [each.part for each in line.recovery.unfinished]


def test_an_opinion_says_of_a_unit_to_which_no_rate_is_due_that_none_is_and_not_nought() -> None:
    desk = taking_back.missed()
    county = part(desk).county
    late = next(each for each in desk.parts() if each.county == county and each.part != part(desk).part)
    bought_after_the_lock(desk, late, "乙-1")
    one = written(desk, "clawback_opinion", About())
    [row] = [row for row in rows(one, "算式") if row["产能单元"] == "乙-1"]
    assert (row["标准"], row["产能乘标准"]) == ("不符合", "—")


def test_money_goes_to_the_firms_of_the_plan_that_is_chosen_and_no_more_once_it_is_out() -> None:
    desk, _, _ = paying.checked()
    template = next(one for one in desk.plan.templates.values() if one.draws == "disbursement")
    proposed = reports.proposed_addressee(desk.plan, desk.programme, template, PLAN)
    assert proposed == desk.plan.enterprises[part(desk).enterprise].name
    desk, _, _ = paying.paid()
    assert reports.proposed_addressee(desk.plan, desk.programme, template, PLAN) == ""


def test_the_reading_a_paper_confirmed_is_marked_with_its_amount_in_capitals() -> None:
    desk = taking_back.missed()
    taking_back.confirm(desk, "task_capped")
    one = written(desk, "clawback_opinion", About())
    assert [row["状态"] for row in rows(one, "算法")] == ["未采用", "未采用", "已凭文件确认", "未采用"]
    assert "900万元（大写：人民币玖佰万元整）" in one.words["口径段"]
    desk = taking_back.missed()
    taking_back.confirm(desk, "unfinished")
    assert "标准还没有定下来" in written(desk, "clawback_opinion", About()).words["口径段"]


def test_a_county_that_missed_nothing_has_no_opinion_and_one_matter_is_settled_first() -> None:
    with pytest.raises(Unwritable, match="没有到期未完成的分项"):
        written(paying.paid()[0], "clawback_opinion", About())
    with pytest.raises(Unwritable, match="前一件了结以后再提"):
        written(taking_back.given()[0], "clawback_opinion", About())


def test_a_notice_asks_the_county_for_the_one_amount_that_was_confirmed() -> None:
    _, one = paper("clawback_notice")
    printed = text(one)
    assert "收回省级、市级补偿资金共900万元（大写：人民币玖佰万元整）。" in printed
    assert "本通知向示东市人民政府发出，不向企业收回。" in printed


def test_without_a_confirmed_reading_there_is_no_notice() -> None:
    with pytest.raises(Unwritable, match="金额口径还没有凭文件确认"):
        written(taking_back.given()[0], "clawback_notice", About())
    with pytest.raises(Unwritable, match="没有等待通知的收回意见"):
        written(taking_back.missed(), "clawback_notice", About())


# Whom they are from and for -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draws", "issuer", "addressee"),
    [
        ("quota_letter", "示范市人民政府", "省工信厅"),
        ("application", "", "示范市工信局"),
        ("county_forward", "示东市工信部门", "示范市工信局"),
        ("audit_plan", "示范市工信局", "示范市人民政府"),
        ("disbursement", "示范市财政局", ""),
        ("payment_filing", "示范市人民政府", "省工信厅、省财政厅"),
        ("clawback_opinion", "示范市工信局", "示范市财政局"),
        ("clawback_notice", "示范市财政局", "示东市人民政府"),
    ],
)
def test_each_is_from_whom_the_plan_says_and_for_whoever_takes_the_next_step(
    draws: str, issuer: str, addressee: str
) -> None:
    desk = adopted()
    template = next(one for one in desk.plan.templates.values() if one.draws == draws)
    county = part(desk).county
    assert reports.issuer(desk.plan, desk.programme, template, county) == issuer
    proposed = reports.proposed_addressee(desk.plan, desk.programme, template, About(), county=county)
    assert proposed == addressee


def test_a_plan_of_another_industry_has_its_own_papers_for_money() -> None:
    desk = Desk("demo-steel")
    desk.now = desk.now.replace(year=2030, month=2)
    recorded(desk.ask(adopt(), effective=desk.base.programme.issued_on, evidence=(SCAN,)))
    template = next(one for one in desk.plan.templates.values() if one.draws == "disbursement")
    assert reports.issuer(desk.plan, desk.programme, template, None) == "示范市财政局"
    about = About(enterprise=EnterpriseId(next(iter(desk.plan.enterprises))))
    application = next(one for one in desk.plan.templates.values() if one.draws == "application")
    subject = reports.Subject(template=application, about=about)
    at = reports.Position(as_of=date(2030, 2, 1), known=Seq(len(desk.history)), leaf="0" * 64, at=MOMENT)
    with pytest.raises(Unwritable, match="没有列入清单的产能单元"):
        reports.write(desk.plan, desk.programme, subject, at)
