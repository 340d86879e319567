//! Milestones with a date: the phrase, what must be there by then, who owes it.

mod bracket;
mod content;
mod doers;
mod in_note;
mod label;
mod of_some;
mod row;
mod shares;
mod words;

pub(super) use self::in_note::of_note;
pub(super) use self::words::is_bare;
use self::words::{Content, FIGURES};
use super::date::{self, DatePhrase, Due, Years};
use super::doubt::Doubts;
use super::owed::{self, Subject};
use super::parsed::{Context, Parsed};
use super::text::Passage;
use duban_domain::draft::{DraftMilestone, Open};
use duban_domain::plan::MilestoneKind;

/// Leads that say a state is to be reached by a date, not a thing handed in.
const REACHING: &[&str] = &["到", "至", "力争到"];
/// The dated milestones of a sentence, in order.
pub(super) fn milestones(parsed: &Parsed<'_>, context: Context<'_>, doubts: &mut Doubts) -> Vec<DraftMilestone> {
    let read = |date| of_date(parsed, date, context, doubts);
    parsed.dates.iter().flat_map(read).collect()
}

/// What is owed by a date: one milestone, or one for each of several who owe different things.
fn of_date(parsed: &Parsed<'_>, date: &DatePhrase, context: Context<'_>, doubts: &mut Doubts) -> Vec<DraftMilestone> {
    let phrase = parsed.whole.cut(date.start, date.end);
    let doers = doers::parts(parsed, date, context);
    if !doers.is_empty() {
        doubt(date, phrase, doubts);
        return doers.into_iter().map(|(who, words)| of_doer(parsed, date, (&who, words), context, doubts)).collect();
    }
    let charged = owed::charged(&parsed.subjects, parsed.statement(date.start));
    let subject = charged.or_else(|| owed::governing(&parsed.subjects, date.start, date.end));
    let whole = content::until_time(parsed, content::of(parsed, date), context.years);
    let kind = kind(phrase, whole.words, date, context.years);
    let content = if kind == MilestoneKind::Target { with_figures_behind(parsed, whole.words) } else { whole.words };
    doubt(date, phrase, doubts);
    doubt_owner(subject, parsed.whole, doubts);
    let words = || whole.with(&named(parsed, date, deliverable(content, kind, subject), whole.label));
    let milestone = |share: shares::Share| DraftMilestone {
        phrase: phrase.brief(),
        due: date.due.date(),
        kind,
        deliverable: share.content.unwrap_or_else(&words),
        owed_by: share.owner.map_or_else(|| owners(subject, context), |owner| vec![owner]),
        span: clause_of(parsed, date, subject).through(phrase).through(content).span(),
    };
    shares::of(parsed, date, Content { words: content, ..whole }, subject).into_iter().map(milestone).collect()
}

