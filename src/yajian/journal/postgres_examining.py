"""What is wrong with the database beside the bodies: settings, tables and guards, the role, the head row."""

from collections.abc import Iterator

from yajian.journal import postgres_schema, rows
from yajian.journal.examining import Examine
from yajian.journal.postgres_opening import server_faults
from yajian.journal.rows import Execute
from yajian.journal.store import Finding


def _server(execute: Execute, name: str) -> Iterator[Finding]:
    for fault in server_faults(execute):
        yield Finding(kind="database.settings", where=name, saw=fault)


def _schema(execute: Execute, name: str) -> Iterator[Finding]:
    for fault in postgres_schema.schema_faults(execute):
        yield Finding(kind="database.schema", where=name, saw=fault)


def _role(execute: Execute, name: str) -> Iterator[Finding]:
    for fault in postgres_schema.role_faults(execute):
        yield Finding(kind="database.role", where=name, saw=fault)


def _head(execute: Execute, name: str) -> Iterator[Finding]:
    last, kept = rows.head(execute).seq, [seq for (seq,) in execute("SELECT seq FROM head")]
    if kept != [last]:
        saw = f"末条序号记着 {'、'.join(map(str, kept)) or '空'}，记录到第{last}条"
        yield Finding(kind="database.head", where=f"{name} head", saw=saw)


CHECKS: tuple[Examine, ...] = (_server, _schema, _role, _head)
