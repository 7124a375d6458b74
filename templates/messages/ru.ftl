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
section-city-profile = Справка о городе
section-protocol-note = Памятка
section-sources = Источники

## Разделы месячной сводки

section-month = Итоги месяца
section-incoming = Приём делегаций
section-outgoing = Зарубежные поездки
section-meetings = Встречи и мероприятия
section-signed = Подписанные документы
section-by-pair-and-sector = По городам и направлениям
section-commitments-due = Исполнение договорённостей
section-next-month = План на следующий месяц

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
figure-column-name = Название
figure-column-value = Количество
figure-column-date = Дата
figure-column-status = Состояние
figure-column-sum = Всего
figure-column-place = Место
figure-column-distance = Расстояние, км
