"""暂缓后补记: a payment dated before a hold and entered after it was known is not refused, and is never without its mark."""

from datetime import date, timedelta

from tests.core import test_holds as holding
from tests.core import test_payments as paying
from tests.core.test_applications import UNIT
from tests.core.test_flags import activity
from tests.given import LETTER, SCAN, Desk, recorded, refused
from tests.steps import paper
from yajian.core.decisions.lateness import Explain
from yajian.core.decisions.payments import Prepare, Release
from yajian.core.decisions.statements import Dispute, Report
from yajian.core.entitlements import Backfill, Backfills
from yajian.core.rules import payments
from yajian.core.words import Seq


def backfills(desk: Desk, payment: Seq, known: Seq | None = None) -> tuple[Backfill, ...]:
    slip = payments.standing(desk.programme, payment, None, known)
    assert slip is not None
    return Backfills(desk.plan, desk.programme, known).of(slip)


def kinds(desk: Desk, payment: Seq) -> list[tuple[str, str]]:
    return [(one.step, one.hold.kind) for one in backfills(desk, payment)]


def release_on(desk: Desk, payment: Seq, day: date) -> object:
    asked = Release(payment=payment, voucher="财预拨〔2020〕1")
    return desk.ask(asked, actor=paying.RELEASER, organ=paying.FINANCE, effective=day)


def placed() -> tuple[Desk, Seq, Seq, date]:
    """Given: a slip that is checked, then a hold; with the hold and the day before it."""
    desk, _, payment = paying.checked()
    day = desk.now.date()
    recorded(holding.place(desk))
    return desk, payment, paying.last(desk), day


def test_a_payment_dated_before_a_hold_that_was_known_goes_through_and_is_marked() -> None:
    desk, payment, hold, day = placed()
    refused(paying.release(desk, payment), "payments.release.held")
    recorded(release_on(desk, payment, day))
    [mark] = backfills(desk, payment)
    assert (mark.step, mark.seq, mark.on, mark.unit) == ("下达", paying.last(desk), day, UNIT)
    assert (mark.hold.kind, mark.hold.seq) == ("placed", hold)
    since = (day + timedelta(days=1)).isoformat()
    assert (
        mark.words == f"登记下达时 {UNIT} 已暂缓（{since}起，第{hold}条）：群众反映复产，正在核查；尚无说明"
    )


def test_what_was_said_about_a_marked_payment_stands_beside_the_mark() -> None:
    desk, payment, _, day = placed()
    recorded(release_on(desk, payment, day))
    entry = paying.last(desk)
    recorded(desk.ask(Explain(entry=entry, reason="凭证晚到两天", explained_by="示例拨")))
    [mark] = backfills(desk, payment)
    assert mark.words.endswith("示例拨说明：凭证晚到两天")
    [before] = backfills(desk, payment, entry)
    assert before.words.endswith("尚无说明")


def test_a_payment_entered_before_the_hold_is_not_marked_by_it() -> None:
    desk, _, payment = paying.paid()
    recorded(holding.place(desk))
    assert backfills(desk, payment) == ()


def test_a_payment_entered_after_the_hold_was_lifted_is_not_marked() -> None:
    desk, payment, hold, day = placed()
    recorded(holding.lift(desk, hold, holding.finance_name(desk)))
    recorded(release_on(desk, payment, day))
    assert backfills(desk, payment) == ()


def test_lifting_the_hold_afterwards_does_not_take_the_mark_away() -> None:
    desk, payment, hold, day = placed()
    recorded(release_on(desk, payment, day))
    recorded(holding.lift(desk, hold, holding.finance_name(desk)))
    assert kinds(desk, payment) == [("下达", "placed")]


def test_a_slip_that_was_made_out_under_an_earlier_day_is_marked_too() -> None:
    desk, account = paying.ready()
    day = desk.now.date()
    paper(desk, "payments.prepare")
    recorded(holding.place(desk))
    slip = Prepare(account=account, lines={UNIT: paying.HALF}, document=paper(desk, "payments.prepare"))
    recorded(desk.ask(slip, actor=paying.MAKER, organ=paying.IIT, effective=day))
    assert kinds(desk, paying.last(desk)) == [("制单", "placed")]


def test_a_seal_a_sign_of_life_and_a_dispute_mark_as_a_hold_placed_by_hand_does() -> None:
    desk, _, payment = paying.checked()
    day = desk.now.date()
    holding.seal(desk)
    recorded(activity(desk))
    field = next(basis.field for basis in desk.plan.capacity.bases if basis.field is not None)
    said = {"subject": f"unit:{UNIT}", "field": field, "said_by": "示东市工信局", "document": LETTER}
    report = Report(**(said | {"value": "30.00"}))  # type: ignore[arg-type]
    recorded(desk.ask(report, evidence=(SCAN,), effective=day - timedelta(days=9)))
    against = Dispute(
        disputes=paying.last(desk), value="32.50", said_by="示例焦化庚", reason="照环评批复", document=LETTER
    )
    recorded(desk.ask(against, evidence=(SCAN,)))
    spoken = desk.now.date()
    recorded(release_on(desk, payment, day))
    assert kinds(desk, payment) == [("下达", "court"), ("下达", "dispute"), ("下达", "flag")]
    [dispute] = [one.hold for one in backfills(desk, payment) if one.hold.kind == "dispute"]
    assert dispute.since == spoken


def test_a_mark_is_the_same_as_the_books_stood_then_and_as_they_stand_now() -> None:
    desk, payment, _, day = placed()
    before = paying.last(desk)
    recorded(release_on(desk, payment, day))
    then = paying.last(desk)
    recorded(holding.place(desk, reason="又有人反映"))
    assert backfills(desk, payment, before) == ()
    assert backfills(desk, payment, then) == backfills(desk, payment) != ()
