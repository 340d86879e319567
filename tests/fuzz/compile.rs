//! Any bytes as a document of any kind: reading never panics, what is read is a sound draft, and nothing that is written is passed
//! over in silence.

#![no_main]

use std::sync::LazyLock;

use duban_compiler::{Options, UnitRegistry, compile, compile_file};
use libfuzzer_sys::fuzz_target;

#[path = "../support/invariants.rs"]
mod invariants;

#[path = "../support/said/mod.rs"]
mod said;

use duban_domain::draft::Draft;
use invariants::assert_sound;
use said::assert_said;

static REGISTRY: LazyLock<UnitRegistry> =
    LazyLock::new(|| UnitRegistry::guangxi().expect("the registry that is built in"));

/// The names under which bytes come in; a wrong one is refused, which is right too.
const NAMES: [&str; 5] = ["plan.txt", "plan.md", "plan.docx", "plan.xlsx", "plan.xls"];

fuzz_target!(|bytes: &[u8]| {
    let options = Options { registry: &REGISTRY, year: None };
    if let Ok(text) = std::str::from_utf8(bytes) {
        assert_kept(&compile(text, &options));
    }
    for name in NAMES {
        if let Ok(draft) = compile_file(name, bytes, &options) {
            assert_kept(&draft);
        }
    }
});

fn assert_kept(draft: &Draft) {
    assert_sound(draft);
    assert_said(draft);
}
