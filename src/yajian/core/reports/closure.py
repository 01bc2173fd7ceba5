"""Every facility as it stands, and what was ever recorded of one: both dates, who, on what evidence."""

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from yajian.core import flags
from yajian.core.facts.closure import NO_PART, Condition, MethodApproved, OpeningStated, Record, RecordVoided
from yajian.core.flags import Flag, Place
from yajian.core.gates import UNRELEASED, Mark, marks
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.progress import PartLine, Progress
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import closure as rules
from yajian.core.rules import dossier
from yajian.core.rules.charter import Reopened
from yajian.core.rules.closure import FacilityStanding
from yajian.core.unentered import LedgerMark, ledger_mark
from yajian.core.words import CountyId, EnterpriseId, FacilityId, PartId, Seq, Tonnes


class FacilityLine(msgspec.Struct, frozen=True, kw_only=True):
    """One facility of one part, as a row of the sheet."""

    part: PartLine
    standing: FacilityStanding
    late_days: int  # 0: told in time, not told at all, or a 期初补录
    by_method: bool  # a piece of an approved method, not an oven the list names
    share_t: Tonnes | None  # of a piece: its tonnes, if the method says
    reviews: tuple[Reopened, ...]  # 待复核: its records that an answer has since had read otherwise
    ledger: LedgerMark = ""  # 台账没有: it means no oven of the ledger, as far as anybody has said
    marks: tuple[Mark, ...] = ()  # 未放行先停 and its kin: how its shutting stands to the paper that let it
    flags: tuple[Flag, ...] = ()  # that nobody has looked into yet: what is read of it is in doubt

    @property
    def key(self) -> str:
        return f"{self.part.part.part}/{self.standing.facility}"

    @property
    def unreleased(self) -> bool:
        return any(one.word == UNRELEASED for one in self.marks)


class LedgerFacilityLine(msgspec.Struct, frozen=True, kw_only=True):
    """One facility of the ledger that no name on a list is known to mean."""

    facility: FacilityId
    name: str
    kind: str
    enterprise: EnterpriseId
    enterprise_name: str
    site_name: str
    county: CountyId | None
    county_name: str | None
    standing: FacilityStanding
    late_days: int
    reviews: tuple[Reopened, ...]  # 待复核
    may_be_listed: bool  # a part of its enterprise waits for its ovens to be named, or told apart
    flags: tuple[Flag, ...] = ()

    @property
    def mark(self) -> str:
        return "未对应" if self.may_be_listed else "未列入清单"


class FacilitySheet(msgspec.Struct, frozen=True, kw_only=True):
    facilities: tuple[FacilityLine, ...]
    unnamed: tuple[PartLine, ...]  # parts with neither ovens nor an approved method
    methods: tuple[Entry[MethodApproved], ...]
    elsewhere: tuple[LedgerFacilityLine, ...]  # in the ledger, and under no name of a list

    @property
    def recorded(self) -> int:
        return sum(line.standing.seq is not None for line in self.facilities)

    @property
    def late(self) -> int:
        return sum(line.late_days > 0 for line in self.facilities)

    @property
    def unentered(self) -> int:
        return sum(bool(line.ledger) for line in self.facilities)

    @property
    def openings(self) -> int:
        return sum(line.standing.opening for line in self.facilities)


class RecordLine(msgspec.Struct, frozen=True, kw_only=True):
    """One record of a facility, standing or not."""

    entry: Entry[Condition]
    record: Record
    late_days: int
    evidence: int
    voided: RecordVoided | None  # why it was voided, for those who know of it
    replaced_by: Seq | None  # the correction or the void that took its place
    review: Reopened | None  # 待复核: an answer has since had it read otherwise

    @property
    def opening(self) -> OpeningStated | None:
        return self.entry.value if isinstance(self.entry.value, OpeningStated) else None


def facilities(plan: Plan, programme: Programme, sheet: Progress) -> FacilitySheet:
    """Every facility on every list, in the order of the lists, if it is shown; then those only the ledger knows."""
    shown = tuple(line for line in sheet.parts if line.shown)
    methods = {
        line.part.part: rules.method(programme, line.part.part, sheet.as_of, sheet.seq) for line in shown
    }
    doubts = _open_flags(programme, sheet)
    return FacilitySheet(
        facilities=tuple(
            _facility(plan, programme, sheet, line, standing, methods[line.part.part], doubts)
            for line in shown
            for standing in line.standing.facilities
        ),
        unnamed=tuple(line for line in shown if not line.standing.facilities),
        methods=tuple(entry for entry in methods.values() if entry is not None),
        elsewhere=tuple(_elsewhere(plan, programme, sheet, doubts)),
    )


