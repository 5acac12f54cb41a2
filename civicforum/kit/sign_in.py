"""The form with which staff sign in."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django.contrib.admin.forms import AdminAuthenticationForm
from django.utils.translation import gettext as _


class SignInForm(AdminAuthenticationForm):
    """Django's own form, rendered with the KRDS pack; the page adds the token and `next`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("sign-in", _("Sign in")))

    def clean_username(self) -> str:
        """Take the address as accounts keep it: in lower case."""
        address: str = self.cleaned_data["username"]
        return address.strip().lower()
