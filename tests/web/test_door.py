"""The door: links that confirm and welcome, signing in and out, pauses, whom each request is made for."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest

from tests.web.peopled import FIRST, LETTER, PASSWORD, Peopled, opened, people_it
from yajian.core.decisions.people import Leave
from yajian.core.decisions.roles import GrantRole
from yajian.core.rules import people, roles
from yajian.core.words import OrganId
from yajian.transact import Done

pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Peopled]:
    """An office that nobody has confirmed."""
    with opened(tmp_path) as house:
        yield house


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peopled]:
    """An office with its people."""
    with opened(tmp_path_factory.mktemp("peopled")) as found:
        people_it(found)
        yield found


# Before anybody is there -------------------------------------------------------------------------


def test_before_the_installation_is_confirmed_the_machine_itself_is_let_in(fresh: Peopled) -> None:
    answer = fresh.browser().get("/")
    assert answer.status == 200
    assert "installer" in answer.text
    assert "确认安装" in fresh.browser().get("/me").text


def test_before_that_nobody_is_let_in_from_elsewhere(fresh: Peopled, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["127.0.0.1", "office.example"])
    there = fresh.browser(HTTP_HOST="office.example:8000")
    for path in ("/", "/people", "/questions"):
        answer = there.get(path)
        assert answer.status == 403
        assert "还没有启用" in answer.text
    assert there.get("/sign-in").status == 302


def test_the_first_link_confirms_the_installation_and_signs_in(fresh: Peopled) -> None:
    browser, link = fresh.browser(), f"/welcome/{fresh.accounts.invite('', '本机')}"
    shown = browser.get(link)
    assert shown.status == 200
    for words in ("确认安装", fresh.office.plan().programme.title, fresh.office.head.leaf):
        assert words in shown.text
    given = {"person": FIRST, "organ": "city_iit", "head": fresh.office.head.leaf}
    for password, again, says in (
        ("短", "短", "不到 10 个字"),
        (PASSWORD, "不同", "不一样"),
        ("1234567890",) * 2 + ("太常见",),
    ):
        answer = browser.post(link, **given, password=password, again=again)
        assert answer.status == 422
        assert says in answer.text
    nowhere = browser.post(link, **(given | {"organ": "无"}), password=PASSWORD, again=PASSWORD)
    assert "没有编号为" in nowhere.text
    assert people.confirmation(fresh.office.programme) is None
    answer = browser.post(link, **given, password=PASSWORD, again=PASSWORD)
    assert (answer.status, answer.headers["Location"]) == (302, "/me?welcome=1")
    confirmed = people.confirmation(fresh.office.programme)
    assert confirmed is not None
    assert (confirmed.value.person, len(confirmed.value.head)) == (FIRST, 64)
    assert FIRST in browser.get("/").text
    assert fresh.browser().get("/").status == 302
    assert "不能用了" in browser.get(link).text


def test_a_second_first_link_does_not_confirm_anew(fresh: Peopled) -> None:
    browser, link = fresh.browser(), f"/welcome/{fresh.accounts.invite('', '本机')}"
    browser.post(link, person=FIRST, organ="city_iit", password=PASSWORD, again=PASSWORD)
    late = f"/welcome/{fresh.accounts.invite('', '本机')}"
    assert fresh.browser().get(late).status == 404


# Signing in --------------------------------------------------------------------------------------


def test_whoever_is_not_signed_in_is_led_to_the_door_and_back(house: Peopled) -> None:
    house.signed_in("示例办公室")
    browser = house.browser()
    answer = browser.get("/list?county=shidong")
    assert (answer.status, answer.headers["Location"]) == (302, "/sign-in?next=%2Flist%3Fcounty%3Dshidong")
    assert browser.get("/没有这一页").status == 302
    entered = browser.post("/sign-in", person="示例办公室", password=PASSWORD, next="/list?county=shidong")
    assert (entered.status, entered.headers["Location"]) == (302, "/list?county=shidong")
    cookie = re.findall(r"yajian_session=[^\n]*", entered.headers["Set-Cookie"])[0]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    shown = browser.get("/list")
    assert shown.status == 200
    assert "领导小组办公室经办" in shown.text


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "x"])
def test_nobody_is_led_on_to_another_site(house: Peopled, elsewhere: str) -> None:
    house.signed_in("示例读")
    entered = house.browser().post("/sign-in", person="示例读", password=PASSWORD, next=elsewhere)
    assert entered.headers["Location"] == "/"


def test_a_wrong_password_and_a_stranger_are_told_the_same(house: Peopled) -> None:
    house.signed_in("示例局")
    said = {
        house.browser().post("/sign-in", person=person, password="不对的密码").text.replace(person, "某")
        for person in ("示例局", "没有这个人", "示例审计")
    }
    texts = {re.sub(r'value="[^"]*"', "", one) for one in said}
    assert len(texts) == 1
    assert "连续五次不成停一刻钟" in texts.pop()


def test_too_many_tries_from_one_address_get_a_page_with_a_way_forward(house: Peopled) -> None:
    crowd = house.browser(REMOTE_ADDR="10.9.9.9")
    answers = [crowd.post("/sign-in", person=f"某{number}", password="试试看") for number in range(31)]
    assert answers[-1].status == 429
    assert "请过一刻钟再试" in answers[-1].text
    house.signed_in("示例读")
    assert house.browser().post("/sign-in", person="示例读", password=PASSWORD).status == 302


def test_signing_out_ends_the_session_itself(house: Peopled) -> None:
    browser = house.signed_in("示例读")
    kept = dict(browser.cookies)
    assert browser.post("/sign-out").status == 302
    again = house.browser()
    again.cookies = kept
    assert again.get("/").status == 302
    assert house.signed_in("示例读").get("/sign-out").status == 404


def test_a_form_from_elsewhere_is_refused_also_at_the_door(house: Peopled) -> None:
    browser = house.browser()
    browser.cookies["yajian_csrf"] = "b" * 32
    answer = browser._ask("/sign-in", "POST", b"person=x&password=y", {})
    assert answer.status == 403


def test_one_who_has_left_is_out_with_the_next_request(fresh: Peopled) -> None:
    people_it(fresh)
    browser = fresh.signed_in("示例东")
    assert browser.get("/").status == 200
    outcome = fresh.office.transact(
        Leave(person="示例东", reason="调离"),
        actor="示例系统",
        organ="city_iit",
        role="system",
        effective=datetime.now(UTC).date(),
    )
    assert isinstance(outcome, Done)
    assert browser.get("/").status == 302
    assert fresh.browser().post("/sign-in", person="示例东", password=PASSWORD).status == 422


# One's own account -------------------------------------------------------------------------------


def test_a_new_password_needs_the_present_one_and_ends_other_sessions(house: Peopled) -> None:
    elsewhere, here = house.signed_in("示例乙厂"), house.browser()
    here.post("/sign-in", person="示例乙厂", password=PASSWORD)
    changed = {"do": "password", "password": "另换的一句很长很长的话", "again": "另换的一句很长很长的话"}
    assert "现在的密码不对" in here.post("/me", **changed, present="不对").text
    assert here.post("/me", **changed, present=PASSWORD).headers["Location"] == "/me?changed=1"
    assert here.get("/me").status == 200
    assert elsewhere.get("/me").status == 302


def test_codes_are_switched_on_by_picture_and_code_and_then_asked_for(house: Peopled) -> None:
    browser = house.signed_in("示例审计")
    shown = browser.post("/me", do="show-key").text
    assert "<svg" in shown
    assert 'class="qr"' in shown
    key, signed = (
        re.findall(r"手工输入：<code[^>]*>(\w+)<", shown)[0],
        re.findall(r'name="key" value="([^"]+)"', shown)[0],
    )
    now = datetime.now(UTC)
    wrong = browser.post("/me", do="use-codes", key=signed, code="000000", present=PASSWORD)
    assert "动态码不对" in wrong.text
    forged = browser.post("/me", do="use-codes", key="AAAA" + signed, code="1", present=PASSWORD)
    assert "请重新开始" in forged.text
    done = browser.post("/me", do="use-codes", key=signed, code=pyotp.TOTP(key).at(now), present=PASSWORD)
    assert done.headers["Location"] == "/me?codes=1"
    alone = house.browser().post("/sign-in", person="示例审计", password=PASSWORD)
    assert alone.status == 422
    assert browser.post("/me", do="drop-codes", present="不对").status == 422
    assert browser.post("/me", do="drop-codes", present=PASSWORD).headers["Location"] == "/me?codes=0"


def test_one_acts_under_one_grant_at_a_time_and_only_under_ones_own(fresh: Peopled) -> None:
    people_it(fresh)
    given = GrantRole(person="示例东", organ=OrganId("shidong"), role="reader", document=LETTER)
    fresh.record(given, actor="示例安全", organ="city_iit", role="security")
    browser = fresh.signed_in("示例东")
    assert "县（市）经办" in browser.get("/").text
    mine = list(roles.grants_of(fresh.office.programme, "示例东", datetime.now(UTC).date()))
    assert [one.fact.role for one in mine] == ["county", "reader"]
    browser.post("/me", do="choose", grant=str(mine[1].seq))
    assert "示东市 · 只读" in browser.get("/").text
    theirs = next(roles.grants_of(fresh.office.programme, "示例北", datetime.now(UTC).date()))
    browser.post("/me", do="choose", grant=str(theirs.seq))
    assert "示东市 · 只读" in browser.get("/").text


# Other people's accounts -------------------------------------------------------------------------


def test_the_system_officer_hands_out_a_link_that_sets_a_password(house: Peopled) -> None:
    system = house.signed_in("示例系统")
    shown = system.post("/people/示例新来", do="invite")
    [token] = re.findall(r"/welcome/([\w-]+)<", shown.text)
    browser = house.browser()
    assert "示例新来，请设密码" in browser.get(f"/welcome/{token}").text
    assert browser.post(f"/welcome/{token}", password=PASSWORD, again=PASSWORD).status == 302
    assert "没有授权" in browser.get("/me").text


def test_the_system_officer_shuts_forces_out_and_opens_again(house: Peopled) -> None:
    system, other = house.signed_in("示例系统"), house.signed_in("示例甲厂")
    system.post("/people/示例甲厂", do="force-out")
    assert other.get("/").status == 302
    other = house.signed_in("示例甲厂")
    system.post("/people/示例甲厂", do="shut")
    assert other.get("/").status == 302
    assert "已停用" in system.get("/people/示例甲厂").text
    system.post("/people/示例甲厂", do="reopen")
    assert house.browser().post("/sign-in", person="示例甲厂", password=PASSWORD).status == 302


def test_only_the_auditor_reads_the_log_and_it_names_who_did_what(house: Peopled) -> None:
    house.signed_in("示例系统").post("/people/示例局", do="force-out")
    auditor = house.signed_in("示例审计")
    text = auditor.get("/people/log").text
    assert "强制退出" in text
    assert "示例系统" in text
    assert house.signed_in("示例系统").get("/people/log").status == 404
    assert auditor.post("/people/示例局", do="shut").status == 403
