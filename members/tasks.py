"""What an action hands to a worker."""

from celery import shared_task

from members import delivery, emails
from members.models import AffiliationChange, DataExport, Membership, Suspension


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


@shared_task
def send_invitation(invitation_id):
    delivery.send_invitation(invitation_id)


@shared_task
def tell_suspended(suspension_id):
    suspension = Suspension.objects.select_related("membership__member").get(pk=suspension_id)
    if suspension.lifted_at is None and suspension.membership.member.email:
        emails.suspended(suspension).send()


@shared_task
def tell_reinstated(suspension_id):
    suspension = Suspension.objects.select_related("membership__member").get(pk=suspension_id)
    membership = suspension.membership
    if membership.state == Membership.State.ACTIVE and membership.member.email:
        emails.reinstated(suspension).send()


@shared_task
def tell_left(membership_id):
    membership = Membership.objects.select_related("member").get(pk=membership_id)
    if membership.state == Membership.State.ENDED and membership.member.email:
        emails.left(membership).send()


@shared_task
def build_data_export(export_id):
    if delivery.build_data_export(export_id):
        tell_data_export_ready.delay(export_id)


@shared_task
def tell_data_export_ready(export_id):
    export = DataExport.objects.select_related("member").filter(pk=export_id, state=DataExport.State.READY).first()
    if export and export.member.email:
        emails.data_export_ready(export).send()
