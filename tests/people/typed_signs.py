"""Typed texts with invisible or look-alike characters, and how they are read."""

from typing import Final, TypeAlias

from bot.people.query import ByEmail, ById, ByName, ByPhone, NotUnderstood, Query

Rows: TypeAlias = list[tuple[str, Query]]

JANE: Final = ByEmail("jane@example.com")
MOBILE: Final = ByPhone("+31612345678")
BARBARA: Final = ByName("Barbara Schaap")
UNREADABLE: Final = NotUnderstood()

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
