"""HTML in Spott's text is read once, and what only looks like HTML stays."""

import json

import pytest

from bot.spott.markup import plain
from bot.spott.models import Contact, SearchAnswer, read

READ = {
    "apostrophe": ("O&#39;Bryan", "O'Bryan"),
    "paragraph": ("<p>Call&nbsp;Jane</p>", "Call\u00a0Jane"),
    "ampersand": ("Johnson &amp; Johnson", "Johnson & Johnson"),
    "hexadecimal": ("O&#x27;Brien", "O'Brien"),
    "letters": ("Ren&eacute;e M&uuml;ller", "Renée Müller"),
    "quotes": ("&quot;CTO&quot; &ndash; &euro;", '"CTO" – €'),
    "zero-padded": ("O&#039;Neil", "O'Neil"),
    "at sign": ("jane&#64;example.com", "jane@example.com"),
    "named at sign": ("jane&commat;example&period;com", "jane@example.com"),
    "encoded twice": ("O&amp;#39;Bryan", "O&#39;Bryan"),
    "tag encoded": ("&lt;p&gt;5 &lt; 6", "<p>5 < 6"),
    "tag encoded twice": ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
    "paragraphs": ("<p>Call Jane</p><p>Then Joe</p>", "Call Jane\n\nThen Joe"),
    "break": ("Call Jane<br>Then Joe<br />Last", "Call Jane\nThen Joe\nLast"),
    "list": ("<ul><li>CTO</li><li>CFO</li></ul>", "CTO\n\nCFO"),
    "bold within a word": ("Ja<b>ne</b> <STRONG>Doe</STRONG>", "Jane Doe"),
    "link": ('<a href="https://x.example/?a=1&amp;b=2" target=_blank>Profile</a>', "Profile"),
    "styled": ("<span style='color: red' class=big>Urgent</span>", "Urgent"),
    "comment": ("<!-- pasted from Word --><div>Call</div>", "Call"),
    "conditional comment": ("<!--[if gte mso 9]><xml></xml><![endif]-->Call", "Call"),
    "style sheet": ("<style>p {color: red}</style><p>Call</p>", "Call"),
    "Outlook": ("<p>Call<o:p></o:p></p>", "Call"),
    "whole page": ("<html><head><title>x</title></head><body>Call</body></html>", "Call"),
}
KEPT = [
    "a < b",
    "a<b and c>d",
    "5 <6 and 7> 3",
    "x <- y -> z",
    "I <3 NY",
    "<string>",
    "<jane@example.com>",
    "<https://evil.example|Open>",
    "<!channel>",
    "<unknown>",
    "AT&T",
    "R&D; plan",
    "?a=1&copy=2",
    "&copyright;",
    "&;",
    "&#;",
    "&#x;",
    "Q&A & more",
    "List<String>",
    "<b",
    "b>",
    "<!-- unclosed",
]


def test_html_becomes_plain_text() -> None:
    for case, (raw, meant) in READ.items():
        assert plain(raw) == meant, case


def test_text_that_only_looks_like_html_stays() -> None:
    assert [text for text in KEPT if plain(text) != text] == []


def test_html_is_converted_in_texts_but_not_in_ids_or_addresses() -> None:
    raw = "<p>O&#39;Bryan</p>"
    answer = {
        "candidateId": "c&amp;1",
        "firstName": raw,
        "locations": [{"type": "a&amp;b", "city": raw}],
        "nextTaskDue": {"id": "&lt;", "content": raw},
        "mainContact": {"name": raw},
        "clientContacts": [
            {
                "role": raw,
                "company": {"id": "&amp;", "name": raw},
                "stage": {"name": raw},
                "emailAddresses": [{"email": "jane&#64;example.com"}],
                "customAttributes": [{"label": raw, "value": {"text": raw}}, {"value": [raw, {"x": raw}]}],
            }
        ],
    }
    said = read(Contact, json.dumps(answer).encode()).model_dump(exclude_defaults=True)
    assert said == {
        "candidate_id": "c&amp;1",
        "first_name": "O'Bryan",
        "locations": ({"type": "a&amp;b", "city": "O'Bryan"},),
        "next_task_due": {"id": "&lt;", "content": "O'Bryan"},
        "main_contact": {"name": "O'Bryan"},
        "client_contacts": (
            {
                "role": "O'Bryan",
                "company": {"id": "&amp;", "name": "O'Bryan"},
                "stage": {"name": "O'Bryan"},
                "email_addresses": ({"email": "jane@example.com"},),
                "custom_attributes": (
                    {"label": "O'Bryan", "value": {"text": "O'Bryan"}},
                    {"value": {"text": "O'Bryan, O'Bryan"}},
                ),
            },
        ),
    }


def test_html_in_a_search_hit_is_converted_and_empty_texts_are_none() -> None:
    url = "https://x.example/in/jane?a=1&copy;=2"
    named = {"id": "c-1", "firstName": "<p>&nbsp;</p>", "lastName": "D&#39;Arc"}
    hit = named | {"emailAddresses": ["<br>", "a&#64;b.c"], "linkedInUrl": url}
    (said,) = read(SearchAnswer, json.dumps({"items": [hit]}).encode()).items
    assert said.model_dump(exclude_defaults=True) == {
        "id": "c-1",
        "last_name": "D'Arc",
        "email_addresses": ("a@b.c",),
        "linked_in_url": url,
    }


@pytest.mark.parametrize("name", ["O\\u0026#39;Bryan", "\\u003cb\\u003eO'Bryan", "\\u003Cb>O'Bryan</B>"])
def test_markup_escaped_in_json_is_converted_too(name: str) -> None:
    assert read(Contact, f'{{"candidateId": "c-1", "lastName": "{name}"}}'.encode()).last_name == "O'Bryan"


def test_endless_text_and_markup_are_cut() -> None:
    assert len(plain("&amp;" * 100_000)) == 1_600


def test_markup_conversion_is_limited_per_answer() -> None:
    body = json.dumps({"candidateId": "c-1", "locations": [{"city": "a&amp;" * 1_000}] * 60}).encode()
    cities = [location.city for location in read(Contact, body).locations]
    assert cities == ["a&" * 1_000] * 16 + ["a&amp;" * 1_000] * 44
