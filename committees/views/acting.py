"""What the views of pages with several forms share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from civicforum.kit.errors import Refused


def done(request: HttpRequest, form: forms.Form, act: Callable[..., Any], said: Any) -> bool:
    """Do what a form asks for, if it was sent and is valid; True when it is done.

    `act` gets the form's values by name. What is refused stands above the page, whose form keeps
    all that was typed; what is done is `said` on the next page.
    """
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))  # the form may not be there any more
        return False
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    messages.success(request, str(said))
    return True
