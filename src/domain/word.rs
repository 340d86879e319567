//! Stored words (词): a closed vocabulary as this version knows it, and what another version has written there.
//!
//! A database outlives the program that wrote it, and two nodes may run two versions. A stored vocabulary therefore has one
//! arm more, `Unknown`: the word is carried, shown and stored again as it is, and each rule says what it makes of it. What
//! people type is still read strictly: there an unknown word is a mistake.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// A word of another version, carried as it is.
///
/// Each distinct word is kept for the life of the process, so that words stay as cheap to pass on as those that are known; a
/// database holds a handful.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CarriedWord(&'static str);

/// Every word carried so far.
static CARRIED: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

impl CarriedWord {
    /// The word as it is stored.
    pub fn of(word: &str) -> Self {
        let mut carried = CARRIED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = carried.get(word) {
            return Self(known);
        }
        let kept: &'static str = Box::leak(word.into());
        carried.insert(kept);
        Self(kept)
    }

    /// The word, where it was carried before: what people type is not kept.
    pub fn seen(word: &str) -> Option<Self> {
        CARRIED.lock().unwrap_or_else(PoisonError::into_inner).get(word).copied().map(Self)
    }

    /// The word.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Debug for CarriedWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

/// Declares a vocabulary that is stored as a word, as `vocabulary!` does, with an arm for the words of other versions.
macro_rules! stored_vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$vmeta])* $variant,)+
            /// A word that another version wrote.
            Unknown($crate::word::CarriedWord),
        }

        impl $name {
            /// The word that is stored, sent and used as a catalogue key.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                    $name::Unknown(word) => word.as_str(),
                }
            }

            /// What is stored: a word that this version does not know is carried.
            pub fn stored(word: &str) -> Self {
                word.parse().unwrap_or_else(|_| $name::Unknown($crate::word::CarriedWord::of(word)))
            }

            /// What a form that shows what is stored sends back: a word of this version, or one that was carried before.
            pub fn sent_back(word: &str) -> Option<Self> {
                word.parse().ok().or_else(|| $crate::word::CarriedWord::seen(word).map($name::Unknown))
            }

            /// Whether this version knows the word.
            pub fn is_known(self) -> bool {
                !matches!(self, $name::Unknown(_))
            }
        }

        $crate::vocabulary::words_both_ways! { $name { $($variant = $word,)+ } }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = String::deserialize(deserializer)?;
                word.parse().map_err(|_| serde::de::Error::unknown_variant(&word, &[$($word,)+]))
            }
        }
    };
}
pub(crate) use stored_vocabulary;

#[cfg(test)]
mod tests {
    use crate::obligation::Status;
    use crate::plan::PlanState;

    #[test]
    fn a_stored_word_is_carried_as_it_is_and_a_typed_one_is_refused() {
        let word = Status::stored("paused_by_law");
        assert_eq!((word.as_str(), word.is_known()), ("paused_by_law", false));
        assert_eq!(word, Status::stored("paused_by_law"));
        assert_eq!(serde_json::to_string(&word).unwrap(), "\"paused_by_law\"");
        assert_eq!(Status::stored("assigned"), Status::Assigned);
        assert!("paused_by_law".parse::<Status>().is_err());
        assert!(serde_json::from_str::<Status>("\"paused_by_law\"").is_err());
    }

    #[test]
    fn words_of_two_vocabularies_are_carried_side_by_side() {
        assert_eq!(Status::stored("archived").as_str(), PlanState::stored("archived").as_str());
        assert_eq!(Status::stored("").as_str(), "");
    }
}
