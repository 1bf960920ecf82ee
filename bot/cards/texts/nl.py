"""What people read, in Dutch.

One text, one line, however long. GLOSSARY.md beside this file says which word stands for what; README.md how we write.
"""

from collections.abc import Mapping
from typing import Final

from bot.cards.texts.language import Form


def form(count: int) -> Form:
    """Which form of a text Dutch wants beside a number."""
    return "one" if count == 1 else "other"


TEXTS: Final[Mapping[str, str]] = {
    # Nobody, or not just one person
    "nobody_by_name": "Ik vond niemand met die naam in Spott. Controleer de spelling, of probeer een e-mailadres of telefoonnummer.",
    "nobody_by_email": "Ik vond niemand met dat e-mailadres in Spott. Controleer het, of probeer een naam of telefoonnummer.",
    "nobody_by_phone": "Ik vond niemand met dat telefoonnummer in Spott. Probeer het met de landcode, zoals +31, of probeer een naam of e-mailadres.",
    "nobody_by_id": "Ik vond niemand met die kandidaat-ID in Spott. Controleer de ID, of probeer een naam of e-mailadres.",
    "nobody_by_profile": "Ik vond niemand in Spott met de naam uit die LinkedIn-link. Probeer de naam zoals de persoon die schrijft, of een e-mailadres of telefoonnummer.",
    "no_other_records": "Ik vond in Spott geen ander dossier met een van deze e-mailadressen of telefoonnummers. Zoek voor de zekerheid ook op naam.",
    "no_open_job": "Ik vond geen open vacature met die woorden in de titel of bij de klant. Zoek gesloten vacatures met `/spott vacature alle` en de woorden. Zoek je iemand die Job heet? Zet de naam tussen aanhalingstekens.",
    "no_job": "Ik vond geen vacature met die woorden in de titel of bij de klant. Controleer de spelling, of probeer minder woorden.",
    "job_gone": "Die vacature staat niet meer in Spott. Zoek opnieuw.",
    "not_understood": "Ik kon dat niet lezen als naam, e-mailadres, telefoonnummer of kandidaat-ID. Probeer er een van, of typ `/spott help`.",
    "not_an_id": "Dat is geen geldige kandidaat-ID. Een ID heeft hooguit 64 letters, cijfers, streepjes en underscores. Controleer de ID, of typ `/spott help`.",
    "no_card": "Spott gaf me niets om te laten zien. Zoek deze persoon op in Spott zelf.",
    "nothing_in_message": "Ik zag geen e-mailadres, telefoonnummer of kandidaat-ID in dit bericht. Zoek de persoon hieronder.",
    "nobody_in_message": "Ik vond niemand uit dit bericht in Spott. Zoek de persoon hieronder.",
    "names_in_message": "Ik zag geen e-mailadres, telefoonnummer of kandidaat-ID in dit bericht. Kies een naam eruit, of zoek iemand anders.",
    "only_names_in_message": "Ik vond niemand met de e-mailadressen, telefoonnummers of ID's uit dit bericht. Kies een naam eruit, of zoek iemand anders.",
    "picker_used": "Je hebt al iemand uit deze lijst gekozen. Bedoelde je iemand anders? Zoek dan opnieuw.",
    # Clicks that came to nothing
    "button_too_old": "Deze knop werkt niet meer. Zoek de persoon opnieuw op voor een verse kaart.",
    "click_expired": "Je klik kwam te laat bij mij aan, dus opende Slack het venster niet. Klik nog eens.",
    "click_too_late": "Je klik kwam te laat bij mij aan, dus heb ik niets geplaatst. Staat de kaart er nog niet? Klik nog eens.",
    "modal_refused": "Slack kon het venster niet openen of bijwerken. Klik nog eens.",
    "not_yours_to_remove": "Alleen wie deze persoon opzocht of een beheerder kan de kaart verwijderen. Vraag het aan een van hen.",
    "covered": "Ik heb deze kaart weggehaald, omdat mensen buiten je workspace dit gesprek nu misschien kunnen lezen. Zoek opnieuw om de kaart privé te zien.",
    "covered_confidential": "Ik heb deze kaart weggehaald, omdat de vacature nu vertrouwelijk is in Spott. Zoek opnieuw om de kaart privé te zien.",
    "expired": "Deze kaart is verlopen.",
    "not_dismissed": "Slack haalde het bericht niet weg. Probeer het nog eens, of herlaad Slack, dan verdwijnt het ook.",
    "not_removed": "Slack verwijderde de kaart niet. Probeer het nog eens, of vraag een beheerder om dat te doen.",
    # Into a thread
    "posted_to_thread": "Klaar! De kaart staat in de thread, waar iedereen in het gesprek die kan zien.",
    "invite_me_to_post": "Ik kan hier niets plaatsen, want ik zit niet in dit gesprek. Nodig me uit met `/invite @spott` en probeer het nog eens.",
    "not_a_member_there": "Ik kan de kaart daar niet plaatsen, want je lijkt niet in dat gesprek te zitten. Vraag iemand die er wel in zit.",
    "not_posted_unknown": "Ik heb de kaart niet geplaatst, want Slack liet niet weten wie dit gesprek kan lezen. Probeer het over een minuut nog eens.",
    "not_posted_between_people": "Ik kan hier niets plaatsen, want apps kunnen niet meelezen in een direct bericht tussen mensen. Gebruik een kanaal.",
    "not_posted_shared": "Ik heb de kaart niet geplaatst, want een andere organisatie kan dit gesprek misschien lezen. Gebruik een kanaal van je eigen workspace.",
    "not_posted_organisation": "Ik heb de kaart niet geplaatst, want een andere workspace van je organisatie kan dit gesprek misschien lezen. Gebruik een kanaal van je eigen workspace.",
    "not_posted_guests": "Ik heb de kaart niet geplaatst, want gasten kunnen dit gesprek misschien lezen. Vraag een beheerder om het toe te staan.",
    "not_posted_large": "Ik heb de kaart niet geplaatst, want dit kanaal heeft te veel leden om op gasten te controleren. Vraag een beheerder om het toe te staan.",
    "not_posted_not_listed": "Ik heb de kaart niet geplaatst, want kaarten zijn in dit gesprek niet toegestaan. Vraag een beheerder om ze toe te staan.",
    # Spott
    "spott_busy": "Spott heeft het nu druk. Probeer het over {wait} nog eens.",
    "spott_unavailable": "Ik kan Spott nu niet bereiken. Probeer het over een minuut nog eens.",
    "spott_timeout": "Spott deed te lang over het antwoord. Probeer het over een minuut nog eens.",
    "spott_slow": "Spott is nu traag. Ik wacht nog op antwoord.",
    "key_refused": "Spott accepteert de API-sleutel van deze app niet meer. Laat het team dat de app beheert weten dat er een nieuwe nodig is.",
    "answer_not_understood": "Ik kon het antwoord van Spott niet lezen. Probeer het nog eens. Blijft het misgaan? Stuur referentie `{reference}` naar het team dat deze app beheert.",
    # Slack, and the app itself
    "something_broke": "Sorry, er ging bij ons iets mis. Probeer het nog eens. Blijft het misgaan? Stuur referentie `{reference}` naar het team dat deze app beheert.",
    "took_too_long": "Sorry, dit duurde te lang, dus ben ik gestopt. Probeer het nog eens. Blijft het misgaan? Stuur referentie `{reference}` naar het team dat deze app beheert.",
    "busy_here": "Er worden nu heel veel mensen opgezocht. Probeer het over een paar seconden nog eens.",
    "restarting": "Ik word herstart en kon dit niet afmaken. Probeer het over een minuut nog eens.",
    "slack_is_limiting": "Slack beperkt hoeveel ik mag plaatsen, dus de kaart kwam niet door. Probeer het over een minuut nog eens.",
    "maybe_not_arrived": "Slack bevestigde niet dat de kaart geplaatst is. Zie je de kaart niet? Probeer het nog eens.",
    "delivery_refused": "Slack accepteerde de kaart niet. Probeer het nog eens, of zoek de persoon op in Spott.",
    # Who may look people up
    "guest": "Gasten kunnen niemand opzoeken. Heb je toegang nodig? Vraag het aan {ask}.",
    "outsider": "Alleen leden van de workspace die deze app installeerde kunnen mensen opzoeken. Vraag het aan een van hen.",
    "deactivated": "Dit account is gedeactiveerd of een bot, dus het kan niemand opzoeken. Moet het wel kunnen? Vraag het aan {ask}.",
    "not_listed": "Je staat niet op de lijst van mensen die deze app mogen gebruiken. Heb je toegang nodig? Vraag het aan {ask}.",
    "access_unknown": "Ik kon bij Slack niet nagaan wie je bent, dus heb ik niemand opgezocht. Probeer het over een minuut nog eens. Blijft het misgaan? Vraag het aan {ask}.",
    "access_slack_limits": "Slack beperkt wat ik mag vragen, dus ik kon niet nagaan wie je bent. Probeer het over {wait} nog eens.",
    "too_many_lookups": "Je hebt even genoeg mensen opgezocht: je zit aan je limiet. Probeer het over {wait} nog eens.",
    "an_admin": "een beheerder van de workspace",
    "either": "{others} of {last}",
    "wait_unknown": "een minuut",
    # Why a card is private
    "private_unknown": "Alleen jij ziet dit: Slack liet niet weten wie dit gesprek kan lezen. Probeer het zo nog eens, of stuur mij een bericht.",
    "private_not_invited": "Alleen jij ziet dit: ik zit niet in dit gesprek en weet dus niet wie het leest. Nodig me in een kanaal uit en probeer het nog eens.",
    "private_between_people": "Alleen jij ziet dit: apps lezen niet mee in een direct bericht tussen mensen. Gebruik een kanaal om de kaart te delen.",
    "private_shared": "Alleen jij ziet dit: een andere organisatie kan dit gesprek misschien lezen. Gebruik een kanaal van je eigen workspace.",
    "private_organisation": "Alleen jij ziet dit: een andere workspace van je organisatie kan dit misschien lezen. Gebruik een eigen kanaal.",
    "private_guests": "Alleen jij ziet dit: gasten kunnen dit gesprek misschien lezen. Vraag een beheerder om het toe te staan, of stuur mij een bericht.",
    "private_large": "Alleen jij ziet dit: dit kanaal heeft te veel leden om op gasten te controleren. Vraag een beheerder, of stuur mij een bericht.",
    "private_not_listed": "Alleen jij ziet dit: kaarten zijn in dit gesprek niet toegestaan. Vraag een beheerder om ze toe te staan.",
    "private_read_so": "Alleen jij ziet dit: ik las een woord van je als \u201cprivé\u201d. Hoort het bij een naam? Controleer de spelling.",
    "private_late": "Alleen jij ziet dit: het kwam laat, en Slack meldde misschien dat het mislukte. Probeer het opnieuw om de kaart te delen.",
    "private_typed_contact_in_list": "Alleen jij ziet dit: Slack toont anderen misschien het getypte e-mailadres of telefoonnummer. Gebruik namen of ID's om te delen.",
    "private_uncertain": "Alleen jij ziet dit: niet iedereen erin is zeker. Vraag naar ieders volledige naam of ID om de lijst te delen.",
    "private_confidential": "Alleen jij ziet dit: de vacature is vertrouwelijk in Spott, alleen voor het team.",
    "private_typed_contact": "Alleen jij ziet dit: Slack toont anderen misschien het getypte e-mailadres of telefoonnummer. Hier plaatsen deelt alleen de kaart.",
    # Help
    "help": (
        "*Iemand opzoeken in Spott*\n"
        "`/spott <naam>` toont de kaart in dit kanaal. Bijvoorbeeld: `/spott Jane Doe`\n"
        "Een kandidaat-ID of LinkedIn-profiel werkt ook. Meer mensen tegelijk: `/spott Jane Doe, Ada Lovelace`. Komma's scheiden volledige namen, adressen en ID's, dus `Doe, Jane` is één persoon; puntkomma's scheiden altijd.\n"
        "Een e-mailadres of telefoonnummer werkt ook, maar dan zie alleen jij de kaart, omdat Slack kan tonen wat je typte.\n"
        "`/spott privé <naam>` toont de kaart alleen aan jou.\n"
        "`/spott vacature <titel of klant>` toont een open vacature en wie erin zit, `/spott vacature alle \u2026` ook een gesloten. Zet de naam van iemand die Job heet tussen aanhalingstekens.\n"
        "Mensen uit een bericht opzoeken? Kies *Opzoeken in Spott* in het menu van dat bericht.\n"
        "`/spott help` toont dit bericht."
    ),
    "help_private": (
        "*Iemand opzoeken in Spott*\n"
        "`/spott <naam>` toont de kaart alleen aan jou. Bijvoorbeeld: `/spott Jane Doe`\n"
        "Een e-mailadres, telefoonnummer, kandidaat-ID of LinkedIn-profiel werkt ook: `/spott jane@example.com`. Meer mensen tegelijk: `/spott Jane Doe, Ada Lovelace`. Komma's scheiden volledige namen, adressen en ID's, dus `Doe, Jane` is één persoon; puntkomma's scheiden altijd.\n"
        "`/spott vacature <titel of klant>` toont een open vacature en wie erin zit, `/spott vacature alle \u2026` ook een gesloten. Zet de naam van iemand die Job heet tussen aanhalingstekens.\n"
        "Mensen uit een bericht opzoeken? Kies *Opzoeken in Spott* in het menu van dat bericht.\n"
        "`/spott help` toont dit bericht."
    ),
    # Buttons
    "button_open": "Openen in Spott",
    "button_post_here": "Hier plaatsen",
    "button_post_to_thread": "In thread plaatsen",
    "button_remove": "Verwijderen",
    "button_details": "Details",
    "button_refresh": "Vernieuwen",
    "button_show": "Tonen",
    "button_other_records": "Andere dossiers zoeken",
    "button_show_for_screen_readers": "{name} tonen",
    "button_search": "Zoeken",
    "button_dismiss": "Sluiten",
    "button_none_of_these": "Geen van deze",
    "button_look_up_again": "Opnieuw opzoeken",
    "button_post_again": "Opnieuw plaatsen",
    "button_go_to_card": "Naar de kaart",
    "button_search_for_screen_readers": "{name} zoeken",
    "confirm_post": "Deze kaart plaatsen?",
    "confirm_post_here": "Iedereen in {where} kan de kaart dan zien.",
    "confirm_post_here_public": "{where} is openbaar, dus elk lid van je workspace kan de kaart dan zien.",
    "confirm_post_to_thread": "Iedereen die de thread kan lezen, kan de kaart dan zien.",
    "confirm_post_yes": "Plaatsen",
    "confirm_remove": "Deze kaart verwijderen?",
    "confirm_remove_text": "De kaart verdwijnt voor iedereen. Alleen wie opzocht of een beheerder kan de kaart verwijderen.",
    "confirm_remove_yes": "Verwijderen",
    "confirm_no": "Annuleren",
    "this_conversation": "dit gesprek",
    # Modals
    "title_person": "Persoon in Spott",
    "title_look_up": "Opzoeken in Spott",
    "close": "Sluiten",
    "loading": "Laden uit Spott\u2026",
    "search_label": "Wie zoek je?",
    "search_placeholder": "Naam, e-mailadres of telefoonnummer",
    "search_submit": "Zoeken",
    "search_cancel": "Annuleren",
    # Choosing one of several people
    "pick_one": "Meer mensen in Spott passen hierbij. Wie bedoel je?",
    "did_you_mean": "Spott heeft geen exacte match. Bedoelde je deze persoon?",
    "did_you_mean_one_of": "Spott heeft geen exacte match. Bedoelde je een van deze mensen?",
    "did_you_mean_in_list": "Geen exacte match. Bedoelde je {who}?",
    "nobody_in_list": "Niemand gevonden",
    "unreadable_in_list": "Ik kon dit niet als persoon lezen",
    "pick_private": "Alleen jij ziet de kaart die je kiest.",
    "pick_nobody": "Geen van de mensen die Spott vond kan ik tonen. Probeer een andere naam, een e-mailadres of een telefoonnummer.",
    "other_records": "Deze dossiers in Spott delen een e-mailadres of telefoonnummer met deze persoon.",
    "pick_more": "Er zijn er nog meer. Met een e-mailadres of telefoonnummer vind je sneller de juiste.",
    "kind_candidate": "Kandidaat",
    "kind_client_contact": "Contact bij klant",
    "has_linkedin": "LinkedIn",
    "id_hint": "ID eindigt op {end}",
    "phone_hint": "telefoon eindigt op {end}",
    # Choosing one of several jobs
    "pick_one_job": "Meer vacatures in Spott passen hierbij. Welke bedoel je?",
    "pick_more_jobs": "Er zijn er misschien nog meer. Voeg een woord uit de titel of de klant toe.",
    "job_confidential": "Vertrouwelijk",
    # A job's card
    "job_untitled": "Vacature zonder titel",
    "job_team": "**Team: **{who}",
    "job_stage": "**{stage}** {count}",
    "job_stage_with": "**{stage}** {count} \u00b7 {people}",
    "stage_unnamed": "Fase zonder naam",
    "job_empty": "Er zitten nu geen kandidaten in deze vacature.",
    "job_people_not_loaded": "Ik kon de kandidaten niet laden. Probeer over een minuut Vernieuwen.",
    "job_incomplete": "Er zijn meer kandidaten dan ik kon laden, dus sommige aantallen zijn misschien te laag.",
    "stuck_person": "{who} ({days})",
    "job_interviews": "**Gesprekken: **",
    "interview": "{who}, {when}",
    "open_person": "Kaart privé openen",
    # A person's card
    "name_unknown": "Naam niet in Spott",
    "owner": "eigenaar {who}",
    "spoke": "laatst gesproken {when}",
    "spoke_with": "laatst gesproken {when} ({who})",
    "speaks": "volgende keer {when}",
    "status_looking": "actief op zoek",
    "status_approachable": "staat open voor aanbod",
    "status_not_looking": "niet op zoek",
    "looked_up_by": "Opgezocht door {who}",
    "shared_by": "Gedeeld door {who}",
    "refreshed_by": "Vernieuwd door {who}",
    "as_of": "Stand {when}",
    # What to mind
    "mind_do_not_contact": "Niet benaderen",
    "mind_do_not_poach": "Niet wegkapen",
    "mind_placed": "Geplaatst {when}: afblijven?",
    "mind_placed_at": "Geplaatst bij {client} {when}: afblijven?",
    "mind_two_owners": "Twee eigenaars bij {client}",
    "mind_owners": "Meerdere eigenaars bij {client}",
    "mind_rejected": "Eerder afgewezen door {client}",
    "mind_rejected_when": "Afgewezen door {client} {when}",
    "one_client": "één klant",
    # Applications
    "jobs_not_loaded": "Vacatures konden niet worden geladen",
    "nothing_open": "Geen lopende sollicitaties",
    "job_at": "{job}, {client}",
    "stage_status": "{stage} ({status})",
    "moved_by": "{when}, {who}",
    "ended_by": "{when}, {who}",
    "application_unnamed": "Lopende sollicitatie",
    "application_rejected": "Afgewezen",
    "application_placed": "Geplaatst",
    "application_speculative": "Open sollicitatie",
    "open_applications": "Lopende sollicitaties",
    "earlier_applications": "Eerdere sollicitaties",
    # Hidden in free text
    "hidden_email": "(e-mail verborgen)",
    "hidden_phone": "(telefoon verborgen)",
    "hidden_amount": "(bedrag verborgen)",
    "hidden_account": "(rekening verborgen)",
    "hidden_id": "(ID-nummer verborgen)",
    "hidden_date": "(datum verborgen)",
    # Dates; the names in `moment`, `date` and `ago` are Slack's
    "moment": "{date_short} om {time}",
    "date": "{date_short}",
    "day": "{day} {month} {year}",
    "month": "{month} {year}",
    "today": "vandaag",
    "ago": "{ago}",
    "day_of_month": "{day} {month}",
    "day_and_time": "{day}, {time} {zone}",
    # The next task
    "task": "Volgende taak",
    "task_today": "Vandaag",
    "overdue": "Te laat",
    "task_none": "**Geen volgende taak**",
    "task_undated": "**Volgende taak**, geen einddatum",
    "task_due": "**Volgende taak** voor {when} ({relative})",
    "task_overdue": "**Te laat:** volgende taak was voor {when}",
    "task_overdue_days": "**{overdue}:** volgende taak was voor {when}",
    "task_none_plain": "Geen volgende taak",
    "task_undated_plain": "Volgende taak, geen einddatum",
    "task_due_plain": "Volgende taak voor {when} ({relative})",
    "task_overdue_plain": "Volgende taak te laat sinds {when}",
    "task_overdue_days_plain": "Volgende taak {overdue} (voor {when})",
    "task_about": "{task}: {about}",
    # Roles
    "former": "Voorheen",
    "role_unnamed": "Functie zonder naam",
    "period_since": "sinds {start}",
    "period_until": "tot {end}",
    "period_until_month": "tot {end}",
    "period": "{start} tot {end}",
    "no_roles": "Geen functies bij klanten",
    "no_current_role": "Geen huidige functie bij klanten",
    # Links to Spott in messages
    "preview_person": "Een persoon in Spott",
    "preview_job": "Een vacature in Spott",
    # Colleagues
    "status": "**Status: **{status}",
    "lives_in": "**Woonplaats: **{where}",
    "main_contact": "**Vast contact: **{who}",
    "last_interaction": "**Laatste contact: **{when} ({relative})",
    "last_interaction_with": "**Laatste contact: **{when} ({relative}) met {who}",
    "last_interaction_undated": "**Laatste contact: **met {who}",
    "next_interaction": "**Volgend contact: **{when} ({relative})",
    "next_interaction_with": "**Volgend contact: **{when} ({relative}) met {who}",
    "next_interaction_undated": "**Volgend contact: **met {who}",
    "last_activity": "**Laatste activiteit: **{when} ({relative})",
    "colleague_left": "{name} (vertrokken)",
    # Details
    "email": "E-mail: ",
    "email_kind": "E-mail ({kind}): ",
    "phone": "Telefoon: ",
    "phone_kind": "Telefoon ({kind}): ",
    "primary": "voorkeur",
    "attribute": "{label}: ",
    "attribute_unlabelled": "Zonder label",
    "ai_filling": "(AI vult dit nu in)",
    "ai_overridden": "(AI-waarde, met de hand gewijzigd)",
    "ai_filled": "(ingevuld door AI)",
}
"""Each text by its key."""

