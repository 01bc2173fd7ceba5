"""暂缓: only the sealed tonnes wait, until a paper names their payees; anything else waits for whoever placed it there."""

from datetime import date
from typing import Any

import pytest

from tests.core import test_acceptance as closing
from tests.core import test_applications as applying
from tests.core import test_auditplans as auditing
from tests.core import test_payments as paying
from tests.core.test_acceptance import part
from tests.core.test_applications import UNIT
from tests.core.test_auditplans import AGREED, NOWHERE
from tests.core.test_flags import activity, close
from tests.core.test_payments import FINANCE, prepare, ready
from tests.core.test_people import FIRST
from tests.core.test_quotas import BUILT, established
from tests.given import LETTER, SCAN, Desk, letter, recorded, refused, with_letter, written
from yajian.core import entitlements
from yajian.core.decisions.courts import RecordSeal, RecordUnsealing, WithdrawSeal
from yajian.core.decisions.holds import DeterminePayees, Lift, Place, Withdraw
from yajian.core.decisions.organs import RenameOrgan
from yajian.core.decisions.payments import ByLevel
from yajian.core.decisions.people import ConfirmInstallation, EnterPerson
from yajian.core.decisions.register import SplitUnit
from yajian.core.decisions.roles import GrantRole, RevokeRole
from yajian.core.decisions.statements import Dispute, Report
from yajian.core.facts.holds import HoldPlaced, HoldWithdrawn, PayeesDetermined
from yajian.core.facts.payments import AccountEntered
from yajian.core.plan.terms import OrgId
from yajian.core.reports.trail import trail
from yajian.core.words import Clause, DocumentNo, OrganId, PartId, Seq, Tonnes, UnitId

BANK = "示例银行"
SECOND = UnitId("庚-2")


def seal(desk: Desk, **said: Any) -> Seq:
    """Given: one oven of the part is under a court's seal."""
    words: dict[str, Any] = {
        "facility": part(desk).facilities[0],
        "part": part(desk).part,
        "court": "示例法院",
        "case_no": "（2018）示01执001号",
    } | said
    words.setdefault("document", court_paper(desk, words["case_no"], words["court"]))
    recorded(desk.ask(RecordSeal(**words)))
    return Seq(len(desk.history))


def sealed() -> tuple[Desk, Seq]:
    desk, account = ready()
    seal(desk)
    return desk, account


def court_paper(desk: Desk, number: str = "（2018）示01执001号之九", issuer: str = "示例法院") -> DocumentNo:
    """The paper by which a court names the payees: registered once."""
    if DocumentNo(number) not in desk.programme.charter.documents:
        written(desk, number, issuer=issuer)
    return DocumentNo(number)


def determine(desk: Desk, payees: dict[str, str] | None = None, **said: Any) -> object:
    words: dict[str, Any] = {
        "part": part(desk).part,
        "payees": payees or {BANK: "5,000,000", paying.firm_name(desk): "4,000,000.00"},
    } | said
    words.setdefault("document", court_paper(desk))
    return desk.ask(DeterminePayees(**words))


def holds(desk: Desk, unit: UnitId = UNIT) -> list[str]:
    return [one.kind for one in entitlements.holds(desk.plan, desk.programme, unit)]


def two_units() -> tuple[Desk, Seq]:
    """Given: 100 000 t of the part stand on its second oven as a unit of their own; both are entitled."""
    desk = closing.ready()
    split = SplitUnit(unit=UNIT, into=SECOND, filed_t=Tonnes(100_000), facility=part(desk).facilities[1])
    recorded(desk.ask(split, evidence=(SCAN,)))
    recorded(desk.ask(established(desk, SECOND, BUILT), evidence=(SCAN,)))
    closing.opined(closing.checked(desk))
    recorded(closing.accept(desk))
    applying.agreed(desk)
    recorded(applying.apply(desk, units=(UNIT, SECOND)))
    application = Seq(len(desk.history))
    recorded(applying.forward(desk, application))
    recorded(auditing.plan_up(desk, application))
    agreed = letter(AGREED, title="关于同意审核计划的函", issued_on=desk.now.date())
    recorded(desk.ask(agreed, evidence=(SCAN,)))
    recorded(auditing.agree(desk))
    paying.raised(desk)
    recorded(paying.enter(desk))
    return desk, paying.last(desk)


