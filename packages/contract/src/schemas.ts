// Generated from openapi/. Never edited.

import { Type } from "typebox";

export type Error = {
  readonly "error": {
    readonly "code": ErrorCode;
    readonly "message": string;
    readonly "request_id": string;
    readonly "details": readonly ErrorDetail[];
  };
};
export const Error = Type.Unsafe<Error>({
  "$id": "Error",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "error"
  ],
  "properties": {
    "error": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "code",
        "message",
        "request_id",
        "details"
      ],
      "properties": {
        "code": {
          "$ref": "ErrorCode#"
        },
        "message": {
          "type": "string"
        },
        "request_id": {
          "type": "string"
        },
        "details": {
          "type": "array",
          "items": {
            "$ref": "ErrorDetail#"
          }
        }
      }
    }
  }
});

/** What was refused. Each code has a text in English and in Thai. */
export type ErrorCode = "BODY_MALFORMED" | "BODY_TOO_LARGE" | "MEDIA_TYPE_UNSUPPORTED" | "VALIDATION_FAILED" | "CURSOR_INVALID" | "NOT_FOUND" | "UNAUTHENTICATED" | "INVALID_CREDENTIALS" | "NO_ROLE_ASSIGNED" | "DIRECTORY_UNAVAILABLE" | "SESSION_ENDED" | "LOGIN_LOCKED" | "FRESH_LOGIN_REQUIRED" | "FORBIDDEN" | "SCOPE_MISSING" | "API_TOKEN_NOT_ALLOWED" | "ADDRESS_NOT_ALLOWED" | "RATE_LIMITED" | "PASSWORD_TOO_SHORT" | "PASSWORD_TOO_COMMON" | "PASSWORD_HAS_USERNAME" | "PASSWORD_WRONG" | "PASSWORD_NOT_LOCAL" | "RESET_LINK_INVALID" | "MFA_REQUIRED" | "MFA_CODE_WRONG" | "MFA_CHALLENGE_ENDED" | "MFA_LOCKED" | "MFA_NOT_SET_UP" | "MFA_NOT_STARTED" | "MFA_DEMANDED_BY_ROLE" | "MFA_ENROLMENT_REQUIRED" | "TRY_AGAIN" | "DATABASE_UNAVAILABLE" | "SHUTTING_DOWN" | "INTERNAL" | "IDEMPOTENCY_KEY_REUSED" | "GRANT_EXCEEDS_OWN" | "GRANT_EXISTS" | "GRANT_ENDED" | "GRANT_FROM_DIRECTORY" | "GRANT_SCOPE_MISMATCH" | "GRANT_UNTIL_PAST" | "GRANT_TOO_MANY" | "LAST_CENTER_ADMIN" | "OWN_CENTER_ADMIN" | "PERSON_UNKNOWN" | "PERSON_DISABLED" | "PERSON_SELF_DISABLE" | "USERNAME_TAKEN" | "TOKEN_SCOPE_TOO_WIDE" | "TOKEN_ADDRESS_INVALID" | "TOKEN_SLURM_USERS_MISPLACED" | "TOKEN_NAME_TAKEN" | "TOKEN_LIMIT_REACHED" | "TIER_UNKNOWN" | "ACCOUNT_CODE_TAKEN" | "ACCOUNT_CODE_UNREADABLE" | "CLUSTER_UNKNOWN" | "BINDING_ACCOUNT_UNKNOWN" | "BINDING_UNKNOWN" | "BINDING_PERIOD_EMPTY" | "BINDING_OVERLAPS" | "BINDING_WITHDRAWN" | "BINDING_PREVIEW_OUTDATED" | "BINDING_TOO_MANY_RUNS" | "PULL_RANGE_INVALID" | "PULL_OPEN" | "PULL_STATE" | "CLUSTER_RETIRED" | "RECONCILE_PERIOD_INVALID" | "RECONCILE_REPORT_UNREADABLE" | "RECONCILE_REPORT_CUT" | "RECONCILE_UNIT_UNKNOWN" | "RECONCILE_OTHER_PERIOD" | "RECONCILE_OTHER_CLUSTER" | "RECONCILE_NO_SREPORT" | "RECONCILE_SOURCE_FAILED" | "RECONCILE_TOO_MANY_RUNS" | "SAMPLE_INVALID" | "SAMPLE_RUN_UNKNOWN" | "SAMPLE_AFTER_END" | "SAMPLE_BEFORE_SUBMIT" | "SAMPLE_IN_FUTURE" | "SAMPLE_TOO_OLD" | "SAMPLES_BUSY" | "INGEST_EMPTY" | "INGEST_BINARY" | "INGEST_HEADER_MISSING" | "INGEST_DELIMITER_UNKNOWN" | "INGEST_COLUMN_MISSING" | "INGEST_COLUMN_DUPLICATE" | "INGEST_TRUNCATED" | "INGEST_CLUSTER_MISSING" | "INGEST_TIME_ZONE_UNKNOWN" | "INGEST_COMPRESSION_BROKEN" | "INGEST_JSON_INVALID" | "INGEST_JSON_NO_JOBS" | "INGEST_SLURM_ERROR" | "INGEST_TOO_LARGE" | "REJECTS_NOT_RETRYABLE" | "REJECTS_NONE_OPEN" | "COVERAGE_PERIOD_INVALID" | "INGEST_WINDOW_INVALID" | "JOB_TERMINAL_FROZEN" | "JOB_EXISTS" | "JOB_STATE_NOT_FINAL" | "JOB_TIME_INVALID" | "JOB_NODE_LIST_INVALID" | "JOB_IS_ACCOUNTED" | "EVENTS_BUSY" | "LIVE_STREAMS_OWN" | "LIVE_STREAMS_BUSY" | "BILLED_CHANGE_SETTLED" | "BILLED_CHANGE_OUTDATED" | "BILLED_CHANGE_NO_DIFFERENCE" | "RECEIPT_NOTHING_TO_BILL" | "RECEIPT_ALREADY_ISSUED" | "RECEIPT_MONTH_NOT_OVER" | "RECEIPT_MIXED_CURRENCIES" | "RECEIPT_ALREADY_PAID" | "RECEIPT_VOID" | "RECEIPT_PAYMENT_IN_FUTURE" | "RECEIPT_PAYMENT_BEFORE_ISSUE";
export const ErrorCode = Type.Unsafe<ErrorCode>({
  "$id": "ErrorCode",
  "type": "string",
  "description": "What was refused. Each code has a text in English and in Thai.",
  "enum": [
    "BODY_MALFORMED",
    "BODY_TOO_LARGE",
    "MEDIA_TYPE_UNSUPPORTED",
    "VALIDATION_FAILED",
    "CURSOR_INVALID",
    "NOT_FOUND",
    "UNAUTHENTICATED",
    "INVALID_CREDENTIALS",
    "NO_ROLE_ASSIGNED",
    "DIRECTORY_UNAVAILABLE",
    "SESSION_ENDED",
    "LOGIN_LOCKED",
    "FRESH_LOGIN_REQUIRED",
    "FORBIDDEN",
    "SCOPE_MISSING",
    "API_TOKEN_NOT_ALLOWED",
    "ADDRESS_NOT_ALLOWED",
    "RATE_LIMITED",
    "PASSWORD_TOO_SHORT",
    "PASSWORD_TOO_COMMON",
    "PASSWORD_HAS_USERNAME",
    "PASSWORD_WRONG",
    "PASSWORD_NOT_LOCAL",
    "RESET_LINK_INVALID",
    "MFA_REQUIRED",
    "MFA_CODE_WRONG",
    "MFA_CHALLENGE_ENDED",
    "MFA_LOCKED",
    "MFA_NOT_SET_UP",
    "MFA_NOT_STARTED",
    "MFA_DEMANDED_BY_ROLE",
    "MFA_ENROLMENT_REQUIRED",
    "TRY_AGAIN",
    "DATABASE_UNAVAILABLE",
    "SHUTTING_DOWN",
    "INTERNAL",
    "IDEMPOTENCY_KEY_REUSED",
    "GRANT_EXCEEDS_OWN",
    "GRANT_EXISTS",
    "GRANT_ENDED",
    "GRANT_FROM_DIRECTORY",
    "GRANT_SCOPE_MISMATCH",
    "GRANT_UNTIL_PAST",
    "GRANT_TOO_MANY",
    "LAST_CENTER_ADMIN",
    "OWN_CENTER_ADMIN",
    "PERSON_UNKNOWN",
    "PERSON_DISABLED",
    "PERSON_SELF_DISABLE",
    "USERNAME_TAKEN",
    "TOKEN_SCOPE_TOO_WIDE",
    "TOKEN_ADDRESS_INVALID",
    "TOKEN_SLURM_USERS_MISPLACED",
    "TOKEN_NAME_TAKEN",
    "TOKEN_LIMIT_REACHED",
    "TIER_UNKNOWN",
    "ACCOUNT_CODE_TAKEN",
    "ACCOUNT_CODE_UNREADABLE",
    "CLUSTER_UNKNOWN",
    "BINDING_ACCOUNT_UNKNOWN",
    "BINDING_UNKNOWN",
    "BINDING_PERIOD_EMPTY",
    "BINDING_OVERLAPS",
    "BINDING_WITHDRAWN",
    "BINDING_PREVIEW_OUTDATED",
    "BINDING_TOO_MANY_RUNS",
    "PULL_RANGE_INVALID",
    "PULL_OPEN",
    "PULL_STATE",
    "CLUSTER_RETIRED",
    "RECONCILE_PERIOD_INVALID",
    "RECONCILE_REPORT_UNREADABLE",
    "RECONCILE_REPORT_CUT",
    "RECONCILE_UNIT_UNKNOWN",
    "RECONCILE_OTHER_PERIOD",
    "RECONCILE_OTHER_CLUSTER",
    "RECONCILE_NO_SREPORT",
    "RECONCILE_SOURCE_FAILED",
    "RECONCILE_TOO_MANY_RUNS",
    "SAMPLE_INVALID",
    "SAMPLE_RUN_UNKNOWN",
    "SAMPLE_AFTER_END",
    "SAMPLE_BEFORE_SUBMIT",
    "SAMPLE_IN_FUTURE",
    "SAMPLE_TOO_OLD",
    "SAMPLES_BUSY",
    "INGEST_EMPTY",
    "INGEST_BINARY",
    "INGEST_HEADER_MISSING",
    "INGEST_DELIMITER_UNKNOWN",
    "INGEST_COLUMN_MISSING",
    "INGEST_COLUMN_DUPLICATE",
    "INGEST_TRUNCATED",
    "INGEST_CLUSTER_MISSING",
    "INGEST_TIME_ZONE_UNKNOWN",
    "INGEST_COMPRESSION_BROKEN",
    "INGEST_JSON_INVALID",
    "INGEST_JSON_NO_JOBS",
    "INGEST_SLURM_ERROR",
    "INGEST_TOO_LARGE",
    "REJECTS_NOT_RETRYABLE",
    "REJECTS_NONE_OPEN",
    "COVERAGE_PERIOD_INVALID",
    "INGEST_WINDOW_INVALID",
    "JOB_TERMINAL_FROZEN",
    "JOB_EXISTS",
    "JOB_STATE_NOT_FINAL",
    "JOB_TIME_INVALID",
    "JOB_NODE_LIST_INVALID",
    "JOB_IS_ACCOUNTED",
    "EVENTS_BUSY",
    "LIVE_STREAMS_OWN",
    "LIVE_STREAMS_BUSY",
    "BILLED_CHANGE_SETTLED",
    "BILLED_CHANGE_OUTDATED",
    "BILLED_CHANGE_NO_DIFFERENCE",
    "RECEIPT_NOTHING_TO_BILL",
    "RECEIPT_ALREADY_ISSUED",
    "RECEIPT_MONTH_NOT_OVER",
    "RECEIPT_MIXED_CURRENCIES",
    "RECEIPT_ALREADY_PAID",
    "RECEIPT_VOID",
    "RECEIPT_PAYMENT_IN_FUTURE",
    "RECEIPT_PAYMENT_BEFORE_ISSUE"
  ]
});

export type ErrorDetail = {
  /** Where it was wrong. */
  readonly "field"?: string;
  /** What was wrong there. */
  readonly "issue": string;
  readonly [key: string]: unknown;
};
export const ErrorDetail = Type.Unsafe<ErrorDetail>({
  "$id": "ErrorDetail",
  "type": "object",
  "required": [
    "issue"
  ],
  "additionalProperties": {
    "type": [
      "string",
      "number",
      "boolean"
    ]
  },
  "properties": {
    "field": {
      "type": "string",
      "description": "Where it was wrong."
    },
    "issue": {
      "type": "string",
      "description": "What was wrong there."
    }
  }
});

export type Health = {
  readonly "status": "ok";
};
export const Health = Type.Unsafe<Health>({
  "$id": "Health",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "status"
  ],
  "properties": {
    "status": {
      "type": "string",
      "enum": [
        "ok"
      ]
    }
  }
});

export type Role = "center_admin" | "finance" | "auditor" | "field_admin" | "dept_admin" | "team_lead" | "user";
export const Role = Type.Unsafe<Role>({
  "$id": "Role",
  "type": "string",
  "enum": [
    "center_admin",
    "finance",
    "auditor",
    "field_admin",
    "dept_admin",
    "team_lead",
    "user"
  ]
});

/** The id of the field, department or team that a field_admin, dept_admin or team_lead is over; null with the other roles, which are held over the whole centre. */
export type GrantScope = string | null;
export const GrantScope = Type.Unsafe<GrantScope>({
  "$id": "GrantScope",
  "type": [
    "string",
    "null"
  ],
  "minLength": 1,
  "maxLength": 64,
  "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$",
  "description": "The id of the field, department or team that a field_admin, dept_admin or team_lead is over; null with the other roles, which are held over the whole centre."
});

export type HeldGrant = {
  readonly "role": Role;
  readonly "scope": GrantScope;
};
export const HeldGrant = Type.Unsafe<HeldGrant>({
  "$id": "HeldGrant",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "role",
    "scope"
  ],
  "properties": {
    "role": {
      "$ref": "Role#"
    },
    "scope": {
      "$ref": "GrantScope#"
    }
  }
});

export type Permission = "audit:read" | "audit:checkpoint" | "tokens:read" | "tokens:write" | "people:read" | "people:write" | "grants:write" | "accounts:read" | "accounts:write" | "bindings:read" | "bindings:write" | "clusters:read" | "clusters:write" | "machine:read" | "queue:read" | "runs:read" | "jobs:read" | "jobs:write" | "events:write" | "samples:write" | "usage:read" | "usage:write" | "rates:read" | "unbilled:read" | "changes:read" | "changes:decide" | "receipts:read" | "receipts:issue" | "receipts:pay" | "receipts:void" | "locks:read" | "locks:write" | "sessions:read" | "sessions:write";
export const Permission = Type.Unsafe<Permission>({
  "$id": "Permission",
  "type": "string",
  "enum": [
    "audit:read",
    "audit:checkpoint",
    "tokens:read",
    "tokens:write",
    "people:read",
    "people:write",
    "grants:write",
    "accounts:read",
    "accounts:write",
    "bindings:read",
    "bindings:write",
    "clusters:read",
    "clusters:write",
    "machine:read",
    "queue:read",
    "runs:read",
    "jobs:read",
    "jobs:write",
    "events:write",
    "samples:write",
    "usage:read",
    "usage:write",
    "rates:read",
    "unbilled:read",
    "changes:read",
    "changes:decide",
    "receipts:read",
    "receipts:issue",
    "receipts:pay",
    "receipts:void",
    "locks:read",
    "locks:write",
    "sessions:read",
    "sessions:write"
  ]
});

/** What an API token may be used for. A scope bears the name of the permission that it hands on. */
export type Scope = "audit:read" | "audit:checkpoint" | "accounts:read" | "accounts:write" | "bindings:read" | "bindings:write" | "clusters:read" | "machine:read" | "queue:read" | "runs:read" | "jobs:read" | "jobs:write" | "events:write" | "samples:write" | "usage:read" | "usage:write" | "rates:read" | "unbilled:read" | "changes:read" | "changes:decide" | "receipts:read" | "receipts:issue" | "receipts:pay" | "receipts:void";
export const Scope = Type.Unsafe<Scope>({
  "$id": "Scope",
  "type": "string",
  "description": "What an API token may be used for. A scope bears the name of the permission that it hands on.",
  "enum": [
    "audit:read",
    "audit:checkpoint",
    "accounts:read",
    "accounts:write",
    "bindings:read",
    "bindings:write",
    "clusters:read",
    "machine:read",
    "queue:read",
    "runs:read",
    "jobs:read",
    "jobs:write",
    "events:write",
    "samples:write",
    "usage:read",
    "usage:write",
    "rates:read",
    "unbilled:read",
    "changes:read",
    "changes:decide",
    "receipts:read",
    "receipts:issue",
    "receipts:pay",
    "receipts:void"
  ]
});

export type LoginRequest = {
  readonly "username": string;
  readonly "password": string;
};
export const LoginRequest = Type.Unsafe<LoginRequest>({
  "$id": "LoginRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "username",
    "password"
  ],
  "properties": {
    "username": {
      "type": "string",
      "minLength": 1,
      "maxLength": 100
    },
    "password": {
      "type": "string",
      "minLength": 1,
      "maxLength": 1000
    }
  }
});

export type TokenAnswer = {
  readonly "access_token": string;
  readonly "token_type": "bearer";
  /** Seconds. */
  readonly "expires_in": number;
};
export const TokenAnswer = Type.Unsafe<TokenAnswer>({
  "$id": "TokenAnswer",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "access_token",
    "token_type",
    "expires_in"
  ],
  "properties": {
    "access_token": {
      "type": "string"
    },
    "token_type": {
      "type": "string",
      "const": "bearer"
    },
    "expires_in": {
      "type": "integer",
      "description": "Seconds."
    }
  }
});

export type ReauthenticateRequest = {
  readonly "password": string;
  readonly "code"?: MfaCode;
};
export const ReauthenticateRequest = Type.Unsafe<ReauthenticateRequest>({
  "$id": "ReauthenticateRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "password"
  ],
  "properties": {
    "password": {
      "type": "string",
      "minLength": 1,
      "maxLength": 1000
    },
    "code": {
      "$ref": "MfaCode#"
    }
  }
});

export type Session = {
  readonly "id": string;
  readonly "started_at": string;
  /** When the person last proved who they are. */
  readonly "authenticated_at": string;
  /** Its last sign-in, renewal or proof; renewals come every quarter of an hour. */
  readonly "last_used_at": string;
  /** When it is over if it is not used again. */
  readonly "expires_at": string;
  /** The network address of its last use, or unknown. */
  readonly "address": string;
  /** What the program of its last use calls itself, at most 300 characters. */
  readonly "user_agent": string;
  /** Whether this call was made with it. */
  readonly "current": boolean;
};
export const Session = Type.Unsafe<Session>({
  "$id": "Session",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "started_at",
    "authenticated_at",
    "last_used_at",
    "expires_at",
    "address",
    "user_agent",
    "current"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "started_at": {
      "type": "string",
      "format": "date-time"
    },
    "authenticated_at": {
      "type": "string",
      "format": "date-time",
      "description": "When the person last proved who they are."
    },
    "last_used_at": {
      "type": "string",
      "format": "date-time",
      "description": "Its last sign-in, renewal or proof; renewals come every quarter of an hour."
    },
    "expires_at": {
      "type": "string",
      "format": "date-time",
      "description": "When it is over if it is not used again."
    },
    "address": {
      "type": "string",
      "description": "The network address of its last use, or unknown."
    },
    "user_agent": {
      "type": "string",
      "description": "What the program of its last use calls itself, at most 300 characters."
    },
    "current": {
      "type": "boolean",
      "description": "Whether this call was made with it."
    }
  }
});

export type SessionList = {
  readonly "data": readonly Session[];
  readonly "next_cursor": string | null;
};
export const SessionList = Type.Unsafe<SessionList>({
  "$id": "SessionList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "Session#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type SignInLock = {
  readonly "id": string;
  /** Null: nobody has the name that was tried, and it is not kept. */
  readonly "username": string | null;
  readonly "display_name": string | null;
  /** The network address; IPv6 as its /64. */
  readonly "address": string;
  /** Failed attempts that led to it. */
  readonly "failures": number;
  readonly "locked_until": string;
};
export const SignInLock = Type.Unsafe<SignInLock>({
  "$id": "SignInLock",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "username",
    "display_name",
    "address",
    "failures",
    "locked_until"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "username": {
      "type": [
        "string",
        "null"
      ],
      "description": "Null: nobody has the name that was tried, and it is not kept."
    },
    "display_name": {
      "type": [
        "string",
        "null"
      ]
    },
    "address": {
      "type": "string",
      "description": "The network address; IPv6 as its /64."
    },
    "failures": {
      "type": "integer",
      "description": "Failed attempts that led to it."
    },
    "locked_until": {
      "type": "string",
      "format": "date-time"
    }
  }
});

export type SignInLockList = {
  readonly "data": readonly SignInLock[];
  readonly "next_cursor": string | null;
};
export const SignInLockList = Type.Unsafe<SignInLockList>({
  "$id": "SignInLockList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "SignInLock#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type Me = {
  readonly "id": string;
  readonly "username": string;
  readonly "display_name": string;
  readonly "roles": readonly Role[];
  /** The same roles with what each is over. */
  readonly "grants": readonly HeldGrant[];
  readonly "permissions": readonly Permission[];
  /** Whether runs and receipts of everyone are shown, not only one's own. */
  readonly "sees_all": boolean;
  readonly "slurm_users": readonly string[];
  /** The caller's roles demand a second step that is not set up: until it is, everything else answers MFA_ENROLMENT_REQUIRED. */
  readonly "mfa_owed": boolean;
  /** Whose calendar months are billed and in which the app shows times. */
  readonly "billing_time_zone": string;
};
export const Me = Type.Unsafe<Me>({
  "$id": "Me",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "username",
    "display_name",
    "roles",
    "grants",
    "permissions",
    "sees_all",
    "slurm_users",
    "billing_time_zone",
    "mfa_owed"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "username": {
      "type": "string"
    },
    "display_name": {
      "type": "string"
    },
    "roles": {
      "type": "array",
      "items": {
        "$ref": "Role#"
      }
    },
    "grants": {
      "type": "array",
      "items": {
        "$ref": "HeldGrant#"
      },
      "description": "The same roles with what each is over."
    },
    "permissions": {
      "type": "array",
      "items": {
        "$ref": "Permission#"
      }
    },
    "sees_all": {
      "type": "boolean",
      "description": "Whether runs and receipts of everyone are shown, not only one's own."
    },
    "slurm_users": {
      "type": "array",
      "items": {
        "type": "string"
      }
    },
    "mfa_owed": {
      "type": "boolean",
      "description": "The caller's roles demand a second step that is not set up: until it is, everything else answers MFA_ENROLMENT_REQUIRED."
    },
    "billing_time_zone": {
      "type": "string",
      "description": "Whose calendar months are billed and in which the app shows times."
    }
  }
});

export type Username = string;
export const Username = Type.Unsafe<Username>({
  "$id": "Username",
  "type": "string",
  "minLength": 2,
  "maxLength": 40,
  "pattern": "^[a-z0-9][a-z0-9._-]*$"
});

/** The Slurm user names whose runs are theirs, on every cluster. */
export type SlurmUsers = readonly string[];
export const SlurmUsers = Type.Unsafe<SlurmUsers>({
  "$id": "SlurmUsers",
  "type": "array",
  "maxItems": 50,
  "description": "The Slurm user names whose runs are theirs, on every cluster.",
  "items": {
    "type": "string",
    "minLength": 1,
    "maxLength": 64,
    "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.@+-]*$"
  }
});

export type Person = {
  readonly "id": string;
  readonly "username": string;
  readonly "display_name": string;
  readonly "source"?: PersonSource;
  readonly "slurm_users": readonly string[];
  /** Since when they are shut out. */
  readonly "disabled_at": string | null;
  readonly "created_at": string;
  /** What they hold now, as far as the caller may see it. */
  readonly "grants": readonly HeldGrant[];
};
export const Person = Type.Unsafe<Person>({
  "$id": "Person",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "username",
    "display_name",
    "slurm_users",
    "disabled_at",
    "created_at",
    "grants"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "username": {
      "type": "string"
    },
    "display_name": {
      "type": "string"
    },
    "source": {
      "$ref": "PersonSource#"
    },
    "slurm_users": {
      "type": "array",
      "items": {
        "type": "string"
      }
    },
    "disabled_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "Since when they are shut out."
    },
    "created_at": {
      "type": "string",
      "format": "date-time"
    },
    "grants": {
      "type": "array",
      "items": {
        "$ref": "HeldGrant#"
      },
      "description": "What they hold now, as far as the caller may see it."
    }
  }
});

export type PersonList = {
  readonly "data": readonly Person[];
  readonly "next_cursor": string | null;
};
export const PersonList = Type.Unsafe<PersonList>({
  "$id": "PersonList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "Person#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

/** Where they sign in, for ever: with a password kept here, which is the default, or with that of the directory. */
export type PersonSource = "local" | "ldap";
export const PersonSource = Type.Unsafe<PersonSource>({
  "$id": "PersonSource",
  "type": "string",
  "enum": [
    "local",
    "ldap"
  ],
  "description": "Where they sign in, for ever: with a password kept here, which is the default, or with that of the directory."
});

export type CreatePersonRequest = {
  readonly "username": Username;
  readonly "display_name": string;
  readonly "slurm_users"?: SlurmUsers;
  readonly "source"?: PersonSource;
};
export const CreatePersonRequest = Type.Unsafe<CreatePersonRequest>({
  "$id": "CreatePersonRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "username",
    "display_name"
  ],
  "properties": {
    "username": {
      "$ref": "Username#"
    },
    "display_name": {
      "type": "string",
      "minLength": 1,
      "maxLength": 200
    },
    "slurm_users": {
      "$ref": "SlurmUsers#"
    },
    "source": {
      "$ref": "PersonSource#"
    }
  }
});

export type UpdatePersonRequest = {
  readonly "display_name"?: string;
  readonly "slurm_users"?: SlurmUsers;
  /** Whoever is disabled is signed out at once and cannot sign in. */
  readonly "disabled"?: boolean;
};
export const UpdatePersonRequest = Type.Unsafe<UpdatePersonRequest>({
  "$id": "UpdatePersonRequest",
  "type": "object",
  "additionalProperties": false,
  "minProperties": 1,
  "properties": {
    "display_name": {
      "type": "string",
      "minLength": 1,
      "maxLength": 200
    },
    "slurm_users": {
      "$ref": "SlurmUsers#"
    },
    "disabled": {
      "type": "boolean",
      "description": "Whoever is disabled is signed out at once and cannot sign in."
    }
  }
});

export type GrantState = "live" | "expired" | "revoked";
export const GrantState = Type.Unsafe<GrantState>({
  "$id": "GrantState",
  "type": "string",
  "enum": [
    "live",
    "expired",
    "revoked"
  ]
});

export type Grant = {
  readonly "id": string;
  readonly "person_id": string;
  readonly "username": string;
  readonly "role": Role;
  readonly "scope": GrantScope;
  /** Given here, or held through a group of the directory. */
  readonly "source": "local" | "ldap";
  readonly "state": GrantState;
  readonly "granted_at": string;
  /** A user name; purser is the program itself. */
  readonly "granted_by": string;
  /** The grant counts before, not at, this time; null: without end. */
  readonly "until": string | null;
  readonly "revoked_at": string | null;
  /** A user name; null where nobody took it away. */
  readonly "revoked_by": string | null;
};
export const Grant = Type.Unsafe<Grant>({
  "$id": "Grant",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "person_id",
    "username",
    "role",
    "scope",
    "source",
    "state",
    "granted_at",
    "granted_by",
    "until",
    "revoked_at",
    "revoked_by"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "person_id": {
      "type": "string",
      "format": "uuid"
    },
    "username": {
      "type": "string"
    },
    "role": {
      "$ref": "Role#"
    },
    "scope": {
      "$ref": "GrantScope#"
    },
    "source": {
      "type": "string",
      "enum": [
        "local",
        "ldap"
      ],
      "description": "Given here, or held through a group of the directory."
    },
    "state": {
      "$ref": "GrantState#"
    },
    "granted_at": {
      "type": "string",
      "format": "date-time"
    },
    "granted_by": {
      "type": "string",
      "description": "A user name; purser is the program itself."
    },
    "until": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "The grant counts before, not at, this time; null: without end."
    },
    "revoked_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "revoked_by": {
      "type": [
        "string",
        "null"
      ],
      "description": "A user name; null where nobody took it away."
    }
  }
});

