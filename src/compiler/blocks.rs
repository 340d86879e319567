//! Measures: how the paragraphs of a task are cut at its responsibility notes.

use super::date;
use super::doubt::Doubts;
use super::heading;
use super::items;
use super::note::{Note, Remark};
use super::responsibility::{self, Notes};
use super::running::{self, Convention};
use super::sentence::{sentences, split_outside};
use super::shared;
use super::signature;
use super::text::{Passage, is_ideograph};
use duban_domain::draft::Problem;

/// A sentence that opens a paragraph as its heading is not longer than this, and has one comma at most.
const SUBTITLE_LENGTH: usize = 30;
/// What may stand around a piece of text that is none of it.
pub(super) const AROUND: &[char] = &[' ', '\t', '\n'];

/// A measure: the text that one responsibility note governs.
#[derive(Debug)]
pub(super) struct Block<'t> {
    /// The sign before it, which is none of its words: ●.
    pub(super) sign: Option<Passage<'t>>,
    /// The short sentence that opens it as a heading.
    pub(super) subtitle: Option<Passage<'t>>,
    /// The text, paragraph by paragraph.
    pub(super) pieces: Vec<Passage<'t>>,
    /// The note; none where the document has none.
    pub(super) note: Option<Note<'t>>,
    /// Conventions that running text before the note declares.
    pub(super) declared: Vec<Convention<'t>>,
}

impl<'t> Block<'t> {
    /// All of it, from its heading to the end of its note.
    pub(super) fn whole(&self) -> Option<Passage<'t>> {
        let note = self.note.as_ref().map(|n| n.whole);
        let before = self.sign.into_iter().chain(self.subtitle);
        before.chain(self.pieces.iter().copied()).chain(note).reduce(Passage::through)
    }
}

impl<'t> Block<'t> {
    /// The conventions that stand with it, in its note and around.
    pub(super) fn conventions(&self) -> impl Iterator<Item = &Convention<'t>> {
        self.declared.iter().chain(self.note.iter().flat_map(|note| &note.conventions))
    }

    /// The conventions that its text declares.
    pub(super) fn prose(&self) -> Vec<Convention<'t>> {
        self.pieces.iter().flat_map(|p| running::in_prose(*p)).collect()
    }
}

/// A measure while its text is put together.
#[derive(Debug, Default)]
struct Open<'t> {
    sign: Option<Passage<'t>>,
    subtitle: Option<Passage<'t>>,
    pieces: Vec<Passage<'t>>,
}

impl<'t> Open<'t> {
    /// A paragraph without the sign before it, which belongs to the measure where it opens it.
    fn without_sign(&mut self, paragraph: Passage<'t>) -> Passage<'t> {
        let Some(len) = heading::bullet(paragraph) else { return paragraph };
        let words = paragraph.start() + len;
        if self.pieces.is_empty() && self.sign.is_none() {
            self.sign = Some(paragraph.to(words));
        }
        paragraph.from(words)
    }
}

/// The measures of a task, in order. `below` is a note that governs the task from elsewhere.
pub(super) fn blocks<'t>(
    title: Option<Passage<'t>>,
    paragraphs: &[Passage<'t>],
    numbered: bool,
    below: Option<&Note<'t>>,
    notes: &Notes<'t>,
    doubts: &mut Doubts,
) -> Vec<Block<'t>> {
    let mut blocks: Vec<Block<'t>> = Vec::new();
    let (mut open, mut remarks) = (Open::default(), Vec::new());
    let alone = items::alone(paragraphs, notes);
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let paragraph = open.without_sign(*paragraph);
        let mut from = paragraph.start();
        if open.pieces.is_empty() && (i > 0 || !numbered) {
            open.subtitle = opening(paragraph, notes);
            from = open.subtitle.map_or(from, |s: Passage<'_>| s.end() + 1);
        }
        let notes = notes.of(paragraph);
        let next = notes.iter().skip(1).map(|note| note.whole.start()).chain([paragraph.end()]).collect::<Vec<_>>();
        for (mut note, next) in notes.iter().cloned().zip(next) {
            push(&mut open.pieces, paragraph.cut(from, note.whole.start()));
            from = note.whole.end() + usize::from(paragraph.at(note.whole.end()) == Some('。'));
            note.whole = paragraph.cut(note.whole.start(), from);
            if note.assigns() {
                doubt_unread(&open.pieces, doubts);
                let remarks = std::mem::take(&mut remarks);
                close(&mut blocks, &mut open, note.saying(remarks), title);
                if let Some(rest) = rest_of_sentence(paragraph, from, next) {
                    go_on(blocks.last_mut(), rest);
                    from = rest.end();
                }
            } else {
                remarks.extend(note.remarks);
            }
        }
        push(&mut open.pieces, paragraph.from(from));
        if alone.get(i).copied().unwrap_or(false) && !open.pieces.is_empty() {
            blocks.push(whole(std::mem::take(&mut open), below, doubts));
        }
    }
    if let [block] = blocks.as_mut_slice()
        && opens_with_note(block, title)
    {
        block.pieces.append(&mut open.pieces);
    }
    declare(blocks.last_mut(), &mut open.pieces);
    if let Some(mut open) = rest(&blocks, open, doubts) {
        if open.pieces.is_empty() {
            let title = title.map(|title| below.map_or(title, |note| with_full_stop(title, note.whole)));
            open.pieces.extend(title);
        }
        blocks.push(whole(open, below, doubts));
    }
    say(blocks.last_mut(), remarks);
    blocks
}

