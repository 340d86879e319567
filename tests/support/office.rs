//! The Guangxi plan with everybody in post, and a scheduler that is told when to tick.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use duban::actions::{
    Actor, AddPerson, Context, SetRules, SubmitReport, Ticked, add_people, set_rules, submit_report, tick,
};
use duban::clock::parse_local;
use duban::db::Database;
use duban::db::obligation::reports::ReportFields;
use duban::db::people::{persons, units};
use duban::domain::id::ObligationId;
use duban::domain::obligation::Stage;
use duban::domain::person::Role;
use duban::domain::rules::RuleKind;

use super::app::{begun_with, context, import_guangxi};
use super::database::{TestDatabase, execute, lines, number};
use super::{address_of, said};

/// The unit whose coordinators run the plan; it also leads the cement and VOC plans.
pub const OFFICE: &str = "自治区生态环境厅";

/// A plan that is tracked, and the means to act on it.
pub struct Office {
    /// The means of actions.
    pub ctx: Context,
    /// The database; it goes away with the value.
    pub database: TestDatabase,
}

impl Office {
    /// The plan is handed out on that day, and nobody is in post.
    pub fn empty(assigned_on: &str) -> Self {
        let database = begun_with("plan", assigned_on, import_guangxi);
        let ctx = context(&database, &[]);
        ctx.clock.set(parse_local(assigned_on).expect("a date"));
        Self { ctx, database }
    }

    /// The plan is handed out on that day; every unit has a liaison and a head, the office a coordinator and a leader.
    pub fn full(assigned_on: &str) -> Self {
        let office = Self::empty(assigned_on);
        let all = office.ctx.db.read(units::all).expect("the units");
        let mut wishes = Vec::new();
        for unit in &all {
            let of_office = [Role::Coordinator, Role::Leader].into_iter().filter(|_| unit.name == OFFICE);
            for role in [Role::Liaison, Role::Head].into_iter().chain(of_office) {
                wishes.push(person(&unit.name, role, &format!("{}-{role}", unit.id)));
            }
        }
        add_people(&office.ctx, &Actor::Console, &wishes).expect("the people");
        office
    }

    /// Makes the shipped calendar with these lines behind it the one in use.
    pub fn announce(&self, lines: &str) {
        let content = format!("{}{lines}", include_str!("../../seeds/calendar/workdays.csv"));
        let wish = SetRules { kind: RuleKind::Calendar, content: &content, source: "停电通知" };
        set_rules(&self.ctx, &Actor::Console, &wish).expect("a calendar");
    }

    /// Adds a person, or gives one another post.
    pub fn add(&self, unit: &str, role: Role, name: &str) {
        add_people(&self.ctx, &Actor::Console, &[person(unit, role, name)]).expect("a person");
    }

    /// Adds a person who has no mail.
    pub fn add_without_mail(&self, unit: &str, role: Role, name: &str) {
        let wish = AddPerson { email: None, ..person(unit, role, name) };
        add_people(&self.ctx, &Actor::Console, &[wish]).expect("a person");
    }

    /// Nobody holds that post any more.
    pub fn vacate(&self, unit: &str, role: Role) {
        let unit = format!("(SELECT id FROM units WHERE name = '{unit}')");
        execute(self.db(), &format!("DELETE FROM posts WHERE role = '{role}' AND unit_id = {unit}"));
    }

    /// Whoever holds that post.
    pub fn actor(&self, unit: &str, role: Role) -> Actor {
        self.ctx
            .db
            .read(|c| {
                let today = self.ctx.clock.today();
                let all = persons::posts_on(c, today, None)?;
                let post = all.into_iter().find(|post| post.unit == unit && post.role == role).expect("a post");
                let posts = persons::posts_on(c, today, Some(post.person_id))?;
                Ok::<_, duban::db::DbError>(Actor::Person { person: persons::find(c, post.person_id)?, post, posts })
            })
            .expect("an actor")
    }

    /// The database.
    pub fn db(&self) -> &Database {
        &self.ctx.db
    }

    /// Moves the clock.
    pub fn set_clock(&self, local: &str) {
        self.ctx.clock.set(parse_local(local).expect("a date"));
    }

    /// Ticks once at that time.
    pub fn tick(&self, local: &str) -> Ticked {
        self.set_clock(local);
        tick(&self.ctx).expect("a tick")
    }

