import audit from "./th/audit.json";
import changes from "./th/changes.json";
import coverage from "./th/coverage.json";
import credentials from "./th/credentials.json";
import errors from "./th/errors.json";
import home from "./th/home.json";
import identity from "./th/identity.json";
import inventory from "./th/inventory.json";
import jobs from "./th/jobs.json";
import live from "./th/live.json";
import organisation from "./th/organisation.json";
import people from "./th/people.json";
import pulls from "./th/pulls.json";
import queue from "./th/queue.json";
import rating from "./th/rating.json";
import receipts from "./th/receipts.json";
import reconciliation from "./th/reconciliation.json";
import tokens from "./th/tokens.json";
import ui from "./th/ui.json";
import usage from "./th/usage.json";

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
