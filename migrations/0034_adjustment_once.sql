-- Each adjustment has one cause, a decision or the void of the receipt that its run was on, and is made once for it: two
-- voids that met, or one that was tried again, could else take back twice what was adjusted.
alter table rating.adjustment
  add column voided_receipt_id uuid constraint adjustment_voided references receipts.receipt (id);

-- What voids have taken back so far was made when the last receipt with the run was voided.
update rating.adjustment as a set voided_receipt_id = (
    select s.receipt_id from receipts.settlement s join receipts.item i on i.receipt_id = s.receipt_id
    where i.run_id = a.run_id and s.outcome = 'void' and s.settled_at <= a.made_at
    order by s.settled_at desc, s.receipt_id limit 1)
  where a.reason = 'void';

alter table rating.adjustment
  add constraint adjustment_void_has_receipt check ((reason = 'void') = (voided_receipt_id is not null)),
  add column cause_id uuid not null generated always as (coalesce(decision_id, voided_receipt_id)) stored,
  drop constraint adjustment_decision_id_account_id_currency_key,
  add constraint adjustment_once unique (cause_id, run_id, account_id, currency);
