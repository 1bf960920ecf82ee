"""Typed texts, and how they are read: the table for `test_typed_texts.py`, by kind.

Read with links to people under https://app.example.com/candidates/ and with Dutch numbers.
"""

from typing import Final

from bot.people.query import ByEmail, ById, ByName, ByPhone, NameOrPrivate
from tests.people.typed_signs import BARBARA, INVISIBLE, JANE, LOOK_ALIKES, MOBILE, UNREADABLE, Rows

CUT_OUT: Final[Rows] = [
    *((text, UNREADABLE) for text in ("foo/jane@example.com", "jane@example.com/jobs", "a!jane@example.com")),
    *((text, UNREADABLE) for text in ("prvs=0123=jane@example.com", "SRS0=ab=cd=example.org=jane@example.com")),
    *((text, UNREADABLE) for text in ("-jane@example.com", "+jane@example.com", ".jane@example.com")),
    *((text, UNREADABLE) for text in ("*jane@example.com", "~jane@example.com", "=jane@example.com")),
    *((text, UNREADABLE) for text in ("#jane@example.com", "$jane@example.com", "x*jane@example.com")),
    *((text, UNREADABLE) for text in ("jane@example.com@evil.example", "john@jane@example.com")),
    *((text, UNREADABLE) for text in ("jane@example.com_x", "jane@example.com+x", "jane@example.com?subject=Hi")),
    ("jane@a.b.c.d.e.f.g.h.ii.com", UNREADABLE),
    (f"{'a' * 64}.jane@example.com", UNREADABLE),
    ("_jane@example.com", ByEmail("_jane@example.com")),
    ("jane@example.com/john@example.org", JANE),
    *((text, UNREADABLE) for text in ("foo/0612345678", "foo/+31612345678", "=+31612345678", "#0612345678")),
    *((text, UNREADABLE) for text in ("+31612345678-0001-99", "+31 6 12345678 12345678", "4111 1111 1111 1111")),
    *((text, UNREADABLE) for text in ("NL91 ABNA 0417 1643 00", "1+31612345678", "Jane #0612345678")),
]

WRAPPED_ADDRESSES: Final[Rows] = [
    *((text, JANE) for text in ("*jane@example.com*", "~jane@example.com~", "*_jane@example.com_*")),
    *((text, JANE) for text in ("`jane@example.com`", "\u201cjane@example.com\u201d", "\U0001f4e7jane@example.com")),
    *(
        (text, JANE)
        for text in ("jane@example.com;", "jane@example.com?", "mail=jane@example.com", "E:jane@example.com")
    ),
    *((text, JANE) for text in ("jane@example.com:", "(jane@example.com)", "Jane: jane@example.com, office")),
]

SURNAME_FIRST: Final[Rows] = [
    ("Ma, Andrew", ByName("Andrew Ma")),
    ("Ba, Mariama", ByName("Mariama Ba")),
    ("Do, Thi Mai", ByName("Thi Mai Do")),
    ("Diop, Ba", ByName("Ba Diop")),
    ("Rahman, Md", ByName("Md Rahman")),
    ("MA, ANDREW", ByName("ANDREW MA")),
    ("DUPONT, Jean", ByName("Jean DUPONT")),
    ("Berg, Jan van den", ByName("Jan van den Berg")),
    ("Garc\u00eda M\u00e1rquez, Gabriel", ByName("Gabriel Garc\u00eda M\u00e1rquez")),
    ("Bakker, J.W.", ByName("J.W. Bakker")),
    ("Doe, JoAnn", ByName("JoAnn Doe")),
    ("McKenzie, DeShawn", ByName("DeShawn McKenzie")),
    ("Ma, Jack, MBA", ByName("Jack Ma")),
]

