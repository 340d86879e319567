//! A house in which every column of words holds a word of another version.

use super::*;

/// Four plans: the Guangxi plan and another are tracked, a third is in a state of another version, a fourth is a draft.
pub(super) struct World {
    pub(super) app: TestApp,
    /// The plans in that order.
    pub(super) plans: [PlanId; 4],
    /// Address by role.
    pub(super) people: BTreeMap<&'static str, String>,
    /// How many rows of each column have a word of another version.
    pub(super) written: BTreeMap<String, usize>,
}

impl World {
    pub(super) async fn start() -> Self {
        let app = TestApp::start().await;
        let plans =
            [PlanId::new(1), import(&app, "湿地", true), import(&app, "草原", true), import(&app, "矿山", false)];
        let mut people = BTreeMap::new();
        for (word, unit, role) in [
            ("coordinator", OFFICE, Role::Coordinator),
            ("leader", OFFICE, Role::Leader),
            ("sysadmin", OFFICE, Role::Sysadmin),
            ("secadmin", OFFICE, Role::Secadmin),
            ("auditor", OFFICE, Role::Auditor),
            ("liaison", GUILIN, Role::Liaison),
            ("head", GUILIN, Role::Head),
            ("双岗", "自治区林业局", Role::Liaison),
        ] {
            people.insert(word, app.add(word, unit, role));
        }
        for city in ["南宁", "柳州", "梧州", "北海", "玉林"] {
            app.add(city, &format!("{city}市人民政府"), Role::Liaison);
        }
        app.give_post("双岗", LIUZHOU, Role::Liaison);
        let mut world = Self { app, plans, people, written: BTreeMap::new() };
        world.live();
        world.ask_for_a_link();
        world.write_words();
        world
    }

    /// Reports come in, dates pass, the ladder climbs to its proposals; on 22 July the month's mails are queued.
    pub(super) fn live(&self) {
        self.tick("2024-05-17");
        let dated = "SELECT min(id) FROM obligations WHERE milestone_id IS NOT NULL AND unit_id = ";
        let standing = "SELECT max(id) FROM obligations WHERE milestone_id IS NULL AND unit_id = ";
        let guilin = format!("(SELECT id FROM units WHERE name = '{GUILIN}')");
        for query in [dated, standing] {
            self.report(ObligationId::new(number(&self.app.ctx.db, &format!("{query}{guilin}")) as i64));
        }
        for day in ["2024-06-14", "2024-07-01", "2024-07-03", "2024-07-05", "2024-07-12", "2024-07-15", "2024-07-16"] {
            self.tick(day);
            self.hand_over();
        }
        self.tick("2024-07-22");
    }

    /// Somebody wants a link for an account with rights of its own, and the security administrator agrees.
    fn ask_for_a_link(&self) {
        let [by, decided, of] = ["sysadmin", "secadmin", "auditor"]
            .map(|word| format!("(SELECT id FROM people WHERE email = '{}')", self.people[word]));
        let now = self.app.ctx.clock.now();
        execute(
            &self.app.ctx.db,
            &format!(
                "INSERT INTO approvals (kind, person_id, requested_by, requested_at, decided_by, decided_at, agreed) \
                 VALUES ('link', {of}, {by}, '{now}', {decided}, '{now}', TRUE)"
            ),
        );
    }

    pub(super) fn tick(&self, day: &str) -> Ticked {
        self.app.set_clock(day);
        tick(&self.app.ctx).expect("a tick")
    }

    pub(super) fn hand_over(&self) {
        let now = self.app.ctx.clock.now();
        execute(
            &self.app.ctx.db,
            &format!(
                "UPDATE mails SET state = 'accepted', subject = 'sent', finished_at = '{now}' WHERE state = 'pending'; \
                 UPDATE notices SET settled_at = '{now}' WHERE settled_at IS NULL"
            ),
        );
    }

    pub(super) fn report(&self, obligation_id: ObligationId) {
        let report = ReportFields { progress: said("已经办完"), ..ReportFields::new(Stage::Done) };
        let wish =
            SubmitReport { obligation_id, version: None, report, keeps_evidence: true, submit: true, round: None };
        actions::submit_report(&self.app.ctx, &self.actor("liaison"), &wish).expect("a report");
    }

    /// Whoever has that address, in the first post.
    pub(super) fn actor(&self, word: &str) -> Actor {
        let ctx = &self.app.ctx;
        let caller = actions::Caller::new(
            duban::domain::source::Asked::new(
                std::net::IpAddr::from([127, 0, 0, 1]),
                duban::domain::trail::AuditChannel::Page,
            ),
            None,
        );
        let tried = actions::begin_sign_in(ctx, &self.people[word], &caller).expect("a try");
        let session = actions::finish_sign_in(ctx, &tried, true).expect("a session");
        ctx.db
            .read(|c| {
                let session = sessions::find(c, &session.id)?.expect("a session");
                let posts = duban::db::people::persons::posts_on(c, ctx.clock.today(), Some(session.person_id))?;
                let post = posts.iter().find(|post| post.id == session.post_id).cloned().expect("a post");
                Ok::<_, DbError>(Actor::Person {
                    person: duban::db::people::persons::find(c, session.person_id)?,
                    post,
                    posts,
                })
            })
            .expect("an actor")
    }

    pub(super) fn write_words(&mut self) {
        let db = &self.app.ctx.db;
        allow_any_word(db);
        for (table, column, _, places) in WORDS {
            let word = if column == "options" { format!("circular、{WORD}") } else { WORD.to_owned() };
            for place in places {
                execute(db, &format!("UPDATE {table} SET {column} = '{word}' WHERE {place}"));
            }
        }
        let half = format!("replace(content, '2024-10-01,CN,off', '2024-10-01,CN,{WORD}')");
        execute(db, &format!("UPDATE rule_versions SET content = {half}, origin = 'imported' WHERE kind = 'calendar'"));
        self.written = self.words();
        for (column, rows) in &self.written {
            assert!(*rows > 0, "no row for a word in {column}");
        }
    }

    /// How many rows of each column have the word.
    pub(super) fn words(&self) -> BTreeMap<String, usize> {
        let count = |table: &str, column: &str| {
            number(&self.app.ctx.db, &format!("SELECT count(*) FROM {table} WHERE {column} LIKE '%{WORD}'"))
        };
        WORDS.iter().map(|(table, column, ..)| (format!("{table}.{column}"), count(table, column))).collect()
    }

    /// The key of the row that has the word.
    pub(super) fn id(&self, table: &str, column: &str) -> i64 {
        number(&self.app.ctx.db, &format!("SELECT min(id) FROM {table} WHERE {column} LIKE '%{WORD}'")) as i64
    }

    /// What stands for `{id}` and its like in an address.
    pub(super) fn addresses(&self, template: &str) -> Vec<String> {
        let keys: Vec<String> = match template {
            _ if template.contains("/obligations/{id}") => {
                ["kind", "status", "awaiting", "stage"].map(|column| self.id("obligations", column).to_string()).into()
            }
            _ if template.contains("/mail") => {
                ["kind", "role", "state"].map(|column| self.id("mails", column).to_string()).into()
            }
            _ if template.contains("/plans/{id}") => self.plans.map(|id| id.to_string()).into(),
            _ => vec!["x".to_owned()],
        };
        match template.contains('{') {
            true => keys.iter().map(|key| template.replace("{id}", key).replace("{token}", key)).collect(),
            false => vec![template.to_owned()],
        }
    }
}
