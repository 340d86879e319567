//! Floor 3: every write. One file a verb; each is a synchronous free function: context first, then the
//! actor, then the wish. It loads, asks the domain, stores, audits and queues mail in one transaction.

mod activate_plan;
mod add_person;
mod context;
mod disable_person;
mod error;
mod import_plan;
mod load_calendar;
mod set_password;
mod sign_in;
mod sign_out;

pub use activate_plan::{FanOut, activate_plan};
pub use add_person::{AddPerson, AddedPerson, EmailAddress, add_people};
pub use context::{Actor, Context, Step, Trace};
pub use disable_person::disable_person;
pub use error::ActionError;
pub use import_plan::{ImportPlan, Imported, import_plan};
pub use load_calendar::load_calendar;
pub use set_password::{link_holder, set_password};
pub use sign_in::sign_in;
pub use sign_out::sign_out;
