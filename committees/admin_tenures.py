"""The admin of terms in seats: names and addresses of members, for staff only."""

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civicforum.people.admin_fields import InReachFilter, RefusableForm, count_column
from civicforum.people.admin_meanwhile import Page
from civicforum.people.policy import Action, can
from civicforum.record.admin_base import SOURCE, RecordAdmin
from committees.models import Person, Tenure
from committees.reports.terms import term_told
from committees.services.people import hold_city
from committees.services.tenures import overlapping, save_tenure, terms_beside


class TenureForm(RefusableForm):
    """A term with the member's address instead of the account that is made of it."""

    email = forms.EmailField(
        label=gettext_lazy("e-mail"),
        required=False,
        help_text=gettext_lazy(
            "Notices and minutes go there. The member needs no account: answers are given at a "
            "link in the mail."
        ),
    )

    class Meta:
        model = Tenure
        exclude = ("account",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.account:
            self.initial["email"] = self.instance.account.email


class TenureAdmin(RecordAdmin):
    form = TenureForm
    list_display: Any = ("name", "seat", "body", "affiliation", "starts_on", "ends_on")
    list_filter: ClassVar[Any] = (("seat__body", InReachFilter),)
    list_select_related: ClassVar[Any] = (
        "seat__body",
        "seat__stands_for",
        "seat__stands_for_department",
        "account",
    )
    search_fields = ("name", "affiliation", "seat__role", "seat__body__title")
    autocomplete_fields = ("seat", "person")
    date_hierarchy = "starts_on"
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("seat", "name", "affiliation", "email")}),
        (
            gettext_lazy("From when until when"),
            {
                "fields": ("starts_on", "ends_on", "end_reason"),
                "description": gettext_lazy("For staff only: no public page shows members."),
            },
        ),
        SOURCE,
    )

    def get_queryset(self, request: Any) -> Any:
        """Terms of a kind of their own, such as those of a panel's members, have their own list."""
        found = super().get_queryset(request)
        kinds = [
            link.get_accessor_name()
            for link in self.opts.related_objects
            if getattr(link, "parent_link", False)
        ]
        return found.filter(**{f"{kind}__isnull": True for kind in kinds})

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        """Whoever reaches the people of the city may say who it is; it is found otherwise."""
        (title, options), *rest = super().get_fieldsets(request, obj)
        if can(request.user, Action.VIEW, Person):
            options = {**options, "fields": (*options["fields"], "person")}
        return [(title, options), *rest]

    def body(self, tenure: Tenure) -> str:
        """The body in which the seat is."""
        return str(tenure.seat.body)

    body.short_description = gettext_lazy("body")  # type: ignore[attr-defined]

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Tell below the name which other terms the person has or had."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None and "name" in form.base_fields:
            terms = [term_told(term) for term in terms_beside(obj, request.user)[:20]]
            form.base_fields["name"].help_text = " · ".join(terms)
        return form

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        self.keep(obj, form.cleaned_data, request.user)
        for other in overlapping(obj):
            text = _("Two terms in one seat overlap: %(one)s, %(other)s.")
            told = {"one": term_told(obj), "other": term_told(other)}
            self.message_user(request, text % told, messages.WARNING)

    def hold(self, page: Page) -> None:
        """The city before the term, as the services hold them."""
        hold_city(cast(Tenure, page.row).seat.body.city_id)
        super().hold(page)

    def keep(self, term: Any, typed: Any, actor: Any) -> None:
        """Store a term with what else was typed, such as where mail to the member goes."""
        save_tenure(term, email=typed["email"], actor=actor)


class PersonAdmin(RecordAdmin):
    list_display = ("name", "told_apart", "city", count_column("tenures", gettext_lazy("terms")))
    list_filter = (("city", InReachFilter),)
    list_select_related = ("city",)
    search_fields = ("name", "told_apart")
    fields = ("city", "name", "told_apart")
