"""Numbers as the documents write them. Exact: what does not divide keeps its decimals."""

from datetime import date

from yajian.core.facts.closure import CountsAs
from yajian.core.facts.dossier import Matter
from yajian.core.facts.targets import Event
from yajian.core.words import Refusal, SystemRule, shortest
from yajian.core.words import yuan as yuan

EVENTS: dict[Event, str] = {"shut": "按关停判定", "dismantled": "按拆除判定", "accepted": "按验收判定"}

COUNTS_AS: dict[CountsAs, str] = {
    "running": "在产",
    "stopped": "停产",
    "shut": "关停",
    "dismantled": "拆除",
    "revived": "死灰复燃",
}

MATTERS: dict[Matter, str] = {"debt": "债务", "asset": "资产", "other": "其他"}


def date_zh(day: date) -> str:
    """2020年10月31日, as documents write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def wan_t(tonnes: int) -> str:
    """Tonnes as 万吨: 3250000 → 325, 74500 → 7.45."""
    return shortest(tonnes, 10_000)


def wan_yuan(fen: int) -> str:
    """Fen as 万元 with thousands separated: 9750000000 → 9,750."""
    return shortest(fen, 1_000_000)


def percent(thousandths: int) -> str:
    """‰ as %: 333 → 33.3%."""
    return f"{shortest(thousandths, 10)}%"


def basis(refusal: Refusal) -> str:
    """What a refusal rests on: the clause as cited and quoted, or the system's rule."""
    found = refusal.basis
    return found.value if isinstance(found, SystemRule) else f"{found.cite}　“{found.text}”"


def refusal(declined: Refusal) -> str:
    """A refusal as three lines: why, what was seen, what would help."""
    return (
        f"未予登记。\n依据　　{basis(declined)}\n情况　　{declined.finding}\n怎么办　{declined.way_forward}"
    )


def refusal_as_builtins(declined: Refusal) -> dict[str, object]:
    """The same for a machine."""
    found = declined.basis
    return {
        "code": declined.code,
        "basis": {"rule": found.name, "words": found.value}
        if isinstance(found, SystemRule)
        else {"clause": found.id, "cite": found.cite, "text": found.text},
        "finding": declined.finding,
        "way_forward": declined.way_forward,
        "field": declined.field,
    }
