"""The desk at the door: lets people in on a password and a code, hands out links, and writes down every coming and going.

Whether a name is locked is read off the log: five failures within a quarter of an hour, and nothing since that clears it.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Literal

import msgspec

from yajian.accounts import secrets
from yajian.accounts.tables import Tables
from yajian.journal.rows import Execute

MINUTE, DAY = 60, 24 * 60 * 60
TRIES, FROM_ONE_ADDRESS = 5, 30  # failures within the pause that close a name, and an address
PAUSE = 15 * MINUTE
IDLE, LONGEST = 30 * MINUTE, 12 * 60 * MINUTE  # of a session
LINK, FIRST_LINK = 7 * DAY, DAY
_NOTED = MINUTE  # how often a session's use is written down

Kind = Literal[
    "signed-in", "failed", "paused", "turned-away", "signed-out", "forced-out", "link-made", "link-used",
    "password-changed", "code-on", "code-off", "shut", "opened",
]  # fmt: skip
WORDS: dict[Kind, str] = {
    "signed-in": "登录",
    "failed": "登录未成",
    "paused": "连续未成，暂停",
    "turned-away": "暂停期间未予核对",
    "signed-out": "退出",
    "forced-out": "强制退出",
    "link-made": "发一次性链接",
    "link-used": "用链接设密码",
    "password-changed": "改密码",
    "code-on": "启用动态码",
    "code-off": "停用动态码",
    "shut": "停用账号",
    "opened": "恢复账号",
}
_CLEARS = ("signed-in", "link-used", "password-changed", "opened")


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is signed in."""

    digest: str
    person: str
    chosen: int  # the grant he wants to act under; 0: none chosen
    begun: datetime


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """A link that is still good. Without a person it is the first administrator's."""

    digest: str
    person: str
    until: datetime


