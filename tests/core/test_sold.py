"""卖掉的产能不补偿: what stands sold is not put onto the list, and no fen goes out for a unit that is on it."""

from typing import Any

from tests.core import test_payments as paying
from tests.core import test_trades as trading
from tests.core.test_acceptance import part
from tests.core.test_applications import UNIT
from tests.core.test_backfills import backfills, release_on
from tests.core.test_trades import CONTRACT
from tests.given import SCAN, Desk, recorded, refused, written
from yajian.core import entitlements
from yajian.core.decisions.register import PlaceUnit, SplitUnit
from yajian.core.decisions.trades import Report, Withdraw
from yajian.core.words import Clause, DocumentNo, Seq, Tonnes, UnitId


def sell(desk: Desk, **said: Any) -> Seq:
    """Given: the firm sold tonnes of its unit by a contract of that day."""
    contract = said.pop("document", None) or written(desk, f"购字〔2020〕{len(desk.history)}号")
    words: dict[str, Any] = {
        "enterprise": part(desk).enterprise,
        "units": {UNIT: Tonnes(100_000)},
        "buyer": "邻市某焦化有限公司",
        "price": "30",
        "document": contract,
    } | said
    recorded(desk.ask(Report(**words)))
    return Seq(len(desk.history))


def give_up(desk: Desk, trade: Seq, document: DocumentNo | None = None) -> object:
    paper = document or written(
        desk, f"解字〔2020〕{len(desk.history)}号", issuer=f"{paying.firm_name(desk)}、邻市某焦化有限公司"
    )
    return desk.ask(Withdraw(trade=trade, reason="合同解除", document=paper))


def placed(desk: Desk, unit: UnitId = trading.UNIT) -> object:
    return desk.ask(PlaceUnit(unit=unit, part=desk.parts()[0].part), evidence=(SCAN,))


# 不再列入清单 ------------------------------------------------------------------------------------------


def test_a_unit_that_stands_sold_is_not_put_onto_the_list_and_the_trade_is_named() -> None:
    desk, trade = trading.cleared()
    said = refused(placed(desk), "register.place-unit.sold")
    assert isinstance(said.basis, Clause)
    assert f"第{trade}条交易（合同 {CONTRACT}）报送转让600000吨" in said.finding
    recorded(desk.ask(PlaceUnit(unit=trading.UNIT, part=None), evidence=(SCAN,)))  # it says so already
    recorded(give_up(desk, trade, trading.given_up(desk)))
    recorded(placed(desk))


def test_what_is_left_of_a_unit_goes_onto_the_list_under_a_name_of_its_own() -> None:
    desk, _ = trading.reported(units={trading.UNIT: Tonnes(200_000)})
    refused(placed(desk), "register.place-unit.sold")
    rest = UnitId("闲-2")
    too_much = SplitUnit(unit=trading.UNIT, into=rest, filed_t=Tonnes(500_000))
    refused(desk.ask(too_much, evidence=(SCAN,)), "register.split-unit.traded")
    recorded(desk.ask(SplitUnit(unit=trading.UNIT, into=rest, filed_t=Tonnes(400_000)), evidence=(SCAN,)))
    recorded(placed(desk, rest))


# 暂缓 ------------------------------------------------------------------------------------------------


def test_a_listed_unit_that_was_sold_has_no_slip_until_the_sale_is_withdrawn() -> None:
    desk, account = paying.ready()
    trade = sell(desk)
    [hold] = entitlements.holds(desk.plan, desk.programme, UNIT)
    assert (hold.kind, hold.seq, hold.lifted_by) == ("trade", trade, "撤回交易的单位")
    said = refused(paying.prepare(desk, account), "payments.prepare.held")
    assert isinstance(said.basis, Clause)
    assert said.basis.text == "压减的产能禁止用于交易"
    assert f"报送转让100000吨（第{trade}条），还没有撤回" in said.finding
    recorded(give_up(desk, trade))
    recorded(paying.prepare(desk, account))


def test_a_slip_made_before_the_sale_does_not_go_out_after_it() -> None:
    desk, _, payment = paying.checked()
    sell(desk)
    refused(paying.release(desk, payment), "payments.release.held")


def test_a_payment_dated_before_a_sale_that_was_known_is_marked() -> None:
    desk, _, payment = paying.checked()
    day = desk.now.date()
    trade = sell(desk)
    recorded(release_on(desk, payment, day))
    [mark] = backfills(desk, payment)
    assert (mark.hold.kind, mark.hold.seq) == ("trade", trade)
