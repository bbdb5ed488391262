"""What mail providers tell by webhook: mail that came in, and mail that came back. anymail reads the dialects of each
and speaks by signals. This is the one place in the portal that receives any (tests/architecture/test_layers.py)."""

import re

from anymail.signals import EventType, RejectReason, inbound, tracking

from portal.postoffice import actions as postoffice
from portal.postoffice import bounces
from portal.postoffice.models import Report
from workstreams.replies import actions

_SOFT = re.compile(r"soft|transient|temporary|undetermined", re.IGNORECASE)
_HARD = re.compile(r"hard|permanent|invalid|unknown user", re.IGNORECASE)
# In what a provider sends these fields say which of both it was.
_FIELDS = ["Type", "bounceType", "bounce_type", "severity", "event", "bounce_class", "type", "RecordType"]


def came_in(event, **_kwargs):
    message = event.message
    if message.spam_detected:
        return
    raw = message.as_bytes()
    if message.envelope_sender == "" and not message.get("return-path"):
        raw = b"Return-Path: <>\n" + raw
    actions.receive(raw, envelope=message.envelope_recipient or "")


def became_of_it(event, esp_name, **_kwargs):
    kind = kind_of(event)
    if kind and event.recipient:
        said = event.mta_response or event.description or ""
        facts = [event.event_id or f"{event.message_id} {event.event_type} {event.timestamp}", event.recipient.lower()]
        postoffice.report(
            kind,
            event.recipient,
            key=f"{esp_name}: {' '.join(facts)}",
            message_id=str(event.message_id or ""),
            said=said,
            at=event.timestamp,
        )


def kind_of(event):
    """Which Report.Kind an event is; None for one that says nothing against an address."""
    if event.event_type == EventType.COMPLAINED:
        return Report.Kind.COMPLAINT
    if event.event_type == EventType.REJECTED:
        # The provider refused to send, for what it knows from before.
        return {
            RejectReason.SPAM: Report.Kind.COMPLAINT,
            RejectReason.BOUNCED: Report.Kind.HARD,
            RejectReason.INVALID: Report.Kind.HARD,
        }.get(event.reject_reason)
    if event.event_type != EventType.BOUNCED:
        return None
    return Report.Kind.HARD if _is_hard(event) else Report.Kind.SOFT


def _is_hard(event):
    """By the other server's own words where there are any, else by the provider's."""
    said = f"{event.mta_response or ''} {event.description or ''}".strip()
    if bounces.has_code(said):
        return bounces.is_hard(said)
    told = event.esp_event if isinstance(event.esp_event, dict) else {}
    told = " ".join(str(told.get(name, "")) for name in _FIELDS)
    return not _SOFT.search(told) and bool(_HARD.search(told) or event.reject_reason == RejectReason.INVALID)


inbound.connect(came_in, dispatch_uid="replies_inbound")
tracking.connect(became_of_it, dispatch_uid="replies_tracking")
