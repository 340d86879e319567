//! Floor 3: what pages and calls show: rows with what the rules say of them on a day. Reads only.

mod brief;
mod desk;
mod draft_fields;
mod draft_review;
mod field;
mod item;
mod listing;
mod month;
mod my_work;
mod obligation;
mod overdue;
mod plan;
mod plans;
mod replay;
mod review;
mod rung;
mod source_pieces;
mod telling;

pub use brief::{AHEAD_DAYS, Brief, SectionProgress, brief};
pub use desk::{Desk, Turnout, desk};
pub use draft_fields::{DraftForm, DraftMeasureView, DraftMilestoneView};
pub use draft_review::{DraftReview, UnknownUnit, draft_review};
pub use field::Field;
pub use item::{Item, Sight, items};
pub use listing::{Asked, Listing, Place, Seen, listing};
pub use month::{MonthRow, TypedRow, month};
pub use my_work::{MyWork, my_work};
pub use obligation::{ObligationPage, Source, obligation_page};
pub use overdue::{LateUnit, overdue};
pub use plan::{MeasureView, TaskView, plan_tasks};
pub use plans::{plan_seen, plans_seen};
pub use replay::replay_plan;
pub use review::review_list;
pub use rung::rung_words;
pub use source_pieces::{Marked, Piece, pieces};
pub use telling::{Coming, ComingPost, Telling, telling};
