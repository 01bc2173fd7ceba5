"""The books as they stand: tonnes, parts, lists, ovens, figures, and images already published."""

import msgspec

from tests.simulator.invariants.registry import standing
from tests.simulator.world import World
from yajian.core import flags
from yajian.core.books import capacity
from yajian.core.books.capacity import tonnages, total
from yajian.core.facts.acceptance import PartAccepted
from yajian.core.facts.charter import RevisionAdopted
from yajian.core.facts.register import ON_PAPER, Account
from yajian.core.reports.progress import status
from yajian.core.rules import closure as closure_rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules.register import filing_at, filing_numbered, filing_of, lock, lock_day, locked
from yajian.core.words import Answer, Light, Seq
from yajian.journal.refold import digest


@standing("I1")
def every_tonne_of_a_unit_stands_in_one_account_of_its_ledger_and_none_is_owed(world: World) -> None:
    book = world.programme.capacity
    for unit in world.programme.register.units:
        balances = capacity.balances(book, unit)
        assert sum(tonnes for account, tonnes in balances.items() if account in ON_PAPER) == 0
        assert sum(tonnes for account, tonnes in balances.items() if account not in ON_PAPER) == 0
        assert all(
            tonnes >= 0
            for account, tonnes in balances.items()
            if account not in (Account.PAPERS, Account.GROUND)
        )
        five = tonnages(book, (unit,))
        assert five.operating_t + five.stopped_t <= five.built_t
        assert all(isinstance(value, int) for value in msgspec.structs.astuple(five))


@standing("I2")
def parts_make_up_counties_and_counties_the_city_and_none_is_done_beyond_its_list(world: World) -> None:
    sheet = world.sheet()
    counted = [line.standing for line in sheet.parts if line.counts]
    for stage in ("listed_t", "shut_t", "dismantled_t", "accepted_t", "revived_t"):
        whole = getattr(sheet.stages, stage)
        settled = sum(getattr(line.stages, stage) for line in sheet.counties)
        nowhere = [one for one in counted if one.part.county not in {line.county for line in sheet.counties}]
        assert whole == settled + sum(
            one.part.tonnes if stage == "listed_t" else getattr(one, stage) for one in nowhere
        )
    for one in (line.standing for line in sheet.parts):
        assert one.shut_t in (0, one.part.tonnes)
        assert one.dismantled_t in (0, one.part.tonnes)
        assert 0 <= one.dismantled_t <= one.shut_t <= one.part.tonnes
        assert 0 <= one.accepted_t <= one.part.tonnes
        if one.shut_t:
            assert one.facilities
            assert all(each.counts_as in ("shut", "dismantled") for each in one.facilities)


@standing("I6")
def what_was_found_at_work_is_red_and_what_waits_to_be_looked_into_is_not_green(world: World) -> None:
    sheet, programme = world.sheet(), world.programme
    signs = flags.all_holding(programme, sheet.as_of)
    for line in sheet.parts:
        mine = flags.at(
            signs, (flags.place(programme, line.part.part, name) for name in line.part.facilities)
        )
        if any(one.closed is not None for one in mine):
            assert line.judged.word == "查证属实"
            assert line.standing.revived_t in (0, line.part.tonnes)
        elif mine:
            assert line.judged.light in (Light.RED, Light.YELLOW)
        else:
            assert line.standing.revived_t == 0


@standing("I2")
def the_total_of_the_book_is_the_sum_of_its_units(world: World) -> None:
    book, units = world.programme.capacity, tuple(world.programme.register.units)
    day, known = world.days()[1], Seq(world.chance.randrange(world.programme.seq + 1))
    for effective, upto in ((None, None), (day, None), (day, known)):
        assert total(book, effective, upto) == tonnages(book, units, effective, upto)


@standing("I3")
def no_paper_carries_more_than_it_files_and_no_listed_unit_grows(world: World) -> None:
    programme = world.programme
    for key in programme.register.filings:
        filing = filing_at(programme, key)
        on_it = tuple(unit for unit in programme.register.units if filing_of(programme, unit) == key)
        five = tonnages(programme.capacity, on_it)
        if filing is None:
            assert not on_it, f"{key} was voided under its units"
            continue
        assert five.filed_t + five.retired_t <= filing.value.filed_t, key
        assert filing_numbered(programme, filing.value.number) == key
    for unit in programme.register.units:
        five = tonnages(programme.capacity, (unit,))
        assert five.filed_t + five.retired_t > 0
        if unit in world.locked:
            assert five.filed_t + five.retired_t <= world.locked[unit], unit
            world.locked[unit] = five.filed_t + five.retired_t


