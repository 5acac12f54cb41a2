"""Tables that clerks keep in Excel: read with a preview, stored through the services.

The names of the columns are Korean, whatever language the page has: they are the format
that cities exchange. The English name of a field is read as well.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import Model, Q, QuerySet, TextChoices
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import Diff, ModelResource
from import_export.results import RowResult
from import_export.widgets import Widget

from civicforum.kit.errors import Refused
from civicforum.people.policy import Action, rows
from civicforum.record import services

if TYPE_CHECKING:
    import tablib

    from civicforum.people.models import User


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: What Excel writes into CSV where 2021-12 stood.
_MADE_OF_A_MONTH = re.compile(rf"({'|'.join(_MONTHS)})-(\d\d)")


class Cell(Widget):
    """A cell of text; the base of all cells."""

    user: "User | None" = None  # set by the sheet

    def __init__(self, *, required: bool = False) -> None:
        super().__init__()
        self.required = required

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = str(value or "").strip()
        if text:
            return self.parse(text)
        if self.required:
            raise ValueError(_("This cell must not be empty."))
        return self.empty()

    def parse(self, text: str) -> Any:
        """Return what the text means. Raises ValueError with a sentence."""
        return text

    def empty(self) -> Any:
        """Return what an empty cell means."""
        return ""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else str(value)


class Number(Cell):
    """A whole number."""

    #: Longer than any number of the record; the field says how large its own may be.
    MOST_DIGITS = 18

    def parse(self, text: str) -> int:
        if not text.isdecimal() or len(text) > self.MOST_DIGITS:
            raise ValueError(_("“%s” is no whole number.") % text)
        return int(text)

    def empty(self) -> None:
        return None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else int(value)


class Choice(Cell):
    """One of a few words: the stored value, or its name in either language."""

    def __init__(self, choices: Any, *, required: bool = False) -> None:
        super().__init__(required=required)
        self.choices = choices

    def _names(self, language: str) -> dict[str, Any]:
        with translation.override(language):
            return {str(choice.label): choice.value for choice in self.choices}

    def parse(self, text: str) -> Any:
        stored = {str(choice.value): choice.value for choice in self.choices}
        known = {**stored, **self._names("en"), **self._names("ko")}
        if text not in known:
            raise ValueError(_("“%(text)s” is none of: %(names)s.") % {
                "text": text, "names": ", ".join(self._names("ko"))
            })  # fmt: skip
        return known[text]

    def empty(self) -> Any:
        return "" if issubclass(self.choices, TextChoices) else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        names = {stored: name for name, stored in self._names("ko").items()}
        return names.get(value, "")


class Day(Cell):
    """A day, a month or a year, as exact as it is known."""

    def parse(self, text: str) -> str:
        made = _MADE_OF_A_MONTH.fullmatch(text)
        if made is None:
            return text
        month = f"20{made[2]}-{_MONTHS.index(made[1]) + 1:02}"
        raise ValueError(
            _("Excel turned a month into “%(text)s”. Make the cell text and write %(month)s.")
            % {"text": text, "month": month}
        )


class YesNo(Cell):
    """A mark for yes; an empty cell for no."""

    def parse(self, text: str) -> bool:
        if text.upper() not in {"O", "○", "X"}:
            raise ValueError(_("Write O for yes, X or nothing for no."))
        return text.upper() != "X"

    def empty(self) -> bool:
        return False

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "O" if value else ""


class Reference(Cell):
    """Another row, named by one of its fields; only rows in the person's reach exist."""

    def __init__(self, model: type[Model], *by: str, required: bool = False) -> None:
        super().__init__(required=required)
        self.model, self.by = model, by

    def parse(self, text: str) -> Model:
        named = Q(*[(name, text) for name in self.by], _connector=Q.OR)
        found = list(rows(self.user, Action.VIEW, self.model).filter(named)[:2])  # type: ignore[arg-type]
        if len(found) == 1:
            return found[0]
        what = {"what": self.model._meta.verbose_name, "name": text}
        if found:
            raise ValueError(_("“%(name)s” names more than one %(what)s.") % what)
        raise ValueError(_("There is no %(what)s “%(name)s”.") % what)

    def empty(self) -> Any:
        """Whoever has but one of them need not name it."""
        if not self.required:
            return None
        found = list(rows(self.user, Action.VIEW, self.model)[:2])  # type: ignore[arg-type]
        if len(found) == 1:
            return found[0]
        raise ValueError(_("This cell must not be empty."))

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = str(value or "").strip()
        return self.parse(text) if text else self.empty()

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(getattr(value, self.by[0])) if value is not None else ""


