//! Values of several years: 利用率2025年达到93%、2026年达到95%; 到2025年、2026年，利用率分别达到93%、95%.

use chrono::{Datelike, NaiveDate};

use super::found::Found;
use super::measures::MEASURES;
use super::quarters;
use crate::cursor::Cursor;
use crate::date::DatePhrase;
use crate::figure;
use crate::numeral;
use crate::occasion;
use crate::parsed::{Context, Parsed};
use crate::text::{Passage, Terms};

/// What follows a year that opens a value.
const OPENS: &Terms = &Terms::new(&[
    "分别",
    "达到",
    "达",
    "不低于",
    "不少于",
    "不高于",
    "不超过",
    "不得低于",
    "不得高于",
    "不得超过",
    "不得少于",
    "控制在",
    "力争",
    "提高",
    "提升",
    "增加",
    "增长",
    "上升",
    "下降",
    "降低",
    "降到",
    "降至",
    "减少",
    "压减",
    "升至",
    "增至",
    "稳定在",
    "保持在",
    "维持在",
    "≥",
    "≤",
    "＞",
    "＜",
    ">",
    "<",
]);
/// What opens a clause whose figures are those of a whole year, or of several.
const WHOLE_YEARS: &[&str] = &["全年", "今年", "本年度", "每年", "年度", "三年内", "两年内", "五年内"];
/// What stands before a year that makes it a comparison.
const COMPARED: &[char] = &['比', '较', '以', '从', '由', '自', '与', '在'];
/// What stands around the part of a year.
const AROUND: &[char] = &['、', '和', '及', '，', '并', '：', ' '];

/// The words of one year.
#[derive(Debug)]
pub(super) struct Part<'t> {
    /// Its words, the year left out.
    pub(super) words: Passage<'t>,
    /// What stands before the first year.
    pub(super) name: Option<Passage<'t>>,
    /// Whether it goes on with what the part before names.
    pub(super) goes_on: bool,
    /// The end of the year, where it is no date of the sentence; of several years, each for one figure.
    pub(super) dues: Vec<NaiveDate>,
}

impl Part<'_> {
    /// By when a figure is to be reached, by its place among those of one name.
    pub(super) fn due(&self, nth: Option<(usize, usize)>) -> Option<NaiveDate> {
        match (self.dues.as_slice(), nth) {
            ([due], _) => Some(*due),
            (dues, Some((nth, count))) if dues.len() == count => dues.get(nth).copied(),
            _ => None,
        }
    }
}

/// A year in a piece: where it starts and ends, and its last day where it is no date of the sentence.
type Mark = (usize, usize, Option<NaiveDate>);

/// The parts of a piece year by year; one, behind its last date, where it does not go year by year.
pub(super) fn parts<'t>(parsed: &Parsed<'t>, piece: Passage<'t>, context: Context<'_>) -> Vec<Part<'t>> {
    let dates = dates_in(parsed, piece);
    if let Some((from, dues)) = quarters::opening(piece, context.years.only()).filter(|_| dates.is_empty()) {
        return vec![Part { words: piece.from(from), name: None, goes_on: false, dues }];
    }
    if let Some(part) = listed(piece, context).filter(|_| dates.is_empty()) {
        return vec![part];
    }
    let years = years(piece, &dates, context);
    let last = dates.last().map_or(piece.start(), |(_, end, _)| *end);
    let whole = |name: Option<Passage<'t>>| {
        let (from, dues) = opening_years(piece.from(last), context);
        let words = piece.from(from);
        vec![Part { words: again(words).unwrap_or(words), name, goes_on: false, dues }]
    };
    let mut marks: Vec<Mark> = dates.into_iter().chain(years.iter().copied()).collect();
    marks.sort_by_key(|(start, ..)| *start);
    let Some((first, ..)) = marks.first() else { return whole(None) };
    let name = piece.to(*first).trim(AROUND);
    let behind = piece.from(last);
    let dealt = behind.strip_prefix(&["分别"]).or_else(|| again(behind)).is_some(); // 治理率2025年、2026年分别达到…
    let somebody = parsed.subjects.iter().any(|s| s.start < name.end() && s.end > name.start());
    let thing = name.ends_with_any(MEASURES) || (!somebody && name.len() > 2 && figure::figures(name).is_empty());
    let dealt = dealt || (thing && behind.strip_prefix(OPENS).is_some()); // 覆盖率2026年达到50%
    let dealt = !name.is_empty() && dealt;
    if marks.len() + usize::from(!name.is_empty() && !years.is_empty()) < 2 {
        return whole(Some(name).filter(|_| dealt));
    }
    let ends = marks.iter().skip(1).map(|(start, ..)| *start).chain([piece.end()]);
    let name = Some(name).filter(|name| !name.is_empty());
    let part = |((_, from, due), to): (&Mark, usize)| Part {
        words: piece.cut(*from, to).trim(AROUND),
        name,
        goes_on: false,
        dues: due.iter().copied().collect(),
    };
    let mut parts: Vec<Part<'t>> = marks.iter().zip(ends).map(part).collect();
    go_on_with_first(&mut parts);
    if parts.iter().all(|part| !figure::figures(part.words).is_empty()) { parts } else { whole(None) }
}

