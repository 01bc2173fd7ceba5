from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yajian.journal import chain

LEAVES = [chain.leaf(str(number).encode()) for number in range(65)]


def naive(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1 as it is written."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + naive(leaves[:split]) + naive(leaves[split:])).digest()


def test_the_leaf_and_the_empty_root_are_those_of_the_rfc() -> None:
    assert chain.leaf(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert chain.link(b"") == chain.leaf(b"").hex()
    assert chain.root([]).hex() == chain.EMPTY


def test_the_root_of_the_published_example_tree_is_as_published() -> None:
    entries = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    leaves = [chain.leaf(bytes.fromhex(entry)) for entry in entries]
    assert chain.root(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_the_growing_root_is_the_naive_root_at_every_size() -> None:
    frontier = chain.Frontier()
    for size, leaf in enumerate(LEAVES):
        assert frontier.root() == naive(LEAVES[:size])
        frontier.add(leaf)
        assert frontier.size == size + 1


def test_every_leaf_of_every_small_tree_is_proved_at_its_place_and_at_no_other() -> None:
    for size in range(1, 65):
        leaves, root = LEAVES[:size], naive(LEAVES[:size])
        for index in range(size):
            proof = chain.inclusion(index, leaves)
            assert chain.includes(proof, index, size, leaves[index], root)
            assert not chain.includes(proof, (index + 1) % (size + 1), size, leaves[index], root)
            assert not chain.includes(proof, index, size, LEAVES[64], root)
            assert not chain.includes([*proof, root], index, size, leaves[index], root)
            if proof:
                assert not chain.includes(proof[:-1], index, size, leaves[index], root)


def test_every_small_tree_is_shown_to_begin_with_each_of_its_prefixes_and_with_no_other() -> None:
    forged = [chain.leaf(b"forged"), *LEAVES[1:]]
    for size in range(1, 65):
        leaves, root = LEAVES[:size], naive(LEAVES[:size])
        for old in range(1, size + 1):
            proof = chain.consistency(old, leaves)
            assert chain.extends(proof, old, naive(leaves[:old]), size, root)
            assert not chain.extends(proof, old, naive(forged[:old]), size, root)
            assert not chain.extends(proof, old, naive(leaves[:old]), size, naive(forged[:size]))
            assert not chain.extends([*proof, root], old, naive(leaves[:old]), size, root)
            if proof:
                assert not chain.extends(proof[:-1], old, naive(leaves[:old]), size, root)


@given(st.integers(1, 64), st.integers(0, 63), st.integers(0, 255), st.data())
def test_no_flipped_bit_in_a_proof_passes(size: int, index: int, bit: int, data: st.DataObject) -> None:
    index %= size
    leaves = LEAVES[:size]
    proof = chain.inclusion(index, leaves)
    if not proof:
        return
    place = data.draw(st.integers(0, len(proof) - 1))
    flipped = bytearray(proof[place])
    flipped[bit // 8] ^= 1 << bit % 8
    proof[place] = bytes(flipped)
    assert not chain.includes(proof, index, size, leaves[index], naive(leaves))


def test_there_is_no_proof_of_what_is_not_there() -> None:
    for index in (-1, 3):
        with pytest.raises(IndexError):
            chain.inclusion(index, LEAVES[:3])
    for old in (0, 4):
        with pytest.raises(IndexError):
            chain.consistency(old, LEAVES[:3])
        assert not chain.extends([], old, b"", 3, b"")
