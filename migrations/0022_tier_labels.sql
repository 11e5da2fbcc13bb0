-- Receipts: what the tier was called in both languages at issue, copied as the parties are, since the document prints it.
-- Receipts issued before have none, and their documents go on printing the tier's code: what was issued is never changed.
-- The check is therefore not held against them, only against every receipt from now on.
alter table receipts.receipt
  add column tier_label_en text,
  add column tier_label_th text,
  add constraint receipt_tier_labels check (tier_label_en is not null and tier_label_th is not null) not valid;
