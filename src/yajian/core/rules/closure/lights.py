"""Milestones, batches and parts by their own verbs and days: green, yellow, red, or grey while nothing is recorded."""

from datetime import date

from yajian.core.facts.targets import BatchFixed, Event, MilestoneFixed
from yajian.core.rules.closure.standing import PartStanding, Sign
from yajian.core.words import BatchId, Judged, Light, Tonnes


def event_of(milestone: MilestoneFixed, batch: BatchFixed | None) -> Event:
    """Which verb judges a batch's tonnes at a milestone: acceptance at the year's end, else the batch's own."""
    if milestone.judged_by == "accepted" or batch is None:
        return milestone.judged_by
    return batch.judged_by


def done_t(
    milestone: MilestoneFixed, batches: dict[BatchId, BatchFixed], standings: tuple[PartStanding, ...]
) -> Tonnes:
    """Tonnes done of the batches a milestone counts, each by its own verb."""
    return Tonnes(
        sum(
            standing.tonnes(event_of(milestone, batches.get(standing.part.batch)))
            for standing in standings
            if standing.part.batch is not None and standing.part.batch in milestone.batches
        )
    )


def milestone_light(
    milestone: MilestoneFixed,
    batches: dict[BatchId, BatchFixed],
    standings: tuple[PartStanding, ...],
    as_of: date,
    days_before: int | None,
) -> Judged:
    """The light of a date: done, unrecorded, near, or missed. Facts decide, not forecasts.

    It stays grey only while the parts nobody has entered could still make up the figure; and it is not done
    without the parts that were found at work.
    """
    counted = tuple(s for s in standings if s.part.batch is not None and s.part.batch in milestone.batches)
    done = done_t(milestone, batches, counted)
    if done >= milestone.cumulative_t:
        for signs in (_signed(counted, confirmed=True), _signed(counted)):
            without = done - sum(s.tonnes(_event(milestone, batches, s)) for s in signs)
            if without < milestone.cumulative_t:
                return _not_sound([(f"{s.part.part} ", s.sign) for s in signs if s.sign is not None])
        late = [s for s in counted if _late(milestone, batches, s)]
        if done - sum(s.tonnes(_event(milestone, batches, s)) for s in late) < milestone.cumulative_t:
            return Judged(
                light=Light.YELLOW,
                word="逾期完成",
                why=f"{len(late)}个分项晚于{milestone.due.isoformat()}完成",
            )
        righted = [s for s in counted if _righted(milestone, batches, s)]
        if done - sum(s.tonnes(_event(milestone, batches, s)) for s in righted) < milestone.cumulative_t:
            why = f"已按时限完成；其中{len(righted)}个分项更正、补记以前晚于{milestone.due.isoformat()}"
            return Judged(light=Light.GREEN, word="更正后按期", why=why)
        return Judged(light=Light.GREEN, word="按期", why="已按时限完成")
    waiting = [s for s in counted if s.waits_for_entry(_event(milestone, batches, s))]
    if done + sum(s.part.tonnes for s in waiting) >= milestone.cumulative_t:
        why = f"{len(counted)}个分项中{len(waiting)}个尚未录入，未录入不等于逾期"
        if milestone.judged_by == "accepted":
            why = f"{len(counted)}个分项中{len(waiting)}个还没有申请验收，未录入不等于逾期"
        return Judged(light=Light.GREY, word="未录入", why=why)
    return by_date(milestone.due, as_of, days_before)


def batch_light(
    batch: BatchFixed, standings: tuple[PartStanding, ...], as_of: date, days_before: int | None
) -> Judged:
    """The light of a batch: that of a milestone on its due day which counts this batch alone."""
    if batch.due is None:
        return by_date(None, as_of, days_before)
    # Not the batch's own figure: an adjustment may have moved tonnes between batches.
    listed = sum(standing.part.tonnes for standing in standings)
    alone = MilestoneFixed(
        due=batch.due, cumulative_t=Tonnes(listed), judged_by=batch.judged_by, batches=(batch.id,)
    )
    return milestone_light(alone, {batch.id: batch}, standings, as_of, days_before)


