//! A paragraph in the making: docx-rs holds its content, marks hold what docx-rs has no word for.
//!
//! Knows nothing of blocks. Start with [`Draft`].

use super::language;
use super::schema;
use super::xml::{Element, Node, XmlError, parse_fragment};
use crate::data::LanguageTag;
use docx_rs::{
    BookmarkEnd, BookmarkStart, BuildXML, FieldCharType, Hyperlink, HyperlinkData, InstrText, Paragraph,
    ParagraphChild, ParagraphProperty, Run,
};

/// A paragraph in the making.
#[derive(Default)]
pub(super) struct Draft {
    /// Properties.
    pub property: ParagraphProperty,
    /// Properties that docx-rs cannot write.
    pub further: Vec<Element>,
    children: Vec<ParagraphChild>,
    link: Option<Hyperlink>,
    marks: Vec<RunMark>,
}

/// What a run needs beyond docx-rs.
#[derive(Default)]
pub(super) struct RunMark {
    /// Language, where it is not the document's.
    pub language: Option<LanguageTag>,
    /// Elements put before the run's content.
    pub content: Vec<Element>,
    /// The picture's drawing gets these.
    pub drawing: Option<DrawingMark>,
}

/// What a drawing needs beyond docx-rs.
pub(super) struct DrawingMark {
    /// Number of the drawing in the document.
    pub id: usize,
    /// Text for those who do not see it; empty for decoration.
    pub alt: String,
    /// Relationship of the SVG original.
    pub svg: Option<String>,
    /// Takes the place of the picture: a chart.
    pub graphic: Option<Element>,
}

impl Draft {
    /// Adds a run.
    pub fn run(&mut self, run: Run, mark: RunMark) {
        if run.children.is_empty() && mark.content.is_empty() {
            return;
        }
        self.marks.push(mark);
        self.child(ParagraphChild::Run(Box::new(run)));
    }

    /// Adds what is neither run nor link.
    pub fn child(&mut self, child: ParagraphChild) {
        match &mut self.link {
            Some(link) => link.children.push(child),
            None => self.children.push(child),
        }
    }

    /// Opens a link to a relationship or bookmark; what follows is its text.
    pub fn open_link(&mut self, target: LinkTarget) {
        self.close_link();
        let link = match target {
            LinkTarget::Relationship(rid) => HyperlinkData::External { rid, path: String::new() },
            LinkTarget::Bookmark(anchor) => HyperlinkData::Anchor { anchor },
        };
        self.link = Some(Hyperlink { link, history: Some(1), children: Vec::new() });
    }

    /// Closes the open link, if any.
    pub fn close_link(&mut self) {
        if let Some(link) = self.link.take() {
            self.children.push(ParagraphChild::Hyperlink(link));
        }
    }

    /// Opens a bookmark.
    pub fn open_bookmark(&mut self, id: usize, name: &str) {
        self.child(ParagraphChild::BookmarkStart(BookmarkStart::new(id, name)));
    }

    /// Closes a bookmark.
    pub fn close_bookmark(&mut self, id: usize) {
        self.child(ParagraphChild::BookmarkEnd(BookmarkEnd::new(id)));
    }

    /// Adds a field with its result filled in; `run` gives the look of its runs.
    pub fn field(&mut self, instruction: &str, result: &str, run: &dyn Fn() -> Run) {
        self.open_field(instruction, run);
        self.run(run().add_text(result), RunMark::default());
        self.close_field(run);
    }

    /// Opens a field: what follows is its result.
    pub fn open_field(&mut self, instruction: &str, run: &dyn Fn() -> Run) {
        let instruction = InstrText::Unsupported(format!(" {instruction} "));
        self.run(run().add_field_char(FieldCharType::Begin, false), RunMark::default());
        self.run(run().add_instr_text(instruction), RunMark::default());
        self.run(run().add_field_char(FieldCharType::Separate, false), RunMark::default());
    }

    /// Closes a field.
    pub fn close_field(&mut self, run: &dyn Fn() -> Run) {
        self.run(run().add_field_char(FieldCharType::End, false), RunMark::default());
    }

