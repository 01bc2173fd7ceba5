"""审签单: the sheet that goes round with a draft, with an opinion line for each step, to be signed by hand."""

from yajian.core.plan import Plan
from yajian.core.reports import wording
from yajian.core.reports.papers.written import BLANK_DAY, Position, Rows, Written
from yajian.core.rules.papers import Standing


def review_sheet(plan: Plan, found: Standing, position: Position) -> Written:
    """What was written so far stands on it; the rest is left to the pen."""
    draft, number = found.draft, found.numbered
    signed = {entry.value.step: entry for entry in found.opinions}
    rows = []
    for step in found.chain:
        entry = signed.get(step)
        opinion = entry.value if entry is not None else None
        rows.append(
            (
                step,
                ("退回：" if opinion is not None and not opinion.agrees else "")
                + (opinion.words if opinion is not None else ""),
                opinion.name if opinion is not None else "",
                wording.date_zh(entry.effective) if entry is not None else BLANK_DAY,
            )
        )
    return Written(
        content=None,
        title="发文审签单",
        words={
            "标题": "发文审签单",
            "稿号": f"{found.paper}　第{draft.version}稿",
            "文件标题": draft.title,
            "拟稿单位": draft.issuer,
            "主送单位": draft.addressee or "—",
            "抄送单位": draft.copied_to or "—",
            "编号": number.value.document_no if number is not None else "",
            "方案": plan.programme.document_no,
            "数据说明": position.words,
        },
        tables={"意见": Rows(columns=("环节", "意见", "签名", "日期"), rows=tuple(rows))},
    )
