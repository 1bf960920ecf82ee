"""The words around names, in English, Dutch, French and German. Data.

All in small letters and without full stops.
"""

from typing import Final

TITLES: Final = frozenset(
    (
        "mr mrs ms miss mx dr prof professor doctor sir dame rev drs dhr mevr mw mej mevrouw meneer jhr jkvr mme mmes "
        "mlle mlles monsieur madame mademoiselle maître herr herrn frau fräulein frl dipl priv pd"
    ).split()
)
"""Before names."""

TITLES_WITH_A_DOT: Final = frozenset("m me mm pr fr hr ir ing ds mag lic".split())
"""Without the dot they may be names or other words."""

TITLES_IN_SMALL: Final = frozenset("ir ing ds mag".split())
"""Also titles without the dot, in small letters before a full name: "ir Jan Jansen"."""

AFTER_A_TITLE: Final = frozenset(
    (
        "ing inform kfm wirt betriebsw phys math doz med rer nat phil jur iur sc techn agr vet dent theol pharm hc h c "
        "habil em oec"
    ).split()
)
"""What follows a title in German: Dipl.-Ing., Dr. rer. nat., Prof. em."""

DEGREES: Final = frozenset(
    (
        "phd dphil edd psyd pharmd dba mba emba msc bsc mphil mres meng beng mfa bfa bba bcom llm llb mpa mpp dds dvm "
        "esq jr sr ii iii iv obe mbe cbe kbe qc cpa cfa cima acca pmp csm cissp phr sphr gphr shrm-cp shrm-scp cipd "
        "mcipd fcipd"
    ).split()
)
"""After names."""

DEGREES_AND_NAMES: Final = frozenset("ma ba do ra re md aa ms pa ed jd rn rm rc".split())
"""Degrees that are names, too: Andrew Ma, Mariama Ba, Md Rahman."""

COMPANIES: Final = frozenset(
    (
        "bv bvba nv vof gmbh ug inc llc llp ltd limited plc corp sarl sas sasu srl sprl cvba vzw asbl holding group "
        "groep"
    ).split()
)
"""The legal forms of companies, and other words that their names end with."""

COMPANIES_AND_NAMES: Final = frozenset("sa ag kg se co ab as oy sl".split())
"""Legal forms that are names, too."""

JOBS: Final = frozenset(
    (
        "head director manager recruiter sourcer engineer developer designer consultant founder co-founder cofounder "
        "owner partner president chief senior junior lead team talent sales account marketing product project "
        "software data legal freelance freelancer candidate client directeur directrice gérant responsable eigenaar "
        "adviseur kandidaat klant leiter leiterin geschäftsführer geschäftsführerin berater beraterin kandidat "
        "kandidatin"
    ).split()
)
"""What jobs begin with."""

LINKING: Final = frozenset("of at for and in with bij voor en op chez pour et bei und für".split())
"""Words between a job and a company, never between given names."""

SMALL_WORDS: Final = frozenset(
    "van der den de het ten ter te von zu zum zur vom di da do dos das du del della la le el al bin ibn y e".split()
)
"""Between the words of a name."""

NO_NAMES: Final = frozenset(
    (
        "who whom whose where what when why which how is are was were does do did has have had can could would should "
        "shall i i'm i've you we they he she it this that these those there here the a an any every my our your his "
        "her their if and or but so then also yes no not now please thanks thank hi hey hello dear good morning "
        "afternoon evening kind best warm regards cheers sincerely congrats congratulations welcome fyi re fw fwd "
        "subject from to cc date sent help private ask call called met meet meeting spoke saw see tell told talk "
        "talked find found get got let look looking add introducing intro interview interviewed placed hired new next "
        "last latest update after before about for with at on in of as by wie waar wat wanneer waarom welke hoe kan "
        "kunnen heeft hebben ken kent kennen weet wij ik je jij u jullie zij hij het een dit dat deze die er hier en "
        "maar dus ook ja nee niet nu graag dank bedankt hoi hallo beste geachte vriendelijke groet groeten "
        "goedemorgen goedemiddag van voor op bij na over qui que quoi où quand pourquoi quel quelle comment est sont "
        "ont avez avons peut tu il elle nous vous ils le la les un une ce cette merci bonjour bonsoir salut cher "
        "chère cordialement bien sincèrement pour avec chez et ou mais wer wen wem wo warum wann welche ist sind hat "
        "haben kann können ich du sie es wir ihr der das ein eine und oder aber auch nein nicht jetzt bitte danke "
        "liebe lieber sehr geehrte geehrter guten tag mit freundlichen grüßen monday tuesday wednesday thursday "
        "friday saturday sunday maandag dinsdag woensdag donderdag vrijdag zaterdag zondag lundi mardi mercredi jeudi "
        "vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag north south east west "
        "united great york san los angeles kingdom states street road avenue straat laan park google microsoft "
        "linkedin slack spott zoom teams excel outlook power amazon salesforce java python apple openai university "
        "universiteit université universität school college bank hospital services solutions systems technologies "
        "analytics labs digital logistics industries ventures capital consulting partners recruitment recruiting "
        "department human resources office chief executive officer vice everyone everybody team company document "
        "documents attached attachment party hotel title job jobs position vacancy role offer application resume cv "
        "deal contract invoice report christmas easter summer winter financial controller operations operator finance "
        "engineering kontakt stelle firma termin frage bewerbung lebenslauf vacature sollicitatie gesprek poste "
        "entretien candidature nederland belgië belgium belgique deutschland germany france frankreich netherlands "
        "holland europe haag centraal jazz bahn"
    ).split()
)
"""What begins a sentence, a greeting or a signature with a capital, and days, places and products."""