export type GrantList = {
  readonly "data": readonly Grant[];
  readonly "next_cursor": string | null;
};
export const GrantList = Type.Unsafe<GrantList>({
  "$id": "GrantList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "Grant#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type GiveGrantRequest = {
  readonly "username": Username;
  readonly "role": Role;
  readonly "scope"?: GrantScope;
  /** The grant counts before, not at, this time; null: without end. */
  readonly "until"?: string | null;
};
export const GiveGrantRequest = Type.Unsafe<GiveGrantRequest>({
  "$id": "GiveGrantRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "username",
    "role"
  ],
  "properties": {
    "username": {
      "$ref": "Username#"
    },
    "role": {
      "$ref": "Role#"
    },
    "scope": {
      "$ref": "GrantScope#"
    },
    "until": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "The grant counts before, not at, this time; null: without end."
    }
  }
});

export type AuditCheckpoint = {
  readonly "id": string;
  /** The number of the link that was the last then. */
  readonly "sequence": number;
  readonly "hash": string;
  /** With microseconds. */
  readonly "taken_at": string;
  readonly "key_id": string;
  /** HMAC-SHA256 of the other five members as RFC 8785 JSON. */
  readonly "signature": string;
};
export const AuditCheckpoint = Type.Unsafe<AuditCheckpoint>({
  "$id": "AuditCheckpoint",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "sequence",
    "hash",
    "taken_at",
    "key_id",
    "signature"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "sequence": {
      "type": "integer",
      "description": "The number of the link that was the last then."
    },
    "hash": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "taken_at": {
      "type": "string",
      "format": "date-time",
      "description": "With microseconds."
    },
    "key_id": {
      "type": "string"
    },
    "signature": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$",
      "description": "HMAC-SHA256 of the other five members as RFC 8785 JSON."
    }
  }
});

export type AuditCheckpointList = {
  readonly "data": readonly AuditCheckpoint[];
  readonly "next_cursor": string | null;
};
export const AuditCheckpointList = Type.Unsafe<AuditCheckpointList>({
  "$id": "AuditCheckpointList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "AuditCheckpoint#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type AuditOutcome = "success" | "refused" | "failure";
export const AuditOutcome = Type.Unsafe<AuditOutcome>({
  "$id": "AuditOutcome",
  "type": "string",
  "enum": [
    "success",
    "refused",
    "failure"
  ]
});

export type AuditStatus = {
  readonly "last_sequence": number;
  readonly "last_sealed_at": string | null;
  /** How long the oldest record that is in no link has been waiting; 0 where none is. */
  readonly "unsealed_seconds": number;
  readonly "latest_checkpoint_sequence": number | null;
  readonly "latest_checkpoint_at": string | null;
};
export const AuditStatus = Type.Unsafe<AuditStatus>({
  "$id": "AuditStatus",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "last_sequence",
    "last_sealed_at",
    "unsealed_seconds",
    "latest_checkpoint_sequence",
    "latest_checkpoint_at"
  ],
  "properties": {
    "last_sequence": {
      "type": "integer"
    },
    "last_sealed_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "unsealed_seconds": {
      "type": "number",
      "description": "How long the oldest record that is in no link has been waiting; 0 where none is."
    },
    "latest_checkpoint_sequence": {
      "type": [
        "integer",
        "null"
      ]
    },
    "latest_checkpoint_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    }
  }
});

export type ApiToken = {
  /** Also stands in the token's text, after pur_, without hyphens. */
  readonly "id": string;
  readonly "kind": "person" | "service";
  readonly "name": string;
  /** Whom it speaks for; null where it is a service. */
  readonly "person_id": string | null;
  /** Their user name. */
  readonly "username": string | null;
  /** Of a service: the role that bounds its scopes and decides whose data it sees. */
  readonly "role": string | null;
  /** Of a service with the role user: whose runs and receipts it sees. */
  readonly "slurm_users": readonly string[];
  readonly "scopes": readonly Scope[];
  /** The networks it may be used from, as CIDR; none: from anywhere. */
  readonly "allowed_addresses": readonly string[];
  readonly "state": ApiTokenState;
  readonly "created_at": string;
  readonly "created_by": string;
  readonly "expires_at": string;
  readonly "revoked_at": string | null;
  readonly "revoked_by": string | null;
  /** When it was last used, to the minute. */
  readonly "last_used_at": string | null;
  /** Where that use came from. */
  readonly "last_used_address": string | null;
};
export const ApiToken = Type.Unsafe<ApiToken>({
  "$id": "ApiToken",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "kind",
    "name",
    "person_id",
    "username",
    "role",
    "slurm_users",
    "scopes",
    "allowed_addresses",
    "state",
    "created_at",
    "created_by",
    "expires_at",
    "revoked_at",
    "revoked_by",
    "last_used_at",
    "last_used_address"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid",
      "description": "Also stands in the token's text, after pur_, without hyphens."
    },
    "kind": {
      "type": "string",
      "enum": [
        "person",
        "service"
      ]
    },
    "name": {
      "type": "string"
    },
    "person_id": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid",
      "description": "Whom it speaks for; null where it is a service."
    },
    "username": {
      "type": [
        "string",
        "null"
      ],
      "description": "Their user name."
    },
    "role": {
      "type": [
        "string",
        "null"
      ],
      "description": "Of a service: the role that bounds its scopes and decides whose data it sees."
    },
    "slurm_users": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "description": "Of a service with the role user: whose runs and receipts it sees."
    },
    "scopes": {
      "type": "array",
      "items": {
        "$ref": "Scope#"
      }
    },
    "allowed_addresses": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "description": "The networks it may be used from, as CIDR; none: from anywhere."
    },
    "state": {
      "$ref": "ApiTokenState#"
    },
    "created_at": {
      "type": "string",
      "format": "date-time"
    },
    "created_by": {
      "type": "string"
    },
    "expires_at": {
      "type": "string",
      "format": "date-time"
    },
    "revoked_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "revoked_by": {
      "type": [
        "string",
        "null"
      ]
    },
    "last_used_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "When it was last used, to the minute."
    },
    "last_used_address": {
      "type": [
        "string",
        "null"
      ],
      "description": "Where that use came from."
    }
  }
});

/** Whether it can be used: suspended means that its person is disabled. */
export type ApiTokenState = "active" | "suspended" | "expired" | "revoked";
export const ApiTokenState = Type.Unsafe<ApiTokenState>({
  "$id": "ApiTokenState",
  "type": "string",
  "description": "Whether it can be used: suspended means that its person is disabled.",
  "enum": [
    "active",
    "suspended",
    "expired",
    "revoked"
  ]
});

/** What it is for. */
export type ApiTokenName = string;
export const ApiTokenName = Type.Unsafe<ApiTokenName>({
  "$id": "ApiTokenName",
  "type": "string",
  "minLength": 1,
  "maxLength": 100,
  "pattern": "^[^\\s\\u0000-\\u001f]([^\\u0000-\\u001f]*[^\\s\\u0000-\\u001f])?$",
  "description": "What it is for."
});

export type ApiTokenList = {
  readonly "data": readonly ApiToken[];
  readonly "next_cursor": string | null;
};
export const ApiTokenList = Type.Unsafe<ApiTokenList>({
  "$id": "ApiTokenList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "ApiToken#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

/** The only networks that it may be used from, IPv4 or IPv6, as CIDR or as single addresses; none: from anywhere. */
export type AllowedAddresses = readonly string[];
export const AllowedAddresses = Type.Unsafe<AllowedAddresses>({
  "$id": "AllowedAddresses",
  "type": "array",
  "maxItems": 50,
  "description": "The only networks that it may be used from, IPv4 or IPv6, as CIDR or as single addresses; none: from anywhere.",
  "items": {
    "type": "string",
    "minLength": 2,
    "maxLength": 43,
    "pattern": "^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$"
  }
});

/** Bounds the scopes of a service and decides whose data it sees: user sees that of its Slurm users, every other all. */
export type ServiceRole = "center_admin" | "finance" | "auditor" | "user";
export const ServiceRole = Type.Unsafe<ServiceRole>({
  "$id": "ServiceRole",
  "type": "string",
  "description": "Bounds the scopes of a service and decides whose data it sees: user sees that of its Slurm users, every other all.",
  "enum": [
    "center_admin",
    "finance",
    "auditor",
    "user"
  ]
});

export type CreateApiTokenRequest = {
  readonly "name": ApiTokenName;
  /** What it may be used for; never more than the person may do. */
  readonly "scopes": readonly Scope[];
  /** After how many days it expires. */
  readonly "days": number;
  readonly "allowed_addresses"?: AllowedAddresses;
};
export const CreateApiTokenRequest = Type.Unsafe<CreateApiTokenRequest>({
  "$id": "CreateApiTokenRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "name",
    "scopes",
    "days"
  ],
  "properties": {
    "name": {
      "$ref": "ApiTokenName#"
    },
    "scopes": {
      "type": "array",
      "minItems": 1,
      "maxItems": 100,
      "items": {
        "$ref": "Scope#"
      },
      "description": "What it may be used for; never more than the person may do."
    },
    "days": {
      "type": "integer",
      "minimum": 1,
      "maximum": 365,
      "description": "After how many days it expires."
    },
    "allowed_addresses": {
      "$ref": "AllowedAddresses#"
    }
  }
});

export type CreateServiceTokenRequest = {
  /** The service; it acts as service:NAME. */
  readonly "name": string;
  /** What it may be used for; never more than the role may do. */
  readonly "scopes": readonly Scope[];
  /** After how many days it expires. */
  readonly "days": number;
  readonly "role": ServiceRole;
  /** With the role user: whose runs and receipts it sees. */
  readonly "slurm_users"?: readonly string[];
  readonly "allowed_addresses"?: AllowedAddresses;
};
export const CreateServiceTokenRequest = Type.Unsafe<CreateServiceTokenRequest>({
  "$id": "CreateServiceTokenRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "name",
    "scopes",
    "days",
    "role"
  ],
  "properties": {
    "name": {
      "type": "string",
      "minLength": 2,
      "maxLength": 40,
      "pattern": "^[a-z0-9][a-z0-9._-]{1,39}$",
      "description": "The service; it acts as service:NAME."
    },
    "scopes": {
      "type": "array",
      "minItems": 1,
      "maxItems": 100,
      "items": {
        "$ref": "Scope#"
      },
      "description": "What it may be used for; never more than the role may do."
    },
    "days": {
      "type": "integer",
      "minimum": 1,
      "maximum": 365,
      "description": "After how many days it expires."
    },
    "role": {
      "$ref": "ServiceRole#"
    },
    "slurm_users": {
      "type": "array",
      "maxItems": 100,
      "items": {
        "type": "string",
        "minLength": 1,
        "maxLength": 100,
        "pattern": "^[^\\u0000]*$"
      },
      "description": "With the role user: whose runs and receipts it sees."
    },
    "allowed_addresses": {
      "$ref": "AllowedAddresses#"
    }
  }
});

export type CreatedApiToken = {
  /** The token itself. It is shown now and never again. */
  readonly "token": string;
  readonly "api_token": ApiToken;
};
export const CreatedApiToken = Type.Unsafe<CreatedApiToken>({
  "$id": "CreatedApiToken",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "token",
    "api_token"
  ],
  "properties": {
    "token": {
      "type": "string",
      "description": "The token itself. It is shown now and never again."
    },
    "api_token": {
      "$ref": "ApiToken#"
    }
  }
});

export type ChangePasswordRequest = {
  readonly "current_password": string;
  /** At least 12 letters, not among the most common passwords, without the user name. */
  readonly "new_password": string;
};
export const ChangePasswordRequest = Type.Unsafe<ChangePasswordRequest>({
  "$id": "ChangePasswordRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "current_password",
    "new_password"
  ],
  "properties": {
    "current_password": {
      "type": "string",
      "minLength": 1,
      "maxLength": 1000
    },
    "new_password": {
      "type": "string",
      "minLength": 1,
      "maxLength": 1000,
      "description": "At least 12 letters, not among the most common passwords, without the user name."
    }
  }
});

export type PasswordResetLink = {
  /** The address below that of the web app. The token stands behind the #, which browsers do not send to servers. */
  readonly "path": string;
  readonly "expires_at": string;
};
export const PasswordResetLink = Type.Unsafe<PasswordResetLink>({
  "$id": "PasswordResetLink",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "path",
    "expires_at"
  ],
  "properties": {
    "path": {
      "type": "string",
      "description": "The address below that of the web app. The token stands behind the #, which browsers do not send to servers."
    },
    "expires_at": {
      "type": "string",
      "format": "date-time"
    }
  }
});

export type ResetPasswordRequest = {
  readonly "token": string;
  /** At least 12 letters, not among the most common passwords, without the user name. */
  readonly "new_password": string;
};
export const ResetPasswordRequest = Type.Unsafe<ResetPasswordRequest>({
  "$id": "ResetPasswordRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "token",
    "new_password"
  ],
  "properties": {
    "token": {
      "type": "string",
      "pattern": "^[A-Za-z0-9_-]{43}$"
    },
    "new_password": {
      "type": "string",
      "minLength": 1,
      "maxLength": 1000,
      "description": "At least 12 letters, not among the most common passwords, without the user name."
    }
  }
});

export type MfaStatus = {
  /** Since when a code is asked for; null: it is not. */
  readonly "enrolled_at": string | null;
  readonly "recovery_codes_left": number;
  /** Whether the person's roles demand a second step. */
  readonly "required": boolean;
};
export const MfaStatus = Type.Unsafe<MfaStatus>({
  "$id": "MfaStatus",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "enrolled_at",
    "recovery_codes_left",
    "required"
  ],
  "properties": {
    "enrolled_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "Since when a code is asked for; null: it is not."
    },
    "recovery_codes_left": {
      "type": "integer",
      "minimum": 0
    },
    "required": {
      "type": "boolean",
      "description": "Whether the person's roles demand a second step."
    }
  }
});

export type TotpEnrolment = {
  /** In base32, to type where a QR code cannot be scanned. */
  readonly "secret": string;
  /** What the QR code holds. */
  readonly "otpauth_uri": string;
};
export const TotpEnrolment = Type.Unsafe<TotpEnrolment>({
  "$id": "TotpEnrolment",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "secret",
    "otpauth_uri"
  ],
  "properties": {
    "secret": {
      "type": "string",
      "description": "In base32, to type where a QR code cannot be scanned."
    },
    "otpauth_uri": {
      "type": "string",
      "description": "What the QR code holds."
    }
  }
});

export type StartTotpRequest = {
  readonly "code"?: MfaCode;
};
export const StartTotpRequest = Type.Unsafe<StartTotpRequest>({
  "$id": "StartTotpRequest",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "code": {
      "$ref": "MfaCode#"
    }
  }
});

/** Six digits of the authenticator app, or a recovery code. */
export type MfaCode = string;
export const MfaCode = Type.Unsafe<MfaCode>({
  "$id": "MfaCode",
  "type": "string",
  "minLength": 6,
  "maxLength": 30,
  "description": "Six digits of the authenticator app, or a recovery code."
});

export type MfaCodeRequest = {
  readonly "code": MfaCode;
};
export const MfaCodeRequest = Type.Unsafe<MfaCodeRequest>({
  "$id": "MfaCodeRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "code"
  ],
  "properties": {
    "code": {
      "$ref": "MfaCode#"
    }
  }
});

export type RecoveryCodes = {
  readonly "recovery_codes": readonly string[];
};
export const RecoveryCodes = Type.Unsafe<RecoveryCodes>({
  "$id": "RecoveryCodes",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "recovery_codes"
  ],
  "properties": {
    "recovery_codes": {
      "type": "array",
      "minItems": 10,
      "maxItems": 10,
      "items": {
        "type": "string"
      }
    }
  }
});

export type LoginMfaRequest = {
  /** From the details of MFA_REQUIRED. */
  readonly "challenge": string;
  readonly "code": MfaCode;
};
export const LoginMfaRequest = Type.Unsafe<LoginMfaRequest>({
  "$id": "LoginMfaRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "challenge",
    "code"
  ],
  "properties": {
    "challenge": {
      "type": "string",
      "pattern": "^[A-Za-z0-9_-]{43}$",
      "description": "From the details of MFA_REQUIRED."
    },
    "code": {
      "$ref": "MfaCode#"
    }
  }
});

export type AuditRecord = {
  readonly "id": string;
  /** Its place in the chain; null until it is sealed. */
  readonly "sequence": number | null;
  /** By the database's clock, with microseconds. */
  readonly "occurred_at": string;
  /** Null: the program itself, or nobody who is known. */
  readonly "actor_id": string | null;
  readonly "actor_name": string;
  /** The roles held then, separated by commas. */
  readonly "actor_role": string | null;
  /** SHA-256 of the session's id, in hexadecimal. */
  readonly "session_hash": string | null;
  readonly "api_token_id": string | null;
  /** Of the client; its network alone, unless the centre keeps it whole. */
  readonly "address": string | null;
  /** Of the client; the beginning of its SHA-256, unless the centre keeps it whole. */
  readonly "user_agent": string | null;
  readonly "method": string | null;
  /** The operationId of the call; null outside of calls. */
  readonly "operation": string | null;
  /** What HTTP answered. */
  readonly "status": number | null;
  readonly "request_id": string | null;
  readonly "action": string;
  readonly "subject_type": string;
  /** What it was done to. */
  readonly "subject": string;
  /** Where that is a person's id, the name they sign in with; not part of what is signed. */
  readonly "subject_username": string | null;
  readonly "outcome": AuditOutcome;
  readonly "detail": {
    readonly [key: string]: unknown;
  };
  readonly "key_id": string;
  /** HMAC-SHA256 of the record, in hexadecimal. */
  readonly "signature": string;
  readonly "previous_hash": string | null;
  readonly "hash": string | null;
};
export const AuditRecord = Type.Unsafe<AuditRecord>({
  "$id": "AuditRecord",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "sequence",
    "occurred_at",
    "actor_id",
    "actor_name",
    "actor_role",
    "session_hash",
    "api_token_id",
    "address",
    "user_agent",
    "method",
    "operation",
    "status",
    "request_id",
    "action",
    "subject_type",
    "subject",
    "subject_username",
    "outcome",
    "detail",
    "key_id",
    "signature",
    "previous_hash",
    "hash"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "sequence": {
      "type": [
        "integer",
        "null"
      ],
      "description": "Its place in the chain; null until it is sealed."
    },
    "occurred_at": {
      "type": "string",
      "format": "date-time",
      "description": "By the database's clock, with microseconds."
    },
    "actor_id": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid",
      "description": "Null: the program itself, or nobody who is known."
    },
    "actor_name": {
      "type": "string"
    },
    "actor_role": {
      "type": [
        "string",
        "null"
      ],
      "description": "The roles held then, separated by commas."
    },
    "session_hash": {
      "type": [
        "string",
        "null"
      ],
      "description": "SHA-256 of the session's id, in hexadecimal."
    },
    "api_token_id": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid"
    },
    "address": {
      "type": [
        "string",
        "null"
      ],
      "description": "Of the client; its network alone, unless the centre keeps it whole."
    },
    "user_agent": {
      "type": [
        "string",
        "null"
      ],
      "description": "Of the client; the beginning of its SHA-256, unless the centre keeps it whole."
    },
    "method": {
      "type": [
        "string",
        "null"
      ]
    },
    "operation": {
      "type": [
        "string",
        "null"
      ],
      "description": "The operationId of the call; null outside of calls."
    },
    "status": {
      "type": [
        "integer",
        "null"
      ],
      "description": "What HTTP answered."
    },
    "request_id": {
      "type": [
        "string",
        "null"
      ]
    },
    "action": {
      "type": "string"
    },
    "subject_type": {
      "type": "string"
    },
    "subject": {
      "type": "string",
      "description": "What it was done to."
    },
    "subject_username": {
      "type": [
        "string",
        "null"
      ],
      "description": "Where that is a person's id, the name they sign in with; not part of what is signed."
    },
    "outcome": {
      "$ref": "AuditOutcome#"
    },
    "detail": {
      "type": "object",
      "additionalProperties": true
    },
    "key_id": {
      "type": "string"
    },
    "signature": {
      "type": "string",
      "description": "HMAC-SHA256 of the record, in hexadecimal."
    },
    "previous_hash": {
      "type": [
        "string",
        "null"
      ]
    },
    "hash": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type AuditRecordList = {
  readonly "data": readonly AuditRecord[];
  readonly "next_cursor": string | null;
};
export const AuditRecordList = Type.Unsafe<AuditRecordList>({
  "$id": "AuditRecordList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "AuditRecord#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type AuditVerification = {
  readonly "ok": boolean;
  /** The number of the first link that was recomputed; 0 where there was none. */
  readonly "first_sequence": number;
  /** How many links hold from that one on. */
  readonly "checked": number;
  /** Committed records that are not in the chain yet. */
  readonly "unsealed": number;
  /** The number of the last link of the chain. */
  readonly "last_sequence": number;
  readonly "checkpoints_compared": number;
  readonly "first_bad_sequence": number | null;
  readonly "reason": "sequence_gap" | "sequence_repeated" | "previous_hash_mismatch" | "record_missing" | "hash_mismatch" | "seal_signature_mismatch" | "record_signature_mismatch" | "content_mismatch" | "key_missing" | "checkpoint_mismatch" | "checkpoint_signature_mismatch" | "tail_missing" | null;
};
export const AuditVerification = Type.Unsafe<AuditVerification>({
  "$id": "AuditVerification",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "ok",
    "first_sequence",
    "checked",
    "unsealed",
    "last_sequence",
    "checkpoints_compared",
    "first_bad_sequence",
    "reason"
  ],
  "properties": {
    "ok": {
      "type": "boolean"
    },
    "first_sequence": {
      "type": "integer",
      "description": "The number of the first link that was recomputed; 0 where there was none."
    },
    "checked": {
      "type": "integer",
      "description": "How many links hold from that one on."
    },
    "unsealed": {
      "type": "integer",
      "description": "Committed records that are not in the chain yet."
    },
    "last_sequence": {
      "type": "integer",
      "description": "The number of the last link of the chain."
    },
    "checkpoints_compared": {
      "type": "integer"
    },
    "first_bad_sequence": {
      "type": [
        "integer",
        "null"
      ]
    },
    "reason": {
      "type": [
        "string",
        "null"
      ],
      "enum": [
        "sequence_gap",
        "sequence_repeated",
        "previous_hash_mismatch",
        "record_missing",
        "hash_mismatch",
        "seal_signature_mismatch",
        "record_signature_mismatch",
        "content_mismatch",
        "key_missing",
        "checkpoint_mismatch",
        "checkpoint_signature_mismatch",
        "tail_missing",
        null
      ]
    }
  }
});

export type Tier = {
  readonly "name": string;
  readonly "label_en": string;
  readonly "label_th": string;
};
export const Tier = Type.Unsafe<Tier>({
  "$id": "Tier",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "name",
    "label_en",
    "label_th"
  ],
  "properties": {
    "name": {
      "type": "string"
    },
    "label_en": {
      "type": "string"
    },
    "label_th": {
      "type": "string"
    }
  }
});

export type ClassifierRule = {
  readonly "position": number;
  readonly "match": "contains" | "pattern";
  readonly "value": string;
  readonly "tier": string;
};
export const ClassifierRule = Type.Unsafe<ClassifierRule>({
  "$id": "ClassifierRule",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "position",
    "match",
    "value",
    "tier"
  ],
  "properties": {
    "position": {
      "type": "integer"
    },
    "match": {
      "type": "string",
      "enum": [
        "contains",
        "pattern"
      ]
    },
    "value": {
      "type": "string"
    },
    "tier": {
      "type": "string"
    }
  }
});

export type TierList = {
  readonly "data": readonly Tier[];
  readonly "classifier_rules": readonly ClassifierRule[];
  readonly "default_tier": string;
};
export const TierList = Type.Unsafe<TierList>({
  "$id": "TierList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "classifier_rules",
    "default_tier"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "Tier#"
      }
    },
    "classifier_rules": {
      "type": "array",
      "items": {
        "$ref": "ClassifierRule#"
      }
    },
    "default_tier": {
      "type": "string"
    }
  }
});

export type BillingAccount = {
  readonly "id": string;
  readonly "kind": "person" | "team" | "project" | "customer";
  readonly "code": string;
  readonly "name": string;
  readonly "slurm_user": string | null;
  /** The tier in force. */
  readonly "tier": string;
  /** What the classifier says without an override. */
  readonly "natural_tier": string;
  readonly "tier_override": string | null;
  readonly "legal_name": string | null;
  readonly "address": string | null;
  readonly "tax_id": string | null;
  readonly "branch": string | null;
  readonly "email": string | null;
  readonly "created_at": string;
};
export const BillingAccount = Type.Unsafe<BillingAccount>({
  "$id": "BillingAccount",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "kind",
    "code",
    "name",
    "slurm_user",
    "tier",
    "natural_tier",
    "tier_override",
    "legal_name",
    "address",
    "tax_id",
    "branch",
    "email",
    "created_at"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "kind": {
      "type": "string",
      "enum": [
        "person",
        "team",
        "project",
        "customer"
      ]
    },
    "code": {
      "type": "string"
    },
    "name": {
      "type": "string"
    },
    "slurm_user": {
      "type": [
        "string",
        "null"
      ]
    },
    "tier": {
      "type": "string",
      "description": "The tier in force."
    },
    "natural_tier": {
      "type": "string",
      "description": "What the classifier says without an override."
    },
    "tier_override": {
      "type": [
        "string",
        "null"
      ]
    },
    "legal_name": {
      "type": [
        "string",
        "null"
      ]
    },
    "address": {
      "type": [
        "string",
        "null"
      ]
    },
    "tax_id": {
      "type": [
        "string",
        "null"
      ]
    },
    "branch": {
      "type": [
        "string",
        "null"
      ]
    },
    "email": {
      "type": [
        "string",
        "null"
      ]
    },
    "created_at": {
      "type": "string",
      "format": "date-time"
    }
  }
});

export type BillingAccountList = {
  readonly "data": readonly BillingAccount[];
  readonly "next_cursor": string | null;
};
export const BillingAccountList = Type.Unsafe<BillingAccountList>({
  "$id": "BillingAccountList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "BillingAccount#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type BillingAccountChange = {
  readonly "name"?: string;
  /** Null goes back to the natural tier. */
  readonly "tier_override"?: string | null;
  readonly "legal_name"?: string | null;
  readonly "address"?: string | null;
  readonly "tax_id"?: string | null;
  readonly "branch"?: string | null;
  readonly "email"?: string | null;
};
export const BillingAccountChange = Type.Unsafe<BillingAccountChange>({
  "$id": "BillingAccountChange",
  "type": "object",
  "additionalProperties": false,
  "minProperties": 1,
  "properties": {
    "name": {
      "type": "string",
      "minLength": 1,
      "maxLength": 300
    },
    "tier_override": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 31,
      "description": "Null goes back to the natural tier."
    },
    "legal_name": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 300
    },
    "address": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 1000
    },
    "tax_id": {
      "type": [
        "string",
        "null"
      ],
      "pattern": "^[0-9]{13}$"
    },
    "branch": {
      "type": [
        "string",
        "null"
      ],
      "pattern": "^[0-9]{5}$"
    },
    "email": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 3,
      "maxLength": 320
    }
  }
});

export type NewBillingAccount = {
  readonly "kind": "team" | "project" | "customer";
  /** What the account is known by; no other account's, also not in other case. */
  readonly "code": string;
  readonly "name": string;
  /** Null: the tier that the rules give the code. */
  readonly "tier_override"?: string | null;
  readonly "legal_name"?: string | null;
  readonly "address"?: string | null;
  readonly "tax_id"?: string | null;
  readonly "branch"?: string | null;
  readonly "email"?: string | null;
};
export const NewBillingAccount = Type.Unsafe<NewBillingAccount>({
  "$id": "NewBillingAccount",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "kind",
    "code",
    "name"
  ],
  "properties": {
    "kind": {
      "type": "string",
      "enum": [
        "team",
        "project",
        "customer"
      ]
    },
    "code": {
      "type": "string",
      "minLength": 1,
      "maxLength": 100,
      "description": "What the account is known by; no other account's, also not in other case."
    },
    "name": {
      "type": "string",
      "minLength": 1,
      "maxLength": 300
    },
    "tier_override": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 31,
      "description": "Null: the tier that the rules give the code."
    },
    "legal_name": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 300
    },
    "address": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 1000
    },
    "tax_id": {
      "type": [
        "string",
        "null"
      ],
      "pattern": "^[0-9]{13}$"
    },
    "branch": {
      "type": [
        "string",
        "null"
      ],
      "pattern": "^[0-9]{5}$"
    },
    "email": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 3,
      "maxLength": 320
    }
  }
});

