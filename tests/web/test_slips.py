"""What a checker sees before he signs: whom a slip pays, for which units, how much, also in full, and why so much."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from urllib.parse import quote

import pytest

from tests.web.test_care import City
from tests.web.test_every_form import send
from tests.web.test_forms import COOKIE, PDF, complaints, held
from yajian import planfile
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.facts.payments import PaymentsFiled
from yajian.core.rules import payments
from yajian.core.rules.charter import document
from yajian.core.words import DocumentNo, Seq
from yajian.demo import open_demo
from yajian.planfile.shipped import shipped
from yajian.story import play, read
from yajian.transact import Office
from yajian.web.acting import NOBODY_YET
from yajian.web.server import application

FIRM = "示东市示例焦化庚有限公司"
UNITS = {
    "待复核": "庚-4号炉",
    "待下达": "庚-3号炉",
}  # of the same amount: only the unit tells one slip from the other
AMOUNT, IN_FULL = "4,500,000.00", "人民币肆佰伍拾万元整"
WHY = "15 万吨 × 30 元/吨"


@pytest.fixture(scope="module")
def city(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A copy of its own, because something is recorded in it."""
    folder = tmp_path_factory.mktemp("slips") / "books"
    copytree(demo_folder / "books", folder)
    with open_demo(folder) as office:
        yield City(office, application(office, folder.parent, demo=True))


def slips(city: City) -> dict[str, Seq]:
    return {one.stage: one.seq for one in payments.standings(city.office.programme)}


def offered(page: str, name: str) -> dict[str, str]:
    [select] = re.findall(rf'<select [^>]*name="{name}".*?</select>', page, re.DOTALL)
    return dict(re.findall(r'<option value="(\d+)"[^>]*>(.*?)</option>', select))


@pytest.mark.parametrize(("tag", "stage"), [("payments.check", "待复核"), ("payments.release", "待下达")])
def test_a_slip_is_offered_where_it_waits_by_payee_unit_amount_and_stage(
    city: City, tag: str, stage: str
) -> None:
    seq = slips(city)[stage]
    said = offered(city.get("示例财", f"/do/{tag}").text, "payment")
    assert said == {str(seq): f"第{seq}条 {FIRM} {UNITS[stage]} {AMOUNT} 元（{stage}）"}


def test_a_slip_that_is_past_a_step_is_still_told_if_the_address_names_it(city: City) -> None:
    seq = slips(city)["待下达"]
    said = offered(city.get("示例财", f"/do/payments.check?payment={seq}").text, "payment")
    assert said[str(seq)].endswith("（待下达）")


@pytest.mark.parametrize(("tag", "stage"), [("payments.check", "待复核"), ("payments.release", "待下达")])
def test_what_the_slip_pays_stands_beside_the_form_in_figures_and_in_full_without_the_account(
    city: City, tag: str, stage: str
) -> None:
    slip = payments.standing(city.office.programme, slips(city)[stage])
    assert slip is not None
    account = payments.account(city.office.programme, slip.fact.account)
    assert account is not None
    for address in (f"/do/{tag}", f"/do/{tag}?payment={slip.seq}"):
        page = city.get("示例财", address).text
        for words in (FIRM, UNITS[stage], AMOUNT, IN_FULL, WHY, slip.fact.document):
            assert words in page, words
        assert account.fact.number[-payments.TAIL :] not in re.sub(r"<[^>]*>", "", page)


def test_a_slips_own_page_says_why_so_much_who_said_so_and_when_it_was_known(city: City) -> None:
    seq = slips(city)["待下达"]
    page = city.get("示例审", f"/facts/{seq}").text
    for words in (AMOUNT, IN_FULL, WHY, "列支还剩", "市领导小组办公室 示例办", "复核"):
        assert words in page, words
    slip = payments.standing(city.office.programme, seq)
    assert slip is not None
    assert slip.checked is not None
    paper = document(city.office.programme, slip.fact.document)
    assert paper is not None
    for entry in (slip.fact.account, slip.checked.seq, paper.seq):
        assert f'href="/facts/{entry}"' in page
    assert f'href="/money/{quote(UNITS["待下达"])}"' in page
    assert f"这一条说的是第 {seq} 条制单" in city.get("示例审", f"/facts/{slip.checked.seq}").text


