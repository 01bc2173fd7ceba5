"""Papers from release to acceptance say what the pages say: the same conditions, days, tonnes and words."""

from datetime import date

import pytest

from tests.core import test_acceptance as accepting
from tests.core import test_releases as releasing
from tests.given import Desk, provinces, recorded
from tests.papers.samples import MOMENT, text_of
from tests.papers.subjects import about_part, down, everything, opened, oven, visited, written
from yajian.core.decisions.releases import Release
from yajian.core.reports import acceptance, wording
from yajian.core.reports import releases as gate_sheet
from yajian.core.reports.papers import Unwritable, Written
from yajian.core.reports.progress import progress
from yajian.papers import check, fill, fitting

PLANNED = date(2020, 3, 1)


def rows(written: Written, table: str) -> list[dict[str, str]]:
    found = written.tables[table]
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def text(written: Written) -> str:
    template = fitting(written)
    assert template is not None
    return text_of(fill(template, written, MOMENT))


def test_no_template_names_anything_its_paper_does_not_say() -> None:
    for name, one in everything().items():
        template = fitting(one)
        if template is not None:  # a workbook has none
            assert check(template, one).unknown == (), name


def test_every_one_carries_its_day_and_its_place_in_the_books_and_comes_out_the_same_again() -> None:
    for name, one in everything().items():
        assert "（链头3f2a9c413f2a9c41）" in one.words["数据说明"], name
        template = fitting(one)
        if template is not None:
            assert "（链头3f2a9c413f2a9c41）" in text(one), name
            assert fill(template, one, MOMENT) == fill(template, one, MOMENT), name


# 同意停炉、同意拆除 ---------------------------------------------------------------------------------


def page(desk: Desk) -> gate_sheet.GateLine:
    """The line of the first oven as the page of gates has it."""
    sheet = gate_sheet.sheet(desk.plan, desk.programme, progress(desk.plan, desk.programme, desk.now.date()))
    return next(one for one in sheet.lines if one.facility == oven(desk))


def test_a_release_paper_says_of_every_condition_what_the_page_says_and_who_signed_or_overrode() -> None:
    desk = opened()
    one = written(desk, "release_shutdown", about_part(desk, oven(desk), PLANNED))
    shown = next(one for one in page(desk).standings if one.gate.releases == "shutdown")
    said = rows(one, "条件")
    assert [(row["条件"], row["结论"].partition("（")[0]) for row in said] == [
        (line.condition.label, line.verdict.answer.value) for line in shown.lines
    ]
    overridden = {row["条件"] for row in said if "书面越过" in row["结论"]}
    assert shown.override is not None
    assert overridden == set(shown.override.value.labels)
    printed = text(one)
    assert shown.override.value.reason in printed
    assert shown.override.value.person in printed
    assert "越过不等于符合" in printed
    assert all(
        line.signed.value.signer in printed
        for line in shown.lines
        if line.signed is not None and not line.met
    )


def test_it_names_the_oven_the_day_and_the_tonnes_in_words_nobody_can_alter() -> None:
    desk = opened()
    listed = releasing.part(desk)
    printed = text(written(desk, "release_shutdown", about_part(desk, oven(desk), PLANNED)))
    assert f"同意{listed.enterprise_name}{oven(desk)}于{wording.date_zh(PLANNED)}停炉" in printed
    assert f"{wording.wan_t(listed.tonnes)}万吨（大写：叁拾万吨）" in printed
    assert listed.due is not None
    assert f"本通知不改变完成时限，该分项的时限是{wording.date_zh(listed.due)}前" in printed


def test_an_oven_shut_without_a_paper_is_marked_so_on_every_paper_that_comes_after() -> None:
    desk = down(opened(), "shut")
    marked = [
        written(desk, "release_dismantle", about_part(desk, oven(desk), PLANNED)),
        written(desk, "site_confirmation", about_part(desk, oven(desk))),
    ]
    for books in (accepting.ready(), visited()):
        draws = "acceptance" if books.programme.acceptance.parts else "completion_report"
        marked.append(written(books, draws, about_part(books)))
    for one in marked:
        assert "属未放行先停" in text(one), one.title


