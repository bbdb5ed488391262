"""Who may look members up."""

from members.permissions import is_active_member, is_secretariat


def can_read_directory(user):
    """Active members look each other up; applicants and visitors do not."""
    return is_active_member(user)


def can_take_out_directory(user):
    """The secretariat takes the list out as a file, with the addresses that it knows anyway."""
    return is_secretariat(user)
