"""What may be asked about gates and the papers behind them."""

from datetime import date
from typing import Annotated

from yajian.core.programme import AnyFact
from yajian.core.words import Command, DocumentNo, PartId, Refusal, label

Outcome = tuple[AnyFact, ...] | Refusal


class ReleasesCommand(Command, frozen=True):
    """Marks this file's commands."""


class SignWarning(ReleasesCommand, frozen=True, kw_only=True, tag="releases.sign-warning"):
    """签字知悉: the holder of the post the plan names puts his name under a condition that only warns and is not met."""

    gate: Annotated[str, label("前置条件", "哪一道，填其编号")]
    condition: Annotated[str, label("哪一条", "该道前置条件里的编号")]
    part: Annotated[PartId, label("清单分项", "分项编号")]
    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称")]
    signer: Annotated[str, label("签字人", "须是当天在任的人，照签字件")]
    words: Annotated[str, label("签署意见", "照签字件原话")]
    planned_on: Annotated[date | None, label("计划日期", "照哪天的计划核对；不填按签字当天")] = None


class Override(ReleasesCommand, frozen=True, kw_only=True, tag="releases.override"):
    """书面越过: who the plan lets override decides on a document that it goes on in spite of what is not met."""

    gate: Annotated[str, label("前置条件", "哪一道，填其编号")]
    part: Annotated[PartId, label("清单分项", "分项编号")]
    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称")]
    conditions: Annotated[tuple[str, ...], label("越过哪几条", "逐条写编号；没有写的不越过")]
    planned_on: Annotated[date, label("计划日期", "计划停炉、拆除的日期")]
    person: Annotated[str, label("签批人", "须在方案所写的单位任职")]
    reason: Annotated[str, label("理由", "照文件")]
    document: Annotated[DocumentNo, label("依据文号", "据以越过的文件，须已登记")]


class Release(ReleasesCommand, frozen=True, kw_only=True, tag="releases.release"):
    """出具同意文书: every condition met, signed for, or overridden, this paper lets the oven be shut or dismantled."""

    gate: Annotated[str, label("前置条件", "哪一道，填其编号")]
    part: Annotated[PartId, label("清单分项", "分项编号")]
    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称")]
    planned_on: Annotated[date, label("计划日期", "计划停炉、拆除的日期")]
    document: Annotated[DocumentNo, label("同意文号", "同意停炉、同意拆除的文件，须已登记")]


class Withdraw(ReleasesCommand, frozen=True, kw_only=True, tag="releases.withdraw"):
    """收回同意文书: from the effective day the paper releases nothing any more."""

    gate: Annotated[str, label("前置条件", "哪一道，填其编号")]
    part: Annotated[PartId, label("清单分项", "分项编号")]
    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称")]
    reason: Annotated[str, label("理由", "照文件")]
    document: Annotated[DocumentNo, label("依据文号", "据以收回的文件，须已登记")]


AnyCommand = SignWarning | Override | Release | Withdraw
