"""补偿额度: tonnes at their own rate, to the fen; confirmed, approved, sent up, agreed to; and never a guess."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from tests.given import LETTER, SCAN, Desk, adopt, contract, letter, recorded, refused, with_letter
from tests.steps import countys, paper
from yajian.core import entitlements, gates
from yajian.core.cases import Found
from yajian.core.decisions.charter import AnswerQuestion
from yajian.core.decisions.quotas import Approve, ClaimCapacity, ConfirmTask, DrawUp, Review, SendUp
from yajian.core.decisions.register import EnterFiling, EstablishOrigin, OpenUnit, PlaceUnit, SplitUnit
from yajian.core.decisions.targets import PartChange, PublishList
from yajian.core.facts.quotas import (
    CapacityClaimed,
    QuotaFixed,
    QuotaLeftOut,
    TaskConfirmed,
    VersionDrawnUp,
)
from yajian.core.facts.targets import PartListed
from yajian.core.plan.citing import approver_question
from yajian.core.reports import quotas as reports
from yajian.core.rules import quotas as rules
from yajian.core.rules import register, targets
from yajian.core.words import (
    Answer,
    Clause,
    CountyId,
    DocumentNo,
    EnterpriseId,
    ListId,
    PartId,
    Tonnes,
    UnitId,
)

WORK_PLAN, PROVINCE = DocumentNo("示政发〔2020〕5号"), DocumentNo("省工信函〔2020〕8号")
LIST = ListId("LIST-1")
BUILT, MARKET = "oven_built_untraded", "market_acquired"


def listed(desk: Desk, number: int = 0) -> PartListed:
    return desk.parts()[number]


def unit(desk: Desk, part: PartListed, name: str, tonnes: int, origin: str = BUILT) -> None:
    """Given: so many tonnes of a part, on a filing of their own, from this origin; "" leaves it open."""
    number = f"示备〔2011〕{name}号"
    filing = EnterFiling(
        number=number,
        enterprise=part.enterprise,
        filed_on=date(2011, 5, 1),
        filed_t=Tonnes(tonnes),
        issuer="示东市经委",
    )
    recorded(desk.ask(filing, evidence=(SCAN,)))
    opened = OpenUnit(unit=UnitId(name), filing_no=number, filed_t=Tonnes(tonnes), part=part.part)
    recorded(desk.ask(opened, evidence=(SCAN,)))
    if origin:
        recorded(desk.ask(established(desk, name, origin), evidence=(SCAN,)))


def established(desk: Desk, name: str, origin: str, dated: date = date(2015, 3, 1)) -> EstablishOrigin:
    """Each unit that was bought, by a contract of its own."""
    number = f"示交〔{dated.year}〕{name}号"
    said = contract(desk, number, dated, "示例出让方") if origin == MARKET else {}
    return EstablishOrigin(unit=UnitId(name), origin=origin, **said)


def others(desk: Desk, *parts: PartListed) -> dict[PartId, str]:
    """Every part but these, left out with a reason."""
    return {one.part: "产能来源还没有认定" for one in desk.parts() if one not in parts}


def confirm(desk: Desk, county: CountyId, **changed: int) -> object:
    return desk.ask(task(desk, county, **changed))


def task(desk: Desk, county: CountyId, **changed: int) -> ConfirmTask:
    said = {
        one.part: Tonnes(changed.get(one.part, one.tonnes)) for one in desk.parts() if one.county == county
    }
    return ConfirmTask(county=county, parts=said, document=countys(desk, county))


def ready(*, origin: str = BUILT) -> Desk:
    """Given: the first part's tonnes are one unit from this origin, and its county confirmed its task."""
    desk = with_letter()
    recorded(desk.ask(letter(WORK_PLAN, title="具体工作方案"), evidence=(SCAN,)))
    recorded(desk.ask(letter(PROVINCE, title="关于补偿额度的审核意见", issuer="省工信厅"), evidence=(SCAN,)))
    first = listed(desk)
    unit(desk, first, "甲-1", first.tonnes, origin)
    assert first.county is not None
    recorded(confirm(desk, first.county))
    return desk


def draw_up(desk: Desk, **said: Any) -> object:
    words: dict[str, Any] = {"document": WORK_PLAN, "leaves_out": others(desk, listed(desk))} | said
    return desk.ask(DrawUp(**words))


