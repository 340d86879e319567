//! Which points of the calendar bind.
//!
//! Dates of other documents, comparison years and plain years do not: a date must say "by", with a word before
//! it (到, 于) or behind it (底, 前), or with what is done then (10月完成).

use super::condition;
use super::judge::{Judge, Stretch};
use super::phrase::Why;
use super::place::Place;
use super::point::Form;
use super::words::{
    AIMS, ALLOWED, BEGINNINGS, BINDING, COMPARED, DOING, DONE, DONE_TO, FORBIDDEN, HARDSHIP, MOVED, NO_DEADLINE,
    OF_A_DATE, ORIGINAL, PUT_OFF, RECURRING, SO_FAR, STRIVING, VALIDITY, starts,
};
use crate::text::Passage;

/// Within so many characters the date begins that stands for another.
const NEXT_DATE: usize = 8;

/// How far before a date the word stands that makes it come back.
const RECURRING_REACH: usize = 16;

/// What a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Something is owed by then.
    Binds,
    /// It is no deadline, for a reason.
    Tells(Why),
    /// Nothing that is known.
    Free,
}

impl Judge<'_> {
    /// What a date says, or a list of dates.
    pub(super) fn verdict(&self, places: &[Place]) -> Verdict {
        let Some(place) = Stretch::of(places) else { return Verdict::Free };
        let bound = place.is_certain() || self.is_led(&place) || self.is_done(&place);
        if !bound || self.is_name(&place) || !self.stands(&place) || self.recurs(&place) || self.is_pace(&place) {
            return Verdict::Free;
        }
        self.why_not(&place).map_or(Verdict::Binds, Verdict::Tells)
    }

    /// Why a date is no deadline, where it is none.
    fn why_not(&self, place: &Stretch) -> Option<Why> {
        let before = self.passage.to(place.start);
        let verb = before.strip_suffix(PUT_OFF).filter(|_| matches!(place.lead, Some("到" | "至")));
        let put_off = verb.is_some_and(|(before, _)| before.ends_with_any(ALLOWED));
        match () {
            () if put_off || is_of_hardship(before) => Some(Why::PutOff),
            () if before.ends_with_any(DONE) || self.is_past(place) => Some(Why::Done),
            () if before.ends_with_any(ORIGINAL) || self.is_replaced(place.end) => Some(Why::Replaced),
            () if self.is_condition(place) || condition::is_of_superior(before, self.passage.from(place.end)) => {
                Some(Why::Object)
            }
            () if before.ends_with_any(FORBIDDEN) => Some(Why::Forbidden),
            () if self.describes(place.end) => Some(Why::Object),
            () => None,
        }
    }

    /// 3月已印发方案, 截至3月底，已建成三座: what is so by now, and no aim.
    fn is_past(&self, place: &Stretch) -> bool {
        let passage = self.passage;
        if passage.matches_any(place.end, DONE).is_some() {
            return true;
        }
        if !place.lead.is_some_and(|lead| lead.starts_with("截")) {
            return false;
        }
        let behind = passage.matches_any(place.end, &["，", ","]).map_or(place.end, |(_, behind)| behind);
        let clauses = passage.from(behind).split(&['，', '；', '。']);
        clauses.first().is_some_and(|clause| clause.contains_any(SO_FAR))
    }

    /// 由12月底前提前至10月底前: the later words are those that hold.
    fn is_replaced(&self, end: usize) -> bool {
        let passage = self.passage;
        let at = passage.matches_any(end, OF_A_DATE).map_or(end, |(_, behind)| behind);
        let moved = passage.matches_any(at, MOVED).map(|(_, behind)| behind);
        let onto = moved.and_then(|behind| passage.matches_any(behind, &["至", "到", "为"])).map(|(_, behind)| behind);
        onto.is_some_and(|at| {
            let next = passage.cut(at, (at + NEXT_DATE).min(passage.end()));
            next.contains_any(&["月", "年", "季度"]) && passage.at(at).is_some_and(starts)
        })
    }

    /// Whether dates of a column that holds nothing else may be deadlines.
    pub(super) fn may_stand(&self, places: &[Place]) -> bool {
        let Some(place) = Stretch::of(places) else { return false };
        let begun = self.passage.before(place.start).is_some_and(|c| matches!(c, '每' | '自' | '从'));
        let begun = begun || self.passage.to(place.start).ends_with_any(DONE);
        let begins = self.passage.matches_any(place.end, BEGINNINGS).is_some();
        let goes_on = self.passage.at(place.end).is_some_and(|c| c.is_ascii_digit() || "—-－–～~至到".contains(c));
        !begun && !begins && !goes_on && !self.recurs(&place)
    }

    fn stands(&self, place: &Stretch) -> bool {
        let passage = self.passage;
        let begins = passage.matches_any(place.end, BEGINNINGS).is_some();
        let striven = place.lead.is_some_and(|lead| lead.starts_with("力争")); // 力争6月、确保9月底前
        let free = place.is_certain() || striven || passage.at(place.end).is_none_or(|c| !NO_DEADLINE.contains(&c));
        let before = passage.before(place.start);
        let stretch = place.begun && matches!(before, Some('自' | '从')); // 自5月至9月
        let head = passage.to(place.start);
        let compared = !stretch && before.is_some_and(|c| COMPARED.contains(&c)) && !condition::is_item(head);
        let since = (place.lead == Some("于") && before.is_some_and(|c| matches!(c, '早' | '晚' | '迟')))
            || head.ends_with_any(&["早于", "晚于", "迟于"]); // 不早于9月1日
        free && !begins && !compared && !head.ends_with_any(VALIDITY) && !since
    }

    /// 到2025年, 至3月31日, 3月—5月.
    fn is_led(&self, place: &Stretch) -> bool {
        let leads = |words: &[&str]| place.lead.is_some_and(|lead| words.contains(&lead));
        let joined = self.passage.before(place.start).is_some_and(|c| c.is_ascii_digit()); // 3至5月
        let figures = place.form == Form::Figures;
        let enclosed = place.ranged && matches!(self.passage.before(place.start), Some('（' | '('));
        let paced = self.passage.matches_any(place.end + 1, &["每", "逐", "按"]).is_some();
        let closed = matches!(self.passage.at(place.end), Some('）' | ')'));
        let enclosed = enclosed && closed && !paced; // 台风季（7—9月）组织演练
        !figures && ((leads(BINDING) && !joined) || leads(STRIVING) || place.begun || enclosed)
    }

    /// 每年12月底前: what comes back has no date of its own.
    fn recurs(&self, place: &Stretch) -> bool {
        let before = self.passage.cut(place.start.saturating_sub(RECURRING_REACH), place.start);
        let clause = ["，", "；", "。"].iter().filter_map(|mark| before.rfind(mark)).max();
        let clause = clause.map_or(before, |at| before.from(at + 1));
        let words = self.passage.cut(place.start, place.end);
        let own_year = place.own_year && !words.contains_any(&["次年", "翌年"]);
        clause.ends_with_any(RECURRING) || (!own_year && clause.contains_any(RECURRING))
    }

    /// 6月底前建成的站点: what was done by then tells which are meant. An aim is none of that: 6月底前建成的目标.
    fn describes(&self, end: usize) -> bool {
        let passage = self.passage;
        let opened = passage.matches_any(end, NOT_YET);
        let mut at = opened.map_or(end, |(_, behind)| behind);
        let mut verbs = 0;
        while let Some((_, behind)) = longest(passage, at) {
            at = passage
                .matches_any(behind, &["并", "、", "且", "或"])
                .map_or(behind, |(_, next)| condition::behind_date(passage, next));
            verbs += 1;
        }
        verbs > 0 && matches!(passage.at(at), Some('的')) && passage.matches_any(at + 1, AIMS).is_none()
    }
}

