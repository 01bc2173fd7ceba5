"""A clerk calls a group of the plan's in short, and it is that group everywhere; a group of something else is not."""

import pytest

from tests.core import test_acceptance as closing
from tests.core.test_releases import PLANNED, ask, before, head
from tests.given import adopted, recorded, refused, with_letter, written
from yajian.core.bodies import read, same_body
from yajian.core.decisions.releases import Override

PLANS = pytest.mark.parametrize("plan", ["shifan-2019", "yuncheng-2019"])
LEADERS, OFFICE, ACCEPTING, INSPECTING = (
    "leading_group",
    "leading_group_office",
    "acceptance_group",
    "inspection_group",
)


@PLANS
@pytest.mark.parametrize(
    ("short", "group"),
    [
        ("压减领导小组", LEADERS),
        ("焦化行业压减领导小组", LEADERS),
        ("压减过剩产能领导小组", LEADERS),
        ("压减产能专项工作领导小组", LEADERS),
        ("压减办", OFFICE),
        ("压减领导小组办公室", OFFICE),
        ("焦化行业压减办公室", OFFICE),
        ("验收组", ACCEPTING),
        ("压减验收组", ACCEPTING),
        ("督查组", INSPECTING),
    ],
)
def test_a_group_is_known_in_short_with_the_citys_name_before_it_or_without(
    plan: str, short: str, group: str
) -> None:
    desk = adopted(plan)
    for name in (f"市{short}", f"{desk.plan.programme.city}{short}"):
        assert [one for one in desk.plan.groups if same_body(desk.plan, desk.programme, name, one)] == [group]
        assert read(desk.plan, desk.programme, name).level == "city"


@PLANS
@pytest.mark.parametrize(
    "name",
    [
        "市扫黑办",
        "市安全生产领导小组",
        "市办公室",
        "市消防验收组",
        "压减办",
        "验收组",
        "市减办",
        "市政府办公室",
    ],
)
def test_a_group_of_something_else_or_of_nobody_knows_whom_is_none_of_them(plan: str, name: str) -> None:
    desk = adopted(plan)
    assert not any(same_body(desk.plan, desk.programme, name, one) for one in desk.plan.groups)


def test_a_countys_own_group_is_not_the_citys() -> None:
    desk = adopted()
    for name in ("示东市压减办", "示东市验收组", "示西县压减领导小组"):
        assert not any(same_body(desk.plan, desk.programme, name, one) for one in desk.plan.groups)


@pytest.mark.parametrize("issuer", ["市压减领导小组", "示范市压减产能领导小组"])
def test_minutes_of_the_leading_group_override_by_whatever_short_name_it_signs(issuer: str) -> None:
    desk = with_letter()
    held = tuple(line.condition.id for line in before(desk).lines if line.holds)
    said = {"conditions": held, "planned_on": PLANNED, "person": head(desk), "reason": "分时供气方案已定"}
    office = written(desk, "示压减办纪〔2020〕1号", issuer="市压减办")
    refused(ask(desk, Override, document=office, **said), "releases.override.not-the-bodys-paper")
    recorded(ask(desk, Override, document=written(desk, "示纪〔2020〕1号", issuer=issuer), **said))


def test_the_record_of_a_visit_may_be_the_acceptance_groups_by_its_short_name() -> None:
    desk = closing.ready()
    recorded(closing.report(desk))
    record = written(desk, "示验核〔2020〕1号", issuer="市验收组")
    recorded(closing.check(desk, level="市级", document=record))