/// What is said besides behind the last note, or where there is none, is said of the last measure.
fn say<'t>(last: Option<&mut Block<'t>>, remarks: Vec<Remark<'t>>) {
    let Some(block) = last.filter(|_| !remarks.is_empty()) else { return };
    let Some(whole) = block.whole() else { return };
    let nobody = || Note::of_nobody(whole.from(whole.end()));
    let words = remarks.last().map_or(whole, |last| last.words);
    let mut note = block.note.take().unwrap_or_else(nobody);
    note.remarks.extend(remarks);
    note.whole = note.whole.through(words);
    block.note = Some(note);
}

fn push<'t>(pieces: &mut Vec<Passage<'t>>, piece: Passage<'t>) {
    let piece = piece.trim(AROUND);
    let behind = piece.chars().iter().take_while(|c| matches!(c, '；' | '，' | '。' | ';' | ',')).count();
    let piece = piece.from(piece.start() + behind).trim(AROUND);
    if !piece.trim(&['。']).is_empty() {
        pieces.push(piece);
    }
}

/// Ends a measure with its note. A note right behind another belongs to the same text.
fn close<'t>(blocks: &mut Vec<Block<'t>>, open: &mut Open<'t>, note: Note<'t>, title: Option<Passage<'t>>) {
    let last = blocks.last_mut().filter(|_| open.pieces.is_empty() && open.subtitle.is_none());
    if let Some(earlier) = last.and_then(|block| block.note.as_mut()) {
        earlier.whole = earlier.whole.through(note.whole);
        earlier.lists.extend(note.lists);
        earlier.times.extend(note.times);
        earlier.conventions.extend(note.conventions);
        earlier.remarks.extend(note.remarks);
        return;
    }
    if open.pieces.is_empty() && blocks.is_empty() {
        open.pieces.extend(title.map(|title| with_full_stop(title, note.whole)));
    }
    let Open { sign, subtitle, pieces } = std::mem::take(open);
    blocks.push(Block { sign, subtitle, pieces, note: Some(note), declared: Vec::new() });
}

/// What a sentence goes on with behind a note in its midst, up to the mark that ends its statement: 拆除违建（责任单位：县甲局）|，8月底前完成；.
/// Where the next note follows without such a mark, it is what that one governs.
fn rest_of_sentence(paragraph: Passage<'_>, from: usize, next: usize) -> Option<Passage<'_>> {
    let behind = paragraph.cut(from, next);
    let goes_on = matches!(behind.at(from), Some('，' | ','));
    let rest = split_outside(behind.from(from + 1), &['；', ';', '。']).first().copied().filter(|_| goes_on)?;
    let ended = rest.start() == from + 1 && (rest.end() < next || next == paragraph.end());
    ended.then_some(rest)
}

/// Text behind its note belongs to the measure: a time by itself to the note, anything else to what is to be done.
fn go_on<'t>(last: Option<&mut Block<'t>>, rest: Passage<'t>) {
    let Some(block) = last else { return };
    match block.note.as_mut().filter(|_| responsibility::is_time(rest)) {
        Some(note) => {
            note.whole = note.whole.through(rest);
            note.times.push(rest);
        }
        None => push(&mut block.pieces, rest),
    }
}

