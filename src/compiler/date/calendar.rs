//! Where dates stand in a passage, alone or in lists, and which days they mean.

use super::binding::{Judge, Verdict};
use super::clock;
use super::phrase::{DatePhrase, Due};
use super::place::Place;
use super::point::{self, Form, Point, Written};
use super::words::{JOINERS, LEADS, STARTS, TRAILS};
use super::year::{self, Year};
use super::years::Years;
use crate::cursor::Cursor;
use crate::text::Passage;

/// A list of dates is no longer.
const LIST: usize = 24;

/// What stands at a place.
pub(super) enum Reading {
    /// Dates that bind.
    Binding(Vec<DatePhrase>),
    /// A date that only describes something.
    Told(DatePhrase),
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
        Self { judge: Judge { passage, years }, carried: None }
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
            Verdict::Describes => Some(Reading::Told(self.phrases(places).into_iter().next()?)),
            Verdict::Free => last.written.year.map(|_| Reading::Passed(last.end)),
        }
    }

    /// The dates of a list that binds, without those that are over.
    fn binding(&mut self, places: &[Place], last: &Place) -> Reading {
        let all = self.phrases(places);
        let over = |phrase: &&DatePhrase| phrase.due == Due::Over;
        let gone = all.iter().find(over).copied();
        let left: Vec<DatePhrase> = all.iter().filter(|phrase| !over(phrase)).copied().collect();
        match gone {
            Some(gone) if left.is_empty() && last.trailed => Reading::Told(gone),
            _ if left.is_empty() => Reading::Passed(last.end),
            _ => Reading::Binding(left),
        }
    }

    /// The dates at `at`, whether they bind or not, that do not come back.
    pub(super) fn bare_at(&mut self, at: usize) -> Option<Vec<DatePhrase>> {
        let places = self.places(at)?;
        self.judge.may_stand(&places).then(|| self.phrases(&places))
    }

    /// The points that stand at `at`, joined to a list where there are several.
    fn places(&self, at: usize) -> Option<Vec<Place>> {
        let passage = self.judge.passage;
        let starts = |c: char| c.is_ascii_digit() || STARTS.contains(c);
        if !passage.at(at).is_some_and(starts) || passage.before(at).is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        let mut places = match self.months(at) {
            Some(months) => months,
            None => vec![self.place(at)?],
        };
        while let Some(next) = places.last().and_then(|last| self.joined(last)).filter(|_| places.len() < LIST) {
            places.push(next);
        }
        Some(places)
    }

    fn place(&self, at: usize) -> Option<Place> {
        let Judge { passage, years } = self.judge;
        let mut cursor = Cursor::new(passage, at);
        let lead = cursor.eat(LEADS);
        let (stretch, begun) = point::beginning(&mut cursor, years).unzip();
        let before = if lead.is_some() { None } else { passage.before(at) };
        let mut written = point::read(&mut cursor, years, before)?;
        written.year = written.year.or(begun.flatten());
        if written.form == Form::Day {
            clock::eat(&mut cursor);
        }
        let trailed = cursor.eat(TRAILS).is_some();
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
        let day = point::number(&mut ahead)?;
        ahead.eat(&["日", "号"])?;
        clock::eat(&mut ahead);
        let trailed = ahead.eat(TRAILS).is_some();
        let written = Written { point: Point::Day(month, day), year: None, ..last.written };
        Some(Place { written, trailed, start: cursor.at(), end: ahead.at(), ..*last })
    }

    /// 3、6、9、12月底前: months that share their word.
    fn months(&self, at: usize) -> Option<Vec<Place>> {
        let Judge { passage, years } = self.judge;
        let mut cursor = Cursor::new(passage, at);
        let lead = cursor.eat(LEADS);
        let year = year::read(&mut cursor, years);
        let mut numbers = Vec::new();
        let end = loop {
            let start = if numbers.is_empty() { at } else { cursor.at() };
            let month = cursor.eat_number(2).filter(|month| (1..=12).contains(month))?;
            numbers.push((month, start, cursor.at()));
            if cursor.eat(&["月份", "月"]).is_some() {
                break cursor.eat(&["底", "末"]).is_some();
            }
            cursor.eat(JOINERS).filter(|_| numbers.len() < LIST)?;
        };
        let trailed = cursor.eat(TRAILS).is_some();
        let form = if end { Form::End } else { Form::Month };
        let place = |(i, (month, start, end)): (usize, (u32, usize, usize))| {
            let written = Written { point: Point::MonthEnd(month), form, year: year.filter(|_| i == 0) };
            Place { written, lead, stretch: None, trailed, start, end }
        };
        let mut places: Vec<Place> = numbers.into_iter().enumerate().map(place).collect();
        places.last_mut()?.end = cursor.at();
        (places.len() > 1).then_some(places)
    }

    /// The places with the days they mean.
    fn phrases(&mut self, places: &[Place]) -> Vec<DatePhrase> {
        let from = places.first().map_or(0, |place| place.start);
        let to = places.last().map_or(0, |place| place.end);
        let mut before: Option<i32> = None;
        let phrase = |place: &Place| {
            let written = place.written;
            let year = before.filter(|_| written.year.is_none()).or_else(|| self.year_of(&written));
            before = written.year.and_then(Year::number).or(before);
            DatePhrase { start: place.start, end: place.end, from, to, due: self.due(&written, year) }
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

    /// The year as written, else that of an earlier month in the sentence, else the plan's.
    fn year_of(&mut self, written: &Written) -> Option<i32> {
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
                .filter(|(_, from)| *from <= month)
                .map(|(year, _)| year)
                .or(years.only())
                .or(years.in_season(month)),
        }
    }
}
