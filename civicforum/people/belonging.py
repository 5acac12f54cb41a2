"""What a row points at belongs where the row does: to its city, its meeting, its roundtable."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


class Belonging(models.Model):
    """A row whose links stay within its own city, and within what `together` says besides.

    The city is where the `scope` of either model leads. `together` names for a link what
    both ends share, as the way from the one and from the other: {"agenda_item":
    [("meeting", "meeting")]}. A way that leads to nothing, or not yet, binds nothing.
    """

    together: ClassVar[Mapping[str, Sequence[tuple[str, str]]]] = {}

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse links to strangers, one message per field.

        It is done here and not in `clean`, because a form says which fields it does not
        have and cannot show an error of such a field; the services check them all.
        """
        super().clean_fields(exclude)
        self.check_links(exclude or ())

    def check_links(self, exclude: Collection[str] = ()) -> None:
        """Raise ValidationError for links to strangers; asks nothing of links already in hand."""
        links = [link for link in _links(type(self)) if link.name not in exclude]
        refused = {link.name: shared for link in links if (shared := _not_shared(self, link))}
        if refused:
            text = _("Choose one of the same %(what)s.")
            raise ValidationError({link: text % {"what": what} for link, what in refused.items()})


def _links(model: type[models.Model]) -> Iterator[Any]:
    """The links that people choose; one to a parent table is the row itself."""
    parents = model._meta.parents.values()
    for field in model._meta.fields:
        if isinstance(field, models.ForeignKey) and field.editable and field not in parents:
            yield field


def _not_shared(row: Belonging, link: Any) -> str:
    """The name of the first thing that the row and the link's target should share and do not."""
    target = getattr(row, link.name, None)
    for theirs, ours in _ways(row, link) if target else ():
        found, wanted = _key(target, theirs), _key(row, ours)
        if None not in (found, wanted) and found != wanted:
            return str(_end(type(row), ours)._meta.verbose_name)
    return ""


def _ways(row: Any, link: Any) -> list[tuple[str, str]]:
    city = getattr(getattr(link.related_model, "scope", None), "city", "")
    has_city = city not in ("", "self")
    return [*([(city, row.scope.city)] if has_city else ()), *row.together.get(link.name, ())]


def _key(row: Any, way: str) -> Any:
    """The key of what the way leads to; None where a step is not set."""
    *steps, last = way.split("__")
    found = reduce(lambda one, step: getattr(one, step, None), steps, row)
    return found and getattr(found, found._meta.get_field(last).attname)


def _end(model: Any, way: str) -> Any:
    """The model to which the way leads."""
    for step in way.split("__"):
        model = model._meta.get_field(step).related_model
    return model
