"""What an entry says, as a person reads it: amounts in 元, tonnages in 吨, each thing it names as a link, each paper in full.

Drawn from the types of the fact's own struct, so that an area has nothing to write for it. It is made of the image of
whoever looks: what is not in his books is told by the name the entry itself gives it, and leads nowhere.
"""

import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from urllib.parse import quote

import msgspec
from django.http import Http404, HttpRequest

from yajian.core import catalogue
from yajian.core.entitlements import prices
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.register import Account
from yajian.core.history import Entry, Timeline
from yajian.core.programme import AnyFact
from yajian.core.reports import wording
from yajian.core.reports.dossier import dossier as dossier_of
from yajian.core.reports.explain import explain
from yajian.core.reports.register import unit_sheet
from yajian.core.reports.register.unit import ACCOUNTS
from yajian.core.rules import dossier, organs, payments
from yajian.core.rules import papers as drafts
from yajian.core.rules.roles.counted import is_counted
from yajian.core.rules.statements import SUBJECTS
from yajian.core.words import (
    BatchId,
    ClauseId,
    CountyId,
    Digest,
    DocumentNo,
    EnterpriseId,
    Fen,
    OrganId,
    PaperId,
    PartId,
    QuestionId,
    Recorded,
    Seq,
    Tonnes,
    UnitId,
    yuan,
    yuan_of,
)
from yajian.web.access import ACCESS, may
from yajian.web.acting import acting
from yajian.web.pages.files import entry_for, opens_files
from yajian.web.pages.room import Room
from yajian.web.places import choice_called

ENTRY = "/facts/{}"


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One value in words, and where it leads; nowhere if it leads nowhere."""

    words: str
    href: str = ""
    figure: bool = False


class Line(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    said: tuple[Said, ...]


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """Several things of one kind, a row each; a cell that a row leaves out is None."""

    title: str
    heads: tuple[str, ...]
    figures: frozenset[int]  # which columns are amounts
    rows: tuple[tuple[tuple[Said, ...], ...], ...]


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper an entry rests on: as it stood on the register when the entry was made."""

    role: str  # what it is to the entry: 依据文号 without the 文号
    number: DocumentNo
    entry: Entry[DocumentRegistered] | None = (
        None  # None where the register of whoever looks does not have it
    )
    scan: str = ""  # where its scan is, for whom it is
    put_right: Seq | None = None  # what stands there since
    through: Seq | None = None  # the entry of the same act that names it, where this one does not


