"""Who may do what to people and memberships."""

from members.second_factor import has_second_factor, lacks_second_factor


def can_decide_membership(user, membership):
    """The secretariat decides, but nobody decides on their own membership."""
    return is_secretariat(user) and user.pk != membership.member_id


def is_secretariat(user):
    """Whether this user works for the alliance's secretariat, and has shown so with a second factor (see
    members.second_factor). False for a visitor."""
    return user.is_active and user.is_staff and has_second_factor(user)


def is_active_member(user):
    """Whether the alliance has admitted this user. False for a visitor; the secretariat counts as admitted."""
    return user.is_authenticated and (is_secretariat(user) or user.is_active_member)


def stands_by_invitation(invitation):
    """Whether its writer could still invite so: to the alliance alone, somebody of the secretariat; to more, somebody
    who takes part, and whatever the upper floor asks besides. Their second factor was asked for as they wrote it."""
    inviter = invitation.invited_by
    if inviter.is_active and inviter.is_staff:
        return True
    return inviter.is_active_member and hasattr(invitation, "invited_seat")


def standing(user):
    """All that a `visible_to` asks of a user beside who they are: two users of the same standing are answered by the
    same query, with another number in it."""
    return user.is_authenticated, is_secretariat(user), is_active_member(user), lacks_second_factor(user)


def can_decide_affiliation_change(user, change):
    """The secretariat decides, but nobody decides for whom they speak themselves."""
    return is_secretariat(user) and user.pk != change.member_id


def can_bring_in(user):
    """The secretariat brings in organisations and members that it knows already."""
    return is_secretariat(user)


def can_suspend(user, membership):
    """The secretariat suspends and reinstates, nobody themselves; a superuser only another superuser."""
    return (
        is_secretariat(user)
        and user.pk != membership.member_id
        and (user.is_superuser or not membership.member.is_superuser)
    )


def can_keep_lists(user):
    """The secretariat keeps the lists that members choose from."""
    return is_secretariat(user)


def can_leave(user, membership):
    """Everybody ends their own membership, and asks for it again."""
    return user.is_active and user.pk == membership.member_id


def can_change_profile(user, member):
    """Everybody their own."""
    return user.is_active and user.pk == member.pk


def can_invite(user):
    """The secretariat invites to the alliance. Leads invite to their groups: see groups."""
    return is_secretariat(user)


def can_accept_invitation(user, invitation):
    """Whoever has confirmed the very address that was invited."""
    return (
        user.is_authenticated
        and user.is_active
        and user.emailaddress_set.filter(verified=True, email__iexact=invitation.email).exists()
    )


def can_take_own_data(user, member):
    """Everybody their own, and nobody another's: not even the secretariat."""
    return user.is_active and user.pk == member.pk


def can_erase(user, member):
    """Everybody themselves. The secretariat others; who works there is erased by a superuser."""
    if not user.is_active:
        return False
    return user.pk == member.pk or (is_secretariat(user) and (user.is_superuser or not member.is_staff))


def can_erase_guests(user):
    """The secretariat: a guest has no account with which to ask for it."""
    return is_secretariat(user)


def can_hide_about(user, member):
    """The secretariat takes the text about themselves from a member's readers, and nobody their own."""
    return is_secretariat(user) and user.pk != member.pk
