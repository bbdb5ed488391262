"""Who is signed in, fetched with what every page asks about them."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef

from members.models import Affiliation
from members.second_factor import annotated, proofs_of
from portal.prepared import Prepared

_SPEAKING = Prepared(
    lambda pk: (
        Affiliation.objects.current()
        .filter(member=pk)
        .select_related("member__membership", "sector", "organisation")
        .annotate(known_second_factor=Exists(proofs_of(OuterRef("member"))))
    ),
    one_plan=True,
)


class MemberBackend(AuthenticationBackend):
    """allauth's way to sign in. The member comes with their membership, for whom they speak, and whether they have a
    second factor, so `is_active_member`, `affiliation` and `has_second_factor` cost no query."""

    def get_user(self, user_id):
        user = _speaking(user_id) or _silent(user_id)
        return user if user and self.user_can_authenticate(user) else None


def _speaking(user_id):
    """A member with a current affiliation. One query."""
    for affiliation in _SPEAKING.ask("", pk=int(user_id)):
        member = affiliation.member
        member.current_affiliations = [affiliation]
        member.known_second_factor = affiliation.known_second_factor
        return member
    return None


def _silent(user_id):
    """One who speaks for nobody yet, or any more."""
    members = get_user_model()._default_manager.select_related("membership")
    return annotated(members).filter(pk=user_id).first()
