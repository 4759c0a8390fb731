"""Every public page in a real browser: accessible, whole on a phone, silent, and readable without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.launching import ARGUMENTS
from tests.demo_process import DemoProcess

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = {"width": 375, "height": 812}
DESK = {"width": 1200, "height": 900}
PAGES = [
    "/",
    "/policy/",
    "/policy/2020/",
    "/policy/2020/?stage=feasibility&sort=-title",
    "/policy/2020/?stage=survey&direction=vitality",
    "/policy/2020/initiatives/1/",
    "/policy/2020/initiatives/5/",
    "/policy/2020/initiatives/6/",
    "/policy/2020/initiatives/12/",
    "/policy/2020/matrix/",
    "/policy/2020/glossary/",
    "/policy/compare/2019..2020/?show=figures&left=new",
    "/search/",
    "/search/?q=公衆無線LAN",
    "/search/?q=税",
    "/search/?q=導入&kind=plan.item",
    "/search/?q=zzzz",
    "/opendata/",
    "/opendata/?q=zzzz",
    "/opendata/t132292d0000000002/",
    "/opendata/remarks/",
    "/opendata/remarks/new/",
    "/figures/",
    "/figures/opendata.datasets/",
    "/figures/opendata.downloads/",
    "/about/",
    "/accessibility/",
    "/no/such/page/",
]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, locale="ja-JP")
    yield context.new_page()
    context.close()


class Watch:
    """What a page asks of the network and says on the console."""

    def __init__(self, page: Page) -> None:
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, kind: str, text: str) -> None:
        # The browser itself reports the 404 that one of the pages is about.
        if kind in {"error", "warning"} and "404 (Not Found)" not in text:
            self.complaints.append(text)


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_is_accessible_quiet_and_at_home(path: str, page: Page, demo_server: DemoProcess) -> None:
    watch = Watch(page)
    page.goto(f"{demo_server.base_url}{path}")
    complaints = list(watch.complaints)  # before axe, which tries inline styles of its own

    violations = Axe().run(page).response["violations"]

    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in violations] == []
    assert complaints == []
    assert watch.hosts == {urlsplit(demo_server.base_url).netloc}
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "ja"
    rows = page.locator("tbody tr")
    assert rows.count() == page.locator('tbody tr:has(> th:is([scope="row"], [scope="rowgroup"]))').count()
    assert page.locator("[id]").evaluate_all("all => all.length - new Set(all.map(one => one.id)).size") == 0
    assert "見本" in page.locator(".strip").inner_text()
    assert "2020年10月1日（令和2年10月1日）" in page.locator(".strip").inner_text()


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_scrolls_only_downwards_and_needs_no_script(
    path: str, browser: Browser, demo_server: DemoProcess
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="ja-JP")
    page = context.new_page()
    page.goto(f"{demo_server.base_url}{path}")

    width = page.evaluate("document.documentElement.scrollWidth")
    text = page.locator("main").inner_text()
    context.close()

    assert width <= PHONE["width"]
    assert len(text) > 20


def test_the_keyboard_leads_past_the_header(page: Page, demo_server: DemoProcess) -> None:
    page.goto(f"{demo_server.base_url}/policy/2020/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_the_filter_works_without_a_script_and_stands_in_the_address(
    browser: Browser, demo_server: DemoProcess
) -> None:
    context = browser.new_context(viewport=DESK, java_script_enabled=False, locale="ja-JP")
    page = context.new_page()
    page.goto(f"{demo_server.base_url}/policy/2020/")

    page.get_by_label("段階", exact=True).select_option(label="調査研究")
    page.get_by_role("button", name="絞り込む").click()

    assert "stage=survey" in page.url
    assert page.locator(".listing tbody tr").count() == 4
    page.locator(".filter__remove", has_text="段階：調査研究").click()
    assert page.locator(".listing tbody tr").count() == 12
    context.close()


def test_a_term_is_explained_in_place_without_a_script(browser: Browser, demo_server: DemoProcess) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="ja-JP")
    page = context.new_page()
    page.goto(f"{demo_server.base_url}/policy/2020/")
    term = page.locator("#section-technology-trends button.term").first

    assert not page.locator(f"#{term.get_attribute('popovertarget')}").is_visible()
    term.click()

    assert page.locator(f"#{term.get_attribute('popovertarget')}").is_visible()
    context.close()


def test_a_search_leads_to_the_initiative(page: Page, demo_server: DemoProcess) -> None:
    page.goto(demo_server.base_url)

    page.locator("#site-search").fill("公衆無線ＬＡＮ")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="公衆無線LAN環境の充実").first.click()

    assert page.locator("h1").inner_text() == "公衆無線LAN環境の充実"