/** A rule that sends the runs of a Slurm account, or of one user in it, that ended while it held to a billing account. */
export type Binding = {
  readonly "id": string;
  readonly "cluster": string;
  readonly "slurm_account": string;
  /** Null: every user of the Slurm account whom no binding of their own names. */
  readonly "slurm_user": string | null;
  readonly "account_id": string;
  readonly "account_code": string;
  readonly "account_name": string;
  /** The first instant at which it holds. */
  readonly "valid_from": string;
  /** The first instant at which it holds no more; null: until further notice. */
  readonly "valid_to": string | null;
  /** The binding in whose place it stands. */
  readonly "replaces_id": string | null;
  readonly "created_at": string;
  readonly "created_by": string;
  readonly "withdrawn_at": string | null;
  readonly "withdrawn_by": string | null;
};
export const Binding = Type.Unsafe<Binding>({
  "$id": "Binding",
  "type": "object",
  "description": "A rule that sends the runs of a Slurm account, or of one user in it, that ended while it held to a billing account.",
  "additionalProperties": false,
  "required": [
    "id",
    "cluster",
    "slurm_account",
    "slurm_user",
    "account_id",
    "account_code",
    "account_name",
    "valid_from",
    "valid_to",
    "replaces_id",
    "created_at",
    "created_by",
    "withdrawn_at",
    "withdrawn_by"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "cluster": {
      "type": "string"
    },
    "slurm_account": {
      "type": "string"
    },
    "slurm_user": {
      "type": [
        "string",
        "null"
      ],
      "description": "Null: every user of the Slurm account whom no binding of their own names."
    },
    "account_id": {
      "type": "string",
      "format": "uuid"
    },
    "account_code": {
      "type": "string"
    },
    "account_name": {
      "type": "string"
    },
    "valid_from": {
      "type": "string",
      "format": "date-time",
      "description": "The first instant at which it holds."
    },
    "valid_to": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "The first instant at which it holds no more; null: until further notice."
    },
    "replaces_id": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid",
      "description": "The binding in whose place it stands."
    },
    "created_at": {
      "type": "string",
      "format": "date-time"
    },
    "created_by": {
      "type": "string"
    },
    "withdrawn_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "withdrawn_by": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type BindingList = {
  readonly "data": readonly Binding[];
  readonly "next_cursor": string | null;
};
export const BindingList = Type.Unsafe<BindingList>({
  "$id": "BindingList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "Binding#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type BindingTerms = {
  readonly "cluster": string;
  readonly "slurm_account": string;
  readonly "slurm_user"?: string | null;
  readonly "account_id": string;
  readonly "valid_from": string;
  readonly "valid_to"?: string | null;
  /** The binding that is withdrawn for this one. */
  readonly "replaces_id"?: string | null;
};
export const BindingTerms = Type.Unsafe<BindingTerms>({
  "$id": "BindingTerms",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "slurm_account",
    "account_id",
    "valid_from"
  ],
  "properties": {
    "cluster": {
      "type": "string",
      "minLength": 1,
      "maxLength": 255
    },
    "slurm_account": {
      "type": "string",
      "minLength": 1,
      "maxLength": 1000,
      "pattern": "^[^\\u0000]*$"
    },
    "slurm_user": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 1000,
      "pattern": "^[^\\u0000]*$"
    },
    "account_id": {
      "type": "string",
      "format": "uuid"
    },
    "valid_from": {
      "type": "string",
      "format": "date-time"
    },
    "valid_to": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "replaces_id": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid",
      "description": "The binding that is withdrawn for this one."
    }
  }
});

/** Names what a preview showed. The change is refused where it would now do anything else. */
export type BindingDigest = string;
export const BindingDigest = Type.Unsafe<BindingDigest>({
  "$id": "BindingDigest",
  "type": "string",
  "pattern": "^[0-9a-f]{64}$",
  "description": "Names what a preview showed. The change is refused where it would now do anything else."
});

export type NewBinding = {
  readonly "cluster": string;
  readonly "slurm_account": string;
  readonly "slurm_user"?: string | null;
  readonly "account_id": string;
  readonly "valid_from": string;
  readonly "valid_to"?: string | null;
  /** The binding that is withdrawn for this one. */
  readonly "replaces_id"?: string | null;
  readonly "preview": BindingDigest;
};
export const NewBinding = Type.Unsafe<NewBinding>({
  "$id": "NewBinding",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "slurm_account",
    "account_id",
    "valid_from",
    "preview"
  ],
  "properties": {
    "cluster": {
      "type": "string",
      "minLength": 1,
      "maxLength": 255
    },
    "slurm_account": {
      "type": "string",
      "minLength": 1,
      "maxLength": 1000,
      "pattern": "^[^\\u0000]*$"
    },
    "slurm_user": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 1000,
      "pattern": "^[^\\u0000]*$"
    },
    "account_id": {
      "type": "string",
      "format": "uuid"
    },
    "valid_from": {
      "type": "string",
      "format": "date-time"
    },
    "valid_to": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "replaces_id": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid",
      "description": "The binding that is withdrawn for this one."
    },
    "preview": {
      "$ref": "BindingDigest#"
    }
  }
});

export type BindingWithdrawal = {
  readonly "preview": BindingDigest;
};
export const BindingWithdrawal = Type.Unsafe<BindingWithdrawal>({
  "$id": "BindingWithdrawal",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "preview"
  ],
  "properties": {
    "preview": {
      "$ref": "BindingDigest#"
    }
  }
});

/** A billing account; null: the runs are not charged. */
export type BindingAccount = {
  readonly "id": string;
  readonly "code": string;
  readonly "name": string;
} | null;
export const BindingAccount = Type.Unsafe<BindingAccount>({
  "$id": "BindingAccount",
  "type": [
    "object",
    "null"
  ],
  "description": "A billing account; null: the runs are not charged.",
  "additionalProperties": false,
  "required": [
    "id",
    "code",
    "name"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "code": {
      "type": "string"
    },
    "name": {
      "type": "string"
    }
  }
});

/** Runs of one month whose unbilled charges move from one billing account to another. */
export type BindingMove = {
  /** The billing month the runs ended in. */
  readonly "month": string;
  readonly "from": BindingAccount;
  readonly "to": BindingAccount;
  readonly "run_count": number;
  /** Six decimals: what the runs cost at the tier they are priced at; null: they are not charged. */
  readonly "amount_before": string | null;
  readonly "currency_before": string | null;
  /** Six decimals: what they will cost at the tier of the account they move to. */
  readonly "amount_after": string | null;
  readonly "currency_after": string | null;
};
export const BindingMove = Type.Unsafe<BindingMove>({
  "$id": "BindingMove",
  "type": "object",
  "description": "Runs of one month whose unbilled charges move from one billing account to another.",
  "additionalProperties": false,
  "required": [
    "month",
    "from",
    "to",
    "run_count",
    "amount_before",
    "currency_before",
    "amount_after",
    "currency_after"
  ],
  "properties": {
    "month": {
      "type": "string",
      "description": "The billing month the runs ended in."
    },
    "from": {
      "$ref": "BindingAccount#"
    },
    "to": {
      "$ref": "BindingAccount#"
    },
    "run_count": {
      "type": "integer"
    },
    "amount_before": {
      "type": [
        "string",
        "null"
      ],
      "description": "Six decimals: what the runs cost at the tier they are priced at; null: they are not charged."
    },
    "currency_before": {
      "type": [
        "string",
        "null"
      ]
    },
    "amount_after": {
      "type": [
        "string",
        "null"
      ],
      "description": "Six decimals: what they will cost at the tier of the account they move to."
    },
    "currency_after": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

/** Runs that the change concerns and that are billed already. They stay on their receipt and are put before finance; should it be voided, they go to the account named as `to`. Where that is the account of the receipt, they come back to it after a rule had sent them elsewhere. */
export type BindingBilled = {
  readonly "month": string;
  readonly "receipt_id": string;
  readonly "receipt_number": string;
  readonly "account": BindingAccount;
  readonly "to": BindingAccount;
  readonly "run_count": number;
  /** Six decimals. */
  readonly "amount": string;
  readonly "currency": string;
};
export const BindingBilled = Type.Unsafe<BindingBilled>({
  "$id": "BindingBilled",
  "type": "object",
  "description": "Runs that the change concerns and that are billed already. They stay on their receipt and are put before finance; should it be voided, they go to the account named as `to`. Where that is the account of the receipt, they come back to it after a rule had sent them elsewhere.",
  "additionalProperties": false,
  "required": [
    "month",
    "receipt_id",
    "receipt_number",
    "account",
    "to",
    "run_count",
    "amount",
    "currency"
  ],
  "properties": {
    "month": {
      "type": "string"
    },
    "receipt_id": {
      "type": "string",
      "format": "uuid"
    },
    "receipt_number": {
      "type": "string"
    },
    "account": {
      "$ref": "BindingAccount#"
    },
    "to": {
      "$ref": "BindingAccount#"
    },
    "run_count": {
      "type": "integer"
    },
    "amount": {
      "type": "string",
      "description": "Six decimals."
    },
    "currency": {
      "type": "string"
    }
  }
});

export type BindingPreview = {
  readonly "preview": BindingDigest;
  readonly "moved_run_count": number;
  readonly "billed_run_count": number;
  readonly "moves": readonly BindingMove[];
  /** Rows beyond the first 500. */
  readonly "moves_omitted": number;
  readonly "billed": readonly BindingBilled[];
  /** Rows beyond the first 500. */
  readonly "billed_omitted": number;
};
export const BindingPreview = Type.Unsafe<BindingPreview>({
  "$id": "BindingPreview",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "preview",
    "moved_run_count",
    "billed_run_count",
    "moves",
    "moves_omitted",
    "billed",
    "billed_omitted"
  ],
  "properties": {
    "preview": {
      "$ref": "BindingDigest#"
    },
    "moved_run_count": {
      "type": "integer"
    },
    "billed_run_count": {
      "type": "integer"
    },
    "moves": {
      "type": "array",
      "maxItems": 500,
      "items": {
        "$ref": "BindingMove#"
      }
    },
    "moves_omitted": {
      "type": "integer",
      "description": "Rows beyond the first 500."
    },
    "billed": {
      "type": "array",
      "maxItems": 500,
      "items": {
        "$ref": "BindingBilled#"
      }
    },
    "billed_omitted": {
      "type": "integer",
      "description": "Rows beyond the first 500."
    }
  }
});

export type BindingAnswer = {
  readonly "binding": Binding;
  readonly "effect": BindingPreview;
};
export const BindingAnswer = Type.Unsafe<BindingAnswer>({
  "$id": "BindingAnswer",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "binding",
    "effect"
  ],
  "properties": {
    "binding": {
      "$ref": "Binding#"
    },
    "effect": {
      "$ref": "BindingPreview#"
    }
  }
});

export type UnboundAccount = {
  readonly "cluster": string;
  readonly "slurm_account": string;
  readonly "run_count": number;
  /** When the last of its runs was submitted. */
  readonly "last_seen_at": string;
  readonly "user_count": number;
  /** The first of its users by name. */
  readonly "users": readonly string[];
};
export const UnboundAccount = Type.Unsafe<UnboundAccount>({
  "$id": "UnboundAccount",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "slurm_account",
    "run_count",
    "last_seen_at",
    "user_count",
    "users"
  ],
  "properties": {
    "cluster": {
      "type": "string"
    },
    "slurm_account": {
      "type": "string"
    },
    "run_count": {
      "type": "integer"
    },
    "last_seen_at": {
      "type": "string",
      "format": "date-time",
      "description": "When the last of its runs was submitted."
    },
    "user_count": {
      "type": "integer"
    },
    "users": {
      "type": "array",
      "maxItems": 5,
      "items": {
        "type": "string"
      },
      "description": "The first of its users by name."
    }
  }
});

export type UnboundAccountList = {
  readonly "data": readonly UnboundAccount[];
  readonly "next_cursor": string | null;
};
export const UnboundAccountList = Type.Unsafe<UnboundAccountList>({
  "$id": "UnboundAccountList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "UnboundAccount#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type Cluster = {
  readonly "name": string;
  readonly "time_zone": string;
  /** The last day of its service, where it was retired. */
  readonly "last_day": string | null;
};
export const Cluster = Type.Unsafe<Cluster>({
  "$id": "Cluster",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "name",
    "time_zone",
    "last_day"
  ],
  "properties": {
    "name": {
      "type": "string"
    },
    "time_zone": {
      "type": "string"
    },
    "last_day": {
      "type": [
        "string",
        "null"
      ],
      "format": "date",
      "description": "The last day of its service, where it was retired."
    }
  }
});

/** What a node is good for now. `down` is also what a node is that does not answer. */
export type NodeState = "idle" | "mixed" | "allocated" | "completing" | "draining" | "drained" | "maintenance" | "reserved" | "powered_down" | "down" | "unknown";
export const NodeState = Type.Unsafe<NodeState>({
  "$id": "NodeState",
  "type": "string",
  "description": "What a node is good for now. `down` is also what a node is that does not answer.",
  "enum": [
    "idle",
    "mixed",
    "allocated",
    "completing",
    "draining",
    "drained",
    "maintenance",
    "reserved",
    "powered_down",
    "down",
    "unknown"
  ]
});

/** How many of each type; those without a type are in no count. */
export type GpuTypes = {
  readonly [key: string]: number;
};
export const GpuTypes = Type.Unsafe<GpuTypes>({
  "$id": "GpuTypes",
  "type": "object",
  "additionalProperties": {
    "type": "integer"
  },
  "description": "How many of each type; those without a type are in no count."
});

export type LiveFailure = {
  /** What kind of failure it was. */
  readonly "code": string;
  /** The same as a sentence in the caller's language. */
  readonly "message": string;
  /** What else is known. None of it is a secret. */
  readonly "facts": {
    readonly [key: string]: string | number;
  };
  readonly "at": string;
};
export const LiveFailure = Type.Unsafe<LiveFailure>({
  "$id": "LiveFailure",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "code",
    "message",
    "facts",
    "at"
  ],
  "properties": {
    "code": {
      "type": "string",
      "description": "What kind of failure it was."
    },
    "message": {
      "type": "string",
      "description": "The same as a sentence in the caller's language."
    },
    "facts": {
      "type": "object",
      "description": "What else is known. None of it is a secret.",
      "additionalProperties": {
        "type": [
          "string",
          "number"
        ]
      }
    },
    "at": {
      "type": "string",
      "format": "date-time"
    }
  }
});

export type ClusterView = {
  readonly "cluster": string;
  /** When the picture was taken; null: there is none yet. */
  readonly "read_at": string | null;
  readonly "age_seconds": number | null;
  /** Whether the picture is too old to be taken for how the cluster is now. */
  readonly "is_stale": boolean;
  readonly "slurm_version": string | null;
  readonly "api_version": string | null;
  /** Records that could not be read, and waiting jobs beyond the first 100000. */
  readonly "left_out": number;
  /** Why there is no newer picture; empty where the last look had an answer. */
  readonly "failures": readonly LiveFailure[];
  /** How many nodes are in each NodeState. */
  readonly "node_states": {
    readonly [key: string]: number;
  };
  readonly "nodes": number;
  readonly "cpus": number;
  /** Null: the cluster's version of Slurm does not say. */
  readonly "allocated_cpus": number | null;
  readonly "memory_mib": number;
  /** Null: the cluster's version of Slurm does not say. */
  readonly "allocated_memory_mib": number | null;
  readonly "gpus": number;
  readonly "allocated_gpus": number;
  /** Jobs that wait, an array counting once. */
  readonly "queued_jobs": number;
  /** The same, each task of an array counting. */
  readonly "queued_tasks": number;
};
export const ClusterView = Type.Unsafe<ClusterView>({
  "$id": "ClusterView",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "read_at",
    "age_seconds",
    "is_stale",
    "slurm_version",
    "api_version",
    "left_out",
    "failures",
    "node_states",
    "nodes",
    "cpus",
    "allocated_cpus",
    "memory_mib",
    "allocated_memory_mib",
    "gpus",
    "allocated_gpus",
    "queued_jobs",
    "queued_tasks"
  ],
  "properties": {
    "cluster": {
      "type": "string"
    },
    "read_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "When the picture was taken; null: there is none yet."
    },
    "age_seconds": {
      "type": [
        "integer",
        "null"
      ]
    },
    "is_stale": {
      "type": "boolean",
      "description": "Whether the picture is too old to be taken for how the cluster is now."
    },
    "slurm_version": {
      "type": [
        "string",
        "null"
      ]
    },
    "api_version": {
      "type": [
        "string",
        "null"
      ]
    },
    "left_out": {
      "type": "integer",
      "description": "Records that could not be read, and waiting jobs beyond the first 100000."
    },
    "failures": {
      "type": "array",
      "items": {
        "$ref": "LiveFailure#"
      },
      "description": "Why there is no newer picture; empty where the last look had an answer."
    },
    "node_states": {
      "type": "object",
      "additionalProperties": {
        "type": "integer"
      },
      "description": "How many nodes are in each NodeState."
    },
    "nodes": {
      "type": "integer"
    },
    "cpus": {
      "type": "integer"
    },
    "allocated_cpus": {
      "type": [
        "integer",
        "null"
      ],
      "description": "Null: the cluster's version of Slurm does not say."
    },
    "memory_mib": {
      "type": "integer"
    },
    "allocated_memory_mib": {
      "type": [
        "integer",
        "null"
      ],
      "description": "Null: the cluster's version of Slurm does not say."
    },
    "gpus": {
      "type": "integer"
    },
    "allocated_gpus": {
      "type": "integer"
    },
    "queued_jobs": {
      "type": "integer",
      "description": "Jobs that wait, an array counting once."
    },
    "queued_tasks": {
      "type": "integer",
      "description": "The same, each task of an array counting."
    }
  }
});

export type ClusterViewList = {
  readonly "data": readonly ClusterView[];
};
export const ClusterViewList = Type.Unsafe<ClusterViewList>({
  "$id": "ClusterViewList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "ClusterView#"
      }
    }
  }
});

export type Node = {
  readonly "cluster": string;
  readonly "name": string;
  readonly "state": NodeState;
  /** In Slurm's words: the base state and its flags. */
  readonly "raw_states": readonly string[];
  /** Why it is drained or down; often empty. */
  readonly "reason": string;
  readonly "partitions": readonly string[];
  readonly "features": readonly string[];
  readonly "cpus": number;
  /** Null: the cluster's version of Slurm does not say. */
  readonly "allocated_cpus": number | null;
  /** The load of its operating system; null: not known. */
  readonly "load": number | null;
  readonly "memory_mib": number;
  /** Null: the cluster's version of Slurm does not say. */
  readonly "allocated_memory_mib": number | null;
  /** What the operating system has free. */
  readonly "free_memory_mib": number | null;
  readonly "gpus": number;
  readonly "allocated_gpus": number;
  readonly "gpu_types": GpuTypes;
  readonly "allocated_gpu_types": GpuTypes;
  readonly "slurm_version": string;
  readonly "booted_at": string | null;
  /** When the picture was taken that it is from. */
  readonly "read_at": string;
};
export const Node = Type.Unsafe<Node>({
  "$id": "Node",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "name",
    "state",
    "raw_states",
    "reason",
    "partitions",
    "features",
    "cpus",
    "allocated_cpus",
    "load",
    "memory_mib",
    "allocated_memory_mib",
    "free_memory_mib",
    "gpus",
    "allocated_gpus",
    "gpu_types",
    "allocated_gpu_types",
    "slurm_version",
    "booted_at",
    "read_at"
  ],
  "properties": {
    "cluster": {
      "type": "string"
    },
    "name": {
      "type": "string"
    },
    "state": {
      "$ref": "NodeState#"
    },
    "raw_states": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "description": "In Slurm's words: the base state and its flags."
    },
    "reason": {
      "type": "string",
      "description": "Why it is drained or down; often empty."
    },
    "partitions": {
      "type": "array",
      "items": {
        "type": "string"
      }
    },
    "features": {
      "type": "array",
      "items": {
        "type": "string"
      }
    },
    "cpus": {
      "type": "integer"
    },
    "allocated_cpus": {
      "type": [
        "integer",
        "null"
      ],
      "description": "Null: the cluster's version of Slurm does not say."
    },
    "load": {
      "type": [
        "number",
        "null"
      ],
      "description": "The load of its operating system; null: not known."
    },
    "memory_mib": {
      "type": "integer"
    },
    "allocated_memory_mib": {
      "type": [
        "integer",
        "null"
      ],
      "description": "Null: the cluster's version of Slurm does not say."
    },
    "free_memory_mib": {
      "type": [
        "integer",
        "null"
      ],
      "description": "What the operating system has free."
    },
    "gpus": {
      "type": "integer"
    },
    "allocated_gpus": {
      "type": "integer"
    },
    "gpu_types": {
      "$ref": "GpuTypes#"
    },
    "allocated_gpu_types": {
      "$ref": "GpuTypes#"
    },
    "slurm_version": {
      "type": "string"
    },
    "booted_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "read_at": {
      "type": "string",
      "format": "date-time",
      "description": "When the picture was taken that it is from."
    }
  }
});

export type NodeList = {
  readonly "data": readonly Node[];
  readonly "next_cursor": string | null;
};
export const NodeList = Type.Unsafe<NodeList>({
  "$id": "NodeList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "Node#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type Partition = {
  readonly "cluster": string;
  readonly "name": string;
  readonly "state": "up" | "down" | "drain" | "inactive" | "unknown";
  /** Whether jobs go there that name none; null: not known. */
  readonly "is_default": boolean | null;
  /** As Slurm writes them. */
  readonly "nodes": string;
  readonly "node_count": number;
  readonly "cpus": number;
  /** Null: none, or not known. */
  readonly "time_limit_seconds": number | null;
  /** Null: none, or not known. */
  readonly "default_time_seconds": number | null;
  /** Null: no limit, or not known. */
  readonly "nodes_per_job": number | null;
  readonly "priority_tier": number | null;
  /** How many of its nodes are in each NodeState. */
  readonly "node_states": {
    readonly [key: string]: number;
  };
  /** When the picture was taken that it is from. */
  readonly "read_at": string;
};
export const Partition = Type.Unsafe<Partition>({
  "$id": "Partition",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "name",
    "state",
    "is_default",
    "nodes",
    "node_count",
    "cpus",
    "time_limit_seconds",
    "default_time_seconds",
    "nodes_per_job",
    "priority_tier",
    "node_states",
    "read_at"
  ],
  "properties": {
    "cluster": {
      "type": "string"
    },
    "name": {
      "type": "string"
    },
    "state": {
      "type": "string",
      "enum": [
        "up",
        "down",
        "drain",
        "inactive",
        "unknown"
      ]
    },
    "is_default": {
      "type": [
        "boolean",
        "null"
      ],
      "description": "Whether jobs go there that name none; null: not known."
    },
    "nodes": {
      "type": "string",
      "description": "As Slurm writes them."
    },
    "node_count": {
      "type": "integer"
    },
    "cpus": {
      "type": "integer"
    },
    "time_limit_seconds": {
      "type": [
        "integer",
        "null"
      ],
      "description": "Null: none, or not known."
    },
    "default_time_seconds": {
      "type": [
        "integer",
        "null"
      ],
      "description": "Null: none, or not known."
    },
    "nodes_per_job": {
      "type": [
        "integer",
        "null"
      ],
      "description": "Null: no limit, or not known."
    },
    "priority_tier": {
      "type": [
        "integer",
        "null"
      ]
    },
    "node_states": {
      "type": "object",
      "additionalProperties": {
        "type": "integer"
      },
      "description": "How many of its nodes are in each NodeState."
    },
    "read_at": {
      "type": "string",
      "format": "date-time",
      "description": "When the picture was taken that it is from."
    }
  }
});

export type PartitionList = {
  readonly "data": readonly Partition[];
};
export const PartitionList = Type.Unsafe<PartitionList>({
  "$id": "PartitionList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "Partition#"
      }
    }
  }
});

export type QueuedJob = {
  readonly "cluster": string;
  readonly "job_id": number;
  readonly "display_id": string;
  /** How many tasks of an array wait in it, 1 for every other job; null: Slurm cut their list off. */
  readonly "tasks": number | null;
  readonly "name": string;
  readonly "user": string;
  readonly "account": string;
  /** Those it may begin in. */
  readonly "partitions": readonly string[];
  readonly "qos": string;
  readonly "raw_states": readonly string[];
  /** Why it waits, in Slurm's word. */
  readonly "reason": string;
  /** What else Slurm says about it; often empty. */
  readonly "reason_text": string;
  readonly "submitted_at": string;
  readonly "eligible_at": string | null;
  /** When Slurm expects it to begin: no promise. */
  readonly "expected_start_at": string | null;
  readonly "priority": number;
  /** Of one task, like the five below. */
  readonly "cpus": number;
  readonly "node_count": number;
  readonly "memory_mib": number | null;
  readonly "gpus": number;
  readonly "gpu_types": GpuTypes;
  /** Null: none, or the partition's. */
  readonly "time_limit_seconds": number | null;
  /** When the picture was taken that it is from. */
  readonly "read_at": string;
};
export const QueuedJob = Type.Unsafe<QueuedJob>({
  "$id": "QueuedJob",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "job_id",
    "display_id",
    "tasks",
    "name",
    "user",
    "account",
    "partitions",
    "qos",
    "raw_states",
    "reason",
    "reason_text",
    "submitted_at",
    "eligible_at",
    "expected_start_at",
    "priority",
    "cpus",
    "node_count",
    "memory_mib",
    "gpus",
    "gpu_types",
    "time_limit_seconds",
    "read_at"
  ],
  "properties": {
    "cluster": {
      "type": "string"
    },
    "job_id": {
      "type": "integer"
    },
    "display_id": {
      "type": "string"
    },
    "tasks": {
      "type": [
        "integer",
        "null"
      ],
      "description": "How many tasks of an array wait in it, 1 for every other job; null: Slurm cut their list off."
    },
    "name": {
      "type": "string"
    },
    "user": {
      "type": "string"
    },
    "account": {
      "type": "string"
    },
    "partitions": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "description": "Those it may begin in."
    },
    "qos": {
      "type": "string"
    },
    "raw_states": {
      "type": "array",
      "items": {
        "type": "string"
      }
    },
    "reason": {
      "type": "string",
      "description": "Why it waits, in Slurm's word."
    },
    "reason_text": {
      "type": "string",
      "description": "What else Slurm says about it; often empty."
    },
    "submitted_at": {
      "type": "string",
      "format": "date-time"
    },
    "eligible_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "expected_start_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "When Slurm expects it to begin: no promise."
    },
    "priority": {
      "type": "integer"
    },
    "cpus": {
      "type": "integer",
      "description": "Of one task, like the five below."
    },
    "node_count": {
      "type": "integer"
    },
    "memory_mib": {
      "type": [
        "integer",
        "null"
      ]
    },
    "gpus": {
      "type": "integer"
    },
    "gpu_types": {
      "$ref": "GpuTypes#"
    },
    "time_limit_seconds": {
      "type": [
        "integer",
        "null"
      ],
      "description": "Null: none, or the partition's."
    },
    "read_at": {
      "type": "string",
      "format": "date-time",
      "description": "When the picture was taken that it is from."
    }
  }
});

export type QueuedJobList = {
  readonly "data": readonly QueuedJob[];
  readonly "next_cursor": string | null;
};
export const QueuedJobList = Type.Unsafe<QueuedJobList>({
  "$id": "QueuedJobList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "QueuedJob#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type QueueCount = {
  readonly "cluster": string;
  readonly "partition": string;
  readonly "reason": string;
  readonly "jobs": number;
  readonly "tasks": number;
  readonly "cpus": number;
  readonly "gpus": number;
  readonly "oldest_submitted_at": string;
};
export const QueueCount = Type.Unsafe<QueueCount>({
  "$id": "QueueCount",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "partition",
    "reason",
    "jobs",
    "tasks",
    "cpus",
    "gpus",
    "oldest_submitted_at"
  ],
  "properties": {
    "cluster": {
      "type": "string"
    },
    "partition": {
      "type": "string"
    },
    "reason": {
      "type": "string"
    },
    "jobs": {
      "type": "integer"
    },
    "tasks": {
      "type": "integer"
    },
    "cpus": {
      "type": "integer"
    },
    "gpus": {
      "type": "integer"
    },
    "oldest_submitted_at": {
      "type": "string",
      "format": "date-time"
    }
  }
});

export type QueueCountList = {
  readonly "data": readonly QueueCount[];
};
export const QueueCountList = Type.Unsafe<QueueCountList>({
  "$id": "QueueCountList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "QueueCount#"
      }
    }
  }
});

export type ClusterList = {
  readonly "data": readonly Cluster[];
};
export const ClusterList = Type.Unsafe<ClusterList>({
  "$id": "ClusterList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "Cluster#"
      }
    }
  }
});

