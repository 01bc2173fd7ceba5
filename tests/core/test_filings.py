"""Filing documents: one paper is entered once however it is spelt, and corrected only by what the paper says."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.test_register import DAY, NUMBER, SECOND, UNIT, entered, opened, paper, state, unit
from tests.given import SCAN, Desk, adopted, recorded, refused
from yajian.core.books.capacity import balances, tonnages
from yajian.core.decisions.register import CorrectFiling, SplitUnit
from yajian.core.facts.register import ON_PAPER, Account, FilingCorrected, Transfer, UnitOpened
from yajian.core.programme import Programme, fold
from yajian.core.rules import register as rules
from yajian.core.rules.register import filing_key
from yajian.core.words import Clause, EnterpriseId, Recorded, Seq, Tonnes, UnitId

SPELLINGS = [
    "示备[2011]5号",
    "示备（2011）5号",
    "示备【2011】5号",
    "示备［２０１１］５号",
    "示备 〔2011〕 5 号",
    "示备　〔2011〕5号",
    "示备〔2011〕第5号",
    "示备〔2011〕05号",
    "示备〔二〇一一〕5号",
    "示备〔二○一一〕5号",
    "示备〔二零一一〕5号",
    "示备〔2011年〕5号",
    "示备2011年第5号",
    "示备〔11〕5号",
    "示备〔11年〕5号",
    "示备二〇一一年第5号",
    "示备〔2011〕5",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_another_spelling_of_the_same_number_is_the_same_paper(spelling: str) -> None:
    assert filing_key(spelling) == filing_key(NUMBER)
    desk = entered()
    again = paper(desk, number=spelling, filed_t=Tonnes(600_000))
    declined = refused(
        desk.ask(again, effective=DAY, evidence=(SCAN,)), "register.enter-filing.same-document"
    )
    assert NUMBER in declined.finding
    assert "540000吨" in declined.finding


@pytest.mark.parametrize(
    "other",
    [
        "示备〔2011〕6号",
        "示备〔2012〕5号",
        "示备〔2011〕55号",
        "示备20115号",
        "示改备〔2011〕5号",
        "示备〔1911〕5号",
    ],
)
def test_another_number_is_another_paper(other: str) -> None:
    assert filing_key(other) != filing_key(NUMBER)
    desk = entered()
    recorded(desk.ask(paper(desk, number=other), effective=DAY, evidence=(SCAN,)))


def test_a_project_code_keeps_its_places_and_a_latin_one_its_letters() -> None:
    assert filing_key("2011-140000-25-03-012345") == filing_key("2011—140000—25—03—012345 ")
    assert filing_key("2011-140000-25-03-012345") != filing_key("2011-140000-25-30-012345")
    assert filing_key("SB-２０１１-5") == filing_key("sb－2011－5")
    assert filing_key("一五一〇〔2011〕5号") != filing_key("一五一二〔2011〕5号")


@given(
    st.sampled_from(["示备", "示发改备", "示经技"]),
    st.integers(1950, 2049),
    st.integers(1, 9999),
    st.sampled_from(["〔{}〕", "[{}]", "({})", "（{}）", "【{}】", "〔{}年〕", " 〔 {} 〕 ", "{}年"]),
    st.sampled_from(["{}号", "第{}号", "{} 号", "0{}号", "{}"]),
)
def test_brackets_spaces_and_year_forms_never_matter_and_the_year_and_number_always_do(
    issuer: str, year: int, serial: int, bracket: str, mark: str
) -> None:
    plain = filing_key(f"{issuer}〔{year}〕{serial}号")
    assert filing_key(issuer + bracket.format(year) + mark.format(serial)) == plain
    assert filing_key(f"{issuer}〔{year}〕{serial + 1}号") != plain
    assert filing_key(f"{issuer}〔{year + 1}〕{serial}号") != plain


def test_the_same_entry_again_changes_nothing() -> None:
    desk = entered()
    assert recorded(desk.ask(paper(desk), effective=DAY, evidence=(SCAN,))) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"enterprise": EnterpriseId("nobody")}, "register.enter-filing.no-such-enterprise"),
        ({"number": ""}, "register.enter-filing.value-unfit"),
        ({"number": "〔〕"}, "register.enter-filing.value-unfit"),
        ({"issuer": " "}, "register.enter-filing.value-unfit"),
        ({"filed_t": Tonnes(0)}, "register.enter-filing.value-unfit"),
        ({"filed_on": date(2031, 5, 1)}, "register.enter-filing.filed-later"),
    ],
)
def test_a_filing_that_cannot_be_so_is_refused(changes: dict[str, Any], code: str) -> None:
    desk = adopted()
    refused(desk.ask(paper(desk, **changes), effective=DAY, evidence=(SCAN,)), code)


def test_a_filing_without_its_scan_is_refused_because_no_report_stands_in_for_it() -> None:
    desk = adopted()
    declined = refused(desk.ask(paper(desk), effective=DAY), "register.enter-filing.no-scan")
    assert "汇总表不能代替" in declined.way_forward


# Correcting --------------------------------------------------------------------------------------


def correct(desk: Desk, day: date = DAY, scan: bool = True, **changes: Any) -> object:
    said: dict[str, Any] = {
        "number": NUMBER,
        "filed_on": date(2011, 5, 1),
        "filed_t": Tonnes(500_000),
        "issuer": "示范市经济委员会",
        "reason": "原登记54万吨，原件写50万吨",
        "units": {UNIT: Tonnes(500_000)},
    }
    return desk.ask(CorrectFiling(**(said | changes)), effective=day, evidence=(SCAN,) if scan else ())


def test_a_correction_posts_both_sides_and_the_earlier_figure_is_still_known() -> None:
    desk = opened()
    before = desk.programme.seq
    (fact,) = recorded(correct(desk))
    assert isinstance(fact, FilingCorrected)
    (moved,) = fact.units
    assert moved.transfers == (Transfer(source=Account.FILED, target=Account.PAPERS, tonnes=Tonnes(40_000)),)
    assert tonnages(desk.programme.capacity, (UNIT,), DAY).filed_t == 500_000
    assert tonnages(desk.programme.capacity, (UNIT,), DAY, before).filed_t == 540_000
    entry = rules.filing_at(desk.programme, filing_key(NUMBER))
    assert entry is not None
    assert entry.value.filed_t == 500_000
    assert recorded(correct(desk)) == ()


def test_a_correction_of_words_alone_moves_nothing() -> None:
    desk = opened()
    same: dict[str, Any] = {"filed_t": Tonnes(540_000), "units": {}}
    (fact,) = recorded(correct(desk, issuer="示范市发展和改革委员会", **same))
    assert isinstance(fact, FilingCorrected)
    assert fact.units == ()
    assert tonnages(desk.programme.capacity, (UNIT,)).filed_t == 540_000


def test_after_listing_no_correction_goes_upward() -> None:
    desk = opened()
    up: dict[str, Any] = {"filed_t": Tonnes(600_000), "units": {UNIT: Tonnes(600_000)}}
    declined = refused(correct(desk, **up), "register.correct-filing.raised-after-listing")
    assert isinstance(declined.basis, Clause)
    assert "以备案文件为准" in declined.basis.text
    assert "2019-12-31" in declined.finding
    spare: dict[str, Any] = {"filed_t": Tonnes(600_000), "units": {}}
    refused(correct(desk, **spare), "register.correct-filing.raised-after-listing")


def test_a_listed_unit_is_not_raised_at_the_cost_of_another_on_the_same_paper() -> None:
    desk = entered()
    recorded(desk.ask(unit(desk, filed_t=Tonnes(300_000)), effective=DAY))
    recorded(desk.ask(unit(desk, unit=SECOND, filed_t=Tonnes(240_000)), effective=DAY))
    shift: dict[str, Any] = {
        "filed_t": Tonnes(540_000),
        "units": {UNIT: Tonnes(340_000), SECOND: Tonnes(200_000)},
    }
    refused(correct(desk, **shift), "register.correct-filing.raised-after-listing")


def test_a_unit_nobody_has_placed_is_not_raised_either() -> None:
    desk = opened(part=None)
    up: dict[str, Any] = {"filed_t": Tonnes(600_000), "units": {}}
    refused(correct(desk, **up), "register.correct-filing.raised-after-listing")


def test_a_paper_with_no_listed_unit_may_be_corrected_upward() -> None:
    desk = entered()
    recorded(correct(desk, filed_t=Tonnes(600_000), units={}))
    recorded(desk.ask(unit(desk, filed_t=Tonnes(600_000)), effective=DAY))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": "示备〔2012〕5号"}, "register.correct-filing.no-such-filing"),
        ({"reason": " "}, "register.correct-filing.value-unfit"),
        ({"units": {UNIT: Tonnes(0)}}, "register.correct-filing.value-unfit"),
        ({"filed_on": date(2020, 1, 1)}, "register.correct-filing.filed-later"),
        ({"units": {SECOND: Tonnes(1)}}, "register.correct-filing.unit-of-another"),
        ({"scan": False}, "register.correct-filing.no-scan"),
        ({"units": {}}, "register.correct-filing.units-exceed"),
        ({"day": date(2019, 12, 30)}, "register.correct-filing.before-entry"),
    ],
)
def test_a_correction_that_cannot_be_so_is_refused(changes: dict[str, Any], code: str) -> None:
    refused(correct(opened(), **changes), code)


def test_retired_tonnes_are_not_corrected_any_more() -> None:
    desk = entered()
    fact = UnitOpened(
        unit=UNIT,
        enterprise=desk.parts()[0].enterprise,
        filing_no=NUMBER,
        filed_on=date(2011, 5, 1),
        transfers=(
            Transfer(source=Account.PAPERS, target=Account.FILED, tonnes=Tonnes(540_000)),
            Transfer(source=Account.FILED, target=Account.RETIRED, tonnes=Tonnes(540_000)),
        ),
        part=desk.parts()[0].part,
        filing=filing_key(NUMBER),
    )
    record(desk, fact)
    refused(correct(desk), "register.correct-filing.already-retired")


def record(desk: Desk, fact: UnitOpened) -> None:
    """Given: a fact no command of this area can make."""
    last = desk.history[-1]
    further: Recorded[Any] = msgspec.structs.replace(
        last, seq=Seq(last.seq + 1), command_id="given", effective=DAY, fact=fact
    )
    desk.programme = fold([further], desk.programme)
    desk.history.append(further)


# What always holds -------------------------------------------------------------------------------

SOME = st.integers(0, 60)
ASKED = st.lists(
    st.tuples(st.sampled_from(["open", "split", "correct", "state"]), st.integers(0, 5), SOME, SOME),
    max_size=12,
)


@given(ASKED)
def test_whatever_is_asked_no_tonne_appears_or_is_lost_and_no_unit_outgrows_its_paper(
    asked: list[tuple[str, int, int, int]],
) -> None:
    desk = entered(filed_t=Tonnes(50))
    for kind, which, one, other in asked:
        before = desk.programme
        units = tuple(before.register.units)
        ask(desk, kind, units[which % len(units)] if units else UNIT, UnitId(f"单元{len(units)}"), one, other)
        holds(desk, before)


def ask(desk: Desk, kind: str, name: UnitId, fresh: UnitId, one: int, other: int) -> None:
    """Whatever comes of it: a refusal changes nothing."""
    match kind:
        case "open":
            desk.ask(unit(desk, unit=fresh, filed_t=Tonnes(one)), effective=DAY)
        case "split":
            part = SplitUnit(unit=name, into=fresh, filed_t=Tonnes(one), built_t=Tonnes(other))
            desk.ask(part, effective=DAY, evidence=(SCAN,))
        case "correct":
            units = {name: Tonnes(other)} if name in desk.programme.register.units else {}
            correct(desk, filed_t=Tonnes(one), units=units)
        case _:
            state(desk, one, min(one, other), 0, unit=name)


def holds(desk: Desk, before: Programme) -> None:
    now, key = desk.programme, filing_key(NUMBER)
    units, earlier = tuple(now.register.units), tuple(before.register.units)
    filing, past = rules.filing_at(now, key), rules.filing_at(before, key)
    assert filing is not None
    assert past is not None
    assert not earlier or filing.value.filed_t <= past.value.filed_t  # listed: never upward
    assert sum(tonnages(now.capacity, (one,)).filed_t for one in units) <= filing.value.filed_t
    if len(now.register.splits) > len(before.register.splits):
        assert tonnages(now.capacity, units) == tonnages(before.capacity, earlier)
    for one in units:
        standing = balances(now.capacity, one)
        assert sum(standing[account] for account in ON_PAPER) == 0
        assert sum(tonnes for account, tonnes in standing.items() if account not in ON_PAPER) == 0
        kept = set(Account) - {Account.PAPERS, Account.GROUND}
        assert min(standing[account] for account in kept) >= 0
