//! What a document declares for all that follows, or for all of it.

use crate::roles::Role;
use crate::text::Passage;

/// Words between the beginning and the units: 以下各项任务各市均为责任单位.
pub(super) const MATTERS: &[&str] = &["任务", "工作", "措施", "事项", "条款", "内容", "项目"];

/// A convention.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Convention<'t> {
    /// The first unit of a list leads, from there on.
    FirstLeads,
    /// The same in all of the document: running text says how its lists are to be read.
    FirstLeadsEverywhere,
    /// Units with a mark behind their names lead: 标★的为牵头单位.
    MarkedLead(char),
    /// Who leads is told by the look of the names, which no text has: 加粗的为牵头单位.
    Unseen(Passage<'t>),
    /// These units take part in everything that follows.
    Also(Role, Passage<'t>),
    /// These units do what follows where nobody is named.
    Otherwise(Role, Passage<'t>),
    /// It speaks of what stands before: it is not carried back.
    Before(Passage<'t>),
    /// By this time all is to be done that follows and has no time of its own.
    Time(Passage<'t>),
    /// The same of what stands before.
    TimeBefore(Passage<'t>),
}
