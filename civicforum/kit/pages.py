"""What the views of public pages share."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from civicforum.kit.addresses import prefix

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Job:
    """What the index of a job says of it: where it stands, its name, short and whole, and a lead.

    The words are lazy translations.
    """

    path: str
    name: Any
    title: Any
    lead: Any


def address_of(request: HttpRequest) -> str:
    """Return the entry address that the request's path stands for."""
    return request.path.removeprefix(prefix()).strip("/")


def found(rows: QuerySet[M], **lookup: Any) -> M:
    """Return the one row. Raises Http404 when there is none, whatever the reason."""
    row = rows.filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def page_of(rows: Any, request: HttpRequest, size: int, count: int | None = None) -> Page:
    """Return the page of rows that `?page=` asks for, the nearest one when it does not exist.

    `count` saves a query where the number of rows is known already.
    """
    paginator = Paginator(rows, size)
    if count is not None:
        paginator.count = count
    return paginator.get_page(asked(request))


def asked(request: HttpRequest, name: str = "page") -> int:
    """Return the number of the page that the address asks for; 1 where it is no number.

    Where a page shows several lists, each is turned by a name of its own, and its Page stands
    in the context under that name: so the addresses in the head can tell what is shown.
    """
    number = request.GET.get(name, "")[:7]  # no list has more pages
    return max(int(number), 1) if number.isdecimal() else 1
