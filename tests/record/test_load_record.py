"""Loading a folder of fixtures: all of it or nothing, and never over a clerk's edit."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from civicforum.people.models import City, Department
from civicforum.people.roles import Role
from civicforum.record import services
from civicforum.record.models import Discrepancy, StateChange
from civicforum.record.states import EntryState
from daulmadang.models import Duty, Outcome, Panel
from tests.personas import person

CITY = "city: {slug: jeonju, name: 전주시, kind: city}\ndepartments: [{slug: taxi, name: 교통과}]\n"
DOCUMENTS = "documents: [{slug: doc-2021, title: 문서, known_until: 2021-12}]\n"
PANELS = """\
source: {document: doc-2021, at: "2"}
fields: [{slug: transport, name: 교통}]
panels:
  - {slug: taxi, title: 택시, department: 교통과, field: 교통, size: 28, purpose: 자문}
"""


def load(folder: Path, **options: bool) -> str:
    """Run the command and return what it printed."""
    out = io.StringIO()
    call_command("load_record", folder, stdout=out, **options)
    return out.getvalue().strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One small city: a department, a document, a field and a panel."""
    for name, text in (("city", CITY), ("documents", DOCUMENTS), ("panels", PANELS)):
        write(tmp_path, f"{name}.yaml", text)
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    """Write a file of the small city."""
    path = folder / "jeonju" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


DUTIES = """\
planned:
  source: {document: doc-2021, at: "2"}
  duties:
    - {year: 2023, due: "2023-05", type: inspection, title: 첫 점검}
    - {year: 2023, due: "2023-05", type: inspection, title: 둘째 점검}
"""
PROGRAMMES = "programmes: [{source: {document: doc-2021}, job: daulmadang, title: 다울마당}]\n"


DISCREPANCIES = """\
source: {document: doc-2021}
discrepancies:
  - entry: daulmadang/jeonju
    subject: title
    title: 이름이 다름
    statements: [{value: 다울마당, shown: true}, {value: 다올마당}]
"""
OUTCOMES = """\
headings:
  - {heading: advice, source: {document: doc-2021}, outcomes: [{panel: taxi, title: 자문}]}
"""


@pytest.mark.django_db
class TestAgain:
    def test_duties_of_one_kind_in_one_month_are_two_and_stay_two(self, folder: Path) -> None:
        write(folder, "programmes.yaml", PROGRAMMES)
        write(folder, "duties.yaml", DUTIES)
        load(folder)
        known = [*Duty.objects.order_by("key").values_list("pk", "key", "title")]
        assert [title for _pk, _key, title in known] == ["첫 점검", "둘째 점검"]
        assert known[1][1] == f"{known[0][1]}-2"
        load(folder, overwrite=True)
        assert [*Duty.objects.order_by("key").values_list("pk", "key", "title")] == known

    def test_a_clerks_edit_is_kept_unless_overwritten(self, folder: Path) -> None:
        load(folder)
        panel = Panel.objects.get()
        panel.size = 29
        services.save_row(panel)
        assert "1 edited here and kept" in load(folder)
        assert Panel.objects.get().size == 29
        assert "1 overwritten" in load(folder, overwrite=True)
        assert Panel.objects.get().size == 28

    def test_what_a_clerk_deleted_stays_deleted_unless_overwritten(self, folder: Path) -> None:
        write(folder, "programmes.yaml", PROGRAMMES)
        write(folder, "duties.yaml", DUTIES)
        load(folder)
        services.delete_row(
            Duty.objects.get(title="둘째 점검"),
            actor=person("clerk", Role.CITY_CLERK, City.objects.get()),
        )
        assert "1 edited here and kept" in load(folder)
        assert Duty.objects.count() == 1
        assert load(folder, overwrite=True).startswith("1 created")
        assert Duty.objects.count() == 2

    def test_what_refers_to_what_a_clerk_deleted_is_left_out_with_it(self, folder: Path) -> None:
        write(folder, "programmes.yaml", PROGRAMMES)
        write(folder, "discrepancies.yaml", DISCREPANCIES)
        write(folder, "outcomes.yaml", OUTCOMES)
        load(folder)
        clerk = person("clerk", Role.CITY_CLERK, City.objects.get())
        StateChange.objects.all().delete()  # as if nothing had been public yet
        services.delete_row(Discrepancy.objects.get(), actor=clerk)
        services.delete_row(Outcome.objects.get(), actor=clerk)
        services.delete_row(Panel.objects.get(), actor=clerk)
        assert "edited here and kept" in load(folder)
        assert not Panel.objects.exists()
        assert not Discrepancy.objects.exists()

    def test_what_was_withdrawn_stays_withdrawn(self, folder: Path) -> None:
        load(folder)
        services.move_entry(Panel.objects.get(), EntryState.WITHDRAWN)
        load(folder, overwrite=True)
        assert Panel.objects.get().state == EntryState.WITHDRAWN

    def test_if_empty_leaves_a_record_alone(self, folder: Path) -> None:
        assert load(folder, if_empty=True).startswith("5 created")
        write(folder, "panels.yaml", PANELS.replace("slug: taxi, title", "slug: other, title"))
        assert load(folder, if_empty=True) == "The record is not empty; nothing was loaded."
        assert Panel.objects.count() == 1