/// 6月底执行率55%、9月底80%、年底95%: figures alone are those of what the first of them names.
fn go_on_with_first(parts: &mut [Part<'_>]) {
    let Some((first, others)) = parts.split_first_mut().filter(|(first, _)| first.name.is_none()) else { return };
    let figure = figure::figures(first.words).first().map(|figure| figure.start);
    let named = figure.is_some_and(|start| first.words.to(start).len() > 2);
    let alone = |part: &&mut Part<'_>| part.words.at(part.words.start()).is_some_and(|c| c.is_ascii_digit());
    others.iter_mut().filter(alone).for_each(|part| part.goes_on = named);
}

/// 占比2026年、2027年、2028年分别不低于48%、52%、55%: the years of a list, a figure each.
fn listed<'t>(piece: Passage<'t>, context: Context<'_>) -> Option<Part<'t>> {
    let starts = |at: &usize| piece.at(*at) == Some('2') && piece.before(*at).is_none_or(|c| !c.is_ascii_digit());
    let at = (piece.start()..piece.end()).find(starts)?;
    let (from, dues) = opening_years(piece.from(at), context);
    let words = piece.from(from);
    let dealt = dues.len() > 1 && words.strip_prefix(&["分别", "依次"]).is_some();
    let name = Some(piece.to(at).trim(AROUND)).filter(|name| !name.is_empty());
    dealt.then(|| Part { words: again(words).unwrap_or(words), name, goes_on: false, dues })
}

/// The end of the year that the clause before names, where a sentence has aims of several: 2026年，绿化率达到40%；2027年，….
pub(super) fn opened_by(parsed: &Parsed<'_>, clause: Passage<'_>, context: Context<'_>) -> Option<NaiveDate> {
    let year_of = |clause: &Passage<'_>| {
        let mut cursor = Cursor::new(*clause, clause.start());
        let year = numeral::year_in_figures(&mut cursor).filter(|year| !context.years.begin_after(*year))?;
        cursor.eat(&["年"])?;
        (cursor.at() == clause.end()).then_some((clause.start(), year))
    };
    let years: Vec<(usize, i32)> = parsed.clauses.iter().filter_map(year_of).collect();
    let (at, year) = *years.iter().rfind(|(at, _)| *at < clause.start())?;
    let same = parsed.statement(at).start() == parsed.statement(clause.start()).start();
    let several = years.iter().any(|(_, other)| *other != year) || context.years.only() != Some(year);
    (same && several).then(|| NaiveDate::from_ymd_opt(year, 12, 31)).flatten()
}

/// 覆盖率年内再|提高5个百分点: the verb behind the word that says that it goes on.
fn again(words: Passage<'_>) -> Option<Passage<'_>> {
    words.strip_prefix(&["再", "继续"]).filter(|rest| rest.strip_prefix(OPENS).is_some())
}

/// 2025年、2026年完成率分别达到60%、80%: the years that open a piece, and where its words begin.
fn opening_years(piece: Passage<'_>, context: Context<'_>) -> (usize, Vec<NaiveDate>) {
    let mut cursor = Cursor::new(piece, piece.start());
    let mut dues = Vec::new();
    let mut from = piece.start();
    while let Some(year) = numeral::year_in_figures(&mut cursor) {
        let year = Some(year).filter(|year| !context.years.begin_after(*year) && cursor.eat(&["年"]).is_some());
        let Some(year) = year else { break };
        dues.extend(NaiveDate::from_ymd_opt(year, 12, 31));
        from = cursor.at();
        if cursor.eat(&["、", "和"]).is_none() {
            break;
        }
    }
    let other = |due: &NaiveDate| Some(due.year()) != context.years.only();
    if dues.len() > 1 || dues.iter().any(other) { (from, dues) } else { (piece.start(), Vec::new()) }
}

/// 提高到2025年的42.5%: the words before a figure without the year that it is the value of, and the end of that year.
pub(super) fn of_value<'t>(head: Passage<'t>, context: Context<'_>) -> (Passage<'t>, Option<NaiveDate>) {
    let year = || {
        let (rest, _) = head.strip_suffix(&["年的"])?;
        let from = rest.end().checked_sub(4)?;
        let mut cursor = Cursor::new(rest, from);
        let year = numeral::year_in_figures(&mut cursor).filter(|year| !context.years.begin_after(*year))?;
        let reached = rest.to(from).ends_with_any(&["到", "至", "为"]);
        Some((rest.to(from), NaiveDate::from_ymd_opt(year, 12, 31)?)).filter(|_| reached)
    };
    year().map_or((head, None), |(head, due)| (head, Some(due)))
}

