"""What the views of public pages share."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, QueryDict

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


def found(rows: QuerySet[Any, M], **lookup: Any) -> M:
    """Return the one row. Raises Http404 when there is none, whatever the reason."""
    row = rows.filter(**lookup).first()
    if row is None:
        raise Http404
    return row


@dataclass(frozen=True)
class Turned:
    """How far the lists of a page are turned, as its address says.

    Where a page shows several lists, each is turned by a name of its own, and its Page stands
    in the context under that name: so the addresses in the head can tell what is shown. The name
    is the id of the section, too, and `page` that of the list a page is about.
    """

    query: QueryDict = field(default_factory=QueryDict)

    def asked(self, name: str = "page") -> int:
        """Return the number of the page that the address asks for; 1 where it is no number."""
        number = self.query.get(name, "")[:7]  # no list has more pages
        return max(int(number), 1) if number.isdecimal() else 1

    def to(self, name: str, value: int | str) -> str:
        """Return the query that leads to another page of a list and leaves the others."""
        query = self.query.copy()
        query[name] = str(value)
        return f"?{query.urlencode()}"


def page_of(rows: Any, turned: Turned, size: int, *, name: str = "page", count: int = -1) -> Page:
    """Return the page of rows that is asked for, the nearest one when it does not exist.

    `count` saves a query where the number of rows is known already.
    """
    paginator = Paginator(rows, size)
    if count >= 0:
        paginator.count = count
    return paginator.get_page(turned.asked(name))


def part_with(name: str, before: int, size: int) -> str:
    """Return the query that leads to the page of a list on which a row stands; "" for the first.

    `before` counts the rows that come before it.
    """
    number = before // size + 1
    return f"?{name}={number}" if number > 1 else ""
