"""登记到场: who was at a facility, what was looked at, with pictures. Sent twice from a telephone, it is entered once."""

import re
from collections.abc import Mapping
from typing import Annotated

import msgspec

from yajian.core import flags, naming
from yajian.core.facts.closure import NO_PART
from yajian.core.facts.visits import Looked, Purpose, VisitRecorded
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import flags as flag_rules
from yajian.core.words import Command, PartId, Refusal, Request, SystemRule, label

Outcome = tuple[AnyFact, ...] | Refusal

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_DEGREE = 1_000_000
_SPOT = ("latitude_e6", "longitude_e6", "accuracy_m")  # as the telephone had it


class VisitsCommand(Command, frozen=True):
    """Marks this file's commands."""


class Record(VisitsCommand, frozen=True, kw_only=True, tag="visits.record"):
    """登记到场: on the effective day I was at this facility; this is what I looked at, and these are the pictures."""

    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称；不填分项的，填台账的设施编号")]
    purpose: Annotated[Purpose, label("为什么去", "这次到场的事由")]
    looked: Annotated[Mapping[str, str], label("看了什么", "看了什么＝看到什么；没有看的不写")] = {}
    note: Annotated[str, label("说明", "别的情况，照实写")] = ""
    part: Annotated[PartId, label("清单分项", "分项编号；按台账的设施编号登记的不填")] = NO_PART
    at: Annotated[str, label("几点到的", "写作 09:40")] = ""
    where: Annotated[str, label("在哪里拍的", "如：焦侧东端，面向炉门")] = ""
    latitude_e6: Annotated[int | None, label("纬度", "百万分之一度；手机取得的位置")] = None
    longitude_e6: Annotated[int | None, label("经度", "百万分之一度；手机取得的位置")] = None
    accuracy_m: Annotated[int | None, label("位置误差（米）", "手机所报")] = None


AnyCommand = Record


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    return record(plan, programme, request.command, request)


def record(plan: Plan, programme: Programme, command: Record, request: Request[AnyCommand]) -> Outcome:
    refusal = naming.unless_named_otherwise(
        plan, programme, command.part, command.facility, request.effective
    )
    if refusal is not None:
        return refusal
    if not flags.is_there(programme, command.part, command.facility, request.effective):
        return Refusal(
            code="visits.record.no-such-facility",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有 {command.part or '台账设施'} {command.facility}",
            way_forward="请从清单分项所列的设施中选择；不在清单上的，填企业台账的设施编号",
            field="facility",
        )
    if not command.note.strip() and not any(found.strip() for found in command.looked.values()):
        return Refusal(
            code="visits.record.nothing-said",
            basis=SystemRule.VALUE_UNFIT,
            finding="看了什么、说明都空着",
            way_forward="请至少写一样看到的情况",
            field="note",
        )
    if command.at and _CLOCK.fullmatch(command.at) is None:
        return Refusal(
            code="visits.record.no-time",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"几点到的写作 09:40，看到的是“{command.at}”",
            way_forward="请照 24 小时写时和分；不记得的空着",
            field="at",
        )
    place = (command.latitude_e6, command.longitude_e6)
    if place != (None, None) and not _is_on_earth(*place):
        return Refusal(
            code="visits.record.no-place",
            basis=SystemRule.VALUE_UNFIT,
            finding="手机的位置不全，或不在经纬度的范围内",
            way_forward="请重新取当前位置，或不取，用文字写明在哪里",
            field="where",
        )
    if not flag_rules.seen(request):
        return Refusal(
            code="visits.record.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=flag_rules.nothing_seen(request) or f"到 {command.facility} 现场，没有附任何照片",
            way_forward="请当场拍照，至少一张",
            field="evidence",
        )
    fact = VisitRecorded(
        part=command.part,
        facility=command.facility,
        purpose=command.purpose,
        at=command.at,
        where=command.where,
        latitude_e6=command.latitude_e6,
        longitude_e6=command.longitude_e6,
        accuracy_m=command.accuracy_m,
        looked=tuple(
            Looked(what=what, found=found) for what, found in command.looked.items() if found.strip()
        ),
        note=command.note,
        pictures=request.pictures,
    )
    told = _told(programme, fact, request)
    if any(one.effective == request.effective for one in told):
        return ()
    mine = [one for one in told if programme.visits.sources[one.seq].actor == request.actor]
    if mine:  # a wrong day: where it was, and what its pictures were like, is as it was when it first came
        fact = msgspec.structs.replace(mine[-1].value, corrects=mine[-1].seq)

    # From here the command succeeds.
    return (fact,)


def _told(
    programme: Programme, fact: VisitRecorded, request: Request[AnyCommand]
) -> tuple[Entry[VisitRecorded], ...]:
    """The entries of the same visit with the same files, under this day or another.

    What its pictures are like has changed since; and where the telephone is when a day is put right says nothing of the visit.
    """
    books = programme.visits
    return tuple(
        told
        for told in books.paid.get((fact.part, fact.facility), Timeline()).known()
        if books.sources[told.seq].evidence == request.evidence
        and _bare(told.value) == _bare(fact)
        and (told.effective != request.effective or _spot(told.value) == _spot(fact))
    )


def _bare(fact: VisitRecorded) -> tuple[object, ...]:
    apart = {"pictures", "corrects", *_SPOT}
    return tuple(getattr(fact, name) for name in fact.__struct_fields__ if name not in apart)


def _spot(fact: VisitRecorded) -> tuple[object, ...]:
    return tuple(getattr(fact, name) for name in _SPOT)


def _is_on_earth(latitude: int | None, longitude: int | None) -> bool:
    if latitude is None or longitude is None:
        return False
    return abs(latitude) <= 90 * _DEGREE and abs(longitude) <= 180 * _DEGREE
