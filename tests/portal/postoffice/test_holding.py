"""What the secretariat does with single mails."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.postoffice import actions
from tests import factories


@pytest.fixture
def office(db):
    return factories.staff()


def test_what_is_held_back_goes_only_when_it_is_let_go(waiting, deliver, office, mailoutbox, run_tasks):
    (row,) = waiting()
    actions.hold(row, by=office, reason="Somebody asked.")
    deliver(row)
    assert (row.state, row.reason) == ("held", "Somebody asked.")
    assert mailoutbox == []
    with run_tasks():
        actions.resume(row, by=office)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("sent", "")
    assert len(mailoutbox) == 1


def test_a_copy_has_a_name_of_its_own(waiting, deliver, office, mailoutbox, run_tasks):
    (row,) = waiting()
    deliver(row)
    first = row.message_id
    with run_tasks():
        actions.resend(row, by=office, reason="It never came.")
    row.refresh_from_db()
    assert (row.state, row.copy, row.attempts) == ("sent", 1, 1)
    assert [message.message()["Message-ID"] for message in mailoutbox] == [first, row.message_id]
    assert first != row.message_id


def test_only_the_secretariat_may(waiting):
    (row,) = waiting()
    for act in (actions.hold, actions.resend):
        with pytest.raises(PermissionDenied):
            act(row, by=row.recipient, reason="Mine.")
    with pytest.raises(PermissionDenied):
        actions.resume(row, by=row.recipient)


def test_each_fits_its_state_alone(waiting, deliver, office, mailoutbox):
    (row,) = waiting()
    with pytest.raises(ValidationError, match="still waits"):
        actions.resend(row, by=office, reason="Now.")
    with pytest.raises(ValidationError, match="held back"):
        actions.resume(row, by=office)
    with pytest.raises(ValidationError, match="Say why"):
        actions.hold(row, by=office, reason=" ")
    deliver(row)
    with pytest.raises(ValidationError, match="planned"):
        actions.hold(row, by=office, reason="Too late.")


def test_in_the_list_of_mails(waiting, deliver, office, client, mailoutbox):
    client.force_login(office)
    rows = waiting(2)
    place = "/admin/postoffice/dispatch/"
    chosen = {"_selected_action": [row.pk for row in rows]}
    assert client.get(place).status_code == 200
    assert "Hold back…" in client.get(f"{place}{rows[0].pk}/change/").content.decode()
    asked = client.post(place, {"action": "hold_selected", **chosen})
    assert "These 2 mails:" in asked.content.decode()
    assert client.post(place, {"action": "hold_selected", "sure": 1, "reason": "", **chosen}).status_code == 422
    client.post(place, {"action": "hold_selected", "sure": 1, "reason": "Wait.", **chosen})
    deliver(*rows)
    assert [row.state for row in rows] == ["held", "held"]
    client.post(place, {"action": "resume_selected", **chosen})
    deliver(*rows)
    assert [row.state for row in rows] == ["sent", "sent"]
    told = client.post(place, {"action": "hold_selected", "sure": 1, "reason": "Late.", **chosen}, follow=True)
    assert "2 not: Only what is planned can be held back." in told.content.decode()
    assert "Wait." in client.get(f"{place}{rows[0].pk}/history/").content.decode()
