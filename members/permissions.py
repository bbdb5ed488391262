"""Who may do what to people and memberships."""


def can_decide_membership(user, membership):
    """The secretariat decides, but nobody decides on their own membership."""
    return user.is_active and user.is_staff and user.pk != membership.member_id


def is_secretariat(user):
    """Whether this user works for the alliance's secretariat. False for a visitor."""
    return user.is_active and user.is_staff


def is_active_member(user):
    """Whether the alliance has admitted this user. False for a visitor; the secretariat counts as admitted."""
    return user.is_authenticated and (is_secretariat(user) or user.is_active_member)


def can_decide_affiliation_change(user, change):
    """The secretariat decides, but nobody decides for whom they speak themselves."""
    return is_secretariat(user) and user.pk != change.member_id


def can_bring_in(user):
    """The secretariat brings in organisations and members that it knows already."""
    return is_secretariat(user)


def can_change_profile(user, member):
    """Everybody their own."""
    return user.is_active and user.pk == member.pk
