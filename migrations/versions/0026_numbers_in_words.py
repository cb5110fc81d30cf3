"""Words name the numbers of the law by blanks, and Kazakh by the Order's own terms; numbers that are told join the law.

Rows that were in force stay as they were: new ones begin. Where nobody has filed yet nobody was told anything, so there
they begin on the first day of all; else tomorrow, for today was begun by what stands. Words that the bank has changed
itself stay the bank's.
"""

from datetime import UTC, date, datetime, timedelta, timezone

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = depends_on = None

FIRST_DAY, ALMATY = date(2026, 7, 12), timezone(timedelta(hours=5))
TOLD = {
    "complaint_months": 3, "quality_body_days": 15, "removal_notice_days": 10, "representative_months": 3,
    "retention_years": 5, "withdrawal_days": 15,
}
WORSENED = {
    "requirement": (
        "Соңғы {worsening_years_in_words} ішінде тұрғын үй жағдайын әдейі нашарлатпаған",
        "В течение {worsening_years_of_in_words} до подачи не было умышленного ухудшения жилищных условий",
        "No deliberate worsening of housing conditions within the last {worsening_years_in_words}",
    ),
    "mend": (
        "Бұл қате болса, оны растайтын құжатпен шағым беріңіз. Әйтпесе содан бері {worsening_years_in_words} өткен соң өтініш бере аласыз.",
        "Если это неверно, подайте жалобу с подтверждающим документом. Иначе вы можете подать заявление, когда с того времени пройдёт {worsening_years_in_words}.",
        "If this is wrong, complain and attach a document that shows it. Otherwise you may apply once {worsening_years_in_words} have passed since then.",
    ),
}
#: By catalog and key, the parts of a row that read otherwise, in Kazakh, Russian and English.
WORDS = {
    "grounds": {
        "not_adult": {
            "requirement": (
                "Өтініш берілген күні кәмелетке толған немесе {orphan_age_in_words}қа толмаған жетім бала, ата-анасының қамқорлығынсыз қалған бала",
                "Совершеннолетний на день подачи либо ребёнок-сирота или ребёнок, оставшийся без попечения родителей, младше {orphan_age_of_in_words}",
                "Adult on the day of filing, or an orphan under {orphan_age_in_words} of age",
            ),
            "words": (
                "Өтініш берілген күні {adult_age_in_words}қа толмағансыз және жетім бала немесе ата-анасының қамқорлығынсыз қалған бала ретінде есепте жоқсыз",
                "На день подачи вы были младше {adult_age_of_in_words} и не состоите на учёте как ребёнок-сирота или ребёнок, оставшийся без попечения родителей",
                "You were under {adult_age_in_words} of age on the day of filing and are not on record as an orphan",
            ),
            "mend": (
                "{adult_age_in_words}қа толған күніңізден бастап өтініш бере аласыз. Жетім бала немесе ата-анасының қамқорлығынсыз қалған бала құжаттарымен бұрын да өтініш бере алады.",
                "Вы можете подать заявление со дня достижения {adult_age_of_in_words}. Ребёнок-сирота или ребёнок, оставшийся без попечения родителей, может подать его раньше, с документами.",
                "You may apply from the day on which you are {adult_age_in_words} of age. An orphan or a child left without parental care may apply earlier, with documents.",
            ),
        },
        "owned_housing": {
            "requirement": (
                "Өтініш берушінің де, отбасы мүшелерінің де меншігінде қазір және соңғы {ownership_years_in_words} ішінде тұрғынжай жоқ",
                "У заявителя и членов семьи нет и в течение {ownership_years_of_in_words} до подачи не было жилья в собственности",
                "No housing owned now or within the last {ownership_years_in_words}, by you or your family",
            ),
            "words": (
                "Соңғы {ownership_years_in_words} ішінде Қазақстанда сіздің немесе отбасы мүшеңіздің меншігінде тұрғынжай болған немесе қазір бар",
                "У вас или у члена вашей семьи есть или в течение {ownership_years_of_in_words} до подачи было жильё в собственности в Казахстане",
                "You or a family member own housing in Kazakhstan or owned it within the last {ownership_years_in_words}",
            ),
            "mend": (
                "Дерек қате болса, тіркелімдегі жазбаны түзеттіріңіз. Дұрыс болса, меншік тоқтағаннан кейін {ownership_years_in_words} өткен соң өтініш бере аласыз.",
                "Если запись неверна, исправьте её в регистре. Если верна, вы можете подать заявление, когда со дня прекращения собственности пройдёт {ownership_years_in_words}.",
                "If the record is wrong, have it corrected in the register. If it is right, you may apply once {ownership_years_in_words} have passed since the ownership ended.",
            ),
        },
        "not_sole_dwelling": {
            "mend": (
                "Бұл негіз жалғыз тұрғынжайы авариялық деп танылған адамдарға арналған. Дерек қате болса, оны түзеттіріңіз.",
                "Это основание для тех, чьё единственное жильё признано аварийным. Если запись неверна, исправьте её.",
                "This basis is for those whose only dwelling is recognised as emergency. If the record is wrong, have it corrected.",
            ),
        },
        "not_emergency": {
            "mend": (
                "Тұрғынжайды авариялық деп тануды жергілікті атқарушы органнан сұраңыз немесе өзіңізге сай негізбен өтініш беріңіз.",
                "Обратитесь в местный исполнительный орган за признанием жилья аварийным или подайте заявление по подходящему вам основанию.",
                "Ask the akimat to recognise the dwelling as emergency, or apply on the basis that fits you.",
            ),
        },
        "orphan_status_unproven": {
            "requirement": (
                "Жетім баланың немесе ата-анасының қамқорлығынсыз қалған баланың мәртебесі жазбамен немесе құжаттармен расталған",
                "Статус ребёнка-сироты или ребёнка, оставшегося без попечения родителей, подтверждён записью или документами",
                "The record or the documents prove the status of an orphan",
            ),
            "words": (
                "Жетім бала немесе ата-анасының қамқорлығынсыз қалған бала екеніңізді деректер банкі де, құжаттар да растамайды",
                "Ни банк данных, ни документы не подтверждают, что вы ребёнок-сирота или ребёнок, оставшийся без попечения родителей",
                "Neither the data bank nor the documents prove that you are an orphan or were left without parental care",
            ),
            "mend": (
                "Жалғыз ата-ананың немесе екеуінің де қамқорлығының жоқтығын және (немесе) заңды өкілдің мәртебесін растайтын құжаттарды тіркеңіз.",
                "Приложите документы об отсутствии попечения единственного или обоих родителей и (или) о статусе законного представителя.",
                "Attach documents that prove the absence of parental care or the status of the legal representative.",
            ),
        },
        "residence_too_short": {
            "requirement": (
                "Астана, Алматы, Шымкент: сол қалада кемінде {residence_years_in_words} тіркелген",
                "Астана, Алматы, Шымкент: регистрация там не менее {residence_years_of_in_words}",
                "Astana, Almaty, Shymkent: registered there for {residence_years_in_words}",
            ),
            "words": (
                "Бұл қалада тіркелгеніңізге {residence_years_in_words} толмаған",
                "Вы зарегистрированы в этом городе менее {residence_years_of_in_words}",
                "You have been registered in this city for less than {residence_years_in_words}",
            ),
            "mend": (
                "Қалада тіркелгеніңізге {residence_years_in_words} толған соң өтініш бере аласыз.",
                "Вы можете подать заявление, когда со дня регистрации в городе пройдёт {residence_years_in_words}.",
                "You may apply once you have been registered in the city for {residence_years_in_words}.",
            ),
        },
        "in_republican_base": {
            "mend": (
                "Ештеңе істеудің қажеті жоқ: ондағы орныңыз сақталады, екі базада тұрғандардың құқықтары тең (Заңның 74-бабының 1-тармағы). Дерек қате болса, оны жергілікті атқарушы органға түзеттіріп, қайта өтініш беріңіз.",
                "Ничего делать не нужно: ваше место там сохраняется, а права состоящих в обеих базах равны (пункт 1 статьи 74 Закона). Если запись неверна, исправьте её в местном исполнительном органе и подайте заявление снова.",
                "Your place there stays yours, and the rights in both bases are equal (Law, article 74(1)): nothing has to be done. If the record is wrong, have it corrected by the akimat and apply again.",
            ),
        },
        "uses_state_dwelling": {
            "requirement": (
                "Мемлекеттік тұрғын үй қорынан тұрғынжайды немесе жеке тұрғын үй қорынан жергілікті атқарушы орган жалдаған тұрғынжайды пайдаланып отырған жоқ",
                "Не пользуется жильём из государственного жилищного фонда или жильём, арендованным местным исполнительным органом в частном жилищном фонде",
                "No dwelling of the state fund in use, nor one rented by the akimat",
            ),
            "words": (
                "Мемлекеттік тұрғын үй қорынан тұрғынжайды немесе жеке тұрғын үй қорынан жергілікті атқарушы орган жалдаған тұрғынжайды пайдаланып отырсыз",
                "Вы пользуетесь жильём из государственного жилищного фонда или жильём, арендованным местным исполнительным органом в частном жилищном фонде",
                "You have in use a dwelling of the state fund or one rented by the akimat",
            ),
        },
        "privatised_state_dwelling": {
            "mend": (
                "Дерек қате болса, оны жергілікті атқарушы органға түзеттіріп, қайта өтініш беріңіз.",
                "Если запись неверна, исправьте её в местном исполнительном органе и подайте заявление снова.",
                "If the record is wrong, have it corrected by the akimat and apply again.",
            ),
        },
        "outside_locality": {
            "words": (
                "Авариялық деп танылған жалғыз тұрғынжайыңыз басқа елді мекенде",
                "Ваше единственное жильё, признанное аварийным, – в другом населённом пункте",
                "Your dwelling recognised as emergency is in another settlement",
            ),
        },
        "worsened_exchange": {
            "words": (
                "Соңғы {worsening_years_in_words} ішінде тұрғын үй-жайыңызды ауыстырғансыз",
                "В течение {worsening_years_of_in_words} до подачи вы обменяли жильё",
                "Within the last {worsening_years_in_words} you exchanged your dwelling",
            ),
            **WORSENED,
        },
        "worsened_alienation": {
            "words": (
                "Соңғы {worsening_years_in_words} ішінде меншік құқығымен өзіңізге тиесілі, тұруға жарамды тұрғынжайды иеліктен шығарғансыз (жергілікті атқарушы орган сатып алған жағдайдан басқа)",
                "В течение {worsening_years_of_in_words} до подачи вы произвели отчуждение принадлежащего вам пригодного для проживания жилья (кроме выкупа местным исполнительным органом)",
                "Within the last {worsening_years_in_words} you alienated your own dwelling fit for living",
            ),
            **WORSENED,
        },
        "worsened_damage": WORSENED,
        "worsened_moved_out": {
            "words": (
                "Анықталды: мемлекеттік тұрғын үй қорынан тұрғынжайға немесе жеке тұрғын үй қорынан жергілікті атқарушы орган жалдаған тұрғынжайға мұқтаж болмаған кезде тұрғынжайдан шыққансыз",
                "Установлено: вы выехали из жилья, не нуждаясь в жилье из государственного жилищного фонда или в жилье, арендованном местным исполнительным органом в частном жилищном фонде",
                "It is established that you moved out of a dwelling while not in need of one from the state fund",
            ),
            **WORSENED,
        },
        "worsened_settled_others": {
            "words": (
                "Анықталды: тұрғынжайға жұбайыңыздан, кәмелетке толмаған және еңбекке жарамсыз балаларыңыздан, еңбекке жарамсыз ата-анаңыздан басқа адамдарды қоныстандырғансыз",
                "Установлено: вы вселили других лиц, кроме супруга(и), несовершеннолетних и нетрудоспособных детей, нетрудоспособных родителей",
                "It is established that you settled in persons other than spouse, children and disabled parents",
            ),
            **WORSENED,
        },
    },
    "messages": {
        "registered": {
            "text": (
                "№{number}: тұрғынжайға мұқтаждар есебіне қойылдыңыз",
                "№{number}: вы поставлены на учёт нуждающихся в жилье",
                "No. {number}: you are registered as in need of housing",
            ),
        },
        "annulled": {
            "text": (
                "№{number} күші жойылды: тіркеу куәлігі кері қайтарып алынған",
                "№{number} аннулировано: регистрационное свидетельство отозвано",
                "No. {number} annulled: the certificate was revoked. See your account",
            ),
        },
    },
    "notices": {
        "order": {
            "text": (
                "Бір тізімнің ішінде есепке қойылған күні мен уақыты ерте адам алда тұрады; олар бірдей болса, есептегі нөмірі кіші адам алда тұрады. Тұрғынжай бөлінген кезде табыс деңгейі де ескеріледі (Заңның 74-бабының 1-тармағы). Орын өзгеруі мүмкін: жетім балалар мен ата-анасының қамқорлығынсыз қалған балалар өңірде алғаш есепке қойылған күнін сақтайды (71-баптың 3-тармағы), ал негіздер кейін пайда болса, күн кейінге жылжиды (73-баптың 4-тармағы).",
                "Внутри списка впереди тот, у кого дата и время постановки раньше; если они совпадают – тот, у кого учётный номер меньше. При распределении учитывается и уровень дохода (пункт 1 статьи 74 Закона). Место может меняться: дети-сироты и дети, оставшиеся без попечения родителей, сохраняют дату первой постановки в регионе (пункт 3 статьи 71), а если основания возникли позже, дата сдвигается (пункт 4 статьи 73).",
            ),
        },
        "complain": {
            "text": (
                "Шешіммен келіспесеңіз, ол туралы білген күннен бастап {complaint_months_in_words} ішінде шағым бере аласыз. Осы хабарлама берілген күні білсеңіз, соңғы күн: {day}.",
                "Если вы не согласны с решением, можете подать жалобу в течение {complaint_months_of_in_words} со дня, когда узнали о нём. Если вы узнали о нём в день этого уведомления, последний день: {day}",
            ),
        },
        "rules": {
            "text": (
                "2025 жылғы 17 сәуірдегі № 130 бұйрықпен бекітілген Қағидалар (2026 жылғы 19 наурыздағы № 115 бұйрықтың редакциясында). Қызмет тегін. Анықтама: жеке кабинет, банктің анықтамалық қызметі, Бірыңғай байланыс орталығы (1414, 8-800-080-7777).",
                "Правила утверждены приказом от 17 апреля 2025 года № 130, в редакции приказа от 19 марта 2026 года № 115. Услуга бесплатная. Справка: личный кабинет, справочная служба банка, Единый контакт-центр (1414, 8-800-080-7777).",
            ),
        },
    },
    "complaint_bodies": {
        "bank": {
            "term": (
                "шағым тіркелген күннен бастап {bank_complaint_days} ішінде қаралады",
                "рассматривается в течение {bank_complaint_days_of} со дня регистрации жалобы",
                "considered within {bank_complaint_days} from registration of the complaint",
            ),
        },
        "quality_body": {
            "term": (
                "шағым тіркелген күннен бастап {quality_body_days} ішінде қаралады",
                "рассматривается в течение {quality_body_days_of} со дня регистрации жалобы",
                "considered within {quality_body_days} from registration of the complaint",
            ),
        },
    },
}

