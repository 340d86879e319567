//! Which points of the calendar bind.
//!
//! Dates of other documents, comparison years and plain years do not: a date must say "by", with a word before
//! it (到, 于) or behind it (底, 前), or with what is done then (10月完成).

use chrono::Datelike;

use super::phrase::DatePhrase;
use super::point::{self, Form, Written};
use super::words::{BEGINNINGS, TRAILS};
use crate::cursor::Cursor;
use crate::sentence;
use crate::text::Passage;

/// Words before a date that belong to the phrase, longer ones first.
const LEADS: &[&str] = &["力争到", "力争在", "力争于", "截止时间为", "截止到", "截至", "力争", "到", "至", "于", "在"];
/// Leads that bind a bare year, month or day: 到2025年, 至3月31日.
const BINDING: &[&str] = &["力争到", "截止时间为", "截止到", "截至", "到", "至"];
/// Words that bind a bare year of the plan or after: 力争2025年.
const STRIVING: &[&str] = &["力争"];
/// Words behind a year that make it no deadline: 2019年同期, 2023年版.
const NO_DEADLINE: &[char] = &['度', '版', '本', '同', '以', '来', '起', '的', '、', '—', '-'];
/// Words before a date that say how long a document is valid.
const VALIDITY: &[&str] = &["有效期", "有效期为", "有效期限", "实施期限", "执行期限", "政策执行", "执行期", "施行"];
/// Words before a date that make it a comparison or a beginning.
const COMPARED: &[char] = &['比', '较', '自', '从', '以', '—', '-'];
/// What a date may start with besides a digit.
const STARTS: &str = "力截到至于在今本明次翌年上下前第〇一二两三四五六七八九十";
/// What stands before the first word of a clause.
const OPENINGS: &[char] = &['，', '；', '。', '：', '、', '（', '“', '—', '\n'];
/// Ends of a clause that speaks of those who have done something: 2月完成改造的企业.
const OF_SOMEBODY: &[&str] = &["的", "的企业", "的单位", "的项目", "的个人", "的人员"];
/// What comes back has no date: 每年12月底前.
const RECURRING: &[&str] = &["每年", "每半年", "每季度", "每月", "每个月", "历年"];
/// How far before a date the word stands that makes it come back.
const RECURRING_REACH: usize = 16;
/// How far behind a date is looked for the end of its clause or statement.
const CLAUSE_REACH: usize = 200;
/// What is done at a time that binds without 底 or 前: 10月完成改造, 6月开工.
const DOING: &[&str] = &[
    "完成",
    "基本完成",
    "全面完成",
    "全部完成",
    "建成",
    "基本建成",
    "全面建成",
    "全部建成",
    "竣工",
    "完工",
    "开工",
    "启动",
    "印发",
    "出台",
    "公布",
    "发布",
    "上线",
    "正式上线",
    "投入",
    "投用",
    "正式投用",
    "交付",
    "验收",
    "试运行",
    "开通",
    "组织",
    "开展",
    "召开",
    "集中",
    "提交",
    "报送",
    "上报",
    "实现",
    "基本实现",
    "达到",
    "运行",
    "运营",
    "正式运行",
    "正式运营",
    "投产",
    "达产",
    "上岗",
    "通车",
    "封顶",
    "到位",
    "下达",
    "拨付",
    "兑付",
];
/// What makes a half-year or quarter the time of a benefit, not a deadline.
const BENEFITS: &[&str] = &[
    "免收", "免征", "免缴", "减免", "减半", "减征", "缓缴", "补贴", "补助", "给予", "奖励", "返还", "贴息", "租金",
    "房租",
];

/// What is known of the year while a sentence is read.
#[derive(Debug)]
pub(super) struct Calendar<'t> {
    passage: Passage<'t>,
    plan_year: Option<i32>,
    /// A year behind the plan's, with the month that stood before: 2026年4月底前…，9月底前….
    later: Option<(i32, u32)>,
}

/// A point in a sentence with the words around it.
struct Place {
    written: Written,
    lead: Option<&'static str>,
    /// It ends a stretch of time whose beginning is written out: 3月—5月.
    stretch: Option<bool>,
    trailed: bool,
    phrase: DatePhrase,
}

