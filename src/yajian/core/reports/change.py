"""较上期: what is done now against what was done at an earlier day, by both clocks.

Part of what was added since happened since; the rest had happened before, and was only told, or corrected, since.
"""

from datetime import date, timedelta

import msgspec

from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.progress import Progress, Stages, progress
from yajian.core.words import CountyId, Seq

_NOTHING = Stages(listed_t=0, shut_t=0, dismantled_t=0, accepted_t=0)  # type: ignore[arg-type]


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """One tonnage then and now. `before_t` is what was said at the time; `restated_t`, what is said of it now."""

    now_t: int
    before_t: int
    restated_t: int

    @property
    def change_t(self) -> int:
        return self.now_t - self.before_t

    @property
    def happened_t(self) -> int:
        """Of the change, what happened since."""
        return self.now_t - self.restated_t

    @property
    def learned_t(self) -> int:
        """Of the change, what had happened before, and was entered or corrected since."""
        return self.restated_t - self.before_t


class ChangeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One county's change, or the whole's."""

    county: CountyId | None  # None: the whole
    name: str
    task_t: int
    shut: Moved
    dismantled: Moved
    accepted: Moved


class Change(msgspec.Struct, frozen=True, kw_only=True):
    since: date
    lines: tuple[ChangeLine, ...]
    total: ChangeLine


def last_month_end(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)


def change(plan: Plan, programme: Programme, now: Progress, since: date, known_then: Seq) -> Change:
    """`plan` and `now` are those of the page; `known_then`, how many entries there were when that day ended."""
    then = progress(plan, programme, since, known_then)
    restated = progress(plan, programme, since, now.seq)

    def line(county: CountyId | None, name: str, task_t: int, three: tuple[Stages, ...]) -> ChangeLine:
        shut, dismantled, accepted = (
            Moved(
                now_t=getattr(three[0], field),
                before_t=getattr(three[1], field),
                restated_t=getattr(three[2], field),
            )
            for field in ("shut_t", "dismantled_t", "accepted_t")
        )
        return ChangeLine(
            county=county, name=name, task_t=task_t, shut=shut, dismantled=dismantled, accepted=accepted
        )

    by_county = [{one.county: one.stages for one in sheet.counties} for sheet in (now, then, restated)]
    return Change(
        since=since,
        lines=tuple(
            line(
                one.county,
                one.name,
                one.task_t,
                tuple(found.get(one.county, _NOTHING) for found in by_county),
            )
            for one in now.counties
        ),
        total=line(None, "合计", now.target_t, (now.stages, then.stages, restated.stages)),
    )
