"""Passkeys with Chromium's own virtual authenticator, and what the pages of the account look like to a browser."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, Page, expect, sync_playwright

from hoshin.site.demo_people import PASSWORD
from tests.browser.launching import ARGUMENTS
from tests.demo_process import DemoProcess

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=ARGUMENTS,
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, demo_server: DemoProcess) -> Iterator[BrowserContext]:
    """At the name localhost: passkeys are bound to names."""
    base_url = f"http://localhost:{demo_server.port}"
    context = browser.new_context(base_url=base_url, viewport={"width": 1200, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def sign_in(page: Page, username: str) -> None:
    page.goto("/account/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")


def confirm_identity(page: Page) -> None:
    page.fill("#id_password", PASSWORD)
    page.click("main .form button")


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    page.click("main .form button")


def code_of(secret: str, *, steps: int = 0) -> str:
    """RFC 6238 with SHA-1, 6 digits, 30 seconds."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


class Heard(list[str]):
    """What the browser complained of. Deaf from axe's run to the next page: axe tries out styles and fetches sheets."""

    is_deaf = False


def complaints(page: Page) -> Heard:
    """What the browser complains of from now on: blocked scripts and styles, errors."""
    heard = Heard()

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not heard.is_deaf:
            heard.append(message.text)

    def turn(frame: Frame) -> None:
        if frame == page.main_frame:
            heard.is_deaf = False

    page.on("console", listen)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("framenavigated", turn)
    return heard


def check_page(page: Page, heard: Heard | None = None) -> None:
    assert not heard
    if heard is not None:
        heard.is_deaf = True
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found] == []
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.set_viewport_size({"width": 1200, "height": 900})


def test_a_passkey_is_registered_signs_in_alone_and_is_removed(page: Page, context: BrowserContext) -> None:
    heard = complaints(page)
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    sign_in(page, "kansa")
    page.goto("/account/2fa/webauthn/add/")
    confirm_identity(page)
    check_page(page, heard)
    page.fill("#id_name", "職場のパソコン")
    page.click("[data-passkey-button]")
    page.wait_for_url("**/account/2fa/recovery-codes/")
    assert page.locator("main code").count() == 10
    check_page(page, heard)
    sign_out(page)

    page.goto("/account/login/?next=/staff/audit/")
    check_page(page, heard)
    page.click("[data-passkey-button]")
    page.wait_for_url("**/staff/audit/")
    expect(page.locator("main")).to_contain_text("監査 桜")

    page.goto("/account/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("これだけでサインイン")
    check_page(page, heard)
    page.get_by_role("link", name="削除する").click()
    if "reauthenticate" in page.url:
        confirm_identity(page)
    page.click("main .button--danger")
    expect(page.locator("main")).to_contain_text("登録したパスキーはありません")
    assert heard == []


def test_a_security_key_is_the_second_step_after_the_password(page: Page, context: BrowserContext) -> None:
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, "hasResidentKey": False}})
    sign_in(page, "kachou")
    page.goto("/account/2fa/webauthn/add/")
    confirm_identity(page)
    page.uncheck("#id_passwordless")
    page.click("[data-passkey-button]")
    page.wait_for_url("**/account/2fa/recovery-codes/")
    sign_out(page)

    sign_in(page, "kachou")
    page.wait_for_url("**/account/2fa/authenticate/")
    check_page(page)
    page.click("[data-passkey-button]")
    page.wait_for_url("**/staff/")

    page.goto("/account/2fa/webauthn/add/")
    page.get_by_role("link", name="パスキーで確認する").click()
    check_page(page)
    page.click("[data-passkey-button]")
    page.wait_for_url("**/account/2fa/webauthn/add/")

    page.goto("/account/2fa/webauthn/")
    page.get_by_role("link", name="削除する").click()
    page.click("main .button--danger")
    expect(page.locator("main")).to_contain_text("登録したパスキーはありません")


def test_a_refused_passkey_is_said_in_words_and_can_be_tried_again(page: Page, context: BrowserContext) -> None:
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, "isUserVerified": False}})
    page.goto("/account/login/")

    page.click("[data-passkey-button]")

    expect(page.locator("[data-passkey-status]")).to_contain_text("もう一度お試しください")
    expect(page.locator("[data-passkey-button]")).to_be_enabled()


def test_at_an_address_of_digits_the_page_says_why_passkeys_do_not_work(page: Page, demo_server: DemoProcess) -> None:
    page.goto(f"{demo_server.base_url}/account/login/")

    expect(page.locator("[data-passkey-status]")).to_contain_text("IPアドレス")
    expect(page.locator("[data-passkey-button]")).to_be_disabled()


def test_without_scripts_one_signs_in_with_password_and_app(browser: Browser, demo_server: DemoProcess) -> None:
    context = browser.new_context(base_url=demo_server.base_url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "tantou")
    page.goto("/account/2fa/totp/activate/")
    confirm_identity(page)
    secret = page.locator("main code").inner_text()
    page.fill("#id_code", code_of(secret))
    page.click("main .form button")
    assert page.locator("main code").count() == 10
    sign_out(page)

    sign_in(page, "tantou")
    page.fill("#id_code", code_of(secret, steps=1))
    page.locator("main .form button").first.click()

    assert page.url.endswith("/staff/")
    page.goto("/account/2fa/totp/deactivate/")
    confirm_identity(page)
    page.click("main .button--danger")
    sign_out(page)
    sign_in(page, "tantou")
    assert page.url.endswith("/staff/"), "the password alone is enough again"
    context.close()


def test_pages_of_accounts_and_people_have_no_fault_and_fit_a_phone(page: Page) -> None:
    heard = complaints(page)
    for path in ("login/", "password/reset/", "password/reset/done/", "inactive/", "password/reset/key/1-bad/"):
        page.goto(f"/account/{path}")
        check_page(page, heard)
    page.goto("/account/login/")
    page.locator("main .form button").first.click()
    expect(page.locator(".error-summary")).to_be_focused()
    check_page(page, heard)
    sign_in(page, "kanri")
    for path in ("2fa/", "password/change/", "reauthenticate/", "logout/"):
        page.goto(f"/account/{path}")
        check_page(page, heard)
    page.goto("/account/2fa/totp/activate/")
    confirm_identity(page)
    assert page.locator("main img").evaluate("image => image.naturalWidth") > 0
    check_page(page, heard)
    for path in ("", "roles/", "new/"):
        page.goto(f"/staff/people/{path}")
        check_page(page, heard)
    page.goto("/staff/people/")
    page.get_by_role("link", name="監査 桜").click()
    check_page(page, heard)
    person = re.sub(r".*(/staff/people/\d+/)", r"\1", page.url)
    for path in ("edit/", "roles/new/", "stop/"):
        page.goto(f"{person}{path}")
        check_page(page, heard)
    page.goto(person)
    page.get_by_role("button", name="パスワード設定リンクを作る").click()
    check_page(page, heard)
    assert heard == []
