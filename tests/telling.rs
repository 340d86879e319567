//! From rules to rows: who is told what on which day, once.

mod deciding;
mod heeded;
mod ladder;
mod offered;
mod once;
mod posts;
mod promised;
mod replayed;
mod weighed;
mod year_end;
