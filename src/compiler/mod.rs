pub mod registry;
pub use registry::{Members, UnitRegistry};
