"""A whole year with five people in five browser windows: asked, answered, assessed, decided, published, rolled over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser.launching import ARGUMENTS
from tests.browser.test_staff_editing import signed_in
from tests.browser.test_table_import import look_at
from tests.demo_process import DemoProcess

TITLE = "令和2年度 年度末照会（物語）"
REPORTED = "デジタルサイネージの活用"
MOVED = "AI・RPA等を活用した業務効率化"
SAVED = re.compile(r"保存しました \d\d:\d\d")
WORKED = 120_000  # milliseconds until the worker has made every document of an edition, however busy the machine

pytestmark = pytest.mark.browser


@dataclass
class Year:
    """The windows of the five people, and the round they work on."""

    coordinator: Page
    reporter: Page
    head: Page
    member: Page
    auditor: Page
    round_url: str = ""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def year(browser: Browser, demo_server: DemoProcess) -> Iterator[Year]:
    with ExitStack() as windows:
        people = ("jouhou", "tantou", "kachou", "honbu", "kansa")
        yield Year(*(windows.enter_context(signed_in(browser, demo_server, name)).pages[0] for name in people))


def row_of(page: Page, title: str) -> Locator:
    return page.locator("main tr", has=page.locator("th", has_text=title))


def try_out(page: Page, title: str) -> None:
    """Follow what the workspace offers to try."""
    page.goto("/staff/")
    page.get_by_role("region", name="試してみる").get_by_role("link", name=title).click()
    page.wait_for_url("**")


def open_report(page: Page, year: Year) -> None:
    page.goto(year.round_url)
    row_of(page, REPORTED).locator("th a").click()
    expect(page.locator("h1")).to_contain_text(REPORTED)


def move(page: Page, verb: str, remark: str = "") -> None:
    form = page.locator(f"form[action$='/moves/{verb}/']")
    if remark:
        form.locator("textarea").fill(remark)
    form.locator("button").click()


def submit(page: Page) -> None:
    expect(page.locator("[data-draft-state]")).to_have_text(SAVED)  # what was typed is on its way no more
    page.click("text=保存して課長に提出する")
    expect(page.locator("main .title-block")).to_contain_text("課長の確認待ち")


def ask(year: Year) -> None:
    page = year.coordinator
    page.goto("/staff/rounds/new/")
    edition = page.locator("#id_edition option").filter(has_text="2020").first.get_attribute("value")
    page.select_option("#id_edition", value=edition)
    page.select_option("#id_kind", label="年度末")
    page.fill("#id_title", TITLE)
    page.fill("#id_period", "令和2年度")
    page.click("main .form__actions button")
    page.click("main a:text-is('照会を始める')")
    page.click("main button:text-is('照会を始める')")
    page.wait_for_selector("text=報告の状況")
    year.round_url = page.url


def report(year: Year) -> None:
    """Written, returned, written on, approved, accepted."""
    open_report(year.reporter, year)
    year.reporter.fill("#id_progress", "改札前の画面で催しを知らせました。")
    year.reporter.fill("#id_next_plan", "画面を1台増やします。")
    year.reporter.fill("[name=value-hub-information-obtained-0]", "1,020件")
    year.reporter.fill("[name=day-hub-information-obtained-0]", "令和2年10月1日")
    submit(year.reporter)

    open_report(year.head, year)
    move(year.head, "return", "どの駅の画面かを書いてください。")
    open_report(year.reporter, year)
    expect(year.reporter.locator("main")).to_contain_text("どの駅の画面かを書いてください。")
    year.reporter.fill("#id_progress", "二つの駅の改札前の画面で催しを知らせました。")
    submit(year.reporter)

    open_report(year.head, year)
    move(year.head, "approve")
    open_report(year.coordinator, year)
    move(year.coordinator, "accept")
    expect(year.coordinator.locator("main .title-block")).to_contain_text("受理")


def assess(year: Year) -> None:
    page = year.member
    page.goto(year.round_url)
    page.click("main .tabs a:text-is('評価')")
    look_at(page)
    row = row_of(page, REPORTED)
    row.locator("select").select_option(label="B")
    row.locator("textarea").fill("知らせる回数が計画のとおりに増えました。")
    page.click("text=評価を保存する")
    expect(page.locator("main")).to_contain_text("1件の評価を保存しました")


def sign(year: Year) -> None:
    try_out(year.head, "段階を進めるための要件を確認する")
    expect(year.head.locator("main")).to_contain_text("みほん市（架空）")  # a case as evidence
    year.head.click("main button[name=sign][value=on]")
    expect(year.head.locator("main button[name=sign][value=on]")).to_have_count(0)
    look_at(year.head)


def decide(year: Year) -> None:
    page = year.member
    try_out(page, "会議で決定する")
    look_at(page)
    page.click("main button[name=verb][value=hold]")
    page.click("main a:text-is('決めたことを記録する')")
    look_at(page)
    page.fill("#id_decider", "推進本部")
    item = row_of(page, REPORTED).first
    item.locator("select").first.select_option(label="拡充")
    item.locator("textarea").fill("置く駅を増やします。")
    way = row_of(page, "適用検討 → 導入実行").filter(has_text=MOVED)
    way.locator("select").select_option(label="移行を決定する")
    way.locator("textarea").fill("要件がすべて確認されました。")
    page.click("main button:text-is('記録する')")
    expect(page.locator("main .tag", has_text="拡充")).to_have_count(1)


def publish(year: Year) -> None:
    page = year.coordinator
    try_out(page, "評価と決定を公表する")
    page.click("text=評価と決定を加える")
    look_at(page)
    if not page.input_value("#id_reason"):
        page.fill("#id_reason", "令和2年度の評価と決定を加えました。")
    page.click("text=版を公表する")
    expect(page.locator("#run")).to_contain_text("版を公表しました", timeout=WORKED)

    page.goto("/policy/2020/initiatives/6/")
    expect(page.locator("main")).to_contain_text("知らせる回数が計画のとおりに増えました。")
    expect(page.locator("main")).to_contain_text("置く駅を増やします。")


def roll_over(year: Year) -> None:
    page = year.coordinator
    page.goto("/staff/publishing/drafts/new/")  # other tests of this city have drafts of other years
    source = page.locator("#id_source option").filter(has_text="2020").first.get_attribute("value")
    page.select_option("#id_source", value=source)
    page.fill("#id_year", "2021")
    page.click("text=引き継ぎの内容を確かめる")
    expect(row_of(page, MOVED)).to_contain_text("段階を「導入実行」にする")
    look_at(page)
    page.click("main button:text-is('下書きを作る')")
    expect(page.locator("h1")).to_contain_text("下書きができました")
    look_at(page)


def give_it_an_indicator(year: Year) -> None:
    """The stage that it has reached asks for one with a target."""
    page = year.coordinator
    page.goto("/staff/indicators/")
    page.locator("main .tabs a", has_text="2021").click()
    row = row_of(page, MOVED)
    expect(row).to_contain_text("指標と目標が必要")
    row.locator("th a").click()
    page.get_by_role("link", name="成果指標を加える").click()
    page.fill("#id_name", "転記にかかる時間")
    page.fill("#id_unit", "時間")
    page.select_option("#id_wanted", value="down")
    page.click("main .form__actions button >> nth=0")
    page.click("main a:text-is('目標を加える')")
    page.fill("#id_period", "令和3年度")
    page.fill("#id_value", "12時間")
    page.click("main .form__actions button >> nth=0")
    expect(page.locator("main")).to_contain_text("12時間")


def compare(year: Year) -> None:
    page = year.coordinator
    page.goto("/staff/drafts/nishitokyo-2021/compare/")
    look_at(page)
    for text in (MOVED, "導入実行", "転記にかかる時間", "二つの駅の改札前の画面で催しを知らせました。"):
        expect(page.locator("main")).to_contain_text(text)


def audit(year: Year) -> None:
    page = year.auditor
    try_out(page, "その日に公表されていた内容と根拠を見る")
    look_at(page)
    expect(page.locator("main")).to_contain_text("拡充")
    expect(page.locator("main")).to_contain_text(re.compile("[0-9a-f]{64}"))


def test_five_people_walk_through_a_year(year: Year) -> None:
    ask(year)
    report(year)
    assess(year)
    sign(year)
    decide(year)
    publish(year)
    roll_over(year)
    give_it_an_indicator(year)
    compare(year)
    audit(year)
