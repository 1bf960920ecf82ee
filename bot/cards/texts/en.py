"""What people read, in English.

One text, one line, however long. README.md beside this file says how they are written, and what Slack takes.
"""

from collections.abc import Mapping
from typing import Final

from bot.cards.texts.language import Form


def form(count: int) -> Form:
    """Which form of a text English wants beside a number."""
    return "one" if count == 1 else "other"


TEXTS: Final[Mapping[str, str]] = {
    # Nobody, or not just one person
    "nobody_by_name": "I couldn't find anyone by that name in Spott. Check the spelling, or try an email address or a phone number instead.",
    "nobody_by_email": "I couldn't find anyone with that email address in Spott. Check it, or try a name or a phone number instead.",
    "nobody_by_phone": "I couldn't find anyone with that phone number in Spott. Try it with the country code, like +1, or try a name or an email address instead.",
    "nobody_by_id": "I couldn't find anyone with that candidate ID in Spott. Check it, or try a name or an email address instead.",
    "nobody_by_profile": "I couldn't find anyone by the name in that LinkedIn link in Spott. Try the name as the person writes it, or an email address or a phone number instead.",
    "no_other_records": "I found no other record in Spott with one of these email addresses or phone numbers. Try a search by name to be sure.",
    "no_open_job": "I couldn't find an open job with those words in its title or client. For closed jobs, type `/spott job all` and the words. For a person called Job, put the name in quotes.",
    "no_job": "I couldn't find a job with those words in its title or client. Check the spelling, or try fewer words.",
    "job_gone": "That job is no longer in Spott. Please search for it again.",
    "not_understood": "I couldn't read that as a name, an email address, a phone number or a candidate ID. Try one of those, or type `/spott help`.",
    "not_an_id": "That isn't a valid candidate ID. IDs have up to 64 letters, digits, hyphens and underscores. Check it and try again, or type `/spott help`.",
    "no_card": "Spott gave me nothing to show for this person. Please look the person up in Spott instead.",
    "nothing_in_message": "I didn't see an email address, a phone number or a candidate ID in this message. Search for the person instead.",
    "nobody_in_message": "I couldn't find anyone from this message in Spott. Search for the person instead.",
    "names_in_message": "I didn't see an email address, a phone number or a candidate ID in this message. Choose one of its names, or search for someone else.",
    "only_names_in_message": "I couldn't find anyone in Spott by the email addresses, phone numbers or IDs in this message. Choose a name from it, or search for someone else.",
    "picker_used": "You've already picked someone from this list. If you meant someone else, please look them up again.",
    # Clicks that came to nothing
    "button_too_old": "This button no longer works. Please look the person up again to get a fresh card.",
    "click_expired": "Your click took too long to reach me, so Slack didn't open the window. Please click again.",
    "click_too_late": "Your click took too long to reach me, so I didn't post anything. If the card isn't there yet, please click again.",
    "modal_refused": "Slack couldn't open or update the window. Please click again.",
    "not_yours_to_remove": "Only the person who looked this up, or an admin, can remove the card. Please ask one of them.",
    "covered": "I took this card down, because people outside your workspace may now be able to read this conversation. Please look it up again to see it privately.",
    "covered_confidential": "I took this card down, because the job is now confidential in Spott. Please look it up again to see it privately.",
    "expired": "This card has expired.",
    "not_dismissed": "Slack didn't take the message away. Try again, or reload Slack, which removes it, too.",
    "not_removed": "Slack didn't remove the card. Please try again, or ask an admin to delete it.",
    # Into a thread
    "posted_to_thread": "Done! The card is in the thread, where everyone in the conversation can see it.",
    "invite_me_to_post": "I can't post here because I'm not in this conversation. Invite me with `/invite @spott`, then try again.",
    "not_a_member_there": "I can't post the card there, because you don't seem to be in that conversation. Please ask someone in it to look the person up.",
    "not_posted_unknown": "I didn't post the card, because Slack didn't tell me who can read this conversation. Please try again in a minute.",
    "not_posted_between_people": "I can't post here, because apps can't join a direct message between people. Please use a channel instead.",
    "not_posted_shared": "I didn't post the card, because another organisation may be able to read this conversation. Please try again in a channel of your own workspace.",
    "not_posted_organisation": "I didn't post the card, because another workspace of your organisation may be able to read this conversation. Please try again in a channel of your own workspace.",
    "not_posted_guests": "I didn't post the card, because guests may be able to read this conversation. Please ask an admin to allow it.",
    "not_posted_large": "I didn't post the card, because this channel has too many members to check for guests. Please ask an admin to allow it.",
    "not_posted_not_listed": "I didn't post the card, because cards aren't allowed in this conversation. Please ask an admin to allow them.",
    # Spott
    "spott_busy": "Spott is busy right now. Please try again in {wait}.",
    "spott_unavailable": "I can't reach Spott right now. Please try again in a minute.",
    "spott_timeout": "Spott took too long to answer. Please try again in a minute.",
    "spott_slow": "Spott is slow right now. I'm still waiting for its answer.",
    "key_refused": "Spott no longer accepts this app's API key. Please tell the team that runs the app that it needs a new one.",
    "answer_not_understood": "I couldn't read Spott's answer. Please try again. If it keeps happening, send the reference `{reference}` to the team that runs this app.",
    # Slack, and the app itself
    "something_broke": "Sorry, something went wrong on our side. Please try again. If it keeps happening, send the reference `{reference}` to the team that runs this app.",
    "took_too_long": "Sorry, this took too long, so I stopped. Please try again. If it keeps happening, send the reference `{reference}` to the team that runs this app.",
    "busy_here": "Lots of people are being looked up at the moment. Please try again in a few seconds.",
    "restarting": "I'm being restarted and couldn't finish this. Please try again in a minute.",
    "slack_is_limiting": "Slack is limiting how much I can post, so the card wasn't shown. Please try again in a minute.",
    "maybe_not_arrived": "Slack didn't confirm that the card was posted. If you don't see it, please try again.",
    "delivery_refused": "Slack didn't accept the card. Please try again, or look the person up in Spott.",
    # Who may look people up
    "guest": "Guests can't look people up. If you need access, please ask {ask}.",
    "outsider": "Only members of the workspace that installed this app can look people up. Please ask one of them.",
    "deactivated": "This account is deactivated or a bot, so it can't look people up. If it should, please ask {ask}.",
    "not_listed": "You're not on the list of people who can use this app. If you need access, please ask {ask}.",
    "access_unknown": "I couldn't check with Slack who you are, so I didn't look anyone up. Please try again in a minute. If it keeps happening, ask {ask}.",
    "access_slack_limits": "Slack is limiting what I can ask, so I couldn't check who you are. Please try again in {wait}.",
    "too_many_lookups": "You've reached your look-up limit for now. Please try again in {wait}.",
    "an_admin": "a workspace admin",
    "either": "{others} or {last}",
    "wait_unknown": "a minute",
    # Why a card is private
    "private_unknown": "Only you can see this: Slack didn't tell me who can read this conversation. Try again in a minute, or message me directly.",
    "private_not_invited": "Only you can see this: I'm not in this conversation, so I can't tell who can read it. In a channel, invite me and try again.",
    "private_between_people": "Only you can see this: apps can't join a direct message between people. To share the card, use a channel.",
    "private_shared": "Only you can see this: another organisation may be able to read this conversation. Use a channel of your own workspace.",
    "private_organisation": "Only you can see this: another workspace of your organisation may be able to read this. Use a channel of your own.",
    "private_guests": "Only you can see this: guests may be able to read this conversation. Ask an admin to allow it, or message me directly.",
    "private_large": "Only you can see this: this channel has too many members to check for guests. Ask an admin to allow it, or message me directly.",
    "private_not_listed": "Only you can see this: cards aren't allowed in this conversation. Ask an admin to allow them.",
    "private_read_so": "Only you can see this: I read a word you typed as \u201cprivate\u201d. If it's part of a name, check the spelling.",
    "private_late": "Only you can see this: it came late, and Slack may have told you that the command failed. To show it here, try again.",
    "private_typed_contact_in_list": "Only you can see this: Slack might show others the email address or phone number you typed. To show it here, use names or IDs.",
    "private_uncertain": "Only you can see this: not everyone in it is certain. To show it here, ask for each by full name or ID.",
    "private_confidential": "Only you can see this: the job is confidential in Spott, for its team only.",
    "private_typed_contact": "Only you can see this: Slack might show others the email address or phone number you typed. Use Post here to show just the card.",
    # Help
    "help": (
        "*Look someone up in Spott*\n"
        "`/spott <name>` shows their card in this channel. For example: `/spott Jane Doe`\n"
        "A candidate ID or a LinkedIn profile works too. Several people at once: `/spott Jane Doe, Ada Lovelace`. Commas separate full names, addresses and IDs, so `Doe, Jane` is one person; semicolons always do.\n"
        "An email address or a phone number also works, but only you see the card, because Slack may show what you typed.\n"
        "`/spott private <name>` shows the card only to you.\n"
        "`/spott job <title or client>` shows an open job and who is in it, `/spott job all \u2026` a closed one too. Put the name of a person called Job in quotes.\n"
        "To look up the people in a message, choose *Look up in Spott* from its menu.\n"
        "`/spott help` shows this message."
    ),
    "help_private": (
        "*Look someone up in Spott*\n"
        "`/spott <name>` shows their card only to you. For example: `/spott Jane Doe`\n"
        "An email address, a phone number, a candidate ID or a LinkedIn profile works too: `/spott jane@example.com`. Several people at once: `/spott Jane Doe, Ada Lovelace`. Commas separate full names, addresses and IDs, so `Doe, Jane` is one person; semicolons always do.\n"
        "`/spott job <title or client>` shows an open job and who is in it, `/spott job all \u2026` a closed one too. Put the name of a person called Job in quotes.\n"
        "To look up the people in a message, choose *Look up in Spott* from its menu.\n"
        "`/spott help` shows this message."
    ),
    # Buttons
    "button_open": "Open in Spott",
    "button_post_here": "Post here",
    "button_post_to_thread": "Post to thread",
    "button_remove": "Remove",
    "button_details": "Details",
    "button_refresh": "Refresh",
    "button_show": "Show",
    "button_other_records": "Find other records",
    "button_show_for_screen_readers": "Show {name}",
    "button_search": "Search",
    "button_dismiss": "Dismiss",
    "button_none_of_these": "None of these",
    "button_look_up_again": "Look up again",
    "button_post_again": "Post again",
    "button_go_to_card": "Go to the card",
    "button_search_for_screen_readers": "Search for {name}",
    "confirm_post": "Post this card?",
    "confirm_post_here": "Everyone in {where} will be able to see it.",
    "confirm_post_here_public": "{where} is public, so every member of your workspace will be able to see it.",
    "confirm_post_to_thread": "Everyone who can read the thread will be able to see it.",
    "confirm_post_yes": "Post",
    "confirm_remove": "Remove this card?",
    "confirm_remove_text": "It will disappear for everyone. Only the person who looked this up, or an admin, can remove it.",
    "confirm_remove_yes": "Remove",
    "confirm_no": "Cancel",
    "this_conversation": "this conversation",
    # Modals
    "title_person": "Person in Spott",
    "title_look_up": "Look up in Spott",
    "close": "Close",
    "loading": "Loading from Spott\u2026",
    "search_label": "Who are you looking for?",
    "search_placeholder": "Name, email address or phone number",
    "search_submit": "Search",
    "search_cancel": "Cancel",
    # Choosing one of several people
    "pick_one": "Several people in Spott match. Which one do you mean?",
    "did_you_mean": "Spott has no exact match. Did you mean this person?",
    "did_you_mean_one_of": "Spott has no exact match. Did you mean one of these people?",
    "did_you_mean_in_list": "No exact match. Did you mean {who}?",
    "nobody_in_list": "No one found",
    "unreadable_in_list": "I couldn't read this as a person",
    "pick_private": "Only you will see the card you choose.",
    "pick_nobody": "None of the people that Spott found can be shown. Try another name, an email address or a phone number.",
    "other_records": "These records in Spott share an email address or a phone number with this person.",
    "pick_more": "There are more matches. To narrow them down, use an email address or a phone number.",
    "kind_candidate": "Candidate",
    "kind_client_contact": "Client contact",
    "has_linkedin": "LinkedIn",
    "id_hint": "ID ending in {end}",
    "phone_hint": "phone ending in {end}",
    # Choosing one of several jobs
    "pick_one_job": "Several jobs in Spott match. Which one do you mean?",
    "pick_more_jobs": "There may be more matches. To narrow them down, add a word of the title or the client.",
    "job_confidential": "Confidential",
    # A job's card
    "job_untitled": "Job without a title",
    "job_team": "**Team: **{who}",
    "job_stage": "**{stage}** {count}",
    "job_stage_with": "**{stage}** {count} \u00b7 {people}",
    "stage_unnamed": "Unnamed stage",
    "job_empty": "No candidates are in this job right now.",
    "job_people_not_loaded": "I couldn't load the candidates. Try Refresh in a minute.",
    "job_incomplete": "There are more candidates than I could load, so some counts may be too low.",
    "stuck_person": "{who} ({days})",
    "job_interviews": "**Interviews: **",
    "interview": "{who}, {when}",
    "open_person": "Open a card privately",
    # A person's card
    "name_unknown": "Name not in Spott",
    "owner": "owner {who}",
    "spoke": "last spoke {when}",
    "spoke_with": "last spoke {when} ({who})",
    "speaks": "next {when}",
    "status_looking": "actively looking",
    "status_approachable": "open to offers",
    "status_not_looking": "not looking",
    "looked_up_by": "Looked up by {who}",
    "shared_by": "Shared by {who}",
    "refreshed_by": "Refreshed by {who}",
    "as_of": "As of {when}",
    # What to mind
    "mind_do_not_contact": "Do not contact",
    "mind_do_not_poach": "Do not poach",
    "mind_placed": "Placed {when}: off limits?",
    "mind_placed_at": "Placed at {client} {when}: off limits?",
    "mind_two_owners": "Two owners at {client}",
    "mind_owners": "Several owners at {client}",
    "mind_rejected": "Rejected by {client} before",
    "mind_rejected_when": "Rejected by {client} {when}",
    "one_client": "one client",
    # Applications
    "jobs_not_loaded": "Jobs could not be loaded",
    "nothing_open": "No open applications",
    "job_at": "{job}, {client}",
    "stage_status": "{stage} ({status})",
    "moved_by": "{when}, {who}",
    "ended_by": "{when}, {who}",
    "application_unnamed": "Open application",
    "application_rejected": "Rejected",
    "application_placed": "Placed",
    "application_speculative": "Speculative",
    "open_applications": "Open applications",
    "earlier_applications": "Earlier applications",
    # Hidden in free text
    "hidden_email": "(email hidden)",
    "hidden_phone": "(phone hidden)",
    "hidden_amount": "(amount hidden)",
    "hidden_account": "(account hidden)",
    "hidden_id": "(ID number hidden)",
    "hidden_date": "(date hidden)",
    # Dates; the names in `moment`, `date` and `ago` are Slack's
    "moment": "{date_short} at {time}",
    "date": "{date_short}",
    "day": "{day} {month} {year}",
    "month": "{month} {year}",
    "today": "today",
    "ago": "{ago}",
    "day_of_month": "{day} {month}",
    "day_and_time": "{day}, {time} {zone}",
    # The next task
    "task": "Next task",
    "task_today": "Today",
    "overdue": "Overdue",
    "task_none": "**No next task**",
    "task_undated": "**Next task**, no due date",
    "task_due": "**Next task** due {when} ({relative})",
    "task_overdue": "**Overdue:** next task was due {when}",
    "task_overdue_days": "**{overdue}:** next task was due {when}",
    "task_none_plain": "No next task",
    "task_undated_plain": "Next task, no due date",
    "task_due_plain": "Next task due {when} ({relative})",
    "task_overdue_plain": "Next task overdue since {when}",
    "task_overdue_days_plain": "Next task {overdue} (due {when})",
    "task_about": "{task}: {about}",
    # Roles
    "former": "Former",
    "role_unnamed": "Unnamed role",
    "period_since": "since {start}",
    "period_until": "until {end}",
    "period_until_month": "until {end}",
    "period": "{start} to {end}",
    "no_roles": "No roles at client companies",
    "no_current_role": "No current role at client companies",
    # Links to Spott in messages
    "preview_person": "A person in Spott",
    "preview_job": "A job in Spott",
    # Colleagues
    "status": "**Status: **{status}",
    "lives_in": "**Location: **{where}",
    "main_contact": "**Main contact: **{who}",
    "last_interaction": "**Last interaction: **{when} ({relative})",
    "last_interaction_with": "**Last interaction: **{when} ({relative}) with {who}",
    "last_interaction_undated": "**Last interaction: **with {who}",
    "next_interaction": "**Next interaction: **{when} ({relative})",
    "next_interaction_with": "**Next interaction: **{when} ({relative}) with {who}",
    "next_interaction_undated": "**Next interaction: **with {who}",
    "last_activity": "**Last activity: **{when} ({relative})",
    "colleague_left": "{name} (left)",
    # Details
    "email": "Email: ",
    "email_kind": "Email ({kind}): ",
    "phone": "Phone: ",
    "phone_kind": "Phone ({kind}): ",
    "primary": "primary",
    "attribute": "{label}: ",
    "attribute_unlabelled": "No label",
    "ai_filling": "(AI is filling this in)",
    "ai_overridden": "(AI value, changed by hand)",
    "ai_filled": "(filled in by AI)",
}
"""Each text by its key."""

