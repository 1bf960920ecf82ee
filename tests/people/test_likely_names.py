"""Likely names in running text, by their form."""

from bot.people.likely_names import names_in

LIKELY = [
    ("Who knows Katherine Johnson?", ["Katherine Johnson"]),
    ("Met Ada Lovelace yesterday, and Grace Hopper.", ["Ada Lovelace", "Grace Hopper"]),
    ("Intro: Jan van der Berg (Acme GmbH) / Anna-Maria O'Neill", ["Jan van der Berg", "Anna-Maria O'Neill"]),
    ("Wie kent Piet de Vries?", ["Piet de Vries"]),
    ("Qui conna\u00eet \u00c9lodie Lef\u00e8vre ?", ["\u00c9lodie Lef\u00e8vre"]),
    ("Wer kennt J\u00fcrgen von Gro\u00df?", ["J\u00fcrgen von Gro\u00df"]),
    ("Dr. Mae Jemison, prof. Alan Turing and drs. Jan Jansen", ["Mae Jemison", "Alan Turing", "Jan Jansen"]),
    ("Ada Lovelace's CV is in; M. Jean Dupont, PhD, too", ["Ada Lovelace", "Jean Dupont"]),
    ("Please ask Mary K. Jackson about Power BI", ["Mary K. Jackson"]),
    ("Can Ada Lovelace start in November 2026?", ["Ada Lovelace"]),
    ("Kind regards,\nJane Doe\nHead of People | Example BV", ["Jane Doe"]),
    ("*Katherine Johnson* and _Ada Lovelace_", ["Katherine Johnson", "Ada Lovelace"]),
    ("Li Na Wang, Mei Li and \u00d8ystein \u00c5s", ["Li Na Wang", "Mei Li", "\u00d8ystein \u00c5s"]),
    ("Hat jemand Kontakt zu Karl-Heinz Schmidt?", ["Karl-Heinz Schmidt"]),
    ("Tom O'Connor!! Great Job Everyone", ["Tom O'Connor"]),
    ("Katherine\nJohnson", []),
    ("Ada and Grace met on Monday Morning in New York", []),
    ("Senior Project Manager at Google Cloud, Acme GmbH, Example Analytics", []),
    ("Good Morning Everyone, Shall we have lunch?", []),
    ("ADA LOVELACE, ada lovelace, A. B.", []),
    (f"{'A' + 'a' * 50} Lovelace", []),
]


def test_which_names_are_likely() -> None:
    assert {text: list(names_in(text)) for text, _ in LIKELY} == dict(LIKELY)
