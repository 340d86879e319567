//! Floor 3: what pages and calls show: rows with what the rules say of them on a day. Reads only. Behind the five doors; callers
//! say `views::desk`.

mod mail;
mod marks;
mod notice;
mod obligation;
mod people;
mod plan;
mod trail;

pub use mail::held_outbox::{Held, HeldOutbox, held_outbox};
pub use mail::mail_trouble::{MailFlow, MailTrouble, Undelivered, mail_flow, mail_trouble, trouble_of, undelivered};
pub use mail::server_said::server_said;
pub use marks::{drawn, mark};
pub use notice::gap::{damaged_words, gap_words};
pub use notice::overdue::{LatePage, LatePlace, LateUnit, Overdue, ProposedItem, overdue, proposed};
pub use notice::replay::replay_plan;
pub use notice::rung::rung_words;
pub use notice::telling::{Coming, ComingPost, Telling, telling};
pub use obligation::brief::{AHEAD_DAYS, Brief, brief, brief_of};
pub use obligation::desk::{DRAFTS, Desk, Stand, desk};
pub use obligation::item::{Item, Sight, items, put_together};
pub use obligation::listing::{Asked, Listing, Seen, listing, units_listed};
pub use obligation::month::{Filing, MonthRow, month};
pub(crate) use obligation::my_work::reasons;
pub use obligation::my_work::{Heed, MonthRows, MonthStand, MonthWanted, MyWork, Part, my_work};
pub use obligation::progress::{Progress, SectionProgress, due_words, progress, year_words};
pub use obligation::review::{Reviewer, Submissions, SubmittedPlace, submissions};
pub use obligation::turnout::{LateRound, Turnout};
pub use obligation::unit_month::{UnitMonth, unit_month};
pub use obligation::whole::{ObligationPage, Source, obligation_page};
pub use people::accounts::{Account, Accounts, LinkConsent, WaitingLink, account, accounts, waiting_links};
pub use people::locks::{Locks, locks_in_words};
pub use plan::draft_fields::{DraftIndicatorView, DraftMeasureView, DraftMilestoneView};
pub use plan::draft_head::HeadView;
pub use plan::draft_open::{Open, OpenPoint};
pub use plan::draft_review::{DraftLeftoverView, DraftReview, draft_review};
pub use plan::draft_units::UnknownUnit;
pub use plan::field::{Field, FormRow, seen};
pub use plan::plans::{plan_seen, plans_progress, plans_seen};
pub use plan::source_pieces::{Marked, Piece, pieces};
pub use plan::tasks::{MeasureView, TaskView, plan_tasks};
pub use trail::{AskedTrail, Fact, Trail, TrailRow, TrailWanted, Value, said, trail, trail_rows, trail_wanted};
