"""What no form of ours would send: keys that are none, counts without end, unknown filters."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import ForeignKey, Model
from django.forms import ModelChoiceField
from django.forms.models import InlineForeignKeyField
from django.test import Client

from civicforum.people.admin_fields import RowFormSet
from civicforum.people.policy import is_evidence
from committees.models import Seat
from daulmadang.models import Duty, Member, Panel
from roundtables.models import Proposal, Team
from tests.admin.forms import admin_url, as_sent, errors, send
from tests.admin.rows import Rows, everything
from tests.admin.sheets import CSV
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db

NO_KEYS = ("abc", "9" * 30)
#: Those that the administration only shows have no form.
SHOWN = {"entry", "inspectionround", "inspectionsheet"}
MODELS = [m for m in admin.site._registry if not is_evidence(m) and m._meta.model_name not in SHOWN]


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def root(places: Town) -> Client:
    return browser("superuser", places)


@pytest.fixture
def rows(places: Town) -> Rows:
    return everything(places.jeonju, places.transport)


def test_a_form_opens_whatever_its_address_names(root: Client, rows: Rows) -> None:
    for model in MODELS:
        keys = [field.name for field in model._meta.fields if isinstance(field, ForeignKey)]
        for key in NO_KEYS:
            opened = root.get(admin_url(model, "add"), dict.fromkeys(keys, key))
            assert opened.status_code == 200, (model, key)


def test_a_key_that_names_no_row_is_refused_at_its_field(root: Client, rows: Rows) -> None:
    for model in MODELS:
        url = admin_url(rows[model])
        page: Any = root.get(url).context_data
        sent = as_sent(root, url)
        keys = [*_keys_on(page)]
        for key in NO_KEYS if keys else ():
            response = root.post(url, sent | dict.fromkeys(keys, key))
            assert response.status_code == 200, (model, key)
            assert errors(response), (model, key)


def _keys_on(page: Any) -> Iterator[str]:
    """The names under which the page's forms send the keys of other rows."""
    inlines = [one.formset.initial_forms for one in page["inline_admin_formsets"]]
    for form in (page["adminform"].form, *chain(*inlines)):
        for name, field in form.fields.items():
            if isinstance(field, ModelChoiceField | InlineForeignKeyField):
                yield form.add_prefix(name)


def test_the_picker_keeps_nothing_of_a_key_that_is_none(root: Client, rows: Rows) -> None:
    response = send(root, admin_url(rows[Proposal]), team="abc")
    assert "올바르게 선택" in errors(response)
    assert "abc" not in response.content.decode()


@pytest.mark.parametrize("model", [Team, Proposal, Seat, Panel, Member, Duty])
def test_an_export_with_an_unknown_filter_leads_back_to_the_list(
    root: Client, rows: Rows, model: type[Model]
) -> None:
    for sent in (None, {"format": CSV, "resource": "0"}):
        url = f"{admin_url(model, 'export')}?pk__exact=zz"
        response = root.post(url, sent) if sent else root.get(url)
        assert (response.status_code, response["Location"]) == (
            302,
            f"{admin_url(model, 'changelist')}?e=1",
        )
    assert root.get(response["Location"]).status_code == 200


def test_a_count_without_end_costs_no_more_than_the_most_rows_of_a_form(
    root: Client, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    add_prefix = RowFormSet.add_prefix

    def counting(formset: RowFormSet, index: Any) -> str:
        asked.extend([index] if isinstance(index, int) else [])  # or the empty form's mark
        return add_prefix(formset, index)

    monkeypatch.setattr(RowFormSet, "add_prefix", counting)
    send(root, admin_url(rows[Panel]), **{"seats-INITIAL_FORMS": "300000"})
    assert 0 < len(asked) < 10_000
