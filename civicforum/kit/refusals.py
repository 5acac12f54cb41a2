"""Showing in a form what a service refuses."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.core.exceptions import ValidationError

from civicforum.kit.errors import Refused


@contextmanager
def shown_in(form: forms.BaseForm) -> Iterator[None]:
    """Add what a service refuses to the form's errors, each to its field where it has one."""
    try:
        yield
    except ValidationError as error:
        told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, messages in told.items():
            form.add_error(name if name in form.fields else None, messages)
    except Refused as refusal:
        form.add_error(None, str(refusal))
