//! The addresses of calls.

use super::Input::*;
use super::Who::*;
use super::{Door, REPORT, see, send};
use crate::refusals::bad::Kind::*;

/// Every address of `src/web/api/routes.rs`.
pub const CALLS: &[Door] = &[
    see(Anybody, "/api/v1/openapi.json", Nothing),
    send(Anybody, "/api/v1/sessions", Json(r#"{"email": "a@x.cn", "password": "wrong"}"#, &[("email", Account)])),
    Door { who: Anybody, method: "delete", route: "/api/v1/sessions/current", input: Nothing },
    see(Coordinator, "/api/v1/plans", Query(&[("kind", Word), ("limit", Key), ("cursor", Key)])),
    see(Coordinator, "/api/v1/plans/{id}/tasks", Nothing),
    see(Coordinator, "/api/v1/overdue", Query(&[("plan", Key)])),
    see(
        Coordinator,
        "/api/v1/mail",
        Query(&[
            ("obligation", Key),
            ("plan", Key),
            ("to", Line(100)),
            ("state", Word),
            ("limit", Key),
            ("cursor", Key),
        ]),
    ),
    see(Coordinator, "/api/v1/mail/{id}", Nothing),
    send(Coordinator, "/api/v1/mail/{id}/resending", Nothing),
    see(
        Coordinator,
        "/api/v1/obligations",
        Query(&[
            ("plan", Key),
            ("unit", Unit),
            ("kind", Word),
            ("due_from", Date),
            ("due_to", Date),
            ("status", Word),
            ("lamp", Word),
            ("overdue", Word),
            ("limit", Key),
            ("cursor", Cursor),
        ]),
    ),
    see(Coordinator, "/api/v1/obligations/{id}", Nothing),
    send(Liaison, "/api/v1/obligations/{id}/acknowledgement", Json(r#"{"version": 1}"#, &[("version", JsonNumber)])),
    send(
        Liaison,
        "/api/v1/obligations/{id}/reports",
        Json(
            r#"{"version": 1, "stage": "in_progress", "progress": "完成排查", "submit": true}"#,
            &[
                REPORT[0],
                REPORT[1],
                REPORT[2],
                REPORT[3],
                REPORT[4],
                REPORT[5],
                ("stage", Word),
                ("done", JsonNumber),
                ("total", JsonNumber),
                ("version", JsonNumber),
            ],
        ),
    ),
    send(Liaison, "/api/v1/obligations/{id}/withdrawal", Json(r#"{"version": 1}"#, &[("version", JsonNumber)])),
    send(Coordinator, "/api/v1/obligations/{id}/acceptance", Json(r#"{"version": 1}"#, &[("version", JsonNumber)])),
    send(
        Coordinator,
        "/api/v1/obligations/{id}/closure",
        Json(r#"{"version": 1, "reason": "已核实"}"#, &[("reason", Lines(2_000)), ("version", JsonNumber)]),
    ),
    send(
        Coordinator,
        "/api/v1/obligations/{id}/return",
        Json(
            r#"{"version": 1, "reason": "补充", "answer_by": "2024-05-20"}"#,
            &[("reason", Lines(2_000)), ("answer_by", Date), ("version", JsonNumber)],
        ),
    ),
    send(
        Liaison,
        "/api/v1/obligations/{id}/not-applicable",
        Json(r#"{"version": 1, "reason": "无此企业"}"#, &[("reason", Lines(2_000))]),
    ),
    send(Coordinator, "/api/v1/obligations/{id}/not-applicable/confirmation", Json(r#"{"version": 1}"#, &[])),
    send(
        Coordinator,
        "/api/v1/obligations/{id}/not-applicable/decline",
        Json(r#"{"version": 1, "reason": "有一家"}"#, &[("reason", Lines(2_000))]),
    ),
    send(
        Coordinator,
        "/api/v1/obligations/{id}/reopening",
        Json(r#"{"version": 1, "reason": "有误"}"#, &[("reason", Lines(2_000)), ("answer_by", Date)]),
    ),
    send(
        Coordinator,
        "/api/v1/months/{plan}/{owner}/{period}/calls",
        Json(
            r#"{"spoke_with": "韦某", "answer": "本周报"}"#,
            &[("spoke_with", Line(100)), ("phone", Phone), ("answer", Lines(2_000)), ("once_key", Line(64))],
        ),
    ),
    send(
        Coordinator,
        "/api/v1/obligations/{id}/calls",
        Json(
            r#"{"spoke_with": "韦某", "answer": "本周报"}"#,
            &[("spoke_with", Line(100)), ("phone", Phone), ("answer", Lines(2_000)), ("once_key", Line(64))],
        ),
    ),
    send(
        Coordinator,
        "/api/v1/obligations/{id}/proposals",
        Json(r#"{"choice": "interview", "reason": "多次催办无果"}"#, &[("choice", Word), ("reason", Lines(2_000))]),
    ),
];
