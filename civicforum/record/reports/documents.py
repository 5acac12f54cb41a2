"""The documents that the record was taken from."""

from typing import Any

from django.db.models import Exists, OuterRef

from civicforum.record.models import Document, Entry


def sources() -> Any:
    """Return the documents that something public was taken from, with their cities."""
    citing = Entry.public.filter(document=OuterRef("pk"))
    rows = Document.objects.filter(Exists(citing)).select_related("city")
    return rows.order_by("city__name", "-issued", "slug")
