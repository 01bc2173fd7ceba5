"""What may be asked about facilities."""

from collections.abc import Mapping
from typing import Annotated

from yajian.core.facts.closure import NO_PART
from yajian.core.programme import AnyFact
from yajian.core.words import Command, DocumentNo, PartId, Refusal, Seq, Tonnes, label

Outcome = tuple[AnyFact, ...] | Refusal


class ClosureCommand(Command, frozen=True):
    """Marks this file's commands."""


class RecordCondition(ClosureCommand, frozen=True, kw_only=True, tag="closure.record-condition"):
    """登记设施状态: this named facility came into this condition on the effective day."""

    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称；不填分项的，填台账的设施编号")]
    condition: Annotated[str, label("状态", "方案所列状态之一")]
    part: Annotated[PartId, label("清单分项", "分项编号；按台账的设施编号登记的不填")] = NO_PART
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的登记时填该条的条号")] = None
    why: Annotated[str, label("更正理由", "怎样发现有误、凭什么认定；不是更正的不填")] = ""
    correction: Annotated[
        DocumentNo | None, label("更正依据文号", "据以更正的文件，须已登记；不是更正的不填")
    ] = None


class StateOpening(ClosureCommand, frozen=True, kw_only=True, tag="closure.state-opening"):
    """期初补录: how a facility stood when the books were opened, and since when, signed by two."""

    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称；不填分项的，填台账的设施编号")]
    condition: Annotated[str, label("状态", "开账时的状态，方案所列之一；从哪天起的写作发生日期")]
    document: Annotated[DocumentNo, label("依据文号", "据以补录的文件，县（市）或市里的部门出具，须已登记")]
    signers: Annotated[Mapping[str, str], label("签字人", "姓名＝单位，恰好两个人，不是企业的人")]
    part: Annotated[PartId, label("清单分项", "分项编号；按台账的设施编号登记的不填")] = NO_PART
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的补录时填该条的条号")] = None
    why: Annotated[str, label("更正理由", "怎样发现有误、凭什么认定；不是更正的不填")] = ""
    correction: Annotated[
        DocumentNo | None, label("更正依据文号", "据以更正的文件，须已登记；不是更正的不填")
    ] = None


class MoveRecord(ClosureCommand, frozen=True, kw_only=True, tag="closure.move-record"):
    """更正登错的设施: the record was entered under the wrong facility; void there, entered here, in one act."""

    record: Annotated[Seq, label("登错的是第几条", "该条的条号")]
    facility: Annotated[str, label("应属设施", "照清单或批准的办法所列名称；不填分项的，填台账的设施编号")]
    reason: Annotated[str, label("更正理由", "怎样发现登错、凭什么认定")]
    part: Annotated[PartId, label("应属清单分项", "分项编号；按台账的设施编号改记的不填")] = NO_PART


class VoidRecord(ClosureCommand, frozen=True, kw_only=True, tag="closure.void-record"):
    """作废登记: what the record says did not happen, or the approval it rests on was withdrawn."""

    record: Annotated[Seq, label("作废第几条", "该条的条号")]
    reason: Annotated[str, label("作废理由", "照文件写明")]
    document: Annotated[DocumentNo, label("依据文号", "据以作废的文件，须已登记")]


class ApproveMethod(ClosureCommand, frozen=True, kw_only=True, tag="closure.approve-method"):
    """批准书面办法: the part's ovens cannot be told apart or named; these pieces stand in their place."""

    part: Annotated[PartId, label("清单分项", "分项编号")]
    title: Annotated[str, label("办法名称", "照原件全称")]
    pieces: Annotated[
        Mapping[str, Tonnes | None], label("各部分", "名称＝吨数；办法没有分开写吨数的，吨数空着")
    ]
    approved_by: Annotated[str, label("批准单位", "单位全称")]
    document: Annotated[DocumentNo, label("批准文号", "已登记文件的文号")]
    review: Annotated[DocumentNo | None, label("论证意见文号", "方案要求专家论证的分项须填，须已登记")] = None


AnyCommand = RecordCondition | StateOpening | MoveRecord | VoidRecord | ApproveMethod
