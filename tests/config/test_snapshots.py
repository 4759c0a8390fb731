from __future__ import annotations

import gzip
import http.client
import socketserver
import threading
import wsgiref.simple_server
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
import zstandard
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, close_old_connections, connections

from hoshin.config import snapshots
from hoshin.config.home import Home
from hoshin.config.snapshots import SnapshotLayer, published_first, security_headers
from hoshin.publishing.actions import refresh_site
from hoshin.publishing.exports.release import make_live, published_root, write_state
from hoshin.publishing.exports.site_files import SiteFile
from tests.publishing.editions import BY, install
from tests.world import OUR_HOST, make_person

CODE = "132292"
HTML = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache"}
PAGE = "<p>公表した内容です。</p>" * 100
PDF = bytes(range(256)) * 4


@dataclass
class Answer:
    status: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Django:
    """Stands for the product behind the layer."""

    status: str = "200 OK"
    error: Exception | None = None
    calls: int = 0

    def __call__(self, _environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.calls += 1
        if self.error:
            raise self.error
        start_response(self.status, [("X-From", "django")])
        return [b"django"]


@pytest.fixture
def root(tmp_path) -> Path:
    root = tmp_path / "published"
    (root / CODE).mkdir(parents=True)
    publish(root, PAGE)
    return root


def publish(root: Path, text: str) -> None:
    files = [
        SiteFile("/", text.encode(), HTML),
        SiteFile("/policy/2020/initiatives/①/", b"short", HTML),
        SiteFile("/policy/2020/edition.pdf", PDF, {"Content-Type": "application/pdf"}),
    ]
    make_live(write_state(root, CODE, files), {CODE: [OUR_HOST]})


@pytest.fixture
def django() -> Django:
    return Django()


@pytest.fixture
def layer(root, django) -> SnapshotLayer:
    return SnapshotLayer(django, root=root, headers={"X-Frame-Options": "DENY"})


def ask(layer: Any, path: str = "/", method: str = "GET", host: str = OUR_HOST, **more: str) -> Answer:
    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    path_info = path.encode().decode("latin-1")
    environ |= {"REQUEST_METHOD": method, "PATH_INFO": path_info, "HTTP_HOST": host, "QUERY_STRING": "", **more}
    said: list[Any] = []
    parts = layer(environ, lambda *arguments: said.append(arguments))
    try:
        body = b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()  # PEP 3333: who asks closes, or a file stays open
    ((status, headers, *_rest),) = said
    return Answer(status, dict(headers), body)


def test_a_published_page_is_answered_from_its_file(layer, django):
    answer = ask(layer)

    assert (answer.status, answer.body.decode()) == ("200 OK", PAGE)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Length"] == str(len(PAGE.encode()))
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert django.calls == 0


def test_a_japanese_address_is_found(layer):
    assert ask(layer, "/policy/2020/initiatives/①/").body == b"short"


def test_head_says_the_same_without_the_page(layer):
    got, head = ask(layer), ask(layer, method="HEAD")

    assert head.body == b""
    assert (head.status, head.headers) == (got.status, got.headers)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip", "gzip"),
        ("zstd;q=0, gzip;q=0.5", "gzip"),
        ("*", "zstd"),
        ("br", ""),
        ("gzip;q=0", ""),
        ("", ""),
    ],
)
def test_the_best_coding_that_is_welcome_is_sent(layer, accepted, encoding):
    answer = ask(layer, HTTP_ACCEPT_ENCODING=accepted)

    assert answer.headers.get("Content-Encoding", "") == encoding
    opened = {"zstd": zstandard.ZstdDecompressor().decompress, "gzip": gzip.decompress, "": bytes}[encoding]
    assert opened(answer.body).decode() == PAGE
    assert answer.headers["Content-Length"] == str(len(answer.body))


def test_what_does_not_get_smaller_is_kept_plain(layer):
    assert "Content-Encoding" not in ask(layer, "/policy/2020/edition.pdf", HTTP_ACCEPT_ENCODING="gzip, zstd").headers


def test_who_has_the_page_is_told_so(layer):
    tags = {ask(layer, HTTP_ACCEPT_ENCODING=coding).headers["ETag"] for coding in ("", "gzip", "zstd")}

    assert len(tags) == 3
    for tag in (*tags, f'"other", W/{min(tags)}', "*"):
        answer = ask(layer, HTTP_IF_NONE_MATCH=tag)
        assert (answer.status, answer.body) == ("304 Not Modified", b"")
        assert "ETag" in answer.headers
    assert ask(layer, HTTP_IF_NONE_MATCH='"other"').status == "200 OK"


