"""A paper about one oven lets no other go on: by its title, in whatever spelling; one that names the firm alone is of all its ovens."""

from typing import Any

import pytest

from tests.core import test_releases as releasing
from tests.core.test_releases import PLANNED, ask, before, head, overridden, part, released, signed
from tests.given import Desk, recorded, refused, with_letter, written
from yajian.core import naming, releasepapers
from yajian.core.decisions.releases import Override, Release, Withdraw
from yajian.core.rules import dossier
from yajian.core.words import DocumentNo, PartId


@pytest.mark.parametrize(
    ("title", "oven", "is_named"),
    [
        ("庚公司3号焦炉提前停炉会议纪要", "3号焦炉", True),
        ("庚公司4号焦炉提前停炉会议纪要", "3号焦炉", False),
        ("庚公司3号、4号焦炉停炉", "3号焦炉", True),
        ("庚公司3、4号焦炉停炉", "4号焦炉", True),
        ("庚公司1-2号焦炉停炉", "3号焦炉", False),
        ("庚公司1—4号焦炉停炉", "3号焦炉", True),
        ("庚公司一号至三号焦炉停炉", "2号焦炉", True),
        ("庚公司四号炉停炉", "3号焦炉", False),
        ("庚公司#4焦炉停炉", "3号焦炉", False),
        ("庚公司焦炉4#停炉", "3号焦炉", False),
        ("庚公司焦炉 No.3 停炉", "3号焦炉", True),
        ("庚公司Ⅳ号焦炉停炉", "3号焦炉", False),
        ("庚公司4号焦炉停炉", "3号炉", False),
        ("庚公司3号焦炉停炉", "3号炉", True),
        ("庚公司3号焦炉停炉", "焦炉3#", True),
        ("庚公司3a号焦炉停炉", "3号焦炉", False),
        ("庚公司停炉会议纪要", "3号焦炉", None),
        ("庚公司4座焦炉停炉会议纪要", "3号焦炉", None),
        ("第4次会议纪要（庚公司停炉）", "3号焦炉", None),
        ("关于停炉4号文件的纪要", "3号焦炉", None),
        ("丙公司第21—40孔提前封堵", "1号焦炉第21—40孔", True),
        ("丙公司第1—20孔提前封堵", "1号焦炉第21—40孔", False),
        ("丙公司1号焦炉第一至四十孔封堵", "1号焦炉第21—40孔", True),
        ("丙公司2号焦炉封堵", "1号焦炉第21—40孔", False),
        ("丙公司1号焦炉封堵", "1号焦炉第21—40孔", True),
        ("庚公司4号焦炉停炉", "老焦炉", None),
        ("庚公司4#/5#焦炉停炉", "3号焦炉", False),
        ("庚公司4号提前停炉会议纪要", "3号焦炉", False),
        ("庚公司3号、4号停炉", "3号焦炉", True),
        ("庚公司停炉会议纪要（示政〔2020〕4号）", "3号焦炉", None),
        ("关于4号文件停炉要求的纪要", "3号焦炉", None),
        ("庚公司第四座焦炉停炉", "3号焦炉", False),
        ("庚公司4焦炉停炉", "3号焦炉", False),
        ("丙公司65孔焦炉封堵", "1号焦炉第21—40孔", None),
        ("丙公司5.5米、4.3米焦炉停炉", "3号焦炉", None),
        ("庚公司60万吨焦炉停炉", "3号焦炉", None),
    ],
)
def test_a_title_names_ovens_by_number_in_any_spelling(title: str, oven: str, is_named: bool | None) -> None:
    assert dossier.names(title, oven) is is_named


@pytest.mark.parametrize(
    ("title", "is_named"), [("庚公司西1号焦炉停炉", False), ("庚公司东1号焦炉停炉", True)]
)
def test_what_stands_before_a_number_tells_two_apart(title: str, is_named: bool) -> None:
    assert dossier.names(title, "东1号焦炉", ("东", "西")) is is_named
    assert dossier.names(title, "1号焦炉", ("东", "西", "")) is False
    assert dossier.names(title, "1号焦炉") is True


