"""Who signs in, and what they may do where: grants are by place and dated."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin, UserManager
from django.db import models

from hieuhoc.accounts.roles import Role as Role


class User(AbstractBaseUser, PermissionsMixin):
    username = models.CharField(max_length=80, unique=True)
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager[Self]] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.full_name


class Grant(models.Model):
    """A role at a place in [since, until). `delegated_from` set = handed on by its holder, and ends with it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=12, choices=Role)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    given_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    delegated_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="delegations")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "place", "since"], name="grant_once"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(since__lt=models.F("until")),
                name="grant_since_before_until",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.place_id}"


class Attempt(models.Model):
    """A row of Django's database cache (settings.CACHES): how often somebody tried a password or a code lately."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
