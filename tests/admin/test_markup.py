"""No page of the admin needs an inline script or style: the content policy forbids both."""

import re

import pytest

from committees.models import Meeting, Seat
from roundtables.models import Award, Roundtable
from tests.admin.forms import admin_url
from tests.admin.rows import everything
from tests.admin.sheets import SEATS, as_csv, preview
from tests.personas import browser, town

INLINE = re.compile(
    r"<style|\sstyle=|<script(?![^>]*\ssrc=)[^>]*>\s*\S|\son[a-z]+=|javascript:", re.IGNORECASE
)


@pytest.mark.django_db
def test_no_page_holds_an_inline_script_or_style() -> None:
    places = town()
    rows = everything(places.jeonju, places.transport)
    client = browser("superuser", places)
    table, meeting = rows[Roundtable], rows[Meeting]
    version = f"{admin_url(table, 'history')}{table.history.first().pk}/"
    urls = [
        "/admin/",
        "/admin/roundtables/",
        "/admin/password_change/",
        "/admin/people/user/add/",
        admin_url(rows[type(places.jeonju)]),
        admin_url(Roundtable, "changelist"),
        admin_url(Roundtable, "add"),
        *(admin_url(row, view) for row in (table, meeting, rows[Award])
          for view in ("change", "delete", "history")),
        version,
        f"/admin/roundtables/roundtable/move/published/?ids={table.pk}",
        admin_url(Seat, "import"),
        admin_url(Seat, "export"),
    ]  # fmt: skip
    pages = {url: client.get(url) for url in urls}
    pages["good rows"] = preview(
        client, Seat, as_csv(SEATS, [rows[Seat].body.slug, 9, "위원", "", ""])
    )
    pages["bad rows"] = preview(client, Seat, as_csv(SEATS, ["?", 9, "위원", "", ""]))
    pages["bad header"] = preview(client, Seat, as_csv(["?"], ["?"]))
    pages["sign in"] = browser("visitor", places).get("/admin/login/")
    pages["signed out"] = client.post("/admin/logout/")
    for name, page in pages.items():
        assert page.status_code == 200, name
        assert not INLINE.search(page.content.decode()), name
        assert "'unsafe-inline'" not in page["Content-Security-Policy"]
