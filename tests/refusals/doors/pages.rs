//! The addresses of pages.

use super::Input::*;
use super::Who::*;
use super::{Door, Input, REPORT_FORM, TRAIL, see, send};
use crate::refusals::bad::Kind::*;

/// A row of the month's table, and the button.
macro_rules! month {
    ($then:literal) => {
        Form(
            &[
                ("id", "@obligations"),
                ("version", "1"),
                ("stage", "in_progress"),
                ("progress", "完成排查"),
                ("done", ""),
                ("total", ""),
                ("figures", ""),
                ("problems", ""),
                ("help_needed", ""),
                ("next_steps", ""),
                ("then", $then),
            ],
            &[
                ("id", Machine),
                ("version", Machine),
                ("stage", Word),
                ("progress", Lines(4_000)),
                ("figures", Lines(4_000)),
                ("problems", Lines(4_000)),
                ("help_needed", Lines(4_000)),
                ("next_steps", Lines(4_000)),
                ("done", Whole),
                ("total", Whole),
            ],
        )
    };
}

/// What was said on the telephone.
const CALL: Input = Form(
    &[("spoke_with", "韦某"), ("phone", ""), ("answer", "本周报")],
    &[("spoke_with", Line(100)), ("phone", Phone), ("answer", Lines(2_000))],
);

/// The page of a draft, with nothing typed in it: what is not sent stays as it is.
const DRAFT: (&str, &str) = ("version", "@version");

