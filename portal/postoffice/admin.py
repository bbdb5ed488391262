"""What the secretariat sees of mail: what waits, what went, what did not and why. Its buttons call actions."""

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.admin import SecretariatAdmin
from portal.postoffice import actions, views
from portal.postoffice.forms import ReasonForm
from portal.postoffice.models import Dispatch, Mailbox, Report


class OutgoingAdmin(SecretariatAdmin):
    """A list of the rows of one outbox. A subclass says what else it shows, and by whom one searches."""

    change_form_template = "admin/postoffice/outgoing/change_form.html"
    list_filter = ["state"]
    date_hierarchy = "planned_at"
    show_facets = admin.ShowFacets.ALWAYS
    actions = ["hold_selected", "resume_selected", "resend_selected"]

    @admin.action(description=gettext_lazy("Hold back selected mails…"))
    def hold_selected(self, request, queryset):
        return self._with_reason(request, queryset, "hold_selected", actions.hold, _("Hold mails back"))

    @admin.action(description=gettext_lazy("Let go selected mails that are held back"))
    def resume_selected(self, request, queryset):
        self._each(request, queryset, actions.resume, gettext_lazy("let go"))

    @admin.action(description=gettext_lazy("Send selected mails once more…"))
    def resend_selected(self, request, queryset):
        return self._with_reason(request, queryset, "resend_selected", actions.resend, _("Send mails once more"))

    def _with_reason(self, request, queryset, name, act, title):
        """Ask for the reason, and do it once that is given."""
        sent = "sure" in request.POST
        form = ReasonForm(request.POST if sent else None)
        if sent and form.is_valid():
            self._each(request, queryset, act, title, reason=form.cleaned_data["reason"])
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "mails": queryset,
            "form": form,
            "action": name,
            "action_checkbox_name": helpers.ACTION_CHECKBOX_NAME,
        }
        template = "admin/postoffice/outgoing/reason.html"
        return TemplateResponse(request, template, context, status=422 if sent else 200)

    def _each(self, request, queryset, act, what, **told):
        """One transaction each, written into the history of each; what could not be done is told with its reason."""
        done, problems = 0, {}
        for row in queryset:
            try:
                act(row, by=request.user, **told)
            except (ValidationError, PermissionDenied) as problem:
                why = problem.messages[0] if isinstance(problem, ValidationError) else str(problem)
                problems[why] = problems.get(why, 0) + 1
            else:
                done += 1
                self.log_change(request, row, ": ".join([str(what), *told.values()]))
        for why, count in problems.items():
            text = ngettext("%(count)s not: %(why)s", "%(count)s not: %(why)s", count)
            messages.warning(request, text % {"count": count, "why": why})
        if done:
            messages.success(request, ngettext("%(n)d mail done.", "%(n)d mails done.", done) % {"n": done})


@admin.register(Dispatch)
class DispatchAdmin(OutgoingAdmin):
    list_display = ["kind", "recipient", "state", "planned_at", "settled_at", "attempts", "reason"]
    list_filter = ["state", "kind"]
    list_select_related = ["recipient"]
    search_fields = ["recipient__name", "recipient__email", "reason", "message_id"]
    search_help_text = gettext_lazy("By the member’s name or address, the reason, or the Message-ID.")
    change_list_template = "admin/postoffice/dispatch/change_list.html"

    def get_urls(self):
        """With the page that shows what every mail says."""
        guarded = self.admin_site.admin_view
        return [
            path("samples/", guarded(views.sample_mails), name="postoffice_samples"),
            path("samples/html/", guarded(views.sample_mail_html), name="postoffice_sample_html"),
            *super().get_urls(),
        ]


class ReportInline(admin.TabularInline):
    """What was told of an address. History: nobody changes it here."""

    model = Report
    extra = 0
    can_delete = False
    fields = readonly_fields = ["at", "kind", "said", "message_id"]

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class MailStopped(admin.SimpleListFilter):
    title = gettext_lazy("mail")
    parameter_name = "mail"

    def lookups(self, request, model_admin):
        return [("stopped", gettext_lazy("Goes there no more")), ("goes", gettext_lazy("Still goes there"))]

    def queryset(self, request, queryset):
        if self.value() == "stopped":
            return queryset.stopped()
        return queryset.filter(stopped_at=None) if self.value() == "goes" else queryset


@admin.register(Mailbox)
class MailboxAdmin(SecretariatAdmin):
    """Addresses from which mail came back, those to which none goes any more first."""

    list_display = ["address", "points", "stopped_at", "why", "changed_at"]
    list_filter = [MailStopped]
    fields = ["address", "points", "stopped_at", "why", "changed_at"]
    search_fields = ["address", "why"]
    search_help_text = gettext_lazy("By the address, or what was said of it.")
    inlines = [ReportInline]
    actions = ["work_again"]

    @admin.display(description=gettext_lazy("score; mail stops at 4"), ordering="score")
    def points(self, mailbox):
        return number_format(mailbox.score / 10, 1)

    @admin.action(description=gettext_lazy("Send mail to selected addresses again"))
    def work_again(self, request, queryset):
        for mailbox in queryset:
            actions.work_again(mailbox, by=request.user)
            self.log_change(request, mailbox, _("Mail goes there again."))
        messages.success(request, _("Mail goes to these addresses again."))
