"""A cell as a person would type it, and two spellings of one thing as one."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

Value = str | int | float | bool | date | datetime | None


def shown(value: Value) -> str:
    """A cell as a person would type it."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() | int():
            return plain(Decimal(f"{value:.15g}"))
        case datetime():
            return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case _:
            return " ".join(str(value).split("\n")).strip().strip("\u3000\ufeff")


def plain(number: Decimal) -> str:
    """Without an exponent, and without a trailing zero."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def half(text: str) -> str:
    """Full-width digits, letters, signs and brackets as half-width ones."""
    return unicodedata.normalize("NFKC", text).strip()


def folded(name: str) -> str:
    """A name as it is compared: full-width or half-width brackets, with or without spaces."""
    return "".join(half(name).split()).casefold()
