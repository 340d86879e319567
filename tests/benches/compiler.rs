//! How long the plan compiler takes and how much memory it needs: `cargo bench -p duban-compiler`.

#![expect(
    clippy::as_conversions,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench stops where something is not as it should be, and prints what it measures"
)]

use std::fs;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use duban_compiler::{Options, UnitRegistry, compile, compile_file};

const PLAN: &str = include_str!("../../seeds/guangxi-air-2024/plan.txt");
const FIVE_MEGABYTES: usize = 5_000_000;
/// A made-up task on a single line, as a text that has lost its line ends.
const TASK: &str = "1.加强管理。2025年9月底前完成整治，达标率达到95%以上。（责任单位：市住建局、市水利局，各区政府）";
/// A made-up sentence without any note.
const PROSE: &str = "各地要加强管理，做好登记，按月报送，发现问题及时处理。";

/// A document and what to call it.
type Case = (&'static str, String, Vec<u8>);

fn cases() -> Vec<Case> {
    let filled = |piece: &str| piece.repeat(FIVE_MEGABYTES.div_ceil(piece.len())).into_bytes();
    let file =
        |path: &str| fs::read(format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))).expect("a file of the tests");
    vec![
        ("the Guangxi plan, 30 KB", "plan.txt".into(), PLAN.into()),
        ("a docx with numbering by Word", "plan.docx".into(), file("tests/fixtures/documents/noise-2025.docx")),
        ("an xlsx with merged cells", "plan.xlsx".into(), file("tests/fixtures/documents/greenery-2025.xlsx")),
        ("5 MB, the plan again and again", "plan.txt".into(), filled(PLAN)),
        ("5 MB of tasks on one line", "plan.txt".into(), filled(TASK)),
        ("5 MB of prose on one line", "plan.txt".into(), filled(PROSE)),
    ]
}

fn compiling(criterion: &mut Criterion) {
    let registry = UnitRegistry::guangxi().expect("the registry that is built in");
    let options = Options { registry: &registry, year: None };
    let mut group = criterion.benchmark_group("compile");
    group.sample_size(10);
    for (title, name, bytes) in cases() {
        let read = || compile_file(&name, &bytes, &options).expect("a document that can be read");
        if let Some(peak) = peak_of(|| drop(black_box(read()))) {
            println!("{title}: {:.1} MB more at the peak", peak / 1024.0);
        }
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(title, |bencher| bencher.iter_with_large_drop(read));
    }
    group.bench_function("an empty document", |bencher| bencher.iter(|| compile("", &options)));
    group.finish();
}

/// By how many kilobytes the memory of the process grows at most while `work` runs; Linux alone can tell.
fn peak_of(work: impl FnOnce()) -> Option<f64> {
    fs::write("/proc/self/clear_refs", "5").ok()?; // starts the high-water mark anew
    let before = kilobytes("VmHWM:")?;
    work();
    Some(kilobytes("VmHWM:")? - before)
}

fn kilobytes(field: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix(field))?.split_whitespace().next()?.parse().ok()
}

criterion_group!(benches, compiling);
criterion_main!(benches);
