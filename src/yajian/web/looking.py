"""Workbooks being looked at: each in its own limited process, told about while it goes on, kept until it is asked for.

What is found is a function of the file, the books and who asks, so that losing it costs a second look and nothing else.
"""

import logging
import threading
from collections import OrderedDict
from pathlib import Path

import msgspec

from yajian.core.rules.roles.sight import Sight
from yajian.core.words import Digest, Seq
from yajian.sheets.known import Asked, Known
from yajian.sheets.layout import Layout
from yajian.sheets.limited import look
from yajian.sheets.problems import Checked, Unreadable

_log = logging.getLogger("django.yajian")  # where the office's own errors go
_KEPT = 24  # workbooks lately looked at
_AT_ONCE = threading.Semaphore(2)  # processes of up to 512 MiB each
_PATIENCE = 4.0  # seconds a page waits before it shows how far things are


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """The same file, the same books as they are shown, the same asker: the same answer."""

    file: Digest
    seq: Seq
    asked: Asked
    sight: Sight


class Look:
    """One workbook, and how far the look at it is."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.sheet, self.row = "", 0
        self.checked: Checked | None = None
        self.fault: Unreadable | None = None

    def tell(self, sheet: str, row: int) -> None:
        self.sheet, self.row = sheet, row

    def run(self, path: Path, layout: Layout, known: Known, asked: Asked) -> None:
        try:
            with _AT_ONCE:
                self.checked = look(path, layout, known, asked, tell=self.tell)
        except Unreadable as fault:
            self.fault = fault
        except OSError as error:
            self.fault = Unreadable(f"这个文件现在读不了（{error.strerror or '系统忙'}）", "请稍后再试一次")
        except RuntimeError:
            _log.exception("a workbook broke its reader: %s", path.name)
            self.fault = Unreadable(
                "核对程序在这个文件上出了差错，已经记下", "请把文件交给系统管理员；别的文件照常"
            )
        finally:
            self.done.set()


_lately: OrderedDict[Key, Look] = OrderedDict()
_door = threading.Lock()


def looked(key: Key, path: Path, layout: Layout, known: Known) -> Look:
    """The look at this workbook, begun if it has not been, and waited for a little."""
    with _door:
        found = _lately.get(key)
        if found is None:
            found = _lately[key] = Look()
            run = threading.Thread(target=found.run, args=(path, layout, known, key.asked), daemon=True)
            run.start()
        _lately.move_to_end(key)
        while len(_lately) > _KEPT:
            _lately.popitem(last=False)
    found.done.wait(_PATIENCE)
    return found
