"""What the admin's forms and lists are made of: choices, refusals, filters, counts."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.filters import RelatedFieldListFilter
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from civicforum.kit.errors import Refused
from civicforum.people.policy import Action, rows

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class _SharedChoices(ModelChoiceIterator):
    """Reads the choices once for all the rows of a page that offer them."""

    field: "SharedChoiceField"

    def __iter__(self) -> Any:
        if not self.field.shared:
            self.field.shared.extend(super().__iter__())
        return iter(self.field.shared)


class SharedChoiceField(forms.ModelChoiceField):
    """A choice of rows; its copies in the rows of an inline share one query."""

    iterator = _SharedChoices

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.shared: list[Any] = []  # the copies of a field keep the very same list
        super().__init__(*args, **kwargs)


class RowPicker(AutocompleteSelect):
    """Finds a row by the words typed; shows none for what was sent and cannot be a key."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """The chosen row, if there is one."""
        return super().optgroups(name, [key for key in value if str(key).isdecimal()], attr)


class LongLine(forms.Textarea):
    """A line of text that may be long: it wraps in the form, and holds no line break."""

    def __init__(self) -> None:
        super().__init__({"rows": 2, "class": "long-line"})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed, with a space where a line was broken."""
        text = super().value_from_datadict(data, files, name)
        return text and " ".join(filter(None, map(str.strip, text.splitlines())))


class RefusableForm(forms.ModelForm):
    """A form that shows what the services refused, with everything that was typed."""

    refusal: ClassVar[ValidationError | Refused | None] = None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if isinstance(self.refusal, Refused):
            self.add_error(None, str(self.refusal))
        elif self.refusal is not None:
            self._add_all(self.refusal)
        return cleaned

    def _add_all(self, refusal: ValidationError) -> None:
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, errors in refusal.message_dict.items():
            for error in errors:
                self.add_error(name if name in self.fields else None, error)


class RowForm(forms.ModelForm):
    """A row among others, which may take the place of one of them."""

    def clean(self) -> dict[str, Any] | None:
        self.instance.is_trading = True
        return super().clean()


class RowFormSet(forms.BaseInlineFormSet):
    """The rows of an inline, as they were sent, whatever another person did to them meanwhile."""

    model: Any

    def get_queryset(self) -> Any:
        """The stored rows; once a form is sent, in its order and with what is gone by now."""
        return self._sent if self.is_bound else super().get_queryset()

    @cached_property
    def _keys(self) -> list[str]:
        key = self.model._meta.pk.name
        sent = min(self.initial_form_count(), self.absolute_max)  # a form says what it likes
        prefixes = map(self.add_prefix, range(sent))
        return [pk for prefix in prefixes if (pk := self.data.get(f"{prefix}-{key}"))]

    @cached_property
    def _sent(self) -> list[Any]:
        stored = {str(row.pk): row for row in super().get_queryset()}
        return [row for pk in self._keys if (row := stored.get(pk) or self._gone(pk))]

    def _gone(self, pk: str) -> Any:
        """The last version of a row that was deleted since the form was opened.

        Only of this whole: a key is typed easily, and what it names may be anybody's.
        """
        key = {self.model._meta.pk.attname: pk if pk.isdecimal() else None}
        whole = {self.fk.attname: self.instance.pk}
        last = self.model.history.filter(**key, **whole, history_type="-").first()
        return last and last.instance

    def clean(self) -> None:
        """Refuse rows that are gone; they are only shown, with what was typed into them."""
        super().clean()
        found = self.get_queryset()
        if len(found) < len(self._keys) or any(row._state.adding for row in found):
            raise forms.ValidationError(
                _("Somebody deleted or moved a row of this page meanwhile. Open the page anew.")
            )

    def get_unique_error_message(self, unique_check: Any) -> str:
        """Name the fields as the page does."""
        opts = self.model._meta
        names = [name for name in unique_check if name != self.fk.name]
        labels = ", ".join(str(opts.get_field(name).verbose_name) for name in names)
        return _("Two rows have the same %(what)s. Give each its own.") % {"what": labels}


class InReachFilter(RelatedFieldListFilter):
    """Offers only the rows in the person's reach."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        found = rows(request.user, Action.VIEW, field.remote_field.model)  # type: ignore[arg-type]
        return [(row.pk, str(row)) for row in with_labels(found, model_admin.admin_site)]


def count_column(relation: str, label: "_StrPromise") -> Callable[[Any], Any]:
    """Return a column for `list_display` that counts related rows within the list's own query."""
    name = f"{relation}_count"

    @admin.display(description=label, ordering=name)
    def column(row: Any) -> int:
        return int(getattr(row, name))

    column.counted = (name, relation)  # type: ignore[attr-defined]
    return column


def with_labels(found: QuerySet[Any], site: Any) -> QuerySet[Any]:
    """Join what the rows' names are made of, as their own admin's list does."""
    if not site.is_registered(found.model):
        return found
    related = site.get_model_admin(found.model).list_select_related
    return found.select_related(*related) if isinstance(related, tuple) else found