export type RetireClusterRequest = {
  /** The last day of its service, in its own zone; null: it is in service. */
  readonly "last_day": string | null;
};
export const RetireClusterRequest = Type.Unsafe<RetireClusterRequest>({
  "$id": "RetireClusterRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "last_day"
  ],
  "properties": {
    "last_day": {
      "type": [
        "string",
        "null"
      ],
      "format": "date",
      "description": "The last day of its service, in its own zone; null: it is in service."
    }
  }
});

export type RunState = "pending" | "running" | "completed" | "failed" | "cancelled" | "unknown";
export const RunState = Type.Unsafe<RunState>({
  "$id": "RunState",
  "type": "string",
  "enum": [
    "pending",
    "running",
    "completed",
    "failed",
    "cancelled",
    "unknown"
  ]
});

export type RunSummary = {
  readonly "run_id": string;
  readonly "cluster": string;
  readonly "display_id": string;
  readonly "name": string;
  readonly "user": string;
  readonly "account": string;
  readonly "partition": string;
  readonly "qos": string;
  readonly "state": RunState;
  readonly "raw_state": string;
  readonly "submitted_at": string;
  readonly "started_at": string | null;
  readonly "ended_at": string | null;
  /** As Slurm counts it; of a run under way that only events tell of, until now. */
  readonly "elapsed_seconds": number;
  readonly "allocated_cpus": number;
  readonly "gpus": number;
  readonly "allocated_memory_mib": number;
};
export const RunSummary = Type.Unsafe<RunSummary>({
  "$id": "RunSummary",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "run_id",
    "cluster",
    "display_id",
    "name",
    "user",
    "account",
    "partition",
    "qos",
    "state",
    "raw_state",
    "submitted_at",
    "started_at",
    "ended_at",
    "elapsed_seconds",
    "allocated_cpus",
    "gpus",
    "allocated_memory_mib"
  ],
  "properties": {
    "run_id": {
      "type": "string",
      "format": "uuid"
    },
    "cluster": {
      "type": "string"
    },
    "display_id": {
      "type": "string"
    },
    "name": {
      "type": "string"
    },
    "user": {
      "type": "string"
    },
    "account": {
      "type": "string"
    },
    "partition": {
      "type": "string"
    },
    "qos": {
      "type": "string"
    },
    "state": {
      "$ref": "RunState#"
    },
    "raw_state": {
      "type": "string"
    },
    "submitted_at": {
      "type": "string",
      "format": "date-time"
    },
    "started_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "ended_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "elapsed_seconds": {
      "type": "integer",
      "description": "As Slurm counts it; of a run under way that only events tell of, until now."
    },
    "allocated_cpus": {
      "type": "integer"
    },
    "gpus": {
      "type": "integer"
    },
    "allocated_memory_mib": {
      "type": "integer"
    }
  }
});

export type RunList = {
  readonly "data": readonly RunSummary[];
  readonly "next_cursor": string | null;
};
export const RunList = Type.Unsafe<RunList>({
  "$id": "RunList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "RunSummary#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type Run = {
  readonly "run_id": string;
  readonly "cluster": string;
  readonly "sluid": string | null;
  readonly "job_id": number;
  readonly "display_id": string;
  readonly "array_job_id": number | null;
  readonly "array_task_id": number | null;
  readonly "het_job_id": number | null;
  readonly "het_offset": number | null;
  readonly "name": string;
  readonly "user": string;
  readonly "account": string;
  readonly "partition": string;
  readonly "qos": string;
  readonly "reason": string | null;
  readonly "nodes": string | null;
  readonly "node_count": number;
  readonly "submitted_at": string;
  readonly "eligible_at": string | null;
  readonly "started_at": string | null;
  readonly "ended_at": string | null;
  /** As Slurm counts it; of a run under way that only events tell of, until now. */
  readonly "elapsed_seconds": number;
  readonly "suspended_seconds": number;
  readonly "time_limit_seconds": number | null;
  readonly "requested_cpus": number;
  readonly "allocated_cpus": number;
  readonly "requested_memory_mib": number;
  readonly "allocated_memory_mib": number;
  readonly "gpus": number;
  /** Part of gpus. */
  readonly "gpu_types": {
    readonly [key: string]: number;
  };
  readonly "requested_tres": string;
  readonly "allocated_tres": string;
  readonly "state": RunState;
  readonly "raw_state": string;
  readonly "exit_code": number | null;
  readonly "exit_signal": number | null;
  readonly "used_cpu_milliseconds": number | null;
  readonly "max_rss_kib": number | null;
  /** A decimal string; it may pass 2^53. */
  readonly "energy_joules": string | null;
  readonly "samples": {
    readonly "count": number;
    readonly "cpu_percent_avg": number | null;
    readonly "cpu_percent_max": number | null;
    readonly "memory_mib_avg": number | null;
    readonly "memory_mib_max": number | null;
    readonly "gpu_percent_avg": number | null;
    readonly "gpu_percent_max": number | null;
  };
  /** The usage batch that wrote the run last; null: accounting has not told of it yet. */
  readonly "batch_id": string | null;
};
export const Run = Type.Unsafe<Run>({
  "$id": "Run",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "run_id",
    "cluster",
    "sluid",
    "job_id",
    "display_id",
    "array_job_id",
    "array_task_id",
    "het_job_id",
    "het_offset",
    "name",
    "user",
    "account",
    "partition",
    "qos",
    "reason",
    "nodes",
    "node_count",
    "submitted_at",
    "eligible_at",
    "started_at",
    "ended_at",
    "elapsed_seconds",
    "suspended_seconds",
    "time_limit_seconds",
    "requested_cpus",
    "allocated_cpus",
    "requested_memory_mib",
    "allocated_memory_mib",
    "gpus",
    "gpu_types",
    "requested_tres",
    "allocated_tres",
    "state",
    "raw_state",
    "exit_code",
    "exit_signal",
    "used_cpu_milliseconds",
    "max_rss_kib",
    "energy_joules",
    "samples",
    "batch_id"
  ],
  "properties": {
    "run_id": {
      "type": "string",
      "format": "uuid"
    },
    "cluster": {
      "type": "string"
    },
    "sluid": {
      "type": [
        "string",
        "null"
      ]
    },
    "job_id": {
      "type": "integer"
    },
    "display_id": {
      "type": "string"
    },
    "array_job_id": {
      "type": [
        "integer",
        "null"
      ]
    },
    "array_task_id": {
      "type": [
        "integer",
        "null"
      ]
    },
    "het_job_id": {
      "type": [
        "integer",
        "null"
      ]
    },
    "het_offset": {
      "type": [
        "integer",
        "null"
      ]
    },
    "name": {
      "type": "string"
    },
    "user": {
      "type": "string"
    },
    "account": {
      "type": "string"
    },
    "partition": {
      "type": "string"
    },
    "qos": {
      "type": "string"
    },
    "reason": {
      "type": [
        "string",
        "null"
      ]
    },
    "nodes": {
      "type": [
        "string",
        "null"
      ]
    },
    "node_count": {
      "type": "integer"
    },
    "submitted_at": {
      "type": "string",
      "format": "date-time"
    },
    "eligible_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "started_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "ended_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "elapsed_seconds": {
      "type": "integer",
      "description": "As Slurm counts it; of a run under way that only events tell of, until now."
    },
    "suspended_seconds": {
      "type": "integer"
    },
    "time_limit_seconds": {
      "type": [
        "integer",
        "null"
      ]
    },
    "requested_cpus": {
      "type": "integer"
    },
    "allocated_cpus": {
      "type": "integer"
    },
    "requested_memory_mib": {
      "type": "integer"
    },
    "allocated_memory_mib": {
      "type": "integer"
    },
    "gpus": {
      "type": "integer"
    },
    "gpu_types": {
      "type": "object",
      "additionalProperties": {
        "type": "integer"
      },
      "description": "Part of gpus."
    },
    "requested_tres": {
      "type": "string"
    },
    "allocated_tres": {
      "type": "string"
    },
    "state": {
      "$ref": "RunState#"
    },
    "raw_state": {
      "type": "string"
    },
    "exit_code": {
      "type": [
        "integer",
        "null"
      ]
    },
    "exit_signal": {
      "type": [
        "integer",
        "null"
      ]
    },
    "used_cpu_milliseconds": {
      "type": [
        "integer",
        "null"
      ]
    },
    "max_rss_kib": {
      "type": [
        "integer",
        "null"
      ]
    },
    "energy_joules": {
      "type": [
        "string",
        "null"
      ],
      "pattern": "^[0-9]+$",
      "description": "A decimal string; it may pass 2^53."
    },
    "samples": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "count",
        "cpu_percent_avg",
        "cpu_percent_max",
        "memory_mib_avg",
        "memory_mib_max",
        "gpu_percent_avg",
        "gpu_percent_max"
      ],
      "properties": {
        "count": {
          "type": "integer"
        },
        "cpu_percent_avg": {
          "type": [
            "number",
            "null"
          ]
        },
        "cpu_percent_max": {
          "type": [
            "number",
            "null"
          ]
        },
        "memory_mib_avg": {
          "type": [
            "number",
            "null"
          ]
        },
        "memory_mib_max": {
          "type": [
            "number",
            "null"
          ]
        },
        "gpu_percent_avg": {
          "type": [
            "number",
            "null"
          ]
        },
        "gpu_percent_max": {
          "type": [
            "number",
            "null"
          ]
        }
      }
    },
    "batch_id": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid",
      "description": "The usage batch that wrote the run last; null: accounting has not told of it yet."
    }
  }
});

export type RunChange = {
  readonly "changed_at": string;
  /** The usage batch that changed the run. */
  readonly "batch_id": string;
  /** The usage batch that had written what was changed. */
  readonly "previous_batch_id": string;
  readonly "fields": readonly ({
    /** A field of Run, or used_memory_kib_seconds. */
    readonly "field": string;
    /** The value as text; times as RFC 3339. */
    readonly "before": string | null;
    readonly "after": string | null;
  })[];
};
export const RunChange = Type.Unsafe<RunChange>({
  "$id": "RunChange",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "changed_at",
    "batch_id",
    "previous_batch_id",
    "fields"
  ],
  "properties": {
    "changed_at": {
      "type": "string",
      "format": "date-time"
    },
    "batch_id": {
      "type": "string",
      "format": "uuid",
      "description": "The usage batch that changed the run."
    },
    "previous_batch_id": {
      "type": "string",
      "format": "uuid",
      "description": "The usage batch that had written what was changed."
    },
    "fields": {
      "type": "array",
      "items": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "field",
          "before",
          "after"
        ],
        "properties": {
          "field": {
            "type": "string",
            "description": "A field of Run, or used_memory_kib_seconds."
          },
          "before": {
            "type": [
              "string",
              "null"
            ],
            "description": "The value as text; times as RFC 3339."
          },
          "after": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      }
    }
  }
});

export type RunHistory = {
  readonly "data": readonly RunChange[];
  readonly "next_cursor": string | null;
};
export const RunHistory = Type.Unsafe<RunHistory>({
  "$id": "RunHistory",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "RunChange#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type RunGroup = {
  readonly "total": number;
  readonly "data": readonly RunSummary[];
};
export const RunGroup = Type.Unsafe<RunGroup>({
  "$id": "RunGroup",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "total",
    "data"
  ],
  "properties": {
    "total": {
      "type": "integer"
    },
    "data": {
      "type": "array",
      "items": {
        "$ref": "RunSummary#"
      }
    }
  }
});

export type RelatedRuns = {
  readonly "same_job": RunGroup;
  readonly "array": RunGroup;
  readonly "het_job": RunGroup;
};
export const RelatedRuns = Type.Unsafe<RelatedRuns>({
  "$id": "RelatedRuns",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "same_job",
    "array",
    "het_job"
  ],
  "properties": {
    "same_job": {
      "$ref": "RunGroup#"
    },
    "array": {
      "$ref": "RunGroup#"
    },
    "het_job": {
      "$ref": "RunGroup#"
    }
  }
});

/** What a prolog tells. Sent by each node with its own name as node, or once for all nodes without it. Without submit_time the event belongs to the run of that cluster and job that is under way, else it begins one. */
export type JobStarted = {
  readonly "cluster": string;
  /** Slurm's own number of the job: JobIDRaw. As a number or as its digits. */
  readonly "job_id": number | string;
  /** The Slurm user. */
  readonly "user": string;
  /** All nodes of the run: names, or host lists of Slurm such as c[1-3]. */
  readonly "node_list": readonly string[];
  /** When it started. */
  readonly "timestamp": string;
  /** The node that speaks; null or left out: the event speaks for all of them. */
  readonly "node"?: string | null;
  /** When the run was submitted, or begun again: names it together with cluster and job_id. */
  readonly "submit_time"?: string | null;
  readonly "restart_count"?: number | null;
  /** CPUs of the run on all nodes. */
  readonly "cpu_allocation"?: number | null;
  /** Memory of the run on all nodes, in MiB as Slurm counts. */
  readonly "memory_allocation_mb"?: number | null;
  /** GPUs of the run on all nodes. */
  readonly "gpu_allocation"?: number | null;
  readonly "gpu_vendor"?: "none" | "nvidia" | "amd" | "mixed" | null;
  /** GPUs of the run on the node that speaks. */
  readonly "gpu_devices"?: readonly string[] | null;
  /** Where the node that speaks keeps the run's cgroup. */
  readonly "cgroup_path"?: string | null;
  readonly "partition"?: string | null;
  /** The Slurm account. */
  readonly "account"?: string | null;
  readonly "array_job_id"?: number | null;
  readonly "array_task_id"?: number | null;
  readonly "name"?: string | null;
};
export const JobStarted = Type.Unsafe<JobStarted>({
  "$id": "JobStarted",
  "type": "object",
  "additionalProperties": false,
  "description": "What a prolog tells. Sent by each node with its own name as node, or once for all nodes without it. Without submit_time the event belongs to the run of that cluster and job that is under way, else it begins one.",
  "required": [
    "cluster",
    "job_id",
    "user",
    "node_list",
    "timestamp"
  ],
  "properties": {
    "cluster": {
      "type": "string",
      "minLength": 1,
      "maxLength": 255
    },
    "job_id": {
      "type": [
        "integer",
        "string"
      ],
      "minimum": 1,
      "maximum": 4294967295,
      "pattern": "^[1-9][0-9]{0,9}$",
      "description": "Slurm's own number of the job: JobIDRaw. As a number or as its digits."
    },
    "user": {
      "type": "string",
      "minLength": 1,
      "maxLength": 255,
      "description": "The Slurm user."
    },
    "node_list": {
      "type": "array",
      "minItems": 1,
      "maxItems": 10000,
      "description": "All nodes of the run: names, or host lists of Slurm such as c[1-3].",
      "items": {
        "type": "string",
        "minLength": 1,
        "maxLength": 4096
      }
    },
    "timestamp": {
      "type": "string",
      "format": "date-time",
      "description": "When it started."
    },
    "node": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 255,
      "description": "The node that speaks; null or left out: the event speaks for all of them."
    },
    "submit_time": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "When the run was submitted, or begun again: names it together with cluster and job_id."
    },
    "restart_count": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 2147483647
    },
    "cpu_allocation": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 9007199254740991,
      "description": "CPUs of the run on all nodes."
    },
    "memory_allocation_mb": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 9007199254740991,
      "description": "Memory of the run on all nodes, in MiB as Slurm counts."
    },
    "gpu_allocation": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 9007199254740991,
      "description": "GPUs of the run on all nodes."
    },
    "gpu_vendor": {
      "type": [
        "string",
        "null"
      ],
      "enum": [
        "none",
        "nvidia",
        "amd",
        "mixed",
        null
      ]
    },
    "gpu_devices": {
      "type": [
        "array",
        "null"
      ],
      "maxItems": 256,
      "description": "GPUs of the run on the node that speaks.",
      "items": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64
      }
    },
    "cgroup_path": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 1024,
      "description": "Where the node that speaks keeps the run's cgroup."
    },
    "partition": {
      "type": [
        "string",
        "null"
      ],
      "maxLength": 255
    },
    "account": {
      "type": [
        "string",
        "null"
      ],
      "maxLength": 255,
      "description": "The Slurm account."
    },
    "array_job_id": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 4294967295
    },
    "array_task_id": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 4294967295
    },
    "name": {
      "type": [
        "string",
        "null"
      ],
      "maxLength": 4096
    }
  }
});

/** What an epilog tells. A run has finished when each of its nodes, or somebody who speaks for all of them, has said so. Of a job that is not known it makes a run, so that none is lost. */
export type JobFinished = {
  readonly "cluster": string;
  readonly "job_id": number | string;
  /** When it ended. */
  readonly "timestamp": string;
  /** The node that speaks; null or left out: the event speaks for all of them. */
  readonly "node"?: string | null;
  readonly "node_list"?: readonly string[] | null;
  readonly "submit_time"?: string | null;
  readonly "restart_count"?: number | null;
  /** What Slurm says, such as COMPLETED or TIMEOUT. A state that is no end is refused; COMPLETING says nothing and is left out of account. Without it exit_code and signal decide. */
  readonly "final_state"?: string | null;
  readonly "exit_code"?: number | null;
  /** The signal that ended it; 0: none. */
  readonly "signal"?: number | null;
  readonly "user"?: string | null;
  readonly "partition"?: string | null;
  readonly "account"?: string | null;
};
export const JobFinished = Type.Unsafe<JobFinished>({
  "$id": "JobFinished",
  "type": "object",
  "additionalProperties": false,
  "description": "What an epilog tells. A run has finished when each of its nodes, or somebody who speaks for all of them, has said so. Of a job that is not known it makes a run, so that none is lost.",
  "required": [
    "cluster",
    "job_id",
    "timestamp"
  ],
  "properties": {
    "cluster": {
      "type": "string",
      "minLength": 1,
      "maxLength": 255
    },
    "job_id": {
      "type": [
        "integer",
        "string"
      ],
      "minimum": 1,
      "maximum": 4294967295,
      "pattern": "^[1-9][0-9]{0,9}$"
    },
    "timestamp": {
      "type": "string",
      "format": "date-time",
      "description": "When it ended."
    },
    "node": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 255,
      "description": "The node that speaks; null or left out: the event speaks for all of them."
    },
    "node_list": {
      "type": [
        "array",
        "null"
      ],
      "maxItems": 10000,
      "items": {
        "type": "string",
        "minLength": 1,
        "maxLength": 4096
      }
    },
    "submit_time": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "restart_count": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 2147483647
    },
    "final_state": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 255,
      "description": "What Slurm says, such as COMPLETED or TIMEOUT. A state that is no end is refused; COMPLETING says nothing and is left out of account. Without it exit_code and signal decide."
    },
    "exit_code": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 2147483647
    },
    "signal": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 2147483647,
      "description": "The signal that ended it; 0: none."
    },
    "user": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 255
    },
    "partition": {
      "type": [
        "string",
        "null"
      ],
      "maxLength": 255
    },
    "account": {
      "type": [
        "string",
        "null"
      ],
      "maxLength": 255
    }
  }
});

export type EventAnswer = {
  /** Skipped: it was told before, word for word. */
  readonly "status": "created" | "updated" | "skipped";
  readonly "job_id": number;
  readonly "run_id": string;
  readonly "message": string;
};
export const EventAnswer = Type.Unsafe<EventAnswer>({
  "$id": "EventAnswer",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "status",
    "job_id",
    "run_id",
    "message"
  ],
  "properties": {
    "status": {
      "type": "string",
      "enum": [
        "created",
        "updated",
        "skipped"
      ],
      "description": "Skipped: it was told before, word for word."
    },
    "job_id": {
      "type": "integer"
    },
    "run_id": {
      "type": "string",
      "format": "uuid"
    },
    "message": {
      "type": "string"
    }
  }
});

export type LiveRun = {
  readonly "run_id": string;
  readonly "cluster": string;
  readonly "job_id": number;
  readonly "restart_count": number | null;
  readonly "user": string;
  readonly "account": string;
  readonly "partition": string;
  readonly "name": string;
  readonly "state": RunState;
  /** Null where nobody has told it. */
  readonly "submitted_at": string | null;
  readonly "started_at": string | null;
  readonly "nodes": readonly string[];
  /** Nodes that said so; an empty name speaks for all. */
  readonly "nodes_started": readonly string[];
  readonly "nodes_finished": readonly string[];
  /** On all nodes. */
  readonly "allocated_cpus": number;
  /** On all nodes. */
  readonly "allocated_memory_mib": number;
  /** On all nodes. */
  readonly "gpus": number;
  readonly "gpu_vendor": string | null;
  /** With node: those of that node, as far as they were told; else of any. */
  readonly "gpu_devices": readonly string[];
  /** With node: on that node, as far as it was told; else on any. */
  readonly "cgroup_path": string | null;
  readonly "last_event_at": string;
  readonly "latest": LatestSample;
};
export const LiveRun = Type.Unsafe<LiveRun>({
  "$id": "LiveRun",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "run_id",
    "cluster",
    "job_id",
    "restart_count",
    "user",
    "account",
    "partition",
    "name",
    "state",
    "submitted_at",
    "started_at",
    "nodes",
    "nodes_started",
    "nodes_finished",
    "allocated_cpus",
    "allocated_memory_mib",
    "gpus",
    "gpu_vendor",
    "gpu_devices",
    "cgroup_path",
    "last_event_at",
    "latest"
  ],
  "properties": {
    "run_id": {
      "type": "string",
      "format": "uuid"
    },
    "cluster": {
      "type": "string"
    },
    "job_id": {
      "type": "integer"
    },
    "restart_count": {
      "type": [
        "integer",
        "null"
      ]
    },
    "user": {
      "type": "string"
    },
    "account": {
      "type": "string"
    },
    "partition": {
      "type": "string"
    },
    "name": {
      "type": "string"
    },
    "state": {
      "$ref": "RunState#"
    },
    "submitted_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "Null where nobody has told it."
    },
    "started_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "nodes": {
      "type": "array",
      "items": {
        "type": "string"
      }
    },
    "nodes_started": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "description": "Nodes that said so; an empty name speaks for all."
    },
    "nodes_finished": {
      "type": "array",
      "items": {
        "type": "string"
      }
    },
    "allocated_cpus": {
      "type": "integer",
      "description": "On all nodes."
    },
    "allocated_memory_mib": {
      "type": "integer",
      "description": "On all nodes."
    },
    "gpus": {
      "type": "integer",
      "description": "On all nodes."
    },
    "gpu_vendor": {
      "type": [
        "string",
        "null"
      ]
    },
    "gpu_devices": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "description": "With node: those of that node, as far as they were told; else of any."
    },
    "cgroup_path": {
      "type": [
        "string",
        "null"
      ],
      "description": "With node: on that node, as far as it was told; else on any."
    },
    "last_event_at": {
      "type": "string",
      "format": "date-time"
    },
    "latest": {
      "$ref": "LatestSample#"
    }
  }
});

/** What the run's nodes sampled last, put together; null where they have not. */
export type LatestSample = {
  readonly "at": string;
  /** The mean of the nodes: of the CPUs that the run has there. */
  readonly "cpu_percent": number | null;
  /** Of all nodes together. */
  readonly "memory_mib": number | null;
  /** The mean of the nodes. */
  readonly "gpu_percent": number | null;
} | null;
export const LatestSample = Type.Unsafe<LatestSample>({
  "$id": "LatestSample",
  "type": [
    "object",
    "null"
  ],
  "additionalProperties": false,
  "description": "What the run's nodes sampled last, put together; null where they have not.",
  "required": [
    "at",
    "cpu_percent",
    "memory_mib",
    "gpu_percent"
  ],
  "properties": {
    "at": {
      "type": "string",
      "format": "date-time"
    },
    "cpu_percent": {
      "type": [
        "number",
        "null"
      ],
      "description": "The mean of the nodes: of the CPUs that the run has there."
    },
    "memory_mib": {
      "type": [
        "number",
        "null"
      ],
      "description": "Of all nodes together."
    },
    "gpu_percent": {
      "type": [
        "number",
        "null"
      ],
      "description": "The mean of the nodes."
    }
  }
});

export type LiveRunList = {
  readonly "data": readonly LiveRun[];
  /** How many there are on all pages. */
  readonly "total": number;
  readonly "next_cursor": string | null;
};
export const LiveRunList = Type.Unsafe<LiveRunList>({
  "$id": "LiveRunList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "total",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "LiveRun#"
      }
    },
    "total": {
      "type": "integer",
      "minimum": 0,
      "description": "How many there are on all pages."
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type NodeRun = {
  readonly "run_id": string;
  readonly "job_id": number;
  readonly "nodes": readonly string[];
  /** On all nodes. */
  readonly "allocated_cpus": number;
  /** Those of the node, as far as they were told; else of any. */
  readonly "gpu_devices": readonly string[];
  /** On the node, as far as it was told; else on any. */
  readonly "cgroup_path": string | null;
};
export const NodeRun = Type.Unsafe<NodeRun>({
  "$id": "NodeRun",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "run_id",
    "job_id",
    "nodes",
    "allocated_cpus",
    "gpu_devices",
    "cgroup_path"
  ],
  "properties": {
    "run_id": {
      "type": "string",
      "format": "uuid"
    },
    "job_id": {
      "type": "integer"
    },
    "nodes": {
      "type": "array",
      "items": {
        "type": "string"
      }
    },
    "allocated_cpus": {
      "type": "integer",
      "description": "On all nodes."
    },
    "gpu_devices": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "description": "Those of the node, as far as they were told; else of any."
    },
    "cgroup_path": {
      "type": [
        "string",
        "null"
      ],
      "description": "On the node, as far as it was told; else on any."
    }
  }
});

export type NodeRunList = {
  readonly "data": readonly NodeRun[];
  readonly "next_cursor": string | null;
};
export const NodeRunList = Type.Unsafe<NodeRunList>({
  "$id": "NodeRunList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "NodeRun#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type JobCount = {
  readonly "cluster": string;
  /** Runs that events say are under way. */
  readonly "running": number;
  /** Jobs in the queue, an array counting once; null: the cluster's queue is not looked at. */
  readonly "waiting": number | null;
  /** When the queue was read. */
  readonly "queue_read_at": string | null;
};
export const JobCount = Type.Unsafe<JobCount>({
  "$id": "JobCount",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "running",
    "waiting",
    "queue_read_at"
  ],
  "properties": {
    "cluster": {
      "type": "string"
    },
    "running": {
      "type": "integer",
      "description": "Runs that events say are under way."
    },
    "waiting": {
      "type": [
        "integer",
        "null"
      ],
      "description": "Jobs in the queue, an array counting once; null: the cluster's queue is not looked at."
    },
    "queue_read_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "When the queue was read."
    }
  }
});

export type JobCountList = {
  readonly "data": readonly JobCount[];
};
export const JobCountList = Type.Unsafe<JobCountList>({
  "$id": "JobCountList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "JobCount#"
      }
    }
  }
});

/** What an event of streamLiveRuns says. */
export type LiveRunsNews = {
  readonly "at": string;
  /** Whether it is the whole picture, which replaces what was told before. */
  readonly "whole": boolean;
  /** How many runs are under way, of those asked for. */
  readonly "total": number;
  /** New ones, and those that changed. */
  readonly "runs": readonly LiveRun[];
  /** Runs that are no longer told of. */
  readonly "gone": readonly {
    readonly "run_id": string;
    readonly "state": RunState;
  }[];
};
export const LiveRunsNews = Type.Unsafe<LiveRunsNews>({
  "$id": "LiveRunsNews",
  "type": "object",
  "additionalProperties": false,
  "description": "What an event of streamLiveRuns says.",
  "required": [
    "at",
    "whole",
    "total",
    "runs",
    "gone"
  ],
  "properties": {
    "at": {
      "type": "string",
      "format": "date-time"
    },
    "whole": {
      "type": "boolean",
      "description": "Whether it is the whole picture, which replaces what was told before."
    },
    "total": {
      "type": "integer",
      "description": "How many runs are under way, of those asked for."
    },
    "runs": {
      "type": "array",
      "description": "New ones, and those that changed.",
      "items": {
        "$ref": "LiveRun#"
      }
    },
    "gone": {
      "type": "array",
      "description": "Runs that are no longer told of.",
      "items": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "run_id",
          "state"
        ],
        "properties": {
          "run_id": {
            "type": "string",
            "format": "uuid"
          },
          "state": {
            "$ref": "RunState#"
          }
        }
      }
    }
  }
});