def drawn(**given: Any) -> Desk:
    desk = ready(**given)
    recorded(draw_up(desk))
    return desk


def sent() -> Desk:
    desk = drawn()
    recorded(desk.ask(Approve(version=1, document=paper(desk, "quotas.approve"))))
    recorded(desk.ask(SendUp(version=1, document=paper(desk, "quotas.send-up"))))
    return desk


def reviewed(verdict: str = "同意", words: str = "") -> Desk:
    desk = sent()
    said = Review(version=1, verdict=verdict, document=PROVINCE, words=words)  # type: ignore[arg-type]
    recorded(desk.ask(said))
    return desk


# The price of a unit --------------------------------------------------------------------------------


def only(desk: Desk) -> entitlements.Price:
    [found] = entitlements.prices(desk.plan, desk.programme)
    return found


def test_untraded_capacity_is_thirty_yuan_and_traded_capacity_forty_eight_a_tonne() -> None:
    for origin, rate in ((BUILT, 3000), (MARKET, 4800)):
        found = only(ready(origin=origin))
        assert found.verdict.answer is Answer.PASS
        assert found.amount_fen == found.tonnes * rate
        assert found.low_fen == found.high_fen == found.amount_fen


def test_mixed_origins_of_one_firm_are_added_up_and_never_averaged() -> None:
    desk = with_letter()
    first = listed(desk)
    unit(desk, first, "甲-1", 300_000, BUILT)
    unit(desk, first, "甲-2", first.tonnes - 300_000, MARKET)
    found = entitlements.prices(desk.plan, desk.programme)
    assert [one.amount_fen for one in found] == [300_000 * 3000, (first.tonnes - 300_000) * 4800]


def test_an_origin_nobody_established_is_a_range_that_names_what_is_missing() -> None:
    found = only(ready(origin=""))
    assert (found.verdict.answer, found.amount_fen) == (Answer.UNDETERMINED, None)
    assert (found.low_fen, found.high_fen) == (found.tonnes * 3000, found.tonnes * 4800)
    assert "产能来源" in found.verdict.missing


def test_a_contract_younger_than_the_listing_earns_no_rate_at_all() -> None:
    desk = ready(origin="")
    recorded(desk.ask(established(desk, "甲-1", MARKET, desk.now.date()), evidence=(SCAN,)))
    found = only(desk)
    assert (found.verdict.answer, found.rates, found.low_fen) == (Answer.FAIL, (), None)


def test_an_origin_for_which_the_plan_names_no_rate_is_its_open_question() -> None:
    found = only(ready(origin="other"))
    assert found.verdict.answer is Answer.UNDETERMINED
    assert any(name.startswith("Q-") for name in found.verdict.missing)


def test_a_rate_by_the_kind_of_facility_waits_for_what_the_ledger_says_of_it() -> None:
    desk = Desk("demo-steel")
    desk.now = datetime(2031, 1, 1, tzinfo=UTC)
    recorded(desk.ask(adopt(), evidence=(SCAN, SCAN)))
    first = listed(desk)
    unit(desk, first, "钢-1", first.tonnes, "")
    found = only(desk)
    assert (found.verdict.answer, len(found.rates)) == (Answer.UNDETERMINED, 2)


def test_a_list_the_plan_says_nothing_of_is_not_promised_anything() -> None:
    desk = with_letter()
    [outside] = [
        part
        for source in desk.programme.targets.lists.values()
        for part in source.known()[-1].value.parts
        if part not in desk.parts()
    ]
    unit(desk, outside, "壬-1", outside.tonnes)
    found = only(desk)
    assert found.verdict.answer is Answer.UNDETERMINED
    assert found.amount_fen is None


# What a county confirms -----------------------------------------------------------------------------


def test_a_county_confirms_what_the_list_says_of_it_and_nothing_else() -> None:
    desk = with_letter()
    first = listed(desk)
    assert first.county is not None
    refusal = refused(confirm(desk, first.county, **{first.part: 1}), "quotas.confirm-task.differs-from-list")
    assert isinstance(refusal.basis, Clause)
    assert str(first.tonnes) in refusal.finding
    recorded(confirm(desk, first.county))
    assert confirm(desk, first.county) == ()


