"""One office for the tests of the web: a folder of its own, and a few addresses that exist only here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

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
