//! What a map shows: the part of the globe, its scale, and the land within.
//!
//! Start with [`View::around`].

use super::super::canvas::{Canvas, Rect};
use super::clip::{Pen, polygon};
use super::globe::{Plane, Vector, angle_on_globe};
use super::outline::{Arc, Kind, Outlines, Ring, outlines};

/// Height as a share of the width.
const FLATTEST: f32 = 0.42;
const TALLEST: f32 = 0.6;

/// Least width of a map in radii of the globe: 1,000 km.
const NARROWEST: f32 = 1000.0 / 6371.0;

/// Space above and below the places, points.
const PADDING: f32 = 50.0;

/// Of outlines out of view every so manyth point is enough.
const COARSE: usize = 12;

/// Furthest point from the centre that is drawn where it lies, radians; the antipode has no place.
const FURTHEST: f32 = 3.05;

/// A part of the globe on paper.
pub(super) struct View {
    plane: Plane,
    /// Middle of the map in the plane.
    middle: (f32, f32),
    /// Points in a radius of the globe.
    scale: f32,
    /// Radius in radians of a circle around the plane's centre that holds the map.
    limit: f32,
    pub frame: Rect,
    pub height: f32,
}

impl View {
    /// A map that shows all places, with room for names beside them.
    pub fn around(places: &[Vector], width: f32, name_width: f32) -> Self {
        let plane = Plane::around(Vector::middle(places));
        let spots: Vec<(f32, f32)> = places.iter().map(|p| plane.project(*p, FURTHEST)).collect();
        let span = |of: fn(&(f32, f32)) -> f32| {
            let (low, high) =
                spots.iter().map(of).fold((f32::MAX, f32::MIN), |(low, high), v| (low.min(v), high.max(v)));
            if low > high { (0.0, 0.0) } else { ((low + high) / 2.0, high - low) }
        };
        let ((x, across), (y, up)) = (span(|p| p.0), span(|p| p.1));
        let side = (name_width + 14.0).clamp(width * 0.08, width * 0.3);
        let by_width = ((width - 2.0 * side) / across.max(1e-6)).min(width / NARROWEST);
        let padding = PADDING.min(width * FLATTEST * 0.3);
        let height = (up * by_width + 2.0 * padding).clamp(width * FLATTEST, width * TALLEST);
        let by_height = (height - 2.0 * padding) / up.max(1e-6);
        let scale = by_width.min(by_height);
        let corner = (x.abs() + width / scale / 2.0).hypot(y.abs() + height / scale / 2.0);
        let frame = Rect { left: 0.0, top: 0.0, right: width, bottom: height };
        Self {
            plane,
            middle: (x, y),
            scale,
            limit: (angle_on_globe(corner) + 0.05).min(FURTHEST),
            frame,
            height,
        }
    }

    /// Where a place lies on paper.
    pub fn place(&self, vector: Vector) -> (f32, f32) {
        self.on_paper(self.plane.project(vector, FURTHEST))
    }

    fn on_paper(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let across = (x - self.middle.0) * self.scale;
        let up = (y - self.middle.1) * self.scale;
        (self.frame.right / 2.0 + across, self.frame.bottom / 2.0 - up)
    }

    /// Draws land, coasts and borders.
    pub fn draw_land(&self, canvas: &mut Canvas<'_>) {
        let outlines = outlines();
        let palette = &canvas.style.palette;
        let (land, border, rule) = (palette.land, palette.border, palette.rule);
        // The cut edges of land are outlined, too, and covered by the frame.
        canvas.fill_path(&self.land(outlines), land, rule);
        for kind in [Kind::Border, Kind::Disputed] {
            canvas.stroke_path(&self.lines(outlines, kind), border, 0.45, kind == Kind::Disputed);
        }
        let Rect { right, bottom, .. } = self.frame;
        canvas.stroke_path(&format!("M0 0H{right}V{bottom}H0Z"), rule, 0.6, false);
    }

    /// Path data of all land in view.
    fn land(&self, outlines: &Outlines) -> String {
        let mut data = String::new();
        let mut antipode_is_land = false;
        for ring in &outlines.rings {
            if self.is_far(ring, outlines) {
                continue;
            }
            let points = self.ring(ring, outlines);
            // A ring that runs the wrong way round the centre has the antipode inside.
            antipode_is_land ^= match turns(&points) {
                0 => false,
                turn => (turn > 0) != ring.hole,
            };
            data.push_str(&polygon(points.into_iter().map(|p| self.on_paper(p)).collect(), &self.frame));
        }
        if antipode_is_land {
            let Rect { right, bottom, .. } = self.frame;
            data.push_str(&format!("M0 0H{right}V{bottom}H0Z"));
        }
        data
    }

    /// Whether a ring of one arc, an island, is out of view.
    fn is_far(&self, ring: &Ring, outlines: &Outlines) -> bool {
        match &ring.arcs[..] {
            [arc] => outlines.arc(*arc).is_none_or(|(arc, _)| self.is_out_of_view(arc)),
            _ => false,
        }
    }

    /// Whether all points of an arc lie further from the centre than the map reaches.
    fn is_out_of_view(&self, arc: &Arc) -> bool {
        let reach = arc.reach.clamp(-1.0, 1.0).acos();
        let away = self.plane.depth(arc.middle).clamp(-1.0, 1.0).acos();
        reach < 1.0 && away - reach > self.limit
    }