/// Every address of `src/web/routes.rs`.
pub const PAGES: &[Door] = &[
    see(Anybody, "/healthz", Nothing),
    see(Anybody, "/readyz", Nothing),
    see(Anybody, "/metrics", Nothing),
    see(Anybody, "/static/{version}/{file:.*}", Nothing),
    see(Coordinator, "/", Nothing),
    see(Coordinator, "/session", Nothing),
    see(Anybody, "/sign-in", Nothing),
    send(Anybody, "/sign-in", Form(&[("email", "a@x.cn"), ("password", "wrong")], &[("email", Account)])),
    send(Anybody, "/sign-out", Nothing),
    see(Anybody, "/set-password/{token}", Nothing),
    send(Anybody, "/set-password/{token}", Form(&[("password", "a"), ("again", "a")], &[])),
    send(Coordinator, "/post", Form(&[("post", "1")], &[("post", Machine)])),
    see(Liaison, "/my-work", Nothing),
    send(Coordinator, "/my-work/acknowledgement", Nothing),
    send(Liaison, "/my-work/month", month!("submit")),
    send(Liaison, "/my-work/month/filing", month!("file")),
    send(
        Liaison,
        "/my-work/month/withdrawal",
        Form(&[("row", "{obligations}.1")], &[("row", Machine), ("filing", Machine)]),
    ),
    see(Coordinator, "/obligations/{id}", Nothing),
    send(Liaison, "/obligations/{id}/acknowledgement", Form(&[("version", "1")], &[])),
    send(
        Liaison,
        "/obligations/{id}/reports",
        Form(&[("version", "1"), ("stage", "in_progress"), ("progress", "完成排查"), ("then", "submit")], &REPORT_FORM),
    ),
    send(Liaison, "/obligations/{id}/withdrawal", Form(&[("version", "1")], &[])),
    send(Coordinator, "/obligations/{id}/acceptance", Form(&[("version", "1")], &[])),
    send(
        Coordinator,
        "/obligations/{id}/closure",
        Form(&[("version", "1"), ("reason", "已核实")], &[("reason", Lines(2_000))]),
    ),
    send(
        Coordinator,
        "/obligations/{id}/return",
        Form(
            &[("version", "1"), ("reason", "补充"), ("answer_by", "2024-05-20")],
            &[("reason", Lines(2_000)), ("answer_by", Date)],
        ),
    ),
    send(
        Liaison,
        "/obligations/{id}/not-applicable",
        Form(&[("version", "1"), ("reason", "无此企业")], &[("reason", Lines(2_000))]),
    ),
    send(Coordinator, "/obligations/{id}/not-applicable/confirmation", Form(&[("version", "1")], &[])),
    send(
        Coordinator,
        "/obligations/{id}/not-applicable/decline",
        Form(&[("version", "1"), ("reason", "有一家")], &[("reason", Lines(2_000))]),
    ),
    send(
        Coordinator,
        "/obligations/{id}/reopening",
        Form(&[("version", "1"), ("reason", "有误")], &[("reason", Lines(2_000)), ("answer_by", Date)]),
    ),
    see(Coordinator, "/months/{plan}/{owner}/{period}", Nothing),
    send(Coordinator, "/months/{plan}/{owner}/{period}", CALL),
    send(Coordinator, "/obligations/{id}/calls", CALL),
    send(
        Coordinator,
        "/obligations/{id}/proposals",
        Form(&[("choice", "interview"), ("reason", "多次催办无果")], &[("choice", Word), ("reason", Lines(2_000))]),
    ),
    send(
        Coordinator,
        "/obligations/{id}/proposals/{proposal}",
        Form(
            &[("choice", "circular"), ("remark", ""), ("then", "confirm")],
            &[("choice", Word), ("remark", Lines(2_000))],
        ),
    ),
    see(Coordinator, "/brief", Nothing),
    see(Coordinator, "/desk", Nothing),
    see(Coordinator, "/overdue", Nothing),
    see(Coordinator, "/review", Nothing),
    see(
        Coordinator,
        "/mails",
        Query(&[
            ("state", Word),
            ("kind", Word),
            ("to", Line(100)),
            ("date", Date),
            ("plan", Key),
            ("obligation", Key),
            ("before", Key),
        ]),
    ),
    see(Coordinator, "/mails/held", Nothing),
    send(
        Coordinator,
        "/mails/held/release",
        Form(
            &[("generation", "0"), ("seen", "1"), ("restored", "send"), ("newer", "send")],
            &[("generation", Machine), ("seen", Machine), ("restored", Word), ("newer", Word)],
        ),
    ),
    see(Coordinator, "/mails/{id}", Nothing),
    see(Coordinator, "/mails/{id}/html", Nothing),
    send(Coordinator, "/mails/{id}/resending", Form(&[], &[])),
    send(Coordinator, "/mails/addresses/lifting", Form(&[("address", "a@x.cn")], &[("address", SentBack)])),
    see(
        Coordinator,
        "/ledger",
        Query(&[
            ("unit", Word),
            ("kind", Word),
            ("status", Word),
            ("lamp", Word),
            ("due_from", Date),
            ("due_to", Date),
        ]),
    ),
    see(Coordinator, "/plan", Nothing),
    see(Coordinator, "/plans/import", Nothing),
    send(Coordinator, "/plans/import", File),
    see(Coordinator, "/plans/{id}", Nothing),
    see(Coordinator, "/plans/{id}/file", Nothing),
    see(Coordinator, "/plans/{id}/review", Query(&[("part", Machine)])),
    send(
        Coordinator,
        "/plans/{id}/review",
        Form(
            &[DRAFT, ("then", "save")],
            &[
                ("version", Machine),
                ("p.title", Line(500)),
                ("p.year", Whole),
                ("p.last_year", Whole),
                ("p.plan_kind", Word),
                ("p.cutoff_day", Whole),
                ("p.reports_on", Word),
                ("t{task}.title", Line(500)),
                ("m{measure}.lead", Lines(4_000)),
                ("m{measure}.support", Lines(4_000)),
                ("m{measure}.responsible", Lines(4_000)),
                ("m{measure}.guide", Lines(4_000)),
                ("m{measure}.cadence", Word),
                ("m{measure}.chase", Word),
                ("m{measure}.subtitle", Line(500)),
                ("m{measure}.text", Lines(20_000)),
                ("d{milestone}.due", Date),
                ("d{milestone}.owed_by", Lines(4_000)),
                ("d{milestone}.deliverable", Lines(2_000)),
                ("i{indicator}.name", Line(500)),
                ("i{indicator}.op", Word),
                ("i{indicator}.value", Figure),
                ("i{indicator}.unit", Line(200)),
                ("i{indicator}.qualifier", Line(200)),
                ("i{indicator}.baseline", Line(200)),
                ("i{indicator}.due", Date),
                ("i{indicator}.scope", Lines(4_000)),
                ("u{unit}.same_as", Unit),
                ("u{unit}.class", Word),
                ("un.name", Line(100)),
                ("un.class", Word),
                ("mn{task}.text", Lines(20_000)),
            ],
        ),
    ),
    send(
        Coordinator,
        "/plans/{id}/review",
        Form(
            &[
                DRAFT,
                ("dn{measure}.due", "2025-11-30"),
                ("dn{measure}.deliverable", "评估报告"),
                ("then", "dn{measure}.add"),
            ],
            &[
                ("dn{measure}.due", Date),
                ("dn{measure}.owed_by", Lines(4_000)),
                ("dn{measure}.deliverable", Lines(2_000)),
                ("dn{measure}.phrase", Line(200)),
            ],
        ),
    ),
    send(
        Coordinator,
        "/plans/{id}/review",
        Form(
            &[DRAFT, ("in{measure}.name", "湿地保护率"), ("in{measure}.value", "90"), ("then", "save")],
            &[
                ("in{measure}.name", Line(500)),
                ("in{measure}.op", Word),
                ("in{measure}.value", Figure),
                ("in{measure}.unit", Line(200)),
                ("in{measure}.qualifier", Line(200)),
                ("in{measure}.baseline", Line(200)),
                ("in{measure}.due", Date),
                ("in{measure}.scope", Lines(4_000)),
            ],
        ),
    ),
    send(
        Coordinator,
        "/plans/{id}/review",
        Form(&[DRAFT, ("then", "m{measure}.remove")], &[("m{measure}.removal", Lines(2_000))]),
    ),
    send(Coordinator, "/plans/{id}/review", Form(&[DRAFT, ("then", "confirm")], &[("p.assigned_on", Date)])),
    send(Coordinator, "/plans/{id}/discard", Form(&[], &[])),
    see(Sysadmin, "/people", Query(&[("q", Line(100)), ("after", Key)])),
    send(
        Sysadmin,
        "/people",
        Form(
            &[("name", "莫某"), ("email", "mo@x.cn"), ("phone", ""), ("unit", "桂林市人民政府"), ("role", "liaison")],
            &[("name", Line(50)), ("email", Address), ("phone", Phone), ("unit", Unit), ("role", Word)],
        ),
    ),
    see(Sysadmin, "/people/{id}", Nothing),
    send(
        Sysadmin,
        "/people/{id}",
        Form(
            &[("version", "1"), ("name", "莫某"), ("email", "mo@x.cn"), ("phone", "")],
            &[("version", Machine), ("name", Line(50)), ("email", Address), ("phone", Phone)],
        ),
    ),
    send(
        Sysadmin,
        "/people/{id}/posts",
        Form(&[("unit", "桂林市人民政府"), ("role", "liaison")], &[("unit", Unit), ("role", Word)]),
    ),
    send(Sysadmin, "/people/{id}/posts/{post}/end", Form(&[("from", "2024-09-01")], &[("from", Date)])),
    send(Sysadmin, "/people/{id}/disable", Form(&[], &[])),
    send(Sysadmin, "/people/{id}/enable", Form(&[], &[])),
    send(Sysadmin, "/people/{id}/unlock", Form(&[], &[])),
    send(Sysadmin, "/people/{id}/link", Form(&[], &[])),
    see(Liaison, "/account", Nothing),
    send(Liaison, "/account/password", Form(&[("current", "wrong"), ("password", "a"), ("again", "a")], &[])),
    send(Liaison, "/account/sessions", Form(&[("which", "others")], &[])),
    see(Secadmin, "/policy", Nothing),
    send(Secadmin, "/policy/links/{request}", Form(&[("decision", "refuse")], &[])),
    see(Sysadmin, "/system", Nothing),
    see(Auditor, "/audit", Query(&TRAIL)),
    send(Auditor, "/audit/export", Form(&[("filter", "")], &[])),
];
