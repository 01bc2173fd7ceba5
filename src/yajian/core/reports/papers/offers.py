"""Which papers the office can draft by itself, and what it proposes to write in their heads."""

import msgspec

from yajian.core.plan import Content, Organisation, PaperTemplate, Plan
from yajian.core.programme import Programme
from yajian.core.reports.duties import called, in_county
from yajian.core.words import Clause, CountyId, Seq

_ASKS: dict[Content, tuple[str, ...]] = {
    "survey": ("county", "campaign"),
    "ledger": ("county",),
    "capacity": ("county",),
    "annual_task": ("county", "year"),
    "progress": ("county",),
}


_FILES: dict[Content, str] = {
    "survey": "Excel",
    "ledger": "Excel",
    "capacity": "Word、Excel",
    "annual_task": "Word",
    "progress": "Word、Excel",
}


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """One of the plan's papers, whether it is drafted here, and what has to be named for it."""

    template: PaperTemplate
    clauses: tuple[Clause, ...]
    asks: tuple[str, ...] = ()

    @property
    def files(self) -> str:
        """What comes of it: of a paper that somebody writes himself, what the plan file says."""
        if self.template.draws is not None:
            return _FILES[self.template.draws]
        return "Excel" if self.template.kind == "xlsx" else "Word"


def offers(plan: Plan) -> tuple[Offer, ...]:
    """Every paper of the plan, those the office drafts first."""
    found = [
        Offer(
            template=template,
            clauses=tuple(plan.clauses[name] for name in template.clauses),
            asks=_ASKS[template.draws] if template.draws is not None else (),
        )
        for template in plan.templates.values()
    ]
    return tuple(sorted(found, key=lambda one: one.template.draws is None))


def issuer(
    plan: Plan, programme: Programme, template: PaperTemplate, county: CountyId, known: Seq | None = None
) -> str:
    """Whom the plan has make the paper, as it is called in full in that county; a proposal, for a person to check."""
    place = next((one for one in plan.counties if one.id == county), None)
    if place is None or not template.maker.value:
        return ""
    return _full(plan, programme, place, template.maker.value[0], known)


def _full(plan: Plan, programme: Programme, place: Organisation, maker: str, known: Seq | None) -> str:
    main = plan.responsibility is not None and plan.responsibility.main_body == maker
    if main:
        return place.government or f"{place.name}人民政府"
    own = called(plan, programme, plan.programme.issued_on, known)
    return in_county(plan, own, place, maker)


def addressee(plan: Plan) -> str:
    """The office that keeps the programme, in full: what a county's paper is most often addressed to."""
    for group in plan.groups.values():
        parent = plan.groups.get(group.parent or "")
        if parent is not None and group.seat is not None:
            name = group.name.replace(parent.short, parent.name) if parent.short else group.name
            return plan.programme.city + name.removeprefix("市") if name.startswith("市") else name
    return plan.programme.issued_by
