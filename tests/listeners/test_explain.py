"""The sentence for each reason: true for the place, and with a next step that helps there."""

import pytest

from bot.access.rules import Alone, Reason
from bot.listeners import explain
from bot.slack import notice
from bot.slack.delivery import Delivery, Result
from tests.english import say


@pytest.mark.parametrize(
    ("alone", "key"),
    [
        pytest.param(Alone(Reason.HAS_CONTACT, can_post=True), "private_typed_contact", id="typed, channel"),
        pytest.param(Alone(Reason.HAS_CONTACT), None, id="typed, direct message with the app"),
        pytest.param(Alone(Reason.ASKED, can_post=True), None, id="asked for"),
        pytest.param(Alone(Reason.ASKED), None, id="asked for, nothing to post"),
        pytest.param(Alone(Reason.LATE, can_post=True), "private_late", id="late"),
        pytest.param(Alone(Reason.LARGE), "private_large", id="large"),
        pytest.param(Alone(Reason.GUESTS), "private_guests", id="guests"),
        pytest.param(Alone(Reason.BETWEEN_PEOPLE), "private_between_people", id="direct message of two"),
        pytest.param(Alone(Reason.NOT_INVITED), "private_not_invited", id="not invited"),
        pytest.param(Alone(Reason.UNKNOWN), "private_unknown", id="unknown"),
    ],
)
def test_private_card_says_why(alone: Alone, key: str | None) -> None:
    assert explain.why_private(say, alone) == (key and say(key))


def test_invitation_is_requested_only_if_the_app_is_not_invited() -> None:
    lines = {reason: explain.why_private(say, Alone(reason, can_post=True)) or "" for reason in Reason}
    assert [reason for reason, line in lines.items() if "invite" in line.lower()] == [Reason.NOT_INVITED]


@pytest.mark.parametrize(
    ("delivery", "key"),
    [
        pytest.param(Delivery(Result.GONE, code="not_in_channel"), "invite_me_to_post", id="not in channel"),
        pytest.param(Delivery(Result.GONE, code="channel_not_found"), "invite_me_to_post", id="not found"),
        pytest.param(Delivery(Result.GONE, code="is_archived"), "delivery_refused", id="archived"),
        pytest.param(Delivery(Result.REFUSED, code="invalid_blocks"), "delivery_refused", id="blocks"),
        pytest.param(Delivery(Result.LATER, 30.0, "ratelimited"), "slack_is_limiting", id="limited"),
        pytest.param(Delivery(Result.UNKNOWN, code="timeout"), "maybe_not_arrived", id="timeout"),
        pytest.param(Delivery(Result.UNKNOWN, code="unreachable"), "maybe_not_arrived", id="unreachable"),
    ],
)
def test_failed_post_says_why(delivery: Delivery, key: str) -> None:
    assert explain.not_posted(delivery) == notice.of(key)


@pytest.mark.parametrize(
    ("reason", "key"),
    [
        (Reason.UNKNOWN, "not_posted_unknown"),
        (Reason.NOT_INVITED, "invite_me_to_post"),
        (Reason.BETWEEN_PEOPLE, "not_posted_between_people"),
        (Reason.LARGE, "not_posted_large"),
        (Reason.GUESTS, "not_posted_guests"),
        (Reason.NOT_LISTED, "not_posted_not_listed"),
    ],
)
def test_forbidden_post_says_why(reason: Reason, key: str) -> None:
    assert explain.not_here(reason) == notice.of(key)
