"""The firm itself, its sites and facilities, and what others hold against it."""

from collections.abc import Iterator

from yajian.core.facts import dossier as facts
from yajian.core.history import Entry, Timeline
from yajian.core.reports import wording
from yajian.core.reports.timeline.item import Happening, View, told
from yajian.core.rules import dossier as rules
from yajian.core.words import CountyId, FacilityId, SiteId


def happenings(view: View) -> Iterator[Happening]:
    yield from _firms(view)
    yield from _facilities(view)
    yield from _interests(view)


def _firms(view: View) -> Iterator[Happening]:
    dossiers = view.programme.dossiers
    counties = {CountyId(county.id): county.name for county in view.plan.counties}
    for enterprise in sorted(view.family):
        entered = dossiers.enterprises.get(enterprise, Timeline()).entries
        yield from told(view, "登记企业", ((one, one.value.name) for one in entered))
        codes = dossiers.codes.get(enterprise, Timeline()).entries
        yield from told(
            view, "信用代码", ((one, one.value.code or f"没有代码：{one.value.absent}") for one in codes)
        )
        renames = dossiers.renames.get(enterprise, Timeline()).entries
        yield from told(
            view, "企业更名", ((one, f"更名为 {one.value.name}（{one.value.document}）") for one in renames)
        )
        moves = dossiers.relocations.get(enterprise, Timeline()).entries
        yield from told(
            view,
            "变更县（市）",
            (
                (one, f"改属 {counties.get(one.value.county, one.value.county)}（{one.value.document}）")
                for one in moves
            ),
        )
        pledges = view.programme.organs.pledges.get(enterprise, Timeline()).entries
        yield from told(
            view,
            "责任书",
            ((one, f"{one.value.county_signer}、{one.value.enterprise_signer} 签字") for one in pledges),
        )
    for past in dossiers.mergers.values():
        for entry in past.entries:
            fact = entry.value
            if fact.enterprise in view.family or fact.successor in view.family:
                words = f"{view.name(fact.enterprise)} 并入 {view.name(fact.successor)}（{fact.document}）"
                yield from told(view, "企业合并", [(entry, words)])


def _facilities(view: View) -> Iterator[Happening]:
    dossiers = view.programme.dossiers
    for sites in dossiers.sites.values():
        mine = (entry for entry in sites.entries if entry.value.enterprise in view.family)
        yield from told(
            view, "登记厂区", ((one, f"{one.value.name} {one.value.address}".strip()) for one in mine)
        )
    for site, passes in dossiers.passes.items():
        yield from told(view, "厂区划转", _passed(view, site, passes))
    for facility in rules.ever_of(view.programme, view.family):
        yield from _facility(view, facility)


def _passed(
    view: View, site: SiteId, passes: Timeline[facts.SitePassed]
) -> Iterator[tuple[Entry[facts.SitePassed], str]]:
    """In the story of whoever gave the site away as in that of whoever took it."""
    entered = rules.entered_site(view.programme, site, view.known)
    counties = {CountyId(county.id): county.name for county in view.plan.counties}
    owners = [entered.enterprise] if entered is not None else []
    for entry in passes.entries:
        fact = entry.value
        if not view.family.isdisjoint((*owners, fact.enterprise)):
            words = (
                f"{entered.name if entered is not None else site}（{site}）归 {view.name(fact.enterprise)}，"
            )
            yield entry, f"{words}在{counties.get(fact.county, fact.county)}（{fact.document}）"
        owners.append(fact.enterprise)


def _facility(view: View, facility: FacilityId) -> Iterator[Happening]:
    dossiers = view.programme.dossiers
    name = rules.facility_name(view.programme, facility, view.as_of, view.known)
    entered = dossiers.facilities[facility].entries
    yield from told(view, "登记设施", ((one, f"{one.value.name}（{facility}）") for one in entered))
    renames = dossiers.facility_renames.get(facility, Timeline()).entries
    yield from told(view, "设施改称", ((one, f"{facility} 改称 {one.value.name}") for one in renames))
    moves = dossiers.moves.get(facility, Timeline()).entries
    yield from told(
        view,
        "设施划转",
        ((one, f"{name} 划到 {view.name(one.value.enterprise)} {one.value.site}") for one in moves),
    )
    bindings = dossiers.bindings.get(facility, Timeline()).entries
    yield from told(
        view,
        "对应清单",
        ((one, f"{one.value.part} 的“{one.value.listed_name}”就是 {name}（{facility}）") for one in bindings),
    )


def _interests(view: View) -> Iterator[Happening]:
    dossiers = view.programme.dossiers
    for number, past in dossiers.interests.items():
        mine = [entry for entry in past.entries if entry.value.enterprise in view.family]
        yield from told(view, "利益诉求", ((one, _interest(one.value)) for one in mine))
        if mine:
            answers = dossiers.answers.get(number, Timeline()).entries
            yield from told(
                view,
                "答复诉求",
                ((one, f"第{number}条：{one.value.answer}（{one.value.document}）") for one in answers),
            )


def _interest(fact: facts.InterestRecorded) -> str:
    amount = f"，{wording.wan_yuan(fact.amount_fen)} 万元" if fact.amount_fen is not None else ""
    return f"{wording.MATTERS[fact.matter]}：{fact.summary}{amount}（{fact.owner}负责）"
