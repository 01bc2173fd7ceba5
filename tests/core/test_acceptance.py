"""验收: reported, looked at, signed; not before it happened, not twice, and the tonnes move once and for ever."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from tests.given import (
    LETTER,
    SCAN,
    Desk,
    adopted,
    correcting,
    letter,
    photo,
    recorded,
    refused,
    with_letter,
    written,
)
from yajian.core import gates
from yajian.core.books import capacity
from yajian.core.decisions import acceptance
from yajian.core.decisions.acceptance import Accept, Check, Finding, Report
from yajian.core.decisions.charter import AdoptRevision
from yajian.core.decisions.closure import RecordCondition
from yajian.core.decisions.dossier import BindFacility, EnterFacility, EnterSite
from yajian.core.decisions.register import EnterFiling, OpenUnit, PlaceUnit, SplitUnit
from yajian.core.decisions.targets import PartChange, PublishList
from yajian.core.facts.acceptance import CompletionReported, LevelChecked, PartAccepted
from yajian.core.facts.register import Account
from yajian.core.facts.targets import PartListed
from yajian.core.plan import ListPart
from yajian.core.reports.acceptance import sheet
from yajian.core.reports.progress import progress
from yajian.core.rules import acceptance as rules
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import closure
from yajian.core.words import (
    Answer,
    Clause,
    Digest,
    DocumentNo,
    FacilityId,
    PartId,
    Picture,
    Request,
    SiteId,
    SystemRule,
    Tonnes,
    UnitId,
)

OPINION = DocumentNo("示焦压减验〔2020〕1号")
OWN = DocumentNo("庚焦字〔2020〕1号")  # the enterprise's own
CHECKED = {"关停": Finding(found="两座已推空、冷炉"), "设备去向": Finding(found="四大车就地封存")}
GROUP = {"示例组长": "示范市工信局", "示例专家": "示例设计院"}


def part(desk: Desk) -> PartListed:
    return next(one for one in desk.parts() if len(one.facilities) == 2)


def shut(desk: Desk, ovens: int = 2) -> Desk:
    """Given: so many of the part's two ovens are shut."""
    listed = part(desk)
    [name] = [
        one.id
        for kind in desk.base.facility_types.values()
        for one in kind.conditions
        if one.counts_as == "shut" and one.label == "关停"
    ]
    for oven in listed.facilities[:ovens]:
        recorded(desk.ask(RecordCondition(part=listed.part, facility=oven, condition=name), evidence=(SCAN,)))
    return desk


def based(desk: Desk, filed_t: int | None = None) -> Desk:
    """Given: the part's tonnes stand on a filing, as one unit."""
    listed = part(desk)
    tonnes = Tonnes(filed_t or listed.tonnes)
    filing = EnterFiling(
        number="示备〔2011〕5号",
        enterprise=listed.enterprise,
        filed_on=date(2011, 5, 1),
        filed_t=tonnes,
        issuer="示东市经委",
    )
    recorded(desk.ask(filing, evidence=(SCAN,)))
    unit = OpenUnit(unit=UnitId("庚-1"), filing_no="示备〔2011〕5号", filed_t=tonnes, part=listed.part)
    recorded(desk.ask(unit, evidence=(SCAN,)))
    return desk


def in_ledger(desk: Desk) -> Desk:
    """Given: the part's ovens are entered in the ledger, and bound to what the list calls them."""
    listed = part(desk)
    assert listed.county is not None
    yard = SiteId(f"{listed.enterprise}-1")
    recorded(
        desk.ask(EnterSite(site=yard, enterprise=listed.enterprise, name="老厂区", county=listed.county))
    )
    for number, name in enumerate(listed.facilities, 1):
        oven = FacilityId(f"{yard}-{number}")
        recorded(desk.ask(EnterFacility(facility=oven, facility_type="焦炉", name=name, site=yard)))
        recorded(desk.ask(BindFacility(facility=oven, part=listed.part, listed_name=name)))
    return desk


