"""Where trades are told: whose turn it is, the timeline, the search, a unit's way and every tonne of it."""

from datetime import date

from tests.core.test_trades import (
    BUYER,
    CONTRACT,
    SECOND,
    UNIT,
    clear,
    cleared,
    confirm,
    confirmed,
    lift,
    ready,
    report,
    reported,
    seller,
    withdraw,
)
from tests.given import SCAN, Desk, recorded
from yajian.core.decisions.register import PlaceUnit
from yajian.core.programme import Programme, fold
from yajian.core.reports.inbox import Waiting, waiting
from yajian.core.reports.inbox.trades import KIND
from yajian.core.reports.progress import progress
from yajian.core.reports.search import search
from yajian.core.reports.timeline import timeline
from yajian.core.reports.trades import as_builtins, destinations, sheet
from yajian.core.reports.trail import trail
from yajian.core.rules.roles.sight import EVERYTHING, Sight
from yajian.core.words import CountyId, EnterpriseId, Tonnes
from yajian.seen import moves


def lines(desk: Desk) -> list[Waiting]:
    found = progress(desk.plan, desk.programme, desk.now.date())
    return [one for one in waiting(desk.plan, desk.programme, found) if one.kind == KIND]


def commands(desk: Desk) -> list[str]:
    return [one.command for one in lines(desk)]


def on_a_list(desk: Desk) -> None:
    recorded(desk.ask(PlaceUnit(unit=UNIT, part=desk.parts()[0].part), evidence=(SCAN,)))


# 我的待办 --------------------------------------------------------------------------------------------


def test_while_only_the_province_can_move_it_a_trade_waits_on_no_desk() -> None:
    desk, _ = reported()
    assert commands(desk) == []


def test_a_trade_waits_for_its_confirmation_then_for_the_opinion_and_then_for_nobody() -> None:
    desk = ready()
    lift(desk)
    desk, trade = reported(desk)
    assert commands(desk) == ["trades.confirm-replacement"]
    recorded(confirm(desk, trade))
    [line] = lines(desk)
    assert (line.command, line.filled, line.turn) == ("trades.clear", {"trade": trade}, "office")
    recorded(clear(desk, trade))
    assert commands(desk) == []


def test_what_cannot_be_met_waits_in_the_county() -> None:
    desk, _ = confirmed(price="50")
    [line] = lines(desk)
    assert (line.command, line.turn, line.county) == ("trades.withdraw", "county", desk.parts()[0].county)
    assert "价格上限" in line.what


def test_an_opinion_that_stands_no_longer_is_to_be_taken_back() -> None:
    desk, trade = cleared()
    recorded(confirm(desk, trade, "撤销确认", SECOND))
    assert commands(desk) == ["trades.withdraw-clearance"]
    recorded(withdraw(desk, trade))
    assert commands(desk) == []


# 时间线、查找、流向 -------------------------------------------------------------------------------------


def test_a_sale_is_on_the_sellers_timeline_and_a_corrected_one_stays_there_as_such() -> None:
    desk, trade = reported(units={UNIT: Tonnes(300_000)})
    recorded(report(desk, units={UNIT: Tonnes(200_000)}, corrects=trade))
    told = [one for one in timeline(desk.plan, desk.programme, seller(desk)) if one.what == "产能交易"]
    assert [one.corrected_by for one in told] == [trade + 1, None]
    assert "20 万吨转让给邻市某焦化有限公司，30 元/吨" in told[1].words


def test_a_trade_is_found_by_its_contract_or_its_buyer_and_not_by_a_rival() -> None:
    desk, trade = reported()
    for words in (str(CONTRACT), BUYER, str(UNIT)):
        found = {one.kind: one.hits for one in search(desk.plan, desk.programme, words, EVERYTHING)}
        assert found["trade"][0].place == ("trade", str(trade)), words
    rival = Sight(county=CountyId("shinan"))
    assert "trade" not in {one.kind for one in search(desk.plan, desk.programme, BUYER, rival)}


def test_a_units_way_tells_its_listing_and_every_step_of_its_trades() -> None:
    desk, trade = cleared()
    recorded(withdraw(desk, trade))
    on_a_list(desk)
    steps = trail(desk.plan, desk.programme, UNIT, desk.now.date())
    labels = [one.label for one in steps]
    assert [one for one in labels if one in ("报送交易", "置换确认", "核验意见", "撤回交易")] == [
        "报送交易",
        "置换确认",
        "核验意见",
        "撤回交易",
    ]
    [listed] = [one for one in steps if one.label == "列入清单"]
    assert "从此锁定" in listed.words
    assert listed.clauses


