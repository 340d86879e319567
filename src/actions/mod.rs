//! Floor 3: every write. One file a verb; each is a synchronous free function: context first, then the
//! actor, then the wish. It loads, asks the domain, stores, audits and queues mail in one transaction.

mod acknowledge;
mod activate_plan;
mod add_measure;
mod add_person;
mod assign_units;
mod choose_post;
mod context;
mod decide_proposal;
mod deliver_mail;
mod disable_person;
mod discard_draft;
mod draft_step;
mod edit_indicator;
mod edit_milestone;
mod edit_words;
mod envelope;
mod error;
mod import_plan;
mod load_calendar;
mod not_applicable;
mod note_job;
mod place_unit;
mod record_call;
mod remove_measure;
mod renew_link;
mod reopen_obligation;
mod review_report;
mod rights;
mod set_password;
mod settle_leftover;
mod settle_problem;
mod sign_in;
mod sign_out;
mod submit_report;
mod take_step;
mod tell_owner;
mod tick;
mod tidy;
mod typed;
mod unlock_account;
mod unplaced;
mod watch;

pub use acknowledge::{acknowledge, acknowledge_all};
pub use activate_plan::{FanOut, activate_plan, owed_by_plan};
pub use add_measure::{AddMeasure, add_measure, measure_of_leftover};
pub use add_person::{AddPerson, AddedPerson, add_people};
pub use assign_units::{AssignUnits, assign_units, assigned_as_text};
pub use choose_post::choose_post;
pub use context::{Actor, Context, Step, Trace};
pub use decide_proposal::{Decision, decide_proposal};
pub use deliver_mail::{
    Claim, beat, claim_mail, drop_mail, expire_mails, freeze_mail, give_back, hand_mail, record_outcome, release_mails,
    rest,
};
pub use disable_person::disable_person;
pub use discard_draft::discard_draft;
pub use draft_step::units_as_text;
pub use edit_indicator::{EditIndicator, Target, add_indicator, edit_indicator, indicator_as_text, remove_indicator};
pub use edit_milestone::{
    AddMilestone, EditMilestone, add_milestone, edit_milestone, milestone_as_text, remove_milestone,
};
pub use edit_words::{EditMeasure, EditTask, edit_measure, edit_task, words_as_text};
pub use error::ActionError;
pub use import_plan::{ImportPlan, Imported, import_plan, usable_year};
pub use load_calendar::load_calendar;
pub use not_applicable::{claim_not_applicable, confirm_not_applicable, decline_not_applicable};
pub use note_job::note_job;
pub use place_unit::{Placing, place_unit};
pub use record_call::{RecordCall, record_call};
pub use remove_measure::{RemoveMeasure, remove_measure};
pub use renew_link::renew_link;
pub use reopen_obligation::reopen_obligation;
pub use review_report::{ReturnReport, accept_report, close_obligation, return_report};
pub use rights::{allows, authorise, in_business};
pub use set_password::{NewPassword, check_password, link_holder, set_password, store_password};
pub use settle_leftover::{settle_leftover, settle_leftovers};
pub use settle_problem::settle_problem;
pub use sign_in::{Caller, Tried, begin_sign_in, finish_sign_in};
pub use sign_out::sign_out;
pub use submit_report::{ReportForm, SubmitReport, submit_month, submit_report};
pub use take_step::{reviewer, state_of};
pub use tick::{Failure, Queued, Ticked, Unknown, rehearse_tick, tick};
pub use tidy::{Tidied, tidy};
pub use typed::{bad_date, typed, typed_date, typed_if_any, typed_number, typed_or};
pub use unlock_account::unlock_account;
pub use unplaced::unplaced_units;
pub use watch::{Surroundings, brief_readers};
