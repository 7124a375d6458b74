### Есеп сөздері, қазақ тілі (кирилл жазуы).
### Хабарламалар мен аргументтер en.ftl және ru.ftl файлдарындағыдай. Күндер өздігінен бөлінбейді: кәдімгі бос орын жеткілікті.

# Үзілмейтін бос орын
-nbsp = {"\u00A0"}

## Күндер мен тізімдер

date-day = { $year } жылғы { $day } { $month }
date-day-month = { $day } { $month }
date-month = { $year } жылғы { $month }
date-year = { $year } жыл
date-range = { $from } – { $to }
date-range-in-year = { $year } жылғы { $from } – { $to }
date-range-in-month = { $year } жылғы { $from }–{ $to } { $month }
month-name = { $month ->
    [1] қаңтар
    [2] ақпан
    [3] наурыз
    [4] сәуір
    [5] мамыр
    [6] маусым
    [7] шілде
    [8] тамыз
    [9] қыркүйек
    [10] қазан
    [11] қараша
   *[12] желтоқсан
}
month-of-day = { $month ->
   *[other] { month-name }
}
list-next = { $before }, { $item }
list-last = { $before } және{ -nbsp }{ $item }

## Пішімдер қосатын сөздер

label-contents = Мазмұны
label-page-of = { $page }-бет, барлығы { $pages }
label-figure = { $number }-сурет
label-table = { $number }-кесте
label-page = , { $number }-бет
label-note = { $number }-ескертпе
label-back-to-text = Мәтінге оралу

## Анықтама бөлімдері

section-key-points = Ең бастысы
section-purpose = Сапардың мақсаты
section-objectives = Тараптардың міндеттері мен күтулері
section-delegation = Делегация құрамы
section-programme = Сапар бағдарламасы
section-agenda = Күн тәртібі
section-points-to-make = Әңгімелесу тезистері
section-sensitive-issues = Күрделі мәселелер
section-relations = Ынтымақтастық туралы ақпарат
section-legal-basis = Шарттық-құқықтық база
section-cooperation-by-sector = Бағыттар бойынша ынтымақтастық
section-visits = Сапарлар алмасу
section-commitments = Бұрынғы уағдаластықтар және олардың орындалуы
section-documents = Қол қоюға арналған құжаттар
section-press-line = БАҚ үшін ұстаным
section-biographies = Өмірбаяндық анықтамалар
section-protocol-note = Жадынама
section-sources = Дереккөздер

## Тақырып пен белгілер

briefing-title = { $guest } қаласы делегациясының { $host } қаласына сапарына анықтама
city-genitive = { $city }
city-accusative = { $city }
place-unknown = дерек жоқ
date-unknown = күні белгісіз
side-both = екі тарап
notice-fictitious = Бұл сапардың жоспары — ойдан құрастырылған мысал; мұндай сапар жарияланған жоқ.
notice-plan-language = Жоспар мәтіндері құрастырушының тілінде берілді ({ $language }).
language-en = ағылшын
language-ru = орыс
language-kk = қазақ

## Нақтылау қажет

callout-confirm = Нақтылау қажет
gaps-more = Тағы { $count } — қосымшада{ $page }.
annex-gaps = Нақтылау қажет (жалғасы)
gap-no-plan = Сапар жоспары жоқ: мақсаты, міндеттері, делегация құрамы, бағдарламасы мен тезистері берілмеді.
gap-plan-past = Жоспардағы сапардың бірінші күні өтіп кетті: { $date }
gap-plan-lacks = Жоспарда көрсетілмеген:
gap-plan-names = Делегациялар құрамында { $count }{ -nbsp }лауазым аты-жөнсіз көрсетілген.
gap-start = Сапар: { $visit }; бірінші күні:
gap-end = Сапар: { $visit }; соңғы күні:
gap-status = Сапар: { $visit }; өтті ме:
gap-kind = Сапар: { $visit }; сипаты:
gap-head = Сапар: { $visit }; делегация басшысы:
gap-head-role = Сапар: { $visit }; лауазымы ({ $subject }):
gap-size = Сапар: { $visit }; делегация саны:
gap-sectors = Дереккөздер әртүрлі тақырып атайды:
gap-agreement-status = Сапар: { $visit }; «{ $subject }» құжатының жайы:
gap-agreement-type = Сапар: { $visit }; «{ $subject }» құжатының түрі:
gap-agreement-date = Сапар: { $visit }; «{ $subject }» құжатының күні:
gap-agreement-term = Сапар: { $visit }; «{ $subject }» құжатының қолданылу мерзімі:
gap-announced-only = Жарияланған, бірақ өткені туралы хабар жоқ:
gap-status-unknown = Сапардың өткен-өтпегені дереккөздерде айтылмаған:
gap-no-head = Делегация басшысы аталмаған:
gap-inferred-date = Тек жарияланған күні белгілі:
gap-no-date = Күні белгісіз:
plan-dates = Күндері

