"""The house rules that a reader relies on, checked on the code itself."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

from civicforum.record.models import RecordModel

BASE = Path(settings.BASE_DIR)
APPS = ("civicforum", "roundtables", "committees", "daulmadang")
WRITES = {
    "save", "save_base", "create", "create_user", "create_superuser", "update", "delete",
    "get_or_create", "update_or_create", "bulk_create", "bulk_update", "execute", "executemany",
    "asave", "acreate", "aupdate", "adelete", "aget_or_create", "aupdate_or_create",
    "abulk_create", "abulk_update",
}  # fmt: skip
#: Where such a call stands outside of the services, and why it may.
NO_WRITES = {
    ("civicforum/kit/catalogue.py", "catalogue.update"),  # Babel's catalogue
    ("civicforum/kit/management/commands/update_catalogue.py", "catalogue.update"),
    ("civicforum/kit/papers/workbook.py", "book.save"),  # a workbook
    ("civicforum/kit/prepared.py", "cursor.execute"),  # compiled queries of pages
    ("civicforum/kit/sheet_formats.py", "book.save"),  # a workbook
    ("civicforum/people/admin_base.py", "formset.save"),  # commit=False: the services store
    ("civicforum/people/models.py", "self.create_user"),  # the manager that Django asks for
    ("civicforum/people/models.py", "user.save"),
    ("civicforum/people/places.py", "cursor.execute"),  # SET CONSTRAINTS
    ("civicforum/record/models/entries.py", "super().save"),  # a model storing itself
    ("civicforum/record/silence.py", "_LOOKUPS.update"),  # a dict
    ("civicforum/record/uploads.py", "default_storage.delete"),  # a file
    ("committees/minutes/reading/draft.py", "self.places.update"),  # a dict
    ("committees/minutes/reading/source.py", "self.cleaned.update"),  # a counter
    ("committees/minutes/writing/docx.py", "self.file.save"),  # files
    ("committees/minutes/writing/fee_sheet.py", "book.save"),
    ("committees/minutes/writing/photos.py", "image.save"),
    ("committees/presence.py", "asked.execute"),  # Redis
    (
        "committees/minutes/writing/sign_in.py",
        "segno.make(address, error='m', micro=False).save",
    ),
}


#: These read what is not public: two count it and tell nothing else of it, two are for staff.
NOT_FOR_THE_PUBLIC = {
    "daulmadang/reports/gathering.py",
    "daulmadang/reports/life.py",
    "daulmadang/reports/sheets.py",
    "daulmadang/reports/sitting.py",
    "daulmadang/reports/year.py",
}


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the portal with its syntax tree."""
    for app in APPS:
        for file in sorted((BASE / app).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file.relative_to(BASE), ast.parse(file.read_text())


def test_imports_go_down_only() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(command, cwd=BASE, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_public_pages_reach_only_what_is_public() -> None:
    record = {model.__name__ for model in apps.get_models() if issubclass(model, RecordModel)}
    reaching = [
        f"{file}:{node.lineno}"
        for file, tree in modules()
        if file.name in {"reports.py", "export.py"}
        or {"reports", "export"} & set(file.parts)
        or file.parts[-2:] in {("views", "public.py"), ("views", "governance.py")}
        if str(file) not in NOT_FOR_THE_PUBLIC
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager", "_base_manager"}
        and isinstance(node.value, ast.Name)
        and node.value.id in record
    ]
    assert reaching == []


def test_rows_are_written_by_services_only() -> None:
    """Whatever it is called on: what writes no row is named above, with nothing left over."""
    assert set(_writes()) == NO_WRITES


def _writes() -> Iterator[tuple[str, str]]:
    for file, tree in modules():
        if {"services", "services.py"} & set(file.parts):
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in WRITES:
                yield str(file), ast.unparse(node.func)


def test_every_model_of_the_record_says_where_it_belongs() -> None:
    for model in apps.get_models():
        if model.__module__.split(".")[0] in APPS and not model.__name__.startswith("Historical"):
            assert getattr(model, "scope", None) or model.__name__ == "User", model
        if issubclass(model, RecordModel):
            assert isinstance(model.published_through, str), model
