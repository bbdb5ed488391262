"""Questions about notices. What one is about may have gone out of sight since: each is asked again when it is shown."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, Now

from members.models import Member
from members.second_factor import proofs_of
from portal.postoffice.querysets import OutgoingQuerySet
from workstreams.discussion.models import Following, GroupFollowing
from workstreams.groups.models import Participation, WorkingGroup

#: How many earlier mails of a thread a mail names, for mail programs to put it beside them.
EARLIER = 5

#: What is said of a decision is no word of the post: it stands beside the marker that everybody sees.
OF_WORDS = ["mention", "reply", "post", "thread"]


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, of what one may still see: never of a group that one left, nor of words that were hidden."""
        posts, documents, objections = (
            self.model._meta.get_field(name).related_model.objects for name in ("post", "document", "objection")
        )
        # Asked of each notice: there are few of them, and many posts.
        post = posts.visible_to(user).filter(pk=OuterRef("post"))
        readable = Q(Exists(post.words_for(user))) | (~Q(kind__in=OF_WORDS) & Q(Exists(post)))
        return self.filter(
            Q(group=None) | Q(group__in=WorkingGroup.objects.visible_to(user)),
            Q(post=None) | readable,
            Q(document=None) | Q(Exists(documents.visible_to(user).filter(pk=OuterRef("document")))),
            Q(objection=None) | Q(Exists(objections.visible_to(user).filter(pk=OuterRef("objection")))),
            recipient=user.pk,
        )

    def unread(self):
        return self.filter(read_at=None)

    def newest_first(self, *, below=None):
        """The newest first; those that follow the notice `below`, where one is named."""
        ordered = self.order_by("-created_at", "-pk")
        if below is None:
            return ordered
        same = Q(created_at=below.created_at, pk__lt=below.pk)
        return ordered.filter(Q(created_at__lt=below.created_at) | same)

    def for_inbox(self):
        """With what a row of the inbox says. One query, and none of the words of a post."""
        return self.select_related("actor", "group", "post__thread__group", "document__group").defer(
            "post__body", "post__body_html", "post__search"
        )

    def to_mail(self):
        """Those for which a mail is still to be planned."""
        return self.filter(by_mail=True)

    def for_mails(self, mailings):
        """What these mails tell, each with the rights of its recipient: whether they see it as `is_seen`, how closely
        they follow its thread as `level`, the post's words as `shown_html`, "" where a mail may not have them, and
        whether they sit where it could be answered as `may_answer`. One query.

        A mail goes further than a page: words that are hidden are in none, not even for those who may read them here.
        """
        seen, of_words = self._seen(), Q(kind__in=OF_WORDS)
        told = self.filter(mail__in=mailings).order_by("mail", "created_at", "pk")
        told = told.select_related(
            "actor", "group", "document__group", "post__thread__group", "post__sector", "post__organisation"
        )
        chosen = {"member": OuterRef("recipient")}
        return told.defer("post__body", "post__body_html", "post__search").annotate(
            is_seen=_true_where(seen),
            level=Coalesce(
                Subquery(Following.objects.filter(thread=OuterRef("post__thread"), **chosen).values("level")),
                Subquery(
                    GroupFollowing.objects.filter(group=OuterRef("post__thread__group"), **chosen).values("level")
                ),
                Value(Following.Level.NORMAL.value),
            ),
            shown_html=Case(
                When(seen & of_words & Q(post__thread__group__texts_in_mail=True), then=F("post__body_html")),
                default=Value(""),
                output_field=TextField(),
            ),
            may_answer=_true_where(seen & of_words & _sits_in("post__thread__group") & Q(post__thread__locked_at=None)),
        )

    def _seen(self):
        """As `visible_to` says it of one person, of each notice's own recipient."""
        whose = {"pk": OuterRef("recipient")}
        active = Q(Exists(Member.objects.active_in_alliance().filter(**whose)))
        office = Q(Exists(_secretariat().filter(**whose)))

        def sees(group):
            known = Q(**{f"{group}__visibility": "public"}) | office
            return known | (active & (Q(**{f"{group}__visibility": "members"}) | _sits_in(group)))

        words = ~Q(kind__in=OF_WORDS) | Q(post__hidden_at=None, post__withdrawn_at=None)
        # An application that was decided waits for nobody.
        waits = ~Q(event="applied") | Q(actor__membership__state="applied")
        of_group, of_post = Q(group=None) | sees("group"), Q(post=None) | (sees("post__thread__group") & words)
        opened = self._opened("public") | ((active | office) & self._opened("members"))
        of_text = Q(document=None) | sees("document__group") | opened
        return of_group & of_post & of_text & self._objection_shown(active, office) & waits & self._still_asked()

    def _opened(self, audience):
        revisions = self.model._meta.get_field("document").related_model._meta.get_field("revisions").related_model
        return Q(Exists(revisions.objects.filter(recommendation=OuterRef("document"), audience=audience)))

    @staticmethod
    def _objection_shown(active, office):
        """To whoever raised it and those who answer it; to others as soon as the call hides nothing."""
        own = active & Q(objection__position__member=F("recipient"))
        answers = active & _sits_in("document__group", role__in=["lead", "editor"])
        shown = Q(objection__call__closed_at__isnull=False) | Q(objection__call__results="open")
        return Q(objection=None) | own | office | answers | shown

    def _still_asked(self):
        """What is asked until a moment is asked no more when that is over, or what it was about."""
        same_step = Q(document__step_since__lte=F("created_at"))
        goes_on = same_step & Q(document__step_ends_at__gt=Now())
        reviewed = Q(event="review_due", document__review_on__isnull=False)
        calls = self.model._meta.get_field("document").related_model._meta.get_field("calls").related_model
        call_open = Q(Exists(calls.objects.open().filter(recommendation=OuterRef("document"))))
        return (
            (Q(due_at=None) | goes_on | reviewed)
            & (~Q(event__in=["call_opened", "consensus_call_ends"]) | call_open)
            & (~Q(event="step_over") | same_step)
            & (~Q(event="objection_raised") | Q(objection__state="open"))
        )


