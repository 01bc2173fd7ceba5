"""Whose paper proves that money moved: a bank's, a treasury's, or the finance bureau's that has it. Told by names."""

import re
from typing import Literal

from yajian.core.bodies.being import same_body
from yajian.core.bodies.counties import county_of
from yajian.core.bodies.reading import is_a_firm, read
from yajian.core.plan import Plan
from yajian.core.plan.citing import step_for
from yajian.core.programme import Programme
from yajian.core.rules import dossier, organs
from yajian.core.rules import roles as role_rules

_GIVES = re.compile("财政|政府")  # a bureau of education has no money of this kind to give
_GOVERNS = re.compile("政府(办公室|办)?$")  # 政府采购中心 governs nothing


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
    """Whether this is a body of the city or of the province; nothing for a county's, a firm's, or one nobody knows."""
    level = read(plan, programme, name).level
    return level if level == "city" or level == "province" else None


def is_the_payers(plan: Plan, programme: Programme, issuer: str) -> bool:
    """Whom the plan has pay, by any of its names, or the treasury that does it; no firm and no county's."""
    step = step_for(plan, "disbursed")
    if step is not None and same_body(plan, programme, issuer, step.by):
        return True
    others = is_a_firm(plan, programme, issuer) or any(one.name in issuer for one in plan.counties)
    return role_rules.sounds_like_a_payers(issuer) and not others
