"""What was said about an entry that came late. Nobody has to say anything; silence is shown as silence."""

from yajian.core.facts.lateness import LatenessExplained
from yajian.core.history import Entry
from yajian.core.programme import Programme
from yajian.core.words import Seq


def explanation(
    programme: Programme, entry: Seq, known: Seq | None = None
) -> Entry[LatenessExplained] | None:
    """The last thing said about why an entry was late; none if nobody has said anything."""
    said = programme.lateness.explained.get(entry)
    return max(said.known(known), key=lambda one: one.seq, default=None) if said is not None else None
