"""What people read, in French.

One text, one line, however long. GLOSSARY.md beside this file says which word stands for what; README.md how we write.
A colon, a question mark or an exclamation mark has a no-break space before it.
"""

from collections.abc import Mapping
from typing import Final

from bot.cards.texts.language import Form


def form(count: int) -> Form:
    """Which form of a text French wants beside a number: zero is singular, too."""
    return "one" if count in {0, 1} else "other"


TEXTS: Final[Mapping[str, str]] = {
    # Nobody, or not just one person
    "nobody_by_name": "Je n'ai trouvé personne de ce nom dans Spott. Vérifiez l'orthographe, ou essayez une adresse e-mail ou un numéro de téléphone.",
    "nobody_by_email": "Je n'ai trouvé personne avec cette adresse e-mail dans Spott. Vérifiez-la, ou essayez un nom ou un numéro de téléphone.",
    "nobody_by_phone": "Je n'ai trouvé personne avec ce numéro de téléphone dans Spott. Essayez avec l'indicatif du pays, comme +33, ou essayez un nom ou une adresse e-mail.",
    "nobody_by_id": "Je n'ai trouvé personne avec cet ID candidat dans Spott. Vérifiez-le, ou essayez un nom ou une adresse e-mail.",
    "nobody_by_profile": "Je n'ai trouvé personne dans Spott avec le nom de ce lien LinkedIn. Essayez le nom tel que la personne l'écrit, une adresse e-mail ou un numéro de téléphone.",
    "no_other_records": "Je n'ai trouvé aucun autre dossier dans Spott avec l'une de ces adresses e-mail ou l'un de ces numéros de téléphone. Par précaution, cherchez aussi par nom.",
    "no_open_job": "Je n'ai trouvé aucun poste ouvert avec ces mots dans son intitulé ou chez son client. Pour les postes fermés, tapez `/spott poste tous` et les mots. Pour une personne appelée Poste, mettez le nom entre guillemets.",
    "no_job": "Je n'ai trouvé aucun poste avec ces mots dans son intitulé ou chez son client. Vérifiez l'orthographe, ou essayez moins de mots.",
    "job_gone": "Ce poste n'est plus dans Spott. Relancez la recherche.",
    "not_understood": "Je n'ai pas pu lire cela comme un nom, une adresse e-mail, un numéro de téléphone ou un ID candidat. Essayez l'un d'eux, ou tapez `/spott aide`.",
    "not_an_id": "Ce n'est pas un ID candidat valable. Un ID compte au plus 64 lettres, chiffres, tirets et traits de soulignement. Vérifiez-le, ou tapez `/spott aide`.",
    "no_card": "Spott ne m'a rien donné à montrer pour cette personne. Recherchez-la directement dans Spott.",
    "nothing_in_message": "Je n'ai vu ni adresse e-mail, ni numéro de téléphone, ni ID candidat dans ce message. Recherchez la personne ci-dessous.",
    "nobody_in_message": "Je n'ai trouvé personne de ce message dans Spott. Recherchez la personne ci-dessous.",
    "names_in_message": "Je n'ai vu ni adresse e-mail, ni numéro de téléphone, ni ID candidat dans ce message. Choisissez un nom, ou cherchez quelqu'un d'autre.",
    "only_names_in_message": "Je n'ai trouvé personne avec les adresses e-mail, numéros de téléphone ou ID de ce message. Choisissez un nom, ou cherchez quelqu'un d'autre.",
    "picker_used": "Vous avez déjà choisi quelqu'un dans cette liste. Si vous pensiez à une autre personne, relancez la recherche.",
    # Clicks that came to nothing
    "button_too_old": "Ce bouton ne fonctionne plus. Recherchez à nouveau la personne pour obtenir une fiche à jour.",
    "click_expired": "Votre clic m'est arrivé trop tard, et Slack n'a pas ouvert la fenêtre. Cliquez à nouveau.",
    "click_too_late": "Votre clic m'est arrivé trop tard, et je n'ai rien publié. Si la fiche n'est pas encore là, cliquez à nouveau.",
    "modal_refused": "Slack n'a pas pu ouvrir ou mettre à jour la fenêtre. Cliquez à nouveau.",
    "not_yours_to_remove": "Seule la personne qui a fait la recherche, ou un admin, peut supprimer la fiche. Demandez-le à l'une d'elles.",
    "covered": "J'ai retiré cette fiche, car des personnes hors de votre espace de travail peuvent peut-être lire cette conversation. Relancez la recherche pour la voir en privé.",
    "covered_confidential": "J'ai retiré cette fiche, car le poste est désormais confidentiel dans Spott. Relancez la recherche pour la voir en privé.",
    "expired": "Cette fiche a expiré.",
    "not_dismissed": "Slack n'a pas retiré le message. Réessayez, ou rechargez Slack, ce qui le retire aussi.",
    "not_removed": "Slack n'a pas supprimé la fiche. Réessayez, ou demandez à un admin de la supprimer.",
    # Into a thread
    "posted_to_thread": "C'est fait\u00a0! La fiche est dans le fil, où toute la conversation peut la voir.",
    "invite_me_to_post": "Je ne peux rien publier ici, car je ne suis pas dans cette conversation. Invitez-moi avec `/invite @spott`, puis réessayez.",
    "not_a_member_there": "Je ne peux pas y publier la fiche, car vous ne semblez pas être dans cette conversation. Demandez à quelqu'un qui y est.",
    "not_posted_unknown": "Je n'ai pas publié la fiche, car Slack ne m'a pas dit qui peut lire cette conversation. Réessayez dans une minute.",
    "not_posted_between_people": "Je ne peux rien publier ici, car une app ne peut pas rejoindre un message direct entre personnes. Utilisez un canal.",
    "not_posted_shared": "Je n'ai pas publié la fiche, car une autre organisation peut peut-être lire cette conversation. Utilisez un canal de votre espace de travail.",
    "not_posted_organisation": "Je n'ai pas publié la fiche, car un autre espace de travail de votre organisation peut peut-être lire cette conversation. Utilisez un canal du vôtre.",
    "not_posted_guests": "Je n'ai pas publié la fiche, car des invités peuvent peut-être lire cette conversation. Demandez à un admin de l'autoriser.",
    "not_posted_large": "Je n'ai pas publié la fiche, car ce canal a trop de membres pour vérifier s'il y a des invités. Demandez à un admin de l'autoriser.",
    "not_posted_not_listed": "Je n'ai pas publié la fiche, car les fiches ne sont pas autorisées dans cette conversation. Demandez à un admin de les autoriser.",
    # Spott
    "spott_busy": "Spott est très sollicité en ce moment. Réessayez dans {wait}.",
    "spott_unavailable": "Je n'arrive pas à joindre Spott pour le moment. Réessayez dans une minute.",
    "spott_timeout": "Spott a mis trop de temps à répondre. Réessayez dans une minute.",
    "spott_slow": "Spott est lent en ce moment. J'attends encore sa réponse.",
    "key_refused": "Spott n'accepte plus la clé API de cette app. Dites à l'équipe qui gère l'app qu'il en faut une nouvelle.",
    "answer_not_understood": "Je n'ai pas pu lire la réponse de Spott. Réessayez. Si cela persiste, envoyez la référence `{reference}` à l'équipe qui gère cette app.",
    # Slack, and the app itself
    "something_broke": "Désolé, un problème est survenu de notre côté. Réessayez. Si cela persiste, envoyez la référence `{reference}` à l'équipe qui gère cette app.",
    "took_too_long": "Désolé, cela prenait trop de temps et j'ai arrêté. Réessayez. Si cela persiste, envoyez la référence `{reference}` à l'équipe qui gère cette app.",
    "busy_here": "Beaucoup de recherches sont en cours. Réessayez dans quelques secondes.",
    "restarting": "Je redémarre et n'ai pas pu terminer. Réessayez dans une minute.",
    "slack_is_limiting": "Slack limite ce que je peux publier, et la fiche n'a pas été affichée. Réessayez dans une minute.",
    "maybe_not_arrived": "Slack n'a pas confirmé la publication de la fiche. Si vous ne la voyez pas, réessayez.",
    "delivery_refused": "Slack n'a pas accepté la fiche. Réessayez, ou recherchez la personne dans Spott.",
    # Who may look people up
    "guest": "Les invités ne peuvent pas faire de recherche. Si vous avez besoin d'un accès, demandez à {ask}.",
    "outsider": "Seuls les membres de l'espace de travail qui a installé cette app peuvent faire une recherche. Demandez à l'un d'eux.",
    "deactivated": "Ce compte est désactivé ou est un bot, et ne peut pas faire de recherche. S'il le devrait, demandez à {ask}.",
    "not_listed": "Vous n'êtes pas sur la liste des personnes qui peuvent utiliser cette app. Si vous avez besoin d'un accès, demandez à {ask}.",
    "access_unknown": "Je n'ai pas pu vérifier auprès de Slack qui vous êtes, et je n'ai cherché personne. Réessayez dans une minute. Si cela persiste, demandez à {ask}.",
    "access_slack_limits": "Slack limite mes questions, et je n'ai pas pu vérifier qui vous êtes. Réessayez dans {wait}.",
    "too_many_lookups": "Vous avez atteint votre limite de recherches pour le moment. Réessayez dans {wait}.",
    "an_admin": "un admin de l'espace de travail",
    "either": "{others} ou {last}",
    "wait_unknown": "une minute",
    # Why a card is private
    "private_unknown": "Visible pour vous seulement\u00a0: Slack ne dit pas qui peut lire cette conversation. Réessayez bientôt, ou écrivez-moi un message.",
    "private_not_invited": "Visible pour vous seulement\u00a0: je ne suis pas dans cette conversation et ne sais pas qui la lit. Dans un canal, invitez-moi et réessayez.",
    "private_between_people": "Visible pour vous seulement\u00a0: une app ne peut pas rejoindre un message direct entre personnes. Pour partager la fiche, utilisez un canal.",
    "private_shared": "Visible pour vous seulement\u00a0: une autre organisation peut peut-être lire cette conversation. Utilisez un canal de votre espace de travail.",
    "private_organisation": "Visible pour vous seulement\u00a0: un autre espace de travail de votre organisation peut peut-être lire ici. Utilisez un canal du vôtre.",
    "private_guests": "Visible pour vous seulement\u00a0: des invités peuvent peut-être lire cette conversation. Demandez à un admin, ou écrivez-moi un message.",
    "private_large": "Visible pour vous seulement\u00a0: ce canal a trop de membres pour y chercher des invités. Demandez à un admin, ou écrivez-moi un message.",
    "private_not_listed": "Visible pour vous seulement\u00a0: les fiches ne sont pas autorisées dans cette conversation. Demandez à un admin de les autoriser.",
    "private_read_so": "Visible pour vous seulement\u00a0: j'ai lu un de vos mots comme «\u00a0privé\u00a0». S'il fait partie d'un nom, vérifiez l'orthographe.",
    "private_late": "Visible pour vous seulement\u00a0: c'est arrivé tard, et Slack a pu annoncer un échec. Pour l'afficher ici, réessayez.",
    "private_typed_contact_in_list": "Visible pour vous seulement\u00a0: Slack montre peut-être l'adresse e-mail ou le numéro tapé. Pour partager, utilisez des noms ou des ID.",
    "private_uncertain": "Visible pour vous seulement\u00a0: tout le monde n'y est pas certain. Pour l'afficher ici, demandez chacun par nom complet ou ID.",
    "private_confidential": "Visible pour vous seulement\u00a0: le poste est confidentiel dans Spott, réservé à son équipe.",
    "private_typed_contact": "Visible pour vous seulement\u00a0: Slack montre peut-être l'adresse e-mail ou le numéro tapé. Publier ici ne montre que la fiche.",
    # Help
    "help": (
        "*Rechercher quelqu'un dans Spott*\n"
        "`/spott <nom>` affiche sa fiche dans ce canal. Par exemple\u00a0: `/spott Jane Doe`\n"
        "Un ID candidat ou un profil LinkedIn marche aussi. Plusieurs à la fois\u00a0: `/spott Jane Doe, Ada Lovelace`. Les virgules séparent des noms complets, adresses et ID\u00a0: `Doe, Jane` est donc une seule personne\u00a0; les points-virgules séparent toujours.\n"
        "Une adresse e-mail ou un numéro de téléphone marche aussi, mais la fiche n'est alors visible que pour vous, car Slack peut montrer ce que vous tapez.\n"
        "`/spott privé <nom>` n'affiche la fiche qu'à vous.\n"
        "`/spott poste <intitulé ou client>` affiche un poste ouvert et qui s'y trouve, `/spott poste tous \u2026` aussi un poste fermé. Mettez entre guillemets le nom d'une personne appelée Poste.\n"
        "Pour rechercher les personnes d'un message, choisissez *Rechercher dans Spott* dans son menu.\n"
        "`/spott aide` affiche ce message."
    ),
    "help_private": (
        "*Rechercher quelqu'un dans Spott*\n"
        "`/spott <nom>` n'affiche sa fiche qu'à vous. Par exemple\u00a0: `/spott Jane Doe`\n"
        "Une adresse e-mail, un numéro de téléphone, un ID candidat ou un profil LinkedIn marche aussi\u00a0: `/spott jane@example.com`. Plusieurs à la fois\u00a0: `/spott Jane Doe, Ada Lovelace`. Les virgules séparent des noms complets, adresses et ID\u00a0: `Doe, Jane` est donc une seule personne\u00a0; les points-virgules séparent toujours.\n"
        "`/spott poste <intitulé ou client>` affiche un poste ouvert et qui s'y trouve, `/spott poste tous \u2026` aussi un poste fermé. Mettez entre guillemets le nom d'une personne appelée Poste.\n"
        "Pour rechercher les personnes d'un message, choisissez *Rechercher dans Spott* dans son menu.\n"
        "`/spott aide` affiche ce message."
    ),
    # Buttons
    "button_open": "Ouvrir dans Spott",
    "button_post_here": "Publier ici",
    "button_post_to_thread": "Publier dans le fil",
    "button_remove": "Supprimer",
    "button_details": "Détails",
    "button_refresh": "Actualiser",
    "button_show": "Afficher",
    "button_other_records": "Chercher d'autres dossiers",
    "button_show_for_screen_readers": "Afficher {name}",
    "button_search": "Rechercher",
    "button_dismiss": "Masquer",
    "button_none_of_these": "Aucun de ceux-ci",
    "button_look_up_again": "Rechercher à nouveau",
    "button_post_again": "Publier à nouveau",
    "button_go_to_card": "Voir la fiche",
    "button_search_for_screen_readers": "Rechercher {name}",
    "confirm_post": "Publier cette fiche\u00a0?",
    "confirm_post_here": "Tout le monde dans {where} pourra la voir.",
    "confirm_post_here_public": "{where} est public\u00a0: tous les membres de votre espace de travail pourront la voir.",
    "confirm_post_to_thread": "Toutes les personnes qui peuvent lire le fil pourront la voir.",
    "confirm_post_yes": "Publier",
    "confirm_remove": "Supprimer cette fiche\u00a0?",
    "confirm_remove_text": "Elle disparaîtra pour tout le monde. Seule la personne qui a fait la recherche, ou un admin, peut la supprimer.",
    "confirm_remove_yes": "Supprimer",
    "confirm_no": "Annuler",
    "this_conversation": "cette conversation",
    # Modals
    "title_person": "Personne dans Spott",
    "title_look_up": "Rechercher dans Spott",
    "close": "Fermer",
    "loading": "Chargement depuis Spott\u2026",
    "search_label": "Qui cherchez-vous\u00a0?",
    "search_placeholder": "Nom, adresse e-mail ou numéro de téléphone",
    "search_submit": "Rechercher",
    "search_cancel": "Annuler",
    # Choosing one of several people
    "pick_one": "Plusieurs personnes correspondent dans Spott. Laquelle cherchez-vous\u00a0?",
    "did_you_mean": "Spott n'a pas de résultat exact. Pensiez-vous à cette personne\u00a0?",
    "did_you_mean_one_of": "Spott n'a pas de résultat exact. Pensiez-vous à l'une de ces personnes\u00a0?",
    "did_you_mean_in_list": "Pas de résultat exact. Pensiez-vous à {who}\u00a0?",
    "nobody_in_list": "Aucun résultat",
    "unreadable_in_list": "Je n'ai pas pu lire cela comme une personne",
    "pick_private": "La fiche choisie ne sera visible que pour vous.",
    "pick_nobody": "Aucune des personnes trouvées par Spott ne peut être affichée. Essayez un autre nom, une adresse e-mail ou un numéro de téléphone.",
    "other_records": "Ces dossiers dans Spott partagent une adresse e-mail ou un numéro de téléphone avec cette personne.",
    "pick_more": "Il y en a d'autres. Pour préciser, utilisez une adresse e-mail ou un numéro de téléphone.",
    "kind_candidate": "Candidat",
    "kind_client_contact": "Contact client",
    "has_linkedin": "LinkedIn",
    "id_hint": "ID finissant par {end}",
    "phone_hint": "téléphone finissant par {end}",
    # Choosing one of several jobs
    "pick_one_job": "Plusieurs postes correspondent dans Spott. Lequel cherchez-vous\u00a0?",
    "pick_more_jobs": "Il y en a peut-être d'autres. Pour préciser, ajoutez un mot de l'intitulé ou du client.",
    "job_confidential": "Confidentiel",
    # A job's card
    "job_untitled": "Poste sans intitulé",
    "job_team": "**Équipe\u00a0: **{who}",
    "job_stage": "**{stage}** {count}",
    "job_stage_with": "**{stage}** {count} \u00b7 {people}",
    "stage_unnamed": "Étape sans nom",
    "job_empty": "Il n'y a aucun candidat sur ce poste pour le moment.",
    "job_people_not_loaded": "Je n'ai pas pu charger les candidats. Essayez Actualiser dans une minute.",
    "job_incomplete": "Il y a plus de candidats que je n'ai pu en charger\u00a0: certains nombres sont peut-être trop bas.",
    "stuck_person": "{who} ({days})",
    "job_interviews": "**Entretiens\u00a0: **",
    "interview": "{who}, {when}",
    "open_person": "Ouvrir une fiche en privé",
    # A person's card
    "name_unknown": "Nom absent de Spott",
    "owner": "responsable {who}",
    "spoke": "dernier échange {when}",
    "spoke_with": "dernier échange {when} ({who})",
    "speaks": "prochain {when}",
    "status_looking": "en recherche active",
    "status_approachable": "à l'écoute du marché",
    "status_not_looking": "pas en recherche",
    "looked_up_by": "Recherche de {who}",
    "shared_by": "Partagée par {who}",
    "refreshed_by": "Actualisée par {who}",
    "as_of": "À jour {when}",
    # What to mind
    "mind_do_not_contact": "Ne pas contacter",
    "mind_do_not_poach": "Ne pas débaucher",
    "mind_placed": "Placement {when}\u00a0: intouchable\u00a0?",
    "mind_placed_at": "Placement chez {client} {when}\u00a0: intouchable\u00a0?",
    "mind_two_owners": "Deux responsables chez {client}",
    "mind_owners": "Plusieurs responsables chez {client}",
    "mind_rejected": "Déjà un refus de {client}",
    "mind_rejected_when": "Refus de {client} {when}",
    "one_client": "un client",
    # Applications
    "jobs_not_loaded": "Les postes n'ont pas pu être chargés",
    "nothing_open": "Aucune candidature en cours",
    "job_at": "{job}, {client}",
    "stage_status": "{stage} ({status})",
    "moved_by": "{when}, {who}",
    "ended_by": "{when}, {who}",
    "application_unnamed": "Candidature en cours",
    "application_rejected": "Refus",
    "application_placed": "Placement",
    "application_speculative": "Spontanée",
    "open_applications": "Candidatures en cours",
    "earlier_applications": "Candidatures précédentes",
    # Hidden in free text
    "hidden_email": "(e-mail masqué)",
    "hidden_phone": "(téléphone masqué)",
    "hidden_amount": "(montant masqué)",
    "hidden_account": "(compte masqué)",
    "hidden_id": "(numéro d'identité masqué)",
    "hidden_date": "(date masquée)",
    # Dates; the names in `moment`, `date` and `ago` are Slack's
    "moment": "{date_short} à {time}",
    "date": "{date_short}",
    "day": "{day} {month} {year}",
    "month": "{month} {year}",
    "today": "aujourd'hui",
    "ago": "{ago}",
    "day_of_month": "{day} {month}",
    "day_and_time": "{day}, {time} {zone}",
    # The next task
    "task": "Prochaine tâche",
    "task_today": "Aujourd'hui",
    "overdue": "En retard",
    "task_none": "**Pas de prochaine tâche**",
    "task_undated": "**Prochaine tâche**, sans échéance",
    "task_due": "**Prochaine tâche** pour le {when} ({relative})",
    "task_overdue": "**En retard\u00a0:** prochaine tâche prévue le {when}",
    "task_overdue_days": "**{overdue}\u00a0:** prochaine tâche prévue le {when}",
    "task_none_plain": "Pas de prochaine tâche",
    "task_undated_plain": "Prochaine tâche, sans échéance",
    "task_due_plain": "Prochaine tâche pour le {when} ({relative})",
    "task_overdue_plain": "Prochaine tâche en retard depuis le {when}",
    "task_overdue_days_plain": "Prochaine tâche\u00a0: {overdue} (prévue le {when})",
    "task_about": "{task}\u00a0: {about}",
    # Roles
    "former": "Auparavant",
    "role_unnamed": "Fonction sans nom",
    "period_since": "depuis le {start}",
    "period_until": "jusqu'au {end}",
    "period_until_month": "jusqu'en {end}",
    "period": "du {start} au {end}",
    "no_roles": "Aucune fonction chez un client",
    "no_current_role": "Aucune fonction actuelle chez un client",
    # Links to Spott in messages
    "preview_person": "Une personne dans Spott",
    "preview_job": "Un poste dans Spott",
    # Colleagues
    "status": "**Statut\u00a0: **{status}",
    "lives_in": "**Lieu\u00a0: **{where}",
    "main_contact": "**Contact principal\u00a0: **{who}",
    "last_interaction": "**Dernier échange\u00a0: **{when} ({relative})",
    "last_interaction_with": "**Dernier échange\u00a0: **{when} ({relative}) avec {who}",
    "last_interaction_undated": "**Dernier échange\u00a0: **avec {who}",
    "next_interaction": "**Prochain échange\u00a0: **{when} ({relative})",
    "next_interaction_with": "**Prochain échange\u00a0: **{when} ({relative}) avec {who}",
    "next_interaction_undated": "**Prochain échange\u00a0: **avec {who}",
    "last_activity": "**Dernière activité\u00a0: **{when} ({relative})",
    "colleague_left": "{name} (n'est plus là)",
    # Details
    "email": "E-mail\u00a0: ",
    "email_kind": "E-mail ({kind})\u00a0: ",
    "phone": "Téléphone\u00a0: ",
    "phone_kind": "Téléphone ({kind})\u00a0: ",
    "primary": "principal",
    "attribute": "{label}\u00a0: ",
    "attribute_unlabelled": "Sans libellé",
    "ai_filling": "(l'IA remplit ce champ)",
    "ai_overridden": "(valeur de l'IA, modifiée à la main)",
    "ai_filled": "(rempli par l'IA)",
}
"""Each text by its key."""

