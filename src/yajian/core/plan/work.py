"""Who must do what: the events that set work off, the duties, the reports, the papers."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

import msgspec

from yajian.core.plan.functions import Function
from yajian.core.plan.terms import Cited, DocumentId, EventId, Label, OrgId
from yajian.core.plan.value import Value

Frequency = Literal[
    "once",
    "continuous",
    "daily",
    "weekly",
    "ten_days",
    "monthly",
    "quarterly",
    "yearly",
    "per_disbursement",
]
ReportSource = Literal[
    "facility_conditions",
    "work_plans",
    "resettlement",
    "utilities",
    "court_matters",
    "violations",
    "inspections",
]


Content = Literal[
    "survey",
    "ledger",
    "capacity",
    "annual_task",
    "pledge",
    "progress",
    "work_plan",
    "plan_review",
    "expert_opinion",
    "risks",
    "supply_balance",
    "resettlement",
    "court_letter",
    "release_shutdown",
    "release_dismantle",
    "site_confirmation",
    "completion_report",
    "county_check",
    "acceptance",
    "adjustment",
    "quota_table",
    "quota_letter",
    "application",
    "county_forward",
    "audit_plan",
    "disbursement",
    "payment_filing",
    "clawback_opinion",
    "clawback_notice",
]


class TriggerEvent(Label, frozen=True, kw_only=True):
    """引起一项职责的事情。"""


class Duty(Cited, frozen=True, kw_only=True):
    """一项职责：谁，做什么，什么时候，做完留下什么。时间只能是 due、event、every、until 之一。"""

    id: str
    who: Value[tuple[OrgId, ...]]  # 谁来做，一个或几个单位
    what: str  # 做什么
    due: Value[date] | None = None  # 哪一天以前
    event: EventId | None = None  # 由什么事情引起，见 events
    # 多久一次：once 一次，continuous 经常，daily 每日，weekly 每周，ten_days 每旬，monthly 每月，
    # quarterly 每季，yearly 每年，per_disbursement 每次拨付后
    every: Value[Frequency] | None = None
    day: Value[int] | None = None  # 每期的第几日
    until: DocumentId | None = None  # 持续到哪份文件出台
    record: str  # 做完以后有什么材料
    fn: Function  # 由系统的哪项功能办理，见“功能一览”
    optional: bool = False  # 可以做，不是必须做
    open_ended: bool = False  # 原文以“等”字结尾


class Report(Cited, frozen=True, kw_only=True):
    """一种要报送的材料。"""

    id: str
    label: str  # 名称
    sender: OrgId = msgspec.field(name="from")  # 谁报
    to: Value[tuple[OrgId, ...]]  # 报给谁
    every: Value[Frequency]  # 多久一次，取值同 duties
    due_day: Value[int] | None = None  # 每期第几日以前
    nil_return: Value[bool] | None = None  # 没有情况是否也要报（零报告）
    sections: Value[tuple[str, ...]] | None = None  # 分几部分
    # 由哪些登记自动生成：facility_conditions 设施状态，work_plans 工作方案，resettlement 职工安置，
    # utilities 供应平衡，court_matters 法院事项，violations 违法，inspections 检查
    generated_from: tuple[ReportSource, ...] = ()

    def due_for(self, day: date) -> date | None:
        """When the report on the period a day falls in is due: so far into the next one. None if nobody has said."""
        if self.due_day is None or self.due_day.value is None:
            return None
        month_end = day.replace(day=monthrange(day.year, day.month)[1])
        ends: dict[str | None, date] = {
            "daily": day,
            "weekly": day + timedelta(6 - day.weekday()),
            "ten_days": next((day.replace(day=last) for last in (10, 20) if day.day <= last), month_end),
            "monthly": month_end,
        }
        end = ends.get(self.every.value)
        return end + timedelta(self.due_day.value) if end is not None else None


class PaperTemplate(Cited, frozen=True, kw_only=True):
    """一种文书或表格的模板。"""

    id: str
    title: str  # 文书名称
    kind: Literal["docx", "xlsx"]  # docx Word 文书，xlsx Excel 表格
    # 系统据哪张报表起草：survey 摸底调查，ledger 企业台账，capacity 产能账本，annual_task 年度任务，pledge 责任书，
    # progress 压减进度，work_plan 一企一策方案，plan_review 方案审查，expert_opinion 专家论证，risks 风险评估，
    # supply_balance 供应平衡，resettlement 职工安置，court_letter 与法院协商，release_shutdown 同意停炉，
    # release_dismantle 同意拆除，site_confirmation 现场确认，completion_report 完工报告，county_check 县级初验，
    # acceptance 验收意见，adjustment 设施调整，quota_table 补偿额度，quota_letter 额度报省审核，application 补偿申请，
    # county_forward 县转报，audit_plan 审核计划，disbursement 资金下达，payment_filing 下达备案，clawback_opinion 收回意见，
    # clawback_notice 收回通知；不写的，系统不起草
    draws: Content | None = None
    maker: Value[tuple[OrgId, ...]] = msgspec.field(name="from")  # 由谁出具
