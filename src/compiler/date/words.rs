//! Words before and behind a date, and between two.

use crate::text::Terms;

/// Words behind a date that bind it.
pub(super) const TRAILS: &Terms =
    &Terms::new(&["以前", "之前", "前后", "左右", "前", "为止", "截止", "止", "三个节点", "两个节点", "四个节点"]);
/// Those among them that only say about when.
pub(super) const ABOUT: &[&str] = &["前后", "左右"];
/// Words behind a date that make it a beginning: 3月底以后.
pub(super) const BEGINNINGS: &[&str] = &["以后", "以後", "之后", "后", "後", "起"];
/// What is done at a time that binds without 底 or 前: 10月完成改造, 6月开工.
pub(super) const DOING: &Terms = &Terms::new(&[
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
]);
/// What makes a half-year or quarter the time of a benefit, not a deadline.
pub(super) const BENEFITS: &Terms = &Terms::new(&[
    "免收", "免征", "免缴", "减免", "减半", "减征", "缓缴", "补贴", "补助", "给予", "奖励", "返还", "贴息", "租金",
    "房租",
]);

/// What is said of things besides [`DOING`]: 6月30日前登记的车辆.
pub(super) const DONE_TO: &Terms = &Terms::new(&[
    "登记",
    "注册",
    "取得",
    "领取",
    "申领",
    "备案",
    "批复",
    "审批",
    "核准",
    "签订",
    "签约",
    "购买",
    "购置",
    "生产",
    "出厂",
    "上牌",
    "开业",
    "成立",
    "设立",
    "申报",
    "申请",
    "入库",
    "立项",
    "认定",
    "公示",
    "建档",
    "列入",
    "纳入",
    "投入使用",
    "新建",
    "改造",
    "改建",
    "扩建",
    "淘汰",
    "关停",
    "搬迁",
    "整改",
    "整治",
    "制定",
    "编制",
    "通过",
    "并网",
    "联网",
    "复工",
    "办结",
    "受理",
    "上报",
    "签发",
    "交付",
    "排查出",
    "摸排出",
    "检查出",
    "核查出",
    "排查发现",
    "检查发现",
    "发现",
    "查出",
    "形成",
    "建立",
    "交办",
    "转办",
    "下发",
    "存在",
]);
/// What is to be reached, although it is described: 实现6月底前建成的目标.
pub(super) const AIMS: &[&str] = &["目标", "要求", "任务", "时限", "标准", "计划", "部署"];
/// Words before a date that belong to the phrase, longer ones first.
pub(super) const LEADS: &Terms = &Terms::new(&[
    "最迟不晚于",
    "最迟不迟于",
    "最迟不超过",
    "最晚不超过",
    "最迟于",
    "最晚于",
    "最迟",
    "最晚",
    "至迟",
    "不晚于",
    "不迟于",
    "不得晚于",
    "不得迟于",
    "力争到",
    "力争在",
    "力争于",
    "截止时间为",
    "截止到",
    "截至",
    "截止",
    "力争",
    "到",
    "至",
    "于",
    "在",
]);
/// Leads that bind a bare year, month or day: 到2025年, 至3月31日.
pub(super) const BINDING: &Terms = &Terms::new(&[
    "最迟不晚于",
    "最迟不迟于",
    "最迟不超过",
    "最晚不超过",
    "最迟于",
    "最晚于",
    "最迟",
    "最晚",
    "至迟",
    "不晚于",
    "不迟于",
    "不得晚于",
    "不得迟于",
    "力争到",
    "截止时间为",
    "截止到",
    "截至",
    "截止",
    "到",
    "至",
]);
/// Words that bind a bare year of the plan or after: 力争2025年.
pub(super) const STRIVING: &[&str] = &["力争"];
/// Words behind a year that make it no deadline: 2019年同期, 2023年版.
pub(super) const NO_DEADLINE: &[char] = &['度', '版', '本', '同', '以', '来', '起', '的', '、', '—', '-'];
/// Words before a date that say how long a document is valid.
pub(super) const VALIDITY: &[&str] =
    &["有效期", "有效期为", "有效期限", "实施期限", "执行期限", "政策执行", "执行期", "施行"];
