"""Courts, gas and workers as pages of the demonstration: who is told what, who reads names, what is refused beside its form."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from urllib.parse import urlencode

import pytest

from tests.web.asking import Answer, ask
from tests.web.test_forms import COOKIE as TOKEN
from tests.web.test_forms import File, multipart
from yajian.core.rules.workers import crew
from yajian.core.words import EnterpriseId
from yajian.demo import open_demo
from yajian.transact import Office
from yajian.web.headers import Wsgi
from yajian.web.server import application
from yajian.web.stage import COOKIE, parts

DING, GENG = "/workers/ding", "/workers/geng"
ERASED, NAME, NUMBER = "［已依法删除］", "示丁十九", "000000********1014"


class City:
    """The demonstration, and somebody of its cast in front of it."""

    def __init__(self, office: Office, pages: Wsgi) -> None:
        self.office, self.pages = office, pages
        self.cast = {part.person: str(part.grant) for part in parts(office)}

    def get(self, who: str, address: str) -> Answer:
        path, _, query = address.partition("?")
        path = path.encode().decode("latin-1")  # WSGI hands an address over as the bytes of its UTF-8
        return ask(self.pages, path, QUERY_STRING=query, HTTP_COOKIE=f"{COOKIE}={self.cast[who]}")

    def send(self, who: str, address: str, typed: dict[str, str], *files: File) -> Answer:
        body, kind = multipart(typed | {"csrfmiddlewaretoken": TOKEN}, files)
        jar = f"{COOKIE}={self.cast[who]}; yajian_csrf={TOKEN}"
        return ask(self.pages, address, "POST", body, HTTP_COOKIE=jar, CONTENT_TYPE=kind)

    def settled(self) -> int:
        return crew(self.office.programme, frozenset({EnterpriseId("ding")})).settled


@pytest.fixture(scope="module")
def city(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A copy of its own, because something is recorded in it."""
    folder = tmp_path_factory.mktemp("care") / "books"
    copytree(demo_folder / "books", folder)
    with open_demo(folder) as office:
        yield City(office, application(office, folder.parent, demo=True))


# 法院事项 --------------------------------------------------------------------------------------------


def test_the_court_s_liaison_reads_the_matters_of_the_court_and_no_firm_s_gas_or_workers(city: City) -> None:
    page = city.get("示例法", "/courts").text
    assert page.count('id="seal-') == 3
    assert "本院的事项" in page
    for address in ("/utilities/ding", DING, "/workers/geng"):
        assert city.get("示例法", address).status == 404
    assert "不在您的查阅范围" in city.get("示例法", "/utilities").text


def test_the_liaison_records_what_the_court_wrote_and_is_no_approver(city: City) -> None:
    page = city.get("示例法", "/courts").text
    assert re.search(r'href="/do/courts.record-document\?seal=\d+', page)
    assert re.search(r'href="/do/courts.record-unsealing\?seal=\d+', page)
    assert "/do/courts.record-seal" not in page
    assert "/do/courts.consult-court" not in page
    assert "/gates/" not in page
    assert "跟进法院文书" not in city.get("示例法", "/inbox").text


def test_a_county_reads_its_own_seals_with_the_gates_that_ask_for_the_court_s_word(city: City) -> None:
    east, west = (city.get(who, "/courts").text for who in ("示例东", "示例西"))
    assert "（2020）示01执33号" in east
    assert "（2019）示01执21号" not in east
    assert "/gates/G-DISMANTLE/L08/" in east
    assert west.count('id="seal-') == 1
    assert "已等 19 天" in west
    assert "收到以前不能同意拆除" in west
    assert "/courts#seal-" in city.get("示例东", "/gates/G-DISMANTLE/L08/2号焦炉").text
    assert "没有登记查封" in city.get("示例南", "/courts").text


def test_a_seal_that_waits_leads_from_the_inbox_to_its_card(city: City) -> None:
    page = city.get("示例西", "/inbox?" + urlencode({"kind": "法院事项"})).text
    assert "跟进法院文书，已等19天" in page
    assert re.search(r'href="/courts#seal-\d+"', page)


# 气源等供应 -------------------------------------------------------------------------------------------


def test_the_sheet_tells_who_is_short_who_supplies_nobody_and_of_whom_nothing_is_known(city: City) -> None:
    page = city.get("示例办", "/utilities").text
    assert "下游产业 2020-11-20 至 2021-03-31 缺 2 万立方米/日" in page
    short = city.get("示例办", "/utilities?" + urlencode({"word": "有缺口"})).text
    assert "/utilities/ding" in short
    assert "/utilities/geng" not in short
    assert "时限未定" in page  # a firm of the list that the plan gives no day
    assert city.get("示例办", "/utilities?word=nothing").status == 404
    assert city.get("示例办", "/utilities?utility=steam").status == 404


