"""Who may do what to mail that waits."""


def can_handle_mail(user):
    """The secretariat. It sees to whom mail went and why it did not, and never what it says."""
    return user.is_active and user.is_staff
