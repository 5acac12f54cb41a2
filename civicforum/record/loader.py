"""Loading fixture files into the record, and the files that belong to no single job.

Every row is found again by its natural key. A row that is as in the file is left
alone; one that differs is brought up to the file, unless a person edited it here: that
one is kept, unless the loader overwrites.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models

from civicforum.people.models import City, Department
from civicforum.record import services
from civicforum.record.fixtures import BadRow, Row
from civicforum.record.models import (
    Discrepancy,
    Document,
    Entry,
    Programme,
    ProgrammePoint,
    Sourced,
    StatedFigure,
    Statement,
)
from civicforum.record.states import EntryState

M = TypeVar("M", bound=models.Model)
REASON = "load_record"


class Loader:
    """Writes rows through the services and counts what it did."""

    city: City

    def __init__(self, *, overwrite: bool = False) -> None:
        self.overwrite = overwrite
        self.counts: Counter[str] = Counter()
        self._new_entries: list[Entry] = []
        self._stored_rows: dict[tuple[type[models.Model], Any], Row] = {}
        self._documents: dict[tuple[int, str], Document] = {}

    def store(
        self,
        model: type[M],
        row: Row,
        fields: Iterable[str] = (),
        *,
        key: Mapping[str, Any] | None = None,
        **given: Any,
    ) -> M:
        """Create the row or find it again by its key, and return it as the database has it.

        `fields` are taken from the file, `given` are known already; entries need no key,
        they are found by their address. Raises BadRow.
        """
        wanted = model()
        values = {**(key or {}), **given, **self._common(model, row)}
        names = {*values, *fields}
        for name, value in {**values, **row.take(*fields)}.items():
            setattr(wanted, name, _converted(row, model, name, value))
        if isinstance(wanted, Entry):
            wanted.address = wanted.compose_address()
            key = {"address": wanted.address}
        found = self._stored(model, key or {})
        if found:
            self._refuse_twin(row, found)
            stored = self._keep(row, found, wanted, names)
        elif _is_lost(values) or self._was_deleted(model, key or {}):
            return self._leave_out(row, wanted)
        else:
            stored = self._create(row, wanted)
        self._stored_rows[model, stored.pk] = row
        return stored

    def find(self, row: Row, field: str, model: type[M], **lookup: Any) -> M:
        """Return the row that a field of the file refers to, by the last lookup. Raises BadRow.

        One that a person deleted comes back unsaved: what refers to it is left out, too.
        """
        for name, value in lookup.items():
            lookup[name] = _converted(row, model, name, value, field)
        found = self._stored(model, lookup)
        if found is None and (_is_lost(lookup) or self._was_deleted(model, lookup)):
            return model()
        if found is None:
            raise row.error(
                field, f'no {model._meta.verbose_name_raw} is called "{[*lookup.values()][-1]}"'
            )
        return found

    def settle(self, discrepancy: Discrepancy) -> None:
        """Have one of its statements shown, now that all are stored, if it is there itself."""
        if discrepancy.pk:
            services.require_shown(discrepancy)

    def department(self, row: Row) -> Department | None:
        """Return the city's department that the row names, if it names one."""
        name = row.pop("department", None)
        if name is None:
            return None
        return self.find(row, "department", Department, city=self.city, name=name)

    def finish(self) -> None:
        """Make all texts searchable and publish the new entries, containers first."""
        services.reindex()
        for entry in self._new_entries:
            services.move_entry(entry, EntryState.PUBLISHED, reason=REASON)
            self.counts["published"] += 1

    def _stored(self, model: type[M], lookup: Mapping[str, Any]) -> M | None:
        """The row of that key; none where what it is part of is not there."""
        return None if _is_lost(lookup) else model._default_manager.filter(**lookup).first()

    def _was_deleted(self, model: type[M], key: Mapping[str, Any]) -> bool:
        """Whether a person deleted the row since it was loaded, and is to have the last word."""
        last = model.history.filter(**key).first()  # type: ignore[attr-defined]
        gone = last is not None and last.history_type == "-" and last.history_user_id is not None
        return gone and not self.overwrite

    def _leave_out(self, row: Row, wanted: M) -> M:
        self.counts["kept"] += 1
        return wanted

    def _refuse_twin(self, row: Row, found: models.Model) -> None:
        twin = self._stored_rows.get((type(found), found.pk))
        if twin:
            raise row.error("row", f"is the same as {twin.name} in line {twin.line} of {twin.file}")

    def _common(self, model: type[models.Model], row: Row) -> dict[str, Any]:
        if not issubclass(model, Sourced):
            return {}
        document = self._document(row)
        common: dict[str, Any] = {"document": document, "locator": row.source.get("at", "")}
        if issubclass(model, Entry):
            known_until = document.known_until if document else ""
            common |= {"city": self.city, "as_of": row.pop("as_of", known_until)}
        return common

    def _document(self, row: Row) -> Document | None:
        slug = row.source.get("document")
        if not slug:
            return None
        key = (self.city.pk, slug)
        if key not in self._documents:
            found = self.find(row, "source", Document, city=self.city, slug=slug)
            self._documents[key] = found
        return self._documents[key]

    def _create(self, row: Row, wanted: M) -> M:
        self._save(row, wanted)
        self.counts["created"] += 1
        if isinstance(wanted, Entry):
            self._new_entries.append(wanted)
        return wanted

    def _keep(self, row: Row, found: M, wanted: M, names: Iterable[str]) -> M:
        attnames = [found._meta.get_field(name).attname for name in names]  # type: ignore[union-attr]
        changed = [name for name in attnames if getattr(found, name) != getattr(wanted, name)]
        if not changed:
            self.counts["unchanged"] += 1
        elif not self.overwrite and (_was_edited(found) or services.is_decided(found)):
            self.counts["kept"] += 1
        else:
            for name in changed:
                setattr(found, name, getattr(wanted, name))
            self._save(row, found)
            self.counts["overwritten"] += 1
        return found

    def _save(self, row: Row, instance: models.Model) -> None:
        try:
            services.save_row(instance, reason=f"{REASON} {row.file}", index=False)
        except ValidationError as error:
            raise _bad_row(row, error) from error
        except DatabaseError as error:
            raise row.error("row", f"cannot be stored ({error})") from error


