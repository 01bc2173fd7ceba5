"""待办 for money: each step waits on the desk that may take it, and a hold is nobody's overdue work."""

from tests.core import test_clawbacks as backing
from tests.core import test_payments as paying
from tests.core import test_quotas as fixing
from tests.core.test_acceptance import part
from tests.core.test_applications import applied, forwarded
from tests.core.test_auditplans import drawn
from tests.core.test_backfills import placed, release_on
from tests.core.test_holds import sealed
from tests.core.test_quota_anew import put_right
from tests.given import Desk, recorded
from yajian.core.decisions.lateness import Explain
from yajian.core.reports.inbox import Waiting, waiting
from yajian.core.reports.inbox.quotas import KIND
from yajian.core.reports.progress import progress


def lines(desk: Desk) -> list[Waiting]:
    sheet = progress(desk.plan, desk.programme, desk.now.date())
    return [one for one in waiting(desk.plan, desk.programme, sheet) if one.kind == KIND]


def commands(desk: Desk) -> list[str]:
    return [one.command for one in lines(desk)]


def test_a_version_waits_for_its_next_step() -> None:
    assert commands(fixing.drawn()) == ["quotas.approve"]
    assert commands(fixing.sent()) == ["quotas.review"]
    assert commands(fixing.reviewed()) == []
    assert commands(fixing.reviewed("退回", "请补报")) == ["quotas.draw-up"]


def test_an_application_waits_in_its_county_and_then_with_the_city() -> None:
    desk, application = applied()
    [line] = lines(desk)
    assert (line.command, line.turn, line.county) == ("applications.forward", "county", part(desk).county)
    assert line.filled == {"application": application}
    desk, _ = forwarded()
    assert commands(desk) == ["auditplans.draw-up"]
    desk, _ = drawn()
    assert commands(desk) == ["auditplans.approve"]


def test_once_a_quota_is_to_be_reported_anew_what_waits_is_the_way_back() -> None:
    for desk, command in (
        (applied()[0], "applications.forward"),
        (forwarded()[0], "applications.return"),
        (drawn()[0], "auditplans.return"),
    ):
        since = put_right(desk)
        [line] = [one for one in lines(desk) if one.command != "quotas.draw-up"]
        assert line.command == command
        assert f"（第{since}条）" in line.about
        assert line.filled.get("verdict", "退回") == "退回"


def test_a_slip_waits_for_the_second_hand_the_third_and_its_filing() -> None:
    desk, _, payment = paying.prepared()
    assert commands(desk) == ["payments.check"]
    recorded(paying.check(desk, payment))
    assert commands(desk) == ["payments.release"]
    recorded(paying.release(desk, payment))
    assert commands(desk) == ["payments.file"]
    recorded(paying.file(desk, payment))
    assert commands(desk) == []


def test_a_changed_account_waits_for_another_person() -> None:
    desk, _ = paying.ready()
    recorded(paying.enter(desk, number="6222000099998888"))
    assert commands(desk) == ["payments.confirm-account"]


def test_a_hold_is_on_nobodys_desk() -> None:
    desk, _ = sealed()
    assert commands(desk) == []


def test_a_clawback_waits_for_its_notice_and_then_for_the_money() -> None:
    desk, matter = backing.given()
    assert "clawbacks.issue-notice" in commands(desk)
    desk, matter = backing.noticed()
    assert "clawbacks.book-receipt" in commands(desk)
    backing.receive_all(desk, matter)
    assert not [one for one in commands(desk) if one.startswith("clawbacks")]


def test_a_payment_entered_after_a_hold_and_dated_before_it_waits_for_a_word_of_why() -> None:
    desk, payment, _, day = placed()
    recorded(release_on(desk, payment, day))
    entry = paying.last(desk)
    [line] = [one for one in lines(desk) if one.command == "lateness.explain"]
    assert (line.what, line.filled) == (f"说明暂缓后补记：第{entry}条下达", {"entry": entry})
    assert "正在核查" in line.about
    recorded(desk.ask(Explain(entry=entry, reason="凭证晚到", explained_by="示例拨")))
    assert "lateness.explain" not in commands(desk)
