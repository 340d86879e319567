//! What the pages of the demonstration say, whoever reads them: in the office's own words, and in English with every Chinese word marked
//! as Chinese.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::TcpListener;

use duban::app::App;
use duban::domain::person::Role;
use reqwest::Client;
use reqwest::redirect::Policy;

use super::story::prepared;
use crate::support::app::form_secret;
use crate::support::database::lines;

/// So many pages of one kind are read: `/obligations/7` and `/obligations/8` are of one.
const OF_A_KIND: usize = 2;

/// Words that no office writes, or writes otherwise.
const NEVER: [&str; 21] = [
    "还轮不到",
    "缺什么",
    "哪一级",
    "电话督办",
    "电话督促",
    "电话通知",
    "各章",
    "各部分进度",
    "周报",
    "请看这一行",
    "由谁完成",
    "与什么比较",
    "计数事项",
    "中央驻桂机构",
    "预演",
    "代录",
    "代为登记",
    "未反馈，转",
    "就是”",
    "月度 调度",
    "undefined",
];

/// The addresses that a page leads to, without what is behind a question mark.
fn links(html: &str) -> Vec<String> {
    let found = html.split("<a ").skip(1).filter_map(|rest| rest.split_once("href=\"/")?.1.split('"').next());
    found.map(|path| format!("/{}", path.split(['?', '#']).next().unwrap_or_default())).collect()
}

/// An address with its numbers taken out.
fn kind(address: &str) -> String {
    address.split('/').map(|part| if part.parse::<i64>().is_ok() { "N" } else { part }).collect::<Vec<_>>().join("/")
}

/// Somebody who reads in both languages.
struct Reader {
    client: Client,
    url: String,
}

impl Reader {
    async fn sign_in(url: &str, role: Role) -> Self {
        let client = Client::builder().cookie_store(true).redirect(Policy::none()).build().expect("a client");
        let reader = Self { client, url: url.to_owned() };
        let page = reader.text("/sign-in").await.expect("a page");
        let account = prepared().accounts.iter().find(|account| account.role == role).expect("an account");
        let form = [("form_secret", form_secret(&page)), ("email", &account.email), ("password", &account.password)];
        let answer = reader.client.post(format!("{url}/sign-in")).form(&form).send().await.expect("an answer");
        assert_eq!(answer.status(), 303, "{role}");
        reader
    }

    /// A page; `None` for what is none.
    async fn text(&self, address: &str) -> Option<String> {
        let answer = self.client.get(format!("{}{address}", self.url)).send().await.expect("an answer");
        let is_page =
            answer.headers().get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        if answer.status() == 200 && is_page { Some(answer.text().await.expect("a text")) } else { None }
    }

    /// Every kind of page that the menu leads to, in one way or another.
    async fn pages(&self) -> BTreeMap<String, String> {
        let first = self.client.get(format!("{}/", self.url)).send().await.expect("an answer");
        let first = first.headers()["location"].to_str().expect("an address").to_owned();
        let (mut waiting, mut seen) = (VecDeque::from([first.clone()]), BTreeSet::from([first]));
        let (mut kinds, mut pages) = (BTreeMap::<String, usize>::new(), BTreeMap::new());
        while let Some(address) = waiting.pop_front() {
            let read = kinds.entry(kind(&address)).or_default();
            if *read == OF_A_KIND || address.starts_with("/static") {
                continue;
            }
            let Some(page) = self.text(&address).await else { continue };
            *read += 1;
            waiting.extend(links(&page).into_iter().filter(|link| seen.insert(link.clone())));
            pages.insert(address, page);
        }
        pages
    }
}

fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let app = App::new(prepared().ctx.clone(), true).expect("a key");
    actix_web::rt::spawn(duban::web::serve(app, listener));
    url
}

/// What stands before each place of those words.
fn before<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(words).map(|(at, _)| &text[..at])
}

/// What is wrong with the words of a text.
fn faults(text: &str) -> Vec<String> {
    let mut faults: Vec<String> =
        NEVER.iter().filter(|words| text.contains(**words)).map(|words| (*words).to_owned()).collect();
    for count in before(text, "个设区市") {
        let digits = count.chars().rev().take_while(char::is_ascii_digit).collect::<String>();
        let count: String = digits.chars().rev().collect();
        if count.parse::<u32>().is_ok_and(|count| count > 14) {
            faults.push(format!("{count}个设区市"));
        }
    }
    // A month is 2024年6月, a week 第26周; a day may stand before whatever it is about.
    for (mark, written) in [("-W", "0000"), (" 调度", "0000-00"), (" 月度调度", "0000-00")] {
        faults.extend(before(text, mark).filter(|text| ends_as(text, written)).map(|_| format!("{written}{mark}")));
    }
    faults
}

