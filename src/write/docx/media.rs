//! Files that the text shows: pictures, charts and the workbooks behind charts.
//!
//! Start with [`Media`].

use super::chart::NativeChart;
use super::package::{Package, Relationships};

/// Extension and content type of a file.
pub(super) type MediaKind = (&'static str, &'static str);

pub(super) const PNG: MediaKind = ("png", "image/png");
pub(super) const JPEG: MediaKind = ("jpeg", "image/jpeg");
pub(super) const SVG: MediaKind = ("svg", "image/svg+xml");

const WORKBOOK: MediaKind = ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
const CHART_TYPE: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";

/// Files of the document being written.
pub(super) struct Media {
    pictures: Vec<Picture>,
    charts: Vec<Chart>,
    /// Highest number of a drawing so far.
    drawings: usize,
    /// Number of the first new file.
    first: usize,
}

struct Picture {
    name: String,
    kind: MediaKind,
    bytes: Vec<u8>,
}

struct Chart {
    name: String,
    part: Vec<u8>,
    links: Relationships,
    workbook_name: String,
    workbook: Vec<u8>,
}

impl Media {
    /// No files yet: drawings are numbered after those of the letterhead, files after those of an earlier
    /// report that has become the letterhead.
    pub fn new(drawings: usize, package: &Package) -> Self {
        let number = |name: &str| {
            let (_, file) = name.rsplit_once("/report")?;
            file.split('.').next()?.parse::<u32>().ok()
        };
        let first = package.names().filter_map(number).max().map_or(1, |n| n as usize + 1);
        Self { pictures: Vec::new(), charts: Vec::new(), drawings, first }
    }

    /// A number for a drawing that no other has.
    pub fn next_drawing(&mut self) -> usize {
        self.drawings += 1;
        self.drawings
    }

    /// Adds a picture, or finds the one with the same bytes; gives its name beside the main part.
    pub fn add(&mut self, kind: MediaKind, bytes: Vec<u8>) -> String {
        if let Some(known) = self.pictures.iter().find(|p| p.kind == kind && p.bytes == bytes) {
            return known.name.clone();
        }
        let name = format!("media/report{}.{}", self.first + self.pictures.len(), kind.0);
        self.pictures.push(Picture { name: name.clone(), kind, bytes });
        name
    }

    /// Adds a chart with its workbook; gives its name beside the main part.
    pub fn add_chart(&mut self, chart: &NativeChart, workbook: Vec<u8>) -> String {
        let number = self.first + self.charts.len();
        let workbook_name = format!("embeddings/report{number}.xlsx");
        let mut links = Relationships::default();
        let link = links.add("package", &format!("../{workbook_name}"), false);
        let name = format!("charts/report{number}.xml");
        self.charts.push(Chart {
            name: name.clone(),
            part: chart.part(&link),
            links,
            workbook_name,
            workbook,
        });
        name
    }

    /// Puts the files into a package, in the folder of its main part.
    pub fn put(self, package: &mut Package, folder: &str) {
        for picture in self.pictures {
            let (extension, content_type) = picture.kind;
            package.put_media(&format!("{folder}{}", picture.name), extension, content_type, picture.bytes);
        }
        for chart in self.charts {
            let name = format!("{folder}{}", chart.name);
            package.put(&name, CHART_TYPE, chart.part);
            package.set_relationships(&name, &chart.links);
            let (extension, content_type) = WORKBOOK;
            let workbook = format!("{folder}{}", chart.workbook_name);
            package.put_media(&workbook, extension, content_type, chart.workbook);
        }
    }
}
