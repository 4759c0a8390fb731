"""Signing in, as a browser without JavaScript does it."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from hoshin.kernel.models import AuditEntry, User
from hoshin.site.accounts.middleware import SEEN, STARTED
from tests.world import OUR_HOST, PASSWORD, City, make_city, make_neighbour, make_person

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "yukiyanagi-no-michi"


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def person(city: City) -> User:
    user = make_person(city, username="sato")
    user.set_password(PASSWORD)
    user.email = "sato@ours.example.jp"
    user.save()
    return user


@pytest.fixture
def browser() -> Client:
    return Client(HTTP_HOST=OUR_HOST)


@pytest.fixture
def at_work(browser: Client, person: User) -> Client:
    sign_in(browser)
    return browser


def sign_in(browser: Client, *, login: str = "sato", password: str = PASSWORD, **more: str) -> object:
    return browser.post("/account/login/", {"login": login, "password": password, **more})


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def events(city: City) -> list[str]:
    with city.scope():
        return list(AuditEntry.objects.order_by("id").values_list("event", flat=True))


def code_of(secret: str, *, steps: int = 0) -> str:
    """RFC 6238 with SHA-1, 6 digits, 30 seconds."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def confirm_identity(browser: Client) -> None:
    browser.post("/account/reauthenticate/", {"password": PASSWORD})


def add_app(browser: Client, capture: DjangoCaptureOnCommitCallbacks) -> str:
    """Register an authenticator app and return its secret."""
    confirm_identity(browser)
    found = re.search(r"<code>([A-Z2-7]+)</code>", text(browser.get("/account/2fa/totp/activate/")))
    assert found
    with capture(execute=True):
        response = browser.post("/account/2fa/totp/activate/", {"code": code_of(found[1])})
    assert response.status_code == 302, text(response)
    return found[1]


def test_the_right_password_opens_the_workspace_and_rotates_the_session(browser: Client, person: User) -> None:
    browser.get("/account/login/")
    session = browser.session
    session["before"] = True
    session.save()
    browser.cookies["session"] = session.session_key

    response = sign_in(browser)

    assert response.headers["Location"] == "/staff/"
    assert browser.cookies["session"].value != session.session_key


def test_a_page_that_asked_for_the_sign_in_opens_after_it(browser: Client, person: User) -> None:
    asked = browser.get("/staff/people/")
    assert asked.headers["Location"] == "/account/login/?next=/staff/people/"

    assert sign_in(browser, next="/staff/people/").headers["Location"] == "/staff/people/"


def test_a_sign_in_never_leads_to_another_host(browser: Client, person: User) -> None:
    assert sign_in(browser, next="https://elsewhere.example/").headers["Location"] == "/staff/"


@pytest.mark.parametrize("login", ["sato", "sato@ours.example.jp", "ｓａｔｏ", " SATO "])
def test_name_and_address_sign_in_also_when_typed_full_width(browser: Client, person: User, login: str) -> None:
    assert sign_in(browser, login=login).status_code == 302


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(browser: Client, person: User) -> None:
    said = "ユーザー名またはパスワードが違います。"

    assert said in text(sign_in(browser, password="wrong"))
    assert said in text(sign_in(browser, login="nobody", password="wrong"))


def test_after_five_wrong_passwords_the_right_one_has_to_wait(browser: Client, person: User) -> None:
    for _ in range(5):
        sign_in(browser, password="wrong")

    response = sign_in(browser)

    assert "一時的に止めています" in text(response)


