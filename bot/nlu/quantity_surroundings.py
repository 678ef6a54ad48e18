"""Words around quantities, folded: what stands before and after decides what a number means.

A lexicon for machines; no sentence of it is shown to anyone.
"""

from __future__ import annotations

import re

from bot.nlu.quantity_words import words

ONE_GROUP = frozenset({"gruppe", "truppe", "jugendgruppe", "reisegruppe", "clique"})
GROUP_LINKS = frozenset({"von", "mit", "a", "aus"})
OURSELVES = frozenset({"wir", "sind", "waren", "gruppe", "uns"})
# "Zu zweit mit je halber Stelle": those who work there.
OF_STAFF = words(
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
SIZE_ADVERBS = words(
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
DAYS_IN_YEAR = 365
# Say how exactly a number is meant and change nothing else.
ROUND = frozenset({"hundert", "tausend"})
SOME = frozenset({"einige", "mehrere", "paar", "viele", "wenige", "ein"})
TO_BE_OLD = frozenset({"sein", "alt", "werden", "geworden"})
AGE_WORDS = words(
    """alter altersgruppe altersgruppen altersspanne altersmischung altersklasse
    jugend jugendbegegnung zielgruppe"""
)

BECOMING = frozenset({"bin", "werde", "wurde", "werd"})
BEING = frozenset({"ist", "is", "wird", "war", "waere", "wurde"})
ENDING_IN_BEING = frozenset({"ist", "is", "bin", "werde", "wird"})
SUBJECTS = frozenset({"der", "die", "wer", "er", "sie", "ich", "schon", "erst", "noch"})
AGE_ADVERBS = words(
    """erst schon gerade jetzt noch fast bald grad knapp auch ja heute morgen endlich genau aber
    zwar selbst selber nun eben leider letzte diese woche im"""
)
ONE_PERSON = words(
    """tochter sohn kind bruder schwester cousine cousin enkel enkelin neffe nichte freund
    freundin junge jung mann frau maedchen teilnehmer teilnehmerin teamer teamerin betreuer
    betreuerin leiter
    leiterin schueler schuelerin kleine kleiner kleinster juengste juengster aelteste aeltester
    zwilling trainer trainerin helferin helfer kumpel begleitperson er sie jugendlicher
    freiwilliger azubi fsjler chorleiter einer"""
)
RELATIVE_TAIL = re.compile(r"(?:sohn|tochter|kind|bruder|schwester)\Z")
PERSON_TAIL = re.compile(r"(?:erin|antin|entin|istin|leiter|trainer|sohn|tochter|kind)\Z")
RELATIVES = words(
    """tochter sohn kind bruder schwester cousine cousin enkel enkelin neffe nichte aelteste
    aeltester juengste juengster"""
)
WE_ARE = frozenset({"sind", "waren", "waeren", "seien"})

MONTHS = words(
    """januar jaenner februar maerz april mai juni juli august september oktober november dezember
    jan feb apr jun jul aug sep sept okt nov dez"""
)
DAYS_OF_WEEK = words(
    """montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so heute
    morgen taeglich mittwochs montags dienstags donnerstags freitags oeffnungszeiten
    sprechzeiten"""
)

# Before a period: it is a distance in time or a rhythm, not how long something takes.
NOT_LASTING_AFTER = words(
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
YEARS_AGO = words(
    """vor seit nach in letzten letzte letzter vergangenen naechsten kommenden alle noch
    ersten"""
)
YEARS_LONG = words(
    """lang spaeter vorher zeit garantie erfahrung partnerschaft bestehen jubilaeum freundschaft
    voraus
    her danach aelter juenger mitglied staedtepartnerschaft ehrenamt gueltig"""
)
NOT_LASTING_BEFORE = words(
    """vorher zuvor davor bevor voraus vorlauf vorlaufzeit vorlaufs zeit frist wartezeit
    bearbeitungszeit bearbeitung her spaeter spaet danach gueltig alt rueckwirkend verspaetet
    verspaetung ueberfaellig frueher noch aufbewahren aufbewahrt aufheben aufgehoben aufbewahrung
    aufbewahrungsfrist garantie erfahrung ueber"""
)
ON_SITE = "ort"
# After "nach" these make it a lag ("10 Tage nach Bescheid"); a place does not.
LAG_OF = words(
    """der dem den ende abschluss beginn bescheid bewilligung projektende rueckkehr
    massnahmenende antragstellung"""
)
KEEPING = re.compile(
    r"(?:aufbewahr|aufheb|aufgehob|besteh|jubilaeum|ordner|beleg|unterlagen|abstand|keller)"
)

# After a bare age ("ab 12 mitfahren"): any other noun would make it a number of things.
FOLLOWS_AGE = words(
    """und oder aber mit aus nach in im ins zum zur zu ist is sind bei beim auf wie was wo wer
    wir ich man die der das den dem ein eine einen an am auch noch schon nur nicht kein keine
    gar da dann ja nein bitte danke gibt gibts werden wird haben hat sein sonst darf duerfen
    kann koennen muss muessen soll sollen will wollen braucht brauchen brauche bekommen kriegen
    kriegt geht gehen gilt gelten zaehlt zaehlen mitfahren mitmachen mitkommen mitreisen
    teilnehmen fahren reisen trinken rauchen dabei erlaubt ok okay moeglich foerderfaehig
    gefoerdert foerdern allein alleine ohne als wenn weil so denn zugelassen mal er sie es alle
    fuer vom von geworden wuerde moechte hab habe war waren u o ob dass bin machen macht reicht
    reichen erasmus dfjw dpjw kjp esk ausland okey ey lol eigentlich wohnt wohnen leben lebt
    ueberhaupt wirklich bitten damit geeignet funktionieren kommen kommt unterwegs weg trotzdem
    gerade grad jetzt also drin liegt liegen naja hier dort selbst sei"""
)
# After "mit 16" only these speak of an age; "mit 16 nach Polen" is the size of a group.
FOLLOWS_WITH_AGE = words(
    """schon selbst noch darf duerfen kann koennen allein alleine als sei is war mitfahren
    teilnehmen mitmachen rauchen trinken volljaehrig zu"""
)
ASKS_WHETHER_ALLOWED = words(
    """darf duerfen kann man trinken teilnehmen mitfahren mitmachen alt jung geht erlaubt"""
)
