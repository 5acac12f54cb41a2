"""What the views of staff pages share: who gets in, and which row a person reaches."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.views.decorators.cache import never_cache

from civicforum.people.models import User
from civicforum.people.policy import Action, rows

M = TypeVar("M", bound=Model)


def staff_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in whoever has a role; a visitor signs in first, and for others there is no page."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url("admin:login"))
        if not request.user.is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return never_cache(guarded)


def signed_in(request: HttpRequest) -> User:
    """Return the person at whose hands a staff page is."""
    assert isinstance(request.user, User)  # noqa: S101 - `staff_page` saw to it
    return request.user


def reached(request: HttpRequest, action: Action, model: type[M], **lookup: Any) -> M:
    """Return the one row with which the person may do the action. Raises Http404."""
    row = rows(signed_in(request), action, model).filter(**lookup).first()
    if row is None:
        raise Http404
    found: M = row
    return found
