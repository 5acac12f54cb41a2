"""The forms of the year: what is shown of it, what is made, when a duty is due and done."""

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from civicforum.kit.partial_dates import validate_partial_date
from civicforum.kit.years import YEARS
from civicforum.people.models import City, Department, User
from civicforum.people.policy import Action, rows
from daulmadang.models import Duty, Panel


class ReachForm(forms.Form):
    """Of which city, department or panel in a person's reach something is shown; sent by GET.

    The city is asked of whoever reaches more than one.
    """

    city = forms.ModelChoiceField(City.objects.none(), label=_("City"), to_field_name="slug")
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), required=False, empty_label=_("All")
    )
    panel = forms.ModelChoiceField(
        Panel.objects.none(), label=_("Panel"), required=False, empty_label=_("All")
    )

    def __init__(self, data: QueryDict, person: User) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.helper = FormHelper()
        self.helper.form_tag = False  # its button has no name to be sent
        self.helper.disable_csrf = True
        cities = rows(person, Action.VIEW, City).order_by("name")
        self.shown_city = _city_of(list(cities), data.get("city", ""))
        chosen: Any = self.fields
        if len(cities) > 1:
            chosen["city"].queryset, chosen["city"].required = cities, False
            chosen["city"].empty_label = None
            chosen["city"].initial = self.shown_city
        else:
            del self.fields["city"]
        of = {"city": self.shown_city}
        chosen["department"].queryset = rows(person, Action.VIEW, Department).filter(**of)
        panels = rows(person, Action.VIEW, Panel).filter(**of)
        chosen["panel"].queryset = panels.order_by("title", "pk")

    @property
    def asked(self) -> dict[str, Any]:
        """The department and the panel that were asked for; what is no choice is left out."""
        self.full_clean()
        asked = self.cleaned_data
        return {name: asked[name] for name in ("department", "panel") if asked.get(name)}


def _city_of(cities: list[City], slug: str) -> City | None:
    """The city that was asked for, else the first one that has panels, else the first."""
    for city in cities:
        if city.slug == slug:
            return city
    if len(cities) > 1:
        with_panels = set(Panel.objects.filter(city__in=cities).values_list("city", flat=True))
        cities = [city for city in cities if city.pk in with_panels] or cities
    return cities[0] if cities else None


class DutyForm(forms.Form):
    """When a duty is due and when it was done, in its line of the year.

    Each field carries along what it showed when the page was opened: only what was changed is
    stored, and nothing that somebody else changed meanwhile is written over. Whether an inspection
    with a sheet is done follows from the sheet.
    """

    due = forms.CharField(label=_("due"), max_length=10, required=False, show_hidden_initial=True)
    done = forms.CharField(label=_("done"), max_length=10, required=False, show_hidden_initial=True)

    def __init__(self, data: Any, duty: Duty, *, may_adjust: bool) -> None:
        stored = {"due": str(duty.due), "done": str(duty.done)}
        super().__init__(data, prefix=f"duty-{duty.pk}", initial=stored)
        self.duty = duty
        if not may_adjust:
            del self.fields["due"]
        if hasattr(duty, "sheet"):
            del self.fields["done"]
        for name, field in self.fields.items():
            label = f"{field.label}: {duty.panel.title if duty.panel else ''} {duty.title}"
            field.validators.append(validate_partial_date)
            field.widget.attrs |= {
                "class": "krds-input",
                "aria-label": label,
                "aria-describedby": f"{self.prefix}-{name}-error",
            }

    def clean(self) -> dict[str, Any]:
        """Refuse a field that somebody else changed since the page was opened."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self.changed_data:
            shown = (
                self.fields[name]
                .hidden_widget()
                .value_from_datadict(self.data, self.files, self.add_initial_prefix(name))
            )
            if shown != str(getattr(self.duty, name)):
                text = _("Somebody else changed this meanwhile; it is %(now)s now.")
                now = getattr(self.duty, name) or "–"
                self.add_error(name, ValidationError(text, params={"now": now}))
        return cleaned


class CalendarForm(forms.Form):
    """Whose duties a calendar program is to fetch: all in the person's reach, or a part."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), required=False, empty_label=_("All")
    )
    panel = forms.ModelChoiceField(
        Panel.objects.none(), label=_("Panel"), required=False, empty_label=_("All")
    )

    def __init__(self, data: Any, person: User) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the page's own form has it
        choices: Any = self.fields
        choices["department"].queryset = rows(person, Action.VIEW, Department)
        choices["panel"].queryset = rows(person, Action.VIEW, Panel).order_by("title", "pk")


def month_of(text: str, today: dt.date) -> dt.date:
    """Return the first day of the month that a text such as `2027-05` names, else of today's."""
    try:
        month = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        month = today
    return (month if month.year in YEARS else today).replace(day=1)
