//! Which rows or columns of a sheet are not shown.

/// Stretches of rows or of columns that are not shown.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    /// First and last of each; in order and apart once they are settled.
    gaps: Vec<(usize, usize)>,
}

impl Gaps {
    /// Adds a stretch.
    pub(super) fn add(&mut self, first: usize, last: usize) {
        match self.gaps.last_mut().filter(|gap| gap.1 + 1 == first) {
            Some(gap) => gap.1 = last.max(first),
            None => self.gaps.push((first, last.max(first))),
        }
    }

    /// Puts the stretches in order, those in one that touch.
    pub(super) fn settle(&mut self) {
        self.gaps.sort_unstable();
        let gaps = std::mem::take(&mut self.gaps);
        for (first, last) in gaps {
            match self.gaps.last_mut().filter(|gap| first <= gap.1 + 1) {
                Some(gap) => gap.1 = gap.1.max(last),
                None => self.gaps.push((first, last)),
            }
        }
    }

    /// Whether it is not shown.
    pub(super) fn has(&self, at: usize) -> bool {
        self.behind(at) != at
    }

    /// The first from there on that is shown.
    pub(super) fn behind(&self, at: usize) -> usize {
        let before = self.gaps.partition_point(|(first, _)| *first <= at);
        let gap = before.checked_sub(1).and_then(|last| self.gaps.get(last));
        gap.filter(|(_, last)| at <= *last).map_or(at, |(_, last)| last + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Gaps;

    #[test]
    fn what_is_shown_stands_behind_the_gap() {
        let mut gaps = Gaps::default();
        for (first, last) in [(7, 8), (2, 3), (4, 4), (8, 9)] {
            gaps.add(first, last);
        }
        gaps.settle();
        let behind: Vec<usize> = (1..11).map(|at| gaps.behind(at)).collect();
        assert_eq!(behind, [1, 5, 5, 5, 5, 6, 10, 10, 10, 10]);
        assert!(gaps.has(9) && !gaps.has(5));
    }
}