/// Whether a text ends with digits and signs as in a sample.
fn ends_as(text: &str, sample: &str) -> bool {
    let mut signs = text.chars().rev();
    sample
        .chars()
        .rev()
        .all(|one| signs.next().is_some_and(|sign| if one == '0' { sign.is_ascii_digit() } else { sign == one }))
}

const ROLES: [Role; 7] =
    [Role::Liaison, Role::Head, Role::Coordinator, Role::Leader, Role::Sysadmin, Role::Secadmin, Role::Auditor];

#[actix_web::test]
async fn pages_and_mails_speak_in_the_offices_own_words() {
    let (url, mut read) = (serve(), BTreeSet::new());
    for role in ROLES {
        for (address, page) in Reader::sign_in(&url, role).await.pages().await {
            assert_eq!(faults(&page), [""; 0], "{role} {address}");
            read.insert(kind(&address));
        }
    }
    assert!(read.len() >= 15, "the walk has lost its way: {read:?}");
    let mails = lines(
        &prepared().ctx.db,
        "SELECT m.subject || ' ' || t.body_text AS line FROM mails AS m JOIN mail_texts AS t ON t.mail_id = m.id",
    );
    assert!(mails.len() > 50, "the mails are gone: {}", mails.len());
    for mail in &mails {
        assert_eq!(faults(mail), [""; 0], "{mail}");
    }
    assert!(mails.iter().any(|mail| mail.contains("2024年6月调度")), "the month in words");
    assert!(mails.iter().any(|mail| mail.contains("第26周（6月24日）") || mail.contains("第25周（6月17日）")));
    assert_eq!(faults("2024-W26 的 39个设区市，2024-06 调度"), ["39个设区市", "0000-W", "0000-00 调度"]);
}

/// Elements without an end.
const VOID: [&str; 8] = ["br", "col", "hr", "img", "input", "link", "meta", "wbr"];

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// Chinese that stands in no element that is marked as such, but for the page itself.
fn unmarked(html: &str) -> Vec<String> {
    let (mut open, mut found) = (Vec::<(String, bool)>::new(), Vec::new());
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("the end of a tag");
        let name = tag.split_whitespace().next().unwrap_or_default().to_owned();
        let value =
            |name: &str| tag.split_once(name).map_or("", |(_, rest)| rest.split('"').next().unwrap_or_default());
        let called = [" aria-label=\"", " title=\"", " placeholder=\"", " alt=\""].map(value);
        let unmarked = called.iter().filter(|called| has_chinese(called) && !tag.contains(" lang=\"zh"));
        found.extend(unmarked.map(|called| (*called).to_owned()));
        let marks = tag.contains(" lang=\"zh") && name != "html";
        let inside = open.last().is_some_and(|(_, chinese)| *chinese);
        if let Some(name) = name.strip_prefix('/') {
            while open.pop().is_some_and(|(other, _)| other != name) {}
        } else if VOID.contains(&name.as_str()) {
            let value = value(" value=\"");
            let hidden = tag.contains("type=\"hidden\"");
            if name == "input" && !hidden && has_chinese(value) && !marks && !inside {
                found.push(value.to_owned());
            }
        } else if !name.starts_with('!') {
            open.push((name, inside || marks));
        }
        if has_chinese(text) && !open.last().is_some_and(|(_, chinese)| *chinese) {
            found.push(text.trim().to_owned());
        }
    }
    found
}

#[actix_web::test]
async fn every_chinese_word_of_an_english_page_is_marked_as_chinese() {
    let (url, mut read) = (serve(), BTreeSet::new());
    for role in ROLES {
        let reader = Reader::sign_in(&url, role).await;
        reader.text("/sign-in?lang=en").await.expect("a page");
        for (address, page) in reader.pages().await {
            assert!(page.contains("<html lang=\"en\">"), "{role} {address}");
            assert_eq!(unmarked(&page), [""; 0], "{role} {address}");
            read.insert(kind(&address));
        }
    }
    assert!(read.len() >= 15, "the walk has lost its way: {read:?}");
    let bad = "<html lang=\"en\"><body><p>甲</p><input value=\"乙\"><p lang=\"zh\">丙<b>丁</b></p>戊<a title=\"己\">a</a></body></html>";
    assert_eq!(unmarked(bad), ["甲", "乙", "戊", "己"]);
}
