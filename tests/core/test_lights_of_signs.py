"""A part found at work is not green, and one on its way to acceptance is not grey: what other areas say of a part reaches its light."""

from datetime import date, timedelta

from tests.core.test_acceptance import accepted, check, checked, looked, part, ready, report, shut
from tests.core.test_flags import activity, close, condition
from tests.given import Desk, recorded, with_letter, written
from yajian.core.decisions.acceptance import Finding
from yajian.core.facts.targets import MilestoneFixed, PartListed
from yajian.core.reports.explain import explain
from yajian.core.reports.inbox import Waiting, waiting
from yajian.core.reports.progress import PartLine, Progress, progress, status
from yajian.core.reports.sentences import sentence
from yajian.core.reports.targets import reconciliation
from yajian.core.rules.closure import PartStanding, Sign, milestone_light
from yajian.core.words import BatchId, EnterpriseId, ItemId, Judged, Light, PartId, Seq, Tonnes

DUE = date(2020, 12, 31)
AFTER = date(2021, 1, 5)


def sheet(desk: Desk, as_of: date | None = None) -> Progress:
    return progress(desk.plan, desk.programme, as_of or desk.now.date())


def line(desk: Desk, as_of: date | None = None) -> PartLine:
    return next(one for one in sheet(desk, as_of).parts if one.part.part == part(desk).part)


def said(judged: Judged) -> tuple[Light, str]:
    return judged.light, judged.word


def found_true(desk: Desk) -> int:
    """Given: a sign at the first oven, looked into and true."""
    recorded(activity(desk))
    entry = desk.programme.seq
    recorded(close(desk, entry, verdict="属实", finding="夜里在烧"))
    return entry


# Found at work ------------------------------------------------------------------------------------


def test_a_part_found_at_work_is_red_and_says_by_which_entry() -> None:
    desk = shut(with_letter())
    before = line(desk).judged
    entry = found_true(desk)
    judged = line(desk).judged
    assert said(judged) == (Light.RED, "查证属实")
    assert "有生产迹象，查证属实：" in judged.why
    assert f"第{entry}条" in judged.why
    recorded(condition(desk, "关停"))
    assert line(desk).judged == before


def test_a_sign_nobody_has_looked_into_is_yellow_until_somebody_has() -> None:
    desk = shut(with_letter())
    before = line(desk).judged
    recorded(activity(desk))
    entry = desk.programme.seq
    assert said(line(desk).judged) == (Light.YELLOW, "待核查")
    assert f"第{entry}条" in line(desk).judged.why
    assert not any(one.kind == "压减" and one.place[1] == part(desk).part for one in _waiting(desk))
    recorded(close(desk, entry))
    assert line(desk).judged == before


def _waiting(desk: Desk) -> tuple[Waiting, ...]:
    return waiting(desk.plan, desk.programme, sheet(desk))


def test_a_part_past_its_day_stays_red_for_that_while_a_sign_waits() -> None:
    desk = shut(with_letter(), ovens=1)
    recorded(condition(desk, "在产", oven=1))
    recorded(activity(desk))
    assert said(line(desk, date(2021, 6, 1)).judged) == (Light.RED, "逾期")


def test_what_is_recorded_stays_recorded_and_is_marked() -> None:
    desk = shut(with_letter())
    tonnes = part(desk).tonnes
    entry = found_true(desk)
    found = sheet(desk)
    assert (found.stages.shut_t, found.stages.revived_t) == (tonnes, tonnes)
    assert status(found)["revived_t"] == tonnes
    assert any("有生产迹象查证属实" in words for words in reconciliation(found))
    assert "有生产迹象查证属实" in sentence(desk.plan, found, "shut")
    whole = explain(desk.plan, desk.programme, found, "shut")
    assert whole is not None
    assert any(f"第{entry}条" in one for one in whole.missing)
    own = explain(desk.plan, desk.programme, found, f"part.{part(desk).part}")
    assert own is not None
    assert [one.seq for one in own.inputs if one.name == "生产迹象"] == [entry]
    recorded(condition(desk, "关停"))
    found = sheet(desk)
    assert found.stages.revived_t == status(found)["revived_t"] == 0
    assert not any(
        "生产迹象" in words for words in (*reconciliation(found), sentence(desk.plan, found, "shut"))
    )


def test_accepted_tonnes_found_at_work_stay_in_the_book_and_their_part_is_red() -> None:
    desk = accepted()
    found_true(desk)
    assert said(line(desk).judged) == (Light.RED, "查证属实")
    stages = sheet(desk).stages
    assert stages.accepted_t == stages.revived_t == part(desk).tonnes


# Dates --------------------------------------------------------------------------------------------