def test_the_picture_says_in_words_what_its_table_says(city: City) -> None:
    page = city.get("示例东", "/utilities/ding").text
    picture = re.search(r'class="curve-plot" role="img" aria-label="([^"]+)"', page)
    assert picture is not None
    for days in ("2020-09-25 至 2020-10-31", "2020-11-01 至 2020-11-19", "2020-11-20 至 2021-03-31"):
        assert days in picture[1]
        assert days in re.sub(r"<[^>]+>", "", page)
    assert page.count('class="balance-short"') == 6  # the legend's, residents twice, downstream three times
    assert page.index("居民") < page.index("下游产业")


def test_what_is_planned_is_shown_and_counts_nothing(city: City) -> None:
    page = city.get("示例东", "/utilities/ding").text
    assert "规划中，计 0" in page
    assert "有证明" in page


def test_the_gate_leads_to_where_its_answer_is_seen(city: City) -> None:
    page = city.get("示例东", "/gates/G-SHUTDOWN/L06/2号焦炉").text
    assert 'href="/utilities/ding?on=2020-' in page
    assert 'href="/workers/ding"' in page
    assert 'href="/workplans/ding"' in page


def test_another_day_of_stopping_may_be_asked_about(city: City) -> None:
    page = city.get("示例东", "/utilities/ding?on=2021-04-01").text
    assert "2021年4月1日" in page
    assert "采暖期还没有登记" in page
    assert city.get("示例东", "/utilities/ding?on=nonsense").status == 200
    assert "不对外供应" in city.get("示例东", "/utilities/geng").text


@pytest.mark.parametrize("address", ["/utilities/ding", DING])
def test_a_firm_of_another_county_is_as_good_as_not_there(city: City, address: str) -> None:
    assert city.get("示例西", address).status == 404
    assert city.get("示例庚", address).status == 404
    assert city.get("示例办", address.replace("ding", "nobody")).status == 404


# 职工安置 --------------------------------------------------------------------------------------------


def test_everybody_reads_how_many_and_by_which_way(city: City) -> None:
    for who in ("示例办", "示例东", "示例审", "示例丁"):
        page = city.get(who, DING).text
        assert "11 / 24" in page
        assert "合同工 18 人，劳务派遣 6 人" in page
        assert "2020-07名册有劳务派遣6人，2020-08名册0人" in page
        assert "方案覆盖18人，名册上有24人" in page


def test_names_are_for_the_firm_and_the_county_s_hr_and_for_nobody_else(city: City) -> None:
    for who in ("示例丁", "示例社"):
        answer = city.get(who, DING)
        assert NAME in answer.text
        assert NUMBER in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
    for who in ("示例办", "示例东", "示例审", "示例首" if "示例首" in city.cast else "示例财"):
        page = city.get(who, DING).text
        assert NAME not in page
        assert "000000*" not in page
        assert "您看到的是人数" in page
    assert city.get("示例庚", DING).status == 404


def test_who_was_erased_is_called_so_and_counts_as_before(city: City) -> None:
    page = city.get("示例社", DING).text
    assert page.count(ERASED) == 1
    assert "示丁十一" not in page
    assert "24 人" in page


def test_no_name_goes_into_an_exported_file(city: City) -> None:
    exported = city.get("示例丁", f"{DING}?export=xlsx")
    assert exported.status == 200
    assert NAME not in exported.text


def test_those_ticked_are_recorded_by_the_same_form_as_everything(city: City) -> None:
    before = city.settled()
    worker = re.search(rf'value="(d19)"><span lang="zh-CN">{NAME}', city.get("示例丁", DING).text)
    assert worker is not None
    typed = {
        "enterprise": "ding",
        "workers": worker[1],
        "methods": "subsidy",
        "confirmed": "signed",
        "effective": "2020-08-30",
        "next": DING,
    }
    refused = city.send("示例丁", "/do/workers.settle", typed)
    assert refused.status == 422
    assert "签字表的扫描" in refused.text
    signed: File = ("attach", "确认表.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n")
    done = city.send("示例丁", "/do/workers.settle", typed, signed)
    assert (done.status, done.headers["Location"].partition("?")[0]) == (303, DING)
    assert city.settled() == before + 1
    nobody = city.send("示例丁", DING, {"do": "reopen", "effective": "2020-08-31"})
    assert nobody.status == 422
    assert "没有勾选" in nobody.text
    again = city.send(
        "示例丁",
        DING,
        {"do": "reopen", "workers": worker[1], "methods": "subsidy", "confirmed": "signed"}
        | {"effective": "2020-08-31"},
    )
    assert (again.status, again.headers["Location"].partition("?")[0]) == (303, DING)
    assert city.settled() == before
    other = city.send("示例庚", DING, {"do": "reopen", "workers": worker[1], "effective": "2020-08-31"})
    assert other.status == 404
    assert "选中的人重新待定" in city.get("示例丁", DING).text


