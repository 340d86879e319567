//! What a row of the trail has to say, verb by verb: which keys of its content, under which label, and how each is said.

use crate::domain::trail::Verb;

/// How a value is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// As it stands: what people, documents and programs say.
    Text,
    /// A word of that group of the catalogue.
    Word(&'static str),
    /// A date with its weekday.
    Day,
    /// A number.
    Number,
    /// Several numbers.
    Numbers,
    /// A number of a hundred.
    Percent,
    /// A month: `2024-06`.
    Month,
    /// Said where it is true, with its label alone.
    Tick,
    /// The same where it is not.
    Untick,
    /// A rung of the ladder: `+10`.
    Rung,
    /// Names and what was typed under each, of the filters of a page.
    Filters,
    /// Nothing to be said: a number that only the program reads.
    Silent,
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Under its key.
    Under(&'static str),
    /// Under its key, as what was and what is: `[before, after]`.
    Both(&'static str),
    /// What was stands under `from`, what is under `to`.
    FromTo,
    /// The same where both are objects with that key.
    InFromTo(&'static str),
}

/// A part of what is said: where it stands, the catalogue's key of its label, and how it is said.
pub(super) type Part = (Place, &'static str, Kind);

use Kind::{Day, Filters, Month, Number, Numbers, Percent, Rung, Silent, Text, Tick, Untick, Word};
use Place::{Both, FromTo, InFromTo, Under};

/// What is asked of rows from before the trail had a column for it.
const SOURCE: Part = (Under("source"), "audit.source", Text);

/// A step of an obligation. Its due date stands in every row; only where it moves there is something to say.
const STEP: &[Part] = &[
    (FromTo, "item.status", Word("status")),
    (Both("stage"), "report.stage", Word("stage")),
    (Both("percent"), "audit.percent", Percent),
    (Under("answer_by"), "review.answer_by", Day),
    (Under("as_empty"), "audit.as_empty", Tick),
    (Under("due"), "item.due", Silent),
];

/// A step that moves the date.
const MOVES: &[Part] = &[
    (FromTo, "item.status", Word("status")),
    (Under("due"), "audit.new_due", Day),
    (Under("answer_by"), "review.answer_by", Day),
    (Under("as_empty"), "audit.as_empty", Tick),
];

/// A text that was another one, or none.
const TEXTS: &[Part] = &[(FromTo, "audit.text", Text)];

const GUESS: &[Part] = &[
    (Under("indicator"), "object.indicator", Text),
    (Under("unit"), "draft.value_unit", Text),
    (Under("whole"), "audit.whole", Text),
];

const PROPOSAL: &[Part] =
    &[(Under("choice"), "proposal.measure", Word("proposal")), (Under("rung"), "rung.title", Rung)];

const POST: &[Part] = &[(Under("unit"), "item.unit", Text), (Under("role"), "person.role", Word("role"))];

/// Wrong passwords; what was typed stands where nobody has that address.
const TRIES: &[Part] =
    &[(Under("typed"), "audit.typed_address", Text), (Under("failures"), "audit.failures", Number), SOURCE];

/// A post that is given, and what comes with it.
const NEW_POST: &[Part] = &[
    (Under("unit"), "item.unit", Text),
    (Under("role"), "person.role", Word("role")),
    (Under("closed"), "audit.way_in_closed", Tick),
    (Under("consent"), "audit.consent", Word("post_consent")),
];

const UNIT: &[Part] = &[
    (Under("unit"), "object.unit", Text),
    (Under("same_as"), "draft.same_as", Text),
    (Under("class"), "draft.class", Word("unit_class")),
];

const LEFTOVER: &[Part] = &[(Under("text"), "audit.text", Text), (Under("all"), "audit.leftovers", Number)];

/// From each verb to what its rows say; a verb that stands nowhere here does not compile.
macro_rules! said_by {
    ($($verb:ident => $parts:expr,)+) => {
        /// What rows of a verb say; nothing of one that another version wrote.
        pub(super) fn parts(verb: Verb) -> &'static [Part] {
            match verb {
                $(Verb::$verb => $parts,)+
                Verb::Unknown(_) => &[],
            }
        }
    };
}

said_by! {
    Acknowledge => STEP,
    KeepDraft => STEP,
    SaveReport => STEP,
    SaveReportFor => STEP,
    Submit => STEP,
    SubmitFor => STEP,
    Withdraw => STEP,
    WithdrawClaim => STEP,
    Accept => STEP,
    PassOn => STEP,
    Return => STEP,
    Close => STEP,
    ClaimNotApplicable => STEP,
    ConfirmNotApplicable => STEP,
    DeclineNotApplicable => STEP,
    Extend => MOVES,
    Suspend => STEP,
    Resume => STEP,
    Cancel => STEP,
    Reopen => STEP,
    FileMonth => &[(Under("period"), "audit.month", Month), (Under("reports"), "audit.reports", Number)],
    OpenRound => &[
        (Under("period"), "audit.month", Month),
        (Under("cadence"), "round.cadence", Word("cadence")),
        (Under("cut_off"), "round.cut_off", Day),
        (Under("compiled_on"), "round.compiled_on", Day),
    ],
    WithdrawMonth => &[
        (Under("taken_back"), "audit.taken_back", Number),
        (Under("stay"), "audit.stay", Number),
        (Under("filing"), "audit.filing", Silent),
    ],
    BecomeOverdue => &[(Under("due_rev"), "audit.due_rev", Silent)],
    RecordCall => &[
        (Under("unit"), "item.unit", Text),
        (Under("period"), "audit.month", Month),
        (Under("spoke_with"), "call.spoke_with", Text),
        (Under("phone"), "call.phone", Text),
    ],
    ProposeMeasure => PROPOSAL,
    ConfirmProposal => PROPOSAL,
    DeclineProposal => PROPOSAL,
    Tick => &[
        (Under("notices"), "audit.notices", Number),
        (Under("mails"), "audit.mails", Number),
        (Under("proposals"), "proposal.title", Number),
    ],
    LoadCalendar => &[(Under("days"), "audit.days", Number)],
    SetRules => &[
        (Under("rule"), "rules.kind", Word("rule_kind")),
        (Under("version"), "rules.version", Number),
        (Under("origin"), "rules.origin", Word("rule_origin")),
        (Under("of"), "rules.source", Text),
    ],
    ResendMail => &[
        (Under("was"), "outbox.state", Word("mail_state")),
        (Under("reason"), "audit.reason", Text),
        (Under("at_once"), "audit.at_once", Tick),
    ],
    LiftSuspension => &[(Under("address"), "field.email", Text), (Under("reason"), "audit.reason", Text)],
    RestoreDatabase => &[
        (Under("data_until"), "audit.data_until", Text),
        (Under("generation"), "audit.generation", Number),
        (Under("mails"), "audit.waiting", Number),
    ],
    ReleaseOutbox => &[
        (Under("restored"), "audit.held_restored", Word("held_mails")),
        (Under("newer"), "audit.held_newer", Word("held_mails")),
        (Under("sent"), "audit.to_send", Number),
        (Under("counted"), "audit.counted_as_sent", Number),
    ],
    ImportPlan => &[
        (Under("file"), "field.file", Text),
        (Under("tasks"), "audit.tasks", Number),
        (Under("measures"), "audit.measures", Number),
    ],
    ActivatePlan => &[
        (Under("assigned_on"), "audit.assigned_on", Day),
        (Under("standing"), "kind.standing", Number),
        (Under("dated"), "kind.dated", Number),
    ],
    DiscardDraft => &[(Under("title"), "draft.plan_title", Text), (Under("file"), "field.file", Text)],
    EditPlan => &[
        (InFromTo("title"), "draft.plan_title", Text),
        (InFromTo("year"), "draft.year", Number),
        (InFromTo("last_year"), "draft.last_year", Number),
        (InFromTo("kind"), "plan.kind", Word("plan_kind")),
        (InFromTo("cutoff_day"), "draft.cutoff_day", Number),
        (InFromTo("reports_on"), "draft.reports_on", Word("reports_on")),
    ],
    Redate => &[(Under("phrase"), "field.phrase", Text), (FromTo, "item.due", Day)],
    EditTask => TEXTS,
    AddMeasure => &[
        (Under("text"), "audit.text", Text),
        (Under("task"), "audit.task_number", Number),
        (Under("measures"), "audit.measure_numbers", Numbers),
    ],
    EditMeasure => TEXTS,
    RemoveMeasure => &[(Under("text"), "audit.text", Text)],
    SetCadence => &[(FromTo, "round.cadence", Word("cadence"))],
    CloseMeasure => &[(Under("closed"), "chase.closed", Tick), (Under("closed"), "chase.open", Untick)],
    AddMilestone => &[
        (Under("deliverable"), "item.what", Text),
        (Under("owed_by"), "draft.owed_by", Text),
        (Under("due"), "item.due", Day),
    ],
    EditMilestone => TEXTS,
    RemoveMilestone => TEXTS,
    AddIndicator => TEXTS,
    EditIndicator => TEXTS,
    RemoveIndicator => TEXTS,
    AssignUnits => TEXTS,
    AdoptUnits => &[(Under("units"), "audit.units", Text)],
    DeclineUnits => &[(Under("units"), "audit.units", Text)],
    AdoptGuess => GUESS,
    DeclineGuess => GUESS,
    PlaceUnit => UNIT,
    AddUnit => UNIT,
    AppointOffice => &[(Under("unit"), "object.unit", Text)],
    ExpandGroup => &[(Under("unit"), "object.unit", Text), (Under("members"), "draft.members", Text)],
    SettleLeftover => LEFTOVER,
    ReopenLeftover => LEFTOVER,
    EditLeftover => TEXTS,
    SettleProblem => &[],
    ReopenProblem => &[],
    AddPerson => NEW_POST,
    EditPerson => &[
        (Both("name"), "person.name", Text),
        (Both("email"), "field.email", Text),
        (Both("phone_shown"), "call.phone", Text),
        // Rows from before say only that it changed.
        (Under("phone"), "audit.new_phone", Tick),
    ],
    AddPost => NEW_POST,
    EndPost => &[
        (Under("unit"), "item.unit", Text),
        (Under("role"), "person.role", Word("role")),
        (Under("from"), "audit.ends_on", Day),
        (Under("goes_on"), "audit.goes_on", Tick),
    ],
    EnablePerson => &[],
    DisablePerson => &[],
    RenewLink => &[],
    RequestLink => &[],
    AgreeLink => &[],
    RefuseLink => &[],
    ChangePassword => &[],
    EndSessions => &[(Under("sessions"), "audit.sessions", Number)],
    SetPassword => &[SOURCE],
    SignIn => &[SOURCE],
    SignOut => &[],
    ChoosePost => POST,
    FailSignIn => TRIES,
    LockAccount => TRIES,
    UnlockAccount => &[(Under("places"), "audit.places", Number)],
    Refuse => &[
        (Under("why"), "audit.why", Word("refused")),
        (Under("status"), "audit.status", Number),
        (Under("address"), "audit.address", Text),
        (Under("account"), "audit.tried_account", Number),
        (Under("wish"), "audit.wish", Silent),
    ],
    ExportTrail => &[(Under("filters"), "audit.filters", Filters)],
}