def test_a_confirmation_entered_under_a_wrong_day_is_put_right() -> None:
    desk = ready()
    county, day = listed(desk).county, date(2020, 1, 3)
    assert county is not None
    entry = rules.confirmed(desk.programme, county)
    assert entry is not None
    [fact] = recorded(desk.ask(task(desk, county), effective=day))
    assert isinstance(fact, TaskConfirmed)
    assert fact.corrects == entry.seq
    right = rules.confirmed(desk.programme, county, day)
    assert right is not None
    assert recorded(desk.ask(task(desk, county), effective=day)) == ()
    assert recorded(confirm(desk, county)) == ()


def test_a_county_without_a_part_has_nothing_to_confirm() -> None:
    desk = with_letter()
    idle = next(one.id for one in desk.plan.counties if all(part.county != one.id for part in desk.parts()))
    refused(confirm(desk, CountyId(idle)), "quotas.confirm-task.nothing-listed")


def test_a_confirmation_is_a_paper_on_the_register() -> None:
    desk = with_letter()
    command = ConfirmTask(county=CountyId("shidong"), parts={}, document=DocumentNo("没有"))
    refused(desk.ask(command), "quotas.confirm-task.no-document")


# The work plan --------------------------------------------------------------------------------------


def test_a_version_fixes_the_quota_of_every_unit_it_can_price_and_says_what_it_leaves_out() -> None:
    desk = ready()
    facts = recorded(draw_up(desk))
    header, line, *left = facts
    first = listed(desk)
    assert isinstance(header, VersionDrawnUp)
    assert isinstance(line, QuotaFixed)
    assert (header.units, header.tonnes, header.amount_fen) == (1, first.tonnes, first.tonnes * 3000)
    assert (line.unit, line.rate_fen_per_t, line.amount_fen) == ("甲-1", 3000, first.tonnes * 3000)
    assert line.evidence_seq is not None
    assert len(left) == len(desk.parts()) - 1
    assert all(isinstance(one, QuotaLeftOut) for one in left)
    assert draw_up(desk) == ()


def test_a_part_that_cannot_be_priced_is_named_with_what_is_missing() -> None:
    desk = ready(origin="")
    refusal = refused(draw_up(desk), "quotas.draw-up.not-priced")
    assert listed(desk).part in refusal.finding


def test_a_part_whose_units_do_not_make_up_its_tonnes_has_no_quota() -> None:
    desk = ready()
    second = listed(desk, 1)
    unit(desk, second, "乙-1", second.tonnes - 10_000)
    assert second.county is not None
    recorded(confirm(desk, second.county))
    said = draw_up(desk, leaves_out=others(desk, listed(desk), second))
    assert str(second.tonnes - 10_000) in refused(said, "quotas.draw-up.not-priced").finding


def test_the_work_plan_rests_on_what_each_county_confirmed() -> None:
    desk = ready()
    second = listed(desk, 1)
    unit(desk, second, "乙-1", second.tonnes)
    said = draw_up(desk, leaves_out=others(desk, listed(desk), second))
    assert "示东市" in refused(said, "quotas.draw-up.county-not-confirmed").finding


def test_what_is_left_out_is_on_the_list_and_has_a_reason() -> None:
    desk = ready()
    refused(draw_up(desk, leaves_out={"L99": "没有"}), "quotas.draw-up.left-out-without-reason")
    blank = others(desk, listed(desk)) | {listed(desk, 1).part: " "}
    refused(draw_up(desk, leaves_out=blank), "quotas.draw-up.left-out-without-reason")


def test_a_version_is_a_paper_on_the_register() -> None:
    refused(draw_up(ready(), document=DocumentNo("没有")), "quotas.draw-up.no-document")


# Up and back ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [Approve, SendUp])
def test_each_step_is_a_paper_on_the_register(step: Any) -> None:
    desk = drawn() if step is Approve else sent_half()
    code = {Approve: "quotas.approve.no-document", SendUp: "quotas.send-up.no-document"}[step]
    refused(desk.ask(step(version=1, document=DocumentNo("没有"))), code)


def sent_half() -> Desk:
    desk = drawn()
    recorded(desk.ask(Approve(version=1, document=paper(desk, "quotas.approve"))))
    return desk


def test_a_review_is_a_paper_on_the_register_and_a_return_has_words() -> None:
    desk = sent()
    refused(
        desk.ask(Review(version=1, verdict="同意", document=DocumentNo("没有"))), "quotas.review.no-document"
    )
    refused(desk.ask(Review(version=1, verdict="退回", document=PROVINCE)), "quotas.review.no-words")


