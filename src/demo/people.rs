//! Made-up people for every unit, each with a random password that is set through the one-time link like anybody's.

use std::collections::BTreeMap;

use anyhow::Context as _;
use serde::Deserialize;

use super::accounts::Account;
use super::refusal::refusal;
use crate::actions::{Actor, AddPerson, Context, add_people, set_password, typed};
use crate::auth::secret;
use crate::db::people::units;
use crate::domain::person::Role;

const PEOPLE: &str = include_str!("../../seeds/demo/people.toml");

/// Characters of a random password.
const PASSWORD_CHARS: usize = 12;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    surnames: Vec<String>,
    given: Vec<String>,
    /// A unit whose liaison's post is vacant.
    without_liaison: String,
    office: BTreeMap<String, usize>,
}

/// Adds a liaison and a head for every unit but the one that has no liaison, and the office's own people.
pub(super) fn enrol(ctx: &Context) -> anyhow::Result<Vec<Account>> {
    let names: Names = toml::from_str(PEOPLE).context("seeds/demo/people.toml")?;
    let posts = posts(ctx, &names)?;
    let wishes: Vec<AddPerson> =
        posts.iter().enumerate().map(|(at, post)| names.person(at, post)).collect::<Result<_, _>>()?;
    let added = add_people(ctx, &Actor::Console, &wishes).map_err(|(_, error)| refusal(error))?;
    let mut accounts = Vec::with_capacity(added.len());
    for (wish, person) in wishes.into_iter().zip(added) {
        let password = password()?;
        let token = person.link_token.context("一次性链接")?;
        set_password(ctx, &token, &password, &password).map_err(refusal)?;
        let email = wish.email.map(|email| email.as_str().to_owned()).unwrap_or_default();
        let (unit, name) = (wish.unit.into_string(), wish.name.into_string());
        accounts.push(Account { role: wish.role, unit, name, email, password });
    }
    stand_for_two(ctx, &accounts)?;
    Ok(accounts)
}

/// Unit and role of everybody: the office first, then each unit's liaison, where it has one, and head.
fn posts(ctx: &Context, names: &Names) -> anyhow::Result<Vec<(String, Role)>> {
    let all = ctx.db.read(units::all)?;
    let office = all.iter().find(|unit| unit.coordinating).context("没有负责调度的单位")?.name.clone();
    let mut posts = Vec::new();
    for (role, people) in &names.office {
        let role: Role = role.parse().context("seeds/demo/people.toml")?;
        posts.extend(std::iter::repeat_n((office.clone(), role), *people));
    }
    for unit in all {
        if unit.name != names.without_liaison {
            posts.push((unit.name.clone(), Role::Liaison));
        }
        posts.push((unit.name, Role::Head));
    }
    Ok(posts)
}

impl Names {
    fn person(&self, at: usize, (unit, role): &(String, Role)) -> anyhow::Result<AddPerson> {
        let surname = self.surnames.get(at % self.surnames.len().max(1)).context("seeds/demo/people.toml：surnames")?;
        // Another step through the second list, so that few names come twice.
        let given = self.given.get(at * 7 % self.given.len().max(1)).context("seeds/demo/people.toml：given")?;
        let wish = || {
            Ok(AddPerson {
                name: typed("name", &format!("{surname}{given}"))?,
                email: Some(typed("email", &format!("{role}{:02}@demo.example", at + 1))?),
                phone: Some(typed("phone", &format!("0771-555-{:04}", 100 + at))?),
                unit: typed("unit", unit)?,
                role: *role,
            })
        };
        wish().map_err(refusal)
    }
}

/// One liaison stands for a second unit, so that 当前代表单位 can be tried.
fn stand_for_two(ctx: &Context, accounts: &[Account]) -> anyhow::Result<()> {
    let liaisons: Vec<&Account> = accounts.iter().filter(|account| account.role == Role::Liaison).collect();
    let [.., second, last] = liaisons.as_slice() else { return Ok(()) };
    let wish = || {
        let email = Some(typed("email", &last.email)?);
        let (name, unit) = (typed("name", &last.name)?, typed("unit", &second.unit)?);
        Ok(AddPerson { name, email, phone: None, unit, role: Role::Liaison })
    };
    add_people(ctx, &Actor::Console, &[wish().map_err(refusal)?]).map(drop).map_err(|(_, error)| refusal(error))
}

/// A random password that keeps the rules: letters and digits.
fn password() -> anyhow::Result<String> {
    loop {
        let password = secret::password(PASSWORD_CHARS)?;
        let digits = password.chars().filter(char::is_ascii_digit).count();
        if (1..PASSWORD_CHARS).contains(&digits) {
            return Ok(password);
        }
    }
}