# 查封 -----------------------------------------------------------------------------------------------


def test_sealed_tonnes_wait_for_their_payees_and_the_clause_is_named() -> None:
    desk, account = sealed()
    refusal = refused(prepare(desk, account), "payments.prepare.held")
    assert isinstance(refusal.basis, Clause)
    assert "补偿对象还没有明确" in refusal.finding
    assert "示例法院" in refusal.way_forward


def test_a_slip_made_before_the_seal_does_not_go_out_under_it() -> None:
    desk, _, payment = paying.checked()
    seal(desk)
    refused(paying.release(desk, payment), "payments.release.held")


def test_a_slip_made_before_the_courts_paper_goes_out_only_as_far_as_the_paper_names_its_payee() -> None:
    for named, goes in (("9,000,000", True), ("4,000,000", False)):
        desk, _, payment = paying.checked()
        seal(desk)
        firm = paying.firm_name(desk)
        others = {} if goes else {BANK: "5,000,000"}
        recorded(determine(desk, {firm: named} | others))
        if goes:
            recorded(paying.release(desk, payment))
        else:
            said = refused(paying.release(desk, payment), "payments.release.payee-changed")
            assert "应得 4,000,000.00 元，已安排 9,000,000.00 元" in said.finding


def test_the_court_lifts_its_seal_and_the_money_is_the_enterprises() -> None:
    desk, account = ready()
    on = seal(desk)
    order = written(desk, "（2018）示01执001号之二", issuer="示例法院")
    recorded(desk.ask(RecordUnsealing(seal=on, document=order)))
    recorded(prepare(desk, account))


def test_the_payees_are_named_by_the_court_of_every_seal_and_by_nobody_else() -> None:
    desk, _ = sealed()
    said = refused(determine(desk, document=LETTER), "courts.not-the-courts-paper")
    assert "不能作明确补偿对象的文书" in said.finding
    firms = court_paper(desk, "庚焦函〔2020〕1号", paying.firm_name(desk))
    refused(determine(desk, document=firms), "courts.not-the-courts-paper")
    old = written(desk, "（2018）示01执001号之〇", issuer="示例法院", issued_on=date(2019, 1, 1))
    refused(determine(desk, document=old), "courts.paper-older-than-the-seal")
    seal(desk, court="示西法院", case_no="（2020）示02执002号")
    refused(determine(desk), "courts.not-the-courts-paper")
    both = court_paper(desk, "（2020）示02执002号之二", "示例法院、示西法院")
    recorded(determine(desk, document=both))


def test_of_two_units_the_courts_paper_speaks_of_the_sealed_one_and_the_other_is_the_firms() -> None:
    desk, account = two_units()
    seal(desk)
    assert (holds(desk), holds(desk, SECOND)) == (["court"], [])
    said = refused(determine(desk, {BANK: "9,000,000"}), "holds.determine-payees.sum-differs")
    assert "庚-1 已列支 6,000,000.00 元" in said.finding
    recorded(determine(desk, {BANK: "4,000,000", paying.firm_name(desk): "2,000,000"}))
    assert holds(desk) == []
    recorded(prepare(desk, account, lines={SECOND: ByLevel(province="3,000,000")}))
    recorded(
        prepare(desk, account, ByLevel(province="2,000,000"))
    )  # the other oven's money is no share of it
    refused(prepare(desk, account, ByLevel(city="0.01")), "payments.prepare.not-a-determined-payee")


def test_an_oven_sealed_later_waits_for_a_paper_that_speaks_of_it_too() -> None:
    desk, account = two_units()
    seal(desk)
    recorded(determine(desk, {BANK: "6,000,000"}))
    seal(desk, facility=part(desk).facilities[1], case_no="（2020）示01执003号")
    assert (holds(desk), holds(desk, SECOND)) == ([], ["court"])
    second = {SECOND: ByLevel(province="1")}
    refused(prepare(desk, account, lines=second), "payments.prepare.held")
    both = court_paper(desk, "（2020）示01执003号之二")
    recorded(determine(desk, {BANK: "6,000,000", paying.firm_name(desk): "3,000,000"}, document=both))
    recorded(prepare(desk, account, lines=second))