/** A run as the live service knows it: what events told of it, and accounting once it has spoken. The end that events told stands until accounting tells it. */
export type Job = {
  readonly "run_id": string;
  readonly "cluster": string;
  readonly "job_id": number;
  readonly "display_id": string;
  readonly "restart_count": number | null;
  readonly "name": string;
  readonly "user": string;
  readonly "account": string;
  readonly "partition": string;
  readonly "qos": string;
  readonly "state": RunState;
  readonly "raw_state": string;
  /** As Slurm writes host lists, such as c[1-3]. */
  readonly "nodes": string | null;
  readonly "node_count": number;
  /** Where nobody has told it: the first moment that is known of the run. */
  readonly "submitted_at": string;
  readonly "started_at": string | null;
  readonly "ended_at": string | null;
  /** As Slurm counts it; of a run under way that only events tell of, until now. */
  readonly "elapsed_seconds": number;
  readonly "allocated_cpus": number;
  readonly "allocated_memory_mib": number;
  readonly "gpus": number;
  readonly "gpu_vendor": string | null;
  readonly "gpu_devices": readonly string[];
  readonly "cgroup_path": string | null;
  readonly "exit_code": number | null;
  readonly "exit_signal": number | null;
  /** Whether accounting has told of it: until then it is never charged for. */
  readonly "accounted": boolean;
  readonly "samples": {
    readonly "count": number;
    readonly "cpu_percent_avg": number | null;
    readonly "cpu_percent_max": number | null;
    readonly "memory_mib_avg": number | null;
    readonly "memory_mib_max": number | null;
    readonly "gpu_percent_avg": number | null;
    readonly "gpu_percent_max": number | null;
  };
};
export const Job = Type.Unsafe<Job>({
  "$id": "Job",
  "type": "object",
  "additionalProperties": false,
  "description": "A run as the live service knows it: what events told of it, and accounting once it has spoken. The end that events told stands until accounting tells it.",
  "required": [
    "run_id",
    "cluster",
    "job_id",
    "display_id",
    "restart_count",
    "name",
    "user",
    "account",
    "partition",
    "qos",
    "state",
    "raw_state",
    "nodes",
    "node_count",
    "submitted_at",
    "started_at",
    "ended_at",
    "elapsed_seconds",
    "allocated_cpus",
    "allocated_memory_mib",
    "gpus",
    "gpu_vendor",
    "gpu_devices",
    "cgroup_path",
    "exit_code",
    "exit_signal",
    "accounted",
    "samples"
  ],
  "properties": {
    "run_id": {
      "type": "string",
      "format": "uuid"
    },
    "cluster": {
      "type": "string"
    },
    "job_id": {
      "type": "integer"
    },
    "display_id": {
      "type": "string"
    },
    "restart_count": {
      "type": [
        "integer",
        "null"
      ]
    },
    "name": {
      "type": "string"
    },
    "user": {
      "type": "string"
    },
    "account": {
      "type": "string"
    },
    "partition": {
      "type": "string"
    },
    "qos": {
      "type": "string"
    },
    "state": {
      "$ref": "RunState#"
    },
    "raw_state": {
      "type": "string"
    },
    "nodes": {
      "type": [
        "string",
        "null"
      ],
      "description": "As Slurm writes host lists, such as c[1-3]."
    },
    "node_count": {
      "type": "integer"
    },
    "submitted_at": {
      "type": "string",
      "format": "date-time",
      "description": "Where nobody has told it: the first moment that is known of the run."
    },
    "started_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "ended_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "elapsed_seconds": {
      "type": "integer",
      "description": "As Slurm counts it; of a run under way that only events tell of, until now."
    },
    "allocated_cpus": {
      "type": "integer"
    },
    "allocated_memory_mib": {
      "type": "integer"
    },
    "gpus": {
      "type": "integer"
    },
    "gpu_vendor": {
      "type": [
        "string",
        "null"
      ]
    },
    "gpu_devices": {
      "type": "array",
      "items": {
        "type": "string"
      }
    },
    "cgroup_path": {
      "type": [
        "string",
        "null"
      ]
    },
    "exit_code": {
      "type": [
        "integer",
        "null"
      ]
    },
    "exit_signal": {
      "type": [
        "integer",
        "null"
      ]
    },
    "accounted": {
      "type": "boolean",
      "description": "Whether accounting has told of it: until then it is never charged for."
    },
    "samples": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "count",
        "cpu_percent_avg",
        "cpu_percent_max",
        "memory_mib_avg",
        "memory_mib_max",
        "gpu_percent_avg",
        "gpu_percent_max"
      ],
      "properties": {
        "count": {
          "type": "integer"
        },
        "cpu_percent_avg": {
          "type": [
            "number",
            "null"
          ]
        },
        "cpu_percent_max": {
          "type": [
            "number",
            "null"
          ]
        },
        "memory_mib_avg": {
          "type": [
            "number",
            "null"
          ]
        },
        "memory_mib_max": {
          "type": [
            "number",
            "null"
          ]
        },
        "gpu_percent_avg": {
          "type": [
            "number",
            "null"
          ]
        },
        "gpu_percent_max": {
          "type": [
            "number",
            "null"
          ]
        }
      }
    }
  }
});

export type JobList = {
  readonly "data": readonly Job[];
  readonly "next_cursor": string | null;
};
export const JobList = Type.Unsafe<JobList>({
  "$id": "JobList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "Job#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type NewJob = {
  readonly "cluster": string;
  readonly "job_id": number;
  /** The Slurm user. */
  readonly "user": string;
  readonly "nodes": readonly string[];
  /** Names the run together with cluster and job_id, as accounting will. */
  readonly "submit_time"?: string | null;
  /** By default now. */
  readonly "started_at"?: string | null;
  readonly "account"?: string | null;
  readonly "partition"?: string | null;
  readonly "name"?: string | null;
  readonly "allocated_cpus"?: number | null;
  readonly "allocated_memory_mib"?: number | null;
  readonly "gpus"?: number | null;
  readonly "gpu_vendor"?: "none" | "nvidia" | "amd" | "mixed" | null;
};
export const NewJob = Type.Unsafe<NewJob>({
  "$id": "NewJob",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "job_id",
    "user",
    "nodes"
  ],
  "properties": {
    "cluster": {
      "type": "string",
      "minLength": 1,
      "maxLength": 255
    },
    "job_id": {
      "type": "integer",
      "minimum": 1,
      "maximum": 4294967295
    },
    "user": {
      "type": "string",
      "minLength": 1,
      "maxLength": 255,
      "description": "The Slurm user."
    },
    "nodes": {
      "type": "array",
      "minItems": 1,
      "maxItems": 10000,
      "items": {
        "type": "string",
        "minLength": 1,
        "maxLength": 4096
      }
    },
    "submit_time": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "Names the run together with cluster and job_id, as accounting will."
    },
    "started_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "By default now."
    },
    "account": {
      "type": [
        "string",
        "null"
      ],
      "maxLength": 255
    },
    "partition": {
      "type": [
        "string",
        "null"
      ],
      "maxLength": 255
    },
    "name": {
      "type": [
        "string",
        "null"
      ],
      "maxLength": 4096
    },
    "allocated_cpus": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 9007199254740991
    },
    "allocated_memory_mib": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 9007199254740991
    },
    "gpus": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 9007199254740991
    },
    "gpu_vendor": {
      "type": [
        "string",
        "null"
      ],
      "enum": [
        "none",
        "nvidia",
        "amd",
        "mixed",
        null
      ]
    }
  }
});

/** What is left out stays. Any of state, final_state, ended_at, exit_code and exit_signal ends the run, at ended_at or now; a run that has ended takes no change. */
export type JobChange = {
  readonly "state"?: "completed" | "failed" | "cancelled";
  /** The end in Slurm's own words, such as TIMEOUT, instead of state. */
  readonly "final_state"?: string;
  readonly "ended_at"?: string;
  readonly "exit_code"?: number;
  readonly "exit_signal"?: number;
  readonly "name"?: string;
};
export const JobChange = Type.Unsafe<JobChange>({
  "$id": "JobChange",
  "type": "object",
  "additionalProperties": false,
  "minProperties": 1,
  "description": "What is left out stays. Any of state, final_state, ended_at, exit_code and exit_signal ends the run, at ended_at or now; a run that has ended takes no change.",
  "properties": {
    "state": {
      "type": "string",
      "enum": [
        "completed",
        "failed",
        "cancelled"
      ]
    },
    "final_state": {
      "type": "string",
      "minLength": 1,
      "maxLength": 255,
      "description": "The end in Slurm's own words, such as TIMEOUT, instead of state."
    },
    "ended_at": {
      "type": "string",
      "format": "date-time"
    },
    "exit_code": {
      "type": "integer",
      "minimum": 0,
      "maximum": 2147483647
    },
    "exit_signal": {
      "type": "integer",
      "minimum": 0,
      "maximum": 2147483647
    },
    "name": {
      "type": "string",
      "maxLength": 4096
    }
  }
});

export type JobEvent = {
  readonly "sequence": number;
  readonly "kind": "started" | "finished" | "created" | "changed" | "removed" | "accounted";
  /** Frozen: it came too late and changed nothing. */
  readonly "outcome": "created" | "updated" | "frozen";
  readonly "recorded_at": string;
  /** By the clock of whoever told it. */
  readonly "occurred_at": string;
  /** Who called. */
  readonly "actor": string;
  readonly "changed_by": string;
  readonly "source": string;
  readonly "correlation_id": string;
  /** What was told, as it was read. */
  readonly "told": {
    readonly [key: string]: unknown;
  };
  /** The run after it. */
  readonly "snapshot": {
    readonly [key: string]: unknown;
  };
};
export const JobEvent = Type.Unsafe<JobEvent>({
  "$id": "JobEvent",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "sequence",
    "kind",
    "outcome",
    "recorded_at",
    "occurred_at",
    "actor",
    "changed_by",
    "source",
    "correlation_id",
    "told",
    "snapshot"
  ],
  "properties": {
    "sequence": {
      "type": "integer"
    },
    "kind": {
      "type": "string",
      "enum": [
        "started",
        "finished",
        "created",
        "changed",
        "removed",
        "accounted"
      ]
    },
    "outcome": {
      "type": "string",
      "enum": [
        "created",
        "updated",
        "frozen"
      ],
      "description": "Frozen: it came too late and changed nothing."
    },
    "recorded_at": {
      "type": "string",
      "format": "date-time"
    },
    "occurred_at": {
      "type": "string",
      "format": "date-time",
      "description": "By the clock of whoever told it."
    },
    "actor": {
      "type": "string",
      "description": "Who called."
    },
    "changed_by": {
      "type": "string"
    },
    "source": {
      "type": "string"
    },
    "correlation_id": {
      "type": "string"
    },
    "told": {
      "type": "object",
      "additionalProperties": true,
      "description": "What was told, as it was read."
    },
    "snapshot": {
      "type": "object",
      "additionalProperties": true,
      "description": "The run after it."
    }
  }
});

export type JobHistory = {
  readonly "data": readonly JobEvent[];
  readonly "next_cursor": string | null;
};
export const JobHistory = Type.Unsafe<JobHistory>({
  "$id": "JobHistory",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "JobEvent#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type UseSource = "samples" | "accounting";
export const UseSource = Type.Unsafe<UseSource>({
  "$id": "UseSource",
  "type": "string",
  "enum": [
    "samples",
    "accounting"
  ]
});

/** Null where the run was given none, or nobody measured it. */
export type UseOfCpus = {
  readonly "source": UseSource;
  /** Used, of what was given. */
  readonly "percent": number;
  /** In CPU-hours. */
  readonly "given_hours": number;
  readonly "unused_hours": number;
} | null;
export const UseOfCpus = Type.Unsafe<UseOfCpus>({
  "$id": "UseOfCpus",
  "type": [
    "object",
    "null"
  ],
  "additionalProperties": false,
  "description": "Null where the run was given none, or nobody measured it.",
  "required": [
    "source",
    "percent",
    "given_hours",
    "unused_hours"
  ],
  "properties": {
    "source": {
      "$ref": "UseSource#"
    },
    "percent": {
      "type": "number",
      "description": "Used, of what was given."
    },
    "given_hours": {
      "type": "number",
      "description": "In CPU-hours."
    },
    "unused_hours": {
      "type": "number"
    }
  }
});

/** Null where the run was given none, or nobody measured it. */
export type UseOfMemory = {
  readonly "source": UseSource;
  /** The high-water mark, of what was given; may be more than 100. */
  readonly "percent": number;
  /** In GiB-hours. */
  readonly "given_hours": number;
  readonly "unused_hours": number;
  /** The peaks of all nodes together; by accounting, of one task. */
  readonly "high_water_mib": number;
} | null;
export const UseOfMemory = Type.Unsafe<UseOfMemory>({
  "$id": "UseOfMemory",
  "type": [
    "object",
    "null"
  ],
  "additionalProperties": false,
  "description": "Null where the run was given none, or nobody measured it.",
  "required": [
    "source",
    "percent",
    "given_hours",
    "unused_hours",
    "high_water_mib"
  ],
  "properties": {
    "source": {
      "$ref": "UseSource#"
    },
    "percent": {
      "type": "number",
      "description": "The high-water mark, of what was given; may be more than 100."
    },
    "given_hours": {
      "type": "number",
      "description": "In GiB-hours."
    },
    "unused_hours": {
      "type": "number"
    },
    "high_water_mib": {
      "type": "number",
      "description": "The peaks of all nodes together; by accounting, of one task."
    }
  }
});

/** Null where the run was given none, or nobody measured it. */
export type UseOfGpus = {
  readonly "source": UseSource;
  /** Used, of what was given. */
  readonly "percent": number;
  /** In GPU-hours. */
  readonly "given_hours": number;
  readonly "unused_hours": number;
} | null;
export const UseOfGpus = Type.Unsafe<UseOfGpus>({
  "$id": "UseOfGpus",
  "type": [
    "object",
    "null"
  ],
  "additionalProperties": false,
  "description": "Null where the run was given none, or nobody measured it.",
  "required": [
    "source",
    "percent",
    "given_hours",
    "unused_hours"
  ],
  "properties": {
    "source": {
      "$ref": "UseSource#"
    },
    "percent": {
      "type": "number",
      "description": "Used, of what was given."
    },
    "given_hours": {
      "type": "number",
      "description": "In GPU-hours."
    },
    "unused_hours": {
      "type": "number"
    }
  }
});

export type JobEfficiency = {
  readonly "run_id": string;
  /** How long the run has had what it was given. */
  readonly "held_seconds": number;
  readonly "node_count": number;
  /** How many of its nodes were sampled; the others are taken to be like them. */
  readonly "sampled_nodes": number;
  readonly "cpu": UseOfCpus;
  readonly "memory": UseOfMemory;
  readonly "gpu": UseOfGpus;
};
export const JobEfficiency = Type.Unsafe<JobEfficiency>({
  "$id": "JobEfficiency",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "run_id",
    "held_seconds",
    "node_count",
    "sampled_nodes",
    "cpu",
    "memory",
    "gpu"
  ],
  "properties": {
    "run_id": {
      "type": "string",
      "format": "uuid"
    },
    "held_seconds": {
      "type": "integer",
      "description": "How long the run has had what it was given."
    },
    "node_count": {
      "type": "integer"
    },
    "sampled_nodes": {
      "type": "integer",
      "description": "How many of its nodes were sampled; the others are taken to be like them."
    },
    "cpu": {
      "$ref": "UseOfCpus#"
    },
    "memory": {
      "$ref": "UseOfMemory#"
    },
    "gpu": {
      "$ref": "UseOfGpus#"
    }
  }
});

export type RunRecord = {
  readonly "batch_id": string;
  readonly "source_name": string;
  readonly "read_at": string;
  /** The record as it came. */
  readonly "text": string;
};
export const RunRecord = Type.Unsafe<RunRecord>({
  "$id": "RunRecord",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "batch_id",
    "source_name",
    "read_at",
    "text"
  ],
  "properties": {
    "batch_id": {
      "type": "string",
      "format": "uuid"
    },
    "source_name": {
      "type": "string"
    },
    "read_at": {
      "type": "string",
      "format": "date-time"
    },
    "text": {
      "type": "string",
      "description": "The record as it came."
    }
  }
});

export type RunRecordList = {
  readonly "data": readonly RunRecord[];
};
export const RunRecordList = Type.Unsafe<RunRecordList>({
  "$id": "RunRecordList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "RunRecord#"
      }
    }
  }
});

export type PushedGpus = {
  /** As Slurm calls it, such as a100; null or left out: not known. */
  readonly "type"?: string | null;
  readonly "count": number;
};
export const PushedGpus = Type.Unsafe<PushedGpus>({
  "$id": "PushedGpus",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "count"
  ],
  "properties": {
    "type": {
      "type": [
        "string",
        "null"
      ],
      "maxLength": 255,
      "pattern": "^[A-Za-z0-9_.:+-]+$",
      "description": "As Slurm calls it, such as a100; null or left out: not known."
    },
    "count": {
      "type": "integer",
      "minimum": 0,
      "maximum": 9007199254740991
    }
  }
});

/** One run as accounting knows it. A run is named by its cluster, job_id and submitted_at, or by its sluid. What is left out keeps what is known of the run already; null says that there is none. Times are whole seconds of RFC 3339 with their offset. */
export type PushedRun = {
  /** Slurm's own number of the job: JobIDRaw. */
  readonly "job_id": number;
  /** The job id as Slurm shows it, such as 36_3 for a task of an array and 38+0 for a component of a heterogeneous job; by default job_id. */
  readonly "display_id"?: string;
  /** Slurm's unique name of the run, where the release has one. */
  readonly "sluid"?: string | null;
  readonly "name"?: string;
  /** The Slurm user. */
  readonly "user": string;
  /** The Slurm account. */
  readonly "account"?: string;
  readonly "partition"?: string;
  readonly "qos"?: string;
  readonly "reason"?: string | null;
  /** The node list, such as c[1-3]. */
  readonly "nodes"?: string | null;
  /** By default the allocated nodes. */
  readonly "node_count"?: number;
  /** As Slurm says it, such as COMPLETED or CANCELLED by 1002. A word that is not known is kept and parked. */
  readonly "state": string;
  readonly "submitted_at": string;
  readonly "eligible_at"?: string | null;
  readonly "started_at": string | null;
  readonly "ended_at": string | null;
  /** As Slurm means it: without the time suspended. By default what follows from the times. */
  readonly "elapsed_seconds"?: number;
  /** By default what follows from the times and elapsed_seconds. */
  readonly "suspended_seconds"?: number;
  readonly "time_limit_seconds"?: number | null;
  readonly "allocated": PushedTres;
  readonly "requested"?: PushedTres;
  readonly "exit_code"?: number | null;
  readonly "exit_signal"?: number | null;
  /** CPU time that its processes used. */
  readonly "used_cpu_milliseconds"?: number | null;
  /** The largest resident memory of one of its tasks. */
  readonly "max_rss_kib"?: number | null;
  /** The sum over its steps of average resident memory times seconds. */
  readonly "used_memory_kib_seconds"?: number | null;
  readonly "energy_joules"?: number | null;
};
export const PushedRun = Type.Unsafe<PushedRun>({
  "$id": "PushedRun",
  "type": "object",
  "additionalProperties": false,
  "description": "One run as accounting knows it. A run is named by its cluster, job_id and submitted_at, or by its sluid. What is left out keeps what is known of the run already; null says that there is none. Times are whole seconds of RFC 3339 with their offset.",
  "required": [
    "job_id",
    "user",
    "state",
    "submitted_at",
    "started_at",
    "ended_at",
    "allocated"
  ],
  "properties": {
    "job_id": {
      "type": "integer",
      "minimum": 1,
      "maximum": 4294967295,
      "description": "Slurm's own number of the job: JobIDRaw."
    },
    "display_id": {
      "type": "string",
      "minLength": 1,
      "maxLength": 255,
      "description": "The job id as Slurm shows it, such as 36_3 for a task of an array and 38+0 for a component of a heterogeneous job; by default job_id."
    },
    "sluid": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 255,
      "description": "Slurm's unique name of the run, where the release has one."
    },
    "name": {
      "type": "string",
      "maxLength": 4096
    },
    "user": {
      "type": "string",
      "minLength": 1,
      "maxLength": 255,
      "description": "The Slurm user."
    },
    "account": {
      "type": "string",
      "maxLength": 255,
      "description": "The Slurm account."
    },
    "partition": {
      "type": "string",
      "maxLength": 255
    },
    "qos": {
      "type": "string",
      "maxLength": 255
    },
    "reason": {
      "type": [
        "string",
        "null"
      ],
      "maxLength": 255
    },
    "nodes": {
      "type": [
        "string",
        "null"
      ],
      "maxLength": 65536,
      "description": "The node list, such as c[1-3]."
    },
    "node_count": {
      "type": "integer",
      "minimum": 0,
      "maximum": 9007199254740991,
      "description": "By default the allocated nodes."
    },
    "state": {
      "type": "string",
      "minLength": 1,
      "maxLength": 255,
      "description": "As Slurm says it, such as COMPLETED or CANCELLED by 1002. A word that is not known is kept and parked."
    },
    "submitted_at": {
      "type": "string",
      "format": "date-time"
    },
    "eligible_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "started_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "ended_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "elapsed_seconds": {
      "type": "integer",
      "minimum": 0,
      "maximum": 9007199254740991,
      "description": "As Slurm means it: without the time suspended. By default what follows from the times."
    },
    "suspended_seconds": {
      "type": "integer",
      "minimum": 0,
      "maximum": 9007199254740991,
      "description": "By default what follows from the times and elapsed_seconds."
    },
    "time_limit_seconds": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 9007199254740991
    },
    "allocated": {
      "$ref": "PushedTres#"
    },
    "requested": {
      "$ref": "PushedTres#"
    },
    "exit_code": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 2147483647
    },
    "exit_signal": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 2147483647
    },
    "used_cpu_milliseconds": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 9007199254740991,
      "description": "CPU time that its processes used."
    },
    "max_rss_kib": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 9007199254740991,
      "description": "The largest resident memory of one of its tasks."
    },
    "used_memory_kib_seconds": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 9007199254740991,
      "description": "The sum over its steps of average resident memory times seconds."
    },
    "energy_joules": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 9007199254740991
    }
  }
});

export type PushedRunResult = {
  /** What the record did: it added its run, changed it, said nothing new, or could not be read. */
  readonly "outcome": "new" | "corrected" | "unchanged" | "rejected";
  /** Null where it was rejected. */
  readonly "run_id": string | null;
  /** Why it was rejected, such as END_BEFORE_START. */
  readonly "reason": string | null;
  /** The reason as a sentence in the caller's language. */
  readonly "message": string | null;
  /** The field at fault, where it is one. */
  readonly "field": string | null;
};
export const PushedRunResult = Type.Unsafe<PushedRunResult>({
  "$id": "PushedRunResult",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "outcome",
    "run_id",
    "reason",
    "message",
    "field"
  ],
  "properties": {
    "outcome": {
      "type": "string",
      "enum": [
        "new",
        "corrected",
        "unchanged",
        "rejected"
      ],
      "description": "What the record did: it added its run, changed it, said nothing new, or could not be read."
    },
    "run_id": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid",
      "description": "Null where it was rejected."
    },
    "reason": {
      "type": [
        "string",
        "null"
      ],
      "description": "Why it was rejected, such as END_BEFORE_START."
    },
    "message": {
      "type": [
        "string",
        "null"
      ],
      "description": "The reason as a sentence in the caller's language."
    },
    "field": {
      "type": [
        "string",
        "null"
      ],
      "description": "The field at fault, where it is one."
    }
  }
});

export type PushedRuns = {
  /** The cluster of all of them. */
  readonly "cluster": string;
  /** What the batch is called; by default push. */
  readonly "source_name"?: string;
  /** A record that is not as described is rejected by itself. */
  readonly "runs": readonly PushedRun[];
};
export const PushedRuns = Type.Unsafe<PushedRuns>({
  "$id": "PushedRuns",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "runs"
  ],
  "properties": {
    "cluster": {
      "type": "string",
      "minLength": 1,
      "maxLength": 255,
      "description": "The cluster of all of them."
    },
    "source_name": {
      "type": "string",
      "minLength": 1,
      "maxLength": 255,
      "description": "What the batch is called; by default push."
    },
    "runs": {
      "type": "array",
      "minItems": 1,
      "maxItems": 5000,
      "description": "A record that is not as described is rejected by itself.",
      "items": {
        "$ref": "PushedRun#"
      }
    }
  }
});

export type PushedRunsAnswer = {
  readonly "batch": UsageBatch;
  /** One for each record in their order. */
  readonly "results": readonly PushedRunResult[];
};
export const PushedRunsAnswer = Type.Unsafe<PushedRunsAnswer>({
  "$id": "PushedRunsAnswer",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "batch",
    "results"
  ],
  "properties": {
    "batch": {
      "$ref": "UsageBatch#"
    },
    "results": {
      "type": "array",
      "description": "One for each record in their order.",
      "items": {
        "$ref": "PushedRunResult#"
      }
    }
  }
});

export type SampleSource = "cgroup-v2" | "cgroup-v1" | "simulated" | "push";
export const SampleSource = Type.Unsafe<SampleSource>({
  "$id": "SampleSource",
  "type": "string",
  "enum": [
    "cgroup-v2",
    "cgroup-v1",
    "simulated",
    "push"
  ]
});

export type GpuSample = {
  /** Which device of its node, as the node counts them; each once in a sample. */
  readonly "id": string;
  /** Such as nvidia or amd. */
  readonly "vendor"?: string | null;
  readonly "utilization_percent"?: number | null;
  readonly "memory_mib"?: number | null;
  readonly "power_watts"?: number | null;
  readonly "temperature_celsius"?: number | null;
};
export const GpuSample = Type.Unsafe<GpuSample>({
  "$id": "GpuSample",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id"
  ],
  "properties": {
    "id": {
      "type": "string",
      "minLength": 1,
      "maxLength": 100,
      "description": "Which device of its node, as the node counts them; each once in a sample."
    },
    "vendor": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 40,
      "description": "Such as nvidia or amd."
    },
    "utilization_percent": {
      "type": [
        "number",
        "null"
      ],
      "minimum": 0,
      "maximum": 100
    },
    "memory_mib": {
      "type": [
        "number",
        "null"
      ],
      "minimum": 0,
      "maximum": 100000000
    },
    "power_watts": {
      "type": [
        "number",
        "null"
      ],
      "minimum": 0,
      "maximum": 1000000
    },
    "temperature_celsius": {
      "type": [
        "number",
        "null"
      ],
      "minimum": -273,
      "maximum": 1000
    }
  }
});

/** What a run used at one moment on one node. At least one of cpu_percent, memory_mib, gpu_percent and gpus says something. Values are kept to two decimals, times to the millisecond. */
export type JobSample = {
  /** Where it was measured; null or left out: not told. */
  readonly "node"?: string | null;
  /** When it was measured; by default now. */
  readonly "timestamp"?: string | null;
  /** Of the CPUs that the run has on the node. */
  readonly "cpu_percent"?: number | null;
  readonly "memory_mib"?: number | null;
  /** The mean of the run's GPUs on the node. */
  readonly "gpu_percent"?: number | null;
  readonly "gpus"?: readonly GpuSample[] | null;
  readonly "source"?: SampleSource;
};
export const JobSample = Type.Unsafe<JobSample>({
  "$id": "JobSample",
  "type": "object",
  "additionalProperties": false,
  "description": "What a run used at one moment on one node. At least one of cpu_percent, memory_mib, gpu_percent and gpus says something. Values are kept to two decimals, times to the millisecond.",
  "properties": {
    "node": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 255,
      "description": "Where it was measured; null or left out: not told."
    },
    "timestamp": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "When it was measured; by default now."
    },
    "cpu_percent": {
      "type": [
        "number",
        "null"
      ],
      "minimum": 0,
      "maximum": 100,
      "description": "Of the CPUs that the run has on the node."
    },
    "memory_mib": {
      "type": [
        "number",
        "null"
      ],
      "minimum": 0,
      "maximum": 100000000
    },
    "gpu_percent": {
      "type": [
        "number",
        "null"
      ],
      "minimum": 0,
      "maximum": 100,
      "description": "The mean of the run's GPUs on the node."
    },
    "gpus": {
      "type": [
        "array",
        "null"
      ],
      "maxItems": 64,
      "items": {
        "$ref": "GpuSample#"
      }
    },
    "source": {
      "$ref": "SampleSource#"
    }
  }
});