def _open_flags(programme: Programme, sheet: Progress) -> Mapping[Place, tuple[Flag, ...]]:
    """The flags nobody has looked into yet, by where they were raised."""
    found: dict[Place, tuple[Flag, ...]] = {}
    for one in flags.flags(programme, sheet.as_of, sheet.seq):
        if one.closed is None:
            found[one.place] = (*found.get(one.place, ()), one)
    return found


def _elsewhere(
    plan: Plan, programme: Programme, sheet: Progress, doubts: Mapping[Place, tuple[Flag, ...]]
) -> Iterator[LedgerFacilityLine]:
    as_of, known = sheet.as_of, sheet.seq
    names = {(line.part.part, name) for line in sheet.parts for name in line.part.facilities}
    open_to = {
        dossier.successor(programme, line.part.enterprise, as_of, known)
        for line in sheet.parts
        if not line.part.facilities
        or any(
            dossier.facility_of(programme, line.part.part, name, known) is None
            for name in line.part.facilities
        )
    }
    for facility in programme.dossiers.facilities:
        entered = dossier.facility(programme, facility, known)
        bound = {
            (one.value.part, one.value.listed_name) for one in dossier.listed_as(programme, facility, known)
        }
        stands = dossier.place(programme, facility, as_of, known)
        if entered is None or stands is None or bound & names:
            continue
        site = dossier.site(programme, stands.site, as_of, known)
        county = site.county if site else dossier.county_of(plan, programme, stands.enterprise, as_of, known)
        kind = plan.facility_types.get(entered.facility_type)
        standing = rules.facility_standing(programme, NO_PART, facility, as_of, known)
        yield LedgerFacilityLine(
            facility=facility,
            name=dossier.facility_name(programme, facility, as_of, known),
            kind=kind.label if kind is not None else entered.facility_type,
            enterprise=stands.enterprise,
            enterprise_name=dossier.enterprise_name(plan, programme, stands.enterprise, as_of, known),
            site_name=site.name if site is not None else stands.site,
            county=county,
            county_name=next((one.name for one in plan.counties if one.id == county), None),
            standing=standing,
            late_days=late_days(plan, standing),
            reviews=reviews(plan, programme, NO_PART, facility, as_of, known),
            may_be_listed=dossier.successor(programme, stands.enterprise, as_of, known) in open_to,
            flags=doubts.get(flags.place(programme, NO_PART, facility, known), ()),
        )


def _facility(
    plan: Plan,
    programme: Programme,
    sheet: Progress,
    line: PartLine,
    standing: FacilityStanding,
    method: Entry[MethodApproved] | None,
    doubts: Mapping[Place, tuple[Flag, ...]],
) -> FacilityLine:
    pieces = {piece.name: piece.tonnes for piece in method.value.pieces} if method is not None else {}
    part = line.part.part
    return FacilityLine(
        part=line,
        standing=standing,
        late_days=late_days(plan, standing),
        by_method=standing.facility in pieces,
        share_t=pieces.get(standing.facility),
        reviews=reviews(plan, programme, part, standing.facility, sheet.as_of, sheet.seq),
        ledger=ledger_mark(programme, line.part, standing.facility, sheet.as_of, sheet.seq),
        marks=marks(plan, programme, line.part, standing.facility, sheet.as_of, sheet.seq),
        flags=doubts.get(flags.place(programme, part, standing.facility, sheet.seq), ()),
    )


def reviews(
    plan: Plan, programme: Programme, part: PartId, facility: str, as_of: date, known: Seq | None
) -> tuple[Reopened, ...]:
    """The records of a facility that an answer has since had read otherwise, and nobody has looked at again."""
    if not charter_rules.rereads(plan, programme):
        return ()
    return tuple(
        found
        for entry in rules.conditions(programme, part, facility, known).known(known)
        if entry.effective <= as_of
        and (found := charter_rules.reread(plan, programme, entry, as_of, known)) is not None
    )


def to_review(plan: Plan, one: Reopened) -> str:
    """One such record in words: what it counted as, by which answer it counts otherwise, who must look again."""
    record = one.record
    assert record is not None
    topic = plan.open_questions[one.question].topic
    turned = f"已由{record.document}答复" if record.document else "的答复已撤回"
    was, now = wording.COUNTS_AS[record.was], wording.COUNTS_AS[record.now]
    return (
        f"第{record.seq}条“{record.label}”登记时算作{was}；“{topic}”{turned}（第{one.answered}条），"
        f"现在算作{now}，待{record.organ}复核"
    )


def late_days(plan: Plan, standing: FacilityStanding) -> int:
    """How late the office was told of a facility's condition. 期初补录 is not late."""
    if standing.since is None or standing.told_on is None or standing.opening:
        return 0
    return rules.late_days(plan, standing.since, standing.told_on)


