//! A real server on a free port, with a clock that stands still and a cast of people.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use duban::actions::{
    Actor, AddPerson, Context, Follow, ImportPlan, Rulebook, add_people, import_plan, seed_rules, set_password,
};
use duban::app::App;
use duban::auth::hashing::Hasher;
use duban::clock::{Clock, parse_local};
use duban::compiler::{Options, UnitRegistry, compile};
use duban::config::Settings;
use duban::db::Database;
use duban::db::people::units::{self, NewUnit};
use duban::domain::draft::Draft;
use duban::domain::person::Role;
use duban::domain::unit::UnitClass;
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Method, RequestBuilder, Response};

use super::database::{TestDatabase, number};
use super::{address_of, said, template};

/// A client for a server under test. It gives up a connection before the server does, after five seconds: on a busy machine a
/// test is sometimes as slow as that between two requests.
pub fn client() -> ClientBuilder {
    Client::builder().pool_idle_timeout(Duration::from_secs(2))
}

/// The password of everybody in the cast.
pub const PASSWORD: &str = "a-sound-passw0rd";

/// A running application over one test's database.
pub struct TestApp {
    /// The means of actions, for what has no page yet.
    pub ctx: Context,
    /// `http://127.0.0.1:40123`.
    pub url: String,
    /// The database; it goes away with the value.
    pub database: TestDatabase,
}

/// A browser without scripts: keeps cookies, does not follow redirects.
pub struct Browser<'a> {
    app: &'a TestApp,
    client: Client,
}

impl TestApp {
    /// The Guangxi plan is active since 2024-03-01; it is 2024-05-06 09:00, a Monday.
    pub async fn start() -> Self {
        Self::start_with(&[], "plan", import_guangxi)
    }

    /// No plan, and two units to belong to: 自治区生态环境厅 and 桂林市人民政府. It is the same morning.
    pub async fn start_without_plan() -> Self {
        Self::start_with(&[], "units", add_two_units)
    }

    /// The same with settings of its own, as the environment gives them.
    pub async fn start_with_settings(settings: &[(&str, &str)]) -> Self {
        Self::start_with(settings, "units", add_two_units)
    }

    /// The plan, and settings of its own.
    pub async fn start_with_plan_and_settings(settings: &[(&str, &str)]) -> Self {
        Self::start_with(settings, "plan", import_guangxi)
    }

    fn start_with(settings: &[(&str, &str)], name: &str, prepare: fn(&Context)) -> Self {
        let database = begun_with(name, "2024-03-01", prepare);
        let ctx = context(&database, settings);
        ctx.clock.set(parse_local("2024-05-06").expect("a date"));
        seed_rules(&ctx, &Actor::Console, Follow::Settings).expect("the rules that these settings say");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let app = App::new(ctx.clone(), false).expect("a key");
        actix_web::rt::spawn(duban::web::serve(app, listener));
        Self { ctx, url, database }
    }

    /// Adds a person with [`PASSWORD`] and returns the address.
    pub fn add(&self, name: &str, unit: &str, role: Role) -> String {
        let (email, token) = self.invite(name, unit, role);
        set_password(&self.ctx, &token, PASSWORD, PASSWORD).expect("a password");
        email
    }

    /// Adds a person who has yet to use the one-time link: address and token.
    pub fn invite(&self, name: &str, unit: &str, role: Role) -> (String, String) {
        let email = address_of(name);
        let wish = AddPerson {
            name: said(name),
            email: Some(said(&email)),
            phone: Some(said("0771-1234567")),
            unit: said(unit),
            role,
        };
        let mut added = add_people(&self.ctx, &Actor::Console, &[wish]).expect("a person");
        (email, added.remove(0).link_token.expect("a link"))
    }

    /// Gives somebody who was added before another post.
    pub fn give_post(&self, name: &str, unit: &str, role: Role) {
        let email = Some(said(&address_of(name)));
        let wish = AddPerson { name: said(name), email, phone: None, unit: said(unit), role };
        add_people(&self.ctx, &Actor::Console, &[wish]).expect("a post");
    }

    /// The first dated item of a unit.
    pub fn first_dated(&self, unit: &str) -> usize {
        let of_unit = "FROM obligations AS o JOIN units AS u ON u.id = o.unit_id WHERE o.kind = 'dated' AND u.name =";
        number(&self.ctx.db, &format!("SELECT min(o.id) {of_unit} '{unit}'"))
    }

    /// A browser that nobody has signed in.
    pub fn browser(&self) -> Browser<'_> {
        let client = client().cookie_store(true).redirect(Policy::none()).build().expect("a client");
        Browser { app: self, client }
    }

    /// A browser in which that person has signed in.
    pub async fn signed_in(&self, email: &str) -> Browser<'_> {
        let browser = self.browser();
        let answer = browser.sign_in(email, PASSWORD).await;
        assert_eq!(answer.status(), 303, "{}", answer.text().await.unwrap_or_default());
        browser
    }

    /// Moves the clock to a local time.
    pub fn set_clock(&self, local: &str) {
        self.ctx.clock.set(parse_local(local).expect("a date"));
    }
}

/// A migrated database with the calendar and what `prepare` adds on that day, by the settings that stand by themselves.
pub fn begun_with(name: &str, day: &str, prepare: fn(&Context)) -> TestDatabase {
    template::copy_of(&format!("{name}_{}", day.replace('-', "_")), |database| {
        let ctx = context(database, &[]);
        ctx.clock.set(parse_local(day).expect("a date"));
        ctx.db.migrate().expect("migrations");
        seed_rules(&ctx, &Actor::Console, Follow::Settings).expect("the rules");
        prepare(&ctx);
    })
}

