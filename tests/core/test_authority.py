"""Whose word an act rests on: a paper from below lets nothing go on that is for those above to say."""

from datetime import date

import pytest

from tests.core.test_quotas import PROVINCE, drawn, sent
from tests.given import LETTER, Desk, recorded, refused, with_letter, written
from yajian.core import authority
from yajian.core.authority import LEAST, Rank, rank, refuse_word_from_below
from yajian.core.decisions.quotas import Approve, Review
from yajian.core.words import Command, DocumentNo

FROM: dict[Rank, str] = {"firm": "示例焦化甲有限公司", "county": "示东市工业和信息化局", "city": "市工信局"}
HIGHER: dict[Rank, tuple[Rank, ...]] = {
    "county": ("firm",),
    "city": ("firm", "county"),
    "province": ("firm", "county", "city"),
}


class Act(Command, frozen=True, kw_only=True, tag="tests.act"):
    """Something done on a paper."""

    document: DocumentNo


@pytest.mark.parametrize(
    ("least", "issuer"), [(least, FROM[below]) for least, lower in HIGHER.items() for below in lower]
)
def test_a_paper_from_below_is_refused_and_one_issued_together_counts_by_its_highest(
    least: Rank, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authority, "LEAST", {Act: least})
    desk = with_letter()
    alone, together = written(desk, "甲函〔2020〕1号", issuer=issuer), DocumentNo("甲函〔2020〕2号")
    refusal = refuse_word_from_below(desk.plan, desk.programme, Act(document=alone))
    assert refusal is not None
    assert issuer in refusal.finding
    written(desk, together, issuer=f"{issuer}、省工信厅")
    assert refuse_word_from_below(desk.plan, desk.programme, Act(document=together)) is None


def test_every_act_of_the_table_rests_on_one_paper() -> None:
    assert all("document" in command.__struct_fields__ for command in LEAST)


@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("示例焦化甲公司", "firm"),
        ("示例焦化甲有限公司安环科", "firm"),
        ("示东市人民政府", "county"),
        ("市工信局", "city"),
        ("示范市人民政府办公室", "city"),
        ("示范市乙焦化", None),
        ("省工信厅", "province"),
        ("某银行", None),
    ],
)
def test_how_high_a_body_stands_is_read_from_its_name(name: str, stands: Rank | None) -> None:
    desk = with_letter()
    assert rank(desk.plan, desk.programme, name) == stands


def test_the_city_approves_and_the_province_reviews_each_on_a_paper_of_its_own() -> None:
    desk: Desk = drawn()
    firms = written(desk, "甲焦字〔2020〕9号", issuer=FROM["firm"])
    refused(desk.ask(Approve(version=1, document=firms)), "authority.from-below")
    recorded(desk.ask(Approve(version=1, document=LETTER)))
    desk = sent()
    citys = written(desk, "示工信函〔2020〕9号", issuer=FROM["city"], issued_on=date(2020, 1, 5))
    refused(desk.ask(Review(version=1, verdict="同意", document=citys)), "authority.from-below")
    recorded(desk.ask(Review(version=1, verdict="同意", document=PROVINCE)))
