"""Any history, any two dates: what counts is what a clerk with the journal and a pencil would work out."""

from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_closure import sheet
from tests.given import LETTER, SCAN, Desk, answer, correcting, letter, recorded, with_letter
from yajian.core.decisions.closure import ApproveMethod, MoveRecord, RecordCondition, StateOpening, VoidRecord
from yajian.core.decisions.targets import PartChange, PublishList
from yajian.core.facts.closure import ConditionRecorded, MethodApproved, OpeningStated, RecordVoided
from yajian.core.facts.targets import ListPublished, PartListed
from yajian.core.plan import Plan
from yajian.core.words import DocumentNo, PartId, QuestionId, Recorded, Seq

REVIEW = DocumentNo("示南论证〔2020〕1号")
DAYS = [date(2019, 12, 20) + timedelta(days) for days in range(40)]
NAMES = ("1号焦炉", "2号焦炉")


@cache
def prepared() -> Desk:
    """Given: papers and an approver; of four parts one named by the plan, one by the list, one by a method."""
    desk = with_letter()
    recorded(desk.ask(letter(REVIEW, issued_on=date(2019, 12, 30)), evidence=(SCAN,)))
    recorded(desk.ask(answer(QuestionId("Q-SWAP"))))
    by_method, _, _, by_list = desk.parts()[-4:]
    recorded(desk.ask(_naming(desk, by_list, NAMES[:1])))
    recorded(desk.ask(_method_of(by_method.part, NAMES[:1])))
    return desk


@cache
def settled() -> Plan:
    """The plan with that answer laid over it, worked out once: nothing in this file answers another."""
    return prepared().plan


class Settled(Desk):
    @property
    def plan(self) -> Plan:
        return settled()


def fresh() -> Desk:
    start, desk = prepared(), Settled()
    desk.programme, desk.history, desk.now = start.programme, list(start.history), start.now
    return desk


# What may happen, as data: a verb, and numbers that choose among what there is --------------------


class Act(NamedTuple):
    verb: str
    part: int
    name: int
    counts_as: str
    day: date
    earlier: int


VERBS = (
    "record",
    "record",
    "record",
    "record",
    "record",
    "correct",
    "correct",
    "open",
    "move",
    "void",
    "name",
    "approve",
)
READINGS = ("shut", "shut", "shut", "dismantled", "stopped", "running", "revived")
ACTS = st.lists(
    st.builds(
        Act,
        st.sampled_from(VERBS),
        st.integers(0, 3),
        st.integers(0, 2),
        st.sampled_from(READINGS),
        st.sampled_from(DAYS),
        st.integers(0, 40),
    ),
    min_size=6,
    max_size=24,
)


def play(acts: list[Act]) -> Desk:
    """Every act is asked for; what the house refuses becomes nobody's history."""
    desk = fresh()
    for act in acts:
        _ask(desk, act)
    return desk


def _ask(desk: Desk, act: Act) -> None:
    part = desk.parts()[-4:][act.part]
    oven = (part.facilities or NAMES)[act.name % len(part.facilities or NAMES)]
    there: dict[str, Any] = {"part": part.part, "facility": oven}
    said = [one for one in desk.history if isinstance(one.fact, ConditionRecorded | OpeningStated)]
    earlier = said[act.earlier % len(said)] if said else desk.history[0]
    how, day = _condition(desk, act.counts_as), min(act.day, desk.now.date())
    match act.verb:
        case "record":
            desk.ask(RecordCondition(condition=how, **there), effective=day, evidence=(SCAN,))
        case "correct":
            place = there if not said else {"part": earlier.fact.part, "facility": earlier.fact.facility}
            corrected = RecordCondition(condition=how, **correcting(desk, earlier.seq), **place)
            desk.ask(corrected, effective=day, evidence=(SCAN,))
        case "open":
            two = {"示例甲": "示东市工信局", "示例乙": "示例县发改局"}
            stated = StateOpening(condition=how, document=LETTER, signers=two, **there)
            desk.ask(stated, effective=day)
        case "move":
            moved = MoveRecord(record=earlier.seq, reason="登错了", **there)
            desk.ask(moved, effective=earlier.effective, evidence=(SCAN,))
        case "void":
            desk.ask(VoidRecord(record=earlier.seq, reason="没有的事", document=LETTER))
        case "name":
            desk.ask(_naming(desk, part, NAMES[: act.name]))
        case _:
            desk.ask(_method_of(part.part, NAMES[: act.name + 1]))


