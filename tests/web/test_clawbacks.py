"""One clawback as a page: for whom it opens, what it says at each step, and where its amounts lead."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.web.asking import Answer, ask
from tests.web.peopled import opened, people_it
from yajian import planfile
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.decisions.clawbacks import GiveOpinion
from yajian.core.words import CountyId, DocumentNo
from yajian.planfile.shipped import shipped
from yajian.story import play, read
from yajian.transact import Office
from yajian.web.server import application

STORIES = Path(__file__).parents[1] / "stories"
LATE = date(2021, 1, 5)
Get = Callable[[str, str], Answer]


def of_story(name: str, folder: Path) -> Iterator[Get]:
    """The books of a story, and how a page of theirs is asked for."""
    story = STORIES / f"{name}.yaml"
    play(read(story), STORIES, shipped(), keep=folder / "books")
    with Office(folder / "books", load_plan=planfile.load_bytes) as office:
        pages = application(office, folder, demo=False)
        [matter] = office.programme.clawbacks.matters

        def get(path: str, query: str = "") -> Answer:
            return ask(pages, path.replace("MATTER", str(matter)), QUERY_STRING=query)

        yield get


@pytest.fixture(scope="module")
def taken_back(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    yield from of_story("J07-clawback", tmp_path_factory.mktemp("clawback"))


@pytest.fixture(scope="module")
def put_right(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    yield from of_story("money-put-right", tmp_path_factory.mktemp("put-right"))


def test_before_the_notice_what_it_waits_for_is_undetermined_and_every_reading_stands_there(
    taken_back: Get,
) -> None:
    page = taken_back("/money/clawbacks/MATTER", "as_of=2021-01-05").text
    for words in ("待通知", "金额口径还没有凭文件确认", "默认显示", "只作比较", "还没有通知，没有入库"):
        assert words in page
    assert "已凭文件确认" not in page
    assert 'href="/questions/Q-CLAWBACK?as_of=2021-01-05"' in page


def test_once_all_is_back_each_step_has_its_paper_its_day_its_clause_and_who_entered_it(
    taken_back: Get,
) -> None:
    page = taken_back("/money/clawbacks/MATTER", "").text
    for words in (
        "示工信函〔2020〕60号",
        "2021年1月12日",
        "市财政局 拨付人",
        "已凭文件确认",
        "财收〔2021〕7",
        "五(五)5",
        "示西县人民政府",
        "已经收齐",
    ):
        assert words in page
    assert taken_back("/money/clawbacks/1", "").status == 404
    assert taken_back("/money/clawbacks/MATTER", "as_of=2020-06-01").status == 404


def test_each_reading_is_told_as_tonnes_times_rate_with_its_cap_and_every_figure_leads_on(
    taken_back: Get,
) -> None:
    page = taken_back("/money/clawbacks/MATTER", "as_of=2021-01-05").text
    for words in ("产能×标准", "以已下达为限", "到期未完成合计", "全县任务合计", "元/吨"):
        assert words in page, words
    reckoned = page.partition('id="reckoned"')[2].partition("</section>")[0]
    assert re.search(
        r'href="/money/[^"]+\?as_of=2021-01-05"', reckoned
    )  # each unit, where its rate is explained
    for table in ("意见时未完成的分项", "几种算法", "各级收回"):
        rows = page.partition(f'aria-label="{table}"')[2].partition("</tbody>")[0].partition("<tbody>")[2]
        bare = re.findall(r"<td[^>]*>\s*[\d,.—]*\d[\d,.—]*\s*</td>", rows)
        assert bare == [], table


def test_the_paper_that_confirmed_a_reading_stands_in_the_story_where_it_was_entered(taken_back: Get) -> None:
    story = taken_back("/money/clawbacks/MATTER", "").text.partition("来龙去脉")[2]
    titles = re.findall(r"<p><b>([^<]+)</b>", story)
    assert titles.index("收回意见") < titles.index("答复待明确事项") < titles.index("收回通知")
    before = taken_back("/money/clawbacks/MATTER", "as_of=2021-01-05").text.partition("来龙去脉")[2]
    assert "答复待明确事项" not in before


def test_what_was_put_right_or_withdrawn_stays_and_what_is_too_much_goes_back(put_right: Get) -> None:
    page = put_right("/money/clawbacks/MATTER", "").text
    for words in ("更正", "撤销入库登记", "退还县（市）"):
        assert words in page
    assert "市级多收" not in page  # the bank's return, for which too much had come in, was another firm's
    then = put_right("/money/clawbacks/MATTER", "as_of=2021-02-19&known_at=2021-02-19").text
    assert "市级多收" in then
    assert page.count("timeline-gone") == 4


def test_sums_of_a_county_lead_to_the_lines_they_are_the_sum_of(taken_back: Get) -> None:
    page = taken_back("/money/tables/levels", "").text
    for table in ("quotas", "audit", "schedule"):
        assert f'href="/money/tables/{table}?county=shixi"' in page
        narrowed = taken_back(f"/money/tables/{table}", "county=shixi").text
        assert "只看 <b>示西县</b>" in narrowed
        assert "示北县" not in narrowed.partition("只看")[2]
    assert 'href="/money?county=shixi#clawbacks"' in page
    assert taken_back("/money/tables/audit", quote("county=没有", safe="=")).status == 404
    assert "/money/clawbacks/" in taken_back("/money", "county=shixi").text
    assert "/money/clawbacks/" not in taken_back("/money", "county=shibei").text


def test_a_county_reads_its_own_and_the_office_the_treasury_and_audit_read_all(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as house:
        people_it(house)
        opinion = RegisterDocument(
            number=DocumentNo("示工信函〔2021〕1号"), title="收回意见", issued_on=LATE, issuer="市工信局"
        )
        scan = house.office.keep(house.folder / "函.pdf")
        office = {"actor": "示例办公室", "organ": "leading_group_office", "role": "office"}
        house.record(opinion, evidence=(scan,), effective=LATE, **office)
        given = GiveOpinion(county=CountyId("shidong"), document=opinion.number)
        house.record(given, effective=LATE, **office)
        [east] = house.office.programme.clawbacks.matters
        opens = {
            "示例办公室": 200,
            "示例局": 200,
            "示例审计": 200,
            "示例东": 200,
            "示例北": 404,
            "示例乙厂": 404,
            "示例读": 404,
        }
        pages = {who: house.signed_in(who) for who in opens}
        assert {who: one.get(f"/money/clawbacks/{east}").status for who, one in pages.items()} == opens
        locked = pages["示例东"].get(f"/money/clawbacks/{east}").text
        assert "/do/clawbacks." not in locked
        assert "act-off" in locked
