//! Reading the officer's plan: JSON or TOML, told apart by the file's ending.

use super::failure::{Failure, toml_line};
use citybrief::data::VisitPlan;
use std::fs;
use std::path::Path;

/// Largest plan that is read, in bytes.
const LARGEST: u64 = 4 << 20;

/// Whether the name ends as those of plans do.
pub fn has_its_ending(path: &Path) -> bool {
    ["json", "toml"].iter().any(|ending| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ending)))
}

/// Reads a plan.
pub fn read(path: &Path) -> Result<VisitPlan, Failure> {
    let unreadable = |problem: String| {
        Failure::data(format!("cannot read the plan {}: {problem}", path.display()))
            .hint("--plan names a JSON or TOML file")
    };
    let size = fs::metadata(path).map_err(|e| unreadable(e.to_string()))?.len();
    if size > LARGEST {
        return Err(unreadable(format!("it has {size} bytes; a plan has at most {LARGEST}")));
    }
    let text = fs::read_to_string(path).map_err(|e| unreadable(e.to_string()))?;
    let text = text.trim_start_matches('\u{feff}');
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) {
        toml::from_str(text).map_err(|e| place(path, toml_line(text, &e), e.message()))
    } else {
        serde_json::from_str(text).map_err(|e| place(path, e.line(), &e.to_string()))
    }
}

fn place(path: &Path, line: usize, problem: &str) -> Failure {
    Failure::data(format!("{}:{line}: the plan is not understood: {problem}", path.display()))
        .hint("examples/visit-plan.json shows a whole plan")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(name: &str, text: &str) -> Result<VisitPlan, Failure> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        read(&path)
    }

    #[test]
    fn json_and_toml_say_the_same() {
        let json = read_text("plan.json", r#"{"guest_city": "Oslo", "start": "2026-12-03"}"#).unwrap();
        let toml = read_text("plan.toml", "guest_city = \"Oslo\"\nstart = \"2026-12-03\"\n").unwrap();
        assert_eq!(json, toml);
    }

    #[test]
    fn a_fault_has_its_line() {
        for (name, text) in
            [("plan.json", "{\n\"start\": \"2026-13\"}"), ("plan.toml", "size = 1\nstart = 5\n")]
        {
            let failure = format!("{:?}", read_text(name, text).unwrap_err());
            assert!(failure.contains(&format!("{name}:2:")), "{failure}");
        }
    }
}