/// What one of several does by a date.
fn of_doer(
    parsed: &Parsed<'_>,
    date: &DatePhrase,
    (who, words): (&Subject, Passage<'_>),
    context: Context<'_>,
    doubts: &mut Doubts,
) -> DraftMilestone {
    let phrase = parsed.whole.cut(date.start, date.end);
    doubt_owner(Some(who), parsed.whole, doubts);
    DraftMilestone {
        phrase: phrase.brief(),
        due: date.due.date(),
        kind: kind(phrase, words, date, context.years),
        deliverable: words.brief(),
        owed_by: who.owed.clone(),
        span: phrase.through(words).span(),
    }
}

/// Whom the subject names; who owes where there is none.
fn owners(subject: Option<&Subject>, context: Context<'_>) -> Vec<String> {
    subject.map_or_else(|| vec![context.default_owner.to_owned()], |subject| subject.owed.clone())
}

/// 其余县（市、区）: nobody can tell who they are.
fn doubt_owner(subject: Option<&Subject>, whole: Passage<'_>, doubts: &mut Doubts) {
    if let Some(unsure) = subject.filter(|s| owed::is_unknown(s, whole)) {
        doubts.open(whole.cut(unsure.start, unsure.end), Open::Owner, "像是责任主体，没有读懂，请补由谁完成");
        return;
    }
    let Some(subject) = subject.filter(|s| s.owed.first().is_some_and(|words| owed::are_others(words))) else { return };
    doubts.open(whole.cut(subject.start, subject.end), Open::Owner, "这里指哪些单位待确认");
}

/// The content with its name where that stands before the date: 利用率2025年达到93%.
fn named(parsed: &Parsed<'_>, date: &DatePhrase, content: Passage<'_>, label: Option<Passage<'_>>) -> String {
    let clause = parsed.clause(date.start);
    let first = parsed.dates.iter().find(|d| d.start >= clause.start()).map_or(date.from, |d| d.from);
    let name = clause.to(first).trim(&['，', '、']);
    let figure = content.start() == date.to && content.strip_prefix(FIGURES).is_some();
    if figure && label.is_none() && !name.is_empty() { format!("{name}{}", content.brief()) } else { content.brief() }
}

/// Statements with figures behind a target stand under the same date: …达到30%；蔗叶…达到31%.
fn with_figures_behind<'t>(parsed: &Parsed<'t>, content: Passage<'t>) -> Passage<'t> {
    let dated = |s: &Passage<'_>| parsed.dates.iter().any(|d| d.start >= s.start() && d.start < s.end());
    let behind = parsed.statements.iter().filter(|s| s.start() >= content.end());
    behind.take_while(|s| s.contains("%") && !dated(s)).fold(content, |whole, s| whole.through(*s))
}

/// A target where a state is to be reached: 到…, a figure, or a date beyond the plan's year.
fn kind(phrase: Passage<'_>, content: Passage<'_>, date: &DatePhrase, years: Years) -> MilestoneKind {
    use chrono::Datelike;
    let long_range = date.due.date().is_some_and(|due| years.end_before(due.year()));
    let reaching = phrase.strip_prefix(REACHING).is_some();
    if long_range || reaching || content.contains("%") { MilestoneKind::Target } else { MilestoneKind::Deliverable }
}

/// The content without the one who owes it, who stands in `owed_by`. A target keeps its words: 全区…率.
fn deliverable<'t>(content: Passage<'t>, kind: MilestoneKind, subject: Option<&Subject>) -> Passage<'t> {
    let opening = subject.filter(|s| kind == MilestoneKind::Deliverable && s.start == content.start());
    let rest = opening.map(|s| content.from(s.end).trim(&['，', '、', ',']));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(content)
}

/// The clause of the date from its subject on.
fn clause_of<'t>(parsed: &Parsed<'t>, date: &DatePhrase, subject: Option<&Subject>) -> Passage<'t> {
    let clause = parsed.clause(date.start);
    let from = subject.map(|s| s.start).filter(|start| *start >= clause.start() && *start < date.start);
    parsed.whole.cut(from.unwrap_or(date.start), date.end)
}

fn doubt(date: &DatePhrase, phrase: Passage<'_>, doubts: &mut Doubts) {
    match date.due {
        Due::On(_) if date.guessed => doubts.warn(phrase, "只写了月份，按同一句后面写的日读，请核对"),
        Due::On(_) => {
            if let Some(message) = date::loose(&phrase.to_string()) {
                doubts.note(phrase, message);
            }
        }
        Due::Impossible => doubts.warn(phrase, "没有这一天，请核对日期"),
        Due::YearUnknown => doubts.open(phrase, Open::Year, "未写年份，计划年度也不明，请补日期"),
        Due::SeveralYears => doubts.open(phrase, Open::Year, "未写年份，计划跨几个年度，请补日期"),
        Due::Over => doubts.warn(phrase, "早于计划年度，没有列为时限，请核对日期"),
    }
}