AFTER_NAMES: Final[Rows] = [
    *(
        (f"Jo Li, {behind}", ByName("Jo Li"))
        for behind in ("SHRM-SCP", "PhD", "Phd", "ph.d.", "mba", "M.A.", "MA", "RA")
    ),
    *(
        (f"Jo Li, {behind}", ByName("Jo Li"))
        for behind in ("MChem", "BEng (Hons)", "ACIS", "PMP 12345", "PhD, MBA", "II")
    ),
    *(
        (f"Jo Li, {behind}", ByName("Jo Li"))
        for behind in ("Example BV", "Acme S.A.", "Muster GmbH", "CEO", "recruiter")
    ),
    *((f"Jo Li, {behind}", ByName("Jo Li")) for behind in ("Head of People", "Manager bij Acme", "drs.", "Dipl.-Ing.")),
    *((f"Jo Li {behind}", ByName("Jo Li")) for behind in ("SHRM-SCP", "PhD", "Jr.", "M.Sc.", "(MBA)")),
    ("Mariama Ba, MA", ByName("Mariama Ba")),
    ("Doe, John Jr.", ByName("John Doe")),
    ("Doe, MBA", ByName("Doe")),
    ("Mariama Ba", ByName("Mariama Ba")),
    ("MARIAMA BA", ByName("MARIAMA BA")),
    ("Jean DUPONT", ByName("Jean DUPONT")),
]

TITLES: Final[Rows] = [
    *(
        (f"{title} Jan Jansen", ByName("Jan Jansen"))
        for title in ("drs.", "Drs. ir.", "ir", "ing.", "mr.", "Mr", "Ms.", "Dr")
    ),
    *(
        (f"{title} Jan Jansen", ByName("Jan Jansen"))
        for title in ("dhr.", "de heer", "Mevrouw", "mevr. dr.", "jhr.", "Prof.")
    ),
    *(
        (f"{title} Claire Petit", ByName("Claire Petit"))
        for title in ("Mme", "M.", "Mlle", "Madame", "Pr.", "Me.", "Ma\u00eetre")
    ),
    *(
        (f"{title} Eva Klein", ByName("Eva Klein"))
        for title in ("Herr", "Frau", "Frau Dr.", "Dipl.-Ing.", "Dipl.-Kfm.")
    ),
    *((f"{title} Eva Klein", ByName("Eva Klein")) for title in ("Dr. rer. nat.", "Dr.-Ing.", "Prof. Dr. h.c.", "Mag.")),
    ("Jansen, drs. Jan", ByName("Jan Jansen")),
    ("Jansen, dhr.", ByName("Jansen")),
    ("M. Dupont", ByName("Dupont")),
    ("M. J. Fox", ByName("M. J. Fox")),
    ("Ing Tan", ByName("Ing Tan")),
    ("Herr", ByName("Herr", "Herr")),
]

WRAPPED_NAMES: Final[Rows] = [
    *((text, BARBARA) for text in ("*Barbara Schaap*", "_Barbara Schaap_", "~Barbara Schaap~", "*_Barbara Schaap_*")),
    *(
        (text, BARBARA)
        for text in ("`Barbara Schaap`", "**Barbara Schaap**", "*Barbara* Schaap", "\u00abBarbara Schaap\u00bb")
    ),
    *(
        (text, BARBARA)
        for text in ("\u2022 Barbara Schaap", "- Barbara Schaap", "* Barbara Schaap", "1. Barbara Schaap")
    ),
    *(
        (text, BARBARA)
        for text in ("2) Barbara Schaap", "&gt; Barbara Schaap", "\u25aa Barbara Schaap", "# Barbara Schaap")
    ),
    *((f"Barbara Schaap{sign}", BARBARA) for sign in ("?", ";", "!", ".", ":", "\u2026", " ?", "??", "\uff1f")),
    *(
        (f"Barbara Schaap{page}", BARBARA)
        for page in (" | LinkedIn", " - CTO - Acme | LinkedIn", " | XING", " on LinkedIn")
    ),
    *((f"Barbara Schaap{page}", BARBARA) for page in (" - LinkedIn", " \u2013 Acme", " (she/her)", " | CTO | Acme")),
    *(
        (text, BARBARA)
        for text in ("Barbara Schaap \U0001f389", "\U0001f469\u200d\U0001f4bb Barbara Schaap", ":wave: Barbara Schaap")
    ),
    *((text, BARBARA) for text in ("@Barbara Schaap", "(3) Barbara Schaap | LinkedIn", "Barbara Schaap :tada: :+1:")),
    *((text, BARBARA) for text in ("Name: Barbara Schaap", "Fwd: Barbara Schaap", "naam: Schaap, Barbara")),
    *((text, BARBARA) for text in ("\u00bfBarbara Schaap?", 'Barbara "Babs" Schaap', '"Barbara" Schaap')),
    *((text, BARBARA) for text in ("Barbara 'Babs' Schaap", "Barbara Schaap\u00ae")),
    ("@jane", ByName("jane", "jane")),
    ("Jane \U0001f44d", ByName("Jane", "Jane")),
    ("c-1815?", ById("c-1815", "c-1815")),
    ("*c-1815*", ById("c-1815", "c-1815")),
]

