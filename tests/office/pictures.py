"""The pictures of the clerk's guide, taken of the demonstration city: `./test --pictures` takes them anew.

Each is what a clerk sees at first, without scrolling, in a new browser; small enough to be kept beside the text.
"""

import base64
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import newest
from tests.office.conftest import ROOT, open_office
from tests.sheets import ledgers
from yajian import planfile
from yajian.sheets.layout import layout

FOLDER = ROOT / "docs" / "clerks" / "pictures"
PLAN = ROOT / "plans" / "shifan-2019" / "plan.yaml"
OFFICE, COUNTY = "示例办", "示例东"
WIDE, PHONE = (1280, 800), (390, 780)
ENCODE = """async png => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
  const canvas = Object.assign(document.createElement("canvas"), {width: image.width, height: image.height});
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", 0.66).split(",")[1];
}"""


class Picture(msgspec.Struct, frozen=True):
    """One page as one person sees it; `first` is done before it is taken. `at` is scrolled to."""

    name: str
    path: str
    who: str = COUNTY
    size: tuple[int, int] = WIDE
    first: Callable[[Page], None] | None = None


def upload(page: Page) -> None:
    """The ledger with forty errors, checked."""
    with tempfile.TemporaryDirectory() as folder:
        file = ledgers.forty(layout(planfile.load(PLAN)), Path(folder) / "示东市焦化企业台账.xlsx")
        page.get_by_label("工作簿").set_input_files(file)
        page.get_by_role("button", name="核对").click()
        page.get_by_text("处；0行已导入").wait_for(timeout=60_000)


def press(name: str) -> Callable[[Page], None]:
    return lambda page: page.locator("main").get_by_role("button", name=name, exact=True).last.click()


def follow(name: str) -> Callable[[Page], None]:
    return lambda page: page.locator("main").get_by_role("link", name=name, exact=True).first.click()


PICTURES = (
    Picture("cockpit", "/", OFFICE),
    Picture("cockpit-phone", "/", OFFICE, PHONE),
    Picture("inbox", "/inbox"),
    Picture("inbox-phone", "/inbox", COUNTY, PHONE),
    Picture("do", "/do"),
    Picture("form-refused", "/do/closure.record-condition?part=L07b", first=press("登记设施状态")),
    Picture("list", "/list", OFFICE),
    Picture("dossiers", "/dossiers"),
    Picture("dossier", "/dossiers/geng"),
    Picture("imports", "/imports"),
    Picture("import-problems", "/imports", first=upload),
    Picture("facilities", "/facilities"),
    Picture("facility", "/facilities/L06/1号焦炉"),
    Picture("visit", "/visit?part=L06&facility=1号焦炉&for=closure.record-condition", COUNTY, PHONE),
    Picture("gates", "/gates"),
    Picture("gate-overridden", "/gates/G-SHUTDOWN/L03/1号焦炉第21—40孔", OFFICE),
    Picture("acceptance", "/acceptance", OFFICE),
    Picture("acceptance-part", "/acceptance/L07a"),
    Picture("workplans", "/workplans", OFFICE),
    Picture("workplan", "/workplans/ding", OFFICE),
    Picture("risks", "/risks", OFFICE),
    Picture("utilities", "/utilities", OFFICE),
    Picture("utility", "/utilities/ding"),
    Picture("workers", "/workers", OFFICE),
    Picture("workers-of", "/workers/ding", "示例丁"),
    Picture("courts", "/courts", OFFICE),
    Picture("money", "/money", OFFICE),
    Picture("money-quotas", "/money/tables/quotas", OFFICE),
    Picture("money-of", "/money/庚-3号炉", OFFICE),
    Picture("reconciliation", "/reconciliation", "示例库"),
    Picture("trades", "/trades", OFFICE),
    Picture("survey", "/survey", OFFICE),
    Picture("capacity", "/capacity"),
    Picture("unit", "/capacity/丁-1"),
    Picture("papers", "/papers", OFFICE),
    Picture("paper-draft", "/papers/draft?template=W06", OFFICE),
    Picture("statements", "/statements?standing="),
    Picture("statement", "/statements/unit:丁-1"),
    Picture("organs", "/organs"),
    Picture("as-of", "/as-of?date=2020-07-31", OFFICE),
    Picture("clauses", "/clauses?q=关停"),
    Picture("duties", "/duties?county=shidong"),
    Picture("questions", "/questions", OFFICE),
    Picture("question", "/questions/Q-SWAP", OFFICE),
    Picture("people", "/people", "示例管"),
)


def take(address: str, browser: Browser) -> Iterator[tuple[str, bytes]]:
    """Every picture by its name."""
    darkroom = browser.new_page()
    for one in PICTURES:
        context = browser.new_context(
            viewport={"width": one.size[0], "height": one.size[1]}, locale="zh-CN", reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto(address + "/list")
        part = page.locator("#part option").filter(has_text=one.who).first.get_attribute("value")
        page.locator("#part").select_option(part)
        page.get_by_role("button", name="换身份").click()
        page.goto(address + one.path)
        if one.first is not None:
            one.first(page)
        page.evaluate("document.querySelector('.banner-demo')?.remove()")
        png = page.screenshot()
        yield one.name, base64.b64decode(darkroom.evaluate(ENCODE, base64.b64encode(png).decode()))
        context.close()


def main() -> int:
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        for address in open_office(Path(home), "shifan-2019", "demo", "--folder", f"{home}/data"):
            for name, content in take(address, newest(playwright)):
                (FOLDER / f"{name}.webp").write_bytes(content)
                print(f"{name}　{len(content) / 1024:.0f} kB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
