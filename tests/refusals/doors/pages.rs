//! The addresses of pages.

use super::Input::*;
use super::Who::*;
use super::{Door, REPORT, see, send};
use crate::refusals::bad::Kind::{self, *};

const NEW_INDICATOR: [(&str, &str); 8] = [
    ("name", "湿地保护率"),
    ("op", ">="),
    ("value", "90"),
    ("unit", "%"),
    ("qualifier", ""),
    ("baseline", ""),
    ("due", ""),
    ("scope", ""),
];
const INDICATOR: [(&str, &str); 10] = [
    NEW_INDICATOR[0],
    NEW_INDICATOR[1],
    NEW_INDICATOR[2],
    NEW_INDICATOR[3],
    NEW_INDICATOR[4],
    NEW_INDICATOR[5],
    NEW_INDICATOR[6],
    NEW_INDICATOR[7],
    ("seen", ""),
    ("then", "save"),
];
const INDICATOR_FIELDS: [(&str, Kind); 8] = [
    ("name", Line(500)),
    ("op", Word),
    ("value", Figure),
    ("unit", Line(200)),
    ("qualifier", Line(200)),
    ("baseline", Line(200)),
    ("due", Date),
    ("scope", Lines(4_000)),
];

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
    send(
        Liaison,
        "/my-work/month",
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
                ("then", "submit"),
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
        ),
    ),
    see(Coordinator, "/obligations/{id}", Nothing),
    send(Liaison, "/obligations/{id}/acknowledgement", Form(&[("version", "1")], &[])),
    send(
        Liaison,
        "/obligations/{id}/reports",
        Form(
            &[("version", "1"), ("stage", "in_progress"), ("progress", "完成排查"), ("then", "submit")],
            &[
                REPORT[0],
                REPORT[1],
                REPORT[2],
                REPORT[3],
                REPORT[4],
                REPORT[5],
                ("stage", Word),
                ("done", Whole),
                ("total", Whole),
            ],
        ),
    ),
    send(Coordinator, "/obligations/{id}/acceptance", Form(&[("version", "1")], &[])),
    send(Coordinator, "/obligations/{id}/closure", Form(&[("version", "1")], &[])),
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
    send(
        Coordinator,
        "/obligations/{id}/calls",
        Form(
            &[("spoke_with", "韦某"), ("phone", ""), ("answer", "本周报")],
            &[("spoke_with", Line(100)), ("phone", Phone), ("answer", Lines(2_000))],
        ),
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
            ("obligation", Key),
            ("before", Key),
        ]),
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
    see(Coordinator, "/plans/{id}/review", Query(&[("part", Machine)])),
    send(
        Coordinator,
        "/plans/{id}/tasks/{task}",
        Form(&[("title", "开展排查"), ("seen", "")], &[("title", Line(500))]),
    ),
    send(Coordinator, "/plans/{id}/tasks/{task}/measures", Form(&[("text", "修复湿地。")], &[("text", Lines(20_000))])),
    send(
        Coordinator,
        "/plans/{id}/measures/{measure}",
        Form(
            &[("lead", ""), ("support", ""), ("responsible", ""), ("guide", ""), ("seen", "")],
            &[
                ("lead", Lines(4_000)),
                ("support", Lines(4_000)),
                ("responsible", Lines(4_000)),
                ("guide", Lines(4_000)),
            ],
        ),
    ),
    send(
        Coordinator,
        "/plans/{id}/measures/{measure}/milestones",
        Form(
            &[("due", "2025-11-30"), ("owed_by", ""), ("deliverable", "评估报告"), ("phrase", "")],
            &[("due", Date), ("owed_by", Lines(4_000)), ("deliverable", Lines(2_000)), ("phrase", Line(200))],
        ),
    ),
    send(
        Coordinator,
        "/plans/{id}/measures/{measure}/words",
        Form(
            &[("subtitle", ""), ("text", "修复湿地。"), ("seen", "")],
            &[("subtitle", Line(500)), ("text", Lines(20_000))],
        ),
    ),
    send(
        Coordinator,
        "/plans/{id}/measures/{measure}/removal",
        Form(&[("reason", "不是措施"), ("seen", "")], &[("reason", Lines(2_000))]),
    ),
    send(Coordinator, "/plans/{id}/leftovers", Form(&[], &[])),
    send(
        Coordinator,
        "/plans/{id}/leftovers/{leftover}",
        Form(&[("then", "settle"), ("task", "0")], &[("task", Machine)]),
    ),
    send(
        Coordinator,
        "/plans/{id}/milestones/{milestone}",
        Form(
            &[("due", "2025-11-30"), ("owed_by", ""), ("deliverable", "评估报告"), ("seen", ""), ("then", "save")],
            &[("due", Date), ("owed_by", Lines(4_000)), ("deliverable", Lines(2_000))],
        ),
    ),
    send(Coordinator, "/plans/{id}/measures/{measure}/indicators", Form(&NEW_INDICATOR, &INDICATOR_FIELDS)),
    send(Coordinator, "/plans/{id}/indicators/{indicator}", Form(&INDICATOR, &INDICATOR_FIELDS)),
    send(Coordinator, "/plans/{id}/problems/{problem}", Form(&[("then", "settle")], &[])),
    send(
        Coordinator,
        "/plans/{id}/units/{unit}",
        Form(&[("same_as", "自治区林业局"), ("class", "department"), ("then", "same")], &[("same_as", Unit)]),
    ),
    send(
        Coordinator,
        "/plans/{id}/confirmation",
        Form(&[("assigned_on", "2025-03-03"), ("version", "1")], &[("assigned_on", Date), ("version", Machine)]),
    ),
    send(Coordinator, "/plans/{id}/discard", Form(&[], &[])),
    see(Sysadmin, "/people", Nothing),
    send(
        Sysadmin,
        "/people",
        Form(
            &[("name", "莫某"), ("email", "mo@x.cn"), ("phone", ""), ("unit", "桂林市人民政府"), ("role", "liaison")],
            &[("name", Line(50)), ("email", Address), ("phone", Phone), ("unit", Unit), ("role", Word)],
        ),
    ),
    send(Sysadmin, "/people/{id}/disable", Form(&[], &[])),
    send(Sysadmin, "/people/{id}/unlock", Form(&[], &[])),
    send(Sysadmin, "/people/{id}/link", Form(&[], &[])),
    see(Sysadmin, "/policy", Nothing),
    see(Auditor, "/audit", Query(&[("before", Machine)])),
];
