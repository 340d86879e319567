//! Mails that are claimed and wait for a line, and when more are claimed: before the last of them has left, where the server
//! is quick.

use std::collections::VecDeque;
use std::time::Duration;

use super::lot::Task;

/// So many mails are claimed at once at most; more are claimed when fewer than half as many wait.
const MOST_AHEAD: usize = 256;

/// As many mails are claimed as leave in this time.
const AHEAD: Duration = Duration::from_millis(500);

/// More are claimed where those that wait leave in less than this: a claim and what is read for it take less.
const LEAD: Duration = Duration::from_millis(100);

/// What waits, and how quickly it leaves. Times are of [`crate::clock::monotonic`].
pub(super) struct Queue<'a> {
    waiting: VecDeque<Task<'a>>,
    lines: usize,
    /// So many were asked for last, and since when mails that are done are counted: since these came.
    last: (usize, Duration),
    done: usize,
    /// Claims begun.
    begun: u64,
    /// The last of them that found nothing.
    found_nothing: u64,
    /// The one that somebody waits for.
    asked: u64,
    is_claiming: bool,
}

impl<'a> Queue<'a> {
    /// An empty one for so many lines.
    pub(super) fn new(lines: usize) -> Self {
        let (waiting, last) = (VecDeque::new(), (0, Duration::ZERO));
        Self { waiting, lines, last, done: 0, begun: 0, found_nothing: 0, asked: 0, is_claiming: false }
    }

    /// The one that has waited longest.
    pub(super) fn take(&mut self) -> Option<Task<'a>> {
        self.waiting.pop_front()
    }

    /// The one that was claimed last.
    pub(super) fn take_last(&mut self) -> Option<Task<'a>> {
        self.waiting.pop_back()
    }

    /// How many claims have begun.
    pub(super) fn begun(&self) -> u64 {
        self.begun
    }

    /// Whether a claim is under way.
    pub(super) fn is_claiming(&self) -> bool {
        self.is_claiming
    }

    /// Somebody has waited since so many claims had begun and found nothing: whether a later one found nothing either.
    pub(super) fn has_nothing_since(&self, begun: u64) -> bool {
        self.found_nothing > begun
    }

    /// Somebody has waited since so many claims had begun: there is to be another one, where none of them is under way.
    pub(super) fn ask(&mut self, begun: u64) {
        if !self.is_claiming || self.begun <= begun {
            self.asked = self.begun + 1;
        }
    }

    /// A mail is done.
    pub(super) fn finish(&mut self) {
        self.done += 1;
    }

    /// How many are to be claimed now; `None` for none: there are enough, or it is known that there are no more.
    pub(super) fn wants(&self, now: Duration) -> Option<usize> {
        if self.is_claiming {
            return None;
        }
        let is_low =
            self.found_nothing < self.begun && self.waiting.len() < self.leave_in(LEAD, now).min(MOST_AHEAD / 2);
        let is_empty = self.waiting.is_empty() && self.asked > self.begun;
        let many = self.leave_in(AHEAD, now).min(self.last.0.saturating_mul(2));
        (is_low || is_empty).then(|| many.clamp(self.lines, MOST_AHEAD.max(self.lines)))
    }

    /// As many leave in such a time, as things have gone since mails came last.
    fn leave_in(&self, time: Duration, now: Duration) -> usize {
        let since = now.saturating_sub(self.last.1).as_micros().max(1);
        let done = u128::try_from(self.done).unwrap_or(u128::MAX);
        usize::try_from(done.saturating_mul(time.as_micros()) / since).unwrap_or(usize::MAX)
    }

    /// A claim begins.
    pub(super) fn begin(&mut self) {
        self.begun += 1;
        self.is_claiming = true;
    }

    /// It has brought these.
    pub(super) fn bring(&mut self, tasks: impl IntoIterator<Item = Task<'a>>) {
        self.waiting.extend(tasks);
    }

    /// It has come to its end: so many were asked for, and whether there were any.
    pub(super) fn end(&mut self, asked_for: usize, found_any: bool, now: Duration) {
        self.is_claiming = false;
        if !found_any {
            self.found_nothing = self.begun;
        }
        (self.last, self.done) = ((asked_for, now), 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    /// With four lines, after a claim of so many, of which so many were done in a time.
    fn after(asked_for: usize, done: usize, took: Duration) -> Option<usize> {
        let mut queue = Queue::new(4);
        queue.begin();
        queue.end(asked_for, true, MS);
        (0..done).for_each(|_| queue.finish());
        queue.wants(MS + took)
    }

    #[test]
    fn a_slow_server_is_asked_for_as_much_as_it_takes() {
        assert_eq!(after(4, 0, MS), None, "nobody knows yet");
        assert_eq!(after(4, 4, 1000 * MS), None, "these four were all it takes in a while");
        assert_eq!(after(64, 10, 400 * MS), Some(12), "in half a second");
    }

    #[test]
    fn a_quick_server_is_asked_for_twice_as_much_each_time() {
        assert_eq!(after(4, 1, MS), Some(8));
        assert_eq!(after(100, 100, 50 * MS), Some(200));
        assert_eq!(after(200, 200, 70 * MS), Some(MOST_AHEAD));
    }

    #[test]
    fn whoever_waits_hears_of_a_claim_that_began_after_it_came() {
        let mut queue = Queue::new(4);
        assert_eq!(queue.wants(MS), None, "nobody has asked");
        queue.begin();
        let came = queue.begun();
        queue.ask(came);
        assert_eq!(queue.wants(MS), None, "one is under way");
        queue.end(4, false, MS);
        assert!(!queue.has_nothing_since(came), "what that one did not see may have been given back since");
        assert_eq!(queue.wants(MS), Some(4));
        queue.begin();
        queue.ask(came);
        queue.end(4, false, MS);
        assert!(queue.has_nothing_since(came));
        assert_eq!(queue.wants(MS), None, "it is known that there are none");
    }
}
