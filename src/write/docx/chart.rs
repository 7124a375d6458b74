//! Charts as Word draws them itself, with their numbers in a workbook behind "Edit Data"
//! (ECMA-376 part 1, clause 21.2).
//!
//! Bars and lines only; dots, tints and maps have no form in Word and stay pictures. Colours and fonts are the
//! letterhead's theme's. Start with [`NativeChart::of`].

use super::workbook::{self, column_name};
use super::xml::{Element, Node, namespace};
use crate::figure::{Chart, Direction, Series};

/// Labels longer than this many characters stand beside bars that go to the right.
const SHORT_LABEL: usize = 12;

/// Characters of labels that fit side by side below a chart as wide as the text.
const LABEL_LINE: usize = 90;

/// Accent colours of a theme.
const ACCENTS: usize = 6;

/// How values are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Columns,
    Rows,
    Line,
}

/// A chart that Word can draw.
#[derive(Debug)]
pub(super) struct NativeChart {
    form: Form,
    stacked: bool,
    labels: Vec<String>,
    series: Vec<Series>,
    /// Heading of the workbook's first column.
    label_column: String,
}

impl NativeChart {
    /// The chart in Word's terms; `None` where Word has no form for it.
    pub fn of(chart: &Chart) -> Option<Self> {
        let (form, stacked, labels, series) = match chart {
            Chart::Bars(bars) => {
                (bar_form(bars.direction, &bars.labels), bars.stacked, &bars.labels, &bars.series)
            }
            Chart::Line(line) => (Form::Line, false, &line.labels, &line.series),
            _ => return None,
        };
        let heading = chart.heading();
        let mut series = series.clone();
        if let [only] = series.as_mut_slice()
            && only.name.is_empty()
        {
            only.name = first_of(&[&heading.value_column, &heading.title]);
        }
        let label_column = heading.label_column.clone();
        Some(Self { form, stacked, labels: labels.clone(), series, label_column })
    }

    /// Width divided by height that suits the chart.
    pub fn shape(&self) -> f32 {
        match self.form {
            Form::Rows => (16.0 / (self.labels.len() as f32 + 1.5)).clamp(0.8, 4.0),
            Form::Columns | Form::Line => 2.1,
        }
    }

    /// The workbook behind the chart, a .xlsx file.
    pub fn workbook(&self) -> Result<Vec<u8>, zip::result::ZipError> {
        workbook::write(&self.label_column, &self.labels, &self.series)
    }

    /// The chart part; `workbook` is the relationship to the workbook.
    pub fn part(&self, workbook: &str) -> Vec<u8> {
        let root = Element::new("c:chartSpace").with("xmlns:c", namespace("c"));
        let mut root = root.with("xmlns:a", namespace("a")).with("xmlns:r", namespace("r"));
        root.push(value("c:roundedCorners", "0"));
        root.push(self.chart());
        root.push(no_line());
        root.push(text_properties());
        let data = Element::new("c:externalData").with("r:id", workbook);
        root.push(data.child(value("c:autoUpdate", "0")));
        root.to_part()
    }

    fn chart(&self) -> Element {
        let plot = Element::new("c:plotArea").child(Element::new("c:layout")).child(self.plot());
        let plot = plot.child(self.label_axis()).child(self.value_axis());
        let mut chart = Element::new("c:chart").child(value("c:autoTitleDeleted", "1")).child(plot);
        if self.series.len() > 1 {
            let legend = Element::new("c:legend").child(value("c:legendPos", "t"));
            chart.push(legend.child(value("c:overlay", "0")));
        }
        chart.child(value("c:plotVisOnly", "1")).child(value("c:dispBlanksAs", "gap"))
    }

    fn plot(&self) -> Element {
        let series = (0..self.series.len()).map(|at| self.series_element(at));
        let grouping = match (self.form, self.stacked) {
            (Form::Line, _) => "standard",
            (_, true) => "stacked",
            (_, false) => "clustered",
        };
        let mut plot = match self.form {
            Form::Line => Element::new("c:lineChart"),
            Form::Columns => Element::new("c:barChart").child(value("c:barDir", "col")),
            Form::Rows => Element::new("c:barChart").child(value("c:barDir", "bar")),
        };
        plot.push(value("c:grouping", grouping));
        plot.push(value("c:varyColors", "0"));
        series.for_each(|s| plot.push(s));
        match self.form {
            Form::Line => plot.push(value("c:marker", "1")),
            Form::Columns | Form::Rows => {
                plot.push(value("c:gapWidth", "60"));
                if self.stacked {
                    plot.push(value("c:overlap", "100"));
                }
            }
        }
        plot.child(value("c:axId", LABEL_AXIS)).child(value("c:axId", VALUE_AXIS))
    }

