"""The look keeps its promises: readable colours, old browsers, nothing inline, nothing missing, nothing unexplained."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from yajian.web import navigation
from yajian.web.statics import FOLDER as STATIC
from yajian.web.statics import SPRITE, icon_url, icons

WEB = STATIC.parent
THEME = (STATIC / "theme.css").read_text("utf-8")
TOKENS = dict(re.findall(r"--([\w-]+): (#\w+);", THEME))
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
VENDOR = STATIC / "vendor"


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


READ_TOGETHER = [
    *(
        (ink, ground)
        for ink in ("ink-900", "ink-700", "ink-500")
        for ground in ("paper", "surface", "surface-2")
    ),
    *((tone, f"{tone}-ground") for tone in ("green", "yellow", "red", "grey", "blue", "violet")),
    ("brand-600", "paper"),
    ("brand-600", "surface"),
    ("brand-700", "brand-50"),
    ("surface", "brand-700"),
    ("surface", "step-3"),
    ("surface", "step-4"),
    ("ink-500", "step-0"),
    ("ink-900", "step-2"),
    ("red", "surface"),
]


@pytest.mark.parametrize(("ink", "ground"), READ_TOGETHER)
def test_words_are_readable_on_their_ground(ink: str, ground: str) -> None:
    assert contrast(TOKENS[ink], TOKENS[ground]) >= 4.5


def test_the_edge_of_what_is_to_be_filled_in_can_be_seen() -> None:
    assert contrast(TOKENS["line-field"], TOKENS["surface"]) >= 3


@pytest.mark.parametrize(
    "newer",
    [":has(", "color-mix(", "oklch(", "@container", "@layer", "&:", "dvh", "text-wrap", "(width", "@import"],
)
def test_the_theme_uses_nothing_an_old_browser_would_skip(newer: str) -> None:
    assert newer not in THEME


def test_every_token_used_is_defined_and_every_colour_defined_is_used() -> None:
    used = set(re.findall(r"var\(--([\w-]+)\)", THEME))
    defined = set(re.findall(r"^\s+--([\w-]+):", THEME, re.MULTILINE))
    assert used == defined


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_no_template_has_a_script_or_a_style_inside(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|<script(?! src=\"\{\{ static_url)", text)
    assert not re.search(r"(src|href)=\"(https?:)?//", text)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_chinese_is_punctuated_in_full_width(file: Path) -> None:
    text = re.sub(r"\{[#%{].*?[#%}]\}", "", file.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"<code[^>]*>.*?</code>", "", text, flags=re.DOTALL)  # what is typed just so
    assert not re.findall(r"[一-鿿][,:;!?()][一-鿿]?", text)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_every_class_a_template_names_has_a_rule(file: Path) -> None:
    ruled = set(re.findall(r"\.([a-z][\w-]*)", THEME))
    named: set[str] = set()
    for words in re.findall(r'class="([^"]*)"', file.read_text("utf-8")):
        named |= set(re.sub(r"[\w-]*\{[{%].*?[%}]\}", " ", words).split())
    assert named <= ruled


def test_the_sprite_holds_the_icons_listed_and_the_menu_uses_only_those() -> None:
    sprite = (STATIC / SPRITE).read_text("utf-8")
    assert set(re.findall(r'<symbol id="([\w-]+)"', sprite)) == icons()
    assert {entry.icon for entry in navigation.ENTRIES} <= icons()


def test_an_icon_that_is_not_there_stops_the_page_with_what_to_do() -> None:
    assert icon_url("check").endswith("#check")
    with pytest.raises(LookupError, match=r"icons\.txt"):
        icon_url("no-such-icon")


def test_every_vendored_file_is_listed_with_its_licence_and_digest() -> None:
    listed = json.loads((VENDOR / "MANIFEST.json").read_text("utf-8"))
    for line in listed:
        assert line["licence"] in ("0BSD", "MIT")
        assert hashlib.sha256((VENDOR / line["file"]).read_bytes()).hexdigest() == line["sha256"], line[
            "file"
        ]
    present = {file.relative_to(VENDOR).as_posix() for file in VENDOR.rglob("*") if file.is_file()}
    assert present - {line["file"] for line in listed} == {"MANIFEST.json", "tabler-icons/icons.txt"}
    for package in {line["file"].partition("/")[0] for line in listed}:
        assert (VENDOR / package / "LICENSE").is_file()
