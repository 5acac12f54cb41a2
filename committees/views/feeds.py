"""Feeds of published minutes, of one body or of all bodies of a city."""

from collections.abc import Sequence

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from civicforum.kit.addresses import absolute, localized
from civicforum.kit.dates import format_date
from civicforum.kit.pages import address_of, found
from civicforum.people.models import City
from civicforum.record.cache import public_page
from committees.models import Body
from committees.reports import feeds
from committees.reports.feeds import Told


@public_page
@require_safe
def of_body(request: HttpRequest, **steps: str) -> HttpResponse:
    """The latest minutes of one body."""
    address = address_of(request).removesuffix("/feed.xml")
    body = found(Body.public.all(), address=address)
    return _feed(request, body.title, f"/{address}/", feeds.minutes_of_body(address))


@public_page
@require_safe
def of_city(request: HttpRequest, city: str) -> HttpResponse:
    """The latest minutes of a city's bodies."""
    is_there = Q(entries__kind="body", entries__is_public=True)
    row = found(City.objects.filter(is_there).distinct(), slug=city)
    return _feed(request, row.name, f"/committees/{city}/", feeds.minutes_of_city(city))


def _feed(request: HttpRequest, name: str, path: str, told: Sequence[Told]) -> HttpResponse:
    feed = Atom1Feed(
        title=f"{name} · {_('Published minutes')}",
        link=absolute(localized(path)),
        description="",
        language=get_language(),
        feed_url=absolute(request.path),
        author_name=name,
    )
    for one in told:
        place = absolute(localized(f"/{one.address}/"))
        feed.add_item(
            title=one.title,
            link=place,
            description=one.summary or f"{one.body}, {format_date(one.date)}",
            unique_id=absolute(f"/{one.address}/"),
            pubdate=one.released,
            updateddate=one.updated,
        )
    content = feed.writeString("utf-8")
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
