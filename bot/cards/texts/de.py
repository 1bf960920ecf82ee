"""What people read, in German.

One text, one line, however long. GLOSSARY.md beside this file says which word stands for what; README.md how we write.
"""

from collections.abc import Mapping
from typing import Final

from bot.cards.texts.language import Form


def form(count: int) -> Form:
    """Which form of a text German wants beside a number."""
    return "one" if count == 1 else "other"


TEXTS: Final[Mapping[str, str]] = {
    # Nobody, or not just one person
    "nobody_by_name": "Ich habe in Spott niemanden mit diesem Namen gefunden. Prüfe die Schreibweise oder versuch es mit einer E-Mail-Adresse oder Telefonnummer.",
    "nobody_by_email": "Ich habe in Spott niemanden mit dieser E-Mail-Adresse gefunden. Prüfe sie oder versuch es mit einem Namen oder einer Telefonnummer.",
    "nobody_by_phone": "Ich habe in Spott niemanden mit dieser Telefonnummer gefunden. Versuch es mit der Ländervorwahl wie +49, mit einem Namen oder einer E-Mail-Adresse.",
    "nobody_by_id": "Ich habe in Spott niemanden mit dieser Kandidaten-ID gefunden. Prüfe sie oder versuch es mit einem Namen oder einer E-Mail-Adresse.",
    "nobody_by_profile": "Ich habe in Spott niemanden mit dem Namen aus diesem LinkedIn-Link gefunden. Versuch es mit dem Namen, wie die Person ihn schreibt, einer E-Mail-Adresse oder Telefonnummer.",
    "no_other_records": "Ich habe in Spott keinen anderen Datensatz mit einer dieser E-Mail-Adressen oder Telefonnummern gefunden. Such sicherheitshalber auch nach dem Namen.",
    "no_open_job": "Ich habe keine offene Stelle mit diesen Wörtern im Titel oder beim Kunden gefunden. Geschlossene Stellen findest du mit `/spott stelle alle` und den Wörtern. Heißt jemand Stelle? Setz den Namen in Anführungszeichen.",
    "no_job": "Ich habe keine Stelle mit diesen Wörtern im Titel oder beim Kunden gefunden. Prüfe die Schreibweise oder versuch es mit weniger Wörtern.",
    "job_gone": "Diese Stelle gibt es in Spott nicht mehr. Such bitte noch einmal danach.",
    "not_understood": "Ich konnte das nicht als Namen, E-Mail-Adresse, Telefonnummer oder Kandidaten-ID lesen. Versuch es mit einem davon oder tippe `/spott hilfe`.",
    "not_an_id": "Das ist keine gültige Kandidaten-ID. IDs haben höchstens 64 Buchstaben, Ziffern, Binde- und Unterstriche. Prüfe sie oder tippe `/spott hilfe`.",
    "no_card": "Spott hat mir zu dieser Person nichts zum Anzeigen gegeben. Such sie bitte direkt in Spott.",
    "nothing_in_message": "Ich habe in dieser Nachricht keine E-Mail-Adresse, Telefonnummer oder Kandidaten-ID gesehen. Such stattdessen nach der Person.",
    "nobody_in_message": "Ich habe in Spott niemanden aus dieser Nachricht gefunden. Such stattdessen nach der Person.",
    "names_in_message": "Ich habe in dieser Nachricht keine E-Mail-Adresse, Telefonnummer oder Kandidaten-ID gesehen. Wähl einen Namen daraus oder such jemand anderen.",
    "only_names_in_message": "Zu den E-Mail-Adressen, Telefonnummern oder IDs in dieser Nachricht habe ich niemanden gefunden. Wähl einen Namen daraus oder such jemand anderen.",
    "picker_used": "Du hast aus dieser Liste schon jemanden gewählt. Hast du jemand anderen gemeint? Dann such bitte noch einmal.",
    # Clicks that came to nothing
    "button_too_old": "Dieser Button funktioniert nicht mehr. Such die Person noch einmal, dann bekommst du eine frische Karte.",
    "click_expired": "Dein Klick kam zu spät bei mir an, deshalb hat Slack das Fenster nicht geöffnet. Klick bitte noch einmal.",
    "click_too_late": "Dein Klick kam zu spät bei mir an, deshalb habe ich nichts gepostet. Ist die Karte noch nicht da? Klick bitte noch einmal.",
    "modal_refused": "Slack konnte das Fenster nicht öffnen oder aktualisieren. Klick bitte noch einmal.",
    "not_yours_to_remove": "Nur wer die Person gesucht hat oder ein Admin kann die Karte entfernen. Frag bitte eine dieser Personen.",
    "covered": "Ich habe diese Karte entfernt, weil Leute außerhalb deines Workspace diese Unterhaltung jetzt vielleicht lesen können. Such noch einmal, um sie privat zu sehen.",
    "covered_confidential": "Ich habe diese Karte entfernt, weil die Stelle in Spott jetzt vertraulich ist. Such noch einmal, um sie privat zu sehen.",
    "expired": "Diese Karte ist abgelaufen.",
    "not_dismissed": "Slack hat die Nachricht nicht entfernt. Versuch es noch einmal oder lade Slack neu, dann verschwindet sie auch.",
    "not_removed": "Slack hat die Karte nicht entfernt. Versuch es noch einmal oder bitte einen Admin, sie zu löschen.",
    # Into a thread
    "posted_to_thread": "Erledigt! Die Karte ist im Thread, wo alle in der Unterhaltung sie sehen.",
    "invite_me_to_post": "Ich kann hier nichts posten, weil ich nicht in dieser Unterhaltung bin. Lade mich mit `/invite @spott` ein und versuch es noch einmal.",
    "not_a_member_there": "Ich kann die Karte dort nicht posten, weil du anscheinend nicht in dieser Unterhaltung bist. Bitte jemanden, der dort ist.",
    "not_posted_unknown": "Ich habe die Karte nicht gepostet, weil Slack mir nicht gesagt hat, wer diese Unterhaltung lesen kann. Versuch es in einer Minute noch einmal.",
    "not_posted_between_people": "Ich kann hier nichts posten, weil Apps keiner Direktnachricht zwischen Personen beitreten können. Nimm einen Channel.",
    "not_posted_shared": "Ich habe die Karte nicht gepostet, weil vielleicht eine andere Organisation diese Unterhaltung lesen kann. Nimm einen Channel deines Workspace.",
    "not_posted_organisation": "Ich habe die Karte nicht gepostet, weil vielleicht ein anderer Workspace deiner Organisation diese Unterhaltung lesen kann. Nimm einen Channel deines eigenen Workspace.",
    "not_posted_guests": "Ich habe die Karte nicht gepostet, weil vielleicht Gäste diese Unterhaltung lesen können. Bitte einen Admin, es zu erlauben.",
    "not_posted_large": "Ich habe die Karte nicht gepostet, weil dieser Channel zu viele Mitglieder hat, um nach Gästen zu sehen. Bitte einen Admin, es zu erlauben.",
    "not_posted_not_listed": "Ich habe die Karte nicht gepostet, weil Karten in dieser Unterhaltung nicht erlaubt sind. Bitte einen Admin, sie zu erlauben.",
    # Spott
    "spott_busy": "Spott ist gerade ausgelastet. Versuch es in {wait} noch einmal.",
    "spott_unavailable": "Ich kann Spott gerade nicht erreichen. Versuch es in einer Minute noch einmal.",
    "spott_timeout": "Spott hat zu lange für die Antwort gebraucht. Versuch es in einer Minute noch einmal.",
    "spott_slow": "Spott ist gerade langsam. Ich warte noch auf die Antwort.",
    "key_refused": "Spott akzeptiert den API-Schlüssel dieser App nicht mehr. Sag bitte dem Team, das die App betreibt, dass es einen neuen braucht.",
    "answer_not_understood": "Ich konnte die Antwort von Spott nicht lesen. Versuch es noch einmal. Passiert es wieder? Schick die Referenz `{reference}` an das Team, das diese App betreibt.",
    # Slack, and the app itself
    "something_broke": "Entschuldige, bei uns ist etwas schiefgegangen. Versuch es noch einmal. Passiert es wieder? Schick die Referenz `{reference}` an das Team, das diese App betreibt.",
    "took_too_long": "Entschuldige, das hat zu lange gedauert, also habe ich aufgehört. Versuch es noch einmal. Passiert es wieder? Schick die Referenz `{reference}` an das Team, das diese App betreibt.",
    "busy_here": "Gerade werden sehr viele Leute gesucht. Versuch es in ein paar Sekunden noch einmal.",
    "restarting": "Ich werde neu gestartet und konnte das nicht fertig machen. Versuch es in einer Minute noch einmal.",
    "slack_is_limiting": "Slack begrenzt, wie viel ich posten darf, deshalb kam die Karte nicht an. Versuch es in einer Minute noch einmal.",
    "maybe_not_arrived": "Slack hat nicht bestätigt, dass die Karte gepostet wurde. Siehst du sie nicht? Versuch es noch einmal.",
    "delivery_refused": "Slack hat die Karte nicht angenommen. Versuch es noch einmal oder such die Person in Spott.",
    # Who may look people up
    "guest": "Gäste können niemanden suchen. Brauchst du Zugang? Frag {ask}.",
    "outsider": "Nur Mitglieder des Workspace, der diese App installiert hat, können Leute suchen. Frag bitte jemanden von dort.",
    "deactivated": "Dieses Konto ist deaktiviert oder ein Bot und kann niemanden suchen. Sollte es das können? Frag {ask}.",
    "not_listed": "Du stehst nicht auf der Liste derer, die diese App nutzen dürfen. Brauchst du Zugang? Frag {ask}.",
    "access_unknown": "Ich konnte bei Slack nicht prüfen, wer du bist, also habe ich niemanden gesucht. Versuch es in einer Minute noch einmal. Passiert es wieder? Frag {ask}.",
    "access_slack_limits": "Slack begrenzt, was ich fragen darf, deshalb konnte ich nicht prüfen, wer du bist. Versuch es in {wait} noch einmal.",
    "too_many_lookups": "Du hast dein Suchlimit für den Moment erreicht. Versuch es in {wait} noch einmal.",
    "an_admin": "einen Admin des Workspace",
    "either": "{others} oder {last}",
    "wait_unknown": "einer Minute",
    # Why a card is private
    "private_unknown": "Nur du siehst das: Slack sagt nicht, wer diese Unterhaltung lesen kann. Versuch es gleich noch einmal oder schreib mir direkt.",
    "private_not_invited": "Nur du siehst das: Ich bin nicht in dieser Unterhaltung und weiß nicht, wer sie liest. Lade mich im Channel ein, dann noch einmal.",
    "private_between_people": "Nur du siehst das: Apps können keiner Direktnachricht zwischen Personen beitreten. Um die Karte zu teilen, nimm einen Channel.",
    "private_shared": "Nur du siehst das: Vielleicht kann eine andere Organisation diese Unterhaltung lesen. Nimm einen Channel deines Workspace.",
    "private_organisation": "Nur du siehst das: Vielleicht kann ein anderer Workspace deiner Organisation hier lesen. Nimm einen eigenen Channel.",
    "private_guests": "Nur du siehst das: Vielleicht können Gäste diese Unterhaltung lesen. Bitte einen Admin, es zu erlauben, oder schreib mir.",
    "private_large": "Nur du siehst das: Dieser Channel hat zu viele Mitglieder, um nach Gästen zu sehen. Bitte einen Admin oder schreib mir direkt.",
    "private_not_listed": "Nur du siehst das: Karten sind in dieser Unterhaltung nicht erlaubt. Bitte einen Admin, sie zu erlauben.",
    "private_read_so": "Nur du siehst das: Ich habe eines deiner Wörter als \u201eprivat\u201c gelesen. Gehört es zu einem Namen? Prüfe die Schreibweise.",
    "private_late": "Nur du siehst das: Es kam spät, und Slack hat vielleicht einen Fehler gemeldet. Um es hier zu zeigen, versuch es noch einmal.",
    "private_typed_contact_in_list": "Nur du siehst das: Slack zeigt vielleicht die getippte E-Mail-Adresse oder Telefonnummer. Zum Teilen nimm Namen oder IDs.",
    "private_uncertain": "Nur du siehst das: Nicht alle darin sind sicher. Um es hier zu zeigen, frag nach allen mit vollem Namen oder ID.",
    "private_confidential": "Nur du siehst das: Die Stelle ist in Spott vertraulich, nur für ihr Team.",
    "private_typed_contact": "Nur du siehst das: Slack zeigt vielleicht die getippte E-Mail-Adresse oder Telefonnummer. Hier posten teilt nur die Karte.",
    # Help
    "help": (
        "*Jemanden in Spott suchen*\n"
        "`/spott <Name>` zeigt die Karte in diesem Channel. Zum Beispiel: `/spott Jane Doe`\n"
        "Eine Kandidaten-ID oder ein LinkedIn-Profil geht auch. Mehrere auf einmal: `/spott Jane Doe, Ada Lovelace`. Kommas trennen volle Namen, Adressen und IDs, `Doe, Jane` ist also eine Person; Semikolons trennen immer.\n"
        "Eine E-Mail-Adresse oder Telefonnummer geht auch, aber dann siehst nur du die Karte, weil Slack zeigen kann, was du tippst.\n"
        "`/spott privat <Name>` zeigt die Karte nur dir.\n"
        "`/spott stelle <Titel oder Kunde>` zeigt eine offene Stelle und wer dabei ist, `/spott stelle alle \u2026` auch eine geschlossene. Den Namen einer Person, die Stelle heißt, setz in Anführungszeichen.\n"
        "Um die Leute aus einer Nachricht zu suchen, wähl in ihrem Menü *In Spott suchen*.\n"
        "`/spott hilfe` zeigt diese Nachricht."
    ),
    "help_private": (
        "*Jemanden in Spott suchen*\n"
        "`/spott <Name>` zeigt die Karte nur dir. Zum Beispiel: `/spott Jane Doe`\n"
        "Eine E-Mail-Adresse, Telefonnummer, Kandidaten-ID oder ein LinkedIn-Profil geht auch: `/spott jane@example.com`. Mehrere auf einmal: `/spott Jane Doe, Ada Lovelace`. Kommas trennen volle Namen, Adressen und IDs, `Doe, Jane` ist also eine Person; Semikolons trennen immer.\n"
        "`/spott stelle <Titel oder Kunde>` zeigt eine offene Stelle und wer dabei ist, `/spott stelle alle \u2026` auch eine geschlossene. Den Namen einer Person, die Stelle heißt, setz in Anführungszeichen.\n"
        "Um die Leute aus einer Nachricht zu suchen, wähl in ihrem Menü *In Spott suchen*.\n"
        "`/spott hilfe` zeigt diese Nachricht."
    ),
    # Buttons
    "button_open": "In Spott öffnen",
    "button_post_here": "Hier posten",
    "button_post_to_thread": "Im Thread posten",
    "button_remove": "Entfernen",
    "button_details": "Details",
    "button_refresh": "Aktualisieren",
    "button_show": "Anzeigen",
    "button_other_records": "Andere Datensätze suchen",
    "button_show_for_screen_readers": "{name} anzeigen",
    "button_search": "Suchen",
    "button_dismiss": "Ausblenden",
    "button_none_of_these": "Niemand davon",
    "button_look_up_again": "Erneut suchen",
    "button_post_again": "Noch einmal posten",
    "button_go_to_card": "Zur Karte",
    "button_search_for_screen_readers": "{name} suchen",
    "confirm_post": "Diese Karte posten?",
    "confirm_post_here": "Alle in {where} können sie dann sehen.",
    "confirm_post_here_public": "Alle Mitglieder deines Workspace können in {where} mitlesen und sie dann sehen.",
    "confirm_post_to_thread": "Alle, die den Thread lesen können, sehen sie dann.",
    "confirm_post_yes": "Posten",
    "confirm_remove": "Diese Karte entfernen?",
    "confirm_remove_text": "Sie verschwindet für alle. Nur wer die Person gesucht hat oder ein Admin kann sie entfernen.",
    "confirm_remove_yes": "Entfernen",
    "confirm_no": "Abbrechen",
    "this_conversation": "dieser Unterhaltung",
    # Modals
    "title_person": "Person in Spott",
    "title_look_up": "In Spott suchen",
    "close": "Schließen",
    "loading": "Wird aus Spott geladen\u2026",
    "search_label": "Wen suchst du?",
    "search_placeholder": "Name, E-Mail-Adresse oder Telefonnummer",
    "search_submit": "Suchen",
    "search_cancel": "Abbrechen",
    # Choosing one of several people
    "pick_one": "Mehrere Leute in Spott passen. Wen meinst du?",
    "did_you_mean": "Spott hat keinen genauen Treffer. Meinst du diese Person?",
    "did_you_mean_one_of": "Spott hat keinen genauen Treffer. Meinst du jemanden von diesen Leuten?",
    "did_you_mean_in_list": "Kein genauer Treffer. Meinst du {who}?",
    "nobody_in_list": "Niemand gefunden",
    "unreadable_in_list": "Ich konnte das nicht als Person lesen",
    "pick_private": "Nur du siehst die Karte, die du wählst.",
    "pick_nobody": "Von den Leuten, die Spott gefunden hat, kann ich niemanden zeigen. Versuch es mit einem anderen Namen, einer E-Mail-Adresse oder Telefonnummer.",
    "other_records": "Diese Datensätze in Spott haben eine E-Mail-Adresse oder Telefonnummer mit dieser Person gemeinsam.",
    "pick_more": "Es gibt noch mehr Treffer. Mit einer E-Mail-Adresse oder Telefonnummer grenzt du sie ein.",
    "kind_candidate": "Kandidat",
    "kind_client_contact": "Kontakt beim Kunden",
    "has_linkedin": "LinkedIn",
    "id_hint": "ID endet auf {end}",
    "phone_hint": "Telefon endet auf {end}",
    # Choosing one of several jobs
    "pick_one_job": "Mehrere Stellen in Spott passen. Welche meinst du?",
    "pick_more_jobs": "Vielleicht gibt es noch mehr. Grenz sie mit einem Wort aus dem Titel oder dem Kunden ein.",
    "job_confidential": "Vertraulich",
    # A job's card
    "job_untitled": "Stelle ohne Titel",
    "job_team": "**Team: **{who}",
    "job_stage": "**{stage}** {count}",
    "job_stage_with": "**{stage}** {count} \u00b7 {people}",
    "stage_unnamed": "Phase ohne Namen",
    "job_empty": "Gerade sind keine Kandidaten in dieser Stelle.",
    "job_people_not_loaded": "Ich konnte die Kandidaten nicht laden. Versuch in einer Minute Aktualisieren.",
    "job_incomplete": "Es gibt mehr Kandidaten, als ich laden konnte, deshalb sind manche Zahlen vielleicht zu niedrig.",
    "stuck_person": "{who} ({days})",
    "job_interviews": "**Interviews: **",
    "interview": "{who}, {when}",
    "open_person": "Karte privat öffnen",
    # A person's card
    "name_unknown": "Name nicht in Spott",
    "owner": "zuständig {who}",
    "spoke": "zuletzt gesprochen {when}",
    "spoke_with": "zuletzt gesprochen {when} ({who})",
    "speaks": "nächstes Mal {when}",
    "status_looking": "sucht aktiv",
    "status_approachable": "offen für Angebote",
    "status_not_looking": "sucht nicht",
    "looked_up_by": "Gesucht von {who}",
    "shared_by": "Geteilt von {who}",
    "refreshed_by": "Aktualisiert von {who}",
    "as_of": "Stand {when}",
    # What to mind
    "mind_do_not_contact": "Nicht kontaktieren",
    "mind_do_not_poach": "Nicht abwerben",
    "mind_placed": "Vermittelt {when}: tabu?",
    "mind_placed_at": "Vermittelt an {client} {when}: tabu?",
    "mind_two_owners": "Zwei Zuständige bei {client}",
    "mind_owners": "Mehrere Zuständige bei {client}",
    "mind_rejected": "Schon einmal von {client} abgelehnt",
    "mind_rejected_when": "Abgelehnt von {client} {when}",
    "one_client": "einem Kunden",
    # Applications
    "jobs_not_loaded": "Stellen konnten nicht geladen werden",
    "nothing_open": "Keine laufenden Bewerbungen",
    "job_at": "{job}, {client}",
    "stage_status": "{stage} ({status})",
    "moved_by": "{when}, {who}",
    "ended_by": "{when}, {who}",
    "application_unnamed": "Laufende Bewerbung",
    "application_rejected": "Abgelehnt",
    "application_placed": "Vermittelt",
    "application_speculative": "Initiativ",
    "open_applications": "Laufende Bewerbungen",
    "earlier_applications": "Frühere Bewerbungen",
    # Hidden in free text
    "hidden_email": "(E-Mail verborgen)",
    "hidden_phone": "(Telefon verborgen)",
    "hidden_amount": "(Betrag verborgen)",
    "hidden_account": "(Konto verborgen)",
    "hidden_id": "(Ausweisnummer verborgen)",
    "hidden_date": "(Datum verborgen)",
    # Dates; the names in `moment`, `date` and `ago` are Slack's
    "moment": "{date_short} um {time}",
    "date": "{date_short}",
    "day": "{day}. {month} {year}",
    "month": "{month} {year}",
    "today": "heute",
    "ago": "{ago}",
    "day_of_month": "{day}. {month}",
    "day_and_time": "{day}, {time} {zone}",
    # The next task
    "task": "Nächste Aufgabe",
    "task_today": "Heute",
    "overdue": "Überfällig",
    "task_none": "**Keine nächste Aufgabe**",
    "task_undated": "**Nächste Aufgabe**, ohne Termin",
    "task_due": "**Nächste Aufgabe** fällig {when} ({relative})",
    "task_overdue": "**Überfällig:** nächste Aufgabe war fällig {when}",
    "task_overdue_days": "**{overdue}:** nächste Aufgabe war fällig {when}",
    "task_none_plain": "Keine nächste Aufgabe",
    "task_undated_plain": "Nächste Aufgabe, ohne Termin",
    "task_due_plain": "Nächste Aufgabe fällig {when} ({relative})",
    "task_overdue_plain": "Nächste Aufgabe überfällig seit {when}",
    "task_overdue_days_plain": "Nächste Aufgabe {overdue} (fällig {when})",
    "task_about": "{task}: {about}",
    # Roles
    "former": "Früher",
    "role_unnamed": "Position ohne Namen",
    "period_since": "seit {start}",
    "period_until": "bis {end}",
    "period_until_month": "bis {end}",
    "period": "{start} bis {end}",
    "no_roles": "Keine Positionen bei Kunden",
    "no_current_role": "Keine aktuelle Position bei Kunden",
    # Links to Spott in messages
    "preview_person": "Eine Person in Spott",
    "preview_job": "Eine Stelle in Spott",
    # Colleagues
    "status": "**Status: **{status}",
    "lives_in": "**Wohnort: **{where}",
    "main_contact": "**Hauptkontakt: **{who}",
    "last_interaction": "**Letzter Kontakt: **{when} ({relative})",
    "last_interaction_with": "**Letzter Kontakt: **{when} ({relative}) mit {who}",
    "last_interaction_undated": "**Letzter Kontakt: **mit {who}",
    "next_interaction": "**Nächster Kontakt: **{when} ({relative})",
    "next_interaction_with": "**Nächster Kontakt: **{when} ({relative}) mit {who}",
    "next_interaction_undated": "**Nächster Kontakt: **mit {who}",
    "last_activity": "**Letzte Aktivität: **{when} ({relative})",
    "colleague_left": "{name} (ausgeschieden)",
    # Details
    "email": "E-Mail: ",
    "email_kind": "E-Mail ({kind}): ",
    "phone": "Telefon: ",
    "phone_kind": "Telefon ({kind}): ",
    "primary": "bevorzugt",
    "attribute": "{label}: ",
    "attribute_unlabelled": "Ohne Bezeichnung",
    "ai_filling": "(KI füllt das gerade aus)",
    "ai_overridden": "(KI-Wert, von Hand geändert)",
    "ai_filled": "(von KI ausgefüllt)",
}
"""Each text by its key."""