/// Words before a date that make it a comparison or a beginning.
pub(super) const COMPARED: &[char] = &['比', '较', '自', '从', '以', '—', '-'];
/// Whether a date may start with a character.
pub(super) fn starts(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(
            c,
            '“' | 'Q'
                | '力'
                | '截'
                | '最'
                | '不'
                | '到'
                | '至'
                | '于'
                | '在'
                | '今'
                | '本'
                | '明'
                | '次'
                | '翌'
                | '去'
                | '年'
                | '上'
                | '下'
                | '前'
                | '半'
                | '第'
                | 'Ⅰ'
                | 'Ⅱ'
                | 'Ⅲ'
                | 'Ⅳ'
                | '〇'
                | '○'
                | '一'
                | '二'
                | '两'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '十'
        )
}
/// Words before a date on which something was done: 已于3月完成.
pub(super) const DONE: &[&str] = &["已", "已经", "早已", "业已", "曾"];
/// What is said of what is so by now: 截至3月底，尚有8处未整改.
pub(super) const SO_FAR: &[&str] = &["已", "尚有", "尚余", "尚未", "仍有", "仍未", "还有", "共有"];
/// Words before a date that another one stands for: 比原定的12月底提前两个月.
pub(super) const ORIGINAL: &[&str] =
    &["原定的", "原定于", "原定", "原计划的", "原计划于", "原计划", "原要求的", "原要求", "原来的"];
/// Words between a date and those that move it: 6月底前的目标提前到5月底前.
pub(super) const OF_A_DATE: &[&str] =
    &["的目标", "的任务", "的时限", "的期限", "的要求", "的时间", "的完成时间", "的完成时限"];
/// Words that move a date, before 至, 到 or 为.
pub(super) const MOVED: &Terms = &Terms::new(&[
    "提前", "推迟", "延后", "延长", "延期", "顺延", "延迟", "缩短", "调整", "提早", "变更", "更改", "修改", "改",
    "推后", "压缩", "前移", "后移",
]);
/// Words before a date until which something is forbidden: 不得在6月30日前拆除.
pub(super) const FORBIDDEN: &[&str] = &["不得", "不能", "不应", "不可", "不准", "不许", "严禁", "禁止"];
/// Words before those that put a time off, where that is allowed to some: 申报期延长至3月底 is a time for all.
pub(super) const ALLOWED: &[&str] =
    &["可", "可以", "可适当", "可再", "可申请", "可依法", "允许", "最长可", "最迟可", "最晚可"];
/// Words before 至 that put a time off, longer ones first: 确有困难的可延至9月底.
pub(super) const PUT_OFF: &Terms = &Terms::new(&["顺延", "延期", "延长", "延后", "推迟", "放宽", "延缓", "宽限", "延"]);
/// Whom a later time is for.
pub(super) const HARDSHIP: &[&str] =
    &["有困难的", "有特殊困难的", "确需延期的", "确需延长的", "情况特殊的", "特殊情况的", "因故不能完成的"];
/// What stands before the first word of a clause.
pub(super) const OPENINGS: &[char] = &['，', '；', '。', '：', '、', '（', '“', '—', '\n'];
/// Ends of a clause that speaks of those who have done something: 2月完成改造的企业.
pub(super) const OF_SOMEBODY: &[&str] = &["的", "的企业", "的单位", "的项目", "的个人", "的人员"];
/// What comes back has no date: 每年12月底前.
pub(super) const RECURRING: &Terms = &Terms::new(&[
    "每年",
    "每年度",
    "每半年",
    "每季度",
    "每季",
    "每月",
    "每个月",
    "每两个月",
    "每两月",
    "每三个月",
    "每隔",
    "隔月",
    "每双月",
    "每单月",
    "每旬",
    "每周",
    "每学期",
    "历年",
    "各年度",
    "逐年",
    "逐月",
    "逐季",
]);
/// What joins the dates of a list: 6月底、9月底前.
pub(super) const JOINERS: &Terms = &Terms::new(&["、", "以及", "和", "及", "与", "/"]);
