"""The form proposes the day of the paper that is chosen, and leaves a typed one alone."""

from playwright.sync_api import Browser, expect


def test_the_day_of_a_chosen_paper_is_proposed_and_a_typed_day_kept(demo: str, browser: Browser) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{demo}/do/workplans.submit-plan")
    papers = page.locator("#field-document")
    first, second = papers.locator("option").evaluate_all(
        "all => all.filter(one => one.value).map(one => one.value).slice(0, 2)"
    )
    day, hint = page.locator("#field-effective"), page.locator("#hint-effective")
    days = page.locator("form[data-days]").evaluate("form => JSON.parse(form.dataset.days)")
    today = day.input_value()
    papers.select_option(first)
    expect(day).to_have_value(days[first])
    expect(hint).to_contain_text("照所选文件的成文日期填的")
    papers.select_option("")
    expect(day).to_have_value(today)
    day.fill("2020-01-02")
    papers.select_option(second)
    expect(day).to_have_value("2020-01-02")
    expect(hint).to_contain_text("不是录入的日子")
    page.context.close()


def test_what_a_paper_merely_proves_is_not_of_its_day(demo: str, browser: Browser) -> None:
    page = browser.new_context(locale="zh-CN").new_page()
    for act in ("statements.report", "acceptance.check"):
        page.goto(f"{demo}/do/{act}")
        expect(page.locator("#field-document")).to_have_count(1)
        expect(page.locator("form[data-days]")).to_have_count(0)
    page.context.close()
