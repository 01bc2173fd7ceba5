"""What workers are called, each under a key of his own: the keys lie here, beside the journal and never in it.

A roster's names go into facts as ciphertext. Who destroys a person's key has erased him everywhere, old journals and their
copies included, and no fact changes. The folder is in no backup of the books; a copy of it is to be kept no longer than
thirty days, or what was erased would come back with it.
"""

import hashlib
import hmac
import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from yajian.core.facts.workers import WorkerId
from yajian.core.words import EnterpriseId
from yajian.journal.home import make_folder, refuse_meddling, sync_folder

ERASED = "［已依法删除］"
_NONCE = 12


class Persons:
    """`secret`, `numbers/` (a keyed digest of an identity number → a person), `keys/` (a person → his key)."""

    def __init__(self, home: Path) -> None:
        root = home / "persons"
        self._numbers, self._keys = root / "numbers", root / "keys"
        for folder in (root, self._numbers, self._keys):
            make_folder(folder)
            refuse_meddling(folder)
        self._secret_file = root / "secret"

    def enrol(self, enterprise: EnterpriseId, number: str) -> WorkerId:
        """The person with this identity number at this enterprise: the same one as last month, or a new one."""
        known = self.find(enterprise, number)
        if known is not None:
            return known
        worker = WorkerId(f"w-{secrets.token_hex(8)}")
        place = self._numbers / self._digest(enterprise, number)
        self.admit(worker, place.name)
        _write(place, worker.encode())
        return worker

    def find(self, enterprise: EnterpriseId, number: str) -> WorkerId | None:
        """Who came with a roster of this enterprise under this identity number, also one that was refused; none once erased."""
        try:
            return WorkerId((self._numbers / self._digest(enterprise, number)).read_text())
        except FileNotFoundError:
            return None

    def admit(self, worker: WorkerId, number: str = "") -> None:
        """A key for somebody known by this already, unless he has one; with the digest of his number, if there is one."""
        if self._key(worker) is None:
            key = AESGCM.generate_key(256).hex()
            _write(self._path(worker), f"{key}\n{number}".encode())

    def seal(self, programme: str, worker: WorkerId, said: Mapping[str, str]) -> str:
        """What is known of a person, closed under his key and bound to his number in this programme."""
        nonce = os.urandom(_NONCE)
        key = self._key(worker)
        if key is None:
            raise LookupError(f"{worker} 的密钥已经销毁")
        clear = json.dumps(dict(said), ensure_ascii=False, sort_keys=True).encode()
        return b64encode(nonce + AESGCM(key).encrypt(nonce, clear, _bound(programme, worker))).decode()

    def open(self, programme: str, worker: WorkerId, sealed: str) -> dict[str, str] | None:
        """What was sealed; None once the key is destroyed, or if it was sealed of somebody else."""
        key = self._key(worker)
        if key is None or not sealed:
            return None
        raw = b64decode(sealed)
        try:
            clear = AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], _bound(programme, worker))
        except InvalidTag:
            return None
        return {str(name): str(value) for name, value in json.loads(clear).items()}

    def erase(self, worker: WorkerId) -> None:
        """Destroy the key, and with it all that was ever sealed of this person. Twice is as once."""
        path = self._path(worker)
        with suppress(FileNotFoundError):
            _, _, number = path.read_text().partition("\n")
            if number:
                (self._numbers / number).unlink(missing_ok=True)
            _write(path, bytes(path.stat().st_size))  # for a disk that keeps what a name no longer points at
            path.unlink()
            for folder in (self._numbers, self._keys):
                sync_folder(folder)

    def _key(self, worker: WorkerId) -> bytes | None:
        try:
            return bytes.fromhex(self._path(worker).read_text().partition("\n")[0])
        except (FileNotFoundError, ValueError):
            return None

    def _path(self, worker: WorkerId) -> Path:
        return (
            self._keys / hashlib.sha256(worker.encode()).hexdigest() if "/" in worker else self._keys / worker
        )

    def _digest(self, enterprise: EnterpriseId, number: str) -> str:
        said = f"{enterprise}\n{number}".encode()
        return hmac.new(self._secret, said, hashlib.sha256).hexdigest()

    @cached_property
    def _secret(self) -> bytes:
        if not self._secret_file.exists():
            _write(self._secret_file, secrets.token_bytes(32))
        return self._secret_file.read_bytes()


def _bound(programme: str, worker: WorkerId) -> bytes:
    return f"{programme}\n{worker}".encode()


def _write(path: Path, said: bytes) -> None:
    """Private, whole or not at all, and there after a power cut."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(said)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)
