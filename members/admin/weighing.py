"""What the secretariat weighs an application by: the domain of the address, and organisations of nearly that name."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.domains import PUBLIC_PROVIDERS, domain_of
from members.duplicates import alike_each
from members.models import EmailDomain, Organisation


class Weighing:
    """For the list of applications and the page of one: asked once for all rows that are shown."""

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.result_list = list(changelist.result_list)
        weigh(changelist.result_list)
        return changelist

    def get_object(self, request, object_id, from_field=None):
        membership = super().get_object(request, object_id, from_field)
        if membership:
            weigh([membership])
        return membership

    @admin.display(description=gettext_lazy("e-mail domain"))
    def email_domain(self, membership):
        domain, owner = membership.domain, membership.domain_owner
        theirs = membership.member.affiliation and membership.member.affiliation.organisation
        if owner:
            word = _("approved") if owner == theirs else _("of %(name)s") % {"name": owner.name}
        elif domain in PUBLIC_PROVIDERS:
            word = _("anybody can have one")
        else:
            word = _("not approved")
        return format_html("{} <small>({})</small>", domain, word) if domain else ""

    @admin.display(description=gettext_lazy("names like it"))
    def names_like_it(self, membership):
        """Organisations that a new one may be: each leads to the page where two are made one."""
        links = (
            (
                f"{reverse('admin:members_organisation_merge', args=[membership.new_organisation.pk])}?other={one.pk}",
                one,
            )
            for one in membership.alike
        )
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "–"


def weigh(memberships):
    """Give each membership its `domain`, the `domain_owner`, the `new_organisation`, and those that are `alike`."""
    for one in memberships:
        one.domain = domain_of(one.member.email or "")
        organisation = one.member.affiliation and one.member.affiliation.organisation
        one.new_organisation = organisation if organisation and organisation.approved_at is None else None
    domains = EmailDomain.objects.filter(domain__in={one.domain for one in memberships})
    owners = {one.domain: one.organisation for one in domains.select_related("organisation")}
    names = {one.new_organisation.name for one in memberships if one.new_organisation}
    found = alike_each(sorted(names), among=Organisation.objects.all(), limit=4)
    for one in memberships:
        one.domain_owner = owners.get(one.domain)
        near = found[one.new_organisation.name] if one.new_organisation else []
        one.alike = [other for other in near if other != one.new_organisation][:3]
