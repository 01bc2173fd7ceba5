"""产能流向单 and 资金流向单 say every step the page of a unit says, each with its paper and its clause."""

import pytest

from tests.core import test_payments as paying
from tests.core import test_quotas as quoting
from tests.core.test_applications import UNIT
from tests.core.test_backfills import placed, release_on
from tests.given import LETTER, Desk, adopted, recorded
from tests.papers.samples import MOMENT, text_of
from tests.papers.subjects import position
from tests.steps import paper
from yajian.core.decisions.holds import Place
from yajian.core.decisions.payments import File
from yajian.core.reports import wording
from yajian.core.reports.papers import Unwritable, Written, flow
from yajian.core.reports.trail import Step, trail
from yajian.core.reports.trail.step import Ledger
from yajian.core.words import OrganId, UnitId
from yajian.papers import check, fill, fitting


def filed() -> Desk:
    """Given: paid, and filed with both organs of the province."""
    desk, _, payment = paying.paid()
    for organ in ("prov_iit", "prov_finance"):
        recorded(
            desk.ask(File(payments=(payment,), organ=OrganId(organ), document=paper(desk, "payments.file")))
        )
    return desk


def printed(desk: Desk, ledger: Ledger, unit: UnitId = UNIT) -> Written:
    return flow(desk.plan, desk.programme, unit, ledger, position(desk))


def steps(desk: Desk, ledger: Ledger, unit: UnitId = UNIT) -> list[Step]:
    found = trail(desk.plan, desk.programme, unit, desk.now.date())
    return [one for one in found if one.ledger == ledger]


@pytest.mark.parametrize("ledger", ["capacity", "money"])
def test_a_sheet_has_the_pages_steps_in_the_pages_order_with_paper_and_clause(ledger: Ledger) -> None:
    desk = filed()
    table = printed(desk, ledger).tables["步骤"]
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    found = steps(desk, ledger)
    assert [(row["日期"], row["事项"], row["文件"], row["登记"]) for row in rows] == [
        (one.on.isoformat(), one.label, one.document or "—", f"第{one.seq}条") for one in found
    ]
    assert [row["依据"] for row in rows] == [
        "、".join(dict.fromkeys(clause.cite for clause in one.clauses)) or "—" for one in found
    ]
    assert [row["金额"] for row in rows] == [
        wording.yuan(one.amount_fen) if one.amount_fen is not None else "—" for one in found
    ]


def test_a_payment_entered_after_a_hold_and_dated_before_it_says_so_on_its_sheet() -> None:
    desk, payment, _, day = placed()
    recorded(release_on(desk, payment, day))
    table = printed(desk, "money").tables["步骤"]
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    [marked] = [row for row in rows if "暂缓后补记" in row["内容"]]
    assert marked["事项"] == "下达"
    assert marked["内容"].endswith("尚无说明")


def test_tonnes_go_from_the_filing_by_the_oven_to_the_acceptance() -> None:
    desk = filed()
    assert [one.label for one in steps(desk, "capacity")] == [
        "备案文件",
        "列入清单",
        "关停",
        "关停",
        "产能单元",
        "验收合格",
        "产能来源",
    ]
    assert all(one.clauses for one in steps(desk, "capacity"))
    one = printed(desk, "capacity")
    assert (one.words["备案"], one.words["压减"]) == ("0", "30")


def test_money_goes_from_the_quota_to_the_filing_and_stands_there_in_capitals() -> None:
    desk = filed()
    labels = [one.label for one in steps(desk, "money")]
    assert labels[:4] == ["明确额度", "市政府批准", "报省审核", "省审核意见"]
    assert labels[-3:] == ["下达", "报省备案", "报省备案"]
    assert all(one.clauses for one in steps(desk, "money") if one.label != "复核")
    one = printed(desk, "money")
    assert (one.words["额度"], one.words["下达"], one.words["未下达"]) == ("900", "900", "0")
    assert "已下达人民币玖佰万元整。" in one.words["小结"]


def test_what_keeps_money_back_says_who_lets_it_go() -> None:
    desk, _ = paying.ready()
    hold = Place(unit=UNIT, reason="税务正在核查", lifted_by=OrganId("city_finance"), document=LETTER)
    recorded(desk.ask(hold))
    said = printed(desk, "money").words["小结"]
    assert said == "还没有下达。暂缓：税务正在核查，由市财政局明确或解除。"


def test_a_traded_unit_names_its_contract_and_what_an_unsettled_one_waits_for() -> None:
    desk = quoting.ready(origin=quoting.MARKET)
    [origin] = [one for one in steps(desk, "capacity", UnitId("甲-1")) if one.label == "产能来源"]
    assert origin.document == "合同 示交〔2015〕甲-1号"
    unsettled = quoting.ready(origin="")
    one = printed(unsettled, "capacity", UnitId("甲-1"))
    assert one.words["小结"].startswith("补偿标准：")
    assert printed(unsettled, "money", UnitId("甲-1")).words["标准"] == "待定"


def test_a_unit_that_stands_for_nothing_has_no_way_to_print() -> None:
    with pytest.raises(Unwritable, match="没有列入清单的产能单元"):
        printed(adopted(), "money", UnitId("没有"))


@pytest.mark.parametrize("ledger", ["capacity", "money"])
def test_the_same_place_in_the_books_gives_the_same_sheet(ledger: Ledger) -> None:
    one = printed(filed(), ledger)
    template = fitting(one)
    assert template is not None
    assert check(template, one).unknown == ()
    assert fill(template, one, MOMENT) == fill(template, one, MOMENT)
    assert "（链头3f2a9c413f2a9c41）" in text_of(fill(template, one, MOMENT))
