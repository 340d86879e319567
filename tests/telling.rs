//! From rules to rows: who is told what on which day, once.

mod called;
mod deciding;
mod heeded;
mod ladder;
mod offered;
mod once;
mod posts;
mod promised;
mod replayed;
mod sent_back;
mod weighed;
mod year_end;