class Particulars(msgspec.Struct, frozen=True, kw_only=True):
    lines: tuple[Line, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    papers: tuple[Paper, ...] = ()


def particulars(request: HttpRequest, room: Room, recorded: Recorded[AnyFact]) -> Particulars:
    """Of people one by one nothing is told here: who may not read their names has the numbers below."""
    if is_counted(recorded.fact):
        return Particulars()
    reader = _Reader(request, room, recorded)
    return Particulars(
        lines=(*reader.lines(recorded.fact), *reader.settled()),
        schedules=tuple(reader.schedules(recorded.fact)),
        papers=tuple(reader.papers(recorded.fact)) or reader.papers_of_the_act(),
    )


class Kept(msgspec.Struct, frozen=True):
    """One field of a struct with its type, its wrappings taken off."""

    name: str
    hint: object
    many: bool

    @property
    def struct(self) -> type[msgspec.Struct] | None:
        kind = self.hint
        return kind if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else None

    @property
    def is_fen(self) -> bool:
        return self.hint is Fen or self.name.endswith("_fen")

    @property
    def is_tonnes(self) -> bool:
        return self.hint is Tonnes or self.name.endswith("_t")

    @property
    def is_figure(self) -> bool:
        return self.is_fen or self.is_tonnes

    @property
    def is_paper(self) -> bool:
        """A paper's own entry says its number in words; a reference to it is under any other name."""
        return self.hint is DocumentNo and self.name != "number"


@cache
def kept(struct: type[msgspec.Struct]) -> tuple[Kept, ...]:
    hints = typing.get_type_hints(struct)
    return tuple(_kept(one.name, hints[one.name]) for one in msgspec.structs.fields(struct))


def _kept(name: str, hint: object) -> Kept:
    many = False
    while True:
        if typing.get_origin(hint) in (typing.Union, types.UnionType):
            hint = next(one for one in typing.get_args(hint) if one is not type(None))
        elif typing.get_origin(hint) is tuple:
            hint, many = typing.get_args(hint)[0], True
        else:
            return Kept(name, hint, many)


# What a field is called ---------------------------------------------------------------------------


@cache
def titled(fact: type[msgspec.Struct], name: str) -> str:
    """A field by the word its area's forms ask for it by: of the command most like the fact; nothing if none asks."""
    own = set(fact.__struct_fields__)
    asks = sorted(
        (one for one in catalogue.commands() if catalogue.area(one) == catalogue.area(fact)),
        key=lambda one: -len(own & set(one.__struct_fields__)),
    )
    for command in asks:
        for field in _asked(command):
            if field.name == name and field.title != name:
                return _bare(field.title)
    return ""


@cache
def _asked(command: type[msgspec.Struct]) -> tuple[catalogue.Field, ...]:
    found = catalogue.fields(command)
    return (*found, *(column for one in found if one.is_mapping for column in catalogue.columns(one)[1:]))


def _bare(title: str) -> str:
    """Without the unit a form asks in, which the words say themselves; what is asked for by its id is told by its name."""
    return re.sub("（[^（）]*[分元吨][^（）]*）$|编号$", "", title)


def title(fact: type[msgspec.Struct], field: Kept) -> str:
    own = "" if field.hint is Digest else titled(fact, field.name)
    return own or ("" if field.hint is str and field.name not in _WORDS else _TITLES.get(field.name, ""))


_WORDS = ("level", "name", "reading")  # plain words that say what a row is, or have others for people
_CODE = re.compile("[a-z][a-z0-9_.:-]*")  # says something to a machine; it stands among the bytes below


# Fields that no form of the area asks for: the office worked them out, or they name what the entry is about.
_TITLES: Mapping[str, str] = {
    "amount_fen": "金额",
    "application": "补偿申请",
    "applied_fen": "申请金额",
    "assessment": "风险评估",
    "balance_fen": "余额",
    "batch": "批次",
    "buyer_id": "受让方（企业）",
    "check": "核查记录",
    "clauses": "依据条文",
    "corrects": "更正第几条",
    "county": "县（市）",
    "cumulative_t": "累计产能",
    "dated": "日期",
    "document_no": "文号",
    "due": "时限",
    "enterprise": "企业",
    "evidence_seq": "凭哪条来源认定",
    "firm": "企业",
    "first": "最早一天",
    "high_fen": "最高",
    "last": "最后一天",
    "level": "哪一级",
    "low_fen": "最低",
    "name": "名称",
    "moved_from": "由第几条改记",
    "moved_to_part": "应属清单分项",
    "on": "哪一天",
    "opened_on": "开账日期",
    "override": "书面越过",
    "paid_fen": "已下达",
    "part": "清单分项",
    "plan": "审核计划",
    "price_fen_per_t": "单价",
    "quota_version": "额度版次",
    "rate_fen_per_t": "标准",
    "reading": "算法",
    "release": "同意文书",
    "report": "完成报告",
    "sets_aside": "不予采信第几条",
    "source": "从",
    "statements": "第几条填报",
    "target": "到",
    "target_t": "总目标",
    "tonnes": "产能",
    "true_from": "自哪天起",
    "unfinished_t": "未完成产能",
    "unit": "产能单元",
    "until": "到哪天",
    "version": "第几版",
    "voids": "作废第几条",
    "withdraws": "撤销第几条",
    "was": "原来登记的",
    "lines": "明细",
    "readings": "几种算法",
    "unfinished": "未完成的分项",
    "payees": "补偿对象",
    "units": "产能单元",
    "parts": "分项",
    "transfers": "产能收付",
    "retired": "压减的产能单元",
}


class _Reader:
    """One entry read through the image of whoever looks."""

    def __init__(self, request: HttpRequest, room: Room, recorded: Recorded[AnyFact]) -> None:
        self._request, self._room, self._recorded = request, room, recorded
        self._kind = type(recorded.fact)

    def _opens(self, seq: Seq) -> bool:
        try:
            entry_for(self._request, self._room, seq)
        except Http404:
            return False
        return True

    # The three parts of a page ---------------------------------------------------------------------

    def lines(self, held: msgspec.Struct, of: str = "") -> Iterator[Line]:
        for field in kept(type(held)):
            value = getattr(held, field.name)
            if field.name == "value":
                value = getattr(held, "shown", value)  # as it was told in words when it was entered
            called = title(self._kind, field)
            if called == "账号":
                continue  # a checker takes it from the paper that came in
            if field.struct is not None and not field.many and value is not None:
                yield from self.lines(value, called)
            elif called and not field.is_paper and (said := self._said(field, value)):
                yield Line(title=f"{of}·{called}" if of else called, said=said)

    def schedules(self, held: msgspec.Struct) -> Iterator[Schedule]:
        for field in kept(type(held)):
            rows = getattr(held, field.name)
            if field.struct is None or not field.many or not rows:
                continue
            columns = [one for one in kept(field.struct) if title(self._kind, one)]
            told = [tuple(self._said(one, getattr(row, one.name)) for one in columns) for row in rows]
            filled = [at for at in range(len(columns)) if any(row[at] for row in told)]
            figures = {at for at in filled if columns[at].is_figure}
            if (figures and figures != set(filled)) or any(one.is_paper for one in columns):
                yield Schedule(
                    title=title(self._kind, field) or "明细",
                    heads=tuple(
                        "文件" if columns[at].is_paper else title(self._kind, columns[at]) for at in filled
                    ),
                    figures=frozenset(to for to, at in enumerate(filled) if columns[at].is_figure),
                    rows=tuple(tuple(row[at] for at in filled) for row in told),
                )

    def papers(self, held: msgspec.Struct) -> Iterator[Paper]:
        for field in kept(type(held)):
            value = getattr(held, field.name)
            if field.is_paper and value and not field.many:
                yield self._paper(title(self._kind, field), value)
            elif field.struct is not None and not field.many and value is not None:
                yield from self.papers(value)

    def papers_of_the_act(self) -> tuple[Paper, ...]:
        """What one act entered rests on one paper, and only its first entry may name it: a version, and then each quota."""
        seq = Seq(self._recorded.seq - 1)
        while seq and self._opens(seq):
            before = self._room.office.recorded(seq)
            if before.command_id != self._recorded.command_id:
                break
            if found := tuple(self.papers(before.fact)):
                return tuple(msgspec.structs.replace(one, through=seq) for one in found)
            seq = Seq(seq - 1)
        return ()

    def settled(self) -> Iterator[Line]:
        """What an answer put into the plan: each place in words, and what stands there by its words."""
        settles = getattr(self._recorded.fact, "settles", {})
        for path, value in settles.items():
            where, words = choice_called(self._room.plan, path, value)
            yield Line(title=where, said=(Said(words=words),))

    # One value -------------------------------------------------------------------------------------

    def _paper(self, called: str, number: DocumentNo) -> Paper:
        past = self._room.programme.charter.documents.get(number, Timeline())
        then = past.at(known=self._recorded.seq) or past.at(known=self._room.known)
        now = past.at(known=self._room.known)
        role = called.removesuffix("文号") or "文件"
        if then is None or not self._opens(then.seq):
            return Paper(role=role, number=number)
        since = now.seq if now is not None and now.seq != then.seq else None
        return Paper(role=role, number=number, entry=then, scan=self._scan(then), put_right=since)

    def _scan(self, entry: Entry[DocumentRegistered]) -> str:
        registered, scan = self._room.office.recorded(entry.seq), entry.value.scan
        if scan not in registered.evidence or not opens_files(self._request, self._room, registered):
            return ""
        return f"{ENTRY.format(entry.seq)}/files/{scan}"

    def _said(self, field: Kept, value: object) -> tuple[Said, ...]:
        if value is None or value in ("", ()) or (field.struct is not None):
            return ()
        if field.many:
            held = typing.cast(tuple[object, ...], value)
            return tuple(
                one for each in held for one in self._said(Kept(field.name, field.hint, False), each)
            )
        if isinstance(value, bool):
            return (Said(words="是" if value else "否"),)
        if isinstance(value, int) and field.is_figure:
            return (Said(words=_measured(field, value), figure=True),)
        if isinstance(value, date):
            return (Said(words=wording.date_zh(value)),)
        if isinstance(value, Account):
            return (Said(words=ACCOUNTS[value]),)
        named = self._named.get(field.hint) or (
            self._numbered.get(field.name) if field.hint in (int, str) else None
        )
        if named is not None:
            return (named(value),)
        if field.name == "level" and value in payments.LEVELS:
            return (Said(words=payments.LEVELS[value]),)
        words = self._word(field, value) if isinstance(value, str | int) else ""
        return (Said(words=words),) if words and not _CODE.fullmatch(words) else ()

    def _word(self, field: Kept, value: str | int) -> str:
        clawback = self._room.plan.compensation.clawback
        if field.name == "reading" and clawback is not None:
            return next((one.label for one in clawback.readings if one.id == value), str(value))
        return "" if field.name.endswith("_e6") else str(value)

    @cached_property
    def _named(self) -> Mapping[object, Callable[[typing.Any], Said]]:
        room, plan, books = self._room, self._room.plan, self._room.programme
        return {
            Seq: self._entry,
            UnitId: self._unit,
            DocumentNo: lambda one: self._register(one),
            BatchId: lambda one: Said(words=plan.batches[one].label if one in plan.batches else one),
            PartId: self._part,
            EnterpriseId: self._firm,
            CountyId: lambda one: Said(words=next((c.name for c in plan.counties if c.id == one), one)),
            OrganId: lambda one: Said(words=self._organs.get(one, one)),
            QuestionId: lambda one: Said(
                words=plan.open_questions[one].topic if one in plan.open_questions else one,
                href=self._to("questions/<str:name>", one, one in plan.open_questions),
            ),
            ClauseId: lambda one: Said(
                words=plan.clauses[one].cite if one in plan.clauses else one, href=f"/clauses#{quote(one)}"
            ),
            PaperId: lambda one: Said(
                words=one,
                href=self._to(
                    "papers/<str:name>", one, drafts.standing(books, one, room.as_of, room.known) is not None
                ),
            ),
        }

    @cached_property
    def _numbered(self) -> Mapping[str, Callable[[typing.Any], Said]]:
        """What is known by a number of its own leads to the entry that drew it up; and words that name a thing."""
        plan, books, area = self._room.plan, self._room.programme, catalogue.area(self._kind)
        return {
            "gate": lambda one: Said(words=plan.gates[one].label if one in plan.gates else one),
            "subject": self._subject,
            "plan": lambda one: self._drawn(f"第 {one} 号", books.auditplans.plans.get(one)),
            "quota_version": lambda one: self._drawn(f"第 {one} 版", books.quotas.versions.get(one)),
            "version": lambda one: self._drawn(
                f"第 {one} 版", books.quotas.versions.get(one) if area == "quotas" else None
            ),
        }

    @cached_property
    def _organs(self) -> Mapping[str, str]:
        return {one.id: one.name for one in organs.organs(self._room.plan, self._room.programme)}

    @cached_property
    def _priced(self) -> frozenset[UnitId]:
        """Those whose money is his to see who looks."""
        room = self._room
        found = prices(room.plan, room.programme, room.as_of, room.known)
        return frozenset(one.unit for one in found if room.told(one.county, one.enterprise))

    def _entry(self, seq: Seq) -> Said:
        if not self._opens(seq):
            return Said(words=f"第 {seq} 条")
        fact = self._room.office.recorded(seq).fact
        return Said(words=f"第 {seq} 条　{catalogue.title(type(fact))}", href=ENTRY.format(seq))

    def _drawn(self, words: str, past: Timeline[typing.Any] | None) -> Said:
        first = past.entries[0].seq if past is not None and past.entries else None
        return Said(words=words, href=ENTRY.format(first) if first is not None and self._opens(first) else "")

    def _to(self, pattern: str, which: str, there: bool) -> str:
        """An address only if there is something at it for whoever looks."""
        if not there or not may(ACCESS[pattern].look, acting(self._request).role):
            return ""
        return "/" + re.sub("<.*>", quote(which, safe=":"), pattern)

    def _part(self, part: PartId) -> Said:
        there = explain(self._room.plan, self._room.programme, self._room.sheet, f"part.{part}") is not None
        return Said(words=part, href=self._to("explain/<str:key>", f"part.{part}", there))

    def _firm(self, firm: EnterpriseId) -> Said:
        room = self._room
        found = dossier_of(room.plan, room.programme, firm, room.as_of, room.known, room.sight)
        name = dossier.enterprise_name(room.plan, room.programme, firm)
        return Said(words=name, href=self._to("dossiers/<str:name>", firm, found is not None))

    def _unit(self, unit: UnitId) -> Said:
        room = self._room
        if unit in self._priced:
            return Said(words=unit, href=self._to("money/<path:name>", unit, True))
        there = unit_sheet(room.plan, room.programme, unit, room.as_of, room.known) is not None
        return Said(words=unit, href=self._to("capacity/<path:name>", unit, there))

    def _subject(self, subject: str) -> Said:
        kind, _, name = subject.partition(":")
        return Said(
            words=f"{SUBJECTS.get(kind, kind)} {name}", href=f"/statements/{quote(subject, safe=':')}"
        )

    def _register(self, number: DocumentNo) -> Said:
        entry = self._paper("", number).entry
        return Said(words=number, href=ENTRY.format(entry.seq) if entry is not None else "")


def _measured(field: Kept, value: int) -> str:
    if field.name.endswith("_per_t"):
        return f"{yuan(value)} 元/吨"
    if field.is_fen:
        return f"{yuan_of(value)} 元"
    return f"{value:,} 吨"
