"""What can go wrong between us and Spott.

    SpottError
     ├─ ContactNotFoundError        Spott has no contact overview, or no candidate, under this id (404, 410)
     ├─ JobNotFoundError            Spott has no job under this id (404, 410)
     ├─ KeyRefusedError             the API key is wrong, revoked or lacks rights (401, 403)
     ├─ MalformedIdError            not a candidate id: refused here, or by Spott (400, 422)
     ├─ SpottBusyError              the key's rate limit is used up (429); `retry_after` in seconds
     ├─ SpottUnavailableError       5xx, 3xx, refused, reset, no such host, TLS, not HTTP at all
     │   └─ NotTrustedError         this machine does not trust the certificate
     ├─ SpottTimeoutError           the deadline of the call passed
     └─ AnswerNotUnderstoodError    not a valid answer: too large, not JSON, or without an id
         ├─ AnotherPersonError      the record of another person
         └─ AnotherJobError         the record of another job

No exception of httpx or aiohttp leaves this package, and no message contains text from outside (id, body, URL, header,
key). Each class has one fixed sentence, so all of them are safe to log.
"""


class SpottError(Exception):
    """Any failure of a call to Spott.

    Attributes:
        sentence: What happened.
        remedy: What the app's operator can do about it.
    """

    sentence = "The call to Spott failed."
    remedy = "Try again."

    def __init__(self) -> None:
        super().__init__(self.sentence)


class ContactNotFoundError(SpottError):
    """Spott has no contact overview, or no candidate, for this id."""

    sentence = "Spott knows nobody with this id."
    remedy = "Check it, or copy it from the person's page in Spott."


class JobNotFoundError(SpottError):
    """Spott has no job for this id."""

    sentence = "Spott knows no job with this id."
    remedy = "Check it, or copy it from the job's page in Spott."


class KeyRefusedError(SpottError):
    """Spott refused the API key; retrying with the same key is pointless."""

    sentence = "Spott refused the API key."
    remedy = "Make a new one in Spott (Settings, API Keys) and set SPOTT_API_KEY."


class MalformedIdError(SpottError):
    """The id cannot be a candidate id."""

    sentence = "This is not a candidate id."
    remedy = "Copy it from the person's page in Spott."


class SpottBusyError(SpottError):
    """The API key's rate limit is used up.

    Attributes:
        retry_after: Seconds to wait, between 1 and 3600; None if Spott did not say.
    """

    sentence = "Spott accepts no more calls for now."
    remedy = "Try again in a minute."

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__()
        self.retry_after = retry_after


class SpottUnavailableError(SpottError):
    """Spott is down or cannot be reached.

    Attributes:
        transient: Whether an immediate retry may succeed (a lost connection, a gateway during a deploy).
    """

    sentence = "Spott cannot be reached."
    remedy = "Check the network and SPOTT_API_URL."

    def __init__(self, *, transient: bool = False) -> None:
        super().__init__()
        self.transient = transient


class NotTrustedError(SpottUnavailableError):
    """This machine does not trust the certificate's authority, or the certificate is for another host."""

    sentence = "Spott's certificate is not trusted."
    remedy = "Check SPOTT_API_URL, and install ca-certificates or name the authority in SSL_CERT_FILE."


class SpottTimeoutError(SpottError):
    """The deadline passed before the answer was complete."""

    sentence = "Spott did not answer in time."
    remedy = "Try again, and check the network and SPOTT_API_URL."


class AnswerNotUnderstoodError(SpottError):
    """Spott's answer is not a valid answer to the request."""

    sentence = "Spott's answer was not understood."
    remedy = "Check that SPOTT_API_URL is the address of Spott's API."


class AnotherPersonError(AnswerNotUnderstoodError):
    """Spott answered with another person's record, which must not be shown or cached under the id asked for."""

    sentence = "Spott answered about another person."
    remedy = "Check that nothing between this app and Spott caches answers; if this goes on, tell Spott."


class AnotherJobError(AnswerNotUnderstoodError):
    """Spott answered with another job's record."""

    sentence = "Spott answered about another job."
    remedy = AnotherPersonError.remedy
