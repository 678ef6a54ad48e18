"""Which of our languages a message is written in; German unless something else is clear.

Almost all messages are German, short, and full of English field words and names of cities. So a
language in Latin letters needs a witness from its grammar ("how", "czy", "için"); the statistics
over letters (py3langid) only add or take weight. Other scripts speak for themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import Any

GERMAN = "de"
LANGUAGES = (GERMAN, "en", "tr", "ar", "uk", "ru", "pl", "fr", "es")

# A language that we do not speak counts as the one its readers most likely understand.
_NEAREST = {
    **dict.fromkeys(("it", "pt", "ca"), "es"),
    **dict.fromkeys(("cs", "sk"), "pl"),
    "ro": "fr",
    "az": "tr",
    **dict.fromkeys(("nl", "da", "sv", "no", "fi", "et", "lv", "lt", "hu", "hr", "sl", "sq"), "en"),
    **dict.fromkeys(("ku", "sw", "id", "vi", "tl", "mt"), "en"),
}
_UNKNOWN_SCRIPT = "en"
_OTHER_SCRIPTS = {"ar", "uk", "ru"}

# The beginning tells the language; the cost must not grow with the message.
_MAX_CHARACTERS = 400
_WEAK = 0.3
_GERMAN_HEAD_START = 0.3
_MOSTLY = 2 / 3
# Log odds of the statistics that weigh as much as one witness, and the most that they may weigh.
_ODDS_PER_WITNESS = 15.0
_MAX_STATISTICS = 2.0
# A language of ours wins over its neighbours when both are as likely.
_HANDICAP_OF_NEIGHBOURS = 0.5
_MIN_WORDS_BESIDE_NAMES = 4
# What statistics need to decide without a witness.
_MIN_WORDS_ALONE = 5
_MIN_ODDS_ALONE = 20.0
_MIN_ODDS_ALONE_PER_WORD = 4.0
_MIN_WEAK_ENGLISH_ALONE = 0.6

# Addresses, digits, and what must not be encoded.
_NOISE = re.compile(
    r"https?://\S+|www\.\S+|(?<!\S)[^\s@]+@\S+|\b\w+\.(?:com|de|eu|net|org)\b"
    r"|[\d_\x00\ud800-\udfff]+"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _by_word(lists: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    every_word = frozenset[str]().union(*lists.values())
    return {
        word: frozenset(language for language, words in lists.items() if word in words)
        for word in every_word
    }


# A Latin "i" inside a word is how people type Ukrainian on a Russian keyboard.
_UKRAINIAN_MARK = re.compile(
    r"[іїєґ]|(?<=[а-я])i|i(?=[а-я])|[бпвмфрк]['’ʼ][яюєї]|ють\b|[аияую]ти(?:ся)?\b"
)
_RUSSIAN_MARK = re.compile(r"[ыэъё]|ать\b|[аую]тся\b")
_UKRAINIAN_WORDS = _words(
    "що щоб це цей ця як чи та або але де коли хто чому якщо також треба дуже дякую добрий "
    "доброго ранку можете можна будь ласка ви ми вона вони його мене тебе мовою українською "
    "розмовляєте немає буде був хоче ще вже тільки зараз тому усе від гроші дитина допомога "
    "скільки куди звідки молодь обмін вітаю бувайте дай з каже разом правильно погано кошти свій"
)
_RUSSIAN_WORDS = _words(
    "что чтобы это этот эта как ли и или но где когда кто почему если также надо нужно нужен очень "
    "спасибо здравствуйте привет пожалуйста вы мы он она они его меня русский русском говорите "
    "помогите нет есть будет был хочет еще уже только сейчас все от деньги ребенок помощь сколько "
    "куда откуда молодежь пока чем с со вместе можно плохо свой встреча"
)

# Witnesses. German ones are compared as written, all others without accents. Left out on purpose:
# what is also German, dialect or field talk (die, man, was, will, so, du, is, kids, sorry …).
_GERMAN_WORDS = _words(
    "der das und ist wir ich nicht ein eine einen einer einem eines mit für fur fuer wie wer "
    "wann bis von vom auf gibt gibts kann kannst können koennen darf dürfen duerfen muss "
    "müssen muessen haben habe hab hat unser unsere unserer unseren bei beim nach zum zur im "
    "oder auch noch wenn dass ob aber sich mir mich dir dich euch ihr ihre uns wird werden wo "
    "welche welcher welches sind sie den dem zu aus über ueber als nur schon jetzt bitte ja "
    "danke dank hallo moin servus tach bin bist seid sein mein meine dein kein keine warum "
    "wieso weil damit dazu davon etwas jemand alles hier dort sehr mehr viel geht ned nich net "
    "nix nit dat dit wat ick och ooch mer ham isch halt eigentlich brauchen brauche braucht "
    "soll sollen wollen gegen ohne zwischen wegen tag guten morgen abend kosten gruppe wi jo "
    "hebbt vun hob mia zwei drei vier woche wochen tage jahre heul halts maul "
    "frist fristen geld"
)
_WITNESSES = {
    "en": _words(
        "how what where who why when which can could would should does did are we you they my "
        "our your their have has had there this that these those need want any some from about "
        "into because if she them dont doesnt cant isnt im ive wanna gonna looking going "
        "been were hello everyone everybody anyone anybody someone somebody morning afternoon "
        "evening thank english german understand much many his but yes children people than myself"
    ),
    "tr": _words(
        "bir bu ve icin ile nasil nerede nereden neden niye hangi kac kadar var yok midir degil "
        "ama veya cok daha gibi sonra biz siz sen onlar bizim benim sizin senin bana bize size "
        "onun olan olarak olur olmak oldu olsa ister lazim gerek gerekir mumkun evet hayir tamam "
        "merhaba merhabalar selam gunaydin tesekkurler tesekkur ederim sagol turkce almanca "
        "almancam ingilizce lutfen yardim eder misiniz musunuz misin musun miyim miyiz yani sey "
        "hic cocuk genc gencler genclik dernek para destek basvuru yas yasinda hakkinda almanya "
        "turkiye yurt simdi bugun yarin acil iyi gunler mudur olmaz olacak etmek yapmak "
        "imdat edin edecek kimse"
    ),
    "pl": _words(
        "czy jest jak gdzie kiedy kto ile dla jaki jaka jakie ktory ktora ktore moge mozna mozemy "
        "moze mamy mam mnie nas nasz nasza nasze nam wam pani panstwo prosze dziekuje dzieki czesc "
        "witam dzien dobry wieczor polsku niemiecku niemieckiego jestem jestesmy byc bedzie byl "
        "byla ale albo lub oraz zeby przy przez przed pod tak juz jeszcze tylko tez bardzo "
        "trzeba musi musimy chce chcemy chcialbym wymiana wymiany wymiane mlodziezy mlodziez "
        "dzieci wniosek pieniadze pomoc pomocy rozmawiac mowi rozumiem znam jezyku ktos kogo ze "
        "ratunku pomozcie"
    ),
    "fr": _words(
        "les une est sont que qui quoi comment pourquoi quand combien ou nous vous ils elles "
        "notre votre vos mon mes avec pour dans sans pas faut peut peux peuvent pouvez "
        "pouvons avez avons ont etes suis sommes etre avoir aux cette ces ce cet mais donc bonjour "
        "bonsoir salut coucou beaucoup svp plait parlez parle francais francaise allemand jeunes "
        "jeune echange association demande aide quel quelle quels quelles tres bien oui "
        "enfants fille fils argent doit aidez moi toi"
    ),
    "es": _words(
        "una que como cuando donde quien cuanto cuanta cuantos cual cuales por para con "
        "pero tambien hay tiene tienen tenemos tengo puedo puede podemos pueden podeis somos soy "
        "estamos estoy esta este esto estos hacer hace nuestro nuestra nuestros mis nos del "
        "muy hola buenas dias tardes noches gracias adios espanol castellano aleman "
        "alemania hablan hablas habla hablo entiendo ayuda ayudas jovenes joven intercambio "
        "asociacion dinero quiero queremos quisiera necesito necesitamos alguien chicos chicas "
        "hijo hija grupo hasta desde fue socorro auxilio ayudame ayudenme ayudeme"
    ),
    "it": _words(
        "il gli che sono siamo abbiamo possiamo posso vorrei vorremmo come dove quando quanto "
        "perche con della dello delle degli nel nella una uno alla buongiorno buonasera grazie "
        "parla parlate italiano tedesco ragazzi giovani scambio nostro nostra anche"
    ),
    "pt": _words(
        "nao voce voces uma para por os em que como quando onde quanto temos tenho podemos "
        "posso somos obrigado obrigada ola bom tarde fala falam portugues alemao jovens "
        "intercambio nosso nossa mais"
    ),
    "ro": _words(
        "este sunt suntem avem putem cum unde cand cat cine pentru pe noi nostru noastra "
        "buna ziua multumesc vorbiti vorbesc romana germana tineri schimb vreau vrem"
    ),
    "nl": _words(
        "het niet wij jullie zijn voor hebben kunnen hoe waar wanneer graag bedankt "
        "goedemiddag goedendag goedemorgen spreekt spreek nederlands duits jongeren uitwisseling "
        "naar onze"
    ),
    "cs": _words(
        "jsme jsou jsem jak kde kdy kdo nebo ale muzeme muzu mame dobry dekuji prosim mluvite "
        "cesky nemecky mladez mladeze vymena deti nas ktery ktera jestli aby"
    ),
    "hr": _words(
        "smo ste kako gdje gde kada tko nije imamo mozemo mozete hvala dobar molim govorite "
        "hrvatski srpski bosanski njemacki nemacki mladi mladih razmjena deca djeca"
    ),
    "ku": _words(
        "kurdi kurmanci silav slav heye nizanim dizani rojbas zarok xwe dixwazim dixwazin"
    ),
}
# Too short or too common elsewhere to count alone: they only add weight to a witness.
_WEAK_WITNESSES = {
    "en": _words(
        "the of for to and in up at all or on with out off be as no me do is i a am not help by "
        "it he"
    ),
    "tr": _words("mi mu ben kim da de ki o ya her ne"),
    "pl": _words("co na to do po sa za w z i o od nie a u pan sie"),
    "fr": _words("le sur la un en de et des on au ma y a merci plus je non"),
    "es": _words("el la de en un mi es no se le lo los las si su al sin son a y ya"),
    "it": _words("di la un per e al da mi non"),
    "pt": _words("o a de do no na um e as"),
    "ro": _words("la in de si o cu nu"),
    "nl": _words("een van met ik de en je kan dit ook"),
}
# Letters and parts of words that are as good as a word.
_LETTERS_OF = {
    GERMAN: "ß",
    "tr": "ışğ",
    "pl": "ąęłśżźćń",
    "fr": "àâçèêîïûùœ",
    "es": "ñáíóú",
    "pt": "ãõ",
    "ro": "ăâțș",
    "cs": "ěřůčďťáíúý",
    "hu": "áíóúőű",
    "ku": "êî",
    "hr": "čćđ",
}
_LANGUAGES_OF_LETTER = {
    letter: frozenset(language for language, own in _LETTERS_OF.items() if letter in own)
    for letter in "".join(_LETTERS_OF.values())
}
_PART = re.compile(
    r"(?P<de>jugend|f(?:oe|o)rder|begegnung|zusch(?:ue|u)ss|austausch|antrag|fahrt"
    r"|(?<=\w{3})(?:ung|ungen|schaft|keit|lich)$)"
    r"|(?P<tr>(?:[iu]yor|[ae]c[ae]gi|m[iu]yor)\w*$|\w(?:lar(?:i|in|dan?|imiz)|ler(?:i|den?|imiz))$"
    r"|\w(?:yiz|siniz|imiz|iniz|mak|mek)$)"
    r"|(?P<pl>(?:smy|owac|osc)$)"
    r"|(?P<es>cion(?:es)?$)"
)
_PUNCTUATION = {
    "en": re.compile(
        r"(?i)n['’]t\b|\b(?:i|we|you|they|he|she|it|that|there)['’](?:re|ve|ll|m|d|s)\b"
    ),
    "fr": re.compile(r"(?i)\b(?:qu|jusqu|[jlncm])['’](?=\w)|\w-t-(?:il|elle|on)\b"),
    "es": re.compile(r"[¿¡]"),
}
_WITHOUT_DECOMPOSITION = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss"})
_LANGUAGES_OF_WORD = _by_word(_WITNESSES)
_LANGUAGES_OF_WEAK_WORD = _by_word(_WEAK_WITNESSES)
# Whole messages of one to four words, folded.
_GREETINGS = {
    "en": "english;english please;in english;do you speak english;thank you;help me;goodbye;"
    "help me please;please help me;bye bye;hey there;good day;please help",
    "tr": "meraba;mrb;slm;selamlar;selamun aleykum;iyi aksamlar;sag ol;nasilsin;nasilsiniz",
    "ar": "salam;salaam;salam aleikum;salam alaikum;salam aleykum;assalamu alaikum;"
    "assalamu aleikum;as salamu alaykum;salam alaykum;marhaba;marhaban;shukran;schukran;ahlan;"
    "sabah al khair;arabi",
    "ru": "privet;priwet;zdravstvuyte;zdravstvujte;zdrastvuyte;spasibo;dobryj den;po russki;"
    "russkij;pomogite",
    "uk": "pryvit;dobryi den;dobryy den;dobrogo dnya;dyakuyu;djakuju;ukrainska;ukrainskoyu",
    "pl": "po polsku;polski;do widzenia;siema;hejka",
    "fr": "bonne journee;en francais;au revoir;merci beaucoup;ca va;salut ca va;allo",
    "es": "en espanol;por favor;que tal;hola que tal;buen dia;buenos dias",
}
_LANGUAGE_OF_GREETING = {
    greeting: language for language, line in _GREETINGS.items() for greeting in line.split(";")
}


def detect_language(text: str) -> str:
    """Return one of ``LANGUAGES``; any text is allowed, and what has no letters is German."""
    text = _NOISE.sub(" ", unicodedata.normalize("NFKC", text.lstrip()[:_MAX_CHARACTERS]))
    letters = sum(map(len, _LETTERS.findall(text)))
    if letters == 0:
        return GERMAN
    latin = len(_LATIN.findall(text))
    if latin > _MOSTLY * letters:
        return _latin_language(text)
    # A foreign word is quoted in a German question, or a German name in a foreign one.
    if 2 * latin >= letters and _has_german_word(text):
        return GERMAN
    arabic, cyrillic = len(_ARABIC.findall(text)), len(_CYRILLIC.findall(text))
    if 2 * max(arabic, cyrillic) < letters - latin:
        return _UNKNOWN_SCRIPT
    return "ar" if arabic > cyrillic else _cyrillic_language(text)


def _cyrillic_language(text: str) -> str:
    lowered = text.lower()
    words = _LETTERS.findall(lowered)
    ukrainian = len(_UKRAINIAN_MARK.findall(lowered)) + sum(w in _UKRAINIAN_WORDS for w in words)
    russian = len(_RUSSIAN_MARK.findall(lowered)) + sum(w in _RUSSIAN_WORDS for w in words)
    if ukrainian != russian:
        return "uk" if ukrainian > russian else "ru"
    odds = _log_odds(text)
    return "uk" if odds["uk"] > odds["ru"] else "ru"


def _latin_language(text: str) -> str:
    words = _LETTERS.findall(text)
    greeting = _LANGUAGE_OF_GREETING.get(" ".join(_plain(word) for word in words))
    if greeting:
        return greeting
    weights, witnessed = _witnesses(text, words)
    candidates = witnessed - {GERMAN}
    if not candidates:
        is_long_enough = len(words) >= _MIN_WORDS_ALONE and GERMAN not in witnessed
        return _by_statistics(text, len(words), weights["en"]) if is_long_enough else GERMAN
    needed = weights[GERMAN] + _GERMAN_HEAD_START
    if max(weights[language] for language in candidates) + _MAX_STATISTICS <= needed:
        return GERMAN
    odds = _log_odds(text)
    for language in candidates:
        if language in _NEAREST:
            weights[language] -= _HANDICAP_OF_NEIGHBOURS
        share = odds[language] / _ODDS_PER_WITNESS
        weights[language] += max(-_MAX_STATISTICS, min(_MAX_STATISTICS, share))
    best = max(sorted(candidates), key=lambda language: weights[language])
    return _NEAREST.get(best, best) if weights[best] > needed else GERMAN


def _by_statistics(text: str, words: int, weak_english: float) -> str:
    """Return the language of a text without a witness: German unless statistics are sure."""
    odds = _log_odds(text)
    best = max(odds.keys() - _OTHER_SCRIPTS, key=lambda language: (odds[language], language))
    if odds[best] < max(_MIN_ODDS_ALONE, _MIN_ODDS_ALONE_PER_WORD * words):
        return GERMAN
    # Names of English tools and titles in a row are what a German keyword question looks like.
    if best == "en" and weak_english < _MIN_WEAK_ENGLISH_ALONE:
        return GERMAN
    return _NEAREST.get(best, best)


def _witnesses(text: str, words: list[str]) -> tuple[dict[str, float], set[str]]:
    """Weigh the words for each language; name the languages with more than weak evidence."""
    weights: dict[str, float] = defaultdict(float)
    witnessed: set[str] = set()
    for word in words:
        written, plain = word.lower(), _plain(word)
        strong = set(_LANGUAGES_OF_WORD.get(plain, frozenset()))
        if written in _GERMAN_WORDS:
            strong.add(GERMAN)
        part = _PART.search(plain)
        if part and part.lastgroup:
            strong.add(part.lastgroup)
        letters = _languages_of_letters(written)
        # Łódź, Besançon and Málaga also stand in German sentences, and alone are only names.
        if word[0].islower() and len(words) >= _MIN_WORDS_BESIDE_NAMES:
            strong |= letters
        for language in strong:
            weights[language] += 1
        for language in (letters - strong) | _LANGUAGES_OF_WEAK_WORD.get(plain, frozenset()):
            weights[language] += _WEAK
        witnessed |= strong
    for language, pattern in _PUNCTUATION.items():
        count = len(pattern.findall(text))
        if count:
            weights[language] += count
            witnessed.add(language)
    return weights, witnessed


def _languages_of_letters(word: str) -> set[str]:
    if word.isascii():
        return set()
    return {language for letter in word for language in _LANGUAGES_OF_LETTER.get(letter, ())}


def _has_german_word(text: str) -> bool:
    return GERMAN in _witnesses(text, _LETTERS.findall(text))[1]


def _plain(word: str) -> str:
    """Return the word in lower case without accents, as people type it on any keyboard."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered.translate(_WITHOUT_DECOMPOSITION))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _log_odds(text: str) -> dict[str, float]:
    """Return how much likelier than German each language is, as a difference of logarithms."""
    identifier = _identifier()
    features = identifier.instance2fv(text)
    # The library multiplies all 7,480 features; a message has about a hundred.
    present = features.nonzero()[0]
    scores = features[present] @ identifier.nb_ptc[present] + identifier.nb_pc
    by_language = dict(zip(identifier.nb_classes, scores, strict=True))
    return {name: float(score - by_language[GERMAN]) for name, score in by_language.items()}


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE)
    identifier.set_languages([*LANGUAGES, *_NEAREST])
    return identifier