def _naming(desk: Desk, part: PartListed, names: tuple[str, ...]) -> PublishList:
    """Naming a part's ovens, exchanging them, or dropping the names, with all that an adjustment asks for."""
    return PublishList(
        list=desk.base.retirement_list.id,
        changes={part.part: PartChange(facilities=names)},
        document=LETTER,
        wishes={part.enterprise: LETTER},
        safety=LETTER,
    )


def _method_of(part: PartId, names: tuple[str, ...]) -> ApproveMethod:
    return ApproveMethod(
        part=part,
        title="办法",
        pieces={name: None for name in names},
        approved_by="示范市人民政府",
        document=LETTER,
        review=REVIEW,
    )


def _condition(desk: Desk, counts_as: str) -> str:
    kinds = desk.base.facility_types.values()
    return next(one.id for kind in kinds for one in kind.conditions if one.counts_as == counts_as)


# The pencil: the journal read from the front, with no timeline, no state and no rule of the house ---

DONE = {"shut": {"shut", "dismantled"}, "dismantled": {"dismantled"}}


def by_hand(history: list[Recorded[Any]], event: str, as_of: date, known: int) -> int:
    """Tonnes done by a day, as the first `known` facts tell it."""
    told = [one for one in history if one.seq <= known]
    struck: set[Any] = {one.fact.voids for one in told if isinstance(one.fact, RecordVoided)}
    struck |= {getattr(one.fact, "corrects", None) for one in told}
    stands = [one for one in told if one.seq not in struck]
    total = 0
    versions = sorted(
        (one for one in stands if isinstance(one.fact, ListPublished) and one.fact.counts_toward_target),
        key=lambda one: (one.effective, one.seq),
    )
    for part in ([one for one in versions if one.effective <= as_of] or versions[:1])[-1].fact.parts:
        names = (
            part.facilities or _method(stands, part.part, as_of) or _named_later(versions, part.part, as_of)
        )
        if names and all(_done(stands, part.part, name, event, as_of) for name in names):
            total += part.tonnes
    return total


def _method(stands: list[Recorded[Any]], part: PartId, as_of: date) -> tuple[str, ...]:
    approved = sorted(
        (one for one in stands if isinstance(one.fact, MethodApproved) and one.fact.part == part),
        key=lambda one: (one.effective, one.seq),
    )
    in_force = [one for one in approved if one.effective <= as_of][-1:] or approved[:1]
    return tuple(piece.name for one in in_force for piece in one.fact.pieces)


def _named_later(versions: list[Recorded[Any]], part: PartId, as_of: date) -> tuple[str, ...]:
    first = len([one for one in versions if one.effective <= as_of]) or 1
    for one in versions[first:]:
        for listed in one.fact.parts:
            if listed.part == part and listed.facilities:
                return tuple(listed.facilities)
    return ()


def _done(stands: list[Recorded[Any]], part: PartId, name: str, event: str, as_of: date) -> bool:
    latest: tuple[date, int, str] | None = None
    for one in stands:
        if not isinstance(one.fact, ConditionRecorded | OpeningStated) or one.effective > as_of:
            continue
        if (one.fact.part, one.fact.facility) == (part, name):
            now = (one.effective, one.seq, one.fact.counts_as)
            latest = max(latest, now) if latest is not None else now
    return latest is not None and latest[2] in DONE[event]


@settings(max_examples=80, deadline=None)
@given(ACTS, st.sampled_from(DAYS[6:]), st.integers(0, 15))
def test_what_counts_is_what_the_journal_says_by_hand(acts: list[Act], as_of: date, back: int) -> None:
    desk = play(acts)
    known = max(len(desk.history) - back, 4)
    stages = sheet(desk, as_of, Seq(known)).stages
    assert stages.shut_t == by_hand(desk.history, "shut", as_of, known)
    assert stages.dismantled_t == by_hand(desk.history, "dismantled", as_of, known)
    assert sheet(desk, as_of).stages.shut_t == by_hand(desk.history, "shut", as_of, len(desk.history))
