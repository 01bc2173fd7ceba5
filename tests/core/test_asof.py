"""时点还原: two answers for a day, the entries between them, and a paper that comes out the same for ever."""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from tests.core.test_closure import named, record
from tests.given import LETTER, Desk, adopted, plan_of, recorded, refused, with_letter
from tests.journal.curator import MUSEUM, look
from yajian.core import catalogue
from yajian.core.decisions.lateness import Explain
from yajian.core.programme import fold
from yajian.core.reports.asof import Comparison, Moved, compare, refers_to, view
from yajian.core.rules.roles.sight import Sight
from yajian.core.words import SHANGHAI, CountyId, Seq, shanghai_date
from yajian.transact import FOLDING

NOTHING = Moved(listed_t=0, shut_t=0, dismantled_t=0, accepted_t=0)


def known_when(desk: Desk, day: date) -> Seq:
    """The last entry made by the end of a day."""
    return Seq(sum(shanghai_date(one.recorded_at) <= day for one in desk.history))


def compared(desk: Desk, day: date, known: Seq | None = None) -> Comparison:
    now = desk.programme.seq if known is None else known
    then = min(known_when(desk, day), now)
    return compare(
        desk.programme,
        view(desk.plan, desk.programme, day, then, f"leaf-{then}", None),
        view(desk.plan, desk.programme, day, now, f"leaf-{now}", None),
        desk.history[then:now],
        lambda seq: desk.history[seq - 1],
    )


def at(desk: Desk, day: date) -> None:
    """The next thing asked is asked on this day."""
    desk.now = datetime(day.year, day.month, day.day, 9, 12, tzinfo=SHANGHAI) - timedelta(days=1)


DAY, SHUT, ENTERED = date(2020, 10, 31), date(2020, 10, 29), date(2020, 11, 5)


def test_an_oven_shut_before_the_day_and_entered_after_it_is_the_one_difference() -> None:
    desk = adopted()
    at(desk, SHUT)
    recorded(record(desk, 0, "shut", SHUT))
    at(desk, ENTERED)
    recorded(record(desk, 1, "shut", SHUT))
    found = compared(desk, DAY)
    tonnes = named(desk).tonnes
    assert (found.then.sheet.stages.shut_t, found.now.sheet.stages.shut_t) == (0, tonnes)
    (one,) = found.differences
    assert (one.kind, one.recorded.seq, one.days_late, one.replaces, one.said) == ("late", 6, 7, None, None)
    assert one.moved == msgspec.structs.replace(NOTHING, shut_t=tonnes)
    (line,) = found.recorders
    assert (line.organ, line.actor, line.entries, line.most_days) == ("示范市工信局", "示例经办", 1, 7)
    assert [line.name for line in found.counties if line.differs] == ["示东市"]
    assert [line.tonnes for line in found.batches if line.differs] == [tonnes]


def test_nothing_entered_since_means_one_answer() -> None:
    desk = adopted()
    at(desk, SHUT)
    recorded(record(desk, 0, "shut", SHUT))
    found = compared(desk, DAY)
    assert (found.differences, found.recorders) == ((), ())
    assert found.then.paper == found.now.paper
    assert found.then.digest == found.now.digest


def test_a_correction_to_a_later_day_is_shown_although_it_tells_of_a_later_day() -> None:
    desk = adopted()
    at(desk, SHUT)
    for oven in (0, 1):
        recorded(record(desk, oven, "shut", SHUT))
    at(desk, ENTERED)
    recorded(record(desk, 1, "shut", date(2020, 11, 2), corrects=6))
    found = compared(desk, DAY)
    (one,) = found.differences
    assert one.kind == "corrected"
    assert one.replaces is not None
    assert one.replaces.effective == SHUT
    assert one.moved.shut_t == -named(desk).tonnes


def test_adopting_the_plan_after_the_day_bears_on_it_and_is_found_among_what_does_not() -> None:
    desk = adopted()
    at(desk, ENTERED)
    recorded(record(desk, 0, "shut", SHUT))  # says nothing of a day in 2019
    found = compared(desk, date(2019, 10, 31))
    (one,) = found.differences
    assert (one.kind, catalogue.tag(type(one.recorded.fact))) == ("bearing", "targets.list-published/1")
    assert one.moved.listed_t == found.now.sheet.stages.listed_t == 3_250_000
    assert "那时尚未采用" in found.then.paper


CONDITIONS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["running", "stopped", "shut", "dismantled", "revived"]),
        st.dates(date(2020, 1, 1), date(2020, 2, 20)),
        st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@hypothesis_given(CONDITIONS, st.dates(date(2019, 12, 1), date(2020, 2, 20)))
