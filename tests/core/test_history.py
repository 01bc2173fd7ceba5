"""The two containers: a table whose published copies never change, a timeline with two clocks."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from yajian.core.history import Table, Timeline
from yajian.core.words import Seq

OPS = st.lists(st.tuples(st.integers(0, 40), st.integers(), st.booleans()), max_size=200)


@given(OPS)
def test_a_table_answers_like_a_dict_and_its_published_images_never_change(
    ops: list[tuple[int, int, bool]],
) -> None:
    table: Table[int, int] = Table()
    naive: dict[int, int] = {}
    published: list[tuple[Table[int, int], dict[int, int]]] = []
    for key, value, publish in ops:
        table.put(key, value)
        naive[key] = value
        if publish:
            published.append((table, dict(naive)))
            table = table.branch()
    assert dict(table) == naive
    assert list(table) == list(naive)
    assert len(table) == len(naive)
    for image, then in published:
        assert dict(image) == then


def test_a_branch_copies_the_root_of_the_table_and_not_the_table() -> None:
    table: Table[int, int] = Table()
    for key in range(50_000):
        table.put(key, key)
    copied = 0
    for key in range(2_000):
        table = table.branch()
        copied += len(table._top)
        table.put(key * 7, -1)
    assert copied / 2_000 < 300


DAYS = [date(2020, 1, day) for day in range(1, 11)]
STATEMENTS = st.lists(st.tuples(st.sampled_from(DAYS), st.integers(), st.booleans()), max_size=20)


@given(STATEMENTS, st.sampled_from(DAYS))
def test_what_was_known_then_is_what_a_fold_of_the_prefix_says_now(
    statements: list[tuple[date, int, bool]], day: date
) -> None:
    whole: Timeline[int] = Timeline()
    prefixes = [whole]
    for seq, (effective, value, corrects) in enumerate(statements, 1):
        target = Seq(seq - 1) if corrects and seq > 1 else None
        whole = whole.add(Seq(seq), effective, value, target)
        prefixes.append(whole)
    for known, prefix in enumerate(prefixes):
        then, now = prefix.at(day), whole.at(day, Seq(known))
        assert (then and then.seq) == (now and now.seq)


def test_a_correction_hides_the_entry_it_names_but_only_from_those_who_know_of_it() -> None:
    line: Timeline[str] = Timeline()
    line = line.add(Seq(3), date(2020, 10, 29), "关停")
    line = line.add(Seq(9), date(2020, 11, 2), "关停", corrects=Seq(3))
    assert line.at(date(2020, 10, 31)) is None
    known_before = line.at(date(2020, 10, 31), known=Seq(8))
    assert known_before is not None
    assert known_before.seq == 3
