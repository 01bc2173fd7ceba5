"""The clerk's guide has a section for every page of the menu, and pictures of pages that exist."""

import re
from pathlib import Path

import pytest
from django.urls import resolve

from tests.office.pictures import FOLDER, PICTURES, Picture
from yajian.web.navigation import ENTRIES
from yajian.web.server import application

GUIDE = FOLDER.parent / "screens.md"
NAMED = re.compile(r"!\[[^\]]+\]\(pictures/([\w-]+)\.webp\)")
EACH_KB, ALL_KB = 62, 2_500


def test_every_page_of_the_menu_has_its_section_in_the_order_of_the_menu() -> None:
    assert re.findall(r"^## (.+)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE) == [
        entry.name for entry in ENTRIES
    ]


def test_every_picture_is_shown_once_and_is_small_enough_to_be_kept() -> None:
    shown = [name for page in FOLDER.parent.glob("*.md") for name in NAMED.findall(page.read_text("utf-8"))]
    files = {file.stem: file.stat().st_size / 1024 for file in FOLDER.iterdir()}
    assert sorted(shown) == sorted(files) == sorted(one.name for one in PICTURES)
    assert max(files.values()) <= EACH_KB
    assert sum(files.values()) <= ALL_KB


@pytest.mark.parametrize("one", PICTURES, ids=lambda one: one.name)
def test_every_picture_is_of_a_page_that_exists(one: Picture, tmp_path: Path) -> None:
    application("settings only", tmp_path)
    assert resolve(one.path.partition("?")[0])
