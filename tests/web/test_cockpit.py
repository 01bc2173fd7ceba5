"""驾驶舱: against last month, reds with their cause, what waits to be decided, who has not reported; all of it leads on."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.given import PLANS
from tests.web.asking import ask
from yajian import planfile
from yajian.cli.room import adopt
from yajian.core.decisions.closure import RecordCondition
from yajian.core.words import PartId
from yajian.transact import Done, Office
from yajian.web.headers import Wsgi
from yajian.web.server import application


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[Wsgi]:
    """An office that shut one part in February, and told of it at once; another oven is known to run past its day."""
    home = tmp_path_factory.mktemp("cockpit")
    photo = home / "现场.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 photo \xff\xd9")
    now = datetime(2020, 1, 2, 1, 0, tzinfo=UTC)
    with Office(home / "data", load_plan=planfile.load_bytes, clock=lambda: now) as office:
        adopt(office, PLANS / "shifan-2019")
        now = datetime(2020, 2, 6, 1, 0, tzinfo=UTC)
        for oven, condition in (("3号焦炉", "关停"), ("4号焦炉", "关停")):
            outcome = office.transact(
                RecordCondition(part=PartId("L07a"), facility=oven, condition=condition),
                actor="示例经办",
                organ="示东市工信局",
                role="installer",
                effective=date(2020, 2, 5),
                evidence=(office.keep(photo),),
            )
            assert isinstance(outcome, Done), outcome
        now = datetime(2020, 2, 20, 1, 0, tzinfo=UTC)
        yield application(office, folder)


def shown(pages: Wsgi, query: str = "") -> str:
    found = ask(pages, "/", QUERY_STRING=quote(query, safe="=&"))
    assert found.status == 200, found.text
    return found.text


def section(page: str, title: str) -> str:
    """One card of the page, from its title on."""
    return page.split(f"<h2>{title}</h2>")[1].split("</section>")[0]


def test_the_column_says_what_was_added_since_last_month(pages: Wsgi) -> None:
    card = section(shown(pages), "较上期")
    assert "2020年1月31日 当时所知" in card
    assert "＋30" in card
    assert "补录、更正 " not in card
    assert 'href="/as-of?date=2020-01-31"' in card


def test_another_day_may_be_chosen_and_what_cannot_be_read_is_last_month(pages: Wsgi) -> None:
    assert "＋30" not in section(shown(pages, "since=2020-02-10"), "较上期")
    assert "2020年1月31日" in section(shown(pages, "since=上周"), "较上期")
    assert "2020年2月20日" in section(shown(pages, "since=2030-01-01"), "较上期")


def test_who_has_not_reported_is_named_with_what_and_leads_to_it(pages: Wsgi) -> None:
    card = section(shown(pages), "未报名单")
    assert 'href="/inbox?county=shixi"' in card
    assert "期初清点" in card


def test_what_waits_to_be_decided_is_listed_and_leads_to_where_it_is_seen(pages: Wsgi) -> None:
    card = section(shown(pages), "等着定的事")
    assert "落实到设施" in card
    assert 'href="/facilities"' in card


def test_without_a_red_light_the_card_says_why_grey_is_not_red(pages: Wsgi) -> None:
    assert "没有红灯" in section(shown(pages, "as_of=2020-02-01&known_at=2020-02-01"), "红灯和原因")


def test_before_adoption_there_is_no_cockpit(pages: Wsgi) -> None:
    assert "那时还没有采用方案" in shown(pages, "known_at=2019-06-30")
