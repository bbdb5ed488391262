"""Who may do what to mail that waits."""


def can_handle_mail(user):
    """The secretariat. It sees to whom mail went and why it did not, and never what it says."""
    return user.is_active and user.is_staff


def can_lift(user, mailbox):
    """Whoever an address belongs to says that it works again; so does the secretariat."""
    if not user.is_authenticated:
        return False
    return user.is_staff or (user.email or "").lower() == mailbox.address.lower()
