use super::*;

fn name(text: &str) -> Result<String, Fault> {
    PersonName::try_from(text).map(PersonName::into_string)
}

fn words(text: &str) -> Result<String, Fault> {
    ReportWords::try_from(text).map(ReportWords::into_string)
}

/// The refused character and where it stands.
fn refused(fault: Fault) -> (Unfit, char, usize, usize, String) {
    let Fault::Character { unfit, character, place } = fault else { panic!("{fault:?}") };
    (unfit, character, place.line, place.character, place.behind)
}

#[test]
fn a_name_is_trimmed_composed_and_otherwise_kept() {
    assert_eq!(name(" \u{3000}韦联络\r\n").unwrap(), "韦联络");
    assert_eq!(name("Jose\u{301}").unwrap(), "Jos\u{e9}");
    assert_eq!(name("买买提·吐尔逊").unwrap(), "买买提·吐尔逊");
    assert_eq!(name("王\t芳").unwrap(), "王 芳");
    for rare in ["𬎆", "\u{e863}", "\u{31350}", "ئۇيغۇر", "ᠮᠣᠩᠭᠣᠯ", "བོད།", "葛\u{e0100}"]
    {
        assert_eq!(name(rare).unwrap(), rare);
    }
}

#[test]
fn a_character_that_nobody_sees_is_refused_with_its_place() {
    for (text, unfit) in [
        ("王\u{0}芳", Unfit::Control),
        ("王\u{7}芳", Unfit::Control),
        ("王\u{7f}芳", Unfit::Control),
        ("王\u{9b}芳", Unfit::Control),
        ("王\u{202e}芳", Unfit::Direction),
        ("王\u{2066}芳", Unfit::Direction),
        ("王\u{200f}芳", Unfit::Direction),
        ("王\u{61c}芳", Unfit::Direction),
        ("王\u{200b}芳", Unfit::Invisible),
        ("王\u{200d}芳", Unfit::Invisible),
        ("王\u{2060}芳", Unfit::Invisible),
        ("王\u{feff}芳", Unfit::Invisible),
        ("王\u{ad}芳", Unfit::Invisible),
        ("王\u{3164}芳", Unfit::Invisible),
        ("王\u{e0041}芳", Unfit::Invisible),
        ("王\u{fdd0}芳", Unfit::Unassigned),
        ("王\u{ffff}芳", Unfit::Unassigned),
        ("王\u{378}芳", Unfit::Unassigned),
    ] {
        let bad = text.chars().nth(1).unwrap();
        assert_eq!(refused(name(text).unwrap_err()), (unfit, bad, 1, 2, "王".to_owned()), "{text:?}");
        let report = format!("第一行\n本月完成{text}");
        assert_eq!(refused(words(&report).unwrap_err()), (unfit, bad, 2, 6, "本月完成王".to_owned()), "{text:?}");
    }
    for alone in ["\u{200b}", "\u{feff}", "\u{2800}", "\u{200d}", "\u{fe0f}"] {
        assert!(matches!(name(alone), Err(Fault::Character { .. })), "{alone:?}");
    }
}

#[test]
fn joiners_and_selectors_stay_where_they_do_something() {
    for text in ["می\u{200c}خواهم", "क्\u{200d}ष", "ᠮ\u{180b}ᠣ"] {
        assert_eq!(words(text).unwrap(), text);
    }
    assert!(words("A\u{200d}B").is_err() && words("A\u{fe0f}").is_err());
}

#[test]
fn one_line_is_asked_for_or_several() {
    let Err(Fault::LineBreak(place)) = name("张三\n（兼）") else { panic!("two lines") };
    assert_eq!((place.line, place.character, place.behind.as_str()), (1, 3, "张三"));
    for end in ["\r\n", "\r", "\n", "\u{2028}"] {
        assert!(matches!(name(&format!("张三{end}四")), Err(Fault::LineBreak(_))), "{end:?}");
        assert_eq!(words(&format!("一{end}二")).unwrap(), "一\n二", "{end:?}");
    }
    assert_eq!(words("甲\t乙").unwrap(), "甲 乙");
    assert_eq!(MeasureText::try_from("甲\t乙\n丙").unwrap().as_str(), "甲\t乙\n丙");
}

#[test]
fn what_must_be_said_is_never_blank_and_nothing_is_endless() {
    assert_eq!(Reason::try_from(" \u{3000}\n"), Err(Fault::Blank));
    assert_eq!(Reason::try_from(" 佐证材料不全 ").unwrap().as_str(), "佐证材料不全");
    assert!(ReportWords::try_from(" \r\n ").unwrap().is_empty());
    let long = |n| "字".repeat(n);
    assert!(Reason::try_from(long(2_000).as_str()).is_ok());
    let fault = Reason::try_from(long(80_000).as_str());
    assert_eq!(fault, Err(Fault::TooLong { most: 2_000, given: 80_000 }));
    assert!(words(&long(4_000)).is_ok() && words(&long(4_001)).is_err());
    assert!(name(&long(50)).is_ok() && name(&long(51)).is_err());
}

