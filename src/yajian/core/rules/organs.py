"""Who exists under which name on a day, who holds which post, and who was sent the plan."""

from collections.abc import Iterator
from datetime import date

import msgspec

from yajian.core.facts.organs import PlanReceived, PledgeSigned, PostHeld
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import ClauseId, CountyId, DocumentNo, EnterpriseId, OrganId, QuestionId, Seq


class Organ(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation as it is called on a day, and whose affairs it may see to."""

    id: OrganId
    name: str
    level: str  # the plan's levels; besides: group, copied (reads a copy, acts on nothing)
    county: CountyId | None = None
    enterprise: EnterpriseId | None = None


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """A post on a day: who holds it, since when, on what. `person` is empty while nobody is known to."""

    organ: OrganId
    organ_name: str
    post: str  # its id
    label: str
    person: str
    office: str
    since: date | None  # None: not known
    document: DocumentNo  # on which it rests
    vacant: bool = False  # known to be held by nobody
    seq: Seq | None = None  # None: nothing recorded, the plan's own words
    missing: QuestionId | None = None  # what would have to be answered
    clauses: tuple[ClauseId, ...] = ()


class Addressee(msgspec.Struct, frozen=True, kw_only=True):
    """One who was sent the plan, and the receipt if there is one."""

    organ: Organ
    copy: bool
    kind: str  # the kind the plan addresses, if it addresses only a kind
    receipt: Entry[PlanReceived] | None


def organ(
    plan: Plan, programme: Programme, id: str, as_of: date | None = None, known: Seq | None = None
) -> Organ | None:
    """Whoever has this id: one of the plan's, one entered since, a group, an enterprise, or a reader of a copy."""
    for found in _all(plan, programme, as_of, known):
        if found.id == id:
            return found
    return None


def called(plan: Plan, programme: Programme, words: str) -> frozenset[str]:
    """Every id and name borne, now or ever, by whoever bears this one; words nobody bears stand for themselves."""
    found = {words}
    for one in plan.organisations.values():
        if words in (one.id, one.name, one.government):
            found |= {one.id, one.name, one.government or words}
    for group in plan.groups.values():
        if words in (names := {group.id, group.name, group.short or group.name}):
            found |= names
    for id, past in programme.organs.names.items():
        names = {str(id), *(entry.value for entry in past.entries)}
        if names & found:
            found |= names
    return frozenset(found)


def organs(
    plan: Plan, programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[Organ, ...]:
    """Every organisation known by name on a day."""
    return tuple(_all(plan, programme, as_of, known))


def _all(plan: Plan, programme: Programme, as_of: date | None, known: Seq | None) -> Iterator[Organ]:
    def name(id: str, issued: str) -> str:
        called = programme.organs.names.get(OrganId(id))
        entry = called.at(as_of, known) if called is not None else None
        return entry.value if entry is not None else issued

    for one in plan.organisations.values():
        if not one.template:
            county = CountyId(one.id) if one.level == "county" else None
            yield Organ(id=OrganId(one.id), name=name(one.id, one.name), level=one.level, county=county)
    for group in plan.groups.values():
        yield Organ(id=OrganId(group.id), name=name(group.id, group.short or group.name), level="group")
    for firm in plan.enterprises.values():
        yield Organ(
            id=OrganId(firm.id),
            name=firm.name,
            level="enterprise",
            county=firm.county.value,
            enterprise=firm.id,
        )
    for reader in plan.programme.copied_to:
        yield Organ(id=OrganId(reader), name=reader, level="copied")
    for id, timeline in programme.organs.entered.items():
        entry = timeline.at(None, known)
        if entry is not None:
            fact = entry.value
            yield Organ(id=id, name=name(id, fact.name), level=fact.level, county=fact.county)


def county_body(
    plan: Plan, programme: Programme, words: str, as_of: date | None = None, known: Seq | None = None
) -> CountyId | None:
    """The county for which somebody of this id or name acts: the county, its government, or one of its bureaus."""
    for county in plan.counties:
        if words and words == county.government:
            return CountyId(county.id)
    for one in _all(plan, programme, as_of, known):
        if one.level == "county" and words in (one.id, one.name):
            return one.county
    return None


def post_label(plan: Plan, organ: str, post: str) -> str | None:
    """The plan's words for a post, if there is such a post: of a group, or of every county."""
    group = plan.groups.get(organ)
    if group is not None:
        return next((one.post for one in group.posts if one.id == post), None)
    if plan.responsibility is not None and any(county.id == organ for county in plan.counties):
        return next((one.label for one in plan.responsibility.county_roles if one.id == post), None)
    return None


def posts(
    plan: Plan, programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[Holder, ...]:
    """Every post the plan names, in its order: those of groups, then those each county has to fill."""
    found = [
        holder(plan, programme, group.id, post.id, as_of, known)
        for group in plan.groups.values()
        for post in group.posts
    ]
    roles = plan.responsibility.county_roles if plan.responsibility is not None else ()
    found += [
        holder(plan, programme, county.id, role.id, as_of, known)
        for county in plan.counties
        for role in roles
    ]
    return tuple(one for one in found if one is not None)


def holder(
    plan: Plan,
    programme: Programme,
    organ_id: str,
    post: str,
    as_of: date | None = None,
    known: Seq | None = None,
) -> Holder | None:
    """Who holds a post: as recorded, else as the plan states it; None if there is no such post."""
    label = post_label(plan, organ_id, post)
    where = organ(plan, programme, organ_id, as_of, known)
    if label is None or where is None:
        return None
    stated = _stated(plan, where, post, label, as_of)
    timeline = programme.organs.posts.get((where.id, post))
    entry = timeline.at(as_of, known) if timeline is not None else None
    if entry is None:
        return stated
    fact = entry.value
    held = isinstance(fact, PostHeld)
    return msgspec.structs.replace(
        stated,
        person=fact.person if held else "",
        office=fact.office if isinstance(fact, PostHeld) else "",
        since=entry.effective,
        document=fact.document,
        vacant=not held,
        seq=entry.seq,
        missing=None,
    )


def _stated(plan: Plan, where: Organ, post: str, label: str, as_of: date | None) -> Holder:
    """What the plan itself says of a post. It speaks for no day before the one on which it says so."""
    nobody = Holder(
        organ=where.id,
        organ_name=where.name,
        post=post,
        label=label,
        person="",
        office="",
        since=None,
        document=plan.programme.document_no,
    )
    group = plan.groups.get(where.id)
    if group is not None:
        said = next(one for one in group.posts if one.id == post)
        nobody = msgspec.structs.replace(
            nobody, missing=said.since.asks, clauses=said.clauses or group.clauses
        )
        if as_of is not None and as_of < (said.since.value or said.as_stated_on):
            return nobody
        return msgspec.structs.replace(nobody, person=said.person, office=said.office, since=said.since.value)
    assert plan.responsibility is not None
    role = next(one for one in plan.responsibility.county_roles if one.id == post)
    clauses = role.clauses or plan.responsibility.clauses
    return msgspec.structs.replace(
        nobody, person=role.person.value or "", missing=role.person.asks, clauses=clauses
    )


def members(
    plan: Plan, programme: Programme, group: str, known: Seq | None = None
) -> tuple[tuple[OrganId, DocumentNo], ...]:
    """A group's members, each with the paper that says so: the plan's own, then those who joined."""
    found = plan.groups[group]
    stated: list[str] = []
    for named in (found.members, found.member_counties):
        stated += (named.value or ()) if named is not None else ()
    joined = [
        (organ_id, entry.value.document)
        for (name, organ_id), timeline in programme.organs.members.items()
        if name == group and (entry := timeline.at(None, known)) is not None
    ]
    return (*((OrganId(one), plan.programme.document_no) for one in stated), *joined)


def addressees(
    plan: Plan, programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[Addressee, ...]:
    """Everyone the plan was sent to, one by one, and then the readers of a copy.

    A kind of addressee is read as those of its level the plan itself names, its groups' members, and those
    entered as one of the kind since; who approved the plan did not send it to himself.
    """
    everyone = {one.id: one for one in _all(plan, programme, as_of, known)}
    found: dict[OrganId, Addressee] = {}

    def add(one: Organ, kind: str = "", copy: bool = False) -> None:
        timeline = programme.organs.receipts.get(one.id)
        receipt = timeline.at(as_of, known) if timeline is not None else None
        found.setdefault(one.id, Addressee(organ=one, copy=copy, kind=kind, receipt=receipt))

    for name in plan.programme.addressees:
        addressed = plan.organisations[name]
        if not addressed.template:
            add(everyone[OrganId(name)])
            continue
        for one in everyone.values():
            if _is_one_of(plan, programme, one, name, known):
                add(one, kind=addressed.name)
    for reader in plan.programme.copied_to:
        add(everyone[OrganId(reader)], copy=True)
    return tuple(found.values())


def _is_one_of(plan: Plan, programme: Programme, one: Organ, kind: str, known: Seq | None) -> bool:
    entered = programme.organs.entered.get(one.id)
    if entered is not None:
        entry = entered.at(None, known)
        return entry is not None and entry.value.stands_for == kind
    senders: tuple[str | None, ...] = (plan.programme.approved_by, plan.programme.passed_by)
    if one.id not in plan.organisations or one.id in senders:
        return False
    if one.level == plan.organisations[kind].level:
        return True
    return one.level not in ("county", "province") and any(
        member == one.id for group in plan.groups for member, _ in members(plan, programme, group, known)
    )


def pledge(
    programme: Programme, enterprise: EnterpriseId, as_of: date | None = None, known: Seq | None = None
) -> Entry[PledgeSigned] | None:
    """The pledge in force for an enterprise."""
    timeline = programme.organs.pledges.get(enterprise)
    return timeline.at(as_of, known) if timeline is not None else None