@standing("I4")
def one_oven_stands_under_one_part_and_has_one_identity(world: World) -> None:
    for entry in target_rules.lists(world.programme):
        ovens = [(part.enterprise, oven) for part in entry.value.parts for oven in part.facilities]
        assert len(ovens) == len(set(ovens))
    bound = [
        (entry.value.part, entry.value.listed_name)
        for line in world.programme.dossiers.bindings.values()
        for entry in line.known()
    ]
    assert len(bound) == len(set(bound))


@standing("I5")
def a_listed_unit_is_locked_and_stays_locked_and_what_is_split_off_with_it(world: World) -> None:
    programme = world.programme
    for unit in programme.register.units:
        five = tonnages(programme.capacity, (unit,))
        split = programme.register.splits.get(unit)
        begun = Seq(programme.capacity.postings[unit][0].seq - 1)
        from_locked = split is not None and locked(programme, split.unit, begun) is not None
        if locked(programme, unit) is not None or from_locked:
            world.locked.setdefault(unit, five.filed_t + five.retired_t)
        if unit in world.locked:
            assert locked(programme, unit) is not None, unit
            waits = lock_day(world.plan, programme, unit) is None  # answered: from acceptance
            assert lock(world.plan, programme, unit).answer is (Answer.PASS if waits else Answer.FAIL), unit


@standing("I7")
def the_list_adds_up_to_the_target_and_no_county_or_date_falls_short(world: World) -> None:
    fixed = target_rules.fixed(world.programme)
    if fixed is None:
        return
    counted = target_rules.counted(world.programme)
    assert all(part.tonnes > 0 for part in counted)
    if not any(isinstance(one.fact, RevisionAdopted) for one in world.history):  # a file may restate it all
        assert (
            sum(part.tonnes for part in counted) == fixed.value.target_t == world.base.total.capacity_t.value
        )
        assert target_rules.county_shortfall(fixed.value, counted) is None
        assert target_rules.milestone_shortfall(fixed.value, counted) is None


@standing("I25")
def no_published_image_ever_changes(world: World) -> None:
    for said, image in world.published:
        assert digest(image) == said
    world.published = [*world.published[-2:], (digest(world.programme), world.programme)]


@standing("I31")
def every_figure_is_an_integer_and_the_batches_make_up_the_list(world: World) -> None:
    assert not list(_floats(status(world.sheet())))
    sheet = world.sheet()
    unbatched = sum(line.part.tonnes for line in sheet.parts if line.counts and line.part.batch is None)
    assert sum(line.stages.listed_t for line in sheet.batches) + unbatched == sheet.stages.listed_t


def _floats(value: object) -> list[object]:
    if isinstance(value, dict):
        return [found for one in value.values() for found in _floats(one)]
    if isinstance(value, list | tuple):
        return [found for one in value for found in _floats(one)]
    return [value] if isinstance(value, float) else []


@standing("I32")
def what_was_dismantled_neither_runs_nor_stands_unless_it_was_found_revived(world: World) -> None:
    for part, oven in world.programme.closures.conditions:
        gone = False
        for entry in closure_rules.conditions(world.programme, part, oven).known():
            counts_as = entry.value.counts_as
            assert not (gone and counts_as in ("running", "stopped", "shut")), (part, oven, entry)
            gone = counts_as == "dismantled" or (gone and counts_as != "revived")


@standing("I2")
def what_was_accepted_is_what_the_list_has_and_all_that_is_retired_was_accepted(world: World) -> None:
    programme, retired = world.programme, 0
    for line in programme.acceptance.parts.values():
        said = [entry.value for entry in line.entries if isinstance(entry.value, PartAccepted)]
        assert len(said) <= 1
        for fact in said:
            listed = target_rules.find_part(programme, fact.part)
            assert listed is not None
            assert sum(one.tonnes for one in fact.retired) == listed.tonnes
            retired += listed.tonnes
    assert total(programme.capacity).retired_t == retired
