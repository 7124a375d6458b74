//! What a chart or map is asked to show: the text of a fenced block (TOML, or JSON as templates print it) as
//! typed values.
//!
//! Knows nothing of drawing. Start with [`Chart::parse`].

use crate::data::PartialDate;
use crate::document::ChartSpec;
use serde::{Deserialize, Serialize};

/// Something to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// `bar` and `stacked-bar`.
    Bars(Bars),
    /// `line`.
    Line(Line),
    /// `dot`: events on a time axis.
    Dots(Dots),
    /// `heat`: a table of rows and columns tinted by value.
    Heat(Heat),
    /// `spark`: a line as small as a word.
    Spark(Spark),
    /// `multiples`: small columns side by side.
    Multiples(Multiples),
    /// `map`.
    Map(Map),
}

/// What all charts have.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Heading {
    /// Becomes the figure's caption, where it has none, and the start of its description.
    pub title: String,
    /// Description for those who do not see the figure, in place of the one that is made from the data.
    pub alt: String,
    /// Heading of the data table's first column.
    pub label_column: String,
    /// Heading of the data table's column of values, where there is one only.
    pub value_column: String,
}

/// A row of values with its name; a missing value is a gap (JSON `null`, TOML `nan`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Name, for the key.
    pub name: String,
    /// One value for each label.
    pub values: Vec<Option<f64>>,
}

/// Which way bars go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Upwards, for time.
    Columns,
    /// To the right, for names.
    Rows,
}

/// Bars from zero; several series stand on each other (`stacked-bar`) or side by side (`bar`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bars {
    /// Title and so on.
    #[serde(flatten)]
    pub heading: Heading,
    /// Name of each bar.
    pub labels: Vec<String>,
    /// The values, where there is one series only.
    pub values: Vec<Option<f64>>,
    /// Several series.
    pub series: Vec<Series>,
    /// Which way; by default columns if all labels are short.
    pub direction: Option<Direction>,
    /// Whether series stand on each other; set by the kind.
    #[serde(skip)]
    pub stacked: bool,
}

/// Lines over equal steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Line {
    /// Title and so on.
    #[serde(flatten)]
    pub heading: Heading,
    /// Name of each step.
    pub labels: Vec<String>,
    /// The values, where there is one line only.
    pub values: Vec<Option<f64>>,
    /// Several lines.
    pub series: Vec<Series>,
}

/// Events on a time axis, in lanes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dots {
    /// Title and so on.
    #[serde(flatten)]
    pub heading: Heading,
    /// The events.
    pub items: Vec<Dot>,
    /// Lanes from top to bottom; by default as they come.
    pub lanes: Vec<String>,
    /// What a full dot means, for the key; empty for no key.
    pub full: String,
    /// What a hollow dot means, for the key.
    pub hollow: String,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dot {
    /// When: a day, month or year.
    pub date: PartialDate,
    /// Name, shown where there is room.
    #[serde(default)]
    pub label: String,
    /// Lane.
    #[serde(default)]
    pub lane: String,
    /// Whether the dot is hollow (announced, not yet held; open, not yet done).
    #[serde(default)]
    pub hollow: bool,
}

/// A table tinted by value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Heat {
    /// Title and so on.
    #[serde(flatten)]
    pub heading: Heading,
    /// Names of rows.
    pub rows: Vec<String>,
    /// Names of columns.
    pub columns: Vec<String>,
    /// One list for each row, with one value for each column.
    pub values: Vec<Vec<Option<f64>>>,
}

/// A line as small as a word.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Spark {
    /// Title and so on.
    #[serde(flatten)]
    pub heading: Heading,
    /// Name of each step; may be left out.
    pub labels: Vec<String>,
    /// The values.
    pub values: Vec<Option<f64>>,
}

/// Small columns side by side, the last of each marked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Multiples {
    /// Title and so on.
    #[serde(flatten)]
    pub heading: Heading,
    /// Name of each step, the same in all panels.
    pub labels: Vec<String>,
    /// The panels.
    pub series: Vec<Series>,
}

/// Places, with the shortest way between the first and each other where `line` is set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Map {
    /// Title and so on.
    #[serde(flatten)]
    pub heading: Heading,
    /// The places; the first is home.
    pub places: Vec<Place>,
    /// Whether lines are drawn; by default for two places. Where it is `false`, no distances are told either.
    pub line: Option<bool>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Name.
    pub name: String,
    /// Second line of its label, such as the country.
    #[serde(default)]
    pub note: String,
    /// Degrees north (WGS 84).
    pub latitude: f64,
    /// Degrees east (WGS 84).
    pub longitude: f64,
    /// How much it counts; dots have areas in proportion.
    #[serde(default)]
    pub weight: Option<f64>,
}

