"""What notices keep of somebody who is erased: nothing. In the transaction of whoever erases."""

from workstreams.notices.models import Choice, Mailing, Notice


def erase_member(member, efface):
    """Delete what they were told and by which mails, what they chose, what they followed, and how far they had read.
    What told others of their posts stays, and names them no more."""
    Notice.objects.filter(recipient=member).delete()
    Mailing.objects.filter(recipient=member).delete()
    Choice.objects.filter(member=member).delete()
    member.followings.all().delete()
    member.group_followings.all().delete()
    member.read_marks.all().delete()