def _sits_in(group, **more):
    seats = Participation.objects.current().filter(group=OuterRef(group), member=OuterRef("recipient"), **more)
    return Q(Exists(seats))


def _secretariat():
    office = Member.objects.filter(is_active=True, is_staff=True)
    return office.filter(Exists(proofs_of(OuterRef("pk")))) if settings.SECOND_FACTOR_REQUIRED else office


def _true_where(condition):
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


class MailingQuerySet(OutgoingQuerySet):
    def visible_to(self, user):
        """One's own."""
        return self.filter(recipient=user.pk)

    def for_composing(self, numbers):
        """Those of these numbers with the recipient; whether they take part in the alliance as `takes_part` and have
        confirmed the address as `is_confirmed`; and `earlier`: the Message-IDs of mails that they had of the same
        thread, the latest first. One query."""
        whose = {"pk": OuterRef("recipient")}
        confirmed = EmailAddress.objects.filter(
            user=OuterRef("recipient"), verified=True, email__iexact=OuterRef("recipient__email")
        )
        earlier = self.model.objects.filter(
            state="sent", recipient=OuterRef("recipient"), thread=OuterRef("thread"), settled_at__lt=Now()
        )
        return (
            self.filter(pk__in=numbers)
            .select_related("recipient", "thread")
            .annotate(
                takes_part=_true_where(
                    Exists(Member.objects.active_in_alliance().filter(**whose)) | Exists(_secretariat().filter(**whose))
                ),
                is_confirmed=Exists(confirmed),
                earlier=ArraySubquery(earlier.order_by("-settled_at").values("message_id")[:EARLIER]),
            )
        )

    def open(self, now):
        """Those that others may still join: no worker was told of them, nor will be before their time has come."""
        return self.planned().filter(queued_at=None, not_before__gt=now)

    def counted(self, since):
        """Those that came, or are to come, after a moment: what their recipients' share is reckoned by."""
        return self.exclude(state="skipped").filter(not_before__gt=since)


class ChoiceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own."""
        return self.filter(member=user.pk)


class OwedQuerySet(models.QuerySet):
    def claimed(self, pk):
        """This one, locked; None where it was told of, or is in other hands."""
        return self.select_for_update(skip_locked=True, of=["self"]).filter(pk=pk).first()

    def forgotten(self, before, most):
        """Those that no worker has told of since `before`, given anew fewer than `most` times."""
        return self.filter(handed_out_at__lt=before, attempts__lt=most).order_by("pk")


class ReminderQuerySet(models.QuerySet):
    pass
