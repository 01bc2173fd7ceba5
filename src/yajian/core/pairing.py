"""Which of some lines is of which of some payments: one of one, and so many alike of as many alike, in order.

Two equal payments to one account on one day are two equal lines of the bank: whichever is put to whichever, the books
tell the same, so nobody has to say. One more, or one fewer, and somebody has to look.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence

from yajian.core.words import Seq


def paired(candidates: Mapping[Seq, Sequence[Seq]], kind: Callable[[Seq], Hashable]) -> dict[Seq, Seq]:
    """Lines with what each might be of, both in order; `kind` is what one payment has in common with its like."""
    claims: dict[Seq, set[Seq]] = defaultdict(set)
    groups: dict[tuple[Seq, ...], list[Seq]] = defaultdict(list)
    for line, found in candidates.items():
        groups[tuple(found)].append(line)
        for one in found:
            claims[one].add(line)
    return {
        line: one
        for found, lines in groups.items()
        if len(found) == len(lines)
        and len({kind(one) for one in found}) == 1
        and all(claims[one] == set(lines) for one in found)
        for line, one in zip(lines, found, strict=True)
    }