def _is_lost(lookup: Mapping[str, Any]) -> bool:
    return any(isinstance(one, models.Model) and one.pk is None for one in lookup.values())


def _was_edited(found: models.Model) -> bool:
    """Whether the row was changed otherwise than by loading; a file's correction is no edit."""
    history = found.history.all()  # type: ignore[attr-defined]
    return bool(history.exclude(history_change_reason__startswith=REASON).exists())


def _converted(
    row: Row, model: type[models.Model], name: str, value: Any, written: str = ""
) -> Any:
    """Return the file's value as the model's field wants it. Raises BadRow.

    `written` is what the file calls the field, where that is something else.
    """
    field: Any = model._meta.get_field(name)
    written = written or name
    if isinstance(value, models.Model) or (value is None and field.null):
        return value
    if value is None:
        raise row.error(written, "must have a value")
    is_truth = isinstance(field, models.BooleanField)
    if not isinstance(value, str | int) or isinstance(value, bool) != is_truth:
        raise row.error(written, f"cannot be {value!r}")
    if isinstance(value, str) and "\0" in value:
        raise row.error(written, f"holds a character that cannot be stored: {value!r}")
    try:
        return field.to_python(value)
    except ValidationError as error:
        raise row.error(written, " ".join(error.messages)) from error
    except (TypeError, ValueError) as error:
        raise row.error(written, f"cannot be {value!r}") from error


def _bad_row(row: Row, error: ValidationError) -> BadRow:
    field, messages = next(iter(error.message_dict.items()))
    return row.error("row" if field == "__all__" else field, " ".join(messages))


def load_city(loader: Loader, top: Row) -> None:
    """The city, and the departments its documents name."""
    for row in top.rows("city", required=True):
        key = {"slug": row.pop("slug")}
        loader.city = loader.store(City, row, ["name", "kind"], key=key)
    for row in top.rows("departments"):
        key = {"city": loader.city, "slug": row.pop("slug")}
        loader.store(Department, row, ["name"], key=key)


def load_documents(loader: Loader, top: Row) -> None:
    """The documents that facts come from."""
    for row in top.rows("documents"):
        key = {"slug": row.pop("slug")}
        fields = ["title", "issuer", "issued", "file_name", "known_until"]
        loader.store(Document, row, fields, key=key, city=loader.city)


def load_programmes(loader: Loader, top: Row) -> None:
    """Why and how the city runs its jobs."""
    for row in top.rows("programmes"):
        programme = loader.store(Programme, row, ["job", "title"])
        for order, point in enumerate(row.rows("points"), start=1):
            key = {"programme": programme, "order": order}
            loader.store(ProgrammePoint, point, ["kind", "text"], key=key)
        load_stated(loader, row, programme)


def load_stated(loader: Loader, owner: Row, entry: Entry) -> None:
    """The totals that a document states of an entry: the `stated` rows of its block."""
    for row in owner.rows("stated"):
        key = {"entry": entry, "code": row.pop("code")}
        loader.store(StatedFigure, row, ["value"], key=key)


def load_discrepancies(loader: Loader, top: Row) -> None:
    """Where sources contradict each other, with what each of them says."""
    for row in top.rows("discrepancies"):
        entry = loader.find(row, "entry", Entry, city=loader.city, address=row.pop("entry"))
        key = {"entry": entry, "subject": row.pop("subject")}
        fields = ["title", "note", "words_only"]
        undecided = {"decided": False, "decision": ""}  # to decide is the city's
        found = loader.store(Discrepancy, row, fields, key=key, city=loader.city, **undecided)
        for order, statement in enumerate(row.rows("statements"), start=1):
            if found.decided:
                statement.take("basis", "value", "shown")
                continue
            basis = statement.take("basis")
            if basis:  # the calendar or the dictionary says it, not the document
                statement.source = {}
            key = {"discrepancy": found, "order": order}
            loader.store(Statement, statement, ["value", "shown"], key=key, **basis)
        loader.settle(found)
