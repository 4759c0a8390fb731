"""A real SMTP server on 127.0.0.1 that keeps what it is given."""

from __future__ import annotations

import email
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from tests.demo_process import free_port


@dataclass
class MailSink:
    """Refuses the addresses in `unknown`; tells by `reached` that `notable` mails are there."""

    port: int
    notable: int = 0
    unknown: frozenset[str] = frozenset()
    mails: list[Message] = field(default_factory=list)
    reached: threading.Event = field(default_factory=threading.Event)

    async def handle_RCPT(  # noqa: N802  # as aiosmtpd names it
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if address in self.unknown:
            return "550 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        if len(self.mails) == self.notable:
            self.reached.set()
        return "250 OK"

    @property
    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails]


@contextmanager
def mail_sink(*, notable: int = 0, unknown: frozenset[str] = frozenset()) -> Iterator[MailSink]:
    sink = MailSink(free_port(), notable, unknown)
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
