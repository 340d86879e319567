//! The characters that dates, figures and roles begin with: a quick look, since most characters begin nothing.

/// What anything begins with that is looked for: most characters begin nothing.
pub(super) fn begins(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '每' | '隔' | '逐' | '半' | '联') || begins_role(c) || begins_date(c)
}

/// What words for a role and labels begin with: a quick look, since most characters begin nothing.
pub(super) fn begins_role(c: char) -> bool {
    matches!(c, '牵' | '配' | '负' | '主' | '协' | '承' | '参' | '兜' | '会' | '督' | '责' | '落' | '实' | '要')
}

/// What times and shares in words begin with.
pub(super) fn begins_date(c: char) -> bool {
    matches!(
        c,
        '一' | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '第'
            | '年'
            | '上'
            | '下'
            | '百'
            | '两'
            | '零'
            | '负'
    )
}
