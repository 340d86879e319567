//! Floor 3: every write. One file a verb; each is a synchronous free function: context first, then the
//! actor, then the wish. It loads, asks the domain, stores, audits and queues mail in one transaction.
//! Each fails where the database does not answer; an `# Errors` line says what else it refuses.

mod context;
mod damaged_files;
mod error;
mod export_trail;
mod mail;
mod mark_restored;
mod note_backup;
mod note_job;
mod notice;
mod obligation;
mod people;
mod plan;
mod rights;
mod tidy;
mod typed;

use context::also;
pub use context::{Actor, Context, Trace, Tx};
pub use damaged_files::damaged_files;
pub use error::ActionError;
pub use export_trail::export_trail;
pub use mail::claim_mail::{Claim, End, beat, claim_mails, release_mails, rest};
pub use mail::deliver_mail::{Came, Note, What, ready_pen, write_down};
pub use mail::hours::{MailHours, mail_hour, mail_waits_until};
pub use mail::know_relay::{News, know_relay};
pub use mail::release_outbox::{ReleaseOutbox, ReleasedOutbox, release_outbox};
pub use mail::resend_mail::{lift_suspension, resend_mail, suspended_address};
pub use mark_restored::{Restored, mark_restored};
pub use note_backup::note_backup;
pub use note_job::note_job;
pub use notice::decide_proposal::{Decision, decide_proposal, still_runs};
pub use notice::propose_measure::{Proposing, propose_measure};
pub use notice::record_call::{Spoken, record_call, record_month_call};
pub use notice::rulebook::{Damaged, InUse, Rulebook, Rules};
pub use notice::seed_rules::{Follow, seed_rules};
pub use notice::set_rules::{RuleChange, RulesSet, SetRules, follow_files, rehearse_rules, set_rules};
pub use notice::tick::{Failure, Queued, Ticked, Unknown, compare_agenda, rehearse_tick, tick, unknown_words};
pub use notice::watched_plan::{Surroundings, brief_readers};
pub use obligation::acknowledge::{acknowledge, acknowledge_all};
pub use obligation::file_month::{FileRow, NotFiled, file_and_keep_month, file_month, keep_month, preview_month};
pub use obligation::lamp_rules::{Lighting, duty_of, duty_of_row, lamp_facts};
pub use obligation::lighting::{compare_lamps, relight_stale};
pub use obligation::not_applicable::{claim_not_applicable, confirm_not_applicable, decline_not_applicable};
pub use obligation::open_rounds::compare_rounds;
pub use obligation::reopen_obligation::reopen_obligation;
pub use obligation::review_report::{ReturnReport, accept_report, close_obligation, return_report};
pub use obligation::rounds_of::rounds_of;
pub use obligation::submit_report::{SubmitReport, submit_report};
pub use obligation::take_step::{reviewer, state_of};
pub use obligation::typed_report::{TypedReport, typed_round};
pub use obligation::withdraw_report::{Withdrawn, withdraw_filing, withdraw_report};
pub use obligation::wording::{compare_texts, word_unread};
pub use people::add_person::{AddPerson, AddedPerson, KnownPerson, add_people};
pub use people::add_post::{AddPost, add_post};
pub use people::change_password::{change_password, check_own_password, confirm_password};
pub use people::choose_post::{begin_at, choose_post};
pub use people::consent::{Consent, consent_is_good, consent_nobody};
pub use people::decide_link::decide_link;
pub use people::disable_person::disable_person;
pub use people::edit_person::{EditPerson, edit_person};
pub use people::enable_person::enable_person;
pub use people::end_post::{EndPost, end_post};
pub use people::end_sessions::{Ending, end_sessions, open_sessions, session_mark};
pub use people::keep_form::{KeepForm, Typist, keep_form, kept_form, kept_forms_of, newly_kept};
pub use people::new_password::NewPassword;
pub use people::note_refusals::{RefusalKind, Refusals, note_refusals};
pub use people::password_link::password_link;
pub use people::renew_link::{Link, renew_link};
pub use people::set_password::{DeadLink, check_password, dead_link, link_holder, set_password, store_password};
pub use people::sign_in::{Caller, Tried, begin_sign_in, finish_sign_in, known_browser};
pub use people::sign_out::sign_out;
pub use people::unlock_account::unlock_account;
pub use plan::activate_plan::{FanOut, activate_plan, owed_by_plan};
pub use plan::appoint_office::appoint_office;
pub use plan::discard_draft::discard_draft;
pub use plan::draft_page::{
    Columns, DraftFault, DraftPage, DraftRow, DraftStep, NoStep, RowStep, blank_columns, indicator_columns,
    leftover_columns, measure_columns, milestone_columns, plan_columns, task_columns, unit_columns,
};
pub use plan::edit_plan::{BareDate, bad_year, bare_dates};
pub use plan::handed_out::long_ago;
pub use plan::import_plan::{ImportPlan, Imported, import_plan, import_settled_plan, is_draft_already, usable_year};
pub use plan::save_draft::{DraftSaved, SaveDraft, save_draft};
pub use plan::still_open::{StillOpen, still_open};
pub use plan::unit_names::{proposed_as_text, units_as_text};
pub use plan::unplaced::unplaced_units;
pub use rights::{acting_post, allows, authorise, in_business, other_posts, units_seen};
pub use tidy::{Tidied, tidy};
pub use typed::{
    bad_choice, bad_date, chosen, typed, typed_date, typed_date_within, typed_if_any, typed_number, typed_or,
};
