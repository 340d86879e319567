//! Units (单位): departments, cities and enterprises that owe or lead something.

use super::plan::vocabulary;

vocabulary! {
    /// The class of a unit: it decides which ladder applies after the date.
    UnitClass {
        /// 自治区直属部门.
        Department = "department",
        /// 设区市人民政府.
        City = "city",
        /// 企业.
        Enterprise = "enterprise",
        /// 中央驻桂机构.
        Agency = "agency",
    }
}
