"""One enterprise's timeline: everything recorded about it, of every area, in the order it was recorded.

Each area has one function here that finds its own entries; a new area adds one. Entries since corrected or
withdrawn are shown as such and never left out.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from yajian.core.facts import dossier as facts
from yajian.core.facts.closure import NO_PART, Condition
from yajian.core.facts.register import Account
from yajian.core.facts.risks import RiskAssessed, RiskClosed
from yajian.core.facts.targets import ListPublished
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import statements, wording
from yajian.core.reports.targets import moved
from yajian.core.rules import closure as closure_rules
from yajian.core.rules import dossier as rules
from yajian.core.rules.statements import Said
from yajian.core.words import CountyId, EnterpriseId, FacilityId, PartId, Seq, SiteId

_ACCOUNTS = {
    Account.PAPERS: "备案文件",
    Account.FILED: "备案",
    Account.RETIRED: "压减",
    Account.GROUND: "现场",
    Account.UNSTATED: "建成",
    Account.OPERATING: "在产",
    Account.STOPPED: "停产",
}


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was recorded: when it became so, in which words, and what has since taken its place."""

    seq: Seq
    effective: date
    what: str
    words: str
    corrected_by: Seq | None = None


class _View(msgspec.Struct, frozen=True, kw_only=True):
    """Whose timeline it is, and as of when."""

    plan: Plan
    programme: Programme
    family: frozenset[EnterpriseId]
    as_of: date | None
    known: Seq | None

    def name(self, enterprise: EnterpriseId) -> str:
        return rules.enterprise_name(self.plan, self.programme, enterprise, self.as_of, self.known)


def timeline(
    plan: Plan,
    programme: Programme,
    enterprise: EnterpriseId,
    as_of: date | None = None,
    known: Seq | None = None,
) -> tuple[Happening, ...]:
    """What had happened by a day to an enterprise and to those merged into it, as the first `known` facts tell it."""
    family = frozenset(rules.family(programme, enterprise, as_of, known))
    view = _View(plan=plan, programme=programme, family=family, as_of=as_of, known=known)
    found = [
        *_lists(view),
        *_firms(view),
        *_facilities(view),
        *_conditions(view),
        *_units(view),
        *_filings(view),
        *_origins(view),
        *_interests(view),
        *_numbers(view),
        *_plans(view),
        *_risks(view),
    ]
    withdrawn = [one for happening in found for one in _withdrawal(view, happening)]
    told = {happening.seq: happening for happening in (*found, *withdrawn)}
    return tuple(told[seq] for seq in sorted(told))


def _told(view: _View, what: str, entries: Iterable[tuple[Entry[Any], str]]) -> Iterator[Happening]:
    """Entries in words, those learned or become so too late left out."""
    for entry, words in entries:
        if view.known is not None and entry.seq > view.known:
            continue
        if view.as_of is not None and entry.effective > view.as_of:
            continue
        unknown = view.known is not None and (entry.corrected_by or 0) > view.known
        yield Happening(
            seq=entry.seq,
            effective=entry.effective,
            what=what,
            words=words,
            corrected_by=None if unknown else entry.corrected_by,
        )


def _withdrawal(view: _View, happening: Happening) -> Iterator[Happening]:
    past = view.programme.dossiers.withdrawals.get(happening.seq, Timeline())
    yield from _told(
        msgspec.structs.replace(view, as_of=None),
        "撤销登记",
        ((entry, f"撤销第{entry.value.withdraws}条：{entry.value.reason}") for entry in past.entries),
    )


# The list ----------------------------------------------------------------------------------------


def _lists(view: _View) -> Iterator[Happening]:
    for versions in view.programme.targets.lists.values():
        before: ListPublished | None = None
        for entry in versions.known(view.known):
            words = _on_list(view, before, entry.value)
            before = entry.value
            if words:
                label = f"{entry.value.label}第{entry.value.version}版"
                yield from _told(view, label, [(entry, words)])