def test_slips_ticked_for_filing_stay_ticked_and_told_when_refused(city: City) -> None:
    seq = str(slips(city)["待下达"])  # has not gone out, so it is refused
    form = held(city.get("示例办", f"/do/payments.file?payments={seq}").text)
    number = next(iter(city.office.programme.charter.documents))
    answer = city.send(
        "示例办",
        "/do/payments.file",
        form | {"payments": seq, "organ": "prov_iit", "document": number, "effective": "2020-08-31"},
    )
    assert "填写的值不合要求" not in answer.text
    assert answer.status == 422
    assert f'value="{seq}" checked' in answer.text
    assert AMOUNT in answer.text


def test_making_a_slip_one_sees_of_each_unit_what_is_left(city: City) -> None:
    seq, unit = slips(city)["待复核"], UNITS["待复核"]
    account = next(iter(city.office.programme.payments.accounts))
    assert "列支了的产能单元都已经制单" in city.get("示例办", f"/do/payments.prepare?account={account}").text
    typed = {"payment": str(seq), "reason": "金额须重分", "effective": "2020-08-31"}
    assert city.send("示例办", "/do/payments.cancel", typed).status == 303
    page = city.get("示例办", f"/do/payments.prepare?account={account}").text
    assert f'<option value="{unit}">{unit} 还可以安排 {AMOUNT} 元</option>' in page
    assert f"<b>{AMOUNT}</b>" in page
    assert UNITS["待下达"] not in page  # all of it is on the other slip


def test_what_went_out_is_filed_by_the_form_that_ticks_it(tmp_path: Path) -> None:
    story = Path(__file__).parents[1] / "stories" / "J07-clawback.yaml"
    play(read(story), story.parent, shipped(), keep=tmp_path / "books")
    with Office(tmp_path / "books", load_plan=planfile.load_bytes) as office:
        pages = application(office, tmp_path, demo=False)
        out = [str(one.seq) for one in payments.standings(office.programme) if one.stage == "已下达"]
        organ = payments.filed_with(office.plan())[0]
        number, today = "示政函〔2021〕71号", office.today().isoformat()
        scan = tmp_path / "函.pdf"
        scan.write_bytes(PDF)
        letter = RegisterDocument(
            number=DocumentNo(number), title="备案函", issued_on=office.today(), issuer="示范市人民政府"
        )
        NOBODY_YET.transact(office, letter, effective=office.today(), evidence=(office.keep(scan),))
        sent = [("payments", one) for one in out]
        sent += [
            ("organ", organ),
            ("document", number),
            ("effective", today),
            ("csrfmiddlewaretoken", COOKIE),
        ]
        answer = send(pages, "payments.file", sent)
        assert answer.status == 303, complaints(answer)
        filed = office.recorded(office.programme.seq).fact
        assert isinstance(filed, PaymentsFiled)
        assert [str(one) for one in filed.payments] == out


@pytest.mark.parametrize(
    ("who", "form", "says"),
    [
        (
            "示例库",
            "holds.lift",
            "只登记银行、信用社、国库的凭证；本单位自己的文件由本单位不办付款的部门经办",
        ),
        ("示例查", "flags.close", "只登记本单位自己发的文件；别的单位发的，由领导小组办公室登记"),
        ("示例东", "closure.void-record", "只登记本县（市）的单位和企业发的文件"),
        ("示例办", "flags.close", ""),
    ],
)
def test_beside_the_paper_registered_on_the_way_stands_whose_papers_one_registers(
    city: City, who: str, form: str, says: str
) -> None:
    page = city.get(who, f"/do/{form}").text
    assert "登记簿里没有，现在登记一份" in page
    assert says in page if says else "只登记" not in page
