"""Who is signed in, fetched with what every page asks about them."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model

from members.second_factor import annotated


class MemberBackend(AuthenticationBackend):
    """allauth's way to sign in. The member comes with their membership and with whether they have a second
    factor, so `is_active_member` and `has_second_factor` cost no query."""

    def get_user(self, user_id):
        members = get_user_model()._default_manager.select_related("membership")
        user = annotated(members).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
