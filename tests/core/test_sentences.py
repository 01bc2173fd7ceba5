"""A number as a sentence says as of when, what nobody has entered, and up to which entry it was read."""

from datetime import date

from tests.given import Desk, adopted, recorded
from yajian.core.decisions.closure import RecordCondition
from yajian.core.reports.progress import progress
from yajian.core.reports.sentences import sentence
from yajian.core.rules.roles.sight import EVERYTHING, PUBLISHED, Sight
from yajian.core.words import CountyId, Digest, PartId, Seq

DAY = date(2020, 10, 31)
PHOTO = (Digest("a" * 64),)


def said(
    desk: Desk, key: str, known: Seq | None = None, known_at: str | None = None, eyes: Sight = EVERYTHING
) -> str:
    return sentence(desk.plan, progress(desk.plan, desk.programme, DAY, known, known_at, eyes), key)


def shut(desk: Desk) -> None:
    for oven in ("3号焦炉", "4号焦炉"):
        command = RecordCondition(part=PartId("L07a"), facility=oven, condition="shut")
        recorded(desk.ask(command, effective=date(2020, 1, 3), evidence=PHOTO))


def test_before_anything_is_entered_a_sentence_claims_nothing_was_left_undone() -> None:
    assert said(adopted(), "target") == (
        "截至2020年10月31日，示范市应压减325万吨，已关停0万吨、已拆除0万吨、已验收0万吨"
        "（另有9个分项尚无登记，未录入不等于没有做），据压减账本至第4条。"
    )


def test_what_was_shut_stands_in_the_sentences_of_the_city_the_county_and_the_part() -> None:
    desk = adopted()
    shut(desk)
    assert "已关停30万吨" in said(desk, "shut")
    assert "示东市应压减224万吨，已关停30万吨" in said(desk, "county.shidong.listed")
    part = said(desk, "part.L07a")
    assert "L07a分项（3号焦炉、4号焦炉）应压减30万吨，2019年12月31日前，2020年1月3日关停、逾期完成" in part
    assert part.endswith("据压减账本至第6条。")


def test_a_county_without_a_task_is_said_to_have_none() -> None:
    assert "示中县在压减清单中没有任务" in said(adopted(), "county.shizhong.listed")


def test_a_milestone_and_a_batch_say_their_own_verb_and_light() -> None:
    desk = adopted()
    assert "2020年10月31日节点应累计压减325万吨，已完成0万吨，未录入：" in said(desk, "milestone.2020-10-31")
    assert "应拆除108万吨（2019年10月31日前），已拆除0万吨，未录入" in said(
        desk, f"batch.{next(iter(desk.plan.batches))}"
    )


def test_a_sentence_of_what_was_known_then_says_so() -> None:
    desk = adopted()
    shut(desk)
    then = said(desk, "target", Seq(4), "2020-01-02 18:00")
    assert "已关停0万吨" in then
    assert "据压减账本至第4条、只用2020-01-02 18:00前已录入的登记" in then


def test_a_number_without_a_sentence_has_none() -> None:
    desk = adopted()
    for key in (
        "questions",
        "compensation.low",
        "part.none",
        "county.none",
        "batch.none",
        "milestone.none",
        "",
    ):
        assert said(desk, key) == ""


def test_of_records_that_are_not_shown_a_sentence_says_so_and_nothing_else() -> None:
    desk, east = adopted(), Sight(county=CountyId("shidong"))
    shut(desk)
    assert said(desk, "target", eyes=east) == (
        "截至2020年10月31日，示范市应压减325万吨，不在查阅范围的4个分项以外，已关停30万吨、已拆除0万吨、"
        "已验收0万吨（另有4个分项尚无登记，未录入不等于没有做），据压减账本至第6条。"
    )
    for key, eyes in (("target", PUBLISHED), ("county.shibei.listed", east)):
        assert "万吨，登记不在查阅范围，据" in said(desk, key, eyes=eyes)
    assert said(desk, "county.shidong.listed", eyes=east) == said(desk, "county.shidong.listed")
    assert "一批应拆除108万吨（2019年10月31日前），不在查阅范围，据" in said(desk, "batch.B1", eyes=east)
    assert "节点应累计压减325万吨，不在查阅范围：" in said(desk, "milestone.2020-10-31", eyes=east)
    assert "L03分项应压减7万吨" in said(desk, "part.L03", eyes=east)
    assert "L03分项（尚未落实到具体设施）应压减7万吨" in said(desk, "part.L03")


def test_of_a_batch_that_is_all_shown_the_light_is_told() -> None:
    desk, east = adopted(), Sight(county=CountyId("shidong"))
    shut(desk)
    assert said(desk, "batch.B2", eyes=east) == said(desk, "batch.B2")
