"""Given: the demonstration city with a longer ledger, so many enterprises with a site, an oven and a condition each."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path

from bench.measuring import Say
from yajian.core.decisions.closure import RecordCondition
from yajian.core.decisions.dossier.enterprises import EnterEnterprise, RenameEnterprise
from yajian.core.decisions.dossier.facilities import EnterFacility
from yajian.core.decisions.dossier.interests import AnswerInterest, RecordInterest
from yajian.core.decisions.dossier.sites import EnterSite
from yajian.core.facts.closure import NO_PART
from yajian.core.rules import closure
from yajian.core.rules.dossier import known_enterprises
from yajian.core.words import Command, CountyId, DocumentNo, EnterpriseId, FacilityId, Seq, SiteId
from yajian.demo import PLAN, open_demo, prepare
from yajian.planfile.shipped import shipped
from yajian.transact import Done, Office

DAY = date(2020, 8, 31)
PHOTO = shipped() / PLAN / "demo" / "photo-06.jpg"
LETTER = DocumentNo("示工信函〔2020〕1号")  # of the demonstration
CONDITIONS = ("在产", "限产", "停产", "停产治理")


def folder(where: Path, firms: int, say: Say) -> Path:
    """The folder of a demonstration whose ledger holds so many enterprises, made once in a run."""
    made = where / f"city-{firms}"
    if not made.exists():
        with open_demo(prepare(made, shipped())) as office:
            _lengthen(office, firms)
            say(f"示范市 with {firms} enterprises in its ledger, {office.head.seq:,} facts")
    return made


def change(office: Office) -> None:
    """One fact more, about the last enterprise of the ledger."""
    firm = known_enterprises(office.plan(), office.programme)[-1]
    summary = f"第{office.head.seq}条以后的一项"
    _carry_out(
        office, RecordInterest(enterprise=firm, matter="其他", summary=summary, owner="示东市人民政府")
    )


def long_folder(where: Path, firms: int, facts: int, say: Say) -> Path:
    """The same with so many facts: what firms asked for, and the answers they were given."""
    made = where / f"city-{firms}-{facts}"
    if not made.exists():
        with open_demo(prepare(made, shipped())) as office:
            _lengthen(office, firms)
            known = known_enterprises(office.plan(), office.programme)
            rounds = range(max(0, facts - office.head.seq) // (2 * len(known)))
            with ThreadPoolExecutor(32) as people:
                for number in rounds:
                    list(people.map(partial(_asked_and_answered, office, number), known))
            say(f"示范市 with {firms} enterprises and {office.head.seq:,} facts")
    return made


def _asked_and_answered(office: Office, number: int, firm: EnterpriseId) -> None:
    summary = f"第{number}次来函所提的一项"
    asked = RecordInterest(enterprise=firm, matter="其他", summary=summary, owner="示东市人民政府")
    seq = _carry_out(office, asked, shown=False)
    _carry_out(office, AnswerInterest(interest=seq, answer="已按来函办理", document=LETTER), shown=False)


def change_within(office: Office) -> None:
    """One fact more, about an enterprise of the county whose clerk looks."""
    oven = "bench-0000"  # of the first county
    stands = closure.conditions(office.programme, NO_PART, oven).entries[-1].value.label
    another = next(one for one in CONDITIONS if one != stands)  # what stands already would be no fact more
    _carry_out(office, RecordCondition(facility=oven, condition=another))


def move(office: Office) -> None:
    """One fact more that says anew what an enterprise is called, which may move what is whose."""
    firm = known_enterprises(office.plan(), office.programme)[-1]
    name = f"示范第{office.head.seq}次更名焦化有限公司"
    _carry_out(office, RenameEnterprise(enterprise=firm, name=name, document=LETTER))


def _lengthen(office: Office, firms: int) -> None:
    plan = office.plan()
    counties = [CountyId(county.id) for county in plan.counties]
    missing = range(firms - len(known_enterprises(plan, office.programme)))
    with ThreadPoolExecutor(32) as people:  # who come at once share a commit
        for step in zip(*(_enterprise(number, counties) for number in missing), strict=True):
            list(people.map(lambda command: _carry_out(office, command), step))


def _enterprise(number: int, counties: Sequence[CountyId]) -> Iterator[Command]:
    """What is entered of one enterprise, one after the other."""
    name, county = f"bench-{number:04}", counties[number % len(counties)]
    firm, site, oven = EnterpriseId(name), SiteId(name), FacilityId(name)
    yield EnterEnterprise(
        enterprise=firm, name=f"示范第{number}焦化有限公司", county=county, code_absent="尚未换照"
    )
    yield EnterSite(site=site, enterprise=firm, name="老厂区", county=county, address=f"示例路{number}号")
    yield EnterFacility(facility=oven, facility_type="焦炉", name="1号焦炉", site=site)
    yield RecordCondition(facility=name, condition=CONDITIONS[number % len(CONDITIONS)])


def _carry_out(office: Office, command: Command, shown: bool = True) -> Seq:
    """By somebody who shows a photograph of it, or does not."""
    outcome = office.transact(
        command,
        actor="示例办",
        organ="市领导小组办公室",
        role="office",
        effective=DAY,
        evidence=(office.keep(PHOTO),) if shown else (),
    )
    if not isinstance(outcome, Done) or not outcome.facts:
        raise AssertionError(f"{command} was declined or said nothing new: {outcome}")
    return outcome.facts[-1].seq
