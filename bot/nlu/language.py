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
_NEAREST = {"it": "es", "pt": "es", "ro": "fr", "nl": "en", "cs": "pl", "hr": "en"}
_UNKNOWN_SCRIPT = "en"

# The beginning tells the language; the cost must not grow with the message.
_MAX_CHARACTERS = 400
_WEAK = 0.3
_GERMAN_HEAD_START = 0.3
# Log odds of the statistics that weigh as much as one witness, and the most that they may weigh.
_ODDS_PER_WITNESS = 15.0
_MAX_STATISTICS = 2.0

# Addresses, digits and what no script owns.
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[\d_\x00\ud800-\udfff]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _by_word(lists: dict[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    languages: dict[str, tuple[str, ...]] = {}
    for language, words in lists.items():
        for word in words:
            languages[word] = (*languages.get(word, ()), language)
    return languages


# A Latin "i" inside a word is how people type Ukrainian on a Russian keyboard.
_UKRAINIAN_LETTER = re.compile(r"[іїєґ]|(?<=[а-я])i|i(?=[а-я])|[бпвмфрк]['’ʼ][яюєї]")
_RUSSIAN_LETTER = re.compile(r"[ыэъё]")
_UKRAINIAN_WORDS = _words(
    "що це як чи та або але де коли хто чому якщо також треба дуже дякую добрий доброго ранку "
    "можете будь ласка нас ви ми вона вони його мене тебе мовою українською розмовляєте немає "
    "буде був була було хочу хочемо хоче ще вже тільки зараз тому перед від до гроші дитина "
    "допомога скільки куди звідки молодь обмін вітаю бувайте дай нам мені я не знаю погано"
)
_RUSSIAN_WORDS = _words(
    "что это как ли и или но где когда кто почему если также надо нужно очень спасибо добрый "
    "здравствуйте привет день вечер можете пожалуйста нас вы мы он она они его меня тебя русский "
    "русском говорите помогите нет есть будет был была было хочу хотим хочет еще только сейчас "
    "потом перед от до деньги ребенок вопрос помощь сколько куда откуда молодежь пока кому чем "
    "с я не знаю плохо мне нам"
)

# Witnesses. German ones are compared as written, all others without accents. Left out on purpose:
# what is also German, dialect or field talk (die, man, was, will, so, du, is, kids, sorry …).
_WITNESSES = {
    GERMAN: _words(
        "der das und ist wir ich nicht ein eine einen einer einem eines mit für fur fuer wie wer "
        "wann bis von vom auf gibt gibts kann kannst können koennen darf dürfen duerfen muss "
        "müssen muessen haben habe hab hat unser unsere unserer unseren bei beim nach zum zur im "
        "oder auch noch wenn dass ob aber sich mir mich dir dich euch ihr ihre uns wird werden wo "
        "welche welcher welches sind sie den dem zu aus über ueber als nur schon jetzt bitte ja "
        "danke dank hallo moin servus tach bin bist seid sein mein meine dein kein keine warum "
        "wieso weil damit dazu davon etwas jemand alles hier dort sehr mehr viel geht ned nich net "
        "nix nit dat dit wat ick och ooch mer ham isch halt eigentlich brauchen brauche braucht "
        "soll sollen wollen gegen ohne zwischen wegen tag guten morgen abend kosten gruppe wi jo "
        "hebbt vun hob mia zwei drei vier woche wochen tage jahre heul halts maul"
    ),
    "en": _words(
        "how what where who why when which can could would should does did are we you they my "
        "our your their have has had there this that these those need want any some from about "
        "into because if it he she them dont doesnt cant isnt im ive wanna gonna looking going "
        "been were hello everyone everybody anyone anybody someone somebody morning afternoon "
        "evening thank english german understand much many his but yes children people by than"
    ),
    "tr": _words(
        "bir bu ve icin ile nasil nerede nereden neden niye hangi kac kadar var yok midir degil "
        "ama veya cok daha gibi sonra biz siz sen onlar bizim benim sizin senin bana bize size "
        "onun olan olarak olur olmak oldu olsa ister lazim gerek gerekir mumkun evet hayir tamam "
        "merhaba merhabalar selam gunaydin tesekkurler tesekkur ederim sagol turkce almanca "
        "almancam ingilizce lutfen yardim eder misiniz musunuz misin musun miyim miyiz yani sey "
        "hic cocuk genc gencler genclik dernek para destek basvuru yas yasinda hakkinda almanya "
        "turkiye yurt simdi bugun yarin acil iyi gunler mudur olmaz olacak etmek yapmak"
    ),
    "pl": _words(
        "czy jest jak gdzie kiedy kto ile dla jaki jaka jakie ktory ktora ktore moge mozna mozemy "
        "moze mamy mam mnie nas nasz nasza nasze nam wam pani panstwo prosze dziekuje dzieki czesc "
        "witam dzien dobry wieczor polsku niemiecku niemieckiego jestem jestesmy byc bedzie byl "
        "byla ale albo lub oraz zeby przy przez przed pod od tak juz jeszcze tylko tez bardzo "
        "trzeba musi musimy chce chcemy chcialbym wymiana wymiany wymiane mlodziezy mlodziez "
        "dzieci wniosek pieniadze pomoc pomocy rozmawiac mowi rozumiem znam jezyku ktos kogo ze"
    ),
    "fr": _words(
        "le les une est sont que qui quoi comment pourquoi quand combien ou nous vous ils elles "
        "notre votre vos mon mes avec pour dans sur sans pas faut peut peux peuvent pouvez "
        "pouvons avez avons ont etes suis sommes etre avoir aux cette ces ce cet mais donc bonjour "
        "bonsoir salut coucou beaucoup svp plait parlez parle francais francaise allemand jeunes "
        "jeune echange association demande aide quel quelle quels quelles tres bien oui non "
        "enfants fille fils argent doit ca"
    ),
    "es": _words(
        "el los las una que como cuando donde quien cuanto cuanta cuantos cual cuales por para con "
        "pero tambien hay tiene tienen tenemos tengo puedo puede podemos pueden podeis somos soy "
        "estamos estoy esta este esto estos hacer hace nuestro nuestra nuestros mis nos lo del y "
        "muy hola buenos buenas dias tardes noches gracias adios espanol castellano aleman "
        "alemania hablan hablas habla hablo entiendo ayuda ayudas jovenes joven intercambio "
        "asociacion dinero quiero queremos quisiera necesito necesitamos alguien chicos chicas "
        "hijo hija grupo hasta desde ya fue"
    ),
    "it": _words(
        "il gli che sono siamo abbiamo possiamo posso vorrei vorremmo come dove quando quanto "
        "perche con non della dello delle degli nel nella una uno alla buongiorno buonasera grazie "
        "parla parlate italiano tedesco ragazzi giovani scambio nostro nostra anche"
    ),
    "pt": _words(
        "nao voce voces uma com para por os em que como quando onde quanto temos tenho podemos "
        "posso somos obrigado obrigada ola bom tarde fala falam portugues alemao jovens "
        "intercambio nosso nossa mais sao"
    ),
    "ro": _words(
        "este sunt suntem avem putem cum unde cand cat cine pentru nu pe noi nostru noastra "
        "buna ziua multumesc vorbiti vorbesc romana germana tineri schimb vreau vrem"
    ),
    "nl": _words(
        "het niet wij jullie zijn voor hebben kunnen hoe waar wanneer ook graag bedankt "
        "goedemiddag goedendag goedemorgen spreekt spreek nederlands duits jongeren uitwisseling "
        "naar onze"
    ),
    "cs": _words(
        "jsme jsou jsem jak kde kdy kdo nebo ale muzeme muzu mame dobry dekuji prosim mluvite "
        "cesky nemecky mladez mladeze vymena deti nase nas ktery ktera jestli aby"
    ),
    "hr": _words(
        "smo ste kako gdje gde kada tko nije imamo mozemo mozete hvala dobar molim govorite "
        "hrvatski srpski bosanski njemacki nemacki mladi mladih razmjena deca djeca nase"
    ),
}
# Too short or too common elsewhere to count alone: they only add weight to a witness.
_WEAK_WITNESSES = {
    "en": _words("the of for to and in up at all or on with out off be as no me do is i a am not help"),
    "tr": _words("mi mu ben kim da de ki o ya her ne"),
    "pl": _words("co na to do po sa za w z i o nie a u pan sie"),
    "fr": _words("la un en de et des on au ma y a merci plus je"),
    "es": _words("la de en un mi es no se le si su al sin son a"),
    "it": _words("di la un per e al da mi"),
    "pt": _words("o a de do no na um e as"),
    "ro": _words("la in de si o cu"),
    "nl": _words("een van met ik de en je kan dit"),
}
# Letters and parts of words that are as good as a word.
_LETTERS_OF = {
    GERMAN: "äß",
    "tr": "ışğ",
    "pl": "ąęłśżźćń",
    "fr": "àâçèêîïûùœ",
    "es": "ñáíóú",
    "pt": "ãõ",
    "ro": "ăâțș",
    "cs": "ěřůčďť",
    "hr": "čćđ",
}
_LANGUAGES_OF_LETTER = {
    letter: tuple(language for language, own in _LETTERS_OF.items() if letter in own)
    for letter in "".join(_LETTERS_OF.values())
}
_PART = re.compile(
    r"(?P<de>jugend|f(?:oe|o)rder|begegnung|(?<=\w{3})(?:ung|ungen|schaft|keit|lich)$)"
    r"|(?P<tr>(?:[iu]yor|[ae]c[ae]gi|m[iu]yor)\w*$|\w(?:lar|ler)(?:i|in|d[ae]n?|imiz)$"
    r"|\w(?:yiz|siniz|imiz|iniz|mak|mek)$)"
    r"|(?P<pl>(?:smy|owac|osc)$)"
    r"|(?P<es>cion(?:es)?$)"
)
_PUNCTUATION = {
    "en": re.compile(r"(?i)n['’]t\b|\b(?:i|we|you|they|he|she|it|that|there)['’](?:re|ve|ll|m|d|s)\b"),
    "fr": re.compile(r"(?i)\b(?:qu|jusqu|[jlnc])['’](?=\w)|\w-t-(?:il|elle|on)\b"),
    "es": re.compile(r"[¿¡]"),
}
_GERMAN_WORDS = _WITNESSES.pop(GERMAN)
_LANGUAGES_OF_WORD = _by_word(_WITNESSES)
_LANGUAGES_OF_WEAK_WORD = _by_word(_WEAK_WITNESSES)
# Whole messages of one to four words, folded.
_GREETINGS = {
    "en": "english;english please;in english;do you speak english;thank you;help me;goodbye;"
    "bye bye;hey there;good day;please help",
    "tr": "meraba;mrb;slm;selamlar;selamun aleykum;iyi aksamlar;sag ol;nasilsin;nasilsiniz",
    "ar": "salam;salaam;salam aleikum;salam alaikum;salam aleykum;assalamu alaikum;"
    "assalamu aleikum;as salamu alaykum;salam alaykum;marhaba;marhaban;shukran;schukran;ahlan;"
    "sabah al khair;arabi",
    "ru": "privet;priwet;zdravstvuyte;zdravstvujte;zdrastvuyte;spasibo;dobryj den;po russki;"
    "russkij;pomogite",
    "uk": "pryvit;dobryi den;dobryy den;dobrogo dnya;dyakuyu;djakuju;ukrainska;ukrainskoyu",
    "pl": "po polsku;polski;do widzenia;siema;hejka",
    "fr": "bonne journee;en francais;au revoir;merci beaucoup;ca va;salut ca va;allo",
    "es": "en espanol;por favor;que tal;hola que tal;buen dia",
}
_LANGUAGE_OF_GREETING = {
    greeting: language for language, line in _GREETINGS.items() for greeting in line.split(";")
}


def detect_language(text: str) -> str:
    """Return one of ``LANGUAGES``; any text is allowed, and what has no letters is German."""
    text = _NOISE.sub(" ", unicodedata.normalize("NFC", text[:_MAX_CHARACTERS]))
    letters = sum(map(len, _LETTERS.findall(text)))
    if letters == 0:
        return GERMAN
    # A foreign word quoted in a German question is the smaller part of the letters.
    if 2 * len(_LATIN.findall(text)) >= letters:
        return _latin_language(text)
    arabic, cyrillic = len(_ARABIC.findall(text)), len(_CYRILLIC.findall(text))
    if 2 * max(arabic, cyrillic) < letters:
        return _UNKNOWN_SCRIPT
    return "ar" if arabic > cyrillic else _cyrillic_language(text.lower())


def _cyrillic_language(text: str) -> str:
    words = _LETTERS.findall(text)
    ukrainian = len(_UKRAINIAN_LETTER.findall(text)) + sum(w in _UKRAINIAN_WORDS for w in words)
    russian = len(_RUSSIAN_LETTER.findall(text)) + sum(w in _RUSSIAN_WORDS for w in words)
    return "uk" if ukrainian > russian else "ru"


def _latin_language(text: str) -> str:
    words = _LETTERS.findall(text)
    greeting = _LANGUAGE_OF_GREETING.get(" ".join(_plain(word) for word in words))
    if greeting:
        return greeting
    weights, witnessed = _witnesses(text, words)
    candidates = [language for language in witnessed if language != GERMAN]
    if not candidates:
        return GERMAN
    most_possible = max(weights[language] for language in candidates) + _MAX_STATISTICS
    if most_possible <= weights[GERMAN] + _GERMAN_HEAD_START:
        return GERMAN
    odds = _log_odds(text)
    for language in candidates:
        share = odds[language] / _ODDS_PER_WITNESS
        weights[language] += max(-_MAX_STATISTICS, min(_MAX_STATISTICS, share))
    best = max(candidates, key=lambda language: weights[language])
    if weights[best] <= weights[GERMAN] + _GERMAN_HEAD_START:
        return GERMAN
    return _NEAREST.get(best, best)


def _witnesses(text: str, words: list[str]) -> tuple[dict[str, float], set[str]]:
    """Weigh the words for each language; name the languages with more than weak evidence."""
    weights: dict[str, float] = defaultdict(float)
    witnessed: set[str] = set()
    for word in words:
        written, plain = word.lower(), _plain(word)
        # Łódź, Besançon and Málaga also stand in German sentences.
        is_name = word.istitle()
        strong = set(_LANGUAGES_OF_WORD.get(plain, ()))
        if written in _GERMAN_WORDS:
            strong.add(GERMAN)
        marks = _marks(written, plain)
        for language in strong if is_name else strong | marks:
            weights[language] += 1
            witnessed.add(language)
        if is_name:
            for language in marks - strong:
                weights[language] += _WEAK
        for language in _LANGUAGES_OF_WEAK_WORD.get(plain, ()):
            weights[language] += _WEAK
    for language, pattern in _PUNCTUATION.items():
        count = len(pattern.findall(text))
        if count:
            weights[language] += count
            witnessed.add(language)
    return weights, witnessed


def _marks(written: str, plain: str) -> set[str]:
    """Languages of which the word has a letter or a part."""
    part = _PART.search(plain)
    found = {part.lastgroup} if part and part.lastgroup else set()
    if not written.isascii():
        for letter in written:
            found.update(_LANGUAGES_OF_LETTER.get(letter, ()))
    return found


def _plain(word: str) -> str:
    """Return the word in lower case without accents, as people type it on any keyboard."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered.translate(_WITHOUT_DECOMPOSITION))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


_WITHOUT_DECOMPOSITION = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss"})


def _log_odds(text: str) -> dict[str, float]:
    """Log odds against German for each language in Latin letters."""
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
