from __future__ import annotations

from allauth.mfa.models import Authenticator

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.models import User
from hoshin.kernel.people import require_only_here
from hoshin.kernel.permissions import MANAGE_PEOPLE


@action(MANAGE_PEOPLE, "site.second_factor.reset")
def reset_second_factor(by: Actor, *, user: User, reason: str = "") -> User:
    """Take away app, passkeys and recovery codes of somebody who lost them.

    :raises WorksElsewhereToo: the account opens another municipality as well.
    """
    require_only_here(user)
    Authenticator.objects.filter(user=user).delete()
    return user
