//! What was found out about one matter.

use std::fmt;

/// Whether a start may depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It may.
    Ok,
    /// It may, and somebody should look at it.
    Warn,
    /// It may not.
    Fail,
}

/// One line of the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) verdict: Verdict,
    matter: &'static str,
    said: String,
}

impl Finding {
    /// In order.
    pub(super) fn ok(matter: &'static str, said: impl Into<String>) -> Self {
        Self { verdict: Verdict::Ok, matter, said: said.into() }
    }

    /// To be looked at: what, and what to do.
    pub(super) fn warn(matter: &'static str, said: impl Into<String>) -> Self {
        Self { verdict: Verdict::Warn, matter, said: said.into() }
    }

    /// To be mended before a start: what, where it is set, what to do.
    pub(super) fn fail(matter: &'static str, said: impl Into<String>) -> Self {
        Self { verdict: Verdict::Fail, matter, said: said.into() }
    }
}

impl fmt::Display for Finding {
    /// `FAIL 邮件服务器：…`, in one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match self.verdict {
            Verdict::Ok => "ok",
            Verdict::Warn => "warn",
            Verdict::Fail => "FAIL",
        };
        write!(f, "{verdict:<4} {}：{}", self.matter, self.said.replace(['\n', '\r'], " "))
    }
}

#[cfg(test)]
mod tests {
    use super::Finding;

    #[test]
    fn a_finding_is_one_line_that_begins_with_its_verdict() {
        assert_eq!(Finding::ok("磁盘", "可写").to_string(), "ok   磁盘：可写");
        assert_eq!(Finding::fail("邮件", "答复\r\n两行").to_string(), "FAIL 邮件：答复  两行");
    }
}
