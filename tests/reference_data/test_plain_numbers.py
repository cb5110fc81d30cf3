"""Which words name a number of the law as plain text: such a row cannot be published. And which do not."""

from __future__ import annotations

import pytest

from housing.reference_data.fields import Field, InvalidValueError, read_field
from housing.reference_data.law_numbers import ANY_NUMBER
from housing.reference_data.plain_numbers import find_plain_number

MUST_FAIL = [
    "соңғы 7 жыл ішінде", "Соңғы жеті жылда меншігіңізде", "жетіжылдық мерзім", "төрт жыл тіркелген", "елу жыл",
    "19 жасқа толмаған", "он тоғыз жасқа толған", "отыз жасқа дейінгі жетім бала", "екі ай ішінде", "алты айдан кейін",
    "4 жұмыс күні ішінде", "бір жұмыс күні", "он күн ішінде", "21-ге толмаған",
    "за последние семь лет", "в течение шести лет", "четырёхлетний срок", "7-летний срок", "7 лет", "семь\u00a0лет",
    "не исполнилось 19 лет", "сирота до 30 лет", "дети до 19", "старше двадцати одного года", "в возрасте до 30",
    "достигшие восемнадцатилетия", "менее двух лет", "менее четырех лет", "в течение двух месяцев", "двухмесячный срок",
    "20 рабочих дней", "один рабочий день", "в течение десяти дней", "Лет владения: 7", "семь (полных) лет",
    "within the last seven years", "seven-year window", "less than 4 years", "under 30", "under the age of 30",
    "your 19th birthday", "eighteenth birthday", "older than 21", "two months", "within 20 working days",
    "within ten days", "one working day", "19-year-old", "twenty-one full years",
]  # fmt: skip
MUST_PASS = [
    "Қағидалардың 15-тармағы 2) тармақшасы; Заңның 72-бабы 1) тармақшасы", "Қағидаларға 1-қосымша, 9-жол",
    "74-баптың 1-тармағындағы санат", "2025 жылғы 17 сәуірдегі № 130 бұйрық", "2027 жылғы 24 ақпан",
    "сағат 18:30 дейін", "18:30-дан кейін", "кемінде 70 пайызы", "ай сайын", "жылжымайтын мүлік", "келесі жұмыс күні",
    "соңғы {ownership_years_in_words} ішінде", "{orphan_age}қа толмаған", "отбасының бір мүшесі", "екі базада",
    "Пункт 15, подпункт 2) Правил; статья 72, подпункт 1)", "от 19 марта 2026 года № 115", "до 18:30", "до 24 октября",
    "не менее 70 процентов", "не реже раза в квартал", "следующий рабочий день", "семь членов семьи", "за 2025 год",
    "Год рождения: 1990", "срок ответа: 01.12.2026", "в течение {worsening_years_of_in_words} до подачи", "в 9 часов",
    "Annex 1 to the Rules, row 9", "Law, article 69(1)(4)", "Order No. 130 of 17.04.2025", "24 February 2027",
    "under article 71", "two people", "every month", "the next working day", "1414, 8-800-080-7777", "at 9:00",
    "within the last {ownership_years}", "five questions", "50 pages",
]  # fmt: skip
TEXT = Field("text", "Text", "template", most=600, languages=("kk",), blanks=ANY_NUMBER)


@pytest.mark.parametrize("words", MUST_FAIL)
def test_a_number_beside_its_noun_is_refused_and_told(words):
    with pytest.raises(InvalidValueError) as refused:
        read_field(TEXT, {"text_kk": f"Мәтін. {words}."})
    assert find_plain_number(words) and refused.value.args[1]["found"] in f"Мәтін. {words}.".replace("\u00a0", " ")


@pytest.mark.parametrize("words", MUST_PASS)
def test_numbers_of_points_days_and_times_are_free(words):
    assert not find_plain_number(words), find_plain_number(words)
    assert read_field(TEXT, {"text_kk": words}) == {"kk": words}