/** A sample and the run that it is of: by run_id, or by cluster and job_id. With submit_time that is one run; without, the run of that job that had been submitted last at the time of the sample. */
export type PushedSample = {
  readonly "run_id"?: string | null;
  readonly "cluster"?: string | null;
  readonly "job_id"?: number | null;
  readonly "submit_time"?: string | null;
  /** Where it was measured; null or left out: not told. */
  readonly "node"?: string | null;
  /** When it was measured. */
  readonly "timestamp": string;
  /** Of the CPUs that the run has on the node. */
  readonly "cpu_percent"?: number | null;
  readonly "memory_mib"?: number | null;
  /** The mean of the run's GPUs on the node. */
  readonly "gpu_percent"?: number | null;
  readonly "gpus"?: readonly GpuSample[] | null;
  readonly "source"?: SampleSource;
};
export const PushedSample = Type.Unsafe<PushedSample>({
  "$id": "PushedSample",
  "type": "object",
  "additionalProperties": false,
  "description": "A sample and the run that it is of: by run_id, or by cluster and job_id. With submit_time that is one run; without, the run of that job that had been submitted last at the time of the sample.",
  "required": [
    "timestamp"
  ],
  "properties": {
    "run_id": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid"
    },
    "cluster": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 255
    },
    "job_id": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 1,
      "maximum": 4294967295
    },
    "submit_time": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "node": {
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "maxLength": 255,
      "description": "Where it was measured; null or left out: not told."
    },
    "timestamp": {
      "type": "string",
      "format": "date-time",
      "description": "When it was measured."
    },
    "cpu_percent": {
      "type": [
        "number",
        "null"
      ],
      "minimum": 0,
      "maximum": 100,
      "description": "Of the CPUs that the run has on the node."
    },
    "memory_mib": {
      "type": [
        "number",
        "null"
      ],
      "minimum": 0,
      "maximum": 100000000
    },
    "gpu_percent": {
      "type": [
        "number",
        "null"
      ],
      "minimum": 0,
      "maximum": 100,
      "description": "The mean of the run's GPUs on the node."
    },
    "gpus": {
      "type": [
        "array",
        "null"
      ],
      "maxItems": 64,
      "items": {
        "$ref": "GpuSample#"
      }
    },
    "source": {
      "$ref": "SampleSource#"
    }
  }
});

export type PushedSamples = {
  /** A sample that is not as described is rejected by itself. */
  readonly "samples": readonly PushedSample[];
};
export const PushedSamples = Type.Unsafe<PushedSamples>({
  "$id": "PushedSamples",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "samples"
  ],
  "properties": {
    "samples": {
      "type": "array",
      "minItems": 1,
      "maxItems": 10000,
      "description": "A sample that is not as described is rejected by itself.",
      "items": {
        "$ref": "PushedSample#"
      }
    }
  }
});

export type SampleResult = {
  /** Its place in the call, counted from 0. */
  readonly "index": number;
  /** duplicate: a sample of this run, node and time was there, and stays as it was. */
  readonly "status": "stored" | "duplicate" | "rejected";
  /** Why it was rejected: one of ErrorCode. */
  readonly "code"?: string;
  /** The code as a sentence in the caller's language. */
  readonly "message"?: string;
  /** The field at fault, where it is one. */
  readonly "field"?: string;
};
export const SampleResult = Type.Unsafe<SampleResult>({
  "$id": "SampleResult",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "index",
    "status"
  ],
  "properties": {
    "index": {
      "type": "integer",
      "minimum": 0,
      "description": "Its place in the call, counted from 0."
    },
    "status": {
      "type": "string",
      "enum": [
        "stored",
        "duplicate",
        "rejected"
      ],
      "description": "duplicate: a sample of this run, node and time was there, and stays as it was."
    },
    "code": {
      "type": "string",
      "description": "Why it was rejected: one of ErrorCode."
    },
    "message": {
      "type": "string",
      "description": "The code as a sentence in the caller's language."
    },
    "field": {
      "type": "string",
      "description": "The field at fault, where it is one."
    }
  }
});

export type PushedSamplesAnswer = {
  /** How many are stored now or were before. */
  readonly "accepted": number;
  /** One for each sample in their order. */
  readonly "results": readonly SampleResult[];
};
export const PushedSamplesAnswer = Type.Unsafe<PushedSamplesAnswer>({
  "$id": "PushedSamplesAnswer",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "accepted",
    "results"
  ],
  "properties": {
    "accepted": {
      "type": "integer",
      "description": "How many are stored now or were before."
    },
    "results": {
      "type": "array",
      "description": "One for each sample in their order.",
      "items": {
        "$ref": "SampleResult#"
      }
    }
  }
});

export type JobSampleAnswer = {
  readonly "run_id": string;
  readonly "status": "stored" | "duplicate";
};
export const JobSampleAnswer = Type.Unsafe<JobSampleAnswer>({
  "$id": "JobSampleAnswer",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "run_id",
    "status"
  ],
  "properties": {
    "run_id": {
      "type": "string",
      "format": "uuid"
    },
    "status": {
      "type": "string",
      "enum": [
        "stored",
        "duplicate"
      ]
    }
  }
});

/** Null where no sample says it. */
export type MetricStats = {
  readonly "min": number;
  /** To two decimals. */
  readonly "avg": number;
  readonly "max": number;
} | null;
export const MetricStats = Type.Unsafe<MetricStats>({
  "$id": "MetricStats",
  "type": [
    "object",
    "null"
  ],
  "additionalProperties": false,
  "description": "Null where no sample says it.",
  "required": [
    "min",
    "avg",
    "max"
  ],
  "properties": {
    "min": {
      "type": "number"
    },
    "avg": {
      "type": "number",
      "description": "To two decimals."
    },
    "max": {
      "type": "number"
    }
  }
});

export type MetricPoint = {
  /** The time of the sample, or where the bucket begins. */
  readonly "at": string;
  /** Of a single sample; null in a bucket, or where nobody said. */
  readonly "node": string | null;
  /** From how many samples. */
  readonly "samples": number;
  readonly "cpu_percent": MetricStats;
  readonly "memory_mib": MetricStats;
  readonly "gpu_percent": MetricStats;
};
export const MetricPoint = Type.Unsafe<MetricPoint>({
  "$id": "MetricPoint",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "at",
    "node",
    "samples",
    "cpu_percent",
    "memory_mib",
    "gpu_percent"
  ],
  "properties": {
    "at": {
      "type": "string",
      "format": "date-time",
      "description": "The time of the sample, or where the bucket begins."
    },
    "node": {
      "type": [
        "string",
        "null"
      ],
      "description": "Of a single sample; null in a bucket, or where nobody said."
    },
    "samples": {
      "type": "integer",
      "description": "From how many samples."
    },
    "cpu_percent": {
      "$ref": "MetricStats#"
    },
    "memory_mib": {
      "$ref": "MetricStats#"
    },
    "gpu_percent": {
      "$ref": "MetricStats#"
    }
  }
});

export type DevicePoint = {
  readonly "at": string;
  readonly "samples": number;
  readonly "utilization_percent": MetricStats;
  readonly "memory_mib": MetricStats;
  readonly "power_watts": MetricStats;
  readonly "temperature_celsius": MetricStats;
};
export const DevicePoint = Type.Unsafe<DevicePoint>({
  "$id": "DevicePoint",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "at",
    "samples",
    "utilization_percent",
    "memory_mib",
    "power_watts",
    "temperature_celsius"
  ],
  "properties": {
    "at": {
      "type": "string",
      "format": "date-time"
    },
    "samples": {
      "type": "integer"
    },
    "utilization_percent": {
      "$ref": "MetricStats#"
    },
    "memory_mib": {
      "$ref": "MetricStats#"
    },
    "power_watts": {
      "$ref": "MetricStats#"
    },
    "temperature_celsius": {
      "$ref": "MetricStats#"
    }
  }
});

export type DeviceSeries = {
  readonly "node": string | null;
  readonly "id": string;
  readonly "vendor": string | null;
  readonly "points": readonly DevicePoint[];
};
export const DeviceSeries = Type.Unsafe<DeviceSeries>({
  "$id": "DeviceSeries",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "node",
    "id",
    "vendor",
    "points"
  ],
  "properties": {
    "node": {
      "type": [
        "string",
        "null"
      ]
    },
    "id": {
      "type": "string"
    },
    "vendor": {
      "type": [
        "string",
        "null"
      ]
    },
    "points": {
      "type": "array",
      "items": {
        "$ref": "DevicePoint#"
      }
    }
  }
});

export type JobMetrics = {
  readonly "run_id": string;
  /** The time that the points are of: what was asked for, cut to where there are samples; null where there are none. */
  readonly "from": string | null;
  /** Its end, which is not part of it. */
  readonly "to": string | null;
  /** From how many samples. */
  readonly "samples": number;
  /** How long a bucket is; null where each point is a sample, or a roll-up of five minutes, by itself. */
  readonly "bucket_seconds": number | null;
  /** The nodes that samples name. */
  readonly "nodes": readonly string[];
  /** In order of time. Where there are no more samples than points asked for, each is a point; else buckets of one length. */
  readonly "points": readonly MetricPoint[];
  /** The GPUs one by one, where they were asked for. */
  readonly "devices": readonly DeviceSeries[];
  /** How many there are beyond the first 32; ask for them node by node. */
  readonly "devices_left_out": number;
};
export const JobMetrics = Type.Unsafe<JobMetrics>({
  "$id": "JobMetrics",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "run_id",
    "from",
    "to",
    "samples",
    "bucket_seconds",
    "nodes",
    "points",
    "devices",
    "devices_left_out"
  ],
  "properties": {
    "run_id": {
      "type": "string",
      "format": "uuid"
    },
    "from": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "The time that the points are of: what was asked for, cut to where there are samples; null where there are none."
    },
    "to": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "Its end, which is not part of it."
    },
    "samples": {
      "type": "integer",
      "description": "From how many samples."
    },
    "bucket_seconds": {
      "type": [
        "number",
        "null"
      ],
      "description": "How long a bucket is; null where each point is a sample, or a roll-up of five minutes, by itself."
    },
    "nodes": {
      "type": "array",
      "description": "The nodes that samples name.",
      "items": {
        "type": "string"
      }
    },
    "points": {
      "type": "array",
      "description": "In order of time. Where there are no more samples than points asked for, each is a point; else buckets of one length.",
      "items": {
        "$ref": "MetricPoint#"
      }
    },
    "devices": {
      "type": "array",
      "description": "The GPUs one by one, where they were asked for.",
      "items": {
        "$ref": "DeviceSeries#"
      }
    },
    "devices_left_out": {
      "type": "integer",
      "description": "How many there are beyond the first 32; ask for them node by node."
    }
  }
});

/** Resources. What is left out is not among them. */
export type PushedTres = {
  readonly "cpus"?: number;
  /** Kept in MiB, rounded half up. */
  readonly "memory_bytes"?: number;
  readonly "nodes"?: number;
  /** All GPUs, each of them once: one entry for each type, and one without for those whose type is not known. */
  readonly "gpus"?: readonly PushedGpus[];
  /** Whatever else Slurm counts, under its name: billing, energy, license/matlab, gres/shard. */
  readonly "other"?: {
    readonly [key: string]: number;
  };
};
export const PushedTres = Type.Unsafe<PushedTres>({
  "$id": "PushedTres",
  "type": "object",
  "additionalProperties": false,
  "description": "Resources. What is left out is not among them.",
  "properties": {
    "cpus": {
      "type": "integer",
      "minimum": 0,
      "maximum": 9007199254740991
    },
    "memory_bytes": {
      "type": "integer",
      "minimum": 0,
      "maximum": 9007199254740991,
      "description": "Kept in MiB, rounded half up."
    },
    "nodes": {
      "type": "integer",
      "minimum": 0,
      "maximum": 9007199254740991
    },
    "gpus": {
      "type": "array",
      "description": "All GPUs, each of them once: one entry for each type, and one without for those whose type is not known.",
      "items": {
        "$ref": "PushedGpus#"
      }
    },
    "other": {
      "type": "object",
      "description": "Whatever else Slurm counts, under its name: billing, energy, license/matlab, gres/shard.",
      "additionalProperties": {
        "type": "integer",
        "minimum": 0,
        "maximum": 9007199254740991
      }
    }
  }
});

export type RejectState = "open" | "resolved";
export const RejectState = Type.Unsafe<RejectState>({
  "$id": "RejectState",
  "type": "string",
  "enum": [
    "open",
    "resolved"
  ]
});

export type ReconciliationRequest = {
  readonly "cluster": string;
  readonly "from": string;
  /** Exclusive; at most 366 days later. A period that is not over is compared until now. */
  readonly "to": string;
  /** What sreport printed; without it the cluster is asked. */
  readonly "text"?: string;
  /** What a text without its title counts in. */
  readonly "unit"?: "seconds" | "minutes" | "hours";
};
export const ReconciliationRequest = Type.Unsafe<ReconciliationRequest>({
  "$id": "ReconciliationRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "from",
    "to"
  ],
  "properties": {
    "cluster": {
      "type": "string",
      "minLength": 1,
      "maxLength": 255
    },
    "from": {
      "type": "string",
      "format": "date-time"
    },
    "to": {
      "type": "string",
      "format": "date-time",
      "description": "Exclusive; at most 366 days later. A period that is not over is compared until now."
    },
    "text": {
      "type": "string",
      "minLength": 1,
      "maxLength": 1048576,
      "description": "What sreport printed; without it the cluster is asked."
    },
    "unit": {
      "type": "string",
      "enum": [
        "seconds",
        "minutes",
        "hours"
      ],
      "description": "What a text without its title counts in."
    }
  }
});

export type ReconciledSpan = {
  readonly "from": string;
  /** Exclusive. */
  readonly "to": string;
};
export const ReconciledSpan = Type.Unsafe<ReconciledSpan>({
  "$id": "ReconciledSpan",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "from",
    "to"
  ],
  "properties": {
    "from": {
      "type": "string",
      "format": "date-time"
    },
    "to": {
      "type": "string",
      "format": "date-time",
      "description": "Exclusive."
    }
  }
});

export type ReconciledExplanation = {
  /** edge: a run counts in Purser whole when it ends, in Slurm by the hour. running: it has not ended. requeue: it was begun again and is not charged. not_charged: it is not charged for another reason. hour_roll_up: Slurm has only whole hours that are over. resize: Slurm counts the time before a change of size twice. reservation: time of an account that is no user's. rounding: of the report's unit. */
  readonly "cause": "edge" | "running" | "requeue" | "not_charged" | "hour_roll_up" | "resize" | "reservation" | "rounding";
  /** What Slurm has more for this reason, in the seconds of the resource; negative where Purser has more. */
  readonly "amount": string;
};
export const ReconciledExplanation = Type.Unsafe<ReconciledExplanation>({
  "$id": "ReconciledExplanation",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cause",
    "amount"
  ],
  "properties": {
    "cause": {
      "type": "string",
      "enum": [
        "edge",
        "running",
        "requeue",
        "not_charged",
        "hour_roll_up",
        "resize",
        "reservation",
        "rounding"
      ],
      "description": "edge: a run counts in Purser whole when it ends, in Slurm by the hour. running: it has not ended. requeue: it was begun again and is not charged. not_charged: it is not charged for another reason. hour_roll_up: Slurm has only whole hours that are over. resize: Slurm counts the time before a change of size twice. reservation: time of an account that is no user's. rounding: of the report's unit."
    },
    "amount": {
      "type": "string",
      "description": "What Slurm has more for this reason, in the seconds of the resource; negative where Purser has more."
    }
  }
});

export type ReconciledRow = {
  /** As Slurm names it. */
  readonly "account": string;
  /** Null: what Slurm has for accounts and for no user. */
  readonly "user": string | null;
  /** CPU-seconds, GPU-seconds, or MiB-seconds of memory. */
  readonly "resource": "cpu" | "gpu" | "memory";
  /** Whole seconds of the resource, as are all amounts. */
  readonly "slurm": string;
  /** What the runs held that ended in the period and are charged. */
  readonly "purser": string;
  /** slurm less purser. */
  readonly "difference": string;
  readonly "explanations": readonly ReconciledExplanation[];
  /** What is left of the difference; 0 where all of it is explained. */
  readonly "unexplained": string;
  /** What may be behind the rest, though it cannot be known: idle time of reservations, runs that Purser has not read (executions before a requeue, say), or a roll-up of Slurm that is late. */
  readonly "possible": readonly ("reservation" | "missing_runs" | "late_roll_up")[];
};
export const ReconciledRow = Type.Unsafe<ReconciledRow>({
  "$id": "ReconciledRow",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "account",
    "user",
    "resource",
    "slurm",
    "purser",
    "difference",
    "explanations",
    "unexplained",
    "possible"
  ],
  "properties": {
    "account": {
      "type": "string",
      "description": "As Slurm names it."
    },
    "user": {
      "type": [
        "string",
        "null"
      ],
      "description": "Null: what Slurm has for accounts and for no user."
    },
    "resource": {
      "type": "string",
      "enum": [
        "cpu",
        "gpu",
        "memory"
      ],
      "description": "CPU-seconds, GPU-seconds, or MiB-seconds of memory."
    },
    "slurm": {
      "type": "string",
      "description": "Whole seconds of the resource, as are all amounts."
    },
    "purser": {
      "type": "string",
      "description": "What the runs held that ended in the period and are charged."
    },
    "difference": {
      "type": "string",
      "description": "slurm less purser."
    },
    "explanations": {
      "type": "array",
      "items": {
        "$ref": "ReconciledExplanation#"
      }
    },
    "unexplained": {
      "type": "string",
      "description": "What is left of the difference; 0 where all of it is explained."
    },
    "possible": {
      "type": "array",
      "description": "What may be behind the rest, though it cannot be known: idle time of reservations, runs that Purser has not read (executions before a requeue, say), or a roll-up of Slurm that is late.",
      "items": {
        "type": "string",
        "enum": [
          "reservation",
          "missing_runs",
          "late_roll_up"
        ]
      }
    }
  }
});

export type ReconciledTotal = {
  readonly "resource": "cpu" | "gpu" | "memory";
  readonly "slurm": string;
  readonly "purser": string;
  readonly "difference": string;
  readonly "explanations": readonly ReconciledExplanation[];
  /** Their sum, in which some may cancel others out. */
  readonly "unexplained": string;
  /** Rows of which something is unexplained. */
  readonly "open_rows": number;
};
export const ReconciledTotal = Type.Unsafe<ReconciledTotal>({
  "$id": "ReconciledTotal",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "resource",
    "slurm",
    "purser",
    "difference",
    "explanations",
    "unexplained",
    "open_rows"
  ],
  "properties": {
    "resource": {
      "type": "string",
      "enum": [
        "cpu",
        "gpu",
        "memory"
      ]
    },
    "slurm": {
      "type": "string"
    },
    "purser": {
      "type": "string"
    },
    "difference": {
      "type": "string"
    },
    "explanations": {
      "type": "array",
      "items": {
        "$ref": "ReconciledExplanation#"
      }
    },
    "unexplained": {
      "type": "string",
      "description": "Their sum, in which some may cancel others out."
    },
    "open_rows": {
      "type": "integer",
      "description": "Rows of which something is unexplained."
    }
  }
});

/** `asked` is the period that was asked for, `reported` the whole hours of it that Slurm's report is of. */
export type Reconciliation = {
  readonly "cluster": string;
  readonly "asked": ReconciledSpan;
  readonly "reported": ReconciledSpan;
  /** What the report counted in. */
  readonly "unit": "seconds" | "minutes" | "hours";
  readonly "rows": readonly ReconciledRow[];
  readonly "totals": readonly ReconciledTotal[];
};
export const Reconciliation = Type.Unsafe<Reconciliation>({
  "$id": "Reconciliation",
  "type": "object",
  "description": "`asked` is the period that was asked for, `reported` the whole hours of it that Slurm's report is of.",
  "additionalProperties": false,
  "required": [
    "cluster",
    "asked",
    "reported",
    "unit",
    "rows",
    "totals"
  ],
  "properties": {
    "cluster": {
      "type": "string"
    },
    "asked": {
      "$ref": "ReconciledSpan#"
    },
    "reported": {
      "$ref": "ReconciledSpan#"
    },
    "unit": {
      "type": "string",
      "enum": [
        "seconds",
        "minutes",
        "hours"
      ],
      "description": "What the report counted in."
    },
    "rows": {
      "type": "array",
      "items": {
        "$ref": "ReconciledRow#"
      }
    },
    "totals": {
      "type": "array",
      "items": {
        "$ref": "ReconciledTotal#"
      }
    }
  }
});

export type UsageSourceFailure = {
  readonly "source": "slurmrestd" | "sacct" | "file";
  /** What kind of failure it was. */
  readonly "code": string;
  /** The same as a sentence in the caller's language. */
  readonly "message": string;
  /** What else is known. None of it is a secret. */
  readonly "facts": {
    readonly [key: string]: string | number;
  };
  readonly "at": string;
};
export const UsageSourceFailure = Type.Unsafe<UsageSourceFailure>({
  "$id": "UsageSourceFailure",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "source",
    "code",
    "message",
    "facts",
    "at"
  ],
  "properties": {
    "source": {
      "type": "string",
      "enum": [
        "slurmrestd",
        "sacct",
        "file"
      ]
    },
    "code": {
      "type": "string",
      "description": "What kind of failure it was."
    },
    "message": {
      "type": "string",
      "description": "The same as a sentence in the caller's language."
    },
    "facts": {
      "type": "object",
      "description": "What else is known. None of it is a secret.",
      "additionalProperties": {
        "type": [
          "string",
          "number"
        ]
      }
    },
    "at": {
      "type": "string",
      "format": "date-time"
    }
  }
});

export type UsagePull = {
  readonly "id": string;
  readonly "cluster": string;
  readonly "kind": "scheduled" | "manual" | "backfill";
  readonly "window_from": string;
  readonly "window_to": string;
  /** What lies before it has been read. */
  readonly "done_until": string;
  readonly "state": "waiting" | "running" | "paused" | "done" | "failed" | "cancelled";
  /** The one that answered last. */
  readonly "source": "slurmrestd" | "sacct" | "file" | null;
  /** Why the sources that are preferred to it did not answer, the last time. */
  readonly "failures": readonly UsageSourceFailure[];
  readonly "batches": number;
  readonly "runs_new": number;
  readonly "runs_changed": number;
  readonly "runs_unchanged": number;
  readonly "rejected": number;
  readonly "requested_by": string;
  readonly "requested_at": string;
  readonly "started_at": string | null;
  readonly "finished_at": string | null;
};
export const UsagePull = Type.Unsafe<UsagePull>({
  "$id": "UsagePull",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "cluster",
    "kind",
    "window_from",
    "window_to",
    "done_until",
    "state",
    "source",
    "failures",
    "batches",
    "runs_new",
    "runs_changed",
    "runs_unchanged",
    "rejected",
    "requested_by",
    "requested_at",
    "started_at",
    "finished_at"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "cluster": {
      "type": "string"
    },
    "kind": {
      "type": "string",
      "enum": [
        "scheduled",
        "manual",
        "backfill"
      ]
    },
    "window_from": {
      "type": "string",
      "format": "date-time"
    },
    "window_to": {
      "type": "string",
      "format": "date-time"
    },
    "done_until": {
      "type": "string",
      "format": "date-time",
      "description": "What lies before it has been read."
    },
    "state": {
      "type": "string",
      "enum": [
        "waiting",
        "running",
        "paused",
        "done",
        "failed",
        "cancelled"
      ]
    },
    "source": {
      "type": [
        "string",
        "null"
      ],
      "enum": [
        "slurmrestd",
        "sacct",
        "file",
        null
      ],
      "description": "The one that answered last."
    },
    "failures": {
      "type": "array",
      "items": {
        "$ref": "UsageSourceFailure#"
      },
      "description": "Why the sources that are preferred to it did not answer, the last time."
    },
    "batches": {
      "type": "integer"
    },
    "runs_new": {
      "type": "integer"
    },
    "runs_changed": {
      "type": "integer"
    },
    "runs_unchanged": {
      "type": "integer"
    },
    "rejected": {
      "type": "integer"
    },
    "requested_by": {
      "type": "string"
    },
    "requested_at": {
      "type": "string",
      "format": "date-time"
    },
    "started_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "finished_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    }
  }
});

export type UsagePullList = {
  readonly "data": readonly UsagePull[];
  readonly "next_cursor": string | null;
};
export const UsagePullList = Type.Unsafe<UsagePullList>({
  "$id": "UsagePullList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "UsagePull#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type UsagePullRequest = {
  readonly "cluster": string;
  /** Where the range begins; with `to`, or neither. */
  readonly "from"?: string;
  /** Where it ends, exclusively. */
  readonly "to"?: string;
};
export const UsagePullRequest = Type.Unsafe<UsagePullRequest>({
  "$id": "UsagePullRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster"
  ],
  "properties": {
    "cluster": {
      "type": "string",
      "minLength": 1,
      "maxLength": 255
    },
    "from": {
      "type": "string",
      "format": "date-time",
      "description": "Where the range begins; with `to`, or neither."
    },
    "to": {
      "type": "string",
      "format": "date-time",
      "description": "Where it ends, exclusively."
    }
  }
});

export type UsageClusterSources = {
  readonly "cluster": string;
  /** In the order in which they are asked. */
  readonly "sources": readonly ("slurmrestd" | "sacct" | "file")[];
  readonly "every_minutes": number;
  /** How much of what was read before is read again each time. */
  readonly "overlap_minutes": number;
  /** The last day of its service, where it was retired. */
  readonly "last_day": string | null;
  /** Whether its sources are asked on schedule: those of a retired cluster are not, once its last day has been read. */
  readonly "is_scheduled": boolean;
  /** How far the schedule has come. */
  readonly "read_until": string | null;
  /** How far that is behind now. */
  readonly "lag_seconds": number | null;
  /** The last that are over, the latest first, at most five. */
  readonly "recent_pulls": readonly UsagePull[];
  /** Those that are not over, the latest first, at most 20. */
  readonly "open_pulls": readonly UsagePull[];
};
export const UsageClusterSources = Type.Unsafe<UsageClusterSources>({
  "$id": "UsageClusterSources",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "sources",
    "every_minutes",
    "overlap_minutes",
    "last_day",
    "is_scheduled",
    "read_until",
    "lag_seconds",
    "recent_pulls",
    "open_pulls"
  ],
  "properties": {
    "cluster": {
      "type": "string"
    },
    "sources": {
      "type": "array",
      "items": {
        "type": "string",
        "enum": [
          "slurmrestd",
          "sacct",
          "file"
        ]
      },
      "description": "In the order in which they are asked."
    },
    "every_minutes": {
      "type": "integer"
    },
    "overlap_minutes": {
      "type": "integer",
      "description": "How much of what was read before is read again each time."
    },
    "last_day": {
      "type": [
        "string",
        "null"
      ],
      "format": "date",
      "description": "The last day of its service, where it was retired."
    },
    "is_scheduled": {
      "type": "boolean",
      "description": "Whether its sources are asked on schedule: those of a retired cluster are not, once its last day has been read."
    },
    "read_until": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "How far the schedule has come."
    },
    "lag_seconds": {
      "type": [
        "integer",
        "null"
      ],
      "description": "How far that is behind now."
    },
    "recent_pulls": {
      "type": "array",
      "items": {
        "$ref": "UsagePull#"
      },
      "description": "The last that are over, the latest first, at most five."
    },
    "open_pulls": {
      "type": "array",
      "items": {
        "$ref": "UsagePull#"
      },
      "description": "Those that are not over, the latest first, at most 20."
    }
  }
});

export type UsageSourceList = {
  readonly "data": readonly UsageClusterSources[];
};
export const UsageSourceList = Type.Unsafe<UsageSourceList>({
  "$id": "UsageSourceList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "UsageClusterSources#"
      }
    }
  }
});

export type UsageSourceCheck = {
  readonly "source": "slurmrestd" | "sacct" | "file";
  readonly "slurm_version": string | null;
  readonly "api_version": string | null;
  /** Those that the source holds accounts of. */
  readonly "clusters": readonly string[];
  /** What this version of sacct cannot print. */
  readonly "missing_columns": readonly string[];
  /** Whether the token crosses a network without TLS. */
  readonly "token_in_clear": boolean;
  /** How long the answer took. */
  readonly "milliseconds": number;
  /** Why it did not answer; empty where it did. */
  readonly "failures": readonly UsageSourceFailure[];
};
export const UsageSourceCheck = Type.Unsafe<UsageSourceCheck>({
  "$id": "UsageSourceCheck",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "source",
    "slurm_version",
    "api_version",
    "clusters",
    "missing_columns",
    "token_in_clear",
    "milliseconds",
    "failures"
  ],
  "properties": {
    "source": {
      "type": "string",
      "enum": [
        "slurmrestd",
        "sacct",
        "file"
      ]
    },
    "slurm_version": {
      "type": [
        "string",
        "null"
      ]
    },
    "api_version": {
      "type": [
        "string",
        "null"
      ]
    },
    "clusters": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "description": "Those that the source holds accounts of."
    },
    "missing_columns": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "description": "What this version of sacct cannot print."
    },
    "token_in_clear": {
      "type": "boolean",
      "description": "Whether the token crosses a network without TLS."
    },
    "milliseconds": {
      "type": "integer",
      "description": "How long the answer took."
    },
    "failures": {
      "type": "array",
      "items": {
        "$ref": "UsageSourceFailure#"
      },
      "description": "Why it did not answer; empty where it did."
    }
  }
});