COUNTS: Final[Mapping[str, Mapping[Form, str]]] = {
    "wait_seconds": {"one": "une seconde", "other": "{count} secondes"},
    "wait_minutes": {"one": "une minute", "other": "{count} minutes"},
    "wait_hours": {"one": "une heure", "other": "{count} heures"},
    "already_here": {
        "one": "Cette fiche a été publiée ici il y a une minute.",
        "other": "Cette fiche a été publiée ici il y a {count} minutes.",
    },
    "in_days": {"one": "demain", "other": "dans {count} jours"},
    "days_ago": {"one": "hier", "other": "il y a {count} jours"},
    "days_overdue": {"one": "1 jour de retard", "other": "{count} jours de retard"},
    "more": {"one": "et {count} de plus", "other": "et {count} de plus"},
    "more_applications": {"one": "et {count} autre candidature", "other": "et {count} autres candidatures"},
    "days": {"one": "{count} jour", "other": "{count} jours"},
    "names_and_more": {"one": "{names} et {count} de plus", "other": "{names} et {count} de plus"},
    "not_moved": {
        "one": "Sans mouvement depuis un jour\u00a0: ",
        "other": "Sans mouvement depuis {count} jours\u00a0: ",
    },
    "further_roles": {"one": "{count} autre fonction", "other": "{count} autres fonctions"},
    "choice_in_list": {
        "one": "{count} personne correspond\u00a0: recherchez-la à part",
        "other": "{count} personnes correspondent\u00a0: recherchez celle-ci à part",
    },
    "similar_in_list": {
        "one": "Pas de résultat exact",
        "other": "Pas de résultat exact, {count} personnes se ressemblent\u00a0: recherchez celle-ci à part",
    },
    "list_cut": {
        "one": "Je n'ai recherché que la première personne. Recherchez les autres à part.",
        "other": "J'ai recherché les {count} premières personnes. Envoyez les autres dans une autre commande.",
    },
    "more_roles": {"one": "et {count} autre fonction", "other": "et {count} autres fonctions"},
    "more_in_message": {"one": "et {count} de plus dans ce message", "other": "et {count} de plus dans ce message"},
    "earlier": {"one": "{count} poste précédent", "other": "{count} postes précédents"},
    "task_in_days": {"one": "Demain", "other": "Dans {count} jours"},
    "current_roles": {"one": "Fonction actuelle", "other": "Fonctions actuelles"},
    "former_roles": {"one": "Ancienne fonction", "other": "Anciennes fonctions"},
}
"""Texts that a number changes, in each form."""

MONTHS: Final = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")

THOUSANDS: Final = "\u202f"
