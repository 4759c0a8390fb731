"""A section's table becomes open data: sent in by one person, put right, asked for, and approved by another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.launching import ARGUMENTS
from tests.browser.test_staff_editing import signed_in
from tests.browser.test_table_import import look_at
from tests.demo_process import DemoProcess
from tests.services.opendata.uploading import PLACES

TITLE = "集会所一覧（架空）"

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


def send(page: Page) -> None:
    page.goto("/staff/opendata/datasets/new/")
    page.fill("#id_title", TITLE)
    page.fill("#id_description", "架空の集会所の一覧です。")
    page.fill("#id_slug", "meeting_places")
    page.select_option("#id_category", "その他")
    look_at(page)
    page.click("text=保存してファイルを送る画面に進む")
    page.set_input_files("#id_file", {"name": "集会所.csv", "mimeType": "text/csv", "buffer": PLACES.encode("cp932")})
    look_at(page)
    page.click("button:text-is('ファイルを送る')")
    page.wait_for_url("**/range/")


def prepare(page: Page) -> None:
    """Every step, looked at: the range, the columns, the mendings, the check, the preview."""
    look_at(page)
    expect(page.locator("main")).to_contain_text("※ 架空の施設です")
    page.click("text=この範囲で進む")
    look_at(page)
    page.click("text=この対応で進む")
    look_at(page)
    page.click("text=確かなものをすべて受け入れて進む")
    expect(page.locator("main")).to_contain_text("公開を申請できます")
    look_at(page)
    page.click("text=プレビューに進む")
    expect(page.locator("main")).to_contain_text("2020-04-01")
    look_at(page)


def ask(page: Page) -> None:
    page.click("text=申請に進む")
    look_at(page)
    page.fill("#id_note", "はじめての公開です。")
    page.click("text=公開を申請する")
    expect(page.locator("main")).to_contain_text("申請しました。")


def approve(page: Page) -> None:
    page.goto("/staff/opendata/")
    look_at(page)
    page.locator("tr", has_text=TITLE).locator("text=確かめて決める").click()
    look_at(page)
    page.click("text=承認して公開する")
    page.wait_for_url("**/release/")
    expect(page.locator("main")).to_contain_text("第1版を公開しました。", timeout=60_000)  # by the worker
    look_at(page)


def test_a_table_goes_from_one_person_to_another_to_the_public(browser: Browser, demo_server: DemoProcess) -> None:
    with signed_in(browser, demo_server, "tantou", has_scripts=False) as context:
        send_without_scripts = context.pages[0]
        send_without_scripts.goto("/staff/opendata/")
        expect(send_without_scripts.locator("h1")).to_have_text("データセットの公開")
    with signed_in(browser, demo_server, "tantou") as context:
        page = context.pages[0]
        send(page)
        prepare(page)
        ask(page)
    with signed_in(browser, demo_server, "jouhou", has_scripts=False) as context:
        page = context.pages[0]
        page.goto("/staff/opendata/")
        page.locator("tr", has_text=TITLE).locator("text=確かめて決める").click()
        expect(page.locator("main")).to_contain_text("はじめて公開する版です。")
    with signed_in(browser, demo_server, "jouhou") as context:
        approve(context.pages[0])
        context.pages[0].goto("/opendata/")
        context.pages[0].click(f"main a:text-is('{TITLE}')")
        expect(context.pages[0].locator("main")).to_contain_text("中央会館")
