"""Small files of every kind the office keeps, and of kinds it does not. All invented."""

import io
import struct
import zipfile
import zlib

_TYPES = '<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="{}"/></Types>'
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def package(content_type: str, *more: tuple[str, bytes]) -> bytes:
    """A zip with the content types an office file has."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", _TYPES.format(content_type))
        for name, content in more:
            target.writestr(name, content)
    return made.getvalue()


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x11" * 64 + b"\xff\xd9"
XLSX = package(_XLSX)
DOCX = package(_DOCX)
TEXT = "plan:\n  id: 示范-2019  # 注释\n\t缩进\r\n".encode()

KEPT = {
    "pdf": PDF,
    "png": png(),
    "jpeg": JPEG,
    "xlsx": XLSX,
    "docx": DOCX,
    "text": TEXT,
    "bom": b"\xef\xbb\xbf" + TEXT,
}

NOT_KEPT = {
    "program": b"\x7fELF" + b"\0" * 64,
    "html": b"  <!DOCTYPE html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
    "xml": b'\xef\xbb\xbf<?xml version="1.0"?><a/>',
    "gbk text": "压减方案".encode("gbk"),
    "control characters": b"a\x00b",
    "blank text": b" \n\t ",
    "half a pdf": PDF[:30],
    "half a png": png()[:30],
    "half a jpeg": JPEG[:30],
    "half a workbook": XLSX[:60],
    "plain zip": package("application/octet-stream"),
    "zip without types": b"PK\x03\x04" + b"\0" * 40,
    "macro workbook": package(_XLSX.replace("sheet.main", "x.macroEnabled.main")),
    "hidden macros": package(_XLSX, ("xl/vbaProject.bin", b"x")),
    "too many entries": package(_XLSX, *((f"{number}.xml", b"") for number in range(2001))),
    "unpacks to too much": package(_XLSX, *((f"{number}.bin", bytes(16 << 20)) for number in range(20))),
    "old excel": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 64,
    "gif": b"GIF89a" + b"\0" * 20,
}
