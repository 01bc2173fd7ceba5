"""A code that a telephone reads an address from, drawn into the page: the policy allows no other picture."""

import segno
from markupsafe import Markup


def code(words: str) -> Markup:
    """As an SVG of the page's own colours; a seventh of it may be unreadable and it still reads."""
    drawn = segno.make(words, error="m", micro=False).svg_inline(
        scale=5, border=2, omitsize=True, svgclass="qr", lineclass="qr-dark"
    )
    return Markup(drawn)
