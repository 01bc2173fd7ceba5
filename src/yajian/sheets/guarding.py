"""Which files are opened at all: told by their content, each other kind with the advice that makes it one of ours."""

import zipfile
from pathlib import Path

from yajian.sheets.problems import Unreadable

SIZE_LIMIT = 30 * 1024 * 1024  # bytes
UNPACKED_LIMIT = 300 * 1024 * 1024
_RATIO_LIMIT = 250  # unpacked to packed, of an entry that is large at all; real ledgers stay below 60
_LARGE = 8 * 1024 * 1024
_ENTRY_LIMIT = 2000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SAVE_AS = (
    "请用 WPS 或 Excel 打开，点“文件 → 另存为”，文件类型选“Microsoft Excel 文件（*.xlsx）”，再上传另存的文件"
)


def guard(path: Path, name: str = "") -> None:
    """Raises Unreadable unless the file may be opened. `name` is what the sender called it."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("文件是空的", "请核对是不是选错了文件")
    if size > SIZE_LIMIT:
        raise Unreadable(
            f"文件有{size // 1024 // 1024}MB，超过{SIZE_LIMIT // 1024 // 1024}MB",
            "请删去图片和多余的表，或分成几个文件",
        )
    with path.open("rb") as file:
        start = file.read(8)
    if start == _OLE:
        _old(path, name)
    if not start.startswith(b"PK\x03\x04"):
        raise Unreadable("这不是 Excel 工作簿", f"{SAVE_AS}；也可以把单元格复制粘贴到“导入”一页")
    _package(path)


def _old(path: Path, name: str) -> None:
    """The container of .xls and .et, and of everything locked by a password."""
    if _ENCRYPTED in path.read_bytes():
        raise Unreadable(
            "文件有打开密码",
            f"请先去掉密码（文件 → 文档加密，或“另存为 → 工具 → 常规选项”），{SAVE_AS.removeprefix('请')}",
        )
    suffix = Path(name).suffix.lower()
    kind = {".et": "WPS 表格（.et）", ".ett": "WPS 表格模板（.ett）", ".xls": "老式 Excel（.xls）"}.get(
        suffix, "老式 Excel（.xls）或 WPS 表格（.et）"
    )
    raise Unreadable(f"这是{kind}文件", SAVE_AS)


def _package(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            _no_bomb(entries)
            names = {entry.filename for entry in entries}
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Unreadable(
                    "文件带宏（.xlsm）", f"宏不会运行，也不收；{SAVE_AS}，提示“宏将丢失”时选“是”"
                )
            if "mimetype" in names:
                raise Unreadable("这是 ODS 表格", SAVE_AS)
            if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
                raise Unreadable("这是压缩包或别的文档，不是工作簿", SAVE_AS)
            types = package.read("[Content_Types].xml")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise Unreadable(
            "文件不完整，打不开", f"请重新上传；仍不行的，{SAVE_AS.removeprefix('请')}"
        ) from None
    if b"macroEnabled" in types:
        raise Unreadable("文件是启用宏的格式（.xlsm）", f"宏不会运行，也不收；{SAVE_AS}")


def _no_bomb(entries: list[zipfile.ZipInfo]) -> None:
    """Some kilobytes that unpack to gigabytes are no ledger."""
    swollen = any(
        entry.file_size > _LARGE and entry.file_size > _RATIO_LIMIT * max(entry.compress_size, 1)
        for entry in entries
    )
    total = sum(entry.file_size for entry in entries)
    if swollen or total > UNPACKED_LIMIT or len(entries) > _ENTRY_LIMIT:
        raise Unreadable(
            f"文件解开后有{total // 1024 // 1024}MB，远超一份台账应有的大小",
            "多半是整列、整表设了格式：请把有内容的行复制到新下载的模板里再上传",
        )
