"""The board: how every panel in the person's reach does."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from civicforum.kit.pages import Turned, page_of
from civicforum.kit.sheet_formats import FORMATS
from civicforum.people.policy import Action, can
from civicforum.people.staff import signed_in, staff_page
from daulmadang.forms.board import BoardFilter
from daulmadang.models import Member, Panel
from daulmadang.reports.board import SORTS, Asked, board
from daulmadang.reports.board_sheet import sheet

PAGE_SIZE = 100
_SHEETS = {made.get_title(): made for made in (kind() for kind in FORMATS)}


@staff_page
def panels(request: HttpRequest) -> HttpResponse:
    """The panels with their lights and why, on a day; as a sheet where that is asked for."""
    if not can(signed_in(request), Action.VIEW, Panel):
        raise Http404
    form = BoardFilter(request.GET)
    asked = {name: request.GET.get(name, "") for name in ("department", "light")}
    sort = request.GET.get("sort", "")
    found = board(signed_in(request), form.on_day, Asked(**asked, sort=sort))
    if made := _SHEETS.get(request.GET.get("as", "")):
        name = f"{found.on:%Y-%m-%d} 다울마당 현황판.{made.get_title()}"
        headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
        content = made.export_data(sheet(found))
        return HttpResponse(content, content_type=made.get_content_type(), headers=headers)
    form.offer(found.departments)
    form.full_clean()
    turned = Turned(request.GET)
    context = {
        "form": form,
        "board": found,
        "page": page_of(found.lines, turned, PAGE_SIZE),
        "sorts": {name: _sorting(turned, name, sort) for name in SORTS},
        "sees_members": can(signed_in(request), Action.VIEW, Member),
        "sheets": [(kind, turned.to("as", kind)) for kind in _SHEETS],
    }
    return render(request, "daulmadang/staff/board.html", context)


def _sorting(turned: Turned, name: str, now: str) -> tuple[str, str]:
    """The link that sorts by a column, the other way round where it does so by now; and how."""
    query = turned.query.copy()
    query.pop("page", None)
    query["sort"] = f"-{name}" if now == name else name
    order = {name: "ascending", f"-{name}": "descending"}.get(now, "")
    return f"?{query.urlencode()}", order