def _on_list(view: _View, before: ListPublished | None, now: ListPublished) -> str:
    if before is None:
        return "；".join(
            f"列入 {part.part} {wording.wan_t(part.tonnes)} 万吨"
            for part in now.parts
            if part.enterprise in view.family
        )
    mine = {part.part for part in (*before.parts, *now.parts) if part.enterprise in view.family}
    return "；".join(
        f"{line.part} {line.what} {line.before} → {line.after}"
        for line in moved(before, now)
        if line.part in mine
    )


# The firm itself ---------------------------------------------------------------------------------


def _firms(view: _View) -> Iterator[Happening]:
    dossiers = view.programme.dossiers
    counties = {CountyId(county.id): county.name for county in view.plan.counties}
    for enterprise in sorted(view.family):
        entered = dossiers.enterprises.get(enterprise, Timeline()).entries
        yield from _told(view, "登记企业", ((one, one.value.name) for one in entered))
        codes = dossiers.codes.get(enterprise, Timeline()).entries
        yield from _told(
            view, "信用代码", ((one, one.value.code or f"没有代码：{one.value.absent}") for one in codes)
        )
        renames = dossiers.renames.get(enterprise, Timeline()).entries
        yield from _told(
            view, "企业更名", ((one, f"更名为 {one.value.name}（{one.value.document}）") for one in renames)
        )
        moves = dossiers.relocations.get(enterprise, Timeline()).entries
        yield from _told(
            view,
            "变更县（市）",
            (
                (one, f"改属 {counties.get(one.value.county, one.value.county)}（{one.value.document}）")
                for one in moves
            ),
        )
        pledges = view.programme.organs.pledges.get(enterprise, Timeline()).entries
        yield from _told(
            view,
            "责任书",
            ((one, f"{one.value.county_signer}、{one.value.enterprise_signer} 签字") for one in pledges),
        )
    for past in dossiers.mergers.values():
        for entry in past.entries:
            fact = entry.value
            if fact.enterprise in view.family or fact.successor in view.family:
                words = f"{view.name(fact.enterprise)} 并入 {view.name(fact.successor)}（{fact.document}）"
                yield from _told(view, "企业合并", [(entry, words)])


# Sites and facilities ----------------------------------------------------------------------------


def _facilities(view: _View) -> Iterator[Happening]:
    dossiers = view.programme.dossiers
    for sites in dossiers.sites.values():
        mine = (entry for entry in sites.entries if entry.value.enterprise in view.family)
        yield from _told(
            view, "登记厂区", ((one, f"{one.value.name} {one.value.address}".strip()) for one in mine)
        )
    for site, passes in dossiers.passes.items():
        yield from _told(view, "厂区划转", _passed(view, site, passes))
    for facility in rules.ever_of(view.programme, view.family):
        yield from _facility(view, facility)