def ready(ovens: int = 2) -> Desk:
    return based(shut(in_ledger(with_letter()), ovens))


def report(desk: Desk, **said: Any) -> object:
    effective = said.pop("effective", None)
    words: dict[str, Any] = {
        "part": part(desk).part,
        "done": "3号、4号焦炉已关停，装煤车、推焦车断电",
        "whereabouts": "设备就地封存，未转移",
        "reported_by": "庚公司厂长",
    } | said
    if "document" not in words:  # each report is a paper of its own, written that day
        whose = next((one for one in desk.parts() if one.part == words["part"]), part(desk))
        number = f"庚焦字〔2020〕{len(desk.history)}号"
        words["document"] = written(desk, number, issuer=whose.enterprise_name)
    return desk.ask(Report(**words), effective=effective or desk.now.date())


def looked(desk: Desk, **more: Finding) -> dict[str, Finding]:
    ovens = {name: Finding(found="炉体已冷，无煤气") for name in part(desk).facilities}
    return ovens | CHECKED | more


def check(
    desk: Desk,
    *,
    role: str = "installer",
    pictures: tuple[Picture, ...] | None = None,
    effective: date | None = None,
    **said: Any,
) -> object:
    words: dict[str, Any] = {
        "part": part(desk).part,
        "level": "市级",
        "looked": looked(desk),
        "members": GROUP,
        "words": "现场与报告相符",
    } | said
    if "document" not in words:  # each visit has a record of its own, written that day
        words["document"] = written(
            desk, f"示核〔2020〕{len(desk.history)}号", issued_on=effective or _tomorrow(desk)
        )
    return desk.ask(
        Check(**words),
        evidence=(SCAN,),
        role=role,
        effective=effective or desk.now.date(),
        pictures=(photo(desk),) if pictures is None else pictures,
    )


def _tomorrow(desk: Desk) -> date:
    """The day the next thing is asked on."""
    return desk.now.date() + timedelta(days=1)


def accept(desk: Desk, effective: date | None = None, **said: Any) -> object:
    words: dict[str, Any] = {"part": part(desk).part, "members": GROUP, "document": OPINION} | said
    return desk.ask(Accept(**words), effective=effective)


def checked(desk: Desk) -> Desk:
    recorded(report(desk))
    recorded(check(desk))
    return desk


def opined(desk: Desk) -> Desk:
    """Given: the opinion is on the register."""
    recorded(desk.ask(letter(OPINION, title="验收意见书", issued_on=desk.now.date()), evidence=(SCAN,)))
    return desk


def accepted() -> Desk:
    desk = opined(checked(ready()))
    recorded(accept(desk))
    return desk


def without_gate(desk: Desk) -> Desk:
    """Given: a plan that sets no condition for acceptance of its own."""
    kept = {name: gate for name, gate in desk.base.gates.items() if gate.releases != "acceptance"}
    desk.base = msgspec.structs.replace(desk.base, gates=kept)
    return desk


# Accepting ----------------------------------------------------------------------------------------


def test_acceptance_moves_the_tonnes_of_the_part_to_retired_and_nothing_else_does() -> None:
    desk = opined(checked(ready()))
    unit, listed = UnitId("庚-1"), part(desk)
    before = capacity.balances(desk.programme.capacity, unit)
    assert (before[Account.FILED], before[Account.RETIRED]) == (listed.tonnes, 0)
    [fact] = recorded(accept(desk))
    assert isinstance(fact, PartAccepted)
    after = capacity.balances(desk.programme.capacity, unit)
    assert (after[Account.FILED], after[Account.RETIRED]) == (0, listed.tonnes)
    assert progress(desk.plan, desk.programme, desk.now.date()).stages.accepted_t == listed.tonnes


def test_one_of_two_ovens_shut_accepts_nothing() -> None:
    desk = opined(checked(ready(ovens=1)))
    refusal = refused(accept(desk), "acceptance.accept.conditions-unmet")
    assert isinstance(refusal.basis, Clause)
    assert part(desk).facilities[1] in refusal.finding


