use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use chrono::NaiveDateTime;
use clap::{Args, Subcommand};

use super::output::{refusal, say};
use super::start;
use crate::actions::{Actor, AddPerson, AddedPerson, Context, EmailAddress, add_people, disable_person, renew_link};
use crate::db::people;
use crate::domain::person::Role;

mod csv_file;

/// `duban people …`.
#[derive(Debug, Args)]
pub struct PeopleArgs {
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
    /// 停用一人：立即退出登录，不能再登录
    Disable {
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

/// Adds, lists or disables people.
pub fn run(args: &PeopleArgs, config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let context = || start::context(config, as_of);
    match &args.command {
        PeopleCommand::Add(add) => run_add(add, context),
        PeopleCommand::List => list(&context()?),
        PeopleCommand::Link { email } => link(&context()?, email),
        PeopleCommand::Disable { email } => disable(&context()?, email),
    }
}

/// A role by its word or its Chinese name.
fn parse_role(text: &str) -> Result<Role, String> {
    let text = text.trim();
    let chinese = match text {
        "联络员" => Some(Role::Liaison),
        "负责人" => Some(Role::Head),
        "调度人员" => Some(Role::Coordinator),
        "领导" => Some(Role::Leader),
        "系统管理员" => Some(Role::Sysadmin),
        "安全管理员" => Some(Role::Secadmin),
        "审计管理员" => Some(Role::Auditor),
        _ => None,
    };
    chinese.or_else(|| text.parse().ok()).ok_or_else(|| {
        format!("未知角色 {text:?}：应为 联络员、负责人、调度人员、领导、系统管理员、安全管理员、审计管理员")
    })
}

fn run_add(args: &AddArgs, context: impl FnOnce() -> anyhow::Result<Context>) -> anyhow::Result<()> {
    let (wishes, lines) = match &args.csv {
        Some(file) => csv_file::read(file)?,
        None => (vec![from_arguments(args)?], vec![0]),
    };
    let ctx = context()?;
    let added = add_people(&ctx, &Actor::Console, &wishes).map_err(|(place, error)| {
        let refusal = refusal(ctx.settings.language, &error);
        match (&args.csv, lines.get(place)) {
            (Some(file), Some(line)) => refusal.context(format!("{} 第 {line} 行", file.display())),
            _ => refusal,
        }
    })?;
    report(&ctx, &added);
    Ok(())
}

fn from_arguments(args: &AddArgs) -> anyhow::Result<AddPerson> {
    let (Some(name), Some(unit), Some(role)) = (&args.name, &args.unit, args.role) else {
        bail!("须给出 --name、--unit、--role，或 --csv");
    };
    Ok(AddPerson {
        name: name.clone(),
        email: email(args.email.as_deref())?,
        phone: args.phone.clone(),
        unit: unit.clone(),
        role,
    })
}

fn email(text: Option<&str>) -> anyhow::Result<Option<EmailAddress>> {
    let given = text.map(str::trim).filter(|text| !text.is_empty());
    given
        .map(|text| EmailAddress::try_from(text).ok().with_context(|| format!("邮箱 {text:?} 不是有效地址")))
        .transpose()
}

fn report(ctx: &Context, added: &[AddedPerson]) {
    for person in added {
        match &person.link_token {
            Some(token) => {
                say(&format!("{}\t{}/set-password/{token}", person.name, ctx.settings.server.public_address()))
            }
            None => say(&person.name),
        }
    }
    say(&format!("已添加 {} 人；链接 {} 小时内有效，只能使用一次", added.len(), ctx.settings.auth.link_hours));
}

fn list(ctx: &Context) -> anyhow::Result<()> {
    let today = ctx.clock.today();
    let (everyone, posts) =
        ctx.db.read(|c| Ok::<_, crate::db::DbError>((people::all(c)?, people::posts_on(c, today, None)?)))?;
    for person in &everyone {
        let held: Vec<String> = posts
            .iter()
            .filter(|post| post.person_id == person.id)
            .map(|post| format!("{} {}", post.unit, post.role))
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
    let person = ctx.db.read(|c| people::by_email(c, email.trim()))?;
    let person = person.with_context(|| format!("没有邮箱为 {email} 的人员"))?;
    let token = renew_link(ctx, &Actor::Console, person.id).map_err(|error| refusal(ctx.settings.language, &error))?;
    say(&format!("{}\t{}/set-password/{token}", person.name, ctx.settings.server.public_address()));
    Ok(())
}

fn disable(ctx: &Context, email: &str) -> anyhow::Result<()> {
    let email = email.trim();
    let person = ctx.db.read(|c| people::by_email(c, email))?.with_context(|| format!("没有邮箱为 {email} 的人员"))?;
    disable_person(ctx, &Actor::Console, person.id).map_err(|error| refusal(ctx.settings.language, &error))?;
    say(&format!("已停用 {}", person.name));
    Ok(())
}
