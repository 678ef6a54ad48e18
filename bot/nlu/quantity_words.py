"""Words of quantities, folded, that have a kind of their own: who is counted, what is measured.

A lexicon for machines; no sentence of it is shown to anyone.
"""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
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
PARTICIPANTS = words(_PARTICIPANTS)
LEADERS = words(_LEADERS)
STAFF = words(_STAFF)
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
GROUP_SIZE = words(
    """gruppengroesse gruppenstaerke teilnehmerzahl teilnehmendenzahl teilnehmeranzahl tnzahl
    personenzahl"""
)

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
ABOUT = words(
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
MIN_AGE = frozenset({"mindestalter"})
MAX_AGE = frozenset({"hoechstalter", "maximalalter"})
MINORS = re.compile(r"minderjaehrig(?:e|en|er|es|em)?\Z")
ADULTS = re.compile(r"volljaehrig(?:e|en|er|es|em)?\Z")
PERCENT = frozenset({"%", "prozent", "proz", "°", "grad", "km", "kilometer", "mal", ":"})
CLOCK = frozenset({"uhr", "h", "std", "stunden", "stunde", "min", "minuten"})
# A number after one of these is the name of a thing, not a quantity.
NAMES_NUMBER = words(
    """§ art artikel abs absatz nr nummer pos position punkt paragraph paragraf seite kapitel
    anlage ka esc esk klasse raum zimmer stufe typ gleis linie din iso www tel telefon plz
    satz buch az aktenzeichen formular trisomie version hausnummer strasse"""
)
