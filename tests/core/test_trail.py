"""产能和资金流向: every step that ever decided a unit's money, with its clause and paper, on any day and as known then."""

from datetime import timedelta
from typing import Any

from tests.core import test_acceptance as closing
from tests.core import test_auditplans as auditing
from tests.core import test_clawbacks as backing
from tests.core import test_part_returns as returning
from tests.core import test_payments as paying
from tests.core import test_quotas as fixing
from tests.core.test_acceptance import part
from tests.core.test_applications import UNIT
from tests.core.test_auditplans import AGREED
from tests.core.test_backfills import placed, release_on
from tests.given import SCAN, Desk, recorded
from tests.steps import paper
from yajian.core.decisions.auditplans import Cut, Return
from yajian.core.decisions.payments import ByLevel, File
from yajian.core.decisions.register import SplitUnit
from yajian.core.reports.trail import Step, trail
from yajian.core.rules import clawbacks as rules
from yajian.core.words import OrganId, Seq, Tonnes, UnitId


def way(desk: Desk, unit: UnitId = UNIT, **said: Any) -> list[Step]:
    day = said.pop("as_of", desk.now.date())
    return list(trail(desk.plan, desk.programme, unit, day, **said))


def test_every_step_of_the_money_names_its_clause_and_its_paper() -> None:
    desk, _, payment = paying.paid()
    recorded(
        desk.ask(File(payments=(payment,), organ=OrganId("prov_iit"), document=paper(desk, "payments.file")))
    )
    found = way(desk)
    labels = ["企业申请", "县转报", "审核计划", "市政府同意，列支", "制单", "复核", "下达", "报省备案"]
    assert [one.label for one in found if one.label in labels] == labels
    assert [one.label for one in found if not one.clauses] == []
    assert [one.label for one in found if one.ledger == "money" and not one.document] == []
    assert "省工信厅" in found[-1].words


def test_a_payment_entered_after_a_hold_and_dated_before_it_bears_its_mark_on_the_way() -> None:
    desk, payment, hold, day = placed()
    recorded(release_on(desk, payment, day))
    marked = [one for one in way(desk) if one.backfilled]
    assert [one.label for one in marked] == ["下达"]
    assert f"第{hold}条" in marked[0].backfilled[0]


def test_the_way_is_told_in_the_order_of_the_days_and_a_filing_is_as_old_as_its_paper() -> None:
    desk, _, _ = paying.paid()
    found = way(desk)
    assert [one.on for one in found] == sorted(one.on for one in found)
    assert [one.seq for one in found] != sorted(one.seq for one in found)
    filing = next(one for one in found if one.label == "备案文件")
    first = next(iter(desk.programme.register.filings.values())).known()[0]
    assert (found[0], filing.on) == (filing, first.value.filed_on)
    assert [one.label for one in way(desk, as_of=first.effective - timedelta(days=1)) if one == filing] == []


def test_a_cut_and_a_plan_sent_back_are_on_the_way() -> None:
    desk, _ = auditing.drawn(cuts={UNIT: Cut(amount="8,000,000", why="一台设备未拆")})
    recorded(desk.ask(Return(plan=1, words="请核实", document=AGREED)))
    words = {one.label: one.words for one in way(desk)}
    assert words["审核计划"] == "核减 1,000,000 元：一台设备未拆"
    assert words["退回审核计划"] == "请核实"


def test_what_a_county_gives_back_is_on_the_way_of_what_was_missed_and_of_no_firm_that_finished() -> None:
    desk, matter = backing.noticed()
    found = rules.standing(desk.programme, matter)
    assert found is not None
    missed = found.fact.unfinished[0].part
    late = next(one for one in desk.parts() if one.part == missed)
    fixing.unit(desk, late, "误期-1", late.tonnes)
    recorded(backing.receive(desk, matter, "4,000,000"))
    back = [one for one in way(desk, UnitId("误期-1")) if "收回" in one.label]
    assert [one.label for one in back] == ["收回意见", "收回通知", "收回入库"]
    assert all(one.clauses and one.document and one.amount_fen is None for one in back)
    assert "与企业无关" in back[0].words
    assert not [one for one in way(desk) if "收回" in one.label]


def test_tonnes_that_were_split_off_say_where_the_unit_s_own_come_from() -> None:
    desk = closing.ready()
    split = SplitUnit(unit=UNIT, into=UnitId("庚-2"), filed_t=Tonnes(100_000))
    recorded(desk.ask(split, evidence=(SCAN,)))
    tonnes = [one.words for one in way(desk) if one.label in ("产能单元", "产能变动")]
    assert tonnes == [f"30 万吨，清单分项 {part(desk).part}", "转出 10 万吨"]
    [begun] = [one for one in way(desk, UnitId("庚-2")) if one.label == "产能单元"]
    assert begun.words.startswith("10 万吨")


def test_the_way_of_an_earlier_day_and_of_what_was_known_then_is_what_it_was() -> None:
    desk, _, payment = paying.checked()
    day, known, then = desk.now.date(), Seq(len(desk.history)), way(desk)
    recorded(paying.release(desk, payment))
    assert way(desk, as_of=day) == then
    assert way(desk, known=known) == then
    assert [one.label for one in way(desk)][-1] == "下达"


def test_a_letter_that_files_two_slips_of_a_unit_is_one_step_with_both_and_their_sum() -> None:
    desk, account = paying.ready()
    slips = []
    for at, amount in enumerate(("1,000,000", "2,000,000")):
        recorded(paying.prepare(desk, account, ByLevel(province=amount)))
        slips.append(paying.last(desk))
        recorded(paying.check(desk, slips[at]))
        recorded(paying.release(desk, slips[at], voucher=f"财预拨〔2020〕{at}"))
    recorded(returning.some(desk, slips[1], ByLevel(province="500,000")))
    recorded(paying.file(desk, *slips))
    [filed] = [one for one in way(desk) if one.label == "报省备案"]
    assert filed.words == f"省工信厅：第{slips[0]}条、第{slips[1]}条制单"
    assert filed.amount_fen == 250_000_000
    recorded(paying.bounce(desk, slips[0]))
    assert [one.amount_fen for one in way(desk) if one.label == "报省备案"] == [250_000_000]
