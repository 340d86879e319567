//! Hostile texts.

use super::Kind;
use super::Make::{self, Again, Bytes, Counted};

const fn kind(name: &'static str, make: Make) -> Kind {
    Kind { name, make }
}

/// A name that is not yet there, in letters of its own.
fn name(at: usize) -> String {
    let letters: Vec<char> = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉".chars().collect();
    let (mut left, mut name) = (at, String::new());
    while left > 0 || name.is_empty() {
        name.push(letters[left % letters.len()]);
        left /= letters.len();
    }
    name
}

pub(super) const KINDS: &[Kind] = &[
    kind("names-in-one-note.txt", Counted("1.加强管理。（责任单位：", |i| format!("市{}局、", name(i)), "）")),
    kind(
        "names-without-level.txt",
        Counted("广西2025年要点\n1.管理。（责任单位：自治区", |i| format!("{}局、", name(i)), "）"),
    ),
    kind(
        "names-that-are-near.txt",
        Counted("广西2025年要点\n1.管理。（责任单位：", |i| format!("自治区生态环境{}厅、", name(i)), "）"),
    ),
    kind(
        "names-in-notes.txt",
        Counted("", |i| format!("{}.加强管理。（责任单位：市{}局）\n", i % 900 + 1, name(i)), ""),
    ),
    kind("one-name-again.txt", Again("市甲局、")),
    kind("one-name-in-a-note.txt", Counted("1.管理。（责任单位：", |_| "市甲局、".into(), "）")),
    kind("glued-names.txt", Counted("1.管理。（责任单位：", |i| format!("市{}局", name(i)), "）")),
    kind("joined-names.txt", Counted("1.管理。（责任单位：", |i| format!("市{}局及", name(i)), "）")),
    kind("halves-of-names.txt", Counted("1.管理。（责任单位：", |_| "各市、县、".into(), "区政府）")),
    kind("numerals.txt", Again("一二三四五六七八九十百千")),
    kind("digits.txt", Again("1234567890")),
    kind("commas-in-digits.txt", Again("1,")),
    kind("points-of-numbers.txt", Again("一点")),
    kind("hundredths.txt", Again("百分之")),
    kind("percentages.txt", Again("占比达到95%，")),
    kind("percentages-glued.txt", Again("95%")),
    kind("percentages-listed.txt", Again("达到95%、")),
    kind("percentages-in-lines.txt", Again("1.占比达到95%，下降3%。\n")),
    kind("general-percentages.txt", Counted("某市2025年工作要点\n", |_| "占比达到95%，下降3%。\n".into(), "")),
    kind("made-things.txt", Again("新建充电桩3万个、")),
    kind("ranges.txt", Again("7—10天至")),
    kind("units-per-units.txt", Counted("产量达到5吨", |_| "/吨".into(), "")),
    kind("measures-of-measures.txt", Again("5万亿千亿百亿吨标准煤")),
    kind("dates.txt", Again("到2025年6月底前完成改造，")),
    kind("dates-glued.txt", Again("2025年6月底前")),
    kind("dates-in-lines.txt", Again("1.各市于2025年6月底前完成改造。\n")),
    kind("dates-and-cities.txt", Again("2025年6月底前南宁、柳州、桂林完成，")),
    kind("dates-in-titles.txt", Again("《2025年6月底前》")),
    kind("years.txt", Again("2025年")),
    kind("cities.txt", Again("南宁、柳州、桂林、")),
    kind("cities-in-lines.txt", Again("1.南宁市、柳州市完成。（责任单位：相关设区市人民政府）\n")),
    kind("in-time.txt", Again("按期，")),
    kind("schedules.txt", Again("按照时间节点")),
    kind("every-month.txt", Again("每月1，")),
    kind("brackets-open.txt", Again("（")),
    kind("brackets-closed.txt", Again("）")),
    kind("brackets-in-pairs.txt", Again("（）")),
    kind("brackets-of-two-widths.txt", Again("（a)")),
    kind("brackets-nested.txt", Bytes(|n| format!("{}{}", "（".repeat(n / 2), "）".repeat(n / 2)).into_bytes())),
    kind("quotation-marks.txt", Again("“甲“")),
    kind("titles.txt", Again("《〈〔")),
    kind("headings.txt", Again("1.甲。\n")),
    kind("parts.txt", Again("一、甲\n")),
    kind("sections.txt", Again("（一）甲。\n")),
    kind("headings-in-a-line.txt", Counted("", |i| format!("{}.甲。", i % 900 + 1), "")),
    kind("headings-that-nest.txt", Again("第一章\n一、甲\n第一条\n（一）乙。\n1.丙。\n")),
    kind("items.txt", Again("（1）甲。\n")),
    kind("notes.txt", Again("（责任单位：市甲局）")),
    kind("notes-in-lines.txt", Again("（责任单位：市甲局）\n")),
    kind("notes-never-closed.txt", Again("。（责任单位：市甲局")),
    kind(
        "notes-below.txt",
        Counted("", |i| format!("{}.甲。\n", i % 900 + 1), "（责任单位：市甲局、市乙局、市丙局）\n"),
    ),
    kind("notes-with-verbs.txt", Again("（市甲局牵头，市乙局配合）")),
    kind("labels.txt", Again("责任单位：")),
    kind("labels-behind-stops.txt", Again("；责任单位：")),
    kind(
        "units-on-measures.txt",
        Counted(
            "",
            |i| {
                let units: String = (0..50).map(|k| format!("市{}局、", name(i * 50 + k))).collect();
                format!("1.管理。（责任单位：{units}）\n")
            },
            "",
        ),
    ),
    kind(
        "annex-of-ragged-rows.txt",
        Counted(
            "某市2025年要点\n附件\n",
            |i| if i == 0 { format!("城市{}\n", "\t达标率".repeat(50)) } else { "南宁市\t5\n".to_owned() },
            "",
        ),
    ),
    kind(
        "sentence-of-everything.txt",
        Again("到2025年6月底前，南宁、柳州新建充电桩3万个，占比达到95%以上、下降3%；按期完成，企业应当落实的"),
    ),
    kind("labels-framed.txt", Again("【责任单位】")),
    kind("verbs.txt", Again("牵头负责配合")),
    kind("verbs-in-a-note.txt", Counted("1.管理。（责任单位：", |_| "市甲局牵头负责，".into(), "）")),
    kind(
        "conventions.txt",
        Counted("", |i| format!("1.管理。（责任单位：市乙局。以下均需市{}局落实，不再列出）\n", name(i)), ""),
    ),
    kind("convention-in-prose.txt", Again("以下均需市甲局落实，不再列出。牵头单位")),
    kind("manners.txt", Again("按照各自职责分工")),
    kind("fillers.txt", Counted("占比达到", |_| "约".into(), "5%")),
    kind("leads.txt", Counted("", |_| "确保".into(), "占比达到5%")),
    kind("attributes.txt", Again("的")),
    kind("listed-objects.txt", Counted("1.管理。", |i| format!("{}、", name(i)), "使用比例达到5%。")),
    kind("commas.txt", Again("，")),
    kind("clauses.txt", Again("甲，")),
    kind("statements.txt", Again("占比5%；")),
    kind("conjuncts.txt", Again("占比5%且")),
    kind("obliged-classes.txt", Again("企业应当，")),
    kind("full-stops.txt", Again("甲。")),
    kind("one-line.txt", Again("加强管理做好登记")),
    kind("words-of-another-script.txt", Again("abcdefg ")),
    kind("blanks-between.txt", Again("甲 ")),
    kind("blanks.txt", Again(" ")),
    kind("columns-of-blanks.txt", Again("甲   乙   丙\n")),
    kind("empty-lines.txt", Again("\n")),
    kind("lines-of-one.txt", Again("甲\n")),
    kind("lines-that-go-on.txt", Counted("1.加强管理，做好登记。推进", |_| "甲\n".into(), "")),
    kind("lines-that-repeat.txt", Counted("1.加强管理，做好登记。推进仓", |_| "\n仓甲仓".into(), "")),
    kind("lines-in-a-bracket.txt", Counted("1.加强管理。（责任单位：", |_| "市甲局、\n".into(), "）")),
    kind("page-numbers.txt", Again("—4—\n")),
    kind("subscripts.txt", Again("_{")),
    kind("subscripts-closed.txt", Again("a_{b}")),
    kind("tabs.txt", Again("\t")),
    kind("rows.txt", Again("甲\t乙\n")),
    kind(
        "rows-of-tasks.txt",
        Counted("序号\t任务\t内容\t责任单位\n", |i| format!("{i}\t甲\t办好。6月底前完成5%。\t市{}局\n", name(i)), ""),
    ),
    kind(
        "rows-merged.txt",
        Counted("序号\t任务\t内容\t责任单位\n1\t甲\t办\t市甲局、市乙局\n", |_| "\t\t办\t\n".into(), ""),
    ),
    kind("heads-of-tables.txt", Again("序号\t任务\t内容\t责任单位\n")),
    kind("wide-row.txt", Again("任务\t")),
    kind("bars.txt", Again("|")),
    kind("annex-of-cities.txt", Counted("某市2025年要点\n附件\n城市\t达标率\n", |i| format!("{}市\t5\n", name(i)), "")),
    kind(
        "annex-of-targets.txt",
        Counted("某市2025年要点\n附件\n城市", |i| format!("\t{}率", name(i)), "\n南宁市\t5\n柳州市\t6\n"),
    ),
    kind(
        "annex-that-is-no-number.txt",
        Counted("某市2025年要点\n附件\n城市\t达标率\n南宁市\t5\n", |i| format!("{}市\t好\n", name(i)), ""),
    ),
    kind("annex-of-dots.txt", Counted("某市2025年要点\n附件\n", |_| "南宁市\t5\n\n".into(), "")),
    kind(
        "annex-by-column.txt",
        Counted("某市2025年要点\n附件\n目标\t南宁\t柳州\n", |i| format!("{}率\t5\t6\n", name(i)), ""),
    ),
    kind("rows-of-commas.csv", Again("甲,乙,丙,95%\n")),
    kind("quotes.md", Again(">")),
    kind("lists.md", Again("  * 甲\n")),
    kind("lists-that-nest.md", Counted("", |i| format!("{}- 甲\n", " ".repeat(i % 300)), "")),
    kind("links.md", Again("[甲](")),
    kind("stars.md", Again("*")),
    kind("ticks.md", Again("`")),
    kind("tables.md", Again("|甲|乙|\n|-|-|\n")),
    kind(
        "utf-16.txt",
        Bytes(|n| {
            [
                &[0xff, 0xfe][..],
                &"达到95%。".repeat(n / 6).encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
            ]
            .concat()
        }),
    ),
    kind("gb18030.txt", Bytes(|n| [0xd6, 0xd0].repeat(n))),
    kind("broken-characters.txt", Bytes(|n| [0xe4, 0xb8].repeat(n))),
    kind("random.txt", Bytes(|n| (0..n as u64).map(|i| (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8).collect())),
];