    /// Ticks at nine on each of these days, and hands everything over in between.
    pub fn live(&self, from: &str, to: &str) {
        let (from, to): (NaiveDate, NaiveDate) = (from.parse().expect("a date"), to.parse().expect("a date"));
        for date in from.iter_days().take_while(|date| *date <= to) {
            self.tick(&date.to_string());
            self.hand_over();
        }
    }

    /// What delivery does to mails that are due: frozen, sent, their notices settled.
    pub fn hand_over(&self) {
        let now = self.ctx.clock.now();
        execute(
            self.db(),
            &format!(
                "UPDATE mails SET state = 'accepted', subject = 'sent', finished_at = '{now}' \
                 WHERE state = 'pending' AND not_before <= '{now}'; \
                 UPDATE notices SET settled_at = '{now}' WHERE settled_at IS NULL AND mail_id IN \
                 (SELECT id FROM mails WHERE state = 'accepted');"
            ),
        );
    }

    /// What a city owes whose deliverable has these words.
    pub fn obligation(&self, city: &str, words: &str) -> ObligationId {
        let query = format!(
            "SELECT min(o.id) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
             WHERE u.name = '{city}' AND o.kind = 'dated' AND o.deliverable LIKE '%{words}%'"
        );
        ObligationId::new(number(self.db(), &query) as i64)
    }

    /// Its unit's liaison hands a report in.
    pub fn report(&self, city: &str, obligation_id: ObligationId) {
        let report = ReportFields { progress: said("计划已印发"), ..ReportFields::new(Stage::Done) };
        let wish =
            SubmitReport { obligation_id, version: None, report, keeps_evidence: true, submit: true, round: None };
        submit_report(&self.ctx, &self.actor(city, Role::Liaison), &wish).expect("a report");
    }

    /// `date rung role` of everything that was told about obligations whose deliverable has these words, with how many.
    pub fn told_about(&self, words: &str) -> Vec<String> {
        lines(
            self.db(),
            &format!(
                "SELECT n.fired_on || ' ' || n.rung || ' ' || n.role || ' ' || count(*) AS line FROM notices AS n \
                 JOIN obligations AS o ON o.id = n.obligation_id WHERE o.deliverable LIKE '%{words}%' \
                 AND o.kind = 'dated' AND o.due < '2025-01-01' \
                 GROUP BY n.fired_on, n.rung, n.role ORDER BY n.fired_on, n.rung, n.role DESC"
            ),
        )
    }

    /// `date rung role channel` of everything that was told about one obligation.
    pub fn told_of(&self, obligation_id: ObligationId) -> Vec<String> {
        lines(
            self.db(),
            &format!(
                "SELECT fired_on || ' ' || rung || ' ' || role || ' ' || channel AS line FROM notices \
                 WHERE obligation_id = {obligation_id} ORDER BY fired_on, id"
            ),
        )
    }

    /// The mails of a day: `kind unit role notices`.
    pub fn mails_of(&self, date: &str) -> Vec<String> {
        lines(
            self.db(),
            &format!(
                "SELECT m.kind || ' ' || u.name || ' ' || m.role || ' ' || \
                 (SELECT count(*) FROM notices AS n WHERE n.mail_id = m.id) AS line \
                 FROM mails AS m JOIN units AS u ON u.id = m.unit_id WHERE m.local_date = '{date}' \
                 ORDER BY m.kind, u.position, m.role"
            ),
        )
    }

    /// How many rows a table has.
    pub fn count(&self, table: &str) -> usize {
        number(self.db(), &format!("SELECT count(*) FROM {table}"))
    }

    /// Whether anybody has two mails for one day, the brief and what people did apart.
    pub fn has_two_mails_a_day(&self) -> bool {
        let keys = lines(
            self.db(),
            "SELECT person_id || ' ' || local_date AS line FROM mails WHERE kind NOT IN ('digest', 'event')",
        );
        keys.iter().collect::<BTreeSet<_>>().len() < keys.len()
    }
}

fn person(unit: &str, role: Role, name: &str) -> AddPerson {
    let email = address_of(name);
    AddPerson { name: said(name), email: Some(said(&email)), phone: Some(said("0771-1234567")), unit: said(unit), role }
}