## Анықтаманың негізгі бөлігі

glance-who = Кім келеді
glance-when = Қашан
glance-promised = Бұрынғы сапарлардан қалған мәселелер
glance-say = Не айту керек
glance-last = Соңғы байланыс
glance-delegation = Делегация: { $city }
glance-more = тағы { $count }, «{ $section }» бөлімін қараңыз
people-count = { $count }{ -nbsp }адам
objectives-ours = Міндеттер: { $city }
objectives-theirs = Күтулер: { $city }
delegation-guests = Қонақтар: { $city }
delegation-hosts = Қабылдаушы тарап: { $city }
programme-reference = бағдарламасы қосымшада{ $page }
relations-none = Қалалар арасындағы сапарлар туралы дерек жоқ: { $guest }, { $host }.
relations-total = { $count }{ -nbsp }сапар белгілі ({ $period }).
relations-hosts = Қабылдағандар: { $host } — { $host_count }, { $guest } — { $guest_count }.
relations-held = Өткені: { $count }.
relations-announced = Тек хабарландырудан белгілі: { $count }.
relations-unconfirmed = Өткен-өтпегені айтылмаған: { $count }.
relations-cancelled = Өтпей қалғаны: { $count }.
relations-first = Өткені белгілі алғашқы сапар:
relations-last = Соңғысы:
legal-none = Қалалар арасындағы құжаттар туралы дерек жоқ.
legal-prepared = Ұсынылған немесе әзірленіп жатқан құжаттар; қол қойылғаны туралы хабар жоқ
legal-term = мерзімі: { $date }
legal-from-visit = сапар: { $date }
sectors-reading = { $visits } сапардың ішінде { $count }{ -nbsp }рет: { $names }.
sectors-caption = Бағыттар мен жылдар бойынша сапарлар; сапар өзінің әр бағытында есептелген
sectors-none = Дереккөздерде бұл сапарлардың тақырыптары аталмаған.
visits-caption = Сапарлар: { $guest } және { $host }, соңғысынан бастап
visits-reference = Барлық сапарлардың кестесі қосымшада{ $page }.
visits-related = Бір тарабы қала емес байланыстар
commitments-none = Бұрынғы сапарлардағы уағдаластықтар туралы дерек жоқ.
commitments-none-open = Орындалмай қалған уағдаластық белгісіз.
commitments-settled = Орындалғандары, алынып тасталғандары және кейін айтылмағандары
commitments-due = мерзімі: { $date }
commitments-past-due = мерзімі өтті: { $date }

## Анықтаманың қосымшалары

annex-people = Бұрын кездескен адамдар
annex-deadlines = Мерзімдер
people-caption = Бұрынғы сапарларға қатысқандар: { $city }
protocol-dress = Киім үлгісі
protocol-gifts = Сыйлықтар
protocol-languages = Тілдер
protocol-flags = Тулар
protocol-accessibility = Қолжетімділік
sources-none = Бұл анықтаманың дереккөздері жоқ.
source-via = мына басылым бойынша: { $outlet }
source-rows = { $count ->
   *[other] { $rows }-жолдар
}

## Баған атаулары

