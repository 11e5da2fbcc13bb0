// Generated from openapi/. Never edited.

import type {
  ApiToken,
  ApiTokenList,
  AuditCheckpoint,
  AuditCheckpointList,
  AuditOutcome,
  AuditRecordList,
  AuditStatus,
  AuditVerification,
  BilledChangeDecided,
  BilledChangeList,
  BilledChangeStatus,
  BillingAccount,
  BillingAccountChange,
  BillingAccountList,
  Binding,
  BindingAnswer,
  BindingList,
  BindingPreview,
  BindingTerms,
  BindingWithdrawal,
  ChangePasswordRequest,
  ChargeHistory,
  Cluster,
  ClusterList,
  ClusterViewList,
  Coverage,
  CoverageClusterList,
  CoverageDayDetail,
  CreateApiTokenRequest,
  CreatePersonRequest,
  CreateServiceTokenRequest,
  CreatedApiToken,
  DecideBilledChangeRequest,
  Error,
  EventAnswer,
  GiveGrantRequest,
  Grant,
  GrantList,
  Health,
  IssueReceiptsAnswer,
  IssueReceiptsRequest,
  Job,
  JobChange,
  JobCountList,
  JobEfficiency,
  JobFinished,
  JobHistory,
  JobList,
  JobMetrics,
  JobSample,
  JobSampleAnswer,
  JobStarted,
  LiveRunList,
  LoginMfaRequest,
  LoginRequest,
  Me,
  MfaCodeRequest,
  MfaStatus,
  NewBillingAccount,
  NewBinding,
  NewJob,
  Node,
  NodeList,
  NodeRunList,
  NodeState,
  PartitionList,
  PasswordResetLink,
  PayReceiptRequest,
  Person,
  PersonList,
  PushedRuns,
  PushedRunsAnswer,
  PushedSamples,
  PushedSamplesAnswer,
  QueueCountList,
  QueuedJobList,
  RateCard,
  RateCardList,
  ReauthenticateRequest,
  Receipt,
  ReceiptAdjustmentList,
  ReceiptItemList,
  ReceiptList,
  ReceiptPreview,
  ReceiptStatus,
  Reconciliation,
  ReconciliationRequest,
  RecoveryCodes,
  RejectState,
  RelatedRuns,
  ResetPasswordRequest,
  RetireClusterRequest,
  Role,
  Run,
  RunCharge,
  RunHistory,
  RunList,
  RunRecordList,
  RunState,
  Scope,
  SessionList,
  SignInLockList,
  StartTotpRequest,
  TierList,
  TokenAnswer,
  TotpEnrolment,
  UnbilledList,
  UnboundAccountList,
  UpdatePersonRequest,
  UsageBatch,
  UsageBatchList,
  UsagePull,
  UsagePullList,
  UsagePullRequest,
  UsageRejectList,
  UsageSourceCheckList,
  UsageSourceList,
  VoidReceiptRequest,
} from "./schemas.ts";

