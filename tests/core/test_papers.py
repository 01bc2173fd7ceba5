"""Papers: drafted from the books, signed step by step, numbered without gaps, closed on number, date and scan."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.given import SCAN, Desk, adopted, letter, recorded, refused
from yajian.core.decisions.papers import Close, Draft, Number, Opine, Void
from yajian.core.decisions.roles import GrantRole
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.papers import OpinionWritten, PaperClosed, PaperDrafted, PaperNumbered, PaperVoided
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import papers as rules
from yajian.core.rules.papers import STEPS, Standing
from yajian.core.words import CountyId, Digest, DocumentNo, OrganId, PaperId, Seq

FIRST = PaperId("2020-1")
BUREAU = "示东市工业和信息化局"
CODE = "示东工信字"
FILE = Digest("c" * 64)


def drafting(**changes: Any) -> Draft:
    said: dict[str, Any] = {
        "template": "W04",
        "title": "示东市2020年度焦化产能压减任务书",
        "issuer": BUREAU,
        "drafted_by": "示例癸",
        "county": CountyId("shidong"),
        "year": 2020,
        "as_of": date(2020, 1, 3),
        "known": Seq(1),
        "file": FILE,
    }
    return Draft(**(said | changes))


def opinion(step: Any, paper: PaperId = FIRST, **changes: Any) -> Opine:
    said: dict[str, Any] = {"paper": paper, "step": step, "name": f"示例{step}", "words": "同意"}
    return Opine(**(said | changes))


def drafted(desk: Desk | None = None, **changes: Any) -> Desk:
    """Given: a draft."""
    desk = desk or adopted()
    recorded(desk.ask(drafting(**changes)))
    return desk


def signed(desk: Desk | None = None, paper: PaperId = FIRST, **changes: Any) -> Desk:
    """Given: a draft that all four have signed."""
    desk = drafted(desk, **changes)
    for step in STEPS:
        recorded(desk.ask(opinion(step, paper)))
    return desk


def numbered(desk: Desk | None = None, paper: PaperId = FIRST, **changes: Any) -> Desk:
    desk = signed(desk, paper, **changes)
    recorded(desk.ask(Number(paper=paper, code=CODE)))
    return desk


def closing(desk: Desk, **changes: Any) -> Close:
    said: dict[str, Any] = {"paper": FIRST, "issued_on": desk.now.date(), "signer": "示例局长"}
    return Close(**(said | changes))


def standing(desk: Desk, paper: PaperId = FIRST) -> Standing:
    found = rules.standing(desk.programme, paper)
    assert found is not None
    return found


def number_of(desk: Desk, paper: PaperId) -> int:
    found = standing(desk, paper).numbered
    assert found is not None
    return found.value.number


# Drafting ----------------------------------------------------------------------------------------


def test_a_draft_carries_the_day_and_the_place_in_the_books_it_was_made_from() -> None:
    (fact,) = recorded(adopted().ask(drafting()))
    assert isinstance(fact, PaperDrafted)
    assert (fact.paper, fact.version, fact.as_of, fact.known) == (FIRST, 1, date(2020, 1, 3), 1)


def test_drafting_the_same_again_is_the_same_draft() -> None:
    assert drafted().ask(drafting()) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"template": "W99"}, "papers.draft.no-such-template"),
        ({"county": CountyId("nowhere")}, "papers.draft.no-such-county"),
        ({"drafted_by": " "}, "papers.draft.blank"),
        ({"file": None}, "papers.draft.no-file"),
        ({"known": Seq(10_000)}, "papers.draft.beyond-the-books"),
        ({"paper": PaperId("2020-9")}, "papers.no-such-paper"),
    ],
)
def test_a_draft_that_is_none_is_refused(changes: dict[str, Any], code: str) -> None:
    refused(adopted().ask(drafting(**changes)), code)


def test_a_plan_that_lists_no_paper_says_what_its_file_lacks() -> None:
    desk = adopted()
    listed = refused(desk.ask(drafting(template="W99")), "papers.draft.no-such-template")
    assert listed.way_forward == "请从“文书”页选择"
    bare = msgspec.structs.replace(desk.plan, templates={})
    refusal = refused(desk.ask(drafting(), plan=bare), "papers.draft.no-such-template")
    assert "方案文件没有列出由系统起草的文书" in refusal.way_forward
    assert "templates" in refusal.way_forward


def test_a_paper_sent_back_is_drafted_again_under_its_own_number_and_signed_from_the_start() -> None:
    desk = drafted()
    recorded(desk.ask(opinion("经办")))
    recorded(desk.ask(opinion("科长", verdict="退回", words="时限写错")))
    assert standing(desk).stage == "已退回"
    refused(desk.ask(opinion("分管")), "papers.opine.out-of-turn")
    (fact,) = recorded(desk.ask(drafting(paper=FIRST)))
    assert isinstance(fact, PaperDrafted)
    assert (fact.paper, fact.version) == (FIRST, 2)
    assert standing(desk).next_step == "经办"
    assert len(standing(desk).earlier) == 2


def test_the_same_draft_again_is_no_new_version_while_nobody_sent_it_back() -> None:
    assert drafted().ask(drafting(paper=FIRST)) == ()


def test_another_county_is_another_paper() -> None:
    outcome = drafted().ask(drafting(paper=FIRST, county=CountyId("shixi")))
    refused(outcome, "papers.draft.another-paper")


def test_what_has_a_number_is_not_drafted_again() -> None:
    outcome = numbered().ask(drafting(paper=FIRST, file=Digest("e" * 64)))
    refused(outcome, "papers.draft.past-drafting")


# Signing -----------------------------------------------------------------------------------------


def test_the_chain_is_signed_in_order_and_then_waits_for_its_number() -> None:
    desk = drafted()
    for step in STEPS:
        assert standing(desk).next_step == step
        (fact,) = recorded(desk.ask(opinion(step)))
        assert isinstance(fact, OpinionWritten)
    assert standing(desk).stage == "待编号"


def test_nobody_signs_before_his_turn() -> None:
    declined = refused(drafted().ask(opinion("局长")), "papers.opine.out-of-turn")
    assert "该“经办”签" in declined.finding


def test_the_same_opinion_twice_is_one() -> None:
    desk = drafted()
    recorded(desk.ask(opinion("经办")))
    assert desk.ask(opinion("经办")) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "papers.opine.no-name"),
        ({"verdict": "退回", "words": ""}, "papers.opine.no-reason"),
        ({"paper": PaperId("2020-9")}, "papers.no-such-paper"),
    ],
)
def test_an_opinion_that_is_none_is_refused(changes: dict[str, Any], code: str) -> None:
    refused(drafted().ask(opinion("经办", **changes)), code)


def test_nothing_is_written_on_a_paper_that_has_its_number() -> None:
    refused(numbered().ask(opinion("经办")), "papers.opine.past-signing")


def test_an_opinion_of_a_later_day_is_not_there_before_it() -> None:
    desk = drafted()
    recorded(desk.ask(opinion("经办")))
    before = rules.standing(desk.programme, FIRST, date(2020, 1, 4), None)
    assert before is not None
    assert before.next_step == "经办"
    assert rules.standing(desk.programme, FIRST, None, Seq(1)) is None


# Numbering ---------------------------------------------------------------------------------------


def test_numbers_of_a_series_follow_one_another() -> None:
    desk = numbered()
    second = PaperId("2020-2")
    numbered(desk, second, county=CountyId("shixi"))
    assert [number_of(desk, FIRST), number_of(desk, second)] == [1, 2]
    found = standing(desk).numbered
    assert found is not None
    assert found.value.document_no == "示东工信字〔2020〕1号"


def test_a_series_begun_elsewhere_goes_on_from_there_and_steps_over_what_the_register_holds() -> None:
    desk = signed()
    recorded(desk.ask(letter(DocumentNo("示东工信字〔2020〕8号")), evidence=(SCAN,)))
    (fact,) = recorded(desk.ask(Number(paper=FIRST, code=CODE, first=8)))
    assert isinstance(fact, PaperNumbered)
    assert fact.number == 9


def test_nobody_chooses_a_number_once_the_series_has_begun() -> None:
    desk = numbered()
    second = PaperId("2020-2")
    signed(desk, second, county=CountyId("shixi"))
    refused(desk.ask(Number(paper=second, code=CODE, first=7)), "papers.number.already-begun")


def test_asking_for_the_number_again_gives_no_other() -> None:
    assert numbered().ask(Number(paper=FIRST, code=CODE)) == ()


def test_what_the_head_has_not_signed_gets_no_number() -> None:
    refused(drafted().ask(Number(paper=FIRST, code=CODE)), "papers.number.not-signed")
    refused(numbered().ask(Number(paper=FIRST, code="示东工信函")), "papers.number.not-signed")
    refused(drafted().ask(Number(paper=PaperId("2020-9"), code=CODE)), "papers.no-such-paper")


@pytest.mark.parametrize("code", ["", "示东 工信字", "示东工信字〔2020〕", "２０号", "A/B"])
def test_a_code_is_written_as_it_stands_on_paper(code: str) -> None:
    refused(signed().ask(Number(paper=FIRST, code=code)), "papers.number.code-form")


def test_a_code_belongs_to_one_issuer() -> None:
    desk = numbered()
    second = PaperId("2020-2")
    signed(desk, second, issuer="示东市人民政府", county=CountyId("shixi"))
    declined = refused(desk.ask(Number(paper=second, code=CODE)), "papers.number.another-issuer")
    assert BUREAU in declined.finding


def test_a_number_is_not_dated_before_the_last_one() -> None:
    desk = numbered()
    second = PaperId("2020-2")
    signed(desk, second, county=CountyId("shixi"))
    outcome = desk.ask(Number(paper=second, code=CODE), effective=date(2020, 1, 3))
    refused(outcome, "papers.number.before-the-last")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["number", "void", "other"]), min_size=1, max_size=8))
def test_whatever_is_voided_a_series_has_no_gap_and_no_number_twice(doings: list[str]) -> None:
    desk = adopted()
    for at, doing in enumerate(doings, 1):
        paper = PaperId(f"2020-{at}")
        signed(desk, paper, file=Digest(f"{at:064x}"))
        recorded(desk.ask(Number(paper=paper, code="另字" if doing == "other" else CODE)))
        if doing == "void":
            recorded(desk.ask(Void(paper=paper, reason="不发了")))
    for code in (CODE, "另字"):
        numbers = [entry.value.number for entry in rules.series(desk.programme, code, 2020)]
        assert numbers == list(range(1, len(numbers) + 1))


# Closing -----------------------------------------------------------------------------------------


def test_a_paper_closes_on_number_date_and_scan_and_stands_on_the_documents_register() -> None:
    desk = numbered()
    closed, entered = recorded(desk.ask(closing(desk), evidence=(SCAN,)))
    assert isinstance(closed, PaperClosed)
    assert isinstance(entered, DocumentRegistered)
    assert (entered.number, entered.issuer, entered.scan) == ("示东工信字〔2020〕1号", BUREAU, SCAN)
    assert charter_rules.document(desk.programme, entered.number) is not None
    assert standing(desk).stage == "已办结"
    assert desk.ask(closing(desk, issued_on=entered.issued_on), evidence=(SCAN,)) == ()


def test_no_paper_closes_on_a_click() -> None:
    desk = numbered()
    refused(desk.ask(closing(desk)), "papers.close.no-scan")
    refused(desk.ask(closing(desk, signer=""), evidence=(SCAN,)), "papers.close.no-signer")
    refused(
        desk.ask(closing(desk, issued_on=date(2019, 12, 31)), evidence=(SCAN,)), "papers.close.date-unfit"
    )
    refused(desk.ask(closing(desk, paper=PaperId("2020-9")), evidence=(SCAN,)), "papers.no-such-paper")
    desk = signed()
    refused(desk.ask(closing(desk), evidence=(SCAN,)), "papers.close.not-numbered")


def test_a_number_that_went_to_another_paper_meanwhile_is_seen() -> None:
    desk = numbered()
    recorded(desk.ask(letter(DocumentNo("示东工信字〔2020〕1号")), evidence=(SCAN,)))
    refused(desk.ask(closing(desk), evidence=(SCAN,)), "papers.close.number-taken")


# Voiding -----------------------------------------------------------------------------------------


def test_a_voided_paper_keeps_its_number_from_everybody() -> None:
    desk = numbered()
    (fact,) = recorded(desk.ask(Void(paper=FIRST, reason="改用函")))
    assert isinstance(fact, PaperVoided)
    assert desk.ask(Void(paper=FIRST, reason="改用函")) == ()
    second = PaperId("2020-2")
    numbered(desk, second)
    assert number_of(desk, second) == 2
    assert standing(desk).stage == "已作废"


def test_what_is_out_is_not_voided_nor_anything_without_a_reason() -> None:
    desk = numbered()
    refused(desk.ask(Void(paper=FIRST, reason="")), "papers.void.no-reason")
    refused(desk.ask(Void(paper=PaperId("2020-9"), reason="错")), "papers.no-such-paper")
    recorded(desk.ask(closing(desk), evidence=(SCAN,)))
    refused(desk.ask(Void(paper=FIRST, reason="错")), "papers.void.already-out")


# Whose it is -------------------------------------------------------------------------------------


def test_a_county_handles_its_own_papers_and_no_others() -> None:
    desk = adopted()
    recorded(desk.ask(letter(), evidence=(SCAN,)))
    grant = GrantRole(person="甲某", organ=OrganId("shidong"), role="county", document=letter().number)
    recorded(desk.ask(grant))
    as_clerk: dict[str, Any] = {"actor": "甲某", "organ": "示东市", "role": "county"}
    recorded(desk.ask(drafting(), **as_clerk))
    recorded(desk.ask(opinion("经办"), **as_clerk))
    refused(desk.ask(drafting(county=CountyId("shixi")), **as_clerk), "roles.out-of-scope")
    recorded(desk.ask(drafting(county=CountyId("shixi"))))
    refused(desk.ask(opinion("经办", PaperId("2020-2")), **as_clerk), "roles.out-of-scope")
