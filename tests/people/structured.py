"""Messages with blocks, attachments and mails, each with the people it names."""

from bot.people.in_message import Candidate
from bot.people.query import ById
from tests.people.messages import ADA, JANE, JOHN, MOBILE, NOBODY, OFFICE, UUID, Message, link, rich, words

SHARED: Message = {
    "text": "",
    "attachments": [
        {
            "is_share": True,
            "from_url": "https://example.slack.com/archives/C0612345678/p1732288000123456",
            "author_name": "Robin",
            "author_id": "U0612345678",
            "ts": "1732288000.123456",
            "text": "Call Jane, +31 6 12345678",
            "fallback": "[November 22nd, 2026] robin: Call Jane, +31 6 12345678",
            "message_blocks": [{"team": "T1", "channel": "C1", "message": rich(words("or jane@example.com"))}],
        }
    ],
}

STRUCTURED: dict[str, tuple[Message, list[Candidate]]] = {
    "words that are styled apart are one": (rich(words("+31 6 "), words("12345678", bold=True)), [MOBILE]),
    "text and blocks say the same": (
        {**rich(words("Mail "), link("mailto:jane@example.com", "jane@example.com")), "text": "Mail jane@example.com"},
        [JANE],
    ),
    "link elements": (
        rich(link("https://app.example.com/candidates/c-ada?x=1", "Ada"), words(" "), link("tel:+31612345678", "Ada")),
        [ADA, MOBILE],
    ),
    "a label that says more than its link": (rich(link("https://example.org/jane", "jane@example.com")), [JANE]),
    "mentions, emoji and dates between figures": (
        rich(
            *(words("06"), {"type": "user", "user_id": "U0612345678"}, words("1234")),
            *({"type": "emoji", "name": "phone"}, words("5678"), {"type": "date", "timestamp": 1732288000}),
        ),
        NOBODY,
    ),
    "a mention and an address": (
        rich({"type": "user", "user_id": "U1"}, words("jane@example.com"), {"type": "channel", "channel_id": "C1"}),
        [JANE],
    ),
    "inline code": (rich(words("+31 6 12345678", code=True), words(" " + UUID, code=True)), [ById(UUID)]),
    "preformatted": (rich(words("jane@example.com 06 12345678"), kind="rich_text_preformatted"), [JANE]),
    "a quote": (rich(words("Jane: 06 12345678"), kind="rich_text_quote"), [MOBILE]),
    "a list": (
        rich(
            {"type": "rich_text_section", "elements": [words("06 12345678")]},
            {"type": "rich_text_section", "elements": [words("020 1234567")]},
            kind="rich_text_list",
            style="bullet",
        ),
        [MOBILE, OFFICE],
    ),
    "sections, fields, contexts, headers": (
        {
            "blocks": [
                {"type": "header", "text": {"type": "plain_text", "text": "Jane &amp; john@example.org"}},
                {
                    "type": "section",
                    "text": {"type": "mrkdwn", "text": "<mailto:jane@example.com|Jane>"},
                    "fields": [{"type": "mrkdwn", "text": "*Tel*\n06 12345678"}, {"type": "plain_text", "text": "12"}],
                },
                {"type": "context", "elements": [{"type": "mrkdwn", "text": f"id `{UUID}`"}]},
                {"type": "divider"},
            ]
        },
        [JOHN, JANE, MOBILE, ById(UUID)],
    ),
    "buttons: what they show and where they lead, not what they carry": (
        {
            "blocks": [
                {
                    "type": "actions",
                    "elements": [
                        {
                            "type": "button",
                            "text": {"type": "plain_text", "text": "Open"},
                            "url": "https://app.example.com/candidates/c-ada",
                            "value": "john@example.org",
                            "action_id": "0612345678",
                        }
                    ],
                }
            ]
        },
        [ADA],
    ),
    "an image's words": (
        {
            "blocks": [
                {
                    "type": "image",
                    "image_url": "https://example.org/0612345678.png",
                    "alt_text": "jane@example.com",
                    "title": {"type": "plain_text", "text": "Jane"},
                }
            ]
        },
        [JANE],
    ),
    "a table": (
        {
            "blocks": [
                {
                    "type": "table",
                    "rows": [
                        [{"type": "raw_text", "text": "06 12345678"}, {"type": "raw_text", "text": "020 1234567"}],
                        [rich(words("jane@example.com"))["blocks"][0]],
                    ],
                }
            ]
        },
        [MOBILE, OFFICE, JANE],
    ),
    "a markdown block": (
        {"blocks": [{"type": "markdown", "text": "**Ada** [open](https://app.example.com/candidates/c-ada)"}]},
        [ADA],
    ),
    "an old attachment": (
        {
            "attachments": [
                {
                    "id": 612345678,
                    "color": "#061234",
                    "pretext": "New lead",
                    "title": "Ada",
                    "title_link": "https://app.example.com/candidates/c-ada",
                    "text": "<mailto:jane@example.com|Jane>",
                    "fields": [{"title": "Phone", "value": "+31 6 12345678", "short": True}],
                    "footer": "john@example.org",
                    "image_url": "https://example.org/john2@example.org",
                }
            ]
        },
        [ADA, JANE, MOBILE, JOHN],
    ),
    "an attachment with blocks": ({"attachments": [{"blocks": rich(words("jane@example.com"))["blocks"]}]}, [JANE]),
    "an unfurled link": (
        {"attachments": [{"from_url": "https://app.example.com/candidates/c-ada", "service_name": "Example"}]},
        [ADA],
    ),
    "an attachment with its fallback alone": ({"attachments": [{"fallback": "Jane: jane@example.com"}]}, [JANE]),
    "a message that was shared": (SHARED, [MOBILE, JANE]),
    "a mail that was sent to Slack": (
        {
            "files": [
                {
                    "filetype": "email",
                    "title": "Fwd: 0612345678",
                    "from": [{"address": "jane@example.com", "name": "Jane", "original": "Jane <jane@example.com>"}],
                    "to": [{"address": "john@example.org"}],
                    "plain_text": "Call me: 06-12345678",
                }
            ]
        },
        [JANE, MOBILE],
    ),
    "other files are not read": (
        {
            "files": [
                {"filetype": "pdf", "title": "jane@example.com", "name": "0612345678.pdf", "plain_text": "06 12345678"}
            ]
        },
        NOBODY,
    ),
    "who wrote it is not whom it is about": (
        {"user": "U0612345678", "ts": "1732288000.123456", "user_profile": {"email": "john@example.org"}, "text": "hi"},
        NOBODY,
    ),
    "parts of wrong types": (
        {
            "text": 7,
            "blocks": [None, 1, {"type": "section", "text": None}, {"type": 3}],
            "attachments": {},
            "files": [1],
        },
        NOBODY,
    ),
}
