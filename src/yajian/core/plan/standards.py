"""What counts as done, and what a visit must have looked at before anybody may say so."""

from typing import Literal

from yajian.core.plan.needs import Need
from yajian.core.plan.terms import STANDS, Cited, ConditionId
from yajian.core.plan.value import Value
from yajian.core.words import CountyId

Severity = Literal["minor", "major"]


class SiteCheck(Cited, frozen=True, kw_only=True):
    """现场核查要看的一项。每次核查都要写明看到什么。"""

    id: str
    label: str  # 看什么；就是核查记录上的说法
    words: tuple[str, ...] = ()  # 原文用语，逐字
    # 看到不符合，至少算哪一档：minor 一般问题，major 严重问题。方案没有分档的写 {assumed: …, question: …}
    severity: Value[Severity]
    one_of: tuple[str, ...] = ()  # 没有问题时，所见须写明其中一个词
    applies: Value[bool] = STANDS  # 是否采用；方案没有写、由系统补充的写 {assumed: true, …}


class Special(Cited, frozen=True, kw_only=True):
    """完成标准对某些县（市）的特别规定。"""

    id: str
    only_in: tuple[CountyId, ...]  # 哪些县（市）
    any_of: tuple[Literal["shut", "dismantled"], ...]  # 做到其中任何一个即可
    needs: tuple[Need, ...] = ()  # 另外还要
    checks: tuple[SiteCheck, ...] = ()  # 现场核查看什么：同编号的代替完成标准里的那一项，别的另加


class CompletionStandard(Cited, frozen=True, kw_only=True):
    """怎样才算完成：只写原文写了的；地方另加的标准单列、默认不用。"""

    id: str
    label: str  # 名称
    event: Literal["shut", "dismantled"] | None = None  # 设施须到哪一步：shut 关停，dismantled 拆除
    conditions: tuple[ConditionId, ...] = ()  # 另须达到的设施状态编号，全部达到
    needs: tuple[Need, ...] = ()  # 验收前须备齐
    words: tuple[str, ...] = ()  # 原文用语，逐字
    checks: tuple[SiteCheck, ...] = ()  # 现场核查看什么
    removal: Value[str] | None = None  # 拆除的范围，或是否要拆除
    evidence: Value[tuple[str, ...]] | None = None  # 另须逐项核查的事，各写几个字
    # 另须逐项核查的事有一项不符合，至少算哪一档：minor 一般问题，major 严重问题
    severity: Value[Severity] | None = None
    special: tuple[Special, ...] = ()  # 对某些县（市）的特别规定
    # 方案以外另加的标准：默认不用；凭文件答复采用以后，不论哪个批次，核查都要逐项看 evidence
    extra: bool = False
    applies: Value[bool] = STANDS  # 是否采用；extra 写 {assumed: false, question: …}

    def special_in(self, county: CountyId | None) -> Special | None:
        """The special rule for a county, if there is one."""
        return next((one for one in self.special if county in one.only_in), None)
