//! Made-up documents that a seeded generator composes: sentence frames with dates, figures and subjects, notes in every notation,
//! lists, tables of several kinds, closing words. Unlike `generated`, which throws pieces together, these are plans that somebody
//! might have written.

/// A small generator of numbers: the same seed gives the same document.
pub struct Random(u64);

impl Random {
    /// With a seed.
    pub fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const TITLES: &[&str] = &[
    "临江市2025年河道治理工作方案",
    "望山县2025年度重点工作任务分解",
    "青石省绿色交通行动计划（2024—2026年）",
    "云岭自治州2025年乡村建设实施方案",
    "关于做好2025年安全生产工作的通知",
    "白沙区秋冬季大气攻坚行动方案（2025年10月—2026年3月）",
];
const OPENINGS: &[&str] = &[
    "为贯彻落实《某某省规划》（某政发〔2021〕17号）精神，结合实际，制定本方案。",
    "根据2023年5月印发的文件要求，现将任务分解如下。",
    "",
];
const GOALS: &[&str] = &[
    "到2025年底，达标率达到{n}%以上，新增绿地{n}公顷。",
    "{place}优良天数比率不低于{n}%，{place}不低于{n}%。",
    "全年完成投资{n}亿元，同比增长{n}%。",
];
const HEADINGS: &[&str] =
    &["整治排污口", "改造管网", "完善制度", "推进{n}个项目建设", "提升服务能力", "强化监管", "更新设备{n}台套"];
const SENTENCES: &[&str] = &[
    "{date}完成{object}{n}{measure}。",
    "{body}{date}完成{object}{n}{measure}，{others}{date}完成。",
    "新增{object}{n}{measure}，{object}覆盖率达到{n}%。",
    "{object}{n}{measure}、{object}{n}{measure}。",
    "分别于{month}底、{month}底前完成一期、二期工程。",
    "{past}建成的站点全部联网。",
    "每月{day}日前报送进展，{recurring}通报一次。",
    "对{n}{measure}以上的企业给予{n}万元补助。",
    "由{body}牵头建立协调机制，{body}、{body}配合。",
    "{body}会同{body}开展检查，检查比例不低于{n}%。",
    "力争{date}投用，确保{date}验收。",
    "{object}比上年下降{n}%，排名进入前{n}位。",
    "其中，{place}{n}{measure}、{place}{n}{measure}。",
    "支持建设{n}{measure}{object}，推广{object}。",
    "印发之日起{n}个工作日内报送方案。",
    "到2027年，{object}占比提高到{n}%，较2020年提高{n}个百分点。",
    "{object}由{n}{measure}增加到{n}{measure}。",
    "全面排查{object}，做到底数清、情况明。",
    "开展“{n}日攻坚”，按期完成{object}任务。",
    "更换{object}{n}{measure}，{object}使用率保持在{n}%—{n}%之间。",
    "签约（{month}底前）、开工（{month}底前）。",
    "为{n}户家庭实施改造，共{n}{measure}。",
    "{object}控制在{n}{measure}以内，PM2.5浓度{n}微克/立方米。",
];
const NOTES: &[&str] = &[
    "（责任单位：{body}、{body}，{others}）",
    "（牵头单位：{body}；配合单位：{body}、{body}；完成时限：{date}）",
    "（{body}牵头，{body}、{body}等按职责分工负责）",
    "（{body}、{body}等和{others}负责）",
    "（{body}牵头督导，{body}参与，{date}完成）",
    "〔{body}负责，{others}落实〕",
    "[主责单位：{body}；协同单位：{body}]",
    "\n责任单位：{body}牵头，{body}配合\n完成时限：{date}",
    "{body}牵头，{body}配合，{date}完成。",
    "（{body}、{body}）",
    "（{body}主办，{body}承办，{body}协办）",
    "（责任领导：张某某；责任单位：{body}）",
    "",
];
const DATES: &[&str] = &[
    "{month}底前",
    "2025年{month}底前",
    "2025年{month}{day}日前",
    "{month}{day}日前",
    "年底前",
    "第三季度末",
    "上半年",
    "到2026年底",
    "2025-0{digit}-1{digit}前",
    "{month}中旬",
    "今年{month}前",
    "春节前",
    "{month}、{month}底前",
];
const PASTS: &[&str] = &["2024年9月底前", "去年年底", "截至2024年底", "2023年以前"];
const RECURRING: &[&str] = &["每季度末", "每年12月15日前", "每半年", "每周五前", "每年6月、12月"];
const OBJECTS: &[&str] =
    &["排污口", "充电桩", "老旧管网", "示范村", "重点企业", "监测站点", "绿地", "培训", "床位", "治理"];
const MEASURES: &[&str] = &[
    "个",
    "家",
    "公里",
    "万平方米",
    "台",
    "处",
    "户",
    "万人次",
    "%",
    "吨",
    "万千瓦",
    "公顷",
    "套",
    "条",
    "辆",
    "座",
    "场",
    "名",
    "亿元",
];
const BODIES: &[&str] = &[
    "市生态环境局",
    "市住建局",
    "市水利局",
    "市发改委",
    "省交通运输厅",
    "县农业农村局",
    "市政府办公室",
    "市城投公司",
    "市工业和信息化局",
    "州文化和旅游局",
];
const OTHERS: &[&str] = &["各县（市、区）政府", "各区人民政府", "各乡镇", "其他县区", "各有关单位", "各镇（街道）"];
const PLACES: &[&str] = &["城东区", "青山县", "南湖市", "中心城区"];
const LISTS: &[&str] = &["1. ", "（1）", "①", "一是"];
const HEADS: &[&[&str]] = &[
    &["序号", "重点任务", "具体措施", "牵头单位", "责任单位", "完成时限"],
    &["序号", "工作任务", "责任单位", "完成时间", "备注"],
    &["类别", "任务名称", "工作内容", "责任分工", "时限要求", "联系人"],
    &["序号", "项目名称", "建设内容", "主责单位", "配合单位", "年度投资（万元）", "完成时限"],
    &["序号", "存在问题", "整改措施", "整改时限", "责任单位", "完成情况"],
];
const CLOSING: &[&str] = &[
    "三、保障措施\n（一）加强领导。各部门要高度重视。\n（二）强化调度。各单位于每月5日前报送进展，12月20日前报送总结。\n",
    "附件：指标表\n县区\t达标率（%）\t绿地（公顷）\n城东区\t95\t30\n青山县\t92.5\t18\n注：绿地含公园。\n",
    "",
];

/// A document.
pub fn document(random: &mut Random) -> String {
    let mut written = format!("{}\n{}\n", random.one(TITLES), random.one(OPENINGS));
    if random.below(2) == 0 {
        written += &format!("一、工作目标\n{}\n", filled(random, GOALS));
    }
    written += "二、重点任务\n";
    let tasks = 1 + random.below(4);
    for number in 1..=tasks {
        written += &task(random, number);
    }
    for _ in 0..random.below(2) {
        written += &table(random);
    }
    written + random.one(CLOSING)
}

fn task(random: &mut Random, number: usize) -> String {
    let mut written = format!("{number}.{}。", filled(random, HEADINGS));
    if random.below(5) == 0 {
        let mark = random.one(LISTS);
        written += &format!("\n{mark}{}\n", filled(random, SENTENCES));
    }
    for _ in 0..=random.below(3) {
        written += &filled(random, SENTENCES);
    }
    written + &filled(random, NOTES) + "\n"
}

fn table(random: &mut Random) -> String {
    let head = HEADS[random.below(HEADS.len())];
    let marked = random.below(2) == 0;
    let line = |cells: &[String]| {
        if marked { format!("| {} |\n", cells.join(" | ")) } else { format!("{}\n", cells.join("\t")) }
    };
    let mut written = line(&head.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    if marked {
        written += &line(&vec!["---".to_owned(); head.len()]);
    }
    for number in 1..=1 + random.below(3) {
        let cells: Vec<String> = head.iter().map(|name| cell(random, name, number)).collect();
        written += &line(&cells);
    }
    written
}

fn cell(random: &mut Random, head: &str, number: usize) -> String {
    match head {
        "序号" => number.to_string(),
        "类别" => random.one(&["治水", "治气", ""]).to_owned(),
        "联系人" => "李某某".to_owned(),
        "备注" => filled(random, &["", "省考核", "续建{n}个"]),
        "完成情况" => filled(random, &["", "已完成{n}%", "正在推进"]),
        _ if head.contains("投资") => filled(random, &["{n}", "{n}.5"]),
        _ if head.ends_with('限') || head.ends_with("时间") => {
            filled(random, &["{date}", "2025年{month}", "长期坚持", "按省定时间", "{recurring}", "/"])
        }
        _ if head.contains("单位") || head.contains("分工") => {
            filled(random, &["{body}", "{body}、{body}", "{others}", "{body}牵头，{body}配合", "—"])
        }
        "具体措施" | "工作内容" | "建设内容" | "整改措施" => filled(random, SENTENCES),
        _ => filled(random, HEADINGS),
    }
}

/// A frame with its slots filled, and the slots in those.
fn filled(random: &mut Random, frames: &[&str]) -> String {
    let mut written = random.one(frames).to_owned();
    while let Some((from, to)) = written.find('{').and_then(|from| Some((from, from + written[from..].find('}')?))) {
        let word = match &written[from + 1..to] {
            "n" => number(random),
            "digit" => (1 + random.below(9)).to_string(),
            "day" => (1 + random.below(28)).to_string(),
            "month" => format!("{}月", 1 + random.below(12)),
            "date" => random.one(DATES).to_owned(),
            "past" => random.one(PASTS).to_owned(),
            "recurring" => random.one(RECURRING).to_owned(),
            "object" => random.one(OBJECTS).to_owned(),
            "measure" => random.one(MEASURES).to_owned(),
            "body" => random.one(BODIES).to_owned(),
            "others" => random.one(OTHERS).to_owned(),
            "place" => random.one(PLACES).to_owned(),
            slot => panic!("no slot {slot}"),
        };
        written.replace_range(from..=to, &word);
    }
    written
}

fn number(random: &mut Random) -> String {
    match random.below(5) {
        0 => (1 + random.below(9)).to_string(),
        1 => format!("{}.{}", 1 + random.below(99), 1 + random.below(9)),
        2 => format!("{},{:03}", 1 + random.below(9), random.below(1_000)),
        _ => (10 + random.below(490)).to_string(),
    }
}