_TAXI = "{slug: taxi, title: 버스, department: 교통과, field: 교통, size: 5, purpose: 자문}"
BAD = [
    ("size: 28", "size: many", 'panels[1], field "size": “many” value must be an integer'),
    ("size: 28", "size: [28]", 'panels[1], field "size": cannot be [28]'),
    ("size: 28", "size: 28, sise: 1", 'panels[1], field "sise": is not known here'),
    (", field: 교통,", ",", 'panels[1], field "field": is missing'),
    ("field: 교통,", "field: 하늘,", 'panels[1], field "field": no policy field is called "하늘"'),
    ("title: 택시,", "", 'panels[1], field "title": This field cannot be blank'),
    ("slug: taxi,", "slug: Taxi Panel,", 'panels[1], field "address": Use lower-case letters'),
    ("size: 28", "size: 28, size: 29", 'panels.yaml, line 4: "size" stands twice'),
    ("document: doc-2021", "document: none", 'no source document is called "none"'),
    ("fields: [", "fields: ", "panels.yaml, line"),
    ("panels:\n  - ", "panels:\n  - 택시\n  - ", "panels[1]: this must be `field: value` pairs"),
    ("title: 택시,", "title: ~,", 'panels[1], field "title": must have a value'),
    ("slug: taxi,", 'slug: "taxi\\0",', 'field "slug": holds a character that cannot be stored'),
    ("title: 택시,", 'title: "택시\\ud800",', "panels.yaml, line 4: found invalid Unicode"),
    ("field: 교통,", "field: [교통],", """panels[1], field "field": cannot be ['교통']"""),
    ("- {slug: taxi", f"- {_TAXI}\n  - {{slug: taxi", "is the same as panels[1] in line 4 of"),
    ("panels:\n  - {", "panels: 택시\nmore:\n  - {", 'field "panels": must be a list of rows'),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("old", "new", "message"), BAD, ids=[new[:24] for _, new, _ in BAD])
def test_a_bad_row_is_named_and_nothing_is_loaded(
    folder: Path, old: str, new: str, message: str
) -> None:
    assert old in PANELS
    write(folder, "panels.yaml", PANELS.replace(old, new))
    with pytest.raises(CommandError) as caught:
        load(folder)
    assert message in str(caught.value)
    assert "jeonju/panels.yaml, " in str(caught.value)
    assert str(caught.value).endswith("; correct it and load again.")
    assert not City.objects.exists()
    assert not Department.objects.exists()


@pytest.mark.django_db
def test_a_file_that_nothing_loads_is_an_error(folder: Path) -> None:
    write(folder, "pannels.yaml", PANELS)
    with pytest.raises(CommandError, match=r"jeonju/pannels\.yaml is no file the record knows"):
        load(folder)
    assert not City.objects.exists()


@pytest.mark.django_db
def test_a_folder_without_a_city_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"holds no folder with a city\.yaml"):
        load(tmp_path)
