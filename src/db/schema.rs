//! The tables of both databases in their common types, kept by hand; a test migrates both and compares.

use diesel::{allow_columns_to_appear_in_same_group_by_clause, allow_tables_to_appear_in_same_query, joinable, table};

/// Names all tables once: they may stand in one query, and each has to be there.
macro_rules! tables {
    ($($table:ident,)+) => {
        allow_tables_to_appear_in_same_query!($($table,)+);

        /// The names of all tables.
        pub(super) const TABLES: &[&str] = &[$(stringify!($table),)+];
    };
}

table! {
    units (id) {
        id -> BigInt,
        name -> Text,
        short_name -> Text,
        official_name -> Nullable<Text>,
        class -> Text,
        coordinating -> Bool,
        phone -> Nullable<Text>,
        position -> Integer,
        created_at -> Timestamp,
        proposed -> Bool,
        parent_id -> Nullable<BigInt>,
    }
}

table! {
    unit_aliases (alias) {
        alias -> Text,
        unit_id -> BigInt,
    }
}

table! {
    people (id) {
        id -> BigInt,
        name -> Text,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
        password_hash -> Nullable<Text>,
        disabled_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        version -> Integer,
    }
}

table! {
    posts (id) {
        id -> BigInt,
        person_id -> BigInt,
        unit_id -> BigInt,
        role -> Text,
        since -> Date,
        until -> Nullable<Date>,
        awaits_consent -> Bool,
    }
}

