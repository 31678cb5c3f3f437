"""Forms of passkeys in our words: allauth leaves the name of a key without a label."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

NAME = _("Tên khoá")
NAME_HINT = _("Để nhận ra máy, ví dụ: Máy tính phòng họp.")


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label=NAME, help_text=NAME_HINT, max_length=80, required=False)
        self.fields["passwordless"].initial = True


class EditPasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label=NAME, help_text=NAME_HINT, max_length=80)
