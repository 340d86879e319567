//! Radicals that copies out of PDF files have in the place of the characters that look like them.

/// The characters of the block of radicals, in its order.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
/// Those of its supplement that are characters by themselves.
const MORE: &[(char, char)] = &[
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺙', '攵'),
    ('⺝', '月'),
    ('⺼', '月'),
    ('⺽', '臼'),
    ('⺎', '兀'),
    ('⺒', '巳'),
    ('⺪', '疋'),
    ('⺫', '目'),
    ('⺶', '羊'),
    ('⺷', '羊'),
    ('⺸', '羊'),
    ('⺹', '老'),
    ('⻁', '虎'),
    ('⻃', '西'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻇', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻑', '長'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻗', '雨'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻪', '黾'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻱', '龜'),
    ('⻳', '龟'),
    ('⺜', '日'),
    ('⺤', '爪'),
    ('⺮', '竹'),
];
/// The first of the block.
const FIRST: u32 = 0x2f00;

/// The character that a radical stands for: ⽉ is 月; any other character is itself.
pub(super) fn character(ch: char) -> char {
    match ch {
        '\u{2f00}'..='\u{2fd5}' => {
            let place = usize::try_from(u32::from(ch) - FIRST).ok();
            place.and_then(|place| RADICALS.chars().nth(place)).unwrap_or(ch)
        }
        '\u{2e80}'..='\u{2ef3}' => MORE.iter().find(|(radical, _)| *radical == ch).map_or(ch, |(_, shown)| *shown),
        _ => ch,
    }
}

/// Whether a character is such a radical.
pub(super) fn is_radical(ch: char) -> bool {
    character(ch) != ch
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_the_characters_that_they_look_like() {
        let read: String = "⼀⼆⼋⼗⽉⽇⽔⽣⼯⼝⼟⽅⾼⽂⼈⼒⾦⻓⻔⺠⻋⼾⿓".chars().map(character).collect();
        assert_eq!(read, "一二八十月日水生工口土方高文人力金长门民车户龍");
    }
}
