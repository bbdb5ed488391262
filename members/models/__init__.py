"""Who we are: sectors, organisations, members, their affiliations and memberships."""

from members.models.affiliations import Affiliation, AffiliationChange
from members.models.invitations import Invitation
from members.models.memberships import Membership, RulesVersion, Suspension
from members.models.organisations import EmailDomain, FormerName, Organisation
from members.models.own_data import DataExport
from members.models.people import Expertise, Member, Profile, time_zone_choices
from members.models.register import RegisterVersion
from members.models.sectors import Sector

__all__ = [
    "Affiliation",
    "AffiliationChange",
    "DataExport",
    "EmailDomain",
    "Expertise",
    "FormerName",
    "Invitation",
    "Member",
    "Membership",
    "Organisation",
    "Profile",
    "RegisterVersion",
    "RulesVersion",
    "Sector",
    "Suspension",
    "time_zone_choices",
]
