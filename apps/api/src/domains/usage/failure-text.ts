import { errorText, isErrorCode, type Language } from "../../platform/error-texts.ts";
import type { SourceErrorCode } from "./core/source-error.ts";
import { SOURCE_ERROR_TEXTS } from "./core/source-error-texts.ts";
import type { SourceFailure } from "./core/source-failure.ts";

/** Why a source gave nothing, as a sentence for people. */
export function failureText({ code }: Pick<SourceFailure, "code">, language: Language): string {
  if (isSourceErrorCode(code)) return SOURCE_ERROR_TEXTS[code][language];
  // What was sent could not be ingested: the same refusal as of an upload.
  return errorText(isErrorCode(code) ? code : "INTERNAL", language, {});
}

function isSourceErrorCode(code: string): code is SourceErrorCode {
  return Object.hasOwn(SOURCE_ERROR_TEXTS, code);
}
