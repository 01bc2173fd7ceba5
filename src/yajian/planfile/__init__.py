"""YAML on disk → a typed plan, or everything wrong with the file at once."""

from yajian.planfile.faults import Fault, PlanFaulty
from yajian.planfile.load import Checked, check, check_bytes, load, load_bytes

__all__ = ["Checked", "Fault", "PlanFaulty", "check", "check_bytes", "load", "load_bytes"]
