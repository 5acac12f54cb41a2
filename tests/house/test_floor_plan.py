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
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
          "update_or_create"}  # fmt: skip


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
        or "reports" in file.parts
        or file.parts[-2:] == ("views", "public.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager", "_base_manager"}
        and isinstance(node.value, ast.Name)
        and node.value.id in record
    ]
    assert reaching == []


def test_rows_are_written_by_services_only() -> None:
    """A query set or a row is written nowhere else; models may call super().save()."""
    writing = [
        f"{file}:{node.lineno}"
        for file, tree in modules()
        if not {"services", "services.py", "models", "models.py", "local"} & set(file.parts)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and _is_of_a_row(node.func.value)
    ]
    assert writing == []


def _is_of_a_row(value: ast.expr) -> bool:
    """Whether the call is on `X.objects…`, or on a plain name such as `row`."""
    while isinstance(value, ast.Call | ast.Attribute):
        if isinstance(value, ast.Attribute) and value.attr in {"objects", "public"}:
            return True
        value = value.func if isinstance(value, ast.Call) else value.value
    return isinstance(value, ast.Name) and value.id in {"row", "entry", "instance", "obj", "user"}


def test_every_model_of_the_record_says_where_it_belongs() -> None:
    for model in apps.get_models():
        if model.__module__.split(".")[0] in APPS and not model.__name__.startswith("Historical"):
            assert getattr(model, "scope", None) or model.__name__ == "User", model
        if issubclass(model, RecordModel):
            assert isinstance(model.published_through, str), model
