"""Where the pages of invitations to a group are, and who sits in it."""

from django.urls import reverse

from workstreams.groups.models import Participation


def url(name, group, *args):
    return reverse(f"group_{name}", args=[group.slug, *args])


def seats_of(person, group):
    return list(Participation.objects.current().filter(group=group, member=person).values_list("role", flat=True))
