//! Who is wished for, out of what stands in the arguments or in a row.

use crate::actions::{ActionError, AddPerson, typed, typed_if_any, typed_or};
use crate::domain::person::Role;

/// A role by its word or its Chinese name.
pub(super) fn parse_role(text: &str) -> Result<Role, String> {
    let text = text.trim();
    let chinese = match text {
        "联络员" => Some(Role::Liaison),
        "负责人" => Some(Role::Head),
        "调度人员" => Some(Role::Coordinator),
        "领导" => Some(Role::Leader),
        "系统管理员" => Some(Role::Sysadmin),
        "安全管理员" => Some(Role::Secadmin),
        "审计管理员" => Some(Role::Auditor),
        _ => None,
    };
    chinese.or_else(|| text.parse().ok()).ok_or_else(|| {
        format!("未知角色 {text:?}：应为 联络员、负责人、调度人员、领导、系统管理员、安全管理员、审计管理员")
    })
}

/// A wish out of what stands in the arguments or in a row: name, address, telephone, unit.
pub(super) fn person(role: Role, [name, email, phone, unit]: [&str; 4]) -> Result<AddPerson, ActionError> {
    Ok(AddPerson {
        name: typed_or("name", name, "person.no_name")?,
        email: typed_if_any("email", email)?,
        phone: typed_if_any("phone", phone)?,
        unit: typed("unit", unit)?,
        role,
    })
}
