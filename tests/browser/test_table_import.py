"""The table that a city has becomes a draft: sent in, its columns named, its problems settled, loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

from tests.browser.launching import ARGUMENTS
from tests.browser.test_staff_editing import faults_of, signed_in
from tests.demo_process import DemoProcess
from tests.publishing.imported import ROOT, TSV

YEAR = 2018  # a draft of its own; the targets of the table lie after it
PRINTED = ROOT.parent / "shared" / "policy" / "nishitokyo-2020.txt"  # not part of the product
MOST_MILLISECONDS = 30_000

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


def table(path: Path) -> FilePayload:
    data = path.read_bytes() if path.exists() else TSV.encode()
    return {"name": "重点取組一覧.txt", "mimeType": "text/plain", "buffer": data}


def look_at(page: Page) -> None:
    """The page is accessible, wide and narrow, and scrolls only downwards."""
    for width in (375, 1200):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") == width, page.url
        assert faults_of(page) == [], (page.url, width)


def send(page: Page, into: str) -> None:
    page.set_default_timeout(MOST_MILLISECONDS)
    page.goto("/staff/import/")
    page.select_option("#id_into", into)
    page.fill("#id_year", str(YEAR))
    page.set_input_files("#id_file", table(PRINTED))
    page.click("text=表を読む")
    page.wait_for_url("**/columns/")


def save(page: Page) -> None:
    page.click("text=この画面の訂正と確認を保存する")


def confirm_everything(page: Page) -> None:
    page.goto(f"{page.url.partition('?')[0].partition('#')[0]}?show=problem")
    for box in page.locator("input[name^='ok:']").all():
        box.check()
    save(page)
    expect(page.locator("main")).to_contain_text("問題は残っていません。")


def load(page: Page) -> None:
    page.click("text=下書きにする手順に進む")
    page.click("button:text-is('下書きとして読み込む')")
    expect(page.locator("main")).to_contain_text("版の下書きとして読み込みました。")


def bring_in(page: Page) -> None:
    send(page, "nishitokyo@")
    look_at(page)
    expect(page.locator("main")).to_contain_text("1列ずれています")
    page.click("text=この内容で表を読む")

    expect(page.locator("#problems")).to_contain_text("残る問題")
    look_at(page)
    page.click(".notice--error li a >> nth=0")
    first = page.url
    page.click("text=次の問題へ >> nth=0")
    assert page.url != first
    assert "#cell-" in page.url
    page.locator("select[name$=':stage']").first.select_option("調査研究")
    save(page)
    expect(page.locator("main")).to_contain_text("訂正済み")
    confirm_everything(page)
    load(page)
    look_at(page)


def bring_in_again(page: Page) -> None:
    """Into the draft that stands by now, with the columns that were chosen before."""
    send(page, f"nishitokyo@{YEAR}")
    expect(page.locator("main")).to_contain_text("前回の選択です。")
    page.click("text=この内容で表を読む")
    confirm_everything(page)
    load(page)


def test_a_table_is_brought_in_page_by_page_and_again_without_scripts(
    browser: Browser, demo_server: DemoProcess
) -> None:
    with signed_in(browser, demo_server, "jouhou") as context:
        bring_in(context.pages[0])
    with signed_in(browser, demo_server, "jouhou", has_scripts=False) as context:
        page = context.pages[0]
        bring_in_again(page)

        page.click("text=下書きを開く")
        page.wait_for_url(f"**/staff/policies/nishitokyo/{YEAR}/")
        assert page.locator(".tree__title").count() >= 5
