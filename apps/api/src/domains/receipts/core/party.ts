import type { BankAccount, Party as DocumentParty } from "./receipt-document.ts";

/** A party as it is stored on a receipt, and as the API tells of it. */
export interface PartyAnswer {
  readonly name: string;
  readonly name_th: string | null;
  /** The billing account's code; null for the seller. */
  readonly code: string | null;
  readonly address_lines: readonly string[];
  readonly address_lines_th: readonly string[];
  readonly tax_id: string | null;
  readonly branch: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** The seller as stored: with the bank account that the document asks to be paid to. */
export interface StoredSeller extends PartyAnswer {
  readonly bank: BankAccount | null;
}

/** The seller as the configuration has it at the issue. */
export function sellerOf(seller: DocumentParty & { readonly bank: BankAccount | null }): StoredSeller {
  return {
    name: seller.name,
    name_th: seller.nameTh,
    code: null,
    address_lines: seller.addressLines,
    address_lines_th: seller.addressLinesTh,
    tax_id: seller.taxId,
    branch: seller.branch,
    email: seller.email,
    phone: seller.phone,
    bank: seller.bank,
  };
}

/** The tax profile of a billing account. */
export interface TaxProfile {
  readonly code: string;
  readonly name: string;
  readonly legal_name: string | null;
  readonly address: string | null;
  readonly tax_id: string | null;
  readonly branch: string | null;
  readonly email: string | null;
}

/** The buyer as the account's tax profile has it at the issue: the legal name where there is one. */
export function buyerOf(profile: TaxProfile): PartyAnswer {
  const lines = (profile.address ?? "").split(/\r?\n/).map((line) => line.trim());
  return {
    name: profile.legal_name ?? profile.name,
    name_th: null,
    code: profile.code,
    address_lines: lines.filter((line) => line !== ""),
    address_lines_th: [],
    tax_id: profile.tax_id,
    branch: profile.branch,
    email: profile.email,
    phone: null,
  };
}

/** A stored party as the API tells of it: without the bank account. */
export function partyAnswer(party: PartyAnswer): PartyAnswer {
  const { name, name_th, code, address_lines, address_lines_th, tax_id, branch, email, phone } = party;
  return { name, name_th, code, address_lines, address_lines_th, tax_id, branch, email, phone };
}

/** A stored party as the document prints it. */
export function documentParty(party: PartyAnswer): DocumentParty {
  return {
    name: party.name,
    nameTh: party.name_th,
    addressLines: party.address_lines,
    addressLinesTh: party.address_lines_th,
    taxId: party.tax_id,
    branch: party.branch,
    email: party.email,
    phone: party.phone,
  };
}