/// A chart's block cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpecError {
    /// The kind is none.
    #[error("\"{0}\" is no kind of chart; use bar, stacked-bar, line, dot, heat, spark, multiples or map")]
    Kind(String),
    /// The text is not what the kind wants.
    #[error("the {kind} chart cannot be read: {problem}")]
    Syntax {
        /// Kind.
        kind: String,
        /// What is wrong, and where in the block.
        problem: String,
    },
    /// Lists that belong together have different lengths.
    #[error("{what} has {found} values for {expected} labels; give one value for each label")]
    Length {
        /// Which list.
        what: String,
        /// Its length.
        found: usize,
        /// Length of the labels.
        expected: usize,
    },
    /// A place is not on the globe.
    #[error("{0} lies at no place on the globe; latitude is from -90 to 90, longitude from -180 to 180")]
    Place(String),
}

impl Chart {
    /// Reads what a block asks for.
    ///
    /// # Errors
    /// Where kind or text make no sense.
    ///
    /// ```
    /// use citybrief::{document::ChartSpec, figure::Chart};
    /// let text = "labels = [\"2018\", \"2019\"]\nvalues = [2, 6]".to_owned();
    /// let chart = Chart::parse(&ChartSpec { kind: "bar".to_owned(), text })?;
    /// assert!(matches!(chart, Chart::Bars(bars) if bars.series[0].values == [Some(2.0), Some(6.0)]));
    /// # Ok::<(), citybrief::figure::SpecError>(())
    /// ```
    pub fn parse(spec: &ChartSpec) -> Result<Self, SpecError> {
        match spec.kind.as_str() {
            "bar" => read(spec).and_then(|bars: Bars| bars.checked(false)).map(Self::Bars),
            "stacked-bar" => read(spec).and_then(|bars: Bars| bars.checked(true)).map(Self::Bars),
            "line" => read(spec).and_then(Line::checked).map(Self::Line),
            "dot" => read(spec).map(Self::Dots),
            "heat" => read(spec).and_then(Heat::checked).map(Self::Heat),
            "spark" => read(spec).and_then(Spark::checked).map(Self::Spark),
            "multiples" => read(spec).and_then(Multiples::checked).map(Self::Multiples),
            "map" => read(spec).and_then(Map::checked).map(Self::Map),
            other => Err(SpecError::Kind(other.to_owned())),
        }
    }

    /// Title and so on.
    pub fn heading(&self) -> &Heading {
        match self {
            Self::Bars(c) => &c.heading,
            Self::Line(c) => &c.heading,
            Self::Dots(c) => &c.heading,
            Self::Heat(c) => &c.heading,
            Self::Spark(c) => &c.heading,
            Self::Multiples(c) => &c.heading,
            Self::Map(c) => &c.heading,
        }
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Bars(c) => has_no_values(&c.series),
            Self::Line(c) => has_no_values(&c.series),
            Self::Multiples(c) => has_no_values(&c.series),
            Self::Dots(c) => c.items.is_empty(),
            Self::Heat(c) => c.values.iter().flatten().all(Option::is_none),
            Self::Spark(c) => c.values.iter().all(Option::is_none),
            Self::Map(c) => c.places.is_empty(),
        }
    }
}

fn has_no_values(series: &[Series]) -> bool {
    series.iter().flat_map(|s| &s.values).all(Option::is_none)
}

/// JSON where the text starts with a brace, else TOML.
fn read<T: for<'de> Deserialize<'de>>(spec: &ChartSpec) -> Result<T, SpecError> {
    let syntax = |problem: String| SpecError::Syntax { kind: spec.kind.clone(), problem };
    if spec.text.trim_start().starts_with('{') {
        serde_json::from_str(&spec.text).map_err(|error| syntax(error.to_string()))
    } else {
        toml::from_str(&spec.text)
            .map_err(|error| syntax(error.message().to_owned() + &line_of(&spec.text, error.span())))
    }
}