def test_what_several_clauses_ask_is_refused_under_the_one_the_part_stands_in() -> None:
    desk = opined(checked(ready()))
    stopped, running = desk.parts()[0], desk.parts()[-1]
    for listed in (stopped, running):
        refusal = refused(accept(desk, part=listed.part), "acceptance.accept.conditions-unmet")
        assert refusal.basis == desk.plan.clauses[listed.clauses[0]]


def test_acceptance_is_not_before_what_it_accepts() -> None:
    desk = opined(checked(ready()))
    early = DocumentNo("示焦压减验〔2019〕9号")
    recorded(desk.ask(letter(early, issued_on=date(2020, 1, 1)), evidence=(SCAN,)))
    refusal = refused(
        accept(desk, effective=date(2020, 1, 2), document=early), "acceptance.accept.conditions-unmet"
    )
    assert "关停" in refusal.finding


def test_what_was_reported_and_looked_at_before_the_shutting_is_recorded_and_accepts_nothing() -> None:
    desk = based(in_ledger(with_letter()))
    recorded(report(desk))
    recorded(check(desk))
    opined(shut(desk))
    refusal = refused(accept(desk), "acceptance.accept.conditions-unmet")
    assert "完工报告" in refusal.finding
    assert "早于" in refusal.finding
    recorded(report(desk, done="两座均已推空"))
    assert "市级验收组" in refused(accept(desk), "acceptance.accept.conditions-unmet").finding
    recorded(check(desk, words="关停以后又到现场，与报告相符"))
    earlier = refused(accept(desk), "acceptance.accept.paper-earlier")
    assert OPINION in earlier.finding
    recorded(accept(desk, document=written(desk, "示焦压减验〔2020〕2号")))


def test_what_a_level_sent_back_since_is_not_accepted_until_it_is_reported_anew() -> None:
    desk = opined(checked(ready()))
    recorded(check(desk, level="县级", verdict="退回", words="备用电源仍通"))
    refusal = refused(accept(desk), "acceptance.accept.conditions-unmet")
    assert "退回整改" in refusal.finding
    assert refusal.way_forward.count("重新报完工") == 1
    recorded(report(desk, done="备用电源已断开"))
    recorded(check(desk))
    recorded(accept(desk, document=written(desk, "示焦压减验〔2020〕2号")))


def test_a_shutting_that_turns_out_later_than_its_acceptance_is_entered_and_told() -> None:
    desk = accepted()
    listed, today = part(desk), desk.now.date()
    oven = listed.facilities[0]
    entry = closure.reached(desk.programme, listed.part, oven, "shut")
    assert entry is not None
    desk.now += timedelta(days=3)
    corrected = RecordCondition(
        part=listed.part,
        facility=oven,
        condition=entry.value.condition,
        **correcting(desk, entry.seq),
    )
    recorded(desk.ask(corrected, evidence=(SCAN,)))
    found = next(
        one.gate
        for one in sheet(
            desk.plan, desk.programme, progress(desk.plan, desk.programme, desk.now.date())
        ).lines
        if one.part.part.part == listed.part
    )
    assert found is not None
    [told] = [one for one in found.lines if one.condition.need == "not_before_facility_event"]
    assert told.verdict.answer is Answer.FAIL
    assert told.verdict.finding == f"{today}验收，早于{desk.now.date()}才全部关停、拆除"


def test_without_filed_units_there_is_nothing_to_deduct_from() -> None:
    desk = opined(checked(shut(with_letter())))
    refusal = refused(accept(desk), "acceptance.accept.conditions-unmet")
    assert "产能单元" in refusal.finding


def test_more_filed_tonnes_than_listed_have_to_be_split_off_first() -> None:
    desk = opined(checked(based(shut(with_letter()), filed_t=part(with_letter()).tonnes + 10_000)))
    assert "先分立" in refused(accept(desk), "acceptance.accept.conditions-unmet").way_forward


