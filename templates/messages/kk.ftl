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
section-city-profile = Қала туралы анықтама
section-protocol-note = Жадынама
section-sources = Дереккөздер

## Айлық есеп бөлімдері

section-month = Ай қорытындысы
section-incoming = Қабылданған делегациялар
section-outgoing = Шетелдік іссапарлар
section-meetings = Кездесулер мен іс-шаралар
section-signed = Қол қойылған құжаттар
section-by-pair-and-sector = Қалалар мен салалар бойынша
section-commitments-due = Уағдаластықтардың орындалуы
section-next-month = Келесі айдың жоспары

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
figure-column-name = Атауы
figure-column-value = Саны
figure-column-date = Күні
figure-column-status = Күйі
figure-column-sum = Барлығы
figure-column-place = Орны
figure-column-distance = Қашықтық, км
