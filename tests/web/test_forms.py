"""Every command has a form that tells all that is missing at once, loses nothing, and carries a thing out once."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest

from tests.given import PLANS
from tests.web.asking import Answer, ask
from yajian import planfile
from yajian.cli.room import adopt
from yajian.core import catalogue
from yajian.core.facts.targets import ListPublished
from yajian.transact import Office
from yajian.web import acting, kept, pace, permitted
from yajian.web.headers import Wsgi
from yajian.web.pages import doing
from yajian.web.server import application

FORMS = [one for one in catalogue.commands() if not catalogue.takes_a_file(one)]
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n"
PHOTO = b"\xff\xd8\xff\xe0 photo \xff\xd9"
COOKIE = "0123456789abcdef0123456789abcdef"

File = tuple[str, str, bytes]  # the input, the file's name, its bytes


class Browser:
    """Fills forms in and sends them, without scripts."""

    def __init__(self, office: Office, pages: Wsgi) -> None:
        self.office = office
        self.pages = pages

    def open(self, address: str) -> Answer:
        path, _, query = address.partition("?")
        return ask(self.pages, path, QUERY_STRING=query)

    def fill(self, tag: str, about: str = "") -> dict[str, str]:
        """What the form holds when it is opened."""
        opened = self.open(f"/do/{tag}" + (f"?{about}" if about else ""))
        assert opened.status == 200
        return held(opened.text)

    def send(self, tag: str, typed: dict[str, str], *files: File) -> Answer:
        fields = {**typed, "csrfmiddlewaretoken": COOKIE}
        body, kind = multipart(fields, files)
        return ask(
            self.pages,
            f"/do/{tag}",
            "POST",
            body,
            CONTENT_TYPE=kind,
            HTTP_COOKIE=f"yajian_csrf={COOKIE}",
        )

    def done(self, tag: str, typed: dict[str, str], *files: File) -> None:
        """Refused for a day to come with everything kept, then carried out, and sent again to no effect."""
        form = self.fill(tag) | typed
        refused = self.send(tag, form | {"effective": "2099-01-01"}, *files)
        assert refused.status == 422, tag
        assert "发生日期不得晚于今天" in refused.text, complaints(refused)
        ready = held(refused.text) | {"effective": form["effective"]}
        first = self.send(tag, ready)
        assert first.status == 303, complaints(first)
        seq = self.seq
        again = self.send(tag, ready)
        assert again.headers["Location"] == first.headers["Location"]
        assert self.seq == seq

    @property
    def seq(self) -> int:
        return self.office.programme.seq


def complaints(answer: Answer) -> list[str]:
    return re.findall(r'<p class="field-error".*?</p>|<dd>.*?</dd>', answer.text)


def multipart(fields: dict[str, str], files: tuple[File, ...]) -> tuple[bytes, str]:
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    parts += [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n\r\n'.encode()
        + content
        + b"\r\n"
        for name, file, content in files
    ]
    return b"".join((*parts, b"--edge--\r\n")), "multipart/form-data; boundary=edge"


def held(page: str) -> dict[str, str]:
    """What a browser would send of a page's form if nothing were touched."""
    form = page.partition('<form class="form"')[2].partition("</form>")[0]
    found = {}
    for tag in re.findall(r"<input [^>]*>", form):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if said.get("type") != "file" and (said.get("type") != "checkbox" or " checked" in tag):
            found[said["name"]] = unescape(said.get("value", ""))
    for name, inner in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        found[name] = unescape(chosen[1]) if chosen else ""
    for name, text in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(text)
    return found


@pytest.fixture
def browser(tmp_path: Path, folder: Path) -> Iterator[Browser]:
    """An office on 示范市's plan, opened on the second of January 2020."""
    clock = [datetime(2020, 1, 2, 1, 0, tzinfo=UTC)]
    with Office(tmp_path / "data", load_plan=planfile.load_bytes, clock=lambda: clock[0]) as office:
        adopt(office, PLANS / "shifan-2019")
        clock[0] = datetime.now(UTC)
        yield Browser(office, application(office, folder))


# Every command ------------------------------------------------------------------------------------


def test_every_form_tells_all_that_is_missing_at_once_beside_its_field(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        pace, "AT_ONCE", 10 * len(FORMS)
    )  # nobody's hands press every form there is in a minute
    for command in FORMS:
        tag = catalogue.tag(command)
        before = browser.seq
        opened = held(browser.open(f"/do/{tag}").text)
        answer = browser.send(tag, {name: "" for name in opened} | {"command_id": opened["command_id"]})
        assert answer.status == 422, tag
        assert browser.seq == before, tag
        for field in catalogue.fields(command):
            said = answer.text.count(f'<a href="#field-{field.name}">')
            assert said == (1 if field.answered else 0), (tag, field.name)
            if field.answered:
                assert f'id="field-{field.name}"' in answer.text, (tag, field.name)


