"""The documents that the record was taken from."""

from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, OuterRef

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from civicforum.record.models import Document, Entry


def sources() -> Any:
    """Return the documents that something public was taken from, with their cities."""
    citing = Entry.public.filter(document=OuterRef("pk"))
    rows = Document.objects.filter(Exists(citing)).select_related("city")
    return rows.order_by("city__name", "-issued", "slug")


_DOCUMENTS = PreparedList(sources, "title", "city__name", "issued", "known_until", size=40, keys=())


def documents(turned: Turned) -> Page:
    """Return a page of these documents; one query."""
    return _DOCUMENTS.page(turned.asked("documents"))
