"""A snapshot saves folding and is never believed: with it, without it, or with a bad one, the books are the same."""

import os
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from tests.journal import toy
from tests.journal.curator import MUSEUM, bodies, index
from tests.journal.toy import FOLDING, START, Cart, Stack, Yard, judge
from yajian.core.books.capacity import total
from yajian.core.history import Table, Timeline, Unread
from yajian.core.programme import Programme
from yajian.core.words import Digest, Seq
from yajian.evidence import Evidence
from yajian.journal import keeping, packing, refold, snapshot
from yajian.journal.backup import backup
from yajian.journal.desk import Desk
from yajian.journal.envelope import UNREACHABLE, Broken, Head
from yajian.journal.folding import Instants, Standing
from yajian.journal.home import Home
from yajian.journal.snapshot import Snapshots
from yajian.journal.sqlite import SqliteStore
from yajian.journal.store import Store, Stored
from yajian.journal.verify import EvidenceFault, verify
from yajian.transact import FOLDING as REAL


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Given: a journal of 14 facts in ten commands."""
    toy.filled(tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    opened = SqliteStore(home.journal)
    yield opened
    opened.close()


def kept_in(home: Home, code: str = "this program") -> Snapshots[Yard]:
    return Snapshots(home.snapshot, Yard, lambda: code)


def folded(store: Store, upto: int | None = None) -> tuple[Standing[Yard], Instants]:
    instants = Instants()
    return FOLDING.onward(FOLDING.begin(), store.read(upto=upto), instants), instants


def keep(home: Home, store: Store, upto: int | None = None) -> Standing[Yard]:
    """Given: a snapshot after so many facts."""
    standing, instants = folded(store, upto)
    kept_in(home).keep(standing, instants.first(standing.head.seq))
    return standing


def test_what_is_loaded_is_what_was_kept(home: Home, store: Store) -> None:
    standing = keep(home, store)
    loaded = kept_in(home).load(store)
    assert loaded is not None
    again, instants = loaded
    assert (again.head, again.programme, again.last_at) == (
        standing.head,
        standing.programme,
        standing.last_at,
    )
    assert refold.digest(again.image) == refold.digest(standing.image)
    assert instants.last_by(START + timedelta(seconds=5)) == folded(store)[1].last_by(
        START + timedelta(seconds=5)
    )


def test_a_journal_that_went_on_is_folded_from_the_snapshots_place(home: Home, store: Store) -> None:
    keep(home, store, upto=6)
    read = list[int]()

    class Watched(SqliteStore):
        def read(self, after: int = 0, upto: int | None = None) -> Iterator[Stored]:
            read.append(after)
            return super().read(after, upto)

    watched = Watched(home.journal)
    desk = Desk(watched, FOLDING, judge, kept_in(home))
    assert read == [5, 6]  # the body it was taken at, and what came after
    assert desk.standing.head == folded(store)[0].head
    assert refold.digest(desk.standing.image) == refold.digest(folded(store)[0].image)
    desk.close()


def test_the_known_prefix_is_answered_after_a_start_from_a_snapshot(home: Home, store: Store) -> None:
    keep(home, store)
    with toy.Office(SqliteStore(home.journal)) as without:
        desk = Desk(SqliteStore(home.journal), FOLDING, judge, kept_in(home))
        for seconds in range(0, 20, 3):
            instant = START + timedelta(seconds=seconds)
            assert desk.known_at(instant) == without.desk.known_at(instant)
        for seq in (0, 1, 7, 14):
            assert refold.digest(desk.image_at(seq)) == refold.digest(without.desk.image_at(seq))
        assert list(desk.history()) == list(without.desk.history())
        desk.close()


def damaged(raw: bytes) -> dict[str, bytes]:
    middle = len(raw) // 2
    return {
        "empty": b"",
        "cut short": raw[:-1],
        "cut to its head": raw[:50],
        "longer": raw + b"\0",
        "a flipped bit": raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :],
        "another format": raw.replace(b"snapshot/1", b"snapshot/2"),
        "something else": os.urandom(len(raw)),
    }


@pytest.mark.parametrize("how", damaged(b" " * 100))
def test_a_damaged_snapshot_is_left_aside(home: Home, store: Store, how: str) -> None:
    keep(home, store)
    home.snapshot.write_bytes(damaged(home.snapshot.read_bytes())[how])
    assert kept_in(home).load(store) is None
    desk = Desk(SqliteStore(home.journal), FOLDING, judge, kept_in(home))
    assert refold.digest(desk.standing.image) == refold.digest(folded(store)[0].image)
    desk.close()


def sealed(content: object) -> bytes:
    """A file whose digest is right, whatever it says."""
    packed = msgspec.msgpack.encode(content)
    return snapshot._MAGIC + sha256(packed).digest() + packed


@pytest.mark.parametrize(
    "change",
    [
        {"code": "another program"},
        {"seq": 13},
        {"seq": 99},
        {"leaf": "0" * 64},
        {"instants": b"odd"},
        {"image": {}},
        {"image": {"seq": "thirteen", "heaps": []}},
        {"image": {"seq": 13, "heaps": [[1, 2]]}},
        {"image": None},
    ],
    ids=str,
)
def test_a_snapshot_that_says_what_it_should_not_is_left_aside(
    home: Home, store: Store, change: dict[str, object]
) -> None:
    keep(home, store)
    said = msgspec.msgpack.decode(home.snapshot.read_bytes()[snapshot._START :])
    assert kept_in(home).load(store) is not None
    home.snapshot.write_bytes(sealed(said | change))
    assert kept_in(home).load(store) is None


def test_a_snapshot_of_another_journal_is_left_aside(home: Home, store: Store, tmp_path: Path) -> None:
    with toy.office(tmp_path / "other") as yard:
        for _ in range(14):
            yard.done(Stack(heap="别处"))
        keep(Home(tmp_path / "other"), yard.store)
    home.snapshot.write_bytes((tmp_path / "other" / "snapshot").read_bytes())
    assert kept_in(home).load(store) is None


def test_a_snapshot_ahead_of_a_journal_that_was_rolled_back_is_left_aside(home: Home, tmp_path: Path) -> None:
    toy.filled(tmp_path / "short", 3)
    with toy.office(home.root) as yard:
        keep(home, yard.store)
    short = SqliteStore(Home(tmp_path / "short").journal)
    assert kept_in(home).load(short) is None
    short.close()


def test_a_snapshot_others_may_write_to_is_left_aside(home: Home, store: Store) -> None:
    keep(home, store)
    home.snapshot.chmod(0o666)
    assert kept_in(home).load(store) is None


def test_any_change_to_the_programs_sources_is_another_code() -> None:
    assert len(snapshot.code()) == 64
    assert snapshot.code() == snapshot.code()


def test_a_snapshot_is_taken_every_so_many_facts_and_the_draft_is_gone(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "EVERY", 5)
    store = SqliteStore(home.journal)
    desk = Desk(store, FOLDING, judge, kept_in(home))  # it finds 14 facts and no snapshot
    for number in range(4):
        desk.submit(toy.request(Stack(heap="新堆"), f"more{number}"), toy.Clock(START + timedelta(days=1)))
    desk.close()
    reopened = SqliteStore(home.journal)
    loaded = kept_in(home).load(reopened)
    assert loaded is not None
    assert loaded[0].head.seq == 14
    assert [path.name for path in home.root.iterdir() if path.name.startswith(".snapshot")] == []
    desk = Desk(reopened, FOLDING, judge, kept_in(home))
    desk.submit(toy.request(Stack(heap="新堆"), "one-more"), toy.Clock(START + timedelta(days=1)))
    desk.close()
    last = SqliteStore(home.journal)
    assert [found and found[0].head.seq for found in [kept_in(home).load(last)]] == [19]
    last.close()


def test_the_image_that_is_being_kept_is_not_the_one_that_moves_on(home: Home, store: Store) -> None:
    standing, instants = folded(store)
    said = refold.digest(standing.image)
    after = FOLDING.onward(standing, [])
    branch = after.image.branch()
    branch.heaps.put("1号堆", -1)
    kept_in(home).keep(standing, instants.first(14))
    loaded = kept_in(home).load(store)
    assert loaded is not None
    assert refold.digest(loaded[0].image) == said


def test_a_disk_that_has_no_room_for_a_snapshot_does_without(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping, "EVERY", 1)
    monkeypatch.setattr(os, "replace", full)
    desk = Desk(SqliteStore(home.journal), FOLDING, judge, kept_in(home))
    desk.close()
    assert not home.snapshot.exists()
    assert [path.name for path in home.root.iterdir() if path.name.startswith(".snapshot")] == []


def test_the_one_server_clears_away_what_a_killed_process_was_writing(home: Home) -> None:
    (home.root / ".snapshot-abc").write_bytes(b"half")
    kept_in(home).tidy()
    assert not (home.root / ".snapshot-abc").exists()


class Altered(SqliteStore):
    """A disk that gives back another third body."""

    def read(self, after: int = 0, upto: int | None = None) -> Iterator[Stored]:
        for stored in super().read(after, upto):
            changed = stored.body.replace("号堆".encode(), "号场".encode())
            yield msgspec.structs.replace(stored, body=changed) if stored.seq == 3 else stored


def test_the_chain_below_a_snapshot_is_followed_behind_the_open_door(home: Home) -> None:
    with toy.office(home.root) as yard:
        keep(home, yard.store)

    desk = Desk(Altered(home.journal), FOLDING, judge, kept_in(home))
    assert desk.standing.head.seq == 14  # the door is open
    desk.look_back()
    for thread in threading.enumerate():
        if thread.name == "yajian-look-back":
            thread.join()
    with pytest.raises(Broken, match="第4条"):
        _ = desk.standing
    with pytest.raises(Broken, match="第4条"):
        desk.submit(toy.request(Cart(heap="1号堆"), "later"), toy.Clock())
    desk.close()


def test_a_sound_chain_below_a_snapshot_is_not_spoken_of(home: Home) -> None:
    with toy.office(home.root) as yard:
        keep(home, yard.store, upto=9)
    desk = Desk(SqliteStore(home.journal), FOLDING, judge, kept_in(home))
    desk.look_back()
    desk.close()
    assert desk.standing.head.seq == 14


def test_a_database_that_is_restarted_meanwhile_is_asked_again_from_where_it_broke_off(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with toy.office(home.root) as yard:
        keep(home, yard.store)
    begun: list[int] = []

    class Restarted(SqliteStore):
        """Does not answer the second, third and fourth time it is asked, and alters nothing."""

        def read(self, after: int = 0, upto: int | None = None) -> Iterator[Stored]:
            if threading.current_thread().name != "yajian-look-back":
                yield from super().read(after, upto)
                return
            begun.append(after)
            if 1 < len(begun) < 5:
                raise Broken(UNREACHABLE, 0, "连不上数据库")
            for stored in super().read(after, upto):
                yield stored
                if len(begun) == 1 and stored.seq == 6:
                    raise Broken(UNREACHABLE, 0, "连不上数据库")

    monkeypatch.setattr(keeping, "_AGAIN", 0)
    desk = Desk(Restarted(home.journal), FOLDING, judge, kept_in(home))
    desk.look_back()
    for thread in threading.enumerate():
        if thread.name == "yajian-look-back":
            thread.join()
    assert desk.standing.head.seq == 14
    assert begun == [0, 6, 6, 6, 6]
    desk.close()


class NoEvidence:
    def digests(self) -> Iterator[Digest]:
        return iter(())

    def scrub(self) -> Iterator[EvidenceFault]:
        return iter(())


def test_verification_folds_from_the_first_body_and_says_nothing_of_a_true_snapshot(
    home: Home, store: Store
) -> None:
    keep(home, store, upto=9)
    report = verify(store, FOLDING, NoEvidence(), snapshots=kept_in(home))
    assert report.findings == ()
    assert report.state == refold.digest(folded(store)[0].image)


def test_a_short_command_says_nothing_of_what_lies_below_the_snapshot_and_verification_does(
    home: Home,
) -> None:
    with toy.office(home.root) as yard:
        keep(home, yard.store)
    store = Altered(home.journal)
    desk = Desk(store, FOLDING, judge, kept_in(home))  # nobody looks back: the command is over before
    assert desk.standing.head.seq == 14
    report = verify(store, FOLDING, NoEvidence(), snapshots=kept_in(home))
    assert "chain.broken" in [finding.kind for finding in report.findings]
    desk.close()


def test_verification_finds_a_snapshot_that_tells_another_story_than_the_journal(
    home: Home, store: Store
) -> None:
    standing, instants = folded(store, 9)
    image = standing.image.branch()
    image.heaps.put("1号堆", 10**6)
    forged = Standing(image, standing.head, standing.programme, standing.last_at)
    kept_in(home).keep(forged, instants.first(9))
    report = verify(store, FOLDING, NoEvidence(), snapshots=kept_in(home))
    assert [finding.kind for finding in report.findings] == ["snapshot.differs"]
    assert report.state == refold.digest(folded(store)[0].image)


def test_no_backup_carries_a_snapshot(home: Home, store: Store, tmp_path: Path) -> None:
    keep(home, store)
    backup(home.root, tmp_path / "copy", Evidence, START, lambda _: None)
    assert {path.name for path in (tmp_path / "copy").iterdir()} == {
        "journal.sqlite3",
        "evidence",
        "manifest.json",
    }


def museum() -> Programme:
    """A programme that holds something of every area, because the museum holds a body of every fact."""
    whole = Programme()
    for name in sorted({entry.file for entry in index(MUSEUM)}):
        one = Programme()
        for stored in bodies(MUSEUM / name):
            REAL.evolve(one, REAL.codec.decode(stored.body))
        for field in msgspec.structs.fields(Programme):
            if refold.digest(getattr(one, field.name)) != refold.digest(getattr(Programme(), field.name)):
                setattr(whole, field.name, getattr(one, field.name))
    return whole


def test_a_programme_with_something_in_every_area_comes_back_the_same() -> None:
    """An area whose state has no place in a snapshot is found here: see journal/packing.py."""
    whole, empty = museum(), Programme()
    held = {field.name for field in msgspec.structs.fields(Programme)}
    silent = {
        name for name in held if refold.digest(getattr(whole, name)) == refold.digest(getattr(empty, name))
    }
    assert silent == set()
    how = packing.packing_of(Programme)
    again = how.unpack(msgspec.Raw(msgspec.msgpack.encode(how.pack(whole))))
    assert refold.digest(again) == refold.digest(whole)
    assert total(again.capacity) == total(whole.capacity)
    twice = how.unpack(msgspec.Raw(msgspec.msgpack.encode(how.pack(again))))
    assert refold.digest(twice) == refold.digest(whole)


class Shed(msgspec.Struct, kw_only=True):
    rows: Table[tuple[str, int], Timeline[str]] = msgspec.field(default_factory=Table)


def test_a_value_nobody_asked_for_is_packed_again_without_being_read() -> None:
    shed = Shed()
    for number in range(3):
        shed.rows.put(("甲", number), Timeline[str]().add(Seq(number + 1), date(2020, 1, 1), "堆"))
    how = packing.packing_of(Shed)
    packed = msgspec.msgpack.encode(how.pack(shed))
    again = how.unpack(msgspec.Raw(packed))
    assert again.rows[("甲", 1)] == shed.rows[("甲", 1)]
    assert [isinstance(value, Unread) for _, value in again.rows.kept()] == [True, False, True]
    assert msgspec.msgpack.encode(how.pack(again)) == packed
    branch = again.rows.branch()
    branch.put(("乙", 0), Timeline())
    assert list(branch) == [("甲", 0), ("甲", 1), ("甲", 2), ("乙", 0)]
    assert branch.get(("甲", 2)) == shed.rows[("甲", 2)]
    assert branch.get(("丙", 2)) is None
    assert dict(again.rows.items()) == dict(shed.rows.items())


class Odd(msgspec.Struct):
    thing: complex = 1j


def test_a_state_with_no_place_in_a_snapshot_is_a_broken_program() -> None:
    with pytest.raises(TypeError):
        packing.packing_of(Odd).pack(Odd())


def test_head_of_nothing_needs_no_look_back(home: Home) -> None:
    desk = Desk(SqliteStore(home.journal), FOLDING, judge, kept_in(home))
    desk.look_back()
    assert "yajian-look-back" not in [thread.name for thread in threading.enumerate()]
    assert desk.standing.head != Head()
    desk.close()
