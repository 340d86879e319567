//! A row of a task table below its head.

use super::body::Table;
use super::cell;
use super::chapter::Chapter;
use super::grid::{From, Line};
use super::holds::Holds;
use super::idle::{is_rule, is_sum, numbers_columns};
use super::items;
use super::label::{self, Label, Standing, Way};
use super::naming::is_continued;
use super::paired;
use super::part::{Part, Row};
use super::worded;
use crate::annex::cell::number;
use crate::bounds;
use crate::doubt::Doubts;
use crate::lists::Said;
use crate::note::{Note, Progress, Remark};
use crate::roles::Role;
use crate::running;
use crate::text::{Passage, is_ideograph};
use duban_domain::draft::Open;

impl<'t> Table<'t> {
    /// Takes a row below the head.
    pub(super) fn take(
        &mut self,
        line: &Line<'t>,
        next: Option<&Line<'t>>,
        label: Option<Label<'t>>,
        parts: &mut Vec<Part<'t>>,
        doubts: &mut Doubts,
    ) {
        if is_rule(line) || is_continued(line) || numbers_columns(line) {
            return parts.push(Part::Head(line.whole));
        }
        if let Some(label) = label {
            return self.take_label(line, label, parts, doubts);
        }
        if is_sum(line) {
            return parts.push(Part::Left);
        }
        if let Some(chapter) = self.chapter_in(line, next) {
            parts.push(Part::Head(line.whole));
            return self.open_chapter(chapter, None, parts.len());
        }
        if self.opens_only(line, next) {
            self.opening = self.named(line);
            self.above.fill(None);
            return parts.push(Part::Head(line.whole));
        }
        match self.row(line, doubts) {
            Some(mut row) => {
                self.standing.iter_mut().for_each(|standing| standing.share(&mut row));
                parts.extend(self.names(line).into_iter().map(Part::Head));
                parts.extend(paired::rows(row).into_iter().map(|row| Part::Row(Box::new(row))));
            }
            None => {
                if !running::in_prose(line.whole).is_empty() {
                    doubts.warn(line.whole, "表下的说明没有自动加到各项，请核对");
                }
                parts.push(Part::Left);
            }
        }
    }

    /// What follows stands under a chapter, for which a label may say who does it.
    fn open_chapter(&mut self, chapter: Chapter<'t>, standing: Option<Standing<'t>>, from: usize) {
        self.chapter = Some(chapter);
        self.above.fill(None);
        (self.standing, self.from) = (standing, from);
    }

    /// Takes a row that says who does what of other rows.
    fn take_label(&mut self, line: &Line<'t>, label: Label<'t>, parts: &mut Vec<Part<'t>>, doubts: &mut Doubts) {
        if let Some(chapter) = label.chapter {
            parts.push(Part::Head(chapter.words));
            return self.open_chapter(chapter, Some(label.into()), parts.len());
        }
        let rows = match self.way {
            Way::Below => {
                self.standing = Some(label.into());
                return;
            }
            Way::Above => label::share_above(parts.get_mut(self.from..).unwrap_or_default(), &label.said, line.whole),
            Way::Unknown => 0,
        };
        self.from = parts.len();
        match rows {
            0 => doubts.warn(line.whole, "这一行写的分工不知道是上面还是下面各行的，没有读，请补"),
            1 => return,
            _ => return doubts.note(line.whole, format!("这一行写的分工已按上面 {rows} 行共用读")),
        }
        parts.push(Part::Left);
    }