    fn series_element(&self, at: usize) -> Element {
        let series = &self.series[at];
        let column = column_name(at + 1);
        let last = self.labels.len() + 1;
        let number = at.to_string();
        let mut element =
            Element::new("c:ser").child(value("c:idx", number.as_str())).child(value("c:order", number));
        let name = cache("c:strCache", None, std::iter::once(Some(series.name.clone())));
        element.push(Element::new("c:tx").child(reference("c:strRef", &format!("Data!${column}$1"), name)));
        element.push(look(self.form, at));
        match self.form {
            Form::Line => element.push(
                Element::new("c:marker").child(value("c:symbol", "circle")).child(value("c:size", "5")),
            ),
            Form::Columns | Form::Rows => element.push(value("c:invertIfNegative", "0")),
        }
        if self.shows_values() {
            element.push(value_labels());
        }
        let labels = cache("c:strCache", None, self.labels.iter().map(|label| Some(label.clone())));
        element.push(Element::new("c:cat").child(reference(
            "c:strRef",
            &format!("Data!$A$2:$A${last}"),
            labels,
        )));
        let values =
            cache("c:numCache", Some("General"), series.values.iter().map(|v| v.map(|v| v.to_string())));
        let range = format!("Data!${column}$2:${column}${last}");
        element.push(Element::new("c:val").child(reference("c:numRef", &range, values)));
        if self.form == Form::Line {
            element.push(value("c:smooth", "0"));
        }
        element
    }

    /// One row of bars says its values itself; more need an axis.
    fn shows_values(&self) -> bool {
        self.series.len() == 1 && self.form != Form::Line
    }

    fn label_axis(&self) -> Element {
        let (place, orientation) = match self.form {
            Form::Rows => ("l", "maxMin"),
            Form::Columns | Form::Line => ("b", "minMax"),
        };
        let axis = axis("c:catAx", LABEL_AXIS, orientation, "0", place);
        let axis = axis.child(value("c:numFmt", "General").renamed("formatCode").with("sourceLinked", "0"));
        let axis = ticks(axis, "low").child(line_look("7F7F7F"));
        let axis = axis.child(value("c:crossAx", VALUE_AXIS)).child(value("c:crosses", "autoZero"));
        match self.form {
            Form::Rows => axis,
            Form::Columns | Form::Line => axis.child(value("c:tickLblSkip", self.label_step().to_string())),
        }
    }

    /// Every how manyth label has room upright below the chart.
    fn label_step(&self) -> usize {
        let characters: usize = self.labels.iter().map(|label| label.chars().count() + 2).sum();
        characters.div_ceil(LABEL_LINE).max(1)
    }

    /// Distance of grid lines where values are whole and so small that Word would draw lines between them.
    fn whole_step(&self) -> Option<f64> {
        let values = || self.series.iter().flat_map(|s| s.values.iter().flatten());
        let highest = match self.stacked {
            false => values().copied().fold(0.0, f64::max),
            true => (0..self.labels.len())
                .map(|at| self.series.iter().filter_map(|s| s.values.get(at).copied().flatten()).sum())
                .fold(0.0, f64::max),
        };
        (values().all(|v| v.fract() == 0.0) && highest < 10.0).then(|| (highest / 5.0).ceil().max(1.0))
    }

    fn value_axis(&self) -> Element {
        let hidden = if self.shows_values() { "1" } else { "0" };
        let place = if self.form == Form::Rows { "b" } else { "l" };
        let mut axis = axis("c:valAx", VALUE_AXIS, "minMax", hidden, place);
        if !self.shows_values() {
            axis.push(Element::new("c:majorGridlines").child(line_look("D9D9D9")));
        }
        let axis = axis.child(value("c:numFmt", "General").renamed("formatCode").with("sourceLinked", "0"));
        let axis = ticks(axis, "nextTo").child(no_line()).child(value("c:crossAx", LABEL_AXIS));
        let crosses = if self.form == Form::Rows { "max" } else { "autoZero" };
        let axis = axis.child(value("c:crosses", crosses)).child(value("c:crossBetween", "between"));
        match self.whole_step() {
            Some(step) => axis.child(value("c:majorUnit", step.to_string())),
            None => axis,
        }
    }
}

