"""What the admin stores goes through the services; what they refuse keeps what was typed."""

from typing import Any

import pytest
from django.test import Client

from civicforum.kit.errors import NotAllowed
from civicforum.people.models import City
from civicforum.record import services, version
from civicforum.record.models import Commitment, Document, Entry
from committees.models import Body
from daulmadang.models import Duty, Field, Outcome, Panel
from roundtables.models import (
    Award,
    Idea,
    Proposal,
    ProposalLine,
    Roundtable,
    Session,
    Team,
)
from tests import making
from tests.admin.forms import admin_url, as_sent, errors, send
from tests.admin.rows import Rows, everything
from tests.personas import PERSONAS, Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def rows(places: Town) -> Rows:
    return everything(places.jeonju, places.transport)


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("jeonju_clerk", places)


def test_a_change_is_indexed_signed_and_renews_the_pages(
    clerk: Client, rows: Rows, django_capture_on_commit_callbacks: Any
) -> None:
    table, before = rows[Roundtable], version.current()
    with django_capture_on_commit_callbacks(execute=True):
        response = send(clerk, admin_url(table), **{"slogan": "함께", "sessions-0-venue": "시청"})
    assert response.status_code == 302
    assert {"함께", "시청"} <= set(Entry.objects.get(pk=table.pk).text.split())
    assert table.history.first().history_user.name == "jeonju_clerk"
    assert rows[Session].history.first().history_user.name == "jeonju_clerk"
    assert version.current() != before


def test_a_clerk_of_one_city_need_not_choose_it(clerk: Client, places: Town) -> None:
    sent = as_sent(clerk, admin_url(Roundtable, "add"))
    assert sent["city"] == places.jeonju.pk
    sent |= {"number": 9, "title": "새 원탁회의", "slug": "new"}
    assert clerk.post(admin_url(Roundtable, "add"), sent).status_code == 302
    assert Roundtable.objects.get().address == "roundtables/jeonju/new"


def test_a_forged_city_is_refused(clerk: Client, places: Town) -> None:
    sent = as_sent(clerk, admin_url(Roundtable, "add"))
    sent |= {"number": 9, "title": "남의 것", "slug": "forged", "city": places.yeongdeungpo.pk}
    response = clerk.post(admin_url(Roundtable, "add"), sent)
    assert response.status_code == 200
    assert "city" in response.context["adminform"].form.errors
    assert not Roundtable.objects.exists()


def test_a_row_cannot_be_moved_into_another_city(clerk: Client, places: Town, rows: Rows) -> None:
    response = send(clerk, admin_url(rows[Roundtable]), city=places.yeongdeungpo.pk)
    assert "city" in response.context["adminform"].form.errors
    rows[Roundtable].refresh_from_db()
    assert rows[Roundtable].city == places.jeonju


def test_a_forged_link_to_another_city_is_refused(clerk: Client, places: Town, rows: Rows) -> None:
    foreign = everything(places.yeongdeungpo, places.governance)
    for row, field, target in (
        (rows[Award], "team", foreign[Team]),
        (rows[Panel], "parent", foreign[Body]),
        (rows[Duty], "document", foreign[Document]),
    ):
        response = send(clerk, admin_url(row), **{field: target.pk})
        assert response.status_code == 200
        assert field in response.context["adminform"].form.errors


def test_the_services_refuse_what_is_out_of_the_actors_reach(places: Town, rows: Rows) -> None:
    stranger = PERSONAS["yeongdeungpo_clerk"](places)
    row = rows[Roundtable]
    row.title = "고침"
    with pytest.raises(NotAllowed):
        services.save_row(row, actor=stranger)
    with pytest.raises(NotAllowed):
        services.delete_row(row, actor=stranger)
    with pytest.raises(NotAllowed):
        services.save_row(
            Roundtable(city=places.jeonju, number=7, slug="x", title="x"), actor=stranger
        )
    row.city = places.yeongdeungpo  # neither pulled into the own city …
    with pytest.raises(NotAllowed):
        services.save_row(row, actor=stranger)
    clerk = PERSONAS["jeonju_clerk"](places)  # … nor pushed out of it
    with pytest.raises(NotAllowed):
        services.save_row(row, actor=clerk)
    assert Roundtable.objects.get().city == places.jeonju


