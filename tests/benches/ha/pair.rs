//! Two PostgreSQL servers of Debian's on loopback, the second a synchronous standby of the first, and what happens to them: the one that
//! takes writes is killed, the other promoted, the dead one made anew as a standby. Who decides that in production is Patroni.

use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::command::foreign;

/// The two folders, which are the names of the servers too.
const NAMES: [&str; 2] = ["one", "two"];

/// Who owns the servers, and as whom Duban connects: a role that owns its database and nothing more.
const OWNER: &str = "owner";
const ROLE: &str = "duban";

/// The pair; it ends with the value.
pub struct Pair {
    folder: TempDir,
    programs: PathBuf,
    /// Servers refuse root: the user and group of Debian's package then.
    user: Option<(u32, u32)>,
    ports: [u16; 2],
    password: String,
    /// Which one takes writes.
    primary: usize,
}

impl Pair {
    /// Starts both, with an empty database.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let user = (id(&["-u"]) == 0).then(|| (id(&["-u", "postgres"]), id(&["-g", "postgres"])));
        if let Some((user, group)) = user {
            chown(folder.path(), Some(user), Some(group)).expect("a folder of the servers' own");
        }
        let mut chance = [0; 16];
        getrandom::fill(&mut chance).expect("chance");
        let password = chance.map(|byte: u8| format!("{byte:02x}")).concat();
        let pair = Self { folder, programs: programs(), user, ports: [free_port(), free_port()], password, primary: 0 };
        pair.found();
        pair.stand_by(1);
        pair
    }

    /// `DATABASE_URL` as it is written for a pair.
    pub fn url(&self) -> String {
        let Self { password, ports: [one, two], .. } = self;
        format!("postgres://{ROLE}:{password}@127.0.0.1:{one},127.0.0.1:{two}/duban?target_session_attrs=read-write")
    }

    /// Makes the first server, with the role and its database.
    fn found(&self) {
        let secret = self.folder.path().join("password");
        fs::write(&secret, &self.password).expect("a file");
        if let Some((user, group)) = self.user {
            chown(&secret, Some(user), Some(group)).expect("a file of the servers' own");
        }
        let words = ["--username", OWNER, "--pwfile=password", "--auth=scram-sha-256", "--locale=C.UTF-8", "--no-sync"];
        self.run("initdb", &[&["--pgdata", NAMES[0], "--encoding=UTF8"], words.as_slice()].concat());
        let settings = format!(
            "listen_addresses = '127.0.0.1'\nunix_socket_directories = '{}'\nmax_connections = 100\n",
            self.folder.path().display()
        );
        let file = self.folder.path().join(NAMES[0]).join("postgresql.conf");
        let text = fs::read_to_string(&file).expect("the settings") + &settings;
        fs::write(file, text).expect("the settings");
        self.begin(0);
        self.ask(0, &format!("CREATE ROLE {ROLE} LOGIN PASSWORD '{}'", self.password));
        self.ask(0, &format!("CREATE DATABASE duban OWNER {ROLE}"));
    }

    /// Makes a server of a copy of the other one; from then on a commit waits until both have it on their disks.
    fn stand_by(&self, which: usize) {
        drop(fs::remove_dir_all(self.folder.path().join(NAMES[which])));
        let from = format!(
            "host=127.0.0.1 port={} user={OWNER} password={} application_name={}",
            self.ports[self.primary], self.password, NAMES[which]
        );
        let words = ["--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast", "--no-sync"];
        self.run("pg_basebackup", &[&["--pgdata", NAMES[which], "--dbname", &from], words.as_slice()].concat());
        // Once it is promoted it stands alone, and waits for nobody; the last line counts.
        let own = self.folder.path().join(NAMES[which]).join("postgresql.auto.conf");
        let text = fs::read_to_string(&own).expect("the settings") + "synchronous_standby_names = ''\n";
        fs::write(own, text).expect("the settings");
        self.begin(which);
        self.ask(self.primary, &format!("ALTER SYSTEM SET synchronous_standby_names = '{}'", NAMES[which]));
        self.ask(self.primary, "SELECT pg_reload_conf()");
        let waited = Instant::now();
        while self.ask(self.primary, "SELECT sync_state FROM pg_stat_replication") != "sync" {
            assert!(waited.elapsed() < Duration::from_secs(60), "no synchronous standby");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Kills the one that takes writes, with everything that belongs to it.
    pub fn kill(&self) {
        let file = self.folder.path().join(NAMES[self.primary]).join("postmaster.pid");
        let text = fs::read_to_string(file).expect("a server that runs");
        let first: u32 = text.lines().next().and_then(|line| line.parse().ok()).expect("its number");
        let all = std::iter::once(first).chain(children(first)).map(|pid| pid.to_string());
        // One of them may have ended meanwhile.
        drop(foreign("kill").arg("-KILL").args(all).output());
    }

    /// The standby takes writes from now on.
    pub fn promote(&mut self) {
        self.primary = 1 - self.primary;
        self.run("pg_ctl", &["promote", "--pgdata", NAMES[self.primary], "--wait"]);
    }

    /// The dead one comes back as a standby.
    pub fn mend(&self) {
        self.stand_by(1 - self.primary);
    }

    fn begin(&self, which: usize) {
        let (log, port) = (format!("{}.log", NAMES[which]), format!("-p {}", self.ports[which]));
        self.run("pg_ctl", &["start", "--pgdata", NAMES[which], "--log", &log, "--options", &port, "--wait"]);
    }

    /// What a server answers its owner.
    fn ask(&self, which: usize, question: &str) -> String {
        let port = self.ports[which].to_string();
        let words = ["-XAtq", "-h", "127.0.0.1", "-p", &port, "-U", OWNER, "-d", "postgres", "-c", question];
        String::from_utf8_lossy(&self.run("psql", &words).stdout).trim().to_owned()
    }

    /// Runs a program of PostgreSQL's as the servers' owner.
    fn run(&self, program: &str, words: &[&str]) -> Output {
        let mut command = foreign(self.programs.join(program));
        command.args(words).current_dir(&self.folder).env("PGPASSWORD", &self.password).env("HOME", self.folder.path());
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        let output = command.output().expect(program);
        assert!(output.status.success(), "{program} {words:?}: {}", String::from_utf8_lossy(&output.stderr));
        output
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        for name in NAMES.iter().filter(|name| self.folder.path().join(name).join("postmaster.pid").exists()) {
            let mut stop = foreign(self.programs.join("pg_ctl"));
            stop.args(["stop", "--pgdata", name, "--mode=immediate"]).current_dir(&self.folder);
            if let Some((user, group)) = self.user {
                stop.uid(user).gid(group);
            }
            drop(stop.output());
        }
    }
}

/// The programs of the newest server here; Debian keeps them out of `PATH`.
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").expect("a PostgreSQL server").flatten();
    let folders = versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists());
    let age = |bin: &PathBuf| bin.parent().and_then(Path::file_name)?.to_str()?.parse::<u32>().ok();
    folders.max_by_key(age).expect("a PostgreSQL server")
}

/// A user's or a group's number.
fn id(words: &[&str]) -> u32 {
    let output = foreign("id").args(words).output().expect("id");
    String::from_utf8_lossy(&output.stdout).trim().parse().expect("a number")
}

fn children(parent: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").expect("processes").flatten();
    let pids = processes.filter_map(|process| process.file_name().to_str()?.parse::<u32>().ok());
    let parent_of = |pid: &u32| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        stat.rsplit(')').next()?.split_whitespace().nth(1)?.parse::<u32>().ok()
    };
    pids.filter(|pid| parent_of(pid) == Some(parent)).collect()
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}
