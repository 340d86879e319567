//! A copy of what is filtered, as a table that Excel opens. It is sent while it is read, a part at a time, and so are its bounds kept;
//! whoever takes it stands in the trail.

use std::io;

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, web};
use futures_util::stream;
use serde::Deserialize;

use super::{Filter, repeats};
use crate::actions::{self, ActionError};
use crate::app::App;
use crate::clock;
use crate::domain::id::EntryId;
use crate::domain::rights::Right;
use crate::domain::typed::UNREADABLE;
use crate::strings::Strings;
use crate::views::{self, Fact, TrailRow, TrailWanted, Value, said};
use crate::web::error::WebError;
use crate::web::form::Posted;
use crate::web::guard::SignedIn;
use crate::web::{language, page, way};

/// Rows that are read and sent at once.
const PART: i64 = 500;

/// So many rows a copy has at most; it says so at its end where there are more.
const MOST_PARTS: i64 = 200;

/// Excel reads a text as UTF-8 where it begins so.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    /// The filters of the page, as its address has them.
    filter: String,
}

/// Where a copy is.
struct Copy {
    app: web::Data<App>,
    reader: SignedIn,
    t: &'static Strings,
    /// What is copied; `None` behind the last row.
    wanted: Option<TrailWanted>,
    /// The last row that was sent.
    before: Option<EntryId>,
    parts: i64,
}

/// The copy.
///
/// # Errors
/// Forbidden for everybody but the audit administrator; filters that cannot be used.
pub(crate) async fn send(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    form: Posted<Wish>,
) -> Result<HttpResponse, WebError> {
    // Our page sends its filters as it was asked for by them.
    let filter: Filter = serde_html_form::from_str(&form.0.filter).map_err(|_| WebError::UnreadableForm)?;
    let asked = filter.asked()?;
    let wanted = way::read_office(&app, &reader, Right::SeeAudit, move |_, c| views::trail_wanted(c, &asked)).await?;
    way::act(&app, &reader, move |ctx, actor| actions::export_trail(ctx, actor, &filter.typed())).await?;
    let t = Strings::of(language::of_page(&request, &app));
    let name = format!("audit-{}.csv", app.ctx.clock.local_now().format("%Y%m%d-%H%M"));
    let copy = Copy { app, reader, t, wanted: Some(wanted), before: None, parts: 0 };
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .streaming(stream::try_unfold(copy, part)))
}

/// The next part; an error breaks the answer off, so that nobody takes a half for the whole.
async fn part(copy: Copy) -> io::Result<Option<(web::Bytes, Copy)>> {
    next(copy).await.map_err(|error| {
        tracing::error!(%error, "a copy of the trail broke off");
        io::Error::other("broken off")
    })
}

async fn next(mut copy: Copy) -> Result<Option<(web::Bytes, Copy)>, WebError> {
    let Some(wanted) = copy.wanted.take() else { return Ok(None) };
    let (of, before) = (wanted.clone(), copy.before);
    // One more tells whether there are more.
    let read = move |_: &_, c: &mut _| views::trail_rows(c, &of, before, PART + 1);
    let mut rows = way::read_office(&copy.app, &copy.reader, Right::SeeAudit, read).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|rows| rows > PART);
    if more {
        rows.pop();
    }
    let mut text = String::new();
    if copy.parts == 0 {
        text.push_str(BYTE_ORDER_MARK);
        text.push_str(&lines([HEADS.map(|key| copy.t.get(key).to_owned()).to_vec()])?);
    }
    text.push_str(&lines(rows.iter().map(|row| cells(copy.t, row)))?);
    copy.parts += 1;
    copy.before = rows.last().map(|row| row.entry.id);
    if more && copy.parts < MOST_PARTS {
        copy.wanted = Some(wanted);
    } else if more {
        text.push_str(&lines([vec![copy.t.fill("audit.cut", &[("n", &(PART * MOST_PARTS))])]])?);
    }
    Ok(Some((text.into(), copy)))
}

/// The heads of the columns.
const HEADS: [&str; 14] = [
    "audit.number",
    "audit.at",
    "audit.who",
    "audit.person_number",
    "audit.account",
    "audit.unit",
    "audit.what",
    "audit.object",
    "audit.object_number",
    "audit.object_name",
    "audit.remark",
    "audit.detail",
    "audit.source",
    "audit.channel",
];

fn cells(t: &Strings, row: &TrailRow) -> Vec<String> {
    let entry = &row.entry;
    let at = match entry.at.date() {
        UNREADABLE => t.get("app.unreadable_date").to_owned(),
        _ => clock::to_local(entry.at).format("%Y-%m-%d %H:%M:%S").to_string(),
    };
    let who = page::actor(t, entry);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut said: Vec<String> = said(t, entry).iter().map(in_one_line).collect();
    said.extend(row.repeats.map(|times| repeats(t, &times)));
    vec![
        entry.id.to_string(),
        at,
        who,
        entry.person_id.map(|id| id.to_string()).unwrap_or_default(),
        text(&row.account),
        text(&entry.actor_unit),
        t.word("verb", entry.verb.as_str()),
        t.word("object", &entry.object),
        entry.object_id.to_string(),
        text(&row.thing),
        text(&entry.remark),
        said.join("；"),
        text(&entry.source),
        entry.channel.map(|channel| t.word("channel", channel.as_str())).unwrap_or_default(),
    ]
}

/// `进度 40 % → 54 %`.
fn in_one_line(fact: &Fact) -> String {
    let text = |value: &Option<Value>| value.as_ref().map_or("", |value| value.text.as_str()).to_owned();
    match (&fact.was, &fact.is) {
        (None, None) => fact.label.clone(),
        (None, is) => format!("{} {}", fact.label, text(is)),
        (was, is) => format!("{} {} → {}", fact.label, text(was), text(is)).trim_end().to_owned(),
    }
}

/// Rows as a table's lines. What a program for tables would take for a formula is made a text.
fn lines(rows: impl IntoIterator<Item = Vec<String>>) -> Result<String, ActionError> {
    let mut writer = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.into_iter().map(defused)).map_err(|_| ActionError::Panicked)?;
    }
    let bytes = writer.into_inner().map_err(|_| ActionError::Panicked)?;
    String::from_utf8(bytes).map_err(|_| ActionError::Panicked)
}

fn defused(cell: String) -> String {
    match cell.trim_start_matches(['\u{feff}', ' ']).chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => format!("'{cell}"),
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_a_text_and_a_text_stays_as_it_is() {
        let row = ["=1+1", "+86", "@SUM(A1)", " =2", "\t=3", "－4", "韦国栋", "a,\"b\"", "10.1.2.3"];
        let line = lines([row.map(str::to_owned).to_vec()]).unwrap();
        let cells = "'=1+1,'+86,'@SUM(A1),' =2,'\t=3,'－4,韦国栋,\"a,\"\"b\"\"\",10.1.2.3\r\n";
        assert_eq!(line, cells);
    }
}