    /// The row of a card, whose values are the cells.
    pub(super) fn take_card(&mut self, line: &Line<'t>, doubts: &mut Doubts) -> Vec<Part<'t>> {
        let Some(row) = self.row(line, doubts) else { return Vec::new() };
        let names = self.names(line).into_iter().map(Part::Head);
        names.chain([Part::Row(Box::new(Row { opens: true, ..row }))]).collect()
    }

    /// The cells of a row that name its task and what it stands under. A name that is all that says what to do is text.
    fn names(&self, line: &Line<'t>) -> Vec<Passage<'t>> {
        let says = |at: &usize| line.own(*at).is_some_and(|words| !self.is_figure(line, *at, words));
        let content = self.content_columns(line).into_iter().any(|at| says(&at));
        let names = |holds| match holds {
            Holds::Number | Holds::Chapter => true,
            Holds::Title => content,
            _ => false,
        };
        let nothing = line.filled().map(|(_, words)| words).filter(|words| cell::is_nothing(*words));
        self.holding(names).filter_map(|at| line.own(at)).chain(nothing).collect()
    }

    fn row(&mut self, line: &Line<'t>, doubts: &mut Doubts) -> Option<Row<'t>> {
        let opened = std::mem::take(&mut self.opening);
        let waiting = opened.iter().any(Option::is_some);
        let own = self.named(line);
        let numbered = self.holding(|holds| holds == Holds::Number).any(|at| line.is_merged(at));
        let counted = self.holding(|holds| holds == Holds::Number).next().is_some();
        let sole = self.content_columns(line).is_empty();
        let named_here = own.get(1).copied().flatten().filter(|_| !(counted && sole));
        let opens = waiting || (own.first().copied().flatten().or(named_here)).is_some() && !numbered;
        let opens = opens || (!counted && self.title_column().is_none() && self.says_itself(line));
        let content = self.content(line);
        let subtitle = named_here.filter(|title| !opens && content.first().is_some_and(|c| c.start() != title.start()));
        let note = self.note(line, opens && !waiting, content.last().copied(), doubts);
        self.remember(line);
        if content.is_empty() && note.is_none() {
            return None;
        }
        self.take_chapter(line);
        let named = |which: usize, holds: Holds| {
            let here = opened.get(which).copied().flatten().or(own.get(which).copied().flatten());
            here.or_else(|| self.holding(|h| h == holds).next().and_then(|at| self.above.get(at).copied().flatten()))
        };
        let number = if waiting { opened.first().copied().flatten() } else { own.first().copied().flatten() };
        let (title, chapter) = (named(1, Holds::Title), self.chapter);
        let (opens, sheet) = (opens && !content.is_empty(), self.sheet);
        Some(Row { opens, sign: None, subtitle, number, title, chapter, sheet, content, note })
    }

    /// Whether a row of a table whose tasks have neither number nor name says by itself what is to be done.
    fn says_itself(&self, line: &Line<'t>) -> bool {
        let own = |at: usize| line.own(at).is_some_and(|words| !cell::is_nothing(words)) && !line.is_merged(at);
        self.content_columns(line).into_iter().any(own)
    }

    /// What a row says is to be done: the cells of content, or the name where there are none.
    fn content(&mut self, line: &Line<'t>) -> Vec<Passage<'t>> {
        let titled = self.title_column().and_then(|at| Some((at, line.own(at)?)));
        if let Some((at, title)) = titled {
            self.keep(at, Some(title));
        }
        let cells = self.content_columns(line).into_iter().filter_map(|at| Some((at, line.own(at)?)));
        let cells = cells.filter(|(at, words)| !self.is_figure(line, *at, *words)).map(|(_, words)| words);
        let content: Vec<Passage<'t>> = cells
            .filter(|words| !(cell::is_nothing(*words) || cell::is_ditto(*words) || cell::is_tick(*words)))
            .collect();
        if content.is_empty() { titled.map(|(_, title)| title).into_iter().collect() } else { content }
    }

    /// The columns that say what is to be done in a row: of those that hold figures, the ones that have words here, as 完成26项.
    fn content_columns(&self, line: &Line<'t>) -> Vec<usize> {
        let in_words =
            |at: usize| line.own(at).is_some_and(|words| self.holds(at) == Holds::Figure && says_more(words));
        (0..self.columns.len()).filter(|at| is_content(self.holds(*at)) || in_words(*at)).collect()
    }

    fn keep(&mut self, column: usize, words: Option<Passage<'t>>) {
        self.above.iter_mut().skip(column).take(1).for_each(|above| *above = words);
    }

    /// A column of chapters counts for the rows below, too.
    fn take_chapter(&mut self, line: &Line<'t>) {
        let named = self.holding(|holds| holds == Holds::Chapter).filter_map(|at| line.own(at)).last();
        self.chapter = named.map(Chapter::of).or(self.chapter);
    }

    /// Who does it by when, and what else the row says.
    fn note(
        &mut self,
        line: &Line<'t>,
        opens: bool,
        content: Option<Passage<'t>>,
        doubts: &mut Doubts,
    ) -> Option<Note<'t>> {
        let blank = !opens && !self.holding(|h| matches!(h, Holds::Number | Holds::Title)).any(|at| line.is_merged(at));
        let units = self.holding(|holds| matches!(holds, Holds::Units(_))).any(|at| line.own(at).is_some());
        let (mut said, mut remarks, mut bare) = (Said::default(), Vec::new(), blank);
        let mut own: Vec<Passage<'t>> = Vec::new();
        for at in 0..self.columns.len().max(line.cells.len()) {
            let holds = self.holds(at);
            let counts = matches!(holds, Holds::Units(_) | Holds::Time);
            let written = line.own(at);
            if holds == Holds::Figure && written.is_some_and(says_more) {
                continue; // it is content
            }
            let inherits = if holds == Holds::Time { blank && !units } else { bare };
            let words = if counts { self.counted(line, at, inherits) } else { written };
            bare &= !matches!(holds, Holds::Units(_)) || written.is_none();
            if !matches!(holds, Holds::Number | Holds::Chapter | Holds::Title | Holds::Content) {
                own.extend(written);
            }
            let Some(words) = words.filter(|words| !cell::is_nothing(*words)) else { continue };
            if counts && written.is_some() && !fits(words) {
                doubts
                    .warn(words.to(words.start() + bounds::NAME), "这一格太长，与它合并的各行没有读作同样的单位或时限");
            }
            match holds {
                Holds::Units(role) => {
                    let persons = self.units(role, at, words, &mut said);
                    if written.is_some() && persons.is_empty() && !cell::names_units(words) {
                        doubts.warn(words, "这一格不像单位名称，请核对");
                    }
                    remarks.extend(persons);
                }
                Holds::Time => said.times.push(words),
                Holds::Stage if cell::is_tick(words) => said.times.extend(self.columns.get(at).and_then(|c| c.head)),
                Holds::Number | Holds::Chapter | Holds::Title | Holds::Content | Holds::Measure
                    if !(holds == Holds::Content && self.is_figure(line, at, words)) => {}
                _ => remarks.push(self.remark(line, at, words, doubts)),
            }
        }
        let Said { lists, times, mut conventions, .. } = said;
        let written = own.into_iter().reduce(Passage::through);
        let whole = written.or_else(|| content.map(|content| content.from(content.end())))?;
        if lists.is_empty() && times.is_empty() && remarks.is_empty() {
            return None;
        }
        conventions.append(&mut self.declared);
        Some(Note { whole, lists, times, conventions, unclosed: false, remarks })
    }

    /// Takes what a cell of units says; the persons in it are remarks, where its column may hold some.
    fn units(&self, role: Role, at: usize, words: Passage<'t>, said: &mut Said<'t>) -> Vec<Remark<'t>> {
        const PERSONS: &[&str] = &["责任人", "负责人", "联系人", "人员"];
        let name = self.columns.get(at).map(|column| column.name.as_str()).unwrap_or_default();
        let (units, persons) = cell::without_persons(words);
        if persons.is_empty() || !PERSONS.iter().any(|word| name.contains(word)) {
            cell::units(role, words, said);
            return Vec::new();
        }
        units.into_iter().for_each(|unit| cell::units(role, unit, said));
        let remark = |words| Remark { name: name.to_owned(), words, progress: None, aim: None };
        persons.into_iter().map(remark).collect()
    }

    /// What counts in a column of units or times: what is written there, in the cell that it is merged with, or above where it is
    /// left blank (`bare`) or says the same.
    fn counted(&mut self, line: &Line<'t>, at: usize, bare: bool) -> Option<Passage<'t>> {
        let above = self.above.get(at).copied().flatten().filter(|above| fits(*above));
        let words = match line.cell(at) {
            Some(cell) if cell.from == From::Above => above.or(Some(cell.words).filter(|words| fits(*words))),
            Some(cell) if cell.from == From::Before => None,
            Some(cell) if cell::is_ditto(cell.words) => above,
            Some(cell) if !cell.words.is_empty() => {
                items::same_as(cell.words).and_then(|number| self.of_item(number, at)).or(Some(cell.words))
            }
            Some(_) | None => above.filter(|_| bare),
        };
        self.keep(at, words);
        words
    }

    fn remark(&self, line: &Line<'t>, at: usize, words: Passage<'t>, doubts: &mut Doubts) -> Remark<'t> {
        let name = self.columns.get(at).map(|column| column.name.clone()).unwrap_or_default();
        if name.is_empty() {
            doubts.open(words, Open::Columns, "这一格上面没有表头，没有读作分工、时限或内容，列在备注里");
        }
        let progress = match self.holds(at) {
            Holds::State => Some(Progress::State),
            Holds::Progress => Some(Progress::Words),
            _ => None,
        };
        Remark { name, words, progress, aim: self.aim(line, at, words) }
    }
}

/// Whether a cell may count for the rows below as well.
fn fits(words: Passage<'_>) -> bool {
    !words.is_empty() && words.len() <= bounds::CELL
}

/// Whether a column says what is to be done.
fn is_content(holds: Holds) -> bool {
    matches!(holds, Holds::Content | Holds::Stage)
}

/// Whether a cell of figures says more than one.
fn says_more(words: Passage<'_>) -> bool {
    number(words).is_none()
        && worded::read(words).is_none()
        && words.chars().iter().any(|c| is_ideograph(*c))
        && !cell::is_nothing(words)
        && !cell::is_ditto(words)
}