const LABEL_AXIS: &str = "111111111";
const VALUE_AXIS: &str = "222222222";

fn bar_form(direction: Option<Direction>, labels: &[String]) -> Form {
    match direction {
        Some(Direction::Columns) => Form::Columns,
        Some(Direction::Rows) => Form::Rows,
        None if labels.len() == 1 => Form::Rows,
        None if labels.iter().all(|l| l.chars().count() <= SHORT_LABEL) => Form::Columns,
        None => Form::Rows,
    }
}

fn first_of(texts: &[&String]) -> String {
    texts.iter().find(|text| !text.is_empty()).map_or_else(String::new, |text| (*text).clone())
}

fn value(name: &'static str, value: impl Into<String>) -> Element {
    Element::new(name).with("val", value)
}

impl Element {
    /// The same with its only attribute under another name.
    fn renamed(mut self, name: &'static str) -> Self {
        self.attributes.iter_mut().for_each(|(old, _)| *old = name.into());
        self
    }
}

fn axis(name: &'static str, id: &str, orientation: &str, hidden: &str, place: &str) -> Element {
    let scaling = Element::new("c:scaling").child(value("c:orientation", orientation));
    let axis = Element::new(name).child(value("c:axId", id)).child(scaling);
    axis.child(value("c:delete", hidden)).child(value("c:axPos", place))
}

/// No tick marks, and labels in that place.
fn ticks(axis: Element, labels: &str) -> Element {
    let axis = axis.child(value("c:majorTickMark", "none")).child(value("c:minorTickMark", "none"));
    axis.child(value("c:tickLblPos", labels))
}

fn reference(kind: &'static str, range: &str, cache: Element) -> Element {
    Element::new(kind).child(Element::new("c:f").text(range)).child(cache)
}

/// Values as they stood when the chart was made; missing ones are left out.
fn cache(
    kind: &'static str,
    format: Option<&str>,
    values: impl ExactSizeIterator<Item = Option<String>>,
) -> Element {
    let mut cache = Element::new(kind);
    cache.children.extend(format.map(|f| Node::Element(Element::new("c:formatCode").text(f))));
    cache.push(value("c:ptCount", values.len().to_string()));
    for (at, text) in values.enumerate() {
        if let Some(text) = text {
            let point = Element::new("c:pt").with("idx", at.to_string());
            cache.push(point.child(Element::new("c:v").text(text)));
        }
    }
    cache
}

fn look(form: Form, at: usize) -> Element {
    let accent = value("a:schemeClr", format!("accent{}", at % ACCENTS + 1));
    let fill = Element::new("a:solidFill").child(accent);
    let properties = Element::new("c:spPr");
    match form {
        Form::Line => {
            properties.child(Element::new("a:ln").with("w", "22225").with("cap", "rnd").child(fill))
        }
        Form::Columns | Form::Rows => properties.child(fill),
    }
}

fn line_look(color: &str) -> Element {
    let fill = Element::new("a:solidFill").child(value("a:srgbClr", color));
    Element::new("c:spPr").child(Element::new("a:ln").with("w", "6350").child(fill))
}

fn no_line() -> Element {
    Element::new("c:spPr").child(Element::new("a:ln").child(Element::new("a:noFill")))
}

fn value_labels() -> Element {
    let shown = [
        ("c:showLegendKey", "0"),
        ("c:showVal", "1"),
        ("c:showCatName", "0"),
        ("c:showSerName", "0"),
        ("c:showPercent", "0"),
        ("c:showBubbleSize", "0"),
    ];
    shown.into_iter().fold(Element::new("c:dLbls"), |labels, (name, on)| labels.child(value(name, on)))
}

/// Nine-point text in the theme's font for headings.
fn text_properties() -> Element {
    let font = Element::new("a:latin").with("typeface", "+mj-lt");
    let run = Element::new("a:defRPr").with("sz", "900").child(font);
    let paragraph = Element::new("a:p").child(Element::new("a:pPr").child(run));
    let paragraph = paragraph.child(Element::new("a:endParaRPr").with("lang", "en-US"));
    Element::new("c:txPr").child(Element::new("a:bodyPr")).child(Element::new("a:lstStyle")).child(paragraph)
}