def test_the_differences_add_up_and_each_answer_is_what_a_fold_of_its_prefix_says(
    said: list[tuple[int, str, date, bool]], day: date
) -> None:
    desk = adopted()
    papers: list[tuple[Seq, str]] = []
    for oven, counts_as, effective, corrects in said:
        past = desk.programme.closures.conditions.get((named(desk).part, named(desk).facilities[oven]))
        last = past.known()[-1].seq if corrects and past is not None and past.known() else None
        record(desk, oven, counts_as, min(effective, desk.now.date()), corrects=last)
        papers.append((desk.programme.seq, compared(desk, day).now.paper))
    found = compared(desk, day)
    for stage in ("listed_t", "shut_t", "dismantled_t", "accepted_t"):
        change = sum(getattr(one.moved, stage) for one in found.differences)
        then, now = (getattr(one.sheet.stages, stage) for one in (found.then, found.now))
        assert then + change == now
    for known, paper in papers:
        image = fold(desk.history[:known])
        assert view(desk.plan, image, day, known, f"leaf-{known}", None).paper == paper
        assert view(desk.plan, desk.programme, day, known, f"leaf-{known}", None).paper == paper


PAPERS = {
    ("two-clocks", "2019-12-31", 7): "345791a156ed7e711f6c038bc906dd03946decb63491acc0fb4e1fa9026cdea3",
    ("two-clocks", "2019-12-31", 11): "074029e8891328816c51088baf0031f4a3ad969c5d8f5977cb96df54b9955f1d",
    ("two-clocks", "2020-06-01", 11): "1150de9c1d97215d2e1fcfc57d00281b810fe01b9249f10aedc9cd01d7e18303",
    ("what-did-we-know", "2019-12-31", 0): "900e1f412a441a48bfce325fc0e46096fe6027ef34a0d1727b9af4618c937502",
    (
        "what-did-we-know",
        "2020-10-31",
        15,
    ): "fd97a7b9b41d43bc5a62fad29ca9e1a77a7054cb8e00544b0a3b46c1d8583be7",
    (
        "what-did-we-know",
        "2020-10-31",
        17,
    ): "5f4628c9a5a7b6945afb30682f0d690acc7a761269b50594c93c8cc47d4ecfb7",
}


@pytest.mark.parametrize(("name", "day", "known"), PAPERS)
def test_papers_of_past_versions_are_made_again_to_the_byte(name: str, day: str, known: int) -> None:
    """Never change a digest: another layout or another way of counting is another FORM, beside this one."""
    _, _, facts = look(MUSEUM / f"0.1.0-{name}.jsonl", FOLDING)
    made = view(plan_of("shifan-2019"), fold(facts), date.fromisoformat(day), Seq(known), "", None)
    assert made.digest == PAPERS[name, day, known]


def explained(desk: Desk, **changes: Any) -> object:
    said: dict[str, Any] = {
        "entry": 5,
        "reason": "确认书后来才签回",
        "explained_by": "示例丙（示东市工信局）",
    }
    return desk.ask(Explain(**(said | changes)))


def test_why_it_was_late_stands_beside_it_as_the_last_one_to_speak_said() -> None:
    desk = adopted()
    at(desk, ENTERED)
    recorded(record(desk, 0, "shut", SHUT))
    assert compared(desk, DAY).recorders[0].unexplained == 1
    recorded(explained(desk))
    recorded(explained(desk, reason="网络不通", explained_by="示例丁"))
    (one,) = compared(desk, DAY).differences
    assert one.said is not None
    assert (one.said.value.reason, one.said.value.explained_by) == ("网络不通", "示例丁")
    assert compared(desk, DAY).recorders[0].unexplained == 0
    (before,) = compared(desk, DAY, Seq(6)).differences
    assert before.said is not None
    assert before.said.value.reason == "确认书后来才签回"
    assert compared(desk, DAY, Seq(5)).differences[0].said is None


def test_the_paper_of_somebody_who_may_not_read_all_says_what_it_is_without() -> None:
    desk = adopted()
    record(desk, 0, "shut", date(2020, 1, 3))
    found = view(
        desk.plan,
        desk.programme,
        date(2020, 2, 1),
        desk.programme.seq,
        "leaf",
        None,
        Sight(county=CountyId("shidong")),
    )
    assert "查阅范围\t4个分项的登记不在查阅范围" in found.paper
    [line] = [line for line in found.paper.splitlines() if line.startswith("分项\tL01\t")]
    assert line.split("\t")[4:8] == ["540000", "不在查阅范围", "不在查阅范围", "不在查阅范围"]
    assert "查阅范围" not in view(desk.plan, desk.programme, date(2020, 2, 1), Seq(4), "leaf", None).paper


def test_an_explanation_needs_an_entry_a_reason_and_a_name_and_may_rest_on_a_paper() -> None:
    desk = with_letter()
    assert refused(explained(desk, entry=0), "lateness.explain.no-such-entry").field == "entry"
    refused(explained(desk, entry=desk.programme.seq + 1), "lateness.explain.no-such-entry")
    refused(explained(desk, reason=" "), "lateness.explain.no-reason")
    refused(explained(desk, explained_by=""), "lateness.explain.no-name")
    refused(explained(desk, document="示东工信〔2020〕31号"), "lateness.explain.no-document")
    assert len(recorded(explained(desk, document=LETTER))) == 1
    assert recorded(explained(desk, document=LETTER)) == ()


