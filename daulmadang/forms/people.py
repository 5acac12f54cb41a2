"""The forms with which a clerk says who is who."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.forms.meetings import helper
from committees.models import Person


class _People(forms.ModelMultipleChoiceField):
    """People of one name, each with the terms that tell them apart."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name and, below it, each term."""
        return render_to_string("daulmadang/staff/person_terms.html", {"person": obj})


class MergeForm(forms.Form):
    """Which people of one name are one, whose row stays, and why."""

    people = _People(
        Person.objects.none(),
        label=gettext_lazy("One and the same are"),
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=100)

    def __init__(self, alike: Any, data: Any = None) -> None:
        super().__init__(data, prefix="merge")
        self.fields["people"].queryset = alike  # type: ignore[attr-defined]
        self.helper = helper(_("Make one person of them"))


class PartForm(forms.Form):
    """Why a term is somebody else's, and what tells the two apart."""

    told_apart = forms.CharField(
        label=Person._meta.get_field("told_apart").verbose_name, max_length=100, required=False
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=100)

    def __init__(self, data: Any = None, *, term: int) -> None:
        super().__init__(data, prefix=f"part-{term}")
        self.helper = helper(_("Part it from this person"))
        self.helper.inputs[0].name = f"part-{term}"
