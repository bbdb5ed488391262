"""What every list of the secretariat has in common."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

admin.site.site_title = _("Secretariat")
admin.site.site_header = _("Secretariat")
admin.site.index_title = _("What the alliance holds")
# The admin's own form knows neither allauth's limits nor confirmed addresses: everybody signs in at one door.
admin.site.login = secure_admin_login(admin.site.login)


class SecretariatAdmin(admin.ModelAdmin):
    """A list that the whole secretariat may see. What it may change, a subclass says; nothing is deleted here.

    Being in the secretariat (`is_staff`) is the one right: there are no rights per table to hand out.
    """

    may_add = False
    may_change = False
    list_per_page = 50
    show_full_result_count = False
    # An address typed without a scheme, "example.org", is meant for the web of today.
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_search_results(self, request, queryset, search_term):
        # The search box refuses NUL itself, the suggestions of a form do not, and PostgreSQL has no such text.
        return super().get_search_results(request, queryset, search_term.replace("\x00", ""))

    def has_module_permission(self, request):
        return self._in_secretariat(request)

    def has_view_permission(self, request, obj=None):
        return self._in_secretariat(request)

    def has_add_permission(self, request):
        return self.may_add and self._in_secretariat(request)

    def has_change_permission(self, request, obj=None):
        return self.may_change and self._in_secretariat(request)

    def has_delete_permission(self, request, obj=None):
        return False

    @staticmethod
    def _in_secretariat(request):
        return request.user.is_active and request.user.is_staff
