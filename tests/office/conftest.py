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

ROOT = Path(__file__).resolve().parents[2]


def environment(home: Path, plan: str) -> dict[str, str]:
    return {
        **os.environ,
        "YAJIAN_HOME": str(home),
        "YAJIAN_PLAN": str(ROOT / "plans" / plan),
        "PYTHONPATH": str(ROOT / "src"),
    }


def open_office(home: Path, plan: str) -> Iterator[str]:
    """`serve` in a process of its own; stopped as Ctrl+C would."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "yajian.main", "serve", "--port", str(port)]
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
    for _ in range(200):
        if process.poll() is not None:
            raise AssertionError(process.communicate()[1].decode())
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the office did not open within twenty seconds")


@pytest.fixture(scope="module")
def yuncheng(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from open_office(tmp_path_factory.mktemp("yuncheng"), "yuncheng-2019")


@pytest.fixture(scope="module")
def shifan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from open_office(tmp_path_factory.mktemp("shifan"), "shifan-2019")
