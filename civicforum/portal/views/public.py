"""Pages that span all three jobs: home, search, sources, and what search engines read."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from civicforum.kit.addresses import absolute, in_languages
from civicforum.kit.excerpts import excerpt
from civicforum.kit.pages import page_of
from civicforum.portal import reports
from civicforum.portal.forms import SearchForm
from civicforum.record import reports as record
from civicforum.record.cache import public_page
from civicforum.record.models import Entry

PAGE_SIZE = 20
SITEMAP_SIZE = 5_000  # pages, each in two languages: a site map may name 50,000 addresses


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """What was decided, what is owed, and a way to find anything."""
    return render(request, "portal/home.html", reports.home(timezone.localdate()))


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Everything public in which the words occur."""
    form = SearchForm(request.GET)
    words, kind = form.asked
    counts = record.kinds_found(words)
    number = counts.get(kind, 0) if kind else sum(counts.values())
    page = page_of(record.search(words, kind), request, PAGE_SIZE, count=number)
    found = [(entry, excerpt(entry.text, words)) for entry in page]
    context = {
        "form": form,
        "words": words,
        "kind": kind,
        "total": sum(counts.values()),
        "kinds": [(code, Entry.Kind(code).label, n) for code, n in counts.items()],
        "page": page,
        "found": found,
        "notes": record.notes_in(dict(found), words),
    }
    return render(request, "portal/search.html", context)


@public_page
def sources(request: HttpRequest) -> HttpResponse:
    """The documents the record was taken from, and where they disagree."""
    page = page_of(record.differences(), request, PAGE_SIZE)
    context = {
        "documents": record.sources(),
        "page": page,
        "notes": record.notes(list(page)),
    }
    return render(request, "portal/sources.html", context)


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in both languages."""
    page = page_of(reports.paths(), request, SITEMAP_SIZE)
    places = [{code: absolute(path) for code, path in in_languages(path).items()} for path in page]
    context = {"places": places}
    return render(request, "portal/sitemap.xml", context, content_type="application/xml")


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read, and where the site maps are."""
    pages = Paginator(reports.paths(), SITEMAP_SIZE).page_range
    context = {"sitemaps": [absolute(f"/sitemap.xml?page={number}") for number in pages]}
    return render(request, "portal/robots.txt", context, content_type="text/plain")
