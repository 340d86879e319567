//! `duban check`: every setting that a start depends on is tried, one line a matter, and nothing is changed.

mod data;
mod finding;
mod machine;
mod post;
mod rules;
mod subject;

use std::path::{Path, PathBuf};

use anyhow::bail;
use chrono::NaiveDateTime;
use clap::Args;

use super::output::say;
use super::start;
use crate::config::{DEFAULT_FILE, Settings};
use finding::{Finding, Verdict};
use subject::Subject;

/// `duban check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// 真的发一封测试邮件到此地址，并打印服务器的答复；不写则只连接、登录，不发信
    #[arg(long, value_name = "ADDRESS")]
    mail: Option<String>,
    /// 存放备份的文件夹：一并检查能否写入、空间够不够
    #[arg(long, value_name = "DIR")]
    backups: Option<PathBuf>,
    /// 逐条按规则重算数据库中存放的亮灯日期并比较
    #[arg(long)]
    data: bool,
    /// 同 --data，并把不一致的改正（手工改过或复制来的数据库）
    #[arg(long)]
    mend: bool,
}

/// What is looked at, in the order of a start.
const MATTERS: [fn(&Subject) -> Vec<Finding>; 10] = [
    machine::disk,
    machine::key,
    data::clock,
    data::office,
    rules::versions,
    rules::ladder,
    rules::units,
    machine::address,
    machine::links,
    post::server,
];

/// Looks at everything, and says of each matter whether it is in order.
pub(super) fn run(args: &CheckArgs, config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let file = config.unwrap_or(Path::new(DEFAULT_FILE));
    let settings = match Settings::load(config) {
        Ok(settings) => settings,
        Err(error) => {
            say(&Finding::fail("配置", error.to_string()).to_string());
            bail!("配置不能使用，其余未检查");
        }
    };
    let mut failed = 0;
    let mut tell = |findings: Vec<Finding>| {
        for finding in findings {
            failed += usize::from(finding.verdict == Verdict::Fail);
            say(&finding.to_string());
        }
    };
    tell(vec![settings_read(file)]);
    let (subject, of_database) = Subject::new((file, settings), as_of, (args.mail.clone(), args.backups.clone()));
    tell(of_database);
    for look in MATTERS {
        tell(look(&subject));
    }
    if (args.data || args.mend) && subject.db.is_some() {
        let ctx = start::open(config, as_of)?;
        tell(data::rounds(&ctx, args.mend));
        tell(data::agenda(&ctx, args.mend));
        tell(data::lamps(&ctx, args.mend));
        tell(data::texts(&ctx, args.mend));
        tell(data::files(&ctx));
    }
    match failed {
        0 => Ok(()),
        failed => bail!("{failed} 项不合格（FAIL），改好后再启动"),
    }
}

fn settings_read(file: &Path) -> Finding {
    match file.exists() {
        true => Finding::ok("配置", format!("{} 可以使用", file.display())),
        false => Finding::ok("配置", format!("没有 {}，使用默认值和环境变量", file.display())),
    }
}
