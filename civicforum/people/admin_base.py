"""The admin's manners: what is out of a person's reach does not exist for that person."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CharField, Count, Model, Q, QuerySet
from django.forms.models import _get_foreign_key
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from civicforum.kit.errors import Refused
from civicforum.people import services
from civicforum.people.admin_fields import (
    LongLine,
    RefusableForm,
    RowForm,
    RowFormSet,
    RowPicker,
    SharedChoiceField,
    with_labels,
)
from civicforum.people.admin_meanwhile import ANYWAY, OPENED, ChangedMeanwhile, Page
from civicforum.people.models import City, Department
from civicforum.people.places import naming, trading_places
from civicforum.people.policy import Action, can, is_evidence, rows

#: A text that may be as long as this does not fit into the box of a short one.
LONG = 200


class _InReach:
    """What the admin of a model and its inlines share."""

    model: type[Model]
    admin_site: Any
    no_links: ClassVar[tuple[str, ...]] = ("delete",)

    def rows_on_page(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows whose form the page holds."""
        raise NotImplementedError

    def get_field_queryset(self, db: Any, db_field: Any, request: Any) -> Any:
        """Offer what is in reach, and what a row on the page already points at."""
        related = db_field.remote_field.model
        found = rows(request.user, Action.VIEW, related)
        if not request.user.is_superuser:
            kept = self.rows_on_page(request).values(db_field.attname)
            found = related._default_manager.filter(Q(pk__in=found.values("pk")) | Q(pk__in=kept))
        return with_labels(found, self.admin_site)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Give long texts room; offer the way to a related row, but never to delete it there."""
        if type(db_field) is CharField and (db_field.max_length or 0) >= LONG:
            kwargs.setdefault("widget", LongLine())
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(field, forms.ModelChoiceField):
            for link in self.no_links:
                setattr(field.widget, f"can_{link}_related", False)
        return field

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Link to the public page of what is public."""
        return obj.get_absolute_url() if getattr(obj, "is_public", False) else None

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("form_class", SharedChoiceField)
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", RowPicker(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class ScopedInline(_InReach, admin.TabularInline):
    """Rows that a clerk edits with what they are part of."""

    extra = 0
    show_change_link = True
    form = RowForm
    formset = RowFormSet
    no_links = ("add", "change", "delete", "view")
    #: Fields whose choices lie within the same whole: {"team": "session__roundtable"}.
    within: ClassVar[dict[str, str]] = {}
    whole: Model | None = None  # an inline is made anew for every request

    def rows_on_page(self, request: HttpRequest) -> QuerySet[Any]:
        found = self.model._default_manager.all()
        if self.whole is None:
            return found.none()
        link = _get_foreign_key(self.parent_model, self.model, fk_name=self.fk_name)
        return found.filter(**{link.name: self.whole.pk})

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        self.whole = obj
        return super().get_formset(request, obj, **kwargs)

    def get_field_queryset(self, db: Any, db_field: Any, request: Any) -> Any:
        if db_field.name not in self.within:
            return super().get_field_queryset(db, db_field, request)
        found = db_field.remote_field.model._default_manager.all()
        if self.whole is None:
            return found.none()
        path = self.within[db_field.name]
        return with_labels(found.filter(**{path: self._reached(path)}), self.admin_site)

    def _reached(self, path: str) -> Any:
        """The whole, or the row of it that the path's last step names (a meeting's body)."""
        step = path.split("__")[-1]
        is_whole = step == self.whole._meta.model_name  # type: ignore[union-attr]
        return self.whole if is_whole else getattr(self.whole, step)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_labels(rows(request.user, Action.VIEW, self.model), self.admin_site)  # type: ignore[arg-type]

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return can(request.user, Action.VIEW, self.model)

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return can(request.user, Action.ADD, self.model)

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return can(request.user, Action.CHANGE, self.model)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return can(request.user, Action.DELETE, self.model)


