"""Given: the demonstration city with a longer ledger, so many enterprises with a site, an oven and a condition each."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from bench.measuring import Say
from yajian.core.decisions.closure import RecordCondition
from yajian.core.decisions.dossier.enterprises import EnterEnterprise
from yajian.core.decisions.dossier.facilities import EnterFacility
from yajian.core.decisions.dossier.interests import RecordInterest
from yajian.core.decisions.dossier.sites import EnterSite
from yajian.core.rules.dossier import known_enterprises
from yajian.core.words import Command, CountyId, EnterpriseId, FacilityId, SiteId
from yajian.demo import PLAN, open_demo, prepare
from yajian.planfile.shipped import shipped
from yajian.transact import Done, Office

DAY = date(2020, 8, 31)
PHOTO = shipped() / PLAN / "demo" / "photo-06.jpg"
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


def _carry_out(office: Office, command: Command) -> None:
    outcome = office.transact(
        command,
        actor="示例办",
        organ="市领导小组办公室",
        role="office",
        effective=DAY,
        evidence=(office.keep(PHOTO),),
    )
    if not isinstance(outcome, Done) or not outcome.facts:
        raise AssertionError(f"{command} was declined or said nothing new: {outcome}")
