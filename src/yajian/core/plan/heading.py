"""The plan as a document: its heading, its text, its clauses, and the papers it names."""

from datetime import date
from typing import Literal

import msgspec

from yajian.core.plan.terms import Cited, DocumentId, OrgId
from yajian.core.plan.value import Value
from yajian.core.words import Clause, ClauseId, DocumentNo

Level = Literal["province", "city", "county", "enterprise", "utility", "court", "other"]
ClauseKind = Literal["context", "principle", "target", "rule", "duty", "procedure", "fact", "right"]


class ProgrammeHeading(Cited, frozen=True, kw_only=True):
    """方案是什么：题名、文号、印发单位和日期、行业、地区。"""

    id: str  # 方案编号，全系统唯一，采用后不再改
    revision: int  # 本文件是第几版
    title: str  # 全称，与文件标题一致
    en: str = ""  # 英文名称
    short_title: str  # 简称，用于页眉和列表
    short_en: str = ""  # 英文简称
    document_no: DocumentNo  # 文号
    issued_by: str  # 印发单位
    issued_on: date  # 印发日期；早于或等于它的时限要标明
    approved_by: OrgId | None = None  # 同意印发的单位
    passed_by: OrgId | None = None  # 研究通过的单位
    addressees: tuple[OrgId, ...] = ()  # 主送单位
    copied_to: tuple[str, ...] = ()  # 抄送单位
    public: bool  # 是否公开发布
    industry: str  # 行业，如“焦化”
    level: Level = "city"  # 哪一级的方案
    city: str  # 地区名称
    province: str = ""  # 所在的省
    language: str = "zh-CN"  # 文件所用语言
    timezone: str = "Asia/Shanghai"  # 时限按哪个时区的日期计算
    horizon_years: Value[int] | None = None  # “用三年时间”一类的年数
    horizon_start: Value[date] | None = None  # 从哪一天起算


class IssuedText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """印发的原文：每一条条文都要与它逐字相同，它的每一句话都要归入某一条条文。"""

    file: str  # 原文文件名，与方案文件放在同一个文件夹
    # 不是条文的文字：版头、题名、落款等，逐字照抄。形如“一、…”“（一）…”的标题不必列
    aside: tuple[str, ...] = ()


class PlanClause(Clause, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """一条条文，逐字。职责（duty）和程序（procedure）类的条文必须有对应的 duties。"""

    id: ClauseId
    cite: str  # 怎样引用它，照办公室的说法，如 四(二)-5
    text: str  # 原文，逐字；只可以少换行和空格
    # context 背景，principle 原则，target 目标，rule 规则，duty 职责，procedure 程序，fact 事实，right 权利
    kind: ClauseKind
    quotes: DocumentId | None = None  # 转引自哪份文件


class Document(Cited, frozen=True, kw_only=True):
    """方案自己提到的一份文件。"""

    id: str
    title: str  # 文件标题
    number: Value[DocumentNo] | None = None  # 文号
    issued_by: str = ""  # 印发单位
    role: Literal["this", "basis", "cited", "awaited"]  # 本方案、依据、提及、待出台
    text_held: bool  # 全文是否在手


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """方案以外的材料，只作参考，不作为方案的事实。"""

    id: str
    title: str  # 材料名称
    url: str  # 出处
    says: str  # 其中与本方案有关的内容
    # 可靠程度：官方发布、转载、二手资料
    reliability: tuple[Literal["official", "repost", "secondary"], ...]
