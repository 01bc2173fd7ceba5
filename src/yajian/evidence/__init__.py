"""Files that facts rest on, kept by the digest of their bytes and never by name."""

from yajian.evidence.kinds import Kind
from yajian.evidence.store import Evidence, EvidenceRefused, Fault, NotKept

__all__ = ["Evidence", "EvidenceRefused", "Fault", "Kind", "NotKept"]