def test_no_tonne_is_retired_before_the_day_it_stood_on_its_unit() -> None:
    desk = opined(checked(ready()))
    day = desk.now.date()
    split = SplitUnit(unit=UnitId("庚-1"), into=UnitId("庚-2"), filed_t=Tonnes(100_000))
    recorded(desk.ask(split, evidence=(SCAN,)))
    refusal = refused(accept(desk, effective=day), "acceptance.accept.units-moved-since")
    assert "庚-1、庚-2" in refusal.finding
    recorded(accept(desk))


def test_what_was_accepted_is_not_reported_checked_or_accepted_again() -> None:
    desk = accepted()
    assert recorded(accept(desk)) == ()
    other = DocumentNo("示焦压减验〔2020〕2号")
    recorded(desk.ask(letter(other, issued_on=desk.now.date()), evidence=(SCAN,)))
    for outcome in (accept(desk, document=other), report(desk), check(desk)):
        assert refused(outcome, "acceptance.already-accepted").basis is SystemRule.DUPLICATE


def test_what_was_accepted_is_not_adjusted_any_more() -> None:
    desk, listed = accepted(), part(adopted())
    smaller = PublishList(
        list=desk.base.retirement_list.id,
        changes={listed.part: PartChange(tonnes=Tonnes(listed.tonnes - 10_000))},
        document=LETTER,
    )
    assert OPINION in refused(desk.ask(smaller), "targets.publish-list.part-accepted").finding


def test_no_unit_comes_under_a_part_that_was_accepted_neither_opened_there_nor_placed() -> None:
    desk = accepted()
    listed = part(desk)
    filing = EnterFiling(
        number="示备〔2016〕9号",
        enterprise=listed.enterprise,
        filed_on=date(2016, 5, 1),
        filed_t=Tonnes(100_000),
        issuer="示东市经信局",
    )
    recorded(desk.ask(filing, evidence=(SCAN,)))
    added = OpenUnit(
        unit=UnitId("庚-9"), filing_no="示备〔2016〕9号", filed_t=Tonnes(100_000), part=listed.part
    )
    said = refused(desk.ask(added, evidence=(SCAN,)), "register.open-unit.part-accepted")
    assert OPINION in said.finding
    recorded(desk.ask(msgspec.structs.replace(added, part=None), evidence=(SCAN,)))
    placed = PlaceUnit(unit=UnitId("庚-9"), part=listed.part)
    refused(desk.ask(placed, evidence=(SCAN,)), "register.place-unit.part-accepted")


def test_a_revision_of_the_plan_leaves_what_was_accepted_as_it_is() -> None:
    desk = accepted()
    items = tuple(
        msgspec.structs.replace(item, parts=tuple(_smaller(one, part(desk)) for one in item.parts))
        for item in desk.base.retirement_list.items
    )
    changed = msgspec.structs.replace(
        desk.base,
        programme=msgspec.structs.replace(desk.base.programme, revision=desk.base.programme.revision + 1),
        retirement_list=msgspec.structs.replace(desk.base.retirement_list, items=items),
    )
    revision = AdoptRevision(plan_file=Digest("9" * 64), document_file=Digest("8" * 64), document=LETTER)
    refused(desk.ask(revision, plan=changed), "charter.adopt-revision.part-accepted")


def _smaller(one: ListPart, wanted: PartListed) -> ListPart:
    if one.id != wanted.part:
        return one
    less = msgspec.structs.replace(one.capacity_t, value=Tonnes(wanted.tonnes - 10_000))
    return msgspec.structs.replace(one, capacity_t=less)


def test_an_opinion_has_two_signers_and_a_number_on_the_register() -> None:
    desk = checked(ready())
    refused(accept(desk, members={"示例组长": "示范市工信局"}), "acceptance.accept.not-two")
    refused(accept(desk), "acceptance.accept.no-document")


