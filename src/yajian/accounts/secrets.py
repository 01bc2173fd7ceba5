"""Passwords, one-time codes and links: made and checked here, kept as digests."""

import hashlib
import hmac
import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

PERIOD = 30  # seconds a code is good for; one earlier and one later are taken as well
_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)  # 64 MiB, three passes
_AT_ONCE = BoundedSemaphore(2)  # so that a crowd at the door costs time and not memory


def token() -> str:
    """What a link or a cookie carries; nobody can guess it."""
    return secrets.token_urlsafe(32)


def digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def hashed(password: str) -> str:
    with _AT_ONCE:
        return _HASHER.hash(_plain(password))


def fits(known: str | None, password: str) -> bool:
    """Whether this is the password; as slow when there is none to compare with."""
    with _AT_ONCE:
        try:
            _HASHER.verify(known or _nobodys(), _plain(password))
        except (VerificationError, InvalidHashError):
            return False
    return known is not None


def outgrown(known: str) -> bool:
    """Whether a hash was made with less than is used now."""
    return _HASHER.check_needs_rehash(known)


def _plain(password: str) -> str:
    """The same letters typed on another keyboard."""
    return unicodedata.normalize("NFC", password)


@cache
def _nobodys() -> str:
    return _HASHER.hash(token())


def new_key() -> str:
    """A key for one-time codes, as a phone takes it."""
    return pyotp.random_base32()


def address(key: str, person: str, issuer: str) -> str:
    """What the phone reads from the picture."""
    return pyotp.TOTP(key, interval=PERIOD).provisioning_uri(name=person, issuer_name=issuer)


def step(key: str, code: str, now: int, used: int) -> int | None:
    """The step whose code this is, if it is newer than the last one used."""
    made = pyotp.TOTP(key, interval=PERIOD)
    for one in (now // PERIOD + late for late in (0, -1, 1)):
        if one > used and hmac.compare_digest(made.generate_otp(one), code.strip()):
            return one
    return None
