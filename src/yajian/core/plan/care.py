"""What a shutdown must not break: risks, supplies, workers, courts."""

from yajian.core.plan.terms import Cited, FieldRef, OrgId, Term
from yajian.core.plan.value import Value


class Risks(Cited, frozen=True, kw_only=True):
    """风险：要评估哪几类，怎样分级，谁来评估。"""

    kinds: tuple[Term, ...]  # 必须逐类评估的风险
    process_kinds: tuple[Term, ...] = ()  # 压减过程中另要防范的风险
    likelihood: Value[tuple[str, ...]] | None = None  # 可能性分级，由低到高
    impact: Value[tuple[str, ...]] | None = None  # 影响分级，由低到高
    assessed_by: OrgId  # 由谁评估
    requires: tuple[str, ...] = ()  # 每类风险要有哪几样


class Consumer(Term, frozen=True, kw_only=True):
    """一类用户。"""

    priority: Value[int] | None = None  # 保障次序，1 最先


class Utility(Cited, frozen=True, kw_only=True):
    """设施停下后要接续的一种供应：煤气、供热、供电、供水。"""

    id: str
    label: str  # 中文名称
    en: str = ""  # 英文名称
    unit: Value[str]  # 计量单位
    consumers: tuple[Consumer, ...]  # 用户类别
    sources: Value[tuple[str, ...]]  # 供应来源
    demands: Value[tuple[str, ...]]  # 用户和用量
    season: Value[str] | None = None  # 用量大的季节起止，如采暖期
    criterion: Value[str]  # 怎样算已经落实
    responsible: Value[OrgId]  # 由谁负责


class Resettlement(Cited, frozen=True, kw_only=True):
    """职工安置。"""

    methods: tuple[Term, ...]  # 安置办法
    headcount: Value[int]  # 涉及人数
    settled_when: Value[str]  # 怎样算安置完成
    workers_meeting: Value[str]  # 职工代表大会
    personal_data: Value[str]  # 个人信息看到哪一级


class Court(Cited, frozen=True, kw_only=True):
    """法院查封的设施。"""

    principle: str  # 原则，逐字
    record: tuple[str, ...]  # 要登记哪几样
    payee_by: tuple[OrgId, ...]  # 由谁依法明确补偿对象；明确之前只暂缓这一笔
    sealed: FieldRef | None = None  # 台账哪个字段填是否查封；登记了查封的，以查封登记为准
