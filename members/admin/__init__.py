"""The secretariat's lists of people, organisations and applications. Their buttons call actions."""

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