def test_a_roster_is_sealed_and_its_file_is_kept_nowhere(city: City) -> None:
    seq = city.office.programme.seq
    sent = city.send("示例庚", GENG, {"month": "2020-07"}, ("file", "名册.csv", _roster("示例某").encode()))
    assert sent.status == 303, sent.text
    assert "示例某" in city.get("示例庚", GENG).text
    assert "示例某" not in city.office.body(seq + 1)
    assert "示例某" not in city.get("示例东", GENG).text


def test_a_roster_counts_from_the_day_that_is_said(city: City) -> None:
    today, geng = city.office.today(), EnterpriseId("geng")
    month, day = today.isoformat()[:7], today.replace(day=1)
    assert f'name="rostered_on" value="{today}"' in city.get("示例庚", GENG).text
    roster: File = ("file", "名册.csv", _roster("示例某早").encode())

    def sent(on: str) -> Answer:
        return city.send("示例庚", GENG, {"month": month, "rostered_on": on}, roster)

    for unfit, says in (
        ("八月", "发生日期写作"),
        ((today + timedelta(days=1)).isoformat(), "晚于今天"),
        ((day - timedelta(days=1)).isoformat(), "不是已经到的月份"),
    ):
        answer = sent(unfit)
        assert (answer.status, says in answer.text) == (422, True)
        assert f'value="{unfit}"' in answer.text
    answer = sent(day.isoformat())
    assert answer.status == 303, answer.text
    entered = city.office.programme.workers.rosters[(geng, month)].at(day)
    assert entered is not None
    assert (entered.effective, len(entered.value.people)) == (day, 1)


def test_who_is_on_two_firms_rosters_is_told_in_the_list_by_how_many_and_a_refused_roster_tells_nothing(
    city: City,
) -> None:
    wu, same, mark = "/workers/wu", "1 人的身份证号也在别的企业的名册上", "两处都有"
    roster: File = ("file", "名册.csv", _roster("示例某").encode())
    assert city.send("示例庚", GENG, {"month": "2020-07"}, roster).status in (303, 200)
    assert city.send("示例戊", wu, {"month": "2020-13"}, roster).status == 422
    assert mark not in city.get("示例办", "/workers").text
    assert "也在别的企业" not in city.get("示例庚", GENG).text
    assert city.send("示例戊", wu, {"month": "2020-07"}, roster).status == 303
    everybody = city.get("示例办", "/workers").text
    assert everybody.count(mark) == everybody.count(same) == 2
    for county, firm in (
        ("示例东", GENG),
        ("示例西", wu),
    ):  # each told of its own firm, and not which the other is
        page = city.get(county, "/workers").text
        assert page.count(same) == 1
        assert page.index(firm) < page.index(same)
    assert "示例某" not in everybody
    assert mark not in city.get("示例财", "/workers?as_of=2020-06-30").text


@pytest.mark.parametrize(
    ("who", "month", "file", "says"),
    [
        ("示例庚", "2020-07", b"", "没有附名册文件"),
        ("示例庚", "2020-07", "姓名\n某\n".encode(), "没有这几列"),
        ("示例庚", "2020-12", None, "已经到的月份"),
        ("示例东", "2020-07", None, "须由"),
    ],
)
def test_a_roster_that_is_none_is_told_so_and_nothing_is_recorded(
    city: City, who: str, month: str, file: bytes | None, says: str
) -> None:
    before = city.office.programme.seq
    content = _roster("示例乙某").encode() if file is None else file
    files: tuple[File, ...] = (("file", "名册.csv", content),) if content else ()
    answer = city.send(who, GENG, {"month": month}, *files)
    assert answer.status == 422
    assert says in answer.text
    assert city.office.programme.seq == before


def test_the_form_of_a_roster_is_the_firm_s_own_page(city: City) -> None:
    answer = city.get("示例丁", "/do/workers.submit-roster?enterprise=ding")
    assert (answer.status, answer.headers["Location"]) == (302, f"{DING}#roster")
    assert city.get("示例丁", "/do/workers.submit-roster").headers["Location"] == "/workers"


def _roster(name: str) -> str:
    return f"姓名,身份证号,用工形式\n{name},{_number('00000019700101001')},合同工\n"


def _number(first: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(one) * by for one, by in zip(first, weights, strict=True)) % 11]
