"""The name that a row has in the permanent addresses of pages."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class AddressNameField(models.SlugField):
    """A word of lower-case Latin letters, digits and hyphens."""

    default_validators = [
        RegexValidator(
            r"^[a-z0-9-]+\Z",
            _("Use lower-case Latin letters, digits and hyphens only, such as taxi or plan-2018."),
        )
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["help_text"] = _(
            "Part of the page's permanent address: lower-case Latin letters, digits and hyphens."
        )
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave out what is the same for every such field."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("help_text", None)
        return name, path, args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """Return a plain field: that of a slug would refuse first, in other words."""
        return models.CharField.formfield(self, **kwargs)
