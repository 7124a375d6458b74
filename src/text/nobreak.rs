//! Spaces at which a line should not end: between a number and what it counts, a sign and its
//! number, initials and the surname; and single letters that should not hang at a line's end.

/// How much a line may want to end at a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpaceRule {
    /// As any space.
    Free,
    /// Better not: after a one-letter word.
    Reluctant,
    /// Never, as long as the line can hold both words.
    Never,
}

/// What the words on either side make of the space between them.
pub(super) fn rule(before: &str, after: &str) -> SpaceRule {
    let before = before.trim_start_matches(OPENING);
    let after = after.trim_start_matches(OPENING);
    let core = after.trim_end_matches(CLOSING);
    let number = before.chars().next_back().is_some_and(|c| c.is_ascii_digit());
    let joined = after.starts_with(['—', '–']) && after.chars().nth(1).is_none()
        || is_leader(before)
        || (number && (is_month(core) || is_unit(core)))
        || (number && before.len() <= 3 && is_digit_group(core))
        || (is_initial(before) && starts_upper(after))
        || (starts_upper(before) && ends_in_letter(before) && is_initial(core_of_initial(after)));
    match before.chars().count() {
        _ if joined => SpaceRule::Never,
        1 if before.chars().all(char::is_alphabetic) && before != "I" => SpaceRule::Reluctant,
        _ => SpaceRule::Free,
    }
}

const OPENING: [char; 4] = ['(', '«', '“', '„'];
const CLOSING: [char; 10] = [',', '.', ';', ':', ')', '»', '”', '!', '?', '…'];

/// A month, in the forms that follow a day.
fn is_month(word: &str) -> bool {
    let lower;
    let word = if word.chars().any(char::is_uppercase) {
        lower = word.to_lowercase();
        &lower
    } else {
        word
    };
    matches!(
        word,
        "января"
            | "февраля"
            | "марта"
            | "апреля"
            | "мая"
            | "июня"
            | "июля"
            | "августа"
            | "сентября"
            | "октября"
            | "ноября"
            | "декабря"
            | "қаңтар"
            | "ақпан"
            | "наурыз"
            | "сәуір"
            | "мамыр"
            | "маусым"
            | "шілде"
            | "тамыз"
            | "қыркүйек"
            | "қазан"
            | "қараша"
            | "желтоқсан"
            | "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}

/// A word or sign that belongs to the number before it.
fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "г" | "гг"
            | "год"
            | "года"
            | "лет"
            | "ж"
            | "жж"
            | "жыл"
            | "жылғы"
            | "жылы"
            | "в"
            | "вв"
            | "ч"
            | "час"
            | "мин"
            | "км"
            | "м"
            | "м²"
            | "км²"
            | "м³"
            | "кв"
            | "куб"
            | "га"
            | "т"
            | "кг"
            | "тыс"
            | "млн"
            | "млрд"
            | "трлн"
            | "мың"
            | "руб"
            | "тг"
            | "тенге"
            | "теңге"
            | "чел"
            | "million"
            | "billion"
            | "thousand"
            | "km"
            | "ha"
            | "kg"
            | "%"
            | "₽"
            | "₸"
            | "€"
            | "$"
            | "°C"
    )
}

/// A short word before a name or number.
fn is_leader(word: &str) -> bool {
    matches!(
        word,
        "№" | "§"
            | "г."
            | "ул."
            | "д."
            | "п."
            | "ст."
            | "см."
            | "No."
            | "no."
            | "Mr"
            | "Mrs"
            | "Ms"
            | "Dr"
            | "p."
    )
}

/// Three digits after a space: thousands.
fn is_digit_group(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit())
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn ends_in_letter(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().next_back().is_some_and(char::is_lowercase)
}

/// `И.` or `И.О.`
fn is_initial(word: &str) -> bool {
    let mut letters = 0;
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_uppercase() || chars.next() != Some('.') {
            return false;
        }
        letters += 1;
    }
    (1..=3).contains(&letters)
}

/// An initial with the punctuation of its sentence taken off, its own point kept.
fn core_of_initial(word: &str) -> &str {
    word.trim_end_matches([',', ';', ':', ')', '»', '”'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_together_stays_together() {
        for (before, after) in [
            ("№", "5"),
            ("25", "сентября"),
            ("2019", "г."),
            ("5", "November"),
            ("И.", "Иванов"),
            ("Иванов", "И."),
            ("И.", "О."),
            ("города", "—"),
            ("12", "млн"),
            ("1", "250"),
            ("г.", "Алматы"),
            ("(25", "сентября),"),
            ("15", "қыркүйек"),
        ] {
            assert_eq!(rule(before, after), SpaceRule::Never, "{before} {after}");
        }
    }

    #[test]
    fn other_spaces_are_free() {
        for (before, after) in
            [("встреча", "состоялась"), ("2019", "состоялась"), ("year", "2019"), ("Эта", "Та")]
        {
            assert_eq!(rule(before, after), SpaceRule::Free, "{before} {after}");
        }
        assert_eq!(rule("в", "Алматы"), SpaceRule::Reluctant);
    }
}
