"""企业台账: every enterprise of a county, or of all, as the ledger has it on a day."""

from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.dossier import LedgerLine, ledger
from yajian.core.reports.papers.written import Position, Rows, Subject, Written, county_name


def enterprise_ledger(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    name = county_name(plan, subject)
    lines = tuple(
        line
        for line in ledger(plan, programme, position.as_of, position.known).lines
        if line.county == subject.county
    )
    return Written(
        content="ledger",
        title=f"{name}{subject.template.title}",
        words={
            "县市": name,
            "户数": str(len(lines)),
            "列入清单": wording.wan_t(sum(line.listed_t for line in lines)),
            "数据说明": position.words,
        },
        tables={
            "企业": Rows(
                columns=(
                    "序号",
                    "企业",
                    "曾用名",
                    "统一社会信用代码",
                    "设施",
                    "列入清单",
                    "目标以外",
                    "说明",
                ),
                rows=tuple(_row(at, line) for at, line in enumerate(lines, 1)),
                figures=frozenset({"序号", "设施", "列入清单", "目标以外"}),
            )
        },
    )


def _row(at: int, line: LedgerLine) -> tuple[str, ...]:
    code = line.code.value if line.code is not None else None
    remarks = (
        f"自{line.merged.effective.isoformat()}起并入{line.merged_name}" if line.merged is not None else "",
        f"没有代码：{code.absent}" if code is not None and code.absent else "",
        "" if line.in_plan else "方案清单以外",
    )
    return (
        str(at),
        line.name,
        "、".join(line.former),
        code.code if code is not None else "",
        str(line.facilities),
        wording.wan_t(line.listed_t),
        wording.wan_t(line.outside_t),
        "；".join(one for one in remarks if one),
    )
