"""完工报告暨验收申请: the enterprise says that a part is done."""

from datetime import date

from yajian.core import gates, ownpapers
from yajian.core.decisions.acceptance.commands import Outcome, Report
from yajian.core.decisions.acceptance.shared import case_of, clause_of, unless_open
from yajian.core.facts.acceptance import CompletionReported
from yajian.core.history import told_again
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import acceptance as rules
from yajian.core.rules.charter import document, unless_registered
from yajian.core.words import Refusal, SystemRule


def report(plan: Plan, programme: Programme, command: Report, effective: date) -> Outcome:
    found = case_of(plan, programme, command.part, effective)
    if isinstance(found, Refusal):
        return found
    refusal = unless_open(programme, found)
    if refusal is not None:
        return refusal
    blank = next(
        (name for name in ("done", "whereabouts", "reported_by") if not getattr(command, name).strip()), None
    )
    if blank is not None:
        return Refusal(
            code="acceptance.report.blank",
            basis=SystemRule.VALUE_UNFIT,
            finding="完成情况、设备去向、报告人有一项空着",
            way_forward="请照完工报告填写；设备去向是防止拆了再装的凭据，不能不写",
            field=blank,
        )
    refusal = unless_registered(
        programme, command.document, "acceptance.report.no-document", effective
    ) or ownpapers.unless_the_firms(
        plan,
        programme,
        command.document,
        found.enterprise,
        "acceptance.report.not-the-firms-paper",
        "完工报告",
    )
    if refusal is not None:
        return refusal
    paper = document(programme, command.document)
    assert paper is not None
    fact = CompletionReported(
        part=command.part,
        done=command.done,
        whereabouts=command.whereabouts,
        reported_by=command.reported_by,
        document=command.document,
        scan=paper.value.scan,
    )
    present = rules.standing(programme, command.part)
    said = (present.report,) if present.report is not None else ()
    entered = told_again(said, fact, effective, paper.value.issued_on)
    if entered is None:
        return ()
    done = gates.completed_on(plan, programme, found)
    told = min(effective, paper.value.issued_on)
    if done is not None and told < done:
        return Refusal(
            code="acceptance.report.before-it-was-done",
            basis=clause_of(plan, found),
            finding=f"完工报告是{told.isoformat()}的，{command.part} {done.isoformat()}才全部关停、拆除",
            way_forward="请核对报告文号和日期；文件的日期登记错了的，先更正文件登记；确是早写的，请企业重新报完工",
            field="document",
        )

    # From here the command succeeds.
    return (entered,)
