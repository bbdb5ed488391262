"""Working groups, the addresses they had, and what their charters said."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.groups import querysets
from workstreams.groups.models.areas import PriorityArea
from workstreams.markup.rendering import render

# Words that stand where a group's short address would, or below it: no group may take them.
RESERVED_SLUGS = ["desk", "new", "people", "posts", "preview", "threads"]


# Whoever is still new after so many is not helped by waiting.
MOST_FIRST_POSTS = 10


class WorkingGroup(models.Model):
    """Where an area's work is done: a charter, people from several sectors, and threads."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Anyone can read")
        MEMBERS = "members", _("Members can read")
        PRIVATE = "private", _("Participants only")

        def is_wider_than(self, other):
            """Whether somebody can read with this who cannot with the other."""
            widest_first = type(self).values
            return widest_first.index(self) < widest_first.index(other)

    class Joining(models.TextChoices):
        OPEN = "open", _("Open to every member")
        REQUEST = "request", _("On request, a lead decides")
        INVITATION = "invitation", _("By invitation")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        CHARTERED = "chartered", _("Chartered")
        DORMANT = "dormant", _("Dormant")
        CONCLUDED = "concluded", _("Concluded")

    class Roster(models.TextChoices):
        """What those who may read the group see of who sits in it. Participants always see all."""

        NAMES = "names", _("Names and organisations")
        COUNTS = "counts", _("Numbers by sector")

    area = models.ForeignKey(PriorityArea, models.PROTECT, related_name="groups", verbose_name=_("priority area"))
    slug = models.SlugField(_("short address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(_("purpose, in a line"), max_length=200)
    charter = models.TextField(
        _("charter"), blank=True, help_text=_("Markdown. What the newest revision says; empty until one is written.")
    )
    visibility = models.CharField(
        _("who can read"), max_length=16, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    joining = models.CharField(_("how to join"), max_length=16, choices=Joining.choices, default=Joining.OPEN)
    roster = models.CharField(
        _("what readers see of the people"), max_length=16, choices=Roster.choices, default=Roster.NAMES
    )
    first_posts_held = models.PositiveSmallIntegerField(
        _("first posts that a lead reads"),
        default=0,
        help_text=_("How many posts of somebody new to the group wait for a lead. 0: none."),
    )
    texts_in_mail = models.BooleanField(
        _("mails quote what is said here"),
        default=True,
        help_text=_("Where they do not, mails name the threads and lead to them."),
    )
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.CHARTERED)
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now, editable=False)
    state_note = models.CharField(_("why it rests or was concluded"), max_length=500, blank=True, editable=False)
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
            models.CheckConstraint(
                condition=Q(joining__in=["open", "request", "invitation"]), name="group_joining_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "chartered", "dormant", "concluded"]), name="group_state_known"
            ),
            models.CheckConstraint(condition=Q(roster__in=["names", "counts"]), name="group_roster_known"),
            models.CheckConstraint(
                condition=Q(first_posts_held__lte=MOST_FIRST_POSTS), name="group_holds_few_first_posts"
            ),
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

    @property
    def takes_posts(self):
        """Whether anybody can write here now: a dormant group rests until it is revived, a concluded one is done."""
        return self.state in {self.State.PROPOSED, self.State.CHARTERED}

    @property
    def closed_because(self):
        """Why it takes nothing new now, in words for its readers; "" while it does."""
        if self.state == self.State.CONCLUDED:
            return gettext("This group is concluded. It stays readable, and takes no posts and nobody new.")
        if self.state == self.State.DORMANT:
            return gettext(
                "This group rests. It stays readable, and takes no posts and nobody new until it is revived."
            )
        return ""

    @property
    def keeps_a_lead(self):
        """Whether its last lead must stay: from its charter until it is concluded. A trigger in the database, named
        group_keeps_one_lead, holds the same."""
        return self.state in {self.State.CHARTERED, self.State.DORMANT}

    @cached_property
    def charter_html(self):
        return mark_safe(render(self.charter))  # noqa: S308 - render() sanitises


class FormerAddress(models.Model):
    """A name that a group had, and the short address that went with it: the address still leads to the group. `slug` is
    None where the name alone changed."""

    group = models.ForeignKey(
        WorkingGroup, models.CASCADE, related_name="former_addresses", verbose_name=_("working group")
    )
    slug = models.SlugField(_("former short address"), max_length=80, unique=True, null=True, blank=True)
    name = models.CharField(_("former name"), max_length=120)
    until = models.DateTimeField(_("until"), default=timezone.now)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["-until"]

    def __str__(self):
        return self.name


class CharterRevision(models.Model):
    """One version of a group's charter, kept for good. The newest is the group's charter."""

    group = models.ForeignKey(
        WorkingGroup, models.CASCADE, related_name="charter_revisions", verbose_name=_("working group")
    )
    number = models.PositiveIntegerField(_("number"))
    body = models.TextField(_("charter"))
    note = models.CharField(_("what changed, in a line"), max_length=200, blank=True)
    written_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    objects = querysets.CharterRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision of a charter")
        verbose_name_plural = _("revisions of charters")
        ordering = ["group_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="charter_revision_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="charter_revision_numbers_from_one"),
        ]

    def __str__(self):
        return f"{self.group} r{self.number}"

    def get_absolute_url(self):
        return reverse("group_charter_revision", args=[self.group.slug, self.number])

    @cached_property
    def body_html(self):
        return mark_safe(render(self.body))  # noqa: S308 - render() sanitises