def by_date(due: date | None, as_of: date, days_before: int | None) -> Judged:
    """The light of something recorded and not done, by its date alone. The due day itself is in time."""
    if due is None:
        return Judged(light=Light.GREY, word="时限未定", why="方案没有写明时限")
    if as_of > due:
        return Judged(light=Light.RED, word="逾期", why=f"时限{due.isoformat()}已过{(as_of - due).days}天")
    left = (due - as_of).days
    if days_before is not None and left <= days_before:
        return Judged(light=Light.YELLOW, word="临期", why=f"距时限{left}天")
    return Judged(light=Light.GREEN, word="正常", why=f"距时限{left}天")


def part_light(standing: PartStanding, event: Event, as_of: date, days_before: int | None) -> Judged:
    """The light of one part: the same ladder, judged by the verb of its batch; found at work, it is red on any day."""
    judged = _by_verb(standing, event, as_of, days_before)
    sign = standing.sign
    if sign is None or (judged.light is Light.RED and not sign.confirmed):
        return judged
    return _not_sound([("", sign)])


def _by_verb(standing: PartStanding, event: Event, as_of: date, days_before: int | None) -> Judged:
    if standing.tonnes(event) >= standing.part.tonnes:
        on = standing.on(event)
        if standing.part.due is None:
            return Judged(light=Light.GREEN, word="已完成", why="已完成；方案没有写明时限，不说早晚")
        if on is not None and on > standing.part.due:
            return Judged(light=Light.YELLOW, word="逾期完成", why=f"{on.isoformat()}完成，晚于时限")
        righted = standing.righted.get(event)
        if righted is not None:
            return Judged(light=Light.GREEN, word=righted.word, why=righted.why)
        return Judged(light=Light.GREEN, word="按期", why="已按时限完成")
    if standing.waits_for_entry(event):
        undated = "；方案也没有写明时限" if standing.part.due is None else ""
        what = "部分设施尚未录入" if standing.recorded else "尚无任何登记"
        return Judged(light=Light.GREY, word="未录入", why=f"{what}，未录入不等于逾期{undated}")
    return by_date(standing.part.due, as_of, days_before)


def _signed(standings: tuple[PartStanding, ...], confirmed: bool = False) -> tuple[PartStanding, ...]:
    return tuple(s for s in standings if s.sign is not None and (s.sign.confirmed or not confirmed))


def _not_sound(signs: list[tuple[str, Sign]]) -> Judged:
    """Not to be called done: a sign was found true, or nobody has looked into it yet. Each with the part to name."""
    grave = [one for one in signs if one[1].confirmed] or signs
    why = "；".join(f"{part}{sign.why}，第{sign.seq}条" for part, sign in grave)
    if grave[0][1].confirmed:
        return Judged(light=Light.RED, word="查证属实", why=f"有生产迹象，查证属实：{why}")
    return Judged(light=Light.YELLOW, word="待核查", why=f"有生产迹象，还没有核查：{why}")


def _late(milestone: MilestoneFixed, batches: dict[BatchId, BatchFixed], standing: PartStanding) -> bool:
    on = standing.on(_event(milestone, batches, standing))
    return on is not None and on > milestone.due


def _righted(milestone: MilestoneFixed, batches: dict[BatchId, BatchFixed], standing: PartStanding) -> bool:
    found = standing.righted.get(_event(milestone, batches, standing))
    return found is not None and found.was > milestone.due


def _event(milestone: MilestoneFixed, batches: dict[BatchId, BatchFixed], standing: PartStanding) -> Event:
    batch = batches.get(standing.part.batch) if standing.part.batch is not None else None
    return event_of(milestone, batch)
