"""额度须重报: once what a quota was reckoned by is another, no step goes on for it, and each says since which entry."""

from collections.abc import Callable

import msgspec
import pytest

from tests.core.test_applications import UNIT, applied, apply, forward, forwarded, ready
from tests.core.test_auditplans import agree, drawn, plan_up
from tests.core.test_quotas import (
    BARE,
    BUILT,
    MARKET,
    PROVINCE,
    WORK_PLAN,
    adjusted,
    agreed_for_two,
    draw_up,
    established,
)
from tests.given import SCAN, Desk, recorded, refused
from tests.steps import paper
from yajian.core import entitlements
from yajian.core.decisions import quotas
from yajian.core.decisions.register import SplitUnit
from yajian.core.words import Seq, Tonnes, UnitId


def put_right(desk: Desk, origin: str = MARKET) -> Seq:
    """Given: the origin the quota was reckoned by was another all the time."""
    before = desk.programme.register.origins[UNIT].known()[-1].seq
    other = msgspec.structs.replace(established(desk, UNIT, origin), corrects=before)
    recorded(desk.ask(other, evidence=(SCAN,)))
    return Seq(len(desk.history))


def reviewed_anew(desk: Desk) -> None:
    """Given: another version went all its way."""
    mine = desk.programme.register.part_of(UNIT)
    left = {one.part: "产能来源还没有认定" for one in desk.parts() if one.part != mine}
    recorded(draw_up(desk, document=WORK_PLAN, leaves_out=left))
    for step in (
        quotas.Approve(version=2, document=paper(desk, "quotas.approve")),
        quotas.SendUp(version=2, document=paper(desk, "quotas.send-up")),
        quotas.Review(version=2, verdict="同意", document=PROVINCE),
    ):
        recorded(desk.ask(step))


def at_apply() -> tuple[Desk, Callable[[], object]]:
    desk = ready()
    return desk, lambda: apply(desk)


def at_forward() -> tuple[Desk, Callable[[], object]]:
    desk, application = applied()
    return desk, lambda: forward(desk, application)


def at_draw_up() -> tuple[Desk, Callable[[], object]]:
    desk, application = forwarded()
    return desk, lambda: plan_up(desk, application)


def at_approve() -> tuple[Desk, Callable[[], object]]:
    desk, _ = drawn()
    return desk, lambda: agree(desk)


STEPS = [at_apply, at_forward, at_draw_up, at_approve]


@pytest.mark.parametrize("at", STEPS)
def test_no_step_goes_on_once_the_origin_was_put_right_and_each_says_since_when(
    at: Callable[[], tuple[Desk, Callable[[], object]]],
) -> None:
    desk, step = at()
    since = put_right(desk)
    refusal = refused(step(), "quotas.reopened")
    assert f"（第{since}条）" in refusal.finding
    assert "重新报省审核" in refusal.way_forward


@pytest.mark.parametrize("at", STEPS)
def test_the_same_origin_on_another_paper_keeps_nothing_back(
    at: Callable[[], tuple[Desk, Callable[[], object]]],
) -> None:
    desk, step = at()
    put_right(desk, BUILT)
    recorded(step())


@pytest.mark.parametrize("at", STEPS)
def test_once_another_version_is_agreed_to_the_steps_go_on(
    at: Callable[[], tuple[Desk, Callable[[], object]]],
) -> None:
    desk, step = at()
    put_right(desk)
    reviewed_anew(desk)
    recorded(step())


def test_a_county_still_sends_back_what_it_may_not_pass_on() -> None:
    desk, application = applied()
    put_right(desk)
    recorded(forward(desk, application, verdict="退回", words="额度须重报"))


def test_tonnes_swapped_since_are_told_by_the_list_that_swapped_them() -> None:
    desk = adjusted()
    found = entitlements.reopened(desk.plan, desk.programme, (UnitId("己-1"),), desk.now.date())
    assert found is not None
    assert found.told == f"{BARE} 在清单上由200000吨调为150000吨（第{len(desk.history)}条）"


def test_tonnes_split_off_since_are_told_by_the_split() -> None:
    desk = agreed_for_two()
    split = SplitUnit(unit=UnitId("己-1"), into=UnitId("己-2"), filed_t=Tonnes(50_000))
    recorded(desk.ask(split, evidence=(SCAN,)))
    found = entitlements.reopened(desk.plan, desk.programme, (UnitId("己-1"),), desk.now.date())
    assert found is not None
    assert found.told == f"己-1 由200000吨变为150000吨（第{len(desk.history)}条）"
