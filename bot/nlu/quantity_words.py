"""Words around quantities, folded: who is counted, what is measured, what comes before and after.

A lexicon for machines; no sentence of it is shown to anyone.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICIPANTS = """
    jugendliche jugendlichen jugendlicher jugentliche jugendlich
    teilnehmende teilnehmenden teilnehmender teilnehmer teilnehmern teilnehmerin teilnehmerinnen
    teilnemer teilnhemer teilis teili teilnehmis tn tns teenies teens teenager
    personen person leute leuten menschen mann koepfe kids kinder kindern kiddies
    schueler schuelern schuelerin schuelerinnen sus maedchen maedels jungs jungens buben
    azubis auszubildende auszubildenden konfis firmlinge pfadis pfadfinder pfadfinderinnen
    pfadfindern spieler spielern spielerin spielerinnen saenger saengerinnen taenzer taenzerinnen
    musiker musikerinnen sportler sportlerinnen fussballer fussballerinnen
    gaeste gaesten freiwillige freiwilligen gefluechtete gefluechteten ministranten messdiener
    franzosen polen polinnen israelis israelinnen tuerken tschechen griechen spanier spaniern
    italiener italienern ukrainer ukrainern esten letten litauer finnen schweden daenen norweger
    ungarn rumaenen bulgaren kroaten serben bosnier albaner portugiesen iren briten englaender
    belgier niederlaender hollaender oesterreicher schweizer georgier armenier slowaken slowenen
    marokkaner tunesier ghanaer namibier japaner chinesen amerikaner rollifahrer rollis
    angemeldete angemeldeten besucher besuchern freunde freunden freundinnen
    blagen goeren joeren paenz leutchen
"""
_LEADERS = """
    betreuer betreuern betreuerin betreuerinnen betreuende betreuenden betreuungspersonen
    betreuungsperson betreuungskraefte betreur betreuers leiter leitern leiterin leiterinnen
    leitende leitenden leitungspersonen leitungskraefte leitungen gruppenleitungen teamer teamern
    teamerin teamerinnen teamenden teamende begleitpersonen begleitperson begleiter begleitern
    begleiterin begleiterinnen begleitungen aufsichtspersonen lehrer lehrern lehrerin lehrerinnen
    lehrkraefte lehrkraeften trainer trainern trainerin trainerinnen jugendleitungen
"""
# Leaders beside participants, but participants where nobody else is counted.
_STAFF = """
    erwachsene erwachsenen erwachsener fachkraefte fachkraeften ehrenamtliche ehrenamtlichen
    hauptamtliche hauptamtlichen kolleg kollegen kolleginnen kolleginen paedagogen paedagoginnen
    sozialarbeiter
    sozialarbeiterinnen sozialarbeitern erzieher erzieherinnen mitarbeiter mitarbeiterinnen
    mitarbeitern mitarbeitende mitarbeitenden fachleute fachleuten multiplikatoren
    multiplikatorinnen honorarkraefte helfer helferinnen helfern
