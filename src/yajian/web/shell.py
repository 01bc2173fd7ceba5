"""What the frame around every page says: whose office, on which paper, as of when."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import msgspec


class Shell(msgspec.Struct, frozen=True, kw_only=True):
    """The frame's own words. Left empty, as on an error page, it claims nothing."""

    office: str = "压减办公室"
    organ: str = ""
    title: str = ""  # of the plan
    document_no: str = ""
    revision: str = ""  # of the file, and how many answers lie over it
    seq: int | None = None
    leaf: str = ""  # the chain's last, as of that place
    as_of: date | None = None
    known_at: str | None = None
    counts: Mapping[str, int] = MappingProxyType({})  # beside menu entries, by address
    note: str = ""  # a last sentence at the foot: what a map or a figure is not
