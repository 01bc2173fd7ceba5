"""Compensation as pages of the demonstration: who is told what, and three hands at the forms."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from urllib.parse import quote, unquote, urlencode

import pytest

from tests.web.asking import ask
from tests.web.test_care import City
from yajian import planfile
from yajian.core.facts.payments import PaymentReleased
from yajian.core.reports.money import TABLES, Scope, audit
from yajian.core.rules import payments, quotas
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


def test_a_unit_s_way_is_printed_from_its_page_for_whoever_reads_the_page(city: City) -> None:
    page = city.get("示例庚", "/money/庚-3号炉").text
    for ledger in ("capacity", "money"):
        address = f"/flows/{ledger}/庚-3号炉"
        assert address in unquote(page)
        assert city.get("示例庚", address).status == 200
        assert city.get("示例西", address).status == 404
    assert city.get("示例庚", "/flows/tonnes/庚-3号炉").status == 404
    assert city.get("示例庚", "/flows/money/没有").status == 404


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


# 各表 -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_a_page_and_a_workbook_for_who_may_see_it(city: City, name: str) -> None:
    for who in ("示例办", "示例库", "示例审", "示例东", "示例庚"):
        page = city.get(who, f"/money/tables/{name}")
        assert page.status == 200
        assert TABLES[name].title in page.text
        assert city.get(who, f"/money/tables/{name}?export=xlsx").status == 200
    assert city.get("示例办", "/money/tables/没有").status == 404


@pytest.mark.parametrize("name", TABLES)
def test_no_table_tells_a_county_or_a_firm_what_is_anothers(city: City, name: str) -> None:
    for who, others in (("示例庚", ("甲-1", "乙-1", "戊-清单")), ("示例西", ("庚-3号炉", "甲-1"))):
        page = city.get(who, f"/money/tables/{name}").text
        assert [one for one in others if one in page] == []


def test_each_figure_leads_to_the_entry_or_the_unit_it_comes_from(city: City) -> None:
    page = city.get("示例办", "/money/tables/audit").text
    [grant] = [one for one in audit.table(whole(city)).plans[0].rows if one.unit == "庚-3号炉"]
    assert f'href="/facts/{grant.seq}"' in page
    assert f'href="/facts/{grant.application}"' in page
    unit = f'href="/money/{quote("庚-3号炉")}"'
    assert unit in page
    amount = re.compile(rf'<td class="num[^>]*><a {unit}>450</a>')
    for address in ("/money", "/money/tables/quotas", "/money/tables/unpaid"):
        assert amount.search(city.get("示例办", address).text), address


def test_a_level_without_money_is_undetermined_on_both_pages(city: City) -> None:
    county = re.compile(r"<td class=\"lead\">县级</td>.*?</tr>", re.DOTALL)
    for address in ("/money", "/money/tables/levels"):
        [row] = county.findall(city.get("示例办", address).text)
        assert row.count("待定") >= 2


def test_a_unit_says_how_many_days_each_step_took_and_that_no_number_is_set(city: City) -> None:
    page = city.get("示例办", "/money/庚-3号炉").text
    for words in ("各步用了几天", "已等 1", "只计天数，不亮红灯", 'href="/questions/Q-TIMELY"'):
        assert words in page
    assert "各步用了几天" not in city.get("示例办", "/money/己-清单").text


def test_a_hold_is_told_with_who_lets_it_go_and_its_days(city: City) -> None:
    page = city.get("示例办", "/money/己-清单").text
    for words in ("由谁明确或解除", "市中级法院", "天数照计，不算逾期"):
        assert words in page


def test_what_waits_is_counted_and_never_red(city: City) -> None:
    page = city.get("示例办", "/money/tables/unpaid").text
    assert "时限未定" in page
    assert "chip-red" not in page


def test_as_of_an_earlier_day_every_table_and_the_way_are_what_they_were(city: City) -> None:
    for address in ("/money/庚-3号炉", *(f"/money/tables/{name}" for name in TABLES)):
        page = city.get("示例审", f"{address}?as_of=2020-08-15&known_at=2020-08-15T12:00")
        assert page.status == 200
        assert "示政函〔2020〕21号" not in page.text
    steps = city.get("示例审", "/money/tables/steps?as_of=2020-08-15&known_at=2020-08-15T12:00").text
    assert "已等 36 天" in steps  # nobody knew yet that the province had agreed the day before
    known_later = city.get("示例审", "/money/庚-3号炉?as_of=2020-08-15").text
    assert "省工信函〔2020〕88号" in known_later  # dated the 14th, entered on the 17th
    known_then = city.get("示例审", "/money/庚-3号炉?as_of=2020-08-15&known_at=2020-08-15T12:00").text
    assert "省工信函〔2020〕88号" not in known_then


def whole(city: City) -> Scope:
    office = city.office
    return Scope(plan=office.plan(office.today()), programme=office.programme, as_of=office.today())


# 暂缓后补记 -----------------------------------------------------------------------------------------


def test_a_payment_entered_after_a_hold_and_dated_before_it_is_marked_wherever_it_is_shown(
    tmp_path: Path,
) -> None:
    story = Path(__file__).parents[1] / "stories" / "paid-before-the-hold.yaml"
    play(read(story), story.parent, shipped(), keep=tmp_path / "books")
    with Office(tmp_path / "books", load_plan=planfile.load_bytes) as office:
        pages = application(office, tmp_path, demo=False)
        unit = "/money/乙-乙".encode().decode("latin-1")
        for address in ("/money", unit, "/money/tables/schedule", "/reconciliation"):
            page = ask(pages, address, QUERY_STRING="as_of=2020-10-20").text
            assert (
                page.count("群众反映设备去向不明，正在核查；示例拨（市财政局）说明：国库10月13日已经付出")
                == 1
            ), address
            assert page.count("暂缓后补记") == 1
            then = ask(pages, address, QUERY_STRING="as_of=2020-10-14&known_at=2020-10-14T12:00").text
            assert "暂缓后补记" not in then
        paid = next(one for one in reversed(list(office.history())) if isinstance(one.fact, PaymentReleased))
        assert "暂缓后补记" in ask(pages, f"/facts/{paid.seq}").text
        assert "暂缓后补记" not in ask(pages, f"/facts/{paid.seq - 1}").text


# 起草 -----------------------------------------------------------------------------------------------


def test_a_firm_sees_the_papers_that_others_make_locked_and_by_whom_they_are_made(city: City) -> None:
    page = city.get("示例庚", "/money").text
    assert "draws=application" in page
    assert "draws=audit_plan" not in page
    assert "《补偿资金项目审核计划》由市工信局出具，不由示东市示例焦化庚有限公司起草" in page
    chosen = city.get("示例庚", "/papers/draft").text
    assert "template=W17" in chosen
    assert "template=W18" not in chosen
    assert "不能提交" in city.get("示例庚", "/papers/draft?template=W18").text
    assert "draws=audit_plan" in city.get("示例办", "/money").text


def test_a_draft_of_a_step_that_was_taken_says_by_which_entry_and_asks_for_nothing_more(city: City) -> None:
    sent = next(one.sent for one in quotas.versions(city.office.programme) if one.sent is not None)
    typed = {
        "template": "W38",
        "quota_version": "1",
        "drafted_by": "示例办",
        "as_of": DAY,
        "known": str(city.office.programme.seq),
    }
    answer = city.send("示例办", "/papers/draft", typed)
    assert answer.status == 422
    assert f"报省（第{sent.seq}条，{sent.value.document}）" in answer.text
    assert "这一步已经办过，不必再起草" in answer.text
    assert "补齐以后再起草" not in answer.text
