"""The list of fields of expertise in the administration: add, rename, merge."""

from django.contrib import admin
from django.contrib.admin import helpers
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members import actions
from members.forms import MergeExpertiseForm
from members.models import Expertise
from portal.admin import SecretariatAdmin


@admin.register(Expertise)
class ExpertiseAdmin(SecretariatAdmin):
    """Fields that members choose from. A new name for a field holds for everybody who has it."""

    may_add = may_change = True
    list_display = ["name", "members"]
    search_fields = ["name"]
    fields = ["name"]
    actions = ["merge_selected"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(member_count=Count("profiles"))

    @admin.display(description=gettext_lazy("members"), ordering="member_count")
    def members(self, field):
        return field.member_count

    @admin.action(description=gettext_lazy("Merge selected fields…"))
    def merge_selected(self, request, queryset):
        sent = "merge" in request.POST
        fields = Expertise.objects.filter(pk__in=queryset.values("pk"))
        form = MergeExpertiseForm(request.POST if sent else None, fields=fields)
        if sent and form.is_valid():
            try:
                into = actions.merge_expertise(fields, by=request.user, into=form.cleaned_data["into"])
            except ValidationError as error:
                form.add_error(None, error)
            else:
                self.message_user(request, _("Merged into “%(name)s”.") % {"name": into})
                return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge fields of expertise"),
            "opts": self.opts,
            "fields": fields,
            "form": form,
            "action_checkbox_name": helpers.ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/members/expertise/merge.html", context, status=422 if sent else 200)
