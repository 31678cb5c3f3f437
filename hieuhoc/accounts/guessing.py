"""Slowing whoever guesses passwords, never the owner.

On a device where the account signed in before, only the tries of that device count. Elsewhere they count by account and
network address together. When an account meets many wrong passwords from such places, it is not locked: tries come
through one at a time, and each address at most once a minute, so that the guesser does not crowd out the owner.
How many of each: ACCOUNT_RATE_LIMITS in the settings.
"""

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.http import HttpRequest

from hieuhoc.accounts import devices


def admit(request: HttpRequest, username: str) -> RateLimitUsage | None:
    """None: not now. Else what was counted, to be given back when the password turns out to be right."""
    login, device = username.casefold(), devices.device_behind(request)
    if devices.knows(device, username):
        return _count(request, {"known_device": f"{login} on {device.id}"})
    here = f"{login} from {ratelimit.get_ip(request)}"
    counted = _count(request, {"login_failed": here})
    if counted is None:
        return None
    more = _count(request, {"guessed": login}) or _count(request, {"guessed_here": here, "guessed_anywhere": login})
    if more is None:
        counted.rollback()
        return None
    return RateLimitUsage([*counted.usage, *more.usage])


def _count(request: HttpRequest, keys: dict[str, str]) -> RateLimitUsage | None:
    """All of them or none."""
    counted = RateLimitUsage([])
    for action, key in keys.items():
        usage = ratelimit.consume(request, app="allauth.account", action=action, key=key)
        if usage is None:
            counted.rollback()
            return None
        counted.usage += usage.usage
    return counted
