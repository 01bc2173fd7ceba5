"""Everything somebody may do to the books afterwards, by kind: found, and named."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import msgspec
import pytest

from tests.journal.tampering import raw, tamper
from tests.journal.test_processes import outcome, start
from tests.journal.toy import CODEC, FOLDING, Cart, Office, Stack, Yard, evolve, office
from yajian.core.words import Digest, Recorded
from yajian.evidence import Evidence
from yajian.journal import chain, checkpoints, refold
from yajian.journal.envelope import Head
from yajian.journal.folding import Folding
from yajian.journal.home import Home
from yajian.journal.sqlite import SqliteStore
from yajian.journal.sqlite_pages import PAGE
from yajian.journal.verify import Report, verify
from yajian.journal.walk import Known, culprits

PAPERS = [b"%%PDF-1.4 %d %%%%EOF" % number for number in range(3)]
FLIPS = 2_400


def books(root: Path) -> Home:
    """Given: 20 facts in 14 commands, two declined, three papers, closed."""
    home = Home(root)
    with office(root) as yard:
        papers = [Evidence(home.evidence).put_bytes(paper) for paper in PAPERS]
        fill(yard, papers)
    return home


def fill(yard: Office, papers: list[Digest]) -> None:
    for number in range(12):
        evidence = (papers[0],) if number == 4 else ()
        command = Stack(heap=f"{number % 3}号堆", tonnes=10 + number, loads=1 + number % 2, note="晴")
        yard.done(command, f"stack-{number}", evidence=evidence)
    yard.done(Stack(heap="0号堆", paper=papers[1]), "stack-12")
    yard.refused(Cart(heap="9号堆"), "cart-x")
    yard.done(Cart(heap="0号堆", tonnes=3), "cart-1")
    yard.refused(Cart(heap="9号堆", tonnes=2), "cart-y")


def report(home: Home, *known: Known, folding: Folding[Yard] = FOLDING) -> Report:
    store = SqliteStore(home.journal, checked=False)
    try:
        return verify(store, folding, Evidence(home.evidence), known)
    finally:
        store.close()


def kinds(home: Home, *known: Known) -> dict[str, list[str]]:
    """What was found: places by kind."""
    found: dict[str, list[str]] = {}
    for finding in report(home, *known).findings:
        found.setdefault(finding.kind, []).append(finding.where)
    return found


def bodies(home: Home) -> list[bytes]:
    with closing(sqlite3.connect(home.journal)) as connection:
        return [body for (body,) in connection.execute("SELECT body FROM facts ORDER BY seq")]


def rewrite(home: Home, rows: list[tuple[int, bytes]], *, index: bool = False) -> None:
    """Put these in the place of all facts; `index`: and make the index of commands to match."""
    tamper(home.journal, "DELETE FROM facts")
    for row in rows:
        tamper(home.journal, "INSERT INTO facts VALUES (?, ?)", parameters=row)
    if not index:
        return
    tamper(home.journal, "DELETE FROM commands")
    commands: dict[str, list[object]] = {}
    for seq, body in rows:
        said = json.loads(body)
        entry = commands.setdefault(said["cmd"], [said["cmd"], said["ask"], seq, seq, ""])
        entry[3:] = [seq, chain.leaf(body).hex()]
    for entry in commands.values():
        tamper(home.journal, "INSERT INTO commands VALUES (?, ?, ?, ?, ?)", parameters=tuple(entry))


def numbered(all_bodies: list[bytes]) -> list[tuple[int, bytes]]:
    return list(enumerate(all_bodies, 1))


def said(body: bytes, **changes: object) -> bytes:
    """The same body saying something else, canonically spelled."""
    return json.dumps(
        json.loads(body) | changes, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    ).encode()


def rechained(all_bodies: list[bytes], start: int = 0) -> list[bytes]:
    """Bodies from `start` on with their links made good, as a forger with the whole database would."""
    made = all_bodies[:start]
    for body in all_bodies[start:]:
        prev = chain.leaf(made[-1]).hex() if made else chain.EMPTY
        made.append(said(body, prev=prev, seq=len(made) + 1))
    return made


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return books(tmp_path)


def kept(home: Home) -> Known:
    """The head somebody wrote down elsewhere."""
    found = report(home)
    return Known(head=found.head, root=found.root, source="另存的链头")


# Sound books -----------------------------------------------------------------------------------------


def test_sound_books_have_nothing_to_find_and_say_where_they_stand(home: Home) -> None:
    found = report(home)
    assert found.findings == ()
    assert (found.programme, found.head.seq, found.commands, found.evidence) == ("yard-2020", 20, 14, 3)
    leaves = [chain.leaf(body) for body in bodies(home)]
    assert found.head == Head(found.head.seq, leaves[-1].hex())
    assert found.root == chain.root(leaves).hex()


def test_an_earlier_head_is_found_again_in_longer_books(home: Home) -> None:
    earlier = kept(home)
    with office(home.root) as yard:
        yard.done(Stack(heap="新堆"), "later")
    assert report(home, earlier).findings == ()


def test_each_of_several_heads_is_compared_even_two_of_one_place(home: Home) -> None:
    good = kept(home)
    other = Known(head=Head(good.head.seq, "ab" * 32), root=good.root, source="甲")
    wrong_root = Known(head=good.head, root="cd" * 32, source="乙")
    empty = Known(head=Head(), root=chain.EMPTY, source="空账")
    assert kinds(home, empty, good, good) == {}
    assert kinds(home, other, good, wrong_root) == {"head.differs": ["第20条", "第20条"]}


def test_verification_leaves_the_books_as_they_are(home: Home) -> None:
    before = home.journal.read_bytes()
    report(home)
    assert home.journal.read_bytes() == before


# Forgeries, kind by kind -----------------------------------------------------------------------------


@pytest.mark.parametrize("seq", [1, 2, 7, 19, 20])
def test_f1_one_byte_changed_is_found_at_its_place(home: Home, seq: int) -> None:
    rows = bodies(home)
    rows[seq - 1] = rows[seq - 1].replace("示例甲".encode(), "示例乙".encode())
    rewrite(home, numbered(rows))
    found = kinds(home)
    assert f"第{seq}条" in found.get("chain.broken", []) + found.get("index.leaf", [])
    assert len([place for places in found.values() for place in places if place.startswith("第")]) <= 2


def test_f2_a_change_with_the_next_link_made_good_is_found_one_further_on(home: Home) -> None:
    rows = bodies(home)
    rows[6] = said(rows[6], actor="示例乙")
    rows[7] = said(rows[7], prev=chain.leaf(rows[6]).hex())
    rewrite(home, numbered(rows))
    assert kinds(home)["chain.broken"] == ["第8条"]


def test_f3_a_whole_chain_made_anew_is_found_by_a_head_kept_elsewhere_and_by_nothing_else(home: Home) -> None:
    elsewhere = kept(home)
    rows = bodies(home)
    rows[6] = said(rows[6], actor="示例乙")
    rewrite(home, numbered(rechained(rows, 6)), index=True)
    assert kinds(home) == {}
    assert kinds(home, elsewhere) == {"head.differs": ["第20条"]}


def test_f4_a_fact_deleted_is_found_as_a_gap(home: Home) -> None:
    rewrite(home, [row for row in numbered(bodies(home)) if row[0] != 7])
    assert kinds(home)["seq.gap"] == ["第7条"]


def test_f5_a_tail_cut_off_is_found_by_the_index_or_by_a_head_kept_elsewhere(home: Home) -> None:
    elsewhere = kept(home)
    rows = numbered(bodies(home))
    rewrite(home, rows[:-2])
    assert "index.count" in kinds(home)
    rewrite(home, rows[:-2], index=True)
    assert kinds(home) == {}
    assert kinds(home, elsewhere) == {"head.rolled-back": ["第20条"]}


def test_f5_a_tail_cut_off_inside_a_command_is_found_by_itself(home: Home) -> None:
    rows = numbered(bodies(home))
    halves = [
        seq for seq, body in rows if json.loads(body).get("of") == 2 and json.loads(body).get("part") is None
    ]
    rewrite(home, rows[: halves[-1]], index=True)
    assert kinds(home) == {"command.partial": [f"第{halves[-1]}条"]}


def test_f6_a_fact_slipped_in_is_found_where_it_stands(home: Home) -> None:
    rows = bodies(home)
    slipped = said(rows[9], cmd="slipped", actor="示例乙", part=1, of=1)
    rewrite(home, numbered([*rows[:9], slipped, *rows[9:]]))
    found = kinds(home)
    assert "第11条" in found["seq.moved"]
    assert "第10条" in found["chain.broken"]


def test_f7_neighbours_swapped_are_found_both(home: Home) -> None:
    rows = bodies(home)
    rows[9], rows[10] = rows[10], rows[9]
    rewrite(home, numbered(rows))
    assert kinds(home)["seq.moved"] == ["第10条", "第11条"]


def test_f8_a_fact_entered_twice_is_found_as_moved_and_its_command_as_repeated(home: Home) -> None:
    rows = bodies(home)
    rewrite(home, numbered([*rows, rows[-1]]))
    found = kinds(home)
    assert found["seq.moved"] == ["第21条"]
    assert found["command.repeated"] == ["第21条"]


def test_f8_a_command_entered_twice_with_its_links_made_good_is_found_as_repeated(home: Home) -> None:
    rows = bodies(home)
    rewrite(home, numbered(rechained([*rows, rows[-1]])), index=True)
    assert "command.repeated" in kinds(home)


def test_f9_a_back_dated_fact_is_found_at_its_place(home: Home) -> None:
    rows = bodies(home)
    rows[6] = said(rows[6], effective="2019-10-31")
    rewrite(home, numbered(rows))
    assert kinds(home)["chain.broken"] == ["第7条"]


def test_f10_a_fact_replayed_under_another_place_is_found_there(home: Home) -> None:
    rows = bodies(home)
    rows[12] = rows[3]
    rewrite(home, numbered(rows))
    assert kinds(home)["seq.moved"] == ["第13条"]


def test_f11_evidence_replaced_or_removed_is_found_with_the_fact_that_rests_on_it(home: Home) -> None:
    first, second, loose = (Evidence(home.evidence).put_bytes(paper) for paper in PAPERS)
    room = Evidence(home.evidence)
    room.path(first).write_bytes(b"%PDF-1.4 forged %%EOF")
    room.path(second).unlink()
    room.path(loose).write_bytes(b"")
    findings = {finding.where: finding for finding in report(home).findings}
    assert findings[f"附件 {first}"].kind == "evidence.altered"
    assert "第7条依据它" in findings[f"附件 {first}"].saw
    assert findings[f"附件 {second}"].kind == "evidence.missing"
    assert "第19条依据的附件不见了" in findings[f"附件 {second}"].saw
    assert findings[f"附件 {loose}"].kind == "evidence.altered"


def test_f12_two_histories_of_one_length_are_told_apart_by_a_head_kept_elsewhere(tmp_path: Path) -> None:
    one, other = books(tmp_path / "one"), tmp_path / "other"
    with office(other) as yard:
        papers = [Evidence(Home(other).evidence).put_bytes(paper) for paper in PAPERS]
        yard.clock()  # a second later
        fill(yard, papers)
    assert kinds(Home(other)) == {}
    assert kinds(Home(other), kept(one)) == {"head.differs": ["第20条"]}


def test_f13_a_journal_rolled_back_and_continued_is_told_by_a_head_kept_elsewhere(home: Home) -> None:
    old = home.journal.read_bytes()
    with office(home.root) as yard:
        yard.done(Stack(heap="一号堆"), "later-1")
        yard.done(Stack(heap="一号堆"), "later-2")
    elsewhere = kept(home)
    home.journal.write_bytes(old)
    assert "head.rolled-back" in kinds(home, elsewhere)
    with office(home.root) as yard:
        for number in range(5):
            yard.done(Stack(heap="二号堆"), f"instead-{number}")
    assert kinds(home) == {}
    assert kinds(home, elsewhere) == {"head.differs": ["第22条"]}


def test_another_spelling_with_its_links_made_good_is_found_at_its_place(home: Home) -> None:
    rows = bodies(home)
    rows[6] = rows[6].replace(b'"seq":7', b'"seq": 7')
    for place in range(7, len(rows)):
        rows[place] = said(rows[place], prev=chain.leaf(rows[place - 1]).hex())
    rewrite(home, numbered(rows), index=True)
    assert kinds(home) == {"body.not-canonical": ["第7条"]}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"fact": {"kind": "yard.burnt/1", "heap": "x"}}, "body.unknown"),
        ({"surprise": 1}, "body.unknown"),
        ({"v": 2}, "body.format"),
        ({"programme": "yard-2021"}, "programme.other"),
        ({"fact": {"kind": "yard.carted/1", "heap": "0号堆", "tonnes": 10**6}}, "fold.failed"),
        ({"part": 2, "of": 3}, "command.partial"),
        ({"actor": "甲\u200b"}, "body.not-canonical"),
        ({"revision": 1.5}, "body.unknown"),
    ],
)
def test_a_body_no_program_of_ours_would_write_is_found_even_in_a_sound_chain(
    home: Home, change: dict[str, object], kind: str
) -> None:
    rows = bodies(home)
    rows[18] = said(rows[18], **change)
    rewrite(home, numbered(rechained(rows, 19)), index=True)
    assert "第19条" in kinds(home)[kind]


def test_an_unreadable_body_is_found_and_the_rest_is_still_looked_at(home: Home) -> None:
    rows = bodies(home)
    rows[3], rows[14] = b"\xff", said(rows[14], actor="示例乙")
    rewrite(home, numbered(rows))
    found = kinds(home)
    assert found["body.unreadable"] == ["第4条"]
    assert found["chain.broken"] == ["第4条", "第15条"]


INDEX = {
    "index.missing": "DELETE FROM commands WHERE cmd = 'stack-3'",
    "index.differs": "UPDATE commands SET ask = 'x' WHERE cmd = 'stack-3'",
    "index.leaf": "UPDATE commands SET leaf = 'x' WHERE cmd = 'stack-3'",
    "index.count": "INSERT INTO commands VALUES ('more', 'x', 1, 1, 'x')",
}


@pytest.mark.parametrize("kind", INDEX)
def test_an_index_that_differs_from_one_rebuilt_is_found(home: Home, kind: str) -> None:
    tamper(home.journal, INDEX[kind])
    assert kind in kinds(home)


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        (
            "UPDATE attempts SET body = CAST(replace(CAST(body AS TEXT), '示例甲', '示例乙') AS BLOB)",
            "altered",
        ),
        ("DELETE FROM attempts WHERE id = 1", "gap"),
    ],
)
def test_a_log_of_attempts_that_was_touched_is_found(home: Home, statement: str, kind: str) -> None:
    tamper(home.journal, statement)
    assert f"attempts.{kind}" in kinds(home)


def test_guards_taken_away_are_found(home: Home) -> None:
    raw(home.journal, "DROP TRIGGER facts_no_delete")
    assert kinds(home) == {"file.schema": ["journal.sqlite3"]}


def test_a_change_by_a_tool_that_knows_no_checksums_shows_on_its_page(home: Home) -> None:
    with closing(sqlite3.connect(home.journal)) as connection:
        connection.execute("DROP TRIGGER attempts_no_delete")
        connection.execute("DELETE FROM attempts")
        connection.commit()
    assert "file.page" in kinds(home)


def test_who_is_the_culprit_when_links_are_broken() -> None:
    assert culprits([]) == []
    assert culprits([0]) == [1]
    assert culprits([7]) == [7]
    assert culprits([6, 7]) == [7]
    assert culprits([3, 9, 10, 15]) == [3, 10, 15]


# Two folds -------------------------------------------------------------------------------------------


def test_a_fold_that_changes_what_it_published_is_found(home: Home) -> None:
    class Leaky(Yard):
        def branch(self) -> "Leaky":
            return self

    leaky: Folding[Yard] = Folding(CODEC, Leaky, evolve)
    assert {finding.kind for finding in report(home, folding=leaky).findings} == {"fold.image-changed"}


def test_a_fold_that_depends_on_how_it_is_cut_is_found(home: Home) -> None:
    class Forgetful(Yard):
        def branch(self) -> "Forgetful":
            branch = Forgetful(seq=self.seq, heaps=self.heaps.branch())
            branch.heaps.put("0号堆", 0)
            return branch

    forgetful: Folding[Yard] = Folding(CODEC, Forgetful, evolve)
    found = {finding.kind for finding in report(home, folding=forgetful).findings}
    assert found & {"fold.differs", "fold.failed"}


def test_the_digest_of_a_state_covers_all_of_it_in_order() -> None:
    def state(*puts: tuple[str, int]) -> Yard:
        yard = Yard()
        for heap, tonnes in puts:
            yard.heaps.put(heap, tonnes)
        return yard

    digests = [
        refold.digest(state(*puts)) for puts in ((("a", 1), ("b", 2)), (("b", 2), ("a", 1)), (("a", 1),))
    ]
    assert len(set(digests)) == 3
    assert refold.digest(state(("a", 1)).branch()) == digests[2]
    with pytest.raises(TypeError):
        refold.digest(object())


# Heads kept elsewhere --------------------------------------------------------------------------------


def test_the_output_of_verification_is_a_head_to_keep_elsewhere(home: Home, tmp_path: Path) -> None:
    found = report(home)
    file = tmp_path / "链头.json"
    file.write_bytes(msgspec.json.encode({"ok": True, **msgspec.to_builtins(found)}))
    known = checkpoints.read(file)
    assert (known.head, known.root) == (found.head, found.root)
    file.write_text("{}")
    with pytest.raises(ValueError, match="没有链头"):
        checkpoints.read(file)


# Flipped bits ----------------------------------------------------------------------------------------


def flip(path: Path, bit: int) -> Callable[[], None]:
    """Flip one bit of a file; what it gives back flips it again."""

    def turn() -> None:
        with path.open("r+b") as file:
            file.seek(bit // 8)
            byte = file.read(1)[0]
            file.seek(bit // 8)
            file.write(bytes([byte ^ 1 << bit % 8]))

    turn()
    return turn


def content_bytes(home: Home) -> dict[int, int]:
    """Every byte of the file in which a body lies, with the body's seq. Left-overs of moved rows are no bodies."""
    content = home.journal.read_bytes()
    only_once = [(seq, body) for seq, body in enumerate(bodies(home), 1) if content.count(body) == 1]
    assert len(only_once) > 10
    return {content.index(body) + byte: seq for seq, body in only_once for byte in range(len(body))}


