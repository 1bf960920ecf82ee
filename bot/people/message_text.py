"""Reads a message, as Slack sends it, into one text. Pure.

A message contains most things more than once: in its text, its blocks, and the attachments that Slack or an app made
from its links. All are read, in this order.

Source: https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.people.folding import folded
from bot.people.links import address, spelled_out

_MOST_CHARACTERS: Final = 20_000
_MOST_PARTS: Final = 5_000
_DEEPEST: Final = 12

EDGE: Final = "|"
"""Separates unrelated parts and replaces what is not text. No address or number contains it."""

_MRKDWN: Final = re.compile(
    r"```(?P<block>.*?)```|`(?P<inline>[^`\n]++)`|<(?P<target>[^<>|\n]*+)(?:\|(?P<label>[^<>\n]*+))?>", re.DOTALL
)
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_LINKS: Final = frozenset({"url", "title_url", "title_link", "author_link", "from_url", "original_url"})
_IN_BLOCKS: Final = (
    *("title", "description", "label", "text", "fields", "alt_text", "url", "title_url"),
    *("elements", "element", "accessory", "rows", "columns", "blocks"),
)
_IN_ATTACHMENTS: Final = (
    *("pretext", "author_name", "author_link", "title", "title_link", "text", "fields", "blocks", "message_blocks"),
    *("actions", "footer", "from_url", "original_url", "fallback"),
)
_AUTHORS: Final = ("username", "name", "real_name", "display_name")
_LONGEST_NAME: Final = 200
_TAG: Final = re.compile(r"<(?:style|script)\b[^<]*+|<[^<>]*+>", re.IGNORECASE)


def read(message: Mapping[str, object]) -> tuple[str, str]:
    """The message's text, and the same without its code: that is replaced by `EDGE`. At most 20,000 characters."""
    reading = _Reading()
    reading.mrkdwn(message.get("text"))
    reading.end_line()
    reading.part(message.get("blocks"))
    for attachment in _dicts(message.get("attachments")):
        reading.attachment(attachment)
    for file in _dicts(message.get("files")):
        reading.mail(file)
    return reading.result()


def authors(message: Mapping[str, object]) -> list[str]:
    """The names of the authors of the message, and of messages shared in it."""
    profiles = [message, message.get("user_profile"), message.get("bot_profile")]
    names = [profile.get(key) for profile in profiles if isinstance(profile, Mapping) for key in _AUTHORS]
    shared = [each for each in _dicts(message.get("attachments")) if each.get("author_id")]
    names += [each.get(key) for each in shared for key in ("author_name", "author_subname")]
    return [name[:_LONGEST_NAME] for name in names if isinstance(name, str)]


def author_ids(message: Mapping[str, object]) -> list[str]:
    """The Slack ids of the same authors, as far as the message has them."""
    ids = [message.get("user"), *(each.get("author_id") for each in _dicts(message.get("attachments")))]
    return [user_id for user_id in ids if isinstance(user_id, str)]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _dicts(value: object) -> Iterator[dict[str, object]]:
    yield from (each for each in value if isinstance(each, dict)) if isinstance(value, list) else ()