def test_a_part_is_sent_as_asked(layer):
    answer = ask(layer, "/policy/2020/edition.pdf", HTTP_RANGE="bytes=10-19", HTTP_ACCEPT_ENCODING="gzip")

    assert (answer.status, answer.body) == ("206 Partial Content", PDF[10:20])
    assert answer.headers["Content-Range"] == f"bytes 10-19/{len(PDF)}"
    assert answer.headers["Content-Length"] == "10"
    assert ask(layer, "/policy/2020/edition.pdf").headers["Accept-Ranges"] == "bytes"


def test_a_part_of_a_page_is_one_of_the_plain_page(layer):
    answer = ask(layer, HTTP_RANGE="bytes=0-2", HTTP_ACCEPT_ENCODING="zstd")

    assert (answer.body, "Content-Encoding" in answer.headers) == (b"<p>", False)


def test_a_part_behind_the_end_is_refused(layer):
    answer = ask(layer, "/policy/2020/edition.pdf", HTTP_RANGE="bytes=99999-")

    assert answer.status == "416 Range Not Satisfiable"
    assert answer.headers["Content-Range"] == f"bytes */{len(PDF)}"


def test_a_large_file_is_sent_in_pieces(layer, monkeypatch):
    monkeypatch.setattr(snapshots, "CHUNK", 100)

    assert ask(layer, "/policy/2020/edition.pdf").body == PDF
    assert ask(layer, "/policy/2020/edition.pdf", HTTP_RANGE="bytes=50-349").body == PDF[50:350]


@pytest.mark.parametrize(
    "path",
    [
        "/policy/1999/",
        "/policy/2020/r9/",
        "/../hosts.json",
        "/..%2fhosts.json",
        "/index.json",
        "//",
        "/files/../index.json",
        "/policy/2020/../2020/edition.pdf",
        "/policy/2020/edition.pdf/",
        "/etc/passwd",
        "/\0",
        "",
    ],
)
def test_what_the_index_does_not_name_goes_to_the_product(layer, django, path):
    assert ask(layer, path).body == b"django"


def test_an_address_that_is_no_text_goes_to_the_product(layer):
    assert ask(layer, PATH_INFO="/\xff\xfe").body == b"django"


@pytest.mark.parametrize(
    "more",
    [
        {"method": "POST"},
        {"method": "OPTIONS"},
        {"host": "theirs.example.jp"},
        {"QUERY_STRING": "stage=rollout"},
        {"HTTP_COOKIE": "a=b; session=abc"},
        {"HTTP_COOKIE": "django_language=en"},
    ],
)
def test_what_is_personal_or_no_reading_goes_to_the_product(layer, more):
    assert ask(layer, **more).body == b"django"


def test_a_cookie_of_somebody_else_is_nothing_personal(layer):
    assert ask(layer, HTTP_COOKIE="mysession=1; other=session").body.decode() == PAGE


@pytest.mark.parametrize("trouble", [{"status": "500 Internal Server Error"}, {"error": OSError("no database")}])
def test_where_the_product_fails_the_published_page_stands_in(root, trouble):
    layer = SnapshotLayer(Django(**trouble), root=root)

    answer = ask(layer, QUERY_STRING="stage=rollout", HTTP_COOKIE="session=abc")

    assert (answer.status, answer.body.decode()) == ("200 OK", PAGE)


def test_a_page_that_is_not_published_fails_as_the_product_fails(root):
    assert ask(SnapshotLayer(Django(status="500 Oh"), root=root), "/search/").status == "500 Oh"


def test_without_tls_where_it_is_needed_the_product_redirects(root, django):
    layer = SnapshotLayer(django, root=root, needs_https=True)

    assert ask(layer).body == b"django"
    assert ask(layer, **{"wsgi.url_scheme": "https"}).body.decode() == PAGE


def test_before_anything_is_published_all_goes_to_the_product(tmp_path, django):
    assert ask(SnapshotLayer(django, root=tmp_path / "nothing")).body == b"django"


def test_a_state_that_was_cleared_away_goes_to_the_product(layer, root):
    ask(layer)
    for file in (root / CODE / "current" / "files").iterdir():
        file.unlink()

    assert ask(layer).body == b"django"