def test_who_reports_who_looks_and_who_accepts_write_each_a_paper_of_their_own() -> None:
    desk = ready()
    recorded(report(desk, document=written(desk, OWN, issuer=part(desk).enterprise_name)))
    said = refused(check(desk, document=OWN, effective=desk.now.date()), "acceptance.check.another-paper")
    assert "完工报告" in said.finding
    county = written(desk, "示东初验〔2020〕1号")
    recorded(check(desk, level="县级", document=county))
    refused(check(desk, document=county, effective=desk.now.date()), "acceptance.check.another-paper")
    recorded(check(desk))
    for paper, use in ((OWN, "完工报告"), (county, "县级初验意见")):
        assert use in refused(accept(desk, document=paper), "acceptance.accept.another-paper").finding


def test_the_group_may_sign_its_opinion_on_the_record_of_its_own_visit() -> None:
    desk = ready()
    recorded(report(desk))
    record = written(desk, OPINION)
    recorded(check(desk, document=record))
    recorded(accept(desk, document=record))


def test_no_paper_tells_of_a_visit_that_was_still_to_come() -> None:
    desk = ready()
    recorded(report(desk))
    record = written(desk, "示核〔2020〕1号")
    day = desk.now.date()
    later = check(desk, document=record, effective=day + timedelta(days=1))
    assert refused(later, "acceptance.check.paper-earlier").field == "document"
    recorded(check(desk, document=record, effective=day))


@pytest.mark.parametrize("issuer", ["示东市工业和信息化局", "示东市示例焦化庚有限公司"])
def test_what_a_county_or_a_firm_issued_is_no_opinion_of_the_citys_group(issuer: str) -> None:
    desk = checked(ready())
    paper = written(desk, "示东工信函〔2020〕40号", issuer=issuer)
    refusal = refused(accept(desk, document=paper), "acceptance.accept.not-the-groups")
    assert issuer in refusal.finding


@pytest.mark.parametrize("organ", ["示东市示例焦化庚有限公司", "示东市示例焦化庚公司", "示例焦化乙 有限公司"])
def test_nobody_of_a_firm_looks_at_one_or_accepts_one(organ: str) -> None:
    desk = opined(checked(ready()))
    theirs = {"庚公司厂长": organ, "示例专家": "示例设计院"}
    for level in ("县级", "市级"):
        refused(check(desk, level=level, members=theirs), "acceptance.of-a-firm")
    assert "庚公司厂长" in refused(accept(desk, members=theirs), "acceptance.of-a-firm").finding


@pytest.mark.parametrize("title", ["关于庚公司验收不合格的意见", "关于庚公司压减产能验收未通过的函"])
def test_nothing_is_accepted_on_a_paper_whose_title_says_no(title: str) -> None:
    desk = checked(ready())
    paper = written(desk, "示政验〔2020〕3号", title=title, issuer="示范市人民政府")
    assert title in refused(accept(desk, document=paper), "authority.a-paper-that-says-no").finding


@pytest.mark.parametrize("organ", ["示例设计院", "县工信局", "示范市生态环境局示东分局"])
def test_the_citys_group_has_somebody_of_the_city(organ: str) -> None:
    desk = opined(checked(ready()))
    group = {"示例甲": organ, "示例乙": "戊焦化咨询组"}
    code = "acceptance.nobody-of-the-city" if organ == "示例设计院" else "acceptance.of-a-county"
    refused(accept(desk, members=group), code)
    refused(check(desk, members=group), code)


def test_a_county_looks_for_itself_and_is_not_of_the_citys_group() -> None:
    desk = ready()
    recorded(report(desk))
    locals_ = {"示东丙": "示东市工信局", "示东丁": "示东市应急局"}
    recorded(check(desk, level="县级", members=locals_))
    refused(check(desk, members=locals_), "acceptance.of-a-county")
    recorded(check(desk))
    refused(accept(opined(desk), members=locals_), "acceptance.of-a-county")


