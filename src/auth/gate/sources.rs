//! What each source has spent and has inside of the gate.

use std::collections::HashMap;

use chrono::{NaiveDateTime, TimeDelta};

use crate::config::AuthSettings;
use crate::domain::pace::Pace;
use crate::domain::source::Source;

/// Sources that are remembered: 1 MB. An attacker with more sources than that needs no second try from any.
const SOURCES: usize = 10_000;
/// Tries of one source inside: an office behind one address begins its day at the same minute, and leaves room for others.
pub(super) const INSIDE_OF_ONE: usize = 256;
/// When to come again where too many others wait.
pub(super) const BUSY: TimeDelta = TimeDelta::seconds(2);

/// Who is held to a pace: a source, or one browser that the account knows, whatever its neighbours at the same source do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whence {
    /// Everybody at that source.
    Source(Source),
    /// A browser by its mark.
    Browser(u128),
}

impl Whence {
    /// The browser of a mark that is kept for it: `browser` and a hash in hex.
    pub fn browser(mark: &str) -> Option<Self> {
        let hash = mark.rsplit(' ').next()?;
        u128::from_str_radix(hash.get(..32)?, 16).ok().map(Self::Browser)
    }
}

impl From<Source> for Whence {
    fn from(source: Source) -> Self {
        Self::Source(source)
    }
}

impl std::fmt::Display for Whence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Source(source) => source.fmt(f),
            Self::Browser(_) => f.write_str("a known browser"),
        }
    }
}

/// Why a try is not let in.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    /// Too many failures from that source.
    TooMany(TimeDelta),
    /// Too many others at the same time.
    Busy(TimeDelta),
}

/// How much each source has spent.
pub(super) struct Sources {
    pace: Pace,
    spent: HashMap<Whence, Spent>,
}

#[derive(Clone, Copy)]
struct Spent {
    paid_at: NaiveDateTime,
    /// Whether the log has been told that the source is refused.
    told: bool,
    /// Its tries inside, and those of them that are at work: these are counted as failures.
    inside: usize,
    at_work: usize,
}

impl Sources {
    /// None yet, at the pace of the settings.
    pub(super) fn new(settings: &AuthSettings) -> Self {
        Self { pace: Pace::new(settings.tries_burst, settings.tries_per_minute), spent: HashMap::new() }
    }

    /// One try more inside, where there is room and its source has a failure left.
    pub(super) fn enter(&mut self, source: Whence, now: NaiveDateTime, is_room: bool) -> Result<(), Refused> {
        if self.spent.len() >= SOURCES && !self.spent.contains_key(&source) {
            self.make_room(now);
        }
        let known = self.spent.get(&source).copied();
        if let (0, Err(wait)) =
            (known.map_or(0, |spent| spent.at_work), self.pace.take(known.map(|spent| spent.paid_at), now))
        {
            return Err(self.too_many(source, wait));
        }
        if !is_room || known.is_some_and(|spent| spent.inside >= INSIDE_OF_ONE) {
            return Err(Refused::Busy(BUSY));
        }
        self.spent.entry(source).or_insert(Spent { paid_at: now, told: false, inside: 0, at_work: 0 }).inside += 1;
        Ok(())
    }

    /// One of them goes to work: a failure, for the time being. False where that is one too many unless another is given back.
    pub(super) fn begin(&mut self, source: Whence, now: NaiveDateTime) -> Result<bool, Refused> {
        let Some(spent) = self.spent.get_mut(&source) else { return Ok(true) };
        match self.pace.take(Some(spent.paid_at), now) {
            Ok(paid_at) => {
                *spent = Spent { paid_at, told: false, at_work: spent.at_work + 1, ..*spent };
                Ok(true)
            }
            Err(_) if spent.at_work > 0 => Ok(false),
            Err(wait) => Err(self.too_many(source, wait)),
        }
    }

    fn too_many(&mut self, source: Whence, wait: TimeDelta) -> Refused {
        if let Some(spent) = self.spent.get_mut(&source).filter(|spent| !spent.told) {
            spent.told = true;
            tracing::warn!(%source, "too many failed tries from one source: refused for a while");
        }
        Refused::TooMany(wait)
    }

    /// A try is over.
    pub(super) fn leave(&mut self, source: Whence, was_at_work: bool) {
        if let Some(spent) = self.spent.get_mut(&source) {
            spent.inside = spent.inside.saturating_sub(1);
            spent.at_work = spent.at_work.saturating_sub(usize::from(was_at_work));
        }
    }

    /// A try that is at work was no failure.
    pub(super) fn give_back(&mut self, source: Whence) {
        if let Some(spent) = self.spent.get_mut(&source) {
            spent.paid_at = self.pace.give_back(spent.paid_at);
        }
    }

    /// Forgets whoever has nothing to pay for; where that is not enough, the half that has spent least.
    fn make_room(&mut self, now: NaiveDateTime) {
        self.spent.retain(|_, spent| spent.paid_at > now || spent.inside > 0);
        if self.spent.len() >= SOURCES {
            let mut times: Vec<NaiveDateTime> = self.spent.values().map(|spent| spent.paid_at).collect();
            let (_, median, _) = times.select_nth_unstable(SOURCES / 2);
            let median = *median;
            self.spent.retain(|_, spent| spent.paid_at > median || spent.inside > 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    fn source(number: u32) -> Whence {
        Source::from(IpAddr::from(Ipv4Addr::from_bits(number))).into()
    }

    fn sources(burst: i32) -> Sources {
        Sources { pace: Pace::new(burst, 20), spent: HashMap::new() }
    }

    /// A wrong try, from its beginning to its end.
    fn fail(sources: &mut Sources, source: Whence, now: NaiveDateTime) -> Result<(), Refused> {
        sources.enter(source, now, true)?;
        let begun = sources.begin(source, now);
        sources.leave(source, begun == Ok(true));
        begun.map(drop)
    }

    #[test]
    fn the_sources_that_are_remembered_are_bounded_and_the_busiest_stays() {
        let (mut sources, now) = (sources(3), NaiveDateTime::default());
        let busiest = source(u32::MAX);
        while fail(&mut sources, busiest, now).is_ok() {}
        for number in 0..3 * 10_000 {
            fail(&mut sources, source(number), now).unwrap();
            assert!(sources.spent.len() <= SOURCES);
        }
        assert!(fail(&mut sources, busiest, now).is_err(), "many others buy it a second chance");
    }

    #[test]
    fn a_browser_is_known_by_its_mark_and_has_a_pace_of_its_own() {
        let mark = format!("browser {}", "0123456789abcdef".repeat(4));
        let browser = Whence::browser(&mark).unwrap();
        assert_eq!(browser, Whence::Browser(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef));
        assert_eq!((Whence::browser("browser"), Whence::browser("browser xyz")), (None, None));
        let (mut sources, now) = (sources(3), NaiveDateTime::default());
        while fail(&mut sources, source(7), now).is_ok() {}
        let tries = (0..10).filter(|_| fail(&mut sources, browser, now).is_ok()).count();
        assert_eq!(tries, 3);
    }
}
