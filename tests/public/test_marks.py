"""Beside every disputed value stands the mark of its footnote, on whatever page it shows."""

import re
from collections.abc import Iterator

import pytest
from django.db.models import (
    PositiveBigIntegerField,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    TimeField,
)
from django.test import Client

from civicforum.kit.dates import format_date
from civicforum.record import services, version
from civicforum.record.models import Discrepancy, Entry, Statement
from civicforum.record.subjects import point_of
from daulmadang.models import Duty
from tests.public.test_pages import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

_FOOTNOTES = re.compile(r'<ol class="notes">.*?</ol>', re.DOTALL)
_NOTE = re.compile(r'<li id="note-(\d+)">(.*?)</li>', re.DOTALL)
_NAVIGATION = re.compile(r"^.*?<main|<nav.*?</nav>|<form.*?</form>", re.DOTALL)
_BLOCK_ENDS = re.compile(r"</(?:p|li|h\d|dd|td|caption)>")
_MARK = re.compile(r'href="#note-(\d+)"')


def unmistakable(row: Discrepancy, number: int) -> tuple[str, str]:
    """Give the disputed point a value that stands nowhere else.

    Returns how pages write it, and how its footnote does.
    """
    point = point_of(row)
    assert point
    shown = row.statements.get(shown=True)
    match point.field:
        case PositiveIntegerField() | PositiveSmallIntegerField() | PositiveBigIntegerField():
            value = seen = str(940 + number)
        case TimeField():
            value = seen = f"03:{number:02}"
        case _ if point.field.name == "stated_weekday":
            value, seen = "일", format_date(point.row.date, stated="일")
        case _:
            value = seen = f"값{number:02} 다툼{number:02}"
    point.put(value, instead_of=shown.value)
    services.save_row(point.row)
    shown.value = value
    services.save_row(shown)
    return seen, value


def text_of(page: str) -> str:
    """What a page shows beside its footnotes and the ways through the site."""
    return _NAVIGATION.sub("", _FOOTNOTES.sub("", page))


def places(body: str, seen: str) -> list[re.Match[str]]:
    """Where the value stands in the text, not within a tag."""
    found = re.finditer(rf"(?<!\d){re.escape(seen)}(?!\d)", body)
    return [one for one in found if body.rfind("<", 0, one.start()) < body.rfind(">", 0, one.end())]


def unmarked(page: str, seen: str, stated: str) -> list[str]:
    """The places of a page that show the value without a mark that leads to its footnote."""
    notes = {number for number, text in _NOTE.findall(page) if f">{stated}<" in text}
    body = text_of(page)
    found = []
    for place in places(body, seen):
        rest = _BLOCK_ENDS.split(body[place.end() :], maxsplit=1)[0]
        if not notes & set(_MARK.findall(rest)):
            found.append(body[place.start() - 60 : place.end() + 60])
    return found


def paths() -> Iterator[str]:
    """Every public page, and searches that find each of the values."""
    yield from addresses()
    for year in Duty.objects.values_list("year", flat=True).distinct():
        yield f"/daulmadang/jeonju/calendar/{year}/"
    for number in range(Discrepancy.objects.count()):
        yield f"/search/?q=값{number:02}"


def test_every_disputed_value_has_its_mark_on_every_page_that_shows_it(client: Client) -> None:
    rows = [row for row in Discrepancy.objects.all() if point_of(row)]
    values = dict(unmistakable(row, number) for number, row in enumerate(rows))
    assert len(values) == len(rows) == Discrepancy.objects.count() - 1
    version.renew()
    pages = {path: client.get(path).content.decode() for path in dict.fromkeys(paths())}
    shown: dict[str, set[str]] = {}
    bare = []
    for path, page in pages.items():
        for seen, stated in values.items():
            if places(text_of(page), seen):
                shown.setdefault(seen, set()).add(path)
                bare += [(path, place) for place in unmarked(page, seen, stated)]
    assert bare == []
    assert set(shown) == set(values)
    assert sum("/" in found for found in shown.values()) >= 1
    assert sum("/roundtables/" in found for found in shown.values()) >= 10


def test_marks_are_numbered_as_a_page_is_read(client: Client) -> None:
    several = 0
    for path in dict.fromkeys([*addresses(), "/search/?q=다울마당", "/search/?q=전주"]):
        page = client.get(path).content.decode()
        read = [int(number) for number in dict.fromkeys(_MARK.findall(page))]
        notes = [int(number) for number, _text in _NOTE.findall(page)]
        assert read == [*range(1, len(read) + 1)], path
        assert notes == [*range(1, len(notes) + 1)], path
        several += len(read) > 2
    assert several >= 5


def test_what_other_sources_say_stands_in_footnotes_only(client: Client) -> None:
    words = {}
    for row in Discrepancy.objects.all():
        for other in row.statements.filter(shown=False):
            other.value = f"딴말{other.pk:04}"
            services.save_row(other)
            words[other.value] = row
    version.renew()
    assert words
    for path in addresses():
        assert "딴말" not in text_of(client.get(path).content.decode()), path
    for value, row in words.items():
        response = client.get("/search/", {"q": value})
        page = response.content.decode()
        assert [entry.address for entry in response.context["page"]] == [row.entry.address]
        assert value not in text_of(page).split("<h2>", 1)[1].split("</h2>", 1)[1], value
        [number] = [number for number, text in _NOTE.findall(page) if f">{value}<" in text]
        assert f'href="#note-{number}"' in text_of(page), value


def test_a_spelling_used_in_two_places_is_marked_where_the_lines_stand(client: Client) -> None:
    row = Discrepancy.objects.get(subject="lines")
    for path in (f"/{row.entry.address}/", "/roundtables/jeonju/2021-one-person-households/"):
        page = client.get(path).content.decode()
        numbers = [n for n, text in _NOTE.findall(page) if "공유자원 센터" in text]
        assert f'href="#note-{numbers[0]}"' in page, path


def test_every_footnote_of_a_list_belongs_to_a_mark(client: Client) -> None:
    for path in ("/", "/roundtables/", "/daulmadang/", "/committees/", "/search/?q=전주"):
        page = client.get(path).content.decode()
        numbers = {number for number, _ in _NOTE.findall(page)}
        assert numbers, path
        assert numbers == set(_MARK.findall(page)), path


@pytest.mark.parametrize(
    ("address", "subjects"),
    [
        (
            "committees/yeongdeungpo/working-council/14",
            ["place", "recorder", "starts", "next_meeting", "agenda/3/outcome"],
        ),
        (
            "committees/yeongdeungpo/events/2018-results-sharing",
            ["place", "audience", "starts", "ends"],
        ),
        ("roundtables/jeonju/2020-corona-baeksin", ["session-1/topic", "session-1/label"]),
    ],
)
def test_what_is_disputed_one_day_is_marked_too(
    client: Client, address: str, subjects: list[str]
) -> None:
    entry = Entry.objects.get(address=address)
    for subject in subjects:
        row = Discrepancy(city=entry.city, entry=entry, subject=subject, title=f"다툼 {subject}")
        services.save_row(row)
        services.save_row(Statement(discrepancy=row, order=1, value=f"값 {subject}", shown=True))
        assert point_of(row), subject
    version.renew()
    page = client.get(f"/{address}/").content.decode()
    noted = {text: number for number, text in _NOTE.findall(page)}
    for subject in subjects:
        number = next(n for text, n in noted.items() if f"다툼 {subject}" in text)
        assert f'href="#note-{number}"' in text_of(page), subject
