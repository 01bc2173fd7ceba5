"""The survey: one return a county, countersigned by all or not complete, sent back with a reason, chased by name."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.given import LETTER, SCAN, Desk, adopted, plan_of, recorded, refused, with_letter
from yajian.core.decisions.survey import (
    AcceptReturn,
    Chase,
    Countersign,
    OpenCampaign,
    SendBack,
    SubmitReturn,
    WithdrawCountersignature,
)
from yajian.core.decisions.targets import SetAnnualTask
from yajian.core.facts.survey import (
    CampaignOpened,
    CountersignatureWithdrawn,
    CountyChased,
    ReturnAccepted,
    ReturnCountersigned,
    ReturnSentBack,
    ReturnSubmitted,
    SurveyRow,
)
from yajian.core.reports.duties import duties
from yajian.core.reports.survey import CampaignSheet, ReturnLine, as_builtins, survey, told
from yajian.core.rules.survey import bureaus
from yajian.core.words import CampaignId, Clause, CountyId, Digest, DocumentNo, Light, Seq, SystemRule, Tonnes

CAMPAIGN = CampaignId("2020-1")
DUE = date(2020, 2, 28)
OTHER = Digest("b" * 64)
NAME = "示例甲（示范市工信局）"


def asked(**changes: Any) -> OpenCampaign:
    said: dict[str, Any] = {
        "campaign": CAMPAIGN,
        "title": "2020年焦化企业摸底调查",
        "scope": "属地全部焦化企业",
        "document": LETTER,
        "due": DUE,
    }
    return OpenCampaign(**(said | changes))


def opened() -> Desk:
    """Given: a campaign of five counties, due at the end of February."""
    desk = with_letter()
    recorded(desk.ask(asked()))
    return desk


def rows(desk: Desk, county: str) -> dict[str, SurveyRow]:
    """A row for every firm the list has in the county."""
    firms = {part.enterprise for part in desk.parts() if part.county == county}
    return {firm: SurveyRow(facilities=2, capacity_t=Tonnes(600_000)) for firm in firms}


def sheet_of(desk: Desk, county: str, **changes: Any) -> SubmitReturn:
    filled = rows(desk, county)
    said: dict[str, Any] = {
        "campaign": CAMPAIGN,
        "county": CountyId(county),
        "rows": filled,
        "nil": "" if filled else "属地没有焦化企业",
        "reported_by": "示例乙（县工信局）",
    }
    return SubmitReturn(**(said | changes))


def sign(county: str, bureau: str, version: int = 1, **changes: Any) -> Countersign:
    said: dict[str, Any] = {
        "campaign": CAMPAIGN,
        "county": CountyId(county),
        "version": version,
        "bureau": bureau,
        "signed_by": "示例丙（局长）",
    }
    return Countersign(**(said | changes))


def ruling(kind: type[Any], county: str, version: int = 1, **changes: Any) -> Any:
    said = (
        {"accepted_by": NAME} if kind is AcceptReturn else {"sent_back_by": NAME, "reason": "产能与备案不符"}
    )
    return kind(campaign=CAMPAIGN, county=CountyId(county), version=version, **(said | changes))


def busy(desk: Desk) -> str:
    return next(county.id for county in desk.base.counties if rows(desk, county.id))


def idle(desk: Desk) -> str:
    return next(county.id for county in desk.base.counties if not rows(desk, county.id))


def signed_by_all(desk: Desk, county: str, version: int = 1) -> None:
    for bureau in bureaus(desk.base):
        recorded(desk.ask(sign(county, bureau.id, version), evidence=(SCAN,)))


def shown(desk: Desk, as_of: date = date(2020, 2, 20), known: Seq | None = None) -> CampaignSheet:
    return survey(desk.plan, desk.programme, as_of, known).campaigns[0]


def line(desk: Desk, county: str, as_of: date = date(2020, 2, 20), known: Seq | None = None) -> ReturnLine:
    return next(one for one in shown(desk, as_of, known).lines if one.county == county)


# Asking ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["yuncheng-2019", "shifan-2019"])
def test_the_plan_names_the_four_offices_that_countersign_and_the_counties_that_answer(name: str) -> None:
    base = plan_of(name)
    named = bureaus(base)
    assert len(named) == 4
    assert all("county" in one.id and one.name.startswith("县（市）") for one in named)
    assert len(base.counties_concerned) == 5


def test_a_plan_that_asks_for_no_survey_names_nobody_to_countersign() -> None:
    base = plan_of("demo-steel")
    assert bureaus(base) == ()
    assert len(base.counties_concerned) == 3


def test_a_campaign_asks_every_county_concerned_the_one_without_a_tonne_included() -> None:
    desk = with_letter()
    (fact,) = recorded(desk.ask(asked()))
    assert isinstance(fact, CampaignOpened)
    assert fact.counties == tuple(county.id for county in desk.base.counties)
    assert fact.bureaus == bureaus(desk.base)
    assert recorded(desk.ask(asked(), effective=desk.now.date())) == ()
    assert {one.standing.stage for one in shown(desk).lines} == {"未报"}
    assert {one.judged.word for one in shown(desk, date(2020, 1, 20)).lines} == {"未到期"}
    assert {one.judged.light for one in shown(desk, date(2020, 3, 1)).lines} == {Light.RED}


def test_a_campaign_needs_words_a_document_its_own_counties_and_a_day_to_come() -> None:
    desk = with_letter()
    refused(desk.ask(asked(scope=" ")), "survey.open-campaign.blank")
    refused(desk.ask(asked(document=DocumentNo("没登记"))), "survey.open-campaign.no-document")
    refused(desk.ask(asked(counties=(CountyId("nowhere"),))), "survey.open-campaign.no-such-county")
    refused(desk.ask(asked(due=date(2019, 12, 1))), "survey.open-campaign.due-before-start")


def test_a_campaign_is_changed_by_a_correction_and_keeps_the_counties_that_have_reported() -> None:
    desk = opened()
    seq = desk.programme.seq
    county = busy(desk)
    refused(desk.ask(asked(title="另一次")), "survey.open-campaign.already-open")
    refused(desk.ask(asked(corrects=Seq(1))), "survey.open-campaign.nothing-to-correct")
    recorded(desk.ask(sheet_of(desk, county), evidence=(SCAN,)))
    without = tuple(CountyId(one.id) for one in desk.base.counties if one.id != county)
    narrower = asked(counties=without, corrects=seq)
    refused(desk.ask(narrower), "survey.open-campaign.county-has-reported")
    (fact,) = recorded(desk.ask(asked(due=date(2020, 3, 31), corrects=seq)))
    assert isinstance(fact, CampaignOpened)
    assert shown(desk).opened.value.due == date(2020, 3, 31)
    assert shown(desk, known=seq).opened.value.due == DUE


def test_a_campaign_without_a_day_gives_grey_lights() -> None:
    desk = with_letter()
    recorded(desk.ask(asked(due=None)))
    assert {(one.judged.light, one.judged.word) for one in shown(desk, date(2030, 1, 1)).lines} == {
        (Light.GREY, "时限未定")
    }


# One return a county ---------------------------------------------------------------------------------


def test_a_return_is_complete_only_when_all_four_have_countersigned() -> None:
    desk = opened()
    county = busy(desk)
    (fact,) = recorded(desk.ask(sheet_of(desk, county), evidence=(SCAN,)))
    assert isinstance(fact, ReturnSubmitted)
    *some, last = bureaus(desk.base)
    for bureau in some:
        (signed,) = recorded(desk.ask(sign(county, bureau.id), evidence=(SCAN,)))
        assert isinstance(signed, ReturnCountersigned)
    found = line(desk, county)
    assert (found.standing.stage, found.standing.complete_on) == ("待会签", None)
    assert [one.id for one in found.standing.missing] == [last.id]
    refusal = refused(desk.ask(ruling(AcceptReturn, county)), "survey.accept.countersignature-missing")
    assert isinstance(refusal.basis, Clause)
    assert last.name in refusal.finding
    recorded(desk.ask(sign(county, last.id), evidence=(SCAN,)))
    assert line(desk, county).standing.stage == "待审核"
    (accepted,) = recorded(desk.ask(ruling(AcceptReturn, county)))
    assert isinstance(accepted, ReturnAccepted)
    assert recorded(desk.ask(ruling(AcceptReturn, county))) == ()
    assert (line(desk, county).standing.stage, line(desk, county).judged.word) == ("已接收", "按期")


def test_a_nil_return_counts_as_reported_and_is_countersigned_like_any_other() -> None:
    desk = opened()
    county = idle(desk)
    assert county in {one.county for one in shown(desk).unreported}
    recorded(desk.ask(sheet_of(desk, county), evidence=(SCAN,)))
    assert county not in {one.county for one in shown(desk).unreported}
    assert line(desk, county).is_nil
    assert line(desk, county).standing.stage == "待会签"
    signed_by_all(desk, county)
    assert line(desk, county, date(2020, 2, 27)).judged.word == "按期"


def test_a_return_completed_after_the_day_is_late_however_early_it_was_sent() -> None:
    desk = opened()
    county = busy(desk)
    recorded(desk.ask(sheet_of(desk, county), evidence=(SCAN,)))
    desk.now += timedelta(days=90)
    signed_by_all(desk, county)
    assert line(desk, county, date(2020, 3, 1)).judged.light is Light.RED
    assert line(desk, county, date(2020, 5, 1)).judged.word == "逾期完成"


def test_a_return_that_is_sent_back_is_owed_again_and_the_old_version_stays() -> None:
    desk = opened()
    county = busy(desk)
    recorded(desk.ask(sheet_of(desk, county), evidence=(SCAN,)))
    signed_by_all(desk, county)
    refused(desk.ask(ruling(SendBack, county, reason=" ")), "survey.send-back.no-reason")
    (fact,) = recorded(desk.ask(ruling(SendBack, county)))
    assert isinstance(fact, ReturnSentBack)
    assert recorded(desk.ask(ruling(SendBack, county))) == ()
    found = line(desk, county)
    assert (found.standing.stage, found.blockers) == ("已退回", ("县（市）未重报",))
    assert county in {one.county for one in shown(desk).to_chase}
    refused(desk.ask(ruling(AcceptReturn, county)), "survey.accept.sent-back")
    bureau = bureaus(desk.base)[0].id
    refused(desk.ask(sign(county, bureau), evidence=(SCAN,)), "survey.countersign.sent-back")
    (again,) = recorded(desk.ask(sheet_of(desk, county), evidence=(OTHER,)))
    assert isinstance(again, ReturnSubmitted)
    assert again.version == 2
    found = line(desk, county)
    assert (found.standing.stage, len(found.standing.missing)) == ("待会签", 4)
    assert [entry.value.version for entry in found.earlier] == [1]
    refused(desk.ask(sign(county, bureau, 1), evidence=(SCAN,)), "survey.not-the-current-version")


def test_an_accepted_return_is_not_replaced_until_it_is_sent_back() -> None:
    desk = opened()
    county = busy(desk)
    recorded(desk.ask(sheet_of(desk, county), evidence=(SCAN,)))
    signed_by_all(desk, county)
    recorded(desk.ask(ruling(AcceptReturn, county)))
    assert recorded(desk.ask(sheet_of(desk, county), evidence=(SCAN,))) == ()
    again = sheet_of(desk, county)
    refused(desk.ask(again, evidence=(OTHER,)), "survey.submit-return.already-accepted")
    signature = next(one.seq for one in desk.history if isinstance(one.fact, ReturnCountersigned))
    withdrawn = WithdrawCountersignature(withdraws=signature, reason="有误")
    refused(desk.ask(withdrawn), "survey.withdraw-countersignature.already-accepted")
    recorded(desk.ask(ruling(SendBack, county)))
    recorded(desk.ask(again, evidence=(OTHER,)))


def test_a_firm_the_list_has_in_the_county_is_in_the_return_or_explained_there() -> None:
    desk = opened()
    county = busy(desk)
    filled = rows(desk, county)
    gone = next(iter(filled))
    short = {firm: row for firm, row in filled.items() if firm != gone}
    nil = {"rows": short} if short else {"rows": {}, "nil": "没有"}
    refusal = refused(
        desk.ask(sheet_of(desk, county, **nil), evidence=(SCAN,)), "survey.submit-return.firm-missing"
    )
    assert isinstance(refusal.basis, Clause)
    assert gone in refusal.finding
    explained = {**short, desk.base.enterprises[gone].name: SurveyRow(explained="2019年已拆除")}  # type: ignore[index]
    recorded(desk.ask(sheet_of(desk, county, rows=explained), evidence=(SCAN,)))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rows": {}, "nil": ""}, "rows-or-nil"),
        ({"nil": "没有"}, "rows-or-nil"),
        ({"rows": {"某厂": SurveyRow(facilities=-1)}}, "row-unfit"),
        ({"rows": {"某厂": SurveyRow(capacity_t=Tonnes(5))}}, "row-unfit"),
        ({"rows": {" ": SurveyRow(facilities=1)}}, "row-unfit"),
    ],
)
def test_a_return_that_says_nothing_or_what_cannot_be_is_refused(changes: dict[str, Any], code: str) -> None:
    desk = opened()
    asked_for = sheet_of(desk, busy(desk), **changes)
    codes = ("survey.submit-return.rows-or-nil", "survey.submit-return.row-unfit")
    refused(desk.ask(asked_for, evidence=(SCAN,)), next(one for one in codes if one.endswith(code)))


def test_a_return_is_one_sheet_of_a_county_that_was_asked_by_a_person_after_the_asking() -> None:
    desk = opened()
    county = busy(desk)
    refused(desk.ask(sheet_of(desk, county)), "survey.submit-return.no-sheet")
    refused(desk.ask(sheet_of(desk, county), evidence=(SCAN, OTHER)), "survey.submit-return.no-sheet")
    refused(desk.ask(sheet_of(desk, county, reported_by=""), evidence=(SCAN,)), "survey.no-name")
    refused(desk.ask(sheet_of(desk, "nowhere"), evidence=(SCAN,)), "survey.county-not-asked")
    other = sheet_of(desk, county, campaign=CampaignId("2019-9"))
    refused(desk.ask(other, evidence=(SCAN,)), "survey.no-such-campaign")
    early = date(2019, 12, 31)
    refused(desk.ask(sheet_of(desk, county), effective=early, evidence=(SCAN,)), "survey.too-early")


# Signatures ------------------------------------------------------------------------------------------


def test_only_an_office_the_plan_names_countersigns_with_a_name_and_a_page() -> None:
    desk = opened()
    county, bureau = busy(desk), bureaus(desk.base)[0].id
    refused(desk.ask(sign(county, bureau), evidence=(SCAN,)), "survey.not-the-current-version")
    recorded(desk.ask(sheet_of(desk, county), evidence=(SCAN,)))
    refusal = refused(
        desk.ask(sign(county, "city_finance"), evidence=(SCAN,)), "survey.countersign.not-a-cosigner"
    )
    assert isinstance(refusal.basis, Clause)
    refused(desk.ask(sign(county, bureau)), "survey.countersign.no-evidence")
    refused(desk.ask(sign(county, bureau, signed_by=" "), evidence=(SCAN,)), "survey.no-name")
    early = date(2020, 1, 3)
    refused(desk.ask(sign(county, bureau), effective=early, evidence=(SCAN,)), "survey.too-early")
    recorded(desk.ask(sign(county, bureau), evidence=(SCAN,)))
    assert recorded(desk.ask(sign(county, bureau), evidence=(SCAN,))) == ()


def test_a_countersignature_taken_back_is_missing_again_for_whoever_knows_of_it() -> None:
    desk = opened()
    county, bureau = busy(desk), bureaus(desk.base)[0]
    recorded(desk.ask(sheet_of(desk, county), evidence=(SCAN,)))
    recorded(desk.ask(sign(county, bureau.id), evidence=(SCAN,)))
    seq = desk.programme.seq
    wrong = WithdrawCountersignature(withdraws=Seq(1), reason="误签")
    refused(desk.ask(wrong), "survey.withdraw-countersignature.nothing-stands")
    silent = WithdrawCountersignature(withdraws=seq, reason=" ")
    refused(desk.ask(silent), "survey.withdraw-countersignature.no-reason")
    (fact,) = recorded(desk.ask(WithdrawCountersignature(withdraws=seq, reason="误签")))
    assert isinstance(fact, CountersignatureWithdrawn)
    assert recorded(desk.ask(WithdrawCountersignature(withdraws=seq, reason="误签"))) == ()
    assert bureau in line(desk, county).standing.missing
    assert bureau not in line(desk, county, known=seq).standing.missing


# Chasing ---------------------------------------------------------------------------------------------


def chase(county: str, **changes: Any) -> Chase:
    said: dict[str, Any] = {
        "county": CountyId(county),
        "campaign": CAMPAIGN,
        "how": "电话",
        "chased_by": NAME,
    }
    return Chase(**(said | changes))


def test_whoever_owes_is_chased_by_a_named_person_in_words() -> None:
    desk = opened()
    county = busy(desk)
    (fact,) = recorded(desk.ask(chase(county), effective=date(2020, 1, 5)))
    assert isinstance(fact, CountyChased)
    assert recorded(desk.ask(chase(county), effective=date(2020, 1, 5))) == ()
    recorded(desk.ask(chase(county)))
    assert len(line(desk, county).standing.chases) == 2
    assert len(line(desk, county, date(2020, 1, 5)).standing.chases) == 1
    refused(desk.ask(chase(county, how=" ")), "survey.chase.no-words")
    refused(desk.ask(chase(county, chased_by="")), "survey.no-name")
    refused(desk.ask(chase(county, campaign=None)), "survey.chase.campaign-or-year")
    refused(desk.ask(chase(county, year=2020)), "survey.chase.campaign-or-year")
    refused(desk.ask(chase("nowhere")), "survey.county-not-asked")
    refused(desk.ask(chase(county), effective=date(2020, 1, 1)), "survey.too-early")


def test_nobody_is_chased_for_what_is_there() -> None:
    desk = opened()
    county = busy(desk)
    recorded(desk.ask(sheet_of(desk, county), evidence=(SCAN,)))
    recorded(desk.ask(chase(county)))
    signed_by_all(desk, county)
    refused(desk.ask(chase(county)), "survey.chase.nothing-owed")


def test_a_county_is_chased_for_its_task_of_a_year_until_it_is_set() -> None:
    desk = with_letter()
    county = busy(desk)
    recorded(desk.ask(chase(county, campaign=None, year=2020)))
    refused(desk.ask(chase("nowhere", campaign=None, year=2020)), "survey.county-not-asked")
    annual = {one.county: one for one in survey(desk.plan, desk.programme, desk.now.date()).annual}
    assert len(annual) == 5
    assert len(annual[CountyId(county)].chases) == 1
    assert all(one.judged.light is Light.GREY for one in annual.values())
    asked_t = annual[CountyId(county)].asked_t
    task = SetAnnualTask(county=CountyId(county), year=2020, tonnes=asked_t, document=LETTER)
    recorded(desk.ask(task))
    refused(desk.ask(chase(county, campaign=None, year=2020)), "survey.chase.nothing-owed")
    annual = {one.county: one for one in survey(desk.plan, desk.programme, desk.now.date()).annual}
    assert annual[CountyId(county)].judged.light is Light.GREEN


# Beside the rest -------------------------------------------------------------------------------------


def test_an_accepted_return_is_the_countys_survey_duty_done() -> None:
    desk = opened()
    county = busy(desk)
    recorded(desk.ask(sheet_of(desk, county), evidence=(SCAN,)))
    signed_by_all(desk, county)

    def duty() -> dict[str, str]:
        lines = duties(desk.plan, desk.programme, desk.now.date()).lines
        mine = next(one for one in lines if one.duty.fn == "F05")
        return {one.standing.instance.holder: one.judged.word for one in mine.holders}

    assert set(duty().values()) == {"时限未定"}
    recorded(desk.ask(ruling(AcceptReturn, county)))
    assert {holder for holder, word in duty().items() if word == "已办结"} == {county}
    recorded(desk.ask(ruling(SendBack, county)))
    assert set(duty().values()) == {"时限未定"}


def test_the_verb_tells_it_in_lines_and_in_one_sentence() -> None:
    desk = opened()
    county = busy(desk)
    recorded(desk.ask(sheet_of(desk, county), evidence=(SCAN,)))
    recorded(desk.ask(chase(county)))
    sheet = survey(desk.plan, desk.programme, date(2020, 3, 2))
    assert "未报4个" in sheet.campaigns[0].sentence
    assert any("未会签" in words and "已催 1 次" in words for words in told(sheet))
    assert told(survey(adopted().plan, adopted().programme, date(2020, 3, 2)))[0].startswith("还没有开展摸底")
    table: Any = as_builtins(sheet)
    assert table["campaigns"][CAMPAIGN]["counties"][county]["stage"] == "待会签"


def test_a_campaign_of_a_document_may_ask_two_counties_only() -> None:
    desk = with_letter()
    two = tuple(CountyId(county.id) for county in desk.base.counties[:2])
    recorded(desk.ask(asked(counties=two)))
    assert [one.county for one in shown(desk).lines] == list(two)
    refusal = refused(
        desk.ask(sheet_of(desk, desk.base.counties[2].id), evidence=(SCAN,)), "survey.county-not-asked"
    )
    assert refusal.basis is SystemRule.NOT_FOUND


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["send", "resend", "sign", "accept", "back", "chase"]),
        st.integers(0, 4),
        st.integers(0, 3),
    ),
    max_size=40,
)


@settings(max_examples=30, deadline=None)
@given(steps=_STEPS)
def test_whatever_comes_no_return_is_accepted_or_in_time_without_every_countersignature(
    steps: list[tuple[str, int, int]],
) -> None:
    desk = opened()
    counties = [county.id for county in desk.base.counties]
    offices = [bureau.id for bureau in bureaus(desk.base)]
    for what, where, which in steps:
        county = counties[where]
        version = max(1, len(line(desk, county, desk.now.date()).earlier) + 1)
        match what:
            case "send":
                desk.ask(sheet_of(desk, county), evidence=(SCAN,))
            case "resend":
                desk.ask(sheet_of(desk, county), evidence=(Digest(f"{which + 1:064d}"),))
            case "sign":
                desk.ask(sign(county, offices[which], version), evidence=(SCAN,))
            case "accept":
                desk.ask(ruling(AcceptReturn, county, version))
            case "back":
                desk.ask(ruling(SendBack, county, version))
            case _:
                desk.ask(chase(county))
    found = shown(desk, desk.now.date())
    assert sum(count for _, count in found.stages) == len(counties)
    assert len(found.unreported) == dict(found.stages).get("未报", 0)
    for one in found.lines:
        complete = one.standing.complete_on is not None
        assert complete == (one.standing.stage in ("待审核", "已接收"))
        assert complete <= (not one.standing.missing and one.standing.current is not None)
        assert (one.judged.light is Light.GREEN) <= complete
        assert bool(one.blockers) == (one.standing.stage != "已接收")
        assert {entry.value.version for entry in one.earlier} == set(range(1, len(one.earlier) + 1))