column-date = Күні
column-time = Уақыты
column-what = Іс-шара
column-where = Орны
column-place = Қабылдаған қала
column-head = Делегация басшысы
column-subject = Мақсаты мен тақырыптары
column-document = Құжат
column-signatories = Қол қоятындар
column-open = Шешілмегені
column-name = Аты-жөні
column-role = Сол кездегі лауазымы
column-visit = Сапар
value-or = немесе
quoted = «{ $text }»

## Сандар

visits-count = { $count }{ -nbsp }сапар

## Мәндер

visit-kind-official = ресми сапар
visit-kind-working = жұмыс сапары
visit-kind-business-mission = іскерлік миссия
visit-kind-cultural-and-business-mission = мәдени-іскерлік миссия
visit-kind-study-tour = танысу сапары
visit-kind-forum = форум немесе конференция
visit-kind-courtesy-call = хаттамалық кездесу
visit-kind-other = басқа
visit-status-announced = жарияланған
visit-status-held = өтті
visit-status-cancelled = өтпей қалды
agreement-type-agreement = келісім
agreement-type-memorandum = меморандум
agreement-type-protocol = хаттама
agreement-type-programme = бағдарлама
agreement-type-road-map = жол картасы
agreement-type-action-plan = іс-шаралар жоспары
agreement-type-contract = шарт
agreement-type-letter-of-intent = ниет хаты
agreement-status-proposed = ұсынылды
agreement-status-agreed-to-draft = әзірлеуге келісілді
agreement-status-drafted = жобасы дайын
agreement-status-signed = қол қойылды
agreement-status-in-force = күшінде
agreement-status-expired = мерзімі аяқталды
agreement-status-renewed = ұзартылды
agreement-status-terminated = тоқтатылды
commitment-status-open = орындалмаған
commitment-status-in-progress = орындалуда
commitment-status-done = орындалды
commitment-status-overdue = мерзімі өтті
commitment-status-dropped = алынып тасталды
commitment-status-unknown = дерек жоқ
sector-role-purpose = сапар мақсаты
sector-role-discussed = талқыланды
sector-role-agreed = келісілді
sector-role-signed = қол қойылды
person-group-government = Билік органдары
person-group-business = Бизнес
person-group-academia = Жоғары оқу орындары және ғылым
person-group-culture = Мәдениет
person-group-support = Сүйемелдеушілер

## Жиынтықтар

summary-title = Халықаралық байланыстар: { $period }
summary-title-of = { $city }: халықаралық байланыстар, { $period }
summary-quiet = Оқиғасыз кезең: сапарлар мен қол қойылған құжаттар туралы мәлімет жоқ ({ $period }).
summary-overdue = { $count ->
   *[other] { $count }{ -nbsp }уағдаластықтың мерзімі өтті.
}
summary-promises-overdue = Мерзімі өткен
summary-promises-due = Мерзімі келеді: { $period }
summary-promises-open = { $count ->
   *[other] Тағы { $count }{ -nbsp }уағдаластық орындалмаған: мерзімі көрсетілмеген немесе кейінірек.
}
period-quarter = { $year } жылғы { $quarter }-тоқсан
section-month = Ай қорытындысы
section-quarter = Тоқсан қорытындысы
section-year = Жыл қорытындысы
section-incoming = Қабылданған делегациялар
section-outgoing = Шетелдік іссапарлар
section-delegations = Делегациялар
section-meetings = Кездесулер мен іс-шаралар
section-signed = Қол қойылған құжаттар
section-by-pair-and-sector = Қалалар мен салалар бойынша
section-commitments-due = Уағдаластықтардың орындалуы
section-next-month = Келесі айдың жоспары
section-next-quarter = Келесі тоқсанның жоспары
section-next-year = Келесі жылдың жоспары
section-since = Алдыңғы шығарылымнан кейінгі жаңалықтар ({ $date })
figure-visits = Сапарлар
figure-incoming = Қабылданған делегациялар
figure-outgoing = Іссапарлар
figure-held = Өткені
figure-announced = Тек хабарландырудан белгілі
figure-cancelled = Болмай қалғаны
figure-signed = Қол қойылған құжаттар
figure-changes = { $period }: { $change }; { $year }: { $year_change }
column-pair = Қалалар
column-visits = Сапарлар
column-sectors = Салалар
event-visited = қатысты
event-hosted = қонақтар үшін өткізілді
event-planned = жоспарланған
since-new-visit = жаңа
since-not-said = көрсетілмеген
since-visit = күйі
since-start = бірінші күні
since-end = соңғы күні
since-head = делегация басшысы
since-size = делегация саны
since-sectors = салалар
since-agreement = құжат
since-commitment = уағдаластық
since-due = уағдаластық мерзімі
since-about = { $what } «{ $subject }»
since-changed = { $what }: { $before } → { $after }
since-added = { $what }: { $after }
since-removed = { $what }: енді { $before } емес

