//! How large a drawing may be once every copy in it is made.

use std::collections::HashMap;
use usvg::roxmltree;

/// A larger drawing is refused: bytes, elements within elements, elements with all copies.
pub(super) const MOST_BYTES: usize = 8 << 20;
const MOST_DEPTH: usize = 100;
pub(super) const MOST_ELEMENTS: u64 = 200_000;

/// Refuses what would grow beyond measure: depth, and copies of copies.
pub(super) fn check(document: &roxmltree::Document) -> Result<(), String> {
    let mut sizes = HashMap::new();
    let by_id: HashMap<&str, roxmltree::Node> =
        document.descendants().filter_map(|n| Some((n.attribute("id")?, n))).collect();
    let deepest = document.descendants().map(|n| n.ancestors().take(MOST_DEPTH + 2).count()).max();
    if deepest.unwrap_or_default() > MOST_DEPTH {
        return Err(format!("the drawing's elements lie more than {MOST_DEPTH} levels within each other"));
    }
    let size = size_with_copies(document.root_element(), &by_id, &mut sizes, 0);
    if size > MOST_ELEMENTS {
        return Err(format!(
            "the drawing has more than {MOST_ELEMENTS} elements, copies of elements included"
        ));
    }
    Ok(())
}

/// Number of elements once every `use` is replaced by a copy of what it names.
fn size_with_copies<'a>(
    node: roxmltree::Node<'a, 'a>,
    by_id: &HashMap<&str, roxmltree::Node<'a, 'a>>,
    sizes: &mut HashMap<roxmltree::NodeId, u64>,
    depth: usize,
) -> u64 {
    if let Some(size) = sizes.get(&node.id()) {
        return *size;
    }
    if depth > 3 * MOST_DEPTH {
        return MOST_ELEMENTS + 1;
    }
    // Until it is known, so that a copy of itself ends.
    sizes.insert(node.id(), 1);
    let mut size = 1_u64;
    for child in node.children().filter(roxmltree::Node::is_element) {
        size = size.saturating_add(size_with_copies(child, by_id, sizes, depth + 1));
    }
    if node.tag_name().name() == "use" {
        let link = node.attributes().find(|a| a.name() == "href").map(|a| a.value().trim_start_matches('#'));
        if let Some(target) = link.and_then(|id| by_id.get(id)) {
            size = size.saturating_add(size_with_copies(*target, by_id, sizes, depth + 1));
        }
    }
    sizes.insert(node.id(), size);
    size
}
