"""What a browser would send back from a form of the admin that nobody touched."""

from typing import Any

from django.forms import BaseForm
from django.test import Client
from django.urls import reverse


def admin_url(row: Any, view: str = "change") -> str:
    """The address of one of a row's pages, or of its model's when the row is a class."""
    info = f"admin:{row._meta.app_label}_{row._meta.model_name}_{view}"
    return reverse(info, args=[] if isinstance(row, type) else [row.pk])


def as_sent(client: Client, url: str) -> dict[str, Any]:
    """Read the page's form and return its fields as a browser would send them."""
    response: Any = client.get(url)
    context = response.context_data  # there is one without the templates, too
    sent = _fields(context["adminform"].form)
    if context["opened_at"] is not None:
        sent["_opened_at"] = context["opened_at"]
    for inline in context["inline_admin_formsets"]:
        sent |= _fields(inline.formset.management_form)
        for form in inline.formset.initial_forms:
            sent |= _fields(form)
    return sent


def send(client: Client, url: str, **changes: Any) -> Any:
    """Send the page's form back with some fields changed."""
    return client.post(url, as_sent(client, url) | changes)


def errors(response: Any) -> str:
    """Everything a refused form says."""
    return " ".join(str(error) for error in response.context_data["errors"])


def _fields(form: BaseForm) -> dict[str, Any]:
    found = {}
    for field in form:
        value = field.value()
        if value is True:
            found[field.html_name] = "on"
        elif value is not None and value is not False:
            found[field.html_name] = value
    return found
