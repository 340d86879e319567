//! The demonstration: it keeps to its folder and shows the state it promises. It is always embedded, so that these
//! tests are the same on either engine under test.

use std::process::Command;

use crate::support::command::{plain, refusal};

fn demo(folder: &std::path::Path) -> Command {
    let mut command = plain();
    command.args(["demo", "--listen", "127.0.0.1:0", "--data"]).arg(folder);
    command
}

#[test]
fn a_real_database_is_never_taken_for_a_demonstration() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["duban.db", "session.key"] {
        std::fs::write(folder.path().join(name), "real").expect("a file");
    }
    for arguments in [&[][..], &["--fresh"]] {
        let line = refusal(demo(folder.path()).args(arguments));
        assert!(line.contains("不属于演示的内容"), "{line}");
    }
    assert_eq!(std::fs::read_to_string(folder.path().join("duban.db")).expect("the file"), "real");
}

#[test]
fn a_demonstration_is_served_on_this_machine_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = refusal(plain().args(["demo", "--listen", "0.0.0.0:0", "--data"]).arg(folder.path()));
    assert!(line.contains("0.0.0.0:0"), "{line}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 0, "nothing was made");
}

#[test]
fn two_demonstrations_do_not_share_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = duban::demo::Folder::take(folder.path()).expect("the folder");
    std::fs::write(first.file("duban.db"), "in use").expect("a file");
    for arguments in [&[][..], &["--fresh"]] {
        let line = refusal(demo(folder.path()).args(arguments));
        assert!(line.contains("正在被另一个演示使用"), "{line}");
    }
    assert_eq!(std::fs::read_to_string(first.file("duban.db")).expect("the file"), "in use");
    drop(first);
    assert!(duban::demo::Folder::take(folder.path()).is_ok(), "it is free again");
}

mod pages;
mod roles;
mod story;