def test_what_is_part_of_another_entry_is_in_its_city(places: Town, rows: Rows) -> None:
    idea = Idea(city=places.yeongdeungpo, roundtable=rows[Roundtable], slug="i", order=2, title="i")
    services.save_row(idea)
    assert idea.city == places.jeonju


def test_a_refusal_of_the_services_keeps_what_was_typed(clerk: Client, rows: Rows) -> None:
    other = making.saved(Roundtable(city=rows[City], number=8, slug="taken", title="다른"))
    response = send(clerk, admin_url(rows[Roundtable]), slug=other.slug, method="오전 내내 쓴 글")
    assert response.status_code == 200
    assert errors(response)
    assert "오전 내내 쓴 글" in response.content.decode()
    rows[Roundtable].refresh_from_db()
    assert rows[Roundtable].method == ""


def test_a_refused_inline_row_undoes_the_whole_page(clerk: Client, rows: Rows) -> None:
    idea = rows[Idea]
    changes = {"slogan": "바뀜", "awards-0-team": "", "awards-0-order": "1"}
    changes |= {"sessions-0-starts": "16:00", "sessions-0-ends": "14:00"}
    response = send(clerk, admin_url(rows[Roundtable]), **changes)
    assert response.status_code == 200
    rows[Roundtable].refresh_from_db()
    assert rows[Roundtable].slogan == ""
    assert idea.roundtable == rows[Roundtable]


def test_a_row_that_the_services_refuse_undoes_those_written_before_it(
    clerk: Client, places: Town
) -> None:
    """The form finds nothing wrong; the first row is stored when the second is refused."""
    panel = making.panel(places.jeonju)  # with a public outcome, whose address stays
    making.saved(Outcome(city=panel.city, panel=panel, heading="advice", order=0, title="초안"))
    before = Outcome.history.count()
    changes = {"outcomes-0-title": "고친 초안", "outcomes-1-order": 7}
    response = send(clerk, admin_url(panel), purpose="새 목적", **changes)
    assert response.status_code == 200
    assert "자문 수행" in errors(response)  # says which row it was
    assert "고친 초안" in response.content.decode()
    assert [*Outcome.objects.values_list("order", "title")] == [(0, "초안"), (1, "자문 수행")]
    assert Outcome.history.count() == before
    assert Panel.objects.get().purpose != "새 목적"


def test_what_has_been_public_is_not_deleted(clerk: Client, places: Town) -> None:
    row = making.roundtable(places.jeonju, parts=0)
    one_by_one = clerk.post(admin_url(row, "delete"), {"post": "yes"}, follow=True)
    together = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    many = clerk.post(admin_url(Roundtable, "changelist"), together, follow=True)
    for response in (one_by_one, many):
        assert response.status_code == 200
        assert f"“{row}”" in response.content.decode()
        assert [m.level_tag for m in response.context["messages"]] == ["error"]
    assert Roundtable.objects.filter(pk=row.pk).exists()
    assert admin_url(row, "delete") not in clerk.get(admin_url(row)).content.decode()


def test_whoever_opens_the_page_to_delete_it_is_told_at_once(clerk: Client, places: Town) -> None:
    panel = making.panel(places.jeonju)
    page = clerk.get(admin_url(panel, "delete"), follow=True)
    assert page.redirect_chain == [(admin_url(panel), 302)]
    assert [str(m) for m in page.context["messages"]] == [
        f"“{panel}” 항목은 공개된 적이 있습니다. 지우지 말고 공개를 거두십시오."
    ]
    foreign = making.panel(places.yeongdeungpo, 2)
    assert clerk.get(admin_url(foreign, "delete")).status_code == 404


