//! Milestones without a date: a superior's schedule, an event, a season.

mod dealt;
mod ended;
mod in_note;
mod lasting;
mod often;
mod pace;
mod phrase;
mod rhythm;
mod schedule;
mod within;

pub(super) use self::in_note::in_note;
pub(super) use self::lasting::{is_standing, lasts};
use self::pace::recurring;
use self::phrase::Phrase;
use super::date::Years;
use super::doubt::Doubts;
use super::occasion;
use super::owed;
use super::parsed::{Context, Parsed};
use super::sentence::clauses;
use super::text::{Passage, Terms};
use duban_domain::draft::{DraftMilestone, Open};
use duban_domain::plan::MilestoneKind::{Conditional, Ongoing};

/// Within the time that is set.
const IN_TIME: &Terms = &Terms::new(&["按期", "如期", "按时"]);
/// Within so many characters the word may be a part of what is measured.
const NAMED: usize = 8;
/// In front of these 按期 is no duty: 不能按期缴纳的….
const NOT: &[char] = &['能', '未', '不', '法'];
/// Words that open a clause about somebody, not about a time: 对…期间增加的成本.
const OBJECTS: &[&str] = &["对", "将", "把", "由", "给予"];
/// A season comes back every year.
const SEASONS: &[&str] = &["春", "夏", "秋", "冬", "汛期", "榨季"];
/// What the phrase of an event ends with.
const EVENTS: &Terms = &Terms::new(&["期间", "天气过程"]);
/// An event stands near the start of its clause.
const EVENT_REACH: usize = 24;
/// Verbs before a season.
const VERBS: &[&str] = &["开展", "紧盯", "加强", "抓好", "做好", "突出"];

/// The undated milestones of a sentence, in order. A clause with a date has none.
pub(super) fn milestones(parsed: &Parsed<'_>, context: Context<'_>, doubts: &mut Doubts) -> Vec<DraftMilestone> {
    let dated = |c: &Passage<'_>| parsed.dates.iter().any(|d| d.start >= c.start() && d.start < c.end());
    let (mut found, mut clauses) = (Vec::new(), Vec::new());
    for clause in parsed.clauses.iter().filter(|c| !dated(c)) {
        let dealt = dealt::shares(parsed, *clause, context);
        if dealt.is_empty() {
            clauses.extend(pace::parts(*clause));
        }
        found.extend(dealt);
    }
    let ended = clauses.iter().filter_map(|clause| ended::ended(*clause));
    ended.for_each(|words| doubts.note(words, "这里写的是不再定期做的事，没有列为经常性工作"));
    let phrases = clauses.into_iter().filter_map(|c| {
        lasting::in_bracket(parsed, c)
            .or_else(|| schedule::of_others(c))
            .or_else(|| recurring(c))
            .or_else(|| within::counted(parsed, c, context.years))
            .or_else(|| schedule::ahead(c))
            .or_else(|| occasion(c))
            .or_else(|| schedule::five_years(parsed, c))
            .or_else(|| event(parsed, c))
            .or_else(|| season(c))
            .or_else(|| in_time(parsed, c))
    });
    found.extend(phrases.map(|phrase| milestone(parsed, &phrase, context, doubts)));
    found
}

