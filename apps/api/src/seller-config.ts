import type { EnvironmentReader } from "./environment-reader.ts";

/** Who issues the documents, as printed on them. */
export interface Seller {
  readonly name: string;
  readonly nameTh: string | null;
  readonly addressLines: readonly string[];
  readonly addressLinesTh: readonly string[];
  readonly taxId: string | null;
  readonly branch: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly bank: { readonly name: string; readonly accountName: string; readonly accountNumber: string } | null;
  readonly logoFile: string | null;
}

/** Reads who issues the documents; each fault is added to those of the reader. */
export function readSeller(read: EnvironmentReader): Seller {
  const name = read.optional("SELLER_NAME");
  if (name === null) read.faults.push("SELLER_NAME is missing: who issues the documents");
  const taxId = read.optional("SELLER_TAX_ID");
  if (taxId === null || !/^\d{13}$/.test(taxId))
    read.faults.push("SELLER_TAX_ID must be the 13 digits of a Thai tax id");
  const branch = read.text("SELLER_BRANCH", "00000");
  if (!/^\d{5}$/.test(branch)) read.faults.push("SELLER_BRANCH must be five digits; 00000 is the head office");
  return {
    name: name ?? "",
    nameTh: read.optional("SELLER_NAME_TH"),
    addressLines: read.list("SELLER_ADDRESS", "|"),
    addressLinesTh: read.list("SELLER_ADDRESS_TH", "|"),
    taxId,
    branch,
    email: read.optional("SELLER_EMAIL"),
    phone: read.optional("SELLER_PHONE"),
    bank: readBank(read),
    logoFile: read.optional("SELLER_LOGO"),
  };
}

function readBank(read: EnvironmentReader): Seller["bank"] {
  const name = read.optional("SELLER_BANK_NAME");
  const accountNumber = read.optional("SELLER_BANK_ACCOUNT");
  const accountName = read.optional("SELLER_BANK_ACCOUNT_NAME");
  if (name !== null && accountNumber !== null && accountName !== null) return { name, accountName, accountNumber };
  if (name !== null || accountNumber !== null || accountName !== null) {
    read.faults.push("SELLER_BANK_NAME, SELLER_BANK_ACCOUNT and SELLER_BANK_ACCOUNT_NAME go together");
  }
  return null;
}
