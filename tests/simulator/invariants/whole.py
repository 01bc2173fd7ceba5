"""The whole journal, once: folded again, cut off anywhere, recorded later, and checked byte by byte."""

from datetime import timedelta
from io import BytesIO

import msgspec

from tests.simulator.generators.duties import discharge, instances
from tests.simulator.invariants.registry import history
from tests.simulator.world import World
from yajian.core.programme import fold
from yajian.core.reports.asof import view
from yajian.core.reports.duties import shown_by_books
from yajian.core.reports.progress import progress, status
from yajian.core.rules import duties
from yajian.core.words import Light, Refusal, Seq, SystemRule
from yajian.journal import export
from yajian.journal.refold import digest


@history("I19")
def no_duty_is_both_overdue_and_impossible(world: World) -> None:
    noted, day = duties.recorded(world.programme, world.today, None), duties.Day(as_of=world.today)
    for one in world.chance.sample(every := instances(world), min(6, len(every))):
        shown = shown_by_books(world.programme, one, world.today, None)
        entered = noted.get((one.id, one.holder), {})
        stands = duties.standing(world.plan, world.programme, one, entered, day, shown)
        if stands.judged.light is Light.RED:
            undone = next((line.period.name for line in stands.periods if line.judged.light is Light.RED), "")
            asked = discharge(world, one, undone)
            done = msgspec.structs.replace(asked.command, document=None, corrects=None)
            judged = world.judged(msgspec.structs.replace(asked, command=done))
            if isinstance(judged, Refusal):  # unless there is nobody in office who might ask
                assert judged.basis is SystemRule.NOT_PERMITTED, judged


@history("I20")
def when_something_was_entered_has_no_say_in_how_it_is_judged(world: World) -> None:
    """Done on the last day is in time, however late it was recorded."""
    late = [
        msgspec.structs.replace(one, recorded_at=one.recorded_at + timedelta(days=900))
        for one in world.history
    ]
    image = fold(late)
    for day in world.days():
        sheet, later = (progress(world.plan, one, day) for one in (world.programme, image))
        assert status(sheet) == status(later)
        assert [line.judged for line in sheet.parts] == [line.judged for line in later.parts]
        for line in sheet.parts:
            done_on = line.standing.on(line.judged_by or "shut")
            if done_on is not None and line.part.due is not None and done_on <= line.part.due:
                assert line.judged.light is Light.GREEN or line.standing.sign is not None, line


@history("I23")
def what_was_known_then_never_changes_afterwards(world: World) -> None:
    """The answer for a prefix is what a fold of the prefix says, and is still given at the end."""
    for known in world.chance.sample(range(len(world.history) + 1), min(2, len(world.history))):
        prefix = fold(world.history[:known])
        for day in world.days()[:2]:
            then = view(world.plan, prefix, day, Seq(known), "", None)
            assert view(world.plan, world.programme, day, Seq(known), "", None).paper == then.paper


@history("I24")
def every_decision_is_made_again_alike(world: World) -> None:
    for asked in world.asked[-3:]:
        assert world.judged(asked) == world.judged(asked)


@history("I25")
def what_is_remembered_is_what_is_folded_again(world: World) -> None:
    assert digest(fold(world.history)) == digest(world.programme)


@history("I26")
def the_chain_holds_without_a_gap(world: World) -> None:
    if not world.written:
        return
    file = BytesIO()
    seal = export.write(world.memory.read(), file)
    assert seal.seq == len(world.memory.bodies) == world.programme.seq
    file.seek(0)
    assert export.check(file).ok
