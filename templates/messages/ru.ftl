### Слова отчётов, русский язык.
### Состав сообщений и аргументов тот же, что в en.ftl и kk.ftl. Даты не разрываются сами: достаточно обычных пробелов.

# Неразрывный пробел
-nbsp = {"\u00A0"}

## Даты и перечни

date-day = { $day } { $month } { $year } г.
date-day-month = { $day } { $month }
date-month = { $month } { $year } г.
date-year = { $year } г.
date-range = { $from } – { $to }
date-range-in-year = { $from } – { $to } { $year } г.
date-range-in-month = { $from }–{ $to } { $month } { $year } г.
month-name = { $month ->
    [1] январь
    [2] февраль
    [3] март
    [4] апрель
    [5] май
    [6] июнь
    [7] июль
    [8] август
    [9] сентябрь
    [10] октябрь
    [11] ноябрь
   *[12] декабрь
}
month-of-day = { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}
list-next = { $before }, { $item }
list-last = { $before } и{ -nbsp }{ $item }

## Что добавляют форматы

label-contents = Содержание
label-page-of = Страница { $page } из { $pages }
label-figure = Рисунок { $number }
label-table = Таблица { $number }
label-page = , с. { $number }
label-note = Примечание { $number }
label-back-to-text = Назад к тексту

## Разделы справки

section-key-points = Главное
section-purpose = Цель визита
section-objectives = Задачи и ожидания сторон
section-delegation = Состав делегации
section-programme = Программа пребывания
section-agenda = Повестка дня
section-points-to-make = Тезисы к беседе
section-sensitive-issues = Чувствительные вопросы
section-relations = Информация о сотрудничестве
section-legal-basis = Договорно-правовая база
section-cooperation-by-sector = Сотрудничество по направлениям
section-visits = Обмен визитами
section-commitments = Достигнутые ранее договорённости и их реализация
section-documents = Проекты документов для подписания
section-press-line = Позиция для СМИ
section-biographies = Биографические справки
section-protocol-note = Памятка
section-sources = Источники

## Заголовок и пометки

briefing-title = Информационная справка к визиту делегации { $guest } в { $host }
city-genitive = города { $city }
city-accusative = город { $city }
place-unknown = нет данных
date-unknown = дата неизвестна
side-both = обе стороны
notice-fictitious = План этого визита — вымышленный пример; такой визит не объявлялся.
notice-plan-language = Тексты плана приведены на языке составителя ({ $language }).
language-en = английский
language-ru = русский
language-kk = казахский

## Уточнить

callout-confirm = Уточнить
gaps-more = Ещё { $count } — в приложении{ $page }.
annex-gaps = Уточнить (продолжение)
gap-no-plan = Плана визита нет: цель, задачи, состав делегации, программа и тезисы не приводятся.
gap-plan-past = Первый день визита по плану уже прошёл: { $date }
gap-plan-lacks = В плане не указано:
gap-plan-names = { $count ->
    [one] В составе делегаций { $count }{ -nbsp }должность указана без имени.
    [few] В составе делегаций { $count }{ -nbsp }должности указаны без имени.
   *[other] В составе делегаций { $count }{ -nbsp }должностей указаны без имени.
}
gap-start = Визит { $visit }, первый день:
gap-end = Визит { $visit }, последний день:
gap-status = Визит { $visit }, состоялся ли он:
gap-kind = Визит { $visit }, характер визита:
gap-head = Визит { $visit }, глава делегации:
gap-head-role = Визит { $visit }, должность ({ $subject }):
gap-size = Визит { $visit }, численность делегации:
gap-sectors = Источники называют разные темы:
gap-agreement-status = Визит { $visit }, состояние документа «{ $subject }»:
gap-agreement-type = Визит { $visit }, вид документа «{ $subject }»:
gap-agreement-date = Визит { $visit }, дата документа «{ $subject }»:
gap-agreement-term = Визит { $visit }, срок действия документа «{ $subject }»:
gap-announced-only = Объявлено, но сообщений о том, что визит состоялся, нет:
gap-status-unknown = Источники не сообщают, состоялся ли визит:
gap-no-head = Глава делегации не назван:
gap-inferred-date = Известна только дата публикации:
gap-no-date = Дата неизвестна:
plan-dates = Даты

## Основная часть справки

