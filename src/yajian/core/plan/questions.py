"""What the plan does not say, says twice differently, or leaves to others."""

import msgspec

from yajian.core.plan.terms import OrgId, SourceId
from yajian.core.words import ClauseId, QuestionId


class OpenQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """一个待明确事项。凡“系统默认”和“未知”的值都要指明一个。"""

    id: QuestionId
    clauses: tuple[ClauseId, ...] = msgspec.field(name="clause")  # 由哪几条条文引起
    topic: str  # 题目，几个字
    question: str  # 要问的话，可以直接写进请示
    default: str = ""  # 系统默认怎样理解
    until_answered: str  # 答复之前系统怎样做
    ask: tuple[OrgId, ...]  # 建议请示哪个单位（我们的建议，不是方案的规定）
    sources: tuple[SourceId, ...] = ()  # 可参考的外部材料