def test_one_that_was_let_shut_is_not_and_what_else_is_said_of_it_is_printed() -> None:
    desk = releasing.consented(opened())
    recorded(releasing.ask(desk, Release, planned_on=PLANNED, document=releasing.CONSENT))
    down(desk, "shut")
    one = written(desk, "site_confirmation", about_part(desk, oven(desk)))
    assert "未放行先停" not in text(one)
    assert {"项目": "放行文书", "内容": f"{releasing.CONSENT}（早于放行日期）"} in rows(one, "情况")
    assert "早于放行日期：放行的计划日期是2020-03-01" in text(one)


# 现场确认、完工、初验、验收 ---------------------------------------------------------------------------


def test_a_confirmation_leaves_a_line_for_the_enterprise_the_county_and_the_city() -> None:
    desk = down(opened(), "shut")
    one = written(desk, "site_confirmation", about_part(desk, oven(desk)), remark="现场有消防车值守")
    assert [row["单位"] for row in rows(one, "签字")] == ["企业", "县（市）", "市级"]
    assert "现场有消防车值守。" in text(one)


def test_what_a_city_takes_up_from_elsewhere_is_printed_as_not_the_plan_s_word() -> None:
    from tests.core.test_checks import ELSEWHERE, taken_up

    desk = taken_up(accepting.ready())
    recorded(accepting.report(desk))
    recorded(accepting.check(desk, level="县级", looked=accepting.looked(desk) | ELSEWHERE))
    printed = rows(written(desk, "county_check", about_part(desk)), "核查")
    assert {row["依据"] for row in printed[4:]} == {f"方案以外，{provinces(desk)}"}
    assert not any("方案以外" in row["依据"] for row in printed[:4])


def test_what_still_stands_has_no_confirmation() -> None:
    desk = opened()
    with pytest.raises(Unwritable):
        written(desk, "site_confirmation", about_part(desk, oven(desk)))


def test_a_completion_report_tells_every_oven_and_where_the_equipment_went() -> None:
    desk = accepting.ready()
    one = written(desk, "completion_report", about_part(desk), remark="就地封存，未转移")
    sheet = progress(desk.plan, desk.programme, desk.now.date())
    line = next(one for one in sheet.parts if one.part.part == releasing.part(desk).part)
    assert [(row["设施"], row["状态"], row["停炉日期"]) for row in rows(one, "设施")] == [
        (each.facility, each.label, each.since.isoformat() if each.since is not None else "—")
        for each in line.standing.facilities
    ]
    assert "就地封存，未转移。" in text(one)


def test_an_opinion_says_what_was_seen_on_the_spot_and_every_condition_as_the_page_has_it() -> None:
    desk = visited()
    one = written(desk, "acceptance", about_part(desk))
    sheet = progress(desk.plan, desk.programme, desk.now.date())
    listed = next(each for each in sheet.parts if each.part.part == releasing.part(desk).part)
    line = acceptance.line(desk.plan, desk.programme, sheet, listed)
    assert line.gate is not None
    assert line.standing.city is not None
    visit = line.standing.city.value
    assert [(row["查看"], row["所见"]) for row in rows(one, "核查")] == [
        (each.what, each.found) for each in visit.looked
    ]
    assert [row["依据"] for row in rows(one, "核查")] == ["—", "—", "二①、四(二)-5", "三(二)④"]
    assert [(row["姓名"], row["单位"]) for row in rows(one, "签字")] == [
        (each.name, each.organ) for each in visit.members
    ]
    assert [row["条件"] for row in rows(one, "条件")] == [each.condition.label for each in line.gate.lines]
    assert all(row["结论"] == "符合" for row in rows(one, "条件"))
    assert visit.words in text(one)


def test_a_county_that_sends_it_back_says_so_in_its_opinion() -> None:
    desk = visited("县级", verdict="退回", words="断开备用电源后再报")
    printed = text(written(desk, "county_check", about_part(desk)))
    assert "初验意见：退回整改。断开备用电源后再报。" in printed
