"""The desk at the door, the same on both stores: links once, passwords and codes, pauses, sessions that end, a log."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from argon2 import PasswordHasher

from yajian.accounts import Accounts, Declined, open_accounts, secrets
from yajian.accounts.desk import FROM_ONE_ADDRESS, TRIES
from yajian.accounts.secrets import new_key

HERE = "10.0.0.8"
WORDS = "三月的桃花水 2020"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2020, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock, either_store: str, quick_hashes: None) -> Iterator[Accounts]:
    made = open_accounts(tmp_path, clock, either_store)
    yield made
    made.close()


def welcomed(accounts: Accounts, person: str = "示例甲", password: str = WORDS) -> str:
    """Given: a person who used his link. What his cookie carries."""
    invitation = accounts.invited(accounts.invite(person, "示例系统员"))
    assert invitation is not None
    token = accounts.accept(invitation, person, password, HERE)
    assert token is not None
    return token


def enter(accounts: Accounts, password: str = WORDS, code: str = "", **said: object) -> str | Declined:
    person, address = str(said.get("person", "示例甲")), str(said.get("address", HERE))
    return accounts.sign_in(person, password, code, address, known=bool(said.get("known", True)))


def test_a_link_is_good_once_and_for_a_week(accounts: Accounts, clock: Clock) -> None:
    token = accounts.invite("示例甲", "示例系统员")
    invitation = accounts.invited(token)
    assert invitation is not None
    assert invitation.person == "示例甲"
    assert accounts.accept(invitation, "示例甲", WORDS, HERE) is not None
    assert accounts.invited(token) is None
    assert accounts.accept(invitation, "示例甲", "另一个人抢着用的", HERE) is None
    late = accounts.invite("示例乙", "示例系统员")
    clock.wait(7 * 24 * 60)
    assert accounts.invited(late) is None
    assert accounts.invited("猜的") is None


def test_a_second_link_voids_the_first(accounts: Accounts) -> None:
    first, second = accounts.invite("示例甲", "示例系统员"), accounts.invite("示例甲", "示例系统员")
    assert accounts.invited(first) is None
    assert accounts.invited(second) is not None


def test_the_cookie_speaks_for_the_person_until_he_signs_out(accounts: Accounts) -> None:
    session = accounts.session(welcomed(accounts))
    assert session is not None
    assert session.person == "示例甲"
    accounts.sign_out(session, HERE)
    token = enter(accounts)
    assert isinstance(token, str)
    assert accounts.session(token) is not None
    assert accounts.session("猜的") is None


def test_a_session_ends_when_idle_and_at_the_latest_after_half_a_day(
    accounts: Accounts, clock: Clock
) -> None:
    token = welcomed(accounts)
    for _ in range(24):
        clock.wait(29)
        assert accounts.session(token) is not None
    clock.wait(29)
    assert accounts.session(token) is None  # twelve hours are over
    token = str(enter(accounts))
    clock.wait(30)
    assert accounts.session(token) is None


def test_a_wrong_password_and_a_name_nobody_has_are_answered_alike(accounts: Accounts) -> None:
    welcomed(accounts)
    assert enter(accounts, "不对") == Declined("no")
    assert enter(accounts, person="无此人", known=False) == Declined("no")
    assert enter(accounts, person="示例甲", known=False) == Declined("no")  # left the office
    logged = {visit.person for visit in accounts.log()}
    assert "无此人" not in logged  # it may be a password typed into the wrong box


@pytest.mark.parametrize(("person", "known"), [("示例甲", True), ("无此人", False)])
def test_five_failures_pause_a_name_for_a_quarter_of_an_hour(
    accounts: Accounts, clock: Clock, person: str, known: bool
) -> None:
    welcomed(accounts)
    for _ in range(TRIES):
        assert enter(accounts, "不对", person=person, known=known) == Declined("no")
    assert [visit.kind for visit in accounts.log()][:2] == ["paused", "failed"]
    clock.wait(14)
    assert enter(accounts, person=person, known=known) == Declined("no")
    assert accounts.log()[0].kind == "turned-away"
    clock.wait(1)
    assert isinstance(enter(accounts, person=person, known=known), str) is known


def test_an_officer_can_end_a_pause(accounts: Accounts) -> None:
    welcomed(accounts)
    for _ in range(TRIES):
        enter(accounts, "不对")
    assert accounts.standings(["示例甲"])["示例甲"].paused_until is not None
    accounts.reopen("示例甲", "示例系统员", HERE)
    assert accounts.standings(["示例甲"])["示例甲"].paused_until is None
    assert isinstance(enter(accounts), str)


def test_too_many_failures_from_one_address_are_told_so_and_others_are_not(
    accounts: Accounts, clock: Clock
) -> None:
    welcomed(accounts)
    for number in range(FROM_ONE_ADDRESS):
        assert enter(accounts, person=f"无此人{number}", known=False) == Declined("no")
    assert enter(accounts) == Declined("crowded")
    assert isinstance(enter(accounts, address="10.0.0.9"), str)
    clock.wait(15)
    assert isinstance(enter(accounts), str)


def test_an_account_that_is_shut_lets_nobody_in_and_ends_its_sessions(accounts: Accounts) -> None:
    token = welcomed(accounts)
    accounts.shut("示例甲", "示例系统员", HERE)
    assert accounts.session(token) is None
    assert enter(accounts) == Declined("no")
    accounts.reopen("示例甲", "示例系统员", HERE)
    assert isinstance(enter(accounts), str)


def test_whoever_is_forced_out_can_sign_in_again(accounts: Accounts) -> None:
    token = welcomed(accounts)
    accounts.force_out("示例甲", "示例系统员", HERE)
    assert accounts.session(token) is None
    assert isinstance(enter(accounts), str)


def test_a_new_password_ends_every_other_session(accounts: Accounts) -> None:
    elsewhere, here = welcomed(accounts), str(enter(accounts))
    session = accounts.session(here)
    assert session is not None
    assert accounts.proves("示例甲", WORDS)
    assert not accounts.proves("示例甲", "不对")
    token = accounts.change_password(session, "换过的一句长话", HERE)
    assert accounts.session(elsewhere) is accounts.session(here) is None
    assert accounts.session(token) is not None
    assert enter(accounts) == Declined("no")
    assert isinstance(enter(accounts, "换过的一句长话"), str)


def test_with_codes_the_password_alone_is_not_enough_and_a_code_is_good_once(
    accounts: Accounts, clock: Clock
) -> None:
    session = accounts.session(welcomed(accounts))
    assert session is not None
    key = new_key()
    phone = pyotp.TOTP(key)
    assert not accounts.use_codes(session, key, "000000", HERE)
    assert accounts.use_codes(session, key, phone.at(clock.now), HERE)
    assert enter(accounts) == Declined("no")
    assert enter(accounts, code=phone.at(clock.now)) == Declined("no")  # used to enrol
    clock.wait(1)
    code = phone.at(clock.now)
    assert isinstance(enter(accounts, code=code), str)
    assert enter(accounts, code=code) == Declined("no")
    accounts.drop_codes("示例甲", HERE)
    assert isinstance(enter(accounts), str)


def test_a_link_clears_the_code_because_the_phone_may_be_lost(accounts: Accounts, clock: Clock) -> None:
    session = accounts.session(welcomed(accounts))
    assert session is not None
    key = new_key()
    accounts.use_codes(session, key, pyotp.TOTP(key).at(clock.now), HERE)
    welcomed(accounts, password="再设的一句长话")
    assert isinstance(enter(accounts, "再设的一句长话"), str)


def test_the_grant_acted_under_belongs_to_the_session(accounts: Accounts) -> None:
    one, other = welcomed(accounts), str(enter(accounts))
    session = accounts.session(one)
    assert session is not None
    accounts.choose(session, 12)
    again, beside = accounts.session(one), accounts.session(other)
    assert again is not None
    assert beside is not None
    assert (again.chosen, beside.chosen) == (12, 0)


def test_every_coming_and_going_is_written_down_with_who_did_it(accounts: Accounts) -> None:
    welcomed(accounts)
    accounts.shut("示例甲", "示例系统员", HERE)
    made, used, shut = accounts.log()[::-1]
    assert [(visit.kind, visit.by) for visit in (made, used, shut)] == [
        ("link-made", "示例系统员"),
        ("link-used", ""),
        ("shut", "示例系统员"),
    ]
    assert accounts.log(person="别人") == []


def test_neither_password_nor_link_nor_cookie_lies_in_the_tables(accounts: Accounts, tmp_path: Path) -> None:
    link = accounts.invite("示例乙", "示例系统员")
    token = welcomed(accounts)
    kept = str(
        [accounts._tables.ask(f"SELECT * FROM {name}") for name in ("credential", "invitation", "session")]
    )
    assert "示例甲" in kept
    assert not any(secret in kept for secret in (WORDS, link, token))


def test_two_programs_see_the_same_accounts(
    accounts: Accounts, tmp_path: Path, clock: Clock, either_store: str
) -> None:
    other = open_accounts(tmp_path, clock, either_store)
    token = welcomed(other)
    assert accounts.session(token) is not None
    accounts.shut("示例甲", "示例系统员", HERE)
    assert other.session(token) is None
    other.close()


def test_a_password_is_kept_as_the_standard_has_it_and_an_older_hash_is_renewed(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = open_accounts(tmp_path, clock)

    def kept() -> str:
        return str(accounts._tables.ask("SELECT hash FROM credential")[0][0])

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(secrets, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        welcomed(accounts)
    assert kept().startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert isinstance(enter(accounts), str)
    assert kept().startswith("$argon2id$v=19$m=65536,t=3,p=4$")  # RFC 9106, the second recommended option
    accounts.close()
