use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use chrono::NaiveDateTime;
use clap::{Args, ValueEnum};
use tokio::signal::unix::{SignalKind, signal};

use super::output::say;
use super::start;
use crate::actions::{self, Actor, Context, Follow};
use crate::app::App;
use crate::config::{LogFormat, LogSettings, Settings};
use crate::db::people::{posts, units};
use crate::db::{DbError, Engine, Serving};
use crate::scheduler::Worker;
use crate::web;

/// `duban serve`.
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// 监听地址（默认取自配置）
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// all：网页、接口和后台任务；web：只有网页和接口；worker：只有后台任务（检查规则、发送邮件）
    #[arg(long, value_enum, default_value = "all")]
    role: Role,
}

/// What a process does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Role {
    /// Everything.
    All,
    /// Pages and calls.
    Web,
    /// Background jobs.
    Worker,
}

/// Serves until the process is told to stop.
pub(super) fn run(args: &ServeArgs, config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    start_log(&Settings::load(config)?.log)?;
    let mut ctx = start::context(config, as_of)?;
    if as_of.is_some() {
        start::not_before_what_is_recorded(&ctx)?;
    }
    warn_of_a_strange_language(&ctx)?;
    appoint_office(&ctx);
    if let Err(error) = actions::seed_rules(&ctx, &Actor::Console, Follow::Settings) {
        tracing::warn!(
            ?error,
            "versions of rules could not be made of what is shipped or set: those that are there go on"
        );
    }
    if let Err(error) = actions::relight_stale(&ctx) {
        tracing::warn!(?error, "lamps could not be reckoned anew: lists by lamp may be behind until the next tick");
    }
    let _serving = begin_to_serve(&ctx, args.role);
    let listen = args.listen.unwrap_or(ctx.settings.server.listen);
    let listener = if args.role == Role::Worker { None } else { Some(bind(listen)?) };
    // Links are made by where is really listened, not by what the file says.
    Arc::make_mut(&mut ctx.settings).server.listen = match &listener {
        Some(listener) => listener.local_addr()?,
        None => listen,
    };
    let Some(listener) = listener else {
        return work(&ctx, as_of);
    };
    let app = App::new(ctx, false)?;
    warn_of_a_set_clock(&app.ctx, as_of);
    start::tell_of_concerns(&app.ctx);
    say(&format!("督办系统：http://{}", listener.local_addr()?));
    let public_url = &app.ctx.settings.server.public_url;
    if !public_url.is_empty() {
        say(&format!("对外网址：{public_url}"));
    }
    let _worker = (args.role == Role::All).then(|| Worker::start(&app.ctx)).transpose()?;
    serve(app, listener)
}

/// Says whether another process serves the same database. It is meant where one shows pages and another does the jobs, and where several
/// nodes share a server; two that do everything on one file are likely a mistake, but none that does harm.
fn begin_to_serve(ctx: &Context, role: Role) -> Option<Serving> {
    let serving = match ctx.db.serve() {
        Ok(serving) => serving,
        Err(error) => {
            tracing::warn!(?error, "whether another process serves this database could not be looked up");
            return None;
        }
    };
    let database = ctx.db.target();
    match (serving.is_shared, role == Role::All && ctx.db.engine() == Engine::Sqlite) {
        (false, _) => {}
        (true, true) => tracing::warn!(
            %database,
            "another process serves this database already: both answer and both do the jobs. Where that is not meant, stop one of them"
        ),
        (true, false) => tracing::info!(%database, "another process serves this database already"),
    }
    Some(serving)
}

/// The settings may name another unit than before. Only a start says so: whoever looks something up by another command may have been
/// in a folder with other settings.
fn appoint_office(ctx: &Context) {
    let unit = &ctx.settings.plan.coordinating_unit;
    match actions::appoint_office(ctx) {
        Ok(true) => warn_of_idle_coordinators(ctx),
        Ok(false) => tracing::warn!(unit, "plan.coordinating_unit names no unit that is known: nobody coordinates"),
        Err(error) => tracing::warn!(?error, unit, "whether plan.coordinating_unit coordinates could not be looked up"),
    }
}

/// Coordinators of a unit that coordinates no more have nothing to do here: somebody should know before they ask.
fn warn_of_idle_coordinators(ctx: &Context) {
    let (unit, today) = (&ctx.settings.plan.coordinating_unit, ctx.clock.today());
    let idle = ctx.db.read(|c| match units::by_name(c, unit)? {
        Some(office) => posts::coordinators_beside(c, today, office.id),
        None => Ok::<_, DbError>(0),
    });
    match idle {
        Ok(0) => {}
        Ok(coordinators) => tracing::warn!(
            unit,
            coordinators,
            "coordinators of other units than plan.coordinating_unit can coordinate nothing: give them a post at that unit, or set it back"
        ),
        Err(error) => tracing::warn!(?error, "whether coordinators are left without work could not be looked up"),
    }
}

/// Does the background jobs alone.
fn work(ctx: &Context, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    warn_of_a_set_clock(ctx, as_of);
    start::tell_of_concerns(ctx);
    let worker = Worker::start(ctx)?;
    say("后台任务已启动：检查规则、发送邮件");
    actix_web::rt::System::new().block_on(told_to_stop())?;
    drop(worker);
    Ok(())
}

/// An exercise on another date is meant; in everyday use it is a mistake that nobody would see but here.
fn warn_of_a_set_clock(ctx: &Context, as_of: Option<NaiveDateTime>) {
    if as_of.is_some() {
        let now = ctx.clock.local_now().format("%Y-%m-%d %H:%M").to_string();
        tracing::warn!(
            now,
            "the clock is set by --as-of and runs on from there: dates are watched, mails sent and records kept by it"
        );
    }
}

/// What a server says in a language that is not known here is taken for a defect, and nobody would see why.
fn warn_of_a_strange_language(ctx: &Context) -> anyhow::Result<()> {
    if let Some(lc_messages) = ctx.db.strange_language()? {
        tracing::warn!(
            lc_messages,
            "the database server words its errors in a language that is not known here: deadlocks may not be recognised and \
             not be tried again. Set lc_messages to C, English or zh_CN, or GRANT SET ON PARAMETER lc_messages to our account"
        );
    }
    Ok(())
}

/// Waits for Ctrl-C or for the supervisor's word.
pub(super) async fn told_to_stop() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

/// Takes an address, or says in one line that somebody else has it.
pub(super) fn bind(listen: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(listen).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => anyhow::anyhow!("无法监听 {listen}：该端口已被占用"),
        std::io::ErrorKind::PermissionDenied => anyhow::anyhow!("无法监听 {listen}：没有权限"),
        std::io::ErrorKind::AddrNotAvailable => anyhow::anyhow!("无法监听 {listen}：本机没有这个地址"),
        _ => anyhow::anyhow!("无法监听 {listen}：{error}"),
    })
}

/// Serves on a listener until the process is told to stop.
pub(super) fn serve(app: App, listener: TcpListener) -> anyhow::Result<()> {
    actix_web::rt::System::new().block_on(web::serve(app, listener))
}

/// Structured lines on standard error.
pub(super) fn start_log(settings: &LogSettings) -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_new(&settings.level)
        .with_context(|| format!("log.level = {:?}", settings.level))?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Colours are for people at a terminal, not for files.
    let builder = builder.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()));
    // A log that cannot be written must not end what it tells of: the complaint about it would panic.
    let builder = builder.log_internal_errors(false);
    match settings.format {
        LogFormat::Text => builder.init(),
        LogFormat::Json => builder.json().init(),
    }
    Ok(())
}