def test_only_an_approved_version_goes_up_and_only_one_that_went_up_is_reviewed() -> None:
    desk = drawn()
    refusal = refused(
        desk.ask(SendUp(version=1, document=paper(desk, "quotas.send-up"))), "quotas.out-of-turn"
    )
    assert "待批准" in refusal.finding
    refused(desk.ask(Review(version=1, verdict="同意", document=PROVINCE)), "quotas.out-of-turn")


def test_a_step_taken_again_on_the_same_paper_adds_nothing_and_on_another_is_out_of_turn() -> None:
    desk = reviewed()
    assert desk.ask(Approve(version=1, document=paper(desk, "quotas.approve"))) == ()
    assert desk.ask(SendUp(version=1, document=paper(desk, "quotas.send-up"))) == ()
    assert desk.ask(Review(version=1, verdict="同意", document=PROVINCE)) == ()
    refused(desk.ask(Approve(version=1, document=WORK_PLAN)), "quotas.out-of-turn")


def test_the_order_is_by_the_day_of_the_papers() -> None:
    desk = drawn()
    early = desk.ask(Approve(version=1, document=paper(desk, "quotas.approve")), effective=date(2020, 1, 1))
    refused(early, "quotas.before-the-step-before")


def test_only_the_last_version_goes_on() -> None:
    desk = ready()
    refused(
        desk.ask(Approve(version=1, document=paper(desk, "quotas.approve"))), "quotas.not-the-last-version"
    )
    desk = drawn()
    refused(
        desk.ask(Approve(version=2, document=paper(desk, "quotas.approve"))), "quotas.not-the-last-version"
    )


def test_a_quota_counts_once_the_province_agreed_and_is_the_old_one_until_a_new_version_is_agreed_to() -> (
    None
):
    desk = sent()
    assert rules.quota(desk.programme, UnitId("甲-1")) is None
    desk = reviewed()
    found = rules.quota(desk.programme, UnitId("甲-1"))
    assert found is not None
    assert found.value.amount_fen == listed(desk).tonnes * 3000
    correct = EstablishOrigin(
        unit=UnitId("甲-1"),
        origin=MARKET,
        corrects=found.value.evidence_seq,
        **contract(desk, "示交〔2015〕1号", date(2015, 3, 1), "示例出让方"),
    )
    recorded(desk.ask(correct, evidence=(SCAN,)))
    recorded(draw_up(desk))
    still = rules.quota(desk.programme, UnitId("甲-1"))
    assert still == found


def test_a_version_that_was_sent_back_is_never_in_force_and_is_followed_by_another() -> None:
    desk = reviewed("退回", "请补报来源证明")
    assert rules.agreed(desk.programme) is None
    [header, *_] = recorded(draw_up(desk))
    assert isinstance(header, VersionDrawnUp)
    assert header.version == 2
    assert [one.stage for one in rules.versions(desk.programme)] == ["省已退回", "待批准"]


# 产能补偿 -------------------------------------------------------------------------------------------


def test_a_claim_for_capacity_is_kept_and_begins_nothing() -> None:
    desk = with_letter()
    firm = listed(desk).enterprise
    claim = ClaimCapacity(enterprise=firm, words="请给予产能补偿指标", document=LETTER)
    [fact] = recorded(desk.ask(claim))
    assert isinstance(fact, CapacityClaimed)
    assert desk.ask(claim) == ()


def test_a_claim_names_an_enterprise_words_and_a_paper() -> None:
    desk = with_letter()
    firm = listed(desk).enterprise
    nobody = ClaimCapacity(enterprise=EnterpriseId("nobody"), words="请补", document=LETTER)
    refused(desk.ask(nobody), "quotas.claim-capacity.no-such-enterprise")
    refused(
        desk.ask(ClaimCapacity(enterprise=firm, words=" ", document=LETTER)), "quotas.claim-capacity.no-words"
    )
    refused(
        desk.ask(ClaimCapacity(enterprise=firm, words="请补", document=DocumentNo("没有"))),
        "quotas.claim-capacity.no-document",
    )


# What an adjustment takes the ground from --------------------------------------------------------------

TRADED, BARE = PartId("L04"), PartId("L05")  # of one county and one batch


def named(desk: Desk, part: PartId) -> PartListed:
    return next(one for one in desk.parts() if one.part == part)


