//! Embedded migrations are read by a macro that cargo does not watch; and what only C can say of memory is linked to the program.
fn main() {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=src/native/arenas.c");
    for object in cc::Build::new().file("src/native/arenas.c").compile_intermediates() {
        println!("cargo:rustc-link-arg-bins={}", object.display());
    }
}
