"""Messages that name somebody, and e-mails that were sent or forwarded to Slack."""

from typing import Any

from bot.people.in_message import Found, find_in_message
from bot.people.query import ByEmail, ByPhone

Message = dict[str, Any]

JANE = ByEmail("jane@example.com")
JOHN = ByEmail("john@example.org")
MOBILE = ByPhone("+31612345678")
ASKED = "Who knows Katherine Johnson?"
KATHERINE = Found(names=("Katherine Johnson",))
NOBODY = Found()


def person(address: str, name: str = "") -> Message:
    return {"address": address, "name": name, "original": f"{name} <{address}>"}


def mail(**values: Any) -> Message:  # noqa: ANN401 - Slack's JSON
    return {"filetype": "email", "mode": "email", **values}


def attached(*attachments: Message) -> Message:
    return {"text": "", "attachments": [*attachments]}


NAMES: dict[str, tuple[Message, Found]] = {
    "in the text": ({"text": ASKED}, KATHERINE),
    "in blocks": ({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": ASKED}}]}, KATHERINE),
    "in an attachment": (attached({"text": ASKED}), KATHERINE),
    "in a shared message": (attached({"author_name": "Robin Vos", "author_id": "U1", "text": ASKED}), KATHERINE),
    "invisible characters in it": ({"text": "Who knows Kathe\u00adrine John\u200bson?"}, KATHERINE),
    "a no-break space in it": ({"text": "Who knows Katherine\u00a0Johnson?"}, KATHERINE),
    "twice": ({"text": f"{ASKED} KATHERINE? Katherine Johnson!"}, KATHERINE),
    "in code": ({"text": "```Katherine Johnson```"}, NOBODY),
    "in a link": ({"text": "<https://example.org/Katherine%20Johnson>"}, NOBODY),
    "beside an address": (
        {"text": "Katherine Johnson <mailto:jane@example.com|jane@example.com>"},
        Found((JANE,), ("Katherine Johnson",)),
    ),
    "five at most": (
        {"text": ", ".join(f"{letter}ada Lovelace" for letter in "ABCDEFG")},
        Found(names=tuple(f"{letter}ada Lovelace" for letter in "ABCDE")),
    ),
    "the author's, by profile": (
        {"text": "Katherine Johnson here", "user_profile": {"real_name": "Katherine Johnson"}},
        NOBODY,
    ),
    "the author's, written otherwise": (
        {"text": "Zo\u00eb Kr\u00f6ger: call me", "user_profile": {"display_name": "zoe kroger"}},
        NOBODY,
    ),
    "the author's, with more beside it": (
        {"text": "Katherine Johnson here", "user_profile": {"display_name": "Katherine Johnson (she/her)"}},
        NOBODY,
    ),
    "the author's, by the name of an app": ({"text": ASKED, "username": "Katherine Johnson"}, NOBODY),
    "the author's, by a bot's profile": ({"text": ASKED, "bot_profile": {"name": "Katherine Johnson"}}, NOBODY),
    "the author's of what is shared": (
        attached({"author_name": "Katherine Johnson", "author_id": "U1", "text": ASKED}),
        NOBODY,
    ),
    "mentions of people in Slack": ({"text": "<@U0612345678> and <@U0712345678|Katherine Johnson>"}, NOBODY),
}

MAILS: dict[str, tuple[Message, Found]] = {
    "who wrote it, and its text": (
        {"files": [mail(**{"from": [person("jane@example.com")], "plain_text": "Call 06-12345678"})]},
        Found((JANE, MOBILE)),
    ),
    "who got a copy": ({"files": [mail(cc=[person("john@example.org", "John Roe")])]}, Found((JOHN,), ("John Roe",))),
    "several who got a copy": (
        {"files": [mail(cc=[person("john@example.org"), person("jane@example.com")])]},
        Found((JOHN, JANE)),
    ),
    "where an answer goes": ({"files": [mail(headers={"reply_to": "Jane <jane@example.com>"})]}, Found((JANE,))),
    "only the original line": ({"files": [mail(**{"from": [{"original": "jane@example.com"}]})]}, Found((JANE,))),
    "addresses as words": (
        {"files": [mail(**{"from": "jane@example.com", "cc": "john@example.org"})]},
        Found((JANE, JOHN)),
    ),
    "not who it was sent to": ({"files": [mail(to=[person("john@example.org")])]}, NOBODY),
    "not the address of the channel": ({"files": [mail(cc=[person("x1y2@acme.slack.com")])]}, NOBODY),
    "forwarded": (
        attached({"is_share": True, "files": [mail(**{"from": [person("jane@example.com")]})]}),
        Found((JANE,)),
    ),
    "forwarded, with its text": (attached({"files": [mail(plain_text="Call 06-12345678")]}), Found((MOBILE,))),
    "forwarded, with a copy": (attached({"files": [mail(cc=[person("john@example.org")])]}), Found((JOHN,))),
    "forwarded, not a mail": (attached({"files": [{"filetype": "pdf", "plain_text": "jane@example.com"}]}), NOBODY),
    "a stub with its subject": ({"files": [mail(subject="CV of Katherine Johnson")]}, KATHERINE),
    "a stub with its title": ({"files": [{"mode": "email", "title": "CV of Katherine Johnson"}]}, KATHERINE),
    "a stub with a preview": (
        {"files": [mail(preview="<style>p{}</style><p>Jane&nbsp;Doe</p><b>jane@example.com</b>")]},
        Found((JANE,), ("Jane Doe",)),
    ),
    "a stub in simple HTML": ({"files": [mail(simplified_html="<a href='x'>jane@example.com</a>")]}, Found((JANE,))),
    "a stub with nothing": ({"files": [mail(**{"from": [None, 7], "cc": {}, "headers": 3, "preview": 1})]}, NOBODY),
}


def test_which_names_are_offered() -> None:
    for case in [*NAMES]:
        message, found = NAMES[case]
        assert find_in_message(message, phone_regions=["NL"]) == found, case


def test_people_in_a_mail_are_found() -> None:
    for case in [*MAILS]:
        message, found = MAILS[case]
        assert find_in_message(message, phone_regions=["NL"]) == found, case
