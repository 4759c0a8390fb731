from __future__ import annotations

from collections.abc import Sequence

from allauth.mfa.models import Authenticator

from hoshin.kernel.models import Role
from hoshin.kernel.permissions import MANAGE_PEOPLE


def roles_that_manage_people() -> list[str]:
    """Return the names of the roles whose holders can give somebody a role."""
    roles = Role.objects.filter(permission_keys__contains=[MANAGE_PEOPLE.key]).order_by("label")
    return list(roles.values_list("label", flat=True))


def people_with_second_factor(user_ids: Sequence[int]) -> set[int]:
    """Return which of these accounts have an app or a passkey."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return set(Authenticator.objects.filter(user_id__in=user_ids, type__in=kinds).values_list("user_id", flat=True))
