"""Pictures drawn on the server as inline SVG: bars of parts, the county map, plan against fact. All pure.

Nothing here knows colours or fonts: shapes carry words (`shut`, step 3) that the theme turns into colours. Positions
along a width are percentages, so that lettering keeps its size on every screen.
"""

from yajian.web.drawing.balances import BalanceDrawn, balance
from yajian.web.drawing.bars import Bar, Kind, Piece, Segment, bar
from yajian.web.drawing.curves import Curve, curve
from yajian.web.drawing.maps import CountyMap, Ground, county_map, ground

__all__ = [
    "BalanceDrawn",
    "Bar",
    "CountyMap",
    "Curve",
    "Ground",
    "Kind",
    "Piece",
    "Segment",
    "balance",
    "bar",
    "county_map",
    "curve",
    "ground",
]
