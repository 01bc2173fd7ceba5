"""What may be asked about acceptance."""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from yajian.core.facts.acceptance import Fault
from yajian.core.programme import AnyFact
from yajian.core.words import Command, DocumentNo, PartId, Refusal, label

Outcome = tuple[AnyFact, ...] | Refusal

FAULTS: Mapping[str, Fault] = {"无": "none", "一般": "minor", "严重": "major"}


class AcceptanceCommand(Command, frozen=True):
    """Marks this file's commands."""


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What was found where one thing was looked at."""

    found: Annotated[str, label("看到什么", "照实写明")]
    fault: Annotated[Literal["无", "一般", "严重"], label("问题", "没有的也选“无”")] = "无"


class Report(AcceptanceCommand, frozen=True, kw_only=True, tag="acceptance.report"):
    """完工报告暨验收申请: the enterprise says the part is done and asks for acceptance."""

    part: Annotated[PartId, label("清单分项", "分项编号；一个分项整项验收")]
    done: Annotated[str, label("完成情况", "哪几座、做到哪一步、怎样做的")]
    whereabouts: Annotated[str, label("设备去向", "拆下的设备怎样处理；没有拆除的写明封存情况")]
    reported_by: Annotated[str, label("报告人", "企业负责人姓名")]
    document: Annotated[DocumentNo, label("报告文号", "企业自己的文件，须已登记")]


class Check(AcceptanceCommand, frozen=True, kw_only=True, tag="acceptance.check"):
    """现场核查: a level went there; each oven, and whatever else was looked at, with what was found."""

    part: Annotated[PartId, label("清单分项", "分项编号")]
    level: Annotated[Literal["县级", "市级"], label("哪一级", "县级初验，或市级验收组")]
    looked: Annotated[
        Mapping[str, Finding], label("核查内容", "看了什么＝看到什么；每座设施、核查清单的每一项都要写到")
    ]
    members: Annotated[Mapping[str, str], label("核查人", "姓名＝单位；至少两个人，有专家的一并写")]
    verdict: Annotated[Literal["同意", "退回"], label("同意或退回", "照核查记录")] = "同意"
    words: Annotated[str, label("意见", "照核查记录原话；退回的写明怎样整改")]
    document: Annotated[
        DocumentNo,
        label("记录文号", "本级自己的初验意见或现场核查记录，须已登记；可以晚几天签，不早于到现场那天"),
    ]


class Accept(AcceptanceCommand, frozen=True, kw_only=True, tag="acceptance.accept"):
    """验收合格: the group's signed opinion; the part's tonnes become 压减 from the day of the opinion, for ever."""

    part: Annotated[PartId, label("清单分项", "分项编号")]
    members: Annotated[
        Mapping[str, str], label("签署人", "姓名＝单位；照验收意见书，至少两个人，其中有市里单位的人")
    ]
    document: Annotated[DocumentNo, label("验收文号", "验收意见书，须已登记")]


AnyCommand = Report | Check | Accept
