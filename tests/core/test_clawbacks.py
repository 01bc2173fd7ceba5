"""收回: from the county that missed its task, by a reading a paper confirmed, and never more than was paid."""

import re
from datetime import UTC, date, datetime
from typing import Any

from tests.core import test_payments as paying
from tests.core.test_acceptance import part
from tests.core.test_auditplans import NOWHERE
from tests.core.test_quotas import unit
from tests.given import LETTER, SCAN, Desk, answer, letter, recorded, refused, with_letter
from tests.steps import CITY_FINANCE, CITY_IIT, paper
from yajian.core import entitlements, recoveries
from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.decisions.clawbacks import BookReceipt, GiveOpinion, IssueNotice, WithdrawNotice
from yajian.core.decisions.closure import RecordCondition
from yajian.core.decisions.dossier import RenameEnterprise
from yajian.core.decisions.targets import PartChange, PublishList
from yajian.core.facts.clawbacks import NoticeIssued, OpinionGiven, ReceiptBooked
from yajian.core.reports import clawbacks as reports
from yajian.core.rules import clawbacks as rules
from yajian.core.rules.charter import document
from yajian.core.words import CountyId, DocumentNo, Fen, QuestionId, Seq, UnitId

YEAR_END = datetime(2020, 12, 31, 1, tzinfo=UTC)
SHIDONG = CountyId("shidong")


def late(desk: Desk) -> Desk:
    """Given: it is the end of the year."""
    desk.now = YEAR_END
    return desk


def missed() -> Desk:
    """Given: one part of the county accepted and paid, the others not shut by their day."""
    desk, _, _ = paying.paid()
    return late(desk)


def opinion(
    desk: Desk, county: CountyId = SHIDONG, document: DocumentNo | None = None, **when: Any
) -> object:
    return desk.ask(
        GiveOpinion(county=county, document=document or paper(desk, "clawbacks.give-opinion")), **when
    )


def given() -> tuple[Desk, Seq]:
    desk = missed()
    recorded(opinion(desk))
    return desk, Seq(len(desk.history))


def confirm(desk: Desk, reading: str) -> None:
    """Given: a paper says which reading counts."""
    settles = {"compensation.clawback.confirmed": reading}
    recorded(desk.ask(answer(QuestionId("Q-CLAWBACK"), settles=settles)))


def notice(desk: Desk, matter: Seq, document: DocumentNo | None = None) -> object:
    return desk.ask(IssueNotice(opinion=matter, document=document or paper(desk, "clawbacks.issue-notice")))


def noticed(reading: str = "unfinished_capped") -> tuple[Desk, Seq]:
    desk, matter = given()
    confirm(desk, reading)
    recorded(notice(desk, matter))
    return desk, matter


def receive(desk: Desk, matter: Seq, amount: str = "4,500,000", **said: Any) -> object:
    words: dict[str, Any] = {
        "opinion": matter,
        "level": "省级",
        "amount": amount,
        "voucher": "财收〔2021〕1",
        "document": paper(desk, "clawbacks.book-receipt"),
    } | said
    return desk.ask(BookReceipt(**words))


def receive_all(desk: Desk, matter: Seq) -> None:
    """Given: each level's share came back, and the matter is settled."""
    recorded(receive(desk, matter))
    recorded(receive(desk, matter, level="市级", voucher="财收〔2021〕2"))


def word(desk: Desk, event: str) -> str:
    """The condition of some facility that counts as an event."""
    return next(
        one.id
        for kind in desk.base.facility_types.values()
        for one in kind.conditions
        if one.counts_as == event and one.label == "关停"
    )


def found(desk: Desk) -> recoveries.Recovery:
    return recoveries.recovery(desk.plan, desk.programme, SHIDONG, desk.now.date())


# 几种算法 -------------------------------------------------------------------------------------------