/** What each operation takes and gives. */
export interface OperationTypes {
  /** The process is up. */
  readonly getHealth: {
    readonly method: "GET";
    readonly path: "/healthz";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Health;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getHealth"]["responses"][200];
  };
  /** The database is reachable and migrated, and the program is not about to end. */
  readonly getReadiness: {
    readonly method: "GET";
    readonly path: "/readyz";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Health;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getReadiness"]["responses"][200];
  };
  /** Figures in the Prometheus exposition format. */
  readonly getMetrics: {
    readonly method: "GET";
    readonly path: "/metrics";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: string;
      readonly 401: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getMetrics"]["responses"][200];
  };
  /** Signs in with a user name and a password. */
  readonly login: {
    readonly method: "POST";
    readonly path: "/api/v1/auth/login";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: LoginRequest;
    readonly responses: {
      readonly 200: TokenAnswer;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["login"]["responses"][200];
  };
  /** Trades the refresh cookie for a new access token. */
  readonly refreshSession: {
    readonly method: "POST";
    readonly path: "/api/v1/auth/refresh";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** Proves that a script of this origin made the call; its value is always 1. */
      readonly "x-csrf-protection": "1";
    };
    readonly body: undefined;
    readonly responses: {
      readonly 200: TokenAnswer;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["refreshSession"]["responses"][200];
  };
  /** Ends the session of the refresh cookie. */
  readonly logout: {
    readonly method: "POST";
    readonly path: "/api/v1/auth/logout";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** Proves that a script of this origin made the call; its value is always 1. */
      readonly "x-csrf-protection": "1";
    };
    readonly body: undefined;
    readonly responses: {
      readonly 204: null;
      readonly 400: Error;
      readonly 403: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["logout"]["responses"][204];
  };
  /** Ends every session of the caller, this one as well. */
  readonly signOutEverywhere: {
    readonly method: "POST";
    readonly path: "/api/v1/auth/logout-everywhere";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 204: null;
      readonly 401: Error;
      readonly 403: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["signOutEverywhere"]["responses"][204];
  };
  /** Proves again who the caller is, within the session they have. */
  readonly reauthenticate: {
    readonly method: "POST";
    readonly path: "/api/v1/auth/reauthenticate";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: ReauthenticateRequest;
    readonly responses: {
      readonly 200: TokenAnswer;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["reauthenticate"]["responses"][200];
  };
  /** Where the caller is signed in, the last used first. */
  readonly listOwnSessions: {
    readonly method: "GET";
    readonly path: "/api/v1/me/sessions";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: SessionList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listOwnSessions"]["responses"][200];
  };
  /** Ends one of the caller's own sessions. */
  readonly endOwnSession: {
    readonly method: "DELETE";
    readonly path: "/api/v1/me/sessions/{session_id}";
    readonly params: {
      /** The session. */
      readonly "session_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 204: null;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["endOwnSession"]["responses"][204];
  };
  /** Pairs of user name and address that are locked after too many failures, the last to end first. */
  readonly listSignInLocks: {
    readonly method: "GET";
    readonly path: "/api/v1/sign-in-locks";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: SignInLockList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listSignInLocks"]["responses"][200];
  };
  /** Lets a locked pair try again before its time. */
  readonly liftSignInLock: {
    readonly method: "DELETE";
    readonly path: "/api/v1/sign-in-locks/{lock_id}";
    readonly params: {
      /** The lock. */
      readonly "lock_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 204: null;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["liftSignInLock"]["responses"][204];
  };
  /** Sets a new password with the token of a link. */
  readonly resetPassword: {
    readonly method: "POST";
    readonly path: "/api/v1/auth/password-reset";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: ResetPasswordRequest;
    readonly responses: {
      readonly 204: null;
      readonly 400: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["resetPassword"]["responses"][204];
  };
  /** Takes the second step of signing in. */
  readonly loginMfa: {
    readonly method: "POST";
    readonly path: "/api/v1/auth/login/mfa";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: LoginMfaRequest;
    readonly responses: {
      readonly 200: TokenAnswer;
      readonly 400: Error;
      readonly 401: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["loginMfa"]["responses"][200];
  };
  /** Who the caller is and what they may do. */
  readonly getMe: {
    readonly method: "GET";
    readonly path: "/api/v1/me";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Me;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getMe"]["responses"][200];
  };
  /** People, by user name. */
  readonly listPeople: {
    readonly method: "GET";
    readonly path: "/api/v1/people";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
      /** Part of the user name, the name or a Slurm user name. */
      readonly "search"?: string;
      /** Who holds this role now. */
      readonly "role"?: Role;
      /** yes: who can sign in; no: who is disabled. */
      readonly "enabled"?: "yes" | "no";
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: PersonList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listPeople"]["responses"][200];
  };
  /** Adds a person with an account of their own. */
  readonly createPerson: {
    readonly method: "POST";
    readonly path: "/api/v1/people";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: CreatePersonRequest;
    readonly responses: {
      readonly 201: Person;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["createPerson"]["responses"][201];
  };
  /** One person. */
  readonly getPerson: {
    readonly method: "GET";
    readonly path: "/api/v1/people/{person_id}";
    readonly params: {
      /** The person. */
      readonly "person_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Person;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getPerson"]["responses"][200];
  };
  /** Changes a person's name or Slurm users, disables or enables them. */
  readonly updatePerson: {
    readonly method: "PATCH";
    readonly path: "/api/v1/people/{person_id}";
    readonly params: {
      /** The person. */
      readonly "person_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: UpdatePersonRequest;
    readonly responses: {
      readonly 200: Person;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["updatePerson"]["responses"][200];
  };
  /** A person's grants, those that are over among them, the latest first. */
  readonly listGrants: {
    readonly method: "GET";
    readonly path: "/api/v1/people/{person_id}/grants";
    readonly params: {
      /** The person. */
      readonly "person_id": string;
    };
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: GrantList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listGrants"]["responses"][200];
  };
  /** Gives a person a role. */
  readonly giveGrant: {
    readonly method: "POST";
    readonly path: "/api/v1/grants";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: GiveGrantRequest;
    readonly responses: {
      readonly 201: Grant;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["giveGrant"]["responses"][201];
  };
  /** Takes a role away. */
  readonly revokeGrant: {
    readonly method: "POST";
    readonly path: "/api/v1/grants/{grant_id}/revocation";
    readonly params: {
      /** The grant. */
      readonly "grant_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Grant;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["revokeGrant"]["responses"][200];
  };
  /** The caller's own API tokens, the latest first. */
  readonly listOwnApiTokens: {
    readonly method: "GET";
    readonly path: "/api/v1/me/api-tokens";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: ApiTokenList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listOwnApiTokens"]["responses"][200];
  };
  /** Makes an API token that speaks for the caller. */
  readonly createOwnApiToken: {
    readonly method: "POST";
    readonly path: "/api/v1/me/api-tokens";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: CreateApiTokenRequest;
    readonly responses: {
      readonly 201: CreatedApiToken;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["createOwnApiToken"]["responses"][201];
  };
  /** Ends one of the caller's own API tokens, within a second and for good. */
  readonly revokeOwnApiToken: {
    readonly method: "POST";
    readonly path: "/api/v1/me/api-tokens/{token_id}/revoke";
    readonly params: {
      /** The API token. */
      readonly "token_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: ApiToken;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["revokeOwnApiToken"]["responses"][200];
  };
  /** All API tokens, of people and of services, the latest first. */
  readonly listApiTokens: {
    readonly method: "GET";
    readonly path: "/api/v1/api-tokens";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
      /** Of people, or of services. */
      readonly "kind"?: "person" | "service";
      /** Only those that can be used, or only those that cannot. */
      readonly "active"?: boolean;
      /** Part of the name, or of the user name of its person. */
      readonly "search"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: ApiTokenList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listApiTokens"]["responses"][200];
  };
  /** Makes an API token that speaks for a service. */
  readonly createServiceToken: {
    readonly method: "POST";
    readonly path: "/api/v1/api-tokens";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: CreateServiceTokenRequest;
    readonly responses: {
      readonly 201: CreatedApiToken;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["createServiceToken"]["responses"][201];
  };
  /** Ends an API token, within a second and for good. */
  readonly revokeApiToken: {
    readonly method: "POST";
    readonly path: "/api/v1/api-tokens/{token_id}/revoke";
    readonly params: {
      /** The API token. */
      readonly "token_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: ApiToken;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["revokeApiToken"]["responses"][200];
  };
  /** Changes the caller's own password. */
  readonly changePassword: {
    readonly method: "POST";
    readonly path: "/api/v1/me/password";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: ChangePasswordRequest;
    readonly responses: {
      readonly 204: null;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["changePassword"]["responses"][204];
  };
  /** Where the caller's second step stands. */
  readonly getMfa: {
    readonly method: "GET";
    readonly path: "/api/v1/me/mfa";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: MfaStatus;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getMfa"]["responses"][200];
  };
  /** Begins to set up the authenticator app. */
  readonly startTotp: {
    readonly method: "POST";
    readonly path: "/api/v1/me/mfa/totp";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: StartTotpRequest;
    readonly responses: {
      readonly 201: TotpEnrolment;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["startTotp"]["responses"][201];
  };
  /** Proves that the authenticator app has the secret. */
  readonly confirmTotp: {
    readonly method: "POST";
    readonly path: "/api/v1/me/mfa/totp/confirm";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: MfaCodeRequest;
    readonly responses: {
      readonly 200: RecoveryCodes;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["confirmTotp"]["responses"][200];
  };
  /** Replaces the recovery codes by ten new ones. */
  readonly renewRecoveryCodes: {
    readonly method: "POST";
    readonly path: "/api/v1/me/mfa/recovery-codes";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: MfaCodeRequest;
    readonly responses: {
      readonly 200: RecoveryCodes;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["renewRecoveryCodes"]["responses"][200];
  };
  /** Gives the second step up. */
  readonly disableMfa: {
    readonly method: "POST";
    readonly path: "/api/v1/me/mfa/disable";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: MfaCodeRequest;
    readonly responses: {
      readonly 204: null;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["disableMfa"]["responses"][204];
  };
  /** Makes a link with which a person sets a new password. */
  readonly issuePasswordReset: {
    readonly method: "POST";
    readonly path: "/api/v1/people/{person_id}/password-reset";
    readonly params: {
      /** The person. */
      readonly "person_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 201: PasswordResetLink;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["issuePasswordReset"]["responses"][201];
  };
  /** Where a person is signed in, the last used first. */
  readonly listPersonSessions: {
    readonly method: "GET";
    readonly path: "/api/v1/people/{person_id}/sessions";
    readonly params: {
      /** The person. */
      readonly "person_id": string;
    };
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: SessionList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listPersonSessions"]["responses"][200];
  };
  /** Ends every session of a person. */
  readonly signOutPerson: {
    readonly method: "DELETE";
    readonly path: "/api/v1/people/{person_id}/sessions";
    readonly params: {
      /** The person. */
      readonly "person_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 204: null;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["signOutPerson"]["responses"][204];
  };
  /** Ends one session of a person. */
  readonly endPersonSession: {
    readonly method: "DELETE";
    readonly path: "/api/v1/people/{person_id}/sessions/{session_id}";
    readonly params: {
      /** The person. */
      readonly "person_id": string;
      /** The session. */
      readonly "session_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 204: null;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["endPersonSession"]["responses"][204];
  };
  /** Whether a person signs in with a second step. */
  readonly getPersonMfa: {
    readonly method: "GET";
    readonly path: "/api/v1/people/{person_id}/mfa";
    readonly params: {
      /** The person. */
      readonly "person_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: MfaStatus;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getPersonMfa"]["responses"][200];
  };
  /** Takes the second step away from a person who has lost their device. */
  readonly removeMfa: {
    readonly method: "DELETE";
    readonly path: "/api/v1/people/{person_id}/mfa";
    readonly params: {
      /** The person. */
      readonly "person_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 204: null;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["removeMfa"]["responses"][204];
  };
  /** Audit records, the latest first. */
  readonly listAuditRecords: {
    readonly method: "GET";
    readonly path: "/api/v1/audit/records";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
      /** The user name of who did it. */
      readonly "actor"?: string;
      /** What was done. */
      readonly "action"?: string;
      /** What it was done to. */
      readonly "subject"?: string;
      /** Or to this, beside `subject`: such as the batch that a run came with. */
      readonly "or_subject"?: string;
      /** What kind of thing that is. */
      readonly "subject_type"?: string;
      /** How it ended. */
      readonly "outcome"?: AuditOutcome;
      /** At this time or later. */
      readonly "from"?: string;
      /** Before this time. */
      readonly "to"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: AuditRecordList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listAuditRecords"]["responses"][200];
  };
  /** Audit records as CSV in UTF-8, the latest first; all that match, streamed. */
  readonly exportAuditRecords: {
    readonly method: "GET";
    readonly path: "/api/v1/audit/records.csv";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** The user name of who did it. */
      readonly "actor"?: string;
      /** What was done. */
      readonly "action"?: string;
      /** What it was done to. */
      readonly "subject"?: string;
      /** Or to this, beside `subject`: such as the batch that a run came with. */
      readonly "or_subject"?: string;
      /** What kind of thing that is. */
      readonly "subject_type"?: string;
      /** How it ended. */
      readonly "outcome"?: AuditOutcome;
      /** At this time or later. */
      readonly "from"?: string;
      /** Before this time. */
      readonly "to"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Uint8Array;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["exportAuditRecords"]["responses"][200];
  };
  /** How far the audit chain goes and how long records have been waiting to be in it. */
  readonly getAuditStatus: {
    readonly method: "GET";
    readonly path: "/api/v1/audit/status";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: AuditStatus;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getAuditStatus"]["responses"][200];
  };
  /** Signed checkpoints of the chain, the latest first. */
  readonly listAuditCheckpoints: {
    readonly method: "GET";
    readonly path: "/api/v1/audit/checkpoints";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: AuditCheckpointList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listAuditCheckpoints"]["responses"][200];
  };
  /** Signs where the chain stands now. */
  readonly takeAuditCheckpoint: {
    readonly method: "POST";
    readonly path: "/api/v1/audit/checkpoints";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 201: AuditCheckpoint;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["takeAuditCheckpoint"]["responses"][201];
  };
  /** Recomputes the audit chain, all of it or a part, and compares it with the checkpoints. */
  readonly verifyAudit: {
    readonly method: "GET";
    readonly path: "/api/v1/audit/verify";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** The number of the first link; the one before it is taken at its signature. */
      readonly "from"?: number;
      /** The number of the last link. */
      readonly "to"?: number;
      /** Begin after the latest checkpoint instead. */
      readonly "since_checkpoint"?: boolean;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: AuditVerification;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["verifyAudit"]["responses"][200];
  };
  /** Tiers and the rules that give them. */
  readonly listTiers: {
    readonly method: "GET";
    readonly path: "/api/v1/tiers";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: TierList;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listTiers"]["responses"][200];
  };
  /** Billing accounts, by code. */
  readonly listBillingAccounts: {
    readonly method: "GET";
    readonly path: "/api/v1/billing-accounts";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
      /** Part of the code or the name. */
      readonly "search"?: string;
      /** The tier in force. */
      readonly "tier"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: BillingAccountList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listBillingAccounts"]["responses"][200];
  };
  /** Opens a billing account for a team, a project or a customer. */
  readonly createBillingAccount: {
    readonly method: "POST";
    readonly path: "/api/v1/billing-accounts";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** The same key again returns the first answer and changes nothing. */
      readonly "idempotency-key"?: string;
    };
    readonly body: NewBillingAccount;
    readonly responses: {
      readonly 201: BillingAccount;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["createBillingAccount"]["responses"][201];
  };
  /** One billing account. */
  readonly getBillingAccount: {
    readonly method: "GET";
    readonly path: "/api/v1/billing-accounts/{account_id}";
    readonly params: {
      /** The billing account. */
      readonly "account_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: BillingAccount;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getBillingAccount"]["responses"][200];
  };
  /** Changes a billing account's name, tier override or tax profile. */
  readonly updateBillingAccount: {
    readonly method: "PATCH";
    readonly path: "/api/v1/billing-accounts/{account_id}";
    readonly params: {
      /** The billing account. */
      readonly "account_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: BillingAccountChange;
    readonly responses: {
      readonly 200: BillingAccount;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["updateBillingAccount"]["responses"][200];
  };
  /** Bindings, by cluster, Slurm account and user. */
  readonly listBindings: {
    readonly method: "GET";
    readonly path: "/api/v1/bindings";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
      /** Of this cluster. */
      readonly "cluster"?: string;
      /** Part of the Slurm account's or the Slurm user's name. */
      readonly "search"?: string;
      /** To this billing account. */
      readonly "account_id"?: string;
      /** Those that hold at this time. */
      readonly "in_force_at"?: string;
      /** Whether those that were withdrawn are shown too. */
      readonly "withdrawn"?: "no" | "yes";
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: BindingList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listBindings"]["responses"][200];
  };
  /** Makes a binding, in the place of another where one is named, and moves the unbilled charges that it concerns. */
  readonly createBinding: {
    readonly method: "POST";
    readonly path: "/api/v1/bindings";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** The same key again returns the first answer and changes nothing. */
      readonly "idempotency-key"?: string;
    };
    readonly body: NewBinding;
    readonly responses: {
      readonly 201: BindingAnswer;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["createBinding"]["responses"][201];
  };
  /** What making a binding would move; nothing is changed. */
  readonly previewBinding: {
    readonly method: "POST";
    readonly path: "/api/v1/bindings/preview";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: BindingTerms;
    readonly responses: {
      readonly 200: BindingPreview;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["previewBinding"]["responses"][200];
  };
  /** One binding, also one that was withdrawn. */
  readonly getBinding: {
    readonly method: "GET";
    readonly path: "/api/v1/bindings/{binding_id}";
    readonly params: {
      /** The binding. */
      readonly "binding_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Binding;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getBinding"]["responses"][200];
  };
  /** What withdrawing a binding would move; nothing is changed. */
  readonly previewBindingWithdrawal: {
    readonly method: "GET";
    readonly path: "/api/v1/bindings/{binding_id}/withdrawal";
    readonly params: {
      /** The binding. */
      readonly "binding_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: BindingPreview;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["previewBindingWithdrawal"]["responses"][200];
  };
  /** Takes a binding out of force for all times that it held, and moves the unbilled charges that it sent somewhere. */
  readonly withdrawBinding: {
    readonly method: "POST";
    readonly path: "/api/v1/bindings/{binding_id}/withdrawal";
    readonly params: {
      /** The binding. */
      readonly "binding_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** The same key again returns the first answer and changes nothing. */
      readonly "idempotency-key"?: string;
    };
    readonly body: BindingWithdrawal;
    readonly responses: {
      readonly 200: BindingAnswer;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["withdrawBinding"]["responses"][200];
  };
  /** Slurm accounts that accounting told of runs of and that no binding for all their users speaks of now, by name. What a binding would move, the preview says. */
  readonly listUnboundAccounts: {
    readonly method: "GET";
    readonly path: "/api/v1/unbound-accounts";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
      /** Of this cluster. */
      readonly "cluster"?: string;
      /** Part of the Slurm account's name. */
      readonly "search"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: UnboundAccountList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listUnboundAccounts"]["responses"][200];
  };
  /** The clusters runs come from. */
  readonly listClusters: {
    readonly method: "GET";
    readonly path: "/api/v1/clusters";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: ClusterList;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listClusters"]["responses"][200];
  };
  /** Says which day was the last of a cluster's service, or that it is in service. */
  readonly retireCluster: {
    readonly method: "PATCH";
    readonly path: "/api/v1/clusters/{cluster}";
    readonly params: {
      /** The cluster's name. */
      readonly "cluster": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: RetireClusterRequest;
    readonly responses: {
      readonly 200: Cluster;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["retireCluster"]["responses"][200];
  };
  /** How each cluster is now. */
  readonly listClusterViews: {
    readonly method: "GET";
    readonly path: "/api/v1/cluster-views";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: ClusterViewList;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listClusterViews"]["responses"][200];
  };
  /** Nodes, by cluster and name. */
  readonly listNodes: {
    readonly method: "GET";
    readonly path: "/api/v1/nodes";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** Of this cluster. */
      readonly "cluster"?: string;
      /** In this partition. */
      readonly "partition"?: string;
      /** In this state. */
      readonly "state"?: NodeState;
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: NodeList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listNodes"]["responses"][200];
  };
  /** One node. */
  readonly getNode: {
    readonly method: "GET";
    readonly path: "/api/v1/nodes/{cluster}/{name}";
    readonly params: {
      /** Its cluster. */
      readonly "cluster": string;
      /** Its name. */
      readonly "name": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Node;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getNode"]["responses"][200];
  };
  /** Partitions, by cluster and name. */
  readonly listPartitions: {
    readonly method: "GET";
    readonly path: "/api/v1/partitions";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** Of this cluster. */
      readonly "cluster"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: PartitionList;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listPartitions"]["responses"][200];
  };
  /** Jobs that wait, the highest priority first. */
  readonly listQueue: {
    readonly method: "GET";
    readonly path: "/api/v1/queue";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** Of this cluster. */
      readonly "cluster"?: string;
      /** That may begin in this partition. */
      readonly "partition"?: string;
      /** Of this Slurm user. */
      readonly "user"?: string;
      /** Of this Slurm account. */
      readonly "account"?: string;
      /** That wait for this reason, in Slurm's word. */
      readonly "reason"?: string;
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: QueuedJobList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listQueue"]["responses"][200];
  };
  /** How many jobs wait, by cluster, partition and reason. */
  readonly countQueue: {
    readonly method: "GET";
    readonly path: "/api/v1/queue-counts";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** Of this cluster. */
      readonly "cluster"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: QueueCountList;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["countQueue"]["responses"][200];
  };
  /** Runs, the last submitted first; a user sees their own. */
  readonly listRuns: {
    readonly method: "GET";
    readonly path: "/api/v1/runs";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
      /** Runs of this cluster. */
      readonly "cluster"?: string;
      /** Runs of this Slurm user. */
      readonly "user"?: string;
      /** Runs under this Slurm account. */
      readonly "account"?: string;
      /** Runs in this partition. */
      readonly "partition"?: string;
      /** Runs in this state. */
      readonly "state"?: RunState;
      /** Submitted at or after. */
      readonly "from"?: string;
      /** Submitted before. */
      readonly "to"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: RunList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listRuns"]["responses"][200];
  };
  /** One run. */
  readonly getRun: {
    readonly method: "GET";
    readonly path: "/api/v1/runs/{run_id}";
    readonly params: {
      /** The run. */
      readonly "run_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Run;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getRun"]["responses"][200];
  };
  /** What later records changed of a run, the latest change first. */
  readonly listRunHistory: {
    readonly method: "GET";
    readonly path: "/api/v1/runs/{run_id}/history";
    readonly params: {
      /** The run. */
      readonly "run_id": string;
    };
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: RunHistory;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listRunHistory"]["responses"][200];
  };
  /** Runs that belong to a run: other runs of its job, its array and its het job. */
  readonly getRelatedRuns: {
    readonly method: "GET";
    readonly path: "/api/v1/runs/{run_id}/related";
    readonly params: {
      /** The run. */
      readonly "run_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: RelatedRuns;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getRelatedRuns"]["responses"][200];
  };
  /** What was read of a run, word for word, the latest first. */
  readonly listRunRecords: {
    readonly method: "GET";
    readonly path: "/api/v1/runs/{run_id}/records";
    readonly params: {
      /** The run. */
      readonly "run_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: RunRecordList;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listRunRecords"]["responses"][200];
  };
  /** What a run costs and why, step by step. */
  readonly getRunCharge: {
    readonly method: "GET";
    readonly path: "/api/v1/runs/{run_id}/charge";
    readonly params: {
      /** The run. */
      readonly "run_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: RunCharge;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getRunCharge"]["responses"][200];
  };
  /** Tells that a run has started. */
  readonly recordJobStarted: {
    readonly method: "POST";
    readonly path: "/api/v1/events/job-started";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** Who makes the change, for its history; by default whoever calls. */
      readonly "x-changed-by"?: string;
      /** What makes the change, for its history; by default lifecycle-event for events and api for people. */
      readonly "x-source"?: string;
      /** What the change belongs to, for its history; a new one by default. */
      readonly "x-correlation-id"?: string;
    };
    readonly body: JobStarted;
    readonly responses: {
      readonly 200: EventAnswer;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["recordJobStarted"]["responses"][200];
  };
  /** Tells that a run has finished. */
  readonly recordJobFinished: {
    readonly method: "POST";
    readonly path: "/api/v1/events/job-finished";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** Who makes the change, for its history; by default whoever calls. */
      readonly "x-changed-by"?: string;
      /** What makes the change, for its history; by default lifecycle-event for events and api for people. */
      readonly "x-source"?: string;
      /** What the change belongs to, for its history; a new one by default. */
      readonly "x-correlation-id"?: string;
    };
    readonly body: JobFinished;
    readonly responses: {
      readonly 200: EventAnswer;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["recordJobFinished"]["responses"][200];
  };
  /** Runs as the live service knows them, the last submitted first; a user sees their own. */
  readonly listJobs: {
    readonly method: "GET";
    readonly path: "/api/v1/jobs";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
      /** Runs of this cluster. */
      readonly "cluster"?: string;
      /** Runs of this Slurm user. */
      readonly "user"?: string;
      /** Runs under this Slurm account. */
      readonly "account"?: string;
      /** Runs in this partition. */
      readonly "partition"?: string;
      /** Runs on this node. */
      readonly "node"?: string;
      /** Runs in this state. */
      readonly "state"?: RunState;
      /** Submitted at or after. */
      readonly "from"?: string;
      /** Submitted before. */
      readonly "to"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: JobList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listJobs"]["responses"][200];
  };
  /** Makes a run that nobody else tells of. */
  readonly createJob: {
    readonly method: "POST";
    readonly path: "/api/v1/jobs";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** Who makes the change, for its history; by default whoever calls. */
      readonly "x-changed-by"?: string;
      /** What makes the change, for its history; by default lifecycle-event for events and api for people. */
      readonly "x-source"?: string;
      /** What the change belongs to, for its history; a new one by default. */
      readonly "x-correlation-id"?: string;
    };
    readonly body: NewJob;
    readonly responses: {
      readonly 201: Job;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["createJob"]["responses"][201];
  };
  /** One run as the live service knows it. */
  readonly getJob: {
    readonly method: "GET";
    readonly path: "/api/v1/jobs/{run_id}";
    readonly params: {
      /** The run. */
      readonly "run_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Job;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getJob"]["responses"][200];
  };
  /** Changes a run by hand. */
  readonly changeJob: {
    readonly method: "PATCH";
    readonly path: "/api/v1/jobs/{run_id}";
    readonly params: {
      /** The run. */
      readonly "run_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** Who makes the change, for its history; by default whoever calls. */
      readonly "x-changed-by"?: string;
      /** What makes the change, for its history; by default lifecycle-event for events and api for people. */
      readonly "x-source"?: string;
      /** What the change belongs to, for its history; a new one by default. */
      readonly "x-correlation-id"?: string;
    };
    readonly body: JobChange;
    readonly responses: {
      readonly 200: Job;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["changeJob"]["responses"][200];
  };
  /** Takes a run away; its history stays. */
  readonly removeJob: {
    readonly method: "DELETE";
    readonly path: "/api/v1/jobs/{run_id}";
    readonly params: {
      /** The run. */
      readonly "run_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** Who makes the change, for its history; by default whoever calls. */
      readonly "x-changed-by"?: string;
      /** What makes the change, for its history; by default lifecycle-event for events and api for people. */
      readonly "x-source"?: string;
      /** What the change belongs to, for its history; a new one by default. */
      readonly "x-correlation-id"?: string;
    };
    readonly body: undefined;
    readonly responses: {
      readonly 204: null;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["removeJob"]["responses"][204];
  };
  /** Every change of a run with who made it, the latest first. */
  readonly listJobHistory: {
    readonly method: "GET";
    readonly path: "/api/v1/jobs/{run_id}/history";
    readonly params: {
      /** The run. */
      readonly "run_id": string;
    };
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: JobHistory;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listJobHistory"]["responses"][200];
  };
  /** How well a run used what it was given, and what it left unused. */
  readonly getJobEfficiency: {
    readonly method: "GET";
    readonly path: "/api/v1/jobs/{run_id}/efficiency";
    readonly params: {
      /** The run. */
      readonly "run_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: JobEfficiency;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getJobEfficiency"]["responses"][200];
  };
  /** Runs that are under way, the last started first; a user sees their own. */
  readonly listLiveRuns: {
    readonly method: "GET";
    readonly path: "/api/v1/live/runs";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
      /** Runs of this cluster. */
      readonly "cluster"?: string;
      /** Runs on this node. */
      readonly "node"?: string;
      /** Runs of this Slurm user. */
      readonly "user"?: string;
      /** Runs in this partition. */
      readonly "partition"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: LiveRunList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listLiveRuns"]["responses"][200];
  };
  /** What whoever samples a node has to know: its runs that are under way, by run_id. */
  readonly listNodeRuns: {
    readonly method: "GET";
    readonly path: "/api/v1/live/node-runs";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
      /** The node's cluster. */
      readonly "cluster": string;
      /** The node. */
      readonly "node": string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: NodeRunList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listNodeRuns"]["responses"][200];
  };
  /** How many jobs run and wait on each cluster; a user is told of their own. */
  readonly countJobs: {
    readonly method: "GET";
    readonly path: "/api/v1/live/job-counts";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: JobCountList;
      readonly 401: Error;
      readonly 403: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["countJobs"]["responses"][200];
  };
  /** Changes of the runs that are under way, as server-sent events; a user sees their own. */
  readonly streamLiveRuns: {
    readonly method: "GET";
    readonly path: "/api/v1/live/stream";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** Runs of this cluster. */
      readonly "cluster"?: string;
      /** Runs on this node. */
      readonly "node"?: string;
      /** Runs of this Slurm user. */
      readonly "user"?: string;
      /** Runs in this partition. */
      readonly "partition"?: string;
      /** How long the stream stays open at most; 0: for the first event only. */
      readonly "seconds"?: number;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Uint8Array;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["streamLiveRuns"]["responses"][200];
  };
  /** Takes samples of running runs, up to 10,000 at once. */
  readonly pushSamples: {
    readonly method: "POST";
    readonly path: "/api/v1/samples";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: PushedSamples;
    readonly responses: {
      readonly 200: PushedSamplesAnswer;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["pushSamples"]["responses"][200];
  };
  /** What a run used over time, as no more points than asked for. */
  readonly getJobMetrics: {
    readonly method: "GET";
    readonly path: "/api/v1/jobs/{run_id}/metrics";
    readonly params: {
      /** The run. */
      readonly "run_id": string;
    };
    readonly querystring: {
      /** Measured at or after. */
      readonly "from"?: string;
      /** Measured before. */
      readonly "to"?: string;
      /** On this node only. */
      readonly "node"?: string;
      /** How many points at most; of a GPU no more than 1,000. */
      readonly "points"?: number;
      /** Whether to give the GPUs one by one as well. */
      readonly "devices"?: boolean;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: JobMetrics;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getJobMetrics"]["responses"][200];
  };
  /** Takes one sample of a run. */
  readonly addJobSample: {
    readonly method: "POST";
    readonly path: "/api/v1/jobs/{run_id}/metrics";
    readonly params: {
      /** The run. */
      readonly "run_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: JobSample;
    readonly responses: {
      readonly 201: JobSampleAnswer;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["addJobSample"]["responses"][201];
  };
  /** The clusters whose accounting is pulled, their sources, and how far that has come. */
  readonly listUsageSources: {
    readonly method: "GET";
    readonly path: "/api/v1/usage/sources";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: UsageSourceList;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listUsageSources"]["responses"][200];
  };
  /** Tries the connection to each source of a cluster. */
  readonly checkUsageSources: {
    readonly method: "POST";
    readonly path: "/api/v1/usage/sources/{cluster}/check";
    readonly params: {
      /** Its name. */
      readonly "cluster": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: UsageSourceCheckList;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["checkUsageSources"]["responses"][200];
  };
  /** Pulls of accounting data, the latest first. */
  readonly listUsagePulls: {
    readonly method: "GET";
    readonly path: "/api/v1/usage/pulls";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** Of this cluster. */
      readonly "cluster"?: string;
      /** Of this kind. */
      readonly "kind"?: "scheduled" | "manual" | "backfill";
      /** In this state. */
      readonly "state"?: "waiting" | "running" | "paused" | "done" | "failed" | "cancelled";
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: UsagePullList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listUsagePulls"]["responses"][200];
  };
  /** Has a cluster's accounting pulled now. */
  readonly requestUsagePull: {
    readonly method: "POST";
    readonly path: "/api/v1/usage/pulls";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** The same key again returns the first answer and changes nothing. */
      readonly "idempotency-key"?: string;
    };
    readonly body: UsagePullRequest;
    readonly responses: {
      readonly 201: UsagePull;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["requestUsagePull"]["responses"][201];
  };
  /** One pull and how far it has come. */
  readonly getUsagePull: {
    readonly method: "GET";
    readonly path: "/api/v1/usage/pulls/{pull_id}";
    readonly params: {
      /** The pull. */
      readonly "pull_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: UsagePull;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getUsagePull"]["responses"][200];
  };
  /** Stops a pull that was asked for by hand; what it has read stays. */
  readonly pauseUsagePull: {
    readonly method: "POST";
    readonly path: "/api/v1/usage/pulls/{pull_id}/pause";
    readonly params: {
      /** The pull. */
      readonly "pull_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: UsagePull;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["pauseUsagePull"]["responses"][200];
  };
  /** Goes on with a pull that was paused or has failed, from where it stands. */
  readonly resumeUsagePull: {
    readonly method: "POST";
    readonly path: "/api/v1/usage/pulls/{pull_id}/resume";
    readonly params: {
      /** The pull. */
      readonly "pull_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: UsagePull;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["resumeUsagePull"]["responses"][200];
  };
  /** Ends a pull that was asked for by hand; what it has read stays. */
  readonly cancelUsagePull: {
    readonly method: "POST";
    readonly path: "/api/v1/usage/pulls/{pull_id}/cancel";
    readonly params: {
      /** The pull. */
      readonly "pull_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: UsagePull;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["cancelUsagePull"]["responses"][200];
  };
  /** Compares a period of a cluster with Slurm's own report. */
  readonly reconcileUsage: {
    readonly method: "POST";
    readonly path: "/api/v1/usage/reconciliations";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: ReconciliationRequest;
    readonly responses: {
      readonly 200: Reconciliation;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["reconcileUsage"]["responses"][200];
  };
  /** Takes runs from an integrator, up to 5,000 at once. */
  readonly pushRuns: {
    readonly method: "POST";
    readonly path: "/api/v1/usage/runs";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** The same key again returns the first answer and changes nothing. */
      readonly "idempotency-key"?: string;
    };
    readonly body: PushedRuns;
    readonly responses: {
      readonly 201: PushedRunsAnswer;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["pushRuns"]["responses"][201];
  };
  /** Batches of accounting data, the latest first. */
  readonly listUsageBatches: {
    readonly method: "GET";
    readonly path: "/api/v1/usage/batches";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: UsageBatchList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listUsageBatches"]["responses"][200];
  };
  /** Ingests the text or the JSON of sacct. */
  readonly uploadUsageBatch: {
    readonly method: "POST";
    readonly path: "/api/v1/usage/batches";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** The cluster, where the text has no Cluster column. */
      readonly "cluster"?: string;
      /** The zone of the local times in the text; by default that of the cluster. */
      readonly "time_zone"?: string;
      /** The name of the file. */
      readonly "source_name"?: string;
      /** From when on Slurm was asked, with read_until: all of that time then counts as read, also where it had no runs. Without it the days from the first end to the last submission do. */
      readonly "read_from"?: string;
      /** Until when Slurm was asked; what lies after now does not count. */
      readonly "read_until"?: string;
    };
    readonly headers: {
      /** The same key again returns the first answer and changes nothing. */
      readonly "idempotency-key"?: string;
    };
    readonly body: Uint8Array;
    readonly responses: {
      readonly 201: UsageBatch;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["uploadUsageBatch"]["responses"][201];
  };
  /** One batch. */
  readonly getUsageBatch: {
    readonly method: "GET";
    readonly path: "/api/v1/usage/batches/{batch_id}";
    readonly params: {
      /** The batch. */
      readonly "batch_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: UsageBatch;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getUsageBatch"]["responses"][200];
  };
  /** The lines of a batch that could not be read. */
  readonly listUsageRejects: {
    readonly method: "GET";
    readonly path: "/api/v1/usage/batches/{batch_id}/rejects";
    readonly params: {
      /** The batch. */
      readonly "batch_id": string;
    };
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
      /** Only rejects that are still open, or that a later reading took in. */
      readonly "state"?: RejectState;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: UsageRejectList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listUsageRejects"]["responses"][200];
  };
  /** The lines of a batch that could not be read, as they came. */
  readonly downloadUsageRejects: {
    readonly method: "GET";
    readonly path: "/api/v1/usage/batches/{batch_id}/rejects.txt";
    readonly params: {
      /** The batch. */
      readonly "batch_id": string;
    };
    readonly querystring: {
      /** Only rejects that are still open, or that a later reading took in. */
      readonly "state"?: RejectState;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Uint8Array;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["downloadUsageRejects"]["responses"][200];
  };
  /** The rejects of a batch with their reasons, as CSV. */
  readonly exportUsageRejects: {
    readonly method: "GET";
    readonly path: "/api/v1/usage/batches/{batch_id}/rejects.csv";
    readonly params: {
      /** The batch. */
      readonly "batch_id": string;
    };
    readonly querystring: {
      /** Only rejects that are still open, or that a later reading took in. */
      readonly "state"?: RejectState;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Uint8Array;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["exportUsageRejects"]["responses"][200];
  };
  /** Reads the open rejects of a batch again. */
  readonly retryUsageRejects: {
    readonly method: "POST";
    readonly path: "/api/v1/usage/batches/{batch_id}/rejects/retry";
    readonly params: {
      /** The batch. */
      readonly "batch_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** The same key again returns the first answer and changes nothing. */
      readonly "idempotency-key"?: string;
    };
    readonly body: undefined;
    readonly responses: {
      readonly 201: UsageBatch;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["retryUsageRejects"]["responses"][201];
  };
  /** What has been read of each day of a cluster, in the cluster's own zone. */
  readonly readCoverage: {
    readonly method: "GET";
    readonly path: "/api/v1/usage/coverage";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** The cluster. */
      readonly "cluster": string;
      /** The first day. */
      readonly "from": string;
      /** The day after the last one. */
      readonly "until": string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Coverage;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["readCoverage"]["responses"][200];
  };
  /** How far each cluster has been read, and the days of it that nobody has read. */
  readonly listCoverageClusters: {
    readonly method: "GET";
    readonly path: "/api/v1/usage/coverage/clusters";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: CoverageClusterList;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listCoverageClusters"]["responses"][200];
  };
  /** One day of a cluster: its partitions, and the batches that brought or changed runs of it. */
  readonly readCoverageDay: {
    readonly method: "GET";
    readonly path: "/api/v1/usage/coverage/day";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** The cluster. */
      readonly "cluster": string;
      /** The day, in the cluster's own zone. */
      readonly "day": string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: CoverageDayDetail;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["readCoverageDay"]["responses"][200];
  };
  /** Rate cards, by tier, the latest first. */
  readonly listRateCards: {
    readonly method: "GET";
    readonly path: "/api/v1/rate-cards";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
      /** Cards of this tier. */
      readonly "tier"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: RateCardList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listRateCards"]["responses"][200];
  };
  /** One rate card. */
  readonly getRateCard: {
    readonly method: "GET";
    readonly path: "/api/v1/rate-cards/{card_id}";
    readonly params: {
      /** The rate card. */
      readonly "card_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: RateCard;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getRateCard"]["responses"][200];
  };
  /** Runs whose record changed after they were billed, the latest first. */
  readonly listBilledChanges: {
    readonly method: "GET";
    readonly path: "/api/v1/billed-changes";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
      /** Only those that stand so. */
      readonly "status"?: BilledChangeStatus;
      /** Only runs that were billed to this account. */
      readonly "account_id"?: string;
      /** Only this run. */
      readonly "run_id"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: BilledChangeList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listBilledChanges"]["responses"][200];
  };
  /** Decides about a billed run whose record changed. */
  readonly decideBilledChange: {
    readonly method: "POST";
    readonly path: "/api/v1/billed-changes/{run_id}/decision";
    readonly params: {
      /** The run. */
      readonly "run_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** The same key again returns the first answer and changes nothing. */
      readonly "idempotency-key"?: string;
    };
    readonly body: DecideBilledChangeRequest;
    readonly responses: {
      readonly 200: BilledChangeDecided;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["decideBilledChange"]["responses"][200];
  };
  /** What a run was charged before, and what was adjusted since it was billed. */
  readonly getChargeHistory: {
    readonly method: "GET";
    readonly path: "/api/v1/runs/{run_id}/charge-history";
    readonly params: {
      /** The run. */
      readonly "run_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: ChargeHistory;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getChargeHistory"]["responses"][200];
  };
  /** Charges that are on no receipt yet, by billing account and month. */
  readonly listUnbilled: {
    readonly method: "GET";
    readonly path: "/api/v1/unbilled";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
      /** Runs that ended in this billing month. */
      readonly "month"?: string;
      /** Only this billing account. */
      readonly "account_id"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: UnbilledList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listUnbilled"]["responses"][200];
  };
  /** Receipts, the last issued first; a user sees their own. */
  readonly listReceipts: {
    readonly method: "GET";
    readonly path: "/api/v1/receipts";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
      /** The billing month. */
      readonly "month"?: string;
      /** Where it stands. */
      readonly "status"?: ReceiptStatus;
      /** Of this billing account. */
      readonly "account_id"?: string;
      /** Part of the number, the account code or its name. */
      readonly "search"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: ReceiptList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listReceipts"]["responses"][200];
  };
  /** Issues the receipts of a month. */
  readonly issueReceipts: {
    readonly method: "POST";
    readonly path: "/api/v1/receipts";
    readonly params: Record<string, never>;
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** The same key again returns the first answer and changes nothing. */
      readonly "idempotency-key"?: string;
    };
    readonly body: IssueReceiptsRequest;
    readonly responses: {
      readonly 201: IssueReceiptsAnswer;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["issueReceipts"]["responses"][201];
  };
  /** What issuing a month would bill; nothing is changed. */
  readonly previewReceipts: {
    readonly method: "GET";
    readonly path: "/api/v1/receipts/preview";
    readonly params: Record<string, never>;
    readonly querystring: {
      /** The billing month. */
      readonly "month": string;
      /** Only this billing account. */
      readonly "account_id"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: ReceiptPreview;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["previewReceipts"]["responses"][200];
  };
  /** One receipt with its lines. */
  readonly getReceipt: {
    readonly method: "GET";
    readonly path: "/api/v1/receipts/{receipt_id}";
    readonly params: {
      /** The receipt. */
      readonly "receipt_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Receipt;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getReceipt"]["responses"][200];
  };
  /** The runs on a receipt, one line per run. */
  readonly listReceiptItems: {
    readonly method: "GET";
    readonly path: "/api/v1/receipts/{receipt_id}/items";
    readonly params: {
      /** The receipt. */
      readonly "receipt_id": string;
    };
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: ReceiptItemList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listReceiptItems"]["responses"][200];
  };
  /** The adjustments on a receipt: what it charges or credits for runs that changed after they were billed. */
  readonly listReceiptAdjustments: {
    readonly method: "GET";
    readonly path: "/api/v1/receipts/{receipt_id}/adjustments";
    readonly params: {
      /** The receipt. */
      readonly "receipt_id": string;
    };
    readonly querystring: {
      /** How many records a page holds. */
      readonly "limit"?: number;
      /** The next_cursor of the page before. */
      readonly "cursor"?: string;
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: ReceiptAdjustmentList;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["listReceiptAdjustments"]["responses"][200];
  };
  /** Records that a receipt was paid. */
  readonly payReceipt: {
    readonly method: "POST";
    readonly path: "/api/v1/receipts/{receipt_id}/payment";
    readonly params: {
      /** The receipt. */
      readonly "receipt_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** The same key again returns the first answer and changes nothing. */
      readonly "idempotency-key"?: string;
    };
    readonly body: PayReceiptRequest;
    readonly responses: {
      readonly 200: Receipt;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["payReceipt"]["responses"][200];
  };
  /** Voids a pending receipt. */
  readonly voidReceipt: {
    readonly method: "POST";
    readonly path: "/api/v1/receipts/{receipt_id}/void";
    readonly params: {
      /** The receipt. */
      readonly "receipt_id": string;
    };
    readonly querystring: Record<string, never>;
    readonly headers: {
      /** The same key again returns the first answer and changes nothing. */
      readonly "idempotency-key"?: string;
    };
    readonly body: VoidReceiptRequest;
    readonly responses: {
      readonly 200: Receipt;
      readonly 400: Error;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 409: Error;
      readonly 413: Error;
      readonly 415: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["voidReceipt"]["responses"][200];
  };
  /** The document as PDF. */
  readonly getReceiptPdf: {
    readonly method: "GET";
    readonly path: "/api/v1/receipts/{receipt_id}/pdf";
    readonly params: {
      /** The receipt. */
      readonly "receipt_id": string;
    };
    readonly querystring: {
      /** Its language. */
      readonly "lang"?: "en" | "th";
    };
    readonly headers: Record<string, never>;
    readonly body: undefined;
    readonly responses: {
      readonly 200: Uint8Array;
      readonly 401: Error;
      readonly 403: Error;
      readonly 404: Error;
      readonly 422: Error;
      readonly 429: Error;
      readonly 500: Error;
      readonly 503: Error;
    };
    readonly success: OperationTypes["getReceiptPdf"]["responses"][200];
  };
}

/** Where each operation is: all that a client needs at run time. */
export const operationAddresses = {
  getHealth: ["GET", "/healthz"],
  getReadiness: ["GET", "/readyz"],
  getMetrics: ["GET", "/metrics"],
  login: ["POST", "/api/v1/auth/login"],
  refreshSession: ["POST", "/api/v1/auth/refresh"],
  logout: ["POST", "/api/v1/auth/logout"],
  signOutEverywhere: ["POST", "/api/v1/auth/logout-everywhere"],
  reauthenticate: ["POST", "/api/v1/auth/reauthenticate"],
  listOwnSessions: ["GET", "/api/v1/me/sessions"],
  endOwnSession: ["DELETE", "/api/v1/me/sessions/{session_id}"],
  listSignInLocks: ["GET", "/api/v1/sign-in-locks"],
  liftSignInLock: ["DELETE", "/api/v1/sign-in-locks/{lock_id}"],
  resetPassword: ["POST", "/api/v1/auth/password-reset"],
  loginMfa: ["POST", "/api/v1/auth/login/mfa"],
  getMe: ["GET", "/api/v1/me"],
  listPeople: ["GET", "/api/v1/people"],
  createPerson: ["POST", "/api/v1/people"],
  getPerson: ["GET", "/api/v1/people/{person_id}"],
  updatePerson: ["PATCH", "/api/v1/people/{person_id}"],
  listGrants: ["GET", "/api/v1/people/{person_id}/grants"],
  giveGrant: ["POST", "/api/v1/grants"],
  revokeGrant: ["POST", "/api/v1/grants/{grant_id}/revocation"],
  listOwnApiTokens: ["GET", "/api/v1/me/api-tokens"],
  createOwnApiToken: ["POST", "/api/v1/me/api-tokens"],
  revokeOwnApiToken: ["POST", "/api/v1/me/api-tokens/{token_id}/revoke"],
  listApiTokens: ["GET", "/api/v1/api-tokens"],
  createServiceToken: ["POST", "/api/v1/api-tokens"],
  revokeApiToken: ["POST", "/api/v1/api-tokens/{token_id}/revoke"],
  changePassword: ["POST", "/api/v1/me/password"],
  getMfa: ["GET", "/api/v1/me/mfa"],
  startTotp: ["POST", "/api/v1/me/mfa/totp"],
  confirmTotp: ["POST", "/api/v1/me/mfa/totp/confirm"],
  renewRecoveryCodes: ["POST", "/api/v1/me/mfa/recovery-codes"],
  disableMfa: ["POST", "/api/v1/me/mfa/disable"],
  issuePasswordReset: ["POST", "/api/v1/people/{person_id}/password-reset"],
  listPersonSessions: ["GET", "/api/v1/people/{person_id}/sessions"],
  signOutPerson: ["DELETE", "/api/v1/people/{person_id}/sessions"],
  endPersonSession: ["DELETE", "/api/v1/people/{person_id}/sessions/{session_id}"],
  getPersonMfa: ["GET", "/api/v1/people/{person_id}/mfa"],
  removeMfa: ["DELETE", "/api/v1/people/{person_id}/mfa"],
  listAuditRecords: ["GET", "/api/v1/audit/records"],
  exportAuditRecords: ["GET", "/api/v1/audit/records.csv"],
  getAuditStatus: ["GET", "/api/v1/audit/status"],
  listAuditCheckpoints: ["GET", "/api/v1/audit/checkpoints"],
  takeAuditCheckpoint: ["POST", "/api/v1/audit/checkpoints"],
  verifyAudit: ["GET", "/api/v1/audit/verify"],
  listTiers: ["GET", "/api/v1/tiers"],
  listBillingAccounts: ["GET", "/api/v1/billing-accounts"],
  createBillingAccount: ["POST", "/api/v1/billing-accounts"],
  getBillingAccount: ["GET", "/api/v1/billing-accounts/{account_id}"],
  updateBillingAccount: ["PATCH", "/api/v1/billing-accounts/{account_id}"],
  listBindings: ["GET", "/api/v1/bindings"],
  createBinding: ["POST", "/api/v1/bindings"],
  previewBinding: ["POST", "/api/v1/bindings/preview"],
  getBinding: ["GET", "/api/v1/bindings/{binding_id}"],
  previewBindingWithdrawal: ["GET", "/api/v1/bindings/{binding_id}/withdrawal"],
  withdrawBinding: ["POST", "/api/v1/bindings/{binding_id}/withdrawal"],
  listUnboundAccounts: ["GET", "/api/v1/unbound-accounts"],
  listClusters: ["GET", "/api/v1/clusters"],
  retireCluster: ["PATCH", "/api/v1/clusters/{cluster}"],
  listClusterViews: ["GET", "/api/v1/cluster-views"],
  listNodes: ["GET", "/api/v1/nodes"],
  getNode: ["GET", "/api/v1/nodes/{cluster}/{name}"],
  listPartitions: ["GET", "/api/v1/partitions"],
  listQueue: ["GET", "/api/v1/queue"],
  countQueue: ["GET", "/api/v1/queue-counts"],
  listRuns: ["GET", "/api/v1/runs"],
  getRun: ["GET", "/api/v1/runs/{run_id}"],
  listRunHistory: ["GET", "/api/v1/runs/{run_id}/history"],
  getRelatedRuns: ["GET", "/api/v1/runs/{run_id}/related"],
  listRunRecords: ["GET", "/api/v1/runs/{run_id}/records"],
  getRunCharge: ["GET", "/api/v1/runs/{run_id}/charge"],
  recordJobStarted: ["POST", "/api/v1/events/job-started"],
  recordJobFinished: ["POST", "/api/v1/events/job-finished"],
  listJobs: ["GET", "/api/v1/jobs"],
  createJob: ["POST", "/api/v1/jobs"],
  getJob: ["GET", "/api/v1/jobs/{run_id}"],
  changeJob: ["PATCH", "/api/v1/jobs/{run_id}"],
  removeJob: ["DELETE", "/api/v1/jobs/{run_id}"],
  listJobHistory: ["GET", "/api/v1/jobs/{run_id}/history"],
  getJobEfficiency: ["GET", "/api/v1/jobs/{run_id}/efficiency"],
  listLiveRuns: ["GET", "/api/v1/live/runs"],
  listNodeRuns: ["GET", "/api/v1/live/node-runs"],
  countJobs: ["GET", "/api/v1/live/job-counts"],
  streamLiveRuns: ["GET", "/api/v1/live/stream"],
  pushSamples: ["POST", "/api/v1/samples"],
  getJobMetrics: ["GET", "/api/v1/jobs/{run_id}/metrics"],
  addJobSample: ["POST", "/api/v1/jobs/{run_id}/metrics"],
  listUsageSources: ["GET", "/api/v1/usage/sources"],
  checkUsageSources: ["POST", "/api/v1/usage/sources/{cluster}/check"],
  listUsagePulls: ["GET", "/api/v1/usage/pulls"],
  requestUsagePull: ["POST", "/api/v1/usage/pulls"],
  getUsagePull: ["GET", "/api/v1/usage/pulls/{pull_id}"],
  pauseUsagePull: ["POST", "/api/v1/usage/pulls/{pull_id}/pause"],
  resumeUsagePull: ["POST", "/api/v1/usage/pulls/{pull_id}/resume"],
  cancelUsagePull: ["POST", "/api/v1/usage/pulls/{pull_id}/cancel"],
  reconcileUsage: ["POST", "/api/v1/usage/reconciliations"],
  pushRuns: ["POST", "/api/v1/usage/runs"],
  listUsageBatches: ["GET", "/api/v1/usage/batches"],
  uploadUsageBatch: ["POST", "/api/v1/usage/batches"],
  getUsageBatch: ["GET", "/api/v1/usage/batches/{batch_id}"],
  listUsageRejects: ["GET", "/api/v1/usage/batches/{batch_id}/rejects"],
  downloadUsageRejects: ["GET", "/api/v1/usage/batches/{batch_id}/rejects.txt"],
  exportUsageRejects: ["GET", "/api/v1/usage/batches/{batch_id}/rejects.csv"],
  retryUsageRejects: ["POST", "/api/v1/usage/batches/{batch_id}/rejects/retry"],
  readCoverage: ["GET", "/api/v1/usage/coverage"],
  listCoverageClusters: ["GET", "/api/v1/usage/coverage/clusters"],
  readCoverageDay: ["GET", "/api/v1/usage/coverage/day"],
  listRateCards: ["GET", "/api/v1/rate-cards"],
  getRateCard: ["GET", "/api/v1/rate-cards/{card_id}"],
  listBilledChanges: ["GET", "/api/v1/billed-changes"],
  decideBilledChange: ["POST", "/api/v1/billed-changes/{run_id}/decision"],
  getChargeHistory: ["GET", "/api/v1/runs/{run_id}/charge-history"],
  listUnbilled: ["GET", "/api/v1/unbilled"],
  listReceipts: ["GET", "/api/v1/receipts"],
  issueReceipts: ["POST", "/api/v1/receipts"],
  previewReceipts: ["GET", "/api/v1/receipts/preview"],
  getReceipt: ["GET", "/api/v1/receipts/{receipt_id}"],
  listReceiptItems: ["GET", "/api/v1/receipts/{receipt_id}/items"],
  listReceiptAdjustments: ["GET", "/api/v1/receipts/{receipt_id}/adjustments"],
  payReceipt: ["POST", "/api/v1/receipts/{receipt_id}/payment"],
  voidReceipt: ["POST", "/api/v1/receipts/{receipt_id}/void"],
  getReceiptPdf: ["GET", "/api/v1/receipts/{receipt_id}/pdf"],
} as const;

/** Every scope that an API token can have, in the order of the contract. */
export const scopes: readonly Scope[] = ["audit:read","audit:checkpoint","accounts:read","accounts:write","bindings:read","bindings:write","clusters:read","machine:read","queue:read","runs:read","jobs:read","jobs:write","events:write","samples:write","usage:read","usage:write","rates:read","unbilled:read","changes:read","changes:decide","receipts:read","receipts:issue","receipts:pay","receipts:void"];
