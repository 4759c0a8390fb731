"""Whether our files are what they were, and, where a city wants it, whether the pages they point to still answer."""

from __future__ import annotations

import hashlib
import http
import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

from hoshin.services.opendata.exports.files import open_stored
from hoshin.services.opendata.models import Distribution

_CHUNK = 1024 * 1024
_SECONDS = 10
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# The server is there and does not know the way of asking; that says nothing about the page.
_NOT_OF_THE_PAGE = (http.HTTPStatus.METHOD_NOT_ALLOWED, http.HTTPStatus.NOT_IMPLEMENTED)


def problem_of_file(file: Distribution) -> str:
    """Return what is wrong with a kept file; "" when it holds what was published."""
    digest = hashlib.sha256()
    try:
        with open_stored(file.storage_name) as stored:
            while chunk := stored.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return "ファイルがありません。"
    return "" if digest.hexdigest() == file.sha256 else "ファイルの内容が公開したときと違います。"


def problem_of_page(address: str) -> str:
    """Ask for a page; return what is wrong with it, "" when it answers. A redirect is an answer and is not followed.

    Only public addresses are asked: the address was typed by a person, and must not reach what is inside.
    """
    try:
        parts = urlsplit(iri_to_uri(address))
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(one[4][0]) for one in found]
        if not all(map(_is_public, addresses)):
            return "公開されていないアドレスです。"
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        status = _status(parts.scheme, host, addresses[0], port, path)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return f"応答がありません（{type(error).__name__}）。"
    return f"応答が {status} です。" if status >= 400 and status not in _NOT_OF_THE_PAGE else ""


def _is_public(address: str) -> bool:
    """Say whether an address is one of the open internet, also where it holds one of another kind within (NAT64)."""
    ip = ipaddress.ip_address(address)
    if ip in _NAT64:
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global and not ip.is_multicast


def _status(scheme: str, host: str, address: str, port: int, path: str) -> int:
    """Connect to the very address that was looked at: a name may lead elsewhere a moment later."""
    connection = http.client.HTTPConnection(host, port, timeout=_SECONDS)
    plain = socket.create_connection((address, port), timeout=_SECONDS)
    connection.sock = (
        ssl.create_default_context().wrap_socket(plain, server_hostname=host) if scheme == "https" else plain
    )
    try:
        connection.request("HEAD", path, headers={"User-Agent": "Hoshin link check"})
        return connection.getresponse().status
    finally:
        connection.close()
