"""What a test learns about something a person did."""

from dataclasses import dataclass

from bot.sandbox.slack.delivery import Acknowledgement, Failure


@dataclass(frozen=True)
class Receipt:
    """What became of something a person did.

    Attributes:
        acknowledged: The app answered in time.
        error: The word that Slack shows when it did not.
        status: The HTTP status of its answer, None over Socket Mode.
        seconds: How long the acknowledgement took.
        response_url: Where the app may answer, "" when there is no such place.
        detail: Why Slack could not use what the acknowledgement carried, "" when it could.
    """

    acknowledged: bool
    error: Failure | None
    status: int | None
    seconds: float
    response_url: str = ""
    detail: str = ""


def receipt_of(acknowledgement: Acknowledgement, response_url: str = "", detail: str = "") -> Receipt:
    """What became of it, from how the app acknowledged."""
    return Receipt(
        acknowledged=acknowledgement.error is None,
        error=acknowledgement.error,
        status=acknowledgement.status,
        seconds=acknowledgement.seconds,
        response_url=response_url,
        detail=detail,
    )