def agreed_for_two() -> Desk:
    """Given: the province agreed to the quotas of two parts of one county, a unit each."""
    desk = with_letter()
    recorded(desk.ask(letter(WORK_PLAN, title="具体工作方案"), evidence=(SCAN,)))
    recorded(desk.ask(letter(PROVINCE, title="关于补偿额度的审核意见", issuer="省工信厅"), evidence=(SCAN,)))
    for part, name, origin in ((TRADED, "戊-1", MARKET), (BARE, "己-1", BUILT)):
        unit(desk, named(desk, part), name, named(desk, part).tonnes, origin)
    county = named(desk, BARE).county
    assert county is not None
    recorded(confirm(desk, county))
    left = others(desk, named(desk, TRADED), named(desk, BARE))
    recorded(desk.ask(DrawUp(document=WORK_PLAN, leaves_out=left)))
    for step in (
        Approve(version=1, document=paper(desk, "quotas.approve")),
        SendUp(version=1, document=paper(desk, "quotas.send-up")),
    ):
        recorded(desk.ask(step))
    recorded(desk.ask(Review(version=1, verdict="同意", document=PROVINCE)))
    return desk


def adjusted(more_t: int = 50_000) -> Desk:
    """Given: so many tonnes of one part went over to the other, with all that an adjustment asks."""
    desk = agreed_for_two()
    asks = approver_question(desk.plan)
    assert asks is not None
    said = AnswerQuestion(question=asks, reading="由市政府批准", answered_by="示例甲", document=LETTER)
    recorded(desk.ask(said))
    up, down = named(desk, TRADED), named(desk, BARE)
    published = PublishList(
        list=LIST,
        changes={
            up.part: PartChange(tonnes=Tonnes(up.tonnes + more_t)),
            down.part: PartChange(tonnes=Tonnes(down.tonnes - more_t)),
        },
        document=LETTER,
        wishes={up.enterprise: LETTER, down.enterprise: LETTER},
        safety=LETTER,
    )
    recorded(desk.ask(published))
    return desk


def reviewed_quota(desk: Desk, part: PartId, *units: str) -> Found:
    """When the gate of an application asks whether the quotas of these units stand."""
    case = gates.case(desk.plan, desk.programme, part, "", desk.now.date())
    condition = next(
        condition
        for gate in desk.plan.gates.values()
        for condition in gate.conditions
        if condition.need == "quota_reviewed"
    )
    assert case is not None
    asked = msgspec.structs.replace(case, units=tuple(map(UnitId, units)))
    return rules.NEEDS["quota_reviewed"](desk.plan, desk.programme, condition, asked)


def test_a_quota_holds_until_the_list_is_adjusted_and_then_waits_for_another_review() -> None:
    assert reviewed_quota(agreed_for_two(), BARE, "己-1").answer is Answer.PASS
    desk = adjusted()
    found = reviewed_quota(desk, BARE, "己-1")
    assert found.answer is Answer.UNDETERMINED
    assert (
        found.finding
        == f"待定：L05 在清单上由200000吨调为150000吨（第{len(desk.history)}条），第1版的额度须重报"
    )
    assert found.asks == "quotas.draw-up"


def test_a_quota_reckoned_by_an_origin_that_was_put_right_waits_for_another_review() -> None:
    desk = agreed_for_two()
    [before] = [one.seq for one in desk.programme.register.origins[UnitId("己-1")].known()]
    again = msgspec.structs.replace(established(desk, "己-1", BUILT), corrects=before)
    recorded(desk.ask(again, evidence=(SCAN,)))  # the same origin on another paper changes no money
    assert reviewed_quota(desk, BARE, "己-1").answer is Answer.PASS
    [before] = [one.seq for one in desk.programme.register.origins[UnitId("己-1")].known()]
    other = msgspec.structs.replace(established(desk, "己-1", MARKET), corrects=before)
    recorded(desk.ask(other, evidence=(SCAN,)))
    found = reviewed_quota(desk, BARE, "己-1")
    assert found.answer is Answer.UNDETERMINED
    was, now = (desk.plan.capacity.origin(one) for one in (BUILT, MARKET))
    assert was is not None
    assert now is not None
    assert f"己-1 的产能来源由“{was.label}”更正为“{now.label}”" in found.finding
    [line] = reports.sheet(desk.plan, desk.programme, desk.now.date()).reopened
    assert line.change_fen == line.was_t * (4800 - 3000)


