//! What is written where something was read, and no field of the draft says: a date that is no time of a milestone, a figure
//! that is no target, a unit that does something and stands on no measure. Each becomes a doubt, so that nothing is lost in
//! silence. The last look at a draft, with lexers of its own: `token` finds what looks like a date, a figure or a role, `said`
//! knows what the fields say.

mod beginnings;
mod figure;
mod helpers;
mod pace;
mod said;
mod token;

pub(super) use self::said::Read;
use self::said::Said;
use self::token::{Kind, Token};
use super::doubt::Doubts;
use super::indicator;
use super::range::UNTIL;
use super::table;
use super::tasks;
use super::text::Passage;

/// No more figures of a sentence are named one by one.
const NAMED: usize = 12;
/// What may stand behind a figure that its clause ends with.
const BEHIND: &[&str] = &["以上", "及以上", "以内", "以下", "左右", "的目标"];

/// Says what no field says, of a mended text with a paragraph a line. `read` is what was read out of it.
pub(super) fn doubt(text: Passage<'_>, read: &Read<'_>, doubts: &mut Doubts) {
    let unsaid: Vec<Vec<Token<'_>>> = {
        let said = Said::of(read, doubts.listed());
        let lines = text.split(&['\n']).into_iter().take_while(|line| line.span().0 < read.unread);
        let lines = lines.filter(|line| !said.is_left(line.span()) && !is_head(*line));
        lines.flat_map(sentences).map(|sentence| unsaid(sentence, &said)).filter(|all| !all.is_empty()).collect()
    };
    for tokens in unsaid {
        say(&tokens, doubts);
    }
}

/// The head of a table, which says when and who of what stands below it.
fn is_head(line: Passage<'_>) -> bool {
    !line.contains_any(&["。", "，"]) && table::names_columns(line)
}

fn sentences(line: Passage<'_>) -> Vec<Passage<'_>> {
    line.split(&['。', '\t'])
}

fn unsaid<'t>(sentence: Passage<'t>, said: &Said<'_>) -> Vec<Token<'t>> {
    let mut tokens = token::tokens(sentence);
    let stage = stretch_of_stage(sentence);
    let in_stage = |token: &Token<'_>| {
        stage.is_some_and(|time| time.start() <= token.words.start() && token.words.end() <= time.end())
    };
    tokens.retain(|token| !in_stage(token) && !said.says(token) && !token.is_of_first_year(said.first_year()));
    tokens.iter_mut().for_each(|token| token.of_before(said.first_year()));
    tokens
}

/// （二）集中整治阶段（4月至10月）: the stretch of time of a stage, where all of it is understood. It tells how the plan is carried
/// out; what is owed in it stands in the measures.
fn stretch_of_stage(sentence: Passage<'_>) -> Option<Passage<'_>> {
    let stage = sentence.contains("阶段") || sentence.strip_prefix(&["第一步", "第二步", "第三步", "第四步"]).is_some();
    tasks::time_of_heading(sentence).filter(|time| stage && time.contains_any(UNTIL))
}

/// A date and a role stand for themselves; the figures of a sentence are said together.
fn say(tokens: &[Token<'_>], doubts: &mut Doubts) {
    for token in tokens {
        match token.kind {
            Kind::Date { binds: true } => doubts.warn(token.words, "这里写的时间没有读作时限，请核对"),
            Kind::Pace => doubts.note(token.words, "这里写的多久一次或多久以内没有列为时限，请核对"),
            Kind::Date { binds: false } => doubts.note(token.words, "这里写的时间没有列为时限"),
            Kind::Role => doubts.warn(token.words, "这里写有分工，没有读到这项措施的单位里，请核对"),
            Kind::Figure(_) => {}
        }
    }
    let figures = |aim: bool| {
        let figures = tokens.iter().filter(|token| matches!(token.kind, Kind::Figure(_)));
        figures.filter(move |token| is_aim(token) == aim).map(|token| token.words).collect::<Vec<_>>()
    };
    if let Some((whole, named)) = together(&figures(true)) {
        doubts.warn(whole, format!("像是指标，没有读懂，请核对：{named}"));
    }
    if let Some((whole, named)) = together(&figures(false)) {
        doubts.note(whole, format!("这些数字没有列为指标：{named}"));
    }
}

/// Some words in one, and their names.
fn together<'t>(words: &[Passage<'t>]) -> Option<(Passage<'t>, String)> {
    let whole = words.iter().copied().reduce(Passage::through)?;
    let mut named: Vec<String> = words.iter().map(|words| words.brief()).collect();
    named.dedup();
    let more = named.len().saturating_sub(NAMED);
    named.truncate(NAMED);
    let more = if more > 0 { format!("等 {} 处", more + NAMED) } else { String::new() };
    Some((whole, format!("{}{more}", named.join("、"))))
}

