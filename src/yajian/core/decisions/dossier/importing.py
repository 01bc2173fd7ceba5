"""Importing a ledger: a whole workbook's rows at once, wholly or not at all, each fact traceable to its row.

A row enters who and what it is about if that is new, and states every number it holds; it overwrites nothing.
"""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Annotated, NamedTuple

import msgspec

from yajian.core.decisions.dossier import guards
from yajian.core.decisions.dossier.guards import DossierCommand, Outcome
from yajian.core.facts.dossier import (
    CreditCodeRecorded,
    EnterpriseEntered,
    FacilityEntered,
    LedgerFix,
    LedgerImported,
    LedgerRow,
    SiteEntered,
)
from yajian.core.facts.statements import StatementDisputed, StatementReported
from yajian.core.plan import Plan, attribute
from yajian.core.plan.entering import Entered, Unfit, entered
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import credit_code as code_rules
from yajian.core.rules import dossier as rules
from yajian.core.rules import statements as statement_rules
from yajian.core.rules.statements import Number, Standing
from yajian.core.words import (
    Clause,
    CountyId,
    Digest,
    DocumentNo,
    EnterpriseId,
    FacilityId,
    Refusal,
    SiteId,
    SystemRule,
    label,
)


class EnterpriseLine(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One row about an enterprise. `fields` are the plan's, written 表.字段, each as it is typed."""

    sheet: str
    row: int
    code: str
    name: str
    county: CountyId
    address: str = ""
    fields: dict[str, str] = {}
    confirmed: tuple[str, ...] = ()  # fields that differ from what was settled, and are to stand beside it


class FacilityLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One row about a facility of an enterprise, which it names by its code."""

    sheet: str
    row: int
    owner: str
    facility_type: str
    name: str
    attachment: str = ""
    fields: dict[str, str] = {}
    confirmed: tuple[str, ...] = ()


class ImportLedger(DossierCommand, frozen=True, kw_only=True, tag="dossier.import-ledger"):
    """导入台账: every row of a workbook, or none of them."""

    file: Annotated[Digest, label("台账文件", "工作簿的摘要")]
    said_by: Annotated[str, label("填报单位", "谁编的台账写谁")]
    document: Annotated[DocumentNo, label("依据文号", "报送台账的文件，须已登记")]
    county: Annotated[CountyId | None, label("县（市）", "县（市）报的台账填本县（市）；全市的不填")] = None
    enterprises: Annotated[tuple[EnterpriseLine, ...], label("企业各行")] = ()
    facilities: Annotated[tuple[FacilityLine, ...], label("设施各行")] = ()
    fixes: Annotated[tuple[LedgerFix, ...], label("采用的修正", "哪一格按修正后的读")] = ()


def import_ledger(plan: Plan, programme: Programme, command: ImportLedger, effective: date) -> Outcome:
    refusal = (
        _no_rows(command)
        or guards.unfit_name(command.said_by, "said_by")
        or charter_rules.unless_registered(programme, command.document, "dossier.import-ledger.no-document")
        or _other_county(plan, programme, command)
    )
    if refusal is not None:
        return refusal
    desk = _Desk(plan, programme, command, effective)
    done: list[_Done] = []
    for one in chain(map(desk.enterprise, command.enterprises), map(desk.facility, command.facilities)):
        if isinstance(one, Refusal):
            return one
        done.append(one)
    facts = tuple(fact for one in done for fact in one.facts)
    if not facts:
        return ()

    # From here the command succeeds.
    imported = LedgerImported(
        file=command.file,
        said_by=command.said_by,
        document=command.document,
        rows=tuple(one.row for one in done),
        fixes=command.fixes,
        county=command.county,
    )
    return (imported, *facts)


class _Done(NamedTuple):
    row: LedgerRow
    facts: tuple[AnyFact, ...]


class _Desk:
    """The rows so far: what they entered counts for the rows below, and nothing is entered until all are through."""

    def __init__(self, plan: Plan, programme: Programme, command: ImportLedger, effective: date) -> None:
        self.plan, self.programme, self.command, self.effective = plan, programme, command, effective
        self.scan = _scan(programme, command.document)
        self.by_code = {
            entry.value.code: one
            for one in rules.known_enterprises(plan, programme)
            if (entry := rules.credit_code(programme, one)) is not None and entry.value.code
        }
        self.sites: dict[EnterpriseId, SiteId] = {}
        for past in programme.dossiers.sites.values():
            stands = past.at()
            if stands is not None:
                self.sites.setdefault(stands.value.enterprise, stands.value.site)
        self.rows: dict[str, int] = {}  # what a row was about, so that no second one is
        self.named: dict[tuple[EnterpriseId, str], list[tuple[str, int]]] = {}

    def enterprise(self, line: EnterpriseLine) -> _Done | Refusal:
        fault = (
            code_rules.fault(line.code)
            or _blank(line.name, "企业名称")
            or ("县（市）不在方案之内" if line.county not in {one.id for one in self.plan.counties} else None)
        )
        if fault is not None:
            return _unfit(line, fault)
        firm = self._known(line)
        facts: list[AnyFact] = []
        if firm is None:
            firm = EnterpriseId(line.code)
            facts.append(EnterpriseEntered(enterprise=firm, name=line.name, county=line.county))
        else:
            fault = self._twice(line, f"enterprise:{firm}") or self._strange(firm, line)
            if fault is not None:
                return _unfit(line, fault)
        if line.code not in self.by_code:
            facts.append(CreditCodeRecorded(enterprise=firm, code=line.code))
        self.by_code[line.code] = firm
        if firm not in self.sites:
            self.sites[firm] = self._free_site(firm)
            site = SiteEntered(
                site=self.sites[firm], enterprise=firm, name="厂区", county=line.county, address=line.address
            )
            facts.append(site)
        return self._stated(line, f"enterprise:{firm}", facts)

    def facility(self, line: FacilityLine) -> _Done | Refusal:
        firm = self.by_code.get(line.owner)
        fault = _blank(line.name, "设施名称")
        if firm is None:
            fault = f"企业表和企业台账中都没有代码 {line.owner}"
        elif line.facility_type not in self.plan.facility_types:
            fault = f"方案中没有“{line.facility_type}”这一类设施"
        elif firm not in self.sites:
            fault = "这户企业还没有登记厂区，请把它列入企业表"
        if fault is not None or firm is None:
            return _unfit(line, fault or "")
        mine = self.named.setdefault((firm, line.facility_type), [])
        for other, row in mine:
            if rules.one_oven(other, line.name):
                return _unfit(line, f"与第{row}行说的是同一座")
        mine.append((line.name, line.row))
        facts: list[AnyFact] = []
        name = rules.twin(self.plan, self.programme, line.facility_type, firm, line.name, FacilityId(""))
        merged = guards.merged_by(self.plan, self.programme, firm, self.effective)
        if name is None and merged is not None:
            return _unfit(line, merged.finding, merged.way_forward)
        if name is None:
            name = self._free_facility(firm, line.name)
            facts.append(
                FacilityEntered(
                    facility=name,
                    facility_type=line.facility_type,
                    name=line.name,
                    site=self.sites[firm],
                    enterprise=firm,
                )
            )
        return self._stated(line, f"facility:{name}", facts)

    def _known(self, line: EnterpriseLine) -> EnterpriseId | None:
        """By its code, or by its name where two codes do not tell two apart."""
        named = EnterpriseId(line.code)
        return (
            self.by_code.get(line.code)
            or rules.bearer_of_name(self.plan, self.programme, line.name, EnterpriseId(""), line.code)
            or (named if rules.is_known(self.plan, self.programme, named) else None)
        )

    def _twice(self, line: EnterpriseLine, subject: str) -> str | None:
        return f"与第{self.rows[subject]}行说的是同一户" if subject in self.rows else None

    def _strange(self, firm: EnterpriseId, line: EnterpriseLine) -> str | None:
        """What the row says of an enterprise the books know, otherwise than they do."""
        recorded = rules.credit_code(self.programme, firm)
        if recorded is not None and recorded.value.code not in ("", line.code):
            return f"台账中这户企业的代码是 {recorded.value.code}"
        if not any(
            rules.same(one.name, line.name) for one in rules.name_lines(self.plan, self.programme, firm)
        ):
            return (
                f"这个代码在台账中是“{rules.enterprise_name(self.plan, self.programme, firm)}”，更名另有登记"
            )
        county = rules.county_of(self.plan, self.programme, firm)
        if county not in (None, line.county):
            return "所属县（市）与台账登记的不同"
        return None

    def _free_site(self, firm: EnterpriseId) -> SiteId:
        number = 1
        while rules.site(self.programme, SiteId(f"{firm}-{number}")) is not None:
            number += 1
        return SiteId(f"{firm}-{number}")

    def _free_facility(self, firm: EnterpriseId, name: str) -> FacilityId:
        """The name where it can stand in an address; a number where another has it already."""
        first = FacilityId(f"{firm}-{name}")
        if guards.unfit_id(first, "facility") is None and f"facility:{first}" not in self._taken(first):
            return first
        number = 1
        while f"facility:{firm}-{number}" in self._taken(FacilityId(f"{firm}-{number}")):
            number += 1
        return FacilityId(f"{firm}-{number}")

    def _taken(self, name: FacilityId) -> set[str]:
        known = rules.facility(self.programme, name) is not None
        return {*self.rows, *((f"facility:{name}",) if known else ())}

    def _stated(
        self, line: EnterpriseLine | FacilityLine, subject: str, facts: list[AnyFact]
    ) -> _Done | Refusal:
        """Every number the row holds, said by whoever made the ledger."""
        self.rows[subject] = line.row
        for field, typed in line.fields.items():
            found = self._number(line, subject, field, typed)
            if isinstance(found, Refusal):
                return found
            facts += found
        row = LedgerRow(
            sheet=line.sheet,
            row=line.row,
            subject=subject,
            facts=len(facts),
            attachment=line.attachment if isinstance(line, FacilityLine) else "",
        )
        return _Done(row, tuple(facts))

    def _number(
        self, line: EnterpriseLine | FacilityLine, subject: str, field: str, typed: str
    ) -> tuple[AnyFact, ...] | Refusal:
        kind = attribute(self.plan, field)
        table = field.partition(".")[0]
        another = isinstance(line, EnterpriseLine) or table != line.facility_type
        if kind is None or (table in self.plan.facility_types and another):
            return _unfit(line, f"“{field}”不是这张表的字段")
        value = entered(self.plan, kind, typed)
        if isinstance(value, Unfit):
            return _unfit(
                line, value.seen, value.remedy, self.plan.clauses[kind.clauses[0]] if kind.clauses else None
            )
        number = statement_rules.number(self.programme, (subject, field))
        if _said_already(number, self.command.said_by, value):
            return ()
        clash = self._clash(line, field, number, value)
        if clash is not None:
            return clash
        settled = number.settled
        if settled is not None and settled.maker != self.command.said_by:
            return (
                StatementDisputed(
                    subject=subject,
                    field=field,
                    disputes=settled.seq,
                    true_from=settled.true_from,
                    label=kind.label,
                    value=value.value,
                    shown=value.shown,
                    said_by=self.command.said_by,
                    reason=f"台账“{line.sheet}”第{line.row}行所填与认定的{settled.said.shown}不同",
                    document=self.command.document,
                    scan=self.scan,
                ),
            )
        return (
            StatementReported(
                subject=subject,
                field=field,
                label=kind.label,
                value=value.value,
                shown=value.shown,
                said_by=self.command.said_by,
                document=self.command.document,
                scan=self.scan,
            ),
        )

    def _clash(
        self, line: EnterpriseLine | FacilityLine, field: str, number: Number, value: Entered
    ) -> Refusal | None:
        """What was settled stays; another number stands beside it only if somebody said that it shall."""
        settled = number.settled
        if settled is not None and field not in line.confirmed:
            return Refusal(
                code="dossier.import-ledger.differs-from-settled",
                basis=SystemRule.OUT_OF_TURN,
                finding=f"“{line.sheet}”第{line.row}行 {number.label}填{value.shown}，已认定为{settled.said.shown}",
                way_forward="要另存并转异议的，请逐项确认；填错的改成认定的数",
                field="facilities" if isinstance(line, FacilityLine) else "enterprises",
            )
        if settled is not None and settled.true_from > self.effective:
            return _unfit(
                line, f"{number.label}自{settled.true_from.isoformat()}起已认定为{settled.said.shown}"
            )
        for one in number.statements:
            mine = one.maker == self.command.said_by and one.true_from == self.effective
            open_or_settled = one.standing in statement_rules.OPEN or one.standing is Standing.DETERMINED
            if mine and open_or_settled:
                return _unfit(
                    line,
                    f"{number.label}本单位对同一天已说是{one.said.shown}（第{one.seq}条）",
                    f"说错了的，先更正第{one.seq}条或撤回；后来变了的，写变化以后的截至日",
                )
        return None


def _said_already(number: Number, said_by: str, value: Entered) -> bool:
    """Nothing new: it is what was settled, or the last thing this body said of it."""
    if number.settled is not None and number.settled.value == value.value:
        return True
    mine = [one for one in number.statements if one.maker == said_by and one.standing in statement_rules.OPEN]
    return bool(mine) and mine[-1].value == value.value


def _no_rows(command: ImportLedger) -> Refusal | None:
    if command.enterprises or command.facilities:
        return None
    return Refusal(
        code="dossier.import-ledger.no-rows",
        basis=SystemRule.VALUE_UNFIT,
        finding="台账里一行也没有",
        way_forward="请从第3行起填写，一户企业、一座设施一行",
        field="enterprises",
    )


def _other_county(plan: Plan, programme: Programme, command: ImportLedger) -> Refusal | None:
    """A county's ledger holds that county's enterprises and no others; which rows do not, it is told."""
    if command.county is None:
        return None
    codes = {line.code for line in command.enterprises}
    strange = [line for line in command.enterprises if line.county != command.county]
    owners = dict(_counties_by_code(plan, programme))
    apart = [
        line
        for line in command.facilities
        if line.owner not in codes and owners.get(line.owner, command.county) != command.county
    ]
    taken = [line for line in command.enterprises if owners.get(line.code, command.county) != command.county]
    rows: list[EnterpriseLine | FacilityLine] = [*strange, *taken, *apart]
    if not rows:
        return None
    named = "、".join(dict.fromkeys(f"“{line.sheet}”第{line.row}行" for line in rows[:20]))
    return Refusal(
        code="dossier.import-ledger.other-county",
        basis=SystemRule.NOT_PERMITTED,
        finding=f"不是本县（市）的企业：{named}{'等' if len(rows) > 20 else ''}",
        way_forward="请删去这些行，由所属县（市）导入，或由领导小组办公室导入",
        field="county",
    )


def _counties_by_code(plan: Plan, programme: Programme) -> Iterator[tuple[str, CountyId]]:
    for one in rules.known_enterprises(plan, programme):
        recorded, county = rules.credit_code(programme, one), rules.county_of(plan, programme, one)
        if recorded is not None and recorded.value.code and county is not None:
            yield recorded.value.code, county


def _scan(programme: Programme, document: DocumentNo) -> Digest:
    entry = charter_rules.document(programme, document)
    assert entry is not None
    return entry.value.scan


def _blank(word: str, what: str) -> str | None:
    return None if word and word == word.strip() else f"{what}空着，或前后有空格"


def _unfit(
    line: EnterpriseLine | FacilityLine, seen: str, remedy: str = "", basis: Clause | None = None
) -> Refusal:
    return Refusal(
        code="dossier.import-ledger.row-unfit",
        basis=basis or SystemRule.VALUE_UNFIT,
        finding=f"“{line.sheet}”第{line.row}行：{seen}",
        way_forward=remedy or "请改正这一行再导入；一行有误，全部不入账",
        field="facilities" if isinstance(line, FacilityLine) else "enterprises",
    )
