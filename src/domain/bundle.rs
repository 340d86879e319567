//! One mail a person a day: the day's notices put together by the post they tell.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::notice::{DueNotice, Rung};
use super::person::Post;
use super::word::stored_vocabulary;

stored_vocabulary! {
    /// What kind of mail it is. In the order of the words.
    MailKind {
        /// 简报: the weekly brief, keyed by its week.
        Digest = "digest",
        /// What somebody did: returned, not agreed to, opened again. Never made by the clock.
        Event = "event",
        /// 月度调度: the monthly report is due or was missed.
        Monthly = "monthly",
        /// 逾期提醒: at least one item is overdue.
        Overdue = "overdue",
        /// 到期提醒: nothing is overdue yet.
        Reminder = "reminder",
    }
}

impl MailKind {
    /// The kind of a mail that carries a notice of this rung alone.
    pub fn of(rung: Rung) -> Self {
        match rung {
            Rung::Digest => MailKind::Digest,
            Rung::After(_) => MailKind::Overdue,
            Rung::Before(_) | Rung::Unknown(_) => MailKind::Reminder,
            Rung::Monthly | Rung::Missed => MailKind::Monthly,
        }
    }

    /// The weightier of two: overdue, then reminder, then monthly.
    pub fn weightier(self, other: Self) -> Self {
        let weight = |kind| match kind {
            MailKind::Monthly => 0,
            MailKind::Reminder => 1,
            MailKind::Overdue => 2,
            MailKind::Event => 3,
            MailKind::Digest => 4,
            MailKind::Unknown(_) => 5,
        };
        if weight(other) > weight(self) { other } else { self }
    }
}

/// The notices that go into one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The local date.
    pub date: NaiveDate,
    /// What kind of mail it is.
    pub kind: MailKind,
    /// Whom it tells.
    pub to: Post,
    /// What it carries; never empty.
    pub notices: Vec<DueNotice>,
}

/// Puts the notices of a day together: one bundle for each post, and the brief apart. Ordered by kind, unit and role.
pub fn bundle(date: NaiveDate, notices: Vec<DueNotice>) -> Vec<Bundle> {
    let mut by_post: BTreeMap<(bool, Post), Vec<DueNotice>> = BTreeMap::new();
    for notice in notices {
        let is_brief = notice.key.rung == Rung::Digest;
        by_post.entry((is_brief, notice.key.to)).or_default().push(notice);
    }
    let all = by_post.into_iter().map(|((_, to), notices)| Bundle { date, kind: kind_of(&notices), to, notices });
    let mut bundles: Vec<Bundle> = all.collect();
    bundles.sort_by_key(|bundle| (bundle.kind, bundle.to));
    bundles
}

/// The weightiest kind among the notices.
fn kind_of(notices: &[DueNotice]) -> MailKind {
    let kinds = notices.iter().map(|notice| MailKind::of(notice.key.rung));
    kinds.reduce(MailKind::weightier).unwrap_or(MailKind::Monthly)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{ObligationId, UnitId};
    use crate::notice::{Channel, NoticeKey, Subject};
    use crate::person::Role;
    use crate::testing::day;

    fn notice(id: i64, rung: Rung, unit: i64, role: Role) -> DueNotice {
        let to = Post { unit: UnitId::new(unit), role };
        let key = NoticeKey {
            subject: Subject::Obligation(ObligationId::new(id)),
            due_rev: 0,
            rung,
            to,
            channel: Channel::Mail,
        };
        DueNotice { key, due: day("2024-06-28"), obligations: vec![ObligationId::new(id)] }
    }

    fn bundled(notices: Vec<DueNotice>) -> Vec<(MailKind, i64, usize)> {
        let bundles = bundle(day("2024-06-24"), notices);
        bundles.iter().map(|bundle| (bundle.kind, bundle.to.unit.get(), bundle.notices.len())).collect()
    }

    #[test]
    fn a_post_gets_one_mail_a_day_of_the_weightiest_kind() {
        use Role::Liaison;
        let (before, after) = (Rung::Before(5), Rung::After(1));
        let all = vec![
            notice(1, before, 10, Liaison),
            notice(2, after, 10, Liaison),
            notice(3, Rung::Missed, 10, Liaison),
            notice(4, Rung::Monthly, 11, Liaison),
            notice(5, before, 11, Liaison),
            notice(6, Rung::Monthly, 12, Liaison),
        ];
        let expected = [(MailKind::Monthly, 12, 1), (MailKind::Overdue, 10, 3), (MailKind::Reminder, 11, 2)];
        assert_eq!(bundled(all), expected);
    }

    #[test]
    fn liaison_and_head_of_a_unit_get_their_own_mails_and_the_brief_stays_apart() {
        let (after, brief) = (Rung::After(3), Rung::Digest);
        let all = [(after, Role::Liaison), (after, Role::Head), (after, Role::Leader), (brief, Role::Leader)]
            .map(|(rung, role)| notice(1, rung, 10, role));
        let kinds = bundled(all.to_vec()).into_iter().map(|(kind, ..)| kind).collect::<Vec<_>>();
        assert_eq!(kinds, [MailKind::Digest, MailKind::Overdue, MailKind::Overdue, MailKind::Overdue]);
    }

    #[test]
    fn the_kinds_sort_like_their_words() {
        assert!(MailKind::ALL.is_sorted_by_key(|kind| kind.as_str()));
        assert!(bundle(day("2024-06-24"), Vec::new()).is_empty());
    }
}
