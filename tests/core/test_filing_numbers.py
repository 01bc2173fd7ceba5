"""A filing entered under a wrong number keeps its identity and its units; one that never was is voided."""

from typing import Any

import pytest

from tests.core.test_register import DAY, NUMBER, SECOND, UNIT, entered, opened, paper, unit
from tests.given import LETTER, SCAN, Desk, recorded, refused, with_letter
from yajian.core.books.capacity import tonnages
from yajian.core.decisions.register import CorrectFiling, RenumberFiling, VoidFiling
from yajian.core.facts.register import FilingEntered, FilingRenumbered, UnitOpened
from yajian.core.reports.register import capacity
from yajian.core.reports.timeline import timeline
from yajian.core.rules import register as rules
from yajian.core.rules.roles.sight import whose
from yajian.core.words import DocumentNo, EnterpriseId, Seq, Tonnes

RIGHT = "示备〔2011〕8号"
OTHER = EnterpriseId("wu")


def renumber(desk: Desk, **changes: Any) -> object:
    said: dict[str, Any] = {
        "number": NUMBER,
        "new_number": RIGHT,
        "document": LETTER,
        "reason": "原件写的是8号，登记时看错",
    }
    return desk.ask(RenumberFiling(**(said | changes)))


def void(desk: Desk, **changes: Any) -> object:
    said: dict[str, Any] = {"number": NUMBER, "document": LETTER, "reason": "备案机关查无此件"}
    return desk.ask(VoidFiling(**(said | changes)))


def test_a_filing_gets_its_right_number_and_its_units_stay_on_it() -> None:
    desk = with_letter(opened())
    recorded(renumber(desk))
    (line,) = capacity(desk.plan, desk.programme).units
    assert (line.filing_no, line.tonnages.filed_t, line.gap.unsupported_t) == (RIGHT, 540_000, 0)
    (filing,) = capacity(desk.plan, desk.programme).filings
    assert (filing.entry.value.number, filing.units, filing.rest_t) == (RIGHT, (UNIT,), 0)
    assert renumber(desk) == ()
    assert [one.what for one in timeline(desk.plan, desk.programme, filing.entry.value.enterprise)].count(
        "更正备案文号"
    ) == 1


def test_who_did_not_know_of_the_mistake_sees_the_number_as_it_was_entered() -> None:
    desk = with_letter(opened())
    before = desk.programme.seq
    recorded(renumber(desk))
    (line,) = capacity(desk.plan, desk.programme, DAY, before).units
    assert line.filing_no == NUMBER
    (line,) = capacity(desk.plan, desk.programme, DAY).units
    assert line.filing_no == RIGHT


def test_the_wrong_number_is_free_for_the_paper_it_belongs_to_and_neither_takes_the_others_units() -> None:
    desk = with_letter(opened())
    recorded(renumber(desk))
    recorded(desk.ask(paper(desk, filed_t=Tonnes(100_000)), effective=DAY, evidence=(SCAN,)))
    assert desk.ask(paper(desk, filed_t=Tonnes(100_000)), effective=DAY, evidence=(SCAN,)) == ()
    recorded(desk.ask(unit(desk, unit=SECOND, filed_t=Tonnes(100_000)), effective=DAY))
    lines = {line.entry.value.number: line.units for line in capacity(desk.plan, desk.programme).filings}
    assert lines == {RIGHT: (UNIT,), NUMBER: (SECOND,)}
    baseline = capacity(desk.plan, desk.programme).baseline
    assert baseline is not None
    assert not [one for one in baseline.missing if one.kind == "unit"]


def test_a_number_that_was_freed_shows_neither_firm_the_others_papers() -> None:
    desk = with_letter(opened())
    owner = desk.programme.register.units[UNIT].enterprise
    recorded(renumber(desk))
    recorded(desk.ask(paper(desk, enterprise=OTHER), effective=DAY, evidence=(SCAN,)))
    for entry in desk.history:
        if isinstance(entry.fact, FilingEntered | FilingRenumbered | UnitOpened):
            mine = OTHER if getattr(entry.fact, "enterprise", "") == OTHER else owner
            found = {one.enterprise for one in whose(desk.plan, desk.programme, entry.fact)}
            assert found == {mine}, entry.fact


def test_a_filing_may_be_renumbered_again_and_back_and_corrected_under_its_present_number() -> None:
    desk = with_letter(opened())
    recorded(renumber(desk))
    correction = CorrectFiling(
        number=RIGHT,
        filed_on=paper(desk).filed_on,
        filed_t=Tonnes(500_000),
        issuer="示范市经济委员会",
        reason="照原件",
        units={UNIT: Tonnes(500_000)},
    )
    recorded(desk.ask(correction, evidence=(SCAN,)))
    assert tonnages(desk.programme.capacity, (UNIT,)).filed_t == 500_000
    recorded(renumber(desk, number=RIGHT, new_number=NUMBER, reason="看错的是另一份"))
    (line,) = capacity(desk.plan, desk.programme).filings
    assert (line.entry.value.number, line.entry.value.filed_t, line.units) == (NUMBER, 500_000, (UNIT,))
    (line,) = capacity(desk.plan, desk.programme, DAY).filings
    assert line.entry.value.filed_t == 540_000


def test_the_spelling_alone_may_be_put_right() -> None:
    desk = with_letter(entered(number="示备[2011]第05号"))
    recorded(renumber(desk, number="示备[2011]第05号", new_number=NUMBER, reason="照原件的写法"))
    identity = rules.filing_numbered(desk.programme, NUMBER)
    assert identity is not None
    assert rules.filing_at(desk.programme, identity).value.number == NUMBER  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": "示备〔2011〕99号"}, "register.renumber-filing.no-such-filing"),
        ({"new_number": " "}, "register.renumber-filing.value-unfit"),
        ({"reason": " "}, "register.renumber-filing.value-unfit"),
        ({"document": DocumentNo("没有登记的文件")}, "register.renumber-filing.no-document"),
        ({"new_number": "示备[2012]第6号"}, "register.renumber-filing.number-taken"),
    ],
)
def test_a_renumbering_that_does_not_hold_is_refused(changes: dict[str, Any], code: str) -> None:
    desk = with_letter(opened())
    recorded(desk.ask(paper(desk, number="示备〔2012〕6号"), effective=DAY, evidence=(SCAN,)))
    refused(renumber(desk, **changes), code)


def test_a_paper_that_is_not_there_is_voided_and_its_number_may_be_entered_again() -> None:
    desk = with_letter(entered())
    before = desk.programme.seq
    recorded(void(desk))
    assert void(desk) == ()
    assert capacity(desk.plan, desk.programme).filings == ()
    assert len(capacity(desk.plan, desk.programme, DAY, Seq(before)).filings) == 1
    refused(desk.ask(unit(desk), effective=DAY), "register.open-unit.no-such-filing")
    refused(void(desk, reason="再来一次"), "register.void-filing.no-such-filing")
    recorded(desk.ask(paper(desk), effective=DAY, evidence=(SCAN,)))
    recorded(desk.ask(unit(desk), effective=DAY))


def test_a_voiding_that_does_not_hold_is_refused() -> None:
    desk = with_letter(opened())
    refused(void(desk, number="示备〔2011〕99号"), "register.void-filing.no-such-filing")
    refused(void(desk, reason=" "), "register.void-filing.value-unfit")
    declined = refused(void(desk), "register.void-filing.has-units")
    assert UNIT in declined.finding
    desk = with_letter(entered())
    refused(void(desk, document=DocumentNo("没有登记的文件")), "register.void-filing.no-document")