def test_a_public_address_is_kept_in_the_words_of_the_form(clerk: Client, places: Town) -> None:
    making.roundtable(places.jeonju)
    making.panel(places.jeonju)
    for model, field, value, label in (
        (Proposal, "order", 3, "순서"),
        (Outcome, "order", 3, "순서"),
        (Idea, "slug", "another", "주소 이름"),
        (Panel, "slug", "another", "주소 이름"),
    ):
        row: Any = model.objects.get()
        said = errors(send(clerk, admin_url(row), **{field: value}))
        assert f"주소에 들어가는 값을 그대로 두십시오: “{label}”" in said
        assert row.address == model.objects.get().address


def test_a_row_that_points_at_what_the_page_deletes_is_refused_in_plain_words(
    clerk: Client, rows: Rows
) -> None:
    proposal, above = rows[Proposal], rows[ProposalLine]
    line = making.saved(ProposalLine(proposal=proposal, order=2, text="둘째 줄"))
    changes = {"lines-0-DELETE": "on", "lines-1-parent": above.pk}
    said = errors(send(clerk, admin_url(proposal), **changes))
    assert f"“{line}”" in said
    assert "삭제되었거나 없습니다. 다른 것을 고르거나 삭제 표시를 푸십시오." in said
    assert "필드" not in said
    assert proposal.lines.count() == 2


def test_a_line_is_not_deleted_from_above_what_stands_below_it(clerk: Client, rows: Rows) -> None:
    proposal, above = rows[Proposal], rows[ProposalLine]
    making.saved(ProposalLine(proposal=proposal, order=2, parent=above, text="아래 줄"))
    said = errors(send(clerk, admin_url(proposal), **{"lines-0-DELETE": "on"}))
    assert f"“{above}” 항목을 지우려면 여기에 딸린 것부터 지우고 저장하십시오" in said
    assert proposal.lines.count() == 2
    assert send(clerk, admin_url(proposal), **{"lines-1-DELETE": "on"}).status_code == 302
    assert send(clerk, admin_url(proposal), **{"lines-0-DELETE": "on"}).status_code == 302
    assert not proposal.lines.exists()


def test_long_texts_wrap_in_the_form_and_stay_one_line(clerk: Client, rows: Rows) -> None:
    changes = {"purpose": "첫째 \r\n둘째\n", "outcomes-0-title": "성과\n제목"}
    page = clerk.get(admin_url(rows[Panel])).content.decode()
    for name in ("purpose", "title", "outcomes-0-title"):
        assert f'<textarea name="{name}"' in page
    assert '<input type="text" name="as_of"' in page
    assert send(clerk, admin_url(rows[Panel]), **changes).status_code == 302
    assert Panel.objects.get().purpose == "첫째 둘째"
    assert Outcome.objects.get().title == "성과 제목"


def test_an_address_name_says_what_it_is_for_and_in_which_letters(
    clerk: Client, rows: Rows
) -> None:
    for row in (rows[Panel], rows[Roundtable], rows[Idea], rows[Field], rows[Document]):
        assert "페이지의 고정 주소에 들어갑니다" in clerk.get(admin_url(row)).content.decode()
        for slug in ("택시", "Taxi", "my_taxi", "a/b"):
            said = errors(send(clerk, admin_url(row), slug=slug))
            assert "영문 소문자, 숫자, 붙임표(-)만 쓰십시오. 예: taxi, plan-2018" in said
            assert "슬러그" not in said


def test_a_draft_is_deleted_with_its_parts(clerk: Client, places: Town) -> None:
    row = making.saved(Roundtable(city=places.jeonju, number=1, slug="draft", title="초안"))
    making.saved(Session(roundtable=row, number=1, date="2021-06-03"))
    assert admin_url(row, "delete") in clerk.get(admin_url(row)).content.decode()
    response = clerk.post(admin_url(row, "delete"), {"post": "yes"})
    assert response.status_code == 302
    assert not Roundtable.objects.exists()
    assert Roundtable.history.first().history_user.name == "jeonju_clerk"


def test_what_others_lean_on_is_not_deleted(clerk: Client, places: Town) -> None:
    making.panel(places.jeonju)
    page = clerk.post(admin_url(places.transport, "delete"), {"post": "yes"})
    assert page.context["protected"]
    places.transport.refresh_from_db()


