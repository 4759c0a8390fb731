from __future__ import annotations

from playwright.sync_api import expect

# A busy machine is not a fault of the page: `expect` returns as soon as it sees what it waits for.
expect.set_options(timeout=30_000)
