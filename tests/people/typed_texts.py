"""What people type, and what it is read as: the table behind `test_typed_texts.py`, by kind.

Read with links to people under https://app.example.com/candidates/ and with Dutch numbers.
"""

from typing import Final, TypeAlias

from bot.people.query import ByEmail, ById, ByName, ByPhone, NameOrPrivate, NotUnderstood, Query

Rows: TypeAlias = list[tuple[str, Query]]

JANE: Final = ByEmail("jane@example.com")
MOBILE: Final = ByPhone("+31612345678")
BARBARA: Final = ByName("Barbara Schaap")
UNREADABLE: Final = NotUnderstood()

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

INVISIBLE: Final[Rows] = [
    *((text, BARBARA) for text in ("Barbara Schaa\u00adp", "Bar\u200bbara Schaap", "Barbara\u2060 Schaap\ufeff")),
    *((text, BARBARA) for text in ("\u200eBarbara Schaap\u200e", "\u2068Barbara\u2069 Schaap", "Barbara Schaap\ufe0f")),
    *((text, BARBARA) for text in ("Bar\u200dbara Schaap", "Barbara\u00a0Schaap", "Barbara\u3000Schaap\u3164")),
    *(
        (text, MOBILE)
        for text in ("\u202d06 12345678\u202c", "\u202a+31 6 1234\u00ad5678\u202c", "06\u2009123\u200b45678")
    ),
    *((text, MOBILE) for text in ("+31\u2060612345678", "\u2066+31612345678\u2069")),
    *((text, JANE) for text in ("jane@exam\u00adple.com", "jane\u200b@example.com", "\u202djane@example.com\u202c")),
    ("c1\u200b2", ById("c12", "c12")),
    ("c1\u202e2", UNREADABLE),
    ("Barbara\u202e Schaap", UNREADABLE),
    ("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627 \u0646", ByName("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627 \u0646")),
]

LOOK_ALIKES: Final[Rows] = [
    *((f"O{sign}Bryan", ByName("O'Bryan")) for sign in "\u2032\u2019\u02bc\u02b9\u00b4`\uff07\ua78c"),
    *(
        (f"Jean{sign}Luc Picard", ByName("Jean-Luc Picard"))
        for sign in "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d\ufe63"
    ),
    *(
        (f"\u963f\u51e1\u63d0{sign}\u4e70\u4e70\u63d0", ByName("\u963f\u51e1\u63d0\u00b7\u4e70\u4e70\u63d0"))
        for sign in "\u2022\u00b7\u2027\u2219\u22c5"
    ),
    ("\u30a2\u30c0\u30fb\u30e9\u30d6", ByName("\u30a2\u30c0\u30fb\u30e9\u30d6")),
    *(
        (text, BARBARA)
        for text in ("\uff22arbara \uff33chaap", "\U0001d401arbara \U0001d412chaap", "Schaap\uff0c Barbara")
    ),
    ("So\ufb01a Ru\ufb00o", ByName("Sofia Ruffo")),
    *((text, BARBARA) for text in ("\u0412arbara S\u0441haap", "Barb\u0430r\u03b1 Sch\u0430\u0430\u0440")),
    ("Barbara \u0421\u043e\u0440\u0435", ByName("Barbara Cope")),
    ("\u0391da L\u03bfvel\u0430c\u0435", ByName("Ada Lovelace")),
    ("\u0418\u0432a\u043d", ByName("\u0418\u0432\u0430\u043d")),
    ("\u0421\u0430\u0440\u0430 \u0421\u043e\u0440\u0430", ByName("\u0421\u0430\u0440\u0430 \u0421\u043e\u0440\u0430")),
    ("j\u0430ne@ex\u0430mple.c\u043em", JANE),
    *((text, JANE) for text in ("jane\uff20example.com", "jane\ufe6bexample\uff0ecom", "jane@example\u3002com")),
    *(
        (text, MOBILE)
        for text in ("\uff0b31 6 12345678", "06\u201312345678", "06\u202212345678", "06\u2019123\u201945678")
    ),
    ("3f2a1b4c\u20109d8e\u20104f70\u20108a61\u20100123456789ab", ById("3f2a1b4c-9d8e-4f70-8a61-0123456789ab")),
    ("\uff43\uff11\uff12", ById("c12", "c12")),
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

BEHIND_NAMES: Final[Rows] = [
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
    "behind names": BEHIND_NAMES,
    "titles": TITLES,
    "wrapped names": WRAPPED_NAMES,
    "questions": QUESTIONS,
    "numbers": NUMBERS,
    "names that are nearly `private`": NAMES_LIKE_PRIVATE,
}