def test_every_fact_that_points_at_an_earlier_entry_is_known_to_point_at_it() -> None:
    """A new field of type Seq either takes the entry back, and belongs in `refers_to`, or is named here."""
    speaks_of = {
        # What was said, written and done about a seal: it stands until its own day all the same.
        ("courts.court-consulted/1", "seal"),
        # What was done with an application, a slip, an account, a hold or a claw-back: each step stands on its day.
        ("applications.forwarded/1", "application"),
        ("applications.returned/1", "application"),
        ("applications.withdrawn/1", "application"),
        ("auditplans.grant-proposed/1", "application"),
        ("auditplans.entitlement-reserved/1", "application"),
        ("auditplans.entitlement-voided/1", "application"),
        ("clawbacks.notice-issued/1", "opinion"),
        ("clawbacks.notice-withdrawn/1", "opinion"),
        ("clawbacks.receipt-booked/1", "opinion"),
        ("clawbacks.receipt-returned/1", "opinion"),
        ("clawbacks.receipt-withdrawn/1", "opinion"),  # of the receipt it takes back
        ("holds.lifted/1", "hold"),
        ("trades.trade-reported/1", "trade"),  # of a correction: whose it is
        ("trades.trade-withdrawn/1", "trade"),
        ("trades.replacement-confirmed/1", "trade"),
        ("trades.trade-cleared/1", "trade"),
        ("trades.clearance-withdrawn/1", "trade"),
        ("payments.account-confirmed/1", "account"),
        ("payments.payment-prepared/1", "account"),
        ("payments.payment-checked/1", "payment"),
        ("payments.payment-released/1", "payment"),
        ("payments.payment-cancelled/1", "payment"),
        ("payments.payment-bounced/1", "payment"),
        ("payments.voucher-corrected/1", "payment"),  # on the day it went out
        ("payments.bounce-withdrawn/1", "payment"),  # of the return it takes back
        ("payments.filed/1", "payments"),
        # What a person said of a line of the bank, and the payment he said it is of: each word stands on its day.
        ("bankstatements.import-withdrawn/1", "lines"),  # of the import it takes back
        ("bankstatements.line-matched/1", "line"),
        ("bankstatements.line-matched/1", "slip"),
        ("bankstatements.line-explained/1", "line"),
        ("bankstatements.line-reopened/1", "line"),
        ("quotas.quota-fixed/1", "evidence_seq"),  # the origin it rests on
        ("courts.court-wrote/1", "seal"),
        ("courts.seal-extended/1", "seal"),
        ("courts.unsealed/1", "seal"),
        ("dossier.interest-answered/1", "interest"),
        ("lateness.explained/1", "entry"),
        ("flags.closed/1", "entry"),  # what was looked into; it was so, or was said, all the same
        ("papers.paper-drafted/1", "application"),  # what it is about
        ("papers.paper-drafted/1", "known"),  # the last of those it rests on
        ("acceptance.level-checked/1", "report"),
        ("acceptance.part-accepted/1", "report"),
        ("acceptance.part-accepted/1", "check"),
        ("releases.released/1", "override"),  # what it was given in spite of
        ("releases.release-withdrawn/1", "release"),  # what ends on its day; until then it was released
        ("risks.closed/1", "assessment"),  # what was done about it; it was assessed so all the same
        ("roles.role-delegated/1", "grant"),  # what it is lent from
        ("roles.role-revoked/1", "grant"),  # what ends on its day; until then it was so
        # A number once said stays said: what is checked, gainsaid or set aside is still on view as it was.
        ("statements.verified/1", "statement"),
        ("statements.determined/1", "statements"),
        ("statements.disputed/1", "disputes"),
        ("statements.dispute-heard/1", "dispute"),
        ("statements.dispute-settled/1", "disputes"),
        ("statements.dispute-settled/1", "upholds"),
        ("statements.dispute-settled/1", "sets_aside"),
        ("statements.decision-notified/1", "decision"),
    }
    for fact in catalogue.facts():
        for field in msgspec.structs.fields(fact):
            points = "Seq" in str(fact.__annotations__.get(field.name, ""))
            if points and (catalogue.tag(fact), field.name) not in speaks_of:
                assert field.name in {"corrects", "withdraws", "voids", "moved_from"}, (fact, field.name)


def test_what_a_fact_takes_back_is_read_from_it() -> None:
    desk = adopted()
    at(desk, SHUT)
    recorded(record(desk, 0, "shut", SHUT))
    recorded(record(desk, 0, "shut", date(2020, 10, 30), corrects=5))
    assert [refers_to(one.fact) for one in (desk.history[4], desk.history[-1])] == [None, 5]
