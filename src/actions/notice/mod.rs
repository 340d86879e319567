//! Notices (通知): what time does and people are told of, and what they do of it by hand.

pub(super) mod decide_proposal;
pub(super) mod propose_measure;
pub(super) mod record_call;
pub(super) mod rulebook;
pub(super) mod seed_rules;
pub(super) mod set_rules;
pub(super) mod tell_owner;
pub(super) mod tick;
pub(super) mod watched_plan;
