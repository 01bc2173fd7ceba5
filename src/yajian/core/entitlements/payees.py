"""收款人: to whom a unit's money would go on a day, and to which account, exactly as the payment commands would have it."""

from datetime import date

import msgspec

from yajian.core.entitlements.holds import grounds, named_for
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier, payments, targets
from yajian.core.rules.payments import Account
from yajian.core.words import EnterpriseId, PartId, Seq, UnitId


class Payee(msgspec.Struct, frozen=True, kw_only=True):
    """One of them. Without an account that may be used, `waits` is the one that was entered last and may not yet."""

    firm: EnterpriseId  # who holds the unit on that day, in whose matters the account has to be entered
    name: str
    account: Account | None
    waits: Account | None


def payees(
    plan: Plan, programme: Programme, unit: UnitId, as_of: date, known: Seq | None = None
) -> tuple[Payee, ...]:
    """Whom the court's paper names; without one, the enterprise that holds the unit now, by its name of that day."""
    holder = dossier.successor(programme, programme.register.units[unit].enterprise, as_of, known)
    named = named_for(plan, programme, unit, as_of, known)
    names = (
        tuple(one.name for one in named.paper.value.payees)
        if named is not None
        else (dossier.enterprise_name(plan, programme, holder, as_of, known),)
    )
    return tuple(payee(programme, holder, name, as_of, known) for name in names)


def payee(
    programme: Programme, firm: EnterpriseId, name: str, as_of: date, known: Seq | None = None
) -> Payee:
    """One payee with the account his money may go to, and the one that is to take its place."""
    found = payments.usable(programme, firm, name, as_of, known)
    later = [
        one
        for one in payments.accounts_of(programme, firm, as_of, known)
        if one.fact.payee == name and (found is None or one.seq > found.seq)
    ]
    return Payee(firm=firm, name=name, account=found, waits=later[-1] if later else None)


def names_paid(
    plan: Plan, programme: Programme, firm: EnterpriseId, as_of: date | None = None, known: Seq | None = None
) -> tuple[str, ...]:
    """By what names money of a firm's matters is paid: its own in full, and whomever papers of a court name for its parts."""
    papers = (
        paper
        for part in _parts(programme, firm, as_of, known)
        for paper in programme.holds.payees.get(part, Timeline()).known(known)
    )
    own = dossier.enterprise_name(plan, programme, firm, as_of, known)
    return tuple(dict.fromkeys((own, *(one.name for paper in papers for one in paper.value.payees))))


def may_go_to_others(plan: Plan, programme: Programme, firm: EnterpriseId, as_of: date) -> bool:
    """Whether a court may name others for something of a firm: it sealed some of it."""
    sealed = grounds(plan, programme, as_of).sealed
    return any(one in sealed for one in _parts(programme, firm, as_of, None))


def _parts(
    programme: Programme, firm: EnterpriseId, as_of: date | None, known: Seq | None
) -> tuple[PartId, ...]:
    """The parts of a firm, and of those that were merged into it."""
    family = dossier.family(programme, firm, as_of, known)
    return tuple(
        one.part
        for version in targets.lists(programme, as_of, known)
        for one in version.value.parts
        if one.enterprise in family
    )
