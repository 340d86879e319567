//! Where dates stand in a passage, alone or in lists, and which days they mean.

use super::binding::Verdict;
use super::clock;
use super::figures;
use super::garbled;
use super::judge::Judge;
use super::phrase::{DatePhrase, Due, Why};
use super::place::{LIST, Place};
use super::point::{self, Form, Point, Written};
use super::sharing;
use super::words::{JOINERS, LEADS, TRAILS, starts};
use super::year::Year;
use super::years::Years;
use crate::cursor::Cursor;
use crate::text::{Passage, is_ideograph};

/// What stands at a place.
pub(super) enum Reading {
    /// Dates that bind.
    Binding(Vec<DatePhrase>),
    /// A date that is no deadline, and why.
    Told(DatePhrase, Why),
    /// A date with a year of its own that is none of both: its month is not read without the year.
    Passed(usize),
}

/// What is known of the year while a sentence is read.
#[derive(Debug)]
pub(super) struct Calendar<'t> {
    judge: Judge<'t>,
    /// A year that was written, with the month that stood before: 2026年4月底前…，9月底前….
    carried: Option<(i32, u32)>,
}

impl<'t> Calendar<'t> {
    /// At the start of a sentence.
    pub(super) fn new(passage: Passage<'t>, years: Years) -> Self {
        Self { judge: Judge::new(passage, years), carried: None }
    }

    /// What starts at `at`.
    pub(super) fn read_at(&mut self, at: usize) -> Option<Reading> {
        let places = self.places(at)?;
        let (first, _) = places.split_at(1);
        let all = self.judge.verdict(&places);
        let (places, verdict) =
            if all == Verdict::Free { (first, self.judge.verdict(first)) } else { (places.as_slice(), all) };
        let last = places.last()?;
        match verdict {
            Verdict::Binds => Some(self.binding(places, last)),
            Verdict::Tells(why) => {
                let carried = self.carried; // 可延至2026年3月底，其他10月底前拆除: its year is no other's
                let phrase = self.phrases(places).into_iter().next()?;
                self.carried = carried;
                Some(Reading::Told(phrase, why))
            }
            Verdict::Free => {
                self.carry(first, last);
                last.written.year.map(|_| Reading::Passed(last.end))
            }
        }
    }

    /// 2026年建设示范点20处，年底前验收: in a plan of several years, a year that opens its clause is that of what follows.
    fn carry(&mut self, places: &[Place], last: &Place) {
        let (passage, years) = (self.judge.passage, self.judge.years);
        let opens = places.iter().all(|place| {
            passage.before(place.start).is_none_or(|c| matches!(c, '，' | '；' | '：' | '。'))
                && place.stretch.is_none()
        });
        let told = passage.at(last.end).is_some_and(|c| "度版本同以来起的至到和及与".contains(c));
        let year = last.written.year.and_then(Year::number).filter(|year| !years.begin_after(*year));
        if let Some(year) = year.filter(|_| opens && !told && last.written.form == Form::Year && years.only().is_none())
        {
            self.carried = Some((year, 1));
        }
    }

    /// The dates of a list that binds, without those that are over.
    fn binding(&mut self, places: &[Place], last: &Place) -> Reading {
        let all = self.phrases(places);
        let over = |phrase: &&DatePhrase| phrase.due == Due::Over;
        let gone = all.iter().find(over).copied();
        let left: Vec<DatePhrase> = all.iter().filter(|phrase| !over(phrase)).copied().collect();
        match gone {
            Some(gone) if left.is_empty() && last.trailed => Reading::Told(gone, Why::Object),
            _ if left.is_empty() => Reading::Passed(last.end),
            _ => Reading::Binding(left),
        }
    }

    /// The dates at `at`, whether they bind or not, that do not come back.
    pub(super) fn bare_at(&mut self, at: usize) -> Option<Vec<DatePhrase>> {
        let places = self.places(at)?;
        self.judge.may_stand(&places).then(|| self.phrases(&places))
    }

    /// The date of a place that holds nothing but its figures: 12.20, 202509.
    pub(super) fn packed(&mut self) -> Option<DatePhrase> {
        let whole = self.judge.passage.trim(&[' ', '。', '；', '，']);
        let written = figures::packed(whole)?;
        let (start, end) = (whole.start(), whole.end());
        let place = Place { written, lead: None, stretch: None, trailed: true, start, end };
        self.phrases(&[place]).pop()
    }

    /// The points that stand at `at`, joined to a list where there are several.
    fn places(&self, at: usize) -> Option<Vec<Place>> {
        let passage = self.judge.passage;
        let word = |first: char, next: &str| {
            passage.at(at) == Some(first) && !passage.at(at + 1).is_some_and(|c| next.contains(c))
        };
        if !passage.at(at).is_some_and(starts) {
            return None;
        }
        let other = word('不', "晚迟得") || word('最', "晚迟") || word('“', "十");
        if other || garbled::is_behind(passage, at) {
            return None;
        }
        let mut places = match sharing::places(&self.judge, at) {
            Some(places) => places,
            None => vec![self.place(at)?],
        };
        while let Some(next) = places.last().and_then(|last| self.joined(last)).filter(|_| places.len() < LIST) {
            places.push(next);
        }
        Some(places)
    }

