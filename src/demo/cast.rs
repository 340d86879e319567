//! Who acts in the story: the people of the units, as actors of the real actions.

use anyhow::Context as _;

use crate::actions::{Actor, Context};
use crate::db::people::persons::{self, Person, Post};
use crate::db::people::units::{self, Unit};
use crate::domain::id::UnitId;
use crate::domain::person::Role;

/// Everybody with a post, and every unit.
pub(super) struct Cast {
    people: Vec<Person>,
    posts: Vec<Post>,
    pub units: Vec<Unit>,
}

impl Cast {
    /// Everybody who has a post today.
    pub(super) fn load(ctx: &Context) -> anyhow::Result<Self> {
        let today = ctx.clock.today();
        Ok(ctx.db.read(|c| {
            Ok::<_, crate::db::DbError>(Self {
                people: persons::all(c)?,
                posts: persons::posts_on(c, today, None)?,
                units: units::all(c)?,
            })
        })?)
    }

    /// The unit of that full or short name.
    pub(super) fn unit(&self, name: &str) -> anyhow::Result<&Unit> {
        let named = self.units.iter().find(|unit| unit.name == name || unit.short_name == name);
        named.with_context(|| format!("seeds/demo/story.toml：没有单位“{name}”"))
    }

    /// Whoever does this at a unit: the last one added, who has no other unit.
    pub(super) fn of(&self, unit_id: UnitId, role: Role) -> anyhow::Result<Actor> {
        let held = self.posts.iter().filter(|post| post.unit_id == unit_id && post.role == role);
        let post = held.min_by_key(|post| post.id).context("岗位空缺")?;
        let person = self.people.iter().find(|person| person.id == post.person_id).context("岗位空缺")?;
        let posts = self.posts.iter().filter(|other| other.person_id == person.id).cloned().collect();
        Ok(Actor::Person { person: person.clone(), post: post.clone(), posts })
    }

    /// Whether anybody does this at a unit.
    pub(super) fn has(&self, unit_id: UnitId, role: Role) -> bool {
        self.posts.iter().any(|post| post.unit_id == unit_id && post.role == role)
    }

    /// The coordinator of the office.
    pub(super) fn coordinator(&self) -> anyhow::Result<Actor> {
        let office = self.units.iter().find(|unit| unit.coordinating).context("没有负责调度的单位")?;
        self.of(office.id, Role::Coordinator)
    }
}
