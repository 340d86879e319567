//! A section of stages (实施步骤): that its stages name no units is said once.

/// Where in such a section a reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Steps {
    /// Not in one.
    #[default]
    Outside,
    /// Nothing was said of it.
    Open,
    /// It was said.
    Told,
}

impl Steps {
    /// Where a reader is that goes on to a task.
    pub(super) fn next(self, inside: bool) -> Self {
        match self {
            _ if !inside => Self::Outside,
            Self::Outside => Self::Open,
            steps => steps,
        }
    }

    /// What is said of a measure without units; nothing where it was said of all stages.
    pub(super) fn of_nobody(&mut self) -> Option<&'static str> {
        match self {
            Self::Outside => Some("没有写明责任单位"),
            Self::Open => {
                *self = Self::Told;
                Some("各阶段没有写明责任单位")
            }
            Self::Told => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, UnitRegistry, compile};

    #[test]
    fn stages_without_units_are_said_once() {
        let registry = UnitRegistry::guangxi().unwrap();
        let written = "云河市2025年整治方案\n一、任务\n（一）清理。清理12项。（市甲局牵头）\n（二）公开。公开清单。\n二、实施步骤\n（一）动员阶段（3月底前）。召开动员会。\n（二）自查阶段（4月至6月）。各部门自查。\n（三）总结阶段（8月底前）。总结经验。";
        let problems = compile(written, &Options { registry: &registry, year: None }).problems;
        let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
        let count = |message: &str| messages.iter().filter(|one| **one == message).count();
        assert_eq!([count("没有写明责任单位"), count("各阶段没有写明责任单位")], [1, 1], "{messages:?}");
    }
}
