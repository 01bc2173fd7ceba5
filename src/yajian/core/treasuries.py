"""Whose paper proves that money moved: a bank's, a treasury's, or the finance bureau's that has it. Told by names."""

import re
from typing import Literal

from yajian.core import spellings
from yajian.core.ownpapers import county_of
from yajian.core.plan import Plan
from yajian.core.plan.citing import step_for
from yajian.core.programme import Programme
from yajian.core.releasepapers import is_the_citys
from yajian.core.rules import dossier, organs
from yajian.core.rules import roles as role_rules

_GIVES = re.compile("财政|政府")  # a bureau of education has no money of this kind to give

_GOVERNS = re.compile("政府(办公室|办)?$")  # 政府采购中心 governs nothing
_BODIES = ("厅", "局", "委", "委员会", "政府")


def is_a_bank(plan: Plan, programme: Programme, issuer: str, own: str = "") -> bool:
    """By its name, or as the bank entered with the payee's account; never a firm, nor a hand of the treasury's."""
    if role_rules.sounds_like_a_payers(issuer) or dossier.named(plan, programme, issuer):
        return False
    return role_rules.sounds_like_a_banks(issuer) or dossier.same(issuer, own)


def tells_what_came_in(plan: Plan, programme: Programme, issuer: str) -> bool:
    """A bank, a treasury, or finance above the counties; who owes the money does not say that he gave it back."""
    above = "财政" in issuer and above_counties(plan, programme, issuer) is not None
    return above or is_a_bank(plan, programme, issuer)


def gives(plan: Plan, programme: Programme, issuer: str, level: str) -> bool:
    """Whether money of a level may be there by this body's word: its own finance or government, and of the province's also the
    city's that passes it on. A county's is that county's alone to promise."""
    if level == "county":
        return _gives_as_a_county(plan, programme, issuer)
    of = above_counties(plan, programme, issuer) if _GIVES.search(issuer) else None
    return of == "city" or (of == "province" and level == "province")


def _gives_as_a_county(plan: Plan, programme: Programme, issuer: str) -> bool:
    county = county_of(plan, programme, issuer)
    if county is None:
        return False
    governs = _GOVERNS.search(issuer) is not None or issuer in organs.called(plan, programme, county)
    return governs or "财政" in issuer


def above_counties(plan: Plan, programme: Programme, name: str) -> Literal["city", "province"] | None:
    """Whose body this is, by any name it bore or by what its name begins with; nothing for a county's, a firm's, or one nobody knows."""
    whose = role_rules.of_name(plan, programme, name)
    if dossier.named(plan, programme, name) or role_rules.sounds_like_a_firms(name):
        return None
    body = organs.organ(plan, programme, whose.organ or "") if whose is not None else None
    if body is not None and body.level == "province":
        return "province"
    if whose is None and name.startswith(("省", plan.programme.province)) and name.endswith(_BODIES):
        return "province"
    return "city" if is_the_citys(plan, programme, name) else None


def is_the_payers(plan: Plan, programme: Programme, issuer: str) -> bool:
    """Whom the plan has pay, by any of its names, or the treasury that does it; no firm and no county's."""
    step = step_for(plan, "disbursed")
    if step is not None and spellings.same_body(plan, programme, issuer, step.by):
        return True
    others = (
        role_rules.sounds_like_a_firms(issuer)
        or bool(dossier.named(plan, programme, issuer))
        or any(one.name in issuer for one in plan.counties)
    )
    return role_rules.sounds_like_a_payers(issuer) and not others