export type UsageSourceCheckList = {
  readonly "data": readonly UsageSourceCheck[];
};
export const UsageSourceCheckList = Type.Unsafe<UsageSourceCheckList>({
  "$id": "UsageSourceCheckList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "UsageSourceCheck#"
      }
    }
  }
});

/** read: it has runs, and all of it was read. quiet: all of it was read, and there were none. partial: it has runs, but not all of it is known to have been read. gap: it has none, and not all of it was read. open: it is not over. outside: before the first run, after the cluster was retired, or to come. */
export type CoverageState = "read" | "quiet" | "partial" | "gap" | "open" | "outside";
export const CoverageState = Type.Unsafe<CoverageState>({
  "$id": "CoverageState",
  "type": "string",
  "enum": [
    "read",
    "quiet",
    "partial",
    "gap",
    "open",
    "outside"
  ],
  "description": "read: it has runs, and all of it was read. quiet: all of it was read, and there were none. partial: it has runs, but not all of it is known to have been read. gap: it has none, and not all of it was read. open: it is not over. outside: before the first run, after the cluster was retired, or to come."
});

/** Days in a row. */
export type CoverageStretch = {
  /** The first of them. */
  readonly "from": string;
  /** The last of them. */
  readonly "to": string;
};
export const CoverageStretch = Type.Unsafe<CoverageStretch>({
  "$id": "CoverageStretch",
  "type": "object",
  "description": "Days in a row.",
  "additionalProperties": false,
  "required": [
    "from",
    "to"
  ],
  "properties": {
    "from": {
      "type": "string",
      "format": "date",
      "description": "The first of them."
    },
    "to": {
      "type": "string",
      "format": "date",
      "description": "The last of them."
    }
  }
});

export type CoverageCluster = {
  readonly "cluster": string;
  /** The zone whose days are meant. */
  readonly "time_zone": string;
  /** The first day with runs; null: there are none. */
  readonly "first_day": string | null;
  /** The last day of its service, where it was retired: days after it are no gaps. */
  readonly "last_day": string | null;
  /** The last instant that is known to have been read, or at which a run ended. */
  readonly "read_until": string | null;
  /** How far that is behind now, or behind the end of its service. */
  readonly "lag_seconds": number | null;
  /** Days between the first one and yesterday, or the last one of its service, that have no runs and were not read as a whole. */
  readonly "gap_day_count": number;
  /** Those days, the latest first. */
  readonly "gaps": readonly CoverageStretch[];
};
export const CoverageCluster = Type.Unsafe<CoverageCluster>({
  "$id": "CoverageCluster",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "time_zone",
    "first_day",
    "last_day",
    "read_until",
    "lag_seconds",
    "gap_day_count",
    "gaps"
  ],
  "properties": {
    "cluster": {
      "type": "string"
    },
    "time_zone": {
      "type": "string",
      "description": "The zone whose days are meant."
    },
    "first_day": {
      "type": [
        "string",
        "null"
      ],
      "format": "date",
      "description": "The first day with runs; null: there are none."
    },
    "last_day": {
      "type": [
        "string",
        "null"
      ],
      "format": "date",
      "description": "The last day of its service, where it was retired: days after it are no gaps."
    },
    "read_until": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "The last instant that is known to have been read, or at which a run ended."
    },
    "lag_seconds": {
      "type": [
        "integer",
        "null"
      ],
      "description": "How far that is behind now, or behind the end of its service."
    },
    "gap_day_count": {
      "type": "integer",
      "description": "Days between the first one and yesterday, or the last one of its service, that have no runs and were not read as a whole."
    },
    "gaps": {
      "type": "array",
      "maxItems": 100,
      "items": {
        "$ref": "CoverageStretch#"
      },
      "description": "Those days, the latest first."
    }
  }
});

export type CoverageClusterList = {
  readonly "data": readonly CoverageCluster[];
};
export const CoverageClusterList = Type.Unsafe<CoverageClusterList>({
  "$id": "CoverageClusterList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "CoverageCluster#"
      }
    }
  }
});

export type CoverageDay = {
  readonly "day": string;
  readonly "state": CoverageState;
  readonly "run_count": number;
  /** Runs in a state that is not known. */
  readonly "unknown_count": number;
  /** Batches that brought or changed runs of the day. */
  readonly "batch_count": number;
  /** Lines of these batches that could not be read and are open. Which day they are of is not known. */
  readonly "rejected_count": number;
  /** Partitions with GPUs none of whose runs of the day has any: those whose name says GPU, or that once had a run with one. */
  readonly "partitions_without_gpus": readonly string[];
};
export const CoverageDay = Type.Unsafe<CoverageDay>({
  "$id": "CoverageDay",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "day",
    "state",
    "run_count",
    "unknown_count",
    "batch_count",
    "rejected_count",
    "partitions_without_gpus"
  ],
  "properties": {
    "day": {
      "type": "string",
      "format": "date"
    },
    "state": {
      "$ref": "CoverageState#"
    },
    "run_count": {
      "type": "integer"
    },
    "unknown_count": {
      "type": "integer",
      "description": "Runs in a state that is not known."
    },
    "batch_count": {
      "type": "integer",
      "description": "Batches that brought or changed runs of the day."
    },
    "rejected_count": {
      "type": "integer",
      "description": "Lines of these batches that could not be read and are open. Which day they are of is not known."
    },
    "partitions_without_gpus": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "description": "Partitions with GPUs none of whose runs of the day has any: those whose name says GPU, or that once had a run with one."
    }
  }
});

export type Coverage = {
  readonly "cluster": string;
  readonly "time_zone": string;
  readonly "data": readonly CoverageDay[];
};
export const Coverage = Type.Unsafe<Coverage>({
  "$id": "Coverage",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "time_zone",
    "data"
  ],
  "properties": {
    "cluster": {
      "type": "string"
    },
    "time_zone": {
      "type": "string"
    },
    "data": {
      "type": "array",
      "maxItems": 400,
      "items": {
        "$ref": "CoverageDay#"
      }
    }
  }
});

export type CoveragePartition = {
  readonly "partition": string;
  readonly "run_count": number;
  readonly "unknown_count": number;
  /** Runs that were given anything. */
  readonly "allocated_count": number;
  /** Runs that were given GPUs. */
  readonly "gpu_count": number;
  /** It has GPUs, but none of these runs. */
  readonly "lacks_gpus": boolean;
};
export const CoveragePartition = Type.Unsafe<CoveragePartition>({
  "$id": "CoveragePartition",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "partition",
    "run_count",
    "unknown_count",
    "allocated_count",
    "gpu_count",
    "lacks_gpus"
  ],
  "properties": {
    "partition": {
      "type": "string"
    },
    "run_count": {
      "type": "integer"
    },
    "unknown_count": {
      "type": "integer"
    },
    "allocated_count": {
      "type": "integer",
      "description": "Runs that were given anything."
    },
    "gpu_count": {
      "type": "integer",
      "description": "Runs that were given GPUs."
    },
    "lacks_gpus": {
      "type": "boolean",
      "description": "It has GPUs, but none of these runs."
    }
  }
});

export type CoverageBatch = {
  readonly "id": string;
  readonly "source": string;
  readonly "source_name": string;
  readonly "finished_at": string;
  /** Of this day. */
  readonly "runs_new": number;
  /** Of this day. */
  readonly "runs_changed": number;
  /** Lines of the batch that could not be read and are open, of whatever day. */
  readonly "rejected_count": number;
};
export const CoverageBatch = Type.Unsafe<CoverageBatch>({
  "$id": "CoverageBatch",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "source",
    "source_name",
    "finished_at",
    "runs_new",
    "runs_changed",
    "rejected_count"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "source": {
      "type": "string"
    },
    "source_name": {
      "type": "string"
    },
    "finished_at": {
      "type": "string",
      "format": "date-time"
    },
    "runs_new": {
      "type": "integer",
      "description": "Of this day."
    },
    "runs_changed": {
      "type": "integer",
      "description": "Of this day."
    },
    "rejected_count": {
      "type": "integer",
      "description": "Lines of the batch that could not be read and are open, of whatever day."
    }
  }
});

export type CoverageSpan = {
  readonly "from": string;
  readonly "to": string;
};
export const CoverageSpan = Type.Unsafe<CoverageSpan>({
  "$id": "CoverageSpan",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "from",
    "to"
  ],
  "properties": {
    "from": {
      "type": "string",
      "format": "date-time"
    },
    "to": {
      "type": "string",
      "format": "date-time"
    }
  }
});

export type CoverageDayDetail = {
  readonly "cluster": string;
  readonly "day": string;
  readonly "state": CoverageState;
  readonly "run_count": number;
  readonly "unknown_count": number;
  readonly "batch_count": number;
  /** What of the day is known to have been read. */
  readonly "read_spans": readonly CoverageSpan[];
  readonly "partitions": readonly CoveragePartition[];
  /** The latest 100. */
  readonly "batches": readonly CoverageBatch[];
};
export const CoverageDayDetail = Type.Unsafe<CoverageDayDetail>({
  "$id": "CoverageDayDetail",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cluster",
    "day",
    "state",
    "run_count",
    "unknown_count",
    "batch_count",
    "read_spans",
    "partitions",
    "batches"
  ],
  "properties": {
    "cluster": {
      "type": "string"
    },
    "day": {
      "type": "string",
      "format": "date"
    },
    "state": {
      "$ref": "CoverageState#"
    },
    "run_count": {
      "type": "integer"
    },
    "unknown_count": {
      "type": "integer"
    },
    "batch_count": {
      "type": "integer"
    },
    "read_spans": {
      "type": "array",
      "items": {
        "$ref": "CoverageSpan#"
      },
      "description": "What of the day is known to have been read."
    },
    "partitions": {
      "type": "array",
      "items": {
        "$ref": "CoveragePartition#"
      }
    },
    "batches": {
      "type": "array",
      "maxItems": 100,
      "items": {
        "$ref": "CoverageBatch#"
      },
      "description": "The latest 100."
    }
  }
});

export type UsageBatch = {
  readonly "id": string;
  readonly "source": "file" | "upload" | "demo" | "retry" | "push" | "slurmrestd" | "sacct";
  readonly "source_name": string;
  /** The cluster named for a file without a Cluster column. */
  readonly "cluster": string | null;
  /** The text of sacct, or JSON: of sacct, of slurmrestd, or of an integrator. */
  readonly "format": "text" | "json";
  /** The version of slurmrestd whose shape the JSON has, such as v0.0.42; null for text, and where the JSON did not say it. */
  readonly "api_version": string | null;
  /** What should be looked at, though everything could be read. VERSION_UNKNOWN: the JSON is of a version that is not known, and was read as the nearest one that is. */
  readonly "warnings": readonly "VERSION_UNKNOWN"[];
  readonly "time_zone": string;
  /** Of the text, after decompression. */
  readonly "bytes_read": number;
  readonly "lines_read": number;
  readonly "runs_new": number;
  readonly "runs_changed": number;
  readonly "runs_unchanged": number;
  readonly "steps_merged": number;
  readonly "rejected": number;
  readonly "started_at": string;
  readonly "finished_at": string;
  readonly "ingested_by": string;
  /** The batch whose rejects this one has read again. */
  readonly "retry_of": string | null;
  /** Whether its rejects can be read again. */
  readonly "can_retry": boolean;
  /** The pull that fetched it. */
  readonly "pull_id": string | null;
};
export const UsageBatch = Type.Unsafe<UsageBatch>({
  "$id": "UsageBatch",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "source",
    "source_name",
    "cluster",
    "format",
    "api_version",
    "warnings",
    "time_zone",
    "bytes_read",
    "lines_read",
    "runs_new",
    "runs_changed",
    "runs_unchanged",
    "steps_merged",
    "rejected",
    "started_at",
    "finished_at",
    "ingested_by",
    "retry_of",
    "can_retry",
    "pull_id"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "source": {
      "type": "string",
      "enum": [
        "file",
        "upload",
        "demo",
        "retry",
        "push",
        "slurmrestd",
        "sacct"
      ]
    },
    "source_name": {
      "type": "string"
    },
    "cluster": {
      "type": [
        "string",
        "null"
      ],
      "description": "The cluster named for a file without a Cluster column."
    },
    "format": {
      "type": "string",
      "enum": [
        "text",
        "json"
      ],
      "description": "The text of sacct, or JSON: of sacct, of slurmrestd, or of an integrator."
    },
    "api_version": {
      "type": [
        "string",
        "null"
      ],
      "description": "The version of slurmrestd whose shape the JSON has, such as v0.0.42; null for text, and where the JSON did not say it."
    },
    "warnings": {
      "type": "array",
      "items": {
        "type": "string",
        "enum": [
          "VERSION_UNKNOWN"
        ]
      },
      "description": "What should be looked at, though everything could be read. VERSION_UNKNOWN: the JSON is of a version that is not known, and was read as the nearest one that is."
    },
    "time_zone": {
      "type": "string"
    },
    "bytes_read": {
      "type": "integer",
      "description": "Of the text, after decompression."
    },
    "lines_read": {
      "type": "integer"
    },
    "runs_new": {
      "type": "integer"
    },
    "runs_changed": {
      "type": "integer"
    },
    "runs_unchanged": {
      "type": "integer"
    },
    "steps_merged": {
      "type": "integer"
    },
    "rejected": {
      "type": "integer"
    },
    "started_at": {
      "type": "string",
      "format": "date-time"
    },
    "finished_at": {
      "type": "string",
      "format": "date-time"
    },
    "ingested_by": {
      "type": "string"
    },
    "retry_of": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid",
      "description": "The batch whose rejects this one has read again."
    },
    "can_retry": {
      "type": "boolean",
      "description": "Whether its rejects can be read again."
    },
    "pull_id": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid",
      "description": "The pull that fetched it."
    }
  }
});

export type UsageBatchList = {
  readonly "data": readonly UsageBatch[];
  readonly "next_cursor": string | null;
};
export const UsageBatchList = Type.Unsafe<UsageBatchList>({
  "$id": "UsageBatchList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "UsageBatch#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type UsageReject = {
  /** Of its first physical line, the header being 1. In JSON, jobs and steps are counted in their order. */
  readonly "line_number": number;
  readonly "reason": string;
  /** The reason as a sentence in the caller's language. */
  readonly "message": string;
  readonly "field": string | null;
  readonly "raw": string;
  /** The batch that could read it; null while it is open. */
  readonly "resolved_by": string | null;
};
export const UsageReject = Type.Unsafe<UsageReject>({
  "$id": "UsageReject",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "line_number",
    "reason",
    "message",
    "field",
    "raw",
    "resolved_by"
  ],
  "properties": {
    "line_number": {
      "type": "integer",
      "description": "Of its first physical line, the header being 1. In JSON, jobs and steps are counted in their order."
    },
    "reason": {
      "type": "string"
    },
    "message": {
      "type": "string",
      "description": "The reason as a sentence in the caller's language."
    },
    "field": {
      "type": [
        "string",
        "null"
      ]
    },
    "raw": {
      "type": "string"
    },
    "resolved_by": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid",
      "description": "The batch that could read it; null while it is open."
    }
  }
});

export type UsageRejectList = {
  readonly "data": readonly UsageReject[];
  readonly "next_cursor": string | null;
};
export const UsageRejectList = Type.Unsafe<UsageRejectList>({
  "$id": "UsageRejectList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "UsageReject#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type RateCard = {
  readonly "id": string;
  readonly "tier": string;
  /** What the tier is called. */
  readonly "tier_label_en": string;
  /** The same in Thai. */
  readonly "tier_label_th": string;
  readonly "currency": string;
  readonly "effective_from": string;
  /** When the next card of the tier follows. */
  readonly "effective_to": string | null;
  /** Decimal string per CPU-hour. */
  readonly "cpu_hour": string;
  readonly "gpu_hour": string;
  readonly "memory_gib_hour": string;
  readonly "gpu_type_hours": {
    readonly [key: string]: string;
  };
  readonly "cpu_basis": "allocated" | "used";
  readonly "memory_basis": "allocated" | "used";
  readonly "partition_multipliers": {
    readonly [key: string]: string;
  };
  readonly "qos_multipliers": {
    readonly [key: string]: string;
  };
  readonly "minimum_charge": string;
  readonly "free_states": readonly string[];
  readonly "created_at": string;
  readonly "created_by": string;
};
export const RateCard = Type.Unsafe<RateCard>({
  "$id": "RateCard",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "tier",
    "tier_label_en",
    "tier_label_th",
    "currency",
    "effective_from",
    "effective_to",
    "cpu_hour",
    "gpu_hour",
    "memory_gib_hour",
    "gpu_type_hours",
    "cpu_basis",
    "memory_basis",
    "partition_multipliers",
    "qos_multipliers",
    "minimum_charge",
    "free_states",
    "created_at",
    "created_by"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "tier": {
      "type": "string"
    },
    "tier_label_en": {
      "type": "string",
      "description": "What the tier is called."
    },
    "tier_label_th": {
      "type": "string",
      "description": "The same in Thai."
    },
    "currency": {
      "type": "string"
    },
    "effective_from": {
      "type": "string",
      "format": "date-time"
    },
    "effective_to": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "When the next card of the tier follows."
    },
    "cpu_hour": {
      "type": "string",
      "description": "Decimal string per CPU-hour."
    },
    "gpu_hour": {
      "type": "string"
    },
    "memory_gib_hour": {
      "type": "string"
    },
    "gpu_type_hours": {
      "type": "object",
      "additionalProperties": {
        "type": "string"
      }
    },
    "cpu_basis": {
      "type": "string",
      "enum": [
        "allocated",
        "used"
      ]
    },
    "memory_basis": {
      "type": "string",
      "enum": [
        "allocated",
        "used"
      ]
    },
    "partition_multipliers": {
      "type": "object",
      "additionalProperties": {
        "type": "string"
      }
    },
    "qos_multipliers": {
      "type": "object",
      "additionalProperties": {
        "type": "string"
      }
    },
    "minimum_charge": {
      "type": "string"
    },
    "free_states": {
      "type": "array",
      "items": {
        "type": "string"
      }
    },
    "created_at": {
      "type": "string",
      "format": "date-time"
    },
    "created_by": {
      "type": "string"
    }
  }
});

