"""The secretariat's lists of people, organisations and applications. Their buttons call actions."""

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group

from members.admin.affiliations import AffiliationChangeAdmin
from members.admin.expertise import ExpertiseAdmin
from members.admin.invitations import InvitationAdmin
from members.admin.memberships import MembershipAdmin
from members.admin.organisations import OrganisationAdmin
from members.admin.people import MemberAdmin
from members.admin.rules import RulesVersionAdmin
from members.admin.sectors import SectorAdmin

# Being in the secretariat is one right; there are no groups of rights to hand out.
admin.site.unregister(Group)
# Addresses, sessions, second factors and keys belong to their member, who changes them where they are proved. A list
# in which they could be edited would be a way round that, for superusers too.
for app in ("account", "mfa", "socialaccount", "usersessions"):
    for model in apps.get_app_config(app).get_models():
        if admin.site.is_registered(model):
            admin.site.unregister(model)

__all__ = [
    "AffiliationChangeAdmin",
    "ExpertiseAdmin",
    "InvitationAdmin",
    "MemberAdmin",
    "MembershipAdmin",
    "OrganisationAdmin",
    "RulesVersionAdmin",
    "SectorAdmin",
]
