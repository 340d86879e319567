//! Any bytes as a document of any kind: reading never panics, and what is read is a sound draft.

#![no_main]

use std::sync::LazyLock;

use duban_compiler::{Options, UnitRegistry, compile, compile_file};
use libfuzzer_sys::fuzz_target;

#[path = "../support/invariants.rs"]
mod invariants;

use invariants::assert_sound;

static REGISTRY: LazyLock<UnitRegistry> =
    LazyLock::new(|| UnitRegistry::guangxi().expect("the registry that is built in"));

/// The names under which bytes come in; a wrong one is refused, which is right too.
const NAMES: [&str; 5] = ["plan.txt", "plan.md", "plan.docx", "plan.xlsx", "plan.xls"];

fuzz_target!(|bytes: &[u8]| {
    let options = Options { registry: &REGISTRY, year: None };
    if let Ok(text) = std::str::from_utf8(bytes) {
        assert_sound(&compile(text, &options));
    }
    for name in NAMES {
        if let Ok(draft) = compile_file(name, bytes, &options) {
            assert_sound(&draft);
        }
    }
});
