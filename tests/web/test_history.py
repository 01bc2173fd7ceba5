"""历史查询: both dates are read from the address, kept in every link, and never guessed."""

from datetime import date, datetime

import pytest

from yajian.core.words import SHANGHAI
from yajian.web.history import asked


def test_no_dates_mean_now_and_links_stay_as_they_are() -> None:
    found = asked({"as_of": "", "known_at": "  "})
    assert not found.is_history
    assert found.link("/list") == "/list"


def test_a_day_of_knowing_means_its_last_moment_in_shanghai() -> None:
    found = asked({"known_at": "2020-10-31"})
    assert found.known_at == datetime(2020, 10, 31, 23, 59, 59, 999_999, SHANGHAI)


def test_a_moment_without_a_zone_is_shanghai_s() -> None:
    assert asked({"known_at": "2020-10-31T18:00"}).known_at == datetime(2020, 10, 31, 18, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("/list", "/list?as_of=2020-10-31"),
        ("/list?county=a", "/list?county=a&as_of=2020-10-31"),
        ("/clauses#S4.2", "/clauses?as_of=2020-10-31#S4.2"),
    ],
)
def test_a_link_keeps_the_day_before_its_anchor(url: str, linked: str) -> None:
    found = asked({"as_of": "2020-10-31"})
    assert found.as_of == date(2020, 10, 31)
    assert found.link(url) == linked


def test_a_date_nobody_can_read_is_told_with_a_sample_and_today_is_shown() -> None:
    found = asked({"as_of": "31/10/2020", "known_at": "2020-10-31"})
    assert found.faults == ("“那天实际怎样”写作 2020-10-31，看到的是“31/10/2020”，现按今天显示",)
    assert not found.is_history
    assert found.link("/list") == "/list"
    assert (found.shown("as_of"), found.shown("known_at")) == ("", "")


def test_the_moment_of_knowing_is_said_as_precisely_as_it_was_asked() -> None:
    assert asked({"known_at": "2020-10-31"}).known_words == "2020年10月31日结束时"
    assert asked({"known_at": "2020-10-31T18:00"}).known_words == "2020年10月31日 18:00 前"
    assert asked({"known_at": "2020-10-31T20:00Z"}).known_words == "2020年11月1日 04:00 前"
