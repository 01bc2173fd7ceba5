"""The auditor's look at a real office: the same paper again to the byte, and what a photograph says."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.core.test_closure import condition
from tests.given import Desk
from tests.test_transact import adopt, done, opened
from yajian import audit
from yajian.core.decisions.closure import RecordCondition
from yajian.core.words import SHANGHAI, PartId
from yajian.transact import Office

PHOTO = Path(__file__).parent / "stories" / "files" / "photo-L06.jpg"
DAY = date(2020, 10, 31)


def shut(office: Office, oven: str, effective: date, at: datetime, **changes: Any) -> None:
    digest = office.keep(PHOTO)
    command = RecordCondition(
        part=PartId("L07a"), facility=oven, condition=condition(Desk(), "shut"), **changes
    )
    done(office, command, effective=effective, evidence=(digest,), now=at)


def moment(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2020, month, day, hour, 12, tzinfo=SHANGHAI)


@pytest.fixture
def office(tmp_path: Path) -> Any:
    """Given: one oven entered in time, the other a week late."""
    with opened(tmp_path / "data") as office:
        adopt(office)
        shut(office, "3号焦炉", date(2020, 10, 29), moment(10, 29))
        yield office


def test_the_report_of_the_first_of_november_comes_out_again_to_the_byte(office: Office) -> None:
    sent = audit.compare(office, DAY).now
    shut(office, "4号焦炉", date(2020, 10, 29), moment(11, 5))
    later = audit.compare(office, DAY)
    assert later.then.paper.encode() == sent.paper.encode()
    assert later.then.digest == sent.digest
    assert later.now.digest != sent.digest
    assert audit.view(office, DAY, sent.known).paper == sent.paper
    assert (later.then.last_at, later.now.last_at) == (moment(10, 29), moment(11, 5))
    assert sent.leaf in sent.paper
    assert office.head.leaf in later.now.paper


def test_what_is_asked_about_now_may_itself_be_a_moment_of_the_past(office: Office) -> None:
    shut(office, "4号焦炉", date(2020, 10, 29), moment(11, 5))
    known = office.known_at(moment(11, 1))
    found = audit.compare(office, DAY, known)
    assert found.then == found.now
    assert found.differences == ()


def test_a_photograph_among_the_evidence_says_when_it_was_taken_and_a_lost_file_that_it_is_lost(
    office: Office,
) -> None:
    shut(office, "4号焦炉", date(2020, 10, 29), moment(11, 5))
    (one,) = audit.compare(office, DAY).differences
    (exhibit,) = audit.exhibits(office, one.recorded)
    assert (exhibit.kind, exhibit.captured_at) == ("照片", "2020-10-29 10:12")
    office.evidence.path(exhibit.digest).unlink()
    (lost,) = audit.exhibits(office, one.recorded)
    assert "不见了" in lost.kind
    assert lost.captured_at is None


def test_who_enters_late_is_counted_over_the_whole_journal(office: Office) -> None:
    shut(office, "4号焦炉", date(2020, 10, 29), moment(11, 5))
    (line,) = audit.late_recorders(office, since=date(2020, 2, 1))
    assert (line.organ, line.actor, line.entries, line.most_days, line.unexplained) == (
        "本机",
        "示例甲",
        1,
        7,
        1,
    )
    assert audit.late_recorders(office, since=date(2020, 2, 1), over=7) == ()
    (whole,) = audit.late_recorders(office)
    assert whole.entries == 5  # adopting the plan of 31 December in January counts as well
