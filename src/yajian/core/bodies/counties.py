"""The county itself, and of which county's hand somebody is: a government and its bureaus are one."""

from yajian.core.plan import Plan
from yajian.core.plan.terms import OrgId
from yajian.core.programme import Programme
from yajian.core.rules import organs
from yajian.core.rules import roles as role_rules
from yajian.core.words import CountyId

_OFFICES = ("办公室", "办公厅")
_GOVERNS = frozenset({"", "政府", "人民政府", "委", "委员会", "人大", "人大常委会", "人民代表大会常务委员会"})


def county_of(plan: Plan, programme: Programme, who: str) -> CountyId | None:
    """The county of whose hand somebody is, by id or name: its government and its bureaus are one. A firm is none of them."""
    county = organs.county_body(plan, programme, who)
    if county is not None:
        return county
    whose = role_rules.of_name(plan, programme, who)
    firm = whose is not None and whose.enterprise is not None
    return whose.county if whose is not None and not firm else None


def is_the_governments(plan: Plan, programme: Programme, name: str, county: CountyId) -> bool:
    """The county itself under any name it bore, its office, or who else fills posts there: its party committee, its congress."""
    if name in organs.called(plan, programme, county):
        return True
    rest = name.removeprefix("中共").removeprefix(plan.organisations[OrgId(county)].name)
    for office in _OFFICES:
        rest = rest.removesuffix(office)
    return rest != name and rest in _GOVERNS and county_of(plan, programme, name) in (None, county)