/// What text behind the last note declares for all that follows.
fn declare<'t>(last: Option<&mut Block<'t>>, pieces: &mut Vec<Passage<'t>>) {
    let Some(note) = last.and_then(|block| block.note.as_mut()) else { return };
    pieces.retain(|piece| {
        let found = running::in_prose(*piece);
        let silent = found.is_empty();
        note.conventions.extend(found);
        silent
    });
}

/// Whether the note of a task stands right behind its heading, in front of what it governs.
fn opens_with_note(block: &Block<'_>, title: Option<Passage<'_>>) -> bool {
    let heading = |title: Passage<'_>| block.pieces.iter().all(|piece| piece.start() == title.start());
    block.subtitle.is_none() && title.is_some_and(heading)
}

/// A heading that is the whole text of its measure, with the full stop that closes it before the note.
fn with_full_stop<'t>(title: Passage<'t>, note: Passage<'t>) -> Passage<'t> {
    let through = title.through(note);
    if through.at(title.end()) == Some('。') { through.to(title.end() + 1) } else { title }
}

/// Text behind the last note: that of a measure only where the task has no note at all.
fn rest<'t>(blocks: &[Block<'t>], open: Open<'t>, doubts: &mut Doubts) -> Option<Open<'t>> {
    if blocks.is_empty() {
        return Some(open);
    }
    let left = Some(open.pieces).filter(|pieces| !signature::is_one(pieces));
    if let Some(left) = left.and_then(|pieces| pieces.into_iter().reduce(Passage::through)) {
        doubts.warn(left, "这段文字后面没有责任单位，未列为措施");
    }
    None
}

/// The measure of a task without a note of its own.
fn whole<'t>(open: Open<'t>, below: Option<&Note<'t>>, doubts: &mut Doubts) -> Block<'t> {
    let Open { sign, subtitle, pieces } = open;
    let mut block = Block { sign, subtitle, pieces, note: None, declared: Vec::new() };
    if let Some(whole) = block.whole() {
        block.note = below.map(|note| shared::for_item(note, whole));
        if let Some(note) = block.note.as_mut().filter(|_| !date::dates(whole, Some(2000)).is_empty()) {
            note.times.clear(); // the time of all is for those that have none of their own
        }
        below.into_iter().for_each(|note| tell(note, whole, doubts));
    }
    block
}

/// Says once of a note that it is that of several items.
fn tell(note: &Note<'_>, item: Passage<'_>, doubts: &mut Doubts) {
    let (message, units) = (shared::told(note, item), note.lists.first().map_or(note.whole, |list| list.names));
    let same = |problem: &Problem| problem.span == units.span() && problem.message == message;
    if !doubts.listed().iter().rev().any(same) {
        doubts.note(units, message);
    }
}

/// 召开会议。（县某办）: a bracket that closes a paragraph amid others that have their notes, and that was read as none.
fn doubt_unread(pieces: &[Passage<'_>], doubts: &mut Doubts) {
    const LONGEST: usize = 30;
    let Some((_, above)) = pieces.split_last() else { return };
    for piece in above {
        let Some(inner) = piece.trim(&['。', ' ']).strip_suffix(&["）"]).map(|(inner, _)| inner) else { continue };
        let Some(open) = inner.rfind("（").filter(|open| matches!(piece.before(*open), None | Some('。' | '；')))
        else {
            continue;
        };
        let words = inner.from(open + 1);
        let name = |part: &Passage<'_>| part.len() > 1 && part.chars().iter().all(|c| is_ideograph(*c));
        let names = split_outside(words, &['、', '，', '；']);
        if words.len() > 2
            && words.len() <= LONGEST
            && names.iter().all(name)
            && !words.contains_any(&["试行", "见附", "不含", "略"])
        {
            doubts.warn(words, "像是责任单位，没有读懂，请核对");
        }
    }
}

/// The short sentence that opens a paragraph as its heading.
fn opening<'t>(paragraph: Passage<'t>, notes: &Notes<'t>) -> Option<Passage<'t>> {
    let sentences = sentences(paragraph);
    let first = sentences.first().filter(|_| sentences.len() > 1)?;
    let words = first.from(first.start() + heading::item(*first).unwrap_or(0));
    let commas = words.chars().iter().filter(|c| matches!(c, '，' | '；')).count();
    let figures = words.chars().iter().any(char::is_ascii_digit) || !date::dates(words, None).is_empty();
    let noted = notes.of(paragraph).iter().any(|n| n.whole.start() <= first.end() + 1);
    (first.len() <= SUBTITLE_LENGTH && commas <= 1 && !figures && !noted).then_some(*first)
}
