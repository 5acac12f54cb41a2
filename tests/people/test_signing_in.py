"""Who gets into the admin, who is sent away, and how long a guesser waits."""

import datetime as dt

import pytest
from axes.utils import reset
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from civicforum.people import services
from civicforum.people.models import RoleGrant, User
from civicforum.people.roles import Role
from tests.personas import browser, person, town

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"


def sign_in(client: Client, password: str) -> int:
    sent = {"username": "clerk@example.org", "password": password, "next": "/admin/"}
    return client.post(LOGIN, sent).status_code


@pytest.fixture(autouse=True)
def quick_hashes(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def clerk() -> User:
    user = person("clerk", Role.CITY_CLERK, town().jeonju)
    user.set_password("a long enough password")
    user.save()
    reset()
    return user


def test_a_clerk_signs_in_and_out(clerk: User) -> None:
    client = Client()
    assert sign_in(client, "a long enough password") == 302
    page = client.get("/admin/").content.decode()
    assert 'data-signed-in="1"' in page
    assert 'data-signed-in=""' in client.post("/admin/logout/").content.decode()
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("typed", ["Clerk@Example.org", "  CLERK@EXAMPLE.ORG "])
def test_an_address_is_the_same_however_it_is_capitalised(clerk: User, typed: str) -> None:
    client = Client()
    sent = {"username": typed, "password": "a long enough password", "next": "/admin/"}
    assert client.post(LOGIN, sent).status_code == 302
    assert client.get("/admin/").status_code == 200


def test_guesses_count_together_however_the_address_is_capitalised(clerk: User) -> None:
    spellings = ("clerk@example.org", "Clerk@example.org", "CLERK@example.org")
    for n in range(settings.AXES_FAILURE_LIMIT):
        sent = {"username": spellings[n % 3], "password": f"guess {n}"}
        seen = Client().post(LOGIN, sent).status_code
    assert seen == 429


def test_signing_in_is_no_change_of_the_account(clerk: User) -> None:
    before = clerk.history.count()
    assert sign_in(Client(), "a long enough password") == 302
    clerk.refresh_from_db()
    assert clerk.last_login
    assert clerk.history.count() == before
    clerk.name = "새 이름"
    services.save_row(clerk)
    assert clerk.history.count() == before + 1


def test_who_guesses_is_locked_out_with_a_sentence_even_for_the_right_password(
    clerk: User,
) -> None:
    client = Client()
    seen = [sign_in(client, f"guess {n}") for n in range(settings.AXES_FAILURE_LIMIT)]
    assert seen == [200] * (settings.AXES_FAILURE_LIMIT - 1) + [429]
    sent = {"username": "clerk@example.org", "password": "a long enough password"}
    refused = client.post(LOGIN, sent)
    assert refused.status_code == 429
    minutes = int(settings.AXES_COOLOFF_TIME * 60)
    assert str(minutes) in refused.content.decode()
    assert "krds-alert error" in refused.content.decode()
    reset()
    assert sign_in(client, "a long enough password") == 302


def test_the_page_is_the_houses_and_says_what_was_wrong(clerk: User) -> None:
    client = Client()
    page = client.get(f"{LOGIN}?next=/admin/people/city/").content.decode()
    for part in ("krds-input", 'name="next" value="/admin/people/city/"', "시민소통 기록"):
        assert part in page, part
    assert page.count("csrfmiddlewaretoken") == 1
    assert "testserver" not in page  # the portal's name, not the machine's
    assert "/en/admin" not in page
    wrong = client.post(LOGIN, {"username": "clerk@example.org", "password": "x"})
    assert '<div class="krds-alert error" role="alert">' in wrong.content.decode()
    assert 'value="clerk@example.org"' in wrong.content.decode()
    empty = client.post(LOGIN, {"username": "clerk@example.org", "next": "/admin/people/city/"})
    text = empty.content.decode()
    assert 'id="id_password_error" class="form-hint-invalid"' in text
    assert 'aria-describedby="id_password_error"' in text
    assert 'name="next" value="/admin/people/city/"' in text


@pytest.mark.parametrize(
    ("next_page", "leads_to"),
    [("/admin/people/city/", "/admin/people/city/"), ("https://evil.example/", "/admin/")],
)
def test_who_signs_in_goes_on_to_where_they_wanted(
    clerk: User, next_page: str, leads_to: str
) -> None:
    sent = {"username": "clerk@example.org", "password": "a long enough password"}
    response = Client().post(LOGIN, sent | {"next": next_page})
    assert response["Location"] == leads_to


@pytest.mark.parametrize(
    ("starts", "ends", "opens"),
    [(0, None, True), (0, 0, True), (1, None, False), (-9, -1, False)],
)
def test_a_role_holds_from_its_first_day_to_its_last(
    clerk: User, starts: int, ends: int | None, opens: bool
) -> None:
    today = timezone.localdate()
    RoleGrant.objects.update(
        starts_on=today + dt.timedelta(starts),
        ends_on=None if ends is None else today + dt.timedelta(ends),
    )
    client = Client()
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    assert (client.get("/admin/").status_code == 200) == opens


def test_a_role_in_a_department_of_another_city_is_refused() -> None:
    places = town()
    grant = RoleGrant(
        user=User.objects.create_user("x@example.org", name="x"),
        role=Role.SUPPORTER,
        city=places.jeonju,
        department=places.governance,
    )
    with pytest.raises(ValidationError):
        services.save_row(grant)


def test_the_superuser_makes_an_account_and_gives_it_a_role() -> None:
    places = town()
    root = browser("superuser", places)
    new = {"email": "new@example.org", "name": "새 담당자", "usable_password": "true"}
    new |= {"password1": "long-enough-2026", "password2": "long-enough-2026"}
    assert root.post("/admin/people/user/add/", new).status_code == 302
    user = User.objects.get(email="new@example.org")
    assert user.check_password("long-enough-2026")
    assert not user.is_staff
    grant = {"user": user.pk, "role": "city_clerk", "city": places.jeonju.pk}
    grant["starts_on"] = timezone.localdate()
    assert root.post("/admin/people/rolegrant/add/", grant).status_code == 302
    assert User.objects.get(pk=user.pk).is_staff
    assert user.history.first().history_user.name == "root"
