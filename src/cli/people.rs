use std::path::{Path, PathBuf};

use anyhow::Context as _;
use chrono::NaiveDateTime;
use clap::{Args, Subcommand};

use super::output::{refusal, say};
use super::start;
use crate::actions::{
    ActionError, Actor, AddPerson, AddedPerson, Context, Link, add_people, disable_person, enable_person,
    password_link, renew_link, unlock_account,
};
use crate::config::Settings;
use crate::db::people::persons;
use crate::domain::id::PersonId;
use crate::domain::person::Role;
use crate::strings::{Language, Message, Strings};

mod csv_file;
mod wish;

use wish::{parse_role, person};

/// `duban people …`.
#[derive(Debug, Args)]
pub(super) struct PeopleArgs {
    #[command(subcommand)]
    command: PeopleCommand,
}

#[derive(Debug, Subcommand)]
enum PeopleCommand {
    /// 添加一人，或用 --csv 批量添加（列：姓名,邮箱,电话,单位,角色）
    Add(AddArgs),
    /// 列出人员及其岗位
    List,
    /// 重新生成一次性链接（链接过期或忘记口令）
    Link {
        /// 邮箱
        email: String,
    },
    /// 解除锁定：清除一人输错口令的记录，立即可再登录
    Unlock {
        /// 邮箱
        email: String,
    },
    /// 停用一人：立即退出登录，不能再登录
    Disable {
        /// 邮箱
        email: String,
    },
    /// 重新启用一人：此前的一次性链接不再恢复
    Enable {
        /// 邮箱
        email: String,
    },
}

#[derive(Debug, Args)]
struct AddArgs {
    /// CSV 文件（UTF-8 或 GB18030；首行为列名）
    #[arg(long, value_name = "FILE", conflicts_with_all = ["name", "email", "phone", "unit", "role"])]
    csv: Option<PathBuf>,
    /// 姓名
    #[arg(long, required_unless_present = "csv")]
    name: Option<String>,
    /// 邮箱（登录名；可不填，则列入电话名单）
    #[arg(long)]
    email: Option<String>,
    /// 电话
    #[arg(long)]
    phone: Option<String>,
    /// 单位全称，如 桂林市人民政府
    #[arg(long, required_unless_present = "csv")]
    unit: Option<String>,
    /// 角色：liaison 联络员、head 负责人、coordinator 调度人员、leader 领导、sysadmin、secadmin、auditor
    #[arg(long, required_unless_present = "csv", value_parser = parse_role)]
    role: Option<Role>,
}

/// Adds or lists people, and opens and shuts their way in.
pub(super) fn run(args: &PeopleArgs, config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let context = || start::context(config, as_of);
    // Nobody is found in a database that is not there: a mistyped path must not make an empty one.
    let existing = || start::existing_context(config, as_of);
    match &args.command {
        PeopleCommand::Add(add) => run_add(add, config, context),
        PeopleCommand::List => list(&existing()?),
        PeopleCommand::Link { email } => link(&existing()?, email),
        PeopleCommand::Unlock { email } => on_person(&existing()?, email, (unlock_account, "已解除锁定")),
        PeopleCommand::Disable { email } => on_person(&existing()?, email, (disable_person, "已停用")),
        PeopleCommand::Enable { email } => on_person(&existing()?, email, (enable_person, "已重新启用")),
    }
}

fn run_add(
    args: &AddArgs,
    config: Option<&Path>,
    context: impl FnOnce() -> anyhow::Result<Context>,
) -> anyhow::Result<()> {
    let (wishes, lines) = match &args.csv {
        Some(file) => csv_file::read(file, language(config))?,
        None => (vec![from_arguments(args).map_err(|error| refusal(language(config), &error))?], vec![0]),
    };
    let ctx = context()?;
    let added = add_people(&ctx, &Actor::Console, &wishes).map_err(|(place, error)| {
        let refusal = refusal(ctx.settings.language, &error);
        match (&args.csv, lines.get(place)) {
            (Some(file), Some(line)) => refusal.context(format!("{} 第 {line} 行", file.display())),
            _ => refusal,
        }
    })?;
    report(&ctx, &added)
}

fn from_arguments(args: &AddArgs) -> Result<AddPerson, ActionError> {
    let given = |argument: &Option<String>| argument.clone().unwrap_or_default();
    let role = args.role.ok_or_else(|| ActionError::invalid("role", Message::new("person.no_role")))?;
    person(role, [&given(&args.name), &given(&args.email), &given(&args.phone), &given(&args.unit)])
}

