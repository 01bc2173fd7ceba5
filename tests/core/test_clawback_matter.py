"""One clawback as its page tells it: every reading then and today, the paper that confirmed one, level by level what came and went."""

from datetime import timedelta

from tests.core.test_clawbacks import SHIDONG, confirm, given, noticed, receive, receive_all
from tests.core.test_inbox_money import lines
from tests.core.test_receipts import bounced
from tests.given import Desk, recorded
from yajian.core.reports import clawbacks as reports
from yajian.core.reports.search import search
from yajian.core.rules.roles.sight import EVERYTHING, Sight
from yajian.core.words import CountyId, Seq


def told(desk: Desk, matter: Seq) -> reports.Matter:
    found = reports.matter(desk.plan, desk.programme, matter, desk.now.date())
    assert found is not None
    return found


def test_before_a_paper_confirms_one_the_shown_reading_stands_first_and_what_is_missing_is_said() -> None:
    desk, matter = given()
    one = told(desk, matter)
    assert one.readings[0].state == "shown"
    assert [each.state for each in one.readings[1:]] == [""] * 3
    assert one.readings[0].then == one.readings[0].now
    assert (one.confirmed, one.question) == (None, "Q-CLAWBACK")
    assert one.missing is not None
    assert "口径还没有凭文件确认" in one.missing.finding
    assert (one.name, one.debtor) == ("示东市", "示东市人民政府")
    assert one.clauses


def test_the_reading_a_notice_asks_by_stays_confirmed_by_its_own_paper_whatever_is_answered_later() -> None:
    desk, matter = noticed()
    first = told(desk, matter).confirmed
    assert first is not None
    desk.now += timedelta(days=1)
    confirm(desk, "task")
    one = told(desk, matter)
    assert one.confirmed == first
    assert [each.id for each in one.readings if each.state == "confirmed"] == ["unfinished_capped"]
    assert one.notice_reading == one.readings[0].label
    assert one.missing is None


def test_what_the_opinion_missed_is_told_with_whether_it_is_missing_still() -> None:
    desk, matter = given()
    before = told(desk, matter)
    assert all(each.still and each.enterprise_name for each in before.missed)
    assert sum(each.tonnes for each in before.missed) == before.standing.fact.unfinished_t


def test_each_level_has_what_came_in_what_went_back_and_what_is_too_much() -> None:
    desk, matter = noticed()
    recorded(receive(desk, matter))
    province, city = told(desk, matter).levels
    assert (province.received_fen, city.received_fen) == (450_000_000, 0)
    assert (province.paid_fen, province.beyond_fen) == (450_000_000, 0)
    desk, matter, _ = bounced()
    assert [each.beyond_fen for each in told(desk, matter).levels] == [450_000_000, 0]


def test_what_is_back_is_less_to_give_today_and_as_much_as_ever_in_the_opinion() -> None:
    desk, matter = noticed()
    receive_all(desk, matter)
    first = told(desk, matter).readings[0]
    assert first.then is not None
    assert first.now is not None
    assert first.then[0] > 0
    assert first.now == (0, 0)


def test_there_is_no_matter_before_its_opinion_and_none_under_another_entry() -> None:
    desk, matter = given()
    early = desk.now.date() - timedelta(days=1)
    assert reports.matter(desk.plan, desk.programme, matter, early) is None
    assert reports.matter(desk.plan, desk.programme, Seq(1), desk.now.date()) is None


def test_a_clawback_is_found_by_its_paper_and_by_its_county_only_by_who_reads_that_county() -> None:
    desk, matter = noticed()
    for words in ("收回 示东市", "通知"):
        hits = [
            hit.place
            for found in search(desk.plan, desk.programme, words, EVERYTHING)
            if found.kind == "clawback"
            for hit in found.hits
        ]
        assert hits == [("clawback", str(matter))]
    for county, finds in ((SHIDONG, True), (CountyId("shibei"), False)):
        kinds = {one.kind for one in search(desk.plan, desk.programme, "收回 示东市", Sight(county=county))}
        assert ("clawback" in kinds) is finds


def test_what_waits_of_a_clawback_leads_to_its_page() -> None:
    desk, matter = given()
    assert [one.place for one in lines(desk) if one.command == "clawbacks.issue-notice"] == [
        ("clawback", str(matter))
    ]