impl<'t> Calendar<'t> {
    /// At the start of a sentence.
    pub(super) fn new(passage: Passage<'t>, plan_year: Option<i32>) -> Self {
        Self { passage, plan_year, later: None }
    }

    /// The date that starts at `at`, if it binds.
    pub(super) fn date_at(&mut self, at: usize) -> Option<DatePhrase> {
        let before = self.passage.before(at);
        let starts = |c: char| c.is_ascii_digit() || STARTS.contains(c);
        if !self.passage.at(at).is_some_and(starts) || before.is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        let place = self.place(at)?;
        self.binds(&place).then_some(place.phrase)
    }

    fn place(&mut self, at: usize) -> Option<Place> {
        let mut cursor = Cursor::new(self.passage, at);
        let lead = cursor.eat(LEADS);
        let (stretch, begun) = point::beginning(&mut cursor, self.plan_year).unzip();
        let before = if lead.is_some() { None } else { self.passage.before(at) };
        let mut written = point::read(&mut cursor, self.plan_year, before)?;
        written.year = written.year.or(begun.flatten());
        let trailed = cursor.eat(TRAILS).is_some();
        let due = point::day(self.year_of(&written), written.point);
        let phrase = DatePhrase { start: at, end: cursor.at(), due };
        Some(Place { written, lead, stretch, trailed, phrase })
    }

    /// The year as written, else that of an earlier month in the sentence, else the plan's.
    fn year_of(&mut self, written: &Written) -> Option<i32> {
        let month = written.point.month();
        match written.year {
            Some(year) => {
                let later = year.filter(|y| self.plan_year.is_some_and(|plan| *y > plan) && written.form != Form::Year);
                self.later = later.map(|y| (y, month));
                year
            }
            None => self.later.filter(|(_, from)| *from <= month).map(|(year, _)| year).or(self.plan_year),
        }
    }

    fn binds(&self, place: &Place) -> bool {
        let passage = self.passage;
        let Place { written, phrase, trailed, .. } = place;
        let begins = passage.matches_any(phrase.end, BEGINNINGS).is_some();
        let certain = written.form == Form::End || *trailed;
        let free = certain || passage.at(phrase.end).is_none_or(|c| !NO_DEADLINE.contains(&c));
        let compared = passage.before(phrase.start).is_some_and(|c| COMPARED.contains(&c));
        let valid = passage.to(phrase.start).ends_with_any(VALIDITY);
        let past = phrase.due.date().zip(self.plan_year).is_some_and(|(due, year)| due.year() < year);
        let stands = free && !begins && !compared && !valid && !past;
        stands && (certain || self.is_led(place) || self.is_done(place)) && !self.recurs(place)
    }

    /// 到2025年, 至3月31日, 3月—5月.
    fn is_led(&self, place: &Place) -> bool {
        let leads = |words: &[&str]| place.lead.is_some_and(|lead| words.contains(&lead));
        let joined = self.passage.before(place.phrase.start).is_some_and(|c| c.is_ascii_digit()); // 3至5月
        let figures = place.written.form == Form::Figures;
        !figures && ((leads(BINDING) && !joined) || leads(STRIVING) || place.stretch == Some(true))
    }

    /// 10月完成改造; 上半年，各市制定方案: what is done says that the time binds.
    fn is_done(&self, place: &Place) -> bool {
        let passage = self.passage;
        let Place { written, phrase, .. } = place;
        let comma = passage.at(phrase.end) == Some('，');
        let behind = passage.cut(phrase.end + usize::from(comma), phrase.end + CLAUSE_REACH);
        let wholly = behind.strip_prefix(&["全面", "全部"]).map_or(behind.start(), |rest| rest.start());
        let doing = behind.matches_any(wholly, DOING).filter(|(_, end)| !matches!(passage.at(*end), Some('的' | '《')));
        if doing.is_some() {
            let clause = sentence::clauses(behind).first().copied().unwrap_or(behind);
            return written.form != Form::Figures && !clause.ends_with_any(OF_SOMEBODY);
        }
        let opens = place.lead.is_some() || passage.before(phrase.start).is_none_or(|c| OPENINGS.contains(&c));
        if written.form != Form::Part || !opens || !(comma || written.year.is_some()) {
            return false;
        }
        !sentence::statements(behind).first().is_some_and(|s| s.contains_any(BENEFITS))
    }

