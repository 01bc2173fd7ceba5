"""Why this amount, who said so, when did we know: every entry says it in 元 and 吨, with its paper and the scan of it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import quote

import msgspec
import pytest

from tests.web.asking import ask
from tests.web.test_care import City
from yajian import planfile
from yajian.core import catalogue
from yajian.core.facts.auditplans import EntitlementReserved, PlanApproved
from yajian.core.facts.charter import QuestionAnswered
from yajian.core.facts.clawbacks import NoticeIssued, OpinionGiven, ReceiptBooked
from yajian.core.facts.payments import FundsRaised
from yajian.core.facts.quotas import QuotaFixed, VersionDrawnUp, VersionReviewed
from yajian.core.rules.charter import document
from yajian.core.words import DocumentNo, Seq, UnitId, yuan_of
from yajian.demo import open_demo
from yajian.planfile.shipped import shipped
from yajian.story import play, read
from yajian.transact import Office
from yajian.web.headers import Wsgi
from yajian.web.pages.particulars import kept, title
from yajian.web.server import application

AUDITOR = "示例审"
ALGORITHM = "未完成产能×各产能单元标准，以已下达的省市资金为限"


@pytest.fixture(scope="module")
def city(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    folder = tmp_path_factory.mktemp("particulars") / "books"
    copytree(demo_folder / "books", folder)
    with open_demo(folder) as office:
        yield City(office, application(office, folder.parent, demo=True))


def first(office: Office, kind: type[Any]) -> tuple[Seq, Any]:
    return next((one.seq, one.fact) for one in office.history() if isinstance(one.fact, kind))


def told(page: str) -> str:
    """What stands above the bytes of the journal."""
    return page.partition("<main")[2].partition('<pre class="body"')[0]


def names_its_paper(office: Office, page: str, number: DocumentNo) -> None:
    entry = document(office.programme, number)
    assert entry is not None
    paper = entry.value
    for words in (paper.number, paper.title, paper.issuer, f'href="/facts/{entry.seq}"'):
        assert words in page, words
    assert f'href="/facts/{entry.seq}/files/{paper.scan}"' in page


@pytest.mark.parametrize("kind", [FundsRaised, VersionReviewed, PlanApproved])
def test_an_auditor_reads_the_paper_of_an_entry_with_its_scan(city: City, kind: type[Any]) -> None:
    seq, fact = first(city.office, kind)
    names_its_paper(city.office, told(city.get(AUDITOR, f"/facts/{seq}").text), fact.document)


@pytest.mark.parametrize(
    ("kind", "named"), [(QuotaFixed, VersionDrawnUp), (EntitlementReserved, PlanApproved)]
)
def test_what_an_act_entered_beside_its_paper_leads_to_the_paper_too(
    city: City, kind: type[Any], named: type[Any]
) -> None:
    seq, _ = first(city.office, kind)
    head, fact = first(city.office, named)
    page = told(city.get(AUDITOR, f"/facts/{seq}").text)
    names_its_paper(city.office, page, fact.document)
    assert f'href="/facts/{head}"' in page


@pytest.mark.parametrize("kind", [FundsRaised, QuotaFixed, EntitlementReserved])
def test_an_amount_is_told_in_yuan_above_the_bytes(city: City, kind: type[Any]) -> None:
    seq, fact = first(city.office, kind)
    assert f"{yuan_of(fact.amount_fen)} 元" in told(city.get(AUDITOR, f"/facts/{seq}").text)


def test_a_quota_says_what_it_is_of_at_which_rate_and_leads_there(city: City) -> None:
    seq, fact = first(city.office, QuotaFixed)
    page = told(city.get(AUDITOR, f"/facts/{seq}").text)
    for words in (f"{fact.tonnes:,} 吨", "30 元/吨", f'href="/facts/{fact.evidence_seq}"'):
        assert words in page, words
    assert f'href="/money/{quote(fact.unit)}"' in page
    assert f'href="/dossiers/{fact.enterprise}"' in page


def test_a_grant_leads_to_its_plan_and_its_application(city: City) -> None:
    seq, fact = first(city.office, EntitlementReserved)
    page = told(city.get(AUDITOR, f"/facts/{seq}").text)
    drawn = city.office.programme.auditplans.plans[fact.plan].entries[0].seq
    for other in (fact.application, drawn):
        assert f'href="/facts/{other}"' in page


def test_a_scan_is_offered_to_whom_it_is_shown_and_to_nobody_else(city: City) -> None:
    """A county reads that a paper is on the register; its scan it is not given."""
    for one in city.office.history():
        number = getattr(one.fact, "document", None)
        answer = city.get("示例西", f"/facts/{one.seq}") if number else None
        if answer is None or answer.status != 200:
            continue
        for link in set(part.partition('"')[0] for part in told(answer.text).split('href="')[1:]):
            if link.startswith("/facts/"):
                assert city.get("示例西", link).status == 200, (one.seq, link)


def test_workers_are_told_in_numbers_and_nobody_is_named_above_the_bytes(city: City) -> None:
    for one in city.office.history():
        if catalogue.tag(type(one.fact)) in ("workers.roster-submitted/1", "workers.workers-settled/1"):
            assert "说了什么" not in told(city.get(AUDITOR, f"/facts/{one.seq}").text)


def test_every_paper_of_a_unit_s_way_leads_to_the_register_and_every_step_to_its_entry(city: City) -> None:
    page = city.get(AUDITOR, "/money/" + "庚-3号炉").text
    seq, _ = first(city.office, EntitlementReserved)
    agreed = first(city.office, PlanApproved)[1].document
    entry = document(city.office.programme, agreed)
    assert entry is not None
    assert f'<a href="/facts/{entry.seq}">{agreed}</a>' in page
    assert f'<a href="/facts/{seq}">第 {seq} 条</a>' in page


# 收回 ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def recovered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Wsgi]]:
    folder = tmp_path_factory.mktemp("recovered")
    story = Path(__file__).parents[1] / "stories" / "J07-clawback.yaml"
    play(read(story), story.parent, shipped(), keep=folder / "books")
    with Office(folder / "books", load_plan=planfile.load_bytes) as office:
        yield office, application(office, folder, demo=False)


@pytest.mark.parametrize("kind", [OpinionGiven, NoticeIssued, ReceiptBooked])
def test_a_clawback_says_its_amount_its_paper_and_its_algorithm_in_words(
    recovered: tuple[Office, Wsgi], kind: type[Any]
) -> None:
    office, pages = recovered
    seq, fact = first(office, kind)
    page = told(ask(pages, f"/facts/{seq}").text)
    names_its_paper(office, page, fact.document)
    assert f"{yuan_of(getattr(fact, 'amount_fen', None) or fact.paid_fen)} 元" in page
    assert "unfinished_capped" not in page
    if kind is not ReceiptBooked:
        assert ALGORITHM in page


def test_an_answer_says_what_it_put_into_the_plan_in_words(recovered: tuple[Office, Wsgi]) -> None:
    office, pages = recovered
    seq = next(
        one.seq
        for one in office.history()
        if isinstance(one.fact, QuestionAnswered) and one.fact.question == "Q-CLAWBACK"
    )
    page = told(ask(pages, f"/facts/{seq}").text)
    assert "确认采用哪一种算法" in page
    assert ALGORITHM in page
    assert "unfinished_capped" not in page
    assert "unfinished_capped" not in told(ask(pages, "/questions/Q-CLAWBACK").text).replace(
        'value="unfinished_capped"', ""
    )


def test_the_clawback_s_page_leads_to_its_papers_and_to_its_acts(recovered: tuple[Office, Wsgi]) -> None:
    office, pages = recovered
    opinion, said = first(office, OpinionGiven)
    page = ask(pages, f"/money/clawbacks/{opinion}").text
    entry = document(office.programme, said.document)
    assert entry is not None
    assert f'<a href="/facts/{entry.seq}">{said.document}</a>' in page
    assert f'<a href="/facts/{opinion}">第 {opinion} 条</a>' in page


# Every fact there is ------------------------------------------------------------------------------


def structs(kind: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    yield kind
    for field in kept(kind):
        if field.struct is not None:
            yield from structs(field.struct)


@pytest.mark.parametrize("fact", catalogue.facts(), ids=catalogue.tag)
def test_every_amount_tonnage_paper_and_reference_of_a_fact_has_a_name_for_people(fact: type[Any]) -> None:
    nameless = [
        f"{one.__name__}.{field.name}"
        for one in structs(fact)
        for field in kept(one)
        if (field.is_figure or field.is_paper or field.hint in (Seq, UnitId)) and one.__name__ != "Picture"
        if not title(fact, field)
    ]
    assert nameless == []
