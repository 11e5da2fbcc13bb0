import { canonicalSlurmUser } from "./account-code.ts";

/** The rule that sends runs of a Slurm account of a cluster, or of one user in it, to a billing account for a time. */
export interface Binding {
  readonly id: string;
  readonly cluster: string;
  readonly slurmAccount: string;
  /** Null: every user of the Slurm account whom no rule of their own names. */
  readonly slurmUser: string | null;
  readonly accountId: string;
  readonly validFrom: Date;
  /** The first instant at which it holds no more; null: until further notice. */
  readonly validTo: Date | null;
}

/** What of a run the rules look at. */
export interface BoundRun {
  readonly cluster: string;
  readonly account: string;
  readonly user: string;
}

/** A Slurm account's or user's name in the one form it is compared and stored in: Unicode NFC. */
export const canonicalSlurmName = canonicalSlurmUser;

/** Whether a rule holds at an instant: from its first one on, and no more at its last. */
export function isInForce({ validFrom, validTo }: Pick<Binding, "validFrom" | "validTo">, instant: Date): boolean {
  return validFrom <= instant && (validTo === null || instant < validTo);
}

/** Whether two rules would speak for the same runs: the same cluster, account and user, and times that meet. */
export function overlaps(a: Omit<Binding, "id" | "accountId">, b: Omit<Binding, "id" | "accountId">): boolean {
  const isSameSubject =
    a.cluster === b.cluster && a.slurmAccount === b.slurmAccount && (a.slurmUser ?? null) === (b.slurmUser ?? null);
  return isSameSubject && startsBeforeEnd(a, b) && startsBeforeEnd(b, a);
}

function startsBeforeEnd(a: Pick<Binding, "validFrom">, b: Pick<Binding, "validTo">): boolean {
  return b.validTo === null || a.validFrom < b.validTo;
}

/** The rules of one Slurm account of one cluster: those of a user, and those of everyone else. */
interface AccountRules<Rule> {
  readonly byUser: Map<string, Rule[]>;
  readonly general: Rule[];
}

/** Rules made ready for looking up the one that decides a run; no two of them overlap. */
export class BindingIndex<Rule extends Binding = Binding> {
  readonly #clusters = new Map<string, Map<string, AccountRules<Rule>>>();

  constructor(bindings: Iterable<Rule>) {
    for (const binding of bindings) {
      const rules = this.#rulesOf(binding.cluster, canonicalSlurmName(binding.slurmAccount));
      if (binding.slurmUser === null) rules.general.push(binding);
      else listOf(rules.byUser, canonicalSlurmName(binding.slurmUser)).push(binding);
    }
  }

  /**
   * The rule that decides who pays for a run that ended at `instant` (epoch seconds): that of its user, else that of its
   * account. Undefined: no rule speaks of it, and its user pays.
   */
  find(run: BoundRun, instant: number): Rule | undefined {
    const rules = this.#clusters.get(run.cluster)?.get(canonicalSlurmName(run.account));
    if (rules === undefined) return undefined;
    const at = new Date(instant * 1000);
    const own = rules.byUser.get(canonicalSlurmName(run.user))?.find((rule) => isInForce(rule, at));
    return own ?? rules.general.find((rule) => isInForce(rule, at));
  }

  #rulesOf(cluster: string, account: string): AccountRules<Rule> {
    const accounts = this.#clusters.get(cluster) ?? new Map<string, AccountRules<Rule>>();
    this.#clusters.set(cluster, accounts);
    const rules = accounts.get(account) ?? { byUser: new Map<string, Rule[]>(), general: [] };
    accounts.set(account, rules);
    return rules;
  }
}

function listOf<Rule>(lists: Map<string, Rule[]>, key: string): Rule[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