VERSIONS = sa.table(
    "catalog_version",
    sa.column("id", sa.Integer()), sa.column("catalog", sa.String()), sa.column("number", sa.Integer()),
    sa.column("state", sa.String()), sa.column("started_from", sa.Integer()), sa.column("revision", sa.Integer()),
    sa.column("editors", sa.JSON()), sa.column("drafted_at", sa.DateTime()), sa.column("decided_by", sa.String()),
    sa.column("decided_at", sa.DateTime()), sa.column("reason", sa.String()), sa.column("undoes", sa.Integer()),
)
ROWS = sa.table(
    "catalog_row",
    sa.column("id", sa.Integer()), sa.column("version_id", sa.Integer()), sa.column("catalog", sa.String()),
    sa.column("key", sa.String()), sa.column("since", sa.Date()), sa.column("values", sa.JSON()),
)
PUBLISHED = sa.select(ROWS.c.key, ROWS.c["values"], VERSIONS.c.number).join(
    VERSIONS, VERSIONS.c.id == ROWS.c.version_id
).where(VERSIONS.c.state == "published")


def upgrade() -> None:
    connection = op.get_bind()
    numbers_told(connection, add=True)
    filed = connection.scalar(sa.text("SELECT count(*) FROM application WHERE filed_at IS NOT NULL"))
    since = datetime.now(ALMATY).date() + timedelta(days=1) if filed else FIRST_DAY
    for catalog, rows in WORDS.items():
        publish(connection, catalog, rows, since)


