//! What a start takes of the machine: the address, the key, room on the disk.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::finding::Finding;
use super::subject::Subject;
use crate::auth::token::TokenKey;
use crate::config::{Concern, concerns};
use crate::db::Target;
use crate::private;
use crate::strings::Strings;

const ADDRESS: &str = "监听地址";
const LINKS: &str = "访问地址";
const MAIL: &str = "邮件服务器";
const KEY: &str = "会话密钥";
const DISK: &str = "磁盘";

/// So long whoever listens at our address may take to say who it is.
const PATIENCE: Duration = Duration::from_secs(3);

/// With less room than this nothing can be relied on, in bytes.
const LEAST_ROOM: u64 = 100 << 20;

/// With less than this somebody should look for more.
const LITTLE_ROOM: u64 = 1 << 30;

/// Whether the address can be listened at, or is by this program.
pub(super) fn address(subject: &Subject) -> Vec<Finding> {
    let listen = subject.settings.server.listen;
    let setting = subject.setting("server.listen");
    vec![match TcpListener::bind(listen) {
        Ok(_) => Finding::ok(ADDRESS, format!("{listen} 可以使用")),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse && is_ours(listen) => {
            Finding::ok(ADDRESS, format!("{listen}，本程序正在那里运行"))
        }
        Err(error) => Finding::fail(ADDRESS, format!("{listen} 不能使用：{error}。请改 {setting}，或停止占用它的程序")),
    }]
}

/// Whether it is this program that listens there: it says so at the address that only tells whether it lives.
fn is_ours(listen: SocketAddr) -> bool {
    let asked = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&listen, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(b"GET /healthz HTTP/1.0\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.take(4096).read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    };
    asked().is_ok_and(|answer| answer.contains(" 200 ") && answer.ends_with("ok\n"))
}

/// What links begin with, and what of it is likely a mistake.
pub(super) fn links(subject: &Subject) -> Vec<Finding> {
    let words = Strings::of(subject.settings.language);
    let said = concerns(&subject.settings).into_iter().map(|concern| {
        let said = words.word("concern", concern.as_str());
        let matter = if matches!(concern, Concern::MailKept | Concern::LocalSender) { MAIL } else { LINKS };
        Finding::warn(matter, format!("{}：{said}", subject.setting(concern.setting())))
    });
    let base = subject.settings.server.links().ok();
    base.map(|base| Finding::ok(LINKS, base.address().to_owned())).into_iter().chain(said).collect()
}

/// Whether the key can be used, or made.
pub(super) fn key(subject: &Subject) -> Vec<Finding> {
    let auth = &subject.settings.auth;
    let file = &auth.secret_file;
    let setting = subject.setting("auth.secret_file");
    vec![if auth.secret.is_empty() && !file.exists() {
        match private::try_room(file) {
            Ok(()) => Finding::ok(KEY, format!("{} 将在第一次启动时生成", file.display())),
            Err(error) => Finding::fail(KEY, format!("{} 无法生成：{error}。请改 {setting}", file.display())),
        }
    } else {
        match TokenKey::load(auth) {
            Ok(_) if auth.secret.is_empty() => Finding::ok(KEY, file.display().to_string()),
            Ok(_) => Finding::ok(KEY, "由 auth.secret 给出"),
            Err(error) => {
                Finding::fail(KEY, format!("{error}。请核对 {} 和 {setting}", subject.setting("auth.secret")))
            }
        }
    }]
}

/// Whether there is room where files are written, and the right to write there.
pub(super) fn disk(subject: &Subject) -> Vec<Finding> {
    let database = match Target::parse(&subject.settings.database.url) {
        Ok(Target::File(file)) => Some((file, "database.url")),
        _ => None,
    };
    let key = subject
        .settings
        .auth
        .secret
        .is_empty()
        .then(|| (subject.settings.auth.secret_file.clone(), "auth.secret_file"));
    if let Some(folder) = subject.backups.as_ref().filter(|folder| !folder.is_dir()) {
        return vec![Finding::fail(DISK, format!("{} 不是文件夹，或不存在（--backups）", folder.display()))];
    }
    let copies = subject.backups.as_ref().map(|folder| (folder.join("duban-backup"), "--backups"));
    let mut folders: Vec<PathBuf> = Vec::new();
    let mut findings = Vec::new();
    for (file, setting) in [database, key, copies].into_iter().flatten() {
        let folder = existing(&file);
        if !folders.contains(&folder) {
            findings.push(room(&file, &folder, setting));
            folders.push(folder);
        }
    }
    findings
}

/// The nearest folder above a file that is there.
fn existing(file: &Path) -> PathBuf {
    let is_there = |folder: &&Path| folder.is_dir();
    let folder = file.ancestors().skip(1).find(is_there).filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_path_buf()
}

fn room(file: &Path, folder: &Path, setting: &'static str) -> Finding {
    let place = folder.display();
    if let Err(error) = private::try_room(file) {
        return Finding::fail(DISK, format!("{place} 不能写入：{error}。请改文件夹的权限，或换位置（{setting}）"));
    }
    match rustix::fs::statvfs(folder) {
        Ok(disk) => judged(&place.to_string(), disk.f_bavail.saturating_mul(disk.f_frsize)),
        Err(error) => Finding::warn(DISK, format!("{place} 可以写入；剩余空间无法得知：{error}")),
    }
}

fn judged(place: &str, free: u64) -> Finding {
    let megabytes = free >> 20;
    match free {
        free if free < LEAST_ROOM => Finding::fail(DISK, format!("{place} 只剩 {megabytes} MB：请先清理出空间")),
        free if free < LITTLE_ROOM => Finding::warn(DISK, format!("{place} 只剩 {megabytes} MB：请尽快清理出空间")),
        _ => Finding::ok(DISK, format!("{place} 可以写入，剩余 {} GB", free >> 30)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::check::finding::Verdict;

    #[test]
    fn little_room_is_said_and_none_is_a_failure() {
        for (megabytes, verdict) in
            [(0, Verdict::Fail), (99, Verdict::Fail), (100, Verdict::Warn), (1023, Verdict::Warn), (1024, Verdict::Ok)]
        {
            assert_eq!(judged("/data", megabytes << 20).verdict, verdict, "{megabytes}");
        }
    }

    #[test]
    fn room_is_looked_for_in_the_nearest_folder_that_is_there() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(existing(&folder.path().join("a/b/duban.db")), folder.path());
        assert_eq!(existing(Path::new("duban.db")), Path::new("."));
    }
}