    /// 每年12月底前: what comes back has no date of its own.
    fn recurs(&self, place: &Place) -> bool {
        let before = self.passage.cut(place.phrase.start.saturating_sub(RECURRING_REACH), place.phrase.start);
        let clause = ["，", "；", "。"].iter().filter_map(|mark| before.rfind(mark)).max();
        let clause = clause.map_or(before, |at| before.from(at + 1));
        let words = self.passage.cut(place.phrase.start, place.phrase.end);
        let own_year = place.written.year.is_some() && !words.contains_any(&["次年", "翌年"]);
        clause.ends_with_any(RECURRING) || (!own_year && clause.contains_any(RECURRING))
    }
}

#[cfg(test)]
mod tests {
    use crate::date::dates;
    use crate::text::text_of;

    fn read(written: &str) -> Vec<String> {
        let text = text_of(written);
        let found = dates(text.whole(), Some(2025));
        found.into_iter().map(|d| d.due.date().map_or("?".to_owned(), |day| day.to_string())).collect()
    }

    #[test]
    fn what_is_done_at_a_time_says_that_it_binds() {
        for (written, due) in [
            ("10月完成改造", "2025-10-31"),
            ("6月中旬组织验收", "2025-06-20"),
            ("11月上旬召开现场会", "2025-11-10"),
            ("9月1日正式上线", "2025-09-01"),
            ("7月1日正式运营", "2025-07-01"),
            ("5—9月集中整治", "2025-09-30"),
            ("2026年全面投入使用", "2026-12-31"),
            ("上半年完成选址", "2025-06-30"),
            ("年中完成投资过半", "2025-06-30"),
            ("2026年建成投用", "2026-12-31"),
        ] {
            assert_eq!(read(written), [due], "{written}");
        }
        for written in ["10月份用电量", "2月完成改造的企业", "3月5日印发的《某办法》", "5—9月用水量", "年中考核"]
        {
            assert!(read(written).is_empty(), "{written}");
        }
    }

    #[test]
    fn a_part_of_the_year_binds_where_it_opens_a_clause() {
        assert_eq!(read("2025年上半年，试点园区印发方案"), ["2025-06-30"]);
        assert_eq!(read("下半年，推广经验；前三季度，办结一批"), ["2025-12-31", "2025-09-30"]);
        assert_eq!(read("前三季度建成60个"), ["2025-09-30"]);
        assert!(read("二季度，对餐饮企业减免租金").is_empty());
        assert!(read("高于上半年平均水平").is_empty());
    }

    #[test]
    fn a_stretch_of_time_is_over_at_its_end() {
        assert_eq!(read("动员阶段（2025年4月至10月）"), ["2025-10-31"]);
        assert_eq!(read("2025年3月—2026年6月组织实施"), ["2026-06-30"]);
        assert_eq!(read("自2025年5月至9月集中招聘"), ["2025-09-30"]);
        assert_eq!(read("3月1日—4月30日开展自查"), ["2025-04-30"]);
    }

    #[test]
    fn a_month_behind_a_later_month_is_in_its_year() {
        assert_eq!(read("2026年4月底前建成，9月底前验收"), ["2026-04-30", "2026-09-30"]);
        assert_eq!(read("2026年底前建成，9月底前选址"), ["2026-12-31", "2025-09-30"]);
        assert_eq!(read("明年3月底前建成，次年1月底前运营"), ["2026-03-31", "2026-01-31"]);
    }

    #[test]
    fn what_comes_back_has_no_date() {
        for written in
            ["每年12月底前报送", "2025年至2027年每年11月底前报送", "每年6月、12月底前各报一次", "每年11月至次年3月巡查"]
        {
            let years_only = read(written).iter().all(|due| due == "2027-12-31");
            assert!(years_only, "{written}: {:?}", read(written));
        }
    }
}
