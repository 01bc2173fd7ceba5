"""Who answers for the programme, as an office reads it: posts, leaders, receipts, pledges, and who may do what."""

from collections.abc import Mapping
from datetime import date

import msgspec

from yajian.core.facts.organs import PledgeSigned
from yajian.core.facts.roles import RoleDelegated
from yajian.core.history import Entry
from yajian.core.plan import Group, Organisation, Plan
from yajian.core.programme import Programme
from yajian.core.rules import organs as rules
from yajian.core.rules.organs import Addressee, Holder, Organ
from yajian.core.rules.roles import Grant, grant
from yajian.core.rules.roles.sight import EVERYTHING, Sight
from yajian.core.rules.targets import lists
from yajian.core.words import DocumentNo, EnterpriseId, Seq


class Member(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    document: DocumentNo
    joined: bool  # after the plan was issued


class GroupLine(msgspec.Struct, frozen=True, kw_only=True):
    """One group: its posts and its members, each on its paper."""

    group: Group
    name: str
    about: str  # where it sits, who convenes it, who joins in
    posts: tuple[Holder, ...]
    members: tuple[Member, ...]


class CountyLine(msgspec.Struct, frozen=True, kw_only=True):
    """One county: its leaders by name, and its own bureaus, kind by kind; None where none was entered."""

    county: Organisation
    leaders: tuple[Holder, ...]
    bureaus: tuple[tuple[Organisation, Organ | None], ...]

    @property
    def unnamed(self) -> int:
        return sum(not one.person for one in self.leaders)


class PledgeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One listed enterprise, and the pledge if both have signed."""

    enterprise: EnterpriseId
    name: str
    county: str
    pledge: Entry[PledgeSigned] | None


class OrgansSheet(msgspec.Struct, frozen=True, kw_only=True):
    groups: tuple[GroupLine, ...]
    counties: tuple[CountyLine, ...]
    addressees: tuple[Addressee, ...]
    pledges: tuple[PledgeLine, ...]
    grants: tuple[Grant, ...]  # in force on the day

    @property
    def unsigned(self) -> tuple[Addressee, ...]:
        """Whoever has yet to sign for the plan, readers of a copy included."""
        return tuple(one for one in self.addressees if one.receipt is None)


def organs(
    plan: Plan,
    programme: Programme,
    as_of: date | None = None,
    known: Seq | None = None,
    sight: Sight = EVERYTHING,
) -> OrgansSheet:
    """Organisations and people on a day, as the first `known` facts tell it."""
    everyone: dict[str, Organ] = {one.id: one for one in rules.organs(plan, programme, as_of, known)}
    posts = rules.posts(plan, programme, as_of, known)
    given = (grant(programme, seq, as_of, known) for seq in programme.roles.grants)
    return OrgansSheet(
        groups=tuple(
            _group(plan, programme, group, everyone, posts, known) for group in plan.groups.values()
        ),
        counties=tuple(_county(plan, programme, one, everyone, posts, known) for one in plan.counties),
        addressees=rules.addressees(plan, programme, as_of, known),
        pledges=_pledges(plan, programme, as_of, known, sight),
        grants=tuple(one for one in given if one is not None),
    )


def _group(
    plan: Plan,
    programme: Programme,
    group: Group,
    everyone: Mapping[str, Organ],
    posts: tuple[Holder, ...],
    known: Seq | None,
) -> GroupLine:
    issued = plan.programme.document_no
    members = tuple(
        Member(name=everyone[member].name, document=document, joined=document != issued)
        for member, document in rules.members(plan, programme, group.id, known)
    )
    joining = "、".join(everyone[one].name for one in group.joint_with)
    about = (
        f"设在{everyone[group.seat].name}" if group.seat is not None else "",
        f"由{everyone[group.convened_by].name}牵头" if group.convened_by is not None else "",
        f"会同{joining}{'等' if group.open_ended else ''}" if joining else "",
    )
    return GroupLine(
        group=group,
        name=everyone[group.id].name,
        about="，".join(words for words in about if words),
        posts=tuple(one for one in posts if one.organ == group.id),
        members=members,
    )


def _county(
    plan: Plan,
    programme: Programme,
    county: Organisation,
    everyone: Mapping[str, Organ],
    posts: tuple[Holder, ...],
    known: Seq | None,
) -> CountyLine:
    entered: dict[str, Organ] = {}
    for id, timeline in programme.organs.entered.items():
        entry = timeline.at(None, known)
        if entry is not None and entry.value.county == county.id:
            entered[entry.value.stands_for] = everyone[id]
    kinds = [one for one in plan.organisations.values() if one.template and one.level == "county"]
    main_body = plan.responsibility.main_body if plan.responsibility is not None else None
    return CountyLine(
        county=county,
        leaders=tuple(one for one in posts if one.organ == county.id),
        # The kind that means the counties themselves is no bureau of theirs.
        bureaus=tuple((kind, entered.get(kind.id)) for kind in kinds if kind.id != main_body),
    )


def _pledges(
    plan: Plan, programme: Programme, as_of: date | None, known: Seq | None, sight: Sight
) -> tuple[PledgeLine, ...]:
    """Every listed enterprise whose records are for whoever asks."""
    names = {county.id: county.name for county in plan.counties}
    listed = {part.enterprise: part for entry in lists(programme, as_of, known) for part in entry.value.parts}
    return tuple(
        PledgeLine(
            enterprise=firm,
            name=part.enterprise_name,
            county=names.get(part.county or "", ""),
            pledge=rules.pledge(programme, firm, as_of, known),
        )
        for firm, part in listed.items()
        if sight.owns(part.county, firm)
    )


def as_builtins(sheet: OrgansSheet) -> dict[str, object]:
    """The sheet for a machine: counts first, then who is missing by name."""
    sent = [one for one in sheet.addressees if not one.copy]
    copies = [one for one in sheet.addressees if one.copy]
    return {
        "addressees": len(sent),
        "signed": sum(one.receipt is not None for one in sent),
        "copies": len(copies),
        "copies_signed": sum(one.receipt is not None for one in copies),
        "unsigned": [one.organ.name for one in sheet.unsigned],
        "posts": {
            held[0].organ: {one.post: _holder(one) for one in held}
            for held in (*(line.posts for line in sheet.groups), *(line.leaders for line in sheet.counties))
            if held
        },
        "members": {line.group.id: [one.name for one in line.members] for line in sheet.groups},
        "leaders_unnamed": sum(line.unnamed for line in sheet.counties),
        "bureaus": {
            line.county.id: {kind.id: found.name for kind, found in line.bureaus if found is not None}
            for line in sheet.counties
        },
        "pledges": {line.enterprise: line.pledge is not None for line in sheet.pledges},
        "grants": [
            {
                "seq": one.seq,
                "person": one.fact.person,
                "organ": one.fact.organ_name,
                "role": one.fact.role,
                "since": one.since.isoformat(),
                "until": one.fact.until.isoformat() if one.fact.until is not None else None,
                "lent_by": one.fact.lender if isinstance(one.fact, RoleDelegated) else None,
            }
            for one in sheet.grants
        ],
    }


def _holder(one: Holder) -> dict[str, object]:
    return {
        "person": one.person or None,
        "office": one.office,
        "since": one.since.isoformat() if one.since is not None else None,
        "document": one.document,
        "vacant": one.vacant,
        "missing": one.missing,
    }
