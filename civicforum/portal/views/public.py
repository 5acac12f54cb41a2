"""Pages that span all three jobs: home, search, sources."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from civicforum.kit.excerpts import excerpt
from civicforum.kit.pages import page_of
from civicforum.portal import reports
from civicforum.record import reports as record
from civicforum.record.cache import public_page
from civicforum.record.models import Entry

PAGE_SIZE = 20


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """What was decided, what is owed, and a way to find anything."""
    return render(request, "portal/home.html", reports.home(timezone.localdate()))


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Everything public in which the words occur."""
    words = request.GET.get("q", "").strip()[:100]
    kind = request.GET.get("kind", "")
    kind = kind if kind in Entry.Kind.values else ""
    page = page_of(record.search(words, kind), request, PAGE_SIZE)
    found = [(entry, excerpt(entry.text, words)) for entry in page]
    context = {
        "words": words,
        "kind": kind,
        "kinds": Entry.Kind.choices,
        "page": page,
        "found": found,
        "notes": record.notes_in({entry.address: part for entry, part in found}),
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
