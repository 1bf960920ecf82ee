"""The manifest's texts in Dutch. How long each may be: https://docs.slack.dev/reference/app-manifest."""

from collections.abc import Mapping
from typing import Final

TEXTS: Final[Mapping[str, str]] = {
    "app_name": "Spott",
    "app_description": "Zoek mensen uit Spott op zonder Slack te verlaten",
    "app_long_description": "Spott voor Slack toont de mensen van je bureau waar je team over ze praat. Typ /spott en een naam, e-mailadres, telefoonnummer of kandidaat-ID, en de kaart van die persoon uit Spott verschijnt: functies en bedrijven, fases, wie eigenaar van de relatie is, het laatste en het volgende contact, en de volgende taak, waarbij opvalt wat te laat is of ontbreekt.\n\nKies “Opzoeken in Spott” in het menu van een bericht om de mensen eruit te vinden, en plaats een kaart in de thread. Zet er “privé” bij om een kaart alleen zelf te zien, en klik op Details voor contactgegevens, die alleen jij ziet.\n\nKaarten in een kanaal bevatten geen e-mailadressen, telefoonnummers of salarissen. Gasten en andere organisaties kunnen niemand opzoeken, en waar zij misschien meelezen, zijn kaarten privé. De app leest alleen uit Spott. Ze houdt bij wie wie opzocht, met ID's, zonder namen.",
    "find_in_spott": "Zoeken in Spott",
    "find_in_spott_description": "Vind een persoon of vacature terwijl je typt",
    "look_up_in_spott": "Opzoeken in Spott",
    "look_up_in_spott_description": "Zoek de mensen uit dit bericht op",
    "spott_description": "Toon iemand uit Spott: functies, bedrijven, fases, volgende taak",
    "spott_usage_hint": "naam, e-mail, telefoon of kandidaat-ID [privé]",
}
