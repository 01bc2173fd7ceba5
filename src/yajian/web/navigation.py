"""The side menu: one list, holding only pages that exist."""

from collections.abc import Callable

import msgspec


class Entry(msgspec.Struct, frozen=True):
    """One line of the menu."""

    name: str
    icon: str
    url: str
    group: str


ENTRIES = (
    Entry("驾驶舱", "layout-dashboard", "/", "工作台"),
    Entry("我的待办", "list-check", "/inbox", "工作台"),
    Entry("办事", "pencil", "/do", "工作台"),
    Entry("压减清单", "list-details", "/list", "工作台"),
    Entry("企业台账", "building-factory-2", "/dossiers", "工作台"),
    Entry("导入", "upload", "/imports", "工作台"),
    Entry("设施状态", "hammer", "/facilities", "工作台"),
    Entry("到场", "map-2", "/visit", "工作台"),
    Entry("前置条件", "circle-check", "/gates", "工作台"),
    Entry("验收", "shield-check", "/acceptance", "工作台"),
    Entry("一企一策", "file-certificate", "/workplans", "工作台"),
    Entry("风险与应急", "alert-triangle", "/risks", "工作台"),
    Entry("气源等供应", "adjustments-horizontal", "/utilities", "工作台"),
    Entry("职工安置", "users", "/workers", "工作台"),
    Entry("法院事项", "lock", "/courts", "工作台"),
    Entry("补偿资金", "coins", "/money", "工作台"),
    Entry("对账", "arrows-exchange", "/reconciliation", "工作台"),
    Entry("产能交易", "git-branch", "/trades", "工作台"),
    Entry("摸底调查", "search", "/survey", "工作台"),
    Entry("产能账本", "scale", "/capacity", "工作台"),
    Entry("文书", "file-text", "/papers", "工作台"),
    Entry("数据认定", "file-certificate", "/statements", "工作台"),
    Entry("单位与责任人", "users", "/organs", "方案"),
    Entry("时点还原", "arrows-exchange", "/as-of", "审计"),
    Entry("条文", "blockquote", "/clauses", "方案"),
    Entry("职责", "clipboard-check", "/duties", "方案"),
    Entry("待明确事项", "zoom-question", "/questions", "方案"),
    Entry("组织与账号", "users", "/people", "系统"),
)


def groups(opens: Callable[[str], bool]) -> list[tuple[str, list[Entry]]]:
    """The menu as drawn: each group with the entries whose pages open to who looks, in order."""
    open_to_him = [entry for entry in ENTRIES if opens(entry.url)]
    names = dict.fromkeys(entry.group for entry in open_to_him)
    return [(name, [entry for entry in open_to_him if entry.group == name]) for name in names]


def current(path: str) -> Entry | None:
    """The entry a page belongs to: its own address, or one below it."""
    for entry in ENTRIES:
        if path == entry.url or (entry.url != "/" and path.startswith(entry.url + "/")):
            return entry
    return None
