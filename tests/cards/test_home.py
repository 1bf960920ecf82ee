"""The Home tab: its content for each user, within Slack's limits."""

from datetime import timedelta

from bot.cards import forget, notices
from bot.cards.home import ForAdmins, Logged, Recent, home, refused_home
from bot.cards.notices import WhomToAsk
from bot.sandbox.slack.blocks import check_message, check_view
from bot.spott.vacancy import Vacancy
from tests.cards.hostile import hostile_strings
from tests.cards.judges import elements, view_faults
from tests.cards.people import NOW, contact, expected
from tests.english import say

AT = 1_764_000_000
FOR_ADMINS = ForAdmins(state=["Spott answers."], places=["Everywhere."], people=["Everyone.", "Twice a day."], log=[])


def recent(record_id: str, days: int = 0, **members: object) -> Recent:
    known = {"is_job": False, "at": NOW - timedelta(days=days), **members}
    return Recent(record_id, **known)  # type: ignore[arg-type]


RECENTS = [
    recent("c-1", record=contact(firstName="Jane", lastName="Doe")),
    recent("j-1", 1, is_job=True, record=Vacancy.model_validate({"id": "j-1", "name": "Backend Engineer"})),
    recent("c-2", 2),
    recent("c-3", 45, is_gone=True),
]
LOG = [
    Logged(NOW, "U012ABCDEF", "command", "shown", "c-1", "C012ABCDEF"),
    Logged(NOW - timedelta(hours=1), "U012ABCDEF", "search", "guest", None, "D012ABCDEF"),
    *(Logged(NOW - timedelta(days=1), "U012ABCDEF", "details", "shown", f"c-{place}") for place in range(48)),
]


def test_member_sees_how_to_start_and_the_last_look_ups() -> None:
    view = home(say, RECENTS, None, now=NOW, at=AT)
    assert view == expected("home.member.json", view)
    assert check_view(view) == []


def test_admin_sees_the_state_the_settings_and_fifty_rows_of_the_log() -> None:
    part = ForAdmins(FOR_ADMINS.state, FOR_ADMINS.places, FOR_ADMINS.people, LOG)
    view = home(say, "Nothing is remembered.", part, now=NOW, at=AT)
    view["blocks"][-1]["elements"][0]["elements"] = view["blocks"][-1]["elements"][0]["elements"][-1:]
    for block in view["blocks"][-5:-1]:
        block["elements"][0]["elements"] = block["elements"][0]["elements"][:2]
    assert view == expected("home.admin.json", view)
    assert check_view(view) == []


def test_only_ten_look_ups_are_shown_and_the_fullest_tab_fits() -> None:
    many = [recent("x" * 64, record=contact(firstName="\u4eba" * 200)) for _ in range(300)]
    part = ForAdmins(["x" * 700] * 4, ["x" * 700] * 4, ["x" * 700] * 4, LOG)
    view = home(say, many, part, now=NOW, at=AT)
    assert [element["action_id"] for element in elements(view) if element["type"] == "button"] == [
        "find",
        *["show_recent"] * 10,
        "clear_recents",
    ]
    [row, *_] = [block["text"]["text"] for block in view["blocks"] if "accessory" in block]
    assert row == "\u4eba" * 63 + "\u2026\ntoday"
    assert check_view(view) == []


def test_home_tab_without_look_ups() -> None:
    view = home(say, [], None, now=NOW, at=AT)
    assert view["blocks"][-1]["text"]["text"] == say("home_no_recents")


def test_refused_user_sees_whom_to_ask_and_no_search_field() -> None:
    why = notices.of(say, "guest", ask=WhomToAsk(("U012ABCDEF",)))
    assert refused_home(say, why, None, now=NOW, at=AT) == {
        "type": "home",
        "private_metadata": str(AT),
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": "Look people up in Spott", "emoji": False}},
            *notices.of(say, "home_about")["blocks"],
            *why["blocks"],
        ],
    }
    assert refused_home(say, why, FOR_ADMINS, now=NOW, at=AT)["blocks"][-1]["text"]["text"] == say("home_log_empty")
    forgotten = ForAdmins([], [], [], [Logged(NOW, "", "command", "shown")])
    assert say("home_log_forgotten") in str(home(say, [], forgotten, now=NOW, at=AT)["blocks"][-1])
    unread = ForAdmins([], [], [], None)
    assert home(say, [], unread, now=NOW, at=AT)["blocks"][-1]["text"]["text"] == say("home_log_unavailable")


def test_names_from_outside_are_shown_literally() -> None:
    ours = [element["text"] for element in elements(home(say, [], None, now=NOW, at=AT)) if element["type"] == "mrkdwn"]
    for text in hostile_strings(40):
        records = contact(firstName=text, lastName=text), Vacancy.model_validate({"id": "j-1", "name": text})
        shown = [recent("c-1", record=record, is_job=isinstance(record, Vacancy)) for record in records]
        view = home(say, shown, None, now=NOW, at=AT)
        assert view_faults(view, *ours) == []
        assert check_view(view) == []


def test_form_and_report_of_forgetting_a_person() -> None:
    assert check_view({**forget.form(say)}) == []
    assert forget.report(say, 2, 1_500, []) == notices.of(say, "forgotten", cards="2", rows="1,500")
    left = [(f"C{place:02}", NOW) for place in range(22)]
    when = "<!date^1795341600^{date_short} at {time}|22 Nov 2026, 10:00 UTC>"
    *_, by_hand = forget.report(say, 0, 0, left)["text"].split("\n")
    listed = ", ".join(f"<#C{place:02}> {when}" for place in range(20))
    assert by_hand == f"I couldn't take these cards down: {listed} and 2 more. Please remove them by hand."
    assert check_message({**forget.report(say, 0, 0, left)}) == []
