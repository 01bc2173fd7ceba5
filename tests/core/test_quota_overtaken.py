"""补记的也按现在的额度办: a chain of papers dated before a swap, and entered after it, is asked of its day and of today."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.core import test_acceptance as closing
from tests.core.test_applications import UNIT, applied, forwarded, ready
from tests.core.test_auditplans import AGREED, drawn
from tests.core.test_quotas import BUILT, WORK_PLAN, adjusted, confirm, draw_up, unit
from tests.given import LETTER, Desk, recorded, refused
from tests.steps import paper
from yajian.core import entitlements
from yajian.core.decisions import quotas
from yajian.core.decisions.applications import Apply, Forward
from yajian.core.decisions.auditplans import Approve, DrawUp
from yajian.core.words import Command, Fen, UnitId

Step = Callable[[], tuple[Desk, Command]]


def left_out(desk: Desk) -> None:
    """Given: another version of the work plan, agreed to by the province, has no quota for the unit any more."""
    other = next(one for one in desk.parts() if one.part != closing.part(desk).part)
    unit(desk, other, "另-1", other.tonnes, BUILT)
    assert other.county is not None
    recorded(confirm(desk, other.county))
    left = {one.part: "调整到其他企业" for one in desk.parts() if one.part != other.part}
    recorded(draw_up(desk, document=WORK_PLAN, leaves_out=left))
    for step in (
        quotas.Approve(version=2, document=paper(desk, "quotas.approve")),
        quotas.SendUp(version=2, document=paper(desk, "quotas.send-up")),
        quotas.Review(version=2, verdict="同意", document=paper(desk, "quotas.review")),
    ):
        recorded(desk.ask(step))


def at_apply() -> tuple[Desk, Command]:
    desk = ready()
    return desk, Apply(
        enterprise=closing.part(desk).enterprise,
        units=(UNIT,),
        materials={"备案文件": LETTER},
        document=paper(desk, "applications.apply"),
    )


def at_forward() -> tuple[Desk, Command]:
    desk, application = applied()
    document = paper(desk, "applications.forward")
    return desk, Forward(application=application, words="材料齐全", document=document)


def at_draw_up() -> tuple[Desk, Command]:
    desk, application = forwarded()
    return desk, DrawUp(applications=(application,), document=paper(desk, "auditplans.draw-up"))


def at_approve() -> tuple[Desk, Command]:
    desk, _ = drawn()
    return desk, Approve(plan=1, document=AGREED)


STEPS: list[Step] = [at_apply, at_forward, at_draw_up, at_approve]


@pytest.mark.parametrize("at", STEPS)
def test_no_step_dated_back_goes_on_past_what_is_known_by_now(at: Step) -> None:
    desk, command = at()
    day = desk.now.date()
    left_out(desk)
    said = refused(desk.ask(command, effective=day), "quotas.overtaken")
    assert f"照{day.isoformat()}的情况可以办" in said.finding
    assert f"现行额度没有 {UNIT}" in said.finding


@pytest.mark.parametrize("at", STEPS)
def test_a_step_entered_late_goes_on_while_its_quota_holds(at: Step) -> None:
    desk, command = at()
    day = desk.now.date()
    desk.now += timedelta(days=20)
    recorded(desk.ask(command, effective=day))


def overtaken(desk: Desk, day: date, fen: int = 0) -> str:
    asked = {UnitId("己-1"): Fen(fen or 200_000 * 3000)}
    today = desk.now.date()
    found = entitlements.unless_overtaken(
        desk.plan, desk.programme, asked, day, today, first="先退回；", field="units"
    )
    return found.finding if found is not None else ""


def test_what_was_swapped_since_counts_for_a_paper_of_before() -> None:
    desk = adjusted()
    before = desk.now.date() - timedelta(days=1)
    assert entitlements.reopened(desk.plan, desk.programme, (UnitId("己-1"),), before) is None
    assert "在清单上由200000吨调为150000吨" in overtaken(desk, before)
    assert overtaken(desk, desk.now.date()) == ""  # of today the other guard speaks


def test_no_more_is_promised_late_than_is_agreed_to_now() -> None:
    desk = ready()
    amount = closing.part(desk).tonnes * 3000
    before = desk.now.date() - timedelta(days=1)
    for fen, said in ((amount, False), (amount + 1, True), (0, False)):
        found = entitlements.unless_overtaken(
            desk.plan,
            desk.programme,
            {UNIT: Fen(fen)},
            before,
            desk.now.date(),
            first="",
            field="units",
        )
        assert (found is not None) is said
