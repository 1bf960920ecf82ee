"""The result of a user's action, for tests."""

from dataclasses import dataclass

from bot.sandbox.slack.delivery import Acknowledgement, Failure


@dataclass(frozen=True)
class Receipt:
    """The result of a user's action.

    Attributes:
        acknowledged: Whether the app answered in time.
        error: The error code that Slack shows if it did not.
        status: The HTTP status of the answer; None over Socket Mode.
        seconds: How long the acknowledgement took.
        response_url: Where the app may answer; "" if there is none.
        detail: Why Slack could not use the acknowledgement's content; "" if it could.
    """

    acknowledged: bool
    error: Failure | None
    status: int | None
    seconds: float
    response_url: str = ""
    detail: str = ""


def receipt_of(acknowledgement: Acknowledgement, response_url: str = "", detail: str = "") -> Receipt:
    """The receipt for an action, from the app's acknowledgement."""
    return Receipt(
        acknowledged=acknowledgement.error is None,
        error=acknowledgement.error,
        status=acknowledgement.status,
        seconds=acknowledgement.seconds,
        response_url=response_url,
        detail=detail,
    )
