"""Compensation as pages of the demonstration: who is told what, and three hands at the forms."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from urllib.parse import urlencode

import pytest

from tests.web.asking import ask
from tests.web.test_care import City
from yajian import planfile
from yajian.core.rules import payments
from yajian.core.words import Seq
from yajian.demo import open_demo
from yajian.planfile.shipped import shipped
from yajian.story import play, read
from yajian.transact import Office
from yajian.web.server import application

DAY = "2020-08-31"


@pytest.fixture(scope="module")
def city(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A copy of its own, because something is recorded in it."""
    folder = tmp_path_factory.mktemp("money") / "books"
    copytree(demo_folder / "books", folder)
    with open_demo(folder) as office:
        yield City(office, application(office, folder.parent, demo=True))


def slips(city: City) -> dict[str, Seq]:
    """The demonstration's two slips, by the step they wait for."""
    return {one.stage: one.seq for one in payments.standings(city.office.programme)}


def test_the_office_reads_every_unit_and_what_each_level_raised(city: City) -> None:
    page = city.get("示例办", "/money").text
    for words in ("庚-3号炉", "54 万吨 × 48 元/吨 ＝ 2,592", "各级资金", "省已同意", "签于锁定"):
        assert words in page


def test_an_enterprise_reads_its_own_units_and_no_other_firm_s_money(city: City) -> None:
    page = city.get("示例庚", "/money").text
    assert "庚-3号炉" in page
    assert "甲-1" not in page
    assert "各级资金" not in page
    assert city.get("示例庚", "/money/甲-1").status == 404


def test_a_county_reads_its_own(city: City) -> None:
    page = city.get("示例西", "/money").text
    assert "戊-清单" in page
    assert "庚-3号炉" not in page
    assert city.get("示例西", "/money/庚-3号炉").status == 404


def test_a_unit_says_of_every_step_by_which_paper_who_entered_it_and_when(city: City) -> None:
    page = city.get("示例审", "/money/庚-3号炉").text
    for words in (
        "备案文件",
        "产能来源",
        "明确额度",
        "省工信函〔2020〕88号",
        "市政府同意，列支",
        "市财政局 示例库",
    ):
        assert words in page
    assert city.get("示例审", "/money/没有").status == 404


def test_a_stage_nobody_knows_is_not_found(city: City) -> None:
    assert city.get("示例办", f"/money?{urlencode({'stage': '不存在'})}").status == 404
    assert "没有符合条件的产能单元" in city.get("示例办", f"/money?{urlencode({'stage': '已下达'})}").text


def test_who_made_the_slip_does_not_check_it_and_the_form_says_so(city: City) -> None:
    payment = slips(city)["待复核"]
    typed = {"payment": str(payment), "tail": "2222", "effective": DAY}
    answer = city.send("示例办", "/do/payments.check", typed)
    assert "制单的是示例办，复核须另一个人" in answer.text
    assert slips(city)["待复核"] == payment


def test_who_checked_the_slip_does_not_release_it(city: City) -> None:
    payment = slips(city)["待下达"]
    typed = {"payment": str(payment), "voucher": "财预拨〔2020〕9", "effective": DAY}
    answer = city.send("示例库", "/do/payments.release", typed)
    assert "下达须第三个人" in answer.text
    assert slips(city)["待下达"] == payment


def test_what_an_adjustment_of_the_list_did_to_the_quotas_stands_above_the_units(tmp_path: Path) -> None:
    story = Path(__file__).parents[1] / "stories" / "J04-swap.yaml"
    play(read(story), story.parent, shipped(), keep=tmp_path / "books")
    with Office(tmp_path / "books", load_plan=planfile.load_bytes) as office:
        pages = application(office, tmp_path, demo=False)
        between = ask(pages, "/money", QUERY_STRING="as_of=2020-06-02").text
        for words in ("额度须重报", "L05 在清单上由200000吨调为150000吨", "+240", "-150"):
            assert words in between
        assert "L05 在清单上由" not in ask(pages, "/money", QUERY_STRING="as_of=2020-06-30").text
