"""Invitations in the administration: all of them, to the alliance and to groups."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from members import actions
from members.admin.bulk import each, say
from members.invitations import State, state_of
from members.models import Invitation
from portal.admin import SecretariatAdmin
from portal.templatetags.look import when


class InvitationStateFilter(admin.SimpleListFilter):
    """How an invitation stands: said by its moments, not by a column."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, queryset):
        if self.value() not in State.values:
            return queryset
        return queryset.standing(self.value(), timezone.now())


@admin.register(Invitation)
class InvitationAdmin(SecretariatAdmin):
    """Who was invited, by whom, to what, and how it stands."""

    may_add = True
    list_display = ["email", "name", "leads_to", "invited_by", "written", "state", "accepted_by"]
    list_filter = [InvitationStateFilter]
    list_select_related = ["invited_by", "accepted_by", "invited_seat__group"]
    search_fields = ["email", "name", "invited_by__name"]
    actions = ["resend_selected", "revoke_selected"]
    fields = [
        "email",
        "name",
        "message",
        "leads_to",
        "invited_by",
        "created_at",
        "sent_at",
        "failed_at",
        "expires_at",
        "state",
        "accepted_by",
        "accepted_at",
        "revoked_by",
        "revoked_at",
    ]
    readonly_fields = ["leads_to", "state", "failed_at"]

    def add_view(self, request, form_url="", extra_context=None):
        """Inviting has pages of its own, on an upper floor."""
        return HttpResponseRedirect(reverse("invite"))

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation):
        return state_of(invitation, timezone.now()).label

    @admin.display(description=gettext_lazy("written"), ordering="created_at")
    def written(self, invitation):
        return when(invitation.created_at)

    @admin.display(description=gettext_lazy("leads to"))
    def leads_to(self, invitation):
        seat = getattr(invitation, "invited_seat", None)
        return f"{seat.group}, {seat.get_role_display()}" if seat else _("The alliance")

    @admin.action(description=gettext_lazy("Send selected invitations again"))
    def resend_selected(self, request, queryset):
        done = each(request, queryset, lambda one: actions.resend_invitation(one, by=request.user))
        say(request, done, ngettext("%(count)s sent again", "%(count)s sent again", done) % {"count": done})

    @admin.action(description=gettext_lazy("Revoke selected invitations"))
    def revoke_selected(self, request, queryset):
        done = each(request, queryset, lambda one: actions.revoke_invitation(one, by=request.user))
        say(request, done, ngettext("%(count)s revoked", "%(count)s revoked", done) % {"count": done})
