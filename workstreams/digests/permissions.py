"""Who may do what to a subscription."""


def can_choose_digest(user, member):
    """Everybody decides on their own mail, and nobody on another's."""
    return user.pk is not None and user.pk == member.pk
