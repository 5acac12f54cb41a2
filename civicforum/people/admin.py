"""The admin of cities, departments, accounts and roles."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civicforum.people.admin_base import ScopedInline
from civicforum.people.admin_fields import InReachFilter, RefusableForm, count_column
from civicforum.people.admin_history import HistoryAdmin
from civicforum.people.models import City, Department, Leave, RoleGrant, User
from civicforum.people.roles import CITY_ROLES

# Rights come from roles with a scope (policy.py); Django's groups play no part.
admin.site.unregister(Group)


@admin.register(City)
class CityAdmin(HistoryAdmin):
    list_display = (
        "name",
        "kind",
        "live_since",
        "needs_approval",
        "masks_winner_names",
        count_column("departments", _("departments")),
    )
    list_filter = ("kind",)
    search_fields = ("name", "slug")
    fieldsets = (
        (None, {"fields": ("name", "slug", "kind", "live_since", "needs_approval")}),
        (
            _("Privacy"),
            {
                "fields": ("masks_winner_names",),
                "description": _("Applies at once to every public page and export of the city."),
            },
        ),
    )
    # A clerk must not be able to switch off the city's own checks.
    identity = ("name", "slug", "kind", "live_since", "needs_approval")


@admin.register(Department)
class DepartmentAdmin(HistoryAdmin):
    list_display = ("name", "city", "slug")
    list_filter = (("city", InReachFilter),)
    list_select_related = ("city",)
    search_fields = ("name", "slug")
    fields = ("city", "name", "slug")


class RoleGrantInline(ScopedInline):
    model = RoleGrant
    fields = ("role", "city", "department", "starts_on", "ends_on")


class NewUserForm(RefusableForm, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")


class UserForm(RefusableForm, UserChangeForm):
    class Meta:
        model = User
        fields = ("email", "name", "password", "is_active", "is_superuser")


@admin.register(User)
class UserAdmin(HistoryAdmin, DjangoUserAdmin):
    form = UserForm
    add_form = NewUserForm
    list_display = (
        "name",
        "email",
        "is_active",
        "is_superuser",
        count_column("grants", _("roles")),
    )
    list_filter = ("is_active", "is_superuser", "grants__role")
    search_fields = ("name", "email")
    ordering = ("name",)
    filter_horizontal = ()
    readonly_fields = ("joined_at", "last_login")
    inlines = (RoleGrantInline,)
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Rights"), {"fields": ("is_active", "is_superuser")}),
        (_("Dates"), {"fields": ("joined_at", "last_login")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),
    )

    def get_inlines(self, request: Any, obj: Any) -> Any:
        """Roles are given once the account exists."""
        return super().get_inlines(request, obj) if obj else ()


@admin.register(Leave)
class LeaveAdmin(HistoryAdmin):
    """Everybody keeps the own leaves, and a clerk those of the city's people."""

    list_display = ("user", "starts_on", "ends_on", "deputy")
    list_select_related = ("user", "deputy")
    search_fields = ("user__name", "user__email")
    date_hierarchy = "starts_on"
    fields = ("user", "starts_on", "ends_on", "deputy")

    def get_field_queryset(self, db: Any, db_field: Any, request: Any) -> Any:
        """Offer the person, and as deputies who reaches as much; a clerk all people of the city."""
        if request.user.is_superuser:
            return super().get_field_queryset(db, db_field, request)
        own = request.user.current_grants
        reached = Q(city__in=[one.city_id for one in own if one.is_clerk])
        if db_field.name == "deputy":
            reached |= Q(department__in=[one.department_id for one in own if one.department_id])
            reached |= Q(city__in=[one.city_id for one in own], role__in=CITY_ROLES)
        kept = self.rows_on_page(request).values(db_field.attname)
        colleagues = RoleGrant.objects.filter(reached).values("user")
        found = Q(pk=request.user.pk) | Q(pk__in=colleagues) | Q(pk__in=kept)
        return User.objects.filter(found, is_active=True)

    def get_changeform_initial_data(self, request: Any) -> Any:
        """Who enters a leave mostly means the own."""
        return {"user": request.user.pk} | super().get_changeform_initial_data(request)


@admin.register(RoleGrant)
class RoleGrantAdmin(HistoryAdmin):
    list_display = ("user", "role", "city", "department", "starts_on", "ends_on")
    list_filter = ("role", ("city", InReachFilter))
    list_select_related = ("user", "city", "department")
    search_fields = ("user__name", "user__email", "city__name", "department__name")
    autocomplete_fields = ("user",)
    date_hierarchy = "starts_on"
    fields = ("user", "role", "city", "department", "starts_on", "ends_on")