COUNTS: Final[Mapping[str, Mapping[Form, str]]] = {
    "wait_seconds": {"one": "einer Sekunde", "other": "{count} Sekunden"},
    "wait_minutes": {"one": "einer Minute", "other": "{count} Minuten"},
    "wait_hours": {"one": "einer Stunde", "other": "{count} Stunden"},
    "already_here": {
        "one": "Diese Karte wurde hier vor einer Minute gepostet.",
        "other": "Diese Karte wurde hier vor {count} Minuten gepostet.",
    },
    "in_days": {"one": "morgen", "other": "in {count} Tagen"},
    "days_ago": {"one": "gestern", "other": "vor {count} Tagen"},
    "days_overdue": {"one": "1 Tag überfällig", "other": "{count} Tage überfällig"},
    "more": {"one": "und 1 weitere", "other": "und {count} weitere"},
    "more_applications": {"one": "und 1 weitere Bewerbung", "other": "und {count} weitere Bewerbungen"},
    "days": {"one": "1 Tag", "other": "{count} Tage"},
    "names_and_more": {"one": "{names} und 1 weitere", "other": "{names} und {count} weitere"},
    "not_moved": {"one": "Seit einem Tag unverändert: ", "other": "Seit {count} Tagen unverändert: "},
    "further_roles": {"one": "1 weitere Position", "other": "{count} weitere Positionen"},
    "choice_in_list": {
        "one": "1 Person passt: such sie einzeln",
        "other": "{count} Leute passen: such diese Person einzeln",
    },
    "similar_in_list": {
        "one": "Kein genauer Treffer",
        "other": "Kein genauer Treffer, {count} Leute sind ähnlich: such diese Person einzeln",
    },
    "list_cut": {
        "one": "Ich habe nur die erste Person gesucht. Such die anderen einzeln.",
        "other": "Ich habe die ersten {count} Leute gesucht. Schick die anderen mit einem weiteren Befehl.",
    },
    "more_roles": {"one": "und 1 weitere Position", "other": "und {count} weitere Positionen"},
    "more_in_message": {"one": "und 1 weitere in dieser Nachricht", "other": "und {count} weitere in dieser Nachricht"},
    "earlier": {"one": "1 frühere Stelle", "other": "{count} frühere Stellen"},
    "task_in_days": {"one": "Morgen", "other": "In {count} Tagen"},
    "current_roles": {"one": "Aktuelle Position", "other": "Aktuelle Positionen"},
    "former_roles": {"one": "Frühere Position", "other": "Frühere Positionen"},
}
"""Texts that a number changes, in each form."""

MONTHS: Final = ("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sep.", "Okt.", "Nov.", "Dez.")

THOUSANDS: Final = "."
