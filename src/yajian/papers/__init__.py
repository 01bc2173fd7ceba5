"""Papers as files: our layouts after GB/T 9704, a city's own instead of them, and the same bytes every time."""

from yajian.papers.filling import Fit, Unfit, check, fill
from yajian.papers.layout import fitting, standard
from yajian.papers.workbook import workbook

__all__ = ["Fit", "Unfit", "check", "fill", "fitting", "standard", "workbook"]
