"""The five written forms of a value, and what may stand beside each."""

from collections.abc import Collection, Mapping
from typing import get_args

from yajian.core.plan.value import How
from yajian.planfile.scalars import Amiss

WORKINGS: tuple[str, ...] = get_args(How)

FORMS: Mapping[str, frozenset[str]] = {
    "said": frozenset({"said", "clause", "note"}),
    "derived": frozenset({"derived", "clause", "note", *WORKINGS}),
    "assumed": frozenset({"assumed", "question", "clause", "note"}),
    "external": frozenset({"external", "source", "question", "clause", "note"}),
    "unknown": frozenset({"unknown", "clause", "note"}),
}

_USAGE = (
    "直接写值，或写 {said: 值, clause: 条文}、{derived: 值, sum: [编号]}、{assumed: 值, question: 事项}、"
    "{external: 值, source: 来源}、{unknown: 事项}"
)


def form_of(keys: Collection[str]) -> str | Amiss:
    """Which form a mapping is written in, or what keeps it from being one."""
    forms = [form for form in FORMS if form in keys]
    if len(forms) != 1:
        seen = "没有写明来历" if not forms else f"同时写了 {'、'.join(forms)}"
        return Amiss("value-form", f"这里要一个值，{seen}", _USAGE)
    form = forms[0]
    workings = [key for key in WORKINGS if key in keys]
    if form == "derived" and len(workings) != 1:
        seen = "推算的值没有写怎样算出来" if not workings else f"同时写了 {'、'.join(workings)}"
        return Amiss("derived-without-working", seen, f"写明其中一个：{'、'.join(WORKINGS)}")
    if form == "assumed" and "question" not in keys:
        return Amiss(
            "assumed-without-question", "系统默认的值没有指明待明确事项", "写 question: 待明确事项编号"
        )
    if form == "external" and "source" not in keys:
        return Amiss("external-without-source", "外部来源的值没有指明来源", "写 source: sources 里的编号")
    return form