COUNTS: Final[Mapping[str, Mapping[Form, str]]] = {
    "wait_seconds": {"one": "a second", "other": "{count} seconds"},
    "wait_minutes": {"one": "a minute", "other": "{count} minutes"},
    "wait_hours": {"one": "an hour", "other": "{count} hours"},
    "already_here": {
        "one": "This card was posted here a minute ago.",
        "other": "This card was posted here {count} minutes ago.",
    },
    "in_days": {"one": "tomorrow", "other": "in {count} days"},
    "days_ago": {"one": "yesterday", "other": "{count} days ago"},
    "days_overdue": {"one": "1 day overdue", "other": "{count} days overdue"},
    "more": {"one": "and 1 more", "other": "and {count} more"},
    "more_applications": {"one": "and 1 more application", "other": "and {count} more applications"},
    "days": {"one": "1 day", "other": "{count} days"},
    "names_and_more": {"one": "{names} and 1 more", "other": "{names} and {count} more"},
    "not_moved": {"one": "Not moved for a day: ", "other": "Not moved for {count} days: "},
    "further_roles": {"one": "1 more role", "other": "{count} more roles"},
    "choice_in_list": {
        "one": "1 person matches: look them up alone",
        "other": "{count} people match: look this one up alone",
    },
    "similar_in_list": {
        "one": "No exact match",
        "other": "No exact match, {count} people are similar: look this one up alone",
    },
    "list_cut": {
        "one": "I looked up only the first person. Look the others up separately.",
        "other": "I looked up the first {count} people. Send the others in another command.",
    },
    "more_roles": {"one": "and 1 more role", "other": "and {count} more roles"},
    "more_in_message": {"one": "and 1 more in this message", "other": "and {count} more in this message"},
    "earlier": {"one": "1 earlier job", "other": "{count} earlier jobs"},
    "task_in_days": {"one": "Tomorrow", "other": "In {count} days"},
    "current_roles": {"one": "Current role", "other": "Current roles"},
    "former_roles": {"one": "Former role", "other": "Former roles"},
}
"""Texts that a number changes, in each form."""

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
THOUSANDS: Final = ","