class _Reading:
    """Reads a message into one text, and into a second one without code."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._prose: list[str] = []
        self._room = _MOST_CHARACTERS
        self._parts = _MOST_PARTS

    def result(self) -> tuple[str, str]:
        return "".join(self._text), "".join(self._prose)

    def end_line(self) -> None:
        self.words("\n")

    def words(self, value: object, *, code: bool = False) -> None:
        """Add text without markup."""
        if not isinstance(value, str) or not self._room:
            return
        words = spelled_out(folded(_unescaped(value[: self._room])))
        self._room -= len(words)
        self._text.append(words)
        self._prose.append(EDGE * len(words) if code else words)

    def link(self, url: object, label: object) -> None:
        """Add a URL, and its label if that may say something else."""
        if not isinstance(url, str):
            return
        plain = address(url)
        if url[:4].casefold() == "tel:" and plain[:1] not in {"+", "0"}:
            plain = f"tel: {plain}"
        self.words(f"{EDGE}{plain}{EDGE}")
        if plain == url and label != url:
            self.words(label)
            self.words(EDGE)

    def mrkdwn(self, value: object) -> None:
        """Add text in Slack's mrkdwn."""
        if not isinstance(value, str):
            return
        value = value[: 2 * _MOST_CHARACTERS]
        done = 0
        for token in _MRKDWN.finditer(value):
            self.words(value[done : token.start()])
            done = token.end()
            target = token["target"]
            if target is None:
                self.words(token["block"] or token["inline"], code=True)
            elif target[:1] in {"@", "#", "!"}:
                self.words(EDGE)
            else:
                self.link(target, token["label"])
        self.words(value[done:])

    def part(self, value: object, depth: int = 0, *, code: bool = False) -> None:
        """Add a block, an element or a text object, or a list of them."""
        self._parts -= 1
        if depth > _DEEPEST or self._parts < 0 or not self._room:
            return
        if isinstance(value, list):
            for each in value:
                self.part(each, depth + 1, code=code)
        elif isinstance(value, dict):
            self._element(value, depth, code=code)

    def _element(self, element: dict[str, object], depth: int, *, code: bool) -> None:
        match element.get("type"):
            case "text":
                style = element.get("style")
                self.words(element.get("text"), code=code or (isinstance(style, dict) and bool(style.get("code"))))
            case "link":
                self.link(element.get("url"), element.get("text"))
            case "mrkdwn" | "markdown":
                self.mrkdwn(element.get("text"))
                self.end_line()
            case "plain_text" | "raw_text":
                self.words(element.get("text"))
                self.end_line()
            case "user" | "usergroup" | "channel" | "broadcast" | "team" | "emoji" | "date" | "color" | "raw_number":
                self.words(EDGE)
            case kind:
                self._members(element, _IN_BLOCKS, depth, code=code or kind == "rich_text_preformatted")
                self.end_line()

    def _members(self, record: dict[str, object], names: tuple[str, ...], depth: int, *, code: bool = False) -> None:
        for name in names:
            value = record.get(name)
            if not isinstance(value, str):
                if value:
                    self.part(value, depth + 1, code=code)
                continue
            if name in _LINKS:
                self.link(value, None)
            else:
                self.mrkdwn(value)
            self.end_line()

    def attachment(self, attachment: dict[str, object]) -> None:
        """Add an attachment: from an app, an unfurled link, or a shared message."""
        shared = [each.get("message") for each in _dicts(attachment.get("message_blocks"))]
        fields = [{"title": each.get("title"), "text": each.get("value")} for each in _dicts(attachment.get("fields"))]
        self._members({**attachment, "message_blocks": shared, "fields": fields}, _IN_ATTACHMENTS, 0)
        for file in _dicts(attachment.get("files")):
            self.mail(file)

    def mail(self, file: dict[str, object]) -> None:
        """Add an e-mail that was sent to Slack: who wrote it, who got a copy, and its text. Other files are not read.

        A stub of one has no text but a preview in HTML, or nothing but its headers.
        """
        if "email" not in {file.get("filetype"), file.get("mode")}:
            return
        headers = file.get("headers")
        replies = headers.get("reply_to") if isinstance(headers, dict) else None
        for person in (*_listed(file.get("from")), *_listed(replies), *_listed(file.get("cc"))):
            self._correspondent(person)
        self.words(file.get("subject") or file.get("title"))
        self.end_line()
        text = file.get("plain_text") or file.get("preview_plain_text")
        preview = file.get("simplified_html") or file.get("preview")
        if not text and isinstance(preview, str):
            text = _TAG.sub("\n", preview[:_MOST_CHARACTERS]).replace("&nbsp;", " ")
        self.words(text)
        self.end_line()

    def _correspondent(self, person: object) -> None:
        if isinstance(person, dict):
            self.words(person.get("name"))
            self.words(EDGE)
            person = person.get("address") or person.get("original")
        self.words(person)
        self.end_line()


def _unescaped(text: str) -> str:
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text
