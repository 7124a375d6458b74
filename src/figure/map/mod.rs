//! The locator map: where places lie, and the shortest way between them.
//!
//! Every map is drawn around the middle of its places, cropped to what matters. Countries are neither coloured
//! nor named; borders are thin, and dashed where they are contested. Start with [`draw`].

mod clip;
mod globe;
mod outline;
mod view;

use super::canvas::{Anchor, Canvas, Drawing, Style};
use super::label::Placer;
use super::spec::{Map, Place};
use super::words::Words;
use crate::theme::Color;
use globe::{Vector, kilometres};
use view::View;

/// Radius of a dot without weight, and of the heaviest, points.
const DOT: f32 = 2.8;
const HEAVIEST: f32 = 6.0;
const LIGHTEST: f32 = 1.5;

/// Share of the width that a name may take.
const NAME_SHARE: f32 = 0.3;

/// Most places; what is more is left to the data table.
const MOST_PLACES: usize = 400;

/// Steps of a curved line.
const STEPS: usize = 48;

/// Length of the shortest way between two places in kilometres, as exact as a briefing needs it.
pub(super) fn distance(from: &Place, to: &Place) -> f64 {
    let exact = kilometres((from.latitude, from.longitude), (to.latitude, to.longitude));
    let unit = if exact >= 1000.0 { 10.0 } else { 1.0 };
    (exact / unit).round() * unit
}

/// A place on paper.
struct Spot<'a> {
    place: &'a Place,
    vector: Vector,
    at: (f32, f32),
    radius: f32,
    /// Whether it is the one without weight among others that have one; its dot is hollow.
    is_home: bool,
}

/// Draws a map.
pub(super) fn draw(map: &Map, style: &Style<'_>, width: f32, words: &Words<'_>) -> Drawing {
    let places = &map.places[..map.places.len().min(MOST_PLACES)];
    let vectors: Vec<Vector> = places.iter().map(|p| Vector::at(p.latitude, p.longitude)).collect();
    let names = places.iter().map(|p| style.width(&style.fit(&p.name, width * NAME_SHARE), true));
    let view = View::around(&vectors, width, names.fold(0.0, f32::max));
    let mut canvas = Canvas::new(style, width);
    view.draw_land(&mut canvas);
    let heaviest = places.iter().filter_map(|p| p.weight).fold(0.0, f64::max);
    let spot = |(place, vector): (_, &Vector)| spot(place, *vector, &view, heaviest);
    let spots: Vec<Spot<'_>> = places.iter().zip(&vectors).map(spot).collect();
    let mut placer = Placer::beside(width);
    placer.limit(2.0, view.height - 2.0);
    let has_lines = map.line.unwrap_or(places.len() == 2);
    if let ([home, others @ ..], true) = (&spots[..], has_lines) {
        others.iter().for_each(|other| way(&mut canvas, &mut placer, &view, home, other));
    }
    let mut heaviest_first: Vec<&Spot<'_>> = spots.iter().collect();
    heaviest_first.sort_by(|a, b| b.radius.total_cmp(&a.radius));
    for spot in heaviest_first {
        canvas.circle(spot.at.0, spot.at.1, spot.radius + 0.7, Color::WHITE, false);
        canvas.circle(spot.at.0, spot.at.1, spot.radius, style.palette.accent, spot.is_home);
        placer.block_circle(spot.at.0, spot.at.1, spot.radius);
    }
    let unnamed = name(&mut canvas, &mut placer, &spots);
    if let ([home, other], true) = (&spots[..], has_lines) {
        name_way(&mut canvas, &mut placer, &view, (home, other), words);
    }
    let left_out = map.places.len() - places.len();
    let bottom = words.more(&mut canvas, left_out, view.height);
    let bottom = words.unnamed(&mut canvas, unnamed, bottom);
    canvas.finish(bottom + if bottom > view.height { 2.0 } else { 0.0 }, &words.title)
}

