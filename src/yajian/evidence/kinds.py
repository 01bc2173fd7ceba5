"""Which kinds of file the office keeps, told by their content and never by their name."""

import codecs
import re
import zipfile
from enum import Enum
from typing import BinaryIO

_CHUNK = 1 << 20
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ENTRY_LIMIT = 2000  # names inside one workbook or document
_UNPACKED_LIMIT = 300 * 1024 * 1024  # bytes
_TYPES_LIMIT = 1 << 20  # bytes of [Content_Types].xml
_XLSX = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_DOCX = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class Kind(Enum):
    """The media types that are accepted."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    TEXT = "text/plain; charset=utf-8"


def kind_of(file: BinaryIO) -> Kind | None:
    """The kind of a file's content, or None if it is none of those kept. Reads from the start."""
    file.seek(0)
    start = file.read(16)
    if start.startswith(b"%PDF-"):
        return Kind.PDF if b"%%EOF" in _end(file) else None
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG if b"IEND" in _end(file) else None
    if start.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG if b"\xff\xd9" in _end(file) else None
    if start.startswith(b"PK\x03\x04"):
        return _office(file)
    return Kind.TEXT if start and _is_text(file) else None


def _end(file: BinaryIO) -> bytes:
    """The last 64 KiB: cameras and scanners append notes of their own after the end mark."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65536))
    return file.read()


def _office(file: BinaryIO) -> Kind | None:
    """A workbook or document without macros, and not a small file that unpacks to a huge one."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
            if len(entries) > _ENTRY_LIMIT or sum(entry.file_size for entry in entries) > _UNPACKED_LIMIT:
                return None
            if any(entry.filename.endswith("vbaProject.bin") for entry in entries):
                return None
            if package.getinfo("[Content_Types].xml").file_size > _TYPES_LIMIT:
                return None
            types = package.read("[Content_Types].xml")
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return None
    if _XLSX in types:
        return Kind.XLSX
    return Kind.DOCX if _DOCX in types else None


def _is_text(file: BinaryIO) -> bool:
    """UTF-8 throughout, without control characters, and not mark-up that a browser would run."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    beginning = True
    try:
        while piece := file.read(_CHUNK):
            text = decoder.decode(piece)
            if beginning and text.strip():
                if text.lstrip().startswith("<"):
                    return False
                beginning = False
            if _CONTROL.search(text):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return not beginning