NAMES_WITHIN: Final = frozenset("na an do le la el so van per bin".split())
"""Those of `NO_NAMES` that can be a name after another one: Li Na Wang."""

ASKING: Final = frozenset(
    (
        "who whos who's whois whose where wheres where's what whats what's find search lookup show status news update "
        "info waar zoek toon nieuws cherche trouve montre montre-moi montrez-moi statut nouvelles suche zeige zeig "
        "finde neuigkeiten"
    ).split()
)
"""A text that begins with one of these asks for somebody."""

NEWS: Final = frozenset(
    (
        "news status update info nieuws statut nouvelles profil profiel profile stand neues neuigkeiten card kaart "
        "fiche karte cv lebenslauf"
    ).split()
)
"""What is asked for, often followed by one of `OF`."""

OF: Final = frozenset("of van von de".split())

ARTICLES: Final = frozenset("le la les".split())
"""Before what is asked for, in French."""

KINDS: Final = frozenset("candidate candidat kandidaat kandidate kandidatin kandidat".split())
"""What somebody is, before a full name."""

ASKING_WITH_A_MARK: Final = frozenset(
    (
        "is are has have does did how when which hoe wanneer heeft hebben kennen est as-tu avez-vous a-t-on avez "
        "connais connaissez connaissons quand où wann hat habt kennt"
    ).split()
)
"""A text that begins with one of these and ends with a question mark asks for somebody, too."""

ASKING_WITH_MORE: Final = frozenset(
    (
        "who do any can could have ken kent wie wat is er weet heeft qui que quel quelle où comment on avez wer was wo "
        "gibt ist kennt kennen "
        "hat i what look tell give get open card profile cv candidate"
    ).split()
)
"""A text that begins with one of these and then a filler asks for somebody, too: "do we know", "ken je", "gibt es"."""

FILLERS: Final = frozenset(
    (
        "was were do had can could would we you i me us our the a an any anyone anybody someone somebody know knows "
        "known about on of for with at in up to stand stands standing going happened happening doing latest current "
        "currently now profile record card cv details information candidate contact person called named today still "
        "there yet spott get give tell open pull look need want please pls thanks thx hey hi hello available hired "
        "placed process pipeline free wie wat er het gaat met zit staat kandidaat weten weet ken kent je jij jullie "
        "iemand over mij laat zien geef laatste nu graag aub svp alstublieft bekend qui en que quoi ce il elle nous "
        "vous des sur moi plaît s'il connu connue connait connaît candidat donne avons wer wo ist steht wir ihr "
        "jemand über zu mir bitte es gibt gerade kandidat kandidatin den die das "
        "sind sont zijn"
    ).split()
)
"""Words that may come before and after a name in such a text, in small letters."""

POLITE: Final = frozenset("please pls thanks thx svp aub alstublieft bitte hey hi hello".split())
"""Before or behind a request."""

HELP: Final = frozenset("hulp aide hilfe".split())
"""Beside `help`, what asks for help if it is all that is typed."""

JOB_WORDS: Final = frozenset("job vacancy vacature poste stelle".split())
"""Before a job's title or client."""

ALL_JOBS: Final = frozenset("all alle tous toutes".split())
"""After `JOB_WORDS`, for jobs that are closed, too."""

AND: Final = "and|en|et|und"
"""Between the last two names of a list."""

PRIVATE: Final = frozenset(
    "prive privee privat vertraulich vertrouwelijk confidential confidentiel confidentieel".split()
)
"""Like `private`, these ask for a private answer; without accents. After a name, it may be a surname: Jean Privat."""

PRIVATELY: Final = frozenset("in en im".split())
"""Before `private` and those: "in private", "en privé"."""

THANKS: Final = frozenset(
    "thanks thank thx ty cheers ok okay great nice cool perfect super sorry bedankt merci danke".split()
)
"""A message to the app that begins with one of these asks for nobody, unless it has a full name."""

TALK: Final = (
    frozenset(
        (
            "you you're you've your yours i i'm i've me my mine we we're our they they're their he he's she "
            "she's his her him it it's its this that that's these those there's here here's not no yes yeah yep "
            "nope don't doesn't didn't isn't aren't wasn't won't can't would be been being am and or but if then "
            "than so too also as by from off out over after before again ever just maybe really already once "
            "soon lately recently today yesterday tomorrow spoke speak talk talked talking meet met saw seen "
            "heard hear heading told said says ask asked call called calls pull post posts share send owns owner "
            "of the a an anything something nothing everything else all lot very should might let's let think "
            "thought guess wondering wonder remind works worked working"
        ).split()
    )
    | THANKS
)
"""Words that are not part of a name in a message to the app that is written in small letters."""

SMALL_TALK: Final = frozenset(
    (
        "good morning afternoon evening night bye goodbye welcome wow lol haha oops hmm well done job work "
        "lunch coffee meeting one ones right wrong person people candidates thing things stop delete remove "
        "undo cancel quit test testing awesome lovely wonderful excellent brilliant amazing love bad better "
        "best fine sure true false funny weird broken useless bot app spott slack day week time way back "
        "forget never mind nevermind hold wait happy glad please helpful question questions idea ideas "
        "problem problems hallo hoi goedemorgen goedemiddag goedenavond prima fijn goed klopt ja nee salut "
        "bonjour bonsoir beaucoup bien oui non guten morgen tag abend gut genau nein schön"
    ).split()
)
"""Words that a message to the app may consist of without asking for anybody; each may also be a name."""
