//! Several open a round at once.

use duban::actions::tick;

use super::*;

#[test]
fn a_round_that_several_open_at_once_opens_once() {
    let office = office("2024-03-01");
    office.set_clock("2024-07-02");
    let liaison = office.actor(GUILIN, Role::Liaison);
    let of_guilin = format!(
        "SELECT CAST(o.id AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE u.name = '{GUILIN}' AND o.kind = 'standing' ORDER BY o.id LIMIT 4"
    );
    let ids: Vec<ObligationId> =
        lines(office.db(), &of_guilin).iter().map(|id| ObligationId::new(id.parse().expect("a key"))).collect();
    let start = std::sync::Barrier::new(ids.len() + 2);
    std::thread::scope(|scope| {
        for id in &ids {
            let (office, liaison, start) = (&office, &liaison, &start);
            scope.spawn(move || {
                start.wait();
                actions::submit_report(&office.ctx, liaison, &wish(*id, "已推进", None)).expect("a report");
            });
        }
        for _ in 0..2 {
            scope.spawn(|| {
                start.wait();
                tick(&office.ctx).expect("a tick");
            });
        }
    });
    assert_eq!(rounds(&office).len(), 5, "{:?}", rounds(&office));
    assert_eq!(number(office.db(), "SELECT count(*) FROM audit WHERE verb = 'open_round'"), 5);
    assert_eq!(number(office.db(), "SELECT count(*) FROM reports WHERE round_id IS NOT NULL"), ids.len());
}