/// Whether a figure looks like a target: its clause ends with it and speaks of no benefit.
fn is_aim(token: &Token<'_>) -> bool {
    let behind = token.clause.from(token.words.end());
    let behind = behind.strip_prefix(BEHIND).unwrap_or(behind);
    behind.is_empty() && !token.words.ends_with_any(&["分"]) && !indicator::is_term(token.clause)
}

#[cfg(test)]
mod tests {
    use crate::{Options, UnitRegistry, compile};

    /// What is doubted of a made-up measure.
    fn doubted(text: &str) -> Vec<String> {
        let registry = UnitRegistry::guangxi().unwrap();
        let document = format!("某市2025年度计划\n一、任务\n1.整治河道。{text}（牵头单位：市甲局）");
        let problems = compile(&document, &Options { registry: &registry, year: None }).problems;
        problems.into_iter().map(|problem| format!("{} {}", problem.quote, problem.message)).collect()
    }

    #[test]
    fn a_figure_that_is_no_target_is_said() {
        assert_eq!(
            doubted("关停10蒸吨以下的锅炉，给予每台5万元补助。")[0],
            "10蒸吨以下的锅炉，给予每台5万元 这些数字没有列为指标：10蒸吨、5万元"
        );
        assert!(doubted("完成整治40处，达标率达到95%。").is_empty());
    }

    #[test]
    fn a_unit_in_the_text_that_does_something_is_said() {
        assert_eq!(doubted("由市乙局会同市甲局建立机制。")[0], "市乙局 这里写有分工，没有读到这项措施的单位里，请核对");
        for text in ["会同市乙局建立机制。", "联合市甲局、市乙局建立机制。", "市乙局要建立机制。"]
        {
            assert!(doubted(text).iter().any(|said| said.starts_with("市乙局 ")), "{text}: {:?}", doubted(text));
        }
        assert!(doubted("由市甲局牵头建立机制。").is_empty());
    }

    #[test]
    fn a_time_of_the_heading_is_said_by_the_measures_below() {
        let registry = UnitRegistry::guangxi().unwrap();
        let doubted = |time: &str, text: &str| {
            let document =
                format!("某市2025年度计划\n一、任务\n（一）整治排口（市甲局牵头，{time}完成）\n1.{text}\n2.封堵排口。");
            let problems = compile(&document, &Options { registry: &registry, year: None }).problems;
            problems.into_iter().filter(|problem| problem.quote.contains("月底")).count()
        };
        for time in ["9月底前", "于9月底前", "今年9月底前", "2025年9月底前"] {
            assert_eq!(doubted(time, "排查排口。"), 0, "{time}");
        }
    }

    #[test]
    fn a_time_that_is_no_deadline_is_said() {
        assert_eq!(doubted("2月份用电量减半。")[0], "2月份 这里写的时间没有列为时限");
        assert!(doubted("6月底前完成整治。").is_empty());
    }

    #[test]
    fn the_stretch_of_a_stage_is_doubted_only_where_it_is_not_understood() {
        let registry = UnitRegistry::guangxi().unwrap();
        let doubted = |time: &str| {
            let document = format!(
                "某市2025年度方案\n一、任务\n1.治水。完成清淤。（市甲局牵头）\n二、实施步骤\n（一）动员阶段（{time}）。制定方案，明确分工。"
            );
            let problems = compile(&document, &Options { registry: &registry, year: None }).problems;
            problems.into_iter().map(|problem| problem.quote).collect::<Vec<_>>()
        };
        for time in ["2025年1月—3月", "4月至10月", "4月1日—9月30日", "2025年11月-12月", "即日起至3月31日", "9月底前"]
        {
            assert!(!doubted(time).iter().any(|quote| quote.contains('月')), "{time}: {:?}", doubted(time));
        }
        for time in ["10月上旬前后", "3月至某月上旬"] {
            assert!(doubted(time).iter().any(|quote| quote.contains('月')), "{time}");
        }
    }

    #[test]
    fn a_later_year_of_which_something_is_said_is_said() {
        for text in ["2026年初见成效，2027年显著改善。", "到2026年建成平台，2027年推广。"] {
            let said = doubted(text);
            assert!(said.iter().any(|said| said.starts_with("2027年 ")), "{text}: {said:?}");
        }
        for text in ["2025年推广经验。", "2024年全市浓度下降。", "2026年度计划另行制定。", "落实《2027年方案》。"]
        {
            assert_eq!(doubted(text), Vec::<String>::new(), "{text}");
        }
    }
}
