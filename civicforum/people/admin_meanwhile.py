"""Two people at one form: the later save does not win unseen.

Every save of a row or of a row of its inlines adds a version to their history. The form
carries how many there were when it was opened; the save is refused when there are more.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model
from django.forms.models import _get_foreign_key
from django.http import HttpRequest
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_datetime
from civicforum.kit.errors import Refused

#: What the form sends: the number of versions it was opened with, or was told of since.
OPENED, ANYWAY = "_opened_at", "_save_anyway"


class ChangedMeanwhile(Refused):
    """Somebody else saved what is on the page while it was open."""


class Page:
    """A row and the rows of its inlines, as one form shows them."""

    def __init__(self, row: Model, inlines: Iterable[Any]) -> None:
        self.row = row
        self.parts = [
            (one.model, _get_foreign_key(type(row), one.model, fk_name=one.fk_name).attname)
            for one in inlines
        ]

    def versions(self) -> int:
        """How many versions there are of all that is on the page; it only ever grows."""
        return sum(history.count() for history in self._histories())

    def hold(self) -> None:
        """Let nobody else store any of it until the transaction is over."""
        own = type(self.row)._base_manager.filter(pk=self.row.pk)
        parts = [
            part._base_manager.filter(**{link: self.row.pk}).order_by("pk")
            for part, link in self.parts
        ]
        for rows in (own, *parts):
            list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))

    def refuse_if_changed(self, request: HttpRequest) -> None:
        """Raise ChangedMeanwhile unless the form knows of every version."""
        known = request.POST.get(ANYWAY) or request.POST.get(OPENED)
        if known != str(self.versions()):
            raise ChangedMeanwhile(self._who_and_when())

    def _histories(self) -> Iterator[Any]:
        model: Any = type(self.row)
        yield model.history.filter(**{model._meta.pk.attname: self.row.pk})
        for part, link in self.parts:
            yield part.history.filter(**{link: self.row.pk})

    def _who_and_when(self) -> str:
        newest = [history.select_related("history_user").first() for history in self._histories()]
        known = filter(None, newest)  # what was never saved through the portal has no history
        last = max(known, key=lambda version: version.history_date, default=None)
        if last is None:
            return _("This changed while you had it open. Yours is not stored yet.")
        text = _("%(who)s changed this on %(when)s while you had it open. Yours is not stored yet.")
        who = last.history_user or _("The portal")
        return text % {"who": who, "when": format_datetime(last.history_date)}