QUESTIONS: Final[Rows] = [
    *(
        (text, BARBARA)
        for text in ("where does Barbara Schaap stand?", "Who is Barbara Schaap?", "what about Barbara Schaap")
    ),
    *(
        (text, BARBARA)
        for text in ("any news on Barbara Schaap?", "do we know Barbara Schaap?", "Is Barbara Schaap available?")
    ),
    *((text, BARBARA) for text in ("status of Barbara Schaap", "show me Barbara Schaap", "find Barbara Schaap please")),
    *(
        (text, BARBARA)
        for text in ("look up Barbara Schaap", "can you find Barbara Schaap?", "hi, who is Barbara Schaap?")
    ),
    *((text, BARBARA) for text in ("Barbara Schaap's status?", "Barbara Schaap, any news?", "pls Barbara Schaap")),
    *((text, BARBARA) for text in ("did Barbara Schaap get the offer?", "What's Barbara Schaap's phone number?")),
    *((text, BARBARA) for text in ("wie is Barbara Schaap?", "waar staat Barbara Schaap?", "ken je Barbara Schaap?")),
    *(
        (text, BARBARA)
        for text in ("nieuws van Barbara Schaap?", "zoek Barbara Schaap aub", "kennen we Barbara Schaap?")
    ),
    *(
        (text, BARBARA)
        for text in ("qui est Barbara Schaap ?", "o\u00f9 en est Barbara Schaap ?", "cherche Barbara Schaap svp")
    ),
    *((text, BARBARA) for text in ("avez-vous des nouvelles de Barbara Schaap ?", "connaissez-vous Barbara Schaap ?")),
    *(
        (text, BARBARA)
        for text in ("wer ist Barbara Schaap?", "wo steht Barbara Schaap?", "kennt jemand Barbara Schaap?")
    ),
    *((text, BARBARA) for text in ("gibt es Neuigkeiten von Barbara Schaap?", "zeig mir Barbara Schaap bitte")),
    *((text, BARBARA) for text in ("Barbara Schaap's", "Barbara Schaap's CV", "I'm looking for Barbara Schaap")),
    *((text, BARBARA) for text in ("Kennen Sie Barbara Schaap?", "card for Barbara Schaap", "/spott Barbara Schaap")),
    *((text, BARBARA) for text in ("kaart van Barbara Schaap", "kandidaat Barbara Schaap", "CV van Barbara Schaap")),
    *(
        (text, BARBARA)
        for text in ("la fiche de Barbara Schaap", "profil de Barbara Schaap", "candidate Barbara Schaap")
    ),
    *(
        (text, BARBARA)
        for text in ("s'il te pla\u00eet Barbara Schaap", "montre-moi Barbara Schaap s'il vous pla\u00eet")
    ),
    *((text, BARBARA) for text in ("as-tu des nouvelles d'Barbara Schaap ?", "quel est le statut de Barbara Schaap ?")),
    *(
        (text, BARBARA)
        for text in ("Karte von Barbara Schaap", "Kandidatin Barbara Schaap", "Lebenslauf von Barbara Schaap")
    ),
    ("where does barbara schaap stand?", ByName("barbara schaap")),
    ("wie is van den Berg?", ByName("van den Berg")),
    ("who is c-1815?", ById("c-1815", "c-1815")),
    ("did Barbara Schaap meet Grace Hopper?", UNREADABLE),
    *(
        (f"{name}?", ByName(name))
        for name in ("Will Smith", "Can Y\u0131lmaz", "Ken van der Berg", "May Lee", "Do Thi Mai")
    ),
    *((name, ByName(name)) for name in ("Qui Nguyen", "Wie Chen", "An Nguyen")),
]