/// The dates of the sentence that stand in a piece; a list of them is one.
fn dates_in(parsed: &Parsed<'_>, piece: Passage<'_>) -> Vec<Mark> {
    let first = parsed.dates.partition_point(|d| d.start < piece.start());
    let inside = parsed.dates.get(first..).unwrap_or_default().iter().take_while(|d| d.end <= piece.end());
    let mut marks: Vec<Mark> = inside.map(|d| (d.from, d.to, None)).collect();
    marks.dedup();
    marks
}

/// The years that open a value and are no dates: 2025年93%.
fn years(piece: Passage<'_>, dates: &[Mark], context: Context<'_>) -> Vec<Mark> {
    let bare = |at: usize| {
        let before = piece.before(at);
        let free = before.is_none_or(|c| !c.is_ascii_digit() && !COMPARED.contains(&c));
        let mut cursor = Cursor::new(piece, at);
        let year = numeral::year_in_figures(&mut cursor).filter(|year| free && !context.years.begin_after(*year))?;
        cursor.eat(&["年"])?;
        let opens = cursor.peek().is_some_and(|c| c.is_ascii_digit()) || { cursor }.eat(OPENS).is_some();
        let month = cursor.eat_number(2).is_some() && cursor.eat(&["月"]).is_some();
        let end = at + 5;
        (opens && !month).then(|| (at, end, NaiveDate::from_ymd_opt(year, 12, 31)))
    };
    let digits = (piece.start()..piece.end()).filter(|at| piece.at(*at) == Some('2'));
    digits.filter_map(bare).filter(|(at, ..)| !dates.iter().any(|(from, to, _)| (from..to).contains(&at))).collect()
}

/// The date that governs an indicator: of a list the one in its place.
pub(super) fn date_of<'p>(parsed: &'p Parsed<'_>, found: &Found<'_>) -> Option<&'p DatePhrase> {
    let at = found.quote.start();
    let date = parsed.date_before(at).filter(|date| reaches(parsed, date, at, found))?;
    let clause = parsed.clause(at);
    if date.end <= clause.start() && clause.strip_prefix(WHOLE_YEARS).is_some() {
        return None; // 3月底前印发规范，全年建立病床3000张
    }
    let between = parsed.clauses.iter().filter(|c| c.start() > date.end && c.start() <= clause.start());
    if between.into_iter().any(|clause| occasion::behind(*clause).is_some()) {
        return None; // 9月底前出台办法，国庆前建成通车，里程22公里
    }
    let lists = parsed.dates.iter().filter(|d| (d.from, d.to) == (date.from, date.to)).count() > 1;
    if lists
        && date.to <= clause.start()
        && found.nth.is_none()
        && parsed.whole.from(date.to).strip_prefix(&["各"]).is_some()
    {
        return None; // 3月、9月各检查一次，整改率100%
    }
    let list = || parsed.dates.iter().filter(|d| (d.from, d.to) == (date.from, date.to));
    let own = found.nth.filter(|(_, count)| list().count() == *count).and_then(|(nth, _)| list().nth(nth));
    own.or(Some(date))
}

/// Whether a date counts for what is said behind the semicolon as well: 到2025年底，…；…, 达到30%；…达到31%. What is done
/// by then ends there: 6月底前完成摸底；新增站点5个.
fn reaches(parsed: &Parsed<'_>, date: &DatePhrase, at: usize, found: &Found<'_>) -> bool {
    const REACHING: &[&str] = &["到", "至", "截至", "截止", "力争到"];
    let statement = parsed.statement(date.start);
    let led = parsed.whole.from(date.from).strip_prefix(REACHING).is_some();
    let opens = matches!(parsed.whole.at(date.to), Some('，' | '：'));
    let share = found.unit.as_deref() == Some("%") && statement.contains("%");
    at < statement.end() || led || opens || share
}
