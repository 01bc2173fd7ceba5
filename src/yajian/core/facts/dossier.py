"""Enterprises, sites and facilities, each one identity for ever: renames, mergers and moves never change an id.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from typing import Any, Literal, assert_never

import msgspec

from yajian.core.history import Table, Timeline
from yajian.core.words import (
    CountyId,
    Digest,
    DocumentNo,
    EnterpriseId,
    FacilityId,
    Fact,
    Fen,
    PartId,
    Recorded,
    Seq,
    SiteId,
)

Matter = Literal["debt", "asset", "other"]  # 债务、资产、其他
# Which timeline an entry stands on, so that a withdrawal finds it.
Entered = Literal[
    "enterprise", "code", "rename", "relocation", "merger", "site", "site-pass", "facility", "facility-rename",
    "move", "binding", "interest", "answer",
]  # fmt: skip


class DossierFact(Fact, frozen=True):
    """Marks this file's facts."""


class EnterpriseEntered(DossierFact, frozen=True, kw_only=True, tag="dossier.enterprise-entered/1"):
    """登记企业: an enterprise the plan does not list has a dossier under this id, which never changes."""

    enterprise: EnterpriseId
    name: str
    county: CountyId


class CreditCodeRecorded(DossierFact, frozen=True, kw_only=True, tag="dossier.credit-code-recorded/1"):
    """登记统一社会信用代码: this is the enterprise's code, or this is why it has none."""

    enterprise: EnterpriseId
    code: str = ""
    absent: str = ""  # why there is none; never empty beside an empty code


class EnterpriseRenamed(DossierFact, frozen=True, kw_only=True, tag="dossier.enterprise-renamed/1"):
    """企业更名: from that day the enterprise bears this name; what it was called before stays findable."""

    enterprise: EnterpriseId
    name: str
    document: DocumentNo


class EnterpriseRelocated(DossierFact, frozen=True, kw_only=True, tag="dossier.enterprise-relocated/1"):
    """变更县（市）: from that day the enterprise is of this county; its list parts stay with the county of the list."""

    enterprise: EnterpriseId
    county: CountyId
    document: DocumentNo


class EnterprisesMerged(DossierFact, frozen=True, kw_only=True, tag="dossier.enterprises-merged/1"):
    """企业合并: from that day another enterprise stands for this one; nothing of its own changes hands or id."""

    enterprise: EnterpriseId
    successor: EnterpriseId
    document: DocumentNo


class SiteEntered(DossierFact, frozen=True, kw_only=True, tag="dossier.site-entered/1"):
    """登记厂区: the enterprise has a site of this name in this county."""

    site: SiteId
    enterprise: EnterpriseId
    name: str
    county: CountyId
    address: str = ""


class SitePassed(DossierFact, frozen=True, kw_only=True, tag="dossier.site-passed/1"):
    """厂区划转: from that day the site is this enterprise's and lies in this county; it is the same site."""

    site: SiteId
    enterprise: EnterpriseId
    county: CountyId
    document: DocumentNo


class FacilityEntered(DossierFact, frozen=True, kw_only=True, tag="dossier.facility-entered/1"):
    """登记设施: one facility of a type of the plan stands at a site. What it is like is stated elsewhere."""

    facility: FacilityId
    facility_type: str
    name: str
    site: SiteId
    enterprise: EnterpriseId


class FacilityRenamed(DossierFact, frozen=True, kw_only=True, tag="dossier.facility-renamed/1"):
    """设施改称: from that day the facility goes by this name; it is the same facility."""

    facility: FacilityId
    name: str
    document: DocumentNo


class FacilityMoved(DossierFact, frozen=True, kw_only=True, tag="dossier.facility-moved/1"):
    """设施划转: from that day the facility belongs to this site and enterprise; it is the same facility."""

    facility: FacilityId
    site: SiteId
    enterprise: EnterpriseId
    document: DocumentNo


