"""Who is signed in, fetched with what every page asks about them."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model


class MemberBackend(AuthenticationBackend):
    """allauth's way to sign in. The member comes with their membership, so `is_active_member` costs no query."""

    def get_user(self, user_id):
        user = get_user_model()._default_manager.select_related("membership").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
