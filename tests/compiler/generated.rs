//! Documents made up by a small generator out of the pieces of the genre: whatever comes together, the draft's
//! spans are valid and no character of the document is lost.

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
    "序号\t重点任务\t\t责任分工\t\t完成时限\n\t任务\t措施\t牵头单位\t责任单位\t\n",
    "一\t工业治理\n",
    "2\t治水\t同上\t〃\t市丙局兜底\t每月5日前\n",
    "\t\t\t市丁局\t\t见附件\n",
    "面源治理\n",
    "合计\t\t3\n",
    "| 措施 | 2025年 | 2026年 |\n| 利用率 | 82% | 85% |\n",
    "市甲局牵头督导，市乙局保障，年内完成。",
    "以下任务均需各县（市、区）政府落实，不再列出。",
    "市生态；环境局",
    "附件：目标表\n城市\t达标率（%）\n南宁市\t95\n",
    "三、稳定岗位 对不裁员的企业给予支持，2025-06-30前办结。",
    "（1）登记入册，5—9月集中整治，10月完成",
    "②每年12月底前、次年六月底前报送.",
    "牵头：市甲局会同市乙局；市级配合单位：丙局 本措施自发布之日起实施",
    "\n（责任单位：市甲局（市乙局）、各省、自治区、直辖市人民政府）\n",
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

/// A small generator of numbers.
pub struct Random(pub u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }

    /// Some of the pieces, one after another.
    pub fn document(&mut self) -> String {
        let pieces = 1 + self.below(40);
        (0..pieces).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }
}

#[test]
fn whatever_comes_together_the_draft_is_sound() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..800 {
        let draft = compiled(&random.document());
        assert_sound(&draft);
        let starts: Vec<Span> = measures(&draft).map(|m| m.span).filter(|s| s.1 > 0).collect();
        assert!(starts.is_sorted_by_key(|span| span.0), "{starts:?}: {}", draft.document.text);
    }
}

#[test]
fn a_part_of_the_plan_is_a_sound_draft_too() {
    for length in [0, 500, 3000, 9000, PLAN.chars().count()] {
        assert_sound(&compiled(&PLAN.chars().take(length).collect::<String>()));
    }
}

#[test]
fn what_the_fuzz_target_starts_from_and_once_broke_on_is_read() {
    let registry = UnitRegistry::guangxi().unwrap();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fuzz/inputs");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(!files.is_empty());
    for bytes in files.iter().map(|path| std::fs::read(path).unwrap()) {
        for name in ["plan.txt", "plan.md", "plan.docx", "plan.xlsx", "plan.xls"] {
            let options = Options { registry: &registry, year: None };
            compile_file(name, &bytes, &options).iter().for_each(assert_sound);
        }
    }
}