def test_very_many_tries_from_one_place_get_a_page_that_says_to_wait(
    browser: Client, person: User, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    for _ in range(2):
        sign_in(browser, password="wrong")

    response = sign_in(browser)

    assert response.status_code == 429
    assert "1分ほど待ってから" in text(response)


def test_signing_in_and_out_is_audited_and_failures_name_no_input(browser: Client, city: City, person: User) -> None:
    sign_in(browser, login="my-secret-typed-into-the-wrong-field", password="x")
    sign_in(browser, password="wrong")
    sign_in(browser)
    browser.post("/account/logout/")

    with city.scope():
        entries = list(AuditEntry.objects.order_by("id"))[-4:]
    assert [(one.event, one.subject) for one in entries] == [
        ("site.sign_in.failed", "kernel.user:0"),
        ("site.sign_in.failed", f"kernel.user:{person.pk}"),
        ("site.person.signed_in", f"kernel.user:{person.pk}"),
        ("site.person.signed_out", f"kernel.user:{person.pk}"),
    ]
    told = " ".join(f"{one.actor_name} {one.subject} {one.reason}" for one in entries)
    assert "secret" not in told
    assert entries[2].reason == "パスワード"


def test_opening_the_sign_out_page_does_not_sign_out(at_work: Client) -> None:
    assert at_work.get("/account/logout/").status_code == 200
    assert at_work.get("/staff/").status_code == 200

    at_work.post("/account/logout/")
    assert at_work.get("/staff/").status_code == 302


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/", "login/code/", "2fa/webauthn/signup/"])
def test_what_the_city_does_not_offer_has_no_address(at_work: Client, path: str) -> None:
    assert at_work.get(f"/account/{path}").status_code == 404


def test_who_has_no_role_here_is_told_whom_to_ask(browser: Client, city: City) -> None:
    outsider = make_person(make_neighbour(), username="tanaka")
    outsider.set_password(PASSWORD)
    outsider.save()
    sign_in(browser, login="tanaka")

    response = browser.get("/staff/")

    assert response.status_code == 403
    assert "試験市の「管理者」です" in text(response)
    assert "サインアウトして、別のアカウントを使う" in text(response)


def test_who_has_a_role_but_not_this_right_sees_the_usual_refusal(browser: Client, city: City) -> None:
    browser.force_login(make_person(city, role="auditor"))

    response = browser.get("/staff/people/")

    assert response.status_code == 403
    assert "役割がありません" not in text(response)


def test_a_session_ends_when_nobody_was_there_for_an_hour(at_work: Client, city: City) -> None:
    at_work.get("/staff/")
    session = at_work.session
    session[SEEN] -= 61 * 60
    session.save()

    response = at_work.get("/staff/people/")

    assert response.headers["Location"] == "/account/login/?next=/staff/people/"
    assert "もう一度サインインしてください" in text(at_work.get("/account/login/"))
    assert events(city)[-1] == "site.person.signed_out"


def test_a_session_ends_after_a_working_day_however_busy(at_work: Client) -> None:
    at_work.get("/staff/")
    session = at_work.session
    session[STARTED] -= 8 * 3600
    session.save()

    assert at_work.get("/staff/").status_code == 302


def test_public_pages_do_not_look_at_the_session(at_work: Client) -> None:
    at_work.get("/staff/")
    session = at_work.session
    session[SEEN] -= 61 * 60
    session.save()

    assert at_work.get("/about/").status_code == 200


def test_where_a_second_factor_is_required_no_staff_page_opens_without_one(
    at_work: Client, settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.HOSHIN_REQUIRE_MFA = True
    assert at_work.get("/staff/").headers["Location"] == "/account/2fa/"
    assert "先に認証アプリかパスキーを登録してください" in text(at_work.get("/account/2fa/"))

    add_app(at_work, django_capture_on_commit_callbacks)

    assert at_work.get("/staff/").status_code == 200


def test_a_second_factor_is_set_up_only_after_showing_again_who_one_is(at_work: Client) -> None:
    response = at_work.get("/account/2fa/totp/activate/")

    assert response.headers["Location"].startswith("/account/reauthenticate/")


def test_with_an_app_the_password_alone_does_not_sign_in(
    at_work: Client, city: City, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    secret = add_app(at_work, django_capture_on_commit_callbacks)
    at_work.post("/account/logout/")

    assert sign_in(at_work).headers["Location"].startswith("/account/2fa/authenticate/")
    assert at_work.get("/staff/").status_code == 302

    wrong = at_work.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "確認コードが違う" in text(wrong)

    code = code_of(secret, steps=1)
    full_width = code.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"})
    response = at_work.post("/account/2fa/authenticate/", {"code": f"{full_width[:3]}　{full_width[3:]}"})
    assert response.headers["Location"] == "/staff/"
    assert events(city)[-6:] == [
        "site.person.signed_in",
        "site.second_factor.added",
        "site.second_factor.added",
        "site.person.signed_out",
        "site.sign_in.failed",
        "site.person.signed_in",
    ]


def test_a_code_of_the_app_works_only_once(
    at_work: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    secret = add_app(at_work, django_capture_on_commit_callbacks)
    at_work.post("/account/logout/")
    code = code_of(secret, steps=1)
    sign_in(at_work)
    at_work.post("/account/2fa/authenticate/", {"code": code})
    at_work.post("/account/logout/")
    sign_in(at_work)
    # allauth itself forgets a used code after 30 seconds; the clock of a phone may make it good for longer.
    user = Authenticator.objects.filter(type=Authenticator.Type.TOTP).get().user_id
    assert cache.delete(f"allauth.mfa.totp.used?user={user}&code={code}")

    response = at_work.post("/account/2fa/authenticate/", {"code": code})

    assert "使用済み" in text(response)


def test_a_recovery_code_signs_in_once(
    at_work: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    add_app(at_work, django_capture_on_commit_callbacks)
    codes = re.findall(r"<code>(\d{8})</code>", text(at_work.get("/account/2fa/recovery-codes/")))
    assert len(codes) == 10
    at_work.post("/account/logout/")
    sign_in(at_work)

    assert at_work.post("/account/2fa/authenticate/", {"code": codes[0]}).headers["Location"] == "/staff/"

    at_work.post("/account/logout/")
    sign_in(at_work)
    assert at_work.post("/account/2fa/authenticate/", {"code": codes[0]}).status_code == 200


def test_secrets_of_the_second_factor_do_not_stand_readable_in_the_database(
    at_work: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    secret = add_app(at_work, django_capture_on_commit_callbacks)

    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_changing_the_password_ends_the_other_sessions_tells_by_mail_and_is_audited(
    at_work: Client, city: City, person: User
) -> None:
    elsewhere = Client(HTTP_HOST=OUR_HOST)
    sign_in(elsewhere)
    passwords = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    at_work.post("/account/password/reset/", {"email": person.email})  # allauth takes over the address with it
    mail.outbox.clear()

    response = at_work.post("/account/password/change/", passwords)

    assert response.headers["Location"] == "/account/2fa/"
    assert at_work.get("/staff/").status_code == 200
    assert elsewhere.get("/staff/").status_code == 302
    assert events(city)[-1] == "site.password.changed"
    assert [message.subject for message in mail.outbox] == ["パスワードが変更されました"]
    assert "心当たりがないとき" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short-pw", "短すぎます"),
        ("202020202020", "数字だけ"),
        ("sato@ours.example", "似すぎて"),
        ("password1234", "一般的"),
    ],
)
def test_weak_passwords_are_refused_in_japanese(at_work: Client, password: str, said: str) -> None:
    passwords = {"oldpassword": PASSWORD, "password1": password, "password2": password}

    assert said in text(at_work.post("/account/password/change/", passwords))


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(browser: Client, person: User) -> None:
    browser.post("/account/password/reset/", {"email": person.email})
    assert mail.outbox[0].subject == "パスワードの再設定"
    link = re.search(r"http://\S+", mail.outbox[0].body)
    assert link
    assert link[0].startswith(f"http://{OUR_HOST}/account/password/reset/key/")

    form_page = browser.get(link[0], follow=True)
    assert "set-password" in form_page.redirect_chain[-1][0]
    browser.post(form_page.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert sign_in(browser, password=NEW_PASSWORD).status_code == 302
    assert "このリンクは使えません" in text(Client(HTTP_HOST=OUR_HOST).get(link[0], follow=True))


def test_asking_for_a_link_tells_nobody_whether_an_address_is_known(browser: Client, person: User) -> None:
    known = browser.post("/account/password/reset/", {"email": person.email}, follow=True)
    unknown = browser.post("/account/password/reset/", {"email": "nobody@ours.example.jp"}, follow=True)

    assert text(known) == text(unknown)
    assert len(mail.outbox) == 1


def test_an_installation_that_answers_to_any_name_mails_no_links(browser: Client, city: City, person: User) -> None:
    city.municipality.hosts = []
    city.municipality.save()

    response = Client(HTTP_HOST="stranger.example").post("/account/password/reset/", {"email": person.email})

    assert "メールを送れません" in text(response)
    assert mail.outbox == []


def test_a_mail_server_that_is_down_undoes_nothing(at_work: Client, person: User, settings: Settings) -> None:
    at_work.post("/account/password/reset/", {"email": person.email})
    settings.EMAIL_BACKEND = "tests.site.test_sign_in.DeadMailServer"
    passwords = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    at_work.post("/account/password/change/", passwords)

    person.refresh_from_db()
    assert person.check_password(NEW_PASSWORD)


class DeadMailServer:
    def __init__(self, *_args: object, **_kwargs: object) -> None: ...

    def send_messages(self, _messages: object) -> int:
        raise ConnectionRefusedError


PAGES = [
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/recovery-codes/",
    "/account/2fa/recovery-codes/generate/",
    "/account/2fa/totp/deactivate/",
    "/account/2fa/reauthenticate/",
    "/account/password/change/",
    "/account/logout/",
]


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_the_account_speak_japanese_and_hold_nothing_inline(
    at_work: Client, path: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    confirm_identity(at_work)
    if "activate/" not in path or "deactivate" in path:
        add_app(at_work, django_capture_on_commit_callbacks)

    page = at_work.get(path)

    assert page.status_code == 200
    check_page(text(page))
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["login/", "password/reset/", "password/reset/done/", "inactive/"])
def test_pages_before_the_sign_in_speak_japanese_and_hold_nothing_inline(
    browser: Client, city: City, path: str
) -> None:
    page = browser.get(f"/account/{path}")

    assert page.status_code == 200
    check_page(text(page))
    assert "試験市" in text(page)


def check_page(html: str) -> None:
    main = re.search(r"<main.*?</main>", html, re.DOTALL)
    assert main
    words = re.sub(r"<script.*?</script>|<[^>]+>|http\S+", " ", main[0], flags=re.DOTALL)
    assert not re.findall(r"[A-Za-z]{3,} [A-Za-z]{3,}", words)
    assert html.count("<h1>") == 1
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*(src=|application/json))", html)
    for control in re.findall(r'<input(?![^>]*type="(?:hidden|checkbox|search)")[^>]*id="([^"]+)"', main[0]):
        assert f'for="{control}"' in main[0]