/// The language of refusals; a configuration that cannot be read is told when it is needed.
fn language(config: Option<&Path>) -> Language {
    Settings::load(config).map_or(Language::Zh, |settings| settings.language)
}

fn report(ctx: &Context, added: &[AddedPerson]) -> anyhow::Result<()> {
    let words = Strings::of(ctx.settings.language);
    for person in added {
        match &person.link_token {
            Some(token) => hand_out(ctx, &person.name, token)?,
            None => say(&person.name),
        }
        for message in person.known.iter().flat_map(|known| known.words(&person.name)) {
            say(&format!("　　{}", words.say(&message)));
        }
    }
    let known = added.iter().filter(|person| person.known.is_some()).count();
    let posts = if known > 0 { format!("，增加岗位 {known} 个") } else { String::new() };
    let hours = ctx.settings.auth.link_hours;
    say(&format!("已添加 {} 人{posts}；链接 {hours} 小时内有效，只能使用一次", added.len() - known));
    warn_of_local_links(ctx, added.iter().any(|person| person.link_token.is_some()));
    Ok(())
}

/// Prints somebody's one-time link.
fn hand_out(ctx: &Context, name: &str, token: &str) -> anyhow::Result<()> {
    let link = password_link(ctx, token).map_err(|error| refusal(ctx.settings.language, &error))?;
    say(&format!("{name}\t{link}"));
    Ok(())
}

/// Whoever hands a link out that opens on this machine alone should know it before its reader does.
fn warn_of_local_links(ctx: &Context, has_links: bool) {
    if has_links && ctx.settings.server.links().is_ok_and(|base| base.only_here) {
        let listen = ctx.settings.server.listen;
        say(&format!(
            "注意：链接只能在本机打开（取自设置 server.listen = {listen}；duban serve 另用 --listen 的，以那个地址为准）；要在其他电脑上打开，请先把 server.public_url 设为大家访问的地址，再用 duban people link 重新生成",
        ));
    }
}

fn list(ctx: &Context) -> anyhow::Result<()> {
    let (today, words) = (ctx.clock.today(), Strings::of(ctx.settings.language));
    let (everyone, posts) =
        ctx.db.read(|c| Ok::<_, crate::db::DbError>((persons::all(c)?, persons::posts_on(c, today, None)?)))?;
    for person in &everyone {
        let held: Vec<String> = posts
            .iter()
            .filter(|post| post.person_id == person.id)
            .map(|post| format!("{} {}", post.unit, words.word("role", post.role.as_str())))
            .collect();
        let state = if person.disabled_at.is_some() { "已停用" } else { "" };
        let fields = [
            person.name.as_str(),
            person.email.as_deref().unwrap_or(""),
            person.phone.as_deref().unwrap_or(""),
            &held.join("；"),
            state,
        ];
        say(fields.join("\t").trim_end());
    }
    Ok(())
}

fn link(ctx: &Context, email: &str) -> anyhow::Result<()> {
    let person = ctx.db.read(|c| persons::by_email(c, email.trim()))?;
    let person = person.with_context(|| format!("没有邮箱为 {email} 的人员"))?;
    let made = renew_link(ctx, &Actor::Console, person.id).map_err(|error| refusal(ctx.settings.language, &error))?;
    // The console is asked for no consent.
    let Link::Made(token) = made else { anyhow::bail!("{} 的链接须经安全管理员同意", person.name) };
    // The link is the last line: whoever hands it on takes that.
    warn_of_local_links(ctx, true);
    hand_out(ctx, &person.name, &token)
}

/// What the command line does to one person, and what it says then.
type Deed = (fn(&Context, &Actor, PersonId) -> Result<(), ActionError>, &'static str);

fn on_person(ctx: &Context, email: &str, (deed, done): Deed) -> anyhow::Result<()> {
    let email = email.trim();
    let person = ctx.db.read(|c| persons::by_email(c, email))?.with_context(|| format!("没有邮箱为 {email} 的人员"))?;
    deed(ctx, &Actor::Console, person.id).map_err(|error| refusal(ctx.settings.language, &error))?;
    say(&format!("{done} {}", person.name));
    Ok(())
}
