"""What can be asked about money that waits: in the words of the papers that keep it back or let it go."""

from collections.abc import Mapping
from typing import Annotated

from yajian.core.words import Command, DocumentNo, OrganId, PartId, Seq, UnitId, label


class HoldsCommand(Command, frozen=True):
    """Marks this file's commands."""


class Place(HoldsCommand, frozen=True, kw_only=True, tag="holds.place"):
    """暂缓下达: let nothing go out for a unit until the named organ says so."""

    unit: Annotated[UnitId, label("产能单元", "单元编号")]
    reason: Annotated[str, label("原因", "照文件")]
    lifted_by: Annotated[OrganId, label("由谁解除", "单位编号")]
    document: Annotated[DocumentNo, label("依据文号", "须已登记")]


class Lift(HoldsCommand, frozen=True, kw_only=True, tag="holds.lift"):
    """解除暂缓: only the organ named when it was placed."""

    hold: Annotated[Seq, label("暂缓", "第几条")]
    words: Annotated[str, label("理由", "照文件")]
    document: Annotated[
        DocumentNo,
        label(
            "依据文号",
            "解除单位自己的文件，暂缓以后写成的，须已登记",
        ),
    ]


class Withdraw(HoldsCommand, frozen=True, kw_only=True, tag="holds.withdraw"):
    """撤销暂缓登记: it should never have been entered; who had it placed says so, and another person enters it."""

    hold: Annotated[Seq, label("暂缓", "第几条")]
    reason: Annotated[str, label("理由", "如：单元选错、由谁解除填错；暂缓的事由没有了的，不是撤销，是解除")]
    document: Annotated[DocumentNo, label("依据文号", "暂缓所凭文件的发文单位另行写成的更正文件，须已登记")]


class DeterminePayees(HoldsCommand, frozen=True, kw_only=True, tag="holds.determine-payees"):
    """明确补偿对象: the court's paper names who is paid for what is under seal of a part; together, exactly what is due for that."""

    part: Annotated[PartId, label("清单分项", "分项编号")]
    payees: Annotated[Mapping[str, str], label("补偿对象", "名称＝金额（元），照文书，合计须等于应补偿金额")]
    document: Annotated[DocumentNo, label("法院文书", "文号，须已登记")]


AnyCommand = Place | Lift | Withdraw | DeterminePayees
