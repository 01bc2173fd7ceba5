"""对账 as a page of the demonstration: who opens it, what a file leads to, and what it says of a line."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from urllib.parse import urlencode

import pytest

from tests.web.asking import Answer
from tests.web.test_care import City
from yajian.core.reconciliation import reconcile
from yajian.core.rules import payments
from yajian.demo import open_demo
from yajian.web.server import application

HERE = Path(__file__).resolve().parents[1]
STATEMENTS = HERE / "stories" / "files"
HEADS = "交易日期,借方发生额,贷方发生额,对方户名,对方账号,摘要,流水号\r\n"


@pytest.fixture(scope="module")
def city(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A copy of its own, because something is recorded in it."""
    folder = tmp_path_factory.mktemp("bank") / "books"
    copytree(demo_folder / "books", folder)
    with open_demo(folder) as office:
        yield City(office, application(office, folder.parent, demo=True))


def sent(
    city: City, content: bytes, who: str = "示例库", name: str = "流水.csv", account: str = "0019"
) -> Answer:
    return city.send(who, "/reconciliation", {"account": account}, ("file", name, content))


@pytest.mark.parametrize(
    ("who", "status"),
    [("示例库", 200), ("示例审", 200), ("示例办", 404), ("示例财", 404), ("示例东", 404), ("示例庚", 404)],
)
def test_the_treasury_and_the_auditor_open_it_and_nobody_else(city: City, who: str, status: int) -> None:
    assert city.get(who, "/reconciliation").status == status
    assert ('href="/reconciliation"' in city.get(who, "/me").text) == (status == 200)


def test_the_morning_s_page_tells_what_waits_and_what_nobody_knows(city: City) -> None:
    page = city.get("示例库", "/reconciliation").text
    for words in (
        "示例咨询有限公司",
        "往来款",
        "9,011,980",
        "接得上",
        "待复核",
        "待下达",
        "省级补偿资金到位",
    ):
        assert words in page
    assert "/do/bankstatements.match-line?line=" in page
    audited = city.get("示例审", "/reconciliation").text
    assert "须由财政部门经办办理" in audited
    assert '<input id="field-file"' not in audited


def test_a_hand_that_is_used_up_sees_why_before_it_presses_and_the_next_hand_presses(city: City) -> None:
    seqs = {one.stage: one.seq for one in payments.standings(city.office.programme)}
    release = f'href="/do/payments.release?payment={seqs["待下达"]}'
    check = f'href="/do/payments.check?payment={seqs["待复核"]}'
    checked_it = city.get("示例库", "/reconciliation").text
    assert release not in checked_it
    assert "制单、复核的是示例办、示例库，下达须第三个人。制单、复核、下达是三个人" in checked_it
    assert check in checked_it
    assert release in city.get("示例拨", "/reconciliation").text
    made_it = city.get("示例办", "/money").text
    assert check not in made_it
    assert "制单的是示例办，复核须另一个人" in made_it


def test_the_buttons_of_a_row_stand_apart_as_on_every_other_page(city: City) -> None:
    page = city.get("示例库", "/reconciliation").text
    rows = re.findall(r"<td[^>]*>(?:(?!</td>).)*?/do/bankstatements.match-line.*?</td>", page, re.DOTALL)
    assert rows
    assert all('<span class="acts-small">' in row for row in rows)


def test_the_file_goes_out_as_it_came_in_to_whoever_opens_the_page(city: City) -> None:
    [past] = city.office.programme.bankstatements.statements.values()
    file = past.entries[0].value.file
    answer = city.get("示例审", f"/reconciliation/{file}")
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert city.get("示例办", f"/reconciliation/{file}").status == 404
    assert city.get("示例库", f"/reconciliation/{'0' * 64}").status == 404


def test_what_cannot_be_read_is_told_by_row_and_nothing_is_imported(city: City) -> None:
    before = city.office.head
    answer = sent(city, (STATEMENTS / "bank-opened-in-a-spreadsheet.csv").read_bytes())
    assert answer.status == 422
    for words in ("3 处读不了，一笔也没有导入", "第 3 行 交易日期", "存成了数字"):
        assert words in answer.text
    nothing = city.send("示例库", "/reconciliation", {"account": "0019"})
    others = (
        (nothing, "没有选文件"),
        (sent(city, b""), "文件是空的"),
        (sent(city, b"a,b\r\n"), "找不到流水的列名"),
    )
    for declined, words in others:
        assert declined.status == 422
        assert words in declined.text
    assert city.office.head == before


def test_the_core_s_refusal_stands_on_the_page(city: City) -> None:
    answer = sent(city, (HEADS + "2020-08-30,1.00,,甲,,,Z1\r\n").encode(), account="19")
    assert answer.status == 422
    assert "不是专户账号的后四位数字" in answer.text
    early = sent(city, (HEADS + "2020-12-30,1.00,,甲,,,Z1\r\n").encode())
    assert "晚于导入的日期" in early.text