/// What opens words for what was or was not done by then.
const NOT_YET: &[&str] =
    &["应复工未", "应开工未", "应完成未", "应整改未", "应办未", "已经", "已", "新", "尚未", "仍未", "未", "没有"];

/// 确有困难的不晚于12月20日: the time of those who cannot keep the other.
fn is_of_hardship(before: Passage<'_>) -> bool {
    let words = before.strip_suffix(&["，", "可"]).map_or(before, |(words, _)| words);
    words.ends_with_any(HARDSHIP)
}

/// The longest word for what is done that stands at `at`.
fn longest<'p>(passage: Passage<'_>, at: usize) -> Option<(&'p str, usize)> {
    let words = DOING.iter().chain(DONE_TO);
    words.filter_map(|word| passage.matches(at, word).map(|end| (*word, end))).max_by_key(|(_, end)| *end)
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
    fn a_list_of_dates_is_a_date_each() {
        for (written, dues) in [
            ("5月31日、8月31日、11月30日前分别报送进展", "2025-05-31 2025-08-31 2025-11-30"),
            ("3月、6月、9月、12月底前报送", "2025-03-31 2025-06-30 2025-09-30 2025-12-31"),
            ("3、6、9、12月底前报送", "2025-03-31 2025-06-30 2025-09-30 2025-12-31"),
            ("2026年3月、9月底前建成", "2026-03-31 2026-09-30"),
            ("6月15日、30日前各报一次", "2025-06-15 2025-06-30"),
            ("于6月底和12月底前验收", "2025-06-30 2025-12-31"),
            ("第一季度、第三季度各召开一次会议", "2025-03-31 2025-09-30"),
            ("6月、12月开展检查", "2025-06-30 2025-12-31"),
            ("到2025年、2027年分别达到60%、80%", "2025-12-31 2027-12-31"),
            ("6月底前、7月份用电量", "2025-06-30"),
        ] {
            assert_eq!(read(written).join(" "), dues, "{written}");
        }
        for written in ["3月、4月用电量", "2、3号楼", "第1、2、3期", "每年3月、9月底前报送", "2024年3月、6月底前建成"]
        {
            assert!(read(written).is_empty(), "{written}");
        }
    }

    #[test]
    fn a_date_that_only_describes_is_none() {
        for written in [
            "2024年9月底前建成的站点全部联网",
            "2024年6月30日前登记的柴油货车",
            "2025年3月底前登记注册的车辆",
            "6月底前已完成的，不再安排",
            "去年9月底前开工的项目",
            "上年底建成的站点",
            "截至2024年11月底，已建成三座",
            "2024年度9月用电量",
            "截至2025年2月底排查出的危房",
            "计划2025年5月开工、2026年4月完工的泵站",
        ] {
            assert!(read(written).is_empty(), "{written}");
        }
        for (written, due) in [
            ("2024年6月30日前登记的柴油货车，11月底前全部淘汰", "2025-11-30"),
            ("实现6月底前建成的目标", "2025-06-30"),
            ("6月底前完成下达的任务", "2025-06-30"),
            ("6月底前制定全市的方案", "2025-06-30"),
        ] {
            assert_eq!(read(written), [due], "{written}");
        }
    }

    #[test]
    fn a_time_of_the_day_belongs_to_its_date() {
        for (written, due) in [
            ("6月30日17:00前报送", "2025-06-30"),
            ("6月30日17：00前报送", "2025-06-30"),
            ("于6月30日（星期一）下午5点半前报送", "2025-06-30"),
            ("2025年7月1日24时前停产", "2025-07-01"),
            ("6月30日下班前报送", "2025-06-30"),
            ("2025年6月30日18时30分截止", "2025-06-30"),
        ] {
            assert_eq!(read(written), [due], "{written}");
        }
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
