"""Trades as pages of the demonstration: who is told what, and what keeps an opinion back."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from urllib.parse import urlencode

import pytest

from tests.web.test_care import City
from yajian.core.rules import trades
from yajian.core.words import Seq
from yajian.demo import open_demo
from yajian.web.server import application

DAY = "2020-08-31"


@pytest.fixture(scope="module")
def city(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A copy of its own, because something is recorded in it."""
    folder = tmp_path_factory.mktemp("trades") / "books"
    copytree(demo_folder / "books", folder)
    with open_demo(folder) as office:
        yield City(office, application(office, folder.parent, demo=True))


def sold(city: City) -> list[Seq]:
    return [one.seq for one in trades.standings(city.office.programme)]


def test_the_office_reads_every_trade_and_what_it_is_judged_by(city: City) -> None:
    page = city.get("示例办", "/trades").text
    for words in (
        "示例焦化癸有限公司",
        "癸交〔2020〕1号",
        "1,400",
        "不超过 48 元/吨：待定",
        "每处不少于 5 万吨",
    ):
        assert words in page
    assert "没有符合条件的交易" in city.get("示例办", f"/trades?{urlencode({'stage': '已核验'})}").text
    assert city.get("示例办", f"/trades?{urlencode({'stage': '不存在'})}").status == 404


def test_a_county_and_a_firm_read_their_own_trades_only(city: City) -> None:
    first = sold(city)[0]
    assert "癸交〔2020〕1号" in city.get("示例北", "/trades").text
    for who in ("示例东", "示例庚"):
        assert "癸交〔2020〕1号" not in city.get(who, "/trades").text
        assert city.get(who, f"/trades/{first}").status == 404


def test_a_trade_says_of_every_condition_what_was_seen_on_which_clause_and_what_would_help(
    city: City,
) -> None:
    _, second = sold(city)
    page = city.get("示例办", f"/trades/{second}").text
    assert 'href="/questions/Q-MORATORIUM-END' in page
    for words in (
        "取决于以30元还是48元为上限",
        "暂停期内不办置换确认",
        "五(五)②",
        "请凭文件答复",
        "来龙去脉",
    ):
        assert words in page
    assert "/do/trades.clear" in page
    assert "/do/trades.clear" not in city.get("示例北", f"/trades/{second}").text
    assert city.get("示例办", "/trades/1").status == 404


def test_a_unit_shows_where_every_tonne_went_and_whether_it_is_locked(city: City) -> None:
    page = city.get("示例办", "/capacity/癸-1").text
    for words in ("转让给邻市示例焦化有限公司", "转让给邻市另一焦化有限公司", "未转让", "可交易"):
        assert words in page
    assert "锁定，不得转让" in city.get("示例办", "/capacity/戊-清单").text
    assert "验收合格" in city.get("示例办", "/capacity/庚-3号炉").text
    assert "能不能交易" in city.get("示例办", "/money/庚-3号炉").text
    assert "已锁定" in city.get("示例办", "/dossiers/geng").text


def test_the_opinion_is_refused_at_the_form_with_the_clause_and_every_condition(city: City) -> None:
    first = sold(city)[0]
    typed = {"trade": str(first), "document": "示工信核〔2020〕90号", "effective": DAY}
    answer = city.send("示例办", "/do/trades.clear", typed)
    assert "暂停期内不办置换确认" in answer.text
    assert "五(三)①" in answer.text


def test_a_correction_is_offered_with_all_the_report_says_and_takes_its_place(city: City) -> None:
    _, second = sold(city)
    form = city.get("示例北", f"/trades/{second}").text
    assert "units%3A0%3Akey" in form
    typed = {
        "enterprise": "gui",
        "units:0:key": "癸-1",
        "units:0:value": "350000",
        "buyer": "邻市另一焦化有限公司",
        "price": "30",
        "document": "癸交〔2020〕2号",
        "corrects": str(trades.standing(city.office.programme, second).report.seq),  # type: ignore[union-attr]
        "effective": "2020-08-20",
    }
    city.send("示例北", "/do/trades.report", typed)
    found = trades.standing(city.office.programme, second)
    assert found is not None
    assert found.fact.price_fen_per_t == 3000
    assert "已由" in city.get("示例办", f"/trades/{second}").text


def test_a_buyer_of_the_ledger_reads_the_trade_and_not_the_seller_s_capacity(city: City) -> None:
    _, second = sold(city)
    assert city.get("示例庚", f"/trades/{second}").status == 404
    typed = {
        "enterprise": "gui",
        "units:0:key": "癸-1",
        "units:0:value": "350000",
        "buyer": "geng",
        "price": "30",
        "document": "癸交〔2020〕2号",
        "corrects": str(trades.standing(city.office.programme, second).report.seq),  # type: ignore[union-attr]
        "effective": "2020-08-20",
    }
    city.send("示例北", "/do/trades.report", typed)
    page = city.get("示例庚", f"/trades/{second}").text
    assert "不在您的查阅范围" in page
    assert 'href="/capacity/' not in page
    assert "没有产能单元" not in page
    assert "/do/trades" not in page  # nothing of it is the buyer's to do
    listed = city.get("示例庚", "/trades").text
    assert "癸交〔2020〕2号" in listed
    assert "癸交〔2020〕1号" not in listed
    assert "产能交易" in city.get("示例庚", "/dossiers/geng").text
    assert city.get("示例东", f"/trades/{second}").status == 200  # the buyer's county
    assert city.get("示例戊", f"/trades/{second}").status == 404
