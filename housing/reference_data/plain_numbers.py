"""Numbers of the law that somebody wrote as plain text: «соңғы 5 жыл», «пяти лет», under 29. Pure.

What counts is a number beside its own noun (years, an age, months, a term in days), as digits or as a word, in Kazakh,
Russian and English. Numbers of points and articles, dates and times of the clock are free. Text in blanks is free.
"""

from __future__ import annotations

import re
from functools import cache

from housing.reference_data.placeholders import BRACED

DIGITS = r"(?<![\d:№])(?<!\d[.,/])\d{1,3}(?![\d:/])(?![.,]\d)"
KAZAKH = (
    r"(?:(?:он|жиырма|отыз|қырық|елу|алпыс|жетпіс|сексен|тоқсан)\s+)?"
    r"(?:бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз)|он|жиырма|отыз|қырық|елу|алпыс|жетпіс|сексен|тоқсан|жүз"
)
RUSSIAN = (
    r"од(?:ин|ного|ному|ним|ном)|два|две|двух|двум|двумя|три|тр[её]х|тр[её]м|тремя|четыре|четыр[её]х|четыр[её]м|"
    r"четырьмя|(?:пят|шест|сем|девят|десят)(?:ь|и|ью)|восемь|восьми|восемью|восьмью|"
    r"(?:один|две|три|четыр|пят|шест|сем|восем|девят)надцат(?:ь|и|ью)|(?:двад|трид)цат(?:ь|и|ью)|сорока?|"
    r"(?:пять|шесть|семь|восемь)десят|(?:пяти|шести|семи|восьми)десяти|девяност[оа]|сто|ста|"
    r"(?:восемнадцат|двадцат|тридцат|девятнадцат|шестнадцат|четырнадцат)(?:ый|ого|ому|ом)|двадцать\s+[а-яё]+(?:ый|ого|ому|ом)"
)
ENGLISH = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ])?"
    r"(?:one|two|three|four|five|six|seven|eight|nine)|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:sixteen|eighteen|nineteen|twentie|thirtie)th|twenty-first"
)
#: A number as it is written in running text; `-ти`, `-th` and the like may follow digits.
NUMBER = rf"(?<!\w)(?:{DIGITS}(?:-?(?:[а-яёіңғүұқөһә]{{1,4}}|st|nd|rd|th))?|{KAZAKH}|{RUSSIAN}|{ENGLISH})"
#: What may stand between a number and its noun.
BETWEEN = (
    r"(?:[\s\u00a0]+\(?(?:полных|последних|целых|календарных|full|whole|last|calendar|consecutive|толық|күнтізбелік)\)?)?"
    r"(?:[\s\u00a0]+|-)"
)
YEARS = (
    r"(?:жыл(?:ы|ға|дан|да|дың|дық|ды|дағы|ғы|ын|ынан)?|жас(?:қа|тан|та|ты|тың|ар|тағы|ына|ынан)?|"
    r"год(?:а|у|ом|ов|ам|ами)?|лет|летн\w+|лети[еяю]|years?|birthday|дн\w+\s+рождения|день\s+рождения|year-old)"
)
MONTHS = r"(?:ай(?:дан|дың|да|ға|лық|ы)?|месяц(?:а|у|ем|ев|ам|ами|ы)?|months?)"
WORKING_DAYS = r"(?:жұмыс\s+күн\w*|рабоч\w+\s+(?:дн\w+|день)|working\s+days?|business\s+days?)"
DAYS = r"(?:күн(?:нен|де|дік)?\s+ішінде|күннен|calendar\s+days?|календарн\w+\s+(?:дн\w+|день))"
#: Words that say that what follows is a term or an age.
WITHIN = r"(?:within|in|after|не\s+позднее|в\s+течение|за|через|по\s+истечении)"
MONTH_NAMES = (
    r"(?:январ|феврал|март|апрел|ма[яй]|июн|июл|август|сентябр|октябр|ноябр|декабр|"
    r"қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)"
)
CLOCK = rf"(?!\s*(?:{MONTH_NAMES}|час|сағат|o.clock|hours?|минут|minutes?|секунд|seconds?|процент|percent|%|\)|\())"
PATTERNS = (
    rf"{NUMBER}{BETWEEN}(?:{YEARS}|{MONTHS}|{WORKING_DAYS}|{DAYS})(?!\w)",
    rf"(?<!\w)(?:{RUSSIAN})(?:летн|месячн|дневн|лети)\w+",
    rf"(?<!\w)(?:{KAZAKH})(?:жыл|ай|күн)\w+",
    rf"(?<!\w){DIGITS}-?(?:летн|месячн|дневн|лети)\w+",
    rf"(?<!\w){WITHIN}\s+{NUMBER}\s+(?:days?|дн\w+|день)(?!\w)",
    rf"(?<!\w)(?:{YEARS}|{MONTHS}|{WORKING_DAYS})(?:\s+\w+){{0,2}}\s*[:=–—]\s*{NUMBER}(?!\w)",
    rf"(?<!\w)(?:under|over|aged|older\s+than|younger\s+than|below|turns?|turned|age\s+of|старше|младше|моложе|"
    rf"в\s+возрасте(?:\s+до|\s+от)?|возраст)\s+{NUMBER}(?!\w){CLOCK}",
    rf"(?<!\w)(?:сирот\w*|дет[ияе]\w*|реб[её]н\w+|лиц\w*)\s+до\s+{NUMBER}(?!\w){CLOCK}",
    rf"(?<!\w){DIGITS}-?(?:ға|ге|қа|ке)\s+(?:толма\w+|толған\w*)",
)


@cache
def compile_patterns() -> tuple[re.Pattern[str], ...]:
    """When something is first looked through: to compile them takes 11 ms of a start."""
    return tuple(re.compile(one, re.IGNORECASE) for one in PATTERNS)


def find_plain_number(words: str) -> str:
    """The first number of the law that stands there as plain text with what it belongs to; "": there is none."""
    bare = BRACED.sub("\u2026", words)
    found = [match for pattern in compile_patterns() if (match := pattern.search(bare))]
    return min(found, key=lambda match: match.start())[0] if found else ""