def test_every_flipped_bit_of_the_journal_file_is_found_and_named_by_its_page(home: Home) -> None:
    chance, size = Random(3), home.journal.stat().st_size
    only_by_page = 0
    for _ in range(FLIPS):
        place = chance.randrange(size)
        back = flip(home.journal, place * 8 + chance.randrange(8))
        found = kinds(home)
        first = place // PAGE * PAGE
        assert found["file.page"] == [f"journal.sqlite3 第{first}-{first + PAGE - 1}字节"], place
        only_by_page += set(found) == {"file.page"}
        back()
    print(f"{FLIPS} random bits of {size} bytes: all found, {only_by_page} of them by their page alone")
    assert kinds(home) == {}


def test_every_flipped_bit_of_a_body_is_named_by_its_place(home: Home) -> None:
    chance, places = Random(4), content_bytes(home)
    for _ in range(600):
        place = chance.choice(list(places))
        back = flip(home.journal, place * 8 + chance.randrange(8))
        named = [finding.where for finding in report(home).findings]
        assert f"第{places[place]}条" in named, (place, named)
        back()


def test_after_a_kill_every_flipped_bit_is_found_all_the_same(home: Home) -> None:
    """Nothing that finds it is written later than the page itself."""
    outcome(start("kills", home.root, 4, 9))
    assert kinds(home) == {}  # opening it undid what was half written, which may have lengthened the file
    chance, size = Random(5), home.journal.stat().st_size
    for _ in range(300):
        back = flip(home.journal, chance.randrange(size * 8))
        assert "file.page" in kinds(home)
        back()


def test_a_file_grown_or_cut_is_found(home: Home) -> None:
    content = home.journal.read_bytes()
    home.journal.write_bytes(content + b"\0" * 100)
    assert {"file.size", "file.page"} <= set(kinds(home))
    home.journal.write_bytes(content[:-PAGE])
    assert "file.size" in kinds(home)


def test_every_flipped_bit_of_an_evidence_file_is_found(home: Home) -> None:
    chance = Random(6)
    room = Evidence(home.evidence)
    for path in (room.path(digest) for digest in room.digests()):
        for _ in range(100):
            back = flip(path, chance.randrange(path.stat().st_size * 8))
            assert "evidence.altered" in kinds(home)
            back()


def test_recorded_facts_are_what_the_report_rests_on(home: Home) -> None:
    decoded = [CODEC.decode(body) for body in bodies(home)]
    assert all(isinstance(one, Recorded) for one in decoded)
    assert len({one.command_id for one in decoded}) == report(home).commands
