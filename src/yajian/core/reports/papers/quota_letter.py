"""报请审核补偿额度的函: an approved version goes up for review, enterprise by enterprise and rate by rate."""

from collections.abc import Iterator, Mapping

from yajian.core.facts.quotas import QuotaFixed
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.papers.places import remark
from yajian.core.reports.papers.quotas import Fixed, Quotas, quotas, summary
from yajian.core.reports.papers.written import Position, Rows, Subject, Taken, Unwritable, Written, ruled
from yajian.core.words import EnterpriseId, Fen


def quota_letter(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """函: an approved version goes up for review, enterprise by enterprise, with the arithmetic of each rate."""
    found = quotas(plan, programme, subject, position)
    version, approved = found.version, found.version.approved
    if approved is None:
        raise Unwritable(f"第{version.number}版还没有登记市政府批准，不能报省审核")
    if version.sent is not None:
        sent = version.sent
        raise Taken(
            f"第{version.number}版已于{wording.date_zh(sent.effective)}报省（第{sent.seq}条，{sent.value.document}）"
        )
    firms = by_firm(found)
    return Written(
        content="quota_letter",
        title=f"关于报请审核压减{plan.programme.industry}产能补偿额度的函",
        words={
            "引言": f"按照{ruled(plan, subject)}，我市编制了具体工作方案第{version.number}版（{version.drawn.value.document}），"
            f"已经市人民政府批准（{approved.value.document}，{wording.date_zh(approved.effective)}）。"
            "现将每户企业压减产能补偿额度报请审核。",
            "额度段": f"涉及企业{len(firms)}户。{summary(found)}逐个产能单元的算式和依据、待定分项的原因见附件。",
            "请求段": "请予审核，并函复意见。有退回、调整意见的，我市据以编制新的一版，重新批准后再报。",
            "附件": "每户企业补偿额度表",
            "数据说明": position.words,
        },
        lists={
            "标准": tuple(_by_rate(found)),
            "补充": remark(subject),
        },
        tables={
            "企业": Rows(
                columns=("序号", "县市", "企业", "单元", "产能", "额度"),
                rows=tuple(
                    (
                        str(at),
                        lines[0].county,
                        lines[0].firm,
                        str(len(lines)),
                        wording.wan_t(sum(one.fact.tonnes for one in lines)),
                        wording.wan_yuan(sum(one.fact.amount_fen for one in lines)),
                    )
                    for at, lines in enumerate(firms.values(), 1)
                ),
            )
        },
    )


def by_firm(found: Quotas) -> Mapping[EnterpriseId, tuple[Fixed, ...]]:
    """每户: what each enterprise has, in the order of the list."""
    firms: dict[EnterpriseId, tuple[Fixed, ...]] = {}
    for one in found.fixed:
        firms[one.fact.enterprise] = (*firms.get(one.fact.enterprise, ()), one)
    return firms


def _by_rate(found: Quotas) -> Iterator[str]:
    """One sentence a rate: so many tonnes at so much come to so much."""
    rates: dict[tuple[str, Fen], list[QuotaFixed]] = {}
    for one in found.fixed:
        rates.setdefault((one.rate, one.fact.rate_fen_per_t), []).append(one.fact)
    for (label, rate_fen), facts in rates.items():
        tonnes = sum(one.tonnes for one in facts)
        amount_fen = sum(one.amount_fen for one in facts)
        yield (
            f"{label}：{wording.wan_t(tonnes)}万吨×{wording.yuan(rate_fen)}元/吨＝{wording.wan_yuan(amount_fen)}万元。"
        )