def test_no_command_asks_for_a_field_that_every_form_has_already() -> None:
    for command in FORMS:
        names = {field.name for field in catalogue.fields(command)}
        assert names.isdisjoint(
            {"effective", "attach", "kept", "next", "command_id", "more", "as_of", "known_at"}
        )


def test_every_mapping_names_its_columns_in_its_hint() -> None:
    for command in FORMS:
        for field in catalogue.fields(command):
            if field.is_mapping:
                assert "＝" in field.hint, (catalogue.tag(command), field.name)


def test_all_there_is_to_do_is_on_one_page_and_can_be_searched(browser: Browser) -> None:
    every = browser.open("/do").text
    for command in FORMS:
        assert f'href="/do/{catalogue.tag(command)}?' in every
    found = browser.open("/do?" + urlencode({"q": "更名"})).text
    assert "企业更名" in found
    assert "登记设施状态" not in found


@pytest.mark.parametrize(
    ("wanted", "asked"), [("现场核查", "同意或退回"), ("签批", "同意或退回"), ("安置去向", "本人确认")]
)
def test_what_a_form_will_not_go_without_is_said_before_it_is_opened(
    browser: Browser, wanted: str, asked: str
) -> None:
    assert asked in browser.open("/do?" + urlencode({"q": wanted})).text


def test_adopting_takes_a_plan_file_and_has_no_form(browser: Browser) -> None:
    assert browser.open("/do/charter.adopt-plan").status == 404
    assert browser.open("/do/charter.no-such-thing").status == 404


# One honest posting an area, with what is refused and what is sent again ---------------------------


def paper(number: str, field: str = "document") -> dict[str, str]:
    return {
        f"{field}:number": number,
        f"{field}:title": "关于有关事项的函",
        f"{field}:issued_on": "2019-12-31",
        f"{field}:issuer": "示范市人民政府办公室",
    }


def test_a_refused_form_keeps_what_was_typed_and_the_photograph_and_is_then_carried_out_once(
    browser: Browser,
) -> None:
    tag, before = "closure.record-condition", browser.seq
    form = browser.fill(tag, urlencode({"part": "L07a", "facility": "3号焦炉", "next": "/facilities"}))
    form |= {"effective": "2020-01-20"}
    unfilled = browser.send(tag, form, ("attach", "现场.jpg", PHOTO))
    assert unfilled.status == 422
    assert "必填，还空着" in unfilled.text
    kept = held(unfilled.text)
    assert kept["part"] == "L07a"
    assert kept["kept"].endswith(" 现场.jpg")
    assert kept["command_id"] == form["command_id"]
    wrong = browser.send(tag, kept | {"condition": "shut", "effective": "2099-01-01"})
    assert wrong.status == 422
    assert "发生日期不得晚于今天" in wrong.text
    assert 'id="error-effective"' in wrong.text
    ready = held(wrong.text) | {"effective": "2020-01-20"}
    first = browser.send(tag, ready)
    again = browser.send(tag, ready)
    assert (first.status, again.status) == (303, 303)
    assert first.headers["Location"] == again.headers["Location"]
    assert browser.seq == before + 1
    assert len(browser.office.recorded(browser.seq).evidence) == 1
    assert "第 " + str(browser.seq) + " 条" in browser.open(first.headers["Location"]).text


def test_a_paper_is_registered_on_the_way_and_stays_registered_when_the_rest_is_refused(
    browser: Browser,
) -> None:
    tag = "dossier.rename-enterprise"
    form = browser.fill(tag) | paper("示市监函〔2020〕1号")
    enterprise = next(iter(browser.office.plan().enterprises))
    form |= {"enterprise": enterprise, "name": "示例庚焦化有限公司", "effective": "2019-01-01"}
    refused = browser.send(tag, form, ("document:scan", "函.pdf", PDF))
    assert refused.status == 422
    assert "晚于生效日期" in refused.text
    ready = held(refused.text)
    assert ready["document"] == "示市监函〔2020〕1号"
    assert ready["document:number"] == ""
    assert browser.send(tag, ready | {"effective": "2020-01-02"}).status == 303
    assert "示例庚焦化有限公司" in browser.open(f"/dossiers/{enterprise}").text


