"""What may be asked about supplies and those who live by them."""

from datetime import date
from typing import Annotated

from yajian.core.programme import AnyFact
from yajian.core.words import Command, CountyId, DocumentNo, EnterpriseId, PartId, Refusal, label

Outcome = tuple[AnyFact, ...] | Refusal


class UtilitiesCommand(Command, frozen=True):
    """Marks this file's commands."""


class StateSupply(UtilitiesCommand, frozen=True, kw_only=True, tag="utilities.state-supply"):
    """登记供应量: from the effective day the facility, or the whole enterprise, gives so much a day to others."""

    utility: Annotated[str, label("哪种供应", "方案所列供应的编号")]
    enterprise: Annotated[EnterpriseId, label("企业")]
    amount: Annotated[str, label("每日供应量", "用方案所定单位；不对外供应的填 0，凭县（市）的文件")]
    document: Annotated[DocumentNo, label("依据文号", "盖章的供应情况表等，须已登记")]
    facility: Annotated[str, label("设施", "分炉供应的填；填分项的照清单所列名称，否则填台账的设施编号")] = ""
    part: Annotated[PartId, label("清单分项", "按清单所列名称写设施的填")] = PartId("")


class StateDemand(UtilitiesCommand, frozen=True, kw_only=True, tag="utilities.state-demand"):
    """登记用户用量: who takes so much a day from the enterprise, outside the season and within it."""

    utility: Annotated[str, label("哪种供应", "方案所列供应的编号")]
    enterprise: Annotated[EnterpriseId, label("供应企业")]
    consumer: Annotated[str, label("用户类别", "方案所列类别的编号")]
    who: Annotated[
        str,
        label("用户", "居民写小区、村或“居民”，企业写名称；没有这一类的写“没有”，用量填 0，凭县（市）的文件"),
    ]
    amount: Annotated[str, label("平时每日用量", "用方案所定单位")]
    season_amount: Annotated[str, label("采暖期每日用量", "与平时相同的照填，不作平均")]
    document: Annotated[
        DocumentNo,
        label("依据文号", "县（市）的核定文件，或用户自己的用量证明，须已登记；供应企业自己的不算"),
    ]


class EnterSeason(UtilitiesCommand, frozen=True, kw_only=True, tag="utilities.enter-season"):
    """登记采暖期: in this county the season of high use runs from the one day to the other."""

    utility: Annotated[str, label("哪种供应", "方案所列供应的编号")]
    county: Annotated[CountyId, label("县（市）")]
    begins: Annotated[date, label("自哪天", "含当日")]
    ends: Annotated[date, label("至哪天", "含当日")]
    document: Annotated[DocumentNo, label("依据文号", "县（市）或市里的采暖期通知等，须已登记")]


class StateAlternative(UtilitiesCommand, frozen=True, kw_only=True, tag="utilities.state-alternative"):
    """登记替代来源: so much a day from a day on; without a paper that proves it, it is planned and counts nothing."""

    utility: Annotated[str, label("哪种供应", "方案所列供应的编号")]
    enterprise: Annotated[EnterpriseId, label("替代哪个企业的供应")]
    name: Annotated[str, label("替代来源", "如 天然气管道、LNG 站")]
    amount: Annotated[str, label("每日供应量", "用方案所定单位；不用了的填 0")]
    from_on: Annotated[date, label("自哪天供上")]
    until: Annotated[date | None, label("到哪天为止", "没有期限的不填")] = None
    proof: Annotated[
        DocumentNo | None,
        label("证明文号", "供应合同、竣工验收证明等，须已登记，一份只算一次；规划中的不填，计 0"),
    ] = None


class RecordInterruption(UtilitiesCommand, frozen=True, kw_only=True, tag="utilities.record-interruption"):
    """登记停供协议: this consumer agreed to do without from a day on."""

    utility: Annotated[str, label("哪种供应", "方案所列供应的编号")]
    enterprise: Annotated[EnterpriseId, label("供应企业")]
    consumer: Annotated[str, label("用户类别", "方案所列类别的编号")]
    who: Annotated[str, label("用户", "照用量登记所写")]
    from_on: Annotated[date, label("自哪天停供")]
    document: Annotated[DocumentNo, label("协议文号", "用户签的协议，须已登记；供应企业自己的文件不算")]
    until: Annotated[date | None, label("到哪天为止", "没有期限的不填")] = None


AnyCommand = StateSupply | StateDemand | EnterSeason | StateAlternative | RecordInterruption
