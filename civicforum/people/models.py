"""Cities, their departments, and people with a role in a scope."""

import datetime as dt
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.address_names import AddressNameField
from civicforum.kit.years import DayField
from civicforum.people.belonging import Belonging
from civicforum.people.roles import CITY_ROLES, Held, Role, can_stand_in
from civicforum.people.scope import Scope, ScopeOfPeople


class City(models.Model):
    """A city or district that runs its deliberation here."""

    class Kind(models.TextChoices):
        CITY = "city", _("City")
        DISTRICT = "district", _("District")

    slug = AddressNameField(_("address name"), unique=True)
    name = models.CharField(_("name"), max_length=50, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CITY)
    live_since = DayField(
        _("live since"),
        null=True,
        blank=True,
        help_text=_(
            "Nothing that fell due before this day is owed or reminded. Empty: nothing is."
        ),
    )
    needs_approval = models.BooleanField(
        _("needs approval"),
        default=False,
        help_text=_("An approver releases what the public sees."),
    )
    masks_winner_names = models.BooleanField(
        _("masks the names of winners"),
        default=False,
        help_text=_("Shows only the family name of award winners."),
    )

    scope: ClassVar = Scope(city="self")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse another slug: every page of the city has it in its permanent address."""
        if City.objects.filter(pk=self.pk).exclude(slug=self.slug).exists():
            raise ValidationError(
                {"slug": _("It is part of permanent addresses and stays as it is.")}
            )


class Department(models.Model):
    """A department or team of a city's administration."""

    city = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("city"), related_name="departments"
    )
    slug = AddressNameField(_("address name"))
    name = models.CharField(_("name"), max_length=50)

    scope: ClassVar = Scope(city="city", department="self")
    is_vocabulary: ClassVar = True
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["city", "slug"], name="department_slug_per_city"),
            models.UniqueConstraint(fields=["city", "name"], name="department_name_per_city"),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the e-mail address is the login name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Save and return a user; without a password the account cannot sign in."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Save and return a user who may do everything."""
        return self.create_user(email, password, is_superuser=True, **fields)


class AccountHistory(HistoricalRecords):
    """The versions of an account; signing in changes nothing that they keep."""

    def post_save(self, instance: Any, created: bool, using: Any = None, **kwargs: Any) -> None:
        """Keep no version of a save that stores only what is not part of it."""
        stored = kwargs.get("update_fields")
        if stored is None or not set(stored) <= set(self.excluded_fields):
            super().post_save(instance, created, using, **kwargs)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in; what the person may do is in the role grants."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=50)
    phone = models.CharField(
        _("phone"), max_length=20, blank=True, help_text=_("For text messages, where they are on.")
    )
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()
    history = AccountHistory(excluded_fields=["password", "last_login"])

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep the login name in lower case, as `create_user` does."""
        self.email = self.email.lower()

    @cached_property
    def current_grants(self) -> list["RoleGrant"]:
        """The grants in force today, read once per request."""
        return list(self.grants.current(timezone.localdate()).select_related("city"))

    @property
    def is_staff(self) -> bool:
        """Whether the admin opens for this person: anyone with a role in force."""
        return self.is_active and (self.is_superuser or bool(self.current_grants))


class Leave(models.Model):
    """A person is away from a day until a day (inclusive); who stands in meanwhile."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name=_("user"), related_name="leaves")
    deputy = models.ForeignKey(
        User,
        models.PROTECT,
        verbose_name=_("deputy"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Told in the person's place. Empty: others of the department, or the clerk."),
    )
    starts_on = DayField(_("from"))
    ends_on = DayField(_("until"))

    scope: ClassVar = ScopeOfPeople()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("leave")
        verbose_name_plural = _("leaves")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")),
                name="leave_ends_after_start",
                violation_error_message=_("The last day must not lie before the first."),
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=models.F("user")),
                name="leave_deputy_is_another",
                violation_error_message=_("Nobody stands in for themselves."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.starts_on} – {self.ends_on}"

    def clean(self) -> None:
        """Refuse a deputy who would be told of what is out of the own reach."""
        if not (self.user_id and self.deputy_id and self.starts_on and self.ends_on):
            return
        for day in (self.starts_on, self.ends_on):
            held = RoleGrant.objects.current(day).held_by(self.user_id, self.deputy_id)
            if not can_stand_in(held[self.deputy_id], held[self.user_id]):
                text = _(
                    "%(deputy)s could not open what %(user)s is told of. Choose somebody of the "
                    "same department, or a clerk of the city."
                )
                names = {"deputy": self.deputy, "user": self.user}
                raise ValidationError({"deputy": text % names})


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def current(self, on: dt.date) -> "RoleGrantQuerySet":
        """Grants in force on the day."""
        return self.filter(Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on)))

    def held_by(self, *users: int) -> dict[int, list[Held]]:
        """What each of these users holds of them."""
        held: dict[int, list[Held]] = {user: [] for user in users}
        own = self.filter(user__in=users).values_list("user", "role", "city", "department")
        for user, role, city, department in own:
            held[user].append(Held(role, city, department))
        return held


class RoleGrant(Belonging):
    """A role, in a scope, from a day until a day (inclusive) or further notice."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name=_("user"), related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    city = models.ForeignKey(City, models.PROTECT, verbose_name=_("city"))
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name=_("department"), null=True, blank=True
    )
    starts_on = DayField(_("from"), default=timezone.localdate)
    ends_on = DayField(_("until"), null=True, blank=True)

    scope: ClassVar = Scope(city="city")
    objects = RoleGrantQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        ordering = ["user__name", "role"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=CITY_ROLES, department__isnull=True)
                | (~Q(role__in=CITY_ROLES) & Q(department__isnull=False)),
                name="role_grant_scope_fits_role",
                violation_error_message=_(
                    "Clerks and approvers have a whole city; the other roles need a department."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="role_grant_ends_after_start",
                violation_error_message=_("The last day must not lie before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {Role(self.role).label}"

    @property
    def is_clerk(self) -> bool:
        """Whether it is the role of who runs the city's portal."""
        return self.role == Role.CITY_CLERK
