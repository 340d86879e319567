//! What is to be saved, and what must be known meanwhile.

use crate::actions::Context;
use crate::actions::plan::draft_page::{DraftPage, DraftStep};
use crate::compiler::UnitRegistry;
use crate::db::plan::plans::Plan;
use crate::domain::id::PlanId;

/// The wish to save the page of a draft.
pub struct SaveDraft<'a> {
    /// The draft.
    pub plan_id: PlanId,
    /// Its version when the page was drawn.
    pub version: i32,
    /// What the page's form has in it.
    pub page: &'a DraftPage,
    /// Which button was pressed.
    pub step: DraftStep,
    /// The units that are known.
    pub registry: &'a UnitRegistry,
}

/// A page that is being saved.
pub(super) struct Saving<'a> {
    pub(super) ctx: &'a Context,
    pub(super) wish: &'a SaveDraft<'a>,
    pub(super) plan: &'a Plan,
}
