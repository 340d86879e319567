//! Units (单位): departments, cities and enterprises that owe or lead something.

use super::word::stored_vocabulary;

stored_vocabulary! {
    /// The class of a unit: it decides which ladder applies after the date.
    UnitClass {
        /// 自治区直属部门.
        Department = "department",
        /// 设区市人民政府.
        City = "city",
        /// 县（市、区）人民政府: a county, a city of that rank or a district.
        County = "county",
        /// 乡镇人民政府、街道办事处.
        Township = "township",
        /// 企业.
        Enterprise = "enterprise",
        /// 中直驻地方单位.
        Agency = "agency",
    }
}

impl UnitClass {
    /// Governments of places, the highest first.
    pub const PLACES: [Self; 3] = [Self::City, Self::County, Self::Township];

    /// Whether it is the government of a place: a word for all places of a level means it.
    pub fn is_place(self) -> bool {
        Self::PLACES.contains(&self)
    }
}
