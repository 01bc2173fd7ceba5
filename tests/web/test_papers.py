"""A paper on its pages: drafted by a form, signed and numbered by others, its files as kept, closed on a scan."""

import re
import shutil
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlencode

import pytest

from tests.given import PLANS
from tests.papers.samples import text_of
from tests.web import test_forms
from tests.web.asking import Answer, ask
from tests.web.test_forms import COOKIE, PDF, Browser, held
from yajian import planfile
from yajian.cli.room import adopt
from yajian.core.rules import papers as rules
from yajian.core.rules.papers import STEPS
from yajian.core.words import PaperId
from yajian.transact import Office
from yajian.web.headers import Wsgi
from yajian.web.server import application

browser = test_forms.browser

DRAFT = "/papers/draft?draws=progress&county=shidong"


def send(pages: Wsgi, typed: dict[str, str]) -> Answer:
    body = urlencode({**typed, "csrfmiddlewaretoken": COOKIE}).encode()
    return ask(pages, "/papers/draft", "POST", body, HTTP_COOKIE=f"yajian_csrf={COOKIE}")


def drafted(browser: Browser, address: str = DRAFT, **typed: str) -> Answer:
    return send(browser.pages, held(browser.open(address).text) | {"drafted_by": "示例癸"} | typed)


def paper_of(answer: Answer) -> str:
    assert answer.status == 303, answer.text
    return answer.headers["Location"].partition("?")[0].removeprefix("/papers/")


def signed(browser: Browser) -> str:
    """Given: a dispatch table that all four have signed."""
    paper = paper_of(drafted(browser))
    for step in STEPS:
        said = {"step": step, "name": f"示例{step}", "verdict": "同意", "words": "同意"}
        browser.done("papers.opine", {"paper": paper} | said)
    return paper


def file(browser: Browser, paper: str, piece: str) -> tuple[bytes, str]:
    said: list[object] = []

    def start(status: str, headers: list[tuple[str, str]], *rest: object) -> None:
        said[:] = [status, dict(headers)]

    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": f"/papers/{paper}/{piece}",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "127.0.0.1:8000",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    content = b"".join(browser.pages(environ, start))
    status, headers = said
    assert str(status).startswith("200"), status
    assert isinstance(headers, dict)
    return content, unquote(headers["Content-Disposition"])


def test_the_form_proposes_the_issuer_in_full_and_leads_to_the_paper(browser: Browser) -> None:
    opened = held(browser.open(DRAFT).text)
    assert opened["issuer"] == "示东市人民政府"
    assert opened["known"] == str(browser.seq)
    answer = drafted(browser)
    page = browser.open(answer.headers["Location"]).text
    assert "示东市焦化行业压减工作进度表" in page
    assert "登记经办意见" in page
    assert "起草文书" in page  # what was just recorded


def test_pressing_twice_drafts_once(browser: Browser) -> None:
    filled = held(browser.open(DRAFT).text) | {"drafted_by": "示例癸"}
    assert paper_of(send(browser.pages, filled)) == paper_of(send(browser.pages, filled))
    assert len(browser.office.programme.papers.papers) == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"drafted_by": ""}, "有一项空着"),
        ({"county": ""}, "请填“县（市）”"),
        ({"as_of": "昨天"}, "写作 2020-10-31"),
        ({"year": "今年"}, "四位年份"),
        ({"template": "W99"}, "请先选一种文书"),
    ],
)
def test_what_cannot_be_drafted_says_why_and_keeps_what_was_typed(
    browser: Browser, typed: dict[str, str], says: str
) -> None:
    answer = drafted(browser, copied_to="示东市财政局", **typed)
    assert answer.status == 422
    assert says in answer.text
    assert typed.get("template") or "示东市财政局" in answer.text
    assert not browser.office.programme.papers.papers


def test_without_a_choice_the_papers_are_offered_and_the_list_of_things_to_do_leads_there(
    browser: Browser,
) -> None:
    page = browser.open("/papers/draft").text
    assert "/papers/draft?template=W04" in page
    assert "W23" not in page
    assert browser.open("/do/papers.draft?template=W04").headers["Location"] == "/papers/draft?template=W04"


def test_a_paper_is_signed_numbered_and_closed_and_stands_on_both_registers(browser: Browser) -> None:
    paper = signed(browser)
    assert "编文号" in browser.open(f"/papers/{paper}").text
    browser.done("papers.number", {"paper": paper, "code": "示东政发"})
    number = rules.standing(browser.office.programme, PaperId(paper)).numbered.value.document_no  # type: ignore[union-attr]
    browser.done(
        "papers.close",
        {
            "paper": paper,
            "signer": "示例局长",
            "issued_on": held(browser.open("/do/papers.close").text)["effective"],
        },
        ("attach", "盖章件.pdf", PDF),
    )
    register = browser.open("/papers").text
    assert number in register
    assert "已办结" in register
    assert number in browser.office.programme.charter.documents
    assert file(browser, paper, "scan") == (
        PDF,
        f"attachment; filename*=UTF-8''{number}　示东市焦化行业压减工作进度表-盖章件.pdf",
    )


