//! The review of a draft (核对草稿): the document beside what was read from it; nothing is tracked before it is confirmed. The page is
//! one form: whatever button is pressed, all that was typed is saved with it, or nothing is and all is kept.

mod issue_day;
mod sent;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::Datelike as _;
use serde::Deserialize;

use super::tasks;
use crate::actions::{self, ActionError, DraftFault, DraftRow, DraftSaved, DraftStep, SaveDraft};
use crate::app::App;
use crate::domain::id::PlanId;
use crate::domain::plan::{AssignmentRole, Comparator, PlanKind};
use crate::domain::rights::Right;
use crate::domain::round::{Cadence, ReportsOn};
use crate::domain::typed::Day;
use crate::domain::unit::UnitClass;
use crate::strings::Message;
use crate::views::{self, DraftReview, Field, seen};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::{NoFields, Posted};
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::way;
use issue_day::IssueDay;
use sent::{Lost, Sent, called, place};

#[derive(Template)]
#[template(path = "draft.html")]
struct DraftPage {
    page: Page,
    view: DraftReview,
    classes: &'static [UnitClass],
    comparators: &'static [Comparator],
    /// From when on, as the form has it.
    day: IssueDay,
    refused: Option<Refused>,
    /// That the draft's last year is over, where it is.
    past_year: Option<String>,
    /// Every field of the page with the mark of what is stored.
    seen: String,
    /// How many fields have something in them that is not stored.
    unsaved: usize,
    /// The first of them.
    first_unsaved: Option<String>,
}

/// Why nothing was saved.
struct Refused {
    reason: String,
    /// Each field that cannot be used: its place, what it is called, what is wrong.
    faults: Vec<(String, String, String)>,
    /// What was typed and can be shown nowhere else.
    lost: Vec<Lost>,
}

/// The way to a part of a long draft.
struct PartLink {
    part: usize,
    /// How much is still to be looked at in it.
    open: usize,
    address: String,
    title: String,
}

impl DraftPage {
    /// In how many parts the draft is shown.
    fn parts(&self) -> usize {
        self.view.open.in_parts.len()
    }

    fn part_links(&self) -> Vec<PartLink> {
        let link = |(part, open): (usize, &usize)| PartLink {
            part,
            open: *open,
            address: self.view.part_address(part),
            title: self.page.t.fill("draft.part", &[("n", &part), ("open", open)]),
        };
        (1..).zip(&self.view.open.in_parts).map(link).collect()
    }

    /// Where the page's form goes to.
    fn action(&self) -> String {
        self.view.part_address(self.view.part)
    }

    /// What the compiler proposes in the place of the words of a note.
    fn proposal(&self, written: &str, units: &str) -> String {
        self.page.t.fill("draft.proposed_units", &[("written", &written), ("units", &units)])
    }

    /// What is proposed for the targets of a name that have no unit of measure.
    fn proposed_unit(&self, name: &str, unit: &str, count: &i64) -> String {
        self.page.t.fill("draft.proposed_unit", &[("name", &name), ("unit", &unit), ("n", count)])
    }

    /// What is proposed for the dates that name nobody.
    fn proposed_whole(&self, word: &str, dates: &i64) -> String {
        self.page.t.fill("draft.proposed_whole", &[("word", &word), ("n", dates)])
    }

    /// How many units of the page are no words for many governments.
    fn singles(&self) -> usize {
        self.view.unknown.iter().filter(|one| !one.is_group()).count()
    }

    fn problems_title(&self) -> String {
        self.of_part("draft.problems", self.view.open.all.doubts.count, self.view.open.here.0)
    }

    fn leftovers_title(&self) -> String {
        self.of_part("draft.leftovers", self.view.open.all.stretches.count, self.view.open.here.1)
    }

