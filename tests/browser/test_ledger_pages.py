"""The ledger's pages: where a figure comes from, for staff, and on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.launching import ARGUMENTS
from tests.browser.test_staff_editing import signed_in
from tests.browser.test_table_import import look_at
from tests.demo_process import DemoProcess

METRIC = "/staff/ledger/opendata.datasets/"
A4_WIDTH = 794  # CSS pixels

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


def test_the_staff_pages_of_the_ledger_are_accessible_wide_and_narrow(
    browser: Browser, demo_server: DemoProcess
) -> None:
    with signed_in(browser, demo_server, "kanri") as context:
        page = context.pages[0]
        for path in ("/staff/ledger/", METRIC, f"{METRIC}opening/", f"{METRIC}reconciliation/"):
            page.goto(path)
            look_at(page)
        page.goto(METRIC)
        page.click("main a:has-text('取り消す') >> nth=0")
        look_at(page)
        page.click("main button[type=submit]")
        expect(page.locator(".field__error").first).to_be_visible()
        look_at(page)


def test_a_figure_is_printed_without_what_is_pressed_and_fits_the_paper(
    browser: Browser, demo_server: DemoProcess
) -> None:
    context = browser.new_context(base_url=demo_server.base_url, viewport={"width": A4_WIDTH, "height": 1123})
    page = context.new_page()
    page.emulate_media(media="print")
    for path in ("/figures/", "/figures/opendata.datasets/"):
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        assert page.locator(".filter:visible, main .button:visible, .masthead__tools:visible").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= A4_WIDTH, path
    context.close()
