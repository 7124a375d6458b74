//! Shapes cut to a rectangle, as SVG path data.
//!
//! Start with [`polygon`] and [`Pen`].

use super::super::canvas::{Number, Rect};
use std::fmt::Write;

/// Points nearer to the last one than this are left out, points (1/72 in).
const FINEST: f32 = 0.8;

type Point = (f32, f32);

/// Path data of the part of a polygon within a rectangle (Sutherland and Hodgman); empty where there is none.
pub(super) fn polygon(points: Vec<Point>, frame: &Rect) -> String {
    let cut = |points: Vec<Point>, side: &dyn Fn(Point) -> f32| cut(&points, side);
    let points = cut(points, &|p| p.0 - frame.left);
    let points = cut(points, &|p| frame.right - p.0);
    let points = cut(points, &|p| p.1 - frame.top);
    let points = cut(points, &|p| frame.bottom - p.1);
    let mut data = String::new();
    if points.len() < 3 || is_speck(&points) {
        return data;
    }
    let mut last = (f32::MAX, f32::MAX);
    for point in points {
        if (point.0 - last.0).abs() + (point.1 - last.1).abs() >= FINEST {
            let pen = if data.is_empty() { 'M' } else { 'L' };
            // Writing to a string does not fail.
            let _ = write!(data, "{pen}{} {}", Number(point.0), Number(point.1));
            last = point;
        }
    }
    data.push('Z');
    data
}

/// Whether a shape is too small to be seen.
fn is_speck(points: &[Point]) -> bool {
    let span = |of: fn(&Point) -> f32| {
        let (low, high) =
            points.iter().map(of).fold((f32::MAX, f32::MIN), |(low, high), v| (low.min(v), high.max(v)));
        high - low
    };
    span(|p| p.0) + span(|p| p.1) < 2.0 * FINEST
}

/// Keeps what lies on the side where `side` is not negative.
fn cut(points: &[Point], side: &dyn Fn(Point) -> f32) -> Vec<Point> {
    let mut kept = Vec::with_capacity(points.len());
    let Some(mut before) = points.last().copied() else { return kept };
    let mut before_side = side(before);
    for point in points {
        let point_side = side(*point);
        if (point_side >= 0.0) != (before_side >= 0.0) {
            kept.push(between(before, *point, before_side / (before_side - point_side)));
        }
        if point_side >= 0.0 {
            kept.push(*point);
        }
        (before, before_side) = (*point, point_side);
    }
    kept
}

fn between(a: Point, b: Point, share: f32) -> Point {
    (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share)
}

/// Draws lines within a rectangle.
pub(super) struct Pen<'a> {
    frame: &'a Rect,
    pub data: String,
    last: Option<Point>,
    /// Where the pen stands on paper.
    drawn: Option<Point>,
}

impl<'a> Pen<'a> {
    pub fn new(frame: &'a Rect) -> Self {
        Self { frame, data: String::new(), last: None, drawn: None }
    }

    /// Lifts the pen.
    pub fn lift(&mut self) {
        (self.last, self.drawn) = (None, None);
    }

    /// Draws a line to a point, or starts there. `must` keeps a point that is near to the last one.
    pub fn to(&mut self, point: Point, must: bool) {
        let Some(last) = self.last else {
            self.last = Some(point);
            return;
        };
        let near = (point.0 - last.0).abs() + (point.1 - last.1).abs();
        if near < if must { FINEST / 10.0 } else { FINEST } {
            return;
        }
        self.last = Some(point);
        match self.inside(last, point) {
            None => self.drawn = None,
            Some((from, to)) => {
                if self.drawn != Some(from) {
                    self.write('M', from);
                }
                self.write('L', to);
                self.drawn = Some(to);
            }
        }
    }

    fn write(&mut self, pen: char, point: Point) {
        // Writing to a string does not fail.
        let _ = write!(self.data, "{pen}{} {}", Number(point.0), Number(point.1));
    }

    /// The part of a line within the rectangle (Liang and Barsky).
    fn inside(&self, a: Point, b: Point) -> Option<(Point, Point)> {
        let Rect { left, top, right, bottom } = *self.frame;
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let (mut start, mut end) = (0.0_f32, 1.0_f32);
        for (step, room) in [(-dx, a.0 - left), (dx, right - a.0), (-dy, a.1 - top), (dy, bottom - a.1)] {
            if step == 0.0 && room < 0.0 {
                return None;
            }
            if step < 0.0 {
                start = start.max(room / step);
            } else if step > 0.0 {
                end = end.min(room / step);
            }
        }
        let from = if start == 0.0 { a } else { between(a, b, start) };
        let to = if end == 1.0 { b } else { between(a, b, end) };
        (start <= end).then_some((from, to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Rect = Rect { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };

    #[test]
    fn polygons_are_cut_to_the_frame() {
        let square = vec![(-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0)];
        assert_eq!(polygon(square, &FRAME), "M0 0L5 0L5 5L0 5Z");
        let around = vec![(-5.0, -5.0), (20.0, -5.0), (20.0, 20.0), (-5.0, 20.0)];
        assert!(polygon(around, &FRAME).contains("10 10"));
        assert_eq!(polygon(vec![(20.0, 20.0), (30.0, 20.0), (20.0, 30.0)], &FRAME), "");
    }

    #[test]
    fn lines_leave_and_enter_the_frame() {
        let mut pen = Pen::new(&FRAME);
        for point in [(-5.0, 5.0), (5.0, 5.0), (5.0, 15.0), (8.0, 15.0), (8.0, 5.0)] {
            pen.to(point, false);
        }
        assert_eq!(pen.data, "M0 5L5 5L5 10M8 10L8 5");
    }
}
