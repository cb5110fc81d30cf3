"""The words of text messages, grounds of refusal and notices become catalogs, as they stand today."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

from housing.extensions import Moment

revision = "0020"
down_revision = "0019"
branch_labels = depends_on = None

FROM = date(2026, 7, 12)
LANGUAGES = ("kk", "ru", "en")
#: By message, in Kazakh, Russian and English.
MESSAGES = {
    "accepted": (
        "№{number} өтініш қабылданды. Жауап мерзімі: {day}",
        "Заявление №{number} принято. Срок ответа: {day}",
        "Application No. {number} is accepted. Answer due: {day}",
    ),
    "consent": (
        "Тұрғынжай есебі бойынша келісіміңіз керек. Kezek жүйесіне кіріңіз",
        "По учёту жилья нужно ваше согласие. Войдите в систему Kezek",
        "Your consent is needed for a housing application. Sign in to Kezek",
    ),
    "registered": (
        "Тұрғынжай кезегіне қойылдыңыз. №{number}. Толығырақ жеке кабинетте",
        "Вы на учёте нуждающихся в жилье. №{number}. Подробнее в кабинете",
        "You are on the housing register. No. {number}. See your account",
    ),
    "registered_nocat": (
        "№{number}: есепке қойылдыңыз. 74-бап санаты расталмады",
        "№{number}: вы на учёте. Категория по ст. 74 не подтверждена",
        "No. {number}: you are registered. Article 74 category not confirmed",
    ),
    "refused": (
        "№{number}: есепке қоюдан бас тартылды. Себебі жеке кабинетте",
        "№{number}: в постановке на учёт отказано. Причина в кабинете",
        "No. {number}: registration refused. Reason: see account",
    ),
    "category": (
        "№{number}: 74-бап бойынша санатыңыз расталды",
        "№{number}: ваша категория по ст. 74 подтверждена",
        "No. {number}: your category of article 74 is confirmed",
    ),
    "annulled": (
        "№{number} күші жойылды: кілт кері қайтарылған. Кабинетті қараңыз",
        "№{number} аннулировано: ключ был отозван. Смотрите кабинет",
        "No. {number} is annulled: the key was revoked. See your account",
    ),
    "reissued": (
        "№{number}: хабарлама түзетілді. Жеке кабинеттен қараңыз",
        "№{number}: уведомление исправлено. Смотрите личный кабинет",
        "A notice on application No. {number} was corrected. See your account",
    ),
    "complaint_answered": (
        "№{number}: шағымыңызға жауап берілді. Кабинетті қараңыз",
        "№{number}: на вашу жалобу дан ответ. Смотрите кабинет",
        "No. {number}: your complaint is answered. See your account",
    ),
    "term_moved": (
        "№ {number}: жаңа күнтізбемен жауап мерзімі {day}",
        "№ {number}: по новому календарю срок ответа {day}",
        "No. {number}: by the new calendar the answer is due {day}",
    ),
    "sign-in": (
        "Kezek: кіру коды {code}. Ешкімге айтпаңыз",
        "Kezek: код входа {code}. Никому не сообщайте",
        "Kezek: code {code} to sign in. Tell it to nobody",
    ),
    "signing": (
        "Kezek: өтінішке қол қою коды {code}. Ешкімге айтпаңыз",
        "Kezek: код {code} для подписи заявления. Никому не сообщайте",
        "Kezek: code {code} to sign the application. Tell it to nobody",
    ),
}
WORSENED = {
    "mend": (
        "Бұл қате болса, оны растайтын құжатпен шағым беріңіз. Әйтпесе содан бері бес жыл өткен соң өтініш бере аласыз.",
        "Если это неверно, подайте жалобу с подтверждающим документом. Иначе вы можете подать заявление, когда с того времени пройдёт пять лет.",
        "If this is wrong, complain and attach a document that shows it. Otherwise you may apply once five years have passed since then.",
    ),
    "point": (
        "Қағидаларға 1-қосымша, бас тарту негіздері, 3) тармақша",
        "Приложение 1 к Правилам, основания для отказа, подпункт 3)",
        "Annex 1 to the Rules, refusal 3)",
    ),
}
#: By ground: what the law asks, as a list has it.
REQUIREMENTS = {
    "unreliable_data": (
        "Құжаттар мен олардағы деректер анық",
        "Документы и данные в них достоверны",
        "The documents and the data in them are reliable",
    ),
    "not_adult": (
        "Өтініш берілген күні кәмелетке толған немесе 29 жасқа дейінгі жетім",
        "Совершеннолетний на день подачи или сирота до 29 лет",
        "Adult on the day of filing, or an orphan under 29",
    ),
    "not_citizen_or_kandas": (
        "Қазақстан Республикасының азаматы немесе қандас",
        "Гражданин Республики Казахстан или кандас",
        "A citizen of Kazakhstan or a kandas",
    ),
    "owned_housing": (
        "Өтініш берушінің де, отбасы мүшелерінің де қазір және соңғы бес жылда меншігінде тұрғынжай жоқ",
        "У заявителя и членов семьи нет и за последние пять лет не было жилья в собственности",
        "No housing owned now or within the last five years, by you or your family",
    ),
    "not_sole_dwelling": (
        "Авариялық тұрғынжай – бүгінгі меншіктегі жалғыз тұрғынжай",
        "Аварийное жильё – единственное, что сегодня в собственности",
        "The emergency dwelling is the only one owned today",
    ),
    "not_emergency": (
        "Тұрғынжай авариялық деп танылған",
        "Жильё признано аварийным",
        "The dwelling is recognised as emergency",
    ),
    "document_missing": (
        "Негіз талап ететін құжаттар ұсынылған",
        "Документы, которых требует основание, представлены",
        "The documents that the basis asks for are filed",
    ),
    "orphan_status_unproven": (
        "Жетім мәртебесі жазбамен немесе құжаттармен расталған",
        "Статус сироты подтверждён записью или документами",
        "The record or the documents prove the status of an orphan",
    ),
    "not_registered_here": (
        "Өтініш берілген елді мекенде тұрғылықты жері бойынша тіркелген",
        "Зарегистрирован по месту жительства в населённом пункте, куда подано заявление",
        "Registered at a place of residence in the settlement applied to",
    ),
    "residence_too_short": (
        "Астана, Алматы, Шымкент: сол қалада үш жыл тіркелген",
        "Астана, Алматы, Шымкент: регистрация там не менее трёх лет",
        "Astana, Almaty, Shymkent: registered there for three years",
    ),
    "in_republican_base": (
        "Әкімдіктердің бірыңғай республикалық электрондық базасында жоқ",
        "Не состоит в единой республиканской электронной базе акиматов",
        "Not in the unified republican electronic base of the akimats",
    ),
    "already_registered": (
        "Бұл есепте әлі тұрған жоқ",
        "Ещё не состоит на этом учёте",
        "Not yet on this register",
    ),
    "uses_state_dwelling": (
        "Мемлекеттік тұрғын үй қорынан немесе әкімдік жалдаған тұрғынжайды пайдаланып отырған жоқ",
        "Не пользуется жильём из государственного фонда или арендованным акиматом",
        "No dwelling of the state fund in use, nor one rented by the akimat",
    ),
    "privatised_state_dwelling": (
        "Бұрын мемлекеттік тұрғын үй қорынан тұрғынжай алып, жекешелендірмеген",
        "Ранее не получал и не приватизировал жильё из государственного фонда",
        "No dwelling of the state fund received and privatised earlier",
    ),
    "state_supported_mortgage": (
        "Мемлекеттік бағдарлама ипотекасымен тұрғынжай сатып алмаған",
        "Не приобретал жильё в ипотеку по государственной программе",
        "No dwelling bought with a mortgage of a state programme",
    ),
    "outside_locality": (
        "Өтініш тұрғынжай авариялық деп танылған елді мекенде берілген",
        "Заявление подано в населённом пункте, где жильё признано аварийным",
        "Applied in the settlement where the dwelling is recognised as emergency",
    ),
    "worsened_exchange": (
        "Соңғы бес жылда тұрғын үй жағдайын әдейі нашарлатпаған",
        "За последние пять лет не было умышленного ухудшения жилищных условий",
        "No deliberate worsening of housing conditions within five years",
    ),
    "worsened_alienation": (
        "Соңғы бес жылда тұрғын үй жағдайын әдейі нашарлатпаған",
        "За последние пять лет не было умышленного ухудшения жилищных условий",
        "No deliberate worsening of housing conditions within five years",
    ),
    "worsened_damage": (
        "Соңғы бес жылда тұрғын үй жағдайын әдейі нашарлатпаған",
        "За последние пять лет не было умышленного ухудшения жилищных условий",
        "No deliberate worsening of housing conditions within five years",
    ),
    "worsened_moved_out": (
        "Соңғы бес жылда тұрғын үй жағдайын әдейі нашарлатпаған",
        "За последние пять лет не было умышленного ухудшения жилищных условий",
        "No deliberate worsening of housing conditions within five years",
    ),
    "worsened_settled_others": (
        "Соңғы бес жылда тұрғын үй жағдайын әдейі нашарлатпаған",
        "За последние пять лет не было умышленного ухудшения жилищных условий",
        "No deliberate worsening of housing conditions within five years",
    ),
    "no_consent": (
        "Қызметке қажет дербес деректерге қол жеткізуге келісім",
        "Согласие на доступ к персональным данным, нужным для услуги",
        "Consent to access the personal data that the service needs",
    ),
}
#: By ground: what is wrong, what would mend it, where it stands in the law.
GROUNDS = {
    "unreliable_data": {
        "words": (
            "Ұсынған құжаттарыңызда немесе мәліметтеріңізде анық емес деректер бар",
            "В представленных вами документах или сведениях есть недостоверные данные",
            "The documents that you filed, or data in them, are unreliable",
        ),
        "mend": (
            "Дұрыс құжаттарды ұсыныңыз немесе жазбаны оны берген органға түзеттіріп, қайта өтініш беріңіз.",
            "Представьте документы, которые в порядке, или исправьте запись у того, кто её внёс, и подайте заявление снова.",
            "File documents that are in order, or have the record corrected by whoever issued it, and apply again.",
        ),
        "point": (
            "Қағидаларға 1-қосымша, бас тарту негіздері, 1) тармақша; «Тұрғын үй қатынастары туралы» Заңның 72-бабы 5) тармақшасы",
            "Приложение 1 к Правилам, основания для отказа, подпункт 1); статья 72, подпункт 5) Закона «О жилищных отношениях»",
            "Annex 1 to the Rules, refusal 1); Law, article 72, 5)",
        ),
    },
    "not_adult": {
        "words": (
            "Өтініш берілген күні 18 жасқа толмағансыз және жетім ретінде есепте жоқсыз",
            "На день подачи вам не исполнилось 18 лет, и вы не значитесь сиротой",
            "You were under 18 on the day of filing and are not on record as an orphan",
        ),
        "mend": (
            "18 жасқа толған күніңізден бастап өтініш бере аласыз. Жетім бала құжаттарымен бұрын да өтініш бере алады.",
            "Вы можете подать заявление со дня, когда вам исполнится 18 лет. Сирота может подать раньше, с документами.",
            "You may apply from the day of your 18th birthday. An orphan may apply earlier, with documents.",
        ),
        "point": (
            "Қағидалардың 7-тармағы; «Тұрғын үй қатынастары туралы» Заңның 69-бабы",
            "Пункт 7 Правил; статья 69 Закона «О жилищных отношениях»",
            "Rules, point 7; Law, article 69",
        ),
    },
    "not_citizen_or_kandas": {
        "words": (
            "Сіз Қазақстан Республикасының азаматы да, қандас та емессіз",
            "Вы не гражданин Республики Казахстан и не кандас",
            "You are neither a citizen of Kazakhstan nor a kandas",
        ),
        "mend": (
            "Азаматтық немесе қандас мәртебесін алған соң өтініш бере аласыз.",
            "Вы можете подать заявление, когда получите гражданство или статус кандаса.",
            "You may apply once you have the citizenship or the status of a kandas.",
        ),
        "point": (
            "Қағидалардың 7-тармағы",
            "Пункт 7 Правил",
            "Rules, point 7",
        ),
    },
    "owned_housing": {
        "words": (
            "Соңғы бес жылда Қазақстанда сіздің немесе отбасы мүшеңіздің меншігінде тұрғынжай болған немесе қазір бар",
            "За последние пять лет у вас или у члена вашей семьи было или есть жильё в собственности в Казахстане",
            "You or a family member own housing in Kazakhstan or owned it within the last five years",
        ),
        "mend": (
            "Дерек қате болса, тіркелімдегі жазбаны түзеттіріңіз. Дұрыс болса, меншік тоқтағаннан кейін бес жыл өткен соң өтініш бере аласыз.",
            "Если запись неверна, исправьте её в регистре. Если верна, вы можете подать заявление, когда пройдёт пять лет со дня прекращения собственности.",
            "If the record is wrong, have it corrected in the register. If it is right, you may apply once five years have passed since the ownership ended.",
        ),
        "point": (
            "Қағидалардың 15-тармағы 2) тармақшасы; «Тұрғын үй қатынастары туралы» Заңның 72-бабы 1) тармақшасы",
            "Пункт 15, подпункт 2) Правил; статья 72, подпункт 1) Закона «О жилищных отношениях»",
            "Rules, point 15, 2); Law, article 72, 1)",
        ),
    },
    "not_sole_dwelling": {
        "words": (
            "Авариялық тұрғынжайдан басқа сіздің немесе отбасыңыздың меншігінде бүгін тағы бір тұрғынжай бар",
            "Кроме аварийного жилья, у вас или вашей семьи сегодня есть в собственности другое",
            "Besides the emergency dwelling, you or your family own another one today",
        ),
        "mend": (
            "Бұл негіз жалғыз тұрғынжайы авариялық адамдарға арналған. Дерек қате болса, оны түзеттіріңіз.",
            "Это основание для тех, чьё единственное жильё аварийное. Если запись неверна, исправьте её.",
            "This basis is for those whose only dwelling is an emergency one. If the record is wrong, have it corrected.",
        ),
        "point": (
            "«Тұрғын үй қатынастары туралы» Заңның 69-бабы 1-тармағының 4) тармақшасы",
            "Статья 69, пункт 1, подпункт 4) Закона «О жилищных отношениях»",
            "Law, article 69(1)(4)",
        ),
    },
    "not_emergency": {
        "words": (
            "Бүгін меншігіңіздегі бірде-бір тұрғынжай авариялық деп танылмаған",
            "Ни одно жильё, которое сегодня у вас в собственности, не признано аварийным",
            "No dwelling that you own today is recognised as emergency",
        ),
        "mend": (
            "Тұрғынжайды авариялық деп тануды әкімдіктен сұраңыз немесе өзіңізге сай негізбен өтініш беріңіз.",
            "Обратитесь в акимат за признанием жилья аварийным или подайте заявление по подходящему вам основанию.",
            "Ask the akimat to recognise the dwelling as emergency, or apply on the basis that fits you.",
        ),
        "point": (
            "«Тұрғын үй қатынастары туралы» Заңның 69-бабы 1-тармағының 4) тармақшасы",
            "Статья 69, пункт 1, подпункт 4) Закона «О жилищных отношениях»",
            "Law, article 69(1)(4)",
        ),
    },
    "document_missing": {
        "words": (
            "Осы негіз талап ететін құжат ұсынылмаған",
            "Не представлен документ, которого требует это основание",
            "A document that this basis requires was not filed",
        ),
        "mend": (
            "Негіз талап ететін құжатты тіркеп, қайта өтініш беріңіз.",
            "Подайте заявление снова и приложите документ, которого требует основание.",
            "Apply again and attach the document that the basis requires.",
        ),
        "point": (
            "Қағидаларға 1-қосымша, 9-жол",
            "Приложение 1 к Правилам, строка 9",
            "Annex 1 to the Rules, row 9",
        ),
    },
    "orphan_status_unproven": {
        "words": (
            "Жетім екеніңізді немесе ата-ана қамқорлығынсыз қалғаныңызды деректер банкі де, құжаттар да растамайды",
            "Ни банк данных, ни документы не подтверждают, что вы сирота или остались без попечения родителей",
            "Neither the data bank nor the documents prove that you are an orphan or were left without parental care",
        ),
        "mend": (
            "Ата-ана қамқорлығының жоқтығын немесе заңды өкілдің мәртебесін растайтын құжаттарды тіркеңіз.",
            "Приложите документы об отсутствии попечения родителей или о статусе законного представителя.",
            "Attach documents that prove the absence of parental care or the status of the legal representative.",
        ),
        "point": (
            "Қағидаларға 1-қосымша, 9-жол",
            "Приложение 1 к Правилам, строка 9",
            "Annex 1 to the Rules, row 9",
        ),
    },
    "not_registered_here": {
        "words": (
            "Өтініш берген елді мекенде тұрғылықты жеріңіз бойынша тіркелмегенсіз",
            "Вы не зарегистрированы по месту жительства в населённом пункте, куда подали заявление",
            "You are not registered at a place of residence in the settlement that you applied to",
        ),
        "mend": (
            "Тіркелген елді мекеніңізде өтініш беріңіз немесе алдымен осында тіркеліңіз.",
            "Подайте заявление там, где вы зарегистрированы, или сначала зарегистрируйтесь здесь.",
            "Apply in the settlement where you are registered, or register here first.",
        ),
        "point": (
            "«Тұрғын үй қатынастары туралы» Заңның 71-бабының 1-тармағы",
            "Статья 71, пункт 1 Закона «О жилищных отношениях»",
            "Law, article 71(1)",
        ),
    },
    "residence_too_short": {
        "words": (
            "Бұл қалада тіркелгеніңізге үш жыл толмаған",
            "Вы зарегистрированы в этом городе менее трёх лет",
            "You have been registered in this city for less than three years",
        ),
        "mend": (
            "Қалада тіркелгеніңізге үш жыл толған соң өтініш бере аласыз.",
            "Вы можете подать заявление, когда пройдёт три года регистрации в городе.",
            "You may apply once three years of registration in the city have passed.",
        ),
        "point": (
            "«Тұрғын үй қатынастары туралы» Заңның 71-бабының 2-тармағы",
            "Статья 71, пункт 2 Закона «О жилищных отношениях»",
            "Law, article 71(2)",
        ),
    },
    "in_republican_base": {
        "words": (
            "Сіз әкімдіктердің бірыңғай республикалық электрондық базасында тұрсыз",
            "Вы уже состоите в единой республиканской электронной базе акиматов",
            "You already stand in the unified republican electronic base of the akimats",
        ),
        "mend": (
            "Ондағы орныңыз сақталады. Осы есепке ауысу үшін алдымен әкімдік базасынан шығыңыз.",
            "Ваше место там сохраняется. Чтобы перейти на этот учёт, сначала выйдите из базы акимата.",
            "Your place there stays yours. To move to this register, leave the akimat's base first.",
        ),
        "point": (
            "«Тұрғын үй қатынастары туралы» Заңның 71-бабының 5-тармағы",
            "Статья 71, пункт 5 Закона «О жилищных отношениях»",
            "Law, article 71(5)",
        ),
    },
    "already_registered": {
        "words": (
            "Сіз бұл есепте бұрыннан тұрсыз",
            "Вы уже состоите на этом учёте",
            "You are already on this register",
        ),
        "mend": (
            "Ештеңе істеудің қажеті жоқ: орныңыз бен оның күні өзгермейді.",
            "Ничего делать не нужно: ваше место и его дата остаются прежними.",
            "Nothing has to be done: your place and its date stay as they are.",
        ),
        "point": (
            "Қағидалардың 7-тармағы",
            "Пункт 7 Правил",
            "Rules, point 7",
        ),
    },
    "uses_state_dwelling": {
        "words": (
            "Мемлекеттік тұрғын үй қорынан немесе әкімдік жалдаған тұрғынжайды пайдаланып отырсыз",
            "Вы пользуетесь жильём из государственного фонда или арендованным акиматом",
            "You have in use a dwelling of the state fund or one rented by the akimat",
        ),
        "mend": (
            "Ол тұрғынжайды қайтарған соң өтініш бере аласыз.",
            "Вы можете подать заявление, когда вернёте это жильё.",
            "You may apply once you have given that dwelling back.",
        ),
        "point": (
            "«Тұрғын үй қатынастары туралы» Заңның 72-бабы 4) тармақшасы",
            "Статья 72, подпункт 4) Закона «О жилищных отношениях»",
            "Law, article 72, 4)",
        ),
    },
    "privatised_state_dwelling": {
        "words": (
            "Бұрын мемлекеттік тұрғын үй қорынан тұрғынжай алып, жекешелендіргенсіз",
            "Вы ранее получили и приватизировали жильё из государственного фонда",
            "You earlier received and privatised a dwelling of the state fund",
        ),
        "mend": (
            "Дерек қате болса, оны әкімдікке түзеттіріп, қайта өтініш беріңіз.",
            "Если запись неверна, исправьте её в акимате и подайте заявление снова.",
            "If the record is wrong, have it corrected by the akimat and apply again.",
        ),
        "point": (
            "«Тұрғын үй қатынастары туралы» Заңның 72-бабы 6) тармақшасы",
            "Статья 72, подпункт 6) Закона «О жилищных отношениях»",
            "Law, article 72, 6)",
        ),
    },
    "state_supported_mortgage": {
        "words": (
            "Мемлекеттік бағдарлама бойынша ипотекамен тұрғынжай сатып алғансыз",
            "Вы приобрели жильё в ипотеку по государственной программе",
            "You bought a dwelling with a mortgage under a state programme",
        ),
        "mend": (
            "Дерек қате болса, оны ипотека берген банкке түзеттіріп, қайта өтініш беріңіз.",
            "Если запись неверна, исправьте её в банке, выдавшем ипотеку, и подайте заявление снова.",
            "If the record is wrong, have it corrected by the bank that gave the mortgage and apply again.",
        ),
        "point": (
            "«Тұрғын үй қатынастары туралы» Заңның 72-бабы 8) тармақшасы",
            "Статья 72, подпункт 8) Закона «О жилищных отношениях»",
            "Law, article 72, 8)",
        ),
    },
    "outside_locality": {
        "words": (
            "Авариялық деп танылған жалғыз тұрғынжайыңыз басқа елді мекенде",
            "Ваше единственное аварийное жильё – в другом населённом пункте",
            "Your dwelling recognised as emergency is in another settlement",
        ),
        "mend": (
            "Тұрғынжай авариялық деп танылған елді мекенде өтініш беріңіз.",
            "Подайте заявление в населённом пункте, где жильё признано аварийным.",
            "Apply in the settlement where the dwelling was recognised as emergency.",
        ),
        "point": (
            "Қағидаларға 1-қосымша, бас тарту негіздері, 3) тармақша; «Тұрғын үй қатынастары туралы» Заңның 72-бабы 7) тармақшасы",
            "Приложение 1 к Правилам, основания для отказа, подпункт 3); статья 72, подпункт 7) Закона «О жилищных отношениях»",
            "Annex 1 to the Rules, refusal 3); Law, article 72, 7)",
        ),
    },
    "worsened_exchange": {
        "words": (
            "Соңғы бес жылда тұрғынжайыңызды айырбастағансыз",
            "За последние пять лет вы обменяли жильё",
            "Within the last five years you exchanged your dwelling",
        ),
        **WORSENED,
    },
    "worsened_alienation": {
        "words": (
            "Соңғы бес жылда тұруға жарамды өз тұрғынжайыңызды иеліктен шығарғансыз (әкімдік сатып алған жағдайдан басқа)",
            "За последние пять лет вы произвели отчуждение пригодного жилья (кроме выкупа акиматом)",
            "Within the last five years you alienated your own dwelling fit for living",
        ),
        **WORSENED,
    },
    "worsened_damage": {
        "words": (
            "Анықталды: тұрғынжай сіздің кінәңізден бұзылған немесе бүлінген",
            "Установлено: жильё разрушено или испорчено по вашей вине",
            "It is established that your dwelling was destroyed or damaged through your fault",
        ),
        **WORSENED,
    },
    "worsened_moved_out": {
        "words": (
            "Анықталды: мемлекеттік қордан немесе әкімдік жалдаған тұрғынжайға мұқтаж болмаған кезде тұрғынжайдан шыққансыз",
            "Установлено: вы выехали из жилья, не нуждаясь в жилье из госфонда или арендованном акиматом",
            "It is established that you moved out of a dwelling while not in need of one from the state fund",
        ),
        **WORSENED,
    },
    "worsened_settled_others": {
        "words": (
            "Анықталды: тұрғынжайға жұбайыңыздан, кәмелетке толмаған және еңбекке жарамсыз балаларыңыздан, еңбекке жарамсыз ата-анаңыздан басқа адамдарды енгізгенсіз",
            "Установлено: вы вселили других лиц, кроме супруга(и), несовершеннолетних и нетрудоспособных детей, нетрудоспособных родителей",
            "It is established that you settled in persons other than spouse, children and disabled parents",
        ),
        **WORSENED,
    },
    "no_consent": {
        "words": (
            "Қызмет үшін қажет, қолжетімділігі шектеулі дербес деректерге қол жеткізуге келісіміңіз жоқ",
            "Нет вашего согласия на доступ к персональным данным ограниченного доступа, нужным для услуги",
            "There is no consent of yours to access the restricted personal data that the service needs",
        ),
        "mend": (
            "Кабинетіңізде келісім беріп, қайта өтініш беріңіз.",
            "Дайте согласие в кабинете и подайте заявление снова.",
            "Give the consent in your account and apply again.",
        ),
        "point": (
            "Қағидаларға 1-қосымша, бас тарту негіздері, 4) тармақша; «Дербес деректер және оларды қорғау туралы» Заңның 8-бабы",
            "Приложение 1 к Правилам, основания для отказа, подпункт 4); статья 8 Закона «О персональных данных и их защите»",
            "Annex 1 to the Rules, refusal 4); Law on Personal Data, article 8",
        ),
    },
}
#: By paragraph of a notice, in Kazakh and Russian: notices have these two.
NOTICES = {
    "replaces": (
        "Бұл хабарлама {day} күнгі № {number} хабарламаны ауыстырады.",
        "Это уведомление заменяет уведомление № {number} от {day}.",
    ),
    "representative": (
        "Өтінішті Сіздің атыңыздан заңды өкіліңіз берді: {name}.",
        "Заявление подал от Вашего имени Ваш законный представитель: {name}.",
    ),
    "asked": (
        "Сіз «Тұрғын үймен қамтамасыз ету орталығы» электрондық базасына тұрғынжайға мұқтаждар есебіне қоюды сұрап өтініш бердіңіз.",
        "Вы подали заявление о постановке на учёт нуждающихся в жилье в электронную базу «Центр обеспечения жилищем».",
    ),
    "unconfirmed": (
        "Мемлекеттік дерекқорларда сіз көрсеткен Заңның 74-бабы 1-тармағындағы санат расталмады. Бұл есепке қоюға кедергі емес (Қағидалардың 10-тармағы): сіз жалпы тізімдесіз.",
        "В государственных базах не подтвердилась указанная вами категория из пункта 1 статьи 74 Закона. Это не мешает постановке на учёт (пункт 10 Правил): вы в общем списке.",
    ),
    "record_wrong": (
        "Жазба болмаса немесе қате болса, оны жүргізетін органға түзеттіріңіз.",
        "Если записи нет или она неверна, обратитесь за исправлением в орган, который её ведёт.",
    ),
    "order": (
        "Бір тізімнің ішінде есепке қойылған күні мен уақыты ерте адам алда тұрады; олар бірдей болса, есептегі нөмірі кіші адам алда тұрады. Тізіміңізде сізден кейін есепке қойылған ешкім алдыңызға өте алмайды.",
        "Внутри списка впереди тот, у кого дата и время постановки раньше; если они совпадают – тот, у кого учётный номер меньше. Никто из поставленных на учёт после вас не может обойти вас в вашем списке.",
    ),
    "priority": (
        "74-баптың 1-тармағындағы адамдардың бірінші кезектегі құқығы бар; тұрғынжайдың кемінде 70 пайызы солардың тізімдеріне беріледі.",
        "У лиц из пункта 1 статьи 74 – первоочередное право; не менее 70 процентов жилья получают их списки.",
    ),
    "lists": (
        "Тізімдер ай сайын жарияланады және тоқсанына кемінде бір рет тексеріледі (Заңның 71 және 78-баптары). Тұрғынжай берілетін күнді кезектегі орын көрсетпейді.",
        "Списки публикуются ежемесячно и проходят инвентаризацию не реже раза в квартал (статьи 71 и 78 Закона). Дату получения жилья место не показывает.",
    ),
    "unanswered": (
        "Шешім қабылданған кезде бұл фактілер белгісіз болды. Шешім оларға негізделмейді, олар сізге қарсы қолданылған жоқ:",
        "Эти сведения не были получены к моменту решения. Решение на них не основано, и против вас они не использовались:",
    ),
    "again": (
        "Себебі жойылса, қайта өтініш бере аласыз. Қайта өтініш беру саны шектелмеген. Қызмет тегін.",
        "Если причина устранена, вы можете подать заявление снова. Число обращений не ограничено. Услуга бесплатная.",
    ),
    "complain": (
        "Шешіммен келіспесеңіз, ол туралы білген күннен бастап үш ай ішінде шағым бере аласыз. Осы хабарлама берілген күні білсеңіз, соңғы күн: {day}.",
        "Если вы не согласны с решением, можете подать жалобу в течение трёх месяцев со дня, когда узнали о нём. Если вы узнали о нём в день этого уведомления, последний день: {day}",
    ),
    "automatic": (
        "Шешім мемлекеттік цифрлық жүйелердің жауаптары бойынша автоматты түрде, әкімшілік таңдаусыз қабылданды.",
        "Решение принято автоматически по ответам государственных цифровых систем, без административного усмотрения.",
    ),
    "rules": (
        "2025 жылғы 17 сәуірдегі № 130 бұйрықпен бекітілген Қағидалар (2026 жылғы 19 наурыздағы № 115 бұйрықтың редакциясында). Қызмет тегін. Анықтама: 1414, 8-800-080-7777.",
        "Правила утверждены приказом от 17 апреля 2025 года № 130, в редакции приказа от 19 марта 2026 года № 115. Услуга бесплатная. Справка: 1414, 8-800-080-7777.",
    ),
}

VERSIONS = sa.table(
    "catalog_version",
    sa.column("id", sa.Integer()), sa.column("catalog", sa.String()), sa.column("number", sa.Integer()),
    sa.column("state", sa.String()), sa.column("started_from", sa.Integer()), sa.column("revision", sa.Integer()),
    sa.column("editors", sa.JSON()), sa.column("drafted_at", Moment()), sa.column("decided_by", sa.String()),
    sa.column("decided_at", Moment()), sa.column("reason", sa.String()), sa.column("undoes", sa.Integer()),
)
ROWS = sa.table(
    "catalog_row",
    sa.column("version_id", sa.Integer()), sa.column("catalog", sa.String()), sa.column("key", sa.String()),
    sa.column("since", sa.Date()), sa.column("values", sa.JSON()),
)


def by_language(words: tuple[str, ...]) -> dict[str, str]:
    """Of notices, which have no English, by the first two."""
    return dict(zip(LANGUAGES, words))


def first_rows() -> dict[str, dict[str, dict[str, object]]]:
    """By catalog and key, the values of a row."""
    return {
        "messages": {key: {"message": key, "text": by_language(words)} for key, words in MESSAGES.items()},
        "grounds": {
            key: {"ground": key, **{field: by_language(words) for field, words in fields.items()},
                  "requirement": by_language(REQUIREMENTS[key])}
            for key, fields in GROUNDS.items()
        },
        "notices": {key: {"paragraph": key, "text": by_language(words)} for key, words in NOTICES.items()},
    }


def upgrade() -> None:
    connection = op.get_bind()
    for catalog, kept in first_rows().items():
        number = (connection.scalar(sa.select(sa.func.max(VERSIONS.c.id))) or 0) + 1
        now = datetime.now(UTC)
        first = {
            "id": number, "catalog": catalog, "number": 1, "state": "published", "started_from": 0, "revision": 0,
            "editors": [], "drafted_at": now, "decided_at": now, "decided_by": "system", "reason": "", "undoes": None,
        }
        op.bulk_insert(VERSIONS, [first])
        row = {"version_id": number, "catalog": catalog, "since": FROM}
        op.bulk_insert(ROWS, [{**row, "key": key, "values": values} for key, values in kept.items()])


def downgrade() -> None:
    """All is said as the code says them again; what was published of them is lost."""
    for catalog in first_rows():
        op.execute(ROWS.delete().where(ROWS.c.catalog == catalog))
        op.execute(VERSIONS.delete().where(VERSIONS.c.catalog == catalog))