#[test]
fn an_address_has_a_plain_mailbox_and_a_host_with_a_name() {
    let address = |text: &str| EmailAddress::try_from(text).map(|address| address.as_str().to_owned());
    assert_eq!(address(" Wei@Example.GOV.cn ").unwrap(), "wei@example.gov.cn");
    assert_eq!(address("a.b+c_d@xn--fsqu00a.xn--fiqs8s").unwrap(), "a.b+c_d@xn--fsqu00a.xn--fiqs8s");
    for foreign in ["韦联络@test.example", "ü@x.example", "ü@例子.中国", "ｗei@x.y"] {
        assert_eq!(address(foreign), Err(Fault::ForeignMailbox), "{foreign}");
    }
    for foreign in ["a@例子.中国", "a@bücher.example", "a@xn--fiqs8s.例子.cn", "a@ｘ.cn"] {
        assert_eq!(address(foreign), Err(Fault::ForeignHost), "{foreign}");
    }
    let long = format!("{}@example.cn", "a".repeat(65));
    for none in [
        "\"a b\"@x.y",
        "a@[127.0.0.1]",
        "a@127.0.0.1",
        "a b@x.y",
        "a@x",
        "a@",
        "@x.y",
        "a",
        "a@@x.y",
        "a..b@x.y",
        ".a@x.y",
        "a@-x.y",
        "a@x..y",
        "<a@x.y>",
        "a@x.y,b@x.y",
        long.as_str(),
    ] {
        assert_eq!(address(none), Err(Fault::NoAddress), "{none}");
    }
    assert!(matches!(address("a\n@x.y"), Err(Fault::LineBreak(_))));
    assert!(matches!(address("a\0@x.y"), Err(Fault::Character { .. })));
}

#[test]
fn a_telephone_number_has_a_digit_and_a_name_one_alphabet() {
    assert_eq!(Telephone::try_from("0771-1234567转8001").unwrap().as_str(), "0771-1234567转8001");
    assert_eq!(Telephone::try_from("见通讯录"), Err(Fault::NoDigit));
    assert_eq!(name("\u{430}dmin"), Err(Fault::MixedAlphabets), "a Cyrillic letter in front of Latin ones");
    assert_eq!(name("Админ").unwrap(), "Админ");
}

#[test]
fn a_date_is_one_of_our_age() {
    for good in ["1900-01-01", " 2024-06-30 ", "2200-12-31"] {
        assert_eq!(good.parse::<Day>().unwrap().date().to_string(), good.trim());
    }
    assert_eq!("２０２４－０６－３０".parse::<Day>(), "2024-06-30".parse(), "of full width");
    for other in ["1899-12-31", "2201-01-01", "-262143-01-01", "+262142-12-31"] {
        assert_eq!(other.parse::<Day>(), Err(NoDay::OtherAge), "{other}");
    }
    for bad in ["", "2024-02-30", "2024-06-30\0", "六月"] {
        assert_eq!(bad.parse::<Day>(), Err(NoDay::NoDate), "{bad:?}");
    }
}

#[test]
fn a_whole_number_is_read_in_digits_of_either_width() {
    for (typed, number) in [("12", 12), (" １２　", 12), ("－３", -3), ("２０24", 2024), ("＋5", 5)] {
        assert_eq!(typed.parse::<Whole>().map(Whole::number), Ok(number), "{typed}");
    }
    for bad in ["", "十二", "1.5", "１．５", "1 2", "99999999999", "1\0", "％"] {
        assert_eq!(bad.parse::<Whole>(), Err(NoWhole), "{bad:?}");
    }
}

#[test]
fn what_was_refused_is_repeated_short_and_visible() {
    assert_eq!(recognised("2024-06-30\0"), "2024-06-30U+0000");
    assert_eq!(recognised(&"a".repeat(90)), "a".repeat(60) + "…");
    let typed = format!("已核\u{202e}实\r\n甲\u{200b}\t乙{}", "丙".repeat(90));
    assert_eq!(visible(&typed), format!("已核U+202E实\r\n甲U+200B\t乙{}", "丙".repeat(90)));
    assert_eq!(visible("葛\u{e0101}城 ☎\u{fe0f}"), "葛\u{e0101}城 ☎\u{fe0f}", "what has a function stays");
    assert_eq!(said_by_others("550 no\r\nsuch\0user ", 9), "550 no  s");
    assert_eq!(as_compared(" WEI@x.cn"), Some("wei@x.cn".to_owned()));
    assert_eq!(as_compared("wei\0@x.cn"), None);
}