def test_every_reading_stands_beside_the_others_and_a_cap_is_what_was_paid() -> None:
    desk = missed()
    now = found(desk)
    full = paying.full_fen(desk)
    assert part(desk).part not in {one.part for one in now.unfinished}
    assert now.paid_fen == full
    assert now.unfinished_t == sum(one.tonnes for one in now.unfinished)
    by = {one.id: one for one in now.readings}
    assert by["unfinished_capped"].amount_fen == min(now.unfinished_t * 3000, full) == full
    assert by["unfinished"].low_fen == now.unfinished_t * 3000
    assert by["unfinished"].high_fen == now.unfinished_t * 4800
    assert by["unfinished"].amount_fen is None
    assert by["task"].low_fen > by["unfinished"].low_fen
    assert by["task_capped"].amount_fen == full
    assert (now.shown, now.confirmed) == ("unfinished_capped", None)


def test_a_day_on_or_before_the_issue_takes_nothing_back() -> None:
    desk = late(with_letter())
    early = {one.part for one in desk.parts() if one.due is not None and one.due <= date(2019, 12, 31)}
    assert early
    for county in {one.county for one in desk.parts() if one.county is not None}:
        now = recoveries.recovery(desk.plan, desk.programme, county, desk.now.date())
        assert not early & {one.part for one in now.unfinished}


def test_nothing_is_missed_before_the_day_is_over() -> None:
    desk, _, _ = paying.paid()
    now = recoveries.recovery(desk.plan, desk.programme, SHIDONG, date(2020, 10, 31))
    assert now.unfinished == ()
    assert recoveries.recovery(desk.plan, desk.programme, SHIDONG, date(2020, 11, 1)).unfinished


# 意见 -----------------------------------------------------------------------------------------------


def test_an_opinion_carries_every_reading_and_one_county_has_one_at_a_time() -> None:
    desk = missed()
    [fact] = recorded(opinion(desk))
    assert isinstance(fact, OpinionGiven)
    assert len(fact.readings) == len(found(desk).readings) == 4
    assert opinion(desk) == ()
    other = DocumentNo("示工信函〔2020〕9号")
    refused(opinion(desk, document=other), "clawbacks.give-opinion.no-document")
    recorded(desk.ask(letter(other, title="意见", issuer=CITY_IIT), evidence=(SCAN,)))
    refused(opinion(desk, document=other), "clawbacks.give-opinion.already-open")


def test_a_county_that_missed_nothing_gives_nothing_back() -> None:
    desk, _, _ = paying.paid()
    refused(opinion(desk), "clawbacks.give-opinion.nothing-missed")


# 通知 -----------------------------------------------------------------------------------------------


def test_no_notice_goes_out_before_a_paper_confirms_a_reading() -> None:
    desk, matter = given()
    refusal = refused(notice(desk, matter), "clawbacks.issue-notice.reading-not-confirmed")
    assert "并列" in refusal.finding
    confirm(desk, "unfinished_capped")
    [fact] = recorded(notice(desk, matter))
    assert isinstance(fact, NoticeIssued)
    assert (fact.reading, fact.amount_fen) == ("unfinished_capped", paying.full_fen(desk))
    assert notice(desk, matter) == ()


def test_an_amount_that_is_a_range_is_no_amount() -> None:
    desk, matter = given()
    confirm(desk, "unfinished")
    refusal = refused(notice(desk, matter), "clawbacks.issue-notice.amount-not-settled")
    assert "标准未定" in refusal.finding


def finished_since() -> tuple[Desk, Seq]:
    """Given: an opinion on 示南, a confirmed reading, and then the one part it had left shut."""
    desk = late(with_letter())
    only = next(one for one in desk.parts() if one.county == "shinan")
    recorded(opinion(desk, CountyId("shinan")))
    matter = Seq(len(desk.history))
    confirm(desk, "unfinished_capped")
    named = PublishList(
        list=desk.base.retirement_list.id,
        changes={only.part: PartChange(facilities=("1号焦炉",))},
        document=LETTER,
    )
    recorded(desk.ask(named))
    shut = RecordCondition(part=only.part, facility="1号焦炉", condition=word(desk, "shut"))
    recorded(desk.ask(shut, evidence=(SCAN,)))
    return desk, matter


def test_a_county_that_finished_since_gets_no_notice() -> None:
    refused(notice(*finished_since()), "clawbacks.issue-notice.finished-since")