class FacilityBound(DossierFact, frozen=True, kw_only=True, tag="dossier.facility-bound/1"):
    """对应清单: what the list calls by this name under this part is this facility, and always was."""

    facility: FacilityId
    part: PartId
    listed_name: str


class InterestRecorded(DossierFact, frozen=True, kw_only=True, tag="dossier.interest-recorded/1"):
    """登记利益诉求: a debt, an asset matter or another interest the cut touches, and who answers for it."""

    enterprise: EnterpriseId
    matter: Matter
    summary: str
    owner: str
    amount_fen: Fen | None = None


class InterestAnswered(DossierFact, frozen=True, kw_only=True, tag="dossier.interest-answered/1"):
    """答复利益诉求: the matter recorded under that number was answered so, on this document."""

    interest: Seq
    enterprise: EnterpriseId
    answer: str
    document: DocumentNo


class EntryWithdrawn(DossierFact, frozen=True, kw_only=True, tag="dossier.entry-withdrawn/1"):
    """撤销台账登记: for whoever knows of it the entry never was; what it had replaced stands again."""

    withdraws: Seq
    entered: Entered
    subject: str  # the id, or number, under which the entry stands
    reason: str


class LedgerRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One row of an imported workbook: what it is about, and how many of the facts that follow it came from it."""

    sheet: str
    row: int
    subject: str  # typed, as statements type theirs: enterprise:…, facility:…
    facts: int
    attachment: str = ""  # what the row itself names as its paper


class LedgerFix(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A cell that did not go in as it stands in the workbook, because somebody took the offer to read it rightly."""

    cell: str
    was: str
    now: str


class LedgerImported(DossierFact, frozen=True, kw_only=True, tag="dossier.ledger-imported/1"):
    """导入台账: the facts that follow, so many a row and in the rows' order, came from this workbook."""

    file: Digest
    said_by: str
    document: DocumentNo
    rows: tuple[LedgerRow, ...]
    fixes: tuple[LedgerFix, ...] = ()
    county: CountyId | None = None  # whose ledger it is; None: the city's


AnyFact = (
    EnterpriseEntered
    | CreditCodeRecorded
    | EnterpriseRenamed
    | EnterpriseRelocated
    | EnterprisesMerged
    | SiteEntered
    | SitePassed
    | FacilityEntered
    | FacilityRenamed
    | FacilityMoved
    | FacilityBound
    | InterestRecorded
    | InterestAnswered
    | EntryWithdrawn
    | LedgerImported
)