fn line_of(text: &str, span: Option<std::ops::Range<usize>>) -> String {
    let before = span.and_then(|span| text.get(..span.start));
    before
        .map(|before| format!(" (line {} of the block)", before.matches('\n').count() + 1))
        .unwrap_or_default()
}

/// Values that are no numbers count as missing.
fn finite(values: &mut [Option<f64>]) {
    values.iter_mut().for_each(|value| *value = value.filter(|v| v.is_finite()));
}

fn check(what: &str, values: &mut [Option<f64>], expected: usize) -> Result<(), SpecError> {
    finite(values);
    let found = values.len();
    if found == expected { Ok(()) } else { Err(SpecError::Length { what: what.to_owned(), found, expected }) }
}

/// One list of values is a series without a name.
fn gather(
    values: &mut Vec<Option<f64>>,
    series: &mut Vec<Series>,
    labels: &[String],
) -> Result<(), SpecError> {
    if series.is_empty() && !(values.is_empty() && labels.is_empty()) {
        series.push(Series { name: String::new(), values: std::mem::take(values) });
    }
    for series in series {
        let what =
            if series.name.is_empty() { "the chart".to_owned() } else { format!("\"{}\"", series.name) };
        check(&what, &mut series.values, labels.len())?;
    }
    Ok(())
}

impl Bars {
    fn checked(mut self, stacked: bool) -> Result<Self, SpecError> {
        self.stacked = stacked;
        gather(&mut self.values, &mut self.series, &self.labels)?;
        Ok(self)
    }
}

impl Line {
    fn checked(mut self) -> Result<Self, SpecError> {
        gather(&mut self.values, &mut self.series, &self.labels)?;
        Ok(self)
    }
}

impl Multiples {
    fn checked(mut self) -> Result<Self, SpecError> {
        gather(&mut Vec::new(), &mut self.series, &self.labels)?;
        Ok(self)
    }
}

impl Spark {
    fn checked(mut self) -> Result<Self, SpecError> {
        let expected = if self.labels.is_empty() { self.values.len() } else { self.labels.len() };
        check("the chart", &mut self.values, expected)?;
        Ok(self)
    }
}

impl Heat {
    fn checked(mut self) -> Result<Self, SpecError> {
        if self.values.len() != self.rows.len() {
            let what = "the table".to_owned();
            return Err(SpecError::Length { what, found: self.values.len(), expected: self.rows.len() });
        }
        for (name, values) in self.rows.iter().zip(&mut self.values) {
            check(&format!("\"{name}\""), values, self.columns.len())?;
        }
        Ok(self)
    }
}

impl Map {
    fn checked(self) -> Result<Self, SpecError> {
        let on_globe = |p: &Place| p.latitude.abs() <= 90.0 && p.longitude.abs() <= 180.0;
        match self.places.iter().find(|place| !on_globe(place)) {
            Some(place) => Err(SpecError::Place(place.name.clone())),
            None => Ok(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(kind: &str, text: &str) -> Result<Chart, SpecError> {
        Chart::parse(&ChartSpec { kind: kind.to_owned(), text: text.to_owned() })
    }

    #[test]
    fn toml_and_json_say_the_same() {
        let toml =
            parse("stacked-bar", "labels = [\"a\"]\n[[series]]\nname = \"x\"\nvalues = [nan]").unwrap();
        let json = parse("stacked-bar", r#"{"labels": ["a"], "series": [{"name": "x", "values": [null]}]}"#)
            .unwrap();
        assert_eq!(toml, json);
        assert!(toml.is_empty());
    }

    #[test]
    fn mistakes_are_told_with_what_to_do() {
        for (kind, text, part) in [
            ("pie", "", "no kind of chart"),
            ("", "", "no kind of chart"),
            ("bar", "labels = [", "line 1"),
            ("bar", "labels = [\"a\", \"b\"]\nvalues = [1]", "1 values for 2 labels"),
            ("line", "labels = [\"a\"]\n[[series]]\nname = \"x\"\nvalues = []", "\"x\" has 0 values"),
            ("heat", "rows = [\"r\"]\ncolumns = []\nvalues = []", "the table has 0 values"),
            ("map", "[[places]]\nname = \"X\"\nlatitude = 91.0\nlongitude = 0.0", "no place on the globe"),
            ("dot", "[[items]]\ndate = \"2020-13\"", "cannot be read"),
        ] {
            let message = parse(kind, text).unwrap_err().to_string();
            assert!(message.contains(part), "{kind}: {message}");
        }
    }
}