def test_an_oven_is_sealed_under_its_name_on_the_list_and_the_court_s_papers_follow_the_seal(
    browser: Browser,
) -> None:
    offered = browser.open("/do/courts.record-seal?part=L07a").text
    assert '<option value="3号焦炉"' in offered
    order = paper("（2020）示01执9号") | {"part": "L07a", "facility": "3号焦炉", "court": "市中级法院"}
    order |= {"case_no": "（2020）示01执9号", "document:issuer": "市中级法院"}
    browser.done("courts.record-seal", order, ("document:scan", "裁定书.pdf", PDF))
    seal = str(browser.seq)
    assert (
        f'<option value="{seal}" selected>第{seal}条 登记查封'
        in browser.open(f"/do/courts.record-document?seal={seal}").text
    )
    today = browser.office.today().isoformat()
    letter = paper("（2020）示01执9号之一") | {"document:issuer": "市中级法院", "document:issued_on": today}
    early = letter | {"seal": seal, "says": "consent", "effective": "2019-01-01"}
    scan = ("document:scan", "函.pdf", PDF + b"\n")
    refused = browser.send("courts.record-document", browser.fill("courts.record-document") | early, scan)
    assert refused.status == 422
    assert "未予登记" in refused.text
    browser.done("courts.record-document", early | {"effective": today}, scan)
    assert "允许处置" in browser.open("/courts").text


def test_who_takes_from_a_firm_is_offered_to_the_agreement_that_interrupts_him(browser: Browser) -> None:
    whose = {"utility": "gas", "enterprise": "ding", "consumer": "downstream"}
    used = whose | paper("示东能函〔2020〕9号") | {"who": "示例化工", "amount": "5", "season_amount": "5"}
    browser.done("utilities.state-demand", used, ("document:scan", "表.pdf", PDF))
    form = browser.open("/do/utilities.record-interruption?" + urlencode(whose)).text
    assert '<option value="示例化工">示例焦化丁有限公司 下游产业</option>' in form
    other = browser.open(
        "/do/utilities.record-interruption?" + urlencode(whose | {"enterprise": "geng"})
    ).text
    assert "示例化工" not in other
    agreed = whose | {"who": "示例化工", "from_on": "2020-10-25", "document": "示东能函〔2020〕9号"}
    browser.done("utilities.record-interruption", agreed)
    assert "示例化工" in browser.open("/utilities/ding").text


def test_a_value_of_money_is_asked_for_in_a_unit_that_is_named(browser: Browser) -> None:
    form = browser.open("/do/charter.answer-question?question=Q-RATE-OTHER").text
    assert "（填整数分/吨，1元/吨写100）" in form
    assert "填整数" not in browser.open("/do/charter.answer-question?question=Q-HOT-HOLD").text


def swap(browser: Browser) -> dict[str, str]:
    """Given: it is known who approves a swap; the form of one between two firms of 示西县, all papers but the wishes in it."""
    answered = paper("示政办函〔2020〕2号") | {
        "question": "Q-SWAP",
        "reading": "由市政府批准",
        "answered_by": "示范市人民政府办公室",
    }
    browser.done("charter.answer-question", answered, ("document:scan", "函.pdf", PDF))
    typed = {"list": "LIST-1", "document": "示政办函〔2020〕2号", "safety": "示政办函〔2020〕2号"}
    typed |= {"changes:0:key": "L04", "changes:0:tonnes": "250000"}
    typed |= {"changes:1:key": "L05", "changes:1:tonnes": "150000"}
    return browser.fill("targets.publish-list") | typed


def test_each_firms_wish_is_registered_on_the_way_in_its_own_row(browser: Browser) -> None:
    form = swap(browser) | {"wishes:0:key": "wu", "wishes:2:key": "ji", "wishes:2:value": ""}
    form |= paper("戊焦函〔2020〕3号", "wishes:0:value") | paper("己焦函〔2020〕1号", "wishes:2:value")
    scans = ("wishes:0:value:scan", "戊.pdf", PDF), ("wishes:2:value:scan", "己.pdf", PDF + b"\n")
    browser.done("targets.publish-list", form, *scans)
    published = browser.office.recorded(browser.seq).fact
    assert isinstance(published, ListPublished)
    assert published.version == 2
    registered = browser.office.programme.charter.documents
    assert {"戊焦函〔2020〕3号", "己焦函〔2020〕1号"} <= set(registered)


