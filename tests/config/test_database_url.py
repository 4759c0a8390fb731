from contextlib import suppress
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.config.database_url import BadDatabaseUrl, parse_database_url

PARTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)


def test_every_part_of_an_address_is_read() -> None:
    found = parse_database_url(
        "postgresql://app:s%40fe@db.city.lg.jp:5433/hoshin?sslmode=verify-full&connect_timeout=5"
    )

    assert found == {
        "NAME": "hoshin",
        "USER": "app",
        "PASSWORD": "s@fe",
        "HOST": "db.city.lg.jp",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "verify-full", "connect_timeout": "5"},
    }


def test_a_socket_folder_and_nothing_else() -> None:
    found = parse_database_url("postgres:///hoshin?host=/run/postgresql")

    assert (found["HOST"], found["PORT"], found["USER"], found["OPTIONS"]) == ("/run/postgresql", "", "", {})


def test_an_address_of_ipv6() -> None:
    assert parse_database_url("postgresql://[::1]:5432/hoshin")["HOST"] == "::1"


@given(user=PARTS, password=PARTS, name=PARTS.filter(lambda name: "/" not in name))
def test_any_characters_come_back_from_their_quoted_form(user: str, password: str, name: str) -> None:
    url = f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@host/{quote(name, safe='')}"

    found = parse_database_url(url)

    assert (found["USER"], found["PASSWORD"], found["NAME"]) == (user, password, name)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://app:geheim@host/hoshin",
        "postgresql://app:geheim@host",
        "postgresql://app:geheim@host/a/b",
        "postgresql://app:geheim@host:port/hoshin",
        "postgresql://app:geheim@[host/hoshin",
        "postgresql://app:geheim@host/hoshin?options=-c%20row_security%3Doff",
        "postgresql://app:gehe/im@host/hoshin",
        "geheim",
    ],
)
def test_a_wrong_address_is_refused_without_repeating_its_password(url: str) -> None:
    with pytest.raises(BadDatabaseUrl) as raised:
        parse_database_url(url)

    assert "DATABASE_URL" in str(raised.value)
    assert "geheim" not in str(raised.value)
    assert "gehe" not in repr(raised.value.__context__ if not raised.value.__suppress_context__ else "")


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BadDatabaseUrl):
        parse_database_url(text)
