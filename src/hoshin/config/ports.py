from __future__ import annotations

import errno
import socket


class PortBusy(Exception):
    """The port cannot be had; the text says what to do."""


def require_free_port(host: str, port: int) -> None:
    """
    Refuse a port that is taken, with one clear line. The web server itself would share it in silence.

    :raises PortBusy: something listens there, or the address cannot be used.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a server that just ended is no hindrance
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortBusy(
                f"ポート {port} は使用中です。PORT=8001 のように別の番号を指定してください。"
                f" / Port {port} is in use: choose another with PORT."
            ) from error
        raise PortBusy(
            f"{host}:{port} で待ち受けできません: {error.strerror}。 / Cannot listen on {host}:{port}."
        ) from error
