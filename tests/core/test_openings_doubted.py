"""期初补录 that somebody would use in place of a release: by whom it is stated, and what in the books speaks against it."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from tests.core import test_flags as flagging
from tests.core import test_releases as releasing
from tests.core.test_acceptance import accepted
from tests.core.test_flags import condition, raised
from tests.given import LETTER, SCAN, Desk, recorded, refused, with_letter, written
from yajian.core import gates
from yajian.core.decisions.closure import MoveRecord, RecordCondition, StateOpening, VoidRecord
from yajian.core.decisions.utilities import StateSupply
from yajian.core.facts.targets import PartListed
from yajian.core.flags import flags
from yajian.core.words import Seq

STATED = date(2019, 12, 25)
FIRM = "示东市示例焦化庚有限公司"
TWO = {"示东丙": "示东市工信局", "示东丁": "示东市应急局"}


def part(desk: Desk) -> PartListed:
    return releasing.part(desk)


def state(desk: Desk, oven: int = 0, **said: Any) -> object:
    listed = part(desk)
    words: dict[str, Any] = {
        "part": listed.part,
        "facility": listed.facilities[oven],
        "condition": "关停",
        "document": LETTER,
        "signers": TWO,
    } | said
    return desk.ask(StateOpening(**words), effective=STATED)


def down(desk: Desk, day: date | None = None, word: str = "关停") -> Seq:
    listed = part(desk)
    command = RecordCondition(part=listed.part, facility=listed.facilities[0], condition=word)
    recorded(desk.ask(command, evidence=(SCAN,), effective=day))
    return desk.history[-1].seq


def gives(desk: Desk, amount: str = "6") -> None:
    listed = part(desk)
    paper = written(desk, f"示东能函〔2020〕{len(desk.history)}号", issuer="示东市能源局")
    command = StateSupply(
        utility="gas",
        enterprise=listed.enterprise,
        part=listed.part,
        facility=listed.facilities[0],
        amount=amount,
        document=paper,
    )
    recorded(desk.ask(command))


def marks(desk: Desk) -> list[str]:
    listed = part(desk)
    return [one.word for one in gates.marks(desk.plan, desk.programme, listed, listed.facilities[0])]


@pytest.mark.parametrize("issuer", [FIRM, "庚公司", f"示东市工信局、{FIRM}", "某某焦化有限公司"])
def test_no_firm_states_on_its_own_paper_how_its_oven_stood(issuer: str) -> None:
    desk = with_letter()
    paper = written(desk, "庚焦〔2020〕9号", issuer=issuer)
    refusal = refused(state(desk, document=paper), "closure.state-opening.a-firms-paper")
    assert issuer in refusal.finding


@pytest.mark.parametrize("organ", [FIRM, "庚公司", "某某焦化有限公司"])
def test_nobody_of_a_firm_signs_for_it(organ: str) -> None:
    signers = {"示东丙": "示东市工信局", "庚公司厂长": organ}
    refusal = refused(state(with_letter(), signers=signers), "closure.state-opening.firms-people")
    assert "庚公司厂长" in refusal.finding


def test_one_person_with_his_post_beside_him_does_not_sign_twice() -> None:
    twins = {"示东丙": "示东市工信局", "示东丙（科长）": "示东市工信局"}
    refused(state(with_letter(), signers=twins), "closure.state-opening.not-two-signers")


@pytest.mark.parametrize("word", ["在产", "限产"])
def test_an_oven_that_ran_later_is_flagged_as_soon_as_it_is_stated_shut(word: str) -> None:
    desk = with_letter()
    ran = down(desk, word=word)
    recorded(state(desk))
    assert raised(desk) == [("activity", ran, "待核查")]


def test_an_oven_that_gives_gas_later_is_flagged_by_the_statement_itself() -> None:
    desk = with_letter()
    gives(desk)
    assert raised(desk) == []
    recorded(state(desk))
    stated = desk.history[-1].seq
    assert raised(desk) == [("activity", stated, "待核查")]
    voided = VoidRecord(record=stated, reason="登错了", document=LETTER)
    recorded(desk.ask(voided))
    assert raised(desk) == [("activity", stated, "待核查")]


def test_what_gives_nothing_and_what_was_stated_of_another_oven_speaks_against_nothing() -> None:
    desk = with_letter()
    paper = written(desk, "示东工信函〔2020〕90号", issuer="示东市工信局")
    recorded(
        desk.ask(
            StateSupply(utility="gas", enterprise=part(desk).enterprise, amount="0", document=paper),
            effective=desk.now.date(),
        )
    )
    recorded(state(desk))
    assert raised(desk) == []


def firm_gives(desk: Desk, amount: str = "6", on: date | None = None) -> Seq:
    """The firm as a whole gives others so much, of no oven in particular."""
    day: dict[str, Any] = {"issued_on": on} if on is not None else {}
    paper = written(desk, f"示东能函〔2020〕{len(desk.history)}号", issuer="示东市能源局", **day)
    command = StateSupply(utility="gas", enterprise=part(desk).enterprise, amount=amount, document=paper)
    recorded(desk.ask(command, effective=on))
    return desk.history[-1].seq


def with_two_ovens() -> Desk:
    """Given: a firm of which two ovens are all there is."""
    desk = with_letter()
    alone = tuple(
        one for one in desk.parts() if one.part == part(desk).part or one.enterprise != part(desk).enterprise
    )
    for name, versions in list(desk.programme.targets.lists.items()):
        last = versions.known()[-1]
        kept = tuple(one for one in last.value.parts if one in alone)
        desk.append(msgspec.structs.replace(last.value, parts=kept))
        assert name
    return desk


def test_a_firm_that_gives_gas_with_all_its_ovens_down_speaks_against_every_statement_of_them() -> None:
    desk = with_two_ovens()
    given = firm_gives(desk)
    recorded(state(desk))
    assert raised(desk) == []  # the other oven may be the one that gives
    first = desk.history[-1].seq
    recorded(state(desk, oven=1))
    second = desk.history[-1].seq
    assert raised(desk) == [("activity", first, "待核查"), ("activity", second, "待核查")]
    [flag, _] = flags(desk.programme)
    assert flag.against == given
    assert "企业整体对外供应" in flag.why


def test_a_firm_that_gives_gas_from_an_oven_that_runs_or_of_which_nobody_knows_speaks_against_nothing() -> (
    None
):
    desk = with_two_ovens()
    firm_gives(desk)
    recorded(state(desk))
    other = part(desk).facilities[1]
    running = RecordCondition(part=part(desk).part, facility=other, condition="在产")
    recorded(desk.ask(running, evidence=(SCAN,), effective=STATED))
    assert raised(desk) == []
    desk = with_letter()  # here the firm has another part too, whose ovens nobody has named
    firm_gives(desk)
    recorded(state(desk))
    recorded(state(desk, oven=1))
    assert raised(desk) == []


@pytest.mark.parametrize(("amount", "days"), [("0", 0), ("6", -40)])
def test_a_firm_that_gives_nothing_or_gave_before_speaks_against_nothing(amount: str, days: int) -> None:
    desk = with_two_ovens()
    if amount == "0":
        paper = written(desk, "示东工信函〔2020〕91号", issuer="示东市工信局")
        none = StateSupply(utility="gas", enterprise=part(desk).enterprise, amount="0", document=paper)
        recorded(desk.ask(none))
    else:
        firm_gives(desk, amount, STATED + timedelta(days=days))
    recorded(state(desk))
    recorded(state(desk, oven=1))
    assert raised(desk) == []


def test_a_firm_whose_last_oven_was_shut_the_day_it_gave_speaks_against_nothing() -> None:
    desk = with_two_ovens()
    recorded(state(desk))
    other = part(desk).facilities[1]
    shut = RecordCondition(part=part(desk).part, facility=other, condition="关停")
    recorded(desk.ask(shut, evidence=(SCAN,), effective=date(2020, 1, 5)))
    firm_gives(desk, on=date(2020, 1, 5))
    assert raised(desk) == []
    firm_gives(desk, "7", on=date(2020, 1, 6))
    assert [one[0] for one in raised(desk)] == ["activity"]


def test_a_statement_moved_from_the_wrong_oven_said_nothing_of_it() -> None:
    desk = with_letter()
    gives(desk)
    recorded(state(desk))
    listed = part(desk)
    moving = MoveRecord(
        record=desk.history[-1].seq, part=listed.part, facility=listed.facilities[1], reason="是另一座"
    )
    recorded(desk.ask(moving, effective=STATED, evidence=(SCAN,)))
    assert raised(desk) == []


@pytest.mark.parametrize("voided", [False, True])
def test_no_statement_takes_the_mark_of_an_unreleased_shutting_away(voided: bool) -> None:
    desk = with_letter()
    shut = down(desk)
    assert gates.UNRELEASED in marks(desk)
    if voided:
        recorded(desk.ask(VoidRecord(record=shut, reason="登错了", document=LETTER)))
    recorded(state(desk))
    assert gates.UNRELEASED in marks(desk)


def test_a_statement_of_an_oven_nobody_recorded_since_carries_no_mark() -> None:
    desk = with_letter()
    recorded(state(desk))
    assert marks(desk) == []


# Shut twice, and signs of the day itself --------------------------------------------------------------


def again(desk: Desk) -> gates.Mark | None:
    listed = part(desk)
    found = gates.marks(desk.plan, desk.programme, listed, listed.facilities[0])
    return next((one for one in found if one.word.startswith("验收后")), None)


def seen_at_work(desk: Desk, **said: Any) -> Seq:
    listed = part(desk)
    recorded(flagging.activity(desk, part=listed.part, facility=listed.facilities[0], **said))
    return desk.history[-1].seq


def test_another_shutting_after_acceptance_is_told_as_that_and_accuses_nobody_of_having_run() -> None:
    desk = accepted()
    assert again(desk) is None
    shut = down(desk)
    mark = again(desk)
    assert mark is not None
    assert mark.word == "验收后再次登记关停"
    assert f"第{shut}条" in mark.why
    assert "其间没有开炉的登记" in mark.why


def test_a_shutting_that_follows_a_run_recorded_after_acceptance_is_told_with_the_run() -> None:
    desk = accepted()
    ran = down(desk, word="在产")
    assert again(desk) is None
    down(desk)
    mark = again(desk)
    assert mark is not None
    assert mark.word == "验收后又停炉"
    assert f"在产（第{ran}条）" in mark.why


def test_a_sign_of_life_after_acceptance_is_a_run_unless_it_was_found_untrue() -> None:
    desk = accepted()
    sign = seen_at_work(desk)
    down(desk)
    mark = again(desk)
    assert mark is not None
    assert mark.word == "验收后又停炉"
    assert f"第{sign}条" in mark.why
    recorded(flagging.close(desk, sign))
    mark = again(desk)
    assert mark is not None
    assert mark.word == "验收后再次登记关停"


def test_a_run_after_the_second_shutting_does_not_make_it_one_that_followed_a_run() -> None:
    desk = accepted()
    down(desk)
    down(desk, word="在产")
    mark = again(desk)
    assert mark is not None
    assert mark.word == "验收后再次登记关停"
    down(desk)
    mark = again(desk)
    assert mark is not None
    assert mark.word == "验收后又停炉"


def test_a_sign_told_after_the_shutting_of_the_same_day_is_a_flag_and_one_told_before_is_none() -> None:
    desk = with_letter()
    listed, day = part(desk), desk.now.date()
    oven: dict[str, Any] = {
        "part": listed.part,
        "facility": listed.facilities[0],
        "effective": day,
    }
    recorded(flagging.activity(desk, **oven))
    recorded(condition(desk, "关停", effective=day))
    assert raised(desk) == []
    recorded(flagging.activity(desk, **oven, finding="夜里装煤"))
    assert raised(desk) == [("activity", desk.history[-1].seq, "待核查")]
