"""What can be wrong beside the bodies, in either store: the index of commands, the log of attempts."""

from collections.abc import Callable, Iterator

import msgspec

from yajian.journal import chain, envelope
from yajian.journal.envelope import Broken, Envelope
from yajian.journal.rows import CHUNK, Execute, blob, chunk, find_all, index_of
from yajian.journal.store import Attempt, Carried, Finding

Examine = Callable[[Execute, str], Iterator[Finding]]


def findings(execute: Execute, name: str, *before: Examine) -> Iterator[Finding]:
    """Every fault that can be told without knowing what the facts mean. `before` are the store's own checks."""
    for examine in (*before, _index, _attempts):
        try:
            yield from examine(execute, name)
        except Broken as broken:
            yield Finding(kind=broken.kind, where=name, saw=broken.saw)


def _index(execute: Execute, name: str) -> Iterator[Finding]:
    """The index of commands, against one rebuilt from the bodies."""
    commands = 0
    for rebuilt, kept in _indexed(execute):
        commands += 1
        if kept is None:
            yield _at(rebuilt.last, "index.missing", f"提交索引里没有 {rebuilt.command_id}")
        elif (kept.ask, kept.first, kept.last) != (rebuilt.ask, rebuilt.first, rebuilt.last):
            yield _at(rebuilt.last, "index.differs", f"提交索引里的 {rebuilt.command_id} 与记录不符")
        elif kept.leaf != rebuilt.leaf:
            yield _at(rebuilt.last, "index.leaf", "记录的摘要与写入时留下的不同：记录被改过，或索引被改过")
    [(kept_commands,)] = execute("SELECT count(*) FROM commands")
    if kept_commands != commands:
        saw = f"提交索引有 {kept_commands} 项，按记录应有 {commands} 项"
        yield Finding(kind="index.count", where=f"{name} commands", saw=saw)


def _indexed(execute: Execute) -> Iterator[tuple[Carried, Carried | None]]:
    """What the index must say of each command, and what it does say."""
    waiting: list[Carried] = []

    def answered() -> Iterator[tuple[Carried, Carried | None]]:
        found = find_all(execute, [one.command_id for one in waiting])
        yield from ((one, found.get(one.command_id)) for one in waiting)
        waiting.clear()

    for envelopes, leaf in _commands(execute):
        waiting.append(index_of(envelopes, leaf))
        if len(waiting) == CHUNK:
            yield from answered()
    if waiting:
        yield from answered()


def _commands(execute: Execute) -> Iterator[tuple[list[Envelope], str]]:
    """Each command's envelopes and its last leaf; what cannot be read is left to the check of the bodies."""
    after, group, leaf = 0, list[Envelope](), ""
    while rows := chunk(execute, after, None):
        for stored in rows:
            after = stored.seq
            try:
                one = envelope.read(stored.body)
            except msgspec.DecodeError:
                continue
            if group and group[-1].cmd != one.cmd:
                yield group, leaf
                group = []
            group.append(one)
            leaf = chain.leaf(stored.body).hex()
    if group:
        yield group, leaf


def _attempts(execute: Execute, name: str) -> Iterator[Finding]:
    expected = 1
    for number, body, leaf in execute("SELECT id, body, leaf FROM attempts ORDER BY id"):
        where = f"未办成记录第{number}条"
        if number != expected:
            yield Finding(kind="attempts.gap", where=where, saw=f"其前缺第{expected}条")
        expected = number + 1
        if chain.leaf(blob(body)).hex() != leaf:
            yield Finding(kind="attempts.altered", where=where, saw="内容与写入时留下的摘要不同")
            continue
        try:
            msgspec.json.decode(body, type=Attempt)
        except (msgspec.DecodeError, UnicodeDecodeError):
            yield Finding(kind="attempts.unreadable", where=where, saw="内容已不是可读的记录")


def _at(seq: int, kind: str, saw: str) -> Finding:
    return Finding(kind=kind, where=f"第{seq}条", saw=saw)
