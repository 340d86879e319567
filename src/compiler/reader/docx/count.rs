//! A number in the notations that Word offers.

use crate::widths::place;

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const BRANCHES: [char; 12] = ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];

/// The number `n` in the notation `format` (Word's `numFmt`); plain figures where the notation does not reach or is not known.
pub(super) fn number(n: u32, format: &str) -> String {
    written(n, format).unwrap_or_else(|| n.to_string())
}

fn written(n: u32, format: &str) -> Option<String> {
    Some(match format {
        "chineseCounting" | "taiwaneseCounting" if n >= 100 => by_digit(n, '○'),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "koreanCounting" => grouped(n, &DIGITS, "十百千")?,
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => grouped(n, &LEGAL, "拾佰仟")?,
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => by_digit(n, '〇'),
        "ideographTraditional" => nth(&STEMS, n)?.to_string(),
        "ideographZodiac" => nth(&BRANCHES, n)?.to_string(),
        "decimalZero" => format!("{n:02}"),
        "decimalEnclosedParen" => enclosed(n, 0x2474, 20)?,
        "decimalEnclosedFullstop" => enclosed(n, 0x2488, 20)?,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(n, 0x2460, 20)?,
        "ideographEnclosedCircle" => enclosed(n, 0x3280, 10)?,
        "decimalFullWidth" | "decimalFullWidth2" => wide(n),
        "lowerLetter" => letters(n)?,
        "upperLetter" => letters(n)?.to_uppercase(),
        "lowerRoman" => roman(n)?.to_lowercase(),
        "upperRoman" => roman(n)?,
        "none" | "bullet" => String::new(),
        _ => return None,
    })
}

fn by_digit(n: u32, zero: char) -> String {
    let digit =
        |c: char| c.to_digit(10).and_then(|d| DIGITS.get(place(d))).map_or(c, |d| if *d == '〇' { zero } else { *d });
    n.to_string().chars().map(digit).collect()
}

/// 一, 十, 十一, 二十, 一百零一; up to 9999.
fn grouped(n: u32, digits: &[char; 10], units: &str) -> Option<String> {
    if n == 0 || n > 9999 {
        return None;
    }
    let figures: Vec<usize> = n.to_string().chars().filter_map(|c| c.to_digit(10)).map(place).collect();
    let mut text = String::new();
    let mut gap = false;
    for (i, &figure) in figures.iter().enumerate() {
        if figure == 0 {
            gap = true;
            continue;
        }
        text.extend(std::mem::take(&mut gap).then_some('零'));
        let ten = figures.len() == 2 && i == 0 && figure == 1;
        text.extend(digits.get(figure).filter(|_| !ten));
        text.extend((figures.len() - i).checked_sub(2).and_then(|power| units.chars().nth(power)));
    }
    Some(text)
}

fn nth(list: &[char], n: u32) -> Option<char> {
    list.get(place(n.checked_sub(1)?)).copied()
}

fn enclosed(n: u32, first: u32, most: u32) -> Option<String> {
    (1..=most).contains(&n).then(|| char::from_u32(first + n - 1))?.map(String::from)
}

fn wide(n: u32) -> String {
    n.to_string().chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect()
}

/// a … z, aa, bb … as Word counts on.
fn letters(n: u32) -> Option<String> {
    let n = n.checked_sub(1).filter(|n| *n < 780)?;
    let letter = char::from_u32(u32::from('a') + n % 26)?;
    Some(std::iter::repeat_n(letter, place(n / 26) + 1).collect())
}

fn roman(n: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = Some(n).filter(|n| (1..4000).contains(n))?;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn every_notation_counts_as_word_does() {
        for (format, n, written) in [
            ("decimal", 12, "12"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 21, "二十一"),
            ("chineseCounting", 101, "一○一"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 1001, "一千零一"),
            ("japaneseCounting", 11, "十一"),
            ("ideographTraditional", 3, "丙"),
            ("chineseLegalSimplified", 12, "拾贰"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("decimalEnclosedCircleChinese", 10, "⑩"),
            ("decimalEnclosedCircle", 21, "21"),
            ("decimalFullWidth", 10, "１０"),
            ("decimalZero", 7, "07"),
            ("lowerLetter", 28, "bb"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("lowerRoman", 4, "iv"),
            ("bullet", 1, ""),
            ("klingon", 5, "5"),
        ] {
            assert_eq!(number(n, format), written, "{format} {n}");
        }
    }
}