def test_a_notice_is_a_paper_in_its_turn() -> None:
    desk, matter = given()
    confirm(desk, "unfinished_capped")
    refused(notice(desk, matter, NOWHERE), "clawbacks.issue-notice.no-document")
    refused(notice(desk, Seq(1)), "clawbacks.no-such-opinion")
    recorded(notice(desk, matter))
    recorded(
        desk.ask(
            letter(DocumentNo("另一通知"), title="通知", issuer=CITY_FINANCE, issued_on=desk.now.date()),
            evidence=(SCAN,),
        )
    )
    refused(notice(desk, matter, DocumentNo("另一通知")), "clawbacks.out-of-turn")
    written = document(desk.programme, paper(desk, "clawbacks.give-opinion"))
    assert written is not None
    day = written.value.issued_on  # it was entered the day after
    said = paper(desk, "clawbacks.issue-notice", 2, on=day)
    early = desk.ask(IssueNotice(opinion=matter, document=said), effective=day)
    refused(early, "clawbacks.before-the-step-before")


# 入库 -----------------------------------------------------------------------------------------------


def test_receipts_close_the_matter_and_the_book_keeps_them_by_level() -> None:
    desk, matter = noticed()
    [fact] = recorded(receive(desk, matter))
    assert isinstance(fact, ReceiptBooked)
    assert receive(desk, matter) == ()
    now = rules.standing(desk.programme, matter)
    assert now is not None
    assert (now.stage, now.left_fen) == ("待入库", Fen(paying.full_fen(desk) - 450_000_000))
    recorded(receive(desk, matter, level="市级", voucher="财收〔2021〕2"))
    now = rules.standing(desk.programme, matter)
    assert now is not None
    assert now.stage == "已收回"
    stands = money.balances(desk.programme.money, money.of_level("city"))
    assert stands[Purse.RECOVERED] == 450_000_000


def test_no_more_comes_in_than_was_asked_nor_than_was_paid() -> None:
    desk, matter = noticed()
    refused(receive(desk, matter, "9,000,000.01"), "clawbacks.book-receipt.more-than-asked")
    receive_all(desk, matter)
    refused(receive(desk, matter, "0.01", voucher="另一张"), "clawbacks.out-of-turn")


def test_what_is_back_already_is_not_asked_for_again() -> None:
    desk, matter = noticed()
    recorded(receive(desk, matter, "4,000,000"))
    recorded(withdraw(desk, matter))
    recorded(opinion(desk))
    matter = Seq(len(desk.history))
    [fact] = recorded(notice(desk, matter))
    assert isinstance(fact, NoticeIssued)
    assert fact.amount_fen == paying.full_fen(desk) - 400_000_000
    recorded(receive(desk, matter, "500,000", voucher="财收〔2021〕2"))
    recorded(receive(desk, matter, "4,500,000", level="市级", voucher="财收〔2021〕3"))
    recorded(opinion(desk))
    again = refused(notice(desk, Seq(len(desk.history))), "clawbacks.issue-notice.amount-not-settled")
    assert "全部收回" in again.way_forward


def test_what_another_county_gave_back_is_not_counted_against_this_one() -> None:
    desk, matter = noticed()
    recorded(receive(desk, matter, "4,500,000"))
    assert rules.received_fen(desk.programme, SHIDONG) == 450_000_000
    assert rules.received_fen(desk.programme, CountyId("shixi")) == 0


def test_a_voucher_is_booked_once_for_one_amount() -> None:
    desk, matter = noticed()
    recorded(receive(desk, matter))
    refused(receive(desk, matter, "1.00"), "clawbacks.book-receipt.voucher-used")
    refused(receive(desk, matter, level="市级"), "clawbacks.book-receipt.voucher-used")


def test_a_receipt_has_a_level_that_is_taken_back_an_amount_a_voucher_and_a_paper() -> None:
    desk, matter = noticed()
    refused(receive(desk, matter, level="县级"), "clawbacks.book-receipt.unfit")
    refused(receive(desk, matter, "一万"), "clawbacks.book-receipt.unfit")
    refused(receive(desk, matter, voucher=" "), "clawbacks.book-receipt.no-voucher")
    refused(receive(desk, matter, document=NOWHERE), "clawbacks.book-receipt.no-document")
    desk, matter = given()
    refused(receive(desk, matter), "clawbacks.out-of-turn")


