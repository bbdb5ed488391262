"""What an action hands to a worker."""

from celery import shared_task

from members import emails
from members.models import AffiliationChange, Membership


@shared_task
def tell_membership_decided(membership_id):
    membership = Membership.objects.select_related("member").get(pk=membership_id)
    if membership.state != Membership.State.APPLIED and membership.member.email:
        emails.membership_decided(membership).send()


@shared_task
def tell_affiliation_decided(change_id):
    change = AffiliationChange.objects.select_related("member", "sector").get(pk=change_id)
    if change.outcome and change.member.email:
        emails.affiliation_decided(change).send()
