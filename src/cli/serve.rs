use std::net::{SocketAddr, TcpListener};
use std::path::Path;

use anyhow::Context as _;
use clap::Args;

use super::output::say;
use super::start;
use crate::app::App;
use crate::config::{LogFormat, LogSettings};
use crate::web;

/// `duban serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// 监听地址（默认取自配置）
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
}

/// Serves until the process is told to stop.
pub fn run(args: &ServeArgs, config: Option<&Path>) -> anyhow::Result<()> {
    let ctx = start::context(config, None)?;
    let listen = args.listen.unwrap_or(ctx.settings.server.listen);
    let listener = bind(listen)?;
    let app = App::new(ctx, false)?;
    start_log(&app.ctx.settings.log)?;
    say(&format!("督办系统：http://{}", listener.local_addr()?));
    serve(app, listener)
}

/// Takes an address, or says in one line that somebody else has it.
pub fn bind(listen: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(listen).with_context(|| format!("无法监听 {listen}"))
}

/// Serves on a listener until the process is told to stop.
pub fn serve(app: App, listener: TcpListener) -> anyhow::Result<()> {
    actix_web::rt::System::new().block_on(web::serve(app, listener))
}

/// Structured lines on standard error.
pub fn start_log(settings: &LogSettings) -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_new(&settings.level)
        .with_context(|| format!("log.level = {:?}", settings.level))?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match settings.format {
        LogFormat::Text => builder.init(),
        LogFormat::Json => builder.json().init(),
    }
    Ok(())
}
