"""An oven has one name to be recorded under. Who uses another that is read as the same is told which.

Two names for one oven are two histories: shut under the one, at work under the other, and nothing would bring them together.
Which it is, is never guessed for him: the record waits until he uses the name, binds the two, or tells them apart.
"""

from collections.abc import Iterator
from datetime import date

from yajian.core.facts.closure import NO_PART
from yajian.core.facts.targets import PartListed
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import closure, dossier, targets
from yajian.core.words import Clause, FacilityId, PartId, Refusal, SystemRule


def unless_named_otherwise(
    plan: Plan, programme: Programme, part: PartId, facility: str, effective: date
) -> Refusal | None:
    """Nothing is recorded under a spelling of what is listed, nor under an id that should be bound to it."""
    if part != NO_PART:
        return _unless_spelt_otherwise(plan, programme, part, facility, effective)
    id = FacilityId(facility)
    if dossier.facility(programme, id) is None or dossier.listed_as(programme, id):
        return None
    found = next(_namesakes(programme, id), None)
    if found is None:
        return None
    listed, name = found
    return Refusal(
        code="naming.not-bound",
        basis=_clause(plan, listed),
        finding=f"台账的 {facility}（{dossier.facility_name(programme, id)}）读起来就是"
        f"清单 {listed.part} 所列的“{name}”，还没有对应，分开登记就成了两座",
        way_forward=f"请先把它对应清单（{listed.part} 的“{name}”），或填分项 {listed.part}、设施“{name}”；"
        "确是另一座的，先照铭牌在台账改称，写出能区别的名称",
        field="facility",
    )


def _unless_spelt_otherwise(
    plan: Plan, programme: Programme, part: PartId, facility: str, effective: date
) -> Refusal | None:
    versions = tuple(
        closure.in_pieces(programme, listed, day)
        for day in (effective, None)
        if (listed := targets.find_part(programme, part, day)) is not None
    )
    if any(facility in listed.facilities for listed in versions):
        return None
    for listed in versions:
        for name in listed.facilities:
            if dossier.one_oven(name, facility):
                return Refusal(
                    code="naming.spelt-otherwise",
                    basis=_clause(plan, listed),
                    finding=f"“{facility}”读起来就是清单 {part} 所列的“{name}”，换个写法登记就成了两座",
                    way_forward=f"请照清单所列填“{name}”；确是另一座的，先明确它属哪个分项",
                    field="facility",
                )
    return None


def tells_of_another(programme: Programme, title: str, part: PartId, facility: str) -> bool:
    """Whether a paper's title names ovens by number, and this one is none of them. One that names the firm alone is of all its ovens."""
    bound = dossier.facility_of(programme, part, facility)
    mine = {facility, *(dossier.facility_names(programme, bound) if bound is not None else ())} - {""}
    others = _of_the_firm(programme, part) - mine
    heads = {dossier.head(one) for one in (*mine, *others)}
    said = {dossier.names(title, one, heads) for one in mine}
    if said - {None}:
        return True not in said
    return any(dossier.names(title, one, heads) for one in others)


def _of_the_firm(programme: Programme, part: PartId) -> set[str]:
    """Every oven or piece that the lists name of whoever's part this is."""
    mine = targets.find_part(programme, part)
    if mine is None:
        return set()
    firm = dossier.successor(programme, mine.enterprise)
    return {
        name
        for version in targets.lists(programme)
        for listed in version.value.parts
        if dossier.successor(programme, listed.enterprise) == firm
        for name in closure.in_pieces(programme, listed).facilities
    }


def _namesakes(programme: Programme, id: FacilityId) -> Iterator[tuple[PartListed, str]]:
    """What the list names of its firm, bound to no oven of the ledger, that is read as this one."""
    firms = dossier.houses(programme, id)
    called = dossier.facility_name(programme, id)
    for version in targets.lists(programme):
        for listed in version.value.parts:
            if dossier.successor(programme, listed.enterprise) not in firms:
                continue
            for name in listed.facilities:
                bound = dossier.facility_of(programme, listed.part, name)
                if bound is None and dossier.one_oven(name, called):
                    yield listed, name


def _clause(plan: Plan, listed: PartListed) -> Clause | SystemRule:
    return plan.clauses[listed.clauses[0]] if listed.clauses else SystemRule.DUPLICATE