def test_one_name_spelt_in_two_ways_is_one_person() -> None:
    desk = opined(checked(ready()))
    refused(accept(desk, members={"A": "市工信局", "Ａ": "市工信局"}), "acceptance.accept.not-two")


def test_no_opinion_of_a_body_that_nobody_knows() -> None:
    desk = checked(ready())
    paper = written(desk, "示某〔2020〕1号", issuer="某某局")
    refused(accept(desk, document=paper), "acceptance.accept.not-the-groups")


def test_the_record_of_another_parts_visit_is_no_opinion_of_this_one() -> None:
    desk = checked(ready())
    record = written(desk, "示核〔2020〕90号")
    other = next(one for one in desk.parts() if one.part != part(desk).part)
    said = rules.standing(desk.programme, part(desk).part).city
    assert said is not None
    theirs = msgspec.structs.replace(said.value, part=other.part, document=record)
    desk.given(theirs)
    refusal = refused(accept(desk, document=record), "acceptance.accept.another-paper")
    assert other.part in refusal.finding


def test_an_opinion_entered_late_is_not_entered_past_what_is_known_by_then() -> None:
    desk = opined(checked(ready()))
    day = desk.now.date()
    listed = part(desk)
    running = RecordCondition(part=listed.part, facility=listed.facilities[0], condition="在产")
    recorded(desk.ask(running, evidence=(SCAN,)))
    refusal = refused(accept(desk, effective=day), "acceptance.accept.overtaken")
    assert listed.facilities[0] in refusal.finding


def test_whose_the_opinion_is_and_of_which_day_stays_as_it_was_accepted_by() -> None:
    desk = accepted()
    entry = charter_rules.document(desk.programme, OPINION)
    assert entry is not None
    for changes in ({"issued_on": desk.now.date()}, {"issuer": "示东市示例焦化庚有限公司"}):
        said = {"title": "验收意见书", "issued_on": entry.value.issued_on, "issuer": entry.value.issuer}
        command = letter(OPINION, **(said | changes), corrects=entry.seq)
        refused(desk.ask(command, evidence=(SCAN,)), "authority.paper-in-use")
    command = letter(
        OPINION,
        title="验收意见书（补盖章）",
        issued_on=entry.value.issued_on,
        corrects=entry.seq,
        issuer=entry.value.issuer,
    )
    recorded(desk.ask(command, evidence=(SCAN,)))


def test_no_part_that_is_not_listed() -> None:
    desk = ready()
    refused(accept(desk, part=PartId("没有")), "acceptance.no-such-part")


def test_a_plan_without_conditions_of_its_own_still_wants_a_visit_and_the_tonnes() -> None:
    desk = opined(without_gate(shut(with_letter())))
    recorded(report(desk))
    refused(accept(desk), "acceptance.accept.not-checked")
    recorded(check(desk))
    opinion = written(desk, "示焦压减验〔2020〕2号")
    refused(accept(desk, document=opinion), "acceptance.accept.tonnes-differ")
    based(desk)
    recorded(accept(desk, document=opinion))


def test_the_gate_shows_who_has_yet_to_sign_and_says_yes_afterwards() -> None:
    desk = opined(checked(ready()))
    assert answer(desk) is Answer.UNDETERMINED
    recorded(accept(desk))
    assert answer(desk) is Answer.PASS


def answer(desk: Desk) -> Answer:
    gate = next(one for one in desk.plan.gates.values() if one.releases == "acceptance")
    asked = gates.case(desk.plan, desk.programme, part(desk).part, "", desk.now.date())
    assert asked is not None
    return gates.standing(desk.plan, desk.programme, gate, asked).answer


# Reporting ----------------------------------------------------------------------------------------