def test_a_file_is_taken_in_once_and_a_line_is_told_what_it_is(city: City) -> None:
    content = (HEADS + "2020-08-30,5.00,,某公司,,手续费,Z9\r\n").encode("gb18030")
    answer = sent(city, content)
    assert answer.status == 303
    assert "某公司" in city.get("示例库", "/reconciliation").text
    again = sent(city, content)
    assert again.headers["Location"].endswith("recorded=0")
    line = list(city.office.programme.bankstatements.lines)[-1]
    form = city.get("示例库", f"/do/bankstatements.explain-line?line={line}").text
    assert "2020-08-30 支出 5.00 元 某公司" in form
    typed = {"line": str(line), "words": "银行手续费", "effective": "2020-08-31"}
    assert city.send("示例库", "/do/bankstatements.explain-line", typed).status == 303
    assert line in [one.seq for one in reconcile(city.office.programme).explained]


def test_nobody_else_takes_in_a_file(city: City) -> None:
    before = city.office.head
    for who in ("示例审", "示例办", "示例东"):
        answer = sent(city, (HEADS + "2020-08-30,5.00,,某公司,,,Y1\r\n").encode(), who)
        assert answer.status in (403, 404)
    assert city.office.head == before


def search(words: str) -> str:
    return f"/search?{urlencode({'q': words})}"


def test_a_line_is_on_no_page_of_those_who_read_everything_else(city: City) -> None:
    line = list(city.office.programme.bankstatements.lines)[3]
    assert "示例咨询有限公司" in city.get("示例审", f"/facts/{line}").text
    assert "银行流水一笔" in city.get("示例库", search(f"第{line}条")).text
    for who in ("示例办", "示例查", "示例财"):
        assert city.get(who, f"/facts/{line}").status == 404
        for address in ("/do/bankstatements.match-line", search(f"第{line}条"), search("示例咨询")):
            page = city.get(who, address)
            assert page.status == 200
            assert "示例咨询有限公司" not in page.text
            assert "银行流水一笔" not in page.text


def test_the_inbox_of_the_treasury_says_so_and_the_office_s_does_not(city: City) -> None:
    assert "核对没有对应的流水" in city.get("示例库", "/inbox").text
    assert "核对没有对应的流水" not in city.get("示例办", "/inbox").text


def test_importing_as_a_form_leads_to_the_page_and_the_tables_go_out_as_a_workbook(city: City) -> None:
    answer = city.get("示例库", "/do/bankstatements.import-statement")
    assert answer.headers["Location"] == "/reconciliation#import"
    assert city.get("示例库", "/reconciliation?export=xlsx").status == 200
    assert city.get("示例库", "/reconciliation?as_of=2020-08-28").status == 200


def test_amounts_that_changed_places_are_told_on_the_page_with_their_row(city: City) -> None:
    before = city.office.head
    heads = "交易日期,借方发生额,贷方发生额,余额,对方户名,对方账号,摘要,流水号\r\n"
    rows = (
        "2020-08-30,,7.00,9.00,甲,,,Q1\r\n2020-08-30,5.00,,6.00,乙,,,Q2\r\n2020-08-30,3.00,,1.00,丙,,,Q3\r\n"
    )
    answer = sent(city, (heads + rows).encode())
    assert answer.status == 422
    assert "第3行写支出 5 元，余额 6 元；从第2行的余额 9 元算下来应是 4 元" in answer.text
    assert city.office.head == before


def test_who_paid_sees_at_the_bank_s_line_that_another_hand_is_wanted(city: City) -> None:
    slip = next(one for one in payments.standings(city.office.programme) if one.stage == "待下达")
    paid = {"payment": str(slip.seq), "voucher": "财预拨〔2020〕88", "effective": "2020-08-31"}
    assert city.send("示例拨", "/do/payments.release", paid).status == 303
    amount = f"{slip.fact.amount_fen // 100}.{slip.fact.amount_fen % 100:02d}"
    content = f"{HEADS}2020-08-31,{amount},,写了简称的公司,,拨付,K1\r\n"
    assert sent(city, content.encode()).status == 303
    line = list(city.office.programme.bankstatements.lines)[-1]
    for hand in ("示例库", "示例拨"):
        page = city.get(hand, "/reconciliation").text
        assert f"/do/bankstatements.match-line?line={line}" not in page
        assert f"/do/bankstatements.explain-line?line={line}" not in page
        assert f"第{slip.seq}条制单经示例办、示例库、示例拨的手，这一笔流水不能由其中的人认定" in page


def test_what_may_be_a_slip_s_return_is_booked_from_its_row(city: City) -> None:
    slip = next(one for one in payments.standings(city.office.programme) if one.stage == "已下达")
    amount = f"{slip.fact.amount_fen // 100}.{slip.fact.amount_fen % 100:02d}"
    assert sent(city, f"{HEADS}2020-08-31,,{amount},另一个户名,,往来款,K2\r\n".encode()).status == 303
    page = city.get("示例库", "/reconciliation").text
    assert re.search(
        rf'href="/do/payments.bounce\?payment={slip.seq}&[^"]*"[^>]*>(?:(?!</a>).)*登记第{slip.seq}条退回',
        page,
    )


def test_the_form_for_filing_offers_whom_the_plan_names_and_nobody_else(city: City) -> None:
    form = city.get("示例库", "/do/payments.file").text
    offered = re.findall(r'<option value="([a-z_]+)"', form[form.index('name="organ"') :])
    assert offered == ["prov_iit", "prov_finance"]
