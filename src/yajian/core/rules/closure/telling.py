"""When the office was told, and how late that was."""

from datetime import date

from yajian.core.facts.closure import Condition, OpeningStated
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme


def told_on(programme: Programme, entry: Entry[Condition]) -> date:
    """The day the office was first told: of a correction, the day of what it corrects."""
    closures, value, seq = programme.closures, entry.value, entry.seq
    earlier = {one.seq: one.value for one in closures.conditions[value.part, value.facility].entries}
    while value.corrects is not None:
        seq = value.corrects
        value = earlier[seq]
    return closures.records[seq].recorded_on


def evidence_of(programme: Programme, entry: Entry[Condition]) -> int:
    """How many files stand behind a record; the scan an opening statement rests on is one."""
    attached = set(programme.closures.records[entry.seq].evidence)
    if isinstance(entry.value, OpeningStated):
        attached.add(entry.value.scan)
    return len(attached)


def late_days(plan: Plan, happened: date, told: date) -> int:
    """迟录天数: days after the day the plan wants it told by; where the plan gives none, days since it happened."""
    by = tell_by(plan, happened)
    return max((told - (by or happened)).days, 0)


def tell_by(plan: Plan, happened: date) -> date | None:
    """The day by which the plan's reports of facility conditions must have told it; none if nobody has said."""
    reports = [report for report in plan.reports.values() if "facility_conditions" in report.generated_from]
    return min((day for one in reports if (day := one.due_for(happened)) is not None), default=None)