export type RateCardList = {
  readonly "data": readonly RateCard[];
  readonly "next_cursor": string | null;
};
export const RateCardList = Type.Unsafe<RateCardList>({
  "$id": "RateCardList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "RateCard#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

/** Why a run is, or is not, charged. */
export type Verdict = "charged" | "not_ended" | "never_started" | "free_state" | "unknown_state" | "no_rate_card" | "too_large" | "not_accounted";
export const Verdict = Type.Unsafe<Verdict>({
  "$id": "Verdict",
  "type": "string",
  "description": "Why a run is, or is not, charged.",
  "enum": [
    "charged",
    "not_ended",
    "never_started",
    "free_state",
    "unknown_state",
    "no_rate_card",
    "too_large",
    "not_accounted"
  ]
});

/** One component of a charge, as it was computed. */
export type ChargeStep = {
  readonly "component": "cpu" | "gpu" | "memory" | "minimum";
  readonly "gpu_type": string | null;
  readonly "basis": "allocated" | "used";
  /** CPU-, GPU- or GiB-hours as a decimal string of six digits; the amount comes from the exact seconds. */
  readonly "quantity": string;
  /** CPU-, GPU- or GiB-seconds, exact. */
  readonly "quantity_seconds"?: string;
  /** Per hour. */
  readonly "unit_price": string;
  /** Partition times QOS. */
  readonly "multiplier": string;
  /** Six decimals; rounded half up once. */
  readonly "amount": string;
};
export const ChargeStep = Type.Unsafe<ChargeStep>({
  "$id": "ChargeStep",
  "type": "object",
  "description": "One component of a charge, as it was computed.",
  "additionalProperties": false,
  "required": [
    "component",
    "gpu_type",
    "basis",
    "quantity",
    "unit_price",
    "multiplier",
    "amount"
  ],
  "properties": {
    "component": {
      "type": "string",
      "enum": [
        "cpu",
        "gpu",
        "memory",
        "minimum"
      ]
    },
    "gpu_type": {
      "type": [
        "string",
        "null"
      ]
    },
    "basis": {
      "type": "string",
      "enum": [
        "allocated",
        "used"
      ]
    },
    "quantity": {
      "type": "string",
      "description": "CPU-, GPU- or GiB-hours as a decimal string of six digits; the amount comes from the exact seconds."
    },
    "quantity_seconds": {
      "type": "string",
      "description": "CPU-, GPU- or GiB-seconds, exact."
    },
    "unit_price": {
      "type": "string",
      "description": "Per hour."
    },
    "multiplier": {
      "type": "string",
      "description": "Partition times QOS."
    },
    "amount": {
      "type": "string",
      "description": "Six decimals; rounded half up once."
    }
  }
});

export type RunCharge = {
  readonly "run_id": string;
  readonly "verdict": Verdict;
  readonly "account_id": string | null;
  readonly "account_name": string | null;
  readonly "tier": string | null;
  /** What the tier is called. */
  readonly "tier_label_en": string | null;
  /** The same in Thai. */
  readonly "tier_label_th": string | null;
  readonly "rate_card_id": string | null;
  readonly "currency": string | null;
  /** End minus the later of start and submit. */
  readonly "held_seconds": number | null;
  /** Given back for CPUs, not for GPUs or memory. */
  readonly "suspended_seconds": number;
  readonly "steps": readonly ChargeStep[];
  /** Six decimals: the sum of the steps. */
  readonly "total": string | null;
  /** Whether it is on a receipt. */
  readonly "billed": boolean;
  /** Null too where it is on a receipt of an account whose receipts the caller may not see. */
  readonly "receipt_id": string | null;
  readonly "receipt_number": string | null;
};
export const RunCharge = Type.Unsafe<RunCharge>({
  "$id": "RunCharge",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "run_id",
    "verdict",
    "account_id",
    "account_name",
    "tier",
    "tier_label_en",
    "tier_label_th",
    "rate_card_id",
    "currency",
    "held_seconds",
    "suspended_seconds",
    "steps",
    "total",
    "billed",
    "receipt_id",
    "receipt_number"
  ],
  "properties": {
    "run_id": {
      "type": "string",
      "format": "uuid"
    },
    "verdict": {
      "$ref": "Verdict#"
    },
    "account_id": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid"
    },
    "account_name": {
      "type": [
        "string",
        "null"
      ]
    },
    "tier": {
      "type": [
        "string",
        "null"
      ]
    },
    "tier_label_en": {
      "type": [
        "string",
        "null"
      ],
      "description": "What the tier is called."
    },
    "tier_label_th": {
      "type": [
        "string",
        "null"
      ],
      "description": "The same in Thai."
    },
    "rate_card_id": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid"
    },
    "currency": {
      "type": [
        "string",
        "null"
      ]
    },
    "held_seconds": {
      "type": [
        "integer",
        "null"
      ],
      "description": "End minus the later of start and submit."
    },
    "suspended_seconds": {
      "type": "integer",
      "description": "Given back for CPUs, not for GPUs or memory."
    },
    "steps": {
      "type": "array",
      "items": {
        "$ref": "ChargeStep#"
      }
    },
    "total": {
      "type": [
        "string",
        "null"
      ],
      "description": "Six decimals: the sum of the steps."
    },
    "billed": {
      "type": "boolean",
      "description": "Whether it is on a receipt."
    },
    "receipt_id": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid",
      "description": "Null too where it is on a receipt of an account whose receipts the caller may not see."
    },
    "receipt_number": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

/** Open, decided, or voided: its receipt was, and the run is billed anew as it stands. */
export type BilledChangeStatus = "open" | "acknowledged" | "adjusted" | "voided";
export const BilledChangeStatus = Type.Unsafe<BilledChangeStatus>({
  "$id": "BilledChangeStatus",
  "type": "string",
  "description": "Open, decided, or voided: its receipt was, and the run is billed anew as it stands.",
  "enum": [
    "open",
    "acknowledged",
    "adjusted",
    "voided"
  ]
});

/** What one account was billed for the run, and what is due for it now. */
export type BilledChangePart = {
  readonly "account_id": string;
  readonly "account_name": string;
  readonly "currency": string;
  /** Six decimals: the charge and what was adjusted before. */
  readonly "billed": string;
  /** Six decimals. */
  readonly "due": string;
  /** Six decimals; below zero where something is to be given back. */
  readonly "difference": string;
  /** The receipt that has taken the adjustment up. */
  readonly "receipt_id": string | null;
  readonly "receipt_number": string | null;
};
export const BilledChangePart = Type.Unsafe<BilledChangePart>({
  "$id": "BilledChangePart",
  "type": "object",
  "description": "What one account was billed for the run, and what is due for it now.",
  "additionalProperties": false,
  "required": [
    "account_id",
    "account_name",
    "currency",
    "billed",
    "due",
    "difference",
    "receipt_id",
    "receipt_number"
  ],
  "properties": {
    "account_id": {
      "type": "string",
      "format": "uuid"
    },
    "account_name": {
      "type": "string"
    },
    "currency": {
      "type": "string"
    },
    "billed": {
      "type": "string",
      "description": "Six decimals: the charge and what was adjusted before."
    },
    "due": {
      "type": "string",
      "description": "Six decimals."
    },
    "difference": {
      "type": "string",
      "description": "Six decimals; below zero where something is to be given back."
    },
    "receipt_id": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid",
      "description": "The receipt that has taken the adjustment up."
    },
    "receipt_number": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type BilledChange = {
  readonly "run_id": string;
  /** What changed it: a usage batch, a change of a binding or a void. */
  readonly "batch_id": string;
  /** A record that changed the run, a binding that sends it to another account, or a void by which it was rated anew. */
  readonly "cause": "record" | "binding" | "void";
  readonly "noticed_at": string;
  readonly "status": BilledChangeStatus;
  /** The receipt that the run was billed on. */
  readonly "receipt_id": string;
  readonly "receipt_number": string;
  readonly "account_id": string;
  readonly "account_name": string;
  readonly "cluster": string;
  readonly "display_id": string;
  readonly "user": string;
  readonly "parts": readonly BilledChangePart[];
  readonly "note": string | null;
  readonly "decided_at": string | null;
  readonly "decided_by": string | null;
};
export const BilledChange = Type.Unsafe<BilledChange>({
  "$id": "BilledChange",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "run_id",
    "batch_id",
    "cause",
    "noticed_at",
    "status",
    "receipt_id",
    "receipt_number",
    "account_id",
    "account_name",
    "cluster",
    "display_id",
    "user",
    "parts",
    "note",
    "decided_at",
    "decided_by"
  ],
  "properties": {
    "run_id": {
      "type": "string",
      "format": "uuid"
    },
    "batch_id": {
      "type": "string",
      "format": "uuid",
      "description": "What changed it: a usage batch, a change of a binding or a void."
    },
    "cause": {
      "type": "string",
      "enum": [
        "record",
        "binding",
        "void"
      ],
      "description": "A record that changed the run, a binding that sends it to another account, or a void by which it was rated anew."
    },
    "noticed_at": {
      "type": "string",
      "format": "date-time"
    },
    "status": {
      "$ref": "BilledChangeStatus#"
    },
    "receipt_id": {
      "type": "string",
      "format": "uuid",
      "description": "The receipt that the run was billed on."
    },
    "receipt_number": {
      "type": "string"
    },
    "account_id": {
      "type": "string",
      "format": "uuid"
    },
    "account_name": {
      "type": "string"
    },
    "cluster": {
      "type": "string"
    },
    "display_id": {
      "type": "string"
    },
    "user": {
      "type": "string"
    },
    "parts": {
      "type": "array",
      "items": {
        "$ref": "BilledChangePart#"
      }
    },
    "note": {
      "type": [
        "string",
        "null"
      ]
    },
    "decided_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "decided_by": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type BilledChangeList = {
  readonly "data": readonly BilledChange[];
  readonly "next_cursor": string | null;
};
export const BilledChangeList = Type.Unsafe<BilledChangeList>({
  "$id": "BilledChangeList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "BilledChange#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type DecideBilledChangeRequest = {
  /** What changed the run, as the list told of it. */
  readonly "batch_id": string;
  readonly "outcome": "acknowledged" | "adjusted";
  readonly "note": string;
};
export const DecideBilledChangeRequest = Type.Unsafe<DecideBilledChangeRequest>({
  "$id": "DecideBilledChangeRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "batch_id",
    "outcome",
    "note"
  ],
  "properties": {
    "batch_id": {
      "type": "string",
      "format": "uuid",
      "description": "What changed the run, as the list told of it."
    },
    "outcome": {
      "type": "string",
      "enum": [
        "acknowledged",
        "adjusted"
      ]
    },
    "note": {
      "type": "string",
      "minLength": 3,
      "maxLength": 500,
      "pattern": "^[^\\u0000]*$"
    }
  }
});

export type BilledChangeDecided = {
  readonly "decided": true;
};
export const BilledChangeDecided = Type.Unsafe<BilledChangeDecided>({
  "$id": "BilledChangeDecided",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "decided"
  ],
  "properties": {
    "decided": {
      "type": "boolean",
      "const": true
    }
  }
});

/** A charge that another one replaced before it was billed. */
export type SupersededCharge = {
  readonly "superseded_at": string;
  /** What replaced it: a usage batch, a change of a binding or a void. */
  readonly "batch_id": string;
  readonly "cause": "record" | "binding" | "void";
  readonly "account_id": string;
  readonly "account_name": string;
  readonly "currency": string;
  /** Six decimals. */
  readonly "total": string;
};
export const SupersededCharge = Type.Unsafe<SupersededCharge>({
  "$id": "SupersededCharge",
  "type": "object",
  "description": "A charge that another one replaced before it was billed.",
  "additionalProperties": false,
  "required": [
    "superseded_at",
    "batch_id",
    "cause",
    "account_id",
    "account_name",
    "currency",
    "total"
  ],
  "properties": {
    "superseded_at": {
      "type": "string",
      "format": "date-time"
    },
    "batch_id": {
      "type": "string",
      "format": "uuid",
      "description": "What replaced it: a usage batch, a change of a binding or a void."
    },
    "cause": {
      "type": "string",
      "enum": [
        "record",
        "binding",
        "void"
      ]
    },
    "account_id": {
      "type": "string",
      "format": "uuid"
    },
    "account_name": {
      "type": "string"
    },
    "currency": {
      "type": "string"
    },
    "total": {
      "type": "string",
      "description": "Six decimals."
    }
  }
});

export type RunAdjustment = {
  readonly "id": string;
  readonly "account_id": string;
  readonly "account_name": string;
  readonly "currency": string;
  readonly "reason": "correction" | "void";
  /** Six decimals; below zero where something is given back. */
  readonly "amount": string;
  readonly "made_at": string;
  /** Whether a receipt has taken it up. */
  readonly "billed": boolean;
  /** The receipt it is on, where the caller may see it. */
  readonly "receipt_id": string | null;
  readonly "receipt_number": string | null;
};
export const RunAdjustment = Type.Unsafe<RunAdjustment>({
  "$id": "RunAdjustment",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "account_id",
    "account_name",
    "currency",
    "reason",
    "amount",
    "made_at",
    "billed",
    "receipt_id",
    "receipt_number"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "account_id": {
      "type": "string",
      "format": "uuid"
    },
    "account_name": {
      "type": "string"
    },
    "currency": {
      "type": "string"
    },
    "reason": {
      "type": "string",
      "enum": [
        "correction",
        "void"
      ]
    },
    "amount": {
      "type": "string",
      "description": "Six decimals; below zero where something is given back."
    },
    "made_at": {
      "type": "string",
      "format": "date-time"
    },
    "billed": {
      "type": "boolean",
      "description": "Whether a receipt has taken it up."
    },
    "receipt_id": {
      "type": [
        "string",
        "null"
      ],
      "format": "uuid",
      "description": "The receipt it is on, where the caller may see it."
    },
    "receipt_number": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type ChargeHistory = {
  /** Since when it has been known that the run changed after it was billed, while nobody has decided what becomes of that; null: there is nothing to decide. */
  readonly "change_noticed_at": string | null;
  readonly "superseded": readonly SupersededCharge[];
  readonly "adjustments": readonly RunAdjustment[];
};
export const ChargeHistory = Type.Unsafe<ChargeHistory>({
  "$id": "ChargeHistory",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "superseded",
    "adjustments",
    "change_noticed_at"
  ],
  "properties": {
    "change_noticed_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time",
      "description": "Since when it has been known that the run changed after it was billed, while nobody has decided what becomes of that; null: there is nothing to decide."
    },
    "superseded": {
      "type": "array",
      "items": {
        "$ref": "SupersededCharge#"
      }
    },
    "adjustments": {
      "type": "array",
      "items": {
        "$ref": "RunAdjustment#"
      }
    }
  }
});

export type UnbilledAccount = {
  readonly "account_id": string;
  readonly "account_code": string;
  readonly "account_name": string;
  /** The billing month the runs ended in. */
  readonly "month": string;
  readonly "tier": string;
  readonly "currency": string;
  readonly "run_count": number;
  readonly "cpu_hours": string;
  readonly "gpu_hours": string;
  readonly "memory_gib_hours": string;
  /** Exact amount, six decimals. */
  readonly "cpu": string;
  readonly "gpu": string;
  readonly "memory": string;
  readonly "minimum": string;
  readonly "total": string;
};
export const UnbilledAccount = Type.Unsafe<UnbilledAccount>({
  "$id": "UnbilledAccount",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "account_id",
    "account_code",
    "account_name",
    "month",
    "tier",
    "currency",
    "run_count",
    "cpu_hours",
    "gpu_hours",
    "memory_gib_hours",
    "cpu",
    "gpu",
    "memory",
    "minimum",
    "total"
  ],
  "properties": {
    "account_id": {
      "type": "string",
      "format": "uuid"
    },
    "account_code": {
      "type": "string"
    },
    "account_name": {
      "type": "string"
    },
    "month": {
      "type": "string",
      "description": "The billing month the runs ended in."
    },
    "tier": {
      "type": "string"
    },
    "currency": {
      "type": "string"
    },
    "run_count": {
      "type": "integer"
    },
    "cpu_hours": {
      "type": "string"
    },
    "gpu_hours": {
      "type": "string"
    },
    "memory_gib_hours": {
      "type": "string"
    },
    "cpu": {
      "type": "string",
      "description": "Exact amount, six decimals."
    },
    "gpu": {
      "type": "string"
    },
    "memory": {
      "type": "string"
    },
    "minimum": {
      "type": "string"
    },
    "total": {
      "type": "string"
    }
  }
});

export type UnbilledList = {
  readonly "data": readonly UnbilledAccount[];
  readonly "next_cursor": string | null;
};
export const UnbilledList = Type.Unsafe<UnbilledList>({
  "$id": "UnbilledList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "UnbilledAccount#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type ReceiptStatus = "pending" | "paid" | "void";
export const ReceiptStatus = Type.Unsafe<ReceiptStatus>({
  "$id": "ReceiptStatus",
  "type": "string",
  "enum": [
    "pending",
    "paid",
    "void"
  ]
});

export type ReceiptLine = {
  readonly "position": number;
  readonly "component": "cpu" | "gpu" | "memory" | "minimum" | "adjustment";
  readonly "gpu_type": string | null;
  readonly "basis": "allocated" | "used";
  readonly "partition": string | null;
  readonly "qos": string | null;
  readonly "multiplier": string;
  readonly "run_count": number;
  /** Hours (CPU, GPU or GiB) as a decimal string of six digits. */
  readonly "quantity": string;
  readonly "unit_price": string;
  /** Six decimals. */
  readonly "exact_amount": string;
  /** Two decimals; the lines add up to the subtotal. */
  readonly "amount": string;
  /** The number of the receipt that an adjustment corrects; null: the run came from another account. */
  readonly "corrects": string | null;
};
export const ReceiptLine = Type.Unsafe<ReceiptLine>({
  "$id": "ReceiptLine",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "position",
    "component",
    "gpu_type",
    "basis",
    "partition",
    "qos",
    "multiplier",
    "run_count",
    "quantity",
    "unit_price",
    "exact_amount",
    "amount",
    "corrects"
  ],
  "properties": {
    "position": {
      "type": "integer"
    },
    "component": {
      "type": "string",
      "enum": [
        "cpu",
        "gpu",
        "memory",
        "minimum",
        "adjustment"
      ]
    },
    "gpu_type": {
      "type": [
        "string",
        "null"
      ]
    },
    "basis": {
      "type": "string",
      "enum": [
        "allocated",
        "used"
      ]
    },
    "partition": {
      "type": [
        "string",
        "null"
      ]
    },
    "qos": {
      "type": [
        "string",
        "null"
      ]
    },
    "multiplier": {
      "type": "string"
    },
    "run_count": {
      "type": "integer"
    },
    "quantity": {
      "type": "string",
      "description": "Hours (CPU, GPU or GiB) as a decimal string of six digits."
    },
    "unit_price": {
      "type": "string"
    },
    "exact_amount": {
      "type": "string",
      "description": "Six decimals."
    },
    "amount": {
      "type": "string",
      "description": "Two decimals; the lines add up to the subtotal."
    },
    "corrects": {
      "type": [
        "string",
        "null"
      ],
      "description": "The number of the receipt that an adjustment corrects; null: the run came from another account."
    }
  }
});

export type ReceiptParty = {
  readonly "name": string;
  readonly "name_th": string | null;
  /** The billing account's code; null for the seller. */
  readonly "code": string | null;
  readonly "address_lines": readonly string[];
  readonly "address_lines_th": readonly string[];
  readonly "tax_id": string | null;
  readonly "branch": string | null;
  readonly "email": string | null;
  readonly "phone": string | null;
};
export const ReceiptParty = Type.Unsafe<ReceiptParty>({
  "$id": "ReceiptParty",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "name",
    "name_th",
    "code",
    "address_lines",
    "address_lines_th",
    "tax_id",
    "branch",
    "email",
    "phone"
  ],
  "properties": {
    "name": {
      "type": "string"
    },
    "name_th": {
      "type": [
        "string",
        "null"
      ]
    },
    "code": {
      "type": [
        "string",
        "null"
      ],
      "description": "The billing account's code; null for the seller."
    },
    "address_lines": {
      "type": "array",
      "items": {
        "type": "string"
      }
    },
    "address_lines_th": {
      "type": "array",
      "items": {
        "type": "string"
      }
    },
    "tax_id": {
      "type": [
        "string",
        "null"
      ]
    },
    "branch": {
      "type": [
        "string",
        "null"
      ]
    },
    "email": {
      "type": [
        "string",
        "null"
      ]
    },
    "phone": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type ReceiptSummary = {
  readonly "id": string;
  readonly "number": string;
  readonly "tax_invoice_number": string | null;
  readonly "status": ReceiptStatus;
  readonly "month": string;
  readonly "account_id": string;
  readonly "account_code": string;
  readonly "account_name": string;
  readonly "tier": string;
  readonly "currency": string;
  readonly "run_count": number;
  readonly "subtotal": string;
  readonly "tax": string;
  readonly "total": string;
  readonly "issued_at": string;
  readonly "due_at": string;
};
export const ReceiptSummary = Type.Unsafe<ReceiptSummary>({
  "$id": "ReceiptSummary",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "number",
    "tax_invoice_number",
    "status",
    "month",
    "account_id",
    "account_code",
    "account_name",
    "tier",
    "currency",
    "run_count",
    "subtotal",
    "tax",
    "total",
    "issued_at",
    "due_at"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "number": {
      "type": "string"
    },
    "tax_invoice_number": {
      "type": [
        "string",
        "null"
      ]
    },
    "status": {
      "$ref": "ReceiptStatus#"
    },
    "month": {
      "type": "string"
    },
    "account_id": {
      "type": "string",
      "format": "uuid"
    },
    "account_code": {
      "type": "string"
    },
    "account_name": {
      "type": "string"
    },
    "tier": {
      "type": "string"
    },
    "currency": {
      "type": "string"
    },
    "run_count": {
      "type": "integer"
    },
    "subtotal": {
      "type": "string"
    },
    "tax": {
      "type": "string"
    },
    "total": {
      "type": "string"
    },
    "issued_at": {
      "type": "string",
      "format": "date-time"
    },
    "due_at": {
      "type": "string",
      "format": "date-time"
    }
  }
});

export type ReceiptList = {
  readonly "data": readonly ReceiptSummary[];
  readonly "next_cursor": string | null;
};
export const ReceiptList = Type.Unsafe<ReceiptList>({
  "$id": "ReceiptList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "ReceiptSummary#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type Receipt = {
  readonly "id": string;
  readonly "number": string;
  readonly "tax_invoice_number": string | null;
  readonly "status": ReceiptStatus;
  readonly "month": string;
  readonly "account_id": string;
  readonly "account_code": string;
  readonly "account_name": string;
  readonly "tier": string;
  /** What the tier was called at issue; null on receipts that were issued before it was kept. */
  readonly "tier_label_en": string | null;
  /** The same in Thai. */
  readonly "tier_label_th": string | null;
  readonly "currency": string;
  readonly "run_count": number;
  readonly "subtotal": string;
  readonly "tax": string;
  readonly "total": string;
  readonly "issued_at": string;
  readonly "due_at": string;
  readonly "period_from": string;
  readonly "period_to": string;
  readonly "time_zone": string;
  readonly "tax_label": string | null;
  /** Per cent, two decimals. */
  readonly "tax_rate": string | null;
  readonly "seller": ReceiptParty;
  readonly "buyer": ReceiptParty;
  readonly "lines": readonly ReceiptLine[];
  readonly "payment_terms_days": number;
  readonly "issued_by": string;
  readonly "payment": {
    readonly "method": string;
    readonly "reference": string;
    readonly "paid_on": string;
    readonly "recorded_at": string;
    readonly "recorded_by": string;
  } | null;
  readonly "voided": {
    readonly "reason": string;
    readonly "voided_at": string;
    readonly "voided_by": string;
  } | null;
  /** What the caller may do with it now. */
  readonly "may": {
    readonly "pay": boolean;
    readonly "void": boolean;
  };
};
export const Receipt = Type.Unsafe<Receipt>({
  "$id": "Receipt",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "number",
    "tax_invoice_number",
    "status",
    "month",
    "account_id",
    "account_code",
    "account_name",
    "tier",
    "currency",
    "run_count",
    "subtotal",
    "tax",
    "total",
    "issued_at",
    "due_at",
    "period_from",
    "period_to",
    "time_zone",
    "tier_label_en",
    "tier_label_th",
    "tax_label",
    "tax_rate",
    "seller",
    "buyer",
    "lines",
    "payment_terms_days",
    "issued_by",
    "payment",
    "voided",
    "may"
  ],
  "properties": {
    "id": {
      "type": "string",
      "format": "uuid"
    },
    "number": {
      "type": "string"
    },
    "tax_invoice_number": {
      "type": [
        "string",
        "null"
      ]
    },
    "status": {
      "$ref": "ReceiptStatus#"
    },
    "month": {
      "type": "string"
    },
    "account_id": {
      "type": "string",
      "format": "uuid"
    },
    "account_code": {
      "type": "string"
    },
    "account_name": {
      "type": "string"
    },
    "tier": {
      "type": "string"
    },
    "tier_label_en": {
      "type": [
        "string",
        "null"
      ],
      "description": "What the tier was called at issue; null on receipts that were issued before it was kept."
    },
    "tier_label_th": {
      "type": [
        "string",
        "null"
      ],
      "description": "The same in Thai."
    },
    "currency": {
      "type": "string"
    },
    "run_count": {
      "type": "integer"
    },
    "subtotal": {
      "type": "string"
    },
    "tax": {
      "type": "string"
    },
    "total": {
      "type": "string"
    },
    "issued_at": {
      "type": "string",
      "format": "date-time"
    },
    "due_at": {
      "type": "string",
      "format": "date-time"
    },
    "period_from": {
      "type": "string",
      "format": "date-time"
    },
    "period_to": {
      "type": "string",
      "format": "date-time"
    },
    "time_zone": {
      "type": "string"
    },
    "tax_label": {
      "type": [
        "string",
        "null"
      ]
    },
    "tax_rate": {
      "type": [
        "string",
        "null"
      ],
      "description": "Per cent, two decimals."
    },
    "seller": {
      "$ref": "ReceiptParty#"
    },
    "buyer": {
      "$ref": "ReceiptParty#"
    },
    "lines": {
      "type": "array",
      "items": {
        "$ref": "ReceiptLine#"
      }
    },
    "payment_terms_days": {
      "type": "integer"
    },
    "issued_by": {
      "type": "string"
    },
    "payment": {
      "type": [
        "object",
        "null"
      ],
      "additionalProperties": false,
      "required": [
        "method",
        "reference",
        "paid_on",
        "recorded_at",
        "recorded_by"
      ],
      "properties": {
        "method": {
          "type": "string"
        },
        "reference": {
          "type": "string"
        },
        "paid_on": {
          "type": "string",
          "format": "date"
        },
        "recorded_at": {
          "type": "string",
          "format": "date-time"
        },
        "recorded_by": {
          "type": "string"
        }
      }
    },
    "voided": {
      "type": [
        "object",
        "null"
      ],
      "additionalProperties": false,
      "required": [
        "reason",
        "voided_at",
        "voided_by"
      ],
      "properties": {
        "reason": {
          "type": "string"
        },
        "voided_at": {
          "type": "string",
          "format": "date-time"
        },
        "voided_by": {
          "type": "string"
        }
      }
    },
    "may": {
      "type": "object",
      "description": "What the caller may do with it now.",
      "additionalProperties": false,
      "required": [
        "pay",
        "void"
      ],
      "properties": {
        "pay": {
          "type": "boolean"
        },
        "void": {
          "type": "boolean"
        }
      }
    }
  }
});

export type ReceiptItem = {
  readonly "run_id": string;
  readonly "cluster": string;
  readonly "display_id": string;
  readonly "name": string;
  readonly "partition": string;
  readonly "raw_state": string;
  readonly "ended_at": string;
  readonly "cpu_hours": string;
  readonly "gpu_hours": string;
  readonly "memory_gib_hours": string;
  readonly "cpu": string;
  readonly "gpu": string;
  readonly "memory": string;
  readonly "minimum": string;
  readonly "total": string;
};
export const ReceiptItem = Type.Unsafe<ReceiptItem>({
  "$id": "ReceiptItem",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "run_id",
    "cluster",
    "display_id",
    "name",
    "partition",
    "raw_state",
    "ended_at",
    "cpu_hours",
    "gpu_hours",
    "memory_gib_hours",
    "cpu",
    "gpu",
    "memory",
    "minimum",
    "total"
  ],
  "properties": {
    "run_id": {
      "type": "string",
      "format": "uuid"
    },
    "cluster": {
      "type": "string"
    },
    "display_id": {
      "type": "string"
    },
    "name": {
      "type": "string"
    },
    "partition": {
      "type": "string"
    },
    "raw_state": {
      "type": "string"
    },
    "ended_at": {
      "type": "string",
      "format": "date-time"
    },
    "cpu_hours": {
      "type": "string"
    },
    "gpu_hours": {
      "type": "string"
    },
    "memory_gib_hours": {
      "type": "string"
    },
    "cpu": {
      "type": "string"
    },
    "gpu": {
      "type": "string"
    },
    "memory": {
      "type": "string"
    },
    "minimum": {
      "type": "string"
    },
    "total": {
      "type": "string"
    }
  }
});

export type ReceiptItemList = {
  readonly "data": readonly ReceiptItem[];
  readonly "next_cursor": string | null;
};
export const ReceiptItemList = Type.Unsafe<ReceiptItemList>({
  "$id": "ReceiptItemList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "ReceiptItem#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type ReceiptAdjustment = {
  readonly "adjustment_id": string;
  readonly "run_id": string;
  readonly "cluster": string;
  readonly "display_id": string;
  readonly "name": string;
  readonly "ended_at": string | null;
  /** The number of the receipt that is corrected; null: the run came from another account. */
  readonly "corrects": string | null;
  /** Six decimals; below zero where something is given back. */
  readonly "amount": string;
};
export const ReceiptAdjustment = Type.Unsafe<ReceiptAdjustment>({
  "$id": "ReceiptAdjustment",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "adjustment_id",
    "run_id",
    "cluster",
    "display_id",
    "name",
    "ended_at",
    "corrects",
    "amount"
  ],
  "properties": {
    "adjustment_id": {
      "type": "string",
      "format": "uuid"
    },
    "run_id": {
      "type": "string",
      "format": "uuid"
    },
    "cluster": {
      "type": "string"
    },
    "display_id": {
      "type": "string"
    },
    "name": {
      "type": "string"
    },
    "ended_at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "corrects": {
      "type": [
        "string",
        "null"
      ],
      "description": "The number of the receipt that is corrected; null: the run came from another account."
    },
    "amount": {
      "type": "string",
      "description": "Six decimals; below zero where something is given back."
    }
  }
});

export type ReceiptAdjustmentList = {
  readonly "data": readonly ReceiptAdjustment[];
  readonly "next_cursor": string | null;
};
export const ReceiptAdjustmentList = Type.Unsafe<ReceiptAdjustmentList>({
  "$id": "ReceiptAdjustmentList",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "data",
    "next_cursor"
  ],
  "properties": {
    "data": {
      "type": "array",
      "items": {
        "$ref": "ReceiptAdjustment#"
      }
    },
    "next_cursor": {
      "type": [
        "string",
        "null"
      ]
    }
  }
});

export type ReceiptPreviewAccount = {
  readonly "account_id": string;
  readonly "account_code": string;
  readonly "account_name": string;
  readonly "tier": string;
  readonly "currency": string;
  readonly "run_count": number;
  readonly "lines": readonly ReceiptLine[];
  readonly "subtotal": string;
  readonly "tax": string;
  readonly "total": string;
};
export const ReceiptPreviewAccount = Type.Unsafe<ReceiptPreviewAccount>({
  "$id": "ReceiptPreviewAccount",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "account_id",
    "account_code",
    "account_name",
    "tier",
    "currency",
    "run_count",
    "lines",
    "subtotal",
    "tax",
    "total"
  ],
  "properties": {
    "account_id": {
      "type": "string",
      "format": "uuid"
    },
    "account_code": {
      "type": "string"
    },
    "account_name": {
      "type": "string"
    },
    "tier": {
      "type": "string"
    },
    "currency": {
      "type": "string"
    },
    "run_count": {
      "type": "integer"
    },
    "lines": {
      "type": "array",
      "items": {
        "$ref": "ReceiptLine#"
      }
    },
    "subtotal": {
      "type": "string"
    },
    "tax": {
      "type": "string"
    },
    "total": {
      "type": "string"
    }
  }
});

export type ReceiptPreview = {
  readonly "month": string;
  readonly "period_from": string;
  readonly "period_to": string;
  readonly "data": readonly ReceiptPreviewAccount[];
};
export const ReceiptPreview = Type.Unsafe<ReceiptPreview>({
  "$id": "ReceiptPreview",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "month",
    "period_from",
    "period_to",
    "data"
  ],
  "properties": {
    "month": {
      "type": "string"
    },
    "period_from": {
      "type": "string",
      "format": "date-time"
    },
    "period_to": {
      "type": "string",
      "format": "date-time"
    },
    "data": {
      "type": "array",
      "items": {
        "$ref": "ReceiptPreviewAccount#"
      }
    }
  }
});

export type IssueReceiptsRequest = {
  /** A calendar month that is over, in the billing time zone. */
  readonly "month": string;
  /** Only this account; without it every account with unbilled charges. */
  readonly "account_id"?: string;
};
export const IssueReceiptsRequest = Type.Unsafe<IssueReceiptsRequest>({
  "$id": "IssueReceiptsRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "month"
  ],
  "properties": {
    "month": {
      "type": "string",
      "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])$",
      "description": "A calendar month that is over, in the billing time zone."
    },
    "account_id": {
      "type": "string",
      "format": "uuid",
      "description": "Only this account; without it every account with unbilled charges."
    }
  }
});

export type IssueReceiptsAnswer = {
  readonly "issued": number;
  readonly "data": readonly ReceiptSummary[];
};
export const IssueReceiptsAnswer = Type.Unsafe<IssueReceiptsAnswer>({
  "$id": "IssueReceiptsAnswer",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "issued",
    "data"
  ],
  "properties": {
    "issued": {
      "type": "integer"
    },
    "data": {
      "type": "array",
      "items": {
        "$ref": "ReceiptSummary#"
      }
    }
  }
});

export type PayReceiptRequest = {
  readonly "method": "bank_transfer" | "cash" | "cheque" | "card" | "internal_transfer";
  readonly "reference": string;
  readonly "paid_on": string;
};
export const PayReceiptRequest = Type.Unsafe<PayReceiptRequest>({
  "$id": "PayReceiptRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "method",
    "reference",
    "paid_on"
  ],
  "properties": {
    "method": {
      "type": "string",
      "enum": [
        "bank_transfer",
        "cash",
        "cheque",
        "card",
        "internal_transfer"
      ]
    },
    "reference": {
      "type": "string",
      "minLength": 1,
      "maxLength": 200,
      "pattern": "^[^\\u0000]*$"
    },
    "paid_on": {
      "type": "string",
      "format": "date"
    }
  }
});

export type VoidReceiptRequest = {
  readonly "reason": string;
};
export const VoidReceiptRequest = Type.Unsafe<VoidReceiptRequest>({
  "$id": "VoidReceiptRequest",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "reason"
  ],
  "properties": {
    "reason": {
      "type": "string",
      "minLength": 3,
      "maxLength": 500,
      "pattern": "^[^\\u0000]*$"
    }
  }
});

/** Every schema, for the server to know them by their `$id`. */
export const schemas = [Error, ErrorCode, ErrorDetail, Health, Role, GrantScope, HeldGrant, Permission, Scope, LoginRequest, TokenAnswer, ReauthenticateRequest, Session, SessionList, SignInLock, SignInLockList, Me, Username, SlurmUsers, Person, PersonList, PersonSource, CreatePersonRequest, UpdatePersonRequest, GrantState, Grant, GrantList, GiveGrantRequest, AuditCheckpoint, AuditCheckpointList, AuditOutcome, AuditStatus, ApiToken, ApiTokenState, ApiTokenName, ApiTokenList, AllowedAddresses, ServiceRole, CreateApiTokenRequest, CreateServiceTokenRequest, CreatedApiToken, ChangePasswordRequest, PasswordResetLink, ResetPasswordRequest, MfaStatus, TotpEnrolment, StartTotpRequest, MfaCode, MfaCodeRequest, RecoveryCodes, LoginMfaRequest, AuditRecord, AuditRecordList, AuditVerification, Tier, ClassifierRule, TierList, BillingAccount, BillingAccountList, BillingAccountChange, NewBillingAccount, Binding, BindingList, BindingTerms, BindingDigest, NewBinding, BindingWithdrawal, BindingAccount, BindingMove, BindingBilled, BindingPreview, BindingAnswer, UnboundAccount, UnboundAccountList, Cluster, NodeState, GpuTypes, LiveFailure, ClusterView, ClusterViewList, Node, NodeList, Partition, PartitionList, QueuedJob, QueuedJobList, QueueCount, QueueCountList, ClusterList, RetireClusterRequest, RunState, RunSummary, RunList, Run, RunChange, RunHistory, RunGroup, RelatedRuns, JobStarted, JobFinished, EventAnswer, LiveRun, LatestSample, LiveRunList, NodeRun, NodeRunList, JobCount, JobCountList, LiveRunsNews, Job, JobList, NewJob, JobChange, JobEvent, JobHistory, UseSource, UseOfCpus, UseOfMemory, UseOfGpus, JobEfficiency, RunRecord, RunRecordList, PushedGpus, PushedRun, PushedRunResult, PushedRuns, PushedRunsAnswer, SampleSource, GpuSample, JobSample, PushedSample, PushedSamples, SampleResult, PushedSamplesAnswer, JobSampleAnswer, MetricStats, MetricPoint, DevicePoint, DeviceSeries, JobMetrics, PushedTres, RejectState, ReconciliationRequest, ReconciledSpan, ReconciledExplanation, ReconciledRow, ReconciledTotal, Reconciliation, UsageSourceFailure, UsagePull, UsagePullList, UsagePullRequest, UsageClusterSources, UsageSourceList, UsageSourceCheck, UsageSourceCheckList, CoverageState, CoverageStretch, CoverageCluster, CoverageClusterList, CoverageDay, Coverage, CoveragePartition, CoverageBatch, CoverageSpan, CoverageDayDetail, UsageBatch, UsageBatchList, UsageReject, UsageRejectList, RateCard, RateCardList, Verdict, ChargeStep, RunCharge, BilledChangeStatus, BilledChangePart, BilledChange, BilledChangeList, DecideBilledChangeRequest, BilledChangeDecided, SupersededCharge, RunAdjustment, ChargeHistory, UnbilledAccount, UnbilledList, ReceiptStatus, ReceiptLine, ReceiptParty, ReceiptSummary, ReceiptList, Receipt, ReceiptItem, ReceiptItemList, ReceiptAdjustment, ReceiptAdjustmentList, ReceiptPreviewAccount, ReceiptPreview, IssueReceiptsRequest, IssueReceiptsAnswer, PayReceiptRequest, VoidReceiptRequest] as const;
