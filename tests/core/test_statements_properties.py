"""Whatever is said in whatever order: no word is lost, nothing contested is used, progress does not hear it."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_statements import (
    COUNTY,
    FIRM,
    GOVERNMENT,
    MATTER,
    OFFICE,
    OTHER,
    determine,
    dispute,
    hear,
    opened,
    report,
    settle,
    verify,
    withdraw,
)
from tests.given import LETTER, Desk
from yajian.core.facts.statements import (
    DisputeSettled,
    StatementDetermined,
    StatementDisputed,
    StatementReported,
    StatementsFact,
)
from yajian.core.programme import fold
from yajian.core.reports.progress import progress, status
from yajian.core.rules import statements as rules
from yajian.core.rules.statements import Standing
from yajian.core.words import Answer, Seq

MAKERS = st.sampled_from([COUNTY, FIRM, GOVERNMENT])
VALUES = st.sampled_from(["60", "61", "62.5"])
DAYS = st.sampled_from([date(2009, 1, 1), date(2011, 5, 6), date(2011, 5, 7)])
PAPERS = st.sampled_from([LETTER, OTHER])
PLACES = st.integers(0, 7)  # which of the statements so far
STEPS = st.one_of(
    st.tuples(st.just("report"), VALUES, MAKERS, DAYS, st.none() | PLACES),
    st.tuples(st.just("verify"), PLACES, st.sampled_from([GOVERNMENT, OFFICE])),
    st.tuples(st.just("determine"), PLACES),
    st.tuples(st.just("dispute"), PLACES, VALUES, MAKERS, PAPERS),
    st.tuples(st.just("hear"), PLACES),
    st.tuples(st.just("settle"), PLACES, PLACES),
    st.tuples(st.just("withdraw"), PLACES, MAKERS),
)


def act(desk: Desk, step: tuple[Any, ...]) -> None:
    """Ask for one step; whether it is carried out or refused is the house's business."""
    said = [one.seq for one in rules.number(desk.programme, MATTER).statements]

    def at(place: int) -> Seq:
        return said[place % len(said)] if said else Seq(1)

    match step:
        case ("report", value, maker, day, None):
            report(desk, value, maker, day)
        case ("report", value, maker, day, place):
            report(desk, value, maker, day, corrects=at(place))
        case ("verify", place, organ):
            verify(desk, at(place), organ=organ)
        case ("determine", place):
            determine(desk, at(place))
        case ("dispute", place, value, maker, paper):
            dispute(desk, at(place), value, maker, document=paper)
        case ("hear", place):
            hear(desk, at(place))
        case ("settle", place, upheld):
            settle(desk, at(place), at(upheld))
        case ("withdraw", place, maker):
            withdraw(desk, at(place), maker)
        case other:
            raise AssertionError(other)


OPENED = opened()  # branched below, never changed


def played(steps: list[tuple[Any, ...]]) -> Desk:
    desk = Desk()
    desk.programme, desk.history, desk.now = OPENED.programme, list(OPENED.history), OPENED.now
    for step in steps:
        act(desk, step)
    return desk


DAY = date(2011, 5, 6)
SAID: list[tuple[Any, ...]] = [("report", "60", COUNTY, DAY, None), ("verify", 0, GOVERNMENT)]
OBJECTED: list[tuple[Any, ...]] = [*SAID, ("dispute", 0, "62.5", FIRM, OTHER), ("hear", 1)]
BEGINNINGS = st.sampled_from(
    [
        [],
        SAID,
        [*SAID, ("determine", 0)],
        OBJECTED,
        [*OBJECTED, ("settle", 1, 0)],
        [*OBJECTED, ("settle", 1, 1)],
    ]
)
HISTORIES = st.builds(
    lambda begun, rest: played([*begun, *rest]), BEGINNINGS, st.lists(STEPS, min_size=2, max_size=12)
)


@settings(deadline=None, max_examples=60)
@given(HISTORIES)
def test_no_statement_is_ever_lost(desk: Desk) -> None:
    recorded = [one for one in desk.history if isinstance(one.fact, StatementsFact)]
    number = rules.number(desk.programme, MATTER)
    assert [entry.seq for entry in number.file] == [one.seq for one in recorded]
    said = [one for one in recorded if isinstance(one.fact, StatementReported | StatementDisputed)]
    assert [(one.seq, one.said) for one in number.statements] == [(one.seq, one.fact) for one in said]


@settings(deadline=None, max_examples=60)
@given(HISTORIES, st.sampled_from([None, date(2010, 1, 1), date(2011, 5, 6), date(2020, 1, 20)]))
def test_a_number_passes_only_as_decided_and_never_while_contested(desk: Desk, as_of: date | None) -> None:
    verdict = rules.usable(desk.plan, desk.programme, MATTER, as_of)
    number = rules.number(desk.programme, MATTER, as_of)
    assert verdict.answer is not Answer.FAIL
    if verdict.answer is Answer.UNDETERMINED:
        assert verdict.missing
        return
    settled = number.settled
    assert settled is not None
    decisions = [
        one.fact for one in desk.history if isinstance(one.fact, StatementDetermined | DisputeSettled)
    ]
    assert any(settled.value == fact.value for fact in decisions)
    assert all(fact.decided_by for fact in decisions)
    standing = [one for one in number.statements if one.true_from >= settled.true_from]
    assert all(one.standing is not Standing.CONTESTED for one in standing)
    loud = {one.maker: one for one in standing if one.standing in (Standing.REPORTED, Standing.VERIFIED)}
    assert all(
        one.value == settled.value
        for one in rules.voices(standing, as_of or date.max)
        if one in loud.values()
    )


@settings(deadline=None, max_examples=40)
@given(HISTORIES)
def test_as_of_a_known_prefix_is_folding_that_prefix(desk: Desk) -> None:
    for seq in range(len(OPENED.history), len(desk.history) + 1):
        then = rules.number(fold(desk.history[:seq]), MATTER)
        now = rules.number(desk.programme, MATTER, known=Seq(seq))
        assert [(one.seq, one.standing, one.value) for one in now.statements] == [
            (one.seq, one.standing, one.value) for one in then.statements
        ]
        assert (now.standing, now.settled and now.settled.seq) == (
            then.standing,
            then.settled and then.settled.seq,
        )


@settings(deadline=None, max_examples=40)
@given(HISTORIES)
def test_targets_progress_and_compensation_do_not_hear_what_is_merely_said(desk: Desk) -> None:
    day = date(2020, 10, 31)
    before = status(progress(OPENED.plan, OPENED.programme, day))
    after = status(progress(desk.plan, desk.programme, day))
    assert before | {"seq": 0} == after | {"seq": 0}


@settings(deadline=None, max_examples=40)
@given(HISTORIES)
def test_every_dispute_that_was_settled_was_heard_first_and_every_open_one_shows(desk: Desk) -> None:
    number = rules.number(desk.programme, MATTER)
    for entry in number.decisions:
        if isinstance(entry.value, DisputeSettled):
            heard = [number.get(seq) for seq in entry.value.disputes]
            assert all(one is not None and one.heard_on is not None for one in heard)
    disputed = [one for one in number.statements if one.disputes is not None]
    assert all(one.standing is Standing.CONTESTED for one in disputed)
    assert {one.standing for one in number.statements if one.seq in {each.disputes for each in disputed}} <= {
        Standing.CONTESTED
    }
