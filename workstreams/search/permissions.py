"""Who may keep a search."""

from members.permissions import is_active_member


def can_keep_search(user, member):
    """Active members keep searches for themselves, and nobody for another."""
    return is_active_member(user) and user.pk == member.pk
