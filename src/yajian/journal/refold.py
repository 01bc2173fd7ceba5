"""Two folds of one history that must agree: in one go, and in branches as the office does it."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Generic

import msgspec

from yajian.core.history import Drawn
from yajian.core.words import Recorded
from yajian.journal.folding import Folding, ImageT
from yajian.journal.store import Finding

_KEPT = 4  # published images that are looked at again at the end


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return list(value.items())  # the order is part of the state: two folds must agree on it too
    raise TypeError(f"no digest for {type(value).__name__}")


_encoder = msgspec.json.Encoder(enc_hook=_plain, order="deterministic")


def digest(image: object) -> str:
    """SHA-256 of all that an image holds, in hex. An area that an old history never spoke of does not change it."""
    return sha256(_encoder.encode(_held(image))).hexdigest()


def _held(state: object) -> object:
    """A builder as its fields that hold something; every other value as it is."""
    if not isinstance(state, msgspec.Struct) or state.__struct_config__.frozen:
        return state
    held = {}
    for field in msgspec.structs.fields(state):
        value = getattr(state, field.name)
        if isinstance(value, Drawn):
            continue
        value = _held(value)
        empty = not value if isinstance(value, Mapping) else value == field.default
        if not empty:
            held[field.name] = value
    return held


class Refold(Generic[ImageT]):
    """Takes facts in order; `stride` is how many go into one branch."""

    def __init__(self, folding: Folding[ImageT], stride: int) -> None:
        self._folding = folding
        self._stride = stride
        self._whole = folding.start()
        self._image = folding.start()
        self._published: list[tuple[int, str, ImageT]] = []
        self._next = 1
        self._failed: Finding | None = None

    def take(self, recorded: Recorded[Any]) -> None:
        if self._failed is not None:
            return
        if recorded.seq % self._stride == 0 or self._stride == 1:
            self._publish(recorded.seq - 1)
            self._image = self._image.branch()
        try:
            self._folding.evolve(self._whole, recorded)
            self._folding.evolve(self._image, recorded)
        except Exception as error:
            saw = f"记录无法入账：{error}"
            self._failed = Finding(kind="fold.failed", where=f"第{recorded.seq}条", saw=saw)

    def state(self) -> str:
        """The digest after the facts taken so far."""
        return digest(self._whole)

    def _publish(self, seq: int) -> None:
        """Note what a published image says, at places ever further apart."""
        if seq >= self._next and len(self._published) < _KEPT * 8:
            self._published.append((seq, digest(self._image), self._image))
            self._next = seq * 2

    def finish(self) -> tuple[str, list[Finding]]:
        """The digest of the state, and what the two folds disagree about."""
        if self._failed is not None:
            return "", [self._failed]
        findings = [
            Finding(kind="fold.image-changed", where=f"第{seq}条", saw="已发布的账面后来变了：程序有错")
            for seq, said, image in self._published
            if digest(image) != said
        ]
        state = self.state()
        if digest(self._image) != state:
            saw = "一次重算与逐步累计的结果不同：程序有错"
            findings.append(Finding(kind="fold.differs", where="全部", saw=saw))
        return state, findings