"""
PARTICIPANTS = _words(_PARTICIPANTS)
LEADERS = _words(_LEADERS)
STAFF = _words(_STAFF)
PARTICIPANT_TAIL = re.compile(
    r"(?:jugendlichen?|teilnehmer(?:inne)?n?|teilnehmenden?|schueler(?:inne)?n?|kinder|kindern"
    r"|kids|maedchen|spieler(?:inne)?n?)\Z"
)
LEADER_TAIL = re.compile(
    r"(?:betreuer(?:inne)?n?|gruppenleiter(?:inne)?n?|jugendleiter(?:inne)?n?"
    r"|begleiter(?:inne)?n?|betreuenden?|lehrer(?:inne)?n?)\Z"
)

# Adjectives between a number and a person; any word would be too many.
ADJECTIVE = re.compile(
    r"(?:\w{2,}(?:isch|lich|ig|iert|haft|los|ant)|junge|neue|weitere|andere|unsere?|eigene|klein"
    r"|gross|aelter|juenger|deutsch|hoerend|taub|blind|behindert|benachteiligt|gelangweilt|fremd"
    r"|ukrainisch|interessiert|angemeldet|erwachsen|weiter|unser|neu|jung)"
    r"(?:e|en|er|es|em|n|r)?\Z"
)
NATIONAL = re.compile(r"(?:deutsch|\w{3,}isch)en?\Z")

GROUP = frozenset({"gruppe", "gruppen", "truppe", "clique", "jugendgruppe", "reisegruppe"})
GROUP_SIZE = _words(
    """gruppengroesse gruppenstaerke teilnehmerzahl teilnehmendenzahl teilnehmeranzahl tnzahl
    personenzahl"""
)
ONE_GROUP = frozenset({"gruppe", "truppe", "jugendgruppe", "reisegruppe", "clique"})
GROUP_LINKS = frozenset({"von", "mit", "a", "aus"})
OURSELVES = frozenset({"wir", "sind", "waren", "gruppe", "uns"})
# "Zu zweit mit je halber Stelle": those who work there.
OF_STAFF = _words(
    """stelle stellen halber halbe halben vollzeit teilzeit team hauptamtlich hauptamtliche
    ehrenamtlich angestellt kollege kollegin fachkraefte fachkraft"""
)
INSTEAD = frozenset({"statt", "anstatt"})
SIDES = frozenset(
    {"land", "seite", "gruppe", "gruppen", "nation", "partner", "laender", "laendern"}
)
OUR_SIDE = frozenset({"uns", "hier"})
THEIR_SIDE = frozenset({"denen", "da", "dort", "drueben", "ihnen"})
GOING = frozenset({"fahren", "kommen", "reisen", "fliegen", "machen"})
PART_OF = frozenset({"von", "davon", "nur", "sonst"})
LONG_AGO = frozenset({"letztes", "letzten", "letzte", "letztens", "damals", "frueher", "vorher"})
SIZE_ADVERBS = _words(
    """erst insgesamt aktuell derzeit momentan aber ja dann jetzt halt leider zurzeit eigentlich
    hier zusammen bisher nur"""
)
GENDERED_TAIL = re.compile(r"[*:_/·]-?(?:innen|in|rinnen|n|r)\b", re.IGNORECASE)
TOGETHER = {
    "zweit": 2,
    "dritt": 3,
    "viert": 4,
    "fuenft": 5,
    "funft": 5,
    "sechst": 6,
    "siebt": 7,
    "acht": 8,
    "neunt": 9,
    "zehnt": 10,
    "elft": 11,
    "zwoelft": 12,
    "zwolft": 12,
}

DAYS_OF_UNIT = {
    **dict.fromkeys(("tag", "tage", "tagen", "tages", "programmtage", "programmtagen", "tg"), 1),
    **dict.fromkeys(("woche", "wochen", "wo", "wochn"), 7),
    **dict.fromkeys(("monat", "monate", "monaten", "monats", "mon"), 30),
    **dict.fromkeys(("wochenende", "wochenenden"), 2),
}
NIGHTS = frozenset(
    {"nacht", "naechte", "naechten", "nachte", "uebernachtung", "uebernachtungen", "nachten"}
)
YEARS = frozenset({"jahr", "jahre", "jahren", "jahres", "jahr.", "j", "jahrn", "jaren", "jare"})
DAYS_IN_YEAR = 365
AGED = re.compile(r"j(?:ae|a|e)h?(?:ri?ge?|hrge?|rige?|hr?ige?)(?:[nrsm]|n?innen|in)?\Z")
DAYS_OF_ENDING = {"taeg": 1, "tag": 1, "woech": 7, "woch": 7, "monat": 30}
LASTING = re.compile(r"(taeg|tag|woech|woch|monat)ig(?:e|en|er|es|em)?\Z")
MEMBERED = re.compile(r"koe?pfig(?:e|en|er|es|em)?\Z")

EURO = frozenset({"€", "euro", "euros", "eur", "teuro", "tacken", "oecken", "euronen"})
THOUSANDS = {
    "tausend": 1000,
    "tsd": 1000,
    "mio": 1_000_000,
    "million": 1_000_000,
    "millionen": 1_000_000,
    "dutzend": 12,
}
ONE = frozenset({"ein", "eine", "einer", "einem", "einen", "eines", "ne", "nen", "ner", "nem"})
PART = {"halbes": 0.5, "halbe": 0.5, "halben": 0.5, "anderthalb": 1.5, "eineinhalb": 1.5}
# Say how exactly a number is meant and change nothing else.
ROUND = frozenset({"hundert", "tausend"})
SOME = frozenset({"einige", "mehrere", "paar", "viele", "wenige", "ein"})
ABOUT = _words(
    """ca circa zirka etwa ungefaehr rund knapp gut so fast nur insgesamt ganze ganzen ganzes
    ganzer volle vollen"""
)

FROM_AGE = frozenset({"ab"})
UP_TO_AGE = frozenset({"bis"})
BELOW_AGE = frozenset({"unter"})
ABOVE_AGE = frozenset({"ueber", "uber"})
OLDER_OR_YOUNGER = {"aelter": "q", "juenger": "u"}
AGE_LETTERS = frozenset({"u", "ue"})
AND = frozenset({"und", "oder", "u", "o", "&"})
AT_LEAST = frozenset({"mindestens", "mind", "minimum"})
AT_MOST = frozenset({"hoechstens", "max", "maximal"})
TO_BE_OLD = frozenset({"sein", "alt", "werden", "geworden"})
MIN_AGE = frozenset({"mindestalter"})
MAX_AGE = frozenset({"hoechstalter", "maximalalter"})
AGE_WORDS = _words(
    """alter altersgruppe altersgruppen altersspanne altersmischung altersklasse
    jugend jugendbegegnung zielgruppe"""
)
MINORS = re.compile(r"minderjaehrig(?:e|en|er|es|em)?\Z")
ADULTS = re.compile(r"volljaehrig(?:e|en|er|es|em)?\Z")

BECOMING = frozenset({"bin", "werde", "wurde", "werd"})
BEING = frozenset({"ist", "is", "wird", "war", "waere", "wurde"})
ENDING_IN_BEING = frozenset({"ist", "is", "bin", "werde", "wird"})
SUBJECTS = frozenset({"der", "die", "wer", "er", "sie", "ich", "schon", "erst", "noch"})
AGE_ADVERBS = _words(
    """erst schon gerade jetzt noch fast bald grad knapp auch ja heute morgen endlich genau aber
    zwar selbst selber nun eben leider letzte diese woche im"""
)
ONE_PERSON = _words(
    """tochter sohn kind bruder schwester cousine cousin enkel enkelin neffe nichte freund
    freundin junge jung mann frau maedchen teilnehmer teilnehmerin teamer teamerin betreuer
    betreuerin leiter
    leiterin schueler schuelerin kleine kleiner kleinster juengste juengster aelteste aeltester
    zwilling trainer trainerin helferin helfer kumpel begleitperson er sie jugendlicher
    freiwilliger azubi fsjler chorleiter einer"""
)
RELATIVE_TAIL = re.compile(r"(?:sohn|tochter|kind|bruder|schwester)\Z")
PERSON_TAIL = re.compile(r"(?:erin|antin|entin|istin|leiter|trainer|sohn|tochter|kind)\Z")
RELATIVES = _words(
    """tochter sohn kind bruder schwester cousine cousin enkel enkelin neffe nichte aelteste
    aeltester juengste juengster"""
)
WE_ARE = frozenset({"sind", "waren", "waeren", "seien"})

MONTHS = _words(
    """januar jaenner februar maerz april mai juni juli august september oktober november dezember
    jan feb apr jun jul aug sep sept okt nov dez"""
)
PERCENT = frozenset({"%", "prozent", "proz", "°", "grad", "km", "kilometer", "mal", ":"})
DAYS_OF_WEEK = _words(
    """montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so heute
    morgen taeglich mittwochs montags dienstags donnerstags freitags oeffnungszeiten
    sprechzeiten"""
)
CLOCK = frozenset({"uhr", "h", "std", "stunden", "stunde", "min", "minuten"})
# A number after one of these is the name of a thing, not a quantity.
NAMES_NUMBER = _words(
    """§ art artikel abs absatz nr nummer pos position punkt paragraph paragraf seite kapitel
    anlage ka esc esk klasse raum zimmer stufe typ gleis linie din iso www tel telefon plz
    satz buch az aktenzeichen formular trisomie version hausnummer strasse"""
)

# Before a period: it is a distance in time or a rhythm, not how long something takes.
NOT_LASTING_AFTER = _words(
    """in vor seit nach um binnen noch alle aller spaetestens letzte letzten vergangene vergangenen
    naechste naechsten kommende kommenden fruehestens jede jeden schon bereits alter frist
    vorlauf vorlaufzeit bearbeitungszeit wartezeit antragsfrist pro je innerhalb eines
    jeweils"""
)
# Do not change what stands before them: "in den mindestens 3 Wochen".
VAGUE = frozenset({"mindestens", "mind", "max", "maximal", "hoechstens", "ueber", "bis", "den"})
LIMITS = frozenset({"frist", "fristen", "wartezeit", "wartezeiten", "bearbeitungszeit", "baby"})
WITHIN = frozenset({"innerhalb", "binnen"})
TOO_LATE = frozenset({"spaet", "frueh"})
YEARS_AGO = _words(
    """vor seit nach in letzten letzte letzter vergangenen naechsten kommenden alle noch
    ersten"""
)
YEARS_LONG = _words(
    """lang spaeter vorher zeit garantie erfahrung partnerschaft bestehen jubilaeum freundschaft
    voraus
    her danach aelter juenger mitglied staedtepartnerschaft ehrenamt gueltig"""
)
NOT_LASTING_BEFORE = _words(
    """vorher zuvor davor bevor voraus vorlauf vorlaufzeit vorlaufs zeit frist wartezeit
    bearbeitungszeit bearbeitung her spaeter spaet danach gueltig alt rueckwirkend verspaetet
    verspaetung ueberfaellig frueher noch aufbewahren aufbewahrt aufheben aufgehoben aufbewahrung
    aufbewahrungsfrist garantie erfahrung ueber"""
)
ON_SITE = "ort"
# After "nach" these make it a lag ("10 Tage nach Bescheid"); a place does not.
LAG_OF = _words(
    """der dem den ende abschluss beginn bescheid bewilligung projektende rueckkehr
    massnahmenende antragstellung"""
)
KEEPING = re.compile(
    r"(?:aufbewahr|aufheb|aufgehob|besteh|jubilaeum|ordner|beleg|unterlagen|abstand|keller)"
)

# After a bare age ("ab 12 mitfahren"): any other noun would make it a number of things.
FOLLOWS_AGE = frozenset(
    {
        *("und", "oder", "aber", "mit", "aus", "nach", "in", "im", "ins", "zum", "zur", "zu"),
        *("ist", "is", "sind", "bei", "beim", "auf", "wie", "was", "wo", "wer", "wir", "ich"),
        *("man", "die", "der", "das", "den", "dem", "ein", "eine", "einen", "an", "am", "auch"),
        *("noch", "schon", "nur", "nicht", "kein", "keine", "gar", "da", "dann", "ja", "nein"),
        *("bitte", "danke", "gibt", "gibts", "werden", "wird", "haben", "hat", "sein", "sonst"),
        *("darf", "duerfen", "kann", "koennen", "muss", "muessen", "soll", "sollen", "will"),
        *("wollen", "braucht", "brauchen", "brauche", "bekommen", "kriegen", "kriegt", "geht"),
        *("gehen", "gilt", "gelten", "zaehlt", "zaehlen", "mitfahren", "mitmachen", "mitkommen"),
        *("mitreisen", "teilnehmen", "fahren", "reisen", "trinken", "rauchen", "dabei", "erlaubt"),
        *("ok", "okay", "moeglich", "foerderfaehig", "gefoerdert", "foerdern", "allein", "alleine"),
        *("ohne", "als", "wenn", "weil", "so", "denn", "zugelassen", "mal", "er", "sie", "es"),
        *("alle", "fuer", "vom", "von", "geworden", "wuerde", "moechte", "hab", "habe", "war"),
        *("waren", "u", "o", "ob", "dass", "bin", "machen", "macht", "reicht", "reichen"),
        *("erasmus", "dfjw", "dpjw", "kjp", "esk", "ausland", "okey", "ey", "lol", "eigentlich"),
        *("wohnt", "wohnen", "leben", "lebt", "ueberhaupt", "wirklich", "bitten", "damit"),
        *("geeignet", "funktionieren", "kommen", "kommt", "unterwegs", "weg", "trotzdem"),
        *(
            "gerade",
            "grad",
            "jetzt",
            "also",
            "drin",
            "liegt",
            "liegen",
            "aber",
            "naja",
            "hier",
            "dort",
            "selbst",
            "sei",
        ),
    }
)
# After "mit 16" only these speak of an age; "mit 16 nach Polen" is the size of a group.
FOLLOWS_WITH_AGE = _words(
    """schon selbst noch darf duerfen kann koennen allein alleine als sei is war mitfahren
    teilnehmen mitmachen rauchen trinken volljaehrig zu"""
)
ASKS_WHETHER_ALLOWED = _words(
    """darf duerfen kann man trinken teilnehmen mitfahren mitmachen alt jung geht erlaubt"""
)