    fn place(&self, at: usize) -> Option<Place> {
        let (passage, years) = (self.judge.passage, self.judge.years);
        let mut cursor = Cursor::new(passage, at);
        let lead = cursor.eat(LEADS);
        let begun = point::beginning(&mut cursor, years);
        let before = if lead.is_some() { None } else { passage.before(at) };
        let day = |cursor: &mut Cursor<'t>| begun.and_then(|begun| point::day_of(cursor, begun.month)); // 5月10日至20日
        let mut written = point::read(&mut cursor, years, before).or_else(|| day(&mut cursor))?;
        written.year = written.year.or(begun.and_then(|begun| begun.year));
        let stretch = begun.map(|begun| begun.written);
        if written.form == Form::Day {
            clock::eat(&mut cursor);
        }
        let trailed = cursor.eat(TRAILS).is_some() || (written.form == Form::Day && event(&mut cursor));
        Some(Place { written, lead, stretch, trailed, start: at, end: cursor.at() })
    }

    /// The date that is joined to another: 、9月底前; 、30日前 has its month.
    fn joined(&self, last: &Place) -> Option<Place> {
        let mut cursor = Cursor::new(self.judge.passage, last.end);
        cursor.eat(JOINERS)?;
        self.day_of(last, cursor).or_else(|| self.place(cursor.at()))
    }

    fn day_of(&self, last: &Place, cursor: Cursor<'t>) -> Option<Place> {
        let (Point::Day(month, _), mut ahead) = (last.written.point, cursor) else { return None };
        let written = point::day_of(&mut ahead, month)?;
        clock::eat(&mut ahead);
        let trailed = ahead.eat(TRAILS).is_some();
        Some(Place { written, trailed, start: cursor.at(), end: ahead.at(), ..*last })
    }

    /// The places with the days they mean.
    fn phrases(&mut self, places: &[Place]) -> Vec<DatePhrase> {
        let from = places.first().map_or(0, |place| place.start);
        let to = places.last().map_or(0, |place| place.end);
        let mut before: Option<i32> = None;
        let shared = day_of_all(places);
        let phrase = |place: &Place| {
            let guessed = shared.filter(|_| place.written.form == Form::Month);
            let point = guessed.map_or(place.written.point, |day| Point::Day(place.written.point.month(), day));
            let written = Written { point, ..place.written };
            let year = before.filter(|_| written.year.is_none()).or_else(|| self.year_of(&written, place));
            before = written.year.and_then(Year::number).or(before);
            let due = self.due(&written, year);
            DatePhrase { start: place.start, end: place.end, from, to, due, guessed: guessed.is_some() }
        };
        places.iter().map(phrase).collect()
    }

    fn due(&self, written: &Written, year: Option<i32>) -> Due {
        let years = self.judge.years;
        match year {
            _ if written.year == Some(Year::Over) => Due::Over,
            Some(year) if years.begin_after(year) => Due::Over,
            Some(year) => point::day(year, written.point),
            None if years.are_several() => Due::SeveralYears,
            None => Due::YearUnknown,
        }
    }

    /// 2026年6月底前建成，其中一期9月底前建成: a part is there before the whole.
    fn is_of_part(&self, place: &Place) -> bool {
        let before = self.judge.passage.to(place.start);
        let clause = ["，", "；"].iter().filter_map(|mark| before.rfind(mark)).max();
        clause.is_some_and(|mark| before.from(mark + 1).starts_with("其中"))
    }

    /// The year as written, else that of an earlier month in the sentence, else the plan's.
    fn year_of(&mut self, written: &Written, place: &Place) -> Option<i32> {
        let (years, month) = (self.judge.years, written.point.month());
        match written.year {
            Some(year) => {
                let number = year.number();
                let tells =
                    |year: &i32| years.end_before(*year) || (years.only().is_none() && !years.begin_after(*year));
                let carried = number.filter(|year| written.form != Form::Year && tells(year));
                self.carried = carried.map(|year| (year, month));
                number
            }
            None => self
                .carried
                .filter(|(_, from)| *from <= month && !self.is_of_part(place))
                .map(|(year, _)| year)
                .or(years.only())
                .or(years.in_season(month)),
        }
    }
}

/// 11月1日供热前, 6月5日环境日前: what happens on the day stands before the word that binds it.
fn event(cursor: &mut Cursor<'_>) -> bool {
    const LONGEST: usize = 5;
    let mut ahead = *cursor;
    let name = ahead.eat_while(|c| is_ideograph(c) && c != '前');
    let before = ahead.eat(&["前"]).is_some() && !ahead.peek().is_some_and(|c| "期后提景列往者置端".contains(c));
    let length = name.len();
    let whole = before && (2..=LONGEST).contains(&length) && !name.ends_with_any(&["之", "以", "目", "提", "空", "当"]);
    if whole {
        *cursor = ahead;
    }
    whole
}

/// The day of the last of a list that the months before it most likely have as well: 4月、7月、10月10日前.
fn day_of_all(places: &[Place]) -> Option<u32> {
    let (last, others) = places.split_last()?;
    let Point::Day(_, day) = last.written.point else { return None };
    let bare = |place: &Place| place.written.form == Form::Month && !place.trailed;
    (last.trailed && !others.is_empty() && others.iter().all(bare)).then_some(day)
}
