"""What may be asked about flags."""

from collections.abc import Mapping
from typing import Annotated, Literal

from yajian.core.facts.closure import NO_PART
from yajian.core.facts.flags import Kind
from yajian.core.programme import AnyFact
from yajian.core.words import Command, DocumentNo, PartId, Refusal, Seq, label

Outcome = tuple[AnyFact, ...] | Refusal

SORTS: Mapping[str, Kind] = {"生产迹象": "activity", "照片重复": "picture"}


class FlagsCommand(Command, frozen=True):
    """Marks this file's commands."""


class ReportActivity(FlagsCommand, frozen=True, kw_only=True, tag="flags.report-activity"):
    """报告生产迹象: on that day a sign was seen that the facility works; if it is shut, that is a flag at once."""

    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称；不填分项的，填台账的设施编号")]
    sign: Annotated[
        Literal["用电", "用煤", "烟气", "炉温", "运输", "群众反映", "其他"], label("迹象", "从哪里看出来的")
    ]
    finding: Annotated[str, label("情况", "何时、何地、多少，照数据或见闻写")]
    part: Annotated[PartId, label("清单分项", "分项编号；按台账的设施编号登记的不填")] = NO_PART


class Close(FlagsCommand, frozen=True, kw_only=True, tag="flags.close"):
    """核销线索: an organ that did not enter it looked into a flag, and says on a paper what it was."""

    entry: Annotated[Seq, label("哪一条引起的", "引起线索的登记的条号")]
    sort: Annotated[Literal["生产迹象", "照片重复"], label("哪种线索", "生产迹象或照片重复")]
    verdict: Annotated[Literal["属实", "不属实"], label("结论", "线索所说的是不是事实")]
    finding: Annotated[str, label("查明情况", "怎样查的、查到什么")]
    checked_by: Annotated[Mapping[str, str], label("核查人", "姓名＝单位")]
    document: Annotated[DocumentNo, label("依据文号", "核查报告或说明，须已登记")]


AnyCommand = ReportActivity | Close
