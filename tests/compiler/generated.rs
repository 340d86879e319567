//! Documents made up by a small generator out of the pieces of the genre: whatever comes together, the draft's
//! spans are valid and no character of the document is lost.

use duban::domain::draft::Leftover;

use super::*;

/// Made-up pieces: headings, sentences, notes in every notation, rows, marks, damage.
const PIECES: &[&str] = &[
    "某市2025年重点工作方案\n",
    "某政发〔2025〕1号 ",
    "一、提升服务\n",
    "二、",
    "（一）清理收费。",
    "(二)减少材料。",
    "1.公布清单。",
    "2．2025年底前检查。",
    "第三条 加强管理（8分）。",
    "——市场方面，",
    "推进园区建设，6月底前完成30%，年底前完成70%。",
    "每年抽查2次，印发之日起30日内报送；2月30日前办结。",
    "占比达到15%以上（含合作社）。",
    "（责任单位：市甲局、乙局，各县（市、区）政府）",
    "[牵头单位：市甲局；配合单位：市乙局]",
    "〔市甲局牵头，市乙局、各区配合，9月底前完成〕",
    "（某甲部指导，各市负责落实。以下均需各市落实，不再列出）",
    "（市甲局、市乙局，列首位的为牵头单位，下同）",
    "责任单位：市甲局牵头，市乙局按职责分工负责\n",
    "【责任单位】市丙局",
    "完成时限：2025年9月\n",
    "序号\t工作事项\t主要内容\t牵头单位\t配合单位\t完成时限\n",
    "1\t育才\t办好学校。\t各区政府\t/\t6月底前\n",
    "\t\t办好医院。\t\t\t\n",
    "|序号|任务|责任单位|\n|---|---|---|\n|1|登记|市甲局|\n",
    "附件：目标表\n城市\t达标率（%）\n南宁市\t95\n",
    "— 3 —\n",
    "\n",
    "\u{3000}\u{3000}",
    " ",
    "（",
    "）",
    "。",
    "“",
    "：",
    "\r\n",
    "PM_{2.5}",
    "😀",
    "等部门",
    "及各地区",
];

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }

    fn document(&mut self) -> String {
        let pieces = 1 + self.below(40);
        (0..pieces).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }
}

#[test]
fn whatever_comes_together_spans_are_valid_and_ordered() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..400 {
        let document = random.document();
        let draft = compiled(&document);
        let length = draft.document.text.chars().count();
        for Span(from, to) in spans(&draft) {
            assert!(from <= to && to <= length, "{from}..{to} of {length}: {document}");
        }
        let starts: Vec<Span> = measures(&draft).map(|m| m.span).filter(|s| s.1 > 0).collect();
        assert!(starts.is_sorted_by_key(|span| span.0), "{starts:?}: {document}");
        assert!(draft.problems.is_sorted_by_key(|p| p.span), "{document}");
    }
}

#[test]
fn no_character_of_a_document_is_lost() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for _ in 0..400 {
        assert_nothing_is_lost(&random.document());
    }
    for length in [500, 3000, 9000] {
        assert_nothing_is_lost(&PLAN.chars().take(length).collect::<String>());
    }
}

/// Every character of a measure's text, of a title and of a heading stands in the document, and what belongs to no
/// measure is listed or is a heading or annex.
fn assert_nothing_is_lost(document: &str) {
    let draft = compiled(document);
    let text: Vec<char> = draft.document.text.chars().collect();
    let mut covered = vec![false; text.len()];
    for Span(from, to) in measures(&draft).map(|m| m.span).chain(draft.leftovers.iter().map(|l| l.span)) {
        covered[from..to].fill(true);
    }
    for Leftover { span, quote } in &draft.leftovers {
        assert_eq!(&text[span.0..span.1].iter().collect::<String>(), quote);
    }
    let annex = draft.document.text.find("附件").map_or(text.len(), |at| draft.document.text[..at].chars().count());
    for (line, from) in lines(&text).filter(|(_, from)| *from < annex) {
        let lost: String = (from..from + line.len()).filter(|at| !covered[*at]).map(|at| text[at]).collect();
        assert!(lost.trim().is_empty() || is_heading(&draft, &lost), "lost {lost:?} of {document}");
    }
}

/// Only titles, headings and heads of tables stand outside of measures and leftovers.
fn is_heading(draft: &Draft, lost: &str) -> bool {
    let (lost, title) = (normalised(lost), normalised(&draft.plan.title));
    let behind = lost.strip_prefix(title.as_str()).unwrap_or(&lost);
    let lost = behind.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '（');
    let numbered = lost.starts_with(|c: char| "一二三四五六七八九十第（0123456789".contains(c));
    let head = lost.contains("责任单位") || lost.contains("牵头单位");
    numbered || head || (!title.is_empty() && title.contains(lost)) || lost.chars().all(|c| !c.is_alphanumeric())
}

fn lines(text: &[char]) -> impl Iterator<Item = (&[char], usize)> {
    let mut from = 0;
    text.split(|c| *c == '\n').map(move |line| {
        let start = from;
        from += line.len() + 1;
        (line, start)
    })
}
