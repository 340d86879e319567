//! Kinds of input, and what cannot be used as each.

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line of so many characters.
    Line(usize),
    /// Several lines of so many characters.
    Lines(usize),
    /// A mail address.
    Address,
    /// The address of an account that signs in.
    Account,
    /// A telephone number.
    Phone,
    /// The name of a unit that is known.
    Unit,
    /// A date.
    Date,
    /// A whole number that people type.
    Whole,
    /// A figure.
    Figure,
    /// A word of a vocabulary.
    Word,
    /// A key in a filter.
    Key,
    /// A place in a list.
    Cursor,
    /// A number that no person types: another form is none of ours.
    Machine,
    /// The same in JSON.
    JsonNumber,
    /// An address that a page of ours sends back: another one leads nowhere.
    SentBack,
}

/// A value that cannot be used.
pub struct Bad {
    /// As it is sent.
    pub text: String,
    /// Whether it has a character that nobody sees.
    pub is_unseen: bool,
    /// Whether it stands in JSON as a number.
    pub is_number: bool,
}

impl Kind {
    /// How it is refused.
    pub fn status(self, is_call: bool) -> u16 {
        match self {
            Self::Machine | Self::JsonNumber => 400,
            Self::SentBack => 404,
            Self::Account if is_call => 401,
            _ => 422,
        }
    }

    /// Whether the page repeats what was typed; what is chosen is chosen again.
    pub fn is_shown_again(self) -> bool {
        !matches!(self, Self::Word | Self::Key | Self::Cursor | Self::Unit)
    }
}

/// What cannot be used as that.
pub fn bad_values(kind: Kind) -> Vec<Bad> {
    let seen = |text: &str| Bad { text: text.to_owned(), is_unseen: false, is_number: false };
    let unseen = |text: &str| Bad { is_unseen: true, ..seen(text) };
    let words = |most: usize| {
        let mut bad = ["王\0芳", "王\u{1b}芳", "王\u{202e}芳", "\u{200b}"].map(unseen).into_iter().collect::<Vec<_>>();
        bad.push(seen(&"字".repeat(most + 1)));
        bad
    };
    match kind {
        Kind::Lines(most) => words(most),
        Kind::Line(most) => words(most).into_iter().chain([seen("王\n芳")]).collect(),
        Kind::Phone => words(60).into_iter().chain([seen("无")]).collect(),
        Kind::Unit => words(100).into_iter().chain(["%", "桂林_人民政府", "桂林人民政府"].map(seen)).collect(),
        Kind::Address | Kind::SentBack => {
            ["a\"b\"@x.cn", "\"a b\"@x.cn", "a@[127.0.0.1]", "a@x", "@", "a@x.cn,b@x.cn", "ü@x.example", "a@例子.中国"]
                .map(seen)
                .into_iter()
                .chain(["a\0@x.cn", "a\u{202e}@x.cn"].map(unseen))
                .collect()
        }
        Kind::Account => ["a\0@x.cn", "\0", "a\u{202e}@x.cn", "%@x.cn", "a\n@x.cn"].map(seen).into(),
        Kind::Date => ["1899-12-31", "2201-01-01", "-262143-01-01", "+262142-12-31", "2024-02-30", "2024-06-30\0", "%"]
            .map(seen)
            .into(),
        Kind::Whole => ["99999999999", "1.5", "1\0", "-99999999999", "％"].map(seen).into(),
        Kind::Figure => ["1e300", "NaN", "inf", "1\0", "10-7"].map(seen).into(),
        Kind::Word => ["x", "\0", "%", "王\u{202e}"].map(seen).into(),
        Kind::Key => ["x", "1\0", "99999999999999999999", "1.5", "%"].map(seen).into(),
        Kind::Cursor => ["x\0", "+262142-12-31_1", "2024-06-30_99999999999999999999"].map(seen).into(),
        Kind::Machine => ["x", "1\0", "99999999999999999999"].map(seen).into(),
        Kind::JsonNumber => {
            ["99999999999", "1.5", "-99999999999"].map(|text| Bad { is_number: true, ..seen(text) }).into()
        }
    }
}
