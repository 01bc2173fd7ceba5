"""What is read at start, and what is said when it cannot be used."""

import logging
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from yajian.web.headers import Wsgi
from yajian.web.server import _trusting, refuse_unready
from yajian.web.settings import SECRET_NAME, CannotStart, home, hosts, secret_key, values


def test_the_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first = secret_key(tmp_path / "new")
    path = tmp_path / "new" / SECRET_NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(first) >= 50
    assert secret_key(tmp_path / "new") == first
    assert [file.name for file in path.parent.iterdir()] == [SECRET_NAME]


def test_two_starts_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(secret_key, [tmp_path] * 32))) == 1


def test_a_secret_others_can_read_is_refused_with_the_words_to_type(tmp_path: Path) -> None:
    secret_key(tmp_path)
    (tmp_path / SECRET_NAME).chmod(0o644)
    with pytest.raises(CannotStart, match="chmod 600 "):
        secret_key(tmp_path)


def test_half_a_secret_is_refused_with_the_words_to_type(tmp_path: Path) -> None:
    path = tmp_path / SECRET_NAME
    path.write_text("short")
    path.chmod(0o600)
    with pytest.raises(CannotStart, match="rm "):
        secret_key(tmp_path)


def test_a_data_folder_that_is_a_file_is_refused_with_the_words_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("YAJIAN_HOME", str(tmp_path / "file"))
    with pytest.raises(CannotStart, match="export YAJIAN_HOME="):
        home()


def test_the_data_folder_is_named_by_the_environment_or_is_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YAJIAN_HOME", "/srv/yajian")
    assert home() == Path("/srv/yajian")
    monkeypatch.delenv("YAJIAN_HOME")
    assert home() == Path.cwd() / "data"


def test_nothing_is_shown_to_a_debugger_and_nothing_is_kept_in_a_database(tmp_path: Path) -> None:
    found = values(tmp_path)
    assert found["DEBUG"] is False
    assert found["DATABASES"] == {}
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "office.example"])
def test_the_office_opens_on_this_machine_only_until_it_is_confirmed_and_named(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YAJIAN_HOSTS", raising=False)
    with pytest.raises(CannotStart, match="只在本机应答"):
        refuse_unready(host, 8000, confirmed=False)
    with pytest.raises(CannotStart, match="YAJIAN_HOSTS"):
        refuse_unready(host, 8000, confirmed=True)
    monkeypatch.setenv("YAJIAN_HOSTS", "office.example")
    refuse_unready(host, 8000, confirmed=True)
    refuse_unready("127.0.0.1", 8000, confirmed=False)


def test_the_names_others_may_call_are_read_and_wild_ones_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YAJIAN_HOSTS", "yajian.example.gov.cn, 10.1.2.3")
    assert hosts() == ["yajian.example.gov.cn", "10.1.2.3"]
    for wild in ("*", "http://office", "office:8000", ".gov.cn/x"):
        monkeypatch.setenv("YAJIAN_HOSTS", wild)
        with pytest.raises(CannotStart, match="不是主机名"):
            hosts()


def test_a_proxy_is_trusted_only_when_it_is_named() -> None:
    assert _trusting("") == {}
    assert _trusting("127.0.0.1")["trusted_proxy"] == "127.0.0.1"


def test_a_queue_at_the_door_is_no_trouble_to_be_told_of_but_a_broken_program_is(office: Wsgi) -> None:
    assert not logging.getLogger("waitress.queue").isEnabledFor(logging.WARNING)
    assert logging.getLogger("waitress").isEnabledFor(logging.ERROR)
