"""What is said before a portal goes online that takes answers by mail."""

import pytest
from django.core.checks import run_checks


def warned():
    return "replies.W001" in {found.id for found in run_checks(include_deployment_checks=True)}


@pytest.mark.parametrize(
    ("address", "server", "warns"),
    [("reply@portal.example", "", True), ("reply@portal.example", "mx.portal.example", False), ("", "", False)],
)
def test_who_reads_answers_is_warned_if_nobody_vouches_for_senders(settings, address, server, warns):
    settings.INBOUND_ADDRESS, settings.INBOUND_AUTHSERV_ID = address, server
    assert warned() is warns
