"""Every page of the file against the checksum it carries: a flip in any byte is found, meaning or none.

SQLite's own checksum layer writes eight bytes at the end of each page, in the same write as the page, so
they are never older than what they speak for. It reads them back each time a page is read; here the whole
file is gone through, the free space included.
"""

from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

import apsw
import apsw.sqlite_extra

from yajian.journal.store import Finding, Unsafe

PAGE = 4096
RESERVED = 8  # bytes of each page
LAYER = "cksmvfs"  # the name under which SQLite knows its checksum layer


def connect(path: Path) -> apsw.Connection:
    """A connection that checksums what it writes and checks what it reads. Raises apsw.Error or Unsafe."""
    _load()
    connection = apsw.Connection(str(path), vfs=LAYER)
    connection.reserve_bytes(reserve=RESERVED)  # speaks for files that are made or copied from here on
    return connection


@cache
def _load() -> None:
    """Once and for all in this process."""
    if not apsw.sqlite_extra.has("cksumvfs"):
        raise Unsafe(
            "本机的 apsw 没有带校验层（cksumvfs），账簿没有保障，因此不打开。请重新运行 ./run 装好环境。"
        )
    load_layer()


def load_layer() -> None:
    """Put the checksum layer over what is SQLite's default file layer now."""
    with closing(apsw.Connection(":memory:")) as connection:
        apsw.sqlite_extra.load(connection, "cksumvfs")


def connect_to_copy(path: Path) -> apsw.Connection:
    """A connection to a file that nobody writes to: it neither locks nor changes it. Raises apsw.Error."""
    _load()
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    return apsw.Connection(address, flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI, vfs=LAYER)


def is_page_fault(error: Exception) -> bool:
    """Whether the layer refused a page that does not agree with its checksum."""
    return getattr(error, "extendedresult", None) == apsw.SQLITE_IOERR_DATA


def findings(file: BinaryIO, name: str) -> Iterator[Finding]:
    """What does not agree, page by page. The caller holds the turn, and no statement is running."""
    with closing(connect(Path(":memory:"))) as asking:
        header = file.read(100)
        size = file.seek(0, 2)
        if header[20:21] != bytes([RESERVED]):
            saw = "文件头说各页没有校验：由旧的开发版写成的，备份后恢复一次就有了；否则是文件头被改过"
            yield Finding(kind="file.unsummed", where=f"{name} 第20字节", saw=saw)
        if int.from_bytes(header[28:32], "big") * PAGE != size:
            saw = f"文件长 {size} 字节，文件头说是 {int.from_bytes(header[28:32], 'big')} 页"
            yield Finding(kind="file.size", where=name, saw=saw)
        file.seek(0)
        for number, page in enumerate(iter(lambda: file.read(PAGE), b"")):
            if not _agrees(asking, page):
                first = number * PAGE
                where = f"{name} 第{first}-{first + len(page) - 1}字节"
                yield Finding(kind="file.page", where=where, saw=f"第{number + 1}页与它自带的校验不符")


def _agrees(asking: Any, page: bytes) -> bool:
    return len(page) == PAGE and asking.execute("SELECT verify_checksum(?)", (page,)).fetchone()[0] == 1
