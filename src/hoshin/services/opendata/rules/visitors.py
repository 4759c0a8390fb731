"""Who fetches a file: a person's browser, or a program. Told from what the program says of itself, nothing else."""

from __future__ import annotations

import re

_MACHINE = re.compile(
    r"bot\b|bot[/;_-]|crawl|spider|slurp|archiver|harvest|ckan|udata|scrap|fetcher|monitor|preview|validator"
    r"|curl|wget|httpie|libwww|lwp|python|aiohttp|httpx|urllib|requests|okhttp|java/|jersey|apache-httpclient"
    r"|go-http|node|axios|undici|deno|ruby|faraday|guzzle|php|perl|rust|reqwest|powershell|winhttp|headless|phantomjs",
    re.IGNORECASE,
)


def is_machine(user_agent: str) -> bool:
    """Say whether a program says that it is one. All browsers begin with Mozilla or Opera; who says nothing is none."""
    return not user_agent.startswith(("Mozilla/", "Opera/")) or bool(_MACHINE.search(user_agent))


def is_a_download(*, method: str, status: int, first_byte: int, purpose: str) -> bool:
    """Say whether an answer gave somebody the file: not its head, a confirmation, a later part or a guess ahead."""
    return method == "GET" and status in (200, 206) and first_byte == 0 and "prefetch" not in purpose
