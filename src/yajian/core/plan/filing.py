"""What may still be built: the moratorium, the clean-up of filings, the zones and the lines."""

from datetime import date

from yajian.core.plan.terms import Cited, DocumentId, OrgId, Term
from yajian.core.plan.value import Value
from yajian.core.words import CountyId


class Moratorium(Cited, frozen=True, kw_only=True):
    """暂停办理备案和置换确认。"""

    basis: DocumentId  # 依据哪份文件暂停
    active_from: Value[date]  # 自何日起
    not_later_than: Value[date]  # 最迟自何日起；两日之间的备案要标出来核对
    lifts_on: DocumentId  # 哪份文件出台后恢复
    covers: tuple[str, ...]  # 暂停哪些手续
    authority_after: OrgId  # 恢复后由谁办理
    may_be_replaced: Value[str]  # 哪些产能可以置换


class FilingCleanup(Cited, frozen=True, kw_only=True):
    """清理已备案的项目。"""

    objects: tuple[str, ...]  # 清理哪些文件
    outcomes: tuple[str, ...]  # 清理结论有哪几种
    on_noncompliant: str  # 不合规的怎样处理
    criteria: Value[str]  # 按什么标准
    revoked_by: Value[OrgId]  # 由谁撤销


class Zone(Cited, frozen=True, kw_only=True):
    """一个开发区。"""

    id: str
    name: str  # 名称，照原文
    county: CountyId  # 在哪个县（市）


class Layout(Cited, frozen=True, kw_only=True):
    """布局：哪些开发区，边界在哪，有哪几条管控线。"""

    zones: tuple[Zone, ...] = ()  # 开发区
    boundaries: Value[str] | None = None  # 四至
    map: str = ""  # 县界图文件（GeoJSON），与方案文件放在同一个文件夹
    lines: tuple[Term, ...] = ()  # 管控线，如生态保护红线