def test_whom_the_court_named_is_paid_after_its_seal_is_off_too_until_it_names_others() -> None:
    desk, account = ready()
    on = seal(desk)
    recorded(determine(desk, {BANK: "9,000,000"}))
    order = written(desk, "（2018）示01执001号之二", issuer="示例法院")
    recorded(desk.ask(RecordUnsealing(seal=on, document=order)))
    refused(prepare(desk, account), "payments.prepare.not-a-determined-payee")
    recorded(determine(desk, {paying.firm_name(desk): "9,000,000"}))
    recorded(prepare(desk, account))


def test_a_seal_entered_by_mistake_named_nobody() -> None:
    desk, account = ready()
    on = seal(desk)
    recorded(determine(desk, {BANK: "9,000,000"}))
    refused(prepare(desk, account), "payments.prepare.not-a-determined-payee")
    checked = written(desk, "示政办函〔2020〕88号")
    recorded(desk.ask(WithdrawSeal(seal=on, reason="登错了设施", document=checked)))
    [told] = [one for one in trail(desk.plan, desk.programme, UNIT, desk.now.date()) if "查封" in one.label]
    assert (told.label, told.document) == ("撤销查封登记", checked)
    assert "示例法院查封" in told.words
    recorded(prepare(desk, account))


def test_a_firms_own_old_letter_takes_no_seal_off_the_way_of_its_money() -> None:
    desk, account = ready()
    on = seal(desk)

    def take_back(issuer: str, since: date) -> object:
        paper = written(desk, f"撤字{len(desk.history)}号", issuer=issuer, issued_on=since)
        return desk.ask(WithdrawSeal(seal=on, reason="登错了设施", document=paper))

    today, old = desk.now.date(), date(2018, 3, 1)
    for issuer in (paying.firm_name(desk), "示东市工信局", "某咨询公司", "甲乙丙"):
        refused(take_back(issuer, today), "courts.withdraw-seal.not-the-offices-paper")
    refused(take_back(paying.firm_name(desk), old), "courts.withdraw-seal.not-the-offices-paper")
    refused(take_back("示范市工信局", old), "courts.withdraw-seal.older-than-the-order")
    refused(prepare(desk, account), "payments.prepare.held")


def test_payees_share_exactly_what_is_due_and_nobody_else_is_paid() -> None:
    desk, account = sealed()
    assert (
        "9" in refused(determine(desk, {BANK: "9,000,000.01"}), "holds.determine-payees.sum-differs").finding
    )
    [fact] = recorded(determine(desk))
    assert isinstance(fact, PayeesDetermined)
    assert determine(desk) == ()
    assert holds(desk) == []
    over = prepare(desk, account, ByLevel(province="4,000,000.01"))
    assert "应得" in refused(over, "payments.prepare.not-a-determined-payee").finding
    recorded(prepare(desk, account, ByLevel(province="4,000,000.00")))
    recorded(paying.enter(desk, payee=BANK, number="1002222233334444"))
    bank = paying.last(desk)
    recorded(prepare(desk, bank, ByLevel(city="5,000,000")))
    recorded(paying.enter(desk, payee="第三方", number="1002222233335555"))
    refused(prepare(desk, paying.last(desk), ByLevel(city="1")), "payments.prepare.more-than-due")


def test_a_later_paper_that_names_others_than_were_paid_is_entered_and_says_so_on_the_units_way() -> None:
    desk, account = sealed()
    firm = paying.firm_name(desk)
    recorded(determine(desk, {firm: "9,000,000"}))
    recorded(prepare(desk, account))
    slip = paying.last(desk)
    recorded(paying.check(desk, slip))
    recorded(paying.release(desk, slip))
    recorded(determine(desk, {BANK: "5,000,000", firm: "4,000,000"}, document=court_paper(desk, "之十")))
    told = trail(desk.plan, desk.programme, UNIT, desk.now.date())
    first, second = (one.words for one in told if one.label == "明确补偿对象")
    assert "已下达" not in first
    assert f"已下达{firm} 9,000,000 元，与它所列不符" in second


def test_a_third_payee_is_refused_by_the_courts_own_paper() -> None:
    desk, _ = sealed()
    recorded(determine(desk))
    recorded(paying.enter(desk, payee="第三方", number="1002222233335555"))
    refusal = refused(
        prepare(desk, paying.last(desk), ByLevel(city="1")), "payments.prepare.not-a-determined-payee"
    )
    assert "不在文书所列" in refusal.finding


