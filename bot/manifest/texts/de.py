"""The manifest's texts in German. How long each may be: https://docs.slack.dev/reference/app-manifest."""

from collections.abc import Mapping
from typing import Final

TEXTS: Final[Mapping[str, str]] = {
    "app_name": "Spott",
    "app_description": "Leute aus Spott suchen, ohne Slack zu verlassen",
    "app_long_description": "Spott für Slack zeigt die Leute deiner Agentur dort, wo dein Team über sie spricht. Tippe /spott und einen Namen, eine E-Mail-Adresse, Telefonnummer oder Kandidaten-ID, und die Karte der Person aus Spott erscheint: Positionen und Firmen, Phasen, wer zuständig ist, der letzte und der nächste Kontakt und die nächste Aufgabe, wobei auffällt, was überfällig ist oder fehlt.\n\nWähl „In Spott suchen“ im Menü einer Nachricht, um die Leute daraus zu finden, und teile eine Karte in ihrem Thread. Mit „privat“ siehst nur du die Karte, und Details zeigt Kontaktdaten, die auch nur du siehst.\n\nKarten in einem Channel enthalten keine E-Mail-Adressen, Telefonnummern oder Gehälter. Gäste und andere Organisationen können niemanden suchen, und wo sie vielleicht mitlesen, sind Karten privat. Die App liest nur aus Spott. Sie hält fest, wer wen gesucht hat, mit IDs, ohne Namen.",
    "find_in_spott": "In Spott finden",
    "find_in_spott_description": "Finde eine Person oder Stelle, während du tippst",
    "look_up_in_spott": "In Spott suchen",
    "look_up_in_spott_description": "Such die Leute aus dieser Nachricht",
    "spott_description": "Eine Person aus Spott zeigen: Positionen, Firmen, Phasen, nächste Aufgabe",
    "spott_usage_hint": "Name, E-Mail, Telefon oder Kandidaten-ID [privat]",
}
