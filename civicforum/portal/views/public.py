"""Pages that span all three jobs: home, search, sources, and what search engines read."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from civicforum.kit.addresses import absolute, in_languages
from civicforum.kit.excerpts import excerpt
from civicforum.kit.pages import Turned, page_of
from civicforum.portal import reports
from civicforum.portal.forms import SearchForm
from civicforum.record import reports as record
from civicforum.record.cache import public_page
from civicforum.record.models import Entry

PAGE_SIZE = 20
SITEMAP_SIZE = 80  # pages, each in two languages


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """What was decided, what is owed, and a way to find anything."""
    page = reports.home(timezone.localdate(), Turned(request.GET))
    return render(request, "portal/home.html", page)


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Everything public in which the words occur."""
    form = SearchForm(request.GET)
    words, kind = form.asked
    counts = reports.kinds_found(words)
    number = counts.get(kind, 0) if kind else sum(counts.values())
    turned = Turned(request.GET)
    page = page_of(reports.search(words, kind), turned, PAGE_SIZE, count=number)
    found = [(entry, excerpt(entry.text, words)) for entry in page]
    places = reports.places(page, words)
    context = {
        "form": form,
        "words": words,
        "kind": kind,
        "total": sum(counts.values()),
        "kinds": [(code, Entry.Kind(code).label, n) for code, n in counts.items()],
        "page": page,
        "found": [(entry, part, places[entry.address]) for entry, part in found],
        **record.notes_in(turned, dict(found), words).context,
    }
    return render(request, "portal/search.html", context)


@public_page
def sources(request: HttpRequest) -> HttpResponse:
    """The documents the record was taken from, and where they disagree."""
    turned = Turned(request.GET)
    page = page_of(record.differences(), turned, PAGE_SIZE)
    context = {
        "documents": record.documents(turned),
        "page": page,
        "notes": record.notes(list(page)),
    }
    return render(request, "portal/sources.html", context)


@public_page
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Where the site maps are that together name every public page."""
    pages = Paginator(reports.paths(), SITEMAP_SIZE).page_range
    context = {"sitemaps": [absolute(f"/sitemap-{number}.xml") for number in pages]}
    return render(request, "portal/sitemap_index.xml", context, content_type="application/xml")


@public_page
def sitemap(request: HttpRequest, number: int) -> HttpResponse:
    """Some of the public pages, in both languages."""
    pages = Paginator(reports.paths(), SITEMAP_SIZE)
    if number not in pages.page_range:
        raise Http404
    paths = map(in_languages, pages.page(number))
    places = [{code: absolute(path) for code, path in both.items()} for both in paths]
    context = {"places": places}
    return render(request, "portal/sitemap.xml", context, content_type="application/xml")


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read, and where the site maps are."""
    context = {"sitemap": absolute("/sitemap.xml")}
    return render(request, "portal/robots.txt", context, content_type="text/plain")
