"""A package of Office files, packed so that the same contents are the same bytes on every machine."""

import io
import zipfile

_ANY_DAY = (1980, 1, 1, 0, 0, 0)


def packed(package: bytes) -> bytes:
    """The same entries under one fixed date, stored: a compressor may differ from machine to machine."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, _ANY_DAY)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            after.writestr(entry, before.read(name))
    return made.getvalue()
