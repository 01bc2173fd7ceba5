"""核查清单: what a visit has to say something of, by whose word, how gravely, and from which day."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from tests.core.test_acceptance import CHECKED, accept, check, checked, looked, opined, part, ready, report
from tests.given import Desk, adopt, answer, provinces, recorded, refused, with_letter
from yajian.core import checks, gates
from yajian.core.checks import Line
from yajian.core.decisions.acceptance import Finding
from yajian.core.decisions.charter import WithdrawAnswer
from yajian.core.facts.acceptance import LevelChecked
from yajian.core.plan import CompletionStandard
from yajian.core.words import Clause, Digest, PartId, QuestionId

ELSEWHERE = {
    name: Finding(found="查过，没有问题") for name in ("断水", "断电", "停止原料进厂", "停止生产运营")
}
ELSEWHERE |= {name: Finding(found="已注销") for name in ("停止安全生产许可", "停止排污许可")}


def catalogue(desk: Desk, wanted: PartId, day: date | None = None) -> tuple[Line, ...]:
    day = day or desk.now.date()
    asked = gates.case(desk.plan, desk.programme, wanted, "", day, day)
    assert asked is not None
    return checks.catalogue(desk.plan, desk.programme, asked)


def extra(desk: Desk) -> CompletionStandard:
    [found] = [one for one in desk.base.completion_standards.values() if one.extra]
    return found


def taken_up(desk: Desk, value: bool = True, effective: date | None = None) -> Desk:
    """Given: the city answered whether it takes up the practice from elsewhere."""
    standard = extra(desk)
    assert standard.applies.question is not None
    settles = {f"completion_standards.{standard.id}.applies": value}
    recorded(
        desk.ask(
            answer(standard.applies.question, settles=settles, document=provinces(desk)), effective=effective
        )
    )
    return desk


# What the plan asks ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "labels"),
    [
        ("L01", ["主体设备拆除", "焦炉设施拆除", "设备去向"]),
        ("L07a", ["关停", "设备去向"]),
        ("L06", ["关停", "设备去向"]),
        ("L03", ["关停或拆除", "设备去向"]),
        ("L04", ["关停或拆除", "设备去向"]),
    ],
)
def test_the_catalogue_is_made_of_the_plans_own_verbs(wanted: str, labels: list[str]) -> None:
    found = catalogue(with_letter(), PartId(wanted))
    assert [one.label for one in found] == labels
    assert [one.at_least for one in found if one.label != "焦炉设施拆除"] == ["major", "minor"]
    for one in found:
        assert isinstance(one.basis(with_letter().plan), Clause)
        assert not one.outside


def test_how_grave_it_is_is_nobodys_word_yet_and_names_its_question() -> None:
    desk = with_letter()
    for one in catalogue(desk, part(desk).part):
        assert extra(desk).applies.question in one.asks


def test_another_industry_has_its_own_catalogue() -> None:
    desk = Desk("demo-steel")
    desk.now = datetime(2030, 3, 1, 1, 0, tzinfo=UTC)
    recorded(desk.ask(adopt(), evidence=(Digest("f" * 64), Digest("d" * 64))))
    [first, *_] = desk.parts()
    assert [one.label for one in catalogue(desk, first.part)] == ["断电", "炉体拆除", "设备去向"]


def test_a_plan_without_checks_asks_for_none() -> None:
    desk = ready()
    bare = {
        name: msgspec.structs.replace(one, checks=(), special=())
        for name, one in desk.base.completion_standards.items()
    }
    desk.base = msgspec.structs.replace(desk.base, completion_standards=bare)
    recorded(report(desk))
    [fact] = recorded(
        check(desk, looked={name: one for name, one in looked(desk).items() if name not in CHECKED})
    )
    assert isinstance(fact, LevelChecked)


# What a visit says of it --------------------------------------------------------------------------


def test_a_visit_says_something_of_every_check() -> None:
    desk = ready()
    recorded(report(desk))
    for name in CHECKED:
        without = {what: one for what, one in looked(desk).items() if what != name}
        refusal = refused(check(desk, looked=without), "acceptance.check.check-missing")
        assert name in refusal.finding
        assert isinstance(refusal.basis, Clause)
    [fact] = recorded(check(desk))
    assert isinstance(fact, LevelChecked)


def test_what_the_check_holds_grave_is_not_put_down_as_less() -> None:
    desk = ready()
    recorded(report(desk))
    open_yet = looked(desk, 关停=Finding(found="4号焦炉仍在焖炉", fault="一般"))
    refusal = refused(check(desk, looked=open_yet), "acceptance.check.fault-too-light")
    assert "至少算严重问题" in refusal.finding
    grave = looked(desk, 关停=Finding(found="4号焦炉仍在焖炉", fault="严重"))
    refused(check(desk, looked=grave), "acceptance.check.major-fault")
    recorded(check(desk, looked=grave, verdict="退回", words="推空以后再报"))


def test_a_lesser_fault_may_be_agreed_to_and_may_be_held_graver() -> None:
    desk = ready()
    recorded(report(desk))
    lesser = looked(desk, 设备去向=Finding(found="一台推焦车没有编号", fault="一般"))
    recorded(check(desk, looked=lesser, words="限期补编号"))
    graver = looked(desk, 设备去向=Finding(found="两台推焦车不知去向", fault="严重"))
    recorded(check(desk, looked=graver, verdict="退回", words="查明去向"))


def test_where_either_will_do_the_record_says_which() -> None:
    line = next(one for one in catalogue(with_letter(), PartId("L04")) if one.one_of)
    assert line.unsaid("炉体已冷")
    assert not line.unsaid("已关停，没有拆除")
    assert not line.unsaid("整座拆除")
    desk = ready()
    with_special(desk)
    recorded(report(desk))
    refusal = refused(
        check(desk, looked=looked(desk, 关停或拆除=Finding(found="炉体已冷"))),
        "acceptance.check.way-not-said",
    )
    assert "关停或拆除" in refusal.way_forward
    still = looked(desk, 关停或拆除=Finding(found="仍在生产", fault="严重"))
    recorded(check(desk, looked=still, verdict="退回", words="做完再报"))
    recorded(check(desk, looked=looked(desk, 关停或拆除=Finding(found="已关停，没有拆除"))))


def with_special(desk: Desk) -> None:
    """Given: the special rule holds in the county of the part that is looked at."""
    county, changed = part(desk).county, {}
    special = next(one for each in desk.base.completion_standards.values() for one in each.special)
    assert county is not None
    for name, one in desk.base.completion_standards.items():
        mine = msgspec.structs.replace(special, only_in=(county,))
        changed[name] = msgspec.structs.replace(one, special=(mine,))
    desk.base = msgspec.structs.replace(desk.base, completion_standards=changed)


# What a city takes up beside the plan -------------------------------------------------------------


def test_a_practice_from_elsewhere_is_off_until_a_paper_takes_it_up() -> None:
    desk = ready()
    recorded(report(desk))
    assert not any(one.outside for one in catalogue(desk, part(desk).part))
    recorded(check(desk))
    taken_up(desk)
    found = [one for one in catalogue(desk, part(desk).part) if one.outside]
    assert [one.label for one in found] == list(ELSEWHERE)
    assert {(one.outside, one.document) for one in found} == {(extra(desk).label, provinces(desk))}
    refusal = refused(check(desk, words="第二次"), "acceptance.check.check-missing")
    assert "断水（方案以外：" in refusal.finding
    assert provinces(desk) in refusal.finding
    [fact] = recorded(check(desk, words="第二次", looked=looked(desk) | ELSEWHERE))
    assert isinstance(fact, LevelChecked)
    assert fact.looked[-1].check == f"{extra(desk).id}/停止排污许可"


def test_it_holds_for_every_batch_alike() -> None:
    desk = taken_up(with_letter())
    for listed in desk.parts():
        assert [one.label for one in catalogue(desk, listed.part) if one.outside] == list(ELSEWHERE)


def test_it_counts_from_its_day_and_asks_nothing_of_a_visit_before() -> None:
    desk = ready()
    recorded(report(desk))
    before = desk.now.date()
    desk.now += timedelta(days=10)
    taken_up(desk)
    after = desk.now.date()
    refused(check(desk), "acceptance.check.check-missing")
    recorded(check(desk, effective=before))
    assert not any(one.outside for one in catalogue(desk, part(desk).part, before))
    assert any(one.outside for one in catalogue(desk, part(desk).part, after))


def test_what_was_looked_at_before_that_day_is_accepted_as_it_was() -> None:
    desk = taken_up(opined(checked(ready())))
    recorded(accept(desk))


def test_it_is_put_down_again_by_another_paper_and_by_withdrawing_the_first() -> None:
    desk = ready()
    recorded(report(desk))
    taken_up(desk)
    taken_up(desk, value=False)
    recorded(check(desk))
    again = taken_up(desk)
    question = extra(desk).applies.question
    assert question is not None
    entry = again.programme.charter.answers[question].at()
    assert entry is not None
    withdrawn = WithdrawAnswer(
        question=question, withdraws=entry.seq, reason="来函撤销", document=provinces(desk)
    )
    recorded(desk.ask(withdrawn))
    assert not any(one.outside for one in catalogue(desk, part(desk).part))


def test_an_answer_that_speaks_of_something_else_takes_nothing_up() -> None:
    desk = with_letter()
    question = extra(desk).applies.question
    assert question is not None
    recorded(desk.ask(answer(QuestionId(question), document=provinces(desk))))
    assert not any(one.outside for one in catalogue(desk, part(desk).part))


def test_whoever_answers_may_say_what_is_looked_at_and_how_grave_it_is() -> None:
    desk = with_letter()
    path = f"completion_standards.{extra(desk).id}"
    question = extra(desk).applies.question
    assert question is not None
    settles = {f"{path}.applies": True, f"{path}.evidence": ["断水", "断电"], f"{path}.severity": "minor"}
    recorded(desk.ask(answer(question, settles=settles, document=provinces(desk))))
    found = [one for one in catalogue(desk, part(desk).part) if one.outside]
    assert [(one.label, one.at_least) for one in found] == [("断水", "minor"), ("断电", "minor")]


def test_a_visit_is_asked_what_was_asked_on_its_day_however_another_paper_reads_since() -> None:
    desk = ready()
    recorded(report(desk))
    path = f"completion_standards.{extra(desk).id}"
    question = extra(desk).applies.question
    assert question is not None

    def asked(**settles: object) -> date:
        desk.now += timedelta(days=10)
        said = {f"{path}.{what}": value for what, value in ({"applies": True} | settles).items()}
        recorded(
            desk.ask(answer(question, settles=said, document=provinces(desk)), effective=desk.now.date())
        )
        return desk.now.date()

    first, second, third = asked(), asked(evidence=["断水"], severity="minor"), asked(evidence=["断电"])

    def lines(day: date) -> list[tuple[str, str]]:
        return [(one.label, one.at_least) for one in catalogue(desk, part(desk).part, day) if one.outside]

    assert lines(first) == [(name, "major") for name in ELSEWHERE], "as the file was issued"
    assert lines(second) == [("断水", "minor")]
    assert lines(third) == [("断电", "major")]
    looked_at = looked(desk) | {"断水": Finding(found="总阀已拆")}
    recorded(check(desk, effective=second, looked=looked_at))
    refused(check(desk, effective=third, looked=looked_at), "acceptance.check.check-missing")
