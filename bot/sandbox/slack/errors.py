"""Errors of the local Slack."""

from typing import Any


class MethodError(Exception):
    """A request that Slack answers with `ok: false`.

    Attributes:
        error: Slack's own code, such as `channel_not_found`.
        details: Further fields of the answer.
    """

    def __init__(self, error: str, **details: object) -> None:
        super().__init__(error)
        self.error = error
        self.details = details

    def answer(self) -> dict[str, Any]:
        """The body of the answer."""
        return {"ok": False, "error": self.error, **self.details}