glance-who = Кто приезжает
glance-when = Когда
glance-promised = Не закрыто с прошлых визитов
glance-say = Что сказать
glance-last = Последний контакт
glance-delegation = Делегация: { $city }
glance-more = и ещё { $count }, см. «{ $section }»
people-count = { $count }{ -nbsp }чел.
objectives-ours = Задачи: { $city }
objectives-theirs = Ожидания: { $city }
delegation-guests = Гости: { $city }
delegation-hosts = Принимающая сторона: { $city }
programme-reference = программа в приложении{ $page }
relations-none = Сведений о визитах между городами нет: { $guest }, { $host }.
relations-total = { $count ->
    [one] Известен { $count }{ -nbsp }визит ({ $period }).
    [few] Известны { $count }{ -nbsp }визита ({ $period }).
   *[other] Известно { $count }{ -nbsp }визитов ({ $period }).
}
relations-hosts = Принимали: { $host } — { $host_count }, { $guest } — { $guest_count }.
relations-held = Состоялось: { $count }.
relations-announced = Известно только по анонсам: { $count }.
relations-unconfirmed = Не сообщается, состоялся ли визит: { $count }.
relations-cancelled = Отменено: { $count }.
relations-first = Первый известный состоявшийся визит:
relations-last = Последний:
legal-none = О документах между городами сведений нет.
legal-prepared = Предложены или готовятся; сообщений о подписании нет
legal-term = до { $date }
legal-from-visit = визит { $date }
sectors-reading = { $count ->
   *[other] В { $count }{ -nbsp }из { $visits } визитов: { $names }.
}
sectors-caption = Визиты по направлениям и годам; визит учтён в каждом из своих направлений
sectors-none = Темы этих визитов в источниках не названы.
visits-caption = Визиты: { $guest } и { $host }, начиная с последнего
visits-reference = Таблица всех визитов — в приложении{ $page }.
visits-related = Смежные контакты, где одна из сторон не город
commitments-none = Сведений о договорённостях прошлых визитов нет.
commitments-none-open = Незакрытых договорённостей не известно.
commitments-settled = Исполненные, снятые и те, о которых больше не сообщалось
commitments-due = срок: { $date }
commitments-past-due = срок: { $date }, истёк

## Приложения справки

annex-people = С кем встречались раньше
annex-deadlines = Сроки
people-caption = Участники прошлых визитов: { $city }
protocol-dress = Форма одежды
protocol-gifts = Подарки
protocol-languages = Языки
protocol-flags = Флаги
protocol-accessibility = Доступность
sources-none = Источников для этой справки нет.
source-via = по публикации: { $outlet }
source-rows = { $count ->
    [one] строка { $rows }
   *[other] строки { $rows }
}

## Заголовки столбцов

column-date = Дата
column-time = Время
column-what = Мероприятие
column-where = Место
column-place = Принимал город
column-head = Глава делегации
column-subject = Цель и темы
column-document = Документ
column-signatories = Подписывают
column-open = Открытые вопросы
column-name = Имя
column-role = Должность на тот момент
column-visit = Визит
value-or = или
quoted = «{ $text }»

## Количества

visits-count = { $count ->
    [one] { $count }{ -nbsp }визит
    [few] { $count }{ -nbsp }визита
   *[other] { $count }{ -nbsp }визитов
}

## Значения

visit-kind-official = официальный визит
visit-kind-working = рабочий визит
visit-kind-business-mission = деловая миссия
visit-kind-cultural-and-business-mission = культурно-деловая миссия
visit-kind-study-tour = ознакомительная поездка
visit-kind-forum = форум или конференция
visit-kind-courtesy-call = протокольный визит
visit-kind-other = иное
visit-status-announced = объявлен
visit-status-held = состоялся
visit-status-cancelled = отменён
agreement-type-agreement = соглашение
agreement-type-memorandum = меморандум
agreement-type-protocol = протокол
agreement-type-programme = программа
agreement-type-road-map = дорожная карта
agreement-type-action-plan = план мероприятий
agreement-type-contract = договор
agreement-type-letter-of-intent = письмо о намерениях
agreement-status-proposed = предложено
agreement-status-agreed-to-draft = решено подготовить
agreement-status-drafted = подготовлен проект
agreement-status-signed = подписано
agreement-status-in-force = действует
agreement-status-expired = срок истёк
agreement-status-renewed = продлено
agreement-status-terminated = прекращено
commitment-status-open = не исполнено
commitment-status-in-progress = исполняется
commitment-status-done = исполнено
commitment-status-overdue = просрочено
commitment-status-dropped = снято
commitment-status-unknown = нет данных
sector-role-purpose = цель визита
sector-role-discussed = обсуждалось
sector-role-agreed = согласовано
sector-role-signed = подписано
person-group-government = Органы власти
person-group-business = Бизнес
person-group-academia = Вузы и наука
person-group-culture = Культура
person-group-support = Сопровождение

## Сводки

