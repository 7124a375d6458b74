//! Charts and maps as SVG.

mod raster;

pub use raster::{SvgError, parse_svg, rasterize};
