"""The search form: one field that looks through the whole record."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from civicforum.kit.addresses import localized
from civicforum.record.models import Entry

FOUND_IN = {"header": _("Search the record")}
EVERYWHERE = _("Find anything in the record")


class SearchForm(forms.Form):
    """Words and dates, perhaps of one kind of entry; sent by GET, so it needs no token.

    `place` tells apart the forms of one page: the header's from the one in the page.
    """

    q = forms.CharField(max_length=100, required=False, widget=forms.TextInput({"type": "search"}))
    kind = forms.ChoiceField(choices=Entry.Kind, required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, place: str = "page") -> None:
        super().__init__(data, auto_id=f"{place}-%s")
        label = FOUND_IN.get(place, EVERYWHERE)
        self.fields["q"].label = label
        self.fields["q"].widget.attrs |= {"aria-label": label, "placeholder": label}
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_action = localized("/search/")
        self.helper.form_class = f"search-form {'header-search' if place == 'header' else 'large'}"
        self.helper.attrs = {"role": "search", "aria-label": label}
        self.helper.form_show_labels = False
        self.helper.layout = Layout(Field("q", template="krds/search_field.html"))
        if self["kind"].value() in Entry.Kind.values:
            self.helper.layout.append("kind")

    @property
    def asked(self) -> tuple[str, str]:
        """The words and the kind that were sent, each "" where it is not given or not valid."""
        self.full_clean()
        return self.cleaned_data.get("q", ""), self.cleaned_data.get("kind", "")