# 去向 ------------------------------------------------------------------------------------------------


def test_every_tonne_is_accounted_for_on_its_paper() -> None:
    desk, trade = reported(units={UNIT: Tonnes(200_000)})
    told = destinations(desk.plan, desk.programme, UNIT)
    assert [(one.where, one.tonnes, one.document, one.trade) for one in told.went] == [
        (f"转让给{BUYER}", 200_000, CONTRACT, trade),
        ("未转让", 400_000, "", None),
    ]
    assert (told.filed_t, told.twice_t, told.bought) == (600_000, 0, None)
    listed = ready()
    on_a_list(listed)
    listed, _ = reported(listed, units={UNIT: Tonnes(200_000)})
    assert destinations(listed.plan, listed.programme, UNIT).went[-1].where == "锁定，不得转让"


def test_what_stands_against_a_trade_is_marked_and_the_sheet_is_as_of_a_day() -> None:
    desk = ready()
    on_a_list(desk)
    desk, trade = reported(desk)
    found = sheet(desk.plan, desk.programme, desk.now.date())
    line = found.line(trade)
    assert line is not None
    assert {one.label for one in line.marks} == {"不是已压减产能", "置换确认（省级，暂停期内不办）"}
    assert line.amount_fen == 600_000 * 3000
    assert not line.opens
    assert sheet(desk.plan, desk.programme, date(2020, 1, 3)).lines == ()
    assert as_builtins(found)["trades"][0]["stage"] == "待核验"


# 受让方 ---------------------------------------------------------------------------------------------


def through(desk: Desk, eyes: Sight) -> Programme:
    """The books as these eyes have them."""
    return fold(one for one in desk.history if eyes.sees(desk.plan, desk.programme, one.fact))


def another(desk: Desk, not_: int = 0) -> EnterpriseId:
    """An enterprise of the ledger that is not the seller."""
    firms = dict.fromkeys(one.enterprise for one in desk.parts() if one.enterprise != seller(desk))
    return list(firms)[not_]


def test_a_buyer_of_the_ledger_reads_the_trade_and_nothing_of_the_seller_s_capacity() -> None:
    desk = ready()
    lift(desk)
    buyer = another(desk)
    desk, trade = reported(desk, buyer=buyer)
    recorded(confirm(desk, trade))
    recorded(clear(desk, trade))
    image = through(desk, Sight(enterprise=buyer))
    assert UNIT not in image.register.units
    [line] = sheet(desk.plan, image, desk.now.date()).lines
    assert (line.trade.seq, line.trade.stage, line.untold) == (trade, "已核验", True)
    assert (line.marks, line.undone, line.opens) == ((), False, False)
    told = [one.words for one in timeline(desk.plan, image, buyer, desk.now.date())]
    assert any("转让给" in one and CONTRACT in one for one in told)
    assert not [one for one in sheet(desk.plan, desk.programme, desk.now.date()).lines if one.untold]


def test_nobody_but_the_two_parties_and_their_counties_reads_a_trade() -> None:
    desk = ready()
    desk, _ = reported(desk, buyer=another(desk))
    third = through(desk, Sight(enterprise=another(desk, 1)))
    assert third.trades.reported == {}
    desk, _ = reported()  # to somebody of another city
    assert through(desk, Sight(enterprise=another(desk))).trades.reported == {}


def test_a_correction_that_names_another_buyer_lets_him_read_it_from_its_beginning() -> None:
    desk = ready()
    first, second = another(desk), another(desk, 1)
    desk, trade = reported(desk, buyer=first)
    assert through(desk, Sight(enterprise=second)).trades.reported == {}
    assert not moves(desk.history[-1].fact)
    recorded(report(desk, buyer=second, corrects=trade))
    assert moves(desk.history[-1].fact)  # views of what was recorded before are made anew
    for firm in (first, second):
        [line] = sheet(desk.plan, through(desk, Sight(enterprise=firm)), desk.now.date()).lines
        assert line.trade.fact.buyer_id == second


def test_what_a_buyer_reads_waits_on_no_desk_of_his() -> None:
    desk = ready()
    lift(desk)
    buyer = another(desk)
    desk, _ = reported(desk, buyer=buyer)
    image = through(desk, Sight(enterprise=buyer))
    found = progress(desk.plan, image, desk.now.date(), sight=Sight(enterprise=buyer))
    assert [one for one in waiting(desk.plan, image, found) if one.kind == KIND] == []