class Declined(msgspec.Struct, frozen=True):
    """Not let in. `no` says no more than that, whatever was wrong; `crowded` is about the address alone."""

    why: Literal["no", "crowded"]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody's account stands."""

    has_password: bool = False
    has_code: bool = False
    shut: bool = False
    paused_until: datetime | None = None
    invited_until: datetime | None = None
    sessions: int = 0
    last: datetime | None = None  # signed in


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the log."""

    at: datetime
    kind: str
    words: str
    person: str
    by: str  # who did it, if not the person
    address: str


class Accounts:
    """Safe to use from several threads and several processes."""

    def __init__(self, tables: Tables, clock: Callable[[], datetime]) -> None:
        self._tables = tables
        self._clock = clock

    def close(self) -> None:
        self._tables.close()

    # Coming in ---------------------------------------------------------------------------------------

    def sign_in(self, person: str, password: str, code: str, address: str, known: bool) -> str | Declined:
        """What the cookie carries, or no. `known`: whether such a person is of the office today.

        Takes as long, and says the same, whether there is such an account or not.
        """
        now = self._now()
        name = person if known else f"?{secrets.digest(person)[:8]}"  # it may be a password in the wrong box
        with self._tables.turn() as execute:
            if _failures_from(execute, address, now) >= FROM_ONE_ADDRESS:
                return Declined("crowded")
            if _paused_until(execute, name, now):  # unlooked at, so that the pause is no longer for it
                _note(execute, now, "turned-away", name, address)
                return Declined("no")
            found = _credential(execute, name)
        fits = secrets.fits(found.hash or None, password)
        renewed = secrets.hashed(password) if fits and secrets.outgrown(found.hash) else found.hash
        with self._tables.turn() as execute:
            step = secrets.step(found.totp, code, now, found.step) if found.totp else 0
            changed = _credential(execute, name) != found  # or its code used, while we looked
            if not fits or step is None or found.shut or changed or _paused_until(execute, name, now):
                _note(execute, now, "failed", name, address)
                if len(_failed_at(execute, name, now)) == TRIES:
                    _note(execute, now, "paused", name, address)
                return Declined("no")
            execute("UPDATE credential SET hash = ?, step = ? WHERE person = ?", renewed, step, name)
            _note(execute, now, "signed-in", name, address)
            return _begin(execute, name, found.version, now, address)

    def session(self, token: str) -> Session | None:
        """Whoever this cookie speaks for, if it still does."""
        now, digest = self._now(), secrets.digest(token)
        rows = self._tables.ask(
            "SELECT s.person, s.chosen, s.begun, s.seen FROM session s JOIN credential c"
            " ON c.person = s.person AND c.version = s.version AND c.shut = 0 WHERE s.digest = ?",
            digest,
        )
        if not rows or rows[0][3] + IDLE <= now or rows[0][2] + LONGEST <= now:
            return None
        person, chosen, begun, seen = rows[0]
        if seen + _NOTED <= now:
            self._tables.ask("UPDATE session SET seen = ? WHERE digest = ?", now, digest)
        return Session(digest=digest, person=person, chosen=chosen, begun=_moment(begun))

    def choose(self, session: Session, grant: int) -> None:
        """From now on this session acts under this grant."""
        self._tables.ask("UPDATE session SET chosen = ? WHERE digest = ?", grant, session.digest)

    def sign_out(self, session: Session, address: str) -> None:
        with self._tables.turn() as execute:
            execute("DELETE FROM session WHERE digest = ?", session.digest)
            _note(execute, self._now(), "signed-out", session.person, address)

    # Links -------------------------------------------------------------------------------------------

    def invite(self, person: str, by: str, address: str = "") -> str:
        """What a one-time link carries. It voids an earlier one; without a person it is for the first administrator."""
        now, token = self._now(), secrets.token()
        until = now + (LINK if person else FIRST_LINK)
        with self._tables.turn() as execute:
            execute("DELETE FROM invitation WHERE person = ? AND used = 0", person)
            execute(
                "INSERT INTO invitation (digest, person, made, until, used) VALUES (?, ?, ?, ?, 0)",
                secrets.digest(token), person, now, until,
            )  # fmt: skip
            _note(execute, now, "link-made", person, address, by)
        return token

    def invited(self, token: str) -> Invitation | None:
        """Whose link this is, if it is still good."""
        digest = secrets.digest(token)
        rows = self._tables.ask(
            "SELECT person, until FROM invitation WHERE digest = ? AND used = 0 AND until > ?",
            digest, self._now(),
        )  # fmt: skip
        return Invitation(digest=digest, person=rows[0][0], until=_moment(rows[0][1])) if rows else None

    def accept(self, invitation: Invitation, person: str, password: str, address: str) -> str | None:
        """Set the password on the strength of a link, and sign in. None: somebody used the link meanwhile."""
        now, known = self._now(), secrets.hashed(password)
        with self._tables.turn() as execute:
            good = execute(
                "SELECT 1 FROM invitation WHERE digest = ? AND used = 0 AND until > ?", invitation.digest, now
            )
            if not good:
                return None
            execute("UPDATE invitation SET used = ? WHERE digest = ?", now, invitation.digest)
            version = _set(execute, person, known, now, keep_code=False)
            _note(execute, now, "link-used", person, address)
            return _begin(execute, person, version, now, address)

    # One's own account -------------------------------------------------------------------------------

    def proves(self, person: str, password: str) -> bool:
        """Whether this is the person's password: asked again before anything that matters."""
        rows = self._tables.ask("SELECT hash FROM credential WHERE person = ?", person)
        return secrets.fits(rows[0][0] if rows else None, password)

    def change_password(self, session: Session, password: str, address: str) -> str:
        """Every session is over; what the new cookie carries."""
        now, known = self._now(), secrets.hashed(password)
        with self._tables.turn() as execute:
            version = _set(execute, session.person, known, now, keep_code=True)
            _note(execute, now, "password-changed", session.person, address)
            return _begin(execute, session.person, version, now, address, session.chosen)

    def use_codes(self, session: Session, key: str, code: str, address: str) -> bool:
        """From now on a one-time code as well, if this one shows that the phone has the key."""
        now = self._now()
        step = secrets.step(key, code, now, 0)
        if step is None:
            return False
        with self._tables.turn() as execute:
            execute("UPDATE credential SET totp = ?, step = ? WHERE person = ?", key, step, session.person)
            _note(execute, now, "code-on", session.person, address)
        return True

    def drop_codes(self, person: str, address: str) -> None:
        with self._tables.turn() as execute:
            execute("UPDATE credential SET totp = '', step = 0 WHERE person = ?", person)
            _note(execute, self._now(), "code-off", person, address)

    # Other people's ----------------------------------------------------------------------------------

    def shut(self, person: str, by: str, address: str) -> None:
        """The account is closed, and its sessions with it."""
        self._mark(person, 1, "shut", by, address)

    def reopen(self, person: str, by: str, address: str) -> None:
        """The account is open again, and a pause over."""
        self._mark(person, 0, "opened", by, address)

    def force_out(self, person: str, by: str, address: str) -> None:
        """Whoever is signed in as this person has to sign in again."""
        with self._tables.turn() as execute:
            execute("DELETE FROM session WHERE person = ?", person)
            _note(execute, self._now(), "forced-out", person, address, by)

    def standings(self, people: Sequence[str]) -> dict[str, Standing]:
        """How these people's accounts stand."""
        now = self._now()
        with self._tables.turn() as execute:
            held = {row[0]: row[1:] for row in execute("SELECT person, totp, shut FROM credential")}
            links = dict(execute("SELECT person, until FROM invitation WHERE used = 0 AND until > ?", now))
            open_now = dict(
                execute(
                    "SELECT s.person, count(*) FROM session s JOIN credential c ON c.person = s.person"
                    " AND c.version = s.version AND c.shut = 0 WHERE s.seen > ? AND s.begun > ?"
                    " GROUP BY s.person",
                    now - IDLE,
                    now - LONGEST,
                )
            )
            last = dict(
                execute(
                    "SELECT person, max(at) FROM access WHERE kind IN ('signed-in', 'link-used') GROUP BY person"
                )
            )
            return {
                person: Standing(
                    has_password=person in held,
                    has_code=person in held and bool(held[person][0]),
                    shut=person in held and bool(held[person][1]),
                    paused_until=_paused_until(execute, person, now),
                    invited_until=_moment(links[person]) if person in links else None,
                    sessions=open_now.get(person, 0),
                    last=_moment(last[person]) if person in last else None,
                )
                for person in people
            }

    def log(self, newest: int = 200, person: str = "") -> list[Visit]:
        """The latest comings and goings, newest first."""
        rows = self._tables.ask(
            "SELECT at, kind, person, doer, address FROM access WHERE ? IN ('', person)"
            " ORDER BY id DESC LIMIT ?",
            person, newest,
        )  # fmt: skip
        return [
            Visit(at=_moment(at), kind=kind, words=WORDS.get(kind, kind), person=who, by=by, address=address)
            for at, kind, who, by, address in rows
        ]

    def _mark(self, person: str, shut: int, kind: Kind, by: str, address: str) -> None:
        with self._tables.turn() as execute:
            execute("UPDATE credential SET shut = ? WHERE person = ?", shut, person)
            execute("DELETE FROM session WHERE person = ? AND ? = 1", person, shut)
            _note(execute, self._now(), kind, person, address, by)

    def _now(self) -> int:
        return int(self._clock().timestamp())