def test_the_newest_three_states_are_kept(root):
    for number in range(5):
        publish(root, f"{PAGE}{number}")

    kept = sorted(path.name.split("-")[0] for path in (root / CODE).iterdir() if "-" in path.name)
    assert kept == ["4", "5", "6"]


class Server(socketserver.ThreadingMixIn, wsgiref.simple_server.WSGIServer):
    daemon_threads = True
    request_queue_size = 64


class Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *_arguments: Any) -> None:
        pass


@pytest.fixture
def port(root):
    """A real server over HTTP, with nothing behind the layer that could help."""
    server = Server(("127.0.0.1", 0), Quiet)
    server.set_app(SnapshotLayer(Django(status="500 the product must not be needed"), root=root))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@dataclass
class Reader(threading.Thread):
    """Asks for the front page until it is told to stop, a few times at least."""

    port: int
    stop: threading.Event

    def __post_init__(self) -> None:
        super().__init__()
        self.answers: list[tuple[int, bytes]] = []

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        while not self.stop.is_set() or len(self.answers) < 5:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            connection.request("GET", "/", headers={"Host": OUR_HOST})
            answer = connection.getresponse()
            self.answers.append((answer.status, answer.read()))
            connection.close()


def test_no_request_fails_while_states_are_swapped(root, port):
    publish(root, "state-00 " * 2000)
    stop = threading.Event()
    readers = [Reader(port, stop) for _ in range(4)]
    for reader in readers:
        reader.start()

    for number in range(1, 21):
        publish(root, f"state-{number:02} " * 2000)
    stop.set()
    for reader in readers:
        reader.join()

    answers = [answer for reader in readers for answer in reader.answers]
    assert {status for status, _body in answers} == {200}
    assert all(len(set(body.split())) == 1 and len(body) == 18000 for _status, body in answers)  # whole, of one state
    assert b"state-20 " in {reader.answers[-1][1][:9] for reader in readers}


@pytest.fixture
def product(db, settings, tmp_path):
    """The whole product behind its layer, with our city's edition published."""
    settings.HOME = Home(tmp_path / "home")
    city = install(tmp_path, status="published")
    refresh_site(BY, municipality=city.municipality, root=published_root(), tell=lambda _percent, _step: None)
    signals = (request_started, request_finished)
    for signal in signals:  # as Django's test client does: the test's own transaction must stay open
        signal.disconnect(close_old_connections)
    yield city, published_first(get_wsgi_application())
    for signal in signals:
        signal.connect(close_old_connections)


def test_the_layer_says_what_the_product_says(product, client):
    _city, layer = product
    unlike = {"ETag", "Vary", "Accept-Ranges", "Cache-Control", "Content-Language", "Strict-Transport-Security"}

    pages = ("", "matrix/", "glossary/", "initiatives/1/", "initiatives/1-1/", "edition.json", "initiatives.csv")
    editions = [f"/policy/2020/{revision}{page}" for revision in ("", "r1/") for page in pages]
    for path in ("/", "/policy/", "/about/", "/accessibility/", "/schema/edition.json", *editions):
        file, page = ask(layer, path), client.get(path, headers={"host": OUR_HOST})

        assert file.body == page.content, path
        for name in set(page.headers) - unlike:
            assert file.headers[name] == page.headers[name], (path, name)
    assert "default-src 'none'" in security_headers()["Content-Security-Policy"]


def test_a_signed_in_person_gets_the_product_s_own_page(product, client):
    city, layer = product
    client.force_login(make_person(city))
    cookie = f"session={client.cookies['session'].value}"

    answer = ask(layer, "/policy/2020/", HTTP_COOKIE=cookie)

    assert answer.status == "200 OK"
    assert "Accept-Ranges" not in answer.headers


def test_a_broken_database_takes_no_published_page_down(product, monkeypatch):
    _city, layer = product

    def broken(*_arguments: Any, **_more: Any) -> None:
        raise OperationalError("the database is gone")

    with monkeypatch.context() as broken_database:
        broken_database.setattr(type(connections["default"]), "cursor", broken)

        assert ask(layer, "/search/").status.startswith("500")
        for path in ("/", "/policy/2020/", "/policy/2020/edition.json", "/static/design/hoshin.css"):
            assert ask(layer, path).status == "200 OK"
            assert ask(layer, path, QUERY_STRING="stage=rollout", HTTP_COOKIE="session=abc").status == "200 OK"
