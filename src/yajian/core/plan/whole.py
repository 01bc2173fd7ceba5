"""One issued plan, typed: all that a rule may ask of the document. Loaded elsewhere, read only here."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from yajian.core.plan.care import Court, Resettlement, Risks, Utility
from yajian.core.plan.conditions import Gate, Rule
from yajian.core.plan.facilities import Capacity, FacilityType, Form
from yajian.core.plan.filing import FilingCleanup, Layout, Moratorium
from yajian.core.plan.goals import (
    Baseline,
    Batch,
    Check,
    CountyTask,
    Goal,
    Indicator,
    Milestone,
    PrintedTotal,
    Target,
)
from yajian.core.plan.heading import Document, IssuedText, PlanClause, ProgrammeHeading, Source
from yajian.core.plan.lists import Category, Enterprise, RetirementList
from yajian.core.plan.measures import Interpretation, Unit
from yajian.core.plan.money import Compensation
from yajian.core.plan.oversight import Escalation, Inspection, Publication, Publicity, Violations
from yajian.core.plan.people import Group, Organisation, Responsibility
from yajian.core.plan.questions import OpenQuestion
from yajian.core.plan.standards import CompletionStandard
from yajian.core.plan.work import Duty, PaperTemplate, Report, TriggerEvent
from yajian.core.words import BatchId, ClauseId, EnterpriseId, QuestionId


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """方案文件的各章。"""

    schema: Literal["plan/1"]  # 本文件所用的格式版本
    programme: ProgrammeHeading  # 方案是什么
    issued_text: IssuedText  # 印发的原文
    documents: Mapping[str, Document] = {}  # 方案提到的文件
    sources: Mapping[str, Source] = {}  # 方案以外的材料
    clauses: Mapping[ClauseId, PlanClause]  # 条文，逐字
    organisations: Mapping[str, Organisation]  # 单位
    groups: Mapping[str, Group] = {}  # 领导小组等机构
    responsibility: Responsibility | None = None  # 责任
    units: Mapping[str, Unit]  # 计量单位；capacity 必须有，用到的 rate、money、share、ratio 也必须有
    interpretation: Interpretation = Interpretation()  # 用语的口径
    facility_types: Mapping[str, FacilityType]  # 设施类型
    forms: Mapping[str, Form] = {}  # 设施以外的表单
    capacity: Capacity  # 产能的口径和来源
    targets: tuple[Target, ...]  # 目标
    goals: tuple[Goal, ...] = ()  # 产能总量以外的目标
    indicators: Mapping[str, Indicator] = {}  # 指标
    batches: Mapping[BatchId, Batch]  # 批次
    milestones: tuple[Milestone, ...]  # 累计节点
    enterprises: Mapping[EnterpriseId, Enterprise]  # 企业
    categories: Mapping[str, Category] = {}  # 压减对象的类别
    retirement_list: RetirementList  # 压减清单
    related_lists: tuple[RetirementList, ...] = ()  # 与总目标分开的清单
    county_tasks: tuple[CountyTask, ...] = ()  # 各县（市）任务
    completion_standards: Mapping[str, CompletionStandard]  # 完成标准
    baseline: Baseline | None = None  # 从哪个总产能里削减
    printed_totals: Mapping[str, PrintedTotal] = {}  # 原文印出的合计数
    checks: tuple[Check, ...] = ()  # 载入时核对的等式
    events: Mapping[str, TriggerEvent] = {}  # 引起职责的事情
    duties: Mapping[str, Duty] = {}  # 职责
    reports: Mapping[str, Report] = {}  # 报送
    gates: Mapping[str, Gate] = {}  # 关口（前置条件）
    rules: Mapping[str, Rule] = {}  # 规则
    compensation: Compensation = Compensation(rates=(), formula="capacity_times_rate")  # 补偿
    moratorium: Moratorium | None = None  # 暂停办理
    filing_cleanup: FilingCleanup | None = None  # 清理已备案项目
    layout: Layout = Layout()  # 布局
    risks: Risks | None = None  # 风险
    utilities: Mapping[str, Utility] = {}  # 要接续的供应
    resettlement: Resettlement | None = None  # 职工安置
    court: Court | None = None  # 法院查封
    violations: Violations | None = None  # 严重违法
    inspection: Inspection | None = None  # 督查
    escalation: Escalation = Escalation(ladder=(), lights=())  # 预警和催办
    publicity: Publicity | None = None  # 宣传和舆情
    templates: Mapping[str, PaperTemplate] = {}  # 文书模板
    publication: Publication | None = None  # 公开
    open_questions: Mapping[QuestionId, OpenQuestion] = {}  # 待明确事项

    @property
    def total(self) -> Target:
        """The target the whole programme is measured by."""
        return self.targets[0]

    @property
    def counties(self) -> tuple[Organisation, ...]:
        """The counties themselves, in the order of the file."""
        return tuple(
            organisation
            for organisation in self.organisations.values()
            if organisation.level == "county" and not organisation.template
        )

    def county_name(self, id: str | None) -> str:
        """As the plan calls it; what it does not know is told as it was written."""
        return next((one.name for one in self.counties if one.id == id), id or "")

    @property
    def counties_concerned(self) -> tuple[Organisation, ...]:
        """各有关县（市）: the counties its groups name as members; where none does, those it is addressed to."""
        members: set[str] = set()
        for group in self.groups.values():
            members |= set(group.member_counties.value or ()) if group.member_counties is not None else set()
        named = members or set(self.programme.addressees)
        return tuple(county for county in self.counties if county.id in named) or self.counties

    @property
    def lists(self) -> tuple[RetirementList, ...]:
        """Every list: the one that makes up the target first."""
        return (self.retirement_list, *self.related_lists)
