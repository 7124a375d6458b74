//! What templates can do with values: filters and functions, in the report's language.

use super::escape::{to_attribute, to_link, to_markdown};
use crate::data::PartialDate;
use crate::message::{Argument, Catalogue};
use chrono::NaiveTime;
use std::sync::Arc;
use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

/// Stand-ins for arguments while a message is formed; from the private use area, so that no text has them.
const MARK: (char, char) = ('\u{e000}', '\u{e001}');

/// Adds all filters and functions.
pub(super) fn register(tera: &mut Tera, catalogue: Arc<Catalogue>) {
    register_dates(tera, &catalogue);
    register_words(tera, &catalogue);
    tera.register_filter("note", |notes: Vec<u32>, _: Kwargs, _: &State| note_references(&notes));
    tera.register_filter("attr", |text: &str, _: Kwargs, _: &State| Value::safe_string(&to_attribute(text)));
    tera.register_filter("link", |url: &str, args: Kwargs, _: &State| -> TeraResult<Value> {
        let text = args.get::<&str>("text")?.unwrap_or(url);
        Ok(Value::safe_string(&to_link(url, text)))
    });
    tera.register_filter("stop", |text: StringInput, _: Kwargs, _: &State| full_stop(&text));
    tera.register_filter("lang_span", |value: &Value, args: Kwargs, _: &State| lang_span(value, &args));
    tera.register_function("range", bounded_range);
}

fn register_dates(tera: &mut Tera, catalogue: &Arc<Catalogue>) {
    let words = Arc::clone(catalogue);
    tera.register_filter("date", move |text: &str, _: Kwargs, _: &State| -> TeraResult<String> {
        words.date(parse_date(text)?).map_err(Error::message)
    });
    let words = Arc::clone(catalogue);
    tera.register_filter("range", move |text: &str, args: Kwargs, _: &State| -> TeraResult<String> {
        let end = args.get::<&Value>("end")?.and_then(Value::as_str).map(parse_date).transpose()?;
        words.range(parse_date(text)?, end).map_err(Error::message)
    });
    let words = Arc::clone(catalogue);
    tera.register_filter("day", move |text: &str, _: Kwargs, _: &State| -> TeraResult<String> {
        let date = parse_date(text)?;
        date.day().map_or_else(|| words.date(date), |day| words.day_and_month(day)).map_err(Error::message)
    });
    let words = Arc::clone(catalogue);
    tera.register_filter("month", move |month: u32, _: Kwargs, _: &State| -> TeraResult<String> {
        words.month_name(month).map_err(Error::message)
    });
    let words = Arc::clone(catalogue);
    tera.register_filter("time", move |text: &str, args: Kwargs, _: &State| -> TeraResult<String> {
        let end = args.get::<&Value>("end")?.and_then(Value::as_str).map(parse_time).transpose()?;
        Ok(words.time(parse_time(text)?, end))
    });
}

fn register_words(tera: &mut Tera, catalogue: &Arc<Catalogue>) {
    let words = Arc::clone(catalogue);
    tera.register_filter("number", move |value: f64, args: Kwargs, _: &State| -> TeraResult<String> {
        Ok(words.number(value, args.get::<usize>("decimals")?.unwrap_or(0).min(12)))
    });
    let words = Arc::clone(catalogue);
    tera.register_filter("list", move |items: &[Value], _: Kwargs, state: &State| -> TeraResult<Value> {
        let items = items.iter().map(|item| state.escape_if_needed(item)).collect::<TeraResult<Vec<_>>>()?;
        Ok(Value::safe_string(&words.list(&items).map_err(Error::message)?))
    });
    let words = Arc::clone(catalogue);
    tera.register_function("msg", move |args: Kwargs, state: &State| message(&words, &args, state));
}

fn parse_date(text: &str) -> TeraResult<PartialDate> {
    text.parse().map_err(Error::message)
}

fn parse_time(text: &str) -> TeraResult<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M")
        .map_err(|_| Error::message(format!("\"{text}\" is not a time HH:MM")))
}

/// References to source notes, which the template defines as `[^sN]: …`.
fn note_references(notes: &[u32]) -> Value {
    Value::safe_string(&notes.iter().map(|n| format!("[^s{n}]")).collect::<String>())
}

/// The text with a full stop, unless it ends with one already, as a Russian date does ("2019 г.").
fn full_stop(text: &StringInput) -> Value {
    let ended = text.as_str().trim_end();
    let stop = if ended.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    text.inherit_safety(format!("{ended}{stop}"))
}

/// A text with its language: of a map with `text` and `lang`, or of a string with the argument `lang`.
/// Without a language, or with `none`, the text alone.
fn lang_span(value: &Value, args: &Kwargs) -> TeraResult<Value> {
    let field = |name| value.get_from_path(name).and_then(Value::as_str);
    let text = value.as_str().or_else(|| field("text"));
    let text =
        text.ok_or_else(|| Error::message("lang_span wants a text, or a map with `text` and `lang`"))?;
    let lang = args.get::<&Value>("lang")?.and_then(Value::as_str).or_else(|| field("lang"));
    let text = if value.is_safe() { text.to_owned() } else { to_markdown(text) };
    Ok(Value::safe_string(&match lang.filter(|l| is_language_tag(l)) {
        Some(lang) => format!("[{text}]{{lang={lang}}}"),
        None => text,
    }))
}

