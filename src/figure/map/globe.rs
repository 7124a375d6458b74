//! The globe: places as unit vectors, distances, and the plane around a point.
//!
//! Lambert's azimuthal equal-area projection is used: areas are true, as dots by weight need it, every direction
//! from the centre is true, so that the shortest way through the centre is a straight line, and there is no
//! edge at the date line or the poles. Start with [`Vector`] and [`Plane`].

/// Mean radius of the earth in kilometres (IUGG).
const RADIUS: f64 = 6371.0088;

/// A place on the globe as a unit vector.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Vector {
    x: f32,
    y: f32,
    z: f32,
}

impl Vector {
    /// The place at a latitude and longitude in degrees.
    pub fn at(latitude: f64, longitude: f64) -> Self {
        let (latitude, longitude) = (latitude.to_radians(), longitude.to_radians());
        let flat = latitude.cos();
        Self {
            x: (flat * longitude.cos()) as f32,
            y: (flat * longitude.sin()) as f32,
            z: latitude.sin() as f32,
        }
    }

    /// Cosine of the angle between two places.
    pub fn dot(self, other: Self) -> f32 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    /// The middle of several places; north of the equator's start where they cancel out.
    pub fn middle(places: &[Self]) -> Self {
        let sum = places.iter().fold([0.0; 3], |[x, y, z], p| [x + p.x, y + p.y, z + p.z]);
        let length = sum.iter().map(|c| c * c).sum::<f32>().sqrt();
        if length < 1e-3 {
            // Opposite places: any point between them is a middle; the one nearest to the pole is usual.
            return places.first().map_or(Self { x: 1.0, y: 0.0, z: 0.0 }, |p| p.beside());
        }
        let [x, y, z] = sum.map(|c| c / length);
        Self { x, y, z }
    }

    /// A place on the shortest way to another, `share` of it from here.
    pub fn towards(self, other: Self, share: f32) -> Self {
        let angle = self.dot(other).clamp(-1.0, 1.0).acos();
        let sine = angle.sin();
        if sine < 1e-4 {
            // The same place, or an opposite one, to which any way is as short.
            return if angle < 1.0 || share <= 0.0 { self } else { self.round(self.beside(), angle * share) };
        }
        let (a, b) = (((1.0 - share) * angle).sin() / sine, (share * angle).sin() / sine);
        Self { x: a * self.x + b * other.x, y: a * self.y + b * other.y, z: a * self.z + b * other.z }
    }

    /// Turned by an angle towards a place at a right angle.
    fn round(self, beside: Self, angle: f32) -> Self {
        let (sin, cos) = angle.sin_cos();
        Self {
            x: cos * self.x + sin * beside.x,
            y: cos * self.y + sin * beside.y,
            z: cos * self.z + sin * beside.z,
        }
    }

    /// A place a quarter of the way round, towards the pole where there is such a direction.
    fn beside(self) -> Self {
        let flat = (1.0 - self.z * self.z).sqrt();
        if flat < 1e-3 {
            return Self { x: 1.0, y: 0.0, z: 0.0 };
        }
        Self { x: -self.x * self.z / flat, y: -self.y * self.z / flat, z: flat }
    }
}

/// Length of the shortest way between two places in kilometres (haversine).
pub(super) fn kilometres((lat1, lon1): (f64, f64), (lat2, lon2): (f64, f64)) -> f64 {
    let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
    let h = half(lat1, lat2) + lat1.to_radians().cos() * lat2.to_radians().cos() * half(lon1, lon2);
    2.0 * RADIUS * h.clamp(0.0, 1.0).sqrt().asin()
}

/// The plane that touches the globe at its centre, north upwards, in radii of the globe.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plane {
    centre: Vector,
    east: Vector,
    north: Vector,
}

impl Plane {
    /// The plane around a place.
    pub fn around(centre: Vector) -> Self {
        let flat = (centre.x * centre.x + centre.y * centre.y).sqrt();
        // At a pole every direction is south; the date line then points down.
        let (sin, cos) = if flat < 1e-6 { (0.0, 1.0) } else { (centre.y / flat, centre.x / flat) };
        let east = Vector { x: -sin, y: cos, z: 0.0 };
        let north = Vector { x: -centre.z * cos, y: -centre.z * sin, z: flat };
        Self { centre, east, north }
    }

    /// Cosine of the angle from the centre.
    pub fn depth(&self, place: Vector) -> f32 {
        place.dot(self.centre)
    }

    /// Where a place lies, to the right and up. Places further from the centre than an angle of `limit`
    /// radians are drawn to that distance, in their direction.
    pub fn project(&self, place: Vector, limit: f32) -> (f32, f32) {
        let (x, y) = (place.dot(self.east), place.dot(self.north));
        let sine = (x * x + y * y).sqrt();
        if sine < 1e-7 {
            return if self.depth(place) > 0.0 { (0.0, 0.0) } else { (distance_on_plane(limit), 0.0) };
        }
        let distance = distance_on_plane(sine.atan2(self.depth(place)).min(limit));
        (x / sine * distance, y / sine * distance)
    }
}

/// Distance from the centre in the plane of an angle at the centre of the globe.
fn distance_on_plane(angle: f32) -> f32 {
    2.0 * (angle / 2.0).sin()
}

/// The angle of a distance in the plane; half way round for what lies outside.
pub(super) fn angle_on_globe(distance: f32) -> f32 {
    2.0 * (distance / 2.0).min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_globe() {
        let petersburg = (59.9343, 30.3351);
        let astana = (51.1694, 71.4491);
        assert!((kilometres(petersburg, astana) - 2692.0).abs() < 30.0);
        assert_eq!(kilometres(astana, astana), 0.0);
        assert!((kilometres((0.0, 179.5), (0.0, -179.5)) - 111.19).abs() < 0.1);
        assert!((kilometres((90.0, 0.0), (-90.0, 120.0)) - 20015.1).abs() < 0.5);
    }

    #[test]
    fn the_plane_keeps_distance_and_direction_from_its_centre() {
        for (latitude, longitude) in [(51.0, 71.0), (-40.0, 179.9), (90.0, 0.0), (0.0, 0.0)] {
            let centre = Vector::at(latitude, longitude);
            let plane = Plane::around(centre);
            let (x, y) = plane.project(centre, 3.0);
            assert!(x.abs() < 1e-3 && y.abs() < 1e-3);
            let south = Vector::at(latitude - 10.0, longitude);
            let (x, y) = plane.project(south, 3.0);
            assert!(
                x.abs() < 1e-3 && (y + distance_on_plane(10f32.to_radians())).abs() < 1e-3,
                "{latitude}: {x} {y}"
            );
            let (x, _) = plane.project(Vector::at(-latitude, longitude + 180.0), 2.5);
            assert!(x.abs() <= 2.5);
        }
    }

    #[test]
    fn the_middle_of_opposite_places_is_somewhere() {
        let middle = Vector::middle(&[Vector::at(50.0, 30.0), Vector::at(-50.0, -150.0)]);
        assert!((middle.dot(middle) - 1.0).abs() < 1e-3);
        assert!(middle.dot(Vector::at(50.0, 30.0)).abs() < 1e-3);
    }
}