table! {
    sign_in_links (id) {
        id -> BigInt,
        person_id -> BigInt,
        token_hash -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

table! {
    approvals (id) {
        id -> BigInt,
        kind -> Text,
        person_id -> Nullable<BigInt>,
        obligation_id -> Nullable<BigInt>,
        plan_id -> Nullable<BigInt>,
        requested_by -> BigInt,
        requested_at -> Timestamp,
        decided_by -> Nullable<BigInt>,
        decided_at -> Nullable<Timestamp>,
        agreed -> Bool,
        used_at -> Nullable<Timestamp>,
    }
}

table! {
    files (sha256) {
        sha256 -> Text,
        size -> BigInt,
        content -> Binary,
        created_at -> Timestamp,
    }
}

table! {
    sessions (id) {
        id -> Text,
        person_id -> BigInt,
        post_id -> BigInt,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        expires_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        source -> Nullable<Text>,
        browser -> Nullable<Text>,
    }
}

table! {
    former_passwords (id) {
        id -> BigInt,
        person_id -> BigInt,
        hash -> Text,
        set_at -> Timestamp,
    }
}

table! {
    kept_forms (token_hash) {
        token_hash -> Text,
        person_id -> BigInt,
        action -> Text,
        body -> Text,
        kept_at -> Timestamp,
    }
}

table! {
    sign_in_tries (account, place) {
        account -> Text,
        place -> Text,
        person_id -> Nullable<BigInt>,
        failures -> Integer,
        since -> Timestamp,
        last_at -> Timestamp,
        blocked_until -> Nullable<Timestamp>,
    }
}

table! {
    known_places (person_id, place) {
        person_id -> BigInt,
        place -> Text,
        last_at -> Timestamp,
    }
}

table! {
    plans (id) {
        id -> BigInt,
        title -> Text,
        year -> Integer,
        region -> Nullable<Text>,
        state -> Text,
        source_name -> Text,
        document -> Text,
        document_sha256 -> Text,
        cutoff_day -> Integer,
        assigned_on -> Nullable<Date>,
        imported_at -> Timestamp,
        activated_at -> Nullable<Timestamp>,
        version -> Integer,
        last_year -> Nullable<Integer>,
        proposed_whole -> Nullable<Text>,
        coordinating_unit_id -> Nullable<BigInt>,
        duplicate_of -> Nullable<BigInt>,
        reports_on -> Text,
        reports_from -> Nullable<Date>,
        file_sha256 -> Nullable<Text>,
        kind -> Text,
    }
}

table! {
    tasks (id) {
        id -> BigInt,
        plan_id -> BigInt,
        section -> Text,
        section_title -> Text,
        number -> Text,
        title -> Text,
        position -> Integer,
    }
}

table! {
    measures (id) {
        id -> BigInt,
        task_id -> BigInt,
        number -> Integer,
        subtitle -> Nullable<Text>,
        text -> Text,
        notes -> Text,
        span_start -> BigInt,
        span_end -> BigInt,
        progress -> Text,
        closed -> Bool,
        cadence -> Text,
    }
}

table! {
    assignments (id) {
        id -> BigInt,
        measure_id -> BigInt,
        unit_id -> BigInt,
        role -> Text,
        position -> Integer,
        written_as -> Text,
        proposed -> Bool,
    }
}

table! {
    milestones (id) {
        id -> BigInt,
        measure_id -> BigInt,
        position -> Integer,
        phrase -> Text,
        due -> Nullable<Date>,
        kind -> Text,
        deliverable -> Text,
        owed_by -> Text,
        span_start -> BigInt,
        span_end -> BigInt,
    }
}

table! {
    indicators (id) {
        id -> BigInt,
        plan_id -> BigInt,
        measure_id -> Nullable<BigInt>,
        unit_id -> Nullable<BigInt>,
        position -> Integer,
        name -> Text,
        op -> Text,
        value -> Nullable<Double>,
        value_to -> Nullable<Double>,
        unit -> Nullable<Text>,
        qualifier -> Nullable<Text>,
        baseline -> Nullable<Text>,
        due -> Nullable<Date>,
        scope -> Text,
        quote -> Text,
        span_start -> BigInt,
        span_end -> BigInt,
        proposed_unit -> Nullable<Text>,
    }
}

table! {
    problems (id) {
        id -> BigInt,
        plan_id -> BigInt,
        position -> Integer,
        severity -> Text,
        message -> Text,
        quote -> Text,
        span_start -> BigInt,
        span_end -> BigInt,
        settled_at -> Nullable<Timestamp>,
    }
}

table! {
    leftovers (id) {
        id -> BigInt,
        plan_id -> BigInt,
        task_id -> Nullable<BigInt>,
        quote -> Text,
        span_start -> BigInt,
        span_end -> BigInt,
        measure_id -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        settled_at -> Nullable<Timestamp>,
    }
}

table! {
    obligations (id) {
        id -> BigInt,
        plan_id -> BigInt,
        measure_id -> BigInt,
        milestone_id -> Nullable<BigInt>,
        unit_id -> BigInt,
        kind -> Text,
        deliverable -> Text,
        due -> Date,
        original_due -> Date,
        due_rev -> Integer,
        redated_on -> Nullable<Date>,
        answer_by -> Nullable<Date>,
        status -> Text,
        awaiting -> Nullable<Text>,
        claimed_not_applicable -> Bool,
        lead_silent -> Bool,
        long_range -> Bool,
        stage -> Nullable<Text>,
        percent -> Nullable<Integer>,
        reported_period -> Nullable<Text>,
        acknowledged_at -> Nullable<Timestamp>,
        submitted_at -> Nullable<Timestamp>,
        submitted_by -> Nullable<BigInt>,
        closed_at -> Nullable<Timestamp>,
        version -> Integer,
        created_at -> Timestamp,
        came_late -> Bool,
        yellow_on -> Nullable<Date>,
        red_on -> Nullable<Date>,
        off_on -> Nullable<Date>,
        lamp_rev -> BigInt,
        cadence -> Text,
    }
}

// The same rows by what they are searched by: with one column more a table would be too wide for the 32 that diesel compiles quickly.
table! {
    #[sql_name = "obligations"]
    obligation_words (id) {
        id -> BigInt,
        plan_id -> BigInt,
        measure_id -> BigInt,
        deliverable -> Text,
        text_id -> Nullable<BigInt>,
        occurrence -> Integer,
        parent_id -> Nullable<BigInt>,
    }
}

joinable!(obligation_words -> measures (measure_id));
allow_tables_to_appear_in_same_query!(obligation_words, tasks);
allow_tables_to_appear_in_same_query!(obligation_words, measures);
allow_tables_to_appear_in_same_query!(obligation_words, search_texts);

table! {
    search_texts (id) {
        id -> BigInt,
        folded -> Text,
    }
}

table! {
    search_grams (gram, text_id) {
        gram -> BigInt,
        text_id -> BigInt,
    }
}

table! {
    reports (id) {
        id -> BigInt,
        obligation_id -> BigInt,
        period -> Text,
        stage -> Text,
        progress -> Text,
        figures -> Text,
        done_count -> Nullable<Integer>,
        total_count -> Nullable<Integer>,
        problems -> Text,
        help_needed -> Text,
        next_steps -> Text,
        evidence -> Text,
        no_change -> Bool,
        person_id -> BigInt,
        created_at -> Timestamp,
        submitted_at -> Nullable<Timestamp>,
        voided_at -> Nullable<Timestamp>,
        withdrawn -> Bool,
        reviewed -> Bool,
        answers_return -> Bool,
        filing -> Nullable<BigInt>,
        on_behalf -> Bool,
        round_id -> Nullable<BigInt>,
    }
}

table! {
    rounds (id) {
        id -> BigInt,
        plan_id -> BigInt,
        cadence -> Text,
        period -> Text,
        opens -> Date,
        cut_off -> Date,
        compiled_on -> Date,
        opened_at -> Timestamp,
    }
}

table! {
    audit (id) {
        id -> BigInt,
        at -> Timestamp,
        person_id -> Nullable<BigInt>,
        actor -> Text,
        actor_unit -> Nullable<Text>,
        verb -> Text,
        object -> Text,
        object_id -> BigInt,
        obligation_id -> Nullable<BigInt>,
        remark -> Nullable<Text>,
        detail -> Text,
        actor_kind -> Text,
        source -> Nullable<Text>,
        channel -> Nullable<Text>,
        format -> Integer,
    }
}

table! {
    refusals (key) {
        key -> Text,
        entry_id -> Nullable<BigInt>,
        times -> BigInt,
        last_at -> Timestamp,
    }
}

table! {
    calls (id) {
        id -> BigInt,
        obligation_id -> Nullable<BigInt>,
        due_rev -> Integer,
        person_id -> BigInt,
        spoke_with -> Text,
        phone -> Nullable<Text>,
        answer -> Text,
        called_at -> Timestamp,
        once_key -> Nullable<Text>,
        subject -> Text,
        plan_id -> BigInt,
        about_unit_id -> BigInt,
        about_span -> Text,
    }
}

table! {
    calendar_days (date, region) {
        date -> Date,
        region -> Text,
        kind -> Text,
        name -> Text,
        source -> Text,
    }
}

table! {
    rule_versions (kind, version) {
        kind -> Text,
        version -> BigInt,
        origin -> Text,
        source -> Text,
        content -> Text,
        created_at -> Timestamp,
        created_by -> Text,
    }
}

table! {
    rules_rev (id) {
        id -> BigInt,
        rev -> BigInt,
    }
}

table! {
    agenda (plan_id, unit_id, obligation_id) {
        plan_id -> BigInt,
        unit_id -> BigInt,
        obligation_id -> BigInt,
        next_on -> Nullable<Date>,
        waits_for -> Nullable<Integer>,
        rules_rev -> BigInt,
    }
}

table! {
    mails (id) {
        id -> BigInt,
        key -> Text,
        person_id -> BigInt,
        kind -> Text,
        local_date -> Date,
        unit_id -> BigInt,
        role -> Text,
        to_address -> Nullable<Text>,
        subject -> Nullable<Text>,
        message_id -> Text,
        state -> Text,
        attempts -> Integer,
        doubts -> Integer,
        not_before -> Timestamp,
        owner -> Nullable<Text>,
        fence -> Integer,
        handed_at -> Nullable<Timestamp>,
        finished_at -> Nullable<Timestamp>,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
        first_tried_at -> Nullable<Timestamp>,
        strikes -> Integer,
        struck_at -> Nullable<Timestamp>,
        at_once -> Bool,
        sealed -> Bool,
    }
}

table! {
    mail_texts (mail_id) {
        mail_id -> BigInt,
        body_text -> Text,
        body_html -> Text,
        raw -> Text,
    }
}

table! {
    notices (id) {
        id -> BigInt,
        key -> Text,
        plan_id -> BigInt,
        subject -> Text,
        obligation_id -> Nullable<BigInt>,
        due_rev -> Integer,
        rung -> Text,
        unit_id -> BigInt,
        role -> Text,
        person_id -> Nullable<BigInt>,
        channel -> Text,
        mail_id -> Nullable<BigInt>,
        fired_on -> Date,
        settled_at -> Nullable<Timestamp>,
        rules -> Text,
        created_at -> Timestamp,
        about_unit_id -> BigInt,
        about_span -> Text,
    }
}

table! {
    proposals (id) {
        id -> BigInt,
        obligation_id -> Nullable<BigInt>,
        due_rev -> Integer,
        rung -> Text,
        options -> Text,
        proposed_on -> Date,
        state -> Text,
        choice -> Nullable<Text>,
        remark -> Nullable<Text>,
        decided_by -> Nullable<BigInt>,
        decided_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        proposed_by -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        subject -> Text,
        plan_id -> BigInt,
        about_unit_id -> BigInt,
        about_span -> Text,
    }
}

table! {
    beats (name) {
        name -> Text,
        beat -> BigInt,
        at -> Timestamp,
    }
}

table! {
    compatibility (id) {
        id -> BigInt,
        oldest_program -> Integer,
    }
}

table! {
    instance (id) {
        id -> BigInt,
        key -> Text,
        generation -> Integer,
        branch -> Text,
        restored_at -> Nullable<Timestamp>,
        data_until -> Nullable<Timestamp>,
        held -> Bool,
        held_mail -> BigInt,
    }
}

table! {
    relay (id) {
        id -> BigInt,
        broken -> Bool,
        failing_since -> Nullable<Timestamp>,
        reason -> Nullable<Text>,
        accepted_at -> Nullable<Timestamp>,
    }
}

table! {
    suspended_addresses (address) {
        address -> Text,
        since -> Timestamp,
        reason -> Text,
    }
}

table! {
    job_failures (job) {
        job -> Text,
        rounds -> Integer,
        since -> Timestamp,
        last_at -> Timestamp,
        reason -> Text,
    }
}

table! {
    unreadable_dates (table_name, row_id, column_name) {
        table_name -> Text,
        row_id -> BigInt,
        column_name -> Text,
        value -> Text,
    }
}

joinable!(unit_aliases -> units (unit_id));
joinable!(posts -> people (person_id));
joinable!(posts -> units (unit_id));
joinable!(sign_in_links -> people (person_id));
joinable!(sessions -> people (person_id));
joinable!(sessions -> posts (post_id));
joinable!(former_passwords -> people (person_id));
joinable!(kept_forms -> people (person_id));
joinable!(approvals -> people (person_id));
joinable!(plans -> files (file_sha256));
joinable!(sign_in_tries -> people (person_id));
joinable!(known_places -> people (person_id));
joinable!(tasks -> plans (plan_id));
joinable!(measures -> tasks (task_id));
joinable!(assignments -> measures (measure_id));
joinable!(assignments -> units (unit_id));
joinable!(milestones -> measures (measure_id));
joinable!(indicators -> plans (plan_id));
joinable!(indicators -> measures (measure_id));
joinable!(indicators -> units (unit_id));
joinable!(problems -> plans (plan_id));
joinable!(leftovers -> plans (plan_id));
joinable!(obligations -> plans (plan_id));
joinable!(obligations -> measures (measure_id));
joinable!(obligations -> milestones (milestone_id));
joinable!(obligations -> units (unit_id));
joinable!(obligations -> people (submitted_by));
joinable!(reports -> obligations (obligation_id));
joinable!(reports -> people (person_id));
joinable!(reports -> rounds (round_id));
joinable!(rounds -> plans (plan_id));
joinable!(audit -> people (person_id));
joinable!(audit -> obligations (obligation_id));
joinable!(refusals -> audit (entry_id));
joinable!(calls -> obligations (obligation_id));
joinable!(calls -> people (person_id));
joinable!(mails -> people (person_id));
joinable!(mails -> units (unit_id));
joinable!(notices -> plans (plan_id));
joinable!(notices -> obligations (obligation_id));
joinable!(notices -> units (unit_id));
joinable!(notices -> people (person_id));
joinable!(notices -> mails (mail_id));
joinable!(proposals -> obligations (obligation_id));
joinable!(proposals -> people (decided_by));

tables!(
    units,
    unit_aliases,
    people,
    posts,
    sign_in_links,
    sessions,
    former_passwords,
    kept_forms,
    approvals,
    files,
    sign_in_tries,
    known_places,
    plans,
    tasks,
    measures,
    assignments,
    milestones,
    indicators,
    problems,
    leftovers,
    obligations,
    search_texts,
    search_grams,
    reports,
    rounds,
    audit,
    refusals,
    calls,
    calendar_days,
    rule_versions,
    rules_rev,
    agenda,
    mails,
    mail_texts,
    notices,
    proposals,
    beats,
    compatibility,
    instance,
    relay,
    suspended_addresses,
    job_failures,
    unreadable_dates,
);

// What is counted by section.
allow_columns_to_appear_in_same_group_by_clause!(
    obligations::plan_id,
    obligations::status,
    obligations::stage,
    obligations::came_late,
    obligations::claimed_not_applicable,
    obligations::unit_id,
    obligations::reported_period,
    obligations::due,
    obligations::answer_by,
    obligations::cadence,
    plans::assigned_on,
    plans::cutoff_day,
    plans::title,
    tasks::section,
    tasks::section_title,
);