fn is_language_tag(tag: &str) -> bool {
    !tag.is_empty() && tag.len() <= 35 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// A message of the catalogue: `msg(id="…", name=value)`. Values that are marked up already (by `lang_span`,
/// `note`) keep their mark-up inside the message, which then is marked up, too; else it is plain text.
fn message(catalogue: &Catalogue, args: &Kwargs, state: &State) -> TeraResult<Value> {
    let id = args.must_get::<&str>("id")?;
    let mut values = Vec::new();
    let mut inserts = Vec::new();
    let mut marked_up = false;
    for (key, value) in args.iter() {
        let name = key.as_str().filter(|name| *name != "id");
        let Some(name) = name else { continue };
        match value.as_f64().filter(|_| value.is_number()) {
            Some(number) => values.push((name, Argument::Number(number))),
            None => {
                marked_up |= value.is_safe();
                values.push((name, Argument::Text(format!("{}{}{}", MARK.0, inserts.len(), MARK.1))));
                inserts.push(value);
            }
        }
    }
    let text = catalogue.text(id, &values).map_err(Error::message)?;
    let mut text = if marked_up { to_markdown(&text) } else { text };
    for (i, insert) in inserts.into_iter().enumerate() {
        let insert = if marked_up { state.escape_if_needed(insert)? } else { insert.to_string() };
        text = text.replace(&format!("{}{i}{}", MARK.0, MARK.1), &insert);
    }
    Ok(if marked_up { Value::safe_string(&text) } else { Value::from(text) })
}

/// Tera's `range` with a bound that fits reports: nested loops over it must come to an end.
fn bounded_range(args: Kwargs, _: &State) -> TeraResult<Vec<i64>> {
    const LONGEST: i64 = 1000;
    let (start, end) = (args.get::<i64>("start")?.unwrap_or(0), args.must_get::<i64>("end")?);
    if end.saturating_sub(start) > LONGEST {
        return Err(Error::message(format!("range gives at most {LONGEST} numbers")));
    }
    Ok((start..end).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{TemplateName, Templates};
    use super::*;
    use crate::data::Locale;
    use serde_json::json;

    fn render(locale: Locale, template: &str, context: serde_json::Value) -> String {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("own.md"), template).unwrap();
        let catalogue = Arc::new(Catalogue::builtin(locale).unwrap());
        let templates = Templates::with_folder(catalogue, folder.path()).unwrap();
        templates.render(&TemplateName::new("own"), &context).unwrap()
    }

    #[test]
    fn dates_times_and_numbers() {
        let context = json!({"a": "2015-09-24", "b": "2015-09-25", "none": null, "t": "09:30", "u": "12:00", "n": 1234.5});
        let template = "{{ a | range(end=b) }}; {{ a | range(end=none) }}; {{ a | day }}; {{ t | time(end=u) }}; \
                        {{ n | number(decimals=1) }}; {{ 11 | month }}";
        let text = render(Locale::Ru, template, context).replace('\u{a0}', "_");
        assert_eq!(
            text,
            "24–25_сентября_2015_г.; 24_сентября_2015_г.; 24_сентября; 09:30–12:00; 1\u{202f}234,5; ноябрь"
        );
    }

    #[test]
    fn texts_carry_their_language() {
        let context =
            json!({"head": {"text": "мэр [города]", "lang": "ru"}, "own": {"text": "x*", "lang": null}});
        let text = render(
            Locale::En,
            "{{ head | lang_span }} {{ own | lang_span }} {{ \"y\" | lang_span(lang=\"kk\") }}",
            context,
        );
        assert_eq!(text, "[мэр \\[города\\]]{lang=ru} x\\* [y]{lang=kk}");
    }

    #[test]
    fn messages_keep_the_mark_up_of_their_arguments() {
        let context = json!({"a": {"text": "*", "lang": "ru"}, "b": "<i>"});
        let template = "{{ msg(id=\"list-last\", before=a | lang_span, item=b) }}";
        assert_eq!(render(Locale::En, template, context), "[\\*]{lang=ru} and \\<i\\>");
    }

    #[test]
    fn a_full_stop_is_never_doubled() {
        let template =
            "{% filter stop %}{{ day | date }}{% endfilter %} {% filter stop %}{{ name }}{% endfilter %}";
        let text = render(Locale::Ru, template, json!({"day": "2019", "name": "a*"}));
        assert_eq!(text, "2019\u{a0}г. a\\*.");
    }

    #[test]
    fn lists_escape_their_items_once() {
        let context = json!({"items": ["a_b", "c"]});
        assert_eq!(render(Locale::En, "{{ items | list }}", context), "a\\_b and c");
    }
}
