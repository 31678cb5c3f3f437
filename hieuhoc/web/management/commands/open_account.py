"""`hieuhoc open_account USERNAME`: the first account, and the last resort when nobody who manages accounts can sign in."""

import secrets
from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from hieuhoc.accounts.actions import add_user, grant_role
from hieuhoc.accounts.models import Role, User
from hieuhoc.audit.actions import record
from hieuhoc.places.models import PlaceSpell, Tier


class Command(BaseCommand):
    help = "Makes an account of the province, or lets a known one in again: new password, second factors taken away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="full name of a new account")
        parser.add_argument("--province", required=True, help="code of the province, as on the map of today")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        spell = PlaceSpell.objects.on(today).filter(tier=Tier.PROVINCE, code=options["province"]).first()
        if spell is None:
            raise CommandError("There is no province with this code today.")
        password = secrets.token_urlsafe(12)
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            name = options["name"] or options["username"]
            user = add_user(options["username"], name, password=password, actor=None)
        else:
            user.set_password(password)
            user.is_active = True
            user.save(update_fields=["password", "is_active"])
            Authenticator.objects.filter(user=user).delete()
            record("accounts.let_in", actor=None, subject_kind="user", subject_id=user.pk, place=spell.place_id)
        grant_role(user, Role.PROVINCE, spell.place, since=today, actor=None)
        self.stdout.write(f"{user.username} signs in with {password} and changes it under Mật khẩu.")
