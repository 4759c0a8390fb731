"""A report is written in the browser: saved while one types, by two people at once, and without any script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from tests.browser.launching import ARGUMENTS
from tests.demo_process import DemoProcess

PASSWORD = "mihon-no-hoshin"
TITLE = "記入を試す照会"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def signed_in(
    browser: Browser, server: DemoProcess, username: str, *, has_scripts: bool = True
) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=server.base_url, viewport={"width": 1200, "height": 900}, java_script_enabled=has_scripts
    )
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/staff/**")
    yield context
    context.close()


@pytest.fixture(scope="module")
def round_url(browser: Browser, demo_server: DemoProcess) -> str:
    """A round of its own, planned and opened as a coordinator does it."""
    with signed_in(browser, demo_server, "jouhou") as context:
        page = context.pages[0]
        page.goto("/staff/rounds/new/")
        edition = page.locator("#id_edition option").filter(has_text="2020").first.get_attribute("value")
        page.select_option("#id_edition", value=edition)
        page.fill("#id_title", TITLE)
        page.click("main .form__actions button")
        page.click("main a:text-is('照会を始める')")
        page.click("main button:text-is('照会を始める')")
        page.wait_for_selector("text=報告の状況")
        return page.url


def report_urls(page: Page, round_url: str, department: str) -> list[str]:
    page.goto(round_url)
    rows = page.locator("main tbody tr").filter(has_text=department)
    return [link.get_attribute("href") or "" for link in rows.locator("th a").all()]


def state_of(page: Page) -> Locator:
    return page.locator("[data-draft-state]")


def test_what_is_typed_is_saved_without_a_button(browser: Browser, demo_server: DemoProcess, round_url: str) -> None:
    with signed_in(browser, demo_server, "jouhou") as context:
        page = context.pages[0]
        url = report_urls(page, round_url, "情報推進課")[0]
        page.goto(url)
        page.locator("#id_progress").press_sequentially("窓口を増やした。")
        expect(state_of(page)).to_have_text(re.compile(r"保存しました \d\d:\d\d"))
        page.locator("#id_next_plan").press_sequentially("予約制にする。")
        expect(page.locator("input[name=version]")).to_have_value("3")

        page.goto(url)

        assert page.input_value("#id_progress") == "窓口を増やした。"
        assert page.input_value("#id_next_plan") == "予約制にする。"


def test_two_people_on_one_report_lose_nothing(browser: Browser, demo_server: DemoProcess, round_url: str) -> None:
    with signed_in(browser, demo_server, "jouhou") as first, signed_in(browser, demo_server, "kanri") as second:
        one, two = first.pages[0], second.pages[0]
        url = report_urls(one, round_url, "情報推進課")[1]
        one.goto(url)
        two.goto(url)
        one.locator("#id_progress").press_sequentially("一人目の文。")
        expect(state_of(one)).to_have_text(re.compile("保存しました"))

        two.locator("#id_progress").press_sequentially("二人目の文。")
        expect(state_of(two)).to_have_text(re.compile("ほかの人が先に保存しました"))
        two.click("main button:text-is('保存する')")
        two.wait_for_selector("h1:text-is('ほかの人が先に保存しました')")
        told = two.inner_text("main")
        two.click("text=すべて自分の入力で保存する")
        two.wait_for_selector("text=保存しました。")

        assert "一人目の文。" in told
        assert "二人目の文。" in told
        assert two.input_value("#id_progress") == "二人目の文。"
        assert two.locator(".timeline__entry").count() == 2


def test_a_report_is_written_and_handed_on_without_scripts(
    browser: Browser, demo_server: DemoProcess, round_url: str
) -> None:
    with signed_in(browser, demo_server, "jouhou", has_scripts=False) as context:
        page = context.pages[0]
        page.goto(report_urls(page, round_url, "情報推進課")[2])
        page.fill("#id_progress", "進めた。")
        page.fill("#id_next_plan", "続ける。")
        for control in page.locator("input[name^=value-]").all():
            control.fill("集計中")
        for control in page.locator("input[name^=day-]").all():
            control.fill("令和2年9月30日")
        page.click("text=保存して課長に提出する")

        assert "課長の確認待ち" in page.inner_text("main .title-block")
        assert page.locator("main button:text-is('提出を取り下げる')").count() == 1


def test_pages_of_a_round_are_accessible_and_fit(browser: Browser, demo_server: DemoProcess, round_url: str) -> None:
    with signed_in(browser, demo_server, "jouhou") as context:
        page = context.pages[0]
        for url in pages_of(page, round_url):
            for width in (1200, 375):
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(url)
                assert page.evaluate("document.documentElement.scrollWidth") == width, url
                found = Axe().run(page).response["violations"]
                assert [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found] == [], url
            assert page.locator("h1").count() == 1, url


def test_pages_of_a_round_keep_their_own_security_policy(
    browser: Browser, demo_server: DemoProcess, round_url: str
) -> None:
    said: list[str] = []
    with signed_in(browser, demo_server, "jouhou") as context:
        page = context.pages[0]
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        for url in pages_of(page, round_url):
            page.goto(url)

    assert said == []


def pages_of(page: Page, round_url: str) -> list[str]:
    reports = report_urls(page, round_url, "情報推進課")
    return ["/staff/rounds/", "/staff/rounds/new/", round_url, f"{round_url}edit/", reports[0], reports[2]]
