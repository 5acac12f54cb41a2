"""Files may hold matters and the progress of projects; what they do not state is the city's."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from civicforum.people.roles import Role
from civicforum.portal.fixtures import compare_folder
from civicforum.portal.management.commands.check_record import figures
from civicforum.record import services
from civicforum.record.checks import Checked
from committees.models import Matter, MatterStep, Presentation, Project
from tests.personas import person

pytestmark = pytest.mark.django_db

SOURCE = 'source: {document: minutes, at: "1"}\n'
FILES = {
    "city.yaml": "city: {slug: jeonju, name: 전주시, kind: city}\n"
    "departments: [{slug: youth, name: 청년과}]\n",
    "documents.yaml": "documents: [{slug: minutes, title: 회의록, known_until: 2019-12}]\n",
    "bodies.yaml": SOURCE + "bodies: [{slug: welfare, form: subcommittee, title: 복지분과}]\n",
    "projects.yaml": SOURCE
    + """
plan: {slug: plan, title: 계획, year: 2019, stated: [{code: budget, value: 3000000000}]}
projects:
  - slug: news
    number: 1
    title: 청년정책소식
    department: 청년과
    budget: 3000000000
    steps: [{on: "2019-03", text: 첫 발행}, {kind: done, on: "2019-12", text: 마침}]
  - {slug: plain, number: 2, title: 우리 동네}
""",
    "matters.yaml": SOURCE
    + """
matters:
  - slug: 2018-news
    title: 청년에게 소식을
    year: 2018
    body: 복지분과
    became: committees/jeonju/plans/plan/news
    stated: [{code: steps, value: 2}]
    steps:
      - {kind: proposed, on: "2018-03"}
      - {kind: forum_vote, on: "2018-06-03", votes: 87, place: 1, note: 열린공론장}
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A city with a matter that became a project."""
    (tmp_path / "jeonju").mkdir()
    for name, text in FILES.items():
        (tmp_path / "jeonju" / name).write_text(text, encoding="utf-8")
    return tmp_path


def load(folder: Path) -> None:
    call_command("load_record", folder, verbosity=0)


def different(folder: Path) -> list[Checked]:
    lines = [*figures(), *compare_folder(folder)]
    return [line for line in lines if line.status != "same"]


def test_a_matter_is_loaded_with_its_steps_and_what_it_became(folder: Path) -> None:
    load(folder)
    matter = Matter.objects.get()
    assert matter.is_public
    assert matter.became == Project.objects.get(slug="news")
    vote = matter.steps.get(order=2)
    assert (vote.kind, vote.votes, vote.place) == (MatterStep.Kind.FORUM_VOTE, 87, 1)
    project = matter.became
    assert project is not None
    assert (project.budget, str(project.department)) == (3_000_000_000, "청년과")
    assert [*project.steps.values_list("kind", flat=True)] == ["progress", "done"]
    assert project.plan.year == 2019
    load(folder)
    assert Matter.objects.count() == 1
    assert different(folder) == []


def test_what_the_files_do_not_state_the_city_writes(folder: Path) -> None:
    load(folder)
    clerk = person("clerk", Role.CITY_CLERK, Project.objects.first().city)  # type: ignore[union-attr]
    plain = Project.objects.get(slug="plain")
    plain.budget, plain.working_group = 5_000_000, "실무반"
    services.save_row(plain, actor=clerk)
    matter = Matter.objects.get()
    matter.summary = "청년이 정책을 알게"
    services.save_row(matter, actor=clerk)
    load(folder)
    plain.refresh_from_db()
    assert plain.budget == 5_000_000
    assert [line.figure for line in different(folder)] == ["committees/jeonju/plans/plan/budget"]


def test_a_number_that_was_stated_does_not_change_silently(folder: Path) -> None:
    load(folder)
    MatterStep.objects.filter(order=2).update(votes=88)
    found = {line.figure: (line.computed, line.stated, line.status) for line in different(folder)}
    (step,) = (figure for figure in found if figure.endswith(", votes"))
    assert found[step] == (88, "87", "unexplained")


def test_a_project_that_is_not_there_is_named(folder: Path) -> None:
    file = folder / "jeonju" / "matters.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("plan/news", "plan/nothing"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"became.*plan/nothing"):
        load(folder)
    assert not Matter.objects.exists()


def test_a_presentation_names_its_project(folder: Path) -> None:
    (folder / "jeonju" / "sharing-event.yaml").write_text(
        SOURCE
        + """
event:
  slug: sharing
  title: 성과공유회
  date: "2019-12-13"
  planned_at: committees/jeonju/welfare/1
  presentations:
    - body: 복지분과
      title: 청년 소식
      presenter: 분과장
      project: committees/jeonju/plans/plan/news
""",
        encoding="utf-8",
    )
    (folder / "jeonju" / "meeting-1.yaml").write_text(
        SOURCE + 'meeting: {body: 복지분과, number: 1, title: 1차 회의, date: "2019-03-02", '
        'stated_weekday: "", next_meeting: ""}\n',
        encoding="utf-8",
    )
    load(folder)
    assert Presentation.objects.get().project == Project.objects.get(slug="news")