def mark(days: int, opening: bool) -> str:
    """What stands beside a date: 补录, 迟录 with its days, or nothing."""
    return "补录" if opening else f"迟录{days}天" if days else ""


def mark_of(plan: Plan, programme: Programme, seq: Seq) -> str:
    """The mark of one record by its number; none for a fact that is no facility's condition."""
    record = programme.closures.records.get(seq)
    if record is None:
        return ""
    told = programme.closures.conditions.get((record.part, record.facility))
    entry = next((entry for entry in told.entries if entry.seq == seq), None) if told is not None else None
    return mark(*_told(plan, programme, entry)) if entry is not None else ""


def _told(plan: Plan, programme: Programme, entry: Entry[Condition]) -> tuple[int, bool]:
    """How late a record was, and whether it is a 期初补录, which never is."""
    if isinstance(entry.value, OpeningStated):
        return 0, True
    return rules.late_days(plan, entry.effective, rules.told_on(programme, entry)), False


def history(
    plan: Plan,
    programme: Programme,
    part: PartId,
    facility: str,
    as_of: date | None = None,
    known: Seq | None = None,
) -> tuple[RecordLine, ...]:
    """All that was recorded of a facility, in order of the days; what was corrected or voided stays, marked."""
    entries = [
        entry
        for entry in rules.conditions(programme, part, facility, known).entries
        if (known is None or entry.seq <= known) and (as_of is None or entry.effective <= as_of)
    ]
    return tuple(
        _record(plan, programme, entry, as_of, known)
        for entry in sorted(entries, key=lambda entry: (entry.effective, entry.seq))
    )


def _record(
    plan: Plan, programme: Programme, entry: Entry[Condition], as_of: date | None, known: Seq | None
) -> RecordLine:
    gone = entry.corrected_by is not None and (known is None or entry.corrected_by <= known)
    late, _ = _told(plan, programme, entry)
    return RecordLine(
        entry=entry,
        record=programme.closures.records[entry.seq],
        late_days=late,
        evidence=rules.evidence_of(programme, entry),
        voided=programme.closures.voided.get(entry.seq) if gone else None,
        replaced_by=entry.corrected_by if gone else None,
        review=charter_rules.reread(plan, programme, entry, as_of, known) if not gone else None,
    )


# For machines ------------------------------------------------------------------------------------


def as_builtins(sheet: FacilitySheet) -> dict[str, object]:
    """The sheet as `./run facilities --json` prints it: plain names, integers, ISO dates."""
    return {
        "recorded": sheet.recorded,
        "late": sheet.late,
        "openings": sheet.openings,
        "unentered": sheet.unentered,
        "facilities": {line.key: _plainly(line) for line in sheet.facilities},
        "elsewhere": {line.facility: _ledger_line(line) for line in sheet.elsewhere},
        "unnamed": [line.part.part for line in sheet.unnamed],
        "methods": {
            entry.value.part: {"title": entry.value.title, "document": entry.value.document, "seq": entry.seq}
            for entry in sheet.methods
        },
    }


def _ledger_line(line: LedgerFacilityLine) -> dict[str, object]:
    return {
        "name": line.name,
        "site": line.site_name,
        "county": line.county,
        "enterprise": line.enterprise,
        "mark": line.mark,
        **_condition(line),
    }


def _plainly(line: FacilityLine) -> dict[str, object]:
    return {
        "county": line.part.part.county,
        "enterprise": line.part.part.enterprise,
        **_condition(line),
        "ledger_mark": line.ledger,
        "unreleased": line.unreleased,
        "part_light": line.part.judged.word,
        "righted_by": line.part.righted.seq if line.part.righted is not None else None,
        "marks": [one.word for one in line.marks],
        "by_method": line.by_method,
        "share_t": line.share_t,
    }


def _condition(line: FacilityLine | LedgerFacilityLine) -> dict[str, object]:
    standing = line.standing
    return {
        "condition": standing.label,
        "counts_as": standing.counts_as,
        "since": standing.since.isoformat() if standing.since is not None else None,
        "told_on": standing.told_on.isoformat() if standing.told_on is not None else None,
        "late_days": line.late_days,
        "opening": standing.opening,
        "evidence": standing.evidence,
        "seq": standing.seq,
        "reviews": [
            {
                "record": one.record.seq,
                "question": one.question,
                "answered": one.answered,
                "document": one.record.document,
                "was": one.record.was,
                "now": one.record.now,
                "organ": one.record.organ,
            }
            for one in line.reviews
            if one.record is not None
        ],
    }