def test_payees_are_of_a_sealed_part_with_amounts_by_a_paper() -> None:
    desk, _ = ready()
    refused(determine(desk), "holds.determine-payees.not-sealed")
    seal(desk)
    refused(determine(desk, part=PartId("L99")), "holds.determine-payees.no-such-part")
    refused(determine(desk, {BANK: "0"}), "holds.determine-payees.no-amount")
    refused(determine(desk, document=NOWHERE), "holds.determine-payees.no-document")


# 异议 -----------------------------------------------------------------------------------------------


def test_a_tonnage_in_dispute_holds_the_money_until_it_is_decided() -> None:
    desk, account = ready()
    field = next(basis.field for basis in desk.plan.capacity.bases if basis.field is not None)
    said = {"subject": f"unit:{UNIT}", "field": field, "said_by": "示东市工信局", "document": LETTER}
    recorded(desk.ask(Report(**(said | {"value": "30.00"})), evidence=(SCAN,)))  # type: ignore[arg-type]
    first = Seq(len(desk.history))
    dispute = Dispute(
        disputes=first, value="32.50", said_by="示例焦化庚", reason="照环评批复", document=LETTER
    )
    recorded(desk.ask(dispute, evidence=(SCAN,)))
    assert "异议" in refused(prepare(desk, account), "payments.prepare.held").finding


# 死灰复燃 -------------------------------------------------------------------------------------------


def test_a_sign_of_life_at_a_shut_oven_holds_the_money_until_another_organ_has_looked() -> None:
    desk, account = ready()
    recorded(activity(desk))
    sign = Seq(len(desk.history))
    refusal = refused(prepare(desk, account), "payments.prepare.held")
    assert "生产迹象" in refusal.finding
    recorded(close(desk, sign))
    recorded(prepare(desk, account))


# 登记的暂缓 -----------------------------------------------------------------------------------------


def place(desk: Desk, **said: Any) -> object:
    words: dict[str, Any] = {
        "unit": UNIT,
        "reason": "群众反映复产，正在核查",
        "lifted_by": OrganId("city_finance"),
        "document": LETTER,
    } | said
    return desk.ask(Place(**words))


def lift(desk: Desk, hold: Seq, organ: str = FINANCE, **said: Any) -> object:
    when = said.pop("effective", None)
    words: dict[str, Any] = {"hold": hold, "words": "核查不实"} | said
    words.setdefault("document", finance_paper(desk))
    return desk.ask(Lift(**words), organ=organ, effective=when)


def finance_paper(desk: Desk, number: str = "示财函〔2020〕9号", **said: Any) -> DocumentNo:
    """The finance bureau's own paper: registered once."""
    if DocumentNo(number) not in desk.programme.charter.documents:
        written(desk, number, **({"issuer": FINANCE} | said))
    return DocumentNo(number)


def finance_name(desk: Desk) -> str:
    return desk.plan.organisations["city_finance"].name


def test_a_hold_is_lifted_by_the_organ_it_names_and_by_nobody_else() -> None:
    desk, account = ready()
    [fact] = recorded(place(desk))
    hold = paying.last(desk)
    assert isinstance(fact, HoldPlaced)
    assert place(desk) == ()
    assert "正在核查" in refused(prepare(desk, account), "payments.prepare.held").finding
    refused(lift(desk, hold, "示范市工信局"), "holds.lift.another-organs")
    recorded(lift(desk, hold, finance_name(desk)))
    assert lift(desk, hold, finance_name(desk)) == ()
    recorded(prepare(desk, account))


def on_hold() -> tuple[Desk, Seq]:
    """Given: the finance bureau's to lift, by a paper of 9th January."""
    desk, _ = ready()
    recorded(place(desk))
    return desk, paying.last(desk)


@pytest.mark.parametrize("issuer", ["示范市人民政府办公室", "市工信局", "示东市财政局", "示东市人民政府"])
def test_a_hold_is_lifted_on_the_paper_of_whoever_may_lift_it(issuer: str) -> None:
    desk, hold = on_hold()
    paper = finance_paper(desk, "示函〔2020〕3号", issuer=issuer)
    said = refused(lift(desk, hold, document=paper), "holds.lift.another-organs-paper")
    assert said.finding == f"{paper} 由{issuer}发出，这一条由市财政局解除"