# 撤回 -----------------------------------------------------------------------------------------------


def withdraw(desk: Desk, matter: Seq, **said: Any) -> object:
    words: dict[str, Any] = {
        "opinion": matter,
        "reason": "市里另有决定",
        "document": paper(desk, "clawbacks.withdraw-notice"),
    } | said
    return desk.ask(WithdrawNotice(**words))


def test_the_treasury_takes_a_notice_back_with_a_reason_by_a_paper_and_once() -> None:
    desk, matter = noticed()
    refused(withdraw(desk, matter, reason=""), "clawbacks.withdraw-notice.no-reason")
    refused(withdraw(desk, matter, document=NOWHERE), "clawbacks.withdraw-notice.no-document")
    recorded(withdraw(desk, matter))
    assert withdraw(desk, matter) == ()
    refused(receive(desk, matter), "clawbacks.out-of-turn")
    recorded(opinion(desk))


def test_what_is_back_is_not_taken_back() -> None:
    desk, matter = noticed()
    receive_all(desk, matter)
    refused(withdraw(desk, matter), "clawbacks.out-of-turn")


def test_a_firm_that_took_another_name_is_called_by_one_name_on_the_matter_s_page() -> None:
    desk, matter = given()
    one = found(desk).unfinished[0]
    named = RenameEnterprise(enterprise=one.enterprise, name="示例新材料有限公司", document=LETTER)
    recorded(desk.ask(named))
    page = reports.matter(desk.plan, desk.programme, matter, desk.now.date())
    assert page is not None
    [missed] = [each for each in page.missed if each.part == one.part]
    firm = page.firms[one.enterprise]
    assert (firm.name, firm.former) == (missed.enterprise_name, (one.enterprise_name,))
    earlier = reports.matter(desk.plan, desk.programme, matter, page.standing.opinion.effective)
    assert earlier is not None
    assert earlier.firms[one.enterprise].name == one.enterprise_name


def test_who_reads_of_it_reads_the_county_s_name_and_never_its_id() -> None:
    desk, matter = noticed()
    late = {one.part for one in found(desk).unfinished}
    waits = next(one for one in desk.parts() if one.part in late)
    unit(desk, waits, "乙-1", waits.tonnes)
    [hold] = entitlements.holds(desk.plan, desk.programme, UnitId("乙-1"))
    assert hold.words == f"示东市的收回补偿资金还没有了结（第{matter}条）"
    recorded(receive(desk, matter))
    said = [
        refused(
            opinion(desk, document=paper(desk, "clawbacks.give-opinion", 2)),
            "clawbacks.give-opinion.already-open",
        )
    ]
    said.append(refused(receive(desk, matter, "1"), "clawbacks.book-receipt.voucher-used"))
    said.append(refused(opinion(desk, CountyId("shibei")), "clawbacks.give-opinion.nothing-missed"))
    for one in said:
        assert re.search(r"示[东北]市|示北县", one.finding), one.finding
        assert not re.search(r"shi(dong|bei)", one.finding)


def test_every_reading_is_the_sum_of_products_one_a_unit_less_its_cap_and_what_is_back() -> None:
    desk, matter = noticed()
    recorded(receive(desk, matter))
    now = found(desk)
    assert {one.listed.part for one in now.products} == {one.part for one in now.task}
    for one in now.products:
        assert one.low_fen == one.tonnes * one.low_rate_fen
        assert one.high_fen == one.tonnes * one.high_rate_fen
    for reading in now.readings:
        counted = [one for one in now.products if one.late or reading.base == "county_task"]
        assert reading.gross_low_fen == sum(one.low_fen for one in counted)
        assert reading.gross_high_fen == sum(one.high_fen for one in counted)
        assert reading.cap_fen == (now.paid_fen if "capped" in reading.id else None)
        capped = min(reading.gross_low_fen, reading.cap_fen or reading.gross_low_fen)
        assert reading.low_fen == max(capped - now.back_fen, 0)