fn spot<'a>(place: &'a Place, vector: Vector, view: &View, heaviest: f64) -> Spot<'a> {
    let radius = match place.weight.filter(|_| heaviest > 0.0) {
        // Areas, not radii, are in proportion.
        Some(weight) => (HEAVIEST * (weight.max(0.0) / heaviest).sqrt() as f32).max(LIGHTEST),
        None => DOT,
    };
    let is_home = heaviest > 0.0 && place.weight.is_none();
    Spot { place, vector, at: view.place(vector), radius, is_home }
}

/// The shortest way between two places; labels keep off it.
fn way(canvas: &mut Canvas<'_>, placer: &mut Placer, view: &View, home: &Spot<'_>, other: &Spot<'_>) {
    let steps = (0..=STEPS).map(|step| home.vector.towards(other.vector, step as f32 / STEPS as f32));
    let points: Vec<(f32, f32)> = steps.map(|vector| view.place(vector)).collect();
    let mut pen = clip::Pen::new(&view.frame);
    points.iter().for_each(|point| pen.to(*point, true));
    canvas.stroke_path(&pen.data, canvas.style.palette.accent, 1.1, false);
    points[1..STEPS].iter().for_each(|(x, y)| placer.block_circle(*x, *y, 1.5));
}

/// Names places, home first, then by weight; returns how many found no room.
fn name(canvas: &mut Canvas<'_>, placer: &mut Placer, spots: &[Spot<'_>]) -> usize {
    let style = canvas.style;
    let mut order: Vec<&Spot<'_>> = spots.iter().collect();
    if let Some((_, others)) = order.split_first_mut() {
        let weight = |spot: &Spot<'_>| spot.place.weight.unwrap_or(0.0);
        others.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    }
    let mut unnamed = 0;
    for spot in order {
        let widest = canvas.width * NAME_SHARE;
        let lines: Vec<String> = [&spot.place.name, &spot.place.note]
            .iter()
            .filter(|t| !t.is_empty())
            .map(|t| style.fit(t, widest))
            .collect();
        let texts: Vec<&str> = lines.iter().map(String::as_str).collect();
        let Some(place) = placer.place(canvas, spot.at, spot.radius, &texts) else {
            unnamed += 1;
            continue;
        };
        for (index, text) in texts.iter().enumerate() {
            let y = place.y + style.leading() * index as f32;
            match index {
                0 if texts.len() > 1 => canvas.bold(place.x, y, text, place.anchor, style.palette.text),
                _ => canvas.text(place.x, y, text, place.anchor, style.palette.text),
            }
        }
    }
    unnamed
}

/// The distance beside the middle of the way.
fn name_way(
    canvas: &mut Canvas<'_>,
    placer: &mut Placer,
    view: &View,
    (home, other): (&Spot<'_>, &Spot<'_>),
    words: &Words<'_>,
) {
    let length = distance(home.place, other.place);
    if length < 1.0 {
        return;
    }
    let text = words.message("figure-distance", &[("distance", words.number(length).into())]);
    let middle = view.place(home.vector.towards(other.vector, 0.5));
    if let Some(place) = placer.place(canvas, middle, 2.0, &[&text]) {
        canvas.text(place.x, place.y, &text, place.anchor, canvas.style.palette.accent);
    } else {
        let y = view.height - 4.0;
        canvas.text(canvas.width - 4.0, y, &text, Anchor::End, canvas.style.palette.accent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(latitude: f64, longitude: f64) -> Place {
        Place { name: String::new(), note: String::new(), latitude, longitude, weight: None }
    }

    #[test]
    fn distances_are_rounded_as_people_say_them() {
        assert_eq!(distance(&place(59.9343, 30.3351), &place(51.1694, 71.4491)) % 10.0, 0.0);
        assert_eq!(distance(&place(51.0, 71.0), &place(51.0, 71.0)), 0.0);
        let near = distance(&place(51.0, 71.0), &place(51.05, 71.0));
        assert_eq!(near, 6.0);
    }
}
