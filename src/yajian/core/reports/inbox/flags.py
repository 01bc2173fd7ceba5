"""Flags that wait for somebody of another organ to look into them."""

from collections.abc import Iterator

from yajian.core import flags
from yajian.core.facts.closure import NO_PART
from yajian.core.reports.flags import FlagLine, sheet
from yajian.core.reports.inbox.item import OFFICE, Look, Waiting, undated

KIND = "异常线索"


def waiting(look: Look) -> Iterator[Waiting]:
    for line in sheet(look.plan, look.programme, look.as_of, look.known).lines:
        if line.flag.closed is None:
            yield _waits(look, line)


def _waits(look: Look, line: FlagLine) -> Waiting:
    rule = flags.never_revived(look.plan)
    flag = line.flag
    shown = ("facility", f"{flag.part}/{flag.facility}")
    return Waiting(
        kind=KIND,
        what=f"核查{line.label}：{flag.why}",
        about=line.about,
        judged=undated("由另一个单位核查；没有写几日内"),
        by=(OFFICE,),
        command="flags.close",
        filled={"entry": flag.raised, "sort": line.label},
        place=shown if flag.part != NO_PART and flag.facility else ("fact", str(flag.raised)),
        since=flag.since,
        clauses=look.clauses(rule.clauses) if rule is not None else (),
        raised=flag.raised,
        county=line.county,
        enterprise=line.enterprise,
    )
