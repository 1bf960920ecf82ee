"""What can go wrong between us and Spott.

    SpottError
     ├─ ContactNotFoundError        Spott has no contact overview under this id (404, 410)
     ├─ KeyRefusedError             the API key is wrong, revoked or lacks rights (401, 403)
     ├─ MalformedIdError            not a candidate id: refused here, or by Spott (400, 422)
     ├─ SpottBusyError              the key's rate limit is used up (429); `retry_after` in seconds
     ├─ SpottUnavailableError       5xx, 3xx, refused, reset, no such host, TLS, not HTTP at all
     │   └─ NotTrustedError         nobody whom this machine trusts vouches for the certificate
     ├─ SpottTimeoutError           the deadline of the call passed
     └─ AnswerNotUnderstoodError    an answer that is not what was asked for: too large, not JSON, no identity
         └─ AnotherPersonError      a record of somebody else

No exception of httpx or aiohttp leaves this package, and no message here holds text that came from outside (id, body,
URL, header, key): each class says one fixed sentence, so that any of them can be logged as it is.
"""


class SpottError(Exception):
    """Any failure of a call to Spott.

    Attributes:
        sentence: What happened.
        remedy: What whoever runs the app does about it.
    """

    sentence = "The call to Spott failed."
    remedy = "Try again."

    def __init__(self) -> None:
        super().__init__(self.sentence)


class ContactNotFoundError(SpottError):
    """Nobody with this id has a contact overview in Spott."""

    sentence = "Spott knows no contact with this id."
    remedy = "Check it, or copy it from the person's page in Spott."


class KeyRefusedError(SpottError):
    """Spott refused the API key; another try with the same key is of no use."""

    sentence = "Spott refused the API key."
    remedy = "Make a new one in Spott (Settings, API Keys) and set SPOTT_API_KEY."


class MalformedIdError(SpottError):
    """The id cannot be a candidate id."""

    sentence = "This is not a candidate id."
    remedy = "Copy it from the person's page in Spott."


class SpottBusyError(SpottError):
    """The API key has used up its calls.

    Attributes:
        retry_after: Seconds after which to ask again, between 1 and 3600, or None where Spott did not say.
    """

    sentence = "Spott takes no more calls for now."
    remedy = "Try again in a minute."

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__()
        self.retry_after = retry_after


class SpottUnavailableError(SpottError):
    """Spott, or the way to it, is out of order.

    Attributes:
        transient: Whether a second try at once may succeed (a lost connection, a gateway between two deploys).
    """

    sentence = "Spott cannot be reached."
    remedy = "Check the network and SPOTT_API_URL."

    def __init__(self, *, transient: bool = False) -> None:
        super().__init__()
        self.transient = transient


class NotTrustedError(SpottUnavailableError):
    """No authority that this machine trusts vouches for the certificate, or it is for another host."""

    sentence = "Spott's certificate is not trusted."
    remedy = "Check SPOTT_API_URL, and install ca-certificates or name the authority in SSL_CERT_FILE."


class SpottTimeoutError(SpottError):
    """The answer was not complete when the deadline of the call passed."""

    sentence = "Spott did not answer in time."
    remedy = "Try again, and check the network and SPOTT_API_URL."


class AnswerNotUnderstoodError(SpottError):
    """Spott answered with something that is not what was asked for."""

    sentence = "Spott's answer was not understood."
    remedy = "Check that SPOTT_API_URL is the address of Spott's API."


class AnotherPersonError(AnswerNotUnderstoodError):
    """Spott answered with the record of somebody else; it must not be shown, nor kept for the one who was asked for."""

    sentence = "Spott answered about another person."
    remedy = "Check that nothing between this app and Spott keeps answers; if it stays like this, tell Spott."
