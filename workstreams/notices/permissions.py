"""Who may do what with notices."""


def can_choose_notices(user, member):
    """Everybody chooses for themselves."""
    return user.is_active and user.pk == member.pk
