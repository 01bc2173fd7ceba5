"""确定意见: a county says what its part of the task is."""

from datetime import date

from yajian.core.decisions.quotas.commands import ConfirmTask, Outcome
from yajian.core.decisions.quotas.shared import basis_of
from yajian.core.facts.quotas import Confirmed, TaskConfirmed
from yajian.core.history import told_again
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import quotas as rules
from yajian.core.rules import targets
from yajian.core.rules.charter import document, scan_of, unless_registered
from yajian.core.words import CountyId, Refusal


def confirm_task(plan: Plan, programme: Programme, command: ConfirmTask, effective: date) -> Outcome:
    refusal = unless_registered(programme, command.document, "quotas.confirm-task.no-document", effective)
    if refusal is not None:
        return refusal
    listed = {
        one.part: one.tonnes for one in targets.counted(programme, effective) if one.county == command.county
    }
    if not listed:
        return Refusal(
            code="quotas.confirm-task.nothing-listed",
            basis=basis_of(plan),
            finding=f"压减清单里没有{plan.county_name(command.county)}的分项",
            way_forward="没有压减任务的县（市）不必登记；请核对县（市）编号",
            field="county",
        )
    if dict(command.parts) != listed:
        wrong = [
            f"{part} 清单{listed.get(part, 0)}吨、填写{command.parts.get(part, 0)}吨"
            for part in sorted({*listed, *command.parts})
            if listed.get(part) != command.parts.get(part)
        ]
        return Refusal(
            code="quotas.confirm-task.differs-from-list",
            basis=basis_of(plan),
            finding=f"与压减清单不一致：{'；'.join(wrong)}",
            way_forward="清单有变的先公布清单新版本；没有变的请照清单填写",
            field="parts",
        )
    fact = TaskConfirmed(
        county=command.county,
        parts=tuple(Confirmed(part=part, tonnes=tonnes) for part, tonnes in command.parts.items()),
        document=command.document,
        scan=scan_of(programme, command.document),
    )
    paper = document(programme, command.document)
    assert paper is not None
    entered = told_again(rules.words_of(programme, command.county), fact, effective, paper.value.issued_on)
    if entered is None:
        return ()

    # From here the command succeeds.
    return (entered,)


def confirms(programme: Programme, county: CountyId, effective: date) -> bool:
    """Whether the county's paper says what the list of that day says."""
    said = rules.confirmed(programme, county, effective)
    listed = {one.part: one.tonnes for one in targets.counted(programme, effective) if one.county == county}
    return said is not None and {one.part: one.tonnes for one in said.value.parts} == listed
