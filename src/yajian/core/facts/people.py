"""Who may be let in: the installation confirmed, people entered and gone, the three officers. No secret is a fact.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from typing import assert_never

import msgspec

from yajian.core.history import Table, Timeline
from yajian.core.words import DocumentNo, Fact, OrganId, Recorded


class PeopleFact(Fact, frozen=True):
    """Marks this file's facts, so that the programme can route them."""


class InstallationConfirmed(PeopleFact, frozen=True, kw_only=True, tag="people.installation-confirmed/1"):
    """确认安装: this person answers for the installation until officers do; from now on nobody acts unnamed."""

    person: str
    organ: OrganId
    organ_name: str
    document: DocumentNo  # the plan this office was found to run
    head: str = ""  # the chain's end as the person saw it


class PersonEntered(PeopleFact, frozen=True, kw_only=True, tag="people.person-entered/1"):
    """登记人员: this name means this one person of this organ, in this office and in every record."""

    person: str
    organ: OrganId
    organ_name: str
    office: str = ""  # the person's own office


class PersonLeft(PeopleFact, frozen=True, kw_only=True, tag="people.person-left/1"):
    """离任: from the effective day no grant of this person holds, nor what was lent from one."""

    person: str
    organ: OrganId
    organ_name: str
    reason: str


class OfficersAppointed(PeopleFact, frozen=True, kw_only=True, tag="people.officers-appointed/1"):
    """任命三员: accounts, grants and the audit of both are in three persons' hands, and out of the installer's."""

    system: str
    security: str
    auditor: str
    document: DocumentNo


AnyFact = InstallationConfirmed | PersonEntered | PersonLeft | OfficersAppointed


class People(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    persons: Table[str, Timeline[PersonEntered | PersonLeft]] = msgspec.field(default_factory=Table)
    confirmed: Timeline[InstallationConfirmed] = Timeline()
    officers: Timeline[OfficersAppointed] = Timeline()

    def branch(self) -> "People":
        return People(persons=self.persons.branch(), confirmed=self.confirmed, officers=self.officers)


def evolve(state: People, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case InstallationConfirmed() as fact:
            state.confirmed = state.confirmed.add(seq, effective, fact)
        case PersonEntered(person=person) | PersonLeft(person=person) as fact:
            state.persons.put(person, state.persons.get(person, Timeline()).add(seq, effective, fact))
        case OfficersAppointed() as fact:
            state.officers = state.officers.add(seq, effective, fact)
        case other:
            assert_never(other)
