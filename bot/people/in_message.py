"""Finds the people that a message mentions. Pure.

A message contains most things more than once: in its text, its blocks, and the attachments that Slack or an app made
from its links. All are read, in this order, and duplicates count once.

Source: https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from bot.people import phones
from bot.people.emails import emails_in
from bot.people.folding import compared, folded
from bot.people.likely_names import names_in
from bot.people.links import URL, address, linked_id, spelled_out
from bot.people.query import CUID, UUID, ByEmail, ById, ByPhone

Candidate = ById | ByEmail | ByPhone


@dataclass(frozen=True, slots=True)
class Found:
    """The people that a message may be about, without duplicates, in the message's order.

    Attributes:
        candidates: Who is named by an id, a link, an address or a number; at most ten.
        names: What looks like somebody's full name, but not like the author's; at most five.
    """

    candidates: tuple[Candidate, ...] = ()
    names: tuple[str, ...] = ()


_MOST_FOUND: Final = 10
_MOST_NAMES: Final = 5
_MOST_CHARACTERS: Final = 20_000
_MOST_PARTS: Final = 5_000
_DEEPEST: Final = 12

_EDGE: Final = "|"
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

_MACHINES_LINES: Final = re.compile(
    r"^[>\s]{0,8}+(?:(?:message-id|in-reply-to|content-id|list-[a-z]++|x-[a-z-]++)\s?:|references\s?:\s*+<).*+$",
    re.IGNORECASE | re.MULTILINE,
)
_NOBODY: Final = re.compile(r"(?:no|do-?not)[-_.]?reply|mailer-daemon|postmaster|[^@]++@(?:[^@.]++\.)?slack\.com\Z")
"""Addresses that are nobody's, such as the one under which a channel receives mail."""

_AUTHORS: Final = ("username", "name", "real_name", "display_name")
_LONGEST_NAME: Final = 200
_TAG: Final = re.compile(r"<(?:style|script)\b[^<]*+|<[^<>]*+>", re.IGNORECASE)


def find_in_message(
    message: Mapping[str, object], *, app_url: str | None = None, phone_regions: Sequence[str] = ()
) -> Found:
    """Find ids, links to people in Spott, e-mail addresses, phone numbers and likely names.

    Ids are those in links that match `app_url`, UUIDs and cuids. Digits in code do not count as phone numbers, nor
    words as names. Never raises, and the work is limited: at most 20,000 characters are read.

    Args:
        message: Slack's message, from a message shortcut.
        app_url: The address of a person's page in Spott, with `{candidate_id}` for the id; without it, links are not
            read as ids.
        phone_regions: The countries of phone numbers without a country code, such as "NL".
    """
    reading = _Reading()
    reading.mrkdwn(message.get("text"))
    reading.end_line()
    reading.part(message.get("blocks"))
    for attachment in _dicts(message.get("attachments")):
        reading.attachment(attachment)
    for file in _dicts(message.get("files")):
        reading.mail(file)
    text, prose = reading.result()
    found = sorted(_candidates(text, prose, app_url, phone_regions), key=lambda each: each[0])
    candidates = dict.fromkeys(candidate for _, candidate in found)
    return Found(tuple(islice(candidates, _MOST_FOUND)), tuple(_names(prose, _authors(message))))


def _names(prose: str, authors: frozenset[str]) -> Iterator[str]:
    """The likely names in a text, each once, except the authors'."""
    prose = _blanked(prose, [link.span() for link in URL.finditer(prose)])
    names: dict[str, str] = {}
    for name in names_in(prose):
        names.setdefault(compared(name), name)
    yield from islice((name for each, name in names.items() if each not in authors), _MOST_NAMES)


def _authors(message: Mapping[str, object]) -> frozenset[str]:
    """How those are called who wrote the message, or one that is shared in it."""
    profiles = [message, message.get("user_profile"), message.get("bot_profile")]
    names = [profile.get(key) for profile in profiles if isinstance(profile, Mapping) for key in _AUTHORS]
    shared = [each for each in _dicts(message.get("attachments")) if each.get("author_id")]
    names += [each.get(key) for each in shared for key in ("author_name", "author_subname")]
    return frozenset(compared(name[:_LONGEST_NAME]) for name in names if isinstance(name, str))


def _candidates(
    text: str, prose: str, app_url: str | None, phone_regions: Sequence[str]
) -> Iterator[tuple[int, Candidate]]:
    """What a text contains, with its position; `prose` is the text without its code."""
    links = list(URL.finditer(text))
    for link in links:
        candidate_id = linked_id(link[0].rstrip(".,;:!?)]}*~"), app_url)
        if candidate_id:
            yield link.start(), ById(candidate_id)
    urls = [link.span() for link in links]
    text = _blanked(text, [*urls, *(line.span() for line in _MACHINES_LINES.finditer(text))])
    emails = list(emails_in(text))
    for email in emails:
        if not _NOBODY.match(email.address):
            yield email.start, ByEmail(email.address)
    addresses = [(email.start, email.end) for email in emails]
    text = _blanked(text, addresses)
    for found in chain(UUID.finditer(text), CUID.finditer(text)):
        yield found.start(), ById(found[0])
    for start, numbers in phones.numbers_in(_blanked(prose, [*urls, *addresses]), phone_regions):
        yield start, ByPhone(numbers[0], numbers[1:])


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        begin = max(start, done)
        pieces += text[done:begin], _EDGE * (end - begin)
        done = max(done, end)
    return "".join([*pieces, text[done:]])


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
        self._prose.append(_EDGE * len(words) if code else words)

    def link(self, url: object, label: object) -> None:
        """Add a URL, and its label if that may say something else."""
        if not isinstance(url, str):
            return
        plain = address(url)
        if url[:4].casefold() == "tel:" and plain[:1] not in {"+", "0"}:
            plain = f"tel: {plain}"
        self.words(f"{_EDGE}{plain}{_EDGE}")
        if plain == url and label != url:
            self.words(label)
            self.words(_EDGE)

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
                self.words(_EDGE)
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
                self.words(_EDGE)
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
            self.words(_EDGE)
            person = person.get("address") or person.get("original")
        self.words(person)
        self.end_line()


def _unescaped(text: str) -> str:
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text