def test_a_wish_described_without_its_scan_is_told_in_its_row_and_nothing_is_registered(
    browser: Browser,
) -> None:
    form, before = swap(browser), browser.seq
    form |= {"wishes:0:key": "wu", "wishes:0:value": "示政办函〔2020〕2号", "wishes:1:key": "ji"}
    answer = browser.send("targets.publish-list", form | paper("己焦函〔2020〕1号", "wishes:1:value"))
    assert (answer.status, browser.seq) == (422, before)
    assert '<a href="#field-wishes:1:value:scan">企业意愿：盖章原件扫描</a>' in answer.text
    assert 'id="field-wishes:1:value:scan"' in answer.text
    kept = held(answer.text)
    assert kept["wishes:1:value:number"] == "己焦函〔2020〕1号"
    both = browser.send("targets.publish-list", kept | {"wishes:1:value": "示政办函〔2020〕2号"})
    assert "只留一样" in both.text


def test_a_file_that_is_no_paper_is_refused_beside_its_input(browser: Browser) -> None:
    tag = "charter.register-document"
    form = browser.fill(tag) | {
        "number": "示政办函〔2020〕2号",
        "title": "函",
        "issued_on": "2020-01-02",
        "issuer": "示范市人民政府办公室",
    }
    refused = browser.send(tag, form, ("attach", "病毒.exe", b"MZ\x90\x00"))
    assert refused.status == 422
    assert 'id="error-attach"' in refused.text
    assert browser.send(tag, held(refused.text), ("attach", "函.pdf", PDF)).status == 303


def test_what_is_chosen_by_name_is_known_beforehand_and_lists_no_ids(browser: Browser) -> None:
    form = browser.open(f"/do/roles.grant-role?{urlencode({'person': '示例甲', 'organ': 'shidong'})}").text
    assert re.search(r'<option value="shidong" selected>示东市', form)
    assert "office、bureau" not in form


def test_rows_can_be_added_without_losing_anything(browser: Browser) -> None:
    tag, before = "closure.state-opening", browser.seq
    form = browser.fill(tag) | {
        "signers:0:key": "示例甲",
        "signers:0:value": "示东市工信局",
        "more": "signers",
    }
    longer = browser.send(tag, form, ("attach", "现场.jpg", PHOTO))
    assert longer.status == 200
    assert browser.seq == before
    again = held(longer.text)
    assert again["signers:0:key"] == "示例甲"
    assert "signers:3:key" in again
    assert again["kept"]


def test_an_address_that_leads_elsewhere_is_not_followed(browser: Browser) -> None:
    for address in ("https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"):
        form = browser.fill("dossier.enter-enterprise", urlencode({"next": address}))
        form |= {"enterprise": f"x{len(address)}", "name": f"示例{len(address)}有限公司", "county": "shidong"}
        answer = browser.send("dossier.enter-enterprise", form | {"code_absent": "尚未领照"})
        assert answer.status == 303
        assert answer.headers["Location"].startswith("/dossiers?recorded=")


def test_an_honest_hand_in_every_area_needs_nothing_but_forms(browser: Browser) -> None:
    scan = ("attach", "原件.pdf", PDF)
    inline = ("document:scan", "函.pdf", PDF)
    firm = next(iter(browser.office.plan().enterprises))
    number = "示工信函〔2020〕1号"
    browser.done(
        "charter.register-document",
        {"number": number, "title": "布置", "issued_on": "2020-01-02", "issuer": "示范市工信局"},
        scan,
    )
    browser.done(
        "survey.open-campaign",
        {"campaign": "2020-1", "title": "摸底", "scope": "全部", "document": number},
    )
    browser.done(
        "survey.submit-return",
        {"campaign": "2020-1", "county": "shizhong", "nil": "没有焦化企业", "reported_by": "示例庚"},
        scan,
    )
    browser.done(
        "dossier.record-interest",
        {"enterprise": firm, "matter": "债务", "summary": "欠某银行贷款", "owner": "示范市工信局"},
    )
    browser.done(
        "register.enter-filing",
        {"number": "示备〔2011〕5号", "enterprise": firm, "filed_on": "2011-05-01", "filed_t": "600,000"}
        | {"issuer": "示范市经济委员会"},
        scan,
    )
    browser.done("register.open-unit", {"unit": "甲-1", "filing_no": "示备〔2011〕5号", "filed_t": "300000"})
    browser.done(
        "statements.report",
        {"subject": "unit:甲-1", "field": "lot.filed_capacity", "value": "30", "said_by": "示东市工信局"}
        | paper("示东工信函〔2020〕3号"),
        inline,
    )
    refused = browser.send("duties.state-opening", browser.fill("duties.state-opening") | {"document": ""})
    assert refused.status == 422
    browser.done("duties.state-opening", {"county": "shizhong", "document": number})
    browser.done(
        "organs.sign-for-plan", {"organ": "shizhong", "person": "示例丙", "effective": "2020-01-03"}, scan
    )
    browser.done(
        "roles.grant-role",
        {"person": "示例乙", "organ": "shidong", "role": "county", "document": number},
    )
    browser.done(
        "targets.set-annual-task",
        {"county": "shizhong", "year": "2020", "tonnes": "0", "document": number},
    )
    browser.done(
        "closure.record-condition",
        {"part": "L07a", "facility": "3号焦炉", "condition": "shut", "effective": "2020-01-20"},
        ("attach", "现场.jpg", PHOTO),
    )
    browser.done(
        "lateness.explain",
        {"entry": str(browser.seq), "reason": "节日放假", "explained_by": "示例甲"},
    )