summary-title = Международные связи: { $period }
summary-title-of = Международные связи { $city }: { $period }
summary-quiet = Без событий: сведений о визитах и подписанных документах за этот период нет ({ $period }).
summary-overdue = { $count ->
    [one] Просрочена { $count }{ -nbsp }договорённость.
    [few] Просрочены { $count }{ -nbsp }договорённости.
   *[other] Просрочено { $count }{ -nbsp }договорённостей.
}
summary-promises-overdue = Срок истёк
summary-promises-due = Срок наступает: { $period }
summary-promises-open = { $count ->
    [one] Ещё { $count }{ -nbsp }договорённость не исполнена: без срока или с более поздним сроком.
    [few] Ещё { $count }{ -nbsp }договорённости не исполнены: без срока или с более поздним сроком.
   *[other] Ещё { $count }{ -nbsp }договорённостей не исполнено: без срока или с более поздним сроком.
}
period-quarter = { $quarter }-й{ -nbsp }квартал { $year }{ -nbsp }г.
section-month = Итоги месяца
section-quarter = Итоги квартала
section-year = Итоги года
section-incoming = Приём делегаций
section-outgoing = Зарубежные поездки
section-delegations = Делегации
section-meetings = Встречи и мероприятия
section-signed = Подписанные документы
section-by-pair-and-sector = По городам и направлениям
section-commitments-due = Исполнение договорённостей
section-next-month = План на следующий месяц
section-next-quarter = План на следующий квартал
section-next-year = План на следующий год
section-since = Новое после прошлого выпуска ({ $date })
figure-visits = Визиты
figure-incoming = Приём делегаций
figure-outgoing = Выезды
figure-held = Состоялись
figure-announced = Известны только по анонсам
figure-cancelled = Отменены
figure-signed = Подписано документов
figure-changes = { $period }: { $change }; { $year }: { $year_change }
column-pair = Города
column-visits = Визиты
column-sectors = Направления
event-visited = посещено
event-hosted = проведено для гостей
event-planned = намечено
since-new-visit = новое
since-not-said = не указано
since-visit = состояние
since-start = первый день
since-end = последний день
since-head = глава делегации
since-size = численность делегации
since-sectors = направления
since-agreement = документ
since-commitment = договорённость
since-due = срок договорённости
since-about = { $what } «{ $subject }»
since-changed = { $what }: { $before } → { $after }
since-added = { $what }: { $after }
since-removed = { $what }: больше не { $before }

## Письма

mail-greeting = Здравствуйте!
mail-summary-attached = Направляем сводку международных связей ({ $period }). Основные показатели:
mail-briefing-attached = Направляем справку к предстоящему визиту. Кратко:
mail-part = { $subject } (часть { $number } из { $count })
mail-too-large = Файл { $name } ({ $size }{ -nbsp }МБ) слишком велик для письма и не приложен; запросите его у отправителя.

## Рисунки

figure-nothing = Здесь нечего показать.
figure-failed = Этот рисунок не удалось построить.
figure-more = Не показано ещё: { $count }
figure-unnamed = Мест без подписи (не хватило места): { $count }
figure-distance = { $distance }{ -nbsp }км
figure-alt-bars = Всего { $total } ({ $first } – { $last }); больше всего: { $most }.
figure-alt-ranking = Всего { $total }; больше всего: { $most }.
figure-alt-parts = Из них: { $names }.
figure-others = прочие
figure-alt-zero = Все значения равны нулю.
figure-alt-line = { $first }: { $first-value }; { $last }: { $last-value }; наибольшее значение: { $peak-value } ({ $peak }).
figure-alt-dots = { $count ->
    [1] Одна дата: { $first }.
    [one] { $count } дата, { $first } – { $last }.
    [few] { $count } даты, { $first } – { $last }.
   *[many] { $count } дат, { $first } – { $last }.
}
figure-alt-heat = Строк: { $rows }, столбцов: { $columns }. Больше всего по строкам: { $row-names }; по столбцам: { $column-names }.
figure-alt-route = Карта: { $from } – { $to }, { $distance }{ -nbsp }км по кратчайшему пути.
figure-alt-places = { $count ->
    [1] Карта, одно место: { $names }.
   *[other] Карта, мест: { $count }; среди них { $names }.
}
figure-title-map = Расположение городов: { $home } и { $partner }
figure-title-timeline = Визиты, документы и обещания по времени; у визитов указан принимавший город
figure-title-years = Визиты по годам и принимавшим городам
figure-title-commitments = Все обещания по состоянию
figure-title-before-month = Двенадцать предыдущих месяцев и { $period }
figure-title-before-quarter = Двенадцать предыдущих кварталов и { $period }
figure-title-before-year = Двенадцать предыдущих лет и { $period }
figure-title-partners = Города-партнёры по числу визитов: { $period }
figure-lane-visits = Визиты
figure-lane-documents = Документы
figure-lane-promises = Обещания
figure-done = состоялось, подписано, выполнено
figure-ahead = объявлено, готовится, не выполнено
figure-column-name = Название
figure-column-value = Количество
figure-column-date = Дата
figure-column-status = Состояние
column-sector = Направление
column-total = Всего
figure-column-place = Место
figure-column-distance = Расстояние, км