    fn ring(&self, ring: &Ring, outlines: &Outlines) -> Vec<(f32, f32)> {
        let mut points = Vec::new();
        for number in &ring.arcs {
            let Some((arc, backwards)) = outlines.arc(*number) else { continue };
            let project = |vector: &Vector| self.plane.project(*vector, self.limit);
            // Out of view only the way round the map counts; the first point joins it to the arc before.
            let every = if self.is_out_of_view(arc) { COARSE } else { 1 };
            if backwards {
                points.extend(arc.points.iter().rev().step_by(every).map(project));
            } else {
                points.extend(arc.points.iter().step_by(every).map(project));
            }
        }
        points
    }

    fn lines(&self, outlines: &Outlines, kind: Kind) -> String {
        let mut pen = Pen::new(&self.frame);
        let edge = self.limit.cos();
        for arc in outlines.arcs.iter().filter(|arc| arc.kind == kind && !self.is_out_of_view(arc)) {
            pen.lift();
            for (index, vector) in arc.points.iter().enumerate() {
                if self.plane.depth(*vector) < edge {
                    pen.lift();
                    continue;
                }
                let is_end = index + 1 == arc.points.len();
                pen.to(self.on_paper(self.plane.project(*vector, self.limit)), is_end);
            }
        }
        pen.data
    }
}

/// How often a closed line runs round the centre, anticlockwise counted as positive.
fn turns(points: &[(f32, f32)]) -> i32 {
    let Some(mut before) = points.last().copied() else { return 0 };
    let mut turns = 0;
    for point in points {
        if (before.1 <= 0.0) != (point.1 <= 0.0) {
            let crossing = before.0 + (point.0 - before.0) * before.1 / (before.1 - point.1);
            if crossing > 0.0 {
                turns += if point.1 > 0.0 { 1 } else { -1 };
            }
        }
        before = *point;
    }
    turns
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the map's land covers a place, by counting crossings of the rings on paper.
    fn is_land(view: &View, latitude: f64, longitude: f64) -> bool {
        let data = view.land(outlines());
        let (x, y) = view.place(Vector::at(latitude, longitude));
        let mut inside = false;
        for ring in data.split('Z').filter(|ring| !ring.is_empty()) {
            let right = view.frame.right;
            let bottom = view.frame.bottom;
            let whole = format!("M0 0L{right} 0L{right} {bottom}L0 {bottom}");
            let ring = if ring.contains('H') { whole } else { ring.to_owned() };
            let numbers: Vec<f32> =
                ring.split(['M', 'L', ' ']).filter(|n| !n.is_empty()).map(|n| n.parse().unwrap()).collect();
            let points: Vec<(f32, f32)> = numbers.chunks(2).map(|p| (p[0], p[1])).collect();
            for (index, a) in points.iter().enumerate() {
                let b = points[(index + 1) % points.len()];
                if (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0 {
                    inside = !inside;
                }
            }
        }
        inside
    }

    #[test]
    fn land_is_land_and_sea_is_sea_wherever_the_map_lies() {
        let astana = (51.17, 71.45);
        let view = |places: &[(f64, f64)]| {
            let vectors: Vec<Vector> = places.iter().map(|(lat, lon)| Vector::at(*lat, *lon)).collect();
            View::around(&vectors, 430.0, 60.0)
        };
        let near = view(&[astana]);
        assert!(is_land(&near, 51.0, 71.0) && is_land(&near, 53.0, 69.0));
        let far = view(&[(59.93, 30.34), astana]);
        assert!(is_land(&far, 55.75, 37.6) && !is_land(&far, 59.9, 28.0), "Moscow, Gulf of Finland");
        let caspian = view(&[(42.0, 51.0)]);
        assert!(!is_land(&caspian, 42.0, 51.0) && is_land(&caspian, 43.6, 54.0), "Caspian Sea");
        // The middle of these lies opposite to Russia.
        let pacific = view(&[(-33.45, -70.67), (-36.85, 174.76)]);
        assert!(!is_land(&pacific, -45.0, -120.0) && is_land(&pacific, -38.5, 176.0), "South Pacific");
        let dateline = view(&[(64.7, 177.5), (64.5, -165.4)]);
        assert!(!is_land(&dateline, 62.0, -178.0) && is_land(&dateline, 66.5, 178.0), "Bering Sea");
        let pole = view(&[(-89.9, 0.0), (-77.8, 166.7)]);
        assert!(is_land(&pole, -85.0, 90.0), "Antarctica");
        let north = view(&[(90.0, 0.0), (78.2, 15.6)]);
        assert!(!is_land(&north, 89.0, 10.0) && is_land(&north, 79.0, 15.0), "Arctic Ocean, Svalbard");
    }

    #[test]
    fn all_places_are_on_the_map() {
        for places in [
            vec![(51.0, 71.0), (-51.0, -109.0)],
            vec![(0.0, 179.0), (0.0, -179.0)],
            vec![(90.0, 0.0), (-90.0, 0.0)],
            vec![(10.0, 10.0), (10.0, 10.0)],
            vec![(51.0, 71.0), (40.0, -74.0), (-34.0, 151.0), (-33.0, -70.0), (35.0, 139.0)],
        ] {
            let vectors: Vec<Vector> = places.iter().map(|(lat, lon)| Vector::at(*lat, *lon)).collect();
            let view = View::around(&vectors, 430.0, 60.0);
            for vector in vectors {
                let (x, y) = view.place(vector);
                assert!(
                    (0.0..=430.0).contains(&x) && (0.0..=view.height).contains(&y),
                    "{places:?}: {x} {y}"
                );
            }
        }
    }
}
