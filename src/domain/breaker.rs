//! Whether it is the mails or the mail server: where several in a row are refused and nothing is taken between, one more is
//! tried from the other end of the queue; where that is refused too, it is the server.

/// After so many in a row the server is doubted.
const IN_A_ROW: usize = 3;

/// What an attempt says of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It took a mail.
    Took,
    /// It refused one, or hung up on it: the mail's fault or the server's.
    Refused,
    /// It hung up after one without a word: it may have taken it, and may do so with all.
    Unsaid,
    /// It put one off: that says nothing.
    Nothing,
    /// It takes nothing from anybody.
    Down,
}

/// How the server is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Mails leave, on as many lines as there may be.
    Whole,
    /// One mail is tried, and the others wait for what becomes of it.
    Doubted,
    /// Nothing is tried any more in this round.
    Gone,
}

/// Follows a round, attempt by attempt.
#[derive(Debug)]
pub struct Breaker {
    trust: Trust,
    in_a_row: usize,
    has_taken: bool,
}

impl Breaker {
    /// At the beginning of a round; doubted where the last one ended with the server gone.
    pub fn new(was_broken: bool) -> Self {
        let trust = if was_broken { Trust::Doubted } else { Trust::Whole };
        Self { trust, in_a_row: 0, has_taken: false }
    }

    /// How the server is trusted now.
    pub fn trust(&self) -> Trust {
        self.trust
    }

    /// Whether the server has taken a mail in this round.
    pub fn has_taken(&self) -> bool {
        self.has_taken
    }

    /// Takes down what an attempt says; a probe is the one mail that is tried while the server is doubted.
    pub fn note(&mut self, sign: Sign, is_probe: bool) {
        match sign {
            _ if self.trust == Trust::Gone => {}
            Sign::Took => *self = Self { trust: Trust::Whole, in_a_row: 0, has_taken: true },
            Sign::Nothing => {}
            Sign::Down => self.trust = Trust::Gone,
            Sign::Refused | Sign::Unsaid if is_probe && self.trust == Trust::Doubted => self.trust = Trust::Gone,
            Sign::Refused | Sign::Unsaid => {
                self.in_a_row += 1;
                if self.in_a_row >= IN_A_ROW {
                    self.trust = Trust::Doubted;
                }
            }
        }
    }

    /// The queue is empty: where the server is doubted and has taken nothing in this round, nothing speaks for it.
    pub fn run_dry(&mut self) {
        if self.trust == Trust::Doubted && self.in_a_row > 0 && !self.has_taken {
            self.trust = Trust::Gone;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(signs: &[(Sign, bool)]) -> Trust {
        let mut breaker = Breaker::new(false);
        signs.iter().for_each(|(sign, is_probe)| breaker.note(*sign, *is_probe));
        breaker.trust()
    }

    #[test]
    fn three_in_a_row_make_the_server_doubted_and_a_refused_probe_gone() {
        let refused = (Sign::Refused, false);
        assert_eq!(after(&[refused; 2]), Trust::Whole);
        assert_eq!(after(&[refused; 3]), Trust::Doubted);
        assert_eq!(after(&[refused, refused, (Sign::Took, false), refused]), Trust::Whole);
        assert_eq!(after(&[refused, refused, refused, (Sign::Took, true)]), Trust::Whole);
        assert_eq!(after(&[refused, refused, refused, refused]), Trust::Doubted, "one that was on its way");
        assert_eq!(after(&[refused, refused, refused, (Sign::Nothing, true)]), Trust::Doubted);
        assert_eq!(after(&[(Sign::Unsaid, false); 3]), Trust::Doubted, "else every mail there is ends in doubt");
        assert_eq!(after(&[refused, refused, refused, (Sign::Unsaid, true)]), Trust::Gone);
        assert_eq!(after(&[refused, refused, refused, (Sign::Refused, true)]), Trust::Gone);
        assert_eq!(after(&[(Sign::Took, false), (Sign::Down, false), (Sign::Took, false)]), Trust::Gone);
    }

    #[test]
    fn an_empty_queue_speaks_against_a_server_that_took_nothing() {
        let mut breaker = Breaker::new(false);
        (0..3).for_each(|_| breaker.note(Sign::Refused, false));
        breaker.run_dry();
        assert_eq!(breaker.trust(), Trust::Gone);
        let mut breaker = Breaker::new(false);
        breaker.note(Sign::Took, false);
        (0..3).for_each(|_| breaker.note(Sign::Refused, false));
        breaker.run_dry();
        assert_eq!(breaker.trust(), Trust::Doubted);
        let mut breaker = Breaker::new(true);
        breaker.run_dry();
        assert_eq!(breaker.trust(), Trust::Doubted, "nothing was tried");
    }
}