def numbers_told(connection: sa.Connection, *, add: bool) -> None:
    """Every set of numbers has them, drafted ones too."""
    for row in connection.execute(sa.select(ROWS).where(ROWS.c.catalog == "law")).all():
        if values := row._mapping["values"]:
            kept = {name: value for name, value in values.items() if name not in TOLD}
            connection.execute(
                ROWS.update().where(ROWS.c.id == row.id).values({"values": {**TOLD, **values} if add else kept})
            )


def publish(connection: sa.Connection, catalog: str, rows: dict[str, dict[str, tuple[str, ...]]], since: date) -> None:
    """A version of the system's; of keys that the bank has changed itself nothing is said."""
    stands = connection.execute(PUBLISHED.where(ROWS.c.catalog == catalog)).all()
    first = {key: values for key, values, number in stands if number == 1}
    own = {key for key, _values, number in stands if number != 1}
    changed = {key: {**first[key], **worded(rows[key], first[key])} for key in rows if key in first and key not in own}
    if not changed:
        return
    before, now = max(number for _key, _values, number in stands), datetime.now(UTC).replace(tzinfo=None)
    version = (connection.scalar(sa.select(sa.func.max(VERSIONS.c.id))) or 0) + 1
    made = {
        "id": version, "catalog": catalog, "number": before + 1, "state": "published", "started_from": before,
        "revision": 0, "editors": [], "drafted_at": now, "decided_by": "system", "decided_at": now, "reason": "",
        "undoes": None,
    }
    op.bulk_insert(VERSIONS, [made])
    row = {"version_id": version, "catalog": catalog, "since": since}
    op.bulk_insert(ROWS, [{**row, "key": key, "values": values} for key, values in changed.items()])


def worded(parts: dict[str, tuple[str, ...]], row: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """In the languages that the row has: notices have no English."""
    return {name: dict(zip(("kk", "ru", "en")[: len(row[name])], words, strict=True)) for name, words in parts.items()}


def downgrade() -> None:
    """What these rows said is lost; what was published after them stays."""
    connection = op.get_bind()
    ours = sa.select(VERSIONS.c.id).where(
        VERSIONS.c.catalog.in_(WORDS), VERSIONS.c.decided_by == "system", VERSIONS.c.number > 1
    )
    keys = {one: set(connection.scalars(sa.select(ROWS.c.key).where(ROWS.c.version_id == one)))
            for one in connection.scalars(ours).all()}
    gone = [one for one, named in keys.items() if any(named <= set(rows) for rows in WORDS.values())]
    op.execute(ROWS.delete().where(ROWS.c.version_id.in_(gone)))
    op.execute(VERSIONS.delete().where(VERSIONS.c.id.in_(gone)))
    numbers_told(connection, add=False)
