"""补偿资金各表: what each unit may get, was granted, was paid and still waits for, one file a table.

Every table is worked out for one reader as of a day; amounts are whole fen, and what nobody has said is 待定, never 0.
"""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from yajian.core.reports.money import audit, levels, missing, quota, schedule, steps, unpaid
from yajian.core.reports.money.scope import Scope

__all__ = ["TABLES", "Report", "Scope", "audit", "levels", "missing", "quota", "schedule", "steps", "unpaid"]


class Report(msgspec.Struct, frozen=True):
    """One table: what it is called, what it shows, how it is worked out and told."""

    title: str
    note: str
    table: Callable[[Scope], Any]
    told: Callable[[Any], Iterator[str]]
    amounts: bool = True  # whether it holds money, and not days or papers alone


TABLES: dict[str, Report] = {
    "quotas": Report("额度表", "产能×标准＝金额，逐个单元写明凭什么", quota.table, quota.told),
    "audit": Report("审核计划表", "申请多少，核定多少，核减的写明为什么", audit.table, audit.told),
    "schedule": Report("下达进度表", "一笔一笔下达，累计到列支的百分之几", schedule.table, schedule.told),
    "missing": Report(
        "缺件清单", "下一步还缺什么，哪一条要的，由谁提交", missing.table, missing.told, amounts=False
    ),
    "unpaid": Report(
        "未下达", "验收、申请、市政府同意以后过了几天；暂缓的写明原因和由谁解除", unpaid.table, unpaid.told
    ),
    "steps": Report(
        "各步天数", "从额度到报备，每一步哪天办的、用了几天", steps.table, steps.told, amounts=False
    ),
    "levels": Report("测算与执行", "分县（市）、分省市县三级，从测算到收回", levels.table, levels.told),
}
