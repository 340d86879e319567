//! The page on which a draft (草稿) is reviewed, as a form sends it: rows of fields, what is stored in the place of each, and
//! what is wrong with what was typed.

mod cells;
mod columns;
mod faults;
mod row;
mod step;
mod stored;
mod typed_page;

pub(super) use cells::Cells;
pub(super) use columns::CHASED;
pub use columns::{
    Columns, blank_columns, indicator_columns, leftover_columns, measure_columns, milestone_columns, plan_columns,
    task_columns, unit_columns,
};
pub use faults::DraftFault;
pub(super) use faults::Faults;
pub use row::DraftRow;
pub use step::{DraftStep, NoStep, RowStep};
pub(super) use stored::Stored;
pub use typed_page::DraftPage;
