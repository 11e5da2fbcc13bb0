import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface Props {
  readonly id: string;
  readonly children: ReactNode;
}

/** Every mention of a record is a link to its one page. */
export function RunLink({ id, children }: Props) {
  return (
    <Link to="/runs/$runId" params={{ runId: id }} className="record-link">
      {children}
    </Link>
  );
}

export function ReceiptLink({ id, children }: Props) {
  return (
    <Link to="/receipts/$receiptId" params={{ receiptId: id }} className="record-link">
      {children}
    </Link>
  );
}

export function BatchLink({ id, children }: Props) {
  return (
    <Link to="/batches/$batchId" params={{ batchId: id }} className="record-link">
      {children}
    </Link>
  );
}

export function RateCardLink({ id, children }: Props) {
  return (
    <Link to="/rate-cards/$cardId" params={{ cardId: id }} className="record-link">
      {children}
    </Link>
  );
}

export function AccountLink({ id, children }: Props) {
  return (
    <Link to="/billing-accounts/$accountId" params={{ accountId: id }} className="record-link">
      {children}
    </Link>
  );
}

export function PersonLink({ id, children }: Props) {
  return (
    <Link to="/administration/people/$personId" params={{ personId: id }} className="record-link">
      {children}
    </Link>
  );
}
