"""Heads kept elsewhere: what a backup's manifest or an earlier verification says the journal once was."""

from pathlib import Path

import msgspec

from yajian.journal.envelope import Head
from yajian.journal.walk import Known


class _Kept(msgspec.Struct):
    head: Head
    root: str


def read(path: Path) -> Known:
    """The head in a backup's manifest or in the output of `verify --json`. Raises ValueError, in Chinese."""
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} 里没有链头：应是备份清单 manifest.json，或 verify --json 的输出") from error
    return Known(head=kept.head, root=kept.root, source=f"“{path.name}”")