class Dossiers(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else. Every entry stands on a timeline of its own id."""

    enterprises: Table[EnterpriseId, Timeline[EnterpriseEntered]] = msgspec.field(default_factory=Table)
    codes: Table[EnterpriseId, Timeline[CreditCodeRecorded]] = msgspec.field(default_factory=Table)
    renames: Table[EnterpriseId, Timeline[EnterpriseRenamed]] = msgspec.field(default_factory=Table)
    relocations: Table[EnterpriseId, Timeline[EnterpriseRelocated]] = msgspec.field(default_factory=Table)
    mergers: Table[EnterpriseId, Timeline[EnterprisesMerged]] = msgspec.field(default_factory=Table)
    sites: Table[SiteId, Timeline[SiteEntered]] = msgspec.field(default_factory=Table)
    passes: Table[SiteId, Timeline[SitePassed]] = msgspec.field(default_factory=Table)
    facilities: Table[FacilityId, Timeline[FacilityEntered]] = msgspec.field(default_factory=Table)
    facility_renames: Table[FacilityId, Timeline[FacilityRenamed]] = msgspec.field(default_factory=Table)
    moves: Table[FacilityId, Timeline[FacilityMoved]] = msgspec.field(default_factory=Table)
    bindings: Table[FacilityId, Timeline[FacilityBound]] = msgspec.field(default_factory=Table)
    bound: Table[tuple[PartId, str], Timeline[FacilityBound]] = msgspec.field(default_factory=Table)
    theirs: Table[EnterpriseId, tuple[FacilityId, ...]] = msgspec.field(default_factory=Table)  # ever
    interests: Table[Seq, Timeline[InterestRecorded]] = msgspec.field(default_factory=Table)
    answers: Table[Seq, Timeline[InterestAnswered]] = msgspec.field(default_factory=Table)
    withdrawals: Table[Seq, Timeline[EntryWithdrawn]] = msgspec.field(default_factory=Table)
    imports: Table[Seq, LedgerImported] = msgspec.field(default_factory=Table)

    def branch(self) -> "Dossiers":
        return Dossiers(**{name: getattr(self, name).branch() for name in self.__struct_fields__})

    def tables(self) -> dict[Entered, Table[Any, Timeline[Any]]]:
        """What can be withdrawn, by the word a withdrawal calls it."""
        return {
            "enterprise": self.enterprises,
            "code": self.codes,
            "rename": self.renames,
            "relocation": self.relocations,
            "merger": self.mergers,
            "site": self.sites,
            "site-pass": self.passes,
            "facility": self.facilities,
            "facility-rename": self.facility_renames,
            "move": self.moves,
            "binding": self.bindings,
            "interest": self.interests,
            "answer": self.answers,
        }


def evolve(state: Dossiers, recorded: Recorded[AnyFact]) -> None:
    match recorded.fact:
        case EnterpriseEntered(enterprise=key):
            _add(state.enterprises, key, recorded)
        case CreditCodeRecorded(enterprise=key):
            _add(state.codes, key, recorded)
        case EnterpriseRenamed(enterprise=key):
            _add(state.renames, key, recorded)
        case EnterpriseRelocated(enterprise=key):
            _add(state.relocations, key, recorded)
        case EnterprisesMerged(enterprise=key):
            _add(state.mergers, key, recorded)
        case SiteEntered(site=site):
            _add(state.sites, site, recorded)
        case SitePassed(site=site):
            _add(state.passes, site, recorded)
        case FacilityEntered(facility=facility, enterprise=enterprise):
            _add(state.facilities, facility, recorded)
            _own(state, enterprise, facility)
        case FacilityRenamed(facility=facility):
            _add(state.facility_renames, facility, recorded)
        case FacilityMoved(facility=facility, enterprise=enterprise):
            _add(state.moves, facility, recorded)
            _own(state, enterprise, facility)
        case FacilityBound(facility=facility, part=part, listed_name=name):
            _add(state.bindings, facility, recorded)
            _add(state.bound, (part, name), recorded)
        case InterestRecorded():
            _add(state.interests, recorded.seq, recorded)
        case InterestAnswered(interest=interest):
            _add(state.answers, interest, recorded)
        case EntryWithdrawn(withdraws=withdrawn, entered=entered, subject=subject):
            _add(state.withdrawals, withdrawn, recorded)
            close(state, entered, subject, withdrawn, recorded.seq)
        case LedgerImported() as fact:
            state.imports.put(recorded.seq, fact)
        case other:
            assert_never(other)


def close(state: Dossiers, entered: Entered, subject: str, withdrawn: Seq, seq: Seq) -> None:
    """The entry stands no longer, for whoever knows the first `seq` facts."""
    table = state.tables()[entered]
    key: Any = Seq(int(subject)) if entered in ("interest", "answer") else subject
    table.put(key, table[key].close(seq, withdrawn))
    if entered == "binding":
        for entry in table[key].entries:
            if entry.seq == withdrawn:
                listed = (entry.value.part, entry.value.listed_name)
                state.bound.put(listed, state.bound[listed].close(seq, withdrawn))


def _own(state: Dossiers, enterprise: EnterpriseId, facility: FacilityId) -> None:
    """An index of whose a facility ever was, so that one dossier does not look at everybody's."""
    theirs = state.theirs.get(enterprise, ())
    if facility not in theirs:
        state.theirs.put(enterprise, (*theirs, facility))


def _add(table: Table[Any, Timeline[Any]], key: Any, recorded: Recorded[Any]) -> None:
    past = table.get(key, Timeline())
    table.put(key, past.add(recorded.seq, recorded.effective, recorded.fact))
