"""异常线索: raised by reading, at once, by whatever says that a shut oven works or that a photograph was there before."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from tests.core.test_acceptance import (
    CHECKED,
    GROUP,
    accept,
    check,
    checked,
    opined,
    part,
    ready,
    report,
    shut,
)
from tests.given import LETTER, SCAN, Desk, correcting, recorded, refused, with_letter, written
from yajian.core import flags
from yajian.core.decisions.acceptance import Check, Finding
from yajian.core.decisions.closure import MoveRecord, RecordCondition, VoidRecord
from yajian.core.decisions.flags import Close, ReportActivity
from yajian.core.decisions.organs import EnterOrgan, HoldPost, RenameOrgan
from yajian.core.facts.acceptance import LevelChecked, Member
from yajian.core.facts.closure import NO_PART, ConditionRecorded, RecordVoided
from yajian.core.facts.flags import ActivityReported, FlagClosed
from yajian.core.history import Entry
from yajian.core.reports import flags as reports
from yajian.core.words import (
    Clause,
    CountyId,
    Digest,
    DocumentNo,
    OrganId,
    PartId,
    Picture,
    Request,
    Seq,
    SystemRule,
)

COUNTY, CITY, POWER = "示东市工信局", "示范市工信局", "示范供电公司"


def picture(name: str, look: str = "") -> Picture:
    return Picture(digest=Digest(name * 64), looks=(look,) if look else ())


def condition(
    desk: Desk, words: str, oven: int = 0, effective: date | None = None, organ: str = COUNTY, **more: Any
) -> object:
    listed = part(desk)
    command = RecordCondition(
        part=listed.part,
        facility=listed.facilities[oven],
        condition=words,
        **(correcting(desk, more.pop("corrects", None)) | more),
    )
    return desk.ask(command, effective=effective, evidence=(SCAN,), organ=organ)


def activity(desk: Desk, organ: str = POWER, effective: date | None = None, **said: Any) -> object:
    listed = part(desk)
    words: dict[str, Any] = {
        "part": listed.part,
        "facility": listed.facilities[0],
        "sign": "用电",
        "finding": "22时至次日4时，每小时380千瓦时，此前为0",
    } | said
    evidence = words.pop("evidence", (SCAN,))
    return desk.ask(
        ReportActivity(**words),
        effective=effective,
        evidence=evidence,
        organ=organ,
        pictures=words.pop("pictures", ()),
    )


def close(desk: Desk, entry: int, organ: str = CITY, effective: date | None = None, **said: Any) -> object:
    words: dict[str, Any] = {
        "entry": entry,
        "sort": "生产迹象",
        "verdict": "不属实",
        "finding": "到现场看，炉体已冷，用电是拆除用的临时电源",
        "checked_by": {"示例检查": CITY},
    } | said
    number = DocumentNo(f"示核查〔2020〕{entry}号")
    if "document" not in words and number not in desk.programme.charter.documents:
        written(desk, number)  # each look has a report of its own, written that day
    return desk.ask(Close(**({"document": number} | words)), organ=organ, effective=effective)


def raised(desk: Desk) -> list[tuple[str, int, str]]:
    return [(one.kind, one.raised, one.word) for one in flags.flags(desk.programme)]


@pytest.mark.parametrize("words", ["在产", "限产", "焖炉保温", "停产", "死灰复燃"])
def test_an_oven_that_was_shut_and_stands_otherwise_raises_a_flag_at_once(words: str) -> None:
    desk = shut(with_letter())
    assert raised(desk) == []
    recorded(condition(desk, words))
    assert raised(desk) == [("activity", desk.programme.seq, "待核查")]
    [flag] = flags.flags(desk.programme)
    assert "已关停" in flag.why
    assert words in flag.why


def test_being_dismantled_after_being_shut_is_no_flag() -> None:
    desk = shut(with_letter())
    recorded(condition(desk, "焦炉设施已拆除"))
    assert raised(desk) == []


def test_a_life_before_the_shutting_told_later_is_no_flag() -> None:
    desk = shut(with_letter())
    recorded(condition(desk, "限产", effective=date(2019, 12, 1)))
    assert raised(desk) == []


def test_a_shutting_told_later_than_the_life_after_it_raises_the_flag() -> None:
    desk = with_letter()
    recorded(condition(desk, "在产"))
    assert raised(desk) == []
    recorded(condition(desk, "关停", effective=date(2020, 1, 1)))
    assert len(raised(desk)) == 1


def test_correcting_or_voiding_the_entry_does_not_make_the_flag_go_away() -> None:
    desk = shut(with_letter())
    recorded(condition(desk, "死灰复燃"))
    entry = desk.programme.seq
    recorded(condition(desk, "关停", corrects=entry))
    assert raised(desk) == [("activity", entry, "待核查")]
    desk = shut(with_letter())
    recorded(condition(desk, "死灰复燃"))
    recorded(desk.ask(VoidRecord(record=desk.programme.seq, reason="记错了", document=LETTER)))
    assert len(raised(desk)) == 1


def test_what_corrects_a_wrong_shutting_is_no_flag() -> None:
    desk = with_letter()
    [_] = recorded(condition(desk, "关停"))
    recorded(condition(desk, "停产", corrects=desk.programme.seq))
    assert raised(desk) == []


def test_a_sign_at_a_shut_oven_is_a_flag_and_at_a_working_one_a_note() -> None:
    desk = with_letter()
    [fact] = recorded(activity(desk))
    assert isinstance(fact, ActivityReported)
    assert raised(desk) == []
    desk = shut(with_letter())
    recorded(activity(desk))
    assert raised(desk) == [("activity", desk.programme.seq, "待核查")]
    assert recorded(activity(desk, effective=desk.now.date())) == ()


def test_an_organ_is_the_same_under_its_id_its_name_and_the_name_it_bore() -> None:
    desk = shut(with_letter())
    recorded(activity(desk, "市应急局"))
    refused(close(desk, desk.programme.seq, "city_emergency"), "flags.close.same-organ")
    desk = shut(with_letter())
    bureau = OrganId("bureau")
    entered = EnterOrgan(
        organ=bureau,
        name="示东焦化局",
        stands_for=OrganId("county_iit"),
        county=CountyId("shidong"),
        document=LETTER,
    )
    recorded(desk.ask(entered))
    recorded(activity(desk, "示东焦化局"))
    entry = desk.programme.seq
    recorded(desk.ask(RenameOrgan(organ=bureau, name="示东工信局", document=LETTER)))
    refused(close(desk, entry, "示东工信局"), "flags.close.same-organ")


def test_a_flag_is_closed_by_another_organ_with_a_finding_and_a_paper() -> None:
    desk = shut(with_letter())
    recorded(activity(desk))
    entry = desk.programme.seq
    assert refused(close(desk, entry, POWER), "flags.close.same-organ").basis is SystemRule.SAME_HAND
    [fact] = recorded(close(desk, entry))
    assert isinstance(fact, FlagClosed)
    assert fact.closed_for == CITY
    assert raised(desk) == [("activity", entry, "查无此事")]
    assert recorded(close(desk, entry)) == ()
    refused(close(desk, entry, verdict="属实"), "flags.close.closed-already")


def test_a_closing_says_who_what_and_on_which_paper() -> None:
    desk = shut(with_letter())
    refused(close(desk, 1), "flags.close.no-flag")
    recorded(activity(desk))
    entry = desk.programme.seq
    refused(close(desk, entry, sort="照片重复"), "flags.close.no-flag")
    assert isinstance(refused(close(desk, entry, finding=" "), "flags.close.no-finding").basis, Clause)
    refused(close(desk, entry, checked_by={}), "flags.close.nobody")
    refused(close(desk, entry, checked_by={"示例检查": " "}), "flags.close.nobody")
    refused(close(desk, entry, document=DocumentNo("没有")), "flags.close.no-document")
    refused(close(desk, entry, effective=date(2020, 1, 2)), "flags.close.before-it")


def test_a_report_names_a_facility_says_what_was_seen_and_shows_it() -> None:
    desk = shut(with_letter())
    refused(activity(desk, facility="9号"), "flags.report-activity.no-such-facility")
    refused(activity(desk, part=PartId("L99")), "flags.report-activity.no-such-facility")
    refused(activity(desk, part=NO_PART, facility="F-9"), "flags.report-activity.no-such-facility")
    refused(activity(desk, finding=" "), "flags.report-activity.no-finding")
    refused(activity(desk, evidence=()), "flags.report-activity.no-evidence")


@pytest.mark.parametrize("role", ["county", "enterprise", "bureau", "reader"])
def test_whom_it_concerns_does_not_close_it(role: str) -> None:
    desk = shut(with_letter())
    recorded(activity(desk))
    refused(desk.ask(_closing(desk), role=role, organ=COUNTY), "roles.not-permitted")


def _closing(desk: Desk) -> Close:
    return Close(
        entry=desk.programme.seq,
        sort="生产迹象",
        verdict="不属实",
        finding="看过",
        checked_by={"示例检查": COUNTY},
        document=LETTER,
    )


def test_an_open_flag_keeps_acceptance_back_and_a_closed_one_lets_it_go() -> None:
    desk = opined(checked(ready()))
    recorded(activity(desk))
    entry = desk.programme.seq
    finding = refused(accept(desk), "acceptance.accept.conditions-unmet").finding
    assert "生产迹象" in finding
    assert f"第{entry}条" in finding
    recorded(close(desk, entry))
    recorded(accept(desk))


def test_a_true_sign_keeps_acceptance_back_until_the_oven_is_shut_again() -> None:
    desk = opined(checked(ready()))
    recorded(activity(desk))
    recorded(close(desk, desk.programme.seq, verdict="属实", finding="夜间装煤"))
    assert "查证属实" in refused(accept(desk), "acceptance.accept.conditions-unmet").finding
    recorded(condition(desk, "死灰复燃"))
    revived = desk.programme.seq
    recorded(condition(desk, "关停"))
    assert "待核查" in refused(accept(desk), "acceptance.accept.conditions-unmet").finding
    recorded(close(desk, revived, verdict="属实", finding="夜间仍在烧"))
    assert "查证属实" in refused(accept(desk), "acceptance.accept.conditions-unmet").finding
    recorded(condition(desk, "关停"))
    assert "完工报告" in refused(accept(desk), "acceptance.accept.conditions-unmet").finding
    recorded(report(desk, done="重新关停"))
    recorded(check(desk, words="重新关停以后又到现场，与报告相符"))
    refused(accept(desk), "acceptance.accept.paper-earlier")
    recorded(accept(desk, document=written(desk, "示焦压减验〔2020〕2号")))


def test_life_after_acceptance_leaves_the_acceptance_and_flags_the_oven() -> None:
    desk = opined(checked(ready()))
    recorded(accept(desk))
    before = desk.programme.acceptance
    recorded(condition(desk, "死灰复燃"))
    assert len(raised(desk)) == 1
    assert before.parts == desk.programme.acceptance.parts


# A shutting taken back ---------------------------------------------------------------------------


def voided(desk: Desk, record: int) -> Seq:
    """Given: a record that was voided, whatever would be said to the command today. The void is the last entry."""
    key = desk.programme.closures.records[Seq(record)]
    fact = RecordVoided(voids=Seq(record), part=key.part, facility=key.facility, reason="没有停")
    entered(desk, fact)
    return desk.programme.seq


def entered(desk: Desk, fact: Any, effective: date | None = None, organ: str = COUNTY) -> None:
    desk.now += timedelta(days=1)
    day = effective or desk.now.date()
    request: Request[Any] = Request(
        command=None,
        command_id=f"given{len(desk.history)}",
        actor="示例经办",
        organ=organ,
        role="installer",
        now=desk.now,
        effective=day,
    )
    desk._record(request, (fact,))


def shutting(desk: Desk, oven: int = 0) -> Entry[Any]:
    """The record with which an oven came to be shut."""
    listed = part(desk)
    [entry] = desk.programme.closures.conditions[listed.part, listed.facilities[oven]].entries
    return entry


def test_life_at_an_oven_whose_shutting_was_voided_is_flagged_all_the_same() -> None:
    desk = shut(with_letter())
    first = shutting(desk)
    voided(desk, first.seq)
    assert (
        raised(desk) == []
    )  # before acceptance the voiding itself is no sign: nobody was told that it was done
    recorded(activity(desk))
    sign = desk.programme.seq
    recorded(condition(desk, "在产"))
    assert raised(desk) == [("activity", sign, "待核查"), ("activity", desk.programme.seq, "待核查")]
    assert f"第{first.seq}条，后来更正或作废" in flags.flags(desk.programme)[0].why
    recorded(activity(desk, finding="次日仍在用电"))
    assert len(raised(desk)) == 2  # it is said to run by now, and that is flagged


def test_life_told_before_the_shutting_that_was_voided_is_no_flag() -> None:
    desk = with_letter()
    recorded(condition(desk, "在产"))
    recorded(condition(desk, "关停", effective=date(2020, 1, 2)))
    assert len(raised(desk)) == 1
    voided(desk, desk.programme.seq)
    assert raised(desk) == []


def test_the_oven_that_a_mistyped_shutting_was_moved_to_counts_and_the_other_is_looked_at_once() -> None:
    desk = with_letter()
    listed = part(desk)
    wrong = pictured(desk, picture("a"))
    day = desk.now.date()
    moved = MoveRecord(record=wrong, part=listed.part, facility=listed.facilities[1], reason="看错炉号")
    recorded(desk.ask(moved, effective=day, evidence=(SCAN,)))
    assert raised(desk) == []
    recorded(condition(desk, "在产"))
    recorded(condition(desk, "限产"))
    assert len(raised(desk)) == 1


def test_voiding_a_shutting_after_acceptance_is_a_flag_itself_and_so_is_what_follows() -> None:
    desk = opined(checked(ready()))
    recorded(accept(desk))
    accepted_on = desk.now.date()
    first = shutting(desk)
    void = voided(desk, first.seq)
    [flag] = flags.flags(desk.programme)
    assert (flag.raised, flag.kind, flag.against) == (void, "activity", first.seq)
    assert flag.since == accepted_on
    assert flag.organs == {COUNTY}
    assert f"第{first.seq}条" in flag.why
    assert "验收合格" in flag.why
    recorded(condition(desk, "在产"))
    recorded(activity(desk))
    assert len(raised(desk)) == 3
    refused(close(desk, void, COUNTY), "flags.close.same-organ")
    recorded(close(desk, void))


def test_correcting_a_shutting_after_acceptance_is_a_flag_unless_it_stays_shut_from_that_day() -> None:
    desk = opined(checked(ready()))
    recorded(accept(desk))
    first = shutting(desk)
    earlier = msgspec.structs.replace(first.value, corrects=first.seq)
    entered(desk, earlier, first.effective - timedelta(days=1))
    assert raised(desk) == []
    again = desk.programme.seq
    entered(desk, msgspec.structs.replace(first.value, corrects=again), first.effective + timedelta(days=9))
    assert raised(desk) == [("activity", desk.programme.seq, "待核查")]
    desk = opined(checked(ready()))
    recorded(accept(desk))
    first = shutting(desk)
    running = msgspec.structs.replace(
        first.value, condition="running", label="在产", counts_as="running", corrects=first.seq
    )
    entered(desk, running, first.effective)
    assert raised(desk) == [("activity", desk.programme.seq, "待核查")]


def test_before_acceptance_a_shutting_is_put_right_without_a_flag() -> None:
    desk = checked(ready())
    first = shutting(desk)
    entered(
        desk,
        msgspec.structs.replace(first.value, corrects=first.seq),
        first.effective + timedelta(days=1),
    )
    assert raised(desk) == []


# Pictures ----------------------------------------------------------------------------------------


def pictured(
    desk: Desk, *shown: Picture, words: str = "关停", oven: int = 0, effective: date | None = None
) -> Seq:
    listed = part(desk)
    command = RecordCondition(part=listed.part, facility=listed.facilities[oven], condition=words)
    recorded(desk.ask(command, evidence=(SCAN,), organ=COUNTY, effective=effective, pictures=shown))
    return desk.programme.seq


NEAR, FAR = "00ff00ff00ff03ff", "0fffffff00ffffff"  # 2 and 20 bits from the first
LOOK = "00ff00ff00ff00ff"


@pytest.mark.parametrize(
    "again", [picture("a"), picture("b", LOOK), picture("b", NEAR)], ids=["same", "alike", "near"]
)
def test_a_picture_handed_in_for_another_oven_is_flagged_and_the_record_stands(again: Picture) -> None:
    desk = with_letter()
    first = pictured(desk, picture("a", LOOK))
    second = pictured(desk, again, oven=1)
    assert raised(desk) == [("picture", second, "待核查")]
    [flag] = flags.flags(desk.programme)
    assert flag.against == first
    assert f"第{first}条" in flag.why


def test_another_picture_is_none_and_one_that_shows_nothing_is_like_no_other() -> None:
    desk = with_letter()
    pictured(desk, picture("a", LOOK))
    pictured(desk, picture("b", FAR), oven=1)
    pictured(desk, picture("c"), oven=1, words="焦炉设施已拆除")
    assert raised(desk) == []


def test_one_visit_may_show_one_picture_twice_and_another_day_may_not() -> None:
    desk = with_letter()
    day = date(2020, 1, 2)
    pictured(desk, picture("a", LOOK), words="停产", effective=day)
    pictured(desk, picture("a", LOOK), words="关停", effective=day)
    assert raised(desk) == []
    pictured(desk, picture("a", LOOK), words="焦炉设施已拆除", effective=date(2020, 1, 3))
    assert len(raised(desk)) == 1


def test_what_takes_the_place_of_an_entry_may_show_its_picture() -> None:
    desk = with_letter()
    listed = part(desk)
    wrong = pictured(desk, picture("a", LOOK))
    moved = MoveRecord(record=wrong, part=listed.part, facility=listed.facilities[1], reason="放反了")
    day = desk.now.date()
    recorded(desk.ask(moved, effective=day, evidence=(SCAN,), pictures=(picture("a", LOOK),)))
    assert raised(desk) == []


def test_each_level_looks_for_itself() -> None:
    desk = ready()
    first = pictured(desk, picture("a", LOOK), words="主体设备已拆除")

    recorded(report(desk))
    looked = {name: Finding(found="已拆") for name in part(desk).facilities} | CHECKED
    record = written(desk, "示核〔2020〕1号")
    check = Check(
        part=part(desk).part, level="市级", looked=looked, members=GROUP, words="相符", document=record
    )
    day = desk.now.date()
    recorded(desk.ask(check, effective=day, evidence=(SCAN,), pictures=(picture("a", LOOK),)))
    [flag] = flags.flags(desk.programme)
    assert (flag.against, flag.organs) == (first, frozenset(GROUP.values()))
    again = desk.ask(check, effective=day, evidence=(SCAN,), pictures=(picture("a", LOOK),))
    assert recorded(again) == ()
    refused(close(desk, flag.raised, sort="照片重复"), "flags.close.same-organ")
    said: dict[str, Any] = {"checked_by": {"示例检查": POWER}, "finding": "拍的是同一面，已补拍"}
    recorded(close(desk, flag.raised, POWER, sort="照片重复", **said))


def looked(desk: Desk, level: str, shown: Picture, organ: str) -> Seq:
    """Given: one level looked at the part and handed this picture in."""
    fact = LevelChecked(
        part=part(desk).part,
        level="county" if level == "县级" else "city",
        report=Seq(1),
        agrees=True,
        looked=(),
        members=tuple(Member(name=name, organ=whose) for name, whose in GROUP.items()),
        words="相符",
        document=LETTER,
        scan=SCAN,
        pictures=(shown,),
    )
    desk.now -= timedelta(days=1)  # on the day of the entry before
    entered(desk, fact, organ=organ)
    return desk.programme.seq


def like(first: Seq) -> Picture:
    return Picture(digest=Digest("a" * 64), looks=(LOOK,), like=(first,))


def test_two_levels_are_never_one_visit_though_they_went_on_one_day() -> None:
    desk = ready()
    first = looked(desk, "县级", picture("a", LOOK), COUNTY)
    second = looked(desk, "市级", like(first), CITY)
    assert raised(desk) == [("picture", second, "待核查")]
    desk = ready()
    first = looked(desk, "市级", picture("a", LOOK), CITY)
    looked(desk, "市级", like(first), CITY)
    assert raised(desk) == []


def test_the_county_s_own_photograph_is_not_the_city_s_look_but_its_own() -> None:
    for level, flagged in (("市级", True), ("县级", False)):
        desk = with_letter()
        first = pictured(desk, picture("a", LOOK))
        looked(desk, level, like(first), CITY)
        assert bool(raised(desk)) is flagged


def test_who_entered_a_visit_does_not_close_the_flag_it_raised() -> None:
    desk = ready()
    looked(desk, "县级", picture("a", LOOK), COUNTY)
    second = looked(desk, "市级", like(Seq(desk.programme.seq)), COUNTY)
    [flag] = flags.flags(desk.programme)
    assert flag.organs == {COUNTY, *GROUP.values()}
    refused(close(desk, second, COUNTY, sort="照片重复"), "flags.close.same-organ")
    office = desk.plan.groups["leading_group_office"]
    third = looked(desk, "市级", like(Seq(second - 1)), office.name)
    refused(close(desk, third, office.id, sort="照片重复"), "flags.close.same-organ")
    recorded(close(desk, second, POWER, sort="照片重复", checked_by={"示例检查": POWER}))


# Whose word closes it -----------------------------------------------------------------------------


def test_a_paper_older_than_the_sign_closes_nothing() -> None:
    desk = shut(with_letter())
    recorded(activity(desk))
    entry = desk.programme.seq
    finding = refused(close(desk, entry, document=LETTER), "flags.close.paper-earlier").finding
    assert "2019-12-31" in finding
    recorded(close(desk, entry))


@pytest.mark.parametrize("spelt", ["{}", " {} ", "市应急局、{}"])
def test_the_firm_s_own_paper_closes_nothing(spelt: str) -> None:
    desk = shut(with_letter())
    recorded(activity(desk))
    entry = desk.programme.seq
    paper = written(desk, "示例庚〔2020〕9号", issuer=spelt.format(part(desk).enterprise_name))
    refused(close(desk, entry, document=paper), "flags.close.paper-of-the-firm")
    other = next(one for one in desk.parts() if one.enterprise != part(desk).enterprise)
    recorded(close(desk, entry, document=written(desk, "他厂〔2020〕1号", issuer=other.enterprise_name)))


def test_who_looked_is_neither_of_the_firm_nor_of_who_entered_it() -> None:
    desk = shut(with_letter())
    recorded(activity(desk))
    entry = desk.programme.seq
    firm = part(desk).enterprise_name
    wide = firm.replace("示", "示 ")
    short = firm.replace("有限公司", "公司")
    for whose in (firm, wide, short, POWER, f"{POWER}　"):
        said = {"示例检查": CITY, "另一人": whose}
        assert "另一人" in refused(close(desk, entry, checked_by=said), "flags.close.own-checker").finding
    recorded(close(desk, entry))


def test_a_county_s_government_and_its_bureaus_are_one_hand() -> None:
    desk = shut(with_letter())
    recorded(activity(desk, organ="示东市人民政府"))
    entry = desk.programme.seq
    for whose in (COUNTY, "示东市应急局", "shidong"):
        said = {"示例检查": CITY, "县里的人": whose}
        assert "县里的人" in refused(close(desk, entry, checked_by=said), "flags.close.own-checker").finding
        refused(close(desk, entry, whose), "flags.close.same-organ")
    theirs = written(desk, "示东工信函〔2020〕9号", issuer=COUNTY)
    finding = refused(close(desk, entry, document=theirs), "flags.close.paper-of-who-entered").finding
    assert COUNTY in finding
    together = written(desk, "示应急查〔2020〕9号", issuer=f"市应急局、{COUNTY}")
    recorded(close(desk, entry, document=together))


def test_another_county_may_look_and_the_city_too() -> None:
    desk = shut(with_letter())
    recorded(activity(desk, organ="示东市人民政府"))
    entry = desk.programme.seq
    paper = written(desk, "示西工信函〔2020〕1号", issuer="示西县工信局")
    recorded(close(desk, entry, "示西县工信局", document=paper, checked_by={"示例西": "示西县工信局"}))


def test_a_paper_that_closed_another_s_flag_closes_this_one_only_if_its_title_names_the_firm() -> None:
    desk = shut(with_letter())
    recorded(activity(desk))
    entry = desk.programme.seq
    elsewhere = next(one for one in desk.parts() if one.enterprise != part(desk).enterprise)
    entered(desk, _shut_elsewhere(elsewhere))
    entered(desk, ActivityReported(part=elsewhere.part, facility="", sign="用电", finding="夜里用电"))
    another = desk.programme.seq
    names = (elsewhere.enterprise_name, part(desk).enterprise_name)
    for number, title in enumerate((names[0], "、".join(names)), start=1):
        paper = written(
            desk, f"示应急查〔2020〕{number}号", title=f"关于{title}用电的核查报告", issuer="市应急局"
        )
        if number == 1:
            recorded(close(desk, another, document=paper))
            finding = refused(close(desk, entry, document=paper), "flags.close.paper-of-another").finding
            assert "标题没有写这一户" in finding
        else:
            recorded(close(desk, entry, document=paper))


def _shut_elsewhere(listed: Any) -> ConditionRecorded:
    return ConditionRecorded(part=listed.part, facility="", condition="shut", label="关停", counts_as="shut")


def test_a_paper_of_another_business_closes_no_flag() -> None:
    desk = shut(with_letter())
    recorded(activity(desk))
    entry = desk.programme.seq
    paper = written(desk, "示工信函〔2020〕7号")
    given = HoldPost(organ=OrganId("shidong"), post="line_leader", person="示例副市长", document=paper)
    recorded(desk.ask(given))
    refused(close(desk, entry, document=paper), "flags.close.paper-of-another")


def test_the_report_counts_what_is_open() -> None:
    desk = shut(with_letter())
    recorded(activity(desk))
    pictured(desk, picture("a", LOOK), words="停产")
    sheet = reports.sheet(desk.plan, desk.programme)
    assert [line.flag.kind for line in sheet.lines] == ["activity", "activity"]
    assert sheet.open == 2
    assert reports.as_builtins(sheet)["open"] == 2


# A visit that shows nothing of its own -------------------------------------------------------------


def reshown(*shown: Picture) -> tuple[Desk, Seq]:
    """Given: the city group's visit shows a picture that the county's record of an oven held, and these besides."""
    desk = ready()
    first = pictured(desk, picture("a", LOOK))
    recorded(report(desk))
    recorded(check(desk, pictures=(like(first), *shown)))
    return opined(desk), desk.programme.seq


def test_a_visit_whose_only_picture_was_there_before_carries_no_acceptance_until_somebody_looked_into_it() -> (
    None
):
    desk, _ = reshown()
    [flag] = flags.flags(desk.programme)
    refusal = refused(accept(desk), "acceptance.accept.conditions-unmet")
    assert "照片" in refusal.finding
    recorded(close(desk, flag.raised, POWER, sort="照片重复", checked_by={"示例检查": POWER}))
    recorded(accept(desk))


def test_found_borrowed_it_wants_another_visit_with_a_picture_of_its_own() -> None:
    desk, _ = reshown()
    [flag] = flags.flags(desk.programme)
    recorded(close(desk, flag.raised, POWER, sort="照片重复", verdict="属实", checked_by={"示例检查": POWER}))
    refusal = refused(accept(desk), "acceptance.accept.conditions-unmet")
    assert "重新到现场核查" in refusal.way_forward
    recorded(check(desk))
    recorded(accept(desk, document=written(desk, "示焦压减验〔2020〕9号")))


def test_one_new_picture_is_enough() -> None:
    desk, _ = reshown(picture("b", "0" * 16))
    assert len(raised(desk)) == 1
    recorded(accept(desk))
