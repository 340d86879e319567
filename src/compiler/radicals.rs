//! Ideographs in the form of radicals, as copies out of PDF files have them: ⽔ for 水. They look the same and are other characters,
//! so that no date, heading or name with one of them would be known.

/// The first of the radicals of the Kangxi dictionary in Unicode.
const FIRST: u32 = 0x2f00;
/// The ideographs that these radicals look like, in their order.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮\
    皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
/// The same of the supplement, as far as they are whole words.
const OTHERS: &[(char, char)] = &[
    ('\u{2ed3}', '长'),
    ('\u{2ed1}', '长'),
    ('\u{2ed2}', '长'),
    ('\u{2ed4}', '门'),
    ('\u{2ee2}', '马'),
    ('\u{2ecb}', '车'),
    ('\u{2ec5}', '见'),
    ('\u{2eda}', '页'),
    ('\u{2edb}', '风'),
    ('\u{2edc}', '飞'),
    ('\u{2edd}', '食'),
    ('\u{2ee5}', '鱼'),
    ('\u{2ee6}', '鸟'),
    ('\u{2ee8}', '麦'),
    ('\u{2ee9}', '黄'),
    ('\u{2eec}', '齐'),
    ('\u{2eee}', '齿'),
    ('\u{2ef0}', '龙'),
    ('\u{2eef}', '龙'),
    ('\u{2ef3}', '龟'),
    ('\u{2ef2}', '龟'),
    ('\u{2e9f}', '母'),
    ('\u{2ea0}', '民'),
    ('\u{2ec4}', '西'),
    ('\u{2ed8}', '青'),
    ('\u{2ec9}', '贝'),
    ('\u{2ec6}', '角'),
    ('\u{2ec1}', '虎'),
    ('\u{2eae}', '竹'),
    ('\u{2ee4}', '鬼'),
    ('\u{2ee3}', '骨'),
    ('\u{2ed9}', '韦'),
    ('\u{2ee7}', '卤'),
    ('\u{2ebc}', '月'),
    ('\u{2eca}', '足'),
];

/// The ideograph that a radical looks like; none for other characters.
pub(super) fn ideograph(c: char) -> Option<char> {
    match c {
        '\u{2f00}'..='\u{2fd5}' => {
            KANGXI.chars().zip(FIRST..).find(|(_, radical)| *radical == u32::from(c)).map(|(one, _)| one)
        }
        '\u{2e80}'..='\u{2eff}' => OTHERS.iter().find(|(radical, _)| *radical == c).map(|(_, one)| *one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_radical_is_the_ideograph_that_it_looks_like() {
        let read = |written: &str| written.chars().map(|c| ideograph(c).unwrap_or(c)).collect::<String>();
        assert_eq!(read("市⽔利局6⽉30⽇前⼀、⽣态⻔⾼⼯⿕"), "市水利局6月30日前一、生态门高工龠");
        assert_eq!((KANGXI.chars().count(), ideograph('水')), (214, None));
    }
}
