"""The manifest's texts in French. How long each may be: https://docs.slack.dev/reference/app-manifest."""

from collections.abc import Mapping
from typing import Final

TEXTS: Final[Mapping[str, str]] = {
    "app_name": "Spott",
    "app_description": "Recherchez des personnes de Spott sans quitter Slack",
    "app_long_description": "Spott pour Slack montre les personnes de votre cabinet là où votre équipe en parle. Tapez /spott et un nom, une adresse e-mail, un numéro de téléphone ou un ID candidat, et la fiche de la personne dans Spott s'affiche\u00a0: fonctions et entreprises, étapes, responsable de la relation, dernier et prochain échange, et prochaine tâche, avec ce qui est en retard ou manque.\n\nChoisissez «\u00a0Rechercher dans Spott\u00a0» dans le menu d'un message pour trouver les personnes qu'il cite, et publiez une fiche dans son fil. Ajoutez «\u00a0privé\u00a0» pour voir une fiche vous seulement, et cliquez sur Détails pour les coordonnées, visibles pour vous seulement.\n\nLes fiches publiées dans un canal ne contiennent ni adresse e-mail, ni numéro de téléphone, ni salaire. Les invités et les autres organisations ne peuvent rechercher personne, et là où ils lisent peut-être, les fiches sont privées. L'app ne fait que lire dans Spott. Elle note qui a recherché qui, par ID, sans noms.",
    "find_in_spott": "Trouver dans Spott",
    "find_in_spott_description": "Trouvez une personne ou un poste pendant que vous tapez",
    "look_up_in_spott": "Rechercher dans Spott",
    "look_up_in_spott_description": "Recherchez les personnes de ce message",
    "spott_description": "Affichez une personne de Spott\u00a0: fonctions, entreprises, étapes, prochaine tâche",
    "spott_usage_hint": "nom, e-mail, téléphone ou ID candidat [privé]",
}