@pytest.mark.parametrize("issuer", ["市财政局", "示范市财政局", "示范市财政局国库科", "市工信局、市财政局"])
def test_the_lifters_paper_is_its_own_however_its_name_is_written(issuer: str) -> None:
    desk, hold = on_hold()
    recorded(lift(desk, hold, document=finance_paper(desk, "示函〔2020〕3号", issuer=issuer)))


def test_a_lifter_that_was_renamed_since_lifts_under_its_new_name() -> None:
    desk, hold = on_hold()
    new = RenameOrgan(organ=OrganId("city_finance"), name="市财政金融局", document=LETTER)
    recorded(desk.ask(new))
    paper = finance_paper(desk, "示函〔2020〕3号", issuer="示范市财政金融局")
    recorded(lift(desk, hold, "市财政金融局", document=paper))


def test_the_paper_that_placed_a_hold_does_not_lift_it_and_none_older_does() -> None:
    desk, _ = ready()
    older = finance_paper(desk, "示财函〔2020〕1号")
    own = finance_paper(desk, "示财函〔2020〕2号")
    recorded(place(desk, document=own))
    hold = paying.last(desk)
    refused(lift(desk, hold, document=own), "holds.the-holds-own-paper")
    refused(lift(desk, hold, document=older), "holds.paper-older-than-the-hold")
    recorded(lift(desk, hold))


def test_a_hold_has_a_unit_a_reason_an_organ_and_a_paper() -> None:
    desk = with_letter()
    refused(place(desk), "holds.place.no-such-unit")
    desk, _ = ready()
    refused(place(desk, reason=" "), "holds.place.no-reason")
    refused(place(desk, lifted_by=OrganId("nobody")), "holds.place.no-such-organ")
    refused(place(desk, document=NOWHERE), "holds.place.no-document")


def test_lifting_has_a_hold_words_a_paper_and_a_day_after_it() -> None:
    desk, _ = ready()
    recorded(place(desk))
    hold, organ = paying.last(desk), finance_name(desk)
    refused(lift(desk, Seq(1), organ), "holds.lift.no-such-hold")
    refused(lift(desk, hold, organ, words=""), "holds.lift.no-words")
    refused(lift(desk, hold, organ, document=NOWHERE), "holds.lift.no-document")
    refused(lift(desk, hold, organ, effective=date(2020, 1, 5)), "holds.lift.before-it-was-placed")


# 没有人在办公室的解除单位，登错了的暂缓 ---------------------------------------------------------------


@pytest.mark.parametrize("lifter", ["prov_finance", "shixi"])
def test_the_office_enters_the_lift_of_a_body_that_has_nobody_here_on_that_bodys_own_paper(
    lifter: str,
) -> None:
    desk, account = ready()
    recorded(place(desk, lifted_by=OrganId(lifter)))
    hold, name = paying.last(desk), desk.plan.organisations[OrgId(lifter)].name
    refused(lift(desk, hold), "holds.lift.another-organs-paper")
    recorded(lift(desk, hold, document=finance_paper(desk, "函〔2020〕5号", issuer=name)))
    recorded(prepare(desk, account))


def test_a_body_of_the_city_lifts_itself_where_somebody_of_it_may_and_else_the_office_does() -> None:
    desk, hold = on_hold()
    paper = finance_paper(desk)
    recorded(
        desk.ask(ConfirmInstallation(person=FIRST, organ=OrganId("city_iit"), head="c0ffee"), actor=FIRST)
    )
    recorded(desk.ask(EnterPerson(person="示例财", organ=OrganId("city_finance")), actor=FIRST))
    given = GrantRole(person="示例财", organ=OrganId("city_finance"), role="finance", document=LETTER)
    recorded(desk.ask(given, actor=FIRST))
    grant, asked = paying.last(desk), Lift(hold=hold, words="核查不实", document=paper)
    refused(desk.ask(asked, actor=FIRST, organ="市工信局"), "holds.lift.another-organs")
    recorded(desk.ask(RevokeRole(grant=grant, reason="调离"), actor=FIRST))
    recorded(desk.ask(asked, actor=FIRST, organ="市工信局"))


