"""Governance projects and the plan whose dated steps approved them."""

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.address_names import AddressNameField
from civicforum.kit.dates import written_date
from civicforum.kit.money import written_won
from civicforum.kit.partial_dates import PartialDateField
from civicforum.kit.years import YearField
from civicforum.people.models import Department
from civicforum.people.scope import Scope
from civicforum.record.models import Entry, RecordModel


class Plan(Entry):
    """A yearly plan of co-governance (지역사회혁신계획)."""

    KIND: ClassVar = Entry.Kind.PLAN

    # Named, because entries that are part of a plan have a field of that name.
    entry_ptr = models.OneToOneField(
        Entry, models.CASCADE, parent_link=True, primary_key=True, related_name="as_plan"
    )

    slug = AddressNameField(_("address name"))
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name=_("department"), null=True, blank=True
    )
    year = YearField(_("year it is carried out"), null=True, blank=True)

    scope: ClassVar = Scope(city="city", department="department")
    subject_rows: ClassVar = {"steps": lambda own, order: own.steps.filter(order=order)}
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["address"]

    def compose_address(self) -> str:
        """`committees/yeongdeungpo/plans/innovation-plan`."""
        return f"committees/{self.city.slug}/plans/{self.slug}"

    def told(self) -> Iterator[str]:
        """The department, and the steps with their dates."""
        yield str(self.department or "")
        for title, on, note in self.steps.values_list("title", "on", "note"):
            yield " ".join(filter(None, [title, written_date(on), note]))


class PlanStep(RecordModel):
    """A dated step of a plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, verbose_name=_("plan"), related_name="steps")
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("title"), max_length=100)
    on = PartialDateField(_("on"))
    note = models.CharField(_("note"), max_length=100, blank=True)

    scope: ClassVar = Scope(city="plan__city", department="plan__department")
    published_through: ClassVar = "plan"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("plan step")
        verbose_name_plural = _("plan steps")
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "order"], name="plan_step_order", deferrable=Deferrable.IMMEDIATE
            )
        ]

    def __str__(self) -> str:
        return self.title


class Project(Entry):
    """A co-governance project (협치사업) of a plan."""

    KIND: ClassVar = Entry.Kind.PROJECT

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name=_("plan"), related_name="projects")
    slug = AddressNameField(_("address name"))
    number = models.PositiveSmallIntegerField(_("number"))
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        verbose_name=_("carried out by"),
        null=True,
        blank=True,
        related_name="projects",
    )
    working_group = models.CharField(_("working group"), max_length=200, blank=True)
    budget = models.PositiveBigIntegerField(_("budget (won)"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True)

    scope: ClassVar = Scope(city="city", department="plan__department")
    subject_rows: ClassVar = {"steps": lambda own, order: own.steps.filter(order=order)}
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="project_number_per_plan",
                deferrable=Deferrable.IMMEDIATE,
            )
        ]

    def container(self) -> Entry:
        """The plan."""
        return self.plan

    def compose_address(self) -> str:
        """`committees/yeongdeungpo/plans/innovation-plan/youth-policy-news`."""
        return f"{self.plan.address}/{self.slug}"

    def told(self) -> Iterator[str]:
        """Who carries it out with what, its own steps with their dates, and its result."""
        yield str(self.department or "")
        yield self.working_group
        yield "" if self.budget is None else written_won(self.budget)
        for on, text in self.steps.values_list("on", "text"):
            yield " ".join(filter(None, [text, written_date(on)]))
        yield self.result


class ProjectStep(RecordModel):
    """A dated step of a project: how it went on, and how it ended."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("Progress")
        DONE = "done", _("Finished")
        STOPPED = "stopped", _("Stopped")

    project = models.ForeignKey(
        Project, models.CASCADE, verbose_name=_("project"), related_name="steps"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PROGRESS)
    on = PartialDateField(_("on"))
    text = models.CharField(_("text"), max_length=200)

    scope: ClassVar = Scope(city="project__city", department="project__plan__department")
    published_through: ClassVar = "project"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("step of a project")
        verbose_name_plural = _("steps of projects")
        ordering = ["project", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "order"],
                name="project_step_order",
                deferrable=Deferrable.IMMEDIATE,
            )
        ]

    def __str__(self) -> str:
        return self.text
