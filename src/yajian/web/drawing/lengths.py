"""Numbers as SVG reads them."""


def percent(part: float, whole: float) -> str:
    """A place on a width: 33.23%."""
    return f"{100 * part / whole if whole else 0:.2f}".rstrip("0").rstrip(".") + "%"


def short(number: float) -> str:
    """One decimal, and not even that if it is nought."""
    words = f"{number:.1f}".removesuffix(".0")
    return "0" if words == "-0" else words
