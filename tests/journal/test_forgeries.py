"""Thousands of seeded forgeries of the bodies themselves: each kind caught, by the bodies or by a head elsewhere."""

import json
import os
from collections import Counter
from collections.abc import Callable
from functools import cache
from random import Random

from tests.journal.toy import CODEC, bodies
from yajian.core.words import Seq
from yajian.journal import chain
from yajian.journal.envelope import Head
from yajian.journal.store import Stored
from yajian.journal.walk import Known, Walk

CASES = 12_000 if os.environ.get("YAJIAN_TEST_ALL") else 2_400
Rows = list[tuple[int, bytes]]


@cache
def journal() -> tuple[bytes, ...]:
    commands = bodies(*[(f"c{number}", 1 + number % 2) for number in range(6)])
    return tuple(body for command in commands for body in command)


def said(body: bytes, **changes: object) -> bytes:
    value = json.loads(body) | changes
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def numbered(rows: list[bytes]) -> Rows:
    return list(enumerate(rows, 1))


def rechained(rows: list[bytes]) -> list[bytes]:
    made: list[bytes] = []
    for body in rows:
        made.append(said(body, prev=chain.leaf(made[-1]).hex() if made else chain.EMPTY, seq=len(made) + 1))
    return made


def one_byte(rows: list[bytes], chance: Random) -> Rows:
    place = chance.randrange(len(rows))
    body = bytearray(rows[place])
    body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    rows[place] = bytes(body)
    return numbered(rows)


def one_link_made_good(rows: list[bytes], chance: Random) -> Rows:
    place = chance.randrange(len(rows) - 2)
    rows[place] = said(rows[place], actor="示例乙")
    rows[place + 1] = said(rows[place + 1], prev=chain.leaf(rows[place]).hex())
    return numbered(rows)


def whole_chain_made_anew(rows: list[bytes], chance: Random) -> Rows:
    place = chance.randrange(len(rows))
    rows[place] = said(rows[place], effective="2019-10-31")
    return numbered(rechained(rows))


def one_deleted(rows: list[bytes], chance: Random) -> Rows:
    place = chance.randrange(len(rows) - 1)
    left = numbered(rows)
    del left[place]
    return left


def one_deleted_and_closed_up(rows: list[bytes], chance: Random) -> Rows:
    del rows[chance.randrange(len(rows))]
    return numbered(rechained(rows))


def tail_cut_off(rows: list[bytes], chance: Random) -> Rows:
    return numbered(rows[: chance.randrange(len(rows))])


def one_inserted(rows: list[bytes], chance: Random) -> Rows:
    place = chance.randrange(1, len(rows))
    rows.insert(place, said(rows[place], cmd="slipped", part=1, of=1))
    return numbered(rows)


def one_inserted_and_closed_up(rows: list[bytes], chance: Random) -> Rows:
    place = chance.randrange(1, len(rows))
    return numbered(rechained([*rows[:place], said(rows[place], cmd="slipped"), *rows[place:]]))


def neighbours_swapped(rows: list[bytes], chance: Random) -> Rows:
    place = chance.randrange(len(rows) - 1)
    rows[place], rows[place + 1] = rows[place + 1], rows[place]
    return numbered(rows)


def one_duplicated(rows: list[bytes], chance: Random) -> Rows:
    return numbered([*rows, chance.choice(rows)])


def one_back_dated(rows: list[bytes], chance: Random) -> Rows:
    place = chance.randrange(len(rows))
    rows[place] = said(rows[place], effective="2019-10-31")
    return numbered(rows)


def one_replayed(rows: list[bytes], chance: Random) -> Rows:
    place, other = chance.sample(range(len(rows)), 2)
    rows[place] = rows[other]
    return numbered(rows)


def rolled_back_and_continued(rows: list[bytes], chance: Random) -> Rows:
    kept = rows[: 3 * chance.randrange(0, 3)]  # after every second command
    head = Head(Seq(len(kept)), chain.leaf(kept[-1]).hex()) if kept else Head()
    more = bodies(*[(f"x{number}", 1) for number in range(len(rows) - len(kept))], head=head)
    return numbered([*kept, *(body for command in more for body in command)])


FORGERIES: list[Callable[[list[bytes], Random], Rows]] = [
    one_byte,
    one_link_made_good,
    whole_chain_made_anew,
    one_deleted,
    one_deleted_and_closed_up,
    tail_cut_off,
    one_inserted,
    one_inserted_and_closed_up,
    neighbours_swapped,
    one_duplicated,
    one_back_dated,
    one_replayed,
    rolled_back_and_continued,
]
# Nothing inside the books can tell these from the truth, so a head kept elsewhere must.
NEED_A_HEAD = {"whole_chain_made_anew", "rolled_back_and_continued"}


def found(rows: Rows, *known: Known) -> set[str]:
    walk = Walk(CODEC, known)
    for seq, body in rows:
        walk.take(Stored(Seq(seq), body))
    walk.finish()
    return {finding.kind for finding in walk.findings}


def truth() -> Known:
    rows = journal()
    leaves = [chain.leaf(body) for body in rows]
    head = Head(Seq(len(rows)), leaves[-1].hex())
    return Known(head=head, root=chain.root(leaves).hex(), source="另存的链头")


def test_the_true_journal_has_nothing_to_find() -> None:
    assert found(numbered(list(journal())), truth()) == set()


def test_every_forgery_is_caught_with_a_head_kept_elsewhere_and_most_without() -> None:
    chance, known = Random(20200102), truth()
    alone, caught = Counter[str](), Counter[str]()
    for case in range(CASES):
        forge = FORGERIES[case % len(FORGERIES)]
        rows = forge(list(journal()), chance)
        alone[forge.__name__] += bool(found(rows))
        caught[forge.__name__] += bool(found(rows, known))
    each = Counter(FORGERIES[case % len(FORGERIES)].__name__ for case in range(CASES))
    print(f"{CASES} forgeries of {len(each)} kinds; caught by the bodies alone: {dict(alone)}")
    assert caught == each
    assert {name for name in each if alone[name] == 0} == NEED_A_HEAD
