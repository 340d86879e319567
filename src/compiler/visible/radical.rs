//! Radicals that stand for whole characters: copies out of a PDF have ⽉ for 月 and ⽔ for 水, which look the same and are not.

/// The characters of the block of Kangxi radicals, in its order.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日\
    曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行\
    衣襾见角言谷豆豕豸贝赤走足身车辛辰辵邑酉釆里金长门阜隶隹雨靑非面革韦韭音页风飞食首香马骨高髟鬥鬯鬲鬼鱼鸟卤鹿麦麻黃黍黑黹黾鼎鼓鼠鼻齐齿龙龟龠\
    ";
/// Where that block begins.
const FIRST: u32 = 0x2f00;
/// Radicals of the supplement, each before its character.
const SUPPLEMENT: &str = "⺁厂⺄乙⺌小⺎兀⺓幺⺗心⺝月⺞歹⺟母⺠民⺩王⺪疋⺮竹⺶羊⺼月⻄西⻅见⻆角⻉贝⻊足⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟";

/// The character that a radical stands for.
pub(super) fn whole(c: char) -> Option<char> {
    if !('\u{2e80}'..='\u{2fdf}').contains(&c) {
        return None;
    }
    let kangxi = u32::from(c).checked_sub(FIRST).and_then(|at| usize::try_from(at).ok());
    let supplement =
        || SUPPLEMENT.chars().step_by(2).zip(SUPPLEMENT.chars().skip(1).step_by(2)).find(|(radical, _)| *radical == c);
    kangxi.and_then(|at| KANGXI.chars().nth(at)).or_else(|| supplement().map(|(_, whole)| whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_radical_is_the_character_it_looks_like() {
        assert_eq!(KANGXI.chars().count(), 214);
        for (radical, whole_one) in
            [('⽉', '月'), ('⽔', '水'), ('⼀', '一'), ('⽣', '生'), ('⾼', '高'), ('⻓', '长'), ('⿕', '龠')]
        {
            assert_eq!(whole(radical), Some(whole_one), "{radical}");
        }
        assert_eq!([whole('月'), whole('⺀'), whole('a')], [None; 3]);
    }
}