def column(header: str, attribute: str, cell: Cell | None = None) -> Field:
    """Return a column: its Korean header, the row's attribute and what its cells hold."""
    return Field(attribute=attribute, column_name=header, widget=cell or Cell())


class PlainDiff(Diff):
    """What a row changes, as text: the strict content policy allows no inline style."""

    def as_html(self) -> list[SafeString]:
        pairs = zip(self.left, self.right, strict=True)
        return [_difference("" if self.new else str(old), str(new)) for old, new in pairs]


def _difference(old: str, new: str) -> SafeString:
    if old == new:
        return escape(new)
    gone = f"<del>{escape(old)}</del> " if old else ""
    return mark_safe(f"{gone}<ins>{escape(new)}</ins>")  # noqa: S308 - both parts are escaped


class Sheet(ModelResource):
    """One kind of sheet, read and written on behalf of a user."""

    #: Columns a sheet may leave out.
    optional: ClassVar[Sequence[str]] = ()

    class Meta:
        skip_unchanged = True
        report_skipped = True
        store_instance = True

    def __init__(self, user: "User", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.user = user
        self.seen: dict[tuple[Any, ...], int] = {}
        for field in self.fields.values():
            field.widget.user = user

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return PlainDiff

    def get_queryset(self) -> QuerySet[Any]:
        """The rows that a sheet can change."""
        return rows(self.user, Action.CHANGE, self._meta.model)

    def before_import(self, dataset: "tablib.Dataset", **kwargs: Any) -> None:
        """Bring the header into the sheet's own names. Raises Refused."""
        known = {name: field.column_name for name, field in self.fields.items()}
        headers = [known.get(name, name) for name in dataset.headers]
        needed = [header for name, header in known.items() if name not in self.optional]
        self._check_header(headers, needed, [*known.values()])
        dataset.headers = headers
        self.seen.clear()

    @staticmethod
    def _check_header(headers: list[str], needed: list[str], known: list[str]) -> None:
        missing = [name for name in needed if name not in headers]
        strange = [name for name in headers if name not in known]
        if missing:
            raise Refused(_("These columns are missing: %s.") % ", ".join(missing))
        if strange or len(set(headers)) < len(headers):
            text = _("The sheet has columns that are unknown or stand twice. Known are: %s.")
            raise Refused(text % ", ".join(known))

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> RowResult:
        if any(row.values()):
            result = super().import_row(row, instance_loader, **kwargs)
            if result.validation_error:
                result.validation_error = self._by_column(result.validation_error)
            return result
        blank = self.get_row_result_class()()
        blank.import_type = RowResult.IMPORT_TYPE_SKIP
        blank.diff = [""] * len(self.get_import_fields())
        return blank

    def after_import_row(self, row: Any, row_result: RowResult, **kwargs: Any) -> None:
        """Refuse a second row about the same: which of them is meant, only the clerk knows."""
        named = (self.fields[name] for name in self.get_import_id_fields())
        key = tuple(field.get_value(row_result.instance) for field in named)
        number = kwargs["row_number"]
        first = self.seen.setdefault(key, number)
        if first != number:
            text = _("Rows %(first)d and %(second)d are the same %(what)s. Leave only one of them.")
            what = self._meta.model._meta.verbose_name
            # The header is row 1 of the file.
            raise ValidationError(text % {"first": first + 1, "second": number + 1, "what": what})

    def get_or_init_instance(self, instance_loader: Any, row: Any) -> tuple[Any, bool]:
        """Read the row once its entry is held, so that nobody changes it before it is stored."""
        known = self.get_instance(instance_loader, row)
        if known is not None:
            services.hold_entries(known)
        return super().get_or_init_instance(instance_loader, row)

    def _by_column(self, error: ValidationError) -> ValidationError:
        """Tell errors by the column's header; those of no column stand for the whole row."""
        if not hasattr(error, "error_dict"):
            return error
        columns = {field.attribute: field.column_name for field in self.fields.values()}
        found: dict[str, list[str]] = {}
        for name, texts in error.message_dict.items():
            found.setdefault(columns.get(name, NON_FIELD_ERRORS), []).extend(texts)
        return ValidationError(found)

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        try:
            return super().get_instance(instance_loader, row)
        except ValueError:  # said again, by its column, when the row is filled
            return None

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        try:
            self.store(instance)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        except IntegrityError as error:
            raise ValidationError(_("Somebody saved the same just now. Try again.")) from error

    def store(self, instance: Any) -> None:
        """Store one row. Raises ValidationError or Refused."""
        services.save_row(instance, actor=self.user, reason=_("Imported"))

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Rows never bring their own numbers, so no sequence needs a reset."""