WORK = (
    "/list",
    "/facilities",
    "/facilities/L07a/3号焦炉",
    "/dossiers",
    "/dossiers/{firm}",
    "/capacity",
    "/capacity/甲-1",
    "/statements",
    "/statements/unit:甲-1",
    "/survey",
    "/duties",
    "/duties/{duty}",
    "/organs",
    "/questions",
    "/as-of",
)


def test_every_button_leads_to_a_form_that_asks_for_all_the_page_filled_in(browser: Browser) -> None:
    test_an_honest_hand_in_every_area_needs_nothing_but_forms(browser)
    plan = browser.office.plan()
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for page in WORK:
        page = page.format(firm=next(iter(plan.enterprises)), duty=next(iter(plan.duties)))
        # WSGI hands paths over as bytes dressed as Latin-1.
        opened = browser.open(page.encode().decode("latin-1"))
        assert opened.status == 200, page
        for address in re.findall(r'href="(/do/[^"]+)"', opened.text):
            path, _, query = unescape(address).partition("?")
            about = dict(parse_qsl(query))
            back = about.pop("next")
            assert back.partition("?")[0] == page
            kind = (path, tuple(sorted(about)))
            if kind not in seen:
                seen.add(kind)
                form = held(browser.open(f"{path}?{query}").text)
                assert {name: form.get(name) for name in about} == about, (page, path)
    assert len({path for path, _ in seen}) > 30


def test_while_history_is_looked_at_nothing_can_be_done_and_every_button_says_so(browser: Browser) -> None:
    then = browser.open("/facilities?as_of=2020-01-02").text
    assert 'href="/do/' not in then
    assert "正在查历史，返回今天再办" in then


def test_a_county_clerk_is_told_before_pressing_that_an_oven_is_another_countys(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    test_an_honest_hand_in_every_area_needs_nothing_but_forms(browser)
    clerk = acting.Acting(actor="示例乙", organ="示东市", role="county")
    for module in (permitted, kept):
        monkeypatch.setattr(module, "acting", lambda request: clerk)
    own = browser.open("/facilities/L07a/3号焦炉".encode().decode("latin-1")).text
    assert 'href="/do/closure.record-condition?' in own
    assert 'href="/do/closure.void-record?' not in own  # the office's alone
    clerk = acting.Acting(actor="示例乙", organ="示西县", role="county")
    other = browser.open("/facilities/L07a/3号焦炉".encode().decode("latin-1")).text
    assert 'href="/do/closure.record-condition?' not in other
    assert "没有有效的“县（市）经办”授权" in other


def test_whoever_may_not_sees_the_button_grey_with_whose_work_it_is(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = acting.Acting(actor="示例读者", organ="示范市人民政府", role="reader")
    for module in (permitted, doing, kept):
        monkeypatch.setattr(module, "acting", lambda request: reader)
    every = browser.open("/do").text
    assert 'href="/do/closure.record-condition' not in every
    assert "须由领导小组办公室经办、县（市）经办办理；现在的身份是只读" in every
    form = browser.open("/do/closure.record-condition").text
    assert "不能提交" in form
    declined = browser.send(
        "closure.record-condition",
        held(form) | {"part": "L07a", "facility": "3号焦炉", "condition": "shut"},
    )
    assert declined.status == 422
    assert "无此权限" in declined.text


def test_what_is_wrong_in_a_row_is_told_by_the_name_of_its_column(browser: Browser) -> None:
    typed = browser.fill("quotas.confirm-task") | {"parts:0:key": "L01", "parts:0:value": "30万"}
    page = browser.send("quotas.confirm-task", typed).text
    assert re.search(r'href="#field-parts:0:value">分项第1行：吨数</a>　要填整数，看到的是“30万”', page)
