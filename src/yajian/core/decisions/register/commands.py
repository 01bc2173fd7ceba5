"""What may be asked of the register: filings entered and corrected, units opened, placed, split and stated."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from yajian.core.words import Command, DocumentNo, EnterpriseId, PartId, Seq, Tonnes, UnitId, label


class RegisterCommand(Command, frozen=True):
    """Marks this area's commands."""


class EnterFiling(RegisterCommand, frozen=True, kw_only=True, tag="register.enter-filing"):
    """登记备案文件: enter a filing document by number, date and tonnes, with its scan."""

    number: Annotated[str, label("备案文号", "照备案文件")]
    enterprise: Annotated[EnterpriseId, label("企业")]
    filed_on: Annotated[date, label("备案日期")]
    filed_t: Annotated[Tonnes, label("备案产能（吨）", "以吨为单位：54万吨写 540000")]
    issuer: Annotated[str, label("备案机关", "单位全称")]


class CorrectFiling(RegisterCommand, frozen=True, kw_only=True, tag="register.correct-filing"):
    """更正备案文件: say again what the paper says, and how its units' tonnes follow."""

    number: Annotated[str, label("备案文号", "已登记的备案文件")]
    filed_on: Annotated[date, label("备案日期", "照原件再填一遍")]
    filed_t: Annotated[Tonnes, label("备案产能（吨）", "照原件再填一遍")]
    issuer: Annotated[str, label("备案机关", "照原件再填一遍")]
    reason: Annotated[str, label("更正理由", "原来怎样登记的、原件怎样写的")]
    units: Annotated[
        Mapping[UnitId, Tonnes], label("更正后各单元的备案产能（吨）", "单元编号＝吨数；不变的单元不填")
    ] = {}


class RenumberFiling(RegisterCommand, frozen=True, kw_only=True, tag="register.renumber-filing"):
    """更正备案文号: the number was entered wrongly; it is the same paper, and its units stay on it."""

    number: Annotated[str, label("原登记的文号", "已登记的备案文件")]
    new_number: Annotated[str, label("应为的文号", "照原件")]
    document: Annotated[DocumentNo, label("依据文号", "更正说明，须已登记")]
    reason: Annotated[str, label("更正理由", "原来怎样登记、怎样发现的")]


class VoidFiling(RegisterCommand, frozen=True, kw_only=True, tag="register.void-filing"):
    """作废备案文件登记: there is no such paper, and no unit stands on it."""

    number: Annotated[str, label("备案文号", "已登记的备案文件")]
    document: Annotated[DocumentNo, label("依据文号", "作废说明，须已登记")]
    reason: Annotated[str, label("作废理由", "为什么不该登记")]


class OpenUnit(RegisterCommand, frozen=True, kw_only=True, tag="register.open-unit"):
    """登记产能单元: so many tonnes of a filing stand for this oven, apart from the others."""

    unit: Annotated[UnitId, label("产能单元编号", "自编，一经登记不再改")]
    filing_no: Annotated[str, label("备案文号", "已登记的备案文件")]
    filed_t: Annotated[Tonnes, label("备案产能（吨）", "以吨为单位：54万吨写 540000")]
    part: Annotated[PartId | None, label("清单分项", "属清单内的产能才填")] = None
    facility: Annotated[str, label("设施", "分到哪一座；照清单所列名称")] = ""


class PlaceUnit(RegisterCommand, frozen=True, kw_only=True, tag="register.place-unit"):
    """核定清单分项: say which part of a list a unit belongs to, or that it belongs to none."""

    unit: Annotated[UnitId, label("产能单元编号")]
    part: Annotated[PartId | None, label("清单分项", "不属于任何分项的不填")] = None


class EstablishOrigin(RegisterCommand, frozen=True, kw_only=True, tag="register.establish-origin"):
    """认定产能来源: say where a unit's tonnes come from, with the papers that show it."""

    unit: Annotated[UnitId, label("产能单元编号")]
    origin: Annotated[str, label("产能来源", "方案所列来源之一")]
    contract_no: Annotated[str, label("交易合同号", "经交易取得的才填；合同须已登记")] = ""
    contract_on: Annotated[date | None, label("合同签订日期", "经交易取得的才填")] = None
    seller: Annotated[str, label("出让方", "单位全称；经交易取得的才填")] = ""
    price: Annotated[str, label("交易价格（元/吨）", "照合同，写到角分；合同没有写的不填")] = ""
    contract_t: Annotated[
        Tonnes | None, label("合同产能（吨）", "照合同的总数；一份合同买了几个产能单元的才填")
    ] = None
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的认定时填该条的条号")] = None


class SplitUnit(RegisterCommand, frozen=True, kw_only=True, tag="register.split-unit"):
    """分立产能单元: let some of a unit's tonnes stand under a unit of their own."""

    unit: Annotated[UnitId, label("原产能单元编号")]
    into: Annotated[UnitId, label("新产能单元编号", "自编，一经登记不再改")]
    filed_t: Annotated[Tonnes, label("分出备案产能（吨）")]
    built_t: Annotated[Tonnes, label("分出建成产能（吨）", "没有核定过现状的填 0")] = Tonnes(0)
    operating_t: Annotated[Tonnes, label("其中在产（吨）")] = Tonnes(0)
    stopped_t: Annotated[Tonnes, label("其中停产（吨）")] = Tonnes(0)
    facility: Annotated[str, label("设施", "新单元是哪一座；照清单所列名称")] = ""


class StateStanding(RegisterCommand, frozen=True, kw_only=True, tag="register.state-standing"):
    """核定产能现状: of a unit's built tonnes, so many operate, so many are stopped."""

    unit: Annotated[UnitId, label("产能单元编号")]
    built_t: Annotated[Tonnes, label("建成产能（吨）")]
    operating_t: Annotated[Tonnes, label("其中在产（吨）")]
    stopped_t: Annotated[Tonnes, label("其中停产（吨）")]
    corrects: Annotated[Seq | None, label("更正第几条", "只能更正最近一次核定")] = None


AnyCommand = (
    EnterFiling
    | CorrectFiling
    | RenumberFiling
    | VoidFiling
    | OpenUnit
    | PlaceUnit
    | EstablishOrigin
    | SplitUnit
    | StateStanding
)