def test_a_report_says_what_was_done_where_the_equipment_went_and_who_says_so() -> None:
    desk = ready()
    for name in ("done", "whereabouts", "reported_by"):
        assert refused(report(desk, **{name: " "}), "acceptance.report.blank").field == name
    refused(report(desk, document=DocumentNo("无")), "acceptance.report.no-document")
    for number, issuer in enumerate(("示例焦化丁有限公司", "示东市工信局", "示范市人民政府"), start=2):
        anothers = written(desk, f"函〔2020〕{number}号", issuer=issuer)
        finding = refused(report(desk, document=anothers), "acceptance.report.not-the-firms-paper").finding
        assert issuer in finding
    paper = written(desk, "庚焦字〔2020〕1号", issuer="庚公司")
    [fact] = recorded(report(desk, document=paper))
    assert isinstance(fact, CompletionReported)
    assert recorded(report(desk, document=paper)) == ()


# Looking ------------------------------------------------------------------------------------------


def test_every_oven_is_looked_at_or_the_visit_does_not_count() -> None:
    desk = ready()
    recorded(report(desk))
    one = dict([next(iter(looked(desk).items()))])
    refusal = refused(check(desk, looked=one), "acceptance.check.not-looked-at")
    assert part(desk).facilities[1] in refusal.finding
    refused(
        check(desk, looked={**looked(desk), "供电": Finding(found=" ")}), "acceptance.check.not-looked-at"
    )


def test_a_visit_follows_a_report() -> None:
    refused(check(ready()), "acceptance.check.not-reported")


def test_a_visit_has_two_people_words_pictures_and_a_paper() -> None:
    desk = ready()
    recorded(report(desk))
    refused(check(desk, members={"示例组长": "示范市工信局"}), "acceptance.check.not-two")
    refused(check(desk, words=""), "acceptance.check.no-words")
    refused(check(desk, pictures=()), "acceptance.check.no-evidence")
    refused(check(desk, document=DocumentNo("无")), "acceptance.check.no-document")


def test_a_grave_fault_cannot_be_agreed_to_and_sends_it_back() -> None:
    desk = opined(ready())
    recorded(report(desk))
    fault = looked(desk, 供电=Finding(found="备用电源仍通", fault="严重"))
    refused(check(desk, looked=fault), "acceptance.check.major-fault")
    recorded(check(desk, looked=fault, verdict="退回", words="断开备用电源后再报"))
    assert rules.standing(desk.programme, part(desk).part).stage == "已退回"
    assert "退回整改" in refused(accept(desk), "acceptance.accept.conditions-unmet").finding


def test_a_county_checks_for_itself_and_never_for_the_city() -> None:
    """The guard alone: whether he may ask at all is the table's to say."""
    desk = ready()
    recorded(report(desk))
    command = Check(
        part=part(desk).part, level="市级", looked=looked(desk), members=GROUP, words="相符", document=LETTER
    )
    asked: Request[Any] = Request(
        command=command,
        command_id="c",
        actor="示例东",
        organ="示东市工信局",
        role="county",
        now=desk.now,
        effective=desk.now.date(),
        evidence=(SCAN,),
    )
    outcome = acceptance.check(desk.plan, desk.programme, command, asked)
    assert refused(outcome, "acceptance.check.not-their-level").basis is SystemRule.SAME_HAND


@pytest.mark.parametrize(("level", "stage"), [("县级", "县级已核查"), ("市级", "待验收意见")])
def test_each_level_writes_down_what_it_looked_at(level: str, stage: str) -> None:
    desk = ready()
    recorded(report(desk))
    record = written(desk, "示核〔2020〕1号")
    day = desk.now.date()
    [fact] = recorded(check(desk, level=level, document=record))
    assert isinstance(fact, LevelChecked)
    assert [one.what for one in fact.looked] == [*part(desk).facilities, *CHECKED]
    assert [one.check for one in fact.looked] == ["", "", "shut", "whereabouts"]
    assert rules.standing(desk.programme, part(desk).part).stage == stage
    assert recorded(check(desk, level=level, document=record, effective=day)) == ()