NAMES_LIKE_PRIVATE: Final[Rows] = [
    *(
        (f"{given} {surname}", NameOrPrivate(ByName(f"{given} {surname}"), ByName(given, given)))
        for given, surname in (("Mark", "Price"), ("Ana", "Rivas"), ("Edmond", "Privat"), ("Jane", "Grieve"))
    ),
    *(
        (f"{given} {surname}", NameOrPrivate(ByName(f"{given} {surname}"), ByName(surname, surname)))
        for given, surname in (("Priva", "Tejani"), ("Priya", "Sharma"), ("Clive", "Owen"), ("Arie", "Boomsma"))
    ),
    ("Price, Mark", NameOrPrivate(ByName("Mark Price"), ByName("Mark", "Mark"))),
    ("Dr. Mark Price?", NameOrPrivate(ByName("Mark Price"), ByName("Mark"))),
    ("where does Clive Owen stand?", ByName("Clive Owen")),
    ("Jo Price Li", ByName("Jo Price Li")),
    *((name, ByName(name, name)) for name in ("Price", "Priya", "privte", "Privat")),
]

NUMBERS: Final[Rows] = [
    *(
        (f"(212) 555-0142{behind}", ByPhone("+312125550142"))
        for behind in (", ext. 12", " (mobile)", " x12", "; ext 12")
    ),
    *(
        (f"06 12345678{behind}", MOBILE)
        for behind in (" (mobile)", " mobile", " (work)", ", office", " (M)", " (mobiel)")
    ),
    *(
        (f"06 12345678{behind}", MOBILE)
        for behind in (", ext. 12", " toestel 12", " #12", ";ext=12", " poste 12", " DW 12")
    ),
    *(
        (f"{label} 06 12345678", MOBILE)
        for label in ("M:", "m.", "mob", "Tel.:", "T\u00e9l.", "GSM", "Handy", "WhatsApp")
    ),
    *(
        (text, MOBILE)
        for text in ("06'123'45'678", "06\u201912\u201934\u201956\u201978", "06\u00b712\u00b734\u00b756\u00b778")
    ),
    *(
        (text, MOBILE)
        for text in ("https://wa.me/31612345678", "wa.me/31612345678", "https://wa.me/+31612345678?text=hi")
    ),
    *((text, MOBILE) for text in ("<https://wa.me/31612345678|chat>", "https://t.me/+31612345678", "sms:+31612345678")),
    ("https://api.whatsapp.com/send?phone=31612345678&amp;text=hi", MOBILE),
    ("https://signal.me/#p/+31612345678", MOBILE),
    ("tel:+31612345678;ext=12", MOBILE),
    *(
        (text, MOBILE)
        for text in ("*06 12345678*", "\u2022 06 12345678", "\u260e 06 12345678", "06 12345678?", "+ 31 6 12345678")
    ),
    *((text, MOBILE) for text in ("06 12345678 | 020 1234567", "06 12345678 / 020 1234567", "+31 6 - 12345678")),
    ("021\u2019821\u201951\u201908", ByPhone("+31218215108")),
    *((text, UNREADABLE) for text in ("https://wa.me/message/ABC", "https://evil.example/wa.me/31612345678")),
    ("https://evil.example/?to=wa.me/31612345678", UNREADABLE),
]

BY_KIND: Final[dict[str, Rows]] = {
    "cut out of something longer": CUT_OUT,
    "wrapped addresses": WRAPPED_ADDRESSES,
    "invisible characters": INVISIBLE,
    "look-alikes": LOOK_ALIKES,
    "surname first": SURNAME_FIRST,
    "after names": AFTER_NAMES,
    "titles": TITLES,
    "wrapped names": WRAPPED_NAMES,
    "questions": QUESTIONS,
    "numbers": NUMBERS,
    "names that are nearly `private`": NAMES_LIKE_PRIVATE,
}
