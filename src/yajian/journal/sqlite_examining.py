"""What is physically wrong with the file: SQLite's own check, and the schema; then what either store checks."""

from collections.abc import Iterator

from yajian.journal import examining
from yajian.journal.rows import Execute
from yajian.journal.sqlite_opening import schema_faults
from yajian.journal.store import Finding


def findings(execute: Execute, name: str) -> Iterator[Finding]:
    """Every fault that can be told without knowing what the facts mean. `name` is the file's."""
    return examining.findings(execute, name, _integrity, _schema)


def _integrity(execute: Execute, name: str) -> Iterator[Finding]:
    for (line,) in execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Finding(kind="file.integrity", where=name, saw=f"SQLite 自检：{line}")


def _schema(execute: Execute, name: str) -> Iterator[Finding]:
    for fault in schema_faults(execute):
        yield Finding(kind="file.schema", where=name, saw=fault)
