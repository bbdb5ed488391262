"""Priority areas, their working groups, and who sits in them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.groups import querysets
from workstreams.markup.rendering import render


class PriorityArea(models.Model):
    """One of the alliance's few large themes. Groups belong to one."""

    slug = models.SlugField(_("short address"), unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    summary = models.CharField(_("in a sentence"), max_length=300)
    position = models.PositiveSmallIntegerField(_("place in the order"), default=0)

    objects = querysets.PriorityAreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("priority area")
        verbose_name_plural = _("priority areas")
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('groups')}#{self.slug}"


# Words that stand where a group's short address would, or below it: no group may take them.
RESERVED_SLUGS = ["desk", "new", "people", "posts", "preview", "threads"]


class WorkingGroup(models.Model):
    """Where an area's work is done: a charter, people from several sectors, and threads."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Anyone can read")
        MEMBERS = "members", _("Members can read")
        PRIVATE = "private", _("Participants only")

    class Joining(models.TextChoices):
        OPEN = "open", _("Open to every member")
        REQUEST = "request", _("On request, a lead decides")

    area = models.ForeignKey(PriorityArea, models.PROTECT, related_name="groups", verbose_name=_("priority area"))
    slug = models.SlugField(_("short address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(_("purpose, in a line"), max_length=200)
    charter = models.TextField(_("charter"), help_text=_("Markdown."))
    visibility = models.CharField(
        _("who can read"), max_length=16, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    joining = models.CharField(_("how to join"), max_length=16, choices=Joining.choices, default=Joining.OPEN)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = querysets.WorkingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering = ["area__position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "members", "private"]), name="group_visibility_known"
            ),
            models.CheckConstraint(condition=Q(joining__in=["open", "request"]), name="group_joining_known"),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS),
                name="group_slug_not_reserved",
                violation_error_message=_("This short address is one of the portal's own words. Choose another."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("group", args=[self.slug])

    @cached_property
    def charter_html(self):
        return mark_safe(render(self.charter))  # noqa: S308 - render() sanitises


class Participation(models.Model):
    """A seat in a group, with its role and dates. It is to a group what a membership is to the alliance."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        PARTICIPANT = "participant", _("Participant")

    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, related_name="participations", verbose_name=_("working group")
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="participations", verbose_name=_("member"))
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.PARTICIPANT)
    joined_at = models.DateTimeField(_("from"), default=timezone.now)
    left_at = models.DateTimeField(_("to"), null=True, blank=True)

    objects = querysets.ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["-joined_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member"], condition=Q(left_at=None), name="participation_one_current"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")), name="participation_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(role__in=["lead", "participant"]), name="participation_role_known"),
        ]

    def __str__(self):
        return f"{self.member}, {self.get_role_display()}, {self.group}"


class JoinRequest(models.Model):
    """A member asks to join a group; a lead of that group decides."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, related_name="join_requests", verbose_name=_("working group")
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="join_requests", verbose_name=_("member"))
    note = models.TextField(_("what they want to bring"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("asked"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("reason, as the member was told"), max_length=2000, blank=True)

    objects = querysets.JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member"], condition=Q(decided_at=None), name="join_request_one_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="")
                | Q(decided_at__isnull=False, decided_by__isnull=False, outcome__in=["accepted", "declined"]),
                name="join_request_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="declined") | ~Q(reason=""), name="join_request_declined_with_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.member}: {self.group}"
