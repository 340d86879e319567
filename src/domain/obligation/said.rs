//! What a report says beside what was said before: whether it is news, and whether 无新进展 may stand beside it. All fields count:
//! who only writes a new problem, a call for help or a next step has something new to say.

use super::Stage;

/// What a report says, for comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'a> {
    /// How far the work is.
    pub stage: Stage,
    /// 本月进展, 累计数据, 存在问题, 需自治区协调事项, 下一步措施.
    pub texts: [&'a str; 5],
    /// Done, and of so many.
    pub counts: [Option<i32>; 2],
    /// 佐证材料; `None` where it was not asked for.
    pub evidence: Option<&'a str>,
}

/// Whether a report has something to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Something is other than it was.
    New,
    /// The last words once more, or none at all.
    Same,
}

impl Said<'_> {
    /// Whether it is news beside what was said before: the report that counts, and what was voided since. Nothing at all is none.
    pub fn news(&self, before: &[Said<'_>]) -> News {
        let stays = before.last().map_or(self.stage == Stage::InProgress, |last| last.stage == self.stage);
        let says_nothing = stays && self.is_blank();
        let again = before.iter().any(|last| self.same_as(last));
        if says_nothing || again { News::Same } else { News::New }
    }

    /// Whether it contradicts 无新进展: it has words or figures that were not there before, or the work is at another stage.
    /// What is left out contradicts nothing.
    pub fn contradicts_no_change(&self, before: &[Said<'_>]) -> bool {
        match before {
            [] => !self.is_blank(),
            before => before.iter().all(|last| self.stage != last.stage || self.adds_to(last)),
        }
    }

    fn is_blank(&self) -> bool {
        self.fields().iter().all(|field| field.is_empty()) && self.counts == [None, None]
    }

    fn fields(&self) -> [&str; 6] {
        let [progress, figures, problems, help_needed, next_steps] = self.texts;
        [progress, figures, problems, help_needed, next_steps, self.evidence.unwrap_or_default()]
    }

    fn same_as(&self, last: &Said<'_>) -> bool {
        let same_evidence = self.evidence.is_none_or(|evidence| Some(evidence) == last.evidence);
        self.stage == last.stage && self.texts == last.texts && self.counts == last.counts && same_evidence
    }

    fn adds_to(&self, last: &Said<'_>) -> bool {
        let new_words = self.fields().iter().zip(last.fields()).any(|(now, then)| !now.is_empty() && *now != then);
        let new_figures = self.counts.iter().zip(last.counts).any(|(now, then)| now.is_some() && *now != then);
        new_words || new_figures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAST: Said<'static> = Said {
        stage: Stage::InProgress,
        texts: ["已淘汰 2 家", "累计 9 家", "资金不足", "", "验收"],
        counts: [Some(2), Some(9)],
        evidence: Some("桂环函〔2024〕3 号"),
    };
    const NOTHING: Said<'static> =
        Said { stage: Stage::InProgress, texts: [""; 5], counts: [None; 2], evidence: Some("") };

    /// The last words with one field other than it was.
    fn changed() -> [Said<'static>; 8] {
        let text = |at: usize| {
            let mut texts = LAST.texts;
            texts[at] = "另一句";
            Said { texts, ..LAST }
        };
        let figures = Said { counts: [Some(3), Some(9)], ..LAST };
        let stage = Said { stage: Stage::MostlyDone, ..LAST };
        let evidence = Said { evidence: Some("另一份"), ..LAST };
        [text(0), text(1), text(2), text(3), text(4), figures, stage, evidence]
    }

    #[test]
    fn a_change_of_any_field_is_news_and_contradicts_no_change() {
        for said in changed() {
            assert_eq!(said.news(&[LAST]), News::New, "{said:?}");
            assert!(said.contradicts_no_change(&[LAST]), "{said:?}");
        }
    }

    #[test]
    fn the_last_words_once_more_are_no_news_whether_evidence_was_asked_for_or_not() {
        for said in [LAST, Said { evidence: None, ..LAST }] {
            assert_eq!(said.news(&[LAST]), News::Same);
            assert!(!said.contradicts_no_change(&[LAST]));
        }
    }

    #[test]
    fn what_was_voided_since_is_no_news_either() {
        let [voided, ..] = changed();
        assert_eq!(voided.news(&[LAST, voided]), News::Same);
        assert_eq!(LAST.news(&[LAST, voided]), News::Same);
    }

    #[test]
    fn who_says_nothing_has_no_news_and_may_say_so() {
        assert_eq!((NOTHING.news(&[]), NOTHING.news(&[LAST])), (News::Same, News::Same));
        assert!(!NOTHING.contradicts_no_change(&[]) && !NOTHING.contradicts_no_change(&[LAST]));
        let shorter = Said { texts: ["", "", "资金不足", "", ""], counts: [None; 2], ..LAST };
        assert_eq!(shorter.news(&[LAST]), News::New, "less than before is something else");
        assert!(!shorter.contradicts_no_change(&[LAST]), "but nothing new");
    }

    #[test]
    fn the_first_words_are_news_and_so_is_another_stage_without_words() {
        assert_eq!(LAST.news(&[]), News::New);
        assert!(LAST.contradicts_no_change(&[]));
        assert_eq!(Said { stage: Stage::Done, ..NOTHING }.news(&[]), News::New);
        assert_eq!(Said { stage: Stage::Done, ..NOTHING }.news(&[LAST]), News::New);
    }
}