def _passed(
    view: _View, site: SiteId, passes: Timeline[facts.SitePassed]
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


def _facility(view: _View, facility: FacilityId) -> Iterator[Happening]:
    dossiers = view.programme.dossiers
    name = rules.facility_name(view.programme, facility, view.as_of, view.known)
    entered = dossiers.facilities[facility].entries
    yield from _told(view, "登记设施", ((one, f"{one.value.name}（{facility}）") for one in entered))
    renames = dossiers.facility_renames.get(facility, Timeline()).entries
    yield from _told(view, "设施改称", ((one, f"{facility} 改称 {one.value.name}") for one in renames))
    moves = dossiers.moves.get(facility, Timeline()).entries
    yield from _told(
        view,
        "设施划转",
        ((one, f"{name} 划到 {view.name(one.value.enterprise)} {one.value.site}") for one in moves),
    )
    bindings = dossiers.bindings.get(facility, Timeline()).entries
    yield from _told(
        view,
        "对应清单",
        ((one, f"{one.value.part} 的“{one.value.listed_name}”就是 {name}（{facility}）") for one in bindings),
    )


# What happened to the ovens of the list ----------------------------------------------------------


def _conditions(view: _View) -> Iterator[Happening]:
    for part, facility in _ovens(view):
        past = closure_rules.conditions(view.programme, part, facility, view.known)
        yield from _told(view, "设施状态", ((one, _condition(view, one)) for one in past.entries))
    for part in _parts(view):
        approved = view.programme.closures.methods.get(part, Timeline()).entries
        yield from _told(
            view, "书面办法", ((one, f"{part} {one.value.title}（{one.value.document}）") for one in approved)
        )


def _condition(view: _View, entry: Entry[Condition]) -> str:
    fact = entry.value
    name = f"{fact.part} {fact.facility}"
    if fact.part == NO_PART:
        name = rules.facility_name(view.programme, FacilityId(fact.facility), entry.effective, view.known)
    voided = view.programme.closures.voided.get(entry.seq)
    if voided is None or (view.known is not None and (entry.corrected_by or 0) > view.known):
        return f"{name}：{fact.label}"
    return f"{name}：{fact.label}（作废：{voided.reason}）"


def _ovens(view: _View) -> dict[tuple[PartId, str], None]:
    """Every name a record of theirs may stand under: what the list and the methods say, and the ledger's ids."""
    parts = _parts(view)
    found = {(part, name): None for part, names in parts.items() for name in names}
    for part in parts:
        for entry in view.programme.closures.methods.get(part, Timeline()).known(view.known):
            found |= {(part, piece.name): None for piece in entry.value.pieces}
    found |= {(NO_PART, one): None for one in rules.ever_of(view.programme, view.family)}
    return found


def _parts(view: _View) -> dict[PartId, set[str]]:
    """Their parts, each with every oven a list version has named for it."""
    found: dict[PartId, set[str]] = {}
    for versions in view.programme.targets.lists.values():
        for entry in versions.known(view.known):
            for part in entry.value.parts:
                if part.enterprise in view.family:
                    found.setdefault(part.part, set()).update(part.facilities)
    return found


# Units of capacity -------------------------------------------------------------------------------


def _units(view: _View) -> Iterator[Happening]:
    for unit, opened in view.programme.register.units.items():
        if opened.enterprise not in view.family:
            continue
        seen: dict[Seq, list[Any]] = {}
        for posting in view.programme.capacity.postings.get(unit, ()):
            seen.setdefault(posting.seq, []).append(posting)
        for number, postings in enumerate(seen.values()):
            moves = "；".join(
                f"{_ACCOUNTS[one.transfer.source]} → {_ACCOUNTS[one.transfer.target]} "
                f"{wording.wan_t(one.transfer.tonnes)} 万吨"
                for one in postings
            )
            first = postings[0]
            entry = Entry(first.seq, first.effective, unit, first.corrected_by)
            split = view.programme.register.splits.get(unit)
            opening = f"分立产能单元，由 {split.unit} 分出" if split is not None else "登记产能单元"
            yield from _told(view, "产能单元" if number else opening, [(entry, f"{unit} {moves}")])


def _filings(view: _View) -> Iterator[Happening]:
    for past in view.programme.register.filings.values():
        for number, entry in enumerate(past.entries):
            filing = entry.value
            if filing.enterprise in view.family:
                words = f"{filing.number}（{filing.issuer}）备案 {wording.wan_t(filing.filed_t)} 万吨"
                before = past.entries[number - 1].value.number if number else filing.number
                word = "更正备案文号" if filing.number != before else "更正备案文件"
                yield from _told(view, word if number else "登记备案文件", [(entry, words)])


def _origins(view: _View) -> Iterator[Happening]:
    """Where tonnes come from and which part they belong to; what a unit split off brought along is its parent's."""
    register = view.programme.register
    for unit, opened in reversed(list(register.units.items())):
        if opened.enterprise not in view.family:
            continue
        for said in register.origins.get(unit, Timeline()).entries:
            kind = view.plan.capacity.origin(said.value.origin)
            deal = said.value.contract
            words = f"{unit} {kind.label if kind is not None else said.value.origin}" + (
                f"，合同 {deal.number}（{deal.dated.isoformat()}，出让方 {deal.seller}）" if deal else ""
            )
            yield from _told(view, "认定产能来源", [(said, words)])
        for placed in register.placed.get(unit, Timeline()).entries:
            words = f"{unit} {placed.value.part or '不属于任何清单分项'}"
            yield from _told(view, "核定清单分项", [(placed, words)])


# Debts, assets and other interests ---------------------------------------------------------------


def _interests(view: _View) -> Iterator[Happening]:
    dossiers = view.programme.dossiers
    for number, past in dossiers.interests.items():
        mine = [entry for entry in past.entries if entry.value.enterprise in view.family]
        yield from _told(view, "利益诉求", ((one, _interest(one.value)) for one in mine))
        if mine:
            answers = dossiers.answers.get(number, Timeline()).entries
            yield from _told(
                view,
                "答复诉求",
                ((one, f"第{number}条：{one.value.answer}（{one.value.document}）") for one in answers),
            )


def _interest(fact: facts.InterestRecorded) -> str:
    amount = f"，{wording.wan_yuan(fact.amount_fen)} 万元" if fact.amount_fen is not None else ""
    return f"{wording.MATTERS[fact.matter]}：{fact.summary}{amount}（{fact.owner}负责）"


# What was said of its numbers, and what came of it -----------------------------------------------


def _numbers(view: _View) -> Iterator[Happening]:
    for (subject, _), past in view.programme.statements.files.items():
        owner = statements.owner(view.plan, view.programme, subject, view.as_of, view.known)
        if owner not in view.family:
            continue
        label = next((one.value.label for one in past.entries if isinstance(one.value, Said)), "")
        name = statements.about(view.plan, view.programme, subject, view.as_of, view.known).own
        for entry in past.entries:
            word, who, words = statements.told(entry.value)
            yield from _told(view, word, [(entry, f"{' '.join((name, label)).strip()}：{who}　{words}")])


# How its ovens are got down, and what is ready if it goes wrong --------------------------------------

_SAID = {"agrees": "同意", "returns": "退回", "cosigns": "会签"}


def _plans(view: _View) -> Iterator[Happening]:
    found = view.programme.workplans
    for enterprise in sorted(view.family):
        versions = found.plans.get(enterprise, Timeline()).entries
        yield from _told(
            view,
            "一企一策方案",
            ((one, f"第{one.value.version}版 {one.value.title}（{one.value.document}）") for one in versions),
        )
        for version in versions:
            said = found.reviews.get((enterprise, version.value.version), Timeline()).entries
            yield from _told(
                view,
                "审查工作方案",
                (
                    (
                        one,
                        f"{one.value.organ_name}{_SAID[one.value.said]}第{one.value.version}版"
                        + (f"：{one.value.opinion}" if one.value.opinion else ""),
                    )
                    for one in said
                ),
            )
    for part in _parts(view):
        reviewed = found.by_experts.get(part, Timeline()).entries
        yield from _told(
            view,
            "专家论证",
            (
                (
                    one,
                    f"{part} {one.value.title}：{'可行' if one.value.feasible else '不可行'}（{one.value.document}）",
                )
                for one in reviewed
            ),
        )


def _risks(view: _View) -> Iterator[Happening]:
    found = view.programme.risks
    for (_, firm, _kind), past in found.risks.items():
        if firm in view.family:
            yield from _told(view, "风险", ((one, _risk(one.value)) for one in past.entries))
    for (enterprise, _), filed in found.plans.items():
        if enterprise in view.family:
            yield from _told(
                view,
                "应急预案",
                (
                    (
                        one,
                        f"{one.value.title}（{one.value.document}），"
                        f"{one.value.valid_from.isoformat()}至{one.value.valid_to.isoformat()}",
                    )
                    for one in filed.entries
                ),
            )
    for (enterprise, _), held in found.drills.items():
        if enterprise in view.family:
            yield from _told(
                view,
                "演练",
                ((one, f"{one.value.scenario}，{one.value.participants}人") for one in held.entries),
            )


def _risk(fact: RiskAssessed | RiskClosed) -> str:
    if isinstance(fact, RiskClosed):
        return f"{fact.label}销号：{fact.result}（{fact.post}{fact.accepted_by}）"
    return f"{fact.label}：{fact.conclusion}（{fact.document}）"
