//! Words out of a closed list (词表), each both ways: as an enum and as the word that is stored, sent and shown.

/// What every vocabulary has: its words in order, a word read strictly, and a word written.
macro_rules! words_both_ways {
    ($name:ident { $($variant:ident = $word:literal,)+ }) => {
        impl $name {
            /// Every word that this version knows, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];
        }

        impl std::str::FromStr for $name {
            type Err = $crate::vocabulary::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok($name::$variant),)+
                    _ => Err($crate::vocabulary::UnknownWord { vocabulary: stringify!($name), word: word.to_owned() }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use words_both_ways;

/// Declares a closed vocabulary that is stored and sent as a word: the enum, its words both ways.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// The word that is stored, sent and used as a catalogue key.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }

        $crate::vocabulary::words_both_ways! { $name { $($variant = $word,)+ } }
    };
}
pub(crate) use vocabulary;

/// A word that its vocabulary does not hold: bad input, or a row written by a newer version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// The vocabulary that was asked.
    pub vocabulary: &'static str,
    /// The word it does not know.
    pub word: String,
}

impl std::fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} has no word {:?}", self.vocabulary, self.word)
    }
}

impl std::error::Error for UnknownWord {}
