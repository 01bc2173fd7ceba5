"""How a plan asks: tests over named fields, rules built from them, and the gates they guard.

Operators are a closed list. There are no expressions and no code in a plan.
"""

from datetime import date
from typing import Annotated, Literal

import msgspec

from yajian.core.plan.needs import Need
from yajian.core.plan.terms import (
    STANDS,
    Cited,
    DocumentId,
    FieldRef,
    OrgId,
    RoleId,
    RuleId,
    UnitSymbol,
    UtilityId,
)
from yajian.core.plan.value import In, InUnitOf, Value, said
from yajian.core.words import AnswerWord, CountyId, QuestionId

Op = Literal["eq", "ne", "lt", "lte", "gt", "gte", "in", "not_in", "present"]
Scalar = bool | int | date | str
Released = Literal[
    "shutdown",
    "dismantle",
    "acceptance",
    "swap",
    "application",
    "payment",
    "clawback",
    "criticism",
    "supplement",
    "project",
    "trade",
]
Level = Literal["hold", "soft"]
HOLDS: Value[Level] = said("hold")


class Comparison(Cited, frozen=True, kw_only=True):
    """一个字段与一个值（或另一个字段）比较。"""

    field: FieldRef  # 设施类型或表单的编号.字段编号，如 coke_oven.chamber_height
    # eq 等于，ne 不等于，lt 小于，lte 不大于，gt 大于，gte 不小于，in 属于，not_in 不属于，present 已填写
    op: Value[Op]
    unit: UnitSymbol | None = None  # value 的单位
    # 与什么比较：数字、是否（true/false）、日期、选项编号，或它们的列表
    value: Annotated[Value[Scalar | tuple[Scalar, ...]] | None, InUnitOf("unit")] = None
    than: FieldRef | None = None  # 与另一个字段比较时写，代替 value
    as_of: Value[date] | None = None  # 按哪一天计算


class Case(Cited, frozen=True, kw_only=True):
    """分情形的规则里的一种情形；按顺序取第一个成立的。"""

    when: Comparison | None = None  # 什么情形；不写则为其余情形
    # 怎样判断：pass 符合，fail 不符合，undetermined 待定，须写 question；等一个答复的写 {unknown: …}，答复了就按答复
    answer: Value[AnswerWord]
    why: str  # 一句话理由


class Rule(Cited, frozen=True, kw_only=True):
    """一条可以核对的规则：一个测试（test），或分情形（cases），或系统始终遵守的一条（always）。"""

    id: str
    label: str  # 规则名称
    when: Comparison | None = None  # 只在什么情形下适用
    test: Comparison | None = None  # 一个比较，成立即符合
    cases: tuple[Case, ...] = ()  # 分情形，按顺序取第一个成立的
    # no_double_count 一份产能只压减一次、补偿一次、此后不得交易和备案；never_revived 已验收的不得恢复生产
    always: Literal["no_double_count", "never_revived"] | None = None
    # 置换比例：被置换产能是新建产能的几倍
    ratio_permille: Annotated[Value[int] | None, In("ratio")] = msgspec.field(default=None, name="ratio")
    # 从哪一步起锁定：listing 列入清单起，acceptance 验收起
    lock_from: Value[Literal["listing", "acceptance"]] | None = None


class GateCondition(Cited, frozen=True, kw_only=True):
    """前置条件里的一条：一项需要（need），或一条规则（rule）。"""

    id: str
    label: str  # 屏幕和文书上的说法
    need: Need | None = None  # 见“需要一览”
    rule: RuleId | None = None  # 哪条规则，见 rules
    when: Comparison | None = None  # 只在什么情形下要求
    only_in: tuple[CountyId, ...] = ()  # 只对哪些县（市）要求
    applies: Value[bool] = STANDS  # 是否采用；系统补充的条件写 {assumed: true, …}
    # 不满足时怎样：hold 不放行，soft 只提示，由 signed_by 签字后放行
    level: Value[Level] = HOLDS
    signed_by: RoleId | None = None  # soft 时由县（市）哪个角色签字
    by: Value[OrgId] | None = None  # 由哪个单位批准、签发、提出意见
    measure: Value[str] | None = None  # 以什么标准、限值、口径衡量
    materials: Value[tuple[str, ...]] | None = None  # 要附哪些材料
    document: DocumentId | None = None  # 等哪份文件
    utility: UtilityId | None = None  # 哪一种供应
    hold_if_missing: bool = False  # 缺这一项时暂缓，不作不符合处理

    @property
    def asks(self) -> tuple[QuestionId, ...]:
        """The questions this condition leans on."""
        values = (self.applies, self.level, self.by, self.measure, self.materials)
        found = [value.question for value in values if value is not None and value.question is not None]
        return tuple(dict.fromkeys(found if self.question is None else [self.question, *found]))


class Gate(Cited, frozen=True, kw_only=True):
    """一道关口：条件都符合，才出具同意的文书。它从不拦阻对已发生事情的登记，也从不顺延时限。"""

    id: str
    label: str  # 屏幕和文书上的说法
    # 放行什么：shutdown 停炉，dismantle 拆除，acceptance 验收，swap 设施调整，application 申请补偿，
    # payment 下达资金，clawback 收回，criticism 通报批评，supplement 补充列入，project 项目上报，trade 交易登记
    releases: Released
    asks: str = ""  # 用一句话说出它回答的问题
    override: Value[OrgId] | None = None  # 谁可以书面越过；不写则任何人不得越过
    moves_deadline: bool = False  # 不放行是否顺延时限
    authority: OrgId | None = None  # 最终由谁决定；写了则本级只核对、上报
    posts: Literal["deduction"] | None = None  # 通过后入什么账：deduction 产能扣减
    conditions: tuple[GateCondition, ...]  # 条件，按原文的先后

    def condition(self, id: str) -> GateCondition | None:
        return next((condition for condition in self.conditions if condition.id == id), None)
