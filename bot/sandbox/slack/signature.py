"""The headers that prove that a request is from Slack.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hashlib
import hmac


def sign(secret: str, timestamp: int, raw_body: bytes) -> dict[str, str]:
    """The two headers that carry Slack's signature.

    Args:
        secret: The app's signing secret.
        timestamp: Unix seconds.
        raw_body: The body exactly as sent.
    """
    base = b"v0:%d:%b" % (timestamp, raw_body)
    signature = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={signature}"}