/// 春节前, 春季学期, 满3个月后.
fn occasion(clause: Passage<'_>) -> Option<Phrase<'_>> {
    let occasion::Occasion { words, deliverable } = occasion::of(clause)?;
    Some(Phrase { words, deliverable, kind: Conditional })
}

/// Whether a clause has a time of its own that is no date: 签约后90日内上线, 汛后验收, 每月通报.
pub(super) fn has_time(parsed: &Parsed<'_>, clause: Passage<'_>, years: Years) -> bool {
    recurring(clause).or_else(|| within::counted(parsed, clause, years)).or_else(|| occasion(clause)).is_some()
}

/// Whether something in a sentence comes back: 每季度末通报.
pub(super) fn comes_back(sentence: Passage<'_>) -> bool {
    clauses(sentence).into_iter().any(|clause| recurring(clause).is_some())
}

/// 企业检修期间，…: what is owed stands behind the comma, or in the clause itself.
fn event<'t>(parsed: &Parsed<'t>, clause: Passage<'t>) -> Option<Phrase<'t>> {
    let opening = clause.to(clause.start() + EVENT_REACH);
    let (_, end) = EVENTS.place_in(opening)?;
    if matches!(clause.at(end), Some('的' | '中')) || clause.strip_prefix(OBJECTS).is_some() {
        return None;
    }
    let words = clause.to(end);
    let deliverable = if end < clause.end() { clause.from(end) } else { parsed.statement(end).from(end) };
    let kind = if words.contains_any(SEASONS) { Ongoing } else { Conditional };
    let deliverable = deliverable.trim(&['，', ',']);
    (!deliverable.is_empty()).then_some(Phrase { words, deliverable, kind })
}

/// 开展春耕、秋收等重点时段巡查.
fn season(clause: Passage<'_>) -> Option<Phrase<'_>> {
    const TIMES: &Terms = &Terms::new(&["等重点时段", "等关键时段"]);
    let (_, end) = TIMES.place_in(clause)?;
    let before = clause.to(end);
    let from = VERBS.iter().filter_map(|v| before.rfind(v).map(|at| at + v.chars().count())).max();
    Some(Phrase { words: before.from(from.unwrap_or(clause.start())), deliverable: clause, kind: Ongoing })
}

fn in_time<'t>(parsed: &Parsed<'t>, clause: Passage<'t>) -> Option<Phrase<'t>> {
    let (at, _) = IN_TIME.place_in(clause)?;
    let rate = clause.cut(at, at + NAMED).chars().contains(&'率'); // 按时答复率
    let refused = rate || clause.before(at).is_some_and(|c| NOT.contains(&c));
    let words = clause.cut(at, at + 2);
    (!refused).then(|| Phrase { words, deliverable: parsed.statement(at), kind: Conditional })
}

fn milestone(parsed: &Parsed<'_>, phrase: &Phrase<'_>, context: Context<'_>, doubts: &mut Doubts) -> DraftMilestone {
    let (from, to) = (phrase.words.start(), phrase.words.end());
    let clause = parsed.clause(from);
    let opens = phrase.kind == Ongoing && from == clause.start();
    let next = if opens { owed::doer_at(clause, to, context.registry) } else { None }; // 每月5日前|各设区市报送
    let near = next.as_ref().or_else(|| owed::governing(&parsed.subjects, from, to));
    let end = parsed.statement(from).end();
    let behind = |s: &&owed::Subject| s.start >= to && s.start < end && s.kind == owed::Kind::Body;
    let subject = near.or_else(|| parsed.subjects.iter().find(behind));
    if let Some(unsure) = subject.filter(|subject| owed::is_unknown(subject, parsed.whole)) {
        doubts.open(parsed.whole.cut(unsure.start, unsure.end), Open::Owner, "像是责任主体，没有读懂，请补由谁完成");
    }
    let whose = |subject: &&owed::Subject| matches!(subject.kind, owed::Kind::Body | owed::Kind::Unsure);
    let own = subject.filter(whose).filter(|subject| subject.start == from && subject.end < to);
    let own = own.map(|subject| subject.end);
    let words = phrase.words.from(own.unwrap_or(from)); // 甲局|收到申请后10日内
    let deliverable = pace::to_do(parsed, phrase);
    let whole = phrase.words.through(deliverable);
    if phrase.kind == Conditional {
        doubts.note(words, "未写日期的时间节点，请调度人员定日期");
    }
    DraftMilestone {
        phrase: words.brief(),
        due: None,
        kind: phrase.kind,
        deliverable: deliverable.trim(&['，', '、', '；', '：']).brief(),
        owed_by: subject.map_or_else(|| vec![context.default_owner.to_owned()], |s| s.owed.clone()),
        span: whole.span(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::UnitRegistry;
    use crate::text::text_of;
    use duban_domain::plan::MilestoneKind;

    fn read(written: &str) -> Vec<(String, MilestoneKind, String, Vec<String>)> {
        let registry = UnitRegistry::guangxi().unwrap();
        let context = Context { registry: &registry, years: Some(2025).into(), default_owner: "全区" };
        let text = text_of(written);
        let found =
            milestones(&Parsed::new(text.whole(), context, &mut Doubts::default()), context, &mut Doubts::default());
        found.into_iter().map(|m| (m.phrase, m.kind, m.deliverable, m.owed_by)).collect()
    }

    fn row(
        phrase: &str,
        kind: MilestoneKind,
        deliverable: &str,
        owed: &str,
    ) -> (String, MilestoneKind, String, Vec<String>) {
        (phrase.into(), kind, deliverable.into(), vec![owed.into()])
    }

    #[test]
    fn a_superiors_schedule_is_a_condition() {
        assert_eq!(
            read("按照国家要求的时间节点完成摸底，各地要督促整改"),
            [row("按照国家要求的时间节点", Conditional, "完成摸底", "各地")]
        );
    }

    #[test]
    fn an_event_governs_the_clause_behind_it() {
        assert_eq!(read("企业检修期间，及时回收废气"), [row("企业检修期间", Conditional, "及时回收废气", "企业")]);
        assert_eq!(read("汛期期间加密巡查，做好记录"), [row("汛期期间", Ongoing, "加密巡查", "全区")]);
        assert!(read("检修期间的废气要收集").is_empty());
        assert!(read("对检修期间增加的成本予以补助").is_empty());
    }

    #[test]
    fn what_comes_back_or_counts_from_an_event_has_no_date() {
        assert_eq!(read("每季度末通报进展"), [row("每季度末", Ongoing, "每季度末通报进展", "全区")]);
        assert_eq!(read("印发之日起30日内报送方案"), [row("印发之日起30日内", Conditional, "报送方案", "全区")]);
        assert_eq!(read("2025年7月1日起，禁止通行")[0].0, "2025年7月1日起");
        assert_eq!(read("自3月1日起，停止收费"), [row("自3月1日起", Ongoing, "停止收费", "全区")]);
        assert!(read("按每人每年1000元给予补贴").is_empty());
        assert_eq!(read("举行应急演练，每年3月、9月底前各一次")[0].2, "举行应急演练");
        assert_eq!(read("河道清漂，每周不少于两次")[0].2, "河道清漂，每周不少于两次");
        let paces = read("每周一调度、每月5日前通报、每季度末报送分析");
        assert_eq!(paces.iter().map(|row| row.0.as_str()).collect::<Vec<_>>(), ["每周一", "每月5日前", "每季度末"]);
        assert_eq!(paces[1].2, "每月5日前通报");
        let lengths = read("一个月内制定方案、半年内完成整改");
        assert_eq!(lengths.iter().map(|row| row.0.as_str()).collect::<Vec<_>>(), ["一个月内", "半年内"]);
        for (written, kind) in [
            ("每两月通报一次", Ongoing),
            ("双月报送台账", Ongoing),
            ("实行月调度", Ongoing),
            ("按省厅规定时间完成上报", Conditional),
            ("提前一个月完成任务", Conditional),
            ("“十五五”期间，建成三座水厂", Conditional),
        ] {
            assert_eq!(read(written).iter().map(|row| row.1).collect::<Vec<_>>(), [kind], "{written}");
        }
    }

    #[test]
    fn the_words_for_a_pace_are_whole() {
        for (written, phrase) in [
            ("每季度首月10日前报送", "每季度首月10日前"),
            ("每年6月、12月底前各报一次", "每年6月、12月底前"),
            ("每周五前更新", "每周五前"),
            ("每月5日和20日前报送", "每月5日和20日前"),
            ("每年第四季度开展评估", "每年第四季度"),
            ("每月最后一个工作日前报送", "每月最后一个工作日前"),
            ("每月一次调度", "每月"),
            ("每年12月15日前报送台账", "每年12月15日前"),
            ("汛期每周一次开展巡查", "每周"),
            ("2026年春季学期实现全覆盖", "2026年春季学期"),
            ("暑期开展防溺水行动", "暑期"),
            ("督察组进驻前完成自查", "督察组进驻前"),
        ] {
            assert_eq!(read(written)[0].0, phrase, "{written}");
        }
    }

    #[test]
    fn who_stands_behind_the_words_for_a_pace_owes_it() {
        let owners = |written: &str| read(written)[0].3.join("、");
        assert_eq!(owners("每月5日前各设区市政府上报"), "各设区市");
        assert_eq!(owners("每月5日前各设区市报送进展，12月底前报送总结"), "各设区市");
        assert_eq!(owners("每季度末自治区水利厅通报"), "自治区水利厅");
        assert_eq!(owners("各设区市每月5日前报自治区水利厅"), "各设区市");
    }

    #[test]
    fn a_feast_or_the_month_of_issue_is_a_condition() {
        assert_eq!(read("春节前完成排查"), [row("春节前", Conditional, "完成排查", "全区")]);
        assert_eq!(read("本月底前报送"), [row("本月底前", Conditional, "本月底前报送", "全区")]);
        assert_eq!(read("每年12月底前报送总结")[0].0, "每年12月底前");
    }

    #[test]
    fn a_season_comes_back() {
        assert_eq!(
            read("全区开展春耕、秋收等重点时段巡查"),
            [row("春耕、秋收等重点时段", Ongoing, "全区开展春耕、秋收等重点时段巡查", "全区")]
        );
    }

    #[test]
    fn what_lasts_may_stand_in_a_bracket() {
        for (written, phrase) in [
            ("加强巡查，严查违法行为（长期）", "长期"),
            ("加强巡查，严查违法行为（长期坚持）", "长期坚持"),
            ("加强巡查，严查违法行为（持续推进）", "持续推进"),
        ] {
            assert_eq!(read(written), [row(phrase, Ongoing, "加强巡查，严查违法行为", "全区")], "{written}");
        }
        assert!(read("推广新技术（长期护理）").is_empty());
    }

    #[test]
    fn in_time_is_a_duty_unless_somebody_cannot() {
        assert_eq!(
            read("钢铁企业要对标，按期达标"),
            [row("按期", Conditional, "钢铁企业要对标，按期达标", "钢铁企业")]
        );
        assert!(read("对不能按期缴费的企业予以展期").is_empty());
    }
}
