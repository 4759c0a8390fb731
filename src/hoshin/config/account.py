from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by the municipality; nobody signs up by themselves."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False