def test_the_draft_comes_as_it_was_kept_and_the_fair_copy_with_number_signer_and_day(
    browser: Browser,
) -> None:
    paper = signed(browser)
    browser.done("papers.number", {"paper": paper, "code": "示东政发"})
    found = rules.standing(browser.office.programme, PaperId(paper))
    assert found is not None
    assert found.draft.file is not None
    assert file(browser, paper, "draft")[0] == browser.office.evidence.read(found.draft.file)
    assert file(browser, paper, "workbook")[0].startswith(b"PK")
    fair = text_of(file(browser, paper, "fair")[0])
    assert found.numbered is not None
    assert found.numbered.value.document_no in fair
    review = text_of(file(browser, paper, "review")[0])
    assert all(f"示例{step}" in review for step in STEPS)
    assert browser.open(f"/papers/{paper}/scan").status == 404
    assert browser.open("/papers/2020-99").status == 404


def test_what_was_sent_back_is_drafted_again_from_what_it_was(browser: Browser) -> None:
    paper = paper_of(drafted(browser, copied_to="示东市财政局"))
    browser.done(
        "papers.opine", {"paper": paper, "step": "经办", "name": "示例", "verdict": "退回", "words": "缺一户"}
    )
    page = browser.open(f"/papers/{paper}").text
    assert "缺一户" in page
    again = held(browser.open(f"/papers/draft?paper={paper}").text)
    assert (again["county"], again["copied_to"]) == ("shidong", "示东市财政局")
    assert paper_of(send(browser.pages, again)) == paper
    assert "第 2 稿" in browser.open(f"/papers/{paper}").text


def test_the_form_of_an_opinion_names_the_four_steps(browser: Browser) -> None:
    paper = paper_of(drafted(browser))
    form = browser.open(f"/do/papers.opine?paper={paper}&" + urlencode({"step": "科长"})).text
    assert all(f">{step}</option>" in form for step in STEPS)
    assert held(form)["step"] == "科长"


def test_a_voided_paper_shows_why_and_its_number_stays_empty(browser: Browser) -> None:
    paper = signed(browser)
    browser.done("papers.number", {"paper": paper, "code": "示东政发"})
    browser.done("papers.void", {"paper": paper, "reason": "改用函"})
    assert "空在那里，永不再用" in browser.open(f"/papers/{paper}").text
    assert "number-void" in browser.open("/papers").text
    assert "没有这样的文书" in browser.open("/papers?" + urlencode({"stage": "在办"})).text


@pytest.mark.parametrize(
    ("page", "leads"),
    [
        ("/", "draws=progress"),
        ("/list?county=shidong", "draws=progress&amp;county=shidong"),
        ("/dossiers", "draws=ledger"),
        ("/capacity", "draws=capacity"),
        ("/survey", "draws=annual_task&amp;county=shidong&amp;year=2020"),
    ],
)
def test_pages_lead_to_the_paper_that_draws_on_them(browser: Browser, page: str, leads: str) -> None:
    assert f"/papers/draft?{leads}" in browser.open(page).text


def test_a_paper_waits_in_the_inbox_with_its_next_step(browser: Browser) -> None:
    paper = paper_of(drafted(browser))
    page = browser.open("/inbox").text
    assert "待经办签：示东市焦化行业压减工作进度表" in page
    assert f"/do/papers.opine?paper={paper}&amp;step=" in page
    browser.done(
        "papers.opine", {"paper": paper, "step": "经办", "name": "示例", "verdict": "退回", "words": "缺一户"}
    )
    again = re.search(r'href="(/do/papers\.draft\?paper=[^"]+)"', browser.open("/inbox").text)
    assert again is not None
    assert (
        browser.open(again[1].replace("&amp;", "&"))
        .headers["Location"]
        .startswith(f"/papers/draft?paper={paper}")
    )
    assert f'href="/papers/{paper}"' in browser.open("/search?" + urlencode({"q": "进度表"})).text


def test_a_plan_that_lists_no_paper_says_so_where_one_would_be_drafted(tmp_path: Path, folder: Path) -> None:
    plan = tmp_path / "plan"
    shutil.copytree(PLANS / "demo-steel", plan)
    text = (plan / "plan.yaml").read_text(encoding="utf-8")
    bare = re.sub(r"^templates:.*?^gates:", "gates:", text, flags=re.MULTILINE | re.DOTALL)
    (plan / "plan.yaml").write_text(bare, encoding="utf-8")
    day = datetime(2030, 2, 1, tzinfo=UTC)
    with Office(tmp_path / "data", load_plan=planfile.load_bytes, clock=lambda: day) as office:
        adopt(office, plan)
        pages = application(office, folder)
        for address in ("/papers", "/papers/draft"):
            shown = ask(pages, address).text
            assert "方案文件没有列出由系统起草的文书" in shown
        assert ">起草第一份<" not in ask(pages, "/papers").text