def test_a_part_without_ovens_is_not_meant_by_a_title_that_names_another_parts() -> None:
    desk = with_letter()
    geng = part(desk).enterprise
    rest = next(one for one in desk.parts() if one.enterprise == geng and not one.facilities)
    for title, is_anothers in (
        ("庚公司3号焦炉停炉", True),
        ("庚公司9号焦炉停炉", False),
        ("庚公司停炉", False),
    ):
        assert naming.tells_of_another(desk.programme, title, rest.part, "") is is_anothers
    assert not naming.tells_of_another(desk.programme, "庚公司3号焦炉停炉", PartId("无"), "")


def override(desk: Desk, title: str) -> Any:
    number = written(desk, "示焦压减纪〔2020〕4号", title=title, issuer="市领导小组")
    held = tuple(line.condition.id for line in before(desk).lines if line.holds)
    said = {"conditions": held, "planned_on": PLANNED, "person": head(desk), "reason": "分时供气方案已定"}
    return ask(desk, Override, document=number, **said)


@pytest.mark.parametrize("title", ["庚公司4号焦炉提前停炉会议纪要", "专题会议纪要（庚公司四号炉）"])
def test_minutes_about_another_oven_of_the_firm_override_nothing_here(title: str) -> None:
    refusal = refused(override(with_letter(), title), "authority.paper-of-another-oven")
    assert title in refusal.finding
    assert part(with_letter()).facilities[0] in refusal.finding


@pytest.mark.parametrize("title", ["庚公司3#焦炉提前停炉会议纪要", "庚公司停炉专题会议纪要", "专题会议纪要"])
def test_minutes_that_name_this_oven_or_the_firm_alone_or_nothing_override_here(title: str) -> None:
    recorded(override(with_letter(), title))


def test_minutes_about_another_firm_override_nothing_here() -> None:
    refused(override(with_letter(), "丙公司停炉专题会议纪要"), "authority.paper-of-another-matter")


def test_minutes_used_for_one_firm_serve_another_only_where_their_title_names_it() -> None:
    desk = with_letter()
    recorded(override(desk, "专题会议纪要"))
    other = next(one for one in desk.parts() if one.enterprise != part(desk).enterprise)
    said: dict[str, Any] = {"planned_on": PLANNED, "person": head(desk), "reason": "同上"}
    command = Override(
        gate=releasing.gate(desk).id,
        part=other.part,
        facility="",
        conditions=("C1",),
        document=DocumentNo("示焦压减纪〔2020〕4号"),
        **said,
    )
    refused(desk.ask(command), "authority.paper-of-another-matter")


@pytest.mark.parametrize("title", ["关于同意庚公司4号焦炉停炉的通知", "关于同意丙公司停炉的通知"])
def test_a_notice_about_another_oven_or_firm_releases_nothing_here_the_first_time_either(title: str) -> None:
    desk = overridden(signed(with_letter()))
    paper = written(desk, "示压减办〔2020〕9号", title=title, issuer="市领导小组办公室")
    refusal = refused(
        ask(desk, Release, planned_on=PLANNED, document=paper), "releases.release.paper-of-another"
    )
    assert title in refusal.finding
    fault = [one.code for one in releasepapers.faults(desk.plan, desk.programme, before(desk), paper)]
    assert fault == ["releases.release.paper-of-another"]


def test_a_letter_about_another_oven_takes_no_release_back() -> None:
    desk = released(with_letter())
    paper = written(desk, "示政办函〔2020〕9号", title="关于收回庚公司4号焦炉同意停炉通知的函")
    refused(ask(desk, Withdraw, reason="预案过期", document=paper), "authority.paper-of-another-oven")
    mine = written(desk, "示政办函〔2020〕10号", title="关于收回庚公司3号焦炉同意停炉通知的函")
    recorded(ask(desk, Withdraw, reason="预案过期", document=mine))