COUNTS: Final[Mapping[str, Mapping[Form, str]]] = {
    "wait_seconds": {"one": "een seconde", "other": "{count} seconden"},
    "wait_minutes": {"one": "een minuut", "other": "{count} minuten"},
    "wait_hours": {"one": "een uur", "other": "{count} uur"},
    "already_here": {
        "one": "Deze kaart is hier een minuut geleden geplaatst.",
        "other": "Deze kaart is hier {count} minuten geleden geplaatst.",
    },
    "in_days": {"one": "morgen", "other": "over {count} dagen"},
    "days_ago": {"one": "gisteren", "other": "{count} dagen geleden"},
    "days_overdue": {"one": "1 dag te laat", "other": "{count} dagen te laat"},
    "more": {"one": "en nog 1", "other": "en nog {count}"},
    "more_applications": {"one": "en nog 1 sollicitatie", "other": "en nog {count} sollicitaties"},
    "days": {"one": "1 dag", "other": "{count} dagen"},
    "names_and_more": {"one": "{names} en nog 1", "other": "{names} en nog {count}"},
    "not_moved": {"one": "Een dag niet verder: ", "other": "{count} dagen niet verder: "},
    "further_roles": {"one": "nog 1 functie", "other": "nog {count} functies"},
    "choice_in_list": {
        "one": "1 persoon past: zoek die apart op",
        "other": "{count} mensen passen: zoek deze apart op",
    },
    "similar_in_list": {
        "one": "Geen exacte match",
        "other": "Geen exacte match, {count} mensen lijken erop: zoek deze apart op",
    },
    "list_cut": {
        "one": "Ik zocht alleen de eerste persoon op. Zoek de anderen apart op.",
        "other": "Ik zocht de eerste {count} mensen op. Zoek de anderen met een tweede opdracht op.",
    },
    "more_roles": {"one": "en nog 1 functie", "other": "en nog {count} functies"},
    "more_in_message": {"one": "en nog 1 in dit bericht", "other": "en nog {count} in dit bericht"},
    "earlier": {"one": "1 eerdere vacature", "other": "{count} eerdere vacatures"},
    "task_in_days": {"one": "Morgen", "other": "Over {count} dagen"},
    "current_roles": {"one": "Huidige functie", "other": "Huidige functies"},
    "former_roles": {"one": "Voormalige functie", "other": "Voormalige functies"},
}
"""Texts that a number changes, in each form."""

MONTHS: Final = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

THOUSANDS: Final = "."
