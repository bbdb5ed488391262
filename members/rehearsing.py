"""What is done in vain, so that time does not tell whether somebody is here. Reading only (see decision 7)."""

from members.models import Member


def look_for_nobody():
    """Ask for a member, as is done for whoever has an account."""
    Member.objects.filter(pk=0).first()
