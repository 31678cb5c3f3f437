"""`hieuhoc open_account USERNAME`: the first account, and the last resort when nobody who manages accounts can sign in."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from hieuhoc.accounts.actions import add_user, enable_user, grant_role, reset_password
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
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            user = add_user(options["username"], options["name"] or options["username"], actor=None)
        else:
            enable_user(user, actor=None)
            Authenticator.objects.filter(user=user).delete()
            record("accounts.let_in", actor=None, subject_kind="user", subject_id=user.pk, place=spell.place_id)
        password = reset_password(user, actor=None)
        grant_role(user, Role.PROVINCE, spell.place, since=today, actor=None)
        self.stdout.write(f"{user.username} signs in with {password} within a week, and is asked for a new one.")
