// Generated from openapi/. Never edited.

/** The whole contract, as it is served. */
export const document = {
  "openapi": "3.1.0",
  "info": {
    "title": "Purser",
    "version": "0.1.0",
    "summary": "The office of an HPC centre.",
    "description": "Runs, prices, bills and their proof. Times are RFC 3339 in UTC; money is a decimal string beside its currency; lists are paged by cursor. Every refusal is an Error with a code of ErrorCode. Every operation may be refused with 429 for being called too often, unless it says `x-rate-limit: none`; one that says `expensive` or `sign-in` has a lower limit of its own as well."
  },
  "servers": [
    {
      "url": "/"
    }
  ],
  "security": [
    {
      "bearer": []
    }
  ],
  "tags": [
    {
      "name": "identity",
      "description": "Sign-in and one's own account."
    },
    {
      "name": "people",
      "description": "People, and who gave them which role over what."
    },
    {
      "name": "audit",
      "description": "What was changed, by whom, and the proof of it."
    },
    {
      "name": "organisation",
      "description": "Billing accounts, tiers and bindings."
    },
    {
      "name": "inventory",
      "description": "Clusters, and how they are now."
    },
    {
      "name": "jobs",
      "description": "Runs of Slurm jobs."
    },
    {
      "name": "samples",
      "description": "What runs use while they run."
    },
    {
      "name": "usage",
      "description": "Accounting data coming in."
    },
    {
      "name": "rating",
      "description": "Rate cards and charges."
    },
    {
      "name": "receipts",
      "description": "Bills: preview, issue, payment, void, PDF."
    },
    {
      "name": "system",
      "description": "Health and figures for operators."
    }
  ],
  "paths": {
    "/healthz": {
      "get": {
        "operationId": "getHealth",
        "tags": [
          "system"
        ],
        "summary": "The process is up.",
        "x-permission": "public",
        "x-scope": "none",
        "x-rate-limit": "none",
        "security": [],
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Health"
                }
              }
            }
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/readyz": {
      "get": {
        "operationId": "getReadiness",
        "tags": [
          "system"
        ],
        "summary": "The database is reachable and migrated, and the program is not about to end.",
        "x-permission": "public",
        "x-scope": "none",
        "x-rate-limit": "none",
        "security": [],
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Health"
                }
              }
            }
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/metrics": {
      "get": {
        "operationId": "getMetrics",
        "tags": [
          "system"
        ],
        "summary": "Figures in the Prometheus exposition format.",
        "description": "They name users and jobs. Where METRICS_TOKEN is set, who shows it as a bearer token gets them; where it is not, nobody in production and everybody elsewhere. Running jobs only have series, METRICS_MAX_JOBS at most.",
        "x-permission": "public",
        "x-scope": "none",
        "x-rate-limit": "none",
        "security": [],
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "text/plain": {
                "schema": {
                  "type": "string"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/auth/login": {
      "post": {
        "operationId": "login",
        "tags": [
          "identity"
        ],
        "summary": "Signs in with a user name and a password.",
        "x-permission": "public",
        "x-scope": "none",
        "x-rate-limit": "sign-in",
        "security": [],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/LoginRequest"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "An access token; the refresh token is in a cookie.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TokenAnswer"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/auth/refresh": {
      "post": {
        "operationId": "refreshSession",
        "tags": [
          "identity"
        ],
        "summary": "Trades the refresh cookie for a new access token.",
        "description": "The cookie is replaced at each use. A refresh token used twice ends its whole session.",
        "x-permission": "public",
        "x-scope": "none",
        "security": [
          {
            "refresh_cookie": []
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/CsrfProtection"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TokenAnswer"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/auth/logout": {
      "post": {
        "operationId": "logout",
        "tags": [
          "identity"
        ],
        "summary": "Ends the session of the refresh cookie.",
        "x-permission": "public",
        "x-scope": "none",
        "security": [
          {
            "refresh_cookie": []
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/CsrfProtection"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "204": {
            "description": "The session is over."
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/auth/logout-everywhere": {
      "post": {
        "operationId": "signOutEverywhere",
        "tags": [
          "identity"
        ],
        "summary": "Ends every session of the caller, this one as well.",
        "x-permission": "authenticated",
        "x-scope": "none",
        "x-rate-limit": "ordinary",
        "responses": {
          "204": {
            "description": "The caller is signed out on every device."
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/auth/reauthenticate": {
      "post": {
        "operationId": "reauthenticate",
        "tags": [
          "identity"
        ],
        "summary": "Proves again who the caller is, within the session they have.",
        "description": "Operations that move money (x-fresh) ask for a proof of the last ten minutes. Failures are counted as those of signing in are. Who has set up a second step sends the code with the password; without it the answer to a right password is 401 MFA_REQUIRED.",
        "x-permission": "authenticated",
        "x-scope": "none",
        "x-rate-limit": "sign-in",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ReauthenticateRequest"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "An access token that says when the proof was given; the refresh cookie stays as it is.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TokenAnswer"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/me/sessions": {
      "get": {
        "operationId": "listOwnSessions",
        "tags": [
          "identity"
        ],
        "summary": "Where the caller is signed in, the last used first.",
        "x-permission": "authenticated",
        "x-scope": "none",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/SessionList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/me/sessions/{session_id}": {
      "parameters": [
        {
          "name": "session_id",
          "in": "path",
          "required": true,
          "description": "The session.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "delete": {
        "operationId": "endOwnSession",
        "tags": [
          "identity"
        ],
        "summary": "Ends one of the caller's own sessions.",
        "x-permission": "authenticated",
        "x-scope": "none",
        "x-rate-limit": "ordinary",
        "responses": {
          "204": {
            "description": "The session is over."
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/sign-in-locks": {
      "get": {
        "operationId": "listSignInLocks",
        "tags": [
          "identity"
        ],
        "summary": "Pairs of user name and address that are locked after too many failures, the last to end first.",
        "x-permission": "locks:read",
        "x-scope": "none",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/SignInLockList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/sign-in-locks/{lock_id}": {
      "parameters": [
        {
          "name": "lock_id",
          "in": "path",
          "required": true,
          "description": "The lock.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "delete": {
        "operationId": "liftSignInLock",
        "tags": [
          "identity"
        ],
        "summary": "Lets a locked pair try again before its time.",
        "x-permission": "locks:write",
        "x-scope": "none",
        "x-rate-limit": "ordinary",
        "responses": {
          "204": {
            "description": "The pair is no longer locked."
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/auth/password-reset": {
      "post": {
        "operationId": "resetPassword",
        "tags": [
          "identity"
        ],
        "summary": "Sets a new password with the token of a link.",
        "description": "Every session of the person ends. Afterwards they sign in as always; a second step of theirs stays as it is.",
        "x-permission": "public",
        "x-scope": "none",
        "x-rate-limit": "sign-in",
        "security": [],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ResetPasswordRequest"
              }
            }
          }
        },
        "responses": {
          "204": {
            "description": "The password is set."
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/auth/login/mfa": {
      "post": {
        "operationId": "loginMfa",
        "tags": [
          "identity"
        ],
        "summary": "Takes the second step of signing in.",
        "description": "After the password, whoever has set up a second step gets 401 MFA_REQUIRED from login. Its details hold one entry with a `challenge`, good for `expires_in` seconds and one sign-in. Send it here with six digits of the authenticator app or with a recovery code. Each code is taken once.",
        "x-permission": "public",
        "x-scope": "none",
        "x-rate-limit": "sign-in",
        "security": [],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/LoginMfaRequest"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "An access token; the refresh token is in a cookie.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TokenAnswer"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/me": {
      "get": {
        "operationId": "getMe",
        "tags": [
          "identity"
        ],
        "summary": "Who the caller is and what they may do.",
        "x-permission": "authenticated",
        "x-scope": "none",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Me"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/people": {
      "get": {
        "operationId": "listPeople",
        "tags": [
          "people"
        ],
        "summary": "People, by user name.",
        "x-permission": "people:read",
        "x-scope": "none",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "search",
            "in": "query",
            "description": "Part of the user name, the name or a Slurm user name.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 100
            }
          },
          {
            "name": "role",
            "in": "query",
            "description": "Who holds this role now.",
            "schema": {
              "$ref": "#/components/schemas/Role"
            }
          },
          {
            "name": "enabled",
            "in": "query",
            "description": "yes: who can sign in; no: who is disabled.",
            "schema": {
              "type": "string",
              "enum": [
                "yes",
                "no"
              ]
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PersonList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "post": {
        "operationId": "createPerson",
        "tags": [
          "people"
        ],
        "summary": "Adds a person with an account of their own.",
        "description": "They have no role yet, and set their first password by a one-time link.",
        "x-permission": "people:write",
        "x-scope": "none",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/CreatePersonRequest"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "201": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Person"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/people/{person_id}": {
      "parameters": [
        {
          "name": "person_id",
          "in": "path",
          "required": true,
          "description": "The person.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getPerson",
        "tags": [
          "people"
        ],
        "summary": "One person.",
        "x-permission": "people:read",
        "x-scope": "none",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Person"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "patch": {
        "operationId": "updatePerson",
        "tags": [
          "people"
        ],
        "summary": "Changes a person's name or Slurm users, disables or enables them.",
        "description": "Disabling ends every session of the person at once.",
        "x-permission": "people:write",
        "x-scope": "none",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/UpdatePersonRequest"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Person"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/people/{person_id}/grants": {
      "parameters": [
        {
          "name": "person_id",
          "in": "path",
          "required": true,
          "description": "The person.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "listGrants",
        "tags": [
          "people"
        ],
        "summary": "A person's grants, those that are over among them, the latest first.",
        "x-permission": "people:read",
        "x-scope": "none",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/GrantList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/grants": {
      "post": {
        "operationId": "giveGrant",
        "tags": [
          "people"
        ],
        "summary": "Gives a person a role.",
        "description": "Nobody gives more than they have: a centre administrator gives any role; others hand on their own scoped role, for no longer than they hold it.",
        "x-permission": "grants:write",
        "x-scope": "none",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/GiveGrantRequest"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "201": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Grant"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/grants/{grant_id}/revocation": {
      "parameters": [
        {
          "name": "grant_id",
          "in": "path",
          "required": true,
          "description": "The grant.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "post": {
        "operationId": "revokeGrant",
        "tags": [
          "people"
        ],
        "summary": "Takes a role away.",
        "description": "The grant stays as history. Tokens that were issued on it are refused within a second.",
        "x-permission": "grants:write",
        "x-scope": "none",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Grant"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/me/api-tokens": {
      "get": {
        "operationId": "listOwnApiTokens",
        "tags": [
          "identity"
        ],
        "summary": "The caller's own API tokens, the latest first.",
        "x-permission": "authenticated",
        "x-scope": "none",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiTokenList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "post": {
        "operationId": "createOwnApiToken",
        "tags": [
          "identity"
        ],
        "summary": "Makes an API token that speaks for the caller.",
        "description": "The answer shows the token itself, once. There is no Idempotency-Key: nothing keeps the token to show it again.",
        "x-permission": "authenticated",
        "x-scope": "none",
        "x-fresh": true,
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/CreateApiTokenRequest"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "201": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CreatedApiToken"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/me/api-tokens/{token_id}/revoke": {
      "post": {
        "operationId": "revokeOwnApiToken",
        "tags": [
          "identity"
        ],
        "summary": "Ends one of the caller's own API tokens, within a second and for good.",
        "x-permission": "authenticated",
        "x-scope": "none",
        "parameters": [
          {
            "name": "token_id",
            "in": "path",
            "required": true,
            "description": "The API token.",
            "schema": {
              "type": "string",
              "format": "uuid"
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiToken"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/api-tokens": {
      "get": {
        "operationId": "listApiTokens",
        "tags": [
          "identity"
        ],
        "summary": "All API tokens, of people and of services, the latest first.",
        "x-permission": "tokens:read",
        "x-scope": "none",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "kind",
            "in": "query",
            "description": "Of people, or of services.",
            "schema": {
              "type": "string",
              "enum": [
                "person",
                "service"
              ]
            }
          },
          {
            "name": "active",
            "in": "query",
            "description": "Only those that can be used, or only those that cannot.",
            "schema": {
              "type": "boolean"
            }
          },
          {
            "name": "search",
            "in": "query",
            "description": "Part of the name, or of the user name of its person.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 100,
              "pattern": "^[^\\u0000]*$"
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiTokenList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "post": {
        "operationId": "createServiceToken",
        "tags": [
          "identity"
        ],
        "summary": "Makes an API token that speaks for a service.",
        "description": "The answer shows the token itself, once. There is no Idempotency-Key: nothing keeps the token to show it again.",
        "x-permission": "tokens:write",
        "x-scope": "none",
        "x-fresh": true,
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/CreateServiceTokenRequest"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "201": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CreatedApiToken"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/api-tokens/{token_id}/revoke": {
      "post": {
        "operationId": "revokeApiToken",
        "tags": [
          "identity"
        ],
        "summary": "Ends an API token, within a second and for good.",
        "x-permission": "tokens:write",
        "x-scope": "none",
        "parameters": [
          {
            "name": "token_id",
            "in": "path",
            "required": true,
            "description": "The API token.",
            "schema": {
              "type": "string",
              "format": "uuid"
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiToken"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/me/password": {
      "post": {
        "operationId": "changePassword",
        "tags": [
          "identity"
        ],
        "summary": "Changes the caller's own password.",
        "description": "Every other session of the caller ends, and so does a link with which their password could be set anew.",
        "x-permission": "authenticated",
        "x-scope": "none",
        "x-rate-limit": "sign-in",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ChangePasswordRequest"
              }
            }
          }
        },
        "responses": {
          "204": {
            "description": "The password is changed."
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/me/mfa": {
      "get": {
        "operationId": "getMfa",
        "tags": [
          "identity"
        ],
        "summary": "Where the caller's second step stands.",
        "x-permission": "authenticated",
        "x-scope": "none",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/MfaStatus"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/me/mfa/totp": {
      "post": {
        "operationId": "startTotp",
        "tags": [
          "identity"
        ],
        "summary": "Begins to set up the authenticator app.",
        "description": "The secret is shown in this answer alone and has no effect until a code proves that the app has it. Whoever has a second step already gives a code of it. Everyone must have proven who they are in the last ten minutes.",
        "x-permission": "authenticated",
        "x-scope": "none",
        "x-fresh": true,
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/StartTotpRequest"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "201": {
            "description": "The secret to take over.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TotpEnrolment"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/me/mfa/totp/confirm": {
      "post": {
        "operationId": "confirmTotp",
        "tags": [
          "identity"
        ],
        "summary": "Proves that the authenticator app has the secret.",
        "description": "From now on signing in asks for a code. The answer holds ten recovery codes and is the only one that ever does.",
        "x-permission": "authenticated",
        "x-scope": "none",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/MfaCodeRequest"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "The recovery codes.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RecoveryCodes"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/me/mfa/recovery-codes": {
      "post": {
        "operationId": "renewRecoveryCodes",
        "tags": [
          "identity"
        ],
        "summary": "Replaces the recovery codes by ten new ones.",
        "x-permission": "authenticated",
        "x-scope": "none",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/MfaCodeRequest"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "The new recovery codes.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RecoveryCodes"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/me/mfa/disable": {
      "post": {
        "operationId": "disableMfa",
        "tags": [
          "identity"
        ],
        "summary": "Gives the second step up.",
        "x-permission": "authenticated",
        "x-scope": "none",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/MfaCodeRequest"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "204": {
            "description": "Signing in asks for no code any more."
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/people/{person_id}/password-reset": {
      "parameters": [
        {
          "name": "person_id",
          "in": "path",
          "required": true,
          "description": "The person.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "post": {
        "operationId": "issuePasswordReset",
        "tags": [
          "identity"
        ],
        "summary": "Makes a link with which a person sets a new password.",
        "description": "The link is good once and for 24 hours, and is shown in this answer alone. It withdraws an earlier one. Hand it to the person on a way that you trust.",
        "x-permission": "people:write",
        "x-scope": "none",
        "x-fresh": true,
        "x-rate-limit": "ordinary",
        "responses": {
          "201": {
            "description": "The link.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PasswordResetLink"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/people/{person_id}/sessions": {
      "parameters": [
        {
          "name": "person_id",
          "in": "path",
          "required": true,
          "description": "The person.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "listPersonSessions",
        "tags": [
          "people"
        ],
        "summary": "Where a person is signed in, the last used first.",
        "x-permission": "sessions:read",
        "x-scope": "none",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/SessionList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "delete": {
        "operationId": "signOutPerson",
        "tags": [
          "people"
        ],
        "summary": "Ends every session of a person.",
        "description": "It needs no proof of the last ten minutes, as disabling does not: whoever fights an intruder is not held up.",
        "x-permission": "sessions:write",
        "x-scope": "none",
        "x-rate-limit": "ordinary",
        "responses": {
          "204": {
            "description": "The person is signed out on every device."
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/people/{person_id}/sessions/{session_id}": {
      "parameters": [
        {
          "name": "person_id",
          "in": "path",
          "required": true,
          "description": "The person.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        },
        {
          "name": "session_id",
          "in": "path",
          "required": true,
          "description": "The session.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "delete": {
        "operationId": "endPersonSession",
        "tags": [
          "people"
        ],
        "summary": "Ends one session of a person.",
        "x-permission": "sessions:write",
        "x-scope": "none",
        "x-rate-limit": "ordinary",
        "responses": {
          "204": {
            "description": "The session is over."
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/people/{person_id}/mfa": {
      "parameters": [
        {
          "name": "person_id",
          "in": "path",
          "required": true,
          "description": "The person.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getPersonMfa",
        "tags": [
          "identity"
        ],
        "summary": "Whether a person signs in with a second step.",
        "x-permission": "people:write",
        "x-scope": "none",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/MfaStatus"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "delete": {
        "operationId": "removeMfa",
        "tags": [
          "identity"
        ],
        "summary": "Takes the second step away from a person who has lost their device.",
        "description": "Every session of the person ends.",
        "x-permission": "people:write",
        "x-scope": "none",
        "x-fresh": true,
        "x-rate-limit": "ordinary",
        "responses": {
          "204": {
            "description": "The person signs in without a code."
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/audit/records": {
      "get": {
        "operationId": "listAuditRecords",
        "tags": [
          "audit"
        ],
        "summary": "Audit records, the latest first.",
        "x-permission": "audit:read",
        "x-scope": "audit:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "actor",
            "in": "query",
            "description": "The user name of who did it.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 100
            }
          },
          {
            "name": "action",
            "in": "query",
            "description": "What was done.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 100
            }
          },
          {
            "name": "subject",
            "in": "query",
            "description": "What it was done to.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 200
            }
          },
          {
            "name": "or_subject",
            "in": "query",
            "description": "Or to this, beside `subject`: such as the batch that a run came with.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 200
            }
          },
          {
            "name": "subject_type",
            "in": "query",
            "description": "What kind of thing that is.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 100
            }
          },
          {
            "name": "outcome",
            "in": "query",
            "description": "How it ended.",
            "schema": {
              "$ref": "#/components/schemas/AuditOutcome"
            }
          },
          {
            "name": "from",
            "in": "query",
            "description": "At this time or later.",
            "schema": {
              "type": "string",
              "format": "date-time"
            }
          },
          {
            "name": "to",
            "in": "query",
            "description": "Before this time.",
            "schema": {
              "type": "string",
              "format": "date-time"
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AuditRecordList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/audit/records.csv": {
      "get": {
        "operationId": "exportAuditRecords",
        "tags": [
          "audit"
        ],
        "summary": "Audit records as CSV in UTF-8, the latest first; all that match, streamed.",
        "x-permission": "audit:read",
        "x-scope": "audit:read",
        "parameters": [
          {
            "name": "actor",
            "in": "query",
            "description": "The user name of who did it.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 100
            }
          },
          {
            "name": "action",
            "in": "query",
            "description": "What was done.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 100
            }
          },
          {
            "name": "subject",
            "in": "query",
            "description": "What it was done to.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 200
            }
          },
          {
            "name": "or_subject",
            "in": "query",
            "description": "Or to this, beside `subject`: such as the batch that a run came with.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 200
            }
          },
          {
            "name": "subject_type",
            "in": "query",
            "description": "What kind of thing that is.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 100
            }
          },
          {
            "name": "outcome",
            "in": "query",
            "description": "How it ended.",
            "schema": {
              "$ref": "#/components/schemas/AuditOutcome"
            }
          },
          {
            "name": "from",
            "in": "query",
            "description": "At this time or later.",
            "schema": {
              "type": "string",
              "format": "date-time"
            }
          },
          {
            "name": "to",
            "in": "query",
            "description": "Before this time.",
            "schema": {
              "type": "string",
              "format": "date-time"
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "The records.",
            "content": {
              "text/csv": {
                "schema": {
                  "type": "string",
                  "format": "binary"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/audit/status": {
      "get": {
        "operationId": "getAuditStatus",
        "tags": [
          "audit"
        ],
        "summary": "How far the audit chain goes and how long records have been waiting to be in it.",
        "x-permission": "audit:read",
        "x-scope": "audit:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AuditStatus"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/audit/checkpoints": {
      "get": {
        "operationId": "listAuditCheckpoints",
        "tags": [
          "audit"
        ],
        "summary": "Signed checkpoints of the chain, the latest first.",
        "description": "Kept outside of the database, they show that the end of the chain was cut off: `audit verify --checkpoint FILE` compares.",
        "x-permission": "audit:read",
        "x-scope": "audit:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AuditCheckpointList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "post": {
        "operationId": "takeAuditCheckpoint",
        "tags": [
          "audit"
        ],
        "summary": "Signs where the chain stands now.",
        "x-permission": "audit:checkpoint",
        "x-scope": "audit:checkpoint",
        "x-rate-limit": "ordinary",
        "responses": {
          "201": {
            "description": "The checkpoint.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AuditCheckpoint"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/audit/verify": {
      "get": {
        "operationId": "verifyAudit",
        "tags": [
          "audit"
        ],
        "summary": "Recomputes the audit chain, all of it or a part, and compares it with the checkpoints.",
        "x-permission": "audit:read",
        "x-scope": "audit:read",
        "x-rate-limit": "expensive",
        "parameters": [
          {
            "name": "from",
            "in": "query",
            "description": "The number of the first link; the one before it is taken at its signature.",
            "schema": {
              "type": "integer",
              "minimum": 1,
              "maximum": 9007199254740991
            }
          },
          {
            "name": "to",
            "in": "query",
            "description": "The number of the last link.",
            "schema": {
              "type": "integer",
              "minimum": 1,
              "maximum": 9007199254740991
            }
          },
          {
            "name": "since_checkpoint",
            "in": "query",
            "description": "Begin after the latest checkpoint instead.",
            "schema": {
              "type": "boolean"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AuditVerification"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/tiers": {
      "get": {
        "operationId": "listTiers",
        "tags": [
          "organisation"
        ],
        "summary": "Tiers and the rules that give them.",
        "x-permission": "accounts:read",
        "x-scope": "accounts:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TierList"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/billing-accounts": {
      "get": {
        "operationId": "listBillingAccounts",
        "tags": [
          "organisation"
        ],
        "summary": "Billing accounts, by code.",
        "x-permission": "accounts:read",
        "x-scope": "accounts:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "search",
            "in": "query",
            "description": "Part of the code or the name.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 100
            }
          },
          {
            "name": "tier",
            "in": "query",
            "description": "The tier in force.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 31
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BillingAccountList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "post": {
        "operationId": "createBillingAccount",
        "tags": [
          "organisation"
        ],
        "summary": "Opens a billing account for a team, a project or a customer.",
        "description": "A person's account is made when their first run arrives, and by nothing else. Runs reach the account through bindings.",
        "x-permission": "accounts:write",
        "x-scope": "accounts:write",
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/NewBillingAccount"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "201": {
            "description": "The account.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BillingAccount"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/billing-accounts/{account_id}": {
      "parameters": [
        {
          "name": "account_id",
          "in": "path",
          "required": true,
          "description": "The billing account.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getBillingAccount",
        "tags": [
          "organisation"
        ],
        "summary": "One billing account.",
        "x-permission": "accounts:read",
        "x-scope": "accounts:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BillingAccount"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "patch": {
        "operationId": "updateBillingAccount",
        "tags": [
          "organisation"
        ],
        "summary": "Changes a billing account's name, tier override or tax profile.",
        "description": "Charges and documents that exist stay as they are.",
        "x-permission": "accounts:write",
        "x-scope": "accounts:write",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/BillingAccountChange"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BillingAccount"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/bindings": {
      "get": {
        "operationId": "listBindings",
        "tags": [
          "organisation"
        ],
        "summary": "Bindings, by cluster, Slurm account and user.",
        "x-permission": "bindings:read",
        "x-scope": "bindings:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "cluster",
            "in": "query",
            "description": "Of this cluster.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "search",
            "in": "query",
            "description": "Part of the Slurm account's or the Slurm user's name.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 100,
              "pattern": "^[^\\u0000]*$"
            }
          },
          {
            "name": "account_id",
            "in": "query",
            "description": "To this billing account.",
            "schema": {
              "type": "string",
              "format": "uuid"
            }
          },
          {
            "name": "in_force_at",
            "in": "query",
            "description": "Those that hold at this time.",
            "schema": {
              "type": "string",
              "format": "date-time"
            }
          },
          {
            "name": "withdrawn",
            "in": "query",
            "description": "Whether those that were withdrawn are shown too.",
            "schema": {
              "type": "string",
              "enum": [
                "no",
                "yes"
              ],
              "default": "no"
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BindingList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "post": {
        "operationId": "createBinding",
        "tags": [
          "organisation"
        ],
        "summary": "Makes a binding, in the place of another where one is named, and moves the unbilled charges that it concerns.",
        "description": "All of it is one transaction, and only what was previewed is done. What is on a receipt stays where it was billed. A binding is never edited: it is replaced by one with other terms.",
        "x-permission": "bindings:write",
        "x-scope": "bindings:write",
        "x-rate-limit": "expensive",
        "x-fresh": true,
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/NewBinding"
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "The binding and what it moved.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BindingAnswer"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/bindings/preview": {
      "post": {
        "operationId": "previewBinding",
        "tags": [
          "organisation"
        ],
        "summary": "What making a binding would move; nothing is changed.",
        "x-permission": "bindings:write",
        "x-scope": "bindings:write",
        "x-rate-limit": "expensive",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/BindingTerms"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "What would be moved.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BindingPreview"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/bindings/{binding_id}": {
      "parameters": [
        {
          "name": "binding_id",
          "in": "path",
          "required": true,
          "description": "The binding.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getBinding",
        "tags": [
          "organisation"
        ],
        "summary": "One binding, also one that was withdrawn.",
        "x-permission": "bindings:read",
        "x-scope": "bindings:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Binding"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/bindings/{binding_id}/withdrawal": {
      "parameters": [
        {
          "name": "binding_id",
          "in": "path",
          "required": true,
          "description": "The binding.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "previewBindingWithdrawal",
        "tags": [
          "organisation"
        ],
        "summary": "What withdrawing a binding would move; nothing is changed.",
        "x-permission": "bindings:write",
        "x-scope": "bindings:write",
        "x-rate-limit": "expensive",
        "responses": {
          "200": {
            "description": "What would be moved.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BindingPreview"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "post": {
        "operationId": "withdrawBinding",
        "tags": [
          "organisation"
        ],
        "summary": "Takes a binding out of force for all times that it held, and moves the unbilled charges that it sent somewhere.",
        "x-permission": "bindings:write",
        "x-scope": "bindings:write",
        "x-rate-limit": "expensive",
        "x-fresh": true,
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/BindingWithdrawal"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The binding and what was moved.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BindingAnswer"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/unbound-accounts": {
      "get": {
        "operationId": "listUnboundAccounts",
        "tags": [
          "organisation"
        ],
        "summary": "Slurm accounts that accounting told of runs of and that no binding for all their users speaks of now, by name. What a binding would move, the preview says.",
        "x-permission": "bindings:read",
        "x-scope": "bindings:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "cluster",
            "in": "query",
            "description": "Of this cluster.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "search",
            "in": "query",
            "description": "Part of the Slurm account's name.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 100,
              "pattern": "^[^\\u0000]*$"
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UnboundAccountList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/clusters": {
      "get": {
        "operationId": "listClusters",
        "tags": [
          "inventory"
        ],
        "summary": "The clusters runs come from.",
        "x-permission": "clusters:read",
        "x-scope": "clusters:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ClusterList"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/clusters/{cluster}": {
      "parameters": [
        {
          "name": "cluster",
          "in": "path",
          "required": true,
          "description": "The cluster's name.",
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 255
          }
        }
      ],
      "patch": {
        "operationId": "retireCluster",
        "tags": [
          "inventory"
        ],
        "summary": "Says which day was the last of a cluster's service, or that it is in service.",
        "description": "Days after it without runs are no gaps of coverage, and nothing is behind that ended before. The sources of the cluster are asked on schedule no more once that day has been read, and it leaves the live view. Runs that come all the same are taken in as before.",
        "x-permission": "clusters:write",
        "x-scope": "none",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/RetireClusterRequest"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "The cluster as it is now.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Cluster"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/cluster-views": {
      "get": {
        "operationId": "listClusterViews",
        "tags": [
          "inventory"
        ],
        "summary": "How each cluster is now.",
        "description": "Of the last picture that its slurmrestd gave; while it does not answer, that picture stays and ages. Clusters that are never looked at are not here.",
        "x-permission": "machine:read",
        "x-scope": "machine:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ClusterViewList"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/nodes": {
      "get": {
        "operationId": "listNodes",
        "tags": [
          "inventory"
        ],
        "summary": "Nodes, by cluster and name.",
        "description": "As the last picture of each cluster has them.",
        "x-permission": "machine:read",
        "x-scope": "machine:read",
        "parameters": [
          {
            "name": "cluster",
            "in": "query",
            "description": "Of this cluster.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "partition",
            "in": "query",
            "description": "In this partition.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "state",
            "in": "query",
            "description": "In this state.",
            "schema": {
              "$ref": "#/components/schemas/NodeState"
            }
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/NodeList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/nodes/{cluster}/{name}": {
      "parameters": [
        {
          "name": "cluster",
          "in": "path",
          "required": true,
          "description": "Its cluster.",
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 255
          }
        },
        {
          "name": "name",
          "in": "path",
          "required": true,
          "description": "Its name.",
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 255
          }
        }
      ],
      "get": {
        "operationId": "getNode",
        "tags": [
          "inventory"
        ],
        "summary": "One node.",
        "description": "As the last picture of its cluster has it.",
        "x-permission": "machine:read",
        "x-scope": "machine:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Node"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/partitions": {
      "get": {
        "operationId": "listPartitions",
        "tags": [
          "inventory"
        ],
        "summary": "Partitions, by cluster and name.",
        "description": "As the last picture of each cluster has them.",
        "x-permission": "machine:read",
        "x-scope": "machine:read",
        "parameters": [
          {
            "name": "cluster",
            "in": "query",
            "description": "Of this cluster.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PartitionList"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/queue": {
      "get": {
        "operationId": "listQueue",
        "tags": [
          "inventory"
        ],
        "summary": "Jobs that wait, the highest priority first.",
        "description": "Those the caller may see; how many others wait, queue counts say. As the last picture of each cluster has them.",
        "x-permission": "queue:read",
        "x-scope": "queue:read",
        "parameters": [
          {
            "name": "cluster",
            "in": "query",
            "description": "Of this cluster.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "partition",
            "in": "query",
            "description": "That may begin in this partition.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "user",
            "in": "query",
            "description": "Of this Slurm user.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "account",
            "in": "query",
            "description": "Of this Slurm account.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "reason",
            "in": "query",
            "description": "That wait for this reason, in Slurm's word.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/QueuedJobList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/queue-counts": {
      "get": {
        "operationId": "countQueue",
        "tags": [
          "inventory"
        ],
        "summary": "How many jobs wait, by cluster, partition and reason.",
        "description": "Of everybody, without names. A job that may begin in two partitions counts in both.",
        "x-permission": "machine:read",
        "x-scope": "machine:read",
        "parameters": [
          {
            "name": "cluster",
            "in": "query",
            "description": "Of this cluster.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/QueueCountList"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/runs": {
      "get": {
        "operationId": "listRuns",
        "tags": [
          "jobs"
        ],
        "summary": "Runs, the last submitted first; a user sees their own.",
        "x-permission": "runs:read",
        "x-scope": "runs:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "cluster",
            "in": "query",
            "description": "Runs of this cluster.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 1000
            }
          },
          {
            "name": "user",
            "in": "query",
            "description": "Runs of this Slurm user.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 1000
            }
          },
          {
            "name": "account",
            "in": "query",
            "description": "Runs under this Slurm account.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 1000
            }
          },
          {
            "name": "partition",
            "in": "query",
            "description": "Runs in this partition.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 1000
            }
          },
          {
            "name": "state",
            "in": "query",
            "description": "Runs in this state.",
            "schema": {
              "$ref": "#/components/schemas/RunState"
            }
          },
          {
            "name": "from",
            "in": "query",
            "description": "Submitted at or after.",
            "schema": {
              "type": "string",
              "format": "date-time"
            }
          },
          {
            "name": "to",
            "in": "query",
            "description": "Submitted before.",
            "schema": {
              "type": "string",
              "format": "date-time"
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RunList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/runs/{run_id}": {
      "parameters": [
        {
          "name": "run_id",
          "in": "path",
          "required": true,
          "description": "The run.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getRun",
        "tags": [
          "jobs"
        ],
        "summary": "One run.",
        "x-permission": "runs:read",
        "x-scope": "runs:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Run"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/runs/{run_id}/history": {
      "parameters": [
        {
          "name": "run_id",
          "in": "path",
          "required": true,
          "description": "The run.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "listRunHistory",
        "tags": [
          "jobs"
        ],
        "summary": "What later records changed of a run, the latest change first.",
        "x-permission": "runs:read",
        "x-scope": "runs:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RunHistory"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/runs/{run_id}/related": {
      "parameters": [
        {
          "name": "run_id",
          "in": "path",
          "required": true,
          "description": "The run.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getRelatedRuns",
        "tags": [
          "jobs"
        ],
        "summary": "Runs that belong to a run: other runs of its job, its array and its het job.",
        "description": "Of each kind the number, and the first fifty by submit time. Job ids are used again, so runs of one id may be years apart.",
        "x-permission": "runs:read",
        "x-scope": "runs:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RelatedRuns"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/runs/{run_id}/records": {
      "parameters": [
        {
          "name": "run_id",
          "in": "path",
          "required": true,
          "description": "The run.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "listRunRecords",
        "tags": [
          "usage"
        ],
        "summary": "What was read of a run, word for word, the latest first.",
        "description": "The records that the run and its earlier versions were made of. What was ingested before records were kept is not among them.",
        "x-permission": "runs:read",
        "x-scope": "runs:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RunRecordList"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/runs/{run_id}/charge": {
      "parameters": [
        {
          "name": "run_id",
          "in": "path",
          "required": true,
          "description": "The run.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getRunCharge",
        "tags": [
          "rating"
        ],
        "summary": "What a run costs and why, step by step.",
        "x-permission": "runs:read",
        "x-scope": "runs:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RunCharge"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/events/job-started": {
      "post": {
        "operationId": "recordJobStarted",
        "tags": [
          "jobs"
        ],
        "summary": "Tells that a run has started.",
        "description": "Answered after it has been committed. What is told again word for word changes nothing. Headers x-changed-by, x-source and x-correlation-id are kept with the event and come back with the answer.",
        "x-permission": "events:write",
        "x-scope": "events:write",
        "x-rate-limit": "none",
        "parameters": [
          {
            "$ref": "#/components/parameters/ChangedBy"
          },
          {
            "$ref": "#/components/parameters/Source"
          },
          {
            "$ref": "#/components/parameters/CorrelationId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/JobStarted"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "It is kept.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/EventAnswer"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/events/job-finished": {
      "post": {
        "operationId": "recordJobFinished",
        "tags": [
          "jobs"
        ],
        "summary": "Tells that a run has finished.",
        "description": "Answered after it has been committed. A run has finished when its last node says so. What comes too late for a run that has ended is kept in its history and answered with JOB_TERMINAL_FROZEN; what is told again word for word changes nothing.",
        "x-permission": "events:write",
        "x-scope": "events:write",
        "x-rate-limit": "none",
        "parameters": [
          {
            "$ref": "#/components/parameters/ChangedBy"
          },
          {
            "$ref": "#/components/parameters/Source"
          },
          {
            "$ref": "#/components/parameters/CorrelationId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/JobFinished"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "It is kept.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/EventAnswer"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/jobs": {
      "get": {
        "operationId": "listJobs",
        "tags": [
          "jobs"
        ],
        "summary": "Runs as the live service knows them, the last submitted first; a user sees their own.",
        "description": "With node and without from, runs submitted in the last thirty days.",
        "x-permission": "jobs:read",
        "x-scope": "jobs:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "cluster",
            "in": "query",
            "description": "Runs of this cluster.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 1000
            }
          },
          {
            "name": "user",
            "in": "query",
            "description": "Runs of this Slurm user.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 1000
            }
          },
          {
            "name": "account",
            "in": "query",
            "description": "Runs under this Slurm account.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 1000
            }
          },
          {
            "name": "partition",
            "in": "query",
            "description": "Runs in this partition.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 1000
            }
          },
          {
            "name": "node",
            "in": "query",
            "description": "Runs on this node.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "state",
            "in": "query",
            "description": "Runs in this state.",
            "schema": {
              "$ref": "#/components/schemas/RunState"
            }
          },
          {
            "name": "from",
            "in": "query",
            "description": "Submitted at or after.",
            "schema": {
              "type": "string",
              "format": "date-time"
            }
          },
          {
            "name": "to",
            "in": "query",
            "description": "Submitted before.",
            "schema": {
              "type": "string",
              "format": "date-time"
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/JobList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "post": {
        "operationId": "createJob",
        "tags": [
          "jobs"
        ],
        "summary": "Makes a run that nobody else tells of.",
        "description": "It is running from started_at on. Accounting that tells of it later completes it.",
        "x-permission": "jobs:write",
        "x-scope": "jobs:write",
        "parameters": [
          {
            "$ref": "#/components/parameters/ChangedBy"
          },
          {
            "$ref": "#/components/parameters/Source"
          },
          {
            "$ref": "#/components/parameters/CorrelationId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/NewJob"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "201": {
            "description": "The run.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Job"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/jobs/{run_id}": {
      "parameters": [
        {
          "name": "run_id",
          "in": "path",
          "required": true,
          "description": "The run.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getJob",
        "tags": [
          "jobs"
        ],
        "summary": "One run as the live service knows it.",
        "x-permission": "jobs:read",
        "x-scope": "jobs:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Job"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "patch": {
        "operationId": "changeJob",
        "tags": [
          "jobs"
        ],
        "summary": "Changes a run by hand.",
        "description": "A run that has ended takes no change: JOB_TERMINAL_FROZEN. One that accounting has told of takes none either: JOB_IS_ACCOUNTED.",
        "x-permission": "jobs:write",
        "x-scope": "jobs:write",
        "parameters": [
          {
            "$ref": "#/components/parameters/ChangedBy"
          },
          {
            "$ref": "#/components/parameters/Source"
          },
          {
            "$ref": "#/components/parameters/CorrelationId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/JobChange"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Job"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "delete": {
        "operationId": "removeJob",
        "tags": [
          "jobs"
        ],
        "summary": "Takes a run away; its history stays.",
        "description": "Refused with JOB_IS_ACCOUNTED once accounting has told of the run, and so for every run that is charged.",
        "x-permission": "jobs:write",
        "x-scope": "jobs:write",
        "parameters": [
          {
            "$ref": "#/components/parameters/ChangedBy"
          },
          {
            "$ref": "#/components/parameters/Source"
          },
          {
            "$ref": "#/components/parameters/CorrelationId"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "204": {
            "description": "It is gone."
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/jobs/{run_id}/history": {
      "parameters": [
        {
          "name": "run_id",
          "in": "path",
          "required": true,
          "description": "The run.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "listJobHistory",
        "tags": [
          "jobs"
        ],
        "summary": "Every change of a run with who made it, the latest first.",
        "description": "Events, changes by hand and the records of accounting. It stays when the run is taken away.",
        "x-permission": "jobs:read",
        "x-scope": "jobs:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/JobHistory"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/jobs/{run_id}/efficiency": {
      "parameters": [
        {
          "name": "run_id",
          "in": "path",
          "required": true,
          "description": "The run.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getJobEfficiency",
        "tags": [
          "jobs"
        ],
        "summary": "How well a run used what it was given, and what it left unused.",
        "description": "By its samples where there are any, else by accounting: used CPU time and MaxRSS, and nothing of GPUs. Of a run under way until now.",
        "x-permission": "jobs:read",
        "x-scope": "jobs:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/JobEfficiency"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/live/runs": {
      "get": {
        "operationId": "listLiveRuns",
        "tags": [
          "jobs"
        ],
        "summary": "Runs that are under way, the last started first; a user sees their own.",
        "x-permission": "jobs:read",
        "x-scope": "jobs:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "cluster",
            "in": "query",
            "description": "Runs of this cluster.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "node",
            "in": "query",
            "description": "Runs on this node.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "user",
            "in": "query",
            "description": "Runs of this Slurm user.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "partition",
            "in": "query",
            "description": "Runs in this partition.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/LiveRunList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/live/node-runs": {
      "get": {
        "operationId": "listNodeRuns",
        "tags": [
          "jobs"
        ],
        "summary": "What whoever samples a node has to know: its runs that are under way, by run_id.",
        "description": "Nothing of whose they are, so that the token on a node does not show people's jobs.",
        "x-permission": "samples:write",
        "x-scope": "samples:write",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "cluster",
            "in": "query",
            "required": true,
            "description": "The node's cluster.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "node",
            "in": "query",
            "required": true,
            "description": "The node.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/NodeRunList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/live/job-counts": {
      "get": {
        "operationId": "countJobs",
        "tags": [
          "jobs"
        ],
        "summary": "How many jobs run and wait on each cluster; a user is told of their own.",
        "x-permission": "jobs:read",
        "x-scope": "jobs:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/JobCountList"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/live/stream": {
      "get": {
        "operationId": "streamLiveRuns",
        "tags": [
          "jobs"
        ],
        "summary": "Changes of the runs that are under way, as server-sent events; a user sees their own.",
        "description": "Each event is named `runs` and its data is a LiveRunsNews as JSON: the first is the whole picture, those after it say what has changed since. Events and changes by hand are told within two seconds, samples at most every five. At most 1,000 runs are told of, those that started last; `total` says how many there are. A comment comes at least every fifteen seconds. The stream ends when the token is no longer good, after `seconds`, and when the program is about to stop: then it is to be opened anew. A caller may have eight of them.",
        "x-permission": "jobs:read",
        "x-scope": "jobs:read",
        "parameters": [
          {
            "name": "cluster",
            "in": "query",
            "description": "Runs of this cluster.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "node",
            "in": "query",
            "description": "Runs on this node.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "user",
            "in": "query",
            "description": "Runs of this Slurm user.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "partition",
            "in": "query",
            "description": "Runs in this partition.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "seconds",
            "in": "query",
            "description": "How long the stream stays open at most; 0: for the first event only.",
            "schema": {
              "type": "integer",
              "minimum": 0,
              "maximum": 3600,
              "default": 3600
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "The stream.",
            "content": {
              "text/event-stream": {
                "schema": {
                  "type": "string",
                  "format": "binary"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/samples": {
      "post": {
        "operationId": "pushSamples",
        "tags": [
          "samples"
        ],
        "summary": "Takes samples of running runs, up to 10,000 at once.",
        "description": "As JSON, or as NDJSON with one PushedSample on each line (blank lines count for nothing). Each sample has a verdict of its own: one that cannot be read, is of no run that is known, or lies outside the time of its run, is rejected and the others are stored. Answered when they are committed. The same sample again is a duplicate and changes nothing, so that a call may be repeated. At most 16 MiB. 503 with Retry-After where more waits to be written than is taken on.",
        "x-permission": "samples:write",
        "x-scope": "samples:write",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/PushedSamples"
              }
            },
            "application/x-ndjson": {
              "schema": {
                "type": "string",
                "format": "binary"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "What became of each sample.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PushedSamplesAnswer"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/jobs/{run_id}/metrics": {
      "parameters": [
        {
          "name": "run_id",
          "in": "path",
          "required": true,
          "description": "The run.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getJobMetrics",
        "tags": [
          "samples"
        ],
        "summary": "What a run used over time, as no more points than asked for.",
        "description": "Up to `points` samples come one by one; more are put into buckets of one length with their least, mean and greatest value. Of several nodes a bucket has all samples together. Samples older than METRICS_RETENTION_DAYS are gone, or kept as roll-ups of five minutes where METRICS_ROLLUP_DAYS says so.",
        "x-permission": "jobs:read",
        "x-scope": "jobs:read",
        "parameters": [
          {
            "name": "from",
            "in": "query",
            "description": "Measured at or after.",
            "schema": {
              "type": "string",
              "format": "date-time"
            }
          },
          {
            "name": "to",
            "in": "query",
            "description": "Measured before.",
            "schema": {
              "type": "string",
              "format": "date-time"
            }
          },
          {
            "name": "node",
            "in": "query",
            "description": "On this node only.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "points",
            "in": "query",
            "description": "How many points at most; of a GPU no more than 1,000.",
            "schema": {
              "type": "integer",
              "minimum": 1,
              "maximum": 10000,
              "default": 500
            }
          },
          {
            "name": "devices",
            "in": "query",
            "description": "Whether to give the GPUs one by one as well.",
            "schema": {
              "type": "boolean",
              "default": false
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/JobMetrics"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "post": {
        "operationId": "addJobSample",
        "tags": [
          "samples"
        ],
        "summary": "Takes one sample of a run.",
        "x-permission": "samples:write",
        "x-scope": "samples:write",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/JobSample"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "201": {
            "description": "It is stored, or was before.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/JobSampleAnswer"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/sources": {
      "get": {
        "operationId": "listUsageSources",
        "tags": [
          "usage"
        ],
        "summary": "The clusters whose accounting is pulled, their sources, and how far that has come.",
        "x-permission": "usage:read",
        "x-scope": "usage:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UsageSourceList"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/sources/{cluster}/check": {
      "parameters": [
        {
          "name": "cluster",
          "in": "path",
          "required": true,
          "description": "Its name.",
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 255
          }
        }
      ],
      "post": {
        "operationId": "checkUsageSources",
        "tags": [
          "usage"
        ],
        "summary": "Tries the connection to each source of a cluster.",
        "description": "Nothing is read of the accounting. A source that does not answer is part of the answer, with the reason.",
        "x-permission": "usage:write",
        "x-scope": "usage:write",
        "x-rate-limit": "expensive",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UsageSourceCheckList"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/pulls": {
      "get": {
        "operationId": "listUsagePulls",
        "tags": [
          "usage"
        ],
        "summary": "Pulls of accounting data, the latest first.",
        "x-permission": "usage:read",
        "x-scope": "usage:read",
        "parameters": [
          {
            "name": "cluster",
            "in": "query",
            "description": "Of this cluster.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "kind",
            "in": "query",
            "description": "Of this kind.",
            "schema": {
              "type": "string",
              "enum": [
                "scheduled",
                "manual",
                "backfill"
              ]
            }
          },
          {
            "name": "state",
            "in": "query",
            "description": "In this state.",
            "schema": {
              "type": "string",
              "enum": [
                "waiting",
                "running",
                "paused",
                "done",
                "failed",
                "cancelled"
              ]
            }
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UsagePullList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "post": {
        "operationId": "requestUsagePull",
        "tags": [
          "usage"
        ],
        "summary": "Has a cluster's accounting pulled now.",
        "description": "Without a range: what came since the last pull, at once. With one: that past range, a day at a time, behind whatever the schedule asks for. What was read before is read again and changes nothing.",
        "x-permission": "usage:write",
        "x-scope": "usage:write",
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/UsagePullRequest"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "201": {
            "description": "The pull, waiting for a worker.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UsagePull"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/pulls/{pull_id}": {
      "parameters": [
        {
          "name": "pull_id",
          "in": "path",
          "required": true,
          "description": "The pull.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getUsagePull",
        "tags": [
          "usage"
        ],
        "summary": "One pull and how far it has come.",
        "x-permission": "usage:read",
        "x-scope": "usage:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UsagePull"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/pulls/{pull_id}/pause": {
      "parameters": [
        {
          "name": "pull_id",
          "in": "path",
          "required": true,
          "description": "The pull.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "post": {
        "operationId": "pauseUsagePull",
        "tags": [
          "usage"
        ],
        "summary": "Stops a pull that was asked for by hand; what it has read stays.",
        "x-permission": "usage:write",
        "x-scope": "usage:write",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UsagePull"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/pulls/{pull_id}/resume": {
      "parameters": [
        {
          "name": "pull_id",
          "in": "path",
          "required": true,
          "description": "The pull.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "post": {
        "operationId": "resumeUsagePull",
        "tags": [
          "usage"
        ],
        "summary": "Goes on with a pull that was paused or has failed, from where it stands.",
        "x-permission": "usage:write",
        "x-scope": "usage:write",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UsagePull"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/pulls/{pull_id}/cancel": {
      "parameters": [
        {
          "name": "pull_id",
          "in": "path",
          "required": true,
          "description": "The pull.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "post": {
        "operationId": "cancelUsagePull",
        "tags": [
          "usage"
        ],
        "summary": "Ends a pull that was asked for by hand; what it has read stays.",
        "x-permission": "usage:write",
        "x-scope": "usage:write",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UsagePull"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/reconciliations": {
      "post": {
        "operationId": "reconcileUsage",
        "tags": [
          "usage"
        ],
        "summary": "Compares a period of a cluster with Slurm's own report.",
        "description": "With what `sreport cluster AccountUtilizationByUser` printed or, without a text, with what the cluster's source of kind sacct says now. What is known of a difference is told with its amount; what is not is unexplained. Nothing is kept but the audit record.",
        "x-permission": "usage:read",
        "x-scope": "usage:read",
        "x-rate-limit": "expensive",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ReconciliationRequest"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The comparison.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Reconciliation"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/runs": {
      "post": {
        "operationId": "pushRuns",
        "tags": [
          "usage"
        ],
        "summary": "Takes runs from an integrator, up to 5,000 at once.",
        "description": "All of them are one batch of source push, in one transaction. A record that cannot be read is rejected by itself, with its reason, and kept with the batch; the others are taken. The same run again changes nothing. At most 16 MiB.",
        "x-permission": "usage:write",
        "x-scope": "usage:write",
        "x-rate-limit": "expensive",
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/PushedRuns"
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "What became of each record.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PushedRunsAnswer"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/batches": {
      "get": {
        "operationId": "listUsageBatches",
        "tags": [
          "usage"
        ],
        "summary": "Batches of accounting data, the latest first.",
        "x-permission": "usage:read",
        "x-scope": "usage:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UsageBatchList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "post": {
        "operationId": "uploadUsageBatch",
        "tags": [
          "usage"
        ],
        "summary": "Ingests the text or the JSON of sacct.",
        "description": "The body is the text of sacct or the JSON of sacct --json and slurmrestd, plain or gzip; its first character tells which. It is streamed, and ingested whole or not at all. Lines that cannot be read are kept as rejects. The same file again changes nothing.",
        "x-permission": "usage:write",
        "x-scope": "usage:write",
        "x-rate-limit": "expensive",
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "name": "cluster",
            "in": "query",
            "description": "The cluster, where the text has no Cluster column.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "time_zone",
            "in": "query",
            "description": "The zone of the local times in the text; by default that of the cluster.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 64
            }
          },
          {
            "name": "source_name",
            "in": "query",
            "description": "The name of the file.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "read_from",
            "in": "query",
            "description": "From when on Slurm was asked, with read_until: all of that time then counts as read, also where it had no runs. Without it the days from the first end to the last submission do.",
            "schema": {
              "type": "string",
              "format": "date-time"
            }
          },
          {
            "name": "read_until",
            "in": "query",
            "description": "Until when Slurm was asked; what lies after now does not count.",
            "schema": {
              "type": "string",
              "format": "date-time"
            }
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "text/plain": {
              "schema": {
                "type": "string",
                "format": "binary"
              }
            },
            "text/csv": {
              "schema": {
                "type": "string",
                "format": "binary"
              }
            },
            "application/gzip": {
              "schema": {
                "type": "string",
                "format": "binary"
              }
            },
            "application/octet-stream": {
              "schema": {
                "type": "string",
                "format": "binary"
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "What was read and what it changed.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UsageBatch"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/batches/{batch_id}": {
      "parameters": [
        {
          "name": "batch_id",
          "in": "path",
          "required": true,
          "description": "The batch.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getUsageBatch",
        "tags": [
          "usage"
        ],
        "summary": "One batch.",
        "x-permission": "usage:read",
        "x-scope": "usage:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UsageBatch"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/batches/{batch_id}/rejects": {
      "parameters": [
        {
          "name": "batch_id",
          "in": "path",
          "required": true,
          "description": "The batch.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "listUsageRejects",
        "tags": [
          "usage"
        ],
        "summary": "The lines of a batch that could not be read.",
        "x-permission": "usage:read",
        "x-scope": "usage:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "state",
            "in": "query",
            "description": "Only rejects that are still open, or that a later reading took in.",
            "schema": {
              "$ref": "#/components/schemas/RejectState"
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UsageRejectList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/batches/{batch_id}/rejects.txt": {
      "parameters": [
        {
          "name": "batch_id",
          "in": "path",
          "required": true,
          "description": "The batch.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "downloadUsageRejects",
        "tags": [
          "usage"
        ],
        "summary": "The lines of a batch that could not be read, as they came.",
        "description": "Below the header of their text, so that they can be mended and uploaded again. Streamed.",
        "x-permission": "usage:read",
        "x-scope": "usage:read",
        "x-rate-limit": "expensive",
        "parameters": [
          {
            "name": "state",
            "in": "query",
            "description": "Only rejects that are still open, or that a later reading took in.",
            "schema": {
              "$ref": "#/components/schemas/RejectState"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "text/plain": {
                "schema": {
                  "type": "string",
                  "format": "binary"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/batches/{batch_id}/rejects.csv": {
      "parameters": [
        {
          "name": "batch_id",
          "in": "path",
          "required": true,
          "description": "The batch.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "exportUsageRejects",
        "tags": [
          "usage"
        ],
        "summary": "The rejects of a batch with their reasons, as CSV.",
        "description": "Streamed. Cells that a spreadsheet would take for a formula begin with an apostrophe.",
        "x-permission": "usage:read",
        "x-scope": "usage:read",
        "x-rate-limit": "expensive",
        "parameters": [
          {
            "name": "state",
            "in": "query",
            "description": "Only rejects that are still open, or that a later reading took in.",
            "schema": {
              "$ref": "#/components/schemas/RejectState"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "text/csv": {
                "schema": {
                  "type": "string",
                  "format": "binary"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/batches/{batch_id}/rejects/retry": {
      "parameters": [
        {
          "name": "batch_id",
          "in": "path",
          "required": true,
          "description": "The batch.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "post": {
        "operationId": "retryUsageRejects",
        "tags": [
          "usage"
        ],
        "summary": "Reads the open rejects of a batch again.",
        "description": "With the program, the clock and the time zones of today. What can be read now is ingested as a batch of its own, and its rejects are marked as resolved by that batch; the others stay open.",
        "x-permission": "usage:write",
        "x-scope": "usage:write",
        "x-rate-limit": "expensive",
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          }
        ],
        "responses": {
          "201": {
            "description": "What was read and what it changed.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UsageBatch"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/coverage": {
      "get": {
        "operationId": "readCoverage",
        "tags": [
          "usage"
        ],
        "summary": "What has been read of each day of a cluster, in the cluster's own zone.",
        "description": "A run counts for the day it ended; while it has not, for the one it started, else was submitted. At most 400 days at once.",
        "x-permission": "usage:read",
        "x-scope": "usage:read",
        "parameters": [
          {
            "name": "cluster",
            "in": "query",
            "required": true,
            "description": "The cluster.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "from",
            "in": "query",
            "required": true,
            "description": "The first day.",
            "schema": {
              "type": "string",
              "format": "date",
              "pattern": "^[12]"
            }
          },
          {
            "name": "until",
            "in": "query",
            "required": true,
            "description": "The day after the last one.",
            "schema": {
              "type": "string",
              "format": "date",
              "pattern": "^[12]"
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Coverage"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/coverage/clusters": {
      "get": {
        "operationId": "listCoverageClusters",
        "tags": [
          "usage"
        ],
        "summary": "How far each cluster has been read, and the days of it that nobody has read.",
        "x-permission": "usage:read",
        "x-scope": "usage:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CoverageClusterList"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/usage/coverage/day": {
      "get": {
        "operationId": "readCoverageDay",
        "tags": [
          "usage"
        ],
        "summary": "One day of a cluster: its partitions, and the batches that brought or changed runs of it.",
        "x-permission": "usage:read",
        "x-scope": "usage:read",
        "parameters": [
          {
            "name": "cluster",
            "in": "query",
            "required": true,
            "description": "The cluster.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "day",
            "in": "query",
            "required": true,
            "description": "The day, in the cluster's own zone.",
            "schema": {
              "type": "string",
              "format": "date",
              "pattern": "^[12]"
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CoverageDayDetail"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/rate-cards": {
      "get": {
        "operationId": "listRateCards",
        "tags": [
          "rating"
        ],
        "summary": "Rate cards, by tier, the latest first.",
        "x-permission": "rates:read",
        "x-scope": "rates:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "tier",
            "in": "query",
            "description": "Cards of this tier.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 31
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RateCardList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/rate-cards/{card_id}": {
      "parameters": [
        {
          "name": "card_id",
          "in": "path",
          "required": true,
          "description": "The rate card.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getRateCard",
        "tags": [
          "rating"
        ],
        "summary": "One rate card.",
        "x-permission": "rates:read",
        "x-scope": "rates:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RateCard"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/billed-changes": {
      "get": {
        "operationId": "listBilledChanges",
        "tags": [
          "rating"
        ],
        "summary": "Runs whose record changed after they were billed, the latest first.",
        "description": "Of those that are open the figures are those of this moment, of the others those that were decided on.",
        "x-permission": "changes:read",
        "x-scope": "changes:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "status",
            "in": "query",
            "description": "Only those that stand so.",
            "schema": {
              "$ref": "#/components/schemas/BilledChangeStatus"
            }
          },
          {
            "name": "account_id",
            "in": "query",
            "description": "Only runs that were billed to this account.",
            "schema": {
              "type": "string",
              "format": "uuid"
            }
          },
          {
            "name": "run_id",
            "in": "query",
            "description": "Only this run.",
            "schema": {
              "type": "string",
              "format": "uuid"
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BilledChangeList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/billed-changes/{run_id}/decision": {
      "parameters": [
        {
          "name": "run_id",
          "in": "path",
          "required": true,
          "description": "The run.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "post": {
        "operationId": "decideBilledChange",
        "tags": [
          "rating"
        ],
        "summary": "Decides about a billed run whose record changed.",
        "description": "Either the bill is left as it is, or the difference is charged or credited: the next receipt of the account has a line for it. Issued documents are never changed.",
        "x-permission": "changes:decide",
        "x-scope": "changes:decide",
        "x-fresh": true,
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/DecideBilledChangeRequest"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BilledChangeDecided"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/runs/{run_id}/charge-history": {
      "parameters": [
        {
          "name": "run_id",
          "in": "path",
          "required": true,
          "description": "The run.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getChargeHistory",
        "tags": [
          "rating"
        ],
        "summary": "What a run was charged before, and what was adjusted since it was billed.",
        "x-permission": "runs:read",
        "x-scope": "runs:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ChargeHistory"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/unbilled": {
      "get": {
        "operationId": "listUnbilled",
        "tags": [
          "rating"
        ],
        "summary": "Charges that are on no receipt yet, by billing account and month.",
        "x-permission": "unbilled:read",
        "x-scope": "unbilled:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "month",
            "in": "query",
            "description": "Runs that ended in this billing month.",
            "schema": {
              "type": "string",
              "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])$"
            }
          },
          {
            "name": "account_id",
            "in": "query",
            "description": "Only this billing account.",
            "schema": {
              "type": "string",
              "format": "uuid"
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UnbilledList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/receipts": {
      "get": {
        "operationId": "listReceipts",
        "tags": [
          "receipts"
        ],
        "summary": "Receipts, the last issued first; a user sees their own.",
        "x-permission": "receipts:read",
        "x-scope": "receipts:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "month",
            "in": "query",
            "description": "The billing month.",
            "schema": {
              "type": "string",
              "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])$"
            }
          },
          {
            "name": "status",
            "in": "query",
            "description": "Where it stands.",
            "schema": {
              "$ref": "#/components/schemas/ReceiptStatus"
            }
          },
          {
            "name": "account_id",
            "in": "query",
            "description": "Of this billing account.",
            "schema": {
              "type": "string",
              "format": "uuid"
            }
          },
          {
            "name": "search",
            "in": "query",
            "description": "Part of the number, the account code or its name.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 100,
              "pattern": "^[^\\u0000]*$"
            }
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ReceiptList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "post": {
        "operationId": "issueReceipts",
        "tags": [
          "receipts"
        ],
        "summary": "Issues the receipts of a month.",
        "description": "Claims every charge of the month that is on no receipt. A month that was issued before gets a further receipt only for charges that came later.",
        "x-permission": "receipts:issue",
        "x-scope": "receipts:issue",
        "x-rate-limit": "expensive",
        "x-fresh": true,
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/IssueReceiptsRequest"
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "The receipts issued.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/IssueReceiptsAnswer"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/receipts/preview": {
      "get": {
        "operationId": "previewReceipts",
        "tags": [
          "receipts"
        ],
        "summary": "What issuing a month would bill; nothing is changed.",
        "x-permission": "receipts:issue",
        "x-scope": "receipts:issue",
        "x-rate-limit": "expensive",
        "parameters": [
          {
            "name": "month",
            "in": "query",
            "required": true,
            "description": "The billing month.",
            "schema": {
              "type": "string",
              "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])$"
            }
          },
          {
            "name": "account_id",
            "in": "query",
            "description": "Only this billing account.",
            "schema": {
              "type": "string",
              "format": "uuid"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ReceiptPreview"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/receipts/{receipt_id}": {
      "parameters": [
        {
          "name": "receipt_id",
          "in": "path",
          "required": true,
          "description": "The receipt.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getReceipt",
        "tags": [
          "receipts"
        ],
        "summary": "One receipt with its lines.",
        "x-permission": "receipts:read",
        "x-scope": "receipts:read",
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Receipt"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/receipts/{receipt_id}/items": {
      "parameters": [
        {
          "name": "receipt_id",
          "in": "path",
          "required": true,
          "description": "The receipt.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "listReceiptItems",
        "tags": [
          "receipts"
        ],
        "summary": "The runs on a receipt, one line per run.",
        "x-permission": "receipts:read",
        "x-scope": "receipts:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ReceiptItemList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/receipts/{receipt_id}/adjustments": {
      "parameters": [
        {
          "name": "receipt_id",
          "in": "path",
          "required": true,
          "description": "The receipt.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "listReceiptAdjustments",
        "tags": [
          "receipts"
        ],
        "summary": "The adjustments on a receipt: what it charges or credits for runs that changed after they were billed.",
        "x-permission": "receipts:read",
        "x-scope": "receipts:read",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ReceiptAdjustmentList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/receipts/{receipt_id}/payment": {
      "parameters": [
        {
          "name": "receipt_id",
          "in": "path",
          "required": true,
          "description": "The receipt.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "post": {
        "operationId": "payReceipt",
        "tags": [
          "receipts"
        ],
        "summary": "Records that a receipt was paid.",
        "description": "The receipt gets its tax invoice number.",
        "x-permission": "receipts:pay",
        "x-scope": "receipts:pay",
        "x-fresh": true,
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/PayReceiptRequest"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Receipt"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/receipts/{receipt_id}/void": {
      "parameters": [
        {
          "name": "receipt_id",
          "in": "path",
          "required": true,
          "description": "The receipt.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "post": {
        "operationId": "voidReceipt",
        "tags": [
          "receipts"
        ],
        "summary": "Voids a pending receipt.",
        "description": "Its charges can be billed again; its number and lines stay.",
        "x-permission": "receipts:void",
        "x-scope": "receipts:void",
        "x-fresh": true,
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/VoidReceiptRequest"
              }
            }
          }
        },
        "x-rate-limit": "ordinary",
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Receipt"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMedia"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/receipts/{receipt_id}/pdf": {
      "parameters": [
        {
          "name": "receipt_id",
          "in": "path",
          "required": true,
          "description": "The receipt.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      ],
      "get": {
        "operationId": "getReceiptPdf",
        "tags": [
          "receipts"
        ],
        "summary": "The document as PDF.",
        "x-permission": "receipts:read",
        "x-scope": "receipts:read",
        "x-rate-limit": "expensive",
        "parameters": [
          {
            "name": "lang",
            "in": "query",
            "description": "Its language.",
            "schema": {
              "type": "string",
              "enum": [
                "en",
                "th"
              ],
              "default": "en"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Done.",
            "content": {
              "application/pdf": {
                "schema": {
                  "type": "string",
                  "format": "binary"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/RateLimited"
          },
          "500": {
            "$ref": "#/components/responses/Internal"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    }
  },
  "components": {
    "securitySchemes": {
      "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT"
      },
      "refresh_cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-purser_refresh"
      }
    },
    "parameters": {
      "Limit": {
        "name": "limit",
        "in": "query",
        "description": "How many records a page holds.",
        "schema": {
          "type": "integer",
          "minimum": 1,
          "maximum": 500,
          "default": 50
        }
      },
      "Cursor": {
        "name": "cursor",
        "in": "query",
        "description": "The next_cursor of the page before.",
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 400,
          "pattern": "^[A-Za-z0-9_-]+$"
        }
      },
      "IdempotencyKey": {
        "name": "idempotency-key",
        "in": "header",
        "description": "The same key again returns the first answer and changes nothing.",
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 200,
          "pattern": "^[\\x21-\\x7e]+$"
        }
      },
      "ChangedBy": {
        "name": "x-changed-by",
        "in": "header",
        "description": "Who makes the change, for its history; by default whoever calls.",
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 200,
          "pattern": "^[\\x20-\\x7e]+$"
        }
      },
      "Source": {
        "name": "x-source",
        "in": "header",
        "description": "What makes the change, for its history; by default lifecycle-event for events and api for people.",
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 200,
          "pattern": "^[\\x20-\\x7e]+$"
        }
      },
      "CorrelationId": {
        "name": "x-correlation-id",
        "in": "header",
        "description": "What the change belongs to, for its history; a new one by default.",
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 200,
          "pattern": "^[\\x20-\\x7e]+$"
        }
      },
      "CsrfProtection": {
        "name": "x-csrf-protection",
        "in": "header",
        "required": true,
        "description": "Proves that a script of this origin made the call; its value is always 1.",
        "schema": {
          "type": "string",
          "const": "1"
        }
      }
    },
    "responses": {
      "Malformed": {
        "description": "The request cannot be read.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Error"
            }
          }
        }
      },
      "Unauthenticated": {
        "description": "No valid credentials.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Error"
            }
          }
        }
      },
      "Forbidden": {
        "description": "The caller's roles do not allow it.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Error"
            }
          }
        }
      },
      "NotFound": {
        "description": "There is no such record, or none the caller may see.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Error"
            }
          }
        }
      },
      "Conflict": {
        "description": "The state of things does not allow it.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Error"
            }
          }
        }
      },
      "TooLarge": {
        "description": "The body is larger than this operation takes.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Error"
            }
          }
        }
      },
      "UnsupportedMedia": {
        "description": "The body is of a type this operation does not take.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Error"
            }
          }
        }
      },
      "Invalid": {
        "description": "A value is not allowed; details name each field.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Error"
            }
          }
        }
      },
      "RateLimited": {
        "description": "Called too often from one address or by one caller, or with too many failed attempts; Retry-After says in how many seconds to come back.",
        "headers": {
          "Retry-After": {
            "schema": {
              "type": "integer",
              "minimum": 1
            }
          }
        },
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Error"
            }
          }
        }
      },
      "Internal": {
        "description": "A fault of the server.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Error"
            }
          }
        }
      },
      "Unavailable": {
        "description": "Not now; Retry-After says when.",
        "headers": {
          "Retry-After": {
            "schema": {
              "type": "integer",
              "minimum": 1
            }
          }
        },
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Error"
            }
          }
        }
      }
    },
    "schemas": {
      "Error": {
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
                "$ref": "#/components/schemas/ErrorCode"
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
                  "$ref": "#/components/schemas/ErrorDetail"
                }
              }
            }
          }
        }
      },
      "ErrorCode": {
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
      },
      "ErrorDetail": {
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
      },
      "Health": {
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
      },
      "Role": {
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
      },
      "GrantScope": {
        "type": [
          "string",
          "null"
        ],
        "minLength": 1,
        "maxLength": 64,
        "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$",
        "description": "The id of the field, department or team that a field_admin, dept_admin or team_lead is over; null with the other roles, which are held over the whole centre."
      },
      "HeldGrant": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "role",
          "scope"
        ],
        "properties": {
          "role": {
            "$ref": "#/components/schemas/Role"
          },
          "scope": {
            "$ref": "#/components/schemas/GrantScope"
          }
        }
      },
      "Permission": {
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
      },
      "Scope": {
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
      },
      "LoginRequest": {
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
      },
      "TokenAnswer": {
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
      },
      "ReauthenticateRequest": {
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
            "$ref": "#/components/schemas/MfaCode"
          }
        }
      },
      "Session": {
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
      },
      "SessionList": {
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
              "$ref": "#/components/schemas/Session"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "SignInLock": {
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
      },
      "SignInLockList": {
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
              "$ref": "#/components/schemas/SignInLock"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "Me": {
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
              "$ref": "#/components/schemas/Role"
            }
          },
          "grants": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/HeldGrant"
            },
            "description": "The same roles with what each is over."
          },
          "permissions": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Permission"
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
      },
      "Username": {
        "type": "string",
        "minLength": 2,
        "maxLength": 40,
        "pattern": "^[a-z0-9][a-z0-9._-]*$"
      },
      "SlurmUsers": {
        "type": "array",
        "maxItems": 50,
        "description": "The Slurm user names whose runs are theirs, on every cluster.",
        "items": {
          "type": "string",
          "minLength": 1,
          "maxLength": 64,
          "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.@+-]*$"
        }
      },
      "Person": {
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
            "$ref": "#/components/schemas/PersonSource"
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
              "$ref": "#/components/schemas/HeldGrant"
            },
            "description": "What they hold now, as far as the caller may see it."
          }
        }
      },
      "PersonList": {
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
              "$ref": "#/components/schemas/Person"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "PersonSource": {
        "type": "string",
        "enum": [
          "local",
          "ldap"
        ],
        "description": "Where they sign in, for ever: with a password kept here, which is the default, or with that of the directory."
      },
      "CreatePersonRequest": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "username",
          "display_name"
        ],
        "properties": {
          "username": {
            "$ref": "#/components/schemas/Username"
          },
          "display_name": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200
          },
          "slurm_users": {
            "$ref": "#/components/schemas/SlurmUsers"
          },
          "source": {
            "$ref": "#/components/schemas/PersonSource"
          }
        }
      },
      "UpdatePersonRequest": {
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
            "$ref": "#/components/schemas/SlurmUsers"
          },
          "disabled": {
            "type": "boolean",
            "description": "Whoever is disabled is signed out at once and cannot sign in."
          }
        }
      },
      "GrantState": {
        "type": "string",
        "enum": [
          "live",
          "expired",
          "revoked"
        ]
      },
      "Grant": {
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
            "$ref": "#/components/schemas/Role"
          },
          "scope": {
            "$ref": "#/components/schemas/GrantScope"
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
            "$ref": "#/components/schemas/GrantState"
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
      },
      "GrantList": {
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
              "$ref": "#/components/schemas/Grant"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "GiveGrantRequest": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "username",
          "role"
        ],
        "properties": {
          "username": {
            "$ref": "#/components/schemas/Username"
          },
          "role": {
            "$ref": "#/components/schemas/Role"
          },
          "scope": {
            "$ref": "#/components/schemas/GrantScope"
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
      },
      "AuditCheckpoint": {
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
      },
      "AuditCheckpointList": {
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
              "$ref": "#/components/schemas/AuditCheckpoint"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "AuditOutcome": {
        "type": "string",
        "enum": [
          "success",
          "refused",
          "failure"
        ]
      },
      "AuditStatus": {
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
      },
      "ApiToken": {
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
              "$ref": "#/components/schemas/Scope"
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
            "$ref": "#/components/schemas/ApiTokenState"
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
      },
      "ApiTokenState": {
        "type": "string",
        "description": "Whether it can be used: suspended means that its person is disabled.",
        "enum": [
          "active",
          "suspended",
          "expired",
          "revoked"
        ]
      },
      "ApiTokenName": {
        "type": "string",
        "minLength": 1,
        "maxLength": 100,
        "pattern": "^[^\\s\\u0000-\\u001f]([^\\u0000-\\u001f]*[^\\s\\u0000-\\u001f])?$",
        "description": "What it is for."
      },
      "ApiTokenList": {
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
              "$ref": "#/components/schemas/ApiToken"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "AllowedAddresses": {
        "type": "array",
        "maxItems": 50,
        "description": "The only networks that it may be used from, IPv4 or IPv6, as CIDR or as single addresses; none: from anywhere.",
        "items": {
          "type": "string",
          "minLength": 2,
          "maxLength": 43,
          "pattern": "^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$"
        }
      },
      "ServiceRole": {
        "type": "string",
        "description": "Bounds the scopes of a service and decides whose data it sees: user sees that of its Slurm users, every other all.",
        "enum": [
          "center_admin",
          "finance",
          "auditor",
          "user"
        ]
      },
      "CreateApiTokenRequest": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "scopes",
          "days"
        ],
        "properties": {
          "name": {
            "$ref": "#/components/schemas/ApiTokenName"
          },
          "scopes": {
            "type": "array",
            "minItems": 1,
            "maxItems": 100,
            "items": {
              "$ref": "#/components/schemas/Scope"
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
            "$ref": "#/components/schemas/AllowedAddresses"
          }
        }
      },
      "CreateServiceTokenRequest": {
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
              "$ref": "#/components/schemas/Scope"
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
            "$ref": "#/components/schemas/ServiceRole"
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
            "$ref": "#/components/schemas/AllowedAddresses"
          }
        }
      },
      "CreatedApiToken": {
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
            "$ref": "#/components/schemas/ApiToken"
          }
        }
      },
      "ChangePasswordRequest": {
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
      },
      "PasswordResetLink": {
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
      },
      "ResetPasswordRequest": {
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
      },
      "MfaStatus": {
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
      },
      "TotpEnrolment": {
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
      },
      "StartTotpRequest": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "code": {
            "$ref": "#/components/schemas/MfaCode"
          }
        }
      },
      "MfaCode": {
        "type": "string",
        "minLength": 6,
        "maxLength": 30,
        "description": "Six digits of the authenticator app, or a recovery code."
      },
      "MfaCodeRequest": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "code"
        ],
        "properties": {
          "code": {
            "$ref": "#/components/schemas/MfaCode"
          }
        }
      },
      "RecoveryCodes": {
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
      },
      "LoginMfaRequest": {
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
            "$ref": "#/components/schemas/MfaCode"
          }
        }
      },
      "AuditRecord": {
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
            "$ref": "#/components/schemas/AuditOutcome"
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
      },
      "AuditRecordList": {
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
              "$ref": "#/components/schemas/AuditRecord"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "AuditVerification": {
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
      },
      "Tier": {
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
      },
      "ClassifierRule": {
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
      },
      "TierList": {
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
              "$ref": "#/components/schemas/Tier"
            }
          },
          "classifier_rules": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ClassifierRule"
            }
          },
          "default_tier": {
            "type": "string"
          }
        }
      },
      "BillingAccount": {
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
      },
      "BillingAccountList": {
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
              "$ref": "#/components/schemas/BillingAccount"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "BillingAccountChange": {
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
      },
      "NewBillingAccount": {
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
      },
      "Binding": {
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
      },
      "BindingList": {
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
              "$ref": "#/components/schemas/Binding"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "BindingTerms": {
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
      },
      "BindingDigest": {
        "type": "string",
        "pattern": "^[0-9a-f]{64}$",
        "description": "Names what a preview showed. The change is refused where it would now do anything else."
      },
      "NewBinding": {
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
            "$ref": "#/components/schemas/BindingDigest"
          }
        }
      },
      "BindingWithdrawal": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "preview"
        ],
        "properties": {
          "preview": {
            "$ref": "#/components/schemas/BindingDigest"
          }
        }
      },
      "BindingAccount": {
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
      },
      "BindingMove": {
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
            "$ref": "#/components/schemas/BindingAccount"
          },
          "to": {
            "$ref": "#/components/schemas/BindingAccount"
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
      },
      "BindingBilled": {
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
            "$ref": "#/components/schemas/BindingAccount"
          },
          "to": {
            "$ref": "#/components/schemas/BindingAccount"
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
      },
      "BindingPreview": {
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
            "$ref": "#/components/schemas/BindingDigest"
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
              "$ref": "#/components/schemas/BindingMove"
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
              "$ref": "#/components/schemas/BindingBilled"
            }
          },
          "billed_omitted": {
            "type": "integer",
            "description": "Rows beyond the first 500."
          }
        }
      },
      "BindingAnswer": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "binding",
          "effect"
        ],
        "properties": {
          "binding": {
            "$ref": "#/components/schemas/Binding"
          },
          "effect": {
            "$ref": "#/components/schemas/BindingPreview"
          }
        }
      },
      "UnboundAccount": {
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
      },
      "UnboundAccountList": {
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
              "$ref": "#/components/schemas/UnboundAccount"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "Cluster": {
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
      },
      "NodeState": {
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
      },
      "GpuTypes": {
        "type": "object",
        "additionalProperties": {
          "type": "integer"
        },
        "description": "How many of each type; those without a type are in no count."
      },
      "LiveFailure": {
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
      },
      "ClusterView": {
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
              "$ref": "#/components/schemas/LiveFailure"
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
      },
      "ClusterViewList": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "data"
        ],
        "properties": {
          "data": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ClusterView"
            }
          }
        }
      },
      "Node": {
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
            "$ref": "#/components/schemas/NodeState"
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
            "$ref": "#/components/schemas/GpuTypes"
          },
          "allocated_gpu_types": {
            "$ref": "#/components/schemas/GpuTypes"
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
      },
      "NodeList": {
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
              "$ref": "#/components/schemas/Node"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "Partition": {
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
      },
      "PartitionList": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "data"
        ],
        "properties": {
          "data": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Partition"
            }
          }
        }
      },
      "QueuedJob": {
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
            "$ref": "#/components/schemas/GpuTypes"
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
      },
      "QueuedJobList": {
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
              "$ref": "#/components/schemas/QueuedJob"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "QueueCount": {
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
      },
      "QueueCountList": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "data"
        ],
        "properties": {
          "data": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/QueueCount"
            }
          }
        }
      },
      "ClusterList": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "data"
        ],
        "properties": {
          "data": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Cluster"
            }
          }
        }
      },
      "RetireClusterRequest": {
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
      },
      "RunState": {
        "type": "string",
        "enum": [
          "pending",
          "running",
          "completed",
          "failed",
          "cancelled",
          "unknown"
        ]
      },
      "RunSummary": {
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
            "$ref": "#/components/schemas/RunState"
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
      },
      "RunList": {
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
              "$ref": "#/components/schemas/RunSummary"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "Run": {
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
            "$ref": "#/components/schemas/RunState"
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
      },
      "RunChange": {
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
      },
      "RunHistory": {
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
              "$ref": "#/components/schemas/RunChange"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "RunGroup": {
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
              "$ref": "#/components/schemas/RunSummary"
            }
          }
        }
      },
      "RelatedRuns": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "same_job",
          "array",
          "het_job"
        ],
        "properties": {
          "same_job": {
            "$ref": "#/components/schemas/RunGroup"
          },
          "array": {
            "$ref": "#/components/schemas/RunGroup"
          },
          "het_job": {
            "$ref": "#/components/schemas/RunGroup"
          }
        }
      },
      "JobStarted": {
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
      },
      "JobFinished": {
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
      },
      "EventAnswer": {
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
      },
      "LiveRun": {
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
            "$ref": "#/components/schemas/RunState"
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
            "$ref": "#/components/schemas/LatestSample"
          }
        }
      },
      "LatestSample": {
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
      },
      "LiveRunList": {
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
              "$ref": "#/components/schemas/LiveRun"
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
      },
      "NodeRun": {
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
      },
      "NodeRunList": {
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
              "$ref": "#/components/schemas/NodeRun"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "JobCount": {
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
      },
      "JobCountList": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "data"
        ],
        "properties": {
          "data": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/JobCount"
            }
          }
        }
      },
      "LiveRunsNews": {
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
              "$ref": "#/components/schemas/LiveRun"
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
                  "$ref": "#/components/schemas/RunState"
                }
              }
            }
          }
        }
      },
      "Job": {
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
            "$ref": "#/components/schemas/RunState"
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
      },
      "JobList": {
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
              "$ref": "#/components/schemas/Job"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "NewJob": {
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
      },
      "JobChange": {
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
      },
      "JobEvent": {
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
      },
      "JobHistory": {
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
              "$ref": "#/components/schemas/JobEvent"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "UseSource": {
        "type": "string",
        "enum": [
          "samples",
          "accounting"
        ]
      },
      "UseOfCpus": {
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
            "$ref": "#/components/schemas/UseSource"
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
      },
      "UseOfMemory": {
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
            "$ref": "#/components/schemas/UseSource"
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
      },
      "UseOfGpus": {
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
            "$ref": "#/components/schemas/UseSource"
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
      },
      "JobEfficiency": {
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
            "$ref": "#/components/schemas/UseOfCpus"
          },
          "memory": {
            "$ref": "#/components/schemas/UseOfMemory"
          },
          "gpu": {
            "$ref": "#/components/schemas/UseOfGpus"
          }
        }
      },
      "RunRecord": {
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
      },
      "RunRecordList": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "data"
        ],
        "properties": {
          "data": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/RunRecord"
            }
          }
        }
      },
      "PushedGpus": {
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
      },
      "PushedRun": {
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
            "$ref": "#/components/schemas/PushedTres"
          },
          "requested": {
            "$ref": "#/components/schemas/PushedTres"
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
      },
      "PushedRunResult": {
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
      },
      "PushedRuns": {
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
              "$ref": "#/components/schemas/PushedRun"
            }
          }
        }
      },
      "PushedRunsAnswer": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "batch",
          "results"
        ],
        "properties": {
          "batch": {
            "$ref": "#/components/schemas/UsageBatch"
          },
          "results": {
            "type": "array",
            "description": "One for each record in their order.",
            "items": {
              "$ref": "#/components/schemas/PushedRunResult"
            }
          }
        }
      },
      "SampleSource": {
        "type": "string",
        "enum": [
          "cgroup-v2",
          "cgroup-v1",
          "simulated",
          "push"
        ]
      },
      "GpuSample": {
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
      },
      "JobSample": {
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
              "$ref": "#/components/schemas/GpuSample"
            }
          },
          "source": {
            "$ref": "#/components/schemas/SampleSource"
          }
        }
      },
      "PushedSample": {
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
              "$ref": "#/components/schemas/GpuSample"
            }
          },
          "source": {
            "$ref": "#/components/schemas/SampleSource"
          }
        }
      },
      "PushedSamples": {
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
              "$ref": "#/components/schemas/PushedSample"
            }
          }
        }
      },
      "SampleResult": {
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
      },
      "PushedSamplesAnswer": {
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
              "$ref": "#/components/schemas/SampleResult"
            }
          }
        }
      },
      "JobSampleAnswer": {
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
      },
      "MetricStats": {
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
      },
      "MetricPoint": {
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
            "$ref": "#/components/schemas/MetricStats"
          },
          "memory_mib": {
            "$ref": "#/components/schemas/MetricStats"
          },
          "gpu_percent": {
            "$ref": "#/components/schemas/MetricStats"
          }
        }
      },
      "DevicePoint": {
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
            "$ref": "#/components/schemas/MetricStats"
          },
          "memory_mib": {
            "$ref": "#/components/schemas/MetricStats"
          },
          "power_watts": {
            "$ref": "#/components/schemas/MetricStats"
          },
          "temperature_celsius": {
            "$ref": "#/components/schemas/MetricStats"
          }
        }
      },
      "DeviceSeries": {
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
              "$ref": "#/components/schemas/DevicePoint"
            }
          }
        }
      },
      "JobMetrics": {
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
              "$ref": "#/components/schemas/MetricPoint"
            }
          },
          "devices": {
            "type": "array",
            "description": "The GPUs one by one, where they were asked for.",
            "items": {
              "$ref": "#/components/schemas/DeviceSeries"
            }
          },
          "devices_left_out": {
            "type": "integer",
            "description": "How many there are beyond the first 32; ask for them node by node."
          }
        }
      },
      "PushedTres": {
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
              "$ref": "#/components/schemas/PushedGpus"
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
      },
      "RejectState": {
        "type": "string",
        "enum": [
          "open",
          "resolved"
        ]
      },
      "ReconciliationRequest": {
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
      },
      "ReconciledSpan": {
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
      },
      "ReconciledExplanation": {
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
      },
      "ReconciledRow": {
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
              "$ref": "#/components/schemas/ReconciledExplanation"
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
      },
      "ReconciledTotal": {
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
              "$ref": "#/components/schemas/ReconciledExplanation"
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
      },
      "Reconciliation": {
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
            "$ref": "#/components/schemas/ReconciledSpan"
          },
          "reported": {
            "$ref": "#/components/schemas/ReconciledSpan"
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
              "$ref": "#/components/schemas/ReconciledRow"
            }
          },
          "totals": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ReconciledTotal"
            }
          }
        }
      },
      "UsageSourceFailure": {
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
      },
      "UsagePull": {
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
              "$ref": "#/components/schemas/UsageSourceFailure"
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
      },
      "UsagePullList": {
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
              "$ref": "#/components/schemas/UsagePull"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "UsagePullRequest": {
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
      },
      "UsageClusterSources": {
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
              "$ref": "#/components/schemas/UsagePull"
            },
            "description": "The last that are over, the latest first, at most five."
          },
          "open_pulls": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/UsagePull"
            },
            "description": "Those that are not over, the latest first, at most 20."
          }
        }
      },
      "UsageSourceList": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "data"
        ],
        "properties": {
          "data": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/UsageClusterSources"
            }
          }
        }
      },
      "UsageSourceCheck": {
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
              "$ref": "#/components/schemas/UsageSourceFailure"
            },
            "description": "Why it did not answer; empty where it did."
          }
        }
      },
      "UsageSourceCheckList": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "data"
        ],
        "properties": {
          "data": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/UsageSourceCheck"
            }
          }
        }
      },
      "CoverageState": {
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
      },
      "CoverageStretch": {
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
      },
      "CoverageCluster": {
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
              "$ref": "#/components/schemas/CoverageStretch"
            },
            "description": "Those days, the latest first."
          }
        }
      },
      "CoverageClusterList": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "data"
        ],
        "properties": {
          "data": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CoverageCluster"
            }
          }
        }
      },
      "CoverageDay": {
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
            "$ref": "#/components/schemas/CoverageState"
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
      },
      "Coverage": {
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
              "$ref": "#/components/schemas/CoverageDay"
            }
          }
        }
      },
      "CoveragePartition": {
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
      },
      "CoverageBatch": {
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
      },
      "CoverageSpan": {
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
      },
      "CoverageDayDetail": {
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
            "$ref": "#/components/schemas/CoverageState"
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
              "$ref": "#/components/schemas/CoverageSpan"
            },
            "description": "What of the day is known to have been read."
          },
          "partitions": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CoveragePartition"
            }
          },
          "batches": {
            "type": "array",
            "maxItems": 100,
            "items": {
              "$ref": "#/components/schemas/CoverageBatch"
            },
            "description": "The latest 100."
          }
        }
      },
      "UsageBatch": {
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
      },
      "UsageBatchList": {
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
              "$ref": "#/components/schemas/UsageBatch"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "UsageReject": {
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
      },
      "UsageRejectList": {
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
              "$ref": "#/components/schemas/UsageReject"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "RateCard": {
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
      },
      "RateCardList": {
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
              "$ref": "#/components/schemas/RateCard"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "Verdict": {
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
      },
      "ChargeStep": {
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
      },
      "RunCharge": {
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
            "$ref": "#/components/schemas/Verdict"
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
              "$ref": "#/components/schemas/ChargeStep"
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
      },
      "BilledChangeStatus": {
        "type": "string",
        "description": "Open, decided, or voided: its receipt was, and the run is billed anew as it stands.",
        "enum": [
          "open",
          "acknowledged",
          "adjusted",
          "voided"
        ]
      },
      "BilledChangePart": {
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
      },
      "BilledChange": {
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
            "$ref": "#/components/schemas/BilledChangeStatus"
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
              "$ref": "#/components/schemas/BilledChangePart"
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
      },
      "BilledChangeList": {
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
              "$ref": "#/components/schemas/BilledChange"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "DecideBilledChangeRequest": {
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
      },
      "BilledChangeDecided": {
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
      },
      "SupersededCharge": {
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
      },
      "RunAdjustment": {
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
      },
      "ChargeHistory": {
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
              "$ref": "#/components/schemas/SupersededCharge"
            }
          },
          "adjustments": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/RunAdjustment"
            }
          }
        }
      },
      "UnbilledAccount": {
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
      },
      "UnbilledList": {
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
              "$ref": "#/components/schemas/UnbilledAccount"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "ReceiptStatus": {
        "type": "string",
        "enum": [
          "pending",
          "paid",
          "void"
        ]
      },
      "ReceiptLine": {
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
      },
      "ReceiptParty": {
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
      },
      "ReceiptSummary": {
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
            "$ref": "#/components/schemas/ReceiptStatus"
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
      },
      "ReceiptList": {
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
              "$ref": "#/components/schemas/ReceiptSummary"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "Receipt": {
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
            "$ref": "#/components/schemas/ReceiptStatus"
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
            "$ref": "#/components/schemas/ReceiptParty"
          },
          "buyer": {
            "$ref": "#/components/schemas/ReceiptParty"
          },
          "lines": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ReceiptLine"
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
      },
      "ReceiptItem": {
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
      },
      "ReceiptItemList": {
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
              "$ref": "#/components/schemas/ReceiptItem"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "ReceiptAdjustment": {
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
      },
      "ReceiptAdjustmentList": {
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
              "$ref": "#/components/schemas/ReceiptAdjustment"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "ReceiptPreviewAccount": {
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
              "$ref": "#/components/schemas/ReceiptLine"
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
      },
      "ReceiptPreview": {
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
              "$ref": "#/components/schemas/ReceiptPreviewAccount"
            }
          }
        }
      },
      "IssueReceiptsRequest": {
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
      },
      "IssueReceiptsAnswer": {
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
              "$ref": "#/components/schemas/ReceiptSummary"
            }
          }
        }
      },
      "PayReceiptRequest": {
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
      },
      "VoidReceiptRequest": {
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
      }
    }
  }
};