def standing(name: str, **more: object) -> PartStanding:
    listed = PartListed(
        part=PartId(name),
        item=ItemId(name),
        enterprise=EnterpriseId("e"),
        enterprise_name="示例",
        tonnes=Tonnes(60),
        batch=BatchId("b"),
        due=DUE,
    )
    words: dict[str, object] = {"shut_on": date(2020, 6, 1), "accepted_t": Tonnes(0), "accepted_on": None}
    return PartStanding(part=listed, facilities=(), dismantled_on=None, **(words | more))  # type: ignore[arg-type]


def dated(*standings: PartStanding, cumulative_t: int = 120, by: str = "shut") -> Judged:
    milestone = MilestoneFixed(
        due=DUE,
        cumulative_t=Tonnes(cumulative_t),
        judged_by=by,  # type: ignore[arg-type]
        batches=(BatchId("b"),),
    )
    return milestone_light(milestone, {}, standings, AFTER, None)


def sign(confirmed: bool) -> Sign:
    return Sign(seq=Seq(9), why="1号焦炉又见用电", confirmed=confirmed)


def test_a_date_is_not_met_by_what_was_found_at_work() -> None:
    sound = standing("a")
    assert dated(sound, standing("b")).word == "按期"
    judged = dated(sound, standing("b", sign=sign(confirmed=True)))
    assert said(judged) == (Light.RED, "查证属实")
    assert "b 1号焦炉又见用电，第9条" in judged.why
    assert said(dated(sound, standing("b", sign=sign(confirmed=False)))) == (Light.YELLOW, "待核查")


def test_a_date_is_met_where_the_others_make_it_up() -> None:
    assert dated(standing("a"), standing("b", sign=sign(confirmed=True)), cumulative_t=60).word == "按期"


def done(name: str) -> PartStanding:
    return standing(name, accepted_t=Tonnes(60), accepted_on=date(2020, 12, 1))


def test_accepted_tonnes_count_for_the_year_s_end_unless_found_at_work() -> None:
    at_work = PartStanding(
        **{name: getattr(done("b"), name) for name in PartStanding.__struct_fields__}
        | {"sign": sign(confirmed=True)}
    )
    assert dated(done("a"), done("b"), by="accepted").word == "按期"
    assert said(dated(done("a"), at_work, by="accepted")) == (Light.RED, "查证属实")


# On the way to acceptance -------------------------------------------------------------------------


def test_the_year_s_end_is_grey_only_for_what_nobody_applied_for() -> None:
    judged = dated(done("a"), standing("b"), by="accepted")
    assert said(judged) == (Light.GREY, "未录入")
    assert "1个还没有申请验收" in judged.why
    for stage in ("待核查", "县级已核查", "已退回", "待验收意见"):
        judged = dated(done("a"), standing("b", on_its_way=stage), by="accepted")
        assert said(judged) == (Light.RED, "逾期")


def test_what_nobody_applied_for_may_still_make_up_the_figure() -> None:
    waiting = standing("c", on_its_way="已退回")
    assert dated(done("a"), standing("b"), waiting, by="accepted").light is Light.GREY
    assert dated(done("a"), standing("b"), waiting, cumulative_t=180, by="accepted").light is Light.RED


def test_a_part_sent_back_is_recorded_as_not_accepted_and_the_explanation_says_so() -> None:
    desk = ready()
    year_end = next(one for one in sheet(desk, AFTER).milestones if one.judged_by == "accepted")
    assert year_end.judged.light is Light.GREY
    recorded(report(desk))
    fault = {part(desk).facilities[0]: Finding(found="备用电源仍通", fault="严重")}
    recorded(check(desk, looked=looked(desk) | fault, verdict="退回", words="断开再报"))
    assert line(desk).standing.on_its_way == "已退回"
    found = sheet(desk, AFTER)
    year_end = next(one for one in found.milestones if one.judged_by == "accepted")
    assert said(year_end.judged) == (Light.RED, "逾期")
    why = explain(desk.plan, desk.programme, found, f"milestone.{year_end.due.isoformat()}")
    assert why is not None
    assert any(f"{part(desk).part}：已退回，还没有验收" in one for one in why.missing)


def test_before_the_report_was_known_the_part_was_not_on_its_way() -> None:
    desk = ready()
    paper = written(desk, "庚焦字〔2020〕1号", issuer=part(desk).enterprise_name)
    known = desk.programme.seq
    recorded(report(desk, document=paper))
    then = progress(desk.plan, desk.programme, desk.now.date(), known)
    assert all(one.standing.on_its_way == "" for one in then.parts)
    day_before = progress(desk.plan, desk.programme, desk.now.date() - timedelta(days=2))
    assert all(one.standing.on_its_way == "" for one in day_before.parts)
    assert line(checked(desk)).standing.on_its_way == "待验收意见"