## Хаттар

mail-greeting = Сәлеметсіз бе!
mail-summary-attached = Халықаралық байланыстар жиынтығын жолдаймыз: { $period }. Негізгі көрсеткіштер:
mail-briefing-attached = Алдағы сапарға арналған анықтаманы жолдаймыз. Қысқаша:
mail-part = { $subject } ({ $number }-бөлік, барлығы { $count })
mail-too-large = { $name } файлы ({ $size }{ -nbsp }МБ) хат үшін тым үлкен, сондықтан тіркелмеді; оны жіберушіден сұраңыз.

## Суреттер

figure-nothing = Мұнда көрсететін дерек жоқ.
figure-failed = Бұл суретті салу мүмкін болмады.
figure-more = Тағы { $count } көрсетілмеді
figure-unnamed = Атауы сыймаған орындар: { $count }
figure-distance = { $distance }{ -nbsp }км
figure-alt-bars = Барлығы { $total } ({ $first } – { $last }); ең көбі: { $most }.
figure-alt-ranking = Барлығы { $total }; ең көбі: { $most }.
figure-alt-parts = Оның ішінде: { $names }.
figure-others = басқалары
figure-alt-zero = Барлық мәндер нөлге тең.
figure-alt-line = { $first }: { $first-value }; { $last }: { $last-value }; ең жоғарысы: { $peak-value } ({ $peak }).
figure-alt-dots = { $count ->
    [1] Бір күн: { $first }.
   *[other] { $count } күн, { $first } – { $last }.
}
figure-alt-heat = Жолдар: { $rows }, бағандар: { $columns }. Жолдар бойынша ең көбі: { $row-names }; бағандар бойынша: { $column-names }.
figure-alt-route = Карта: { $from } – { $to }, ең қысқа жолмен { $distance }{ -nbsp }км.
figure-alt-places = { $count ->
    [1] Карта, бір орын: { $names }.
   *[other] Карта, орындар: { $count }; олардың ішінде { $names }.
}
figure-title-map = Қалалардың орналасуы: { $home } және { $partner }
figure-title-timeline = Сапарлар, құжаттар мен уәделер уақыт бойынша; сапарларда қабылдаған қала көрсетілген
figure-title-years = Сапарлар жылдар мен қабылдаған қалалар бойынша
figure-title-commitments = Барлық уәделер күйі бойынша
figure-title-before-month = Алдыңғы он екі ай және { $period }
figure-title-before-quarter = Алдыңғы он екі тоқсан және { $period }
figure-title-before-year = Алдыңғы он екі жыл және { $period }
figure-title-partners = Серіктес қалалар, сапарлар саны бойынша: { $period }
figure-lane-visits = Сапарлар
figure-lane-documents = Құжаттар
figure-lane-promises = Уәделер
figure-done = өтті, қол қойылды, орындалды
figure-ahead = жарияланды, дайындалуда, орындалмады
figure-column-name = Атауы
figure-column-value = Саны
figure-column-date = Күні
figure-column-status = Күйі
column-sector = Бағыт
column-total = Барлығы
figure-column-place = Орны
figure-column-distance = Қашықтық, км