/// What the application is given, with the clock on the day the plan is handed out.
pub fn context(database: &TestDatabase, settings: &[(&str, &str)]) -> Context {
    let secret_file = database.folder.path().join("session.key").display().to_string();
    let own = [
        ("DATABASE_URL", database.url.as_str()),
        ("DUBAN__AUTH__SECRET_FILE", &secret_file),
        // The month before is compiled on its last day: what is reported in a month is of that month, but where a test says otherwise.
        ("DUBAN__PLAN__LATE_WORKDAYS", "0"),
    ];
    let environment = own.iter().chain(settings).map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let settings = Settings::from_parts("test", None, environment).expect("settings");
    Context {
        db: Database::open(&settings.database).expect("a database"),
        clock: Clock::fixed(parse_local("2024-03-01").expect("a date")),
        hasher: Hasher::new(settings.auth.hash_threads),
        rules: Rulebook::new(&settings.plan).expect("the rules"),
        settings: Arc::new(settings),
        asked: None,
    }
}

/// Hands the Guangxi plan out today.
pub fn import_guangxi(ctx: &Context) {
    let registry = UnitRegistry::guangxi().expect("the registry");
    let draft = guangxi(&registry);
    let activate_on = Some(ctx.clock.today());
    let wish = ImportPlan { source_name: "plan.txt", file: b"", draft: &draft, registry: &registry, activate_on };
    import_plan(ctx, &Actor::Console, &wish).expect("the plan");
}

/// The Guangxi plan as the compiler reads it.
pub fn guangxi(registry: &UnitRegistry) -> Draft {
    let text = include_str!("../../seeds/guangxi-air-2024/plan.txt");
    compile(text, &Options { registry, year: None })
}

fn add_two_units(ctx: &Context) {
    let unit = |name, class, coordinating, position| NewUnit {
        name,
        short_name: name,
        official_name: None,
        class,
        coordinating,
        phone: None,
        position,
        proposed: false,
        created_at: ctx.clock.now(),
    };
    let rows =
        [unit("自治区生态环境厅", UnitClass::Department, true, 1), unit("桂林市人民政府", UnitClass::City, false, 2)];
    for row in rows {
        ctx.db.write(|c| units::insert(c, &row)).expect("a unit");
    }
}

impl Browser<'_> {
    /// What every form of the session repeats: the form for signing out has it on every page.
    pub async fn form_secret(&self) -> String {
        let page = self.get("/plan").await;
        let page = if page.status() == 200 { page } else { self.get("/people").await };
        form_secret(&page.text().await.expect("a page")).to_owned()
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.app.url)).send().await.expect("an answer")
    }

    /// Opens a page and reads it.
    pub async fn text(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.expect("a text")
    }

    /// Opens the page that has a form, and sends the form as a browser would, with the secret of that page.
    pub async fn submit(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Response {
        let html = self.get(page).await.text().await.expect("a page");
        let secret = form_secret(&html).to_owned();
        let mut all = vec![("form_secret", secret.as_str())];
        all.extend_from_slice(fields);
        self.post(action, &all).await
    }

    /// Chooses a file in the form of that page and sends it.
    pub async fn upload(&self, page: &str, name: &str, bytes: &[u8]) -> Response {
        let html = self.get(page).await.text().await.expect("a page");
        self.send_file(page, form_secret(&html), name, bytes).await
    }

    /// Sends a form with a file as a browser does.
    pub async fn send_file(&self, action: &str, secret: &str, name: &str, bytes: &[u8]) -> Response {
        const EDGE: &str = "----DubanTest";
        let field = |head: &str| format!("--{EDGE}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        let mut body =
            format!("{}{secret}\r\n{}\r\n", field("name=\"form_secret\""), field("name=\"year\"")).into_bytes();
        body.extend(field(&format!("name=\"file\"; filename=\"{name}\"")).into_bytes());
        body.extend_from_slice(bytes);
        body.extend(format!("\r\n--{EDGE}--\r\n").into_bytes());
        let request = self.request(Method::POST, action).body(body);
        let kind = format!("multipart/form-data; boundary={EDGE}");
        request.header("Content-Type", kind).send().await.expect("an answer")
    }

    /// Sends a form as it is given.
    pub async fn post(&self, action: &str, fields: &[(&str, &str)]) -> Response {
        self.client.post(format!("{}{action}", self.app.url)).form(fields).send().await.expect("an answer")
    }

    /// A request that no page of ours makes: other headers, a cookie from elsewhere.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.app.url))
    }

    /// Fills in the sign-in form.
    pub async fn sign_in(&self, email: &str, password: &str) -> Response {
        self.submit("/sign-in", "/sign-in", &[("email", email), ("password", password)]).await
    }
}

/// Where an answer leads on to.
pub fn location(answer: &Response) -> &str {
    assert_eq!(answer.status(), 303, "no way on from {}", answer.url());
    answer.headers()["location"].to_str().expect("an address")
}

/// A cookie as an answer sets it: `name=value; HttpOnly; …`.
pub fn set_cookie(answer: &Response, name: &str) -> Option<String> {
    let all = answer.headers().get_all("set-cookie").iter().map(|value| value.to_str().expect("a cookie"));
    all.into_iter().find(|cookie| cookie.starts_with(&format!("{name}="))).map(str::to_owned)
}

/// The secret that the forms of a page repeat.
pub fn form_secret(html: &str) -> &str {
    let (_, rest) = html.split_once("name=\"form_secret\" value=\"").expect("a form");
    rest.split('"').next().expect("its secret")
}
