"""Two people in two browsers edit one initiative of a draft; and every page of the editor is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.launching import ARGUMENTS
from tests.demo_process import DemoProcess

PASSWORD = "mihon-no-hoshin"
YEAR = 2031  # a draft of its own, away from what other tests read
DRAFT = f"/staff/policies/nishitokyo/{YEAR}/"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=ARGUMENTS,
        )
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
def draft(browser: Browser, demo_server: DemoProcess) -> str:
    """The next edition's draft, begun as a person begins it."""
    with signed_in(browser, demo_server, "jouhou") as context:
        page = context.pages[0]
        page.goto("/staff/publishing/drafts/new/")
        page.fill("#id_year", str(YEAR))
        page.click("main button[type=submit]")
        page.wait_for_url("**/staff/publishing/drafts/**")
    return DRAFT


def faults_of(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def open_item(page: Page, draft: str, title: str) -> None:
    page.goto(draft)
    page.click(f"main .tree a:text-is('{title}')")
    page.wait_for_selector("#id_title")


def save(page: Page) -> None:
    page.click("main .form__actions button:text-is('保存する')")


def test_the_second_of_two_people_is_told_and_loses_nothing(
    browser: Browser, demo_server: DemoProcess, draft: str
) -> None:
    title = "統計データの活用に向けた調査・研究"
    with signed_in(browser, demo_server, "jouhou") as first, signed_in(browser, demo_server, "kanri") as second:
        one, two = first.pages[0], second.pages[0]
        open_item(one, draft, title)
        open_item(two, draft, title)
        one.fill("#id_plan", "一人目の計画")
        save(one)
        one.wait_for_selector("text=保存しました。")

        two.fill("#id_summary", "二人目が書いた概要")
        save(two)
        two.wait_for_selector("h1:text-is('ほかの人が先に保存しました')")
        told = two.inner_text("main")
        faults = faults_of(two)
        two.click("text=選んだ内容で保存する >> nth=0")
        two.wait_for_selector("text=保存しました。")

        assert faults == []
        assert "一人目の計画" in told
        assert "二人目が書いた概要" in told
        assert two.input_value("#id_plan") == "一人目の計画"
        assert two.input_value("#id_summary") == "二人目が書いた概要"


def test_a_change_is_taken_back_without_scripts(browser: Browser, demo_server: DemoProcess, draft: str) -> None:
    with signed_in(browser, demo_server, "jouhou", has_scripts=False) as context:
        page = context.pages[0]
        open_item(page, draft, "個人番号カードの活用")
        page.fill("#id_title", "うっかり変えた題名")
        save(page)
        page.click("text=元に戻す")
        page.click("text=変更前の内容に戻す")

        assert "元に戻しました。" in page.inner_text("main")
        assert "うっかり変えた題名" not in page.inner_text("main .tree")


def test_items_move_by_keyboard_alone(browser: Browser, demo_server: DemoProcess, draft: str) -> None:
    with signed_in(browser, demo_server, "jouhou") as context:
        page = context.pages[0]
        page.goto(draft)
        before = page.locator(".tree__title").all_inner_texts()
        button = page.get_by_role("button", name=f"「{before[1].split(' ', 1)[1]}」を上へ")
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("text=を動かしました。")

        assert page.locator(".tree__title").all_inner_texts()[:2] == [before[1], before[0]]


PAGES = [
    "/staff/",
    "/staff/policies/",
    DRAFT,
    f"{DRAFT}settings/",
    f"{DRAFT}changes/",
    f"{DRAFT}items/new/",
    *(f"{DRAFT}lists/{slug}/" for slug in ("sections", "drivers", "directions", "stages", "terms", "sources")),
    f"{DRAFT}lists/terms/new/",
    "/staff/policies/nishitokyo/2020/",
    "/staff/audit/",
]


@pytest.mark.usefixtures("draft")
def test_every_page_of_the_workspace_is_accessible_and_never_scrolls_sideways(
    browser: Browser, demo_server: DemoProcess
) -> None:
    with signed_in(browser, demo_server, "jouhou") as context:
        page = context.pages[0]
        page.goto(DRAFT)
        first_item = page.get_attribute(".tree a", "href") or ""
        for url in [*PAGES, first_item, f"{first_item}delete/"]:
            page.set_viewport_size({"width": 1200, "height": 900})
            page.goto(url)
            assert page.locator("h1").count() == 1, url
            assert faults_of(page) == [], url
            page.set_viewport_size({"width": 375, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == 375, url
            assert faults_of(page) == [], url


@pytest.mark.usefixtures("draft")
def test_no_page_of_the_workspace_breaks_its_own_security_policy(browser: Browser, demo_server: DemoProcess) -> None:
    said: list[str] = []
    with signed_in(browser, demo_server, "jouhou") as context:
        page = context.pages[0]
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on(
            "request",
            lambda request: None if request.url.startswith(demo_server.base_url) else said.append(request.url),
        )
        for url in PAGES:
            page.goto(url)

    assert said == []
