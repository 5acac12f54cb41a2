"""Sheets as clerks send them, and what the portal answers."""

import csv
import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client

from tests.admin.forms import admin_url

XLSX, CSV = "0", "1"
DUTIES = ["식별자", "도시", "연도", "구분", "제목", "기한", "완료"]
TEAMS = ["원탁회의", "회차", "조", "조 이름", "순서", "분류", "제목", "내용"]
SEATS = ["회의체", "순번", "직위", "대표 회의체", "대표 부서"]


def as_csv(*rows: list[Any], encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(*rows: list[Any]) -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


def preview(client: Client, model: type[Model], data: bytes, kind: str = CSV) -> Any:
    file = SimpleUploadedFile("sheet", data)
    sent = {"import_file": file, "format": kind, "resource": "0"}
    return client.post(admin_url(model, "import"), sent)


def confirm(client: Client, model: type[Model], seen: Any, /, **changes: str) -> Any:
    form = seen.context["confirm_form"]
    sent = {name: form[name].value() for name in form.fields} | changes
    return client.post(admin_url(model, "process_import"), sent, follow=True)


def load(client: Client, model: type[Model], data: bytes, kind: str = CSV) -> Any:
    seen = preview(client, model, data, kind)
    assert "confirm_form" in seen.context, said(seen)
    return confirm(client, model, seen)


def said(response: Any) -> str:
    """What the page says is wrong."""
    result = response.context.get("result")
    if result is None:
        return str(response.context["form"].errors)
    rows = [text for row in result.invalid_rows for text in row.error.messages]
    return " ".join([*rows, *(str(error.error) for error in result.base_errors)])


def export(client: Client, model: type[Model], kind: str = CSV) -> Any:
    response = client.post(admin_url(model, "export"), {"format": kind, "resource": "0"})
    assert response.status_code == 200
    return response.content


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