    /// The heading of a list of which this page has a part.
    fn of_part(&self, key: &str, open: usize, here: usize) -> String {
        let text = self.page.fill(key, "n", open);
        let whole = open == 0 || self.parts() == 1;
        if whole { text } else { text + &self.page.fill("draft.of_them_here", "n", here) }
    }
}

/// What the page is asked for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// Which part of a long draft, from 1.
    part: Option<usize>,
    /// From when on, as it was typed before something else was saved.
    assigned_on: Option<String>,
}

/// The page; where the plan is tracked already, that plan's page.
///
/// # Errors
/// Forbidden for everybody but the coordinators; not found where there is no such draft.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<PlanId>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, WebError> {
    let (id, Asked { part, assigned_on }) = (*id, asked.into_inner());
    let Some(view) = load(&app, &reader, id, part.unwrap_or(1)).await? else {
        return Ok(answer::see_other(&format!("{}?done=draft_tracked", tasks::address(id))));
    };
    let mut day = IssueDay::today(app.ctx.clock.today());
    if let Some(typed) = assigned_on.filter(|typed| typed.parse::<Day>().is_ok()) {
        day.field.keep(&typed, None);
    }
    Ok(draw((&request, &app, &reader), view, (StatusCode::OK, day), None))
}

/// Saves the page, and does what the button says that was pressed.
///
/// # Errors
/// Forbidden for everybody but the coordinators; what stands in the way shows the page again, with all that was typed.
pub(crate) async fn save(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<PlanId>,
    asked: web::Query<Asked>,
    form: Posted<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let (id, part, registry) = (*id, asked.part.unwrap_or(1), app.registry.clone());
    let sent = Sent::of(form.0)?;
    let (page, version, step) = (sent.page.clone(), sent.version, sent.step);
    let saved = way::act(&app, &reader, move |ctx, actor| {
        actions::save_draft(ctx, actor, &SaveDraft { plan_id: id, version, page: &page, step, registry: &registry })
    });
    let asked: (_, &App, _) = (&request, &app, &reader);
    match saved.await {
        Ok(DraftSaved::Confirmed(made)) => {
            Ok(answer::see_other(&format!("/desk?done=plan_confirmed&n={}", made.standing + made.dated)))
        }
        Ok(DraftSaved::Saved { place, rows }) => Ok(answer::see_other(&after(&app, (id, part), &sent, (place, rows)))),
        Ok(DraftSaved::Refused(faults)) => {
            let reason = Message::new("draft.faults").with("n", faults.len());
            refuse(asked, (id, part), &sent, (StatusCode::UNPROCESSABLE_ENTITY, reason, faults)).await
        }
        Err(error) => {
            let (status, reason) = reason(error)?;
            refuse(asked, (id, part), &sent, (status, reason, Vec::new())).await
        }
    }
}

/// Throws the draft away.
pub(crate) async fn discard(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<PlanId>,
    _form: Posted<NoFields>,
) -> Result<HttpResponse, WebError> {
    let id = *id;
    match way::act(&app, &reader, move |ctx, actor| actions::discard_draft(ctx, actor, id)).await {
        Ok(()) => Ok(answer::see_other("/plans/import?done=draft_discarded")),
        Err(error) => {
            let (_, reason) = reason(error)?;
            tasks::refuse((&request, &app, &reader), id, &reason, Vec::new()).await
        }
    }
}

/// The status and the words of what stands in the way.
///
/// # Errors
/// What is no matter of this page.
fn reason(error: ActionError) -> Result<(StatusCode, Message), WebError> {
    match error {
        ActionError::Conflict { reason, versions: Some(_) } => Ok((StatusCode::CONFLICT, reason)),
        ActionError::Invalid { reason, .. } | ActionError::Conflict { reason, .. } => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, reason))
        }
        ActionError::NotFound => Ok((StatusCode::NOT_FOUND, Message::new("draft.gone"))),
        error => Err(error.into()),
    }
}