def test_on_the_day_before_the_adjustment_the_quota_still_held() -> None:
    desk = adjusted()
    case = gates.case(desk.plan, desk.programme, BARE, "", desk.now.date() - timedelta(days=1))
    assert case is not None
    version = rules.agreed(desk.programme)
    assert version is not None
    lines = rules.lines(desk.programme, 1).values()
    then = rules.listed_then(desk.programme, version)[BARE]
    mine = [one for one in lines if one.part == BARE]
    assert rules.moved(desk.plan, desk.programme, then, case.listed, mine, case.as_of) is None


def test_what_changed_of_the_money_is_told_part_by_part_to_the_fen() -> None:
    desk = adjusted()
    unit(desk, named(desk, TRADED), "戊-2", 50_000, MARKET)
    split = SplitUnit(unit=UnitId("己-1"), into=UnitId("己-2"), filed_t=Tonnes(50_000))
    recorded(desk.ask(split, evidence=(SCAN,)))
    recorded(desk.ask(PlaceUnit(unit=UnitId("己-2"), part=None), evidence=(SCAN,)))
    found = reports.sheet(desk.plan, desk.programme, desk.now.date()).reopened
    assert [(one.part, one.was_fen, one.now_fen, one.change_fen) for one in found] == [
        (TRADED, 960_000_000, 1_200_000_000, 240_000_000),
        (BARE, 600_000_000, 450_000_000, -150_000_000),
    ]


def test_a_unit_split_since_the_review_waits_for_another_one() -> None:
    desk = agreed_for_two()
    split = SplitUnit(unit=UnitId("己-1"), into=UnitId("己-2"), filed_t=Tonnes(50_000))
    recorded(desk.ask(split, evidence=(SCAN,)))
    found = reviewed_quota(desk, BARE, "己-1")
    assert found.answer is Answer.UNDETERMINED
    assert "己-1 由200000吨变为150000吨" in found.finding


def test_only_what_the_list_no_longer_asks_for_leaves_a_part_and_it_stays_locked() -> None:
    desk = adjusted()
    whole = PlaceUnit(unit=UnitId("己-1"), part=None)
    refused(desk.ask(whole, evidence=(SCAN,)), "register.place-unit.locked")
    split = SplitUnit(unit=UnitId("己-1"), into=UnitId("己-2"), filed_t=Tonnes(50_000))
    recorded(desk.ask(split, evidence=(SCAN,)))
    recorded(desk.ask(PlaceUnit(unit=UnitId("己-2"), part=None), evidence=(SCAN,)))
    lock = register.lock(desk.plan, desk.programme, UnitId("己-2"))
    assert lock.answer is Answer.FAIL
    assert lock.finding.startswith("己-2 已换出，原属清单分项 L05")
    refused(
        desk.ask(PlaceUnit(unit=UnitId("己-1"), part=None), evidence=(SCAN,)), "register.place-unit.locked"
    )


def test_before_any_adjustment_nothing_leaves_a_part() -> None:
    desk = agreed_for_two()
    split = SplitUnit(unit=UnitId("己-1"), into=UnitId("己-2"), filed_t=Tonnes(50_000))
    recorded(desk.ask(split, evidence=(SCAN,)))
    refused(
        desk.ask(PlaceUnit(unit=UnitId("己-2"), part=None), evidence=(SCAN,)), "register.place-unit.locked"
    )


def test_the_adjustment_itself_says_which_quotas_it_puts_aside() -> None:
    """C6 of the swap: what was fixed is named; where nothing was fixed nothing is to be sent up anew."""
    for desk, says in ((agreed_for_two(), "第1版"), (with_letter(), "还没有拟定")):
        parts = desk.parts()
        fixed = rules.versions(desk.programme)
        swap = targets.Swap(
            targets=targets.targets_of(desk.plan),
            before=parts,
            after=parts,
            quota_version=fixed[-1].number if fixed else None,
        )
        [gate] = [one for one in desk.plan.gates.values() if one.releases == "swap"]
        [condition] = [one for one in gate.conditions if one.need == "quota_reissued"]
        between = msgspec.structs.replace(condition, when=None)
        only_it = msgspec.structs.replace(gate, conditions=(between,))
        plan = msgspec.structs.replace(desk.plan, gates={gate.id: only_it})
        [found] = targets.swap_verdicts(plan, swap, 1)
        assert says in found.finding
