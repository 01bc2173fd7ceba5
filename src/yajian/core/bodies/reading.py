"""Whose body it is that bears a name, told by the name alone: how high it stands, and of which county it is.

A name that somebody bears, or ever bore, is his. One that nobody bears is told by what it begins with and how it ends; and of
whoever cannot be told so, nothing is said.
"""

import re
from typing import Literal, Protocol

import msgspec

from yajian.core.bodies.groups import group_in_short
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier, organs
from yajian.core.rules import roles as role_rules
from yajian.core.words import CountyId

Level = Literal["", "firm", "court", "county", "city", "province"]

# How bodies end that govern, and what is within one: 工信局, 应急管理局危化科, 市委组织部. A guest house of the county's is none.
_GOVERNS = re.compile(
    r".*(?:政府|局|厅|委|委员会|人大|人大常委会|组织部|宣传部|办公室|办|督查室|领导小组|指挥部|验收组|专班)(?:\w{1,8}(?:科|股|室|处|队|站|中心|专班))?"
)
# Those above the provinces, told by name: 国家税务总局某市税务局 sits here, and a guess would make it a ministry.
_STATE = re.compile(
    "(?:国务院(?:办公厅)?|国家(?:发展和?改革委(?:员会)?|发改委)"
    "|(?:工业和信息化|工信|财政|生态环境|应急管理|应急|自然资源|人力资源和?社会保障|人社)部)(?:办公厅|.{1,8}司)?"
)
_HOME = {"city": "市", "province": "省"}  # how a body of each is called at home: 市工信局


class Paper(Protocol):
    """What is on the register, as a command or as a fact."""

    @property
    def issuer(self) -> str: ...


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """What a name says of whoever bears it. `level` is empty where it says nothing."""

    level: Level = ""
    county: CountyId | None = None
    governs: bool = True  # False: called after its county, and by no name a body of it would have


def issuers(paper: Paper) -> tuple[str, ...]:
    """Those who issued it together, each by the name written."""
    return role_rules.together(paper.issuer)


def read(plan: Plan, programme: Programme, name: str) -> Body:
    name = name.strip()
    if _is_a_group(plan, name) or group_in_short(plan, name):
        return Body(level="city")
    if "法院" in name:
        return Body(level="court")
    whose = role_rules.of_name(plan, programme, name)
    known = organs.organ(plan, programme, whose.organ or "") if whose is not None else None
    firm = whose is not None and whose.enterprise is not None
    if firm or is_a_firm(plan, programme, name) or (known and role_rules.sounds_like_a_firms(known.name)):
        return Body(level="firm")
    if whose is None:
        return Body(level=_sounds(plan, name))
    if whose.county is not None:
        bears_it = known is not None and name in organs.called(plan, programme, known.id)
        return Body(level="county", county=whose.county, governs=bears_it or _governs(name))
    return Body(level=_LEVELS.get(known.level if known is not None else "", ""))


_LEVELS: dict[str, Level] = {"city": "city", "group": "city", "province": "province", "court": "court"}


def is_a_firm(plan: Plan, programme: Programme, name: str) -> bool:
    """One of the dossiers, in full, in short or a department of it; or any other that its name says is one."""
    return role_rules.sounds_like_a_firms(name) or bool(dossier.named(plan, programme, name))


def is_the_citys(plan: Plan, programme: Programme, name: str) -> bool:
    """A body of the city: the plan's own, one of its groups, or one that its name says is the city's; no court, no company."""
    return read(plan, programme, name).level == "city"


def is_the_provinces(plan: Plan, programme: Programme, name: str) -> bool:
    return read(plan, programme, name).level == "province"


def is_the_countys(plan: Plan, programme: Programme, name: str, county: CountyId | None) -> bool:
    """A body of the county that governs: entered as one of it, or called after it. Any county's, where it is not known which."""
    body = read(plan, programme, name)
    return body.level == "county" and body.governs and county in (None, body.county)


def is_at_least_the_countys(plan: Plan, programme: Programme, name: str, county: CountyId | None) -> bool:
    """Of the county, or of the city above it."""
    return is_the_countys(plan, programme, name, county) or is_the_citys(plan, programme, name)


def _is_a_group(plan: Plan, name: str) -> bool:
    """With the city's name before it, or 市, or neither."""
    spelt = {name, *(name.removeprefix(head) for head in (plan.programme.city, _HOME["city"]))}
    return any(spelt & {one.id, one.name, one.short} for one in plan.groups.values())


def _sounds(plan: Plan, name: str) -> Level:
    """A body that nobody entered: it names no county, begins as those of the city or the province do, and ends as a body does."""
    if _STATE.fullmatch(name):
        return "province"  # at least
    spelt = name.removeprefix("中共").removeprefix(plan.programme.province)
    if any(one.name in spelt for one in plan.counties) or not _governs(name):
        return ""
    if spelt.startswith(("县", "区")):  # 县工信局: of which county, it does not say
        return "county"
    if spelt.startswith((plan.programme.city, _HOME["city"])):
        return "city"
    return "province" if spelt != name.removeprefix("中共") or spelt.startswith(_HOME["province"]) else ""


def _governs(name: str) -> bool:
    return _GOVERNS.fullmatch(name) is not None
