"""Takes a journal into the museum: `python -m tests.journal.curator NAME WHY [HOME]`.

Without HOME, a file that lies in the museum already is entered in its index.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from yajian.core.words import Recorded, Seq
from yajian.journal import canonical, chain, refold
from yajian.journal.envelope import Head, follow
from yajian.journal.folding import Folding
from yajian.journal.home import Home
from yajian.journal.sqlite import SqliteStore
from yajian.journal.store import Stored
from yajian.transact import FOLDING

MUSEUM = Path(__file__).with_name("museum")


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the index: so many lines of a file have this root, and all of it folds to this state."""

    file: str
    seq: int
    root: str
    state: str
    why: str


def index(museum: Path) -> list[Entry]:
    path = museum / "INDEX.jsonl"
    lines = path.read_bytes().splitlines() if path.exists() else []
    return [msgspec.json.decode(line, type=Entry) for line in lines]


def bodies(path: Path) -> Iterator[Stored]:
    for seq, body in enumerate(path.read_bytes().splitlines(), 1):
        yield Stored(Seq(seq), body)


def look(path: Path, folding: Folding[Any]) -> tuple[list[str], str, list[Recorded[Any]]]:
    """The root after each line, the state after all, and the facts. Raises Broken, Unfit or DecodeError."""
    head, frontier, roots, facts, image = (
        Head(),
        chain.Frontier(),
        list[str](),
        list[Recorded[Any]](),
        folding.start(),
    )
    for stored in bodies(path):
        head, _ = follow(head, stored.seq, stored.body)
        frontier.add(bytes.fromhex(head.leaf))
        roots.append(frontier.root().hex())
        facts.append(folding.codec.check(stored.body))
        folding.evolve(image, facts[-1])
    return roots, refold.digest(image), facts


def faults(museum: Path, folding: Folding[Any]) -> list[str]:
    """What is not as the index says; every file must be in it, and every entry must hold."""
    found, entries = list[str](), index(museum)
    files = {path.name for path in museum.glob("*.jsonl")} - {"INDEX.jsonl"}
    found += [f"{name} is not in the index" for name in sorted(files - {entry.file for entry in entries})]
    for name in sorted({entry.file for entry in entries}):
        if name not in files:
            found.append(f"{name} is gone")
            continue
        roots, state, _ = look(museum / name, folding)
        mine = [entry for entry in entries if entry.file == name]
        found += [
            f"{name} is not what it was up to line {entry.seq}"
            for entry in mine
            if entry.seq > len(roots) or roots[entry.seq - 1] != entry.root
        ]
        if mine[-1].state != state:
            found.append(f"{name} folds to another state than when it was taken in")
    return found


def take_in(home: Path, museum: Path, name: str, why: str, folding: Folding[Any]) -> Entry:
    """Copy a journal's bodies, or its further bodies to the file of that name, and enter it in the index."""
    path = museum / f"{name}.jsonl"
    store = SqliteStore(Home(home).journal)
    lines = b"".join(stored.body + b"\n" for stored in store.read())
    store.close()
    if path.exists() and not lines.startswith(path.read_bytes()):
        raise SystemExit(f"{path.name} holds another history; the museum only grows")
    path.write_bytes(lines)
    return enter(museum, name, why, folding)


def enter(museum: Path, name: str, why: str, folding: Folding[Any]) -> Entry:
    """Add a line to the index for a file as it lies."""
    path = museum / f"{name}.jsonl"
    roots, state, _ = look(path, folding)
    entry = Entry(file=path.name, seq=len(roots), root=roots[-1], state=state, why=why)
    with (museum / "INDEX.jsonl").open("ab") as file:
        file.write(canonical.dump(entry) + b"\n")
    return entry


if __name__ == "__main__":
    name, why, *home = sys.argv[1:]
    print(take_in(Path(home[0]), MUSEUM, name, why, FOLDING) if home else enter(MUSEUM, name, why, FOLDING))
