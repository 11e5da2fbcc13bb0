import audit from "./en/audit.json";
import changes from "./en/changes.json";
import coverage from "./en/coverage.json";
import credentials from "./en/credentials.json";
import errors from "./en/errors.json";
import home from "./en/home.json";
import identity from "./en/identity.json";
import inventory from "./en/inventory.json";
import jobs from "./en/jobs.json";
import live from "./en/live.json";
import organisation from "./en/organisation.json";
import people from "./en/people.json";
import pulls from "./en/pulls.json";
import queue from "./en/queue.json";
import rating from "./en/rating.json";
import receipts from "./en/receipts.json";
import reconciliation from "./en/reconciliation.json";
import tokens from "./en/tokens.json";
import ui from "./en/ui.json";
import usage from "./en/usage.json";

export const messages = {
  audit,
  changes,
  coverage,
  credentials,
  errors,
  home,
  identity,
  inventory,
  jobs,
  live,
  organisation,
  people,
  pulls,
  queue,
  rating,
  receipts,
  reconciliation,
  tokens,
  ui,
  usage,
};