class _Credential(msgspec.Struct, frozen=True):
    """What somebody proves himself with; empty, and shut, if nothing is kept."""

    hash: str = ""
    version: int = 0
    totp: str = ""
    step: int = 0
    shut: int = 1


def _credential(execute: Execute, person: str) -> _Credential:
    rows = execute("SELECT hash, version, totp, step, shut FROM credential WHERE person = ?", person)
    return _Credential(*rows[0]) if rows else _Credential()


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _note(execute: Execute, now: int, kind: Kind, person: str, address: str, by: str = "") -> None:
    execute(
        "INSERT INTO access (id, at, kind, person, doer, address)"
        " SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ?, ? FROM access",
        now, kind, person, by, address,
    )  # fmt: skip


def _begin(execute: Execute, person: str, version: int, now: int, address: str, chosen: int = 0) -> str:
    """A new session under a token nobody had before; those that are over go with it."""
    token = secrets.token()
    execute("DELETE FROM session WHERE seen <= ? OR begun <= ?", now - IDLE, now - LONGEST)
    execute(
        "INSERT INTO session (digest, person, version, chosen, begun, seen, address)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        secrets.digest(token), person, version, chosen, now, now, address,
    )  # fmt: skip
    return token


def _set(execute: Execute, person: str, known: str, now: int, *, keep_code: bool) -> int:
    """A new password; sessions under the old one are over. A link clears the code too: the phone may be lost."""
    before = _credential(execute, person)
    execute("DELETE FROM session WHERE person = ?", person)
    execute("DELETE FROM credential WHERE person = ?", person)
    execute(
        "INSERT INTO credential (person, hash, version, totp, step, shut, changed) VALUES (?, ?, ?, ?, ?, 0, ?)",
        person, known, before.version + 1,
        before.totp if keep_code else "", before.step if keep_code else 0, now,
    )  # fmt: skip
    return before.version + 1


def _failed_at(execute: Execute, person: str, now: int) -> list[int]:
    """When a name failed, within the pause and since whatever clears it, the oldest first."""
    rows = execute(
        "SELECT at, kind FROM access WHERE person = ? AND at > ? ORDER BY id DESC", person, now - PAUSE
    )
    found: list[int] = []
    for at, kind in rows:
        if kind in _CLEARS:
            break
        if kind == "failed":
            found.append(at)
    return found[::-1]


def _paused_until(execute: Execute, person: str, now: int) -> datetime | None:
    failed = _failed_at(execute, person, now)
    return _moment(failed[TRIES - 1] + PAUSE) if len(failed) >= TRIES else None


def _failures_from(execute: Execute, address: str, now: int) -> int:
    [(count,)] = execute(
        "SELECT count(*) FROM access WHERE kind IN ('failed', 'turned-away') AND address = ? AND at > ?",
        address,
        now - PAUSE,
    )
    return int(count)
