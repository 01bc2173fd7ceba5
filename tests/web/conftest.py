"""One office for the tests of the web: a folder of its own, and a few addresses that exist only here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from yajian.demo import open_demo, prepare
from yajian.planfile.shipped import shipped
from yajian.transact import Office
from yajian.web.headers import Wsgi
from yajian.web.server import application


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture
def office(folder: Path) -> Iterator[Wsgi]:
    made = application("甲办公室", folder)
    with override_settings(ROOT_URLCONF="tests.web.addresses"):
        yield made


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration city, played once."""
    made = tmp_path_factory.mktemp("demo") / "demo-data"
    prepare(made, shipped())
    return made


@pytest.fixture
def demo(demo_folder: Path) -> Iterator[Office]:
    with open_demo(prepare(demo_folder, shipped())) as office:
        yield office


@pytest.fixture
def stage(demo: Office, demo_folder: Path) -> Wsgi:
    return application(demo, demo_folder, demo=True)