def test_an_officer_changes_the_purpose_and_not_the_name(places: Town, rows: Rows) -> None:
    officer = browser("taxi_officer", places)
    response = send(officer, admin_url(rows[Panel]), purpose="새 목적", title="새 이름", size=12)
    assert response.status_code == 302
    panel = Panel.objects.get(pk=rows[Panel].pk)
    assert (panel.purpose, panel.size, panel.title) == ("새 목적", 12, rows[Panel].title)


def test_a_clerk_does_not_switch_off_the_citys_own_checks(clerk: Client, places: Town) -> None:
    City.objects.filter(pk=places.jeonju.pk).update(needs_approval=True)
    sent = {"masks_winner_names": "on", "name": "전주", "live_since": "2030-01-01"}
    assert send(clerk, admin_url(places.jeonju), **sent).status_code == 302
    city = City.objects.get(pk=places.jeonju.pk)
    assert (city.masks_winner_names, city.needs_approval, city.name) == (True, True, "전주시")
    assert city.live_since is None


def test_a_panel_is_not_changed_through_the_form_of_bodies(clerk: Client, rows: Rows) -> None:
    assert clerk.get(f"/admin/committees/body/{rows[Panel].pk}/change/").status_code == 404
    listed = clerk.get("/admin/committees/body/").content.decode()
    assert rows[Body].title in listed
    assert rows[Panel].title not in listed


def test_a_duty_gets_its_programme_and_an_identifier(clerk: Client, places: Town) -> None:
    programme = making.programme(places.jeonju)
    sent = as_sent(clerk, admin_url(Duty, "add"))
    sent |= {"type": "inspection", "title": "일제점검", "year": 2023, "due": "2023-05"}
    assert clerk.post(admin_url(Duty, "add"), sent).status_code == 302
    duty = Duty.objects.get()
    assert duty.entry_id == programme.pk
    assert duty.key == "daulmadang/jeonju/duties/2023-05-inspection"
    assert f"{duty.due_on}" == "2023-05-31"


def test_duties_of_one_kind_at_one_time_are_numbered(clerk: Client, places: Town) -> None:
    making.programme(places.jeonju)
    for due in ("2023-05", "2023-05", "2023-05", "", ""):
        sent = as_sent(clerk, admin_url(Duty, "add"))
        sent |= {"type": "inspection", "title": "일제점검", "year": 2023, "due": due}
        assert clerk.post(admin_url(Duty, "add"), sent).status_code == 302
    names = [duty.key.rpartition("/")[2] for duty in Duty.objects.order_by("pk")]
    assert names == [
        "2023-05-inspection", "2023-05-inspection-2", "2023-05-inspection-3",
        "2023-inspection", "2023-inspection-2",
    ]  # fmt: skip
    send(clerk, admin_url(Duty.objects.get(key__endswith="-3")), due="2023-06")
    assert Duty.objects.get(key__endswith="2023-05-inspection-3").due == "2023-06"


def test_a_yearly_duty_is_not_changed_in_the_list_of_all_commitments(
    clerk: Client, rows: Rows
) -> None:
    url = f"/admin/record/commitment/{rows[Duty].pk}/change/"
    assert clerk.get(url).status_code == 200
    assert clerk.post(url, {"title": "x"}).status_code == 404
    assert send(clerk, admin_url(rows[Commitment]), title="고침").status_code == 302


def test_a_lookup_offers_nothing_of_another_city(clerk: Client, places: Town, rows: Rows) -> None:
    everything(places.yeongdeungpo, places.governance)
    query = {"app_label": "roundtables", "model_name": "proposal", "field_name": "team"}
    found = clerk.get("/admin/autocomplete/", query).json()["results"]
    assert [int(team["id"]) for team in found] == [rows[Team].pk]


def test_filters_name_nothing_of_another_city(clerk: Client, places: Town, rows: Rows) -> None:
    foreign = everything(places.yeongdeungpo, places.governance)
    page = clerk.get(admin_url(Session, "changelist")).content.decode()
    assert foreign[Roundtable].title not in page