/// Shows the page again with all that was typed. Where the plan is tracked meanwhile, that is said on the plan's page.
async fn refuse(
    (request, app, reader): (&HttpRequest, &App, &SignedIn),
    (id, part): (PlanId, usize),
    sent: &Sent,
    (status, reason, faults): (StatusCode, Message, Vec<DraftFault>),
) -> Result<HttpResponse, WebError> {
    let t = Page::for_reader(request, app, reader, "draft.title").t;
    let Some(mut view) = load(app, reader, id, part).await? else {
        let lost = sent.typed(t).into_iter().map(|one| (one.label, one.text)).collect();
        return tasks::refuse((request, app, reader), id, &reason, lost).await;
    };
    let mut day = IssueDay::today(app.ctx.clock.today());
    let lost = sent.keep(&mut view, &mut day, (&faults, status == StatusCode::CONFLICT), t);
    let said = |fault: &DraftFault| (place(fault), called(&fault.row.field(fault.column), t), t.say(&fault.reason));
    let refused = Refused { reason: t.say(&reason), faults: faults.iter().map(said).collect(), lost };
    Ok(draw((request, app, reader), view, (status, day), Some(refused)))
}

/// The draft; `None` where the plan is tracked already.
async fn load(app: &App, reader: &SignedIn, id: PlanId, part: usize) -> Result<Option<DraftReview>, WebError> {
    let found = way::read_office(app, reader, Right::ImportPlan, move |_, c| views::draft_review(c, id, part));
    Ok(found.await?)
}

/// The page.
fn draw(
    (request, app, reader): (&HttpRequest, &App, &SignedIn),
    mut view: DraftReview,
    (status, day): (StatusCode, IssueDay),
    refused: Option<Refused>,
) -> HttpResponse {
    let seen = view.rows_mut().map(|row| seen(row)).collect::<Vec<_>>().join(" ");
    let fields = view.rows_mut().flat_map(|row| row.fields().filter(|field| field.is_unsaved()).map(Field::id));
    let unsaved: Vec<String> = fields.collect();
    let (unsaved, first_unsaved) = (unsaved.len(), unsaved.into_iter().next());
    let mut page = Page::for_reader(request, app, reader, "draft.title").at(&address(view.plan.id));
    page.title = format!("{}{}{}", page.title, page.s("app.colon"), view.plan.title);
    let (classes, comparators) = (UnitClass::ALL, Comparator::ALL);
    let today = app.ctx.clock.today();
    let (ends, year, day) = (view.plan.ends(), today.year(), day.asked_of(&view.plan, today));
    let past_year = (ends < year).then(|| page.t.fill("draft.past_year", &[("ends", &ends), ("year", &year)]));
    answer::html(
        status,
        &DraftPage { page, view, classes, comparators, day, refused, past_year, seen, unsaved, first_unsaved },
    )
}

/// Where a draft is reviewed.
pub(crate) fn address(id: PlanId) -> String {
    format!("/plans/{id}/review")
}

/// Where to go on after saving: what was saved can be seen there, and the day that was typed is kept.
fn after(app: &App, (id, part): (PlanId, usize), sent: &Sent, (place, rows): (Option<String>, usize)) -> String {
    let done = match rows {
        0 if sent.step == DraftStep::Save => "draft_unchanged",
        _ if sent.step == DraftStep::Confirm => "draft_not_confirmed",
        0 => "draft_done",
        _ => "draft_saved",
    };
    let part = if part > 1 { format!("part={part}&") } else { String::new() };
    let today = app.ctx.clock.today();
    let typed = sent.page.get(DraftRow::Plan, "assigned_on").and_then(|text| text.trim().parse::<Day>().ok());
    let day = typed.map(Day::date).filter(|day| *day != today);
    let day = day.map(|day| format!("&assigned_on={day}")).unwrap_or_default();
    format!("{}?{part}done={done}&n={rows}{day}#{}", address(id), sent.place(place))
}
