"""写法: a body under another of its names, and a number in other brackets, are no second body and no second paper."""

from typing import Any

import pytest

from tests.core.test_applications import UNIT
from tests.core.test_clawbacks import noticed, receive
from tests.core.test_payments import (
    CHECKER,
    FINANCE,
    HALF,
    IIT,
    MAKER,
    RELEASER,
    check,
    last,
    prepare,
    prepared,
    ready,
    release,
)
from tests.core.test_receipts import bounced, give_back
from tests.given import LETTER, SCAN, Desk, adopted, letter, recorded, refused, with_letter
from tests.steps import paper
from yajian.core.bodies import same_body
from yajian.core.decide import refuse_used_hand
from yajian.core.decisions.organs import RenameOrgan
from yajian.core.decisions.payments import ByLevel, Prepare, Release
from yajian.core.spellings import same_number
from yajian.core.words import DocumentNo, OrganId, Refusal, Request, Seq

# 单位 -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("city_finance", "市财政局"),
        ("示范市财政局", "市财政局"),
        ("市 财政局", "示范市财政局"),
        ("市财政局国库科", "示范市财政局预算科"),
        ("示东市住建局", "示东市住建局办公室"),
        ("示范市人民政府", "示范市人民政府办公室"),
        ("市领导小组", "市焦化行业压减过剩产能专项工作领导小组"),
    ],
)
def test_these_are_one_body(one: str, other: str) -> None:
    desk = adopted()
    assert same_body(desk.plan, desk.programme, one, other)
    assert same_body(desk.plan, desk.programme, other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市财政局", "市工信局"),
        ("市财政局", "示东市财政局"),
        ("示东市财政局", "示东市工信局"),
        ("示东市委组织部", "示东市委宣传部"),
        ("示东市人民政府", "示东市人民政府督查室"),
        ("省财政厅", "市财政局"),
    ],
)
def test_these_are_two(one: str, other: str) -> None:
    desk = adopted()
    assert not same_body(desk.plan, desk.programme, one, other)


def test_a_body_is_the_same_under_the_name_it_had() -> None:
    desk = with_letter()
    recorded(desk.ask(RenameOrgan(organ=OrganId("city_iit"), name="市工业和信息化局", document=LETTER)))
    assert same_body(desk.plan, desk.programme, "示范市工信局", "示范市工业和信息化局")


@pytest.mark.parametrize("spelt", ["市财政局", "city_finance", "示范市 财政局", "示范市财政局国库科"])
def test_three_people_of_one_organ_under_two_spellings_do_not_pay(spelt: str) -> None:
    desk, account = ready()
    slip = Prepare(account=account, lines={UNIT: HALF}, document=paper(desk, "payments.prepare"))
    recorded(desk.ask(slip, actor=MAKER, organ=FINANCE))
    payment = last(desk)
    recorded(check(desk, payment, organ=spelt))
    said = refused(release(desk, payment, organ=FINANCE), "payments.release.one-organ")
    assert spelt in said.finding
    refused(release(desk, payment, organ=spelt), "payments.release.one-organ")
    assert asked_before(desk, payment, FINANCE) is not None
    assert asked_before(desk, payment, IIT) is None
    recorded(release(desk, payment, organ=IIT))


def asked_before(desk: Desk, payment: Seq, organ: str) -> Refusal | None:
    """What the button says before it is pressed."""
    request: Request[Any] = Request(
        command=Release(payment=payment, voucher=""),
        command_id="asked-before",
        actor=RELEASER,
        organ=organ,
        role="finance",
        now=desk.now,
        effective=desk.now.date(),
    )
    return refuse_used_hand(desk.plan, desk.programme, request)


def test_one_person_whose_name_is_typed_with_a_space_is_still_one() -> None:
    desk, _, payment = prepared()
    refused(check(desk, payment, actor=" ".join(MAKER)), "payments.check.same-hand")
    recorded(check(desk, payment))
    refused(release(desk, payment, actor=f"{CHECKER}　"), "payments.release.same-hand")


# 文号、凭证号 ---------------------------------------------------------------------------------------

ALIKE = [
    "财预拨[2020]1",
    "财预拨（2020）1",
    "财预拨(2020)1",
    "财预拨〔2020〕 1",
    "财预拨【２０２０】１",
    "财预拨〔2020〕1号",
]


@pytest.mark.parametrize("voucher", ALIKE)
def test_a_voucher_in_other_brackets_was_used_all_the_same(voucher: str) -> None:
    desk, account, payment = prepared(ByLevel(province="1,000,000"))
    recorded(check(desk, payment))
    recorded(release(desk, payment))
    assert release(desk, payment, voucher=voucher) == ()
    recorded(prepare(desk, account, ByLevel(province="2,000,000")))
    second = last(desk)
    recorded(check(desk, second))
    said = refused(release(desk, second, voucher=voucher), "payments.release.voucher-used")
    assert "财预拨〔2020〕1已用于" in said.finding
    recorded(release(desk, second, voucher="财预拨〔2020〕11"))


def test_nor_does_a_county_give_back_twice_under_one_voucher() -> None:
    desk, matter = noticed()
    recorded(receive(desk, matter, "1"))
    assert receive(desk, matter, "1", voucher="财收[2021]1") == ()
    refused(receive(desk, matter, "2", voucher="财收（2021） 1"), "clawbacks.book-receipt.voucher-used")
    desk, matter, _ = bounced()
    recorded(give_back(desk, matter, "1"))
    assert give_back(desk, matter, "1", voucher="财退[2021]1") == ()
    refused(give_back(desk, matter, "2", voucher="财退(2021)1"), "clawbacks.return-receipt.voucher-used")


@pytest.mark.parametrize("number", ["示政办函〔2020〕 2号", "示政办函〔2020〕02号", "示政办函〔2020〕第2号"])
def test_a_paper_that_is_on_the_register_is_not_entered_again_in_another_spelling(number: str) -> None:
    desk = with_letter()
    asked = letter(DocumentNo(number), issuer="示例银行")
    said = refused(desk.ask(asked, evidence=(SCAN,)), "charter.register-document.number-alike")
    assert f"{LETTER}（第" in said.finding
    assert said.way_forward.startswith(f"同一份文件请引用 {LETTER}")
    recorded(desk.ask(letter(DocumentNo("示政办函〔2020〕22号")), evidence=(SCAN,)))


def test_a_courts_number_in_the_brackets_of_an_office_is_the_same_number() -> None:
    desk = with_letter()
    recorded(desk.ask(letter(DocumentNo("（2018）示01执001号"), issuer="示例法院"), evidence=(SCAN,)))
    twin = letter(DocumentNo("〔2018〕示01执001号"), issuer="示例法院")
    refused(desk.ask(twin, evidence=(SCAN,)), "charter.register-document.number-alike")
    after = letter(DocumentNo("（2018）示01执001号之二"), issuer="示例法院")
    recorded(desk.ask(after, evidence=(SCAN,)))


def test_a_number_of_signs_alone_is_itself() -> None:
    assert not same_number("———", "／／")
    assert same_number("— —", "——")
