//! The one door to the rights table: every action and every page asks here, on the object itself.

use super::{ActionError, Actor};
use crate::db::obligation::ledger::Concerned;
use crate::db::obligation::ties::Ties;
use crate::db::people::persons;
use crate::domain::id::{PostId, UnitId};
use crate::domain::person;
use crate::domain::rights::{self, Access, Relation, Right, may};

/// Whether the actor may do this to what has these ties.
///
/// # Errors
/// [`ActionError::NotFound`] without any relation to it, [`ActionError::Forbidden`] with a relation but not the right.
pub fn authorise(actor: &Actor, right: Right, ties: &Ties) -> Result<(), ActionError> {
    match access(actor, right, ties) {
        Access::Allowed => Ok(()),
        Access::Forbidden => Err(ActionError::Forbidden),
        Access::Unrelated => Err(ActionError::NotFound),
    }
}

/// Whether the actor may, as a yes or no: for buttons.
pub fn allows(actor: &Actor, right: Right, ties: &Ties) -> bool {
    access(actor, right, ties) == Access::Allowed
}

/// The post in which the actor acts on what has these ties; `None` for whoever holds none.
pub fn acting_post(actor: &Actor, ties: &Ties) -> Option<persons::Post> {
    let Actor::Person { post, posts, .. } = actor else { return None };
    let held = rights::Actor::new(posts.iter().map(duty).collect(), duty(post))?;
    let acting = rights::acting(&held, &relation(ties));
    // Of two posts alike the one that is represented.
    std::iter::once(post).chain(posts).find(|post| duty(post) == acting).cloned()
}

/// The posts of the actor, but for the one that is represented, in which one of these rights is held on what has these ties.
pub fn other_posts(actor: &Actor, rights: &[Right], ties: &Ties) -> Vec<PostId> {
    let Actor::Person { person, post, posts } = actor else { return Vec::new() };
    let may = |other: &&persons::Post| {
        let acting = Actor::Person { person: person.clone(), post: (*other).clone(), posts: posts.clone() };
        rights.iter().any(|right| allows(&acting, *right, ties))
    };
    posts.iter().filter(|other| other.id != post.id).filter(may).map(|other| other.id).collect()
}

/// Whether the actor has a hand in the business at all: administrators have not, and are told so rather than shown an
/// empty list.
///
/// # Errors
/// [`ActionError::Forbidden`] for whoever is nothing but an administrator, and for strangers.
pub fn in_business(actor: &Actor) -> Result<(), ActionError> {
    match actor {
        Actor::Console | Actor::Scheduler => Ok(()),
        Actor::Person { posts, .. } if posts.iter().any(|post| !post.role.is_administrator()) => Ok(()),
        Actor::Person { .. } | Actor::Visitor => Err(ActionError::Forbidden),
    }
}

/// The units whose matters the actor may see; `None` where that is everything there is. A list asks the database for these: it shows
/// what [`Right::SeeObligation`] allows one by one.
pub fn units_seen(actor: &Actor, office: &Ties) -> Option<Concerned> {
    let sees = |ties: &Ties| allows(actor, Right::SeeObligation, ties);
    if sees(office) {
        return None;
    }
    let mut seen = Concerned::default();
    let Actor::Person { posts, .. } = actor else { return Some(seen) };
    for unit in posts.iter().map(|post| post.unit_id) {
        let other = Some(UnitId::new(0));
        let takes_part = Ties { owner: other, participants: vec![unit], ..office.clone() };
        if sees(&takes_part) {
            seen.taking_part.push(unit);
        } else if sees(&Ties { owner: Some(unit), ..office.clone() }) {
            seen.leading.push(unit);
        }
    }
    Some(seen)
}

fn access(actor: &Actor, right: Right, ties: &Ties) -> Access {
    match actor {
        // Whoever holds the machine holds the data; the clock does what the rules say.
        Actor::Console | Actor::Scheduler => Access::Allowed,
        Actor::Visitor => Access::Unrelated,
        Actor::Person { post, posts, .. } => {
            let held = posts.iter().map(duty).collect();
            rights::Actor::new(held, duty(post)).map_or(Access::Unrelated, |actor| may(&actor, right, &relation(ties)))
        }
    }
}

fn relation(ties: &Ties) -> Relation<'_> {
    Relation {
        owner: ties.owner,
        leads: &ties.leads,
        participants: &ties.participants,
        coordinating: ties.coordinating,
    }
}

fn duty(post: &persons::Post) -> person::Post {
    person::Post { unit: post.unit_id, role: post.role }
}