class ScopedAdmin(_InReach, admin.ModelAdmin):
    """The admin of a model, as far as the person's roles and their scope reach."""

    # Narrower types would bind every admin to the shape of the first one.
    list_display: Any = ("__str__",)
    list_filter: ClassVar[Any] = ()
    list_select_related: ClassVar[Any] = False
    inlines: ClassVar[Any] = ()
    form: Any = RefusableForm
    list_per_page = 50
    show_full_result_count = False
    #: What a row is: fixed for those who may not add such rows.
    identity: ClassVar[tuple[str, ...]] = ()

    def url_of(self, view: str, *args: Any) -> str:
        """The address of one of the model's pages."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}", args=args)

    def write(self, request: HttpRequest, row: Model, reason: str = "") -> None:
        """Store a row. Raises ValidationError or Refused."""
        services.save_row(row, actor=request.user, reason=reason)  # type: ignore[arg-type]

    def erase(self, request: HttpRequest, row: Model) -> None:
        """Delete a row. Raises Refused."""
        services.delete_row(row, actor=request.user)  # type: ignore[arg-type]

    def hold(self, page: Page) -> None:
        """Let nobody else store what is on the page until the transaction is over."""
        page.hold()

    # Reach

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found = with_labels(rows(request.user, Action.VIEW, self.model), self.admin_site)  # type: ignore[arg-type]
        counted = [c.counted for c in self.list_display if hasattr(c, "counted")]
        counts = {name: Count(relation, distinct=True) for name, relation in counted}
        ordering: Any = self.get_ordering(request) or self.opts.ordering
        return found.annotate(**counts).order_by(*ordering)

    def rows_on_page(self, request: HttpRequest) -> QuerySet[Any]:
        row = getattr(request, "row_in_form", None)
        return self.model._default_manager.filter(pk=row.pk if row else None)

    def _may(self, request: Any, action: Action, row: Model | None) -> bool:
        """Ask the policy once per page; Django asks a dozen times."""
        known = request.__dict__.setdefault("_known_rights", {})
        key = (action, self.model, row and row.pk)
        if key not in known:
            known[key] = can(request.user, action, self.model, row)
        return bool(known[key])

    def has_module_permission(self, request: Any) -> bool:
        return self._may(request, Action.VIEW, None)

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return self._may(request, Action.VIEW, obj)

    def has_add_permission(self, request: Any) -> bool:
        return self._may(request, Action.ADD, None)

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return self._may(request, Action.CHANGE, obj)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return self._may(request, Action.DELETE, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = () if self.has_add_permission(request) else self.identity
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Choose the city and the department for those who have but one."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        for field in self.opts.fields:
            if field.related_model in (City, Department):
                found = rows(request.user, Action.VIEW, field.related_model)[:2]  # type: ignore[arg-type]
                if len(found) == 1:
                    initial.setdefault(field.name, found[0].pk)
        return initial

    def _get_obj_does_not_exist_redirect(self, *args: Any) -> HttpResponse:
        raise Http404

    # Writing

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        request.row_in_form = obj
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(
        self, request: Any, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> Any:
        """Save, or show the form again as it was typed with what was refused."""
        try:
            with transaction.atomic():
                self._look_at_page(request, object_id)
                return super().changeform_view(request, object_id, *args, **kwargs)
        except (ValidationError, Refused) as refusal:
            request.refusal = refusal
        except IntegrityError:
            request.refusal = Refused(_("Somebody saved the same just now. Check and save again."))
        return super().changeform_view(request, object_id, *args, **kwargs)

    def _look_at_page(self, request: Any, object_id: str | None) -> None:
        """Note what the form is about to show, before it is read, or refuse to save over it."""
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if row is None or not self.has_change_permission(request, row):
            return
        page = Page(row, self.get_inline_instances(request, row))
        if request.method == "POST":
            self.hold(page)
        request.versions_on_page = page.versions()
        if request.method == "POST":
            page.refuse_if_changed(request)

    def render_change_form(
        self,
        request: Any,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> Any:
        now = getattr(request, "versions_on_page", None)
        context |= {"opened_at": request.POST.get(ANYWAY) or request.POST.get(OPENED) or now}
        if isinstance(getattr(request, "refusal", None), ChangedMeanwhile):
            context |= {"versions_now": now}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        self.write(request, obj)

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        formset.save(commit=False)
        for row in formset.deleted_objects:
            self.erase(request, row)
        rows = [*(row for row, _names in formset.changed_objects), *formset.new_objects]
        with trading_places(rows):
            for row in rows:
                with naming(row):
                    self.write(request, row)

    def delete_model(self, request: Any, obj: Any) -> None:
        self.erase(request, obj)

    def delete_queryset(self, request: Any, queryset: Any) -> None:
        with transaction.atomic():
            for row in queryset:
                self.erase(request, row)

    def get_deleted_objects(self, objs: Any, request: Any) -> Any:
        """The row's own parent tables go with it; what evidence protects, the services explain."""
        found, counts, needed, protected = super().get_deleted_objects(objs, request)
        evidence = {m._meta.verbose_name for m in self.admin_site._registry if is_evidence(m)}
        parents = {m._meta.verbose_name for m in self.opts.get_parent_list()}
        kinds = {capfirst(name) for name in evidence}
        rest = [one for one in protected if str(one).partition(":")[0] not in kinds]
        return found, counts, needed - parents - evidence, rest

    def delete_view(self, request: Any, object_id: str, *args: Any, **kwargs: Any) -> Any:
        return self._or_say(request, super().delete_view, object_id, *args, **kwargs)

    def changelist_view(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return self._or_say(request, super().changelist_view, *args, **kwargs)

    def _or_say(self, request: Any, view: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
