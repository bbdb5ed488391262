"""Questions about cases, decisions, appeals and the log. `visible_to` says who reads each."""

from django.db import models
from django.db.models import Q

from members.permissions import is_secretariat
from portal.postoffice.querysets import OutgoingQuerySet
from workstreams.groups.models import WorkingGroup


def _of_led_groups(rows, user):
    # What stands in no group is the secretariat's.
    return rows if is_secretariat(user) else rows.filter(group__in=WorkingGroup.objects.moderated_by(user))


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The cases of the groups that this user leads; all for the secretariat."""
        return _of_led_groups(self, user)

    def open(self):
        return self.filter(closed_at=None)

    def of_secretariat(self):
        """Those that only the secretariat decides: passed on to it, or in no group."""
        return self.filter(Q(group=None) | Q(escalated_at__isnull=False))

    def of_leads(self):
        """Those that the leads of their group decide."""
        return self.filter(group__isnull=False, escalated_at=None)

    def longest_waiting(self):
        return self.order_by("opened_at", "pk")


class FlagQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own flags, in the groups that one still sees."""
        seen = Q(case__group=None) | Q(case__group__in=WorkingGroup.objects.visible_to(user))
        return self.filter(seen, raised_by=user.pk)

    def for_desk(self, user):
        """The flags that lie at this user's desks: of the groups that they lead; all for the secretariat."""
        if is_secretariat(user):
            return self
        return self.filter(case__group__in=WorkingGroup.objects.moderated_by(user))

    def open(self):
        return self.filter(case__closed_at=None)


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The decisions of the groups that this user leads; all for the secretariat."""
        return _of_led_groups(self, user)

    def in_force(self):
        return self.filter(undone_at=None)


class StatementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, also of a group that one no longer sees; those of the groups that one leads, and of appeals that
        wait there; all for the secretariat."""
        if is_secretariat(user):
            return self
        if not user.is_authenticated:
            return self.none()
        led = WorkingGroup.objects.moderated_by(user)
        return self.filter(Q(recipient=user.pk) | Q(decision__group__in=led) | Q(appeal__group__in=led))


class AppealQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The appeals in the groups that this user leads; all for the secretariat. One's own stand on one's
        statements."""
        return _of_led_groups(self, user)

    def open(self):
        return self.filter(decided_at=None)

    def longest_waiting(self):
        return self.order_by("created_at", "pk")


class LogEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was done in the groups that this user leads; all for the secretariat."""
        return _of_led_groups(self, user)

    def of(self, name):
        """What was done by, or to, whoever bears all these words in their name."""
        members = self.model._meta.get_field("by").related_model.objects.called(name)
        return self.filter(Q(by__in=members) | Q(member__in=members))

    def for_reading(self):
        """With the names that a row shows, the newest first. One query."""
        return self.select_related("by", "member", "group").order_by("-pk")


class LetterQuerySet(OutgoingQuerySet):
    def for_composing(self, numbers):
        """Those of these numbers, with whom they go to and the case that they tell of."""
        return self.filter(pk__in=numbers).select_related("recipient__membership", "case__group", "held__group")
