//! A document's text as it is read.

/// White space between two Chinese characters or marks says nothing: a line was broken there, or a word stretched. It is left out.
pub(super) fn folded(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if !is_blank(&c) {
            shown.push(c);
            continue;
        }
        while rest.next_if(is_blank).is_some() {}
        let between = shown.chars().next_back().is_some_and(is_chinese) && rest.peek().copied().is_some_and(is_chinese);
        if !between {
            shown.push(' ');
        }
    }
    shown
}

/// On one line: what ends a line stays.
fn is_blank(c: &char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{3000}')
}

/// Whether it is a Chinese character or mark.
pub(super) fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn blanks_between_chinese_characters_go_and_all_others_stay() {
        assert_eq!(folded("广西柳州钢铁集团有限 公司"), "广西柳州钢铁集团有限公司");
        assert_eq!(folded("桂林市\u{3000}人民政府； 柳州市"), "桂林市人民政府；柳州市");
        assert_eq!(folded("PM2.5 浓度 达到  27.2 微克"), "PM2.5 浓度达到 27.2 微克");
        assert_eq!(folded("第一段\n第二段 end"), "第一段\n第二段 end");
    }
}