def withdraw(desk: Desk, hold: Seq, actor: str = "示例核", **said: Any) -> object:
    when = said.pop("effective", None)
    words: dict[str, Any] = {"hold": hold, "reason": "单元选错"} | said
    if "document" not in words:
        words["document"] = finance_paper(desk, "示政办函〔2020〕8号", issuer="示范市人民政府办公室")
    return desk.ask(Withdraw(**words), actor=actor, effective=when)


def test_a_hold_entered_by_mistake_was_never_there_once_who_had_it_placed_says_so() -> None:
    desk, hold = on_hold()
    before, on = paying.last(desk), desk.now.date()
    [fact] = recorded(withdraw(desk, hold))
    assert isinstance(fact, HoldWithdrawn)
    assert holds(desk) == []
    assert withdraw(desk, hold) == ()
    assert entitlements.holds(desk.plan, desk.programme, UNIT, on) == ()
    then = entitlements.holds(desk.plan, desk.programme, UNIT, on, before)
    assert [one.seq for one in then] == [hold]  # to whoever asks what was known then
    refused(lift(desk, hold), "holds.lift.no-such-hold")
    recorded(place(desk))


def test_a_mistaken_hold_is_withdrawn_by_another_hand_on_another_paper_of_whoever_had_it_placed() -> None:
    desk, hold = on_hold()
    placed = desk.history[hold - 1]
    refused(withdraw(desk, Seq(1)), "holds.withdraw.no-such-hold")
    refused(withdraw(desk, hold, actor=placed.actor), "holds.withdraw.same-hand")
    refused(withdraw(desk, hold, reason=""), "holds.withdraw.no-reason")
    refused(withdraw(desk, hold, document=NOWHERE), "holds.withdraw.no-document")
    refused(withdraw(desk, hold, effective=date(2020, 1, 5)), "holds.withdraw.before-it-was-placed")
    others = finance_paper(desk)
    refused(withdraw(desk, hold, document=others), "holds.withdraw.another-bodys-paper")
    refused(withdraw(desk, hold, document=LETTER), "holds.the-holds-own-paper")
    older = finance_paper(
        desk, "示政办函〔2019〕9号", issuer="示范市人民政府办公室", issued_on=date(2019, 12, 1)
    )
    refused(withdraw(desk, hold, document=older), "holds.paper-older-than-the-hold")
    recorded(lift(desk, hold))
    refused(withdraw(desk, hold), "holds.withdraw.lifted-already")


# Accounts of whom a court may name -----------------------------------------------------------------


def test_somebody_else_s_first_account_in_the_firm_s_matter_changes_none() -> None:
    desk, _ = sealed()
    [fact] = recorded(paying.enter(desk, payee="示例银行", number="6222000099998888"))
    assert isinstance(fact, AccountEntered)
    assert not fact.changes


def test_a_number_that_is_another_payee_s_waits_as_a_changed_one() -> None:
    desk, _ = sealed()
    [fact] = recorded(paying.enter(desk, payee="示例银行"))
    assert isinstance(fact, AccountEntered)
    assert fact.changes


@pytest.mark.parametrize(
    ("issuer", "goes"),
    [
        ("示例银行示东支行", True),
        ("示例法院", True),
        ("示例法院执行局", True),
        ("示例法院附属服务公司", False),
        ("示例焦化庚有限公司", False),
    ],
)
def test_the_account_of_another_payee_rests_on_his_own_paper_or_on_a_courts(issuer: str, goes: bool) -> None:
    desk, _ = sealed()
    outcome = paying.enter(desk, payee=BANK, document=written(desk, "账函〔2020〕1号", issuer=issuer))
    if goes:
        recorded(outcome)
    else:
        refused(outcome, "payments.enter-account.not-the-payees-paper")


def test_a_short_name_of_the_firm_is_told_also_where_a_court_may_name_others() -> None:
    desk, _ = sealed()
    refused(paying.enter(desk, payee="示例焦化庚"), "payments.enter-account.not-the-full-name")
    assert BANK not in entitlements.names_paid(desk.plan, desk.programme, part(desk).enterprise)
    recorded(determine(desk))
    assert BANK in entitlements.names_paid(desk.plan, desk.programme, part(desk).enterprise)