def late_report() -> tuple[Desk, date, DocumentNo]:
    """Given: a report was entered under the day of its entry, five days after that of its paper."""
    desk = ready()
    day = _tomorrow(desk)
    paper = written(desk, "庚焦字〔2020〕1号", issuer="庚公司", issued_on=day)
    desk.now += timedelta(days=5)
    recorded(report(desk, document=paper))
    return desk, day, paper


def test_a_report_entered_under_a_wrong_day_is_named_and_put_right() -> None:
    desk, day, paper = late_report()
    entry, visit = desk.programme.seq, day + timedelta(days=2)
    refusal = refused(check(desk, effective=visit), "acceptance.check.before-the-report")
    assert f"第{entry}条完工报告登记为" in refusal.finding
    [right] = recorded(report(desk, effective=day, document=paper))
    assert isinstance(right, CompletionReported)
    assert right.corrects == entry
    assert recorded(report(desk, effective=day, document=paper)) == ()
    assert recorded(report(desk, document=paper)) == ()
    recorded(check(desk, effective=visit))
    assert rules.standing(desk.programme, part(desk).part).stage == "待验收意见"
    assert rules.standing(desk.programme, part(desk).part).earlier == ()


def test_a_report_is_put_right_neither_past_its_paper_nor_past_the_shutting() -> None:
    desk, day, paper = late_report()
    early = day - timedelta(days=1)
    refused(report(desk, effective=early, document=paper), "charter.document-later")
    before = written(desk, "庚焦字〔2019〕9号", issuer="庚公司", issued_on=date(2019, 12, 31))
    refused(report(desk, effective=early, document=before), "acceptance.report.before-it-was-done")


def test_what_was_sent_back_stays_sent_back_though_the_day_of_the_report_is_put_right() -> None:
    desk, day, paper = late_report()
    fault = looked(desk, 供电=Finding(found="备用电源仍通", fault="严重"))
    recorded(check(desk, looked=fault, verdict="退回", words="断开备用电源后再报"))
    recorded(report(desk, effective=day, document=paper))
    assert rules.standing(desk.programme, part(desk).part).stage == "已退回"


def test_a_visit_entered_under_a_wrong_day_is_put_right_and_takes_nobodys_place() -> None:
    desk, day, paper = late_report()
    recorded(report(desk, effective=day, document=paper))
    record, seen = written(desk, "示核〔2020〕1号"), photo(desk)
    recorded(check(desk, document=record, pictures=(seen,)))
    entry = desk.programme.seq
    fault = looked(desk, 供电=Finding(found="仍通", fault="严重"))
    recorded(check(desk, level="县级", looked=fault, verdict="退回"))
    again = msgspec.structs.replace(seen, like=(entry,))  # which the office finds it held before
    visit = day + timedelta(days=1)
    [right] = recorded(check(desk, document=record, pictures=(again,), effective=visit))
    assert isinstance(right, LevelChecked)
    assert (right.corrects, right.pictures) == (entry, (seen,))
    stands = rules.standing(desk.programme, part(desk).part)
    assert [one.value.level for one in stands.checks] == ["city", "county"]
    assert stands.checks[0].effective == visit
    assert stands.stage == "已退回", "the county's no, which came after, is still the last word"
    assert recorded(check(desk, document=record, pictures=(again,), effective=visit)) == ()


def test_a_new_report_wants_new_visits() -> None:
    desk = opined(checked(ready()))
    recorded(report(desk, done="另补拆除推焦车轨道"))
    assert rules.standing(desk.programme, part(desk).part).stage == "待核查"
    refused(accept(desk), "acceptance.accept.conditions-unmet")


def test_what_was_known_earlier_stays_what_it_was() -> None:
    desk = accepted()
    listed, today = part(desk).part, desk.now.date()
    assert rules.standing(desk.programme, listed, today - timedelta(days=1)).accepted is None
    assert rules.standing(desk.programme, listed).accepted is not None
    assert adopted().programme.acceptance.parts.get(listed) is None
