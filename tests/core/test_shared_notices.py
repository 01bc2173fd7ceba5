"""凭证重用: two returns of an older journal that rest on one notice of the bank are marked where the payment is shown."""

import msgspec

from tests.core.test_applications import UNIT
from tests.core.test_payments import banks_paper, bounce, check, last, prepare, ready, release
from tests.core.test_righting import withdraw
from tests.given import Desk, recorded
from yajian.core.decisions.payments import ByLevel
from yajian.core.entitlements import SharedNotices
from yajian.core.facts.payments import PaymentBounced
from yajian.core.reports.trail import trail
from yajian.core.rules import payments as rules
from yajian.core.words import Seq


def two_on_one_paper() -> tuple[Desk, Seq, Seq]:
    """Given: two slips, and a journal of the time when one notice served for both."""
    desk, account = ready()
    slips = []
    for at, amount in enumerate(("1,000,000", "2,000,000")):
        recorded(prepare(desk, account, ByLevel(province=amount)))
        slips.append(last(desk))
        recorded(check(desk, slips[at]))
        recorded(release(desk, slips[at], voucher=f"财预拨〔2020〕{at}"))
    [fact] = recorded(bounce(desk, slips[0], banks_paper(desk)))
    assert isinstance(fact, PaymentBounced)
    other = rules.standing(desk.programme, slips[1])
    assert other is not None
    number = fact.document.replace("〔", "[").replace("〕", "]")
    desk.given(
        msgspec.structs.replace(
            fact,
            payment=slips[1],
            lines=other.fact.lines,
            amount_fen=other.fact.amount_fen,
            document=number,
            by="另一人",
        )
    )
    return desk, slips[0], slips[1]


def marks(desk: Desk, payment: Seq, known: Seq | None = None) -> list[tuple[Seq, Seq]]:
    found = rules.standing(desk.programme, payment, None, known)
    assert found is not None
    return [(one.seq, one.other) for one in SharedNotices(desk.programme, known).of(found)]


def test_each_of_the_two_names_the_other() -> None:
    desk, first, second = two_on_one_paper()
    later = last(desk)
    assert marks(desk, first) == [(Seq(later - 1), later)]
    assert marks(desk, second) == [(later, Seq(later - 1))]
    assert marks(desk, first, Seq(later - 1)) == []


def test_the_way_of_the_money_tells_it_and_a_withdrawal_takes_it_away() -> None:
    desk, first, second = two_on_one_paper()
    told = [one.words for one in trail(desk.plan, desk.programme, UNIT, desk.now.date())]
    assert sum("也是第" in one and "条退回的凭证" in one for one in told) == 2
    recorded(withdraw(desk, second))
    assert marks(desk, first) == []
