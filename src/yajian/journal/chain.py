"""RFC 6962 over the bodies: leaf and node hashes, root, inclusion and consistency proofs and their check.

Nothing here is stored: hashes are computed from the bytes each time they are needed.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256

EMPTY = sha256().hexdigest()  # the root of no leaves, and what the first body names as its predecessor
_LEAF = sha256(b"\x00")  # how every leaf begins; carrying on from a copy is cheaper than beginning anew


def leaf(body: bytes) -> bytes:
    """The hash of one body; 32 bytes."""
    return sha256(b"\x00" + body).digest()


def link(body: bytes) -> str:
    """The same in hex, as the next body names it. The fold asks for every body's."""
    hashing = _LEAF.copy()
    hashing.update(body)
    return hashing.hexdigest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The root of a growing list of leaves, in as many hashes as its size has bits."""

    def __init__(self) -> None:
        self._peaks: list[bytes] = []  # roots of the full subtrees, largest first
        self.size = 0

    def add(self, one: bytes) -> None:
        size = self.size
        while size & 1:
            one = node(self._peaks.pop(), one)
            size >>= 1
        self._peaks.append(one)
        self.size += 1

    def root(self) -> bytes:
        if not self._peaks:
            return bytes.fromhex(EMPTY)
        *rest, folded = self._peaks
        for peak in reversed(rest):
            folded = node(peak, folded)
        return folded


def root(leaves: Sequence[bytes]) -> bytes:
    frontier = Frontier()
    for one in leaves:
        frontier.add(one)
    return frontier.root()


def inclusion(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that lead from leaf `index` (from 0) to the root; nearest first."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion(index, leaves[:split]), root(leaves[split:])]
    return [*inclusion(index - split, leaves[split:]), root(leaves[:split])]


def includes(proof: Sequence[bytes], index: int, size: int, one: bytes, expected: bytes) -> bool:
    """Whether leaf `one` stands at `index` in the tree of this size and root."""
    if not 0 <= index < size:
        return False
    steps = list(_path(index, size))
    if len(steps) != len(proof):
        return False
    for is_right, beside in zip(reversed(steps), proof, strict=True):
        one = node(beside, one) if is_right else node(one, beside)
    return one == expected


def _path(index: int, size: int) -> Iterator[bool]:
    """From the root down: whether the leaf lies in the right half."""
    while size > 1:
        split = _split(size)
        yield index >= split
        index, size = (index - split, size - split) if index >= split else (index, split)


def consistency(old: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that show the first `old` leaves to be a prefix of them all."""
    if not 0 < old <= len(leaves):
        raise IndexError(old)
    return _subproof(old, leaves, whole=True)


def _subproof(old: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    split = _split(len(leaves))
    if old <= split:
        return [*_subproof(old, leaves[:split], whole=whole), root(leaves[split:])]
    return [*_subproof(old - split, leaves[split:], whole=False), root(leaves[:split])]


def extends(proof: Sequence[bytes], old: int, old_root: bytes, size: int, new_root: bytes) -> bool:
    """Whether the tree of `size` and `new_root` begins with the tree of `old` and `old_root`."""
    if not 0 < old <= size:
        return False
    hashes = list(proof)
    if old == size:
        return not hashes and old_root == new_root
    rebuilt = _rebuild(old, size, old_root, hashes, whole=True)
    return rebuilt == (old_root, new_root) and not hashes


def _rebuild(
    old: int, size: int, old_root: bytes, hashes: list[bytes], *, whole: bool
) -> tuple[bytes, bytes] | None:
    """Both roots as the proof gives them, consuming `hashes` from the front; None if it is too short."""
    if old == size:
        if whole:
            return old_root, old_root
        return (hashes[0], hashes.pop(0)) if hashes else None
    split = _split(size)
    left = old <= split
    below = (
        _rebuild(old, split, old_root, hashes, whole=whole)
        if left
        else _rebuild(old - split, size - split, old_root, hashes, whole=False)
    )
    if below is None or not hashes:
        return None
    before, after, beside = *below, hashes.pop(0)
    return (before, node(after, beside)) if left else (node(beside, before), node(beside, after))


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
