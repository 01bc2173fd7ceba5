"""A real office in its own process and folder."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.chromium import NEWEST, OLDEST

ROOT = Path(__file__).resolve().parents[2]

expect.set_options(timeout=20_000)  # how long a page takes says how busy the machine is


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What people do in the office they do in an old browser as well; `newest` says why not there."""
    if "browser" in metafunc.fixturenames and metafunc.definition.get_closest_marker("newest") is None:
        metafunc.parametrize("browser", [NEWEST, OLDEST], indirect=True, scope="session")


def environment(home: Path, plan: str) -> dict[str, str]:
    return {
        **os.environ,
        "YAJIAN_HOME": str(home),
        "YAJIAN_PLAN": str(ROOT / "plans" / plan),
        "PYTHONPATH": str(ROOT / "src"),
    }


def open_office(home: Path, plan: str, *verb: str) -> Iterator[str]:
    """`serve`, or another verb that opens, in a process of its own; stopped as Ctrl+C would."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "yajian.main", *(verb or ("serve",)), "--port", str(port)]
    process = subprocess.Popen(
        command, env=environment(home, plan), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise AssertionError(process.communicate()[1].decode())
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the office did not open within a minute")


@pytest.fixture(scope="module")
def yuncheng(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from open_office(tmp_path_factory.mktemp("yuncheng"), "yuncheng-2019")


@pytest.fixture(scope="module")
def shifan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from open_office(tmp_path_factory.mktemp("shifan"), "shifan-2019")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("demo")
    yield from open_office(folder, "shifan-2019", "demo", "--folder", str(folder / "data"))