    /// The finished paragraph.
    pub fn finish(mut self) -> Result<Element, XmlError> {
        self.close_link();
        // The constructor would draw an id from a counter of the process.
        let paragraph = Paragraph {
            id: String::new(),
            children: self.children,
            property: self.property,
            has_numbering: false,
        };
        let mut element = parse_fragment(&paragraph.build())?;
        schema::mend(&mut element);
        mark_runs(&mut element, &mut self.marks.into_iter());
        if !self.further.is_empty() {
            add_properties(&mut element, self.further);
        }
        Ok(element)
    }
}

/// Where a link leads.
pub(super) enum LinkTarget {
    /// Id of a relationship.
    Relationship(String),
    /// Name of a bookmark.
    Bookmark(String),
}

fn add_properties(paragraph: &mut Element, further: Vec<Element>) {
    if paragraph.find("w:pPr").is_none() {
        paragraph.children.insert(0, Node::Element(Element::new("w:pPr")));
    }
    let properties = paragraph.find_or_add("w:pPr");
    properties.children.extend(further.into_iter().map(Node::Element));
    schema::sort_paragraph(properties);
}

/// Gives the runs within an element their marks, in order.
fn mark_runs(element: &mut Element, marks: &mut dyn Iterator<Item = RunMark>) {
    for child in element.elements_mut() {
        match child.name.as_ref() {
            // docx-rs puts this one after a comment by itself.
            "w:r" if child.find("w:commentReference").is_some() => {}
            "w:r" => marks.next().into_iter().for_each(|mark| mark_run(child, mark)),
            "w:hyperlink" => mark_runs(child, marks),
            _ => {}
        }
    }
}

fn mark_run(run: &mut Element, mark: RunMark) {
    if let Some(tag) = &mark.language {
        if run.find("w:rPr").is_none() {
            run.children.insert(0, Node::Element(Element::new("w:rPr")));
        }
        let properties = run.find_or_add("w:rPr");
        language::mark(properties, tag);
        schema::sort_run(properties);
    }
    if !mark.content.is_empty() {
        let at = usize::from(run.find("w:rPr").is_some());
        run.children.splice(at..at, mark.content.into_iter().map(Node::Element));
    }
    if let Some(drawing) = mark.drawing {
        run.visit_mut(&mut |element| mark_drawing(element, &drawing));
    }
}

fn mark_drawing(element: &mut Element, mark: &DrawingMark) {
    match element.name.as_ref() {
        "wp:docPr" => {
            element.set("id", mark.id.to_string());
            element.set("name", format!("Figure {}", mark.id));
            match mark.alt.as_str() {
                "" => element.push(decorative()),
                alt => element.set("descr", alt),
            }
        }
        "a:graphic" => {
            if let Some(graphic) = &mark.graphic {
                *element = graphic.clone();
            }
        }
        "a:blip" => element.children.extend(mark.svg.iter().map(|id| Node::Element(svg_original(id)))),
        _ => {}
    }
}

/// Says that a drawing is decoration ([MS-ODRAWXML] 2.30).
fn decorative() -> Element {
    let mark = Element::new("adec:decorative")
        .with("xmlns:adec", "http://schemas.microsoft.com/office/drawing/2017/decorative")
        .with("val", "1");
    extension("{C183D7F6-B498-43B3-948B-1728B52AA6E4}", mark)
}

/// Leads from the PNG to the SVG that Word since 2016 shows instead ([MS-ODRAWXML] 2.24).
fn svg_original(relationship: &str) -> Element {
    let blip = Element::new("asvg:svgBlip")
        .with("xmlns:asvg", "http://schemas.microsoft.com/office/drawing/2016/SVG/main")
        .with("r:embed", relationship);
    extension("{96DAC541-7B7A-43D3-8B79-37D633B846F1}", blip)
}

fn extension(uri: &'static str, content: Element) -> Element {
    Element::new("a:extLst").child(Element::new("a:ext").with("uri", uri).child(content))
}
