"""The sheet of teams and their proposals, one row per proposal."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from civicforum.people.policy import Action, rows
from civicforum.record import services
from civicforum.record.sheets import Number, Reference, Sheet, column
from roundtables.models import Proposal, Roundtable, Session, Team
from roundtables.services import lines_as_text, read_lines, store_lines


class TeamSheet(Sheet):
    """A row is a proposal with its team; without title and lines it is a team alone."""

    roundtable = column(
        "원탁회의", "roundtable", Reference(Roundtable, "slug", "title", required=True)
    )
    session = column("회차", "session_number", Number(required=True))
    team = column("조", "team_number", Number(required=True))
    label = column("조 이름", "team_label")
    order = column("순서", "order", Number())
    tag = column("분류", "tag")
    title = column("제목", "title")
    lines = column("내용", "lines_text")

    class Meta:
        model = Proposal
        fields = ("roundtable", "session", "team", "label", "order", "tag", "title", "lines")
        import_id_fields = ("roundtable", "session", "team", "order")

    optional: ClassVar = ("label", "tag", "lines")

    def get_instance(self, instance_loader: Any, row: Any) -> Proposal | None:
        """The proposal of the row's team and order, or a new one of a team that is known."""
        try:
            cells = [self.fields[name].clean(row) for name in self.get_import_id_fields()]
        except ValueError:  # said again, by its column, when the row is filled
            return None
        team = self._team(*cells[:3])
        if team is None:
            return None
        found = self.get_queryset().filter(team=team, order=cells[3]).first()
        return _shown(found or Proposal(team=team, order=cells[3]))

    def get_or_init_instance(self, instance_loader: Any, row: Any) -> tuple[Proposal, bool]:
        found, _is_new = super().get_or_init_instance(instance_loader, row)
        is_team = not row.get("제목") and not row.get("내용")
        return found, found.team_id is None if is_team else found.pk is None

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        lines = read_lines(getattr(instance, "lines_text", ""))
        instance.lines_text = "\n".join("  " * depth + words for depth, words in lines)

    def store(self, instance: Any) -> None:
        """Store the team and, unless the row is a team alone, the proposal and its lines."""
        instance.team = self._stored_team(instance)
        if instance.title or instance.lines_text:
            super().store(instance)
            reason = _("Imported")
            store_lines(instance, instance.lines_text, actor=self.user, reason=reason)

    def _team(self, roundtable: Roundtable, session: int, number: int) -> Team | None:
        known = rows(self.user, Action.VIEW, Team).select_related("session__roundtable")
        key = {"session__roundtable": roundtable, "session__number": session, "number": number}
        return known.filter(**key).first()

    def _stored_team(self, row: Any) -> Team:
        team = self._team(row.roundtable, row.session_number, row.team_number)
        label = getattr(row, "team_label", "")
        if team is None:
            session = _session(row.roundtable, row.session_number)
            team = Team(session=session, number=row.team_number)
        if team.pk is None or team.label != label:
            team.label = label
            services.save_row(team, actor=self.user, reason=_("Imported"))
        return team

    def iter_queryset(self, queryset: QuerySet[Any]) -> Iterator[Proposal]:
        """Write teams with their proposals, or proposals, whichever list is exported."""
        if queryset.model is Proposal:
            related = queryset.select_related("team__session__roundtable")
            yield from map(_shown, related.prefetch_related("lines"))
            return
        teams = queryset.select_related("session__roundtable")
        for team in teams.prefetch_related("proposals__lines"):
            for proposal in team.proposals.all() or [Proposal(order=None)]:  # type: ignore[misc]
                proposal.team = team
                yield _shown(proposal)


def _shown(proposal: Any) -> Any:
    """Give the proposal the attributes that the columns read."""
    team: Team = proposal.team
    proposal.roundtable = team.session.roundtable
    proposal.session_number = team.session.number
    proposal.team_number = team.number
    proposal.team_label = team.label
    proposal.lines_text = lines_as_text(proposal)
    return proposal


def _session(roundtable: Roundtable, number: int) -> Session:
    found = roundtable.sessions.filter(number=number).first()
    if found is None:
        text = _("“%(roundtable)s” has no session %(number)d.")
        values = {"roundtable": roundtable, "number": number}
        raise ValidationError({"session_number": text % values})
    return found