#[cfg(test)]
mod kinds;
#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::UnitRegistry;
    use crate::text::text_of;

    fn read(written: &str) -> Vec<DraftMilestone> {
        let registry = UnitRegistry::guangxi().unwrap();
        let context = Context { registry: &registry, years: Some(2025).into(), default_owner: "全区" };
        let text = text_of(written);
        milestones(&Parsed::new(text.whole(), context, &mut Doubts::default()), context, &mut Doubts::default())
    }

    #[test]
    fn two_dates_in_a_sentence_share_its_subject() {
        let found = read("各设区市于2025年5月底前制定方案，确保到2027年底80%产能完成改造");
        assert_eq!(found[0].deliverable, "制定方案");
        assert_eq!(found[0].kind, MilestoneKind::Deliverable);
        assert_eq!(found[1].deliverable, "80%产能完成改造");
        assert_eq!(found[1].kind, MilestoneKind::Target);
        assert!(found.iter().all(|m| m.owed_by == ["各设区市"]));
    }

    #[test]
    fn a_date_inside_an_attribute_reaches_to_the_plans_verb() {
        let found = read("各设区市于2025年5月底前按照2028年底前完成改造制定计划；鼓励先行");
        assert_eq!(found[0].deliverable, "按照2028年底前完成改造制定计划");
        assert_eq!(found[1].deliverable, "完成改造");
    }

    #[test]
    fn the_one_who_owes_is_not_repeated_in_the_deliverable() {
        let found = read("2025年底前，南宁、玉林市完成设备采购；鼓励其他设区市申报");
        assert_eq!(found[0].deliverable, "完成设备采购");
        assert_eq!(found[0].owed_by, ["南宁", "玉林"]);
    }

    #[test]
    fn figures_behind_a_semicolon_stay_under_their_date() {
        let found = read("到2025年底，全区利用率达到30%；离田率达到31%；推广新模式");
        assert_eq!(found[0].deliverable, "全区利用率达到30%；离田率达到31%");
    }

    #[test]
    fn a_date_at_the_end_takes_what_stands_before_it() {
        for (written, deliverables) in [
            ("清单更新工作6月底前完成", "清单更新工作完成"),
            ("名册4月底前公示，复核于7月底前结束", "名册公示 复核结束"),
            ("验收办法5月出台", "验收办法出台"),
            ("跨河大桥10月底前通车，沿线绿化率达到80%", "跨河大桥通车"),
            ("选址：3月底前；封顶：10月底前", "选址 封顶"),
            ("编制名录，8月底前完成", "编制名录"),
            ("北线5月底前、南线8月底前、西线11月底前完成铺设", "北线完成铺设 南线完成铺设 西线完成铺设"),
            ("甲库5月底前完成清淤，乙库8月底前完成", "甲库完成清淤 乙库完成清淤"),
            ("3月启动、9月基本完成、12月全面完成", "启动 基本完成 全面完成"),
            ("除青川县9月底前完成外，其他县区6月底前完成", "完成 完成"),
        ] {
            let found: Vec<String> = read(written).into_iter().map(|m| m.deliverable).collect();
            assert_eq!(found.join(" "), deliverables, "{written}");
        }
    }

    #[test]
    fn a_date_in_brackets_belongs_to_the_words_before_it() {
        for (written, deliverables) in [
            ("登记（3月底前）、评估（5月底前）、补偿（7月底前）", "登记 评估 补偿"),
            ("摸底阶段（2025年3月1日—4月10日）", "摸底阶段"),
            ("摸底阶段（3月1日—4月10日）开展入户核查；整改阶段（4月11日—8月31日）逐户整改", "开展入户核查 逐户整改"),
            ("禁渔期（4月1日至7月31日）实行每日巡查", "实行每日巡查"),
            ("改造站点40处（5月底前15处、9月底前25处）", "改造站点15处 改造站点25处"),
            ("改造管网（12月底前）60公里，新建泵站（10月底前）3座", "改造管网60公里 新建泵站3座"),
            ("全年改造40处，其中北片20处（5月底前完成9处）、南片20处", "完成9处"),
        ] {
            let found: Vec<String> = read(written).into_iter().map(|m| m.deliverable).collect();
            assert_eq!(found.join(" "), deliverables, "{written}");
        }
    }

    #[test]
    fn nouns_are_dealt_out_to_their_dates() {
        for (written, deliverables) in [
            (
                "5月底、9月底前分别完成城北小学、第二中学主体工程和装修",
                "完成城北小学主体工程和装修 完成第二中学主体工程和装修",
            ),
            ("勘察、设计、招标分别于2月、4月、6月底前完成", "勘察完成 设计完成 招标完成"),
            ("到账资金于4月、9月底前分别不少于2亿元、5亿元", "到账资金不少于2亿元 到账资金不少于5亿元"),
        ] {
            let found: Vec<String> = read(written).into_iter().map(|m| m.deliverable).collect();
            assert_eq!(found.join(" "), deliverables, "{written}");
        }
        let found = read("河东区、平川县垃圾焚烧厂分别于5月、8月底前点火");
        assert_eq!([&found[0].owed_by, &found[1].owed_by], [&["河东区"], &["平川县"]]);
        assert_eq!(found[0].deliverable, "河东区垃圾焚烧厂点火");
    }

    #[test]
    fn a_list_of_dates_shares_what_is_done_or_divides_it() {
        let shown = |written: &str| {
            let found = read(written);
            let row =
                |m: &DraftMilestone| format!("{} {}", m.due.map(|d| d.to_string()).unwrap_or_default(), m.deliverable);
            found.iter().map(row).collect::<Vec<_>>()
        };
        assert_eq!(
            shown("6月底、9月底前分别完成一期、二期工程"),
            ["2025-06-30 完成一期工程", "2025-09-30 完成二期工程"]
        );
        assert_eq!(shown("6月底前、12月底前分别完成50%、100%"), ["2025-06-30 完成50%", "2025-12-31 完成100%"]);
        assert_eq!(
            shown("分别于3月底、6月底和11月底前完成排查、整治和验收销号"),
            ["2025-03-31 完成排查", "2025-06-30 完成整治", "2025-11-30 验收销号"]
        );
        assert_eq!(
            shown("5月31日、8月31日前分别报送进展，做好总结"),
            ["2025-05-31 报送进展，做好总结", "2025-08-31 报送进展，做好总结"]
        );
        let found = read("南宁市、柳州市分别于6月底、9月底前完成改造");
        assert_eq!([&found[0].owed_by, &found[1].owed_by], [&["南宁"], &["柳州"]]);
    }

    #[test]
    fn the_value_of_each_year_has_its_name() {
        let found = read("安全利用率2025年达到93%、2026年达到95%");
        assert_eq!([&found[0].deliverable, &found[1].deliverable], ["安全利用率达到93%", "安全利用率达到95%"]);
        let found = read("6月底前完成甲、9月底前完成乙");
        assert_eq!([&found[0].deliverable, &found[1].deliverable], ["完成甲", "完成乙"]);
    }

    #[test]
    fn another_subject_owes_the_same() {
        let found = read("南宁市、柳州市6月底前完成30台，其他设区市9月底前完成");
        assert_eq!([&found[0].deliverable, &found[1].deliverable], ["完成30台", "完成"]);
        assert_eq!(found[1].owed_by.len(), 12);
        let found = read("望江县6月底前改造管网，东湖区9月底前完成");
        assert_eq!([&found[0].deliverable, &found[1].deliverable], ["改造管网", "管网完成"]);
    }

    #[test]
    fn an_impossible_date_is_doubted_not_guessed() {
        let registry = UnitRegistry::guangxi().unwrap();
        let context = Context { registry: &registry, years: Some(2025).into(), default_owner: "全区" };
        let (text, mut doubts) = (text_of("各地于2月30日前报送材料"), Doubts::default());
        let parsed = Parsed::new(text.whole(), context, &mut doubts);
        let found = milestones(&parsed, context, &mut doubts);
        assert_eq!(found[0].due, None);
        assert_eq!(doubts.in_order()[0].quote, "于2月30日前");
    }
}
